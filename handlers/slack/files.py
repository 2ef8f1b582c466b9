"""Files shared in Slack: what they are, whether they can be read, and their bytes."""

from __future__ import annotations

import math
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import InputError, PermanentDeliveryError
from handlers.slack.errors import as_delivery_error
from handlers.views.mrkdwn import label

#: Largest file that is taken, in bytes.
MOST_BYTES = 25 * 1024 * 1024
_MEGABYTE = 1024 * 1024
READ = "I read PDF, DOCX, HTML, Markdown, EML and text files"
_ENDINGS = frozenset({".pdf", ".docx", ".html", ".htm", ".md", ".markdown", ".eml", ".txt"})
# Slack's own words for a type, where the name tells none.
_TYPES = {
    "pdf": ".pdf",
    "docx": ".docx",
    "html": ".html",
    "markdown": ".md",
    "email": ".eml",
    "eml": ".eml",
    "text": ".txt",
}
_OWN_FORMATS = frozenset({"quip", "canvas", "space", "post", "list", "huddle_transcript"})
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_ADDRESS_PARTS = 2

#: Fetches a file through the guard: address, headers, most bytes.
Download = Callable[..., Awaitable[bytes]]


@dataclass(frozen=True, kw_only=True, slots=True)
class SlackFile:
    """A file as Slack describes it.

    Attributes:
        kind: Slack's own word for its type: ``pdf``, ``text``.
        mode: ``hosted``, ``snippet``, ``external``, ``tombstone``, ``hidden_by_limit``, ...
        access: ``check_file_info`` where ``files.info`` has to be asked first.
        size: bytes; None where Slack does not say.
        url: where its bytes are, for whoever holds the token.
    """

    id: str
    name: str = ""
    kind: str = ""
    kind_in_words: str = ""
    mode: str = ""
    access: str = ""
    size: int | None = None
    url: str = ""

    @property
    def shown_name(self) -> str:
        """Return what it is called in messages."""
        return label(self.name, 80) or "a file"

    @property
    def name_to_read(self) -> str:
        """Return its name with an ending that tells its type."""
        if _ending_of(self.name) in _ENDINGS:
            return self.name
        return f"{self.name or self.id}{_TYPES.get(self.kind, '')}"


def files_of_message(message: Mapping[str, Any]) -> list[SlackFile]:
    """Return the files of a message, and of messages that it passes on, each once."""
    found = {file.id: file for file in _of_message(message) if file.id}
    return list(found.values())


def _of_message(message: Mapping[str, Any]) -> Iterator[SlackFile]:
    for each in message.get("files") or ():
        if isinstance(each, Mapping):
            yield read_file(each)
    for attachment in message.get("attachments") or ():
        if isinstance(attachment, Mapping):
            yield from _of_message({"files": attachment.get("files")})


def read_file(described: Mapping[str, Any]) -> SlackFile:
    """Return a file from Slack's description of it."""
    size = described.get("size")
    is_external = bool(described.get("is_external"))
    return SlackFile(
        id=str(described.get("id") or ""),
        name=str(described.get("name") or described.get("title") or ""),
        kind=str(described.get("filetype") or "").casefold(),
        kind_in_words=str(described.get("pretty_type") or ""),
        mode="external" if is_external else str(described.get("mode") or ""),
        access=str(described.get("file_access") or ""),
        size=size if isinstance(size, int) and not isinstance(size, bool) else None,
        url=str(described.get("url_private_download") or described.get("url_private") or ""),
    )


def check_file(file: SlackFile) -> None:
    """Refuse a file that cannot be read, before anything of it is fetched.

    Raises:
        InputError: says why, and what to do.
    """
    why = _not_to_be_had(file) or _not_to_be_read(file)
    if why:
        raise InputError(why)


