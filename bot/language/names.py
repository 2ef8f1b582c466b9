"""Names in the form under which they are compared, and the parts of a person's name.

Shared by the extractors (keys of actors), the store (aliases) and the briefing (topics that people
type), so that "President Müller's", "muller" and "the Muller" meet.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Longest key; a longer run of capitals is no name, and an index over keys stays small.
LONGEST_KEY = 120

#: Titles before a person's name that are no part of it. Words that as often begin the name of a
#: body or a monarch ("General Motors", "Justice Department", "King Charles") stay.
_DROPPED_TITLES = frozenset(
    "mr mrs ms mx miss dr prof professor sen senator rep representative gov governor lt col"
    " adm brig capt cmdr cpl maj pvt sgt rev hon sir dame pres president chancellor premier"
    " congressman congresswoman minister ambassador spokesman spokeswoman spokesperson herr frau"
    " monsieur madame señor señora signor signora senor senora".split()
)
_DROPPED_TITLE_PAIRS = frozenset({"prime minister", "foreign minister", "vice president"})
#: What follows a title in the name of a body or an office: then the title stays.
_NOT_AFTER_TITLES = frozenset(
    "of office house palace party school union for and in to de du der hall island islands bank"
    " college university department council committee building pepper who".split()
)
_GENERATIONS = frozenset("jr sr ii iii iv".split())
#: Small words that belong to the surname that follows them.
_PARTICLES = frozenset(
    "al bin bint da dal dalla das de del della den der di dos du el ibn la le lo san ten ter"
    " van von vom zu zum zur".split()
)
#: Family names that, standing first, tell a name in East Asian order. Those that are as common as
#: given names elsewhere ("Kim", "Lee") are handled by the second test in ``surname_of``.
_FAMILY_FIRST = frozenset(
    "bai cai cao chan chang chen cheng chiang cho choe choi chow chu chung deng ding dong du"
    " fan fang feng fu gao ge gong gu guo han he ho hong hou hu hua huang huo hwang jang jeong"
    " jia jiang jin jung kang kim ko kong kwon lai lam lau lee lei leung li liang liao lim lin"
    " ling liu long lou lu luo ma mao meng min moon nam ngo nguyen ni noh oh ouyang pan park"
    " peng pham phan qi qian qiao qin qiu qu ren rhee rong ryu seo shao shen shi shin sim sima"
    " sin so son song su suh sun tan tang tao teng tian tran tsai tse tung wan wang wei weng wen"
    " wong woo wu xi xia xiang xiao xie xing xiong xu xue yan yang yao ye yeo yi yim yin yoo"
    " yoon you yu yuan yue yun zeng zhai zhan zhang zhao zheng zhong zhou zhu zhuang zou".split()
)
_GIVEN_AND_FAMILY = frozenset(
    "kim lee park moon han long ho so son sun may ma he you min lei".split()
)

#: Arabic articles that open a part of a name: "Suleiman al-Amr".
ARTICLES = frozenset({"al-", "el-", "ul-", "as-", "ad-", "an-", "ar-", "at-", "az-", "ez-"})

_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
        "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'",
    }
)  # fmt: skip
_POSSESSIVE = re.compile(r"'s?$")
_LONE_AMPERSAND = re.compile(r"(?<!\S)&(?!\S)")
_INNER_MARKS = re.compile(r"['.&·](?=\w)|(?<=\w)[.]|'")
_NO_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=1 << 14)
def normalise_name(text: str) -> str:
    """Return ``text`` as names are compared: "The Kremlin's" is "kremlin".

    Case, accents, punctuation, a closing possessive, a leading "the" and a person's titles are
    dropped; blanks are single. Names in other scripts keep their letters. The result is empty only
    where ``text`` holds nothing but blanks.
    """
    words = text.casefold().split()
    folded = " ".join(words)
    if words and folded.isascii() and "".join(words).isalpha():
        return " ".join(_without_titles(words))
    if not folded.isascii():
        folded = _strip_accents(folded.translate(_LETTERS))
    bare = _POSSESSIVE.sub("", folded)
    bare = _LONE_AMPERSAND.sub(" and ", bare)
    bare = _INNER_MARKS.sub("", bare)
    words = (_NO_WORD.sub(" ", bare) if bare.isascii() else _blank_marks(bare)).split()
    if not words:
        return " ".join(folded.split()) or " ".join(text.split())
    return " ".join(_without_titles(words))


def name_key(name: str) -> str:
    """Return the key of an actor: its normalised canonical name, at most 120 characters."""
    return normalise_name(name)[:LONGEST_KEY].rstrip()


def person_key(name: str) -> str:
    """Return the key of a person: middle initials do not make another one."""
    key = name_key(name)
    words = key.split()
    if len(words) < 3:
        return key
    return " ".join([words[0], *(word for word in words[1:-1] if len(word) > 1), words[-1]])


def surname_of(name: str) -> str:
    """Return the normalised family name of a person's full name; a single word is its own.

    "Ursula von der Leyen" is "leyen", "Xi Jinping" is "xi", "Ed Stone Jr." is "stone".
    """
    words = _without_generation(name)
    return words[0] if is_family_first(name) else words[-1]


def surname_with_particles(name: str) -> str:
    """Return the family name with the small words before it: "von der leyen", "bin salman"."""
    if is_family_first(name):
        return surname_of(name)
    words = _without_generation(name)
    first = len(words) - 1
    while first > 1 and words[first - 1] in _PARTICLES:
        first -= 1
    return " ".join(words[first:])


def is_family_first(name: str) -> bool:
    """Tell whether a person's name is in East Asian order, family name first.

    A first word that is a given name elsewhere ("Kim", "Lee") counts only where two short words
    follow ("Kim Jong-un"), the shape of a Korean or Chinese given name.
    """
    words = normalise_name(name).split()
    if len(words) < 2 or words[0] not in _FAMILY_FIRST or not _stands_alone(name, words[0]):
        return False
    if words[0] in _GIVEN_AND_FAMILY:
        return len(words) == 3 and len(words[1]) <= 5 and len(words[2]) <= 5
    return len(words) <= 3


def is_particle(lower: str) -> bool:
    """Tell whether a word in lower case may stand inside a name ("von", "bin", "de")."""
    return lower in _PARTICLES


def is_generation(lower: str) -> bool:
    """Tell whether a word in lower case, full stop or not, is "Jr", "Sr", "II" and the like."""
    return lower.rstrip(".") in _GENERATIONS


def _without_generation(name: str) -> list[str]:
    words = normalise_name(name).split() or [""]
    while len(words) > 1 and words[-1] in _GENERATIONS:
        words.pop()
    return words


def _stands_alone(name: str, first: str) -> bool:
    """Tell whether the first name is no half of a hyphenated one ("Lin-Manuel")."""
    return any(word.casefold() == first for word in name.split())


def _strip_accents(text: str) -> str:
    """Drop the marks over Latin, Greek and Cyrillic letters; other scripts keep theirs."""
    kept: list[str] = []
    for char in unicodedata.normalize("NFKD", text):
        if unicodedata.combining(char) and (not kept or _is_european(kept[-1])):
            continue
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def _blank_marks(text: str) -> str:
    """Turn everything but letters, digits and the vowel signs of other scripts into blanks."""
    return "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)


def _is_european(char: str) -> bool:
    return char < "\u0530" or "\u1e00" <= char < "\u2000"


def _without_titles(words: list[str]) -> list[str]:
    """Drop "the" and titles from the front while at least one word of a name is left."""
    first = 0
    while first < len(words) - 1:
        rest = len(words) - first
        if words[first] == "the":
            first += 1
        elif rest > 2 and " ".join(words[first : first + 2]) in _DROPPED_TITLE_PAIRS:
            if words[first + 2] in _NOT_AFTER_TITLES:
                break
            first += 2
        elif words[first] in _DROPPED_TITLES and words[first + 1] not in _NOT_AFTER_TITLES:
            if " ".join(words[first : first + 2]) in _DROPPED_TITLE_PAIRS:
                break
            first += 1
        else:
            break
    return words[first:]
