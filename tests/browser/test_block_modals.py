"""Modals in the browser: what is entered, what is wrong with it, and what is sent."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from browser.block_samples import built_views
from browser.block_stage import Stage
from browser.conftest import Watched
from playwright.async_api import Locator, expect

from bot.results import BriefRequest
from handlers.playground.payloads import filled, state_of
from handlers.playground.workspace import View
from handlers.views.blocks import plain
from handlers.views.filtering import filter_view, read_filters

pytestmark = pytest.mark.browser

_OPTIONS = [{"text": plain(f"The {value}"), "value": value} for value in ("one", "two")]
# An element of every kind that holds a state, and what is chosen in it from the beginning.
_FILLED: list[tuple[dict[str, Any], str | None]] = [
    ({"type": "plain_text_input", "initial_value": "strait toll"}, "strait toll"),
    ({"type": "plain_text_input", "multiline": True}, None),
    ({"type": "email_text_input", "initial_value": "ada@x.example"}, "ada@x.example"),
    ({"type": "url_text_input"}, None),
    ({"type": "number_input", "is_decimal_allowed": True, "initial_value": "2.5"}, "2.5"),
    ({"type": "datepicker", "initial_date": "2022-05-14"}, "2022-05-14"),
    ({"type": "datepicker"}, None),
    ({"type": "timepicker", "initial_time": "08:30"}, "08:30"),
    ({"type": "static_select", "options": _OPTIONS, "initial_option": _OPTIONS[1]}, "two"),
    ({"type": "static_select", "options": _OPTIONS}, None),
    ({"type": "radio_buttons", "options": _OPTIONS, "initial_option": _OPTIONS[0]}, "one"),
    ({"type": "checkboxes", "options": _OPTIONS, "initial_options": _OPTIONS}, "one,two"),
    ({"type": "multi_static_select", "options": _OPTIONS}, ""),
    ({"type": "users_select", "initial_user": "U1"}, "U1"),
    ({"type": "channels_select"}, None),
    ({"type": "conversations_select", "initial_conversation": "C1"}, "C1"),
    ({"type": "multi_users_select", "initial_users": ["U1", "U0ANNA"]}, "U1,U0ANNA"),
    ({"type": "multi_channels_select"}, ""),
    ({"type": "external_select"}, None),
]


def field(name: str, element: dict[str, Any], **more: object) -> dict[str, Any]:
    """Return an input block."""
    inner = {"action_id": name, **element}
    return {"type": "input", "block_id": name, "label": plain(name), "element": inner, **more}


def modal(*blocks: dict[str, Any]) -> dict[str, Any]:
    """Return a modal."""
    buttons = {"submit": plain("Send"), "close": plain("Cancel")}
    return {"type": "modal", "title": plain("A form"), "blocks": list(blocks), **buttons}


async def sent(stage: Stage) -> list[Any]:
    """Return the states that were sent."""
    return [each["value"] for each in await stage.told() if each["kind"] == "submit"]


async def complaint_of(stage: Stage, target: Locator) -> str:
    """Return what a field is described by."""
    ids = (await target.get_attribute("aria-describedby") or "").split()
    return " ".join([await stage.root.locator(f"#{each}").inner_text() for each in ids])


async def test_state_has_the_shape_that_slack_sends(stage: Stage) -> None:
    """For every kind of element, empty or filled, the same as the stand-in's."""
    fields = [
        field(f"f{number}", element, optional=True) for number, (element, _) in enumerate(_FILLED)
    ]
    await stage.show_modal(modal(*fields))
    expected = {
        f"f{number}": {f"f{number}": state_of(element, choice)}
        for number, (element, choice) in enumerate(_FILLED)
    }
    assert await stage.read_state() == expected
    await stage.root.get_by_role("button", name="Send").click()
    assert await sent(stage) == [expected]


async def test_untouched_form_of_ours_is_what_the_stand_in_fills(stage: Stage) -> None:
    """The form of a digest, as it comes."""
    form = built_views()["change"]
    await stage.show_modal(form)
    view = View(id="V1", owner="U1", body=form, hash="h", root_id="V1")
    assert await stage.read_state() == filled(view, {})


async def test_filters_are_entered_and_read_back(stage: Stage) -> None:
    """What a person types arrives as the desk reads it."""
    request = BriefRequest(topic="strait toll", workspace="local", since=date(2022, 5, 1))
    await stage.show_modal(filter_view(request, "b1"))
    await stage.root.get_by_label("Who speaks").fill("Norland")
    await stage.root.get_by_label("Published since").fill("")
    await stage.root.get_by_label("Published until").fill("2022-05-14")
    await stage.root.get_by_label("Topic").press("Enter")
    (state,) = await sent(stage)
    found = read_filters({"state": {"values": state}})
    assert found == {
        "topic": "strait toll",
        "by": "Norland",
        "about": "",
        "outlet": "",
        "language": "",
        "since": "",
        "until": "2022-05-14",
    }


