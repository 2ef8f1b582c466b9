"""What was made of the archive is kept until it changes, and no longer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from factories import NOW

from bot.config import Settings
from bot.newsroom import Newsroom, make_newsroom
from bot.newsroom.kept import Kept
from bot.records import RawDocument
from bot.results import BriefRequest

NATO = BriefRequest(topic="nato", workspace="local")


def raw(name: str) -> RawDocument:
    """Return a text that says something on NATO."""
    said = f"“We will leave NATO in year {name},” Prime Minister Ada Brandt said on Monday."
    return RawDocument(external_id=name, title="", text=said, url="")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where the archive is."""
    return tmp_path


def opened(folder: Path) -> Newsroom:
    """Return a newsroom on the archive of the folder."""
    settings = Settings(database_url=f"sqlite:///{folder / 'a.db'}", extractor="rules")
    return make_newsroom(settings, now=lambda: NOW)


@pytest.fixture
def newsroom(folder: Path) -> Iterator[Newsroom]:
    """Return a newsroom with one document."""
    made = opened(folder)
    made.add([raw("1")])
    yield made
    made.close()


def test_result_is_made_once_for_a_revision() -> None:
    """Another key, or another revision, makes another."""
    kept: Kept[int] = Kept(2)
    numbers = count()
    assert [kept.get("a", lambda: 1, numbers.__next__) for _ in range(2)] == [0, 0]
    assert kept.get("b", lambda: 1, numbers.__next__) == 1
    assert kept.get("a", lambda: 2, numbers.__next__) == 2


def test_what_was_not_asked_for_longest_goes() -> None:
    """Only so many are kept."""
    kept: Kept[int] = Kept(2)
    numbers = count()
    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda: 1, numbers.__next__)
    assert kept.get("a", lambda: 1, numbers.__next__) == 0
    assert kept.get("b", lambda: 1, numbers.__next__) == 3


def test_failure_is_not_kept() -> None:
    """The next who asks has it made anew."""
    kept: Kept[int] = Kept(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1, lambda: 1 // 0)
    assert kept.get("a", lambda: 1, lambda: 7) == 7


def test_change_while_a_result_is_made_has_it_made_anew() -> None:
    """Nobody knows whether the change is in it."""
    kept: Kept[str] = Kept(2)
    revision = [1]

    def make() -> str:
        revision[0] += 1
        return f"of {revision[0]}"

    assert kept.get("a", lambda: revision[0], make) == "of 2"
    assert kept.get("a", lambda: revision[0], lambda: "anew") == "anew"


def test_same_brief_on_the_same_archive_is_the_very_same(newsroom: Newsroom) -> None:
    """So is the board."""
    assert newsroom.brief(NATO) is newsroom.brief(NATO)
    assert newsroom.board(NATO) is newsroom.board(NATO)


def test_document_of_another_process_is_in_the_next_brief(newsroom: Newsroom, folder: Path) -> None:
    """The archive itself tells that it has changed."""
    assert newsroom.brief(NATO).coverage.documents == 1
    other = opened(folder)
    other.add([raw("2")])
    other.close()
    assert newsroom.brief(NATO).coverage.documents == 2


def test_brief_for_one_channel_is_not_that_of_another(newsroom: Newsroom) -> None:
    """What is kept for those who see more is theirs."""
    newsroom.add([raw("3")], audience="C1")
    assert newsroom.brief(NATO, audience="C1").coverage.documents == 2
    assert newsroom.brief(NATO, audience="C2").coverage.documents == 1
