"""A small, honest guess at a text's language; "" where it does not show.

Each language votes with its commonest words; where none wins clearly (a list of names, a mixed
page, a language not known here), no language is better than a wrong one. Called once for every
stored text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

# What shows the language of a news text shows it in its first paragraphs.
_SAMPLE = 3000
_WORD = re.compile(r"[^\W\d_]+")
# Different words; one that comes again and again may be part of a name or a unit.
_LEAST_VOTES = 3
# Prose has a known word in every third place or so; tables of names and numbers do not.
_LEAST_DENSITY = 0.1
_LEAST_LEAD = 1.3
# The winner's share of all votes; below it the text is mixed or the guess is chance.
_LEAST_SHARE = 0.5
_STOP_WORDS = {
    "en": "the and there their had we i you he she if when after more than about of to was that "
    "with for by from has have his it its said which were who will would this been are "
    "not they at an as be but on",
    "de": "der die und das dass nicht einem einer sagte als um nur noch so ich mit von auf ist "
    "sich dem ein eine auch wird nach wurde bei sind wie aus einen zum zur für über haben "
    "werden am im des den",
    "fr": "les des est une dans pour qui sur pas au par avec sont ont cette été ses aux mais "
    "leur plus était elle ils nous du et le la",
    "es": "los las del una por para con fue más pero como sus este entre también sobre ha desde "
    "el y que al lo dijo años según",
    "it": "il che di della per non sono gli nel dei alla anche più ha è delle dal suo con stato "
    "degli ma questo ed dalla nella lo",
    "pt": "os dos das uma por não mais foi mas ao seu sua pela pelo são também à às disse já "
    "muito até entre em um o que do da na no",
    "nl": "het een van dat niet zijn met voor aan ook naar wordt uit maar bij heeft hij werd "
    "deze dit nog te worden door en op",
    "ru": "и в не на что с по из это как его для от он но за а к было был также были",
}


@cache
def _languages_by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _STOP_WORDS.items():
        for word in dict.fromkeys(words.split()):
            found[word] = (*found.get(word, ()), language)
    return found


def guess_language(text: str) -> str:
    """Return the ISO 639-1 code of the language that ``text`` is written in, or "".

    Known are en, fr, de, es, it, pt, nl and ru. Source: a vote of stop words, a word that several
    languages share counting in parts.
    """
    by_word = _languages_by_word()
    words = _WORD.findall(text[:_SAMPLE].lower())
    known = [word for word in words if word in by_word]
    if len(set(known)) < _LEAST_VOTES or len(known) < _LEAST_DENSITY * len(words):
        return ""
    votes: dict[str, float] = defaultdict(float)
    for word in known:
        for language in by_word[word]:
            votes[language] += 1 / len(by_word[word])
    best = max(votes, key=lambda language: votes[language])
    most = votes.pop(best)
    second = max(votes.values(), default=0.0)
    return best if most > _LEAST_LEAD * second and most >= _LEAST_SHARE * len(known) else ""
