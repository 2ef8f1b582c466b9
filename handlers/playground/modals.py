"""The ``views.*`` methods of the stand-in: modals on a stack of three, and home tabs."""

from __future__ import annotations

from typing import cast

from handlers.playground.api import Arguments, Context, Handler, Refusal
from handlers.playground.blockcheck import check_view, with_ids
from handlers.playground.workspace import Json, View, Workspace

DEEPEST_STACK = 3


def open_view(context: Context, arguments: Arguments) -> Json:
    """Open a modal for whoever did what the trigger stands for."""
    body = checked_view(arguments.read("view"))
    trigger = context.triggers.take(arguments.text("trigger_id"))
    view = place_view(context.workspace, trigger.user, body)
    return {"view": view_json(context.workspace, view)}


def push(context: Context, arguments: Arguments) -> Json:
    """Lay a modal over the one that is open."""
    body = checked_view(arguments.read("view"))
    trigger = context.triggers.take(arguments.text("trigger_id"))
    view = push_view(context.workspace, trigger.user, body)
    return {"view": view_json(context.workspace, view)}


def update(context: Context, arguments: Arguments) -> Json:
    """Change an open modal or a home tab, by its id or external id."""
    body = checked_view(arguments.read("view"))
    view = find_view(
        context.workspace,
        arguments.text("view_id"),
        external_id=arguments.text("external_id"),
    )
    if view is None:
        raise Refusal("not_found")
    if arguments.has("hash") and arguments.text("hash") != view.hash:
        raise Refusal("hash_conflict", view=view_json(context.workspace, view))
    replace_view(context.workspace, view, body)
    return {"view": view_json(context.workspace, view)}


def publish(context: Context, arguments: Arguments) -> Json:
    """Show somebody's home tab."""
    body = checked_view(arguments.read("view"))
    workspace = context.workspace
    user = arguments.text("user_id")
    if body["type"] != "home" or user not in workspace.users:
        raise Refusal("invalid_arguments")
    view = workspace.homes.get(user)
    if view is None:
        view = new_view(workspace, user, body)
        workspace.homes[user] = view
    elif arguments.has("hash") and arguments.text("hash") != view.hash:
        raise Refusal("hash_conflict", view=view_json(workspace, view))
    replace_view(workspace, view, body)
    return {"view": view_json(workspace, view)}


def checked_view(body: object) -> Json:
    """Return a view that Slack takes, or refuse it."""
    code, messages = check_view(body)
    if code:
        raise Refusal(code, messages=messages)
    return cast("Json", body)


def new_view(workspace: Workspace, owner: str, body: Json) -> View:
    """Make a view that is nowhere yet."""
    name = workspace.new_id("V0")
    filled = body | {"blocks": with_ids(body["blocks"], workspace.new_id)}
    return View(id=name, owner=owner, body=filled, hash=workspace.new_id("h"), root_id=name)


def place_view(workspace: Workspace, owner: str, body: Json) -> View:
    """Open a modal on an empty stack."""
    view = new_view(workspace, owner, body)
    workspace.modals[owner] = [view]
    workspace.note("view", view=view, detail="opened")
    return view


def push_view(workspace: Workspace, owner: str, body: Json) -> View:
    """Lay a modal on the stack, at most three deep."""
    stack = workspace.modals.get(owner) or []
    if not stack:
        raise Refusal("not_found")
    if len(stack) >= DEEPEST_STACK:
        raise Refusal("push_limit_reached")
    view = new_view(workspace, owner, body)
    view.root_id, view.previous_id = stack[0].id, stack[-1].id
    stack.append(view)
    workspace.note("view", view=view, detail="pushed")
    return view


def replace_view(workspace: Workspace, view: View, body: Json) -> None:
    """Give a view other content and a new hash."""
    view.body = body | {"blocks": with_ids(body["blocks"], workspace.new_id)}
    view.hash = workspace.new_id("h")
    home = body["type"] == "home"
    workspace.note("home" if home else "view", view=view, detail="updated")


def close_view(workspace: Workspace, view: View, *, all_of_them: bool = False) -> None:
    """Take a modal, or its whole stack, off the screen."""
    stack = workspace.modals.get(view.owner) or []
    stack[:] = [] if all_of_them else [other for other in stack if other is not view]
    workspace.note("view", view=view, detail="closed")


def find_view(workspace: Workspace, view_id: str, *, external_id: str = "") -> View | None:
    """Return an open modal or a home tab."""
    everywhere = [view for stack in workspace.modals.values() for view in stack]
    for view in [*everywhere, *workspace.homes.values()]:
        if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
            return view
    return None


def view_json(workspace: Workspace, view: View, state: Json | None = None) -> Json:
    """Return a view as Slack's API and payloads show it."""
    known: Json = {"private_metadata": "", "callback_id": "", "external_id": ""}
    return known | {
        **view.body,
        "id": view.id,
        "hash": view.hash,
        "team_id": workspace.team_id,
        "app_id": workspace.app_id,
        "bot_id": workspace.bot_id,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "state": {"values": state or {}},
    }


VIEWS: dict[str, Handler] = {
    "views.open": open_view,
    "views.publish": publish,
    "views.push": push,
    "views.update": update,
}
