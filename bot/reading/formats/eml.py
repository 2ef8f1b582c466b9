"""Mails: text, sender, day, and the documents attached. Called in the parser process."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from bot.errors import InputError
from bot.reading.encodings import decode_text
from bot.reading.formats.file_text import FileText
from bot.reading.formats.kinds import Kind, tell_kind
from bot.reading.formats.mail_html import read_mail_html

#: Reads one attachment of a kind: ``(kind, data) -> FileText``; raises InputError.
ReadPart = Callable[[Kind, bytes], FileText]

_MOST_ATTACHMENTS = 50
_DEEPEST = 3
#: A plain part with less than this share of the words of the HTML part only says "see the HTML".
_LEAST_PLAIN = 0.3
_READ_KINDS = (Kind.PDF, Kind.DOCX)
_TEXT_NAMES = (".txt", ".md", ".markdown")
_QUOTED = re.compile(r"\s*>")
_SIGNATURE = re.compile(r"(?m)^-- ?$")
_LONGEST_SIGNATURE = 15
_WROTE = re.compile(r"(?:on|am|le|el|il|em|op)\s.{5,200}:\s*\Z", re.IGNORECASE | re.DOTALL)
_REPLY_MARKS = re.compile(r"\s*(?:(?:re|fwd?|aw|wg|tr|rv|sv|vs)\s*:\s*)+", re.IGNORECASE)


def read_eml(data: bytes, read_part: ReadPart) -> list[FileText]:
    """Return the text of a mail, then those of the documents attached to it.

    An attachment that is no document, or cannot be read, is passed over.

    Raises:
        InputError: no mail, or one without any text.
    """
    try:
        mail = BytesParser(policy=policy.default).parsebytes(data)
        found = list(_read_mail(mail, read_part, 0))
    except (
        RecursionError, LookupError, ValueError, TypeError, AttributeError, AssertionError,
    ) as error:  # fmt: skip
        if isinstance(error, InputError):
            raise
        raise InputError("the mail is damaged; save it again as .eml") from error
    if not found:
        raise InputError("the mail holds no text and no document that can be read")
    return found


def _read_mail(mail: EmailMessage, read_part: ReadPart, depth: int) -> Iterator[FileText]:
    subject = _REPLY_MARKS.sub("", _header(mail, "subject"), count=1)
    author, outlet = _find_sender(mail)
    published = _find_day(mail)
    text = _read_body(mail)
    if text:
        yield FileText(text=text, title=subject, author=author, outlet=outlet, published=published)
    for number, part in enumerate(mail.iter_attachments() if mail.is_multipart() else ()):
        if number >= _MOST_ATTACHMENTS:
            return
        for found in _read_attachment(part, read_part, depth):
            yield replace(
                found,
                outlet=found.outlet or outlet,
                published=found.published or published,
            )


def _read_attachment(part: EmailMessage, read_part: ReadPart, depth: int) -> Iterator[FileText]:
    name = " ".join((part.get_filename() or "").split())
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        if depth < _DEEPEST and isinstance(inner, list) and isinstance(inner[0], EmailMessage):
            for found in _read_mail(inner[0], read_part, depth + 1):
                label = found.part or found.title or name or "mail"
                yield replace(found, part=label)
        return
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload:
        return
    kind = tell_kind(payload, name).kind
    is_text = kind in (Kind.TEXT, Kind.MARKDOWN) and name.lower().endswith(_TEXT_NAMES)
    if kind not in _READ_KINDS and not is_text:
        return
    try:
        found = read_part(kind, payload)
    except InputError:
        return
    yield replace(found, part=name or kind.value)


def _header(mail: EmailMessage, name: str) -> str:
    """Return a header in one line; "" where it is missing or malformed."""
    try:
        return " ".join(str(mail.get(name, "")).split())
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _find_sender(mail: EmailMessage) -> tuple[str, str]:
    """Return author and outlet: a list's or newsletter's sender is an outlet, others are people."""
    try:
        addresses = mail["from"].addresses if mail["from"] is not None else ()
        name = " ".join(addresses[0].display_name.split()) if addresses else ""
    except (ValueError, LookupError, TypeError, AttributeError):
        name = ""
    if _header(mail, "list-unsubscribe") or _header(mail, "list-id"):
        return "", name
    return name, _header(mail, "organization")


def _find_day(mail: EmailMessage) -> date | None:
    try:
        sent = mail["date"].datetime if mail["date"] is not None else None
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
        return None
    return sent.date() if sent is not None else None


def _read_body(mail: EmailMessage) -> str:
    """Return the text of a mail without the mail it answers and without a signature; "" if none."""
    plain = _read_part(mail, "plain")
    shown = ""
    source = _read_part(mail, "html")
    if source.strip():
        try:
            shown = read_mail_html(source)
        except InputError:
            shown = ""
    if len(plain.split()) < _LEAST_PLAIN * len(shown.split()):
        return shown
    return _drop_signature(_drop_quoted(plain)).strip()


def _read_part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        text = data.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError, ValueError):
        try:
            text = decode_text(data)
        except InputError:
            text = data.decode("utf-8", "replace")
    text = text.replace("\r\n", "\n")
    if kind == "plain" and part.get_param("format") == "flowed":
        text = _unflow(text, part.get_param("delsp") == "yes")
    return text


def _unflow(text: str, drop_blank: bool) -> str:
    """Join the lines that a mail program wrapped: those that end in a blank go on."""
    joined: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        line = line.removeprefix(" ") if not line.startswith("  ") else line[1:]
        if goes_on and not line.startswith(">"):
            joined[-1] += line
        else:
            joined.append(line)
        goes_on = line.endswith(" ") and line != "-- "
        if goes_on and drop_blank:
            joined[-1] = joined[-1][:-1]
    return "\n".join(joined)


def _drop_quoted(text: str) -> str:
    """Drop the quoted mail at the end, and the line that says whose it is; others are kept."""
    lines = text.rstrip().split("\n")
    end = len(lines)
    while end and (not lines[end - 1].strip() or _QUOTED.match(lines[end - 1])):
        end -= 1
    if end in (0, len(lines)):
        return text
    for taken in (1, 2):
        opening = "\n".join(lines[max(0, end - taken) : end])
        if _WROTE.match(opening):
            return "\n".join(lines[: max(0, end - taken)])
    return text


def _drop_signature(text: str) -> str:
    marks = list(_SIGNATURE.finditer(text))
    if marks and text.count("\n", marks[-1].end()) <= _LONGEST_SIGNATURE:
        return text[: marks[-1].start()]
    return text
