"""What the builders of Slack messages make, and an example of everything in Slack's schema."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import resources
from typing import Any

from unit.handlers.samples import (
    board,
    brief,
    digest,
    entry,
    passage,
    position,
    quotation,
    subscription,
)
from unit.handlers.views.test_adding import outcome
from unit.handlers.views.test_board import row
from unit.handlers.views.test_check import checked
from unit.handlers.views.test_generated_briefs import made_brief, messages_of
from unit.handlers.views.test_home import full
from unit.handlers.views.test_inspection import inspection
from unit.handlers.views.test_settings import RULES, metadata
from unit.handlers.views.test_sources import FEED, SLACK

from bot.records import FollowKind, HouseRules, QuotationKind, Rhythm, Stance
from bot.results import Answer, Brief, BriefRequest, Check, Found, Verdict
from handlers.slack.dialogs import reading_view
from handlers.views.adding import Fate, added_message, reading_message
from handlers.views.answer import answer_message
from handlers.views.board import board_message
from handlers.views.brief import PartName, lay_out_brief, lay_out_page
from handlers.views.budget import Block, Message
from handlers.views.check import check_message
from handlers.views.digest import digest_post
from handlers.views.exporting import export_form
from handlers.views.filtering import filter_view
from handlers.views.help import help_message, how_to_add
from handlers.views.home import home_view
from handlers.views.inspection import context_message, verify_message
from handlers.views.ordering import change_modal, gone_modal, loading_modal
from handlers.views.settings import channel_form, settings_message, workspace_form
from handlers.views.sources import removal_question, sources_message
from handlers.views.standing import followed, following, paused, unfollowed

NOW = datetime(2022, 5, 14, 6, 0, tzinfo=UTC)
_SPEECHES = (
    "We will not close the strait, whatever the price of grain may be this summer",
    "There is no reason to pay for water that has always been free",
    "Nobody has shown us the figures",
)
_ARABIC = "قال الوزير إن المضيق سيبقى مفتوحا أمام جميع السفن"


def sample_brief() -> Brief:
    """Return a brief with lines of every kind, one of them from right to left."""
    quotations = [quotation(text, copies=number) for number, text in enumerate(_SPEECHES)]
    return brief(
        quotations=(
            *quotations,
            quotation(_ARABIC, speaker="Samir Haddad", written="الوزير"),
            quotation("the toll is a mistake", kind=QuotationKind.INDIRECT),
        ),
        positions=(
            position(),
            position(
                "Osterby backs the toll.", actor="Osterby", cue="backs", stance=Stance.SUPPORTS
            ),
            position("Lund is wary of it.", actor="Lund", cue="wary", according_to="Ida Holm"),
        ),
        timeline=(
            entry(),
            entry("The toll was voted on 6 May 2022.", day=date(2022, 5, 6), phrase="6 May 2022"),
        ),
        suggestions=("port fees", "strait pilots"),
        found=Found(quotations=41, positions=9, timeline=2),
    )


def built_messages() -> dict[str, Message]:
    """Return a message of every kind that the builders make, by name."""
    made = sample_brief()
    order = subscription()
    rests = replace(order, paused_until=datetime(2022, 5, 20, 23, 0, tzinfo=UTC))
    post = digest_post(order, digest(made))
    sides = board(
        row(1, Stance.SUPPORTS), row(2), row(3, before=position()), row(4, Stance.UNCLEAR)
    )
    checks = tuple(
        checked("not sell the port", verdict, named_speaker="Ada Brandt") for verdict in Verdict
    )
    question = "who opposes the toll?"
    answer = Answer(
        question=question,
        intent="position",
        read_as="Read as: who opposes the toll.",
        lines=(position(), quotation(), passage()),
        confidence=1.0,
    )
    empty = brief(empty_because="The archive says nothing on this.", suggestions=("tolls",))
    return {
        "added": added_message([outcome(fate) for fate in Fate], here="this channel"),
        "answer": answer_message(answer),
        "board": board_message(sides, share="s1"),
        "brief": lay_out_brief(made, share="b1").message,
        "brief shared": lay_out_brief(made, shared_by="U0ANNA", is_private=False).message,
        "check": check_message(Check(checks=checks)),
        "context": context_message(inspection()),
        "digest": post.parent,
        "digest thread": post.replies[0],
        "empty": lay_out_brief(empty, share="b1").message,
        "followed": followed(order, NOW, by="U0ANNA"),
        "following": following([order, rests], NOW),
        "help": help_message(),
        "how to add": how_to_add(),
        "page": lay_out_page(made, PartName.QUOTATIONS, share="b1").message,
        "paused": paused(rests, by="U0ANNA"),
        "reading": reading_message(2, 1),
        "removal": removal_question(FEED),
        "settled": settings_message(RULES, HouseRules(), channel="C1", default_zone="UTC"),
        "sources": sources_message([(FEED, "last fetched at 07:40"), (SLACK, "")]),
        "unfollowed": unfollowed(order, by="U0ANNA"),
        "verify": verify_message(inspection(), None),
    }


def built_views() -> dict[str, Block]:
    """Return a view of every kind that the builders make, by name."""
    order = replace(subscription(), kind=FollowKind.PHRASE, rhythm=Rhythm.FRIDAYS)
    request = BriefRequest(topic="strait toll", workspace="local", since=date(2022, 5, 1))
    return {
        "change": change_modal(order),
        "filter": filter_view(request, "b1"),
        "gone": gone_modal("This order is gone."),
        "home": home_view(full("strait"), "D1"),
        "export": export_form("{}", is_private=True),
        "settings": workspace_form(RULES, metadata()),
        "settings of a channel": channel_form(RULES, HouseRules(), set(), metadata()),
        "loading": loading_modal(),
        "reading": reading_view("Verify", verify_message(inspection(), None)),
    }


def hostile_messages(count: int) -> Iterator[list[Block]]:
    """Yield the blocks of made-up briefs full of markup, mentions and addresses."""
    for seed in range(count):
        for message in messages_of(made_brief(random.Random(seed))):  # noqa: S311 - no secret
            yield list(message.blocks)


class Schema:
    """Makes an example of whatever Slack's schema defines, every property filled."""

    def __init__(self, picture: str) -> None:
        source = resources.files("handlers.playground").joinpath("data/blockkit.schema.json")
        self._definitions: Block = json.loads(source.read_text(encoding="utf-8"))["definitions"]
        self._picture = picture

    def types(self, name: str) -> list[str]:
        """Return the types that a definition stands for, such as every known block."""
        return list(self._definitions[name]["properties"]["type"]["enum"])

    def names_with_types(self) -> list[str]:
        """Return the definitions that stand for one of several types."""
        return [
            name
            for name, each in self._definitions.items()
            if "enum" in each.get("properties", {}).get("type", {})
        ]

    def example(self, name: str, kind: str, depth: int = 0) -> Block:
        """Return an example of one type of a definition."""
        for case in self._definitions[name]["allOf"]:
            if case["if"]["properties"]["type"]["const"] == kind:
                made: Block = self._make(case["then"], "", depth)
                return made
        raise LookupError(kind)

    def _make(self, schema: Block, key: str, depth: int) -> Any:
        if "$ref" in schema:
            return self._named(schema["$ref"].rpartition("/")[2], key, depth)
        if "anyOf" in schema and "properties" not in schema:
            return self._make(schema["anyOf"][0], key, depth)
        if "allOf" in schema:
            return self._make(schema["allOf"][0], key, depth)
        if "const" in schema or "enum" in schema:
            return schema.get("const", schema.get("enum", [None])[0])
        return self._plain(schema, key, depth)

    def _named(self, name: str, key: str, depth: int) -> Any:
        definition = self._definitions.get(name)
        if definition is None:
            return {}
        if name in self.names_with_types():
            return self.example(name, self.types(name)[0], depth)
        return self._make(definition, key, depth)

    def _plain(self, schema: Block, key: str, depth: int) -> Any:
        match schema.get("type"):
            case "array":
                items = schema.get("items", {})
                named = items.get("$ref", "").rpartition("/")[2]
                if named in self.names_with_types() and depth < 6:
                    return [self.example(named, kind, depth + 1) for kind in self.types(named)]
                return [self._make(items, key, depth + 1) for _ in range(2)]
            case "object":
                return {
                    name: self._make(each, name, depth + 1)
                    for name, each in schema.get("properties", {}).items()
                    if depth < 12
                }
            case "boolean":
                return True
            case "number" | "integer":
                return 1
            case "string":
                return self._letters(key)
        return {}

    def _letters(self, key: str) -> str:
        if key.endswith("url"):
            return self._picture
        known = {"initial_date": "2022-05-14", "initial_time": "08:30", "format": "{date}"}
        return known.get(key, f"some {key or 'text'}")


def with_chart(block: Block) -> Block:
    """Return a chart block with numbers in it: the schema leaves them open."""
    points = [{"label": "May", "value": 12}, {"label": "June", "value": 30}]
    return {**block, "chart": {"type": "bar", "series": [{"name": "Documents", "data": points}]}}
