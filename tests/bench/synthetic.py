"""Made-up news from a seed: the same documents on every machine, as many as are wanted.

Sentences follow patterns of news prose (speech with and without marks, stances, dates, plain
reports); names are drawn by Zipf's law, so that some actors fill the archive and most are rare.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from bot.records import RawDocument

_FIRST = (
    "Ada Ben Carla Dmitri Elena Farid Greta Hugo Ines Jonas Kofi Lena Marco Nadia Oskar Priya Quinn"
    " Rosa Samir Tessa Ulrich Vera Walid Xenia Yusuf Zoe Anton Bianca Cem Dora"
).split()
_LAST = (
    "Abel Brandt Castell Dorn Ekberg Falk Garcin Holm Ivers Jansen Keller Lindt Moreau Novak Okafor"
    " Petrov Quist Rossi Santos Tanaka Ueda Varga Weiss Xenakis Yilmaz Zeller Amado Berger Conti"
    " Duarte Engel Fontaine Greer Hassan Ilves Jovic Kruse Lemaire Mbeki Nilsson"
).split()
_BODIES = (
    "NATO|the United Nations|the European Union|Russia|Ukraine|China|the United States|Germany"
    "|France|India|Brazil|Turkey|Poland|Japan|Iran|the World Bank|the Kremlin|the White House"
    "|the European Commission|Norway|Sweden|Finland|Egypt|Kenya|Mexico|Canada|Italy|Spain|Israel"
    "|the International Monetary Fund|OPEC|Hungary|Greece|Vietnam|Chile"
).split("|")
_ROLES = (
    "Foreign Minister|Prime Minister|spokesman|spokeswoman|Defence Minister|chief economist"
    "|ambassador|President|Senator|opposition leader|union leader|analyst"
).split("|")
_THINGS = (
    "the expansion of the alliance|the price of oil|the new budget|a ban on imports|the harbour"
    " strike|the border treaty|higher interest rates|the vaccine programme|the pipeline|an early"
    " election|the trade agreement|sanctions against the banks|the climate accord|the missile tests"
    "|the refugee quota|the tax on carbon|wage talks|the grain corridor|a ceasefire"
    "|the court ruling"
).split("|")
_PLACES = "Berlin Paris Moscow Beijing Geneva Ankara Warsaw Lagos Lima Osaka Cairo Oslo".split()
_WORDS = (
    "growth industry winter workers prices villages schools hospitals rivers ships markets farmers"
    " trains storms banks voters judges officers students engineers reports figures signals plans"
).split()
_TITLES = (
    "{body} weighs {thing}|{name} warns over {thing}|Talks on {thing} begin in {place}"
    "|What {body} wants from {thing}|{body} and {other} at odds over {thing}"
).split("|")
_SENTENCES = (
    "{role} {name} said on {weekday} that {body} would support {thing} as soon as the {word} had"
    " been told what it meant for them.",
    "“We will not accept {thing},” {name} told reporters in {place}, where {word} had gathered.",
    "{body} opposes {thing}, according to {role} {name}.",
    "“The {word} of this country deserve better than {thing},” said {last}, “and {other} knows"
    " it.”",
    "{body} and {other} signed a paper on {thing} on {day} {month} {year}.",
    "For weeks the {word} in {place} had waited for news about {thing}, and many of them had begun"
    " to doubt that it would ever come.",
    "The {word} and the {word2} have changed little, a report on {thing} shows, although prices"
    " have risen and fewer people now live near the old market.",
    "In {place}, {number} {word} took part in a meeting that lasted {small} hours and ended without"
    " a vote.",
    "{last} accused {body} of delaying {thing} and called the {word} “a warning to all of us.”",
    "Nobody in {place} expected {thing} to return so soon after the long debate about the {word2}"
    " and what they had cost.",
    "They said {thing} had cost {number} jobs, mostly among the {word} near {place}.",
    "{name}, a {role} for {small} years, declined to comment on {thing}.",
    "It was the {small}th time that the {word} had to stop because of {thing}, and the streets"
    " around the station stayed empty until late in the evening.",
    "The {word2} of the region depend on the {word}, which in turn depend on the weather, the roads"
    " and the goodwill of their neighbours.",
)
_FIRST_DAY = date(2023, 1, 1)
_SPREAD_DAYS = 900
_OUTLETS = tuple(f"{place} {kind}" for place in _PLACES for kind in ("Herald", "Courier"))


class NewsMaker:
    """Writes documents from a seed.

    Args:
        seed: equal seeds give equal documents.
        words: mean length of a document in words.
    """

    def __init__(self, seed: int, words: int) -> None:
        self._random = Random(seed)  # noqa: S311
        self._words = words
        names = [f"{first} {last}" for last in _LAST for first in _FIRST]
        self._random.shuffle(names)
        self._names = names
        self._name_weights = list(accumulate(1 / rank for rank in range(1, len(names) + 1)))
        self._body_weights = list(accumulate(1 / rank for rank in range(1, len(_BODIES) + 1)))

    def write(self, count: int) -> Iterator[RawDocument]:
        """Yield documents in the order of their arrival; dates ascend, a few are late."""
        for number in range(count):
            day = _FIRST_DAY + timedelta(days=number * _SPREAD_DAYS // count)
            if self._random.random() < 0.02:
                day -= timedelta(days=self._random.randint(1, 300))
            yield self._document(number, day)

    def _document(self, number: int, day: date) -> RawDocument:
        cast = self._cast(day)
        sentences: list[str] = []
        wanted = self._words * self._random.uniform(0.6, 1.4)
        words = 0
        while words < wanted:
            sentence = self._sentence(self._random.choice(_SENTENCES), cast, day)
            sentences.append(sentence)
            words += sentence.count(" ") + 1
        paragraphs = [" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3)]
        return RawDocument(
            external_id=f"made-{number}",
            text="\n\n".join(paragraphs),
            title=self._sentence(self._random.choice(_TITLES), cast, day),
            outlet=self._random.choice(_OUTLETS),
            url=f"https://news.example/{number}",
            published=day,
            origin=f"made.jsonl:{number + 1}",
        )

    def _cast(self, day: date) -> dict[str, list[str]]:
        """Choose who and what a document is about: few of each, so that it keeps to a subject."""
        return {
            "name": self._random.choices(self._names, cum_weights=self._name_weights, k=3),
            "body": self._random.choices(_BODIES, cum_weights=self._body_weights, k=3),
            "thing": self._random.sample(_THINGS, 2),
            "place": self._random.sample(_PLACES, 2),
            "role": self._random.sample(_ROLES, 3),
        }

    def _sentence(self, pattern: str, cast: dict[str, list[str]], day: date) -> str:
        choose = self._random.choice
        body, other = self._random.sample(cast["body"], 2)
        name = choose(cast["name"])
        then = day - timedelta(days=self._random.randint(0, 400))
        sentence = pattern.format(
            body=body,
            other=other,
            name=name,
            last=name.split()[-1],
            thing=choose(cast["thing"]),
            place=choose(cast["place"]),
            role=choose(cast["role"]),
            word=choose(_WORDS),
            word2=choose(_WORDS),
            weekday=f"{then:%A}",
            day=then.day,
            month=f"{then:%B}",
            year=then.year,
            number=self._random.randint(2, 900),
            small=self._random.randint(2, 12),
        )
        return sentence[0].upper() + sentence[1:]
