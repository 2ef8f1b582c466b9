"""Buttons, menus and selects in the browser: by mouse and keyboard, told as Slack tells them."""

from __future__ import annotations

from typing import Any

import pytest
from browser.block_stage import Stage
from playwright.async_api import Locator, expect

from handlers.playground.payloads import action as slack_action
from handlers.views.blocks import plain

pytestmark = pytest.mark.browser

_TS = "1644062400.000000"


def option(value: str, **more: object) -> dict[str, Any]:
    """Return an option of a menu."""
    return {"text": plain(f"The {value}"), "value": value, **more}


def in_row(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    """Return elements as an actions block."""
    return [{"type": "actions", "block_id": "row", "elements": list(elements)}]


def button(**more: object) -> dict[str, Any]:
    """Return a button."""
    return {"type": "button", "action_id": "go", "text": plain("Go"), "value": "v", **more}


async def actions_of(stage: Stage) -> list[dict[str, Any]]:
    """Return the actions that the app was told."""
    return [each["value"] for each in await stage.told() if each["kind"] == "action"]


async def focused(stage: Stage) -> str:
    """Return the words of what has the focus."""
    words: str = await stage.page.evaluate("document.activeElement.textContent")
    return words


async def test_button_tells_what_slack_tells(stage: Stage) -> None:
    """The same action that the stand-in sends."""
    element = button(style="primary")
    await stage.show(in_row(element))
    await stage.root.get_by_role("button", name="Go").click()
    assert await actions_of(stage) == [slack_action({"block_id": "row"}, element, None, _TS)]


async def test_button_that_leads_somewhere_is_a_link_and_tells_it(stage: Stage) -> None:
    """Slack opens the address, and the app hears of it."""
    await stage.show(in_row(button(url=f"{stage.address}/picture.svg")))
    async with stage.page.context.expect_page():
        await stage.root.get_by_role("link", name="Go").click()
    assert [each["url"] for each in await actions_of(stage)] == [f"{stage.address}/picture.svg"]


async def test_button_asks_first_where_it_should(stage: Stage) -> None:
    """No is no; Escape is no, too; yes acts."""
    question = {
        "title": plain("Remove it?"),
        "text": {"type": "mrkdwn", "text": "All of *it* goes."},
        "confirm": plain("Remove"),
        "deny": plain("Keep"),
        "style": "danger",
    }
    await stage.show(in_row(button(confirm=question)))
    go = stage.root.get_by_role("button", name="Go")
    dialog = stage.page.get_by_role("dialog", name="Remove it?")
    # A dialog that is closed has no role any more, but is answered only when it is taken out.
    asked = stage.page.locator("dialog")
    await go.click()
    assert await dialog.locator("strong").inner_text() == "it"
    await dialog.get_by_role("button", name="Keep").click()
    await go.click()
    await stage.page.keyboard.press("Escape")
    await expect(asked).to_have_count(0)
    assert await actions_of(stage) == []
    await go.click()
    await dialog.get_by_role("button", name="Remove").click()
    await expect(asked).to_have_count(0)
    assert [each["value"] for each in await actions_of(stage)] == ["v"]


async def test_feedback_tells_which_thumb(stage: Stage) -> None:
    """The pressed one stays pressed."""
    element = {
        "type": "feedback_buttons",
        "action_id": "rate",
        "positive_button": {"text": plain("Good"), "value": "up"},
        "negative_button": {"text": plain("Bad"), "value": "down"},
    }
    await stage.show([{"type": "context_actions", "block_id": "row", "elements": [element]}])
    bad = stage.root.get_by_role("button", name="Bad")
    await bad.click()
    assert [each["value"] for each in await actions_of(stage)] == ["down"]
    assert await bad.get_attribute("aria-pressed") == "true"


MENU = {
    "type": "overflow",
    "action_id": "line_menu",
    "options": [option("verify"), option("context"), option("zoom")],
}


async def test_menu_is_walked_by_keyboard(stage: Stage) -> None:
    """Arrows go round, Home and End jump, letters find, Escape goes back to the button."""
    await stage.show(in_row(MENU))
    opener = stage.root.get_by_role("button", name="More actions")
    press = stage.page.keyboard.press
    await opener.focus()
    await press("Enter")
    assert await opener.get_attribute("aria-expanded") == "true"
    assert await focused(stage) == "The verify"
    for key, word in (
        ("ArrowDown", "context"),
        ("End", "zoom"),
        ("ArrowDown", "verify"),
        ("ArrowUp", "zoom"),
        ("Home", "verify"),
        ("t", "context"),
    ):
        await press(key)
        assert await focused(stage) == f"The {word}", key
    await press("Escape")
    assert await opener.get_attribute("aria-expanded") == "false"
    assert await focused(stage) == await opener.inner_text()
    await press("ArrowUp")
    assert await focused(stage) == "The zoom"
    await press("Enter")
    expected = slack_action({"block_id": "row"}, MENU, "zoom", _TS)
    assert await actions_of(stage) == [expected]
    await expect(stage.root.get_by_role("menu")).to_be_hidden()


async def test_menu_closes_when_one_goes_elsewhere(stage: Stage) -> None:
    """Only one menu is ever open."""
    await stage.show([*in_row(MENU), {**in_row(MENU)[0], "block_id": "other"}])
    first, second = await stage.root.get_by_role("button").all()
    await first.click()
    await expect(stage.root.get_by_role("menu")).to_have_count(1)
    await second.press("Enter")
    await expect(stage.root.get_by_role("menu")).to_have_count(1)
    assert await first.get_attribute("aria-expanded") == "false"


async def test_menu_stays_on_a_narrow_screen(phone_stage: Stage) -> None:
    """It opens to the side that has room, at either edge."""
    beside = {"type": "section", "text": plain("A line"), "accessory": MENU}
    await phone_stage.show([beside, *in_row(MENU)])
    for opener in await phone_stage.root.get_by_role("button").all():
        await opener.press("Enter")
        box = await phone_stage.root.get_by_role("menu").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


async def test_escape_in_a_menu_leaves_the_dialog_open(stage: Stage) -> None:
    """A menu inside a dialog closes alone."""
    await stage.show(in_row(MENU))
    await stage.page.evaluate(
        """() => {
          const dialog = document.createElement("dialog");
          document.body.append(dialog);
          dialog.append(window.stage);
          dialog.showModal();
        }"""
    )
    await stage.root.get_by_role("button").click()
    await stage.page.keyboard.press("Escape")
    await expect(stage.root.get_by_role("menu")).to_be_hidden()
    assert await stage.page.evaluate("document.querySelector('dialog').open")


async def test_short_select_is_the_browsers_own(stage: Stage) -> None:
    """With groups, and a change told at once."""
    groups = [
        {"label": plain("Lines"), "options": [option("quotation"), option("position")]},
        {"label": plain("Rest"), "options": [option("date")]},
    ]
    element = {"type": "static_select", "action_id": "what", "option_groups": groups}
    await stage.show(in_row(element))
    assert await stage.root.locator("optgroup").count() == 2
    await stage.root.get_by_role("combobox").select_option("The date")
    expected = slack_action({"block_id": "row"}, element, "date", _TS)
    assert await actions_of(stage) == [expected]


async def test_refused_choice_is_taken_back(stage: Stage) -> None:
    """Who says no to the question has chosen nothing."""
    element = {
        "type": "static_select",
        "action_id": "what",
        "options": [option("one"), option("two")],
        "initial_option": option("one"),
        "confirm": {"text": plain("Really?")},
    }
    await stage.show(in_row(element))
    select = stage.root.get_by_role("combobox")
    await select.select_option("The two")
    await stage.page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    await expect(select.locator("option:checked")).to_have_text("The one")
    assert await actions_of(stage) == []


async def _open(stage: Stage, element: dict[str, Any]) -> Locator:
    await stage.show(in_row(element))
    box = stage.root.get_by_role("combobox")
    await box.focus()
    return box


async def test_long_select_is_found_by_typing(stage: Stage) -> None:
    """Words narrow the list, arrows walk it, Enter takes, Escape leaves it as it was."""
    element = {
        "type": "static_select",
        "action_id": "what",
        "options": [option(f"number {n}") for n in range(40)],
    }
    box = await _open(stage, element)
    await box.press_sequentially("number 1")
    options = stage.root.get_by_role("option")
    await expect(options).to_have_count(11)
    await box.press("ArrowDown")
    active = await box.get_attribute("aria-activedescendant")
    assert await stage.root.locator(f"#{active}").inner_text() == "The number 10"
    await box.press("Enter")
    assert await box.input_value() == "The number 10"
    expected = slack_action({"block_id": "row"}, element, "number 10", _TS)
    assert await actions_of(stage) == [expected]
    await box.press_sequentially("x")
    await expect(options).to_have_text(["Nothing fits"])
    await box.press("Escape")
    await box.blur()
    assert await box.input_value() == "The number 10"


async def test_several_can_be_chosen_and_dropped(stage: Stage) -> None:
    """Up to as many as the element takes."""
    element = {
        "type": "multi_static_select",
        "action_id": "what",
        "options": [option("one"), option("two"), option("three")],
        "max_selected_items": 2,
    }
    box = await _open(stage, element)
    for word in ("one", "three", "two"):
        await box.press_sequentially(word)
        await expect(stage.root.get_by_role("option")).to_have_count(1)
        await box.press("Enter")
    chips = stage.root.get_by_role("list", name="Chosen").get_by_role("listitem")
    await expect(chips).to_have_count(2)
    await stage.root.get_by_role("button", name="Remove The one").click()
    state = await stage.read_state()
    assert [each["value"] for each in state["row"]["what"]["selected_options"]] == ["three"]
    await box.press("Backspace")
    assert (await actions_of(stage))[-1]["selected_options"] == []


async def test_people_and_channels_are_offered_by_name(stage: Stage) -> None:
    """A filter leaves out the others."""
    element = {
        "type": "multi_conversations_select",
        "action_id": "where",
        "filter": {"include": ["public"]},
        "initial_conversations": ["C0DESK"],
    }
    box = await _open(stage, element)
    await box.click()
    options = stage.root.get_by_role("option")
    await expect(options).to_have_text(["#general", "#news", "#desk"])
    await options.get_by_text("#news").click()
    expected = slack_action({"block_id": "row"}, element, "C0DESK,C0NEWS", _TS)
    assert await actions_of(stage) == [expected]


async def test_outside_source_is_asked_for_options(stage: Stage) -> None:
    """What the app answers is offered; where nobody answers, the words typed are the choice."""
    element = {"type": "external_select", "action_id": "who", "min_query_length": 2}
    box = await _open(stage, element)
    await box.press_sequentially("Norland")
    await expect(stage.root.get_by_role("option")).to_have_text(["Norland"])
    await box.press("Enter")
    expected = slack_action({"block_id": "row"}, element, "Norland", _TS)
    assert await actions_of(stage) == [expected]


async def test_ticks_and_days_tell_their_change(stage: Stage) -> None:
    """Outside a dialog a change is an action."""
    boxes = {
        "type": "checkboxes",
        "action_id": "boxes",
        "options": [option("one", description=plain("The first")), option("two")],
    }
    radio = {"type": "radio_buttons", "action_id": "radio", "options": [option("a"), option("b")]}
    day = {"type": "datepicker", "action_id": "day"}
    await stage.show(in_row(boxes, radio, day))
    await stage.root.get_by_label("The two").check()
    await stage.root.get_by_label("The b").check()
    await stage.root.locator("input[type=date]").fill("2022-05-14")
    expected = [
        slack_action({"block_id": "row"}, element, choice, _TS)
        for element, choice in ((boxes, "two"), (radio, "b"), (day, "2022-05-14"))
    ]
    assert await actions_of(stage) == expected
