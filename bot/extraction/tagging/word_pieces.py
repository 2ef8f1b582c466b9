"""Words into the pieces that the encoder knows: WordPiece, as its vocabulary was made for.

Method: Schuster and Nakajima, "Japanese and Korean Voice Search" (2012), in the greedy form of BERT
(Devlin et al., 2019), uncased: lower case, accents off, longest piece first.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

#: What the encoder gets at the edges of a window and for what it does not know.
UNKNOWN, WINDOW_START, WINDOW_END = 100, 101, 102
#: Pieces of one word behind these say nothing more about who speaks.
_MOST_PIECES = 4
_LONGEST_WORD = 60
_MOST_KEPT = 1 << 16
_PART = re.compile(r"[^\W_]+|[^\w\s]|_")


class WordPieces(dict[str, tuple[int, ...]]):
    """The pieces of every word asked for, found on first use: ``pieces["unlikely"]``.

    Each word has one to four pieces, numbers of lines of the vocabulary.
    """

    def __init__(self, vocabulary: Path) -> None:
        super().__init__()
        lines = vocabulary.read_text(encoding="utf-8").split("\n")
        self._numbers = {piece: number for number, piece in enumerate(lines) if piece}

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) >= _MOST_KEPT:
            self.clear()
        pieces = self._cut(word[:_LONGEST_WORD])
        if len(word) <= _LONGEST_WORD:
            self[word] = pieces
        return pieces

    def _cut(self, word: str) -> tuple[int, ...]:
        plain = "".join(
            sign
            for sign in unicodedata.normalize("NFD", word.lower())
            if unicodedata.category(sign) != "Mn"
        )
        pieces = [number for part in _PART.findall(plain) for number in self._cut_part(part)]
        return tuple(pieces[:_MOST_PIECES]) or (UNKNOWN,)

    def _cut_part(self, part: str) -> list[int]:
        pieces: list[int] = []
        begin = 0
        while begin < len(part):
            prefix = "##" if begin else ""
            for end in range(len(part), begin, -1):
                number = self._numbers.get(prefix + part[begin:end])
                if number is not None:
                    break
            else:
                return [UNKNOWN]
            pieces.append(number)
            begin = end
        return pieces
