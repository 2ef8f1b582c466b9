"""What every archive promises about finding: names, sentences, facts and ranked documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from factories import NOW, TEXT, document, extraction, naming, span_of

from bot.ports import SENTENCES_PER_DOCUMENT, Archive, Filters
from bot.records import ActorKind, Extraction, Mention, Precision, QuotationKind, Stance

ANY = Filters()


def store(archive: Archive, *documents: object, workspace: str = "local") -> list[int]:
    """Store documents in one batch."""
    return archive.store_documents(workspace, documents, NOW)  # type: ignore[arg-type]


def actor_of(archive: Archive, name: str) -> int:
    """Return the id of the one actor with this name."""
    (match,) = archive.find_aliases("local", name)
    return match.actor_id


def numbers(document_id: int, *sentences: int) -> list[int]:
    """Return sentence ids."""
    return [document_id * SENTENCES_PER_DOCUMENT + sentence for sentence in sentences]


@pytest.fixture
def ages(archive: Archive) -> dict[str, int]:
    """Store one sentence on the Harbour Union for each of five dates, in mixed order."""
    dates = {
        "new": date(2024, 5, 1),
        "old": date(2019, 11, 30),
        "undated": None,
        "mid": date(2022, 2, 28),
        "leap": date(2024, 2, 29),
    }
    text = "Harbour Union held its yearly talks."
    ids = store(
        archive,
        *(
            document(
                text,
                found=naming(text, "Harbour Union"),
                external_id=name,
                title="",
                published=published,
                outlet=f"{name.title()} Evening Post",
                language="de" if name == "mid" else "en",
            )
            for name, published in dates.items()
        ),
    )
    return dict(zip(dates, ids, strict=True))


@pytest.mark.parametrize("name", ["Brandt", "BRANDT's", "brandt", " brandt ", "the Brandt"])
def test_a_name_is_found_however_it_is_spelt(archive: Archive, name: str) -> None:
    """Case, accents, marks and articles do not matter; uses and mentions are counted."""
    store(archive, document())
    (match,) = archive.find_aliases("local", name)
    assert (match.alias, match.actor_key, match.actor_name, match.kind) == (
        "Brandt",
        "ada brandt",
        "Ada Brandt",
        ActorKind.PERSON,
    )
    assert (match.uses, match.mentions) == (1, 2)
    assert archive.get_actors("local", [match.actor_id]) == {
        match.actor_id: ("Ada Brandt", ActorKind.PERSON)
    }


@pytest.mark.parametrize("name", ["", "   ", "?!", "\x00", "\ud800", "nobody", "x" * 10_000])
def test_what_is_no_name_finds_no_actor(archive: Archive, name: str) -> None:
    """Any input is looked up without an error."""
    store(archive, document())
    assert archive.find_aliases("local", name) == []
    archive.find_similar_aliases("local", name)


def test_a_pronoun_or_a_role_is_a_mention_but_no_name(archive: Archive) -> None:
    """“The alliance” leads to the sentence, and is not offered as a name of NATO."""
    (stored,) = store(archive, document())
    nato = actor_of(archive, "nato")
    assert archive.find_mention_hits("local", [nato], ANY) == numbers(stored, 2, 1)
    assert archive.find_aliases("local", "the alliance") == []


def test_two_actors_may_share_a_name(archive: Archive) -> None:
    """All actors of a name are returned, the one that uses it most first."""
    one, two = "Dana Roe spoke. Roe left. Roe ate.", "Sam Roe spoke. Roe slept."
    found_one, found_two = naming(one, "Dana Roe", "Roe"), naming(two, "Sam Roe", "Roe")
    store(
        archive,
        document(one, found=_as_one_actor(found_one, "dana roe")),
        document(two, found=_as_one_actor(found_two, "sam roe")),
    )
    assert [(m.actor_key, m.uses) for m in archive.find_aliases("local", "roe")] == [
        ("dana roe", 2),
        ("sam roe", 1),
    ]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("nto", "nato"),
        ("nattto", "nato"),
        ("ntao", "nato"),
        ("norlamd", "norland"),
        ("nordland", "norland"),
        ("ada brnadt", "ada brandt"),
        ("brand", "brandt"),
    ],
)
def test_a_typing_error_still_leads_to_the_name(archive: Archive, typed: str, wanted: str) -> None:
    """Similar names include the one that was meant, among many others."""
    others = [f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in ("rlin", "nton", "to")]
    text = " ".join(f"{name.title()} met." for name in others)
    store(archive, document(), document(text, found=naming(text, *map(str.title, others))))
    similar = archive.find_similar_aliases("local", typed, limit=20)
    assert wanted in {match.alias.lower() for match in similar}


def test_top_actors_are_those_named_most(archive: Archive) -> None:
    """Names count, pronouns do not; the limit holds."""
    store(archive, document())
    top = archive.list_top_actors("local")
    assert [(m.alias, m.mentions) for m in top] == [("Ada Brandt", 2), ("NATO", 1), ("Norland", 1)]
    assert archive.list_top_actors("local", limit=1) == top[:1]


def test_mentions_come_newest_first(archive: Archive, ages: dict[str, int]) -> None:
    """The date of the text decides, not when it was added; no date is the day it was added."""
    hits = archive.find_mention_hits("local", [actor_of(archive, "Harbour Union")], ANY)
    order = ["undated", "new", "leap", "mid", "old"]
    assert hits == [numbers(ages[name], 1)[0] for name in order]
    newest = archive.find_mention_hits("local", [actor_of(archive, "Harbour Union")], ANY, limit=2)
    assert newest == hits[:2]


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (Filters(since=date(2024, 2, 29)), {"new", "leap"}),
        (Filters(since=date(2024, 3, 1)), {"new"}),
        (Filters(until=date(2022, 2, 28)), {"mid", "old"}),
        (Filters(until=date(2022, 2, 27)), {"old"}),
        (Filters(since=date(2019, 11, 30), until=date(2019, 11, 30)), {"old"}),
        (Filters(since=date(2019, 1, 1), until=date(2023, 12, 31)), {"old", "mid"}),
        (Filters(since=date(2030, 1, 1)), set()),
        (Filters(until=date(1900, 1, 1)), set()),
        (Filters(since=date(2024, 1, 1), until=date(2023, 1, 1)), set()),
        (Filters(since=date.min, until=date.max), {"new", "leap", "mid", "old"}),
        (Filters(outlet="MID evening"), {"mid"}),
        (Filters(outlet="evening"), {"new", "leap", "mid", "old", "undated"}),
        (Filters(outlet="%"), set()),
        (Filters(language="de"), {"mid"}),
        (Filters(language="de", outlet="old"), set()),
        (Filters(language="de", since=date(2022, 1, 1)), {"mid"}),
    ],
)
def test_filters_hold_in_every_search(
    archive: Archive, ages: dict[str, int], filters: Filters, wanted: set[str]
) -> None:
    """Mentions, words and ranked documents keep to dates, outlet and language alike."""
    ids = {ages[name] for name in wanted}
    union = actor_of(archive, "Harbour Union")
    for hits in (
        archive.find_mention_hits("local", [union], filters),
        archive.find_text_hits("local", "yearly talks", filters),
        archive.find_text_hits("local", "talks harbour", filters),
    ):
        assert {hit // SENTENCES_PER_DOCUMENT for hit in hits} == ids
    found = archive.search_documents("local", "harbour talks", filters)
    assert {each.document_id for each in found} == ids


def test_only_what_came_after_a_document(archive: Archive, ages: dict[str, int]) -> None:
    """A digest sees what was added since, whatever its date."""
    filters = Filters(after_document=ages["undated"])
    later = {ages["mid"], ages["leap"]}
    union = actor_of(archive, "Harbour Union")
    for hits in (
        archive.find_mention_hits("local", [union], filters),
        archive.find_text_hits("local", "yearly talks", filters),
    ):
        assert {hit // SENTENCES_PER_DOCUMENT for hit in hits} == later
    found = archive.search_documents("local", "harbour", filters)
    assert {each.document_id for each in found} == later
    nothing = Filters(after_document=ages["leap"])
    assert archive.find_mention_hits("local", [union], nothing) == []


def test_several_actors_give_each_sentence_once(archive: Archive) -> None:
    """A sentence that names two of the actors is one hit."""
    (stored,) = store(archive, document())
    ids = [actor_of(archive, name) for name in ("nato", "ada brandt", "norland", "norland")]
    assert archive.find_mention_hits("local", ids, ANY) == numbers(stored, 3, 2, 1, 0)
    assert archive.find_mention_hits("local", [], ANY) == []


def test_speech_and_positions_are_found_by_who_holds_them(archive: Archive) -> None:
    """A speaker is found where the quotation starts, an actor where its position shows."""
    (stored,) = store(archive, document())
    brandt, norland, nato = (actor_of(archive, n) for n in ("brandt", "norland", "nato"))
    assert archive.find_speech_hits("local", [brandt], ANY) == numbers(stored, 3, 1)
    assert archive.find_speech_hits("local", [norland], ANY) == numbers(stored, 2)
    assert archive.find_speech_hits("local", [nato], ANY) == []


def test_facts_are_those_that_start_in_the_sentences(archive: Archive) -> None:
    """Each fact comes with its spans, its actors and its sentence."""
    (stored,) = store(archive, document())
    brandt, norland = actor_of(archive, "brandt"), actor_of(archive, "norland")
    facts = archive.load_facts("local", numbers(stored, 4, 2, 1))
    (quotation,) = facts.quotations
    assert (quotation.document_id, quotation.sentence, quotation.last_sentence) == (stored, 1, 1)
    assert quotation.content == span_of(TEXT, "NATO “will not leave the valley.”")
    assert (quotation.kind, quotation.speaker_ids) == (QuotationKind.MIXED, (brandt,))
    (position,) = facts.positions
    assert (position.sentence, position.stance) == (2, Stance.OPPOSES)
    assert position.actor_ids == (norland,)
    assert position.target == span_of(TEXT, "the plan of the alliance")
    (entry,) = facts.entries
    assert (entry.sentence, entry.date, entry.precision) == (4, date(2024, 5, 4), Precision.DAY)
    nothing = archive.load_facts("local", [])
    assert (nothing.quotations, nothing.positions, nothing.entries) == ((), (), ())


def test_sentences_are_spans_of_the_text(archive: Archive) -> None:
    """The title has no span; ids that do not exist are left out."""
    (stored,) = store(archive, document())
    spans = archive.get_sentences("local", numbers(stored, 0, 1, 4, 5))
    assert spans == dict(
        zip(numbers(stored, 1, 4), (extraction().sentences[i] for i in (0, 3)), strict=True)
    )


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("leave the valley", [1]),
        ("LEAVE the «valley»!", [1]),
        ("leaving valleys", [1]),
        ("norland", [2, 0]),
        ("alliance plan", [2]),
        ("valley plan", [0]),
        ("talks reporters", [4, 3]),
        ("began norland", [4]),
        ("talks zebra", []),
        ("plan AND talks", [4]),
        ("pla*", []),
        ("NEAR(plan, alliance)", []),
        ("body:plan", []),
        ('"plan" "alliance"', [2]),
        ("plan^2", []),
        ("-plan", [2, 0]),
        ("(plan", [2, 0]),
        ("plan\x00alliance", [2]),
        ("\ud800plan", [2, 0]),
        ("😀", []),
        ("plan 😀", [2, 0]),
        ("", []),
        ('"', []),
        (".,;:!?()*^\"'", []),
        ("_", []),
        ("the", [4, 2, 1, 0]),
        ("w1", []),
        ("y2024", []),
    ],
)
def test_plain_words_find_sentences(archive: Archive, words: str, wanted: list[int]) -> None:
    """A phrase, else all words in one sentence, else around it; no input is an operator."""
    (stored,) = store(archive, document())
    assert archive.find_text_hits("local", words, ANY) == numbers(stored, *wanted)


@pytest.mark.parametrize("words", ["plan " * 2000, "x" * 10_000, '"' * 10_000, "a b " * 2500])
def test_long_input_is_answered(archive: Archive, words: str) -> None:
    """Ten thousand characters are cut to what can be looked up, never an error."""
    store(archive, document())
    archive.find_text_hits("local", words, ANY)
    archive.search_documents("local", words, ANY)
    archive.find_best_sentences("local", words, [1])


def test_a_phrase_goes_before_words_apart(archive: Archive) -> None:
    """Newer sentences that hold the words apart follow those that hold the phrase."""
    (phrase,) = store(archive, document("The interest rates rose.", external_id="a", title=""))
    (apart,) = store(archive, document("Rates of no interest stayed.", external_id="b", title=""))
    hits = archive.find_text_hits("local", "interest rates", ANY)
    assert hits == numbers(phrase, 1) + numbers(apart, 1)
    assert archive.find_text_hits("local", "interest rates", ANY, limit=1) == numbers(phrase, 1)


def test_rows_of_words_are_found_in_a_row_only(archive: Archive) -> None:
    """Each row by itself, the newest first; apart, turned or unknown words are no hit."""
    (old,) = store(archive, document("The interest rates rose.", external_id="a", title=""))
    (new,) = store(archive, document("Interest rates fell again.", external_id="b", title=""))
    rows = ["interest rates", "rates interest", "rates fell again", "rates zebra", "", "…"]
    assert archive.find_phrase_hits("local", rows) == [
        numbers(new, 1) + numbers(old, 1),
        [],
        numbers(new, 1),
        [],
        [],
        [],
    ]
    assert archive.find_phrase_hits("local", ["interest rates"], 1) == [numbers(new, 1)]
    assert archive.find_phrase_hits("elsewhere", ["interest rates"]) == [[]]


def test_old_hits_are_found_under_many_new_ones(archive: Archive) -> None:
    """A date filter looks as far back as it has to, whatever the limit."""
    text = "The council met on harbour dues."
    days = [date(2020, 1, 1) + timedelta(days=10 * i) for i in range(150)]
    ids = store(
        archive,
        *(
            document(text, external_id=str(day), published=day, found=naming(text, "council"))
            for day in days
        ),
    )
    council = actor_of(archive, "council")
    oldest = Filters(until=days[0])
    assert archive.find_mention_hits("local", [council], oldest, limit=5) == numbers(ids[0], 1)
    assert archive.find_text_hits("local", "harbour dues", oldest, limit=5) == numbers(ids[0], 1)
    found = archive.search_documents("local", "harbour dues", oldest, limit=5)
    assert [each.document_id for each in found] == ids[:1]


def test_documents_are_ranked_by_how_well_they_fit(archive: Archive) -> None:
    """Rare words, repeated words, titles and words that stand together lead to the top."""
    ids = store(
        archive,
        document("Harbour dues rise. Fish is dear.", external_id="a", title="Harbour dues"),
        document("Harbour lights shine. The dues were paid.", external_id="b", title="Lights"),
        document("The harbour sleeps tonight.", external_id="c", title="Night"),
        document("Nothing of the sort.", external_id="d", title="None"),
    )
    found = archive.search_documents("local", "What are the harbour dues?", ANY)
    assert [each.document_id for each in found] == ids[:3]
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)
    assert found[0].published == date(2024, 5, 6)
    assert archive.search_documents("local", "harbour dues", ANY, limit=1) == found[:1]
    assert archive.search_documents("local", "zebra ?", ANY) == []


def test_forms_of_a_word_count_as_one(archive: Archive) -> None:
    """A query that repeats a word in another form ranks like one that does not."""
    store(archive, document("The leaders met.", external_id="a"), document("A leader ate."))
    once = archive.search_documents("local", "leader met", ANY)
    twice = archive.search_documents("local", "leader leaders leaders' met", ANY)
    assert twice == once


def test_the_best_sentence_is_never_the_title(archive: Archive) -> None:
    """Of each document, the sentence that holds most of the words' weight."""
    first, second = store(
        archive,
        document("Ships wait. Harbour dues rise again. Harbour.", external_id="a", title="Dues"),
        document("Nothing here.", external_id="b", title="Harbour dues"),
    )
    best = archive.find_best_sentences("local", "harbour dues", [first, second, 999])
    assert best == {first: numbers(first, 2)[0]}
    assert archive.find_best_sentences("local", "?", [first]) == {}
    assert archive.find_best_sentences("local", "harbour", []) == {}


def _as_one_actor(found: Extraction, key: str) -> Extraction:
    """Let the second actor's name be an alias of the first; it stands in the first's as well."""
    full, short = found.actors
    mentions = tuple(
        Mention(span=each.span, actor=key, kind=each.kind, reason=each.reason)
        for each in found.mentions
    )
    return replace(
        found,
        actors=(replace(full, aliases=(short.name,)),),
        mentions=mentions[:1] + mentions[2:],
    )
