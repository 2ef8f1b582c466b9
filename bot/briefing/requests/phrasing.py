"""Limits, kinds and lists in plain words, for the sentences with which a result explains itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.briefing.requests.query import LANGUAGES
from bot.records import ActorKind
from bot.results import BriefRequest
from bot.wording import day_in_words, period_in_words

_KINDS = {
    ActorKind.PERSON: "person",
    ActorKind.COUNTRY: "country",
    ActorKind.ORGANISATION: "organisation",
    ActorKind.GROUP: "group",
    ActorKind.PLACE: "place",
}


#: Names that are said with "the": their last word is a common noun, or they are unions and plurals.
_WITH_ARTICLE = re.compile(
    r"(?:united \w+(?: \w+)?|netherlands|philippines|bahamas|maldives|white house|kremlin|pentagon"
    r"|.+ (?:union|nations|reserve|court|party|bank|committee|council|department|commission"
    r"|association|organi[sz]ation|agency|ministry|service|bureau|senate|republic|congress|guard"
    r"|army|navy|government|administration|parliament|assembly|league|cup|states|office|countries"
    r"|times|post|journal))",
    re.IGNORECASE,
)


_DASH = re.compile(r"\s*–\s*")


def dates_in_words(since: date | None, until: date | None) -> str:
    """Return "since 1 March 2022", "until ...", "between ..."; empty where there is no limit."""
    if since and until:
        if since == until:
            return f"on {day_in_words(since)}"
        return f"between {_DASH.sub(' and ', period_in_words(since, until))}"
    if since:
        return f"since {day_in_words(since)}"
    return f"until {day_in_words(until)}" if until else ""


def limits_in_words(request: BriefRequest) -> str:
    """Return the limits on documents: "published since 1 March 2022, by outlets named “bbc”"."""
    dates = dates_in_words(request.since, request.until)
    parts = [f"published {dates}"] if dates else []
    if request.outlet:
        parts.append(f"from outlets named “{request.outlet}”")
    if request.language:
        parts.append(f"in {language_in_words(request.language)}")
    return ", ".join(parts)


def language_in_words(code: str) -> str:
    """Return "German" for "de"; another code is quoted."""
    named = next((name for name, known in LANGUAGES.items() if known == code), "")
    return named.capitalize() if named else f"the language “{code}”"


def with_article(name: str) -> str:
    """Return a name as it stands in a sentence: "the Federal Reserve", "NATO"."""
    has_none = _WITH_ARTICLE.fullmatch(name) and not name.casefold().startswith("the ")
    return f"the {name}" if has_none else name


def possessive(name: str) -> str:
    """Return "Ida Holm’s", "the United States’"."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def kind_in_words(kind: ActorKind) -> str:
    """Return the noun for a sort of actor."""
    return _KINDS[kind]


def listed(items: Sequence[str], last: str = "and") -> str:
    """Return "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
