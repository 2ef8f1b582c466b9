"""The examples that a network learns from, epoch by epoch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.extraction.tagging.labels import LABELS
from bot.extraction.tagging.word_pieces import WordPieces

pytest.importorskip("torch", reason="needs the training extra")

from training.annotated import AnnotatedText
from training.examples import Beliefs
from training.fitting import Epochs
from training.teaching import Lesson


def _lesson(text: str) -> Lesson:
    count = len(LABELS)
    words = len(text.split())
    beliefs = Beliefs(
        np.zeros((words, count), np.float16), np.zeros((words, count, count), np.float16)
    )
    return Lesson(AnnotatedText(text, (), ()), beliefs)


@pytest.mark.parametrize(("unspoilt", "expected"), [(1.0, "as it is"), (0.0, "AS IT IS")])
def test_a_share_of_the_lessons_is_left_as_it_is(
    tmp_path: Path, unspoilt: float, expected: str
) -> None:
    """Every epoch takes one form of each lesson; the share says which."""
    pieces = tmp_path / "pieces.txt"
    pieces.write_text("", encoding="utf-8")
    epochs = Epochs(
        [AnnotatedText("Berg said no", (), ())],
        WordPieces(pieces),
        seed=0,
        lessons=[[_lesson("as it is"), _lesson("AS IT IS")]],
        unspoilt=unspoilt,
    )
    annotated, lesson = next(iter(epochs))
    assert " ".join(lesson.words) == expected
    assert annotated.beliefs is None
    assert [example.words for example in epochs.clean] == [
        ["Berg", "said", "no"],
        ["as", "it", "is"],
    ]
