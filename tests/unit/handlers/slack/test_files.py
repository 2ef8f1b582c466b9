"""Files shared in Slack: which are refused before the download, and where the token may go."""

from __future__ import annotations

import pytest

from bot.errors import InputError
from handlers.slack.files import (
    MOST_BYTES,
    check_file,
    files_of_message,
    is_on_slack,
    is_sign_in_page,
)
from handlers.slack.files import read_file as read

HOSTED = {"id": "F1", "name": "a.pdf", "filetype": "pdf", "mode": "hosted", "size": 10}


@pytest.mark.parametrize(
    ("changes", "to_read"),
    [
        ({}, "a.pdf"),
        ({"name": "A.PDF"}, "A.PDF"),
        ({"name": "notes.markdown", "filetype": "markdown"}, "notes.markdown"),
        ({"name": "Untitled", "filetype": "text", "mode": "snippet"}, "Untitled.txt"),
        ({"name": "", "title": "", "filetype": "html"}, "F1.html"),
        ({"name": "mail", "filetype": "email", "mode": "email"}, "mail.eml"),
        ({"size": None}, "a.pdf"),
        ({"size": MOST_BYTES}, "a.pdf"),
    ],
)
def test_files_of_a_known_type_are_taken(changes: dict[str, object], to_read: str) -> None:
    """The type is that of the name, or else what Slack calls it."""
    file = read({**HOSTED, **changes})
    check_file(file)
    assert file.name_to_read == to_read


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": "a.png", "filetype": "png", "pretty_type": "PNG"}, r"this type \(PNG\)"),
        ({"name": "a.doc", "filetype": "doc"}, "PDF, DOCX"),
        ({"name": "a.pdf.exe", "filetype": "binary"}, "cannot read"),
        ({"size": MOST_BYTES + 1}, "26 MB"),
        ({"size": 0}, "empty"),
        ({"mode": "tombstone"}, "deleted"),
        ({"mode": "hidden_by_limit"}, "plan"),
        ({"is_external": True}, "outside Slack"),
        ({"mode": "external"}, "outside Slack"),
        ({"file_access": "access_denied"}, "does not let me"),
        ({"filetype": "quip", "name": "canvas.pdf"}, "Slack's own"),
    ],
)
def test_other_files_are_refused_with_a_reason(changes: dict[str, object], why: str) -> None:
    """Each reason says what is wrong or what to do."""
    with pytest.raises(InputError, match=why):
        check_file(read({**HOSTED, **changes}))


def test_files_of_a_message_are_found_once() -> None:
    """Those of messages that it passes on, too; odd entries are left out."""
    message = {
        "files": [HOSTED, HOSTED, {"name": "no id"}, "odd"],
        "attachments": [{"files": [{**HOSTED, "id": "F2"}]}, {"text": "none"}, None],
    }
    assert [file.id for file in files_of_message(message)] == ["F1", "F2"]
    assert files_of_message({}) == []


@pytest.mark.parametrize(
    ("url", "api", "is_there"),
    [
        ("https://files.slack.com/files-pri/T1-F1/a.pdf", "https://slack.com/api/", True),
        ("https://slack.com/a", "https://www.slack.com/api/", True),
        ("https://files.slack-gov.com/a", "https://slack-gov.com/api/", True),
        ("http://127.0.0.1:8080/files/F1/a.pdf", "http://127.0.0.1:8080/api/", True),
        ("http://files.slack.com/a", "https://slack.com/api/", False),
        ("https://files.slack.com.evil.example/a", "https://slack.com/api/", False),
        ("https://evilslack.com/a", "https://slack.com/api/", False),
        ("https://files.slack.com@evil.example/a", "https://slack.com/api/", False),
        ("https://files.slack.com:8443/a", "https://slack.com/api/", False),
        ("http://127.0.0.1:9090/a", "http://127.0.0.1:8080/api/", False),
        ("http://10.0.0.1:8080/a", "http://127.0.0.1:8080/api/", False),
        ("", "https://slack.com/api/", False),
        ("https://[bad/a", "https://slack.com/api/", False),
    ],
)
def test_token_goes_to_slack_alone(url: str, api: str, is_there: bool) -> None:
    """Neither a look-alike nor another port nor a plain connection gets it."""
    assert is_on_slack(url, api) is is_there


@pytest.mark.parametrize(
    ("data", "size", "is_page"),
    [
        (b"<!DOCTYPE html><title>Sign in</title>", 4096, True),
        (b"\xef\xbb\xbf\n<html lang='en'>", None, True),
        (b"<!-- x -->\n<!doctype HTML>", 4, True),
        (b"<!DOCTYPE html>", 15, False),
        (b"%PDF-1.7 <html>", 4, False),
        (b"", 4, False),
    ],
)
def test_sign_in_page_is_told_from_a_file(data: bytes, size: int | None, is_page: bool) -> None:
    """A page of the size that Slack gave is the file itself."""
    assert is_sign_in_page(data, size) is is_page