def _not_to_be_had(file: SlackFile) -> str:
    """Return why Slack does not hand a file over, or an empty string."""
    if file.mode == "tombstone" or file.access == "file_not_found":
        return "It was deleted."
    if file.mode == "hidden_by_limit":
        return "Slack hides it because of the plan's limit; share the file again."
    if file.access == "access_denied":
        return "Slack does not let me see it; share the file here again."
    if file.mode == "external":
        return "It lies outside Slack, with another service; download it and share the file."
    return ""


def _not_to_be_read(file: SlackFile) -> str:
    """Return why a file would be of no use, or an empty string."""
    if file.mode in _OWN_FORMATS or file.kind in _OWN_FORMATS:
        return "This format is Slack's own; export it as PDF and share that."
    if _ending_of(file.name_to_read) not in _ENDINGS:
        kind = label(file.kind_in_words, 40)
        return f"I cannot read this type{f' ({kind})' if kind else ''}. {READ}."
    if file.size == 0:
        return "It is empty."
    if file.size is not None and file.size > MOST_BYTES:
        return (
            f"It has {math.ceil(file.size / _MEGABYTE):,} MB; I take files of up to"
            f" {MOST_BYTES // _MEGABYTE} MB. Share the part that matters."
        )
    return ""


async def fetch_file(
    file: SlackFile, client: AsyncWebClient, download: Download
) -> tuple[SlackFile, bytes]:
    """Return a file, fully described, and its bytes.

    The token goes to Slack's own hosts only.

    Raises:
        InputError: it cannot be read, or Slack does not hand it over.
        DeliveryError: Slack refuses to describe it.
        FetchError: it cannot be fetched.
    """
    if file.access == "check_file_info":
        file = await _ask_about(file, client)
    check_file(file)
    if not is_on_slack(file.url, str(client.base_url)):
        raise InputError("Slack does not say where it lies; share the file again.")
    headers = {"Authorization": f"Bearer {client.token}"}
    data = await download(file.url, headers=headers, most_bytes=MOST_BYTES)
    if is_sign_in_page(data, file.size):
        raise InputError(
            "Slack did not hand it over. Invite me with `/invite @Dateline`; if I am here already,"
            " reinstall the app from app.json: it needs the permission files:read."
        )
    return file, data


def is_sign_in_page(data: bytes, size: int | None) -> bool:
    """Tell whether these bytes are a web page, and not the file of ``size`` bytes.

    Where the token does not do, Slack answers with its sign-in page and not with an error.
    """
    return len(data) != size and _PAGE.match(data[:2000]) is not None


def is_on_slack(url: str, api_url: str) -> bool:
    """Tell whether an address is one of the Slack whose Web API is at ``api_url``."""
    try:
        file, api = urlsplit(url), urlsplit(api_url)
        same_port = file.port == api.port
    except ValueError:
        return False
    host, known = file.hostname or "", api.hostname or ""
    if file.scheme != api.scheme or not same_port or not host:
        return False
    domain = ".".join(known.split(".")[-_ADDRESS_PARTS:])
    is_name = known[-1:].isalpha() and "." in known
    return host == known or (is_name and (host == domain or host.endswith(f".{domain}")))


async def _ask_about(file: SlackFile, client: AsyncWebClient) -> SlackFile:
    """Return a file that its message only points at, as ``files.info`` describes it."""
    try:
        response = await client.files_info(file=file.id)
    except Exception as error:
        failure = as_delivery_error(error, file.id)
        if isinstance(failure, PermanentDeliveryError) and failure.code.startswith("file_"):
            raise InputError(
                "Slack does not show it to me; invite me with `/invite @Dateline`, or share the"
                " file here again."
            ) from error
        if isinstance(failure, PermanentDeliveryError):
            raise failure from error
        raise InputError(
            "Slack did not answer when I asked about it; share the file again in a while."
        ) from error
    return read_file(response["file"])


def _ending_of(name: str) -> str:
    return PurePosixPath(name.strip()).suffix.casefold()
