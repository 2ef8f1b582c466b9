"""What a network says of a word, as one row of scores: which column is what.

First a score for each label; then two scores of "this is speech", one for the first and one for the
last word of a quoted stretch; then, for sources and again for cues, the query of a stretch's first
word, that of its last word, and the key of a word that is pointed to.
"""

from __future__ import annotations

from bot.extraction.tagging.labels import LABELS

#: Numbers in one query and in one key.
POINTER_WIDTH = 64
#: The parts that pointers point to, in the order of their columns.
SOURCE, CUE = 0, 1
#: The columns of the two scores of "this is speech".
SPEECH_OF_FIRST, SPEECH_OF_LAST = len(LABELS), len(LABELS) + 1
#: The columns before those of the pointers.
PLAIN_COLUMNS = len(LABELS) + 2
#: Columns of a row.
ROW_WIDTH = PLAIN_COLUMNS + 2 * 3 * POINTER_WIDTH


def pointer_columns(part: int) -> tuple[slice, slice, slice]:
    """Return the columns of both queries and of the key, for ``SOURCE`` or ``CUE``."""
    begin = PLAIN_COLUMNS + part * 3 * POINTER_WIDTH
    first, last, key = (
        slice(at, at + POINTER_WIDTH)
        for at in range(begin, begin + 3 * POINTER_WIDTH, POINTER_WIDTH)
    )
    return first, last, key
