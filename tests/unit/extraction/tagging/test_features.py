"""What the networks see of a word beside the word."""

from __future__ import annotations

import numpy as np

from bot.extraction.tagging.features import COLUMNS, read_features
from bot.language.layout import lay_out


def column(text: str, name: str) -> dict[str, int]:
    """Return one feature of every word of a text."""
    layout = lay_out(text)
    features = read_features(layout)[:, list(COLUMNS).index(name)]
    return dict(zip(layout.words, features.tolist(), strict=True))


def test_shapes_tell_capitals_figures_and_marks_apart() -> None:
    """One value each for small, capitalised, all capitals, mixed, figures and marks."""
    shapes = column("said Berg NATO McKay 42 ,", "shape")
    assert len(set(shapes.values())) == len(shapes)


def test_words_know_the_stretch_between_marks_around_them() -> None:
    """Its length in three steps, and whether they stand at its edge."""
    text = "Berg called it “nice” and said “we will pay for all of the damage today” twice."
    lengths, places = column(text, "quoted length"), column(text, "quoted place")
    assert (lengths["Berg"], lengths["nice"], lengths["damage"]) == (0, 1, 3)
    assert (places["“"], places["damage"], places["”"], places["twice"]) == (1, 2, 3, 0)


def test_every_value_lies_in_its_column() -> None:
    """No feature is larger than its table, for odd texts as for plain ones."""
    for text in ("", "a", "“a", "\ud800 \x00 ‏שלום", "A.\n\nB! “C” (d) 5%...", '"' * 50):
        features = read_features(lay_out(text))
        assert (features < np.array(list(COLUMNS.values()))).all()


def test_glued_words_and_paragraphs_are_marked() -> None:
    """A word that touches the one before it, and one that opens a paragraph."""
    assert column("Berg, said", "touches") == {"Berg": 0, ",": 1, "said": 0}
    assert column("Berg said\nDahl left", "paragraph start")["Dahl"] == 1
