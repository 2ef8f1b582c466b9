"""The Slack manifest asks for exactly what the code uses."""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from slack_sdk.web.async_client import AsyncWebClient

from handlers.listeners import COMMANDS, EVENTS, SHORTCUTS
from handlers.slack.tokens import OPTIONAL_SCOPES, SCOPES
from handlers.views.help import PROMPTS

#: Scopes that Slack asks for each method that the code calls, and for each event it listens to;
#: those of channels' messages are optional, without them the events do not come.
_METHOD_SCOPES = {
    "apps_connections_open": set(),
    "assistant_threads_setStatus": {"chat:write"},
    "auth_test": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_unfurl": {"links:write"},
    "chat_update": {"chat:write"},
    "conversations_history": set(),
    "conversations_open": {"im:write"},
    "files_info": {"files:read"},
    "files_upload_v2": {"files:write"},
    "set_suggested_prompts": {"assistant:write"},
    "usergroups_users_list": {"usergroups:read"},
    "users_conversations": {"channels:read"},
    "users_info": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
    "views_update": set(),
}
_EVENT_SCOPES = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "link_shared": {"links:read"},
    "message.channels": set(),
    "message.groups": set(),
    "message.im": {"im:history"},
}


@pytest.fixture
def manifest(project: Path) -> dict[str, Any]:
    """Return the manifest."""
    read: dict[str, Any] = json.loads((project / "app.json").read_text(encoding="utf-8"))
    return read


def called_methods(project: Path) -> set[str]:
    """Return the Web API methods that the Slack desk calls, the stand-in's own code left out."""
    names: set[str] = set()
    desk = project / "handlers"
    for path in set(desk.rglob("*.py")) - set((desk / "playground").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                names.add(node.func.attr)
    api = {name for name in dir(AsyncWebClient) if "_" in name and not name.startswith("_")}
    return names & (api - {"api_call"} | {"set_suggested_prompts"})


def test_commands_are_those_that_have_a_listener(manifest: dict[str, Any]) -> None:
    """No command leads nowhere, and none is missing."""
    declared = {each["command"] for each in manifest["features"]["slash_commands"]}
    assert declared == set(COMMANDS)
    assert all(each["should_escape"] for each in manifest["features"]["slash_commands"])


def test_shortcuts_are_those_that_have_a_listener(manifest: dict[str, Any]) -> None:
    """No entry in a message's menu leads nowhere; all of them are about a message."""
    declared = manifest["features"]["shortcuts"]
    assert {each["callback_id"] for each in declared} == set(SHORTCUTS)
    assert {each["type"] for each in declared} == {"message"}


def test_events_are_those_that_have_a_listener(manifest: dict[str, Any]) -> None:
    """Every subscribed event is listened to, and the other way round."""
    declared = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert {each.partition(".")[0] for each in declared} == set(EVENTS)
    assert set(declared) == set(_EVENT_SCOPES)


def test_scopes_are_those_that_the_code_needs(manifest: dict[str, Any], project: Path) -> None:
    """The app asks an admin for nothing that it does not use."""
    methods = called_methods(project)
    assert methods == set(_METHOD_SCOPES)
    needed = {"commands"}.union(*_METHOD_SCOPES.values(), *_EVENT_SCOPES.values())
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed | OPTIONAL_SCOPES
    assert needed - OPTIONAL_SCOPES == SCOPES
    assert set(manifest["oauth_config"]["scopes"]) == {"bot", "bot_optional"}


def test_permissions_that_only_add_something_are_optional(manifest: dict[str, Any]) -> None:
    """To look into channels, groups and links; an admin may say no, and the rest works."""
    optional = set(manifest["oauth_config"]["scopes"]["bot_optional"])
    assert optional == OPTIONAL_SCOPES
    assert not optional & SCOPES
    assert optional < set(manifest["oauth_config"]["scopes"]["bot"])


def test_manifest_is_for_socket_mode_and_the_agent_pane(manifest: dict[str, Any]) -> None:
    """New apps get the agent pane only; its prompts are the ones that the code offers."""
    features = manifest["features"]
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert "assistant_view" not in features
    assert features["agent_view"]["suggested_prompts"] == [dict(prompt) for prompt in PROMPTS]


@pytest.mark.data
def test_manifest_is_valid_by_slacks_own_schema(manifest: dict[str, Any], project: Path) -> None:
    """Slack's published schema takes the manifest as it is."""
    path = project.parent / "shared" / "slack" / "manifest.schema.json"
    if not path.is_file():
        reason = "Slack's manifest schema (../shared/slack) is not on this machine"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert [error.message for error in Draft7Validator(schema).iter_errors(manifest)] == []
