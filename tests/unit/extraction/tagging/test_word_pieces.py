"""Words are cut into the pieces of a vocabulary, longest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.extraction.tagging.word_pieces import UNKNOWN, WordPieces

VOCABULARY = ["said", "un", "##like", "##o", "##ly", "u", "##n", "’", "s", "schroder"]


@pytest.fixture
def pieces(tmp_path: Path) -> WordPieces:
    """Return the pieces of a small vocabulary whose lines stand behind the special ones."""
    file = tmp_path / "pieces.txt"
    lines = [f"[unused{number}]" for number in range(103)] + VOCABULARY
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return WordPieces(file)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("said", ["said"]),
        ("SAID", ["said"]),
        ("unlikely", ["un", "##like", "##ly"]),
        ("Schröder", ["schroder"]),
        ("’s", ["’", "s"]),
    ],
)
def test_a_word_is_cut_longest_piece_first(
    pieces: WordPieces, word: str, expected: list[str]
) -> None:
    """Case and accents make no difference; marks stand alone."""
    assert pieces[word] == tuple(103 + VOCABULARY.index(piece) for piece in expected)


@pytest.mark.parametrize("word", ["xyz", "unx", "\ud800", "\x00", "北京", "\u0301"])
def test_what_the_vocabulary_lacks_is_one_unknown_piece(pieces: WordPieces, word: str) -> None:
    """Also half a character, a control character and an accent without a letter."""
    assert pieces[word] == (UNKNOWN,)


def test_a_monster_of_a_word_has_four_pieces_and_is_not_kept(pieces: WordPieces) -> None:
    """Memory does not grow with the longest word of a hostile text."""
    assert len(pieces["un" + "o" * 1_000_000]) == 4
    assert not pieces
