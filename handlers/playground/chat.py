"""The ``chat.*`` methods of the stand-in."""

from __future__ import annotations

from typing import Any

from handlers.playground.api import (
    Arguments,
    Content,
    Context,
    Handler,
    Refusal,
    content_of,
    message_json,
    metadata_of,
    refuse_bad_blocks,
    room_of,
    room_to_post_in,
    thread_of,
)
from handlers.playground.blockcheck import with_ids
from handlers.playground.workspace import Channel, Json, Message


def post_message(context: Context, arguments: Arguments) -> Json:
    """Post to everybody in a conversation."""
    room = room_to_post_in(context, arguments.text("channel"))
    content = content_of(context, arguments)
    message = _new(context, room, content, arguments)
    message.metadata = metadata_of(arguments)
    context.workspace.post(message)
    return _posted(context, message, content)


def post_ephemeral(context: Context, arguments: Arguments) -> Json:
    """Post to one person in a conversation."""
    workspace = context.workspace
    room = room_to_post_in(context, arguments.text("channel"), public=False)
    if arguments.text("user") not in room.members:
        raise Refusal("user_not_in_channel")
    content = content_of(context, arguments)
    message = _new(context, room, content, arguments)
    message.visible_to = arguments.text("user")
    workspace.post(message)
    return _warned({"message_ts": message.ts}, content)


def update(context: Context, arguments: Arguments) -> Json:
    """Change a message of the app's own."""
    message = _own(context, arguments, "cant_update_message")
    if message.streaming:
        raise Refusal("streaming_state_conflict")
    if not arguments.has("blocks") and arguments.has("text"):
        content = content_of(context, arguments)
        # Slack keeps the old blocks where only text is sent, unless it is told an empty list.
        blocks = [] if "blocks" in arguments.values else message.blocks
    else:
        content = content_of(context, arguments)
        blocks = content.blocks
    context.workspace.edit(message, text=content.text, blocks=blocks)
    return _posted(context, message, content) | {"text": content.text}


def delete(context: Context, arguments: Arguments) -> Json:
    """Take a message of the app's own away."""
    message = _own(context, arguments, "cant_delete_message")
    context.workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(context: Context, arguments: Arguments) -> Json:
    """Return a message's address."""
    room = room_of(context, arguments.text("channel"))
    message = context.workspace.find(room.id, arguments.text("message_ts"))
    if message is None or message.is_ephemeral:
        raise Refusal("message_not_found")
    return {"channel": room.id, "permalink": permalink(context, message)}


def permalink(context: Context, message: Message) -> str:
    """Return the address of a message in Slack's form."""
    link = (
        f"https://{context.workspace.team_domain}.slack.com/archives/{message.channel}"
        f"/p{message.ts.replace('.', '')}"
    )
    if message.thread_ts:
        link += f"?thread_ts={message.thread_ts}&cid={message.channel}"
    return link


def unfurl(context: Context, arguments: Arguments) -> Json:
    """Hang previews under the links of a message."""
    for name in ("channel", "ts"):
        if not arguments.has(name) and not arguments.has("unfurl_id"):
            raise Refusal(f"missing_{name}")
    unfurls = arguments.read("unfurls", "invalid_unfurls_format")
    metadata = arguments.read("metadata", "invalid_metadata_format")
    if not unfurls and not metadata:
        raise Refusal("missing_unfurls")
    place = arguments.text("channel"), arguments.text("ts")
    if not place[0] and arguments.text("source") == "composer":
        context.workspace.drafts[arguments.text("unfurl_id")] = unfurls or {}
        return {}
    message = context.workspace.find(*place)
    if message is None:
        raise Refusal("cannot_find_message")
    for url, preview in (unfurls or {}).items():
        if url.replace("&", "&amp;") not in message.text and url not in message.text:
            raise Refusal("cannot_unfurl_url")
        refuse_bad_blocks(preview.get("blocks") or [])
    message.unfurls |= unfurls or {}
    context.workspace.note("edited", message=message)
    return {}


