"""An honest guess at a text's language; "" where it does not show. Called for every stored text.

The script tells some languages by itself. Among those that share one, each votes with its commonest
words and the letters it writes; where none leads clearly (a list of names, a mixed page, two
languages as near as Danish and Norwegian in a short text, one that is not listed), no language is
better than a wrong one. The words are data: ``common`` in ``data/languages/XX.toml`` and
``data/common_words.txt``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from string import ascii_letters

from bot.language.language_files import known_languages, read_common
from bot.language.lexicon import read_words

#: The language whose extraction is not by word lists.
ENGLISH = "en"
# What shows the language of a news text shows it in its first paragraphs.
_SAMPLE = 1500
_WORD = re.compile(r"[^\W\d_]+(?:[\u200c\u0300-\u036f\u0900-\u097f][^\W\d_]*)*")
# Different known words; one that comes again and again may be part of a name or a unit.
_LEAST_KNOWN = 3
_LEAST_KNOWN_OF_SHORT = 2
# Prose has a known word in every third place or so; tables of names and numbers do not.
_LEAST_DENSITY = 0.15
_SHORT = 8
_LEAST_DENSITY_OF_SHORT = 0.25
# The leader has so many times the evidence of the next, over what they do not share.
_LEAST_LEAD = 2.0
_LEAST_EVIDENCE = 2.5
_LEAST_EVIDENCE_OF_SHORT = 1.5
# The winner's share of all known words; below it the text is mixed or the guess is chance.
_LEAST_SHARE = 0.5
# A letter of a language's own, and one it does not write, against a known word.
_OWN_LETTER = 0.4
_FOREIGN_LETTER = 0.5
#: A script whose letters are this share of all is the text's.
_LEAST_OF_SCRIPT = 0.7
_LEAST_LETTERS = 4
#: So many kana among Han characters make a text Japanese.
_LEAST_KANA = 0.05
_CODE = re.compile(r"[a-z]{2}")
_LAST_ASCII = "\x7f"
#: A text with fewer words is too short to contradict what its source says, or to look foreign.
_FEW_WORDS = 12
#: English prose has at least this share of the words listed for English.
_LEAST_ENGLISH = 0.08


@cache
def _scripts() -> tuple[dict[str, re.Pattern[str]], dict[str, str]]:
    """Return what matches a letter of each script, and the language that some are written for."""
    patterns: dict[str, re.Pattern[str]] = {}
    languages: dict[str, str] = {}
    for script, language, *ranges in read_words("scripts.txt"):
        spans = (span.partition("-") for span in ranges)
        letters = "".join(f"{chr(int(a, 16))}-{chr(int(b, 16))}" for a, _, b in spans)
        patterns[script] = re.compile(f"[{letters}]")
        if language != "*":
            languages[script] = language
    return patterns, languages


@cache
def _same() -> dict[str, str]:
    """Return the code used here for languages that have several."""
    return {other: code for code, *others in read_words("language_codes.txt") for other in others}


@dataclass(slots=True)
class _Lists:
    """What is known of all languages, by word and by letter."""

    by_word: dict[str, tuple[str, ...]] = field(default_factory=dict)
    letters: dict[str, frozenset[str]] = field(default_factory=dict)


@cache
def _lists() -> _Lists:
    lists = _Lists()
    for code, letters, *words in read_words("common_words.txt"):
        _enlist(lists, code, letters.removeprefix("+"), words)
    for code in sorted(known_languages()):
        letters, known = read_common(code)
        _enlist(lists, code, letters, known)
    return lists


def _enlist(lists: _Lists, code: str, letters: str, words: Iterable[str]) -> None:
    lists.letters[code] = frozenset(letters)
    for word in dict.fromkeys(words):
        lists.by_word[word] = (*lists.by_word.get(word, ()), code)


def guess_language(text: str) -> str:
    """Return the ISO 639-1 code of the language that ``text`` is written in, or ""."""
    sample = text[:_SAMPLE]
    script = _script_of(sample)
    of_script = _scripts()[1]
    if script in of_script or not script:
        return of_script.get(script, "")
    return _vote(_WORD.findall(sample.lower()))


def find_language(text: str, stated: str = "") -> str:
    """Return the language of a text, "" where it shows neither in the text nor beside it.

    ``stated`` is what the source says ("de", "de-DE", "DE"); it counts where the text is too short
    or too mixed to tell, not where the text plainly is in another language.
    """
    guessed = guess_language(text)
    if guessed:
        return guessed
    code = stated.strip().lower().replace("_", "-")
    code = _same().get(code, code.partition("-")[0])
    code = _same().get(code, code)
    return code if _CODE.fullmatch(code) and not _contradicts(text[:_SAMPLE], code) else ""


def is_read_as_english(text: str, language: str) -> bool:
    """Tell whether the rules for English are those for a text in ``language``.

    So it is with English, and with a text in Latin letters whose language does not show, unless it
    has more words of another language: headlines, tables and lists of names.
    """
    if language:
        return language == ENGLISH
    sample = text[:_SAMPLE]
    if _script_of(sample) not in {"latin", ""}:
        return False
    words = _WORD.findall(sample.lower())
    if len(words) < _FEW_WORDS:
        return True
    words = [word for word in words if word > "z" or len(word) > 1]
    english = _share_of(words, ENGLISH)
    others = max(_share_of(words, code) for code in _lists().letters if code != ENGLISH)
    return english >= _LEAST_ENGLISH or others <= max(english, _LEAST_DENSITY)


def _share_of(words: list[str], code: str) -> float:
    by_word = _lists().by_word
    return sum(code in by_word.get(word, ()) for word in words) / max(1, len(words))


def _contradicts(sample: str, code: str) -> bool:
    """Tell whether a text of some length has hardly a word of a listed language."""
    script = _script_of(sample)
    of_script = _scripts()[1]
    if script in of_script:
        return code != of_script[script]
    letters = _lists().letters.get(code)
    if letters is None:
        return False
    words = _WORD.findall(sample.lower())
    if script and script != "latin" and not any(letter in sample.lower() for letter in letters):
        return True
    return len(words) >= _FEW_WORDS and _share_of(words, code) < _LEAST_ENGLISH


def _script_of(sample: str) -> str:
    """Return the script that most letters of a text are of, "" where none prevails."""
    beyond = [sign for sign in set(sample) if sign > _LAST_ASCII]
    counts = {
        name: sum(sample.count(sign) for sign in beyond if pattern.match(sign))
        for name, pattern in (_scripts()[0].items() if beyond else ())
    }
    if not any(counts.values()):
        # Of ASCII only Latin letters are letters.
        return "latin" if any(letter in sample for letter in ascii_letters) else ""
    counts["latin"] += sum(map(sample.count, ascii_letters))
    han, kana = counts["han"], counts["kana"]
    if kana >= _LEAST_KANA * (han + kana):
        counts["kana"], counts["han"] = han + kana, 0
    total = sum(counts.values())
    best = max(counts, key=lambda name: counts[name])
    enough = best == "latin" or counts[best] >= _LEAST_LETTERS
    return best if enough and counts[best] >= _LEAST_OF_SCRIPT * total else ""


def _vote(words: list[str]) -> str:
    """Return the language whose words and letters these are, or "" where none leads clearly."""
    lists = _lists()
    # A single Latin letter is an initial or a unit as often as a word.
    known = {
        word: uses
        for word, uses in Counter(words).items()
        if word in lists.by_word and (word > "z" or len(word) > 1)
    }
    total = sum(known.values())
    is_short = len(words) <= _SHORT
    density = _LEAST_DENSITY_OF_SHORT if is_short else _LEAST_DENSITY
    different = _LEAST_KNOWN_OF_SHORT if is_short else _LEAST_KNOWN
    if len(known) < different or total < density * len(words):
        return ""
    lettered = [letters for word in words if not word.isascii() and (letters := _marked(word))]
    votes: dict[str, float] = defaultdict(float)
    for word, uses in known.items():
        languages = lists.by_word[word]
        for language in languages:
            votes[language] += uses / len(languages)
    scores = {code: vote + _fit(lists, code, lettered) for code, vote in votes.items()}
    best, second = sorted([*scores, ""], key=lambda code: -scores.get(code, 0.0))[:2]
    if not best or scores[best] <= 0:
        return ""
    share = sum(uses for word, uses in known.items() if best in lists.by_word[word]) / total
    evidence = _evidence(lists, known, lettered, best, second)
    against = _evidence(lists, known, lettered, second, best) if second else 0.0
    least = _LEAST_EVIDENCE_OF_SHORT if is_short else _LEAST_EVIDENCE
    clear = evidence >= least and evidence >= _LEAST_LEAD * against
    return best if clear and share >= _LEAST_SHARE else ""


def _marked(word: str) -> frozenset[str]:
    """Return the letters of a word beyond a to z."""
    return frozenset(letter for letter in word if not letter.isascii() and letter.isalpha())


def _fit(lists: _Lists, code: str, lettered: list[frozenset[str]]) -> float:
    """Return how well the letters of the words fit a language."""
    own = lists.letters[code]
    return sum(_OWN_LETTER if it <= own else -_FOREIGN_LETTER for it in lettered)


def _evidence(
    lists: _Lists, known: Mapping[str, int], lettered: list[frozenset[str]], code: str, other: str
) -> float:
    """Return what speaks for a language and not for another one; ``known`` counts the words."""
    words = sum(
        uses
        for word, uses in known.items()
        if code in (languages := lists.by_word[word]) and other not in languages
    )
    own, others = lists.letters[code], lists.letters.get(other, frozenset())
    letters = sum(it <= own and not it <= others for it in lettered)
    return words + letters * (_OWN_LETTER + _FOREIGN_LETTER)
