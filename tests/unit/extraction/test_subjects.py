"""Cues and their subjects."""

from __future__ import annotations

import pytest

from bot.extraction.cues import CueKind, find_cues
from bot.extraction.phrases import find_phrases
from bot.extraction.subjects import find_subject
from bot.language.layout import lay_out


def _subject(text: str, verb: str) -> str | None:
    layout = lay_out(text)
    phrases = find_phrases(layout)
    cue = next(cue for cue in find_cues(layout) if layout.lowers[cue.head] == verb)
    subject = find_subject(layout, phrases, cue)
    return layout.span(subject.first, subject.after_last).of(text) if subject else None


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Anna Berg said it rained.", "said", "Anna Berg"),
        ("Anna Berg, the foreign minister, said so.", "said", "Anna Berg"),
        ("The foreign minister, Anna Berg, said so.", "said", "Anna Berg"),
        ("Anna Berg, a farmer from Lund, said so.", "said", "Anna Berg"),
        ("Anna Berg, who grew up in Lund, said so.", "said", "Anna Berg"),
        ("Anna Berg, speaking in Lund, said so.", "said", "Anna Berg"),
        ("In Lund, Anna Berg said so.", "said", "Anna Berg"),
        ("Anna Berg argued Ole Rey would not pay, but said he could.", "said", "Anna Berg"),
        ("Anna Berg on Monday said so.", "said", "Anna Berg"),
        ("The mayor of Lund said so.", "said", "The mayor of Lund"),
        ("Officials in Lund said so.", "said", "Officials"),
        ("Sen. Ann Lee (R-Ohio) said so.", "said", "Sen. Ann Lee"),
        ("Norway and Velmark declared a truce.", "declared", "Norway and Velmark"),
        ("“It rains,” said the mayor of Lund.", "said", "the mayor of Lund"),
        ("“It rains,” wrote Anna Berg, a farmer.", "wrote", "Anna Berg"),
        ("It will rain, says Anna Berg.", "says", "Anna Berg"),
        ("Anna Berg, the minister, said Norway would pay.", "said", "Anna Berg"),
        ("Anna Berg told Norway to pay.", "told", "Anna Berg"),
        ("According to the mayor, it rained.", "according", "the mayor"),
        ("The plan was condemned by Norway.", "condemned", "Norway"),
        ("The plan was condemned.", "condemned", None),
        ("Anna Berg met Ole Dahl and said so.", "said", "Anna Berg"),
        ("Anna Berg said that she would try and insisted on it.", "insisted", "Anna Berg"),
        ("Anna Berg rejected the plan, calling it unfair.", "calling", "Anna Berg"),
        ("Norway vowed to respond.", "respond", "Norway"),
        ("Talks failed, with Norway saying it was unfair.", "saying", "Norway"),
        ("the president of velmark said so.", "said", "the president of velmark"),
        ("A reader wrote to us.", "wrote", "A reader"),
    ],
)
def test_the_subject_of_a_cue_is_found(text: str, verb: str, expected: str | None) -> None:
    """Apposition, insertion, inversion, passive and shared subjects are seen through."""
    assert _subject(text, verb) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She has not said so.", [("has not said", CueKind.SAYING, "say", True)]),
        ("She accused him.", [("accused", CueKind.REPORTING, "accuse", False)]),
        ("According to them, no.", [("According to", CueKind.ACCORDING, "according", False)]),
        ("The report was read.", [("was read", CueKind.SAYING, "read", False)]),
        ("The known facts.", []),
    ],
)
def test_cues_come_with_verb_and_negation(
    text: str, expected: list[tuple[str, CueKind, str, bool]]
) -> None:
    """A cue takes auxiliaries in, names its verb and says whether it is negated."""
    layout = lay_out(text)
    found = [
        (layout.span(cue.first, cue.after_last).of(text), cue.kind, cue.lemma, cue.negated)
        for cue in find_cues(layout)
    ]
    assert found == expected
