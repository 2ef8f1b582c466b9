"""What there is to check in a text: its quoted stretches, and whom it names as their speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.errors import InputError
from bot.extraction.extract import extract
from bot.language.gazetteer import gazetteer
from bot.language.names import person_key
from bot.language.people import find_person, find_person_called
from bot.language.quote_marks import find_quoted_stretches
from bot.language.quoted_words import Word, cut_words, split_at_ellipses
from bot.language.wrapping import find_paragraphs
from bot.records import Actor, Extraction, Span

#: Quotations of one text that are checked.
MOST_QUOTATIONS = 5
#: Words of one quotation; the work grows with their square.
MOST_WORDS = 200
#: Longest text that is read for quotations, in characters.
MOST_CHARACTERS = 20_000
#: Fewer words may be anybody's; beside longer quotations they are rather a name or a title.
FEWEST_WORDS = 4
_FEWEST_WORDS = 2
#: Single marks around less of a text than this share stand within a quotation; where somebody is
#: named as saying a few words, the text has to be longer still.
_LEAST_QUOTED = 0.5
_LEAST_QUOTED_OF_NAMED = 0.2
_SINGLE_MARKS = ("‘", "'")
#: A name alone beside the only quotation: "..." Berg; "..." – Ann Berg; by Berg: "...".
_BARE_NAME = re.compile(
    r"[\s,.:–—―-]*(?:(?:by|from|said) )?(?P<name>[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,3})"
    r"[\s,.:–—―-]*",
    re.IGNORECASE,
)
_MARKS = "“”\"„«»‘’'`"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """A quotation to check.

    Attributes:
        text: its words as written, without the marks around them.
        parts: the words between ellipses, each part in a row; spans count in ``text``.
        speaker: whom the text around it names, None where it names nobody.
    """

    text: str
    parts: tuple[tuple[Word, ...], ...]
    speaker: Actor | None = None

    @property
    def count(self) -> int:
        """How many words there are."""
        return sum(map(len, self.parts))


def read_quotations(text: str) -> tuple[list[Quoted], int]:
    """Return the quotations of a text, five at most, and how many more there are.

    Without quotation marks the whole text is the quotation.

    Raises:
        InputError: there are no words, or too many.
    """
    text = text.strip()
    if len(text) > MOST_CHARACTERS:
        raise InputError(
            f"This text has {len(text):,} characters; check at most {MOST_CHARACTERS:,} at a time."
        )
    stretches = _find_stretches(text)
    if not stretches:
        return [_make(text, None)], 0
    facts = extract(text, published=None)
    quotations = [_make(span.of(text), _named_speaker(facts, span)) for span in stretches]
    if len(stretches) == 1 and quotations[0].speaker is None:
        quotations = [replace(quotations[0], speaker=_named_beside(text, stretches[0]))]
    whole = read_whole(text)
    if whole and _are_within(text, stretches, quotations, whole.count):
        return [whole], 0
    if any(quoted.count >= FEWEST_WORDS for quoted in quotations):
        quotations = [q for q in quotations if q.speaker or q.count >= FEWEST_WORDS]
    return quotations[:MOST_QUOTATIONS], max(0, len(quotations) - MOST_QUOTATIONS)


def _are_within(text: str, stretches: list[Span], quotations: list[Quoted], words: int) -> bool:
    """Tell whether the stretches are quoted within a quotation of so many words.

    All marks are single ones then, and no long stretch is said by anybody.
    """
    if any(text[: span.start].rstrip()[-1:] not in _SINGLE_MARKS for span in stretches):
        return False
    if any(quoted.speaker and quoted.count >= FEWEST_WORDS for quoted in quotations):
        return False
    is_named = any(quoted.speaker for quoted in quotations)
    share = _LEAST_QUOTED_OF_NAMED if is_named else _LEAST_QUOTED
    return sum(quoted.count for quoted in quotations) < share * words


def read_whole(text: str) -> Quoted | None:
    """Return a text as one quotation, None where it is too long for one.

    Whoever gives the quoted words alone may give words that hold a quotation themselves.
    """
    try:
        return _make(text, None)
    except InputError:
        return None


def _find_stretches(text: str) -> list[Span]:
    """Return what stands between marks, each stretch once."""
    spans: dict[str, Span] = {}
    for stretch in find_quoted_stretches(text, find_paragraphs(text)):
        span = Span(stretch.inner_start, stretch.inner_end)
        words = cut_words(text, *span)
        if len(words) >= _FEWEST_WORDS:
            spans.setdefault(" ".join(word.form for word in words), span)
    return list(spans.values())


def _make(text: str, speaker: Actor | None) -> Quoted:
    text = text.strip()
    parts = tuple(tuple(cut_words(text, *span)) for span in split_at_ellipses(text))
    quoted = Quoted(text=text, parts=parts, speaker=speaker)
    if not quoted.count:
        raise InputError("There are no words to check; give the quotation, word for word.")
    if quoted.count > MOST_WORDS:
        raise InputError(
            f"These are {quoted.count:,} words; check at most {MOST_WORDS} at a time, or put"
            " quotation marks around those that somebody is to have said."
        )
    return quoted


def _named_beside(text: str, span: Span) -> Actor | None:
    """Return whom a name alone before or behind a quotation names as its speaker."""
    before, behind = text[: span.start].strip(_MARKS), text[span.end :].strip(_MARKS)
    match = _BARE_NAME.fullmatch(f"{before} {behind}")
    if match is None or (before.strip() and behind.strip(" ,.")):
        return None
    name = match["name"]
    if name.islower():
        key = person_key(name)
        if not (gazetteer().find(name) or find_person(key) or find_person_called(key)):
            return None
        name = name.title()
    told = f"{name} said: “{span.of(text)}”"
    return _named_speaker(extract(told, published=None), Span(told.index("“") + 1, len(told) - 1))


def _named_speaker(facts: Extraction, span: Span) -> Actor | None:
    """Return the one actor whom the text names as saying these words."""
    actors = {actor.key: actor for actor in facts.actors}
    for quotation in facts.quotations:
        if quotation.content.touches(span) and len(quotation.speakers) == 1:
            return actors.get(quotation.speakers[0])
    return None
