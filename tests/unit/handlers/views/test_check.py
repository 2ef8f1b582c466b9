"""Checked quotations as Slack messages: taken by Slack, escaped, with what differs marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.handlers.samples import all_text, cite, passage

from bot.briefing.checks.quotation_match import find_matches
from bot.briefing.checks.quoted import read_whole
from bot.language.aligning import Source
from bot.records import QuotationKind, Span
from bot.results import Check, FoundWords, QuoteCheck, Verdict
from bot.wording import around_in_words
from handlers.playground.blockcheck import check_message as refuse
from handlers.views.budget import MOST_BLOCKS, MOST_JSON, MOST_TEXT, count_json, count_text
from handlers.views.check import check_message

TEXT = "We will not sell the harbour to anyone"


def found(words: str, text: str = TEXT, **changes: object) -> FoundWords:
    """Return ``text`` as what was found for ``words``."""
    quoted = read_whole(words)
    assert quoted is not None
    matches = find_matches(quoted, 1, Source(text))
    made = FoundWords(
        text=text,
        citation=cite(text),
        differences=matches[0].differences if matches else (),
        left_out=matches[0].left_out if matches else (),
        kind=QuotationKind.DIRECT,
        speaker="Jonas Berg",
        speaker_as_written="Berg",
        cue="said",
        date=date(2022, 5, 12),
        sentence=replace(passage(), text=f"“{text},” Berg said."),
        in_sentence=Span(1, 1 + len(text)),
        before=None,
        after=None,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def checked(words: str, verdict: Verdict = Verdict.CLOSE, **changes: object) -> QuoteCheck:
    """Return a quotation that was checked, and found as ``TEXT``."""
    values: dict[str, object] = {"words": words, "verdict": verdict, **changes}
    values.setdefault("found", found(words))
    return QuoteCheck(**values)  # type: ignore[arg-type]


def shown(*checks: QuoteCheck, unchecked: int = 0) -> str:
    """Return all that a message for these says."""
    made = check_message(Check(checks=checks, unchecked=unchecked))
    assert refuse(list(made.blocks)) == ("", [])
    return all_text(made.blocks)


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (Verdict.EXACT, "✓ In the archive, word for word."),
        (Verdict.CLOSE, "≈ In the archive, but not word for word: 1 place differs."),
        (Verdict.OTHER_SPEAKER, "✗ In the archive, but said by Jonas Berg, not Ada Brandt."),
        (Verdict.NOT_SPEECH, "✗ These words are in the archive, but nobody is quoted"),
        (Verdict.NOT_FOUND, "✗ Not in the archive. This comes nearest:"),
        (Verdict.TOO_SHORT, "✗ Too short to check: give at least four words"),
    ],
)
def test_verdict_stands_first(verdict: Verdict, expected: str) -> None:
    """As a sign and a sentence."""
    check = checked("We will sell the harbour to anyone", verdict, named_speaker="Ada Brandt")
    assert shown(check).startswith(expected)


def test_who_where_and_what_stands_around() -> None:
    """The speaker as the archive knows and as written, the outlet, the day, the sentence's rest."""
    text = shown(checked(TEXT, Verdict.EXACT))
    assert "Jonas Berg · Harbour Post, 12 May 2022" in text
    assert "After: Berg said." in text
    unknown = found(TEXT, speaker=None, speaker_as_written=None, kind=QuotationKind.INDIRECT)
    assert "Speaker unknown, in reported speech" in shown(checked(TEXT, found=unknown))
    nobody = found(TEXT, speaker=None, speaker_as_written=None, kind=None)
    assert "Nobody says it there" in shown(checked(TEXT, Verdict.NOT_SPEECH, found=nobody))


def test_other_outlets_and_unchecked_quotations_are_counted() -> None:
    """Three outlets are named; of more quotations the number is told."""
    many = found(TEXT, also_in=tuple(cite(TEXT, outlet=f"Outlet {n}") for n in range(5)))
    text = shown(checked(TEXT, Verdict.EXACT, found=many), unchecked=2)
    assert "also in Outlet 0, Outlet 1, Outlet 2 and 2 more" in text
    assert "2 quotations more in this text" in text


def test_long_surroundings_are_cut_at_words() -> None:
    """Before is cut at its beginning, after at its end."""
    long = "word " * 200
    around = found(
        TEXT,
        sentence=replace(passage(), text=f"{long}{TEXT} {long}"),
        in_sentence=Span(len(long), len(long) + len(TEXT)),
    )
    before, after = around_in_words(around)
    assert before.startswith("[…] word")
    assert after.endswith("word […]")
    assert max(len(before), len(after)) < 320


_NASTY = st.lists(
    st.sampled_from(
        ("<!channel>", "<@U1>", "*bold*", "&", "“", "…", "not", "sell", "the", "قال", "w" * 90)
    ),
    min_size=1,
    max_size=60,
).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(words=st.lists(_NASTY.filter(read_whole), min_size=1, max_size=5), text=_NASTY)
def test_any_words_fit_a_message(words: list[str], text: str) -> None:
    """Slack takes it, within the budget, and nothing in it pings."""
    checks = tuple(
        checked(each, verdict, found=found(each, text) if verdict is Verdict.CLOSE else None)
        for each, verdict in zip(words, [Verdict.CLOSE, Verdict.NOT_FOUND] * 3, strict=False)
    )
    made = check_message(Check(checks=checks))
    assert refuse(list(made.blocks)) == ("", [])
    assert len(made.blocks) <= MOST_BLOCKS
    assert count_text(made.blocks) <= MOST_TEXT
    assert count_json(made.blocks) <= MOST_JSON
    assert "<" not in made.text
