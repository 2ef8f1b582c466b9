"""What an import does with each text."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.ports import KnownDocument
from bot.reading.decide import Ledger, Verdict, hash_content, split_at_repeats
from bot.records import DocumentCard, RawDocument

STORED = RawDocument(
    external_id="a", text="The bridge opened.", title="Bridge", published=date(2024, 5, 1)
)
KNOWN = KnownDocument(id=7, external_id="a", content_hash=hash_content(STORED.text))
CARD = DocumentCard(
    id=7,
    workspace="local",
    external_id="a",
    title="Bridge",
    outlet="",
    url=None,
    published=date(2024, 5, 1),
    language="en",
    added_at=datetime(2024, 5, 2, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("raw", "verdict", "replaces"),
    [
        (STORED, Verdict.UNCHANGED, None),
        (replace(STORED, text="The  bridge\nopened. "), Verdict.UNCHANGED, None),
        (replace(STORED, text="The bridge closed."), Verdict.CHANGED, 7),
        (replace(STORED, published=date(2024, 5, 3)), Verdict.CHANGED, 7),
        (replace(STORED, title="Bridge opens"), Verdict.CHANGED, 7),
        (replace(STORED, external_id="b"), Verdict.COPY, None),
        (replace(STORED, external_id="b", text="Something else."), Verdict.NEW, None),
    ],
)
def test_the_id_decides_first_then_the_words(
    raw: RawDocument, verdict: Verdict, replaces: int | None
) -> None:
    """A known id is changed or unchanged; an unknown one is new unless its words are stored."""
    decision = Ledger([KNOWN], {7: CARD}).decide(raw, hash_content(raw.text))
    assert (decision.verdict, decision.replaces) == (verdict, replaces)


def test_copies_inside_one_batch_are_found() -> None:
    """The second of two equal texts is a copy although the first is not stored yet."""
    ledger = Ledger([], {})
    first = RawDocument(external_id="x", text="Same words.")
    second = RawDocument(external_id="y", text="Same  words.")
    verdicts = [ledger.decide(raw, hash_content(raw.text)).verdict for raw in (first, second)]
    assert verdicts == [Verdict.NEW, Verdict.COPY]


def test_words_that_a_change_has_freed_are_no_longer_there_to_copy() -> None:
    """After a document was changed, its former words under another id are a new document."""
    ledger = Ledger([KNOWN], {7: CARD})
    changed = replace(STORED, text="The bridge closed.")
    moved = replace(STORED, external_id="b")
    assert ledger.decide(changed, hash_content(changed.text)).verdict is Verdict.CHANGED
    assert ledger.decide(moved, hash_content(moved.text)).verdict is Verdict.NEW


def test_a_batch_is_cut_before_a_repeated_id() -> None:
    """No part holds an id twice, and the order stays."""
    parts = split_at_repeats("abcadaab", lambda letter: letter)
    assert ["".join(part) for part in parts] == ["abc", "ad", "a", "ab"]
