"""Methods of the stand-in beside messages: reactions, the assistant's status line, files."""

from __future__ import annotations

from handlers.playground.api import (
    Arguments,
    Context,
    Handler,
    Refusal,
    room_of,
    room_to_post_in,
    thread_of,
)
from handlers.playground.filestore import app_may_read, file_json, type_json
from handlers.playground.workspace import Json, Message


def reactions_add(context: Context, arguments: Arguments) -> Json:
    """Add the bot's reaction to a message."""
    message = _reacted(context, arguments)
    users = message.reactions.setdefault(arguments.text("name").strip(":"), [])
    if context.workspace.bot.id in users:
        raise Refusal("already_reacted")
    users.append(context.workspace.bot.id)
    context.workspace.note("edited", message=message)
    return {}


def reactions_remove(context: Context, arguments: Arguments) -> Json:
    """Take the bot's reaction away."""
    message = _reacted(context, arguments)
    users = message.reactions.get(arguments.text("name").strip(":"), [])
    if context.workspace.bot.id not in users:
        raise Refusal("no_reaction")
    users.remove(context.workspace.bot.id)
    context.workspace.note("edited", message=message)
    return {}


def _reacted(context: Context, arguments: Arguments) -> Message:
    room = room_of(context, arguments.text("channel"))
    message = context.workspace.find(room.id, arguments.text("timestamp"))
    if message is None:
        raise Refusal("message_not_found")
    return message


def set_status(context: Context, arguments: Arguments) -> Json:
    """Show what the app is doing in a thread, until it posts there."""
    room, thread = _assistant_thread(context, arguments)
    context.workspace.statuses[room, thread] = arguments.text("status")
    context.workspace.note("status", detail=arguments.text("status"))
    return {}


def set_suggested_prompts(context: Context, arguments: Arguments) -> Json:
    """Offer things to ask."""
    prompts = arguments.read("prompts")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= 4:
        raise Refusal("invalid_arguments", messages=["[ERROR] give one to four prompts"])
    if not all(isinstance(item, dict) and {"title", "message"} <= item.keys() for item in prompts):
        raise Refusal("invalid_arguments", messages=["[ERROR] a prompt has title and message"])
    room, thread = _assistant_thread(context, arguments)
    context.workspace.prompts[room, thread] = prompts
    context.workspace.note("prompts")
    return {}


def set_title(context: Context, arguments: Arguments) -> Json:
    """Name a thread."""
    room, thread = _assistant_thread(context, arguments)
    context.workspace.titles[room, thread] = arguments.text("title")
    return {}


def _assistant_thread(context: Context, arguments: Arguments) -> tuple[str, str]:
    room = room_of(context, arguments.text("channel_id"))
    thread = arguments.text("thread_ts")
    if thread and context.workspace.find(room.id, thread) is None:
        raise Refusal("invalid_thread_ts")
    return room.id, thread


def get_upload_url(context: Context, arguments: Arguments) -> Json:
    """Begin an upload: one address to send the bytes to."""
    name = context.workspace.new_id("F0")
    context.workspace.files[name] = {
        "id": name,
        "name": arguments.text("filename"),
        "title": arguments.text("filename"),
        **type_json(arguments.text("filename")),
        "alt_txt": arguments.text("alt_txt"),
        "size": arguments.number("length", 0),
        "content": None,
    }
    return {"upload_url": f"{context.base_url}/upload/{name}", "file_id": name}


def complete_upload(context: Context, arguments: Arguments) -> Json:
    """Finish uploads and, where a channel is named, share them there."""
    workspace = context.workspace
    wanted = arguments.read("files")
    if not isinstance(wanted, list) or not wanted:
        raise Refusal("invalid_arguments")
    found = []
    for item in wanted:
        stored = workspace.files.get(str(item.get("id")))
        if stored is None or stored["content"] is None:
            raise Refusal("file_not_found")
        stored["title"] = item.get("title") or stored["name"]
        found.append(file_json(stored, context.base_url))
    if arguments.has("channel_id"):
        # A user's id, which chat.postMessage takes, is refused here.
        if arguments.text("channel_id") in workspace.users:
            raise Refusal(
                "invalid_arguments",
                messages=["[ERROR] input must match regex pattern [json-pointer:/channel_id]"],
            )
        room = room_to_post_in(context, arguments.text("channel_id"), public=False)
        workspace.post(
            Message(
                channel=room.id,
                ts=workspace.new_ts(),
                author=workspace.bot.id,
                text=arguments.text("initial_comment"),
                thread_ts=thread_of(context, room.id, arguments),
                by_app=True,
                files=found,
            )
        )
    return {"files": found}


def files_info(context: Context, arguments: Arguments) -> Json:
    """Describe one file."""
    stored = context.workspace.files.get(arguments.text("file"))
    if stored is None or stored["content"] is None:
        raise Refusal("file_not_found")
    if not app_may_read(context.workspace, stored, context.scopes):
        raise Refusal("file_not_found")
    if stored.get("mode") == "tombstone":
        raise Refusal("file_deleted")
    return {"file": file_json(stored, context.base_url)}


def files_delete(context: Context, arguments: Arguments) -> Json:
    """Delete one file."""
    if context.workspace.files.pop(arguments.text("file"), None) is None:
        raise Refusal("file_not_found")
    return {}


EXTRAS: dict[str, Handler] = {
    "assistant.threads.setStatus": set_status,
    "assistant.threads.setSuggestedPrompts": set_suggested_prompts,
    "assistant.threads.setTitle": set_title,
    "files.completeUploadExternal": complete_upload,
    "files.delete": files_delete,
    "files.getUploadURLExternal": get_upload_url,
    "files.info": files_info,
    "reactions.add": reactions_add,
    "reactions.remove": reactions_remove,
}
