"""What every archive promises about settings, its overview, and documents by their address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from factories import NOW, document, raw_document

from bot.ports import Archive, CopyToStore
from bot.records import DocumentCard, SettingName, StoredSetting


def settle(archive: Archive, place: str, name: SettingName, value: str, by: str = "U1") -> None:
    """Keep a setting."""
    archive.save_setting("local", place, name, value, changed_by=by, now=NOW)


def test_a_setting_is_kept_with_who_changed_it_and_when(open_one: Callable[[], Archive]) -> None:
    """Another user of the archive reads it as it was left."""
    settle(open_one(), "C1", SettingName.ANSWERS, "public")
    assert open_one().list_settings("local") == [
        StoredSetting(
            place="C1",
            name=SettingName.ANSWERS,
            value="public",
            changed_by="U1",
            changed_at=NOW,
        )
    ]


def test_the_latest_value_holds(archive: Archive) -> None:
    """One value stands under a name at a place, and who changed it last."""
    settle(archive, "C1", SettingName.TIME_ZONE, "Europe/Oslo")
    archive.save_setting(
        "local",
        "C1",
        SettingName.TIME_ZONE,
        "Asia/Tokyo",
        changed_by="U2",
        now=NOW + timedelta(hours=1),
    )
    (kept,) = archive.list_settings("local")
    assert (kept.value, kept.changed_by) == ("Asia/Tokyo", "U2")
    assert kept.changed_at == NOW + timedelta(hours=1)


def test_an_empty_value_takes_a_setting_back(archive: Archive) -> None:
    """The others stay."""
    settle(archive, "", SettingName.ADDING, "admins")
    settle(archive, "C1", SettingName.ANSWERS, "public")
    settle(archive, "C1", SettingName.ANSWERS, "")
    assert [each.name for each in archive.list_settings("local")] == [SettingName.ADDING]


def test_settings_are_listed_by_place(archive: Archive) -> None:
    """One place, or all of them in order; another workspace has its own."""
    settle(archive, "C2", SettingName.ANSWERS, "public")
    settle(archive, "", SettingName.REMOVING, "everyone")
    settle(archive, "C1", SettingName.ANSWERS, "private")
    assert [each.place for each in archive.list_settings("local")] == ["", "C1", "C2"]
    assert [each.value for each in archive.list_settings("local", "C2")] == ["public"]
    assert [each.value for each in archive.list_settings("local", "")] == ["everyone"]
    assert archive.list_settings("T9") == []
    assert archive.list_settings("local", "C\x00") == []


def test_overview_counts_what_there_is(archive: Archive) -> None:
    """Documents, outlets, languages, first and last day, and what came in last."""
    archive.store_documents(
        "local",
        [
            document(external_id="a", outlet="Lund Post", published=date(2022, 5, 2)),
            document(external_id="b", outlet="Lund Post", published=date(2022, 5, 9)),
            document(external_id="c", outlet="Island Wire", published=None),
        ],
        NOW,
    )
    seen = archive.measure_overview("local")
    assert (seen.documents, seen.outlets, seen.languages) == (3, 2, ("en",))
    assert (seen.first, seen.last) == (date(2022, 5, 2), date(2022, 5, 9))
    assert seen.newest is not None
    assert (seen.newest.external_id, seen.newest.added_at) == ("c", NOW)
    empty = archive.measure_overview("T9")
    assert (empty.documents, empty.newest, empty.first) == (0, None, None)


def test_overview_shows_nothing_of_what_is_hidden(archive: Archive) -> None:
    """Neither counts nor days nor the newest document tell of another channel's documents."""
    archive.store_documents("local", [document(external_id="a", outlet="Lund Post")], NOW)
    before = archive.seen_by("C1").measure_overview("local")
    archive.store_documents(
        "local",
        [
            document(
                external_id="b", outlet="Secret Wire", published=date(1999, 1, 1), audience="G1"
            )
        ],
        NOW + timedelta(hours=1),
    )
    assert archive.seen_by("C1").measure_overview("local") == before
    assert archive.seen_by("G1").measure_overview("local").documents == 2
    assert archive.measure_overview("local").outlets == 2


def found(archive: Archive, *addresses: str) -> str | None:
    """Return the external id of the document behind an address."""
    card: DocumentCard | None = archive.find_by_address("local", addresses)
    return card.external_id if card else None


def test_a_document_is_found_by_its_address(archive: Archive) -> None:
    """Any of the ways in which it may be written will do; an unknown one finds nothing."""
    page = "https://lund.example/news/1"
    archive.store_documents("local", [document(external_id="a", url=page)], NOW)
    assert found(archive, f"{page}?x=1", page) == "a"
    assert found(archive, "https://lund.example/news/2") is None
    assert found(archive, "\x00") is None
    assert archive.find_by_address("T9", [page]) is None


def test_a_hidden_document_is_not_found_by_its_address(archive: Archive) -> None:
    """Where it may not be seen, its address leads nowhere."""
    page = "https://lund.example/secret"
    archive.store_documents("local", [document(external_id="a", url=page, audience="G1")], NOW)
    assert found(archive.seen_by("C1"), page) is None
    assert found(archive.seen_by("G1"), page) == "a"


def test_a_copys_address_leads_to_the_document_that_holds_its_words(archive: Archive) -> None:
    """A copy that was added in a private channel leads there only."""
    open_copy, private_copy = "https://isle.example/1", "https://isle.example/2"
    copies = [
        CopyToStore(raw=raw_document(external_id=open_copy), of="a"),
        CopyToStore(raw=raw_document(external_id=private_copy), of="a", audience="G1"),
    ]
    archive.store_documents("local", [document(external_id="a")], NOW, copies=copies)
    assert found(archive.seen_by("C1"), open_copy) == "a"
    assert found(archive.seen_by("C1"), private_copy) is None
    assert found(archive.seen_by("G1"), private_copy) == "a"
    assert found(archive, private_copy) == "a"
