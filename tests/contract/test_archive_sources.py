"""What every archive promises about where documents come from, their copies, and who sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from factories import NOW, TEXT, document, extraction, naming, raw_document, sentences_of

from bot.errors import InputError
from bot.ports import Archive, CopyToStore, DocumentToStore, Filters
from bot.records import (
    EVERYONE,
    Extraction,
    Provenance,
    SourceKind,
    SourceRef,
    SourceState,
)

ANY = Filters()
WIRE = SourceRef(SourceKind.FEED, "https://wire.example/rss", "The Wire")
WORDS = "Tornby closes its harbour."


def store(
    archive: Archive, *documents: DocumentToStore, copies: Sequence[CopyToStore] = ()
) -> list[int]:
    """Store documents and copies in one batch."""
    return archive.store_documents("local", documents, NOW, copies=copies)


def copy_of(external_id: str, of: str, audience: str = EVERYONE, **changes: object) -> CopyToStore:
    """Return a copy under an id of its own."""
    raw = raw_document(WORDS, external_id=external_id, **changes)
    return CopyToStore(raw=raw, of=of, audience=audience)


def texts(archive: Archive, words: str) -> set[str]:
    """Return the external ids of the documents in which words are found."""
    hits = archive.find_text_hits("local", words, ANY)
    cards = archive.get_cards("local", {hit // 4096 for hit in hits})
    return {card.external_id for card in cards.values()}


# --- provenance ---------------------------------------------------------------------------
def test_a_document_tells_where_it_came_from(archive: Archive) -> None:
    """Who added it, from what, when it was fetched and what found its facts are read back."""
    fetched = datetime(2024, 5, 20, 9, 29, tzinfo=UTC)
    (stored,) = store(
        archive,
        document(
            added_by="U1",
            extracted_with="exact 3",
            source=WIRE,
            author="Ann Lee",
            licence="CC BY 4.0",
            fetched_at=fetched,
            fetched_hash="ab12",
        ),
    )
    assert archive.get_provenance("local", [stored, 99]) == {
        stored: Provenance(
            added_by="U1",
            source=WIRE,
            author="Ann Lee",
            licence="CC BY 4.0",
            fetched_at=fetched,
            fetched_hash="ab12",
            extracted_with="exact 3",
            audiences=(),
        )
    }


def test_a_document_of_no_source_says_so(archive: Archive) -> None:
    """Standard input is nowhere."""
    (stored,) = store(archive, document(source=None))
    assert archive.get_provenance("local", [stored])[stored].source is None


def test_a_changed_document_tells_since_when_it_is_here(archive: Archive) -> None:
    """However often it was changed; a document that never was has nothing to tell."""
    (first,) = store(archive, document("The valley waits.", external_id="a"))
    assert archive.get_provenance("local", [first])[first].first_stored_at is None
    for day, words in enumerate(("The valley sleeps.", "The valley wakes."), 1):
        (first,) = archive.store_documents(
            "local",
            [document(words, external_id="a", replaces=first)],
            NOW + timedelta(days=day),
        )
    assert archive.get_provenance("local", [first])[first].first_stored_at == NOW


# --- sources ------------------------------------------------------------------------------
def test_sources_are_listed_with_what_they_gave(archive: Archive) -> None:
    """Documents bring their source with them; each is counted there."""
    archive.add_source("local", WIRE, added_by="U1", audience=EVERYONE, now=NOW)
    store(
        archive,
        document("One.", external_id="a", source=WIRE),
        document("Two.", external_id="b", source=WIRE),
        document("Three.", external_id="c", source=SourceRef(SourceKind.PATH, "news.jsonl")),
    )
    feed, path = archive.list_sources("local")
    assert (feed.kind, feed.address, feed.title, feed.added_by) == (*WIRE, "U1")
    assert (feed.documents, feed.last_added_at, feed.state) == (2, NOW, SourceState.ACTIVE)
    assert (path.kind, path.address, path.documents) == (SourceKind.PATH, "news.jsonl", 1)
    assert archive.list_sources("local", SourceKind.FEED) == [feed]
    assert archive.list_sources("other") == []
    assert len(archive.list_source_documents("local", feed.id)) == 2


def test_a_source_that_gave_nothing_yet_is_listed(archive: Archive) -> None:
    """A feed is there from the moment at which somebody adds it."""
    added = archive.add_source("local", WIRE, added_by="U1", audience=EVERYONE, now=NOW)
    assert archive.list_sources("local") == [added]
    assert (added.documents, added.last_added_at) == (0, None)


def test_adding_a_source_again_wakes_it_up(archive: Archive) -> None:
    """It stays the same source, its title the one last given; storing documents changes neither."""
    first = archive.add_source("local", WIRE, added_by="U1", audience=EVERYONE, now=NOW)
    assert archive.set_source_state("local", first.id, SourceState.PAUSED)
    store(archive, document(source=replace_title(WIRE, "")))
    assert archive.list_sources("local")[0].state is SourceState.PAUSED
    again = archive.add_source(
        "local", replace_title(WIRE, "Wire Two"), added_by="U2", audience=EVERYONE, now=NOW
    )
    assert (again.id, again.state, again.title) == (first.id, SourceState.ACTIVE, "Wire Two")
    assert again.added_by == "U1"


def replace_title(source: SourceRef, title: str) -> SourceRef:
    """Return the source under another title."""
    return source._replace(title=title)


def test_a_removed_source_leaves_its_documents(archive: Archive) -> None:
    """They are then of no source; what it gave as copies is forgotten."""
    archive.add_source("local", WIRE, added_by="", audience=EVERYONE, now=NOW)
    (stored,) = store(
        archive,
        document(WORDS, external_id="a", source=WIRE),
        copies=[copy_of("b", "a", source=WIRE)],
    )
    (source,) = archive.list_sources("local")
    assert archive.remove_source("local", source.id)
    assert not archive.remove_source("local", source.id)
    assert archive.list_sources("local") == []
    assert archive.get_provenance("local", [stored])[stored].source is None
    assert archive.get_copies("local", [stored]) == {}


def test_a_source_of_a_workspace_is_not_that_of_another(archive: Archive) -> None:
    """Neither pausing nor removing reaches across."""
    added = archive.add_source("local", WIRE, added_by="", audience=EVERYONE, now=NOW)
    assert not archive.set_source_state("other", added.id, SourceState.PAUSED)
    assert not archive.remove_source("other", added.id)
    assert archive.list_sources("local") == [added]


# --- removing -----------------------------------------------------------------------------
def test_a_removed_document_leaves_nothing_behind(archive: Archive) -> None:
    """Its text, facts, names, counts, provenance and audience are gone with it."""
    before = archive.measure_archive("local")
    stored, kept = store(
        archive,
        document(external_id="a", audience="C1"),
        document("Nothing happened.", external_id="b", title=""),
    )
    assert archive.remove_documents("local", [stored, 99], NOW) == 1
    assert archive.get_documents("local", [stored, kept]).keys() == {kept}
    assert archive.get_provenance("local", [stored]) == {}
    assert archive.load_extraction("local", stored) == Extraction()
    assert archive.find_text_hits("local", "norland", ANY) == []
    assert archive.find_aliases("local", "norland") == []
    assert archive.remove_documents("local", [kept], NOW) == 1
    after = archive.measure_archive("local")
    assert replace(after, last_added_at=None) == replace(before, last_added_at=None)


def test_an_id_is_not_used_again_after_its_document_was_removed(archive: Archive) -> None:
    """A digest that looked as far as this id misses nothing that comes later."""
    (first,) = store(archive, document("One."))
    archive.remove_documents("local", [first], NOW)
    (second,) = store(archive, document("One."))
    assert second > first
    assert archive.find_last_document("local") == second


# --- copies -------------------------------------------------------------------------------
def test_a_copy_is_kept_in_mind(archive: Archive) -> None:
    """Not its words, which are there, but its outlet, address, title and date."""
    copies = [
        copy_of("b", "a", outlet="Ledger", published=date(2024, 5, 8), url="https://l.example/b"),
        copy_of("c", "a", outlet="Gazette", published=date(2024, 5, 5)),
        copy_of("d", "nowhere"),
    ]
    (stored,) = store(archive, document(WORDS, external_id="a"), copies=copies)
    found = archive.get_copies("local", [stored])[stored]
    assert [(it.external_id, it.outlet, it.published) for it in found] == [
        ("c", "Gazette", date(2024, 5, 5)),
        ("b", "Ledger", date(2024, 5, 8)),
    ]
    assert (found[1].url, found[1].document, found[1].added_at) == (
        "https://l.example/b",
        stored,
        NOW,
    )
    assert archive.measure_archive("local").documents == 1
    assert archive.measure_archive("local").outlets == 1


def test_the_same_copy_again_is_one_copy(archive: Archive) -> None:
    """What it says about itself is what it said last."""
    (stored,) = store(
        archive, document(WORDS, external_id="a"), copies=[copy_of("b", "a", title="Old")]
    )
    store(archive, copies=[copy_of("b", "a", title="New")])
    assert [it.title for it in archive.get_copies("local", [stored])[stored]] == ["New"]


def test_a_copy_that_gets_words_of_its_own_is_a_document(archive: Archive) -> None:
    """It is no copy any more."""
    (stored,) = store(archive, document(WORDS, external_id="a"), copies=[copy_of("b", "a")])
    store(archive, document("Tornby opens it again.", external_id="b"))
    assert archive.get_copies("local", [stored]) == {}
    assert texts(archive, "tornby") == {"a", "b"}


@pytest.mark.parametrize("way", ["changed", "removed"])
def test_words_stay_while_a_copy_has_them(archive: Archive, way: str) -> None:
    """The first copy takes the place of a document that changes or goes; the others are its own."""
    copies = [copy_of("b", "a", outlet="Ledger", source=WIRE), copy_of("c", "a", outlet="Gazette")]
    (stored,) = store(archive, document(WORDS, external_id="a"), copies=copies)
    if way == "changed":
        store(archive, document("All is well.", external_id="a", replaces=stored))
    else:
        archive.remove_documents("local", [stored], NOW)
    assert texts(archive, "harbour") == {"b"}
    heir = archive.find_document("local", "b")
    assert heir is not None
    assert (heir.text, heir.card.outlet) == (WORDS, "Ledger")
    number = heir.card.id
    assert archive.get_provenance("local", [number])[number].source == WIRE
    assert [it.external_id for it in archive.get_copies("local", [number])[number]] == ["c"]
    assert [it.document.card.id for it in archive.find_unread("local")] == [number]


def test_copies_follow_a_document_that_keeps_its_words(archive: Archive) -> None:
    """Another title is no other text."""
    (stored,) = store(archive, document(WORDS, external_id="a"), copies=[copy_of("b", "a")])
    (new,) = store(archive, document(WORDS, external_id="a", title="Better", replaces=stored))
    assert [it.external_id for it in archive.get_copies("local", [new])[new]] == ["b"]
    assert archive.find_document("local", "b") is None


def test_what_no_database_can_hold_is_refused_in_a_copy(archive: Archive) -> None:
    """The error says so; the batch leaves no trace."""
    with pytest.raises(InputError, match="NUL"):
        store(archive, document(WORDS, external_id="a"), copies=[copy_of("b", "a", title="\0")])
    assert archive.measure_archive("local").documents == 0


# --- facts that follow --------------------------------------------------------------------
def test_a_document_without_facts_is_searched_at_once_and_gets_them_later(
    archive: Archive,
) -> None:
    """The facts stand under the id that the document has, as if they had been there at once."""
    plain = Extraction(sentences=sentences_of(TEXT))
    (stored,) = store(archive, document(found=plain, extracted_with=""))
    assert texts(archive, "valley") != set()
    assert archive.find_aliases("local", "nato") == []
    (unread,) = archive.find_unread("local")
    assert unread.document.text == TEXT
    assert archive.find_last_document("local") == stored - 1
    assert archive.store_facts("local", {stored: extraction(), 99: plain}, "exact 1") == [stored]
    assert archive.load_extraction("local", stored) == extraction()
    assert archive.find_unread("local") == []
    assert archive.find_last_document("local") == stored
    assert archive.measure_archive("local").quotations == 2
    (nato,) = archive.find_aliases("local", "nato")
    assert archive.find_mention_hits("local", [nato.actor_id], ANY) != []


def test_facts_can_be_found_anew(archive: Archive) -> None:
    """What others found before is gone; the document stays as it was, its provenance too."""
    stored, other = store(
        archive,
        document(extracted_with="rules 1", source=WIRE, added_by="U1"),
        document("One.", external_id="b", extracted_with="exact 2"),
    )
    before = archive.get_documents("local", [stored])
    assert [it.extracted_with for it in archive.find_unread("local", "exact 2")] == ["rules 1"]
    assert archive.find_unread("local", "exact 2", after=stored) == []
    archive.store_facts("local", {stored: Extraction(sentences=sentences_of(TEXT))}, "exact 2")
    assert archive.find_unread("local", "exact 2") == []
    assert archive.get_documents("local", [stored]) == before
    found = archive.get_provenance("local", [stored, other])
    assert (found[stored].source, found[stored].added_by) == (WIRE, "U1")
    assert {it.extracted_with for it in found.values()} == {"exact 2"}
    assert archive.find_aliases("local", "norland") == []
    assert archive.measure_archive("local").positions == 0


# --- audiences ----------------------------------------------------------------------------
def test_what_is_added_in_a_private_channel_is_seen_only_there(archive: Archive) -> None:
    """By text, by name, by id and by search; whoever holds the file sees everything."""
    (stored,) = store(archive, document(external_id="a", audience="C1"))
    (actor,) = archive.find_aliases("local", "norland")
    for audience, sees in (("C1", True), ("C2", False), (EVERYONE, False), (None, True)):
        view = archive if audience is None else archive.seen_by(audience)
        assert bool(view.find_text_hits("local", "valley", ANY)) is sees
        assert bool(view.find_mention_hits("local", [actor.actor_id], ANY)) is sees
        assert bool(view.find_speech_hits("local", [actor.actor_id], ANY)) is sees
        assert bool(view.search_documents("local", "valley", ANY)) is sees
        assert bool(view.get_documents("local", [stored])) is sees
        assert bool(view.get_cards("local", [stored])) is sees
        assert (view.find_document("local", "a") is not None) is sees


def test_names_of_private_documents_are_known_only_where_these_are_seen(
    archive: Archive,
) -> None:
    """Neither exactly nor nearly nor among the most mentioned; names that all may read stay."""
    text = "NATO met."
    store(
        archive,
        document(external_id="a", audience="C1"),
        document(text, external_id="b", title="", found=naming(text, "NATO")),
    )
    for audience, sees in (("C1", True), ("C2", False)):
        view = archive.seen_by(audience)
        assert bool(view.find_aliases("local", "norland")) is sees
        assert (
            "Norland" in {m.alias for m in view.find_similar_aliases("local", "norlan")}
        ) is sees
        assert ("Norland" in {m.alias for m in view.list_top_actors("local")}) is sees
        assert view.find_aliases("local", "nato") != []
        assert view.measure_archive("local").documents == 1 + sees


def test_other_documents_stay_visible(archive: Archive) -> None:
    """A limit on who sees one document is none on the next."""
    store(
        archive,
        document("The valley waits.", external_id="a", audience="C1"),
        document("The valley sleeps.", external_id="b"),
    )
    view = archive.seen_by("C2")
    hits = view.find_text_hits("local", "valley", ANY)
    assert set(view.get_documents("local", {hit // 4096 for hit in hits})) == {
        archive.find_document("local", "b").card.id  # type: ignore[union-attr]
    }


@pytest.mark.parametrize(
    ("shown_to", "seen_in"),
    [
        (["C2"], {"C1", "C2"}),
        (["C1"], {"C1"}),
        ([EVERYONE], {"C1", "C2", EVERYONE}),
        ([EVERYONE, "C2"], {"C1", "C2", EVERYONE}),
    ],
)
def test_a_document_can_be_shown_to_more(
    archive: Archive, shown_to: list[str], seen_in: set[str]
) -> None:
    """In one more channel, or everywhere; never to fewer than before."""
    (stored,) = store(archive, document(external_id="a", audience="C1"))
    for audience in shown_to:
        archive.show_to("local", [stored], audience)
    found = {
        audience
        for audience in ("C1", "C2", EVERYONE)
        if archive.seen_by(audience).find_text_hits("local", "valley", ANY)
    }
    assert found == seen_in
    (known,) = archive.find_known("local", ["a"], [])
    assert set(known.audiences) == (set() if EVERYONE in seen_in else seen_in)


@pytest.mark.parametrize(
    ("before", "after", "seen_in"),
    [
        (EVERYONE, "C1", {"C1", "C2"}),
        ("C1", EVERYONE, {"C1", "C2"}),
        ("C1", "C2", {"C1", "C2"}),
        ("C1", "C1", {"C1"}),
    ],
)
def test_a_changed_document_is_seen_where_either_version_was(
    archive: Archive, before: str, after: str, seen_in: set[str]
) -> None:
    """Nobody loses a document because somebody else adds it again."""
    (stored,) = store(archive, document("The valley waits.", external_id="a", audience=before))
    store(
        archive,
        document("The valley sleeps.", external_id="a", audience=after, replaces=stored),
    )
    found = {
        audience
        for audience in ("C1", "C2")
        if archive.seen_by(audience).find_text_hits("local", "valley", ANY)
    }
    assert found == seen_in


def test_a_private_copy_is_seen_only_where_it_was_added(archive: Archive) -> None:
    """That somebody read the words elsewhere is theirs to know."""
    (stored,) = store(
        archive, document(WORDS, external_id="a"), copies=[copy_of("b", "a", audience="C1")]
    )
    assert archive.seen_by("C2").get_copies("local", [stored]) == {}
    assert archive.seen_by("C1").get_copies("local", [stored]).keys() == {stored}
