"""Corrections laid over facts: what they change, what they leave, and that undone they are gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.corrections.correcting import tell_states
from bot.briefing.corrections.overlay import BY_CORRECTION, Corrections
from bot.briefing.requests.topics import ActorReading, Topic
from bot.ports import Facts, StoredPosition, StoredQuotation
from bot.records import (
    ActorKind,
    Correction,
    CorrectionInForce,
    CorrectionKind,
    CorrectionState,
    KnownActor,
    QuotationKind,
    Span,
    Stance,
)
from bot.results import CorrectionNote

NOW = datetime(2026, 11, 29, tzinfo=UTC)
FIRST = Span(0, 10)
ANA, BO, CY = (
    KnownActor(number, name, ActorKind.PERSON, mentions)
    for number, name, mentions in ((1, "Ana Ek", 9), (2, "Bo Lind", 4), (3, "Cy Dahl", 1))
)
KNOWN = {actor.name.casefold(): actor for actor in (ANA, BO, CY)}


def said(start: int, end: int, *speakers: int, document: int = 1) -> StoredQuotation:
    """Return a quotation."""
    return StoredQuotation(
        document_id=document,
        sentence=1,
        last_sentence=1,
        content=Span(start, end),
        kind=QuotationKind.DIRECT,
        speaker=Span(end + 2, end + 8),
        cue=None,
        speaker_ids=speakers,
        reason="full name",
    )


def held(start: int, end: int, *actors: int, document: int = 1) -> StoredPosition:
    """Return a position whose cue stands at the tenth letter of its sentence."""
    return StoredPosition(
        document_id=document,
        sentence=1,
        actor=Span(start, start + 3),
        actor_ids=actors,
        stance=Stance.OPPOSES,
        cue=Span(start + 10, start + 13),
        target=None,
        evidence=Span(start, end),
        according_to=None,
    )


def correction(
    number: int,
    kind: CorrectionKind,
    span: Span | None = None,
    value: str = "",
    **changes: object,
) -> Correction:
    """Return a correction of document 1."""
    made = Correction(
        id=number,
        kind=kind,
        author="U1",
        document=1 if span else 0,
        span=span,
        value=value,
        value_key=value.casefold(),
        made_at=NOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def over(*corrections: Correction) -> Corrections:
    """Return those that were not undone, with the actors that are known."""
    return Corrections(
        in_force=tuple(
            CorrectionInForce(
                correction=each,
                was=KNOWN.get(each.was_key),
                value=KNOWN.get(each.value_key),
            )
            for each in corrections
            if each.undone_at is None
        )
    )


def speakers_of(facts: Facts) -> list[tuple[int, ...]]:
    """Return who says each quotation."""
    return [quotation.speaker_ids for quotation in facts.quotations]


def speaker(number: int, value: str, span: Span = FIRST, **changes: object) -> Correction:
    """Return the correction of a speaker."""
    return correction(number, CorrectionKind.SPEAKER, span, value, **changes)


def test_the_last_correction_of_a_line_holds() -> None:
    """And says whose it is; its neighbour stays as it was found."""
    facts = Facts(quotations=(said(0, 10, ANA.id), said(20, 30, ANA.id)))
    laid = over(speaker(1, "Bo Lind"), speaker(2, "Cy Dahl"))
    first, second = laid.overlay(facts).quotations
    assert (first.speaker_ids, first.reason, first.correction) == ((CY.id,), BY_CORRECTION, 2)
    assert second is facts.quotations[1]
    assert laid.note(2) == CorrectionNote("U1", NOW.date())
    assert laid.note(None) is None


def test_nobody_known_is_a_correction_too() -> None:
    """The line keeps its words and loses its name."""
    (found,) = over(speaker(1, "")).overlay(Facts(quotations=(said(0, 10, ANA.id),))).quotations
    assert (found.speaker_ids, found.correction) == ((), 1)


def test_a_clause_around_corrected_words_follows_them() -> None:
    """As do the words within it; where another correction is of the very place, that one holds."""
    facts = Facts(quotations=(said(0, 40, ANA.id), said(10, 30, ANA.id)))
    assert speakers_of(over(speaker(1, "Bo Lind", Span(10, 30))).overlay(facts)) == [(2,), (2,)]
    assert speakers_of(over(speaker(1, "Bo Lind", Span(0, 40))).overlay(facts)) == [(2,), (2,)]
    both = over(speaker(1, "Cy Dahl", Span(10, 30)), speaker(2, "Bo Lind", Span(0, 40)))
    assert speakers_of(both.overlay(facts)) == [(2,), (3,)]


def test_the_same_words_elsewhere_follow_and_others_do_not() -> None:
    """Marks, case and punctuation aside; a copy that was corrected itself keeps its own."""
    texts = {1: "We stay here.", 2: "We stay, here", 3: "We leave here.", 4: "we stay here"}
    facts = Facts(
        quotations=tuple(said(0, len(text), ANA.id, document=n) for n, text in texts.items())
    )
    laid = over(
        speaker(1, "Bo Lind", Span(0, 13), words=texts[1]),
        speaker(2, "Cy Dahl", Span(0, 12), words=texts[4], document=4),
        speaker(3, "Bo Lind", Span(0, 13), words=texts[1]),
    )
    found = laid.overlay_copies(laid.overlay(facts), lambda d, span: span.of(texts[d]))
    assert speakers_of(found) == [(2,), (2,), (1,), (3,)]


def test_one_position_of_a_sentence_goes_and_the_other_stays() -> None:
    """The cue tells them apart; without one all of them go."""
    one = held(0, 60, ANA.id)
    other = replace(one, cue=Span(40, 44))
    kind, span = CorrectionKind.NOT_A_POSITION, Span(0, 60)
    facts = Facts(positions=(one, other))
    assert over(correction(1, kind, span, cue=one.cue)).overlay(facts).positions == (other,)
    assert over(correction(1, kind, span)).overlay(facts).positions == ()
    back = correction(2, CorrectionKind.ACTOR, span, "Bo Lind", cue=one.cue)
    (found, _) = over(correction(1, kind, span, cue=one.cue), back).overlay(facts).positions
    assert (found.actor_ids, found.correction) == ((BO.id,), 2)


def test_a_copied_position_goes_with_the_one_that_was_corrected() -> None:
    """By its sentence and its cue."""
    text = "Norland opposes the plan of the alliance."
    start = text.index("opposes")
    cue = Span(start, start + len("opposes"))
    copies = tuple(replace(held(0, len(text), ANA.id, document=n), cue=cue) for n in (2, 3))
    texts = {2: text, 3: text.replace("plan", "scheme")}
    made = correction(1, CorrectionKind.NOT_A_POSITION, Span(0, len(text)), cue=cue, words=text)
    laid = over(made).overlay_copies(Facts(positions=copies), lambda d, s: s.of(texts[d]))
    assert [each.document_id for each in laid.positions] == [3]


def test_a_position_that_rests_on_corrected_words_follows_their_speaker() -> None:
    """Where nobody is known to have said them, nobody holds it."""
    position = replace(held(0, 60, ANA.id), actor=Span(12, 18))
    facts = Facts(quotations=(said(0, 10, ANA.id),), positions=(position,))
    (found,) = over(speaker(1, "Bo Lind")).overlay(facts).positions
    assert (found.actor_ids, found.correction) == ((BO.id,), 1)
    assert over(speaker(1, "")).overlay(facts).positions == ()


def test_joined_names_are_one_actor_everywhere() -> None:
    """Over several steps, under the most mentioned name; a filter takes in all of them."""
    kind = CorrectionKind.SAME
    laid = over(
        correction(1, kind, was="Cy Dahl", was_key="cy dahl", value="Bo Lind", value_key="bo lind"),
        correction(2, kind, was="Bo Lind", was_key="bo lind", value="Ana Ek", value_key="ana ek"),
    )
    facts = Facts(quotations=(said(0, 10, CY.id, BO.id),), positions=(held(0, 60, CY.id, 7),))
    found = laid.overlay(facts)
    assert speakers_of(found) == [(ANA.id,)]
    assert found.positions[0].actor_ids == (ANA.id, 7)
    assert found.quotations[0].correction is None
    reading = ActorReading(
        typed="cy", name="Cy Dahl", kind=ActorKind.PERSON, ids=(3, 8), mentions=2, aliases=("cy",)
    )
    (actor,) = laid.unite(Topic(typed="cy", actors=(reading,))).actors
    assert (actor.name, actor.ids, actor.mentions) == ("Ana Ek", (1, 2, 3, 8), 15)
    assert not actor.is_corrected


def test_a_typed_name_is_an_actor_of_its_own() -> None:
    """The same one in every correction that names it, and to be asked for."""
    laid = over(speaker(1, "Tove Aalto"), speaker(2, "Tove Aalto", Span(20, 30)))
    facts = Facts(quotations=(said(0, 10, ANA.id), said(20, 30)))
    (first, second) = speakers_of(laid.overlay(facts))
    assert first == second
    assert laid.names_of(first) == {first[0]: ("Tove Aalto", ActorKind.PERSON)}
    topic = laid.read_typed("tove aalto")
    assert topic is not None
    assert topic.actor_ids == {*first}
    assert laid.read_typed("Ana Ek") is None
    assert laid.spoken_by(first) == [(1, 0), (1, 0)]


def test_a_line_is_hidden_for_its_topic_only() -> None:
    """By its place, and by its words elsewhere."""
    made = correction(
        1, CorrectionKind.NOT_RELEVANT, Span(0, 12), words="They met.", topic="NATO expansion"
    )
    laid = over(made)
    topics = frozenset({"nato expansion"})
    assert laid.hides(topics, 1, Span(0, 12), "anything")
    assert laid.hides(topics, 5, Span(3, 9), "they met")
    assert not laid.hides(topics, 1, Span(0, 13), "They never met.")
    assert not laid.hides(frozenset({"nato"}), 1, Span(0, 12), "They met.")


def test_the_list_tells_what_became_of_each() -> None:
    """Undone, without its text, overruled, or in force."""
    undone = speaker(1, "Bo Lind", undone_at=NOW)
    entries = tell_states(
        [speaker(4, "Cy Dahl"), speaker(3, "Bo Lind", document=9), speaker(2, "Bo Lind"), undone],
        {1},
    )
    states = CorrectionState
    assert [entry.state for entry in entries] == [
        states.HOLDS,
        states.LOST,
        states.OVERRULED,
        states.UNDONE,
    ]


_spans = st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda p: Span(p[0], p[0] + p[1]))
_names = st.sampled_from(["Ana Ek", "Bo Lind", "Cy Dahl", "Tove Aalto", "Per Qvist"])
_kinds = st.sampled_from(list(CorrectionKind))
_TEXT = "abc def ghi jkl mno pqr stu vwx yz " * 3


@st.composite
def _corrections(draw: st.DrawFn) -> Correction:
    kind, span = draw(_kinds), draw(_spans)
    was, value = draw(_names), draw(_names)
    joins = kind is CorrectionKind.SAME
    return correction(
        draw(st.integers(1, 10**6)),
        kind,
        None if joins else span,
        value,
        document=0 if joins else draw(st.integers(1, 2)),
        was=was,
        was_key=was.casefold(),
        words=span.of(_TEXT),
        topic="nato",
    )


_facts = st.builds(
    lambda quotations, positions: Facts(quotations=tuple(quotations), positions=tuple(positions)),
    st.lists(
        st.builds(
            lambda span, who, number: said(*span, *who, document=number),
            _spans,
            st.lists(st.integers(1, 4), max_size=2, unique=True),
            st.integers(1, 3),
        ),
        max_size=6,
    ),
    st.lists(
        st.builds(
            lambda span, who, number: held(*span, *who, document=number),
            _spans,
            st.lists(st.integers(1, 4), max_size=2, unique=True),
            st.integers(1, 3),
        ),
        max_size=6,
    ),
)


def lay(facts: Facts, corrections: Sequence[Correction]) -> Facts:
    """Return facts with corrections at their places and on the same words elsewhere."""
    laid = over(*corrections)
    return laid.overlay_copies(laid.overlay(facts), lambda document, span: span.of(_TEXT))


@given(_facts, st.lists(_corrections(), max_size=5), _corrections())
def test_made_and_undone_is_as_if_never_made(
    facts: Facts, before: list[Correction], made: Correction
) -> None:
    """Whatever else was corrected; without any correction facts are the very facts."""
    assert lay(facts, [*before, replace(made, undone_at=NOW)]) == lay(facts, before)
    assert lay(facts, []) == facts


@given(_facts, st.lists(_corrections(), max_size=6))
def test_no_correction_makes_or_moves_a_line(facts: Facts, made: list[Correction]) -> None:
    """Words and places are what they were; laid on twice, corrections change nothing more."""
    once = lay(facts, made)
    assert [q.content for q in once.quotations] == [q.content for q in facts.quotations]
    places = {(p.document_id, p.evidence, p.cue) for p in facts.positions}
    assert {(p.document_id, p.evidence, p.cue) for p in once.positions} <= places
    assert lay(once, made) == once
