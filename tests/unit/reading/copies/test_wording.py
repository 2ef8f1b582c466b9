"""The words of a text as copies are compared by."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from made_up import make_article

from bot.reading.copies.wording import MOST_WORDS, Wording, split_words

FOOTER = "Sign up for our newsletter and get the best of it in your inbox every morning."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We won’t,” SHE said.", ["we", "wont", "she", "said"]),
        ("We won't, she\n said", ["we", "wont", "she", "said"]),
        ("the U.S.-led talks", ["the", "u", "s", "led", "talks"]),
        ("ﬁve eﬀorts", ["five", "efforts"]),
        ("政府は発表", ["政", "府", "は", "発", "表"]),
        ("… — !", []),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    """Case, marks, blanks and ligatures make no difference; scripts without blanks go by signs."""
    assert split_words(text) == words


def test_the_same_words_read_the_same() -> None:
    """Two texts that differ in marks and blanks only have the same wording."""
    first = Wording("“The harbour stays open,” Ada Brandt said on Monday.")
    second = Wording("The harbour stays open  Ada Brandt said\non Monday")
    assert first.words.tolist() == second.words.tolist()
    assert first.shingles.tolist() == second.shingles.tolist()


def test_hashes_are_the_same_in_every_process(project: Path) -> None:
    """Nothing depends on the hash seed of the interpreter."""
    code = "from bot.reading.copies.wording import Wording as r; print(r('a b c d e').shingles)"
    printed = {
        subprocess.run(  # noqa: S603 - our own interpreter, our own code
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(project)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_figures_and_names_are_marked() -> None:
    """A word with a digit is a figure; one that never stands in lower case is a name."""
    wording = Wording("Our Bank lent Norland 40 mln; our bank of Norland took them.")
    assert wording.figures.sum() == 1
    assert set(wording.names.tolist()) == set(Wording("norland").words.tolist())


def test_furniture_is_not_the_articles_own() -> None:
    """The words around an offer of the page are left out; the article before it is not."""
    article = make_article(80, seed=1)
    wording = Wording(f"{article}\n{FOOTER}")
    assert wording.own[:60].all()
    assert not wording.own[-len(split_words(FOOTER)) :].any()


def test_a_long_text_about_newsletters_is_its_own() -> None:
    """A text full of such words is about them."""
    text = " ".join([FOOTER, make_article(12, seed=2)] * 20)
    assert Wording(text).own.all()


def test_very_long_texts_are_cut() -> None:
    """Work is bounded."""
    assert len(Wording("word " * (MOST_WORDS + 50))) == MOST_WORDS


@pytest.mark.parametrize("text", ["", "one", "one two three"])
def test_short_texts_have_no_runs(text: str) -> None:
    """Fewer words than a run are words all the same."""
    wording = Wording(text)
    assert len(wording) == len(text.split())
    assert not len(wording.shingles)
