"""What every archive promises about documents: stored whole, replaced whole, kept apart."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from factories import NOW, TEXT, document, extraction, naming, sentences_of

from bot.errors import InputError, StoreError
from bot.ports import SENTENCES_PER_DOCUMENT, Archive, Filters, KnownDocument
from bot.records import Actor, ActorKind, Extraction, Mention, Quotation, QuotationKind, Span
from bot.results import Coverage

ANY = Filters()


def store(archive: Archive, *documents: object, workspace: str = "local") -> list[int]:
    """Store documents in one batch."""
    return archive.store_documents(workspace, documents, NOW)  # type: ignore[arg-type]


def test_a_document_comes_back_as_it_went_in(archive: Archive) -> None:
    """Text, title, outlet, address, dates and hash are read back unchanged, by either id."""
    wanted = document(external_id="post-7", outlet="Día a Día", title="“Né” 😀")
    (stored,) = store(archive, wanted)
    found = archive.find_document("local", "post-7")
    assert found is not None
    assert found == archive.find_document("local", str(stored))
    assert found == archive.get_documents("local", [stored])[stored]
    assert found.card == archive.get_cards("local", [stored])[stored]
    assert (found.text, found.content_hash, found.origin) == (
        TEXT,
        wanted.content_hash,
        "valley.jsonl:1",
    )
    card = found.card
    assert (card.id, card.workspace, card.external_id) == (stored, "local", "post-7")
    assert (card.title, card.outlet, card.url) == (
        "“Né” 😀",
        "Día a Día",
        "https://example.org/valley",
    )
    assert (card.published, card.language, card.added_at) == (date(2024, 5, 6), "en", NOW)


def test_what_is_not_known_stays_empty(archive: Archive) -> None:
    """A document may lack address, date, title, outlet and every fact."""
    (stored,) = store(
        archive,
        document("One line.", title="", outlet="", url=None, published=None, language=""),
    )
    card = archive.get_cards("local", [stored])[stored]
    assert (card.title, card.outlet, card.url, card.published) == ("", "", None, None)
    found = archive.load_extraction("local", stored)
    assert found == Extraction(sentences=(Span(0, 9),))


def test_instants_are_kept_in_utc(archive: Archive) -> None:
    """An instant given in another zone is the same instant when it is read."""
    eastern = datetime(2024, 5, 20, 1, 0, tzinfo=timezone(timedelta(hours=3)))
    (stored,) = archive.store_documents("local", [document()], eastern)
    added_at = archive.get_cards("local", [stored])[stored].added_at
    assert added_at == eastern
    assert added_at.tzinfo is UTC


def test_an_extraction_comes_back_as_it_went_in(archive: Archive) -> None:
    """Sentences, actors, mentions, quotations, positions and entries are read back unchanged."""
    (stored,) = store(archive, document())
    assert archive.load_extraction("local", stored) == extraction()


def test_an_empty_batch_changes_nothing(archive: Archive) -> None:
    """Storing no document gives no id."""
    assert store(archive) == []
    assert archive.find_last_document("local") == 0


def test_ids_ascend_and_are_never_used_twice(archive: Archive) -> None:
    """A later document has a higher id, also after the newest one was replaced."""
    first, second = store(archive, document("One."), document("Two.", external_id="b"))
    (third,) = store(archive, document("Three.", external_id="b", replaces=second))
    (fourth,) = store(archive, document("Four.", external_id="b", replaces=third))
    assert first < second < third < fourth
    assert archive.find_last_document("local") == fourth
    assert set(archive.get_cards("local", [first, second, third, fourth])) == {first, fourth}


def test_known_documents_are_found_by_id_or_by_hash(archive: Archive) -> None:
    """Each stored document is named once, whichever of the two led to it."""
    one, two = document("One.", external_id="a"), document("Two.", external_id="b")
    first, second = store(archive, one, two)
    found = archive.find_known("local", ["a", "zz"], [one.content_hash, two.content_hash])
    assert found == [
        KnownDocument(id=first, external_id="a", content_hash=one.content_hash),
        KnownDocument(id=second, external_id="b", content_hash=two.content_hash),
    ]
    assert archive.find_known("local", [], []) == []


def test_the_same_external_id_is_not_stored_twice(archive: Archive) -> None:
    """Whoever decided wrongly that a document is new gets an error; the batch leaves no trace."""
    store(archive, document("One.", external_id="a"))
    with pytest.raises(StoreError, match="stored meanwhile"):
        store(archive, document("Two.", external_id="b"), document("Three.", external_id="a"))
    assert archive.measure_archive("local").documents == 1
    assert archive.find_text_hits("local", "two", ANY) == []


def test_a_replaced_document_leaves_nothing_behind(archive: Archive) -> None:
    """Its text, facts, names, counts and outlet are gone with it."""
    before = archive.measure_archive("local")
    (old,) = store(archive, document(external_id="a"))
    (actor,) = (match.actor_id for match in archive.find_aliases("local", "norland"))
    (new,) = store(
        archive,
        document("Nothing happened.", external_id="a", outlet="Other", title="", replaces=old),
    )
    assert archive.get_documents("local", [old]) == {}
    assert archive.load_extraction("local", old) == Extraction()
    base = old * SENTENCES_PER_DOCUMENT
    assert archive.get_sentences("local", range(base, base + 9)) == {}
    facts = archive.load_facts("local", range(base, base + 9))
    assert (facts.quotations, facts.positions, facts.entries) == ((), (), ())
    assert archive.find_mention_hits("local", [actor], ANY) == []
    assert archive.find_speech_hits("local", [actor], ANY) == []
    assert archive.find_text_hits("local", "norland", ANY) == []
    assert archive.search_documents("local", "norland valley", ANY) == []
    assert archive.find_aliases("local", "norland") == []
    assert archive.find_similar_aliases("local", "norlant") == []
    assert archive.list_top_actors("local") == []
    after = archive.measure_archive("local")
    assert (after.documents, after.outlets) == (1, 1)
    assert (after.quotations, after.positions, after.entries, after.actors) == (0, 0, 0, 0)
    assert before.documents == 0
    assert set(archive.get_cards("local", [new])) == {new}


def test_replacing_takes_back_only_its_own_share(archive: Archive) -> None:
    """Names that another document uses as well keep the uses of that one."""
    (kept,) = store(archive, document(external_id="kept"))
    (old,) = store(archive, document(external_id="old", title="Again"))
    assert archive.find_aliases("local", "brandt")[0].uses == 2
    store(archive, document("Nothing.", external_id="old", replaces=old))
    (brandt,) = archive.find_aliases("local", "brandt")
    assert (brandt.uses, brandt.mentions) == (1, 2)
    assert archive.load_extraction("local", kept) == extraction()
    hits = archive.find_mention_hits("local", [brandt.actor_id], ANY)
    assert {hit // SENTENCES_PER_DOCUMENT for hit in hits} == {kept}


def test_replacing_and_storing_again_counts_the_same(archive: Archive) -> None:
    """Counts depend on what is stored, not on how often it was changed."""
    (stored,) = store(archive, document(external_id="a"))
    counts = archive.measure_archive("local")
    aliases = [archive.find_aliases("local", name)[0].uses for name in ("nato", "brandt")]
    for _ in range(3):
        (stored,) = store(archive, document(external_id="a", replaces=stored))
    assert archive.measure_archive("local") == counts
    assert [archive.find_aliases("local", name)[0].uses for name in ("nato", "brandt")] == aliases


def test_a_document_of_too_many_sentences_is_stored_whole(archive: Archive) -> None:
    """Past 4,095 sentences several share a row: all are found, and facts stay in their place."""
    text = " ".join(f"Word{i} passed the hall." for i in range(9_500)) + " Ada Brandt said no."
    last = Span(len(text) - len("Ada Brandt said no."), len(text))
    content = Span(len(text) - 3, len(text) - 1)
    found = naming(text, "Ada Brandt", kind=ActorKind.PERSON)
    found = Extraction(
        sentences=found.sentences,
        actors=found.actors,
        mentions=found.mentions,
        quotations=(
            Quotation(content=content, kind=QuotationKind.INDIRECT, speakers=("ada brandt",)),
        ),
    )
    first, second = store(
        archive,
        document(text, external_id="long", found=found),
        document("Next.", external_id="next", title=""),
    )
    for word in ("word0", "word4999", "word9499"):
        (hit,) = archive.find_text_hits("local", word, ANY)
        assert hit // SENTENCES_PER_DOCUMENT == first
        assert f"W{word[1:]} " in archive.get_sentences("local", [hit])[hit].of(text)
    (actor,) = archive.find_aliases("local", "ada brandt")
    (hit,) = archive.find_mention_hits("local", [actor.actor_id], ANY)
    assert archive.get_sentences("local", [hit])[hit].holds(last)
    assert archive.load_facts("local", [hit]).quotations[0].content == content
    assert list(archive.get_sentences("local", [second * SENTENCES_PER_DOCUMENT + 1])) != []
    store(archive, document("Short.", external_id="long", title="", replaces=first))
    assert archive.find_text_hits("local", "word4999", ANY) == []


def test_a_text_without_sentences_is_found_all_the_same(archive: Archive) -> None:
    """Where nobody cut the text, all of it is one sentence."""
    store(archive, document("harbour dues rise", found=Extraction()))
    (hit,) = archive.find_text_hits("local", "harbour dues", ANY)
    assert archive.get_sentences("local", [hit]) == {hit: Span(0, 17)}


def test_a_key_without_an_actor_is_an_actor_of_its_own(archive: Archive) -> None:
    """A mention or speaker whose actor the extraction forgot is kept under its key."""
    text = "Lowmark spoke."
    found = Extraction(
        sentences=sentences_of(text),
        mentions=(
            Mention(span=Span(0, 7), actor="lowmark", kind=ActorKind.COUNTRY, reason="gazetteer"),
        ),
        quotations=(
            Quotation(content=Span(8, 13), kind=QuotationKind.INDIRECT, speakers=("nobody",)),
        ),
    )
    (stored,) = store(archive, document(text, found=found))
    again = archive.load_extraction("local", stored)
    assert Actor(key="lowmark", name="lowmark", kind=ActorKind.COUNTRY) in again.actors
    assert again.quotations[0].speakers == ("nobody",)
    assert archive.find_aliases("local", "Lowmark")[0].uses == 1


@pytest.mark.parametrize("bad", ["a\x00b", "half \ud800 a character"])
@pytest.mark.parametrize("field", ["text", "title", "outlet", "external_id", "url"])
def test_what_no_database_keeps_is_refused(archive: Archive, field: str, bad: str) -> None:
    """NUL characters and lone surrogates are an input error, and nothing of the batch is kept."""
    wrong = document(bad) if field == "text" else document("Fine.", **{field: bad})
    with pytest.raises(InputError, match="NUL character or half a character"):
        store(archive, document("Good.", external_id="good"), wrong)
    assert archive.measure_archive("local").documents == 0


@pytest.mark.parametrize("reference", ["", "99", "-1", "9" * 40, "a\x00", "\ud800", "١"])
def test_an_unknown_reference_finds_nothing(archive: Archive, reference: str) -> None:
    """Whatever is typed, a document that is not there is None."""
    store(archive, document())
    assert archive.find_document("local", reference) is None


def test_workspaces_do_not_see_each_other(archive: Archive) -> None:
    """Every way to a document ends at the workspace's border; external ids may repeat across it."""
    (mine,) = store(archive, document(external_id="a"))
    (theirs,) = store(archive, document(external_id="a", title="Other"), workspace="T1")
    assert mine != theirs
    (actor,) = (match.actor_id for match in archive.find_aliases("T1", "norland"))
    sentences = [theirs * SENTENCES_PER_DOCUMENT + i for i in range(5)]
    facts = archive.load_facts("local", sentences)
    assert archive.get_cards("local", [theirs]) == archive.get_documents("local", [theirs]) == {}
    assert archive.find_document("local", str(theirs)) is None
    assert archive.load_extraction("local", theirs) == Extraction()
    assert archive.get_sentences("local", sentences) == {}
    assert (facts.quotations, facts.positions, facts.entries) == ((), (), ())
    assert archive.get_actors("local", [actor]) == {}
    assert archive.find_mention_hits("local", [actor], ANY) == []
    for hits in (
        archive.find_text_hits("local", "norland", ANY),
        archive.find_text_hits("local", "plan talks", ANY),
    ):
        assert {hit // SENTENCES_PER_DOCUMENT for hit in hits} == {mine}
    found = archive.search_documents("local", "norland valley", ANY)
    assert [each.document_id for each in found] == [mine]
    assert archive.find_best_sentences("local", "norland", [theirs]) == {}
    assert archive.measure_coverage("local", [mine, theirs]).documents == 1
    assert archive.find_aliases("local", "nato")[0].uses == 1
    assert archive.measure_archive("local").documents == 1
    assert archive.find_last_document("local") == mine


def test_an_unknown_workspace_is_an_empty_one(archive: Archive) -> None:
    """Reading before anything was written finds nothing and fails nowhere."""
    store(archive, document())
    assert archive.search_documents("T9", "norland", ANY) == []
    assert archive.find_text_hits("T9", "norland", ANY) == []
    assert archive.list_top_actors("T9") == []
    assert archive.measure_period("T9") is None
    assert archive.measure_archive("T9").documents == 0
    assert archive.measure_archive("T9").last_added_at is None
    assert archive.list_outlets("T9") == []
    assert archive.recall("T9", "brief", "1") is None


def test_coverage_and_period_count_what_is_there(archive: Archive) -> None:
    """Outlets and languages count once, a missing date or outlet not at all."""
    ids = store(
        archive,
        document("One.", published=date(2023, 1, 5), outlet="A"),
        document("Two.", published=date(2024, 2, 5), outlet="A", language="de"),
        document("Three.", published=None, outlet="", language=""),
    )
    assert archive.measure_coverage("local", [*ids, 999]) == Coverage(
        documents=3,
        outlets=1,
        languages=("de", "en"),
        first=date(2023, 1, 5),
        last=date(2024, 2, 5),
    )
    assert archive.measure_coverage("local", []) == Coverage()
    assert archive.list_outlets("local") == ["A"]
    assert archive.measure_period("local") == (date(2023, 1, 5), date(2024, 2, 5))
    stats = archive.measure_archive("local")
    assert (stats.documents, stats.outlets, stats.newest_published, stats.last_added_at) == (
        3,
        1,
        date(2024, 2, 5),
        NOW,
    )
