"""What the page is told of the workspace, and what its words mean to the stand-in."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.playground.modals import place_view
from handlers.playground.page.translation import (
    choice_of,
    features_of,
    file_for_page,
    message_for_page,
    missing_of,
    rooms_json,
    screen_of,
    update_of,
    values_of,
)
from handlers.playground.workspace import Message, User, View, Workspace


@pytest.fixture
def workspace() -> Workspace:
    """Return a workspace with two people and a channel."""
    made = Workspace(clock=lambda: 1_700_000_000.0, place_ending="PLAYGROUND")
    ada, ben = made.add_user("ada"), made.add_user("ben")
    made.add_channel("general", members={ada.id, ben.id, made.bot.id})
    return made


def ada_of(workspace: Workspace) -> User:
    """Return Ada."""
    return workspace.user_of("ada")


def say(workspace: Workspace, text: str, **more: Any) -> Message:
    """Let the bot say something in #general."""
    return workspace.post(
        Message(
            channel=workspace.channel_of("general").id,
            ts=workspace.new_ts(),
            author=workspace.bot.id,
            text=text,
            by_app=True,
            **more,
        )
    )


def plain(text: str) -> dict[str, str]:
    """Return a plain text object."""
    return {"type": "plain_text", "text": text}


def dialog(workspace: Workspace) -> View:
    """Open a modal with a field and a choice before Ada."""
    options = [{"text": plain(each), "value": each} for each in ("a", "b")]
    blocks = [
        {
            "type": "input",
            "block_id": "words",
            "label": plain("Words"),
            "element": {"type": "plain_text_input", "action_id": "typed"},
        },
        {
            "type": "input",
            "block_id": "which",
            "optional": True,
            "label": plain("Which"),
            "element": {"type": "static_select", "action_id": "chosen", "options": options},
        },
    ]
    body = {"type": "modal", "title": plain("T"), "submit": plain("Go"), "blocks": blocks}
    return place_view(workspace, ada_of(workspace).id, body)


def test_person_sees_channels_before_the_conversation_with_the_bot(workspace: Workspace) -> None:
    """Where somebody is no member, or what is archived, is not there."""
    workspace.add_channel("closed", members={ada_of(workspace).id}).archived = True
    workspace.add_channel("others", members={workspace.user_of("ben").id})
    rooms = rooms_json(workspace, ada_of(workspace).id)
    assert [(room["name"], room["kind"]) for room in rooms] == [
        ("general", "channel"),
        ("Dateline", "im"),
    ]


def test_ids_of_conversations_tell_that_they_are_a_playground(workspace: Workspace) -> None:
    """They begin as Slack's do, and end as none of Slack's does."""
    found = {(room.id[0], room.id.endswith("PLAYGROUND")) for room in workspace.channels.values()}
    assert found == {("C", True), ("D", True)}


def test_what_one_person_sees_is_told_to_them_alone(workspace: Workspace) -> None:
    """An ephemeral message is on one screen, and in the changes of one."""
    ada, ben = ada_of(workspace).id, workspace.user_of("ben").id
    say(workspace, "for you", visible_to=ada)
    assert [each["text"] for each in screen_of(workspace, ada)["messages"]] == ["for you"]
    assert screen_of(workspace, ben)["messages"] == []
    told = {viewer: update_of(workspace, viewer, workspace.changes) for viewer in (ada, ben)}
    assert [each["text"] for each in (told[ada] or {})["messages"]] == ["for you"]
    assert (told[ben] or {})["messages"] == []


def test_message_stands_in_an_update_once_as_it_is_now(workspace: Workspace) -> None:
    """Posted and edited in one go is one message; deleted is told by where it stood."""
    message, gone = say(workspace, "old"), say(workspace, "gone")
    workspace.edit(message, text="new", blocks=[])
    workspace.delete(gone)
    update = update_of(workspace, ada_of(workspace).id, workspace.changes)
    assert update is not None
    assert [(each["text"], each["edited"]) for each in update["messages"]] == [("new", True)]
    assert update["gone"] == [{"channel": gone.channel, "ts": gone.ts}]