def start_stream(context: Context, arguments: Arguments) -> Json:
    """Begin a message that grows."""
    room = room_to_post_in(context, arguments.text("channel"))
    if room.kind != "im":
        for name in ("recipient_user_id", "recipient_team_id"):
            if not arguments.has(name):
                raise Refusal(f"missing_{name}")
    message = Message(
        channel=room.id,
        ts=context.workspace.new_ts(),
        author=context.workspace.bot.id,
        text=_streamed(arguments),
        thread_ts=thread_of(context, room.id, arguments),
        by_app=True,
        streaming=True,
    )
    context.workspace.post(message)
    return {"channel": room.id, "ts": message.ts}


def append_stream(context: Context, arguments: Arguments) -> Json:
    """Let a message grow."""
    message = _stream(context, arguments)
    text = _streamed(arguments)
    if not text and not arguments.has("chunks"):
        raise Refusal("no_text")
    context.workspace.edit(message, text=message.text + text, blocks=message.blocks)
    return {"channel": message.channel, "ts": message.ts}


def stop_stream(context: Context, arguments: Arguments) -> Json:
    """Finish a message that grew."""
    message = _stream(context, arguments)
    blocks = arguments.read("blocks", "invalid_blocks_format") or []
    refuse_bad_blocks(blocks)
    message.streaming = False
    message.metadata = metadata_of(arguments)
    context.workspace.edit(
        message,
        text=message.text + _streamed(arguments),
        blocks=with_ids(blocks, context.workspace.new_id),
    )
    return {
        "channel": message.channel,
        "ts": message.ts,
        "message": message_json(context.workspace, message),
    }


def _new(context: Context, room: Channel, content: Content, arguments: Arguments) -> Message:
    return Message(
        channel=room.id,
        ts=context.workspace.new_ts(),
        author=context.workspace.bot.id,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        thread_ts=thread_of(context, room.id, arguments),
        by_app=True,
    )


def _posted(context: Context, message: Message, content: Content) -> Json:
    shown = message_json(context.workspace, message)
    return _warned({"channel": message.channel, "ts": message.ts, "message": shown}, content)


def _warned(reply: Json, content: Content) -> Json:
    if content.warnings:
        reply["warning"] = ",".join(content.warnings)
        reply["response_metadata"] = {"warnings": content.warnings}
    return reply


def _own(context: Context, arguments: Arguments, refusal: str) -> Message:
    room = room_of(context, arguments.text("channel"))
    message = context.workspace.find(room.id, arguments.text("ts"))
    # An ephemeral message is no message for chat.update and chat.delete.
    if message is None or message.is_ephemeral:
        raise Refusal("message_not_found")
    if not message.by_app:
        raise Refusal(refusal)
    return message


def _stream(context: Context, arguments: Arguments) -> Message:
    message = _own(context, arguments, "message_not_owned_by_app")
    if not message.streaming:
        raise Refusal("message_not_in_streaming_state")
    return message


def _streamed(arguments: Arguments) -> str:
    chunks: list[Any] = arguments.read("chunks", "invalid_chunks") or []
    if not all(isinstance(chunk, dict) and "type" in chunk for chunk in chunks):
        raise Refusal("invalid_chunks")
    texts = [str(chunk.get("text", "")) for chunk in chunks if chunk["type"] == "markdown_text"]
    return arguments.text("markdown_text") + "".join(texts)


CHAT: dict[str, Handler] = {
    "chat.appendStream": append_stream,
    "chat.delete": delete,
    "chat.getPermalink": get_permalink,
    "chat.postEphemeral": post_ephemeral,
    "chat.postMessage": post_message,
    "chat.startStream": start_stream,
    "chat.stopStream": stop_stream,
    "chat.unfurl": unfurl,
    "chat.update": update,
}
