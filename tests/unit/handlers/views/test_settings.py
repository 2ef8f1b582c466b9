"""Settings as messages and forms."""

from __future__ import annotations

import json
from typing import Any

import pytest
from unit.handlers.samples import all_text

from bot.records import Answers, Circle, HouseRules, Permission, SettingName
from handlers.playground.blockcheck import check_message, check_view
from handlers.views.exporting import export_form, read_format
from handlers.views.settings import (
    changed_in_words,
    changed_message,
    channel_form,
    groups_of,
    names_of,
    read_form,
    settings_message,
    who_in_words,
    workspace_form,
)

NAMED = Permission(
    circle=Circle.NAMED, people=("U1", "U2"), groups=(("S1", "editors"), ("S2", "<!here>"))
)
RULES = HouseRules(
    answers=Answers.PUBLIC,
    time_zone="Europe/Oslo",
    adding=NAMED,
    removing=Permission(circle=Circle.ADMINS),
)


def metadata(rules: HouseRules = RULES) -> str:
    """Return what a form carries."""
    return json.dumps({"place": "", "groups": groups_of(rules)})


def sent(form: dict[str, Any], **chosen: Any) -> dict[str, Any]:
    """Return a form as it comes back, filled in as it was but for what was ``chosen``."""
    values: dict[str, Any] = {}
    for block in form["blocks"]:
        if block["type"] != "input":
            continue
        name, element = block["block_id"], block["element"]
        field: dict[str, Any] = {"type": element["type"]}
        if element["type"] == "static_select":
            value = chosen.get(name, element["initial_option"]["value"])
            field["selected_option"] = {"value": value}
        elif element["type"] == "multi_users_select":
            field["selected_users"] = chosen.get(name, element.get("initial_users", []))
        else:
            field["value"] = chosen.get(name, element.get("initial_value"))
        values[name] = {name: field}
    return {**form, "state": {"values": values}}


def test_messages_and_forms_are_valid() -> None:
    """Slack takes them, with people, groups and hostile handles too."""
    shown = settings_message(RULES, HouseRules(), channel="C1", default_zone="UTC", note="Done.")
    assert check_message(list(shown.blocks)) == ("", [])
    told = [changed_in_words(n, RULES, is_channel=True, default_zone="UTC") for n in SettingName]
    assert check_message(list(changed_message(told, by="U1").blocks)) == ("", [])
    assert check_view(workspace_form(RULES, metadata(), "Say so.")) == ("", [])
    assert check_view(workspace_form(HouseRules(), metadata())) == ("", [])
    for own in (set(), set(SettingName)):
        assert check_view(channel_form(RULES, HouseRules(), own, metadata())) == ("", [])
    for is_private in (True, False):
        assert check_view(export_form("{}", is_private=is_private)) == ("", [])
    assert "<!here>" not in all_text(shown.blocks)


def test_form_gives_back_what_it_was_filled_with() -> None:
    """Groups, which a form cannot offer, are kept."""
    found = read_form(sent(workspace_form(RULES, metadata())))
    assert found == {
        SettingName.ANSWERS: "public",
        SettingName.TIME_ZONE: "Europe/Oslo",
        SettingName.ADDING: "person:U1 person:U2 group:S1=editors group:S2=<!here>",
        SettingName.REMOVING: "admins",
    }


def test_form_of_a_channel_tells_its_own_from_the_workspaces() -> None:
    """What it has not settled stays as the workspace has it."""
    own = read_form(sent(channel_form(RULES, HouseRules(), {SettingName.ANSWERS}, metadata())))
    assert own == {SettingName.ANSWERS: "public", SettingName.TIME_ZONE: ""}
    none = read_form(sent(channel_form(RULES, RULES, set(), metadata())))
    assert none[SettingName.ANSWERS] == "default"


@pytest.mark.parametrize("people", [["U9"], []])
def test_chosen_people_are_read(people: list[str]) -> None:
    """Nobody chosen is no permission, which the check before sending says."""
    form = sent(
        workspace_form(HouseRules(), metadata(HouseRules())),
        removing="named",
        removing_people=people,
    )
    assert read_form(form)[SettingName.REMOVING] == " ".join(f"person:{each}" for each in people)


def test_who_may_is_told_in_words() -> None:
    """As mentions where Slack shows them, as names where it does not."""
    assert who_in_words(Permission(circle=Circle.EVERYONE)) == "everyone"
    assert who_in_words(RULES.removing, of_removing=True) == (
        "workspace admins and whoever added them"
    )
    assert who_in_words(NAMED).startswith("<@U1>, <@U2>, the group @editors, ")
    assert names_of(NAMED, {"U1": "Ana"}) == "@Ana, the group @editors, the group @<!here>"


def test_format_is_read_from_the_form() -> None:
    """The one that was chosen."""
    state = {"values": {"format": {"format": {"selected_option": {"value": "csv"}}}}}
    assert read_format({"state": state}) == "csv"
