"""Five hundred made-up briefs: Slack takes every message, and nothing in them pings or links."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from unit.handlers.samples import brief, cite, entry, position, quotation, texts

from bot.records import Precision, QuotationKind, Stance
from bot.results import Brief, BriefRequest, Citation, Found
from handlers.playground.blockcheck import check_message
from handlers.playground.pings import pings_of
from handlers.playground.workspace import Message as Posted
from handlers.views.brief import PartName, lay_out_brief, lay_out_page
from handlers.views.budget import MOST_BLOCKS, MOST_JSON, MOST_TEXT, Message, count_json, count_text

_BITS = (
    "<!channel>", "<!here>", "<@U0ADA>", "<#C0NEWS|news>", "<!subteam^S01>", "@everyone",
    "<https://evil.example|Harbour Post>", "https://evil.example/a?b=1", "*bold*", "_it_", "~no~",
    "`code`", "```fence```", "&amp;", "&lt;!channel&gt;", ">", "|", ":tada:", "\n", "\n> quote\n",
    "\t", "\x00", "\u202e", "\u200f", "قال الوزير إن المضيق سيبقى مفتوحا", "השר אמר",
    "海峡は開いたまま", "👩‍👩‍👧", "Ω̴̧͝", "we will not close unless",
    "said", "“", "”", "'", '"', "a" * 90,
)  # fmt: skip
_URLS = (
    None, "", "https://harbour.example/1", "https://harbour.example/<!here>|x y", "ftp://x.example",
    "javascript:alert(1)", "http://[", "https://harbour.example/" + "long/" * 400,
    "https://harbour.example/?q=" + "&" * 900,
)  # fmt: skip
_OUR_LINK = re.compile(r"<https?://(?!evil)[^<>|\s]+\|[^<>|\n]+>")
_SIZES = (0, 1, 2, 3, 5, 12, 300)


def foreign_words(chance: random.Random, most: int) -> str:
    """Return hostile or strange words, at least one character that shows."""
    parts = [chance.choice(_BITS) for _ in range(chance.randint(1, most))]
    return f"x{chance.choice(('', ' ')).join(parts)}"


def foreign_citation(chance: random.Random, text: str) -> Citation:
    """Return a citation whose names and address are strange, too."""
    made = cite(
        text,
        document=chance.randint(1, 10**7),
        outlet=foreign_words(chance, 6) if chance.random() < 0.8 else "",
        title=foreign_words(chance, 6),
        url=chance.choice(_URLS),
    )
    return replace(made, published=chance.choice((None, date(2022, 5, 12))))


def made_brief(chance: random.Random) -> Brief:
    """Return a brief of strange lines, few or many."""
    counts = [chance.choice(_SIZES) for _ in range(3)]
    lengths = chance.choice((3, 20, 200))

    def words() -> str:
        return foreign_words(chance, lengths)

    def also(text: str) -> tuple[Citation, ...]:
        return tuple(foreign_citation(chance, text) for _ in range(chance.choice((0, 0, 1, 9))))

    quotations = []
    for _ in range(counts[0]):
        text = words()
        line = quotation(
            text,
            speaker=chance.choice((None, words())),
            written=chance.choice((None, words())),
            kind=chance.choice(list(QuotationKind)),
            citation=foreign_citation(chance, text),
        )
        quotations.append(replace(line, also_in=also(text)))
    positions = []
    for _ in range(counts[1]):
        text = f"{words()} opposes {words()}"
        line = position(
            text,
            actor=words(),
            stance=chance.choice(list(Stance)),
            target=chance.choice((None, words())),
            according_to=chance.choice((None, words())),
        )
        positions.append(replace(line, citation=foreign_citation(chance, text)))
    timeline = []
    for _ in range(counts[2]):
        text = f"{words()} in May"
        day = date(1900, 1, 1) + timedelta(days=chance.randint(0, 50_000))
        line = entry(text, day=day, precision=chance.choice(list(Precision)), phrase="in May")
        timeline.append(replace(line, citation=foreign_citation(chance, text), also_in=also(text)))
    topic = words()
    return brief(
        topic=topic,
        request=BriefRequest(topic=topic, workspace="local", limit=chance.choice((None, None, 40))),
        quotations=tuple(quotations),
        positions=tuple(positions),
        timeline=tuple(timeline),
        read_as=words(),
        suggestions=tuple(words() for _ in range(chance.randint(0, 4))),
        found=Found(quotations=counts[0] * 2, positions=counts[1], timeline=counts[2] + 1),
        empty_because=words(),
    )


def messages_of(made: Brief) -> Iterator[Message]:
    """Yield every message that can be made of a brief."""
    yield lay_out_brief(made, share="b1").message
    yield lay_out_brief(made, share="b1", is_private=False, shared_by="U0ANNA").message
    for part in PartName:
        yield lay_out_page(made, part, share="b1").message


@pytest.mark.parametrize("hundred", range(5))
def test_slack_takes_every_message_and_nothing_in_it_pings_or_links(hundred: int) -> None:
    """Long names, no lines or three hundred, right-to-left, mentions and links put in."""
    for seed in range(hundred * 100, hundred * 100 + 100):
        for message in messages_of(made_brief(random.Random(seed))):  # noqa: S311 - no secret
            blocks = list(message.blocks)
            assert check_message(blocks) == ("", []), seed
            assert len(blocks) <= MOST_BLOCKS, seed
            assert count_text(blocks) <= MOST_TEXT, seed
            assert count_json(blocks) <= MOST_JSON, seed
            assert message.text.strip(), seed
            check_literal(message, seed)


def check_literal(message: Message, seed: int) -> None:
    """Fail where foreign words would ping somebody, or lead where no citation leads."""
    blocks = list(message.blocks)
    posted = Posted(channel="C0", ts="1", author="B", text=message.text, blocks=blocks)
    assert [each for each in pings_of(posted) if "U0ANNA" not in each] == [], seed
    assert "<" not in message.text, seed
    for block in blocks:
        if block["type"] in ("section", "context"):
            for text in texts(block):
                assert "<" not in _OUR_LINK.sub("", text).replace("<@U0ANNA>", ""), seed
        if block["type"] == "rich_text":
            kinds = {each["type"] for part in block["elements"] for each in part["elements"]}
            assert kinds <= {"text", "link"}, seed
