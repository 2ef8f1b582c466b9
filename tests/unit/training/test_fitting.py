"""The examples that a network learns from, epoch by epoch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.extraction.tagging.labels import LABELS
from bot.extraction.tagging.word_pieces import WordPieces

torch = pytest.importorskip("torch", reason="needs the training extra")

from training.annotated import AnnotatedText  # noqa: E402
from training.encoder import Encoder  # noqa: E402
from training.examples import Beliefs  # noqa: E402
from training.fitting import Epochs, Recipe, fit  # noqa: E402
from training.teaching import Lesson  # noqa: E402


def _lesson(text: str) -> Lesson:
    count = len(LABELS)
    words = len(text.split())
    beliefs = Beliefs(
        np.zeros((words, count), np.float32), np.zeros((words, count, count), np.float32)
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


def test_what_is_learnt_is_the_mean_of_the_last_epochs(tmp_path: Path) -> None:
    """Epochs before them do not count; what is saved in the end is what the network holds."""
    pieces, saved = tmp_path / "pieces.txt", tmp_path / "network.pt"
    pieces.write_text("", encoding="utf-8")
    texts = [AnnotatedText("Berg said no", (), ())]
    epochs = Epochs(texts, WordPieces(pieces), seed=0, unspoilt=1)
    network = Encoder([(4, 128)])
    after: list[torch.Tensor] = []

    def keep(line: str) -> None:
        if line.startswith("epoch"):
            after.append(torch.load(saved)["heads.out.weight"])

    recipe = Recipe(epochs=3, rate=1e-3, warm_up=1, averaged=2)
    groups = [{"params": list(network.parameters()), "lr": 1e-3}]
    fit(network, groups, epochs, recipe, seed=0, save=saved, say=keep)
    learnt = network.state_dict()["heads.out.weight"]
    assert not torch.allclose(after[1], after[2], atol=1e-6)
    assert torch.allclose(learnt, (after[1] + after[2]) / 2, atol=1e-6)
    assert torch.equal(learnt, torch.load(saved)["heads.out.weight"])
