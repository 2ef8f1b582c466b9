"""What holds for every quotation: as stored it is exact, with one word changed it is close."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import make_words

from bot.briefing.checks.quotation_match import find_matches
from bot.briefing.checks.quoted import read_quotations, read_whole
from bot.config import Settings
from bot.language.aligning import Source
from bot.language.quoted_words import cut_words
from bot.newsroom import Newsroom
from bot.records import LOCAL_WORKSPACE, RawDocument
from bot.results import Verdict
from bot.store.archive import open_archive

_SPEAKERS = ("Mara Lindqvist", "Jonas Berg", "Ada Brandt", "Petra Holm")
_ODD = ("“quoted”", "U.S.", "1.2", "don’t", "[he]", "co-operate", "$40", "it’s", "—", "NATO,")
_TEXTS = st.lists(
    st.one_of(st.sampled_from(_ODD), st.sampled_from("the door we will not sell of to".split())),
    min_size=6,
    max_size=40,
).map(" ".join)


def make_quotations(count: int, seed: int) -> list[tuple[str, str]]:
    """Return made-up quotations with their speakers."""
    rng = random.Random(seed)  # noqa: S311
    made = []
    for number in range(count):
        words = make_words(rng.randint(7, 30), seed * 1000 + number)
        made.append((" ".join(words).capitalize(), rng.choice(_SPEAKERS)))
    return made


QUOTATIONS = make_quotations(60, 7)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """Return a newsroom whose archive holds the quotations, five a document."""
    folder: Path = tmp_path_factory.mktemp("archive")
    url = f"sqlite:///{folder / 'archive.db'}"
    made = Newsroom(
        Settings(database_url=url, extractor="rules"),
        archive=open_archive(url),
        now=lambda: datetime(2022, 6, 1, tzinfo=UTC),
        workspace=LOCAL_WORKSPACE,
    )
    documents = [
        RawDocument(
            external_id=f"d-{first}",
            outlet=f"Outlet {first}",
            published=date(2022, 5, 1),
            text=" ".join(
                f"“{words},” {speaker} said in Karsund on Friday."
                for words, speaker in QUOTATIONS[first : first + 5]
            ),
        )
        for first in range(0, len(QUOTATIONS), 5)
    ]
    made.add(documents)
    yield made
    made.close()


_FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@_FEW
@given(quoted=st.sampled_from(QUOTATIONS))
def test_stored_quotation_is_exact_and_its_speaker_right(
    newsroom: Newsroom, quoted: tuple[str, str]
) -> None:
    """Whatever was said, it is found where it was said, by whom it was said."""
    words, speaker = quoted
    (check,) = newsroom.check(f"{speaker} said: “{words}.”").checks
    assert check.verdict is Verdict.EXACT
    assert check.found is not None
    assert (check.found.text, check.found.speaker) == (words, speaker)


@_FEW
@given(quoted=st.sampled_from(QUOTATIONS), at=st.integers(0, 29), word=st.sampled_from(_ODD[1:4]))
def test_changed_word_is_marked_and_no_other(
    newsroom: Newsroom, quoted: tuple[str, str], at: int, word: str
) -> None:
    """Exactly the word that differs, on both sides."""
    words = quoted[0].split()
    at %= len(words)
    changed = " ".join([*words[:at], word, *words[at + 1 :]])
    (check,) = newsroom.check(changed).checks
    assert check.verdict is Verdict.CLOSE
    assert check.found is not None
    (difference,) = check.found.differences
    assert difference.lead.of(check.found.text) == words[at]
    assert difference.other.of(check.words) == word.rstrip(".")


@_FEW
@given(seed=st.integers(10_000, 10_000_000), count=st.integers(4, 40))
def test_other_words_are_not_found(newsroom: Newsroom, seed: int, count: int) -> None:
    """What nobody said is never close."""
    (check,) = newsroom.check(" ".join(make_words(count, seed))).checks
    assert check.verdict is Verdict.NOT_FOUND


@settings(max_examples=150, deadline=None)
@given(before=_TEXTS, quoted=_TEXTS, after=_TEXTS)
def test_any_stretch_of_a_text_matches_itself(before: str, quoted: str, after: str) -> None:
    """Marks, brackets, abbreviations and numbers included; each span is a place of the text."""
    text = f"{before}. {quoted}. {after}"
    (whole,), _ = read_quotations(quoted.replace("“", "").replace("”", ""))
    best = find_matches(whole, 1, Source(text))[0]
    assert best.is_exact
    assert best.changed == 0


@settings(max_examples=150, deadline=None)
@given(asked=st.text(max_size=60), text=st.text(max_size=200))
def test_no_text_breaks_the_comparison(asked: str, text: str) -> None:
    """Every difference lies in both texts."""
    if not cut_words(asked):
        return
    quoted = read_whole(asked)
    if quoted is None:
        return
    for match in find_matches(quoted, 1, Source(text)):
        assert 0 <= match.span.start < match.span.end <= len(text)
        for difference in match.differences:
            assert match.span.holds(difference.lead)
            assert 0 <= difference.other.start <= difference.other.end <= len(quoted.text)
