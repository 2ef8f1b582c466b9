"""Files in the stand-in: how Slack describes them, and who may fetch their bytes."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from handlers.playground.workspace import Json, Message, Workspace

#: Slack's answer to whoever may not fetch a file: a page to sign in, and no error.
SIGN_IN_PAGE = "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head></html>"

# What Slack calls a type, by the ending of a file's name: word, words for people, MIME type.
_TYPES = {
    ".pdf": ("pdf", "PDF", "application/pdf"),
    ".docx": (
        "docx",
        "Word Document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ".html": ("html", "HTML", "text/html"),
    ".md": ("markdown", "Markdown (raw)", "text/plain"),
    ".eml": ("eml", "EML", "message/rfc822"),
    ".txt": ("text", "Plain Text", "text/plain"),
    ".png": ("png", "PNG", "image/png"),
    ".csv": ("csv", "CSV", "text/csv"),
    ".json": ("json", "JSON", "application/json"),
}
_BINARY = ("binary", "Binary", "application/octet-stream")
# Where the bytes are, whose they are and where they were shared is the stand-in's own business.
_INTERNAL = frozenset({"content", "channels"})
_NOT_IN_ADDRESS = re.compile(r"[^a-z0-9.-]+")


def add_file(workspace: Workspace, name: str, content: bytes, user: str, **changes: object) -> Json:
    """Keep an uploaded file; ``changes`` are fields of Slack's description that differ."""
    stored: Json = {
        "id": workspace.new_id("F0"),
        "name": name,
        "title": name,
        **type_json(name),
        "mode": "hosted",
        "is_external": False,
        "size": len(content),
        "user": user,
        "content": content,
        "channels": [],
        **changes,
    }
    workspace.files[stored["id"]] = stored
    return stored


def type_json(name: str) -> Json:
    """Return the fields in which Slack tells of what type a file is, by the ending of its name."""
    kind, in_words, mime = _TYPES.get(PurePosixPath(name).suffix.lower(), _BINARY)
    return {"mimetype": mime, "filetype": kind, "pretty_type": in_words}


def file_json(stored: Json, base_url: str) -> Json:
    """Return a file as Slack's API shows it.

    Of a deleted file, one beyond the plan's limit, or one of another organisation, messages hold
    little more than the id.
    """
    if stored.get("mode") in ("tombstone", "hidden_by_limit"):
        return {"id": stored["id"], "mode": stored["mode"]}
    shown = {key: value for key, value in stored.items() if key not in _INTERNAL}
    title = _NOT_IN_ADDRESS.sub("_", str(stored["name"]).lower())
    address = f"{base_url}/files/{stored['id']}/{title}"
    return {
        "url_private": address,
        "url_private_download": address,
        "permalink": f"{base_url}/permalinks/{stored['id']}/{title}",
        **shown,
    }


def pointer_json(stored: Json) -> Json:
    """Return what a message holds of a file that ``files.info`` has to be asked about."""
    return {
        "id": stored["id"],
        "created": 0,
        "timestamp": 0,
        "mode": "file_access",
        "file_access": "check_file_info",
    }


def note_share(workspace: Workspace, message: Message) -> None:
    """Remember where the files of a message were shared."""
    for shown in message.files:
        stored = workspace.files.get(str(shown.get("id")))
        if stored is not None:
            stored.setdefault("channels", []).append(message.channel)


def app_may_read(workspace: Workspace, stored: Json, scopes: frozenset[str]) -> bool:
    """Tell whether the app may see a file: its own, or one shared where the bot is a member."""
    if "files:read" not in scopes:
        return False
    if "user" not in stored:
        return True
    rooms = (workspace.channels[channel] for channel in stored.get("channels", ()))
    return any(workspace.bot.id in room.members for room in rooms)
