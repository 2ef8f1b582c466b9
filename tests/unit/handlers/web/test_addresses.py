"""Addresses of pages, and the secret behind them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr

from bot.config import Settings
from bot.newsroom import Newsroom
from bot.records import Span
from bot.results import BriefRequest
from bot.store.archive import open_archive
from handlers.web.addresses import (
    Addresses,
    make_signer,
    read_document_address,
    read_place,
)
from handlers.web.signing import DocumentGrant, ForgedLinkError, LinkSigner

NOW = datetime(2022, 5, 14, tzinfo=UTC)


def addresses(base: str = "https://dateline.example") -> Addresses:
    """Return addresses signed with a secret of the test."""
    return Addresses(signer=LinkSigner("a secret of links", days=30, now=lambda: NOW), base=base)


def newsroom(folder: Path, **changes: object) -> Newsroom:
    """Return a newsroom with an archive of its own."""
    settings = Settings(database_url=f"sqlite:///{folder / 'a.db'}", **changes)  # type: ignore[arg-type]
    archive = open_archive(settings.database_url)
    return Newsroom(settings, archive=archive, now=lambda: NOW, workspace="local")


def test_the_place_stands_in_query_and_fragment() -> None:
    """The server marks it, and the browser scrolls to it without a script."""
    parts = urlsplit(addresses().of_document(12, "C1", Span(120, 180)))
    assert (parts.netloc, parts.path, parts.fragment) == (
        "dateline.example",
        "/documents/12",
        "120-180",
    )
    query = parse_qs(parts.query)
    assert query["at"] == ["120-180"]
    grant = addresses().signer.read_document(query["key"][0], 12)
    assert grant == DocumentGrant(document=12, audience="C1")


def test_pages_link_to_each_other_on_their_own_server() -> None:
    """Whatever name that server has to its reader."""
    local = addresses(base="")
    request = BriefRequest(topic="nato", workspace="local")
    assert local.of_document(12, "C1").startswith("/documents/12?key=")
    assert local.of_page_today(12, "C1", Span(1, 2)).startswith("/documents/12/page?at=1-2&key=")
    assert local.of_beside(12, 13, "C1").startswith("/documents/12/beside/13?key=")
    assert local.of_topic(request, "C1").startswith("/topics?key=")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("120-180", Span(120, 180)),
        ("0-1", Span(0, 1)),
        ("", None),
        ("120", None),
        ("180-120", None),
        ("5-5", None),
        ("-5-9", None),
        ("a-b", None),
        ("１-２", None),
        ("1-" + "9" * 5_000, None),
    ],
)
def test_a_place_is_read_or_is_none(written: str, read: Span | None) -> None:
    """Nothing else that stands there is guessed at."""
    assert read_place(written) == read


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    """Another process on the same archive opens the links of the first."""
    one, other = newsroom(tmp_path), newsroom(tmp_path)
    key = make_signer(one).sign(DocumentGrant(document=12, audience="C1"))
    assert make_signer(other).read_document(key, 12).audience == "C1"
    one.close()
    other.close()


def test_archives_have_secrets_of_their_own(tmp_path: Path) -> None:
    """The links of one open nothing in another."""
    (tmp_path / "other").mkdir()
    one, other = newsroom(tmp_path), newsroom(tmp_path / "other")
    key = make_signer(one).sign(DocumentGrant(document=12, audience="C1"))
    with pytest.raises(ForgedLinkError):
        make_signer(other).read_document(key, 12)
    one.close()
    other.close()


def test_the_setting_comes_before_the_kept_secret(tmp_path: Path) -> None:
    """Whoever changes it makes all links of before worthless."""
    kept, named = newsroom(tmp_path), newsroom(tmp_path, link_secret=SecretStr("x" * 16))
    key = make_signer(kept).sign(DocumentGrant(document=12, audience="C1"))
    with pytest.raises(ForgedLinkError):
        make_signer(named).read_document(key, 12)
    kept.close()
    named.close()


def test_address_of_a_document_is_read_back() -> None:
    """With the stretch that it points at."""
    base = "https://dateline.example"
    made = addresses(base)
    span = Span(120, 180)
    assert read_document_address(made.of_document(12, "C1", span), base) == (12, span)
    assert read_document_address(made.of_document(12, "C1"), base) == (12, None)


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/documents/12",
        "https://dateline.example.other.example/documents/12",
        "https://dateline.example/documents/12/page",
        "https://dateline.example/documents/",
        "https://dateline.example/documents/x12",
        "https://dateline.example/topics?key=x",
        "https://[dateline.example/documents/12",
        "",
    ],
)
def test_other_addresses_lead_to_no_document(url: str) -> None:
    """Nor does anything where no pages are served."""
    assert read_document_address(url, "https://dateline.example") is None
    assert read_document_address(url, "") is None
