"""What the loop asks the archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import NOW, document
from feed_files import feed_state

from bot.reading.feeds.loop import stored_in
from bot.records import EVERYONE
from bot.store.archive import open_archive


@pytest.mark.parametrize(
    ("stored_for", "asked_for", "found"),
    [
        (EVERYONE, EVERYONE, True),
        (EVERYONE, "C1", True),
        ("C1", "C1", True),
        ("C1", "C2", False),
        ("C1", EVERYONE, False),
    ],
)
def test_an_article_counts_as_stored_where_it_may_be_seen(
    tmp_path: Path, stored_for: str, asked_for: str, found: bool
) -> None:
    """What is another channel's alone is read once more, so that it is shown here as well."""
    archive = open_archive(f"sqlite:///{tmp_path / 'archive.db'}")
    stored = document(external_id="a", audience=stored_for)
    archive.store_documents("local", [stored], NOW)
    hashes = stored_in(archive)(feed_state(audience=asked_for), ["a", "b"])
    assert hashes == ({"a": stored.content_hash} if found else {})
    archive.close()
