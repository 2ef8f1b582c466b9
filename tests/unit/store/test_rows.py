"""From extractions to rows: dates, scopes, names, letters, and sentences that share a row."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from factories import TEXT, extraction, sentences_of
from hypothesis import given
from hypothesis import strategies as st

from bot.language.names import name_key
from bot.ports import SENTENCES_PER_DOCUMENT
from bot.records import Actor, ActorKind, Extraction, Mention, Span
from bot.store.packing import (
    actor_ids_in,
    pack_actors,
    pack_mentions,
    unpack_actors,
    unpack_mentions,
)
from bot.store.rows import (
    DocumentRows,
    NameCounts,
    complete,
    grams_of,
    is_storable,
    recency_of,
    recency_range,
    scope_of,
    sentence_rows,
)

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(published=DAYS, added=DAYS, since=DAYS, until=DAYS)
def test_recency_keeps_to_limits_on_dates(
    published: date, added: date, since: date, until: date
) -> None:
    """A dated document is in the range exactly if its date is."""
    low, high = recency_range(since, until)
    inside = low <= recency_of(published, added) <= high
    assert inside == (since <= published <= until)
    low, high = recency_range(None, None)
    assert low <= recency_of(None, added) <= high


@given(one=DAYS, other=DAYS, added=DAYS)
def test_recency_ascends_with_the_date(one: date, other: date, added: date) -> None:
    """Later is higher; without a date the day it was added counts, and is told apart."""
    assert (recency_of(one, added) < recency_of(other, added)) == (one < other)
    assert (recency_of(None, one) < recency_of(other, added)) == (one <= other)
    assert recency_of(None, one) % 2 == 0
    assert recency_of(one, added) % 2 == 1


@pytest.mark.parametrize(
    ("published", "scope"),
    [
        (None, "w7"),
        (date(2024, 5, 6), "w7 y2024 m202405"),
        (date(890, 12, 1), "w7 y0890 m089012"),
    ],
)
def test_scope_names_workspace_year_and_month(published: date | None, scope: str) -> None:
    """One word each."""
    assert scope_of(7, published) == scope


@pytest.mark.parametrize("count", [1, 2, 4094, 4095, 4096, 8190, 8191, 20_000])
def test_sentences_fit_their_ids(count: int) -> None:
    """However many there are, the rows are few enough, in order, and cover all of them."""
    text = "Ab. " * count
    sentences = sentences_of(text)
    rows = sentence_rows(sentences, text)
    assert len(sentences) == count
    assert len(rows) <= SENTENCES_PER_DOCUMENT - 1
    assert rows[0].start == sentences[0].start
    assert rows[-1].end == sentences[-1].end
    assert all(one.end <= other.start for one, other in pairwise(rows))
    if count < SENTENCES_PER_DOCUMENT:
        assert rows == sentences


def test_text_without_sentences_is_one_row() -> None:
    """Nothing but blanks has none."""
    assert sentence_rows((), "some words") == (Span(0, 10),)
    assert sentence_rows((), " \n") == ()
    assert sentence_rows((), "") == ()


def test_names_are_counted_as_written() -> None:
    """Uses count names, not pronouns or roles; each document counts once; the key is an alias."""
    counts = NameCounts()
    counts.add(extraction(), TEXT)
    counts.add(extraction(), TEXT)
    brandt = "ada brandt"
    assert counts.uses == {
        (brandt, brandt): 2,
        ("brandt", brandt): 2,
        ("nato", "nato"): 2,
        ("norland", "norland"): 2,
    }
    assert set(counts.documents.values()) == {2}
    assert counts.written["brandt", brandt] == "Brandt"


def test_a_name_unlike_its_key_becomes_an_alias() -> None:
    """The canonical name of one document is not lost where the archive has another one."""
    actor = Actor(key="united states", name="America", kind=ActorKind.COUNTRY)
    (completed,) = complete(Extraction(actors=(actor,))).actors
    assert completed.aliases == ("America",)
    assert complete(Extraction(actors=(completed,))).actors == (completed,)


def test_facts_go_to_the_sentence_they_start_in() -> None:
    """An offset between two sentences belongs to the first, one before all to number 1."""
    text = "  One here.   Two there."
    rows = DocumentRows(
        document_id=3,
        workspace=1,
        text=text,
        title="",
        scope="w1",
        recency=5,
        extraction=Extraction(
            sentences=sentences_of(text),
            mentions=tuple(
                Mention(span=Span(at, at + 1), actor="x", kind=ActorKind.GROUP, reason="group")
                for at in (0, 2, 12, 14)
            ),
        ),
        actors={"x": 9},
    )
    base = 3 * SENTENCES_PER_DOCUMENT
    assert sorted(rows.mentions()) == [(1, 9, 0, 5, base + 1), (1, 9, 0, 5, base + 2)]
    assert rows.full_text() == [(base + 1, "w1", "One here."), (base + 2, "w1", "Two there.")]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 100_000), st.integers(0, 40), st.integers(0, 3), st.sampled_from("pqr")
        )
    )
)
def test_mentions_survive_packing(mentions: list[tuple[int, int, int, str]]) -> None:
    """Spans, actors and reasons are unpacked as they were packed."""
    kinds = list(ActorKind)
    actors = [Actor(key=f"k{i}", name=f"N{i}", kind=kinds[i]) for i in range(4)]
    wanted = tuple(
        Mention(span=Span(s, s + n), actor=f"k{a}", kind=kinds[a], reason=reason)
        for s, n, a, reason in mentions
    )
    assert unpack_mentions(pack_mentions(wanted, actors), actors) == wanted


def test_actors_survive_packing() -> None:
    """Order, aliases and title actors are unpacked as they were packed."""
    actors = (
        Actor(key="b", name="B", kind=ActorKind.PERSON, aliases=("Bé", '"b"')),
        Actor(key="a", name="A", kind=ActorKind.PLACE),
    )
    packed = pack_actors(actors, ["a"], {"a": 1, "b": 2})
    named = {1: ("a", "A", ActorKind.PLACE), 2: ("b", "B", ActorKind.PERSON)}
    assert unpack_actors(packed, named) == (actors, ("a",))
    assert actor_ids_in(packed) == [2, 1]


@given(st.text(alphabet="abcdeé ", min_size=2, max_size=12), st.data())
def test_one_wrong_letter_leaves_a_shared_group(name: str, data: st.DataObject) -> None:
    """Whatever letter is replaced, some group of letters stays the same."""
    normal = name_key(name)
    if len(normal) < 2:
        return
    at = data.draw(st.integers(0, len(normal) - 1))
    typed = normal[:at] + "z" + normal[at + 1 :]
    assert set(grams_of(1, normal)) & set(grams_of(1, typed))


def test_letter_groups_are_plain_words_of_their_workspace() -> None:
    """Any script becomes ASCII letters and digits; another workspace has other words."""
    groups = grams_of(3, "né дом")
    assert all(group.isascii() and group.isalnum() for group in groups)
    assert not set(groups) & set(grams_of(4, "né дом"))
    assert len(groups) == len("né дом") + 2


@pytest.mark.parametrize(
    ("text", "storable"),
    [
        ("", True),
        ("plain", True),
        ("ü😀", True),
        ("a\x00", False),
        ("ü\x00", False),
        ("\udfff", False),
    ],
)
def test_storable_is_what_a_database_keeps(text: str, storable: bool) -> None:
    """NUL and lone surrogates are not."""
    assert is_storable(text) is storable