async def test_rest_of_the_fields_have_slacks_keys(stage: Stage, tmp_path: Path) -> None:
    """Moments in seconds, text with styles as rich text, files by name."""
    await stage.show_modal(
        modal(
            field("moment", {"type": "datetimepicker", "initial_date_time": 1652508000}),
            field("words", {"type": "rich_text_input"}),
            field("files", {"type": "file_input", "filetypes": ["txt"]}),
        )
    )
    await stage.root.get_by_label("words").fill("two\nlines")
    upload = tmp_path / "note.txt"
    upload.write_text("news", encoding="utf-8")
    await stage.root.get_by_label("files").set_input_files(upload)
    state = await stage.read_state()
    assert state["moment"]["moment"]["selected_date_time"] == 1652508000
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": "two\nlines"}]}
    rich = {"type": "rich_text", "elements": [section]}
    assert state["words"]["words"] == {"type": "rich_text_input", "rich_text_value": rich}
    files = [{"name": "note.txt", "mimetype": "text/plain", "size": 4}]
    assert state["files"]["files"] == {"type": "file_input", "files": files}


async def test_errors_stand_beside_their_fields_until_the_next_try(
    stage: Stage, desktop: Watched
) -> None:
    """The first wrong field has the focus, and what describes it says what is wrong."""
    hint = plain("In a few words")
    await stage.show_modal(
        modal(
            field("topic", {"type": "plain_text_input"}, hint=hint),
            field("kind", {"type": "radio_buttons", "options": _OPTIONS}),
            field("by", {"type": "plain_text_input"}, optional=True),
        )
    )
    await stage.show_errors({"by": "Nobody of that name.", "kind": "Choose one."})
    by, topic = stage.root.get_by_label("by"), stage.root.get_by_label("topic")
    assert await by.get_attribute("aria-invalid") == "true"
    assert await complaint_of(stage, by) == "Nobody of that name."
    assert await stage.root.get_by_label("The one").evaluate(
        "node => node === document.activeElement"
    )
    assert await complaint_of(stage, topic) == "In a few words"
    for theme in ("light", "dark"):
        await stage.set_theme(theme)
        assert await desktop.find_barriers() == [], theme
    await stage.show_errors({"topic": "Too short."})
    assert await complaint_of(stage, topic) == "Too short. In a few words"
    assert await by.get_attribute("aria-invalid") is None
    assert await stage.root.get_by_role("alert").all_inner_texts() == ["Too short."]
    await stage.show_errors({})
    assert await complaint_of(stage, topic) == "In a few words"
    await stage.show_errors({"gone": "There is no such field."})
    assert await stage.root.get_by_role("alert").all_inner_texts() == ["There is no such field."]


async def test_what_slack_does_not_let_pass_is_not_sent(stage: Stage) -> None:
    """The form says so in the place, and the app hears nothing."""
    number = {"type": "number_input", "is_decimal_allowed": True}
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({"type": "plain_text_input"}, "", "Please complete this required field."),
        (
            {"type": "plain_text_input", "min_length": 3},
            "ab",
            "Please enter at least 3 characters.",
        ),
        ({"type": "email_text_input"}, "ada", "Please enter a valid email address."),
        ({"type": "url_text_input"}, "x.example", "Please enter a valid URL."),
        ({**number, "is_decimal_allowed": False}, "1.5", "Please enter a whole number."),
        ({**number, "min_value": "2"}, "1", "Please enter 2 or more."),
        ({**number, "max_value": "2"}, "3", "Please enter 2 or less."),
    ]
    for element, typed, said in cases:
        await stage.show_modal(modal(field("value", element)))
        entry = stage.root.get_by_label("value")
        await entry.fill(typed)
        await stage.root.get_by_role("button", name="Send").click()
        assert await complaint_of(stage, entry) == said
        assert await sent(stage) == []


async def test_fields_of_a_dialog_wait_until_it_is_sent(stage: Stage) -> None:
    """Only a field that asks for it tells its changes at once."""
    select = {"type": "static_select", "options": _OPTIONS}
    await stage.show_modal(
        modal(
            field("quiet", select),
            field("eager", select, dispatch_action=True),
            field("words", {"type": "plain_text_input"}, dispatch_action=True),
        )
    )
    for label in ("quiet", "eager"):
        await stage.root.get_by_label(label).select_option("The two")
    words = stage.root.get_by_label("words")
    await words.fill("toll")
    await words.press("Enter")
    told = [(each["kind"], each["value"].get("action_id")) for each in await stage.told()]
    assert told == [("action", "eager"), ("action", "words")]


async def test_close_and_title_are_the_views_own(stage: Stage) -> None:
    """A view that only shows something has no button to send it."""
    await stage.show_modal(built_views()["reading"])
    assert await stage.page.get_by_role("form", name="Verify").count() == 1
    buttons = stage.root.locator(".bk-modal-foot").get_by_role("button")
    assert await buttons.all_inner_texts() == ["Close"]
    await buttons.click()
    assert [each["kind"] for each in await stage.told()] == ["close"]


async def test_long_view_is_scrolled_by_keys(stage: Stage, desktop: Watched) -> None:
    """Also one in which there is nothing to press."""
    lines = [{"type": "section", "text": plain(f"Line {number}")} for number in range(80)]
    await stage.show_modal({"type": "modal", "title": plain("Long"), "blocks": lines})
    await stage.page.evaluate(
        """() => {
          const dialog = document.createElement("dialog");
          dialog.setAttribute("aria-label", "Long");
          document.body.append(dialog);
          dialog.append(document.querySelector("form"));
          dialog.firstChild.style.height = "20rem";
          dialog.showModal();
        }"""
    )
    assert await desktop.find_barriers() == []
    await stage.page.locator(".bk-modal-body").focus()
    await stage.page.keyboard.press("End")
    await expect(stage.page.get_by_text("Line 79")).to_be_in_viewport()