def test_modal_is_told_to_its_owner_when_it_changes(workspace: Workspace) -> None:
    """Others hear nothing of it, and an update without it leaves it alone."""
    view = dialog(workspace)
    mine = update_of(workspace, ada_of(workspace).id, workspace.changes)
    theirs = update_of(workspace, workspace.user_of("ben").id, workspace.changes)
    assert mine is not None
    assert mine["modal"]["id"] == view.id
    assert theirs is not None
    assert "modal" not in theirs


def test_clock_lets_the_page_begin_anew(workspace: Workspace) -> None:
    """After it, no change tells enough."""
    workspace.note("clock")
    assert update_of(workspace, ada_of(workspace).id, workspace.changes) is None


def test_going_back_forgets_what_was_said_later(workspace: Workspace) -> None:
    """What has not happened yet is gone, and time begins again where the clock is."""
    say(workspace, "now")
    workspace.clock = lambda: 1_700_003_600.0
    say(workspace, "later")
    workspace.clock = lambda: 1_700_000_001.0
    workspace.rewind()
    assert [each.text for each in workspace.messages] == ["now"]
    assert float(workspace.new_ts()) < 1_700_000_002


def test_message_for_the_page_holds_what_it_shows(workspace: Workspace) -> None:
    """Its thread, its files without addresses, its reactions with their number."""
    file = {"id": "F1", "name": "a.png", "mimetype": "image/png", "url_private": "http://x/"}
    message = say(workspace, "words", files=[file], reactions={"eyes": ["U1", "U2"]})
    shown = message_for_page(workspace, message)
    assert shown["thread"] == ""
    assert shown["files"] == [
        {"id": "F1", "name": "a.png", "mimetype": "image/png", "picture": True}
    ]
    assert shown["reactions"][0]["count"] == 2
    assert file_for_page({"id": "F2", "mimetype": "image/svg+xml"}) == {
        "id": "F2",
        "mimetype": "image/svg+xml",
    }


@pytest.mark.parametrize(
    ("action", "choice"),
    [
        ({"type": "button", "value": "go"}, "go"),
        ({"type": "button"}, None),
        ({"type": "overflow", "selected_option": {"value": "verify"}}, "verify"),
        ({"type": "static_select", "selected_option": None}, None),
        ({"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}, "a,b"),
        ({"type": "datepicker", "selected_date": "2022-05-14"}, "2022-05-14"),
        ({"type": "timepicker", "selected_time": "08:00"}, "08:00"),
        ({"type": "multi_users_select", "selected_users": ["U1", "U2"]}, "U1,U2"),
        ({"type": "plain_text_input", "value": ""}, ""),
    ],
)
def test_action_tells_what_was_chosen(action: dict[str, Any], choice: str | None) -> None:
    """In Slack's keys, whatever kind of element it is."""
    assert choice_of(action) == choice


def test_state_of_a_modal_becomes_what_its_inputs_hold(workspace: Workspace) -> None:
    """By block id; what has no input is left out, what was emptied is empty."""
    state = {
        "words": {"typed": {"type": "plain_text_input", "value": "nato"}},
        "which": {"chosen": {"type": "static_select", "selected_option": None}},
        "other": {"x": {"value": "y"}},
    }
    assert values_of(dialog(workspace), state) == {"words": "nato", "which": ""}


def test_required_input_left_empty_is_complained_of(workspace: Workspace) -> None:
    """An optional one is not."""
    complaints = missing_of(dialog(workspace), {"words": " ", "which": ""})
    assert list(complaints) == ["words"]


def test_page_offers_what_the_manifest_says() -> None:
    """Commands with the hints behind them, and the shortcuts of messages."""
    manifest = {
        "features": {
            "slash_commands": [
                {"command": "/brief", "description": "About", "usage_hint": "nato | help"}
            ],
            "shortcuts": [
                {"name": "Add", "type": "message", "callback_id": "add"},
                {"name": "Everywhere", "type": "global", "callback_id": "all"},
            ],
        }
    }
    offered = features_of(manifest)
    assert offered["commands"] == [{"name": "/brief", "about": "About", "hints": ["nato", "help"]}]
    assert offered["shortcuts"] == [{"id": "add", "name": "Add"}]
