"""What somebody typed behind `/brief` or `dateline brief`, read into a request; all pure."""

from __future__ import annotations

import re
from datetime import date

from bot.briefing.requests.periods import read_since, read_until, take_period
from bot.errors import InputError
from bot.results import BriefRequest

#: Longer topics are somebody's pasted paragraph.
LONGEST_TOPIC = 200
#: More lines a part than this is no brief any more.
MOST_LINES = 500

_KEYS = {
    "since": "since", "from": "since", "until": "until", "to": "until", "by": "by",
    "speaker": "by", "about": "about", "outlet": "outlet", "source": "outlet", "lang": "language",
    "language": "language",
}  # fmt: skip
_QUOTES = str.maketrans("“”„«»", '"' * 5)
#: `key:value`, `key: value`, `key:"two words"`.
_FILTER = re.compile(r'(?<!\S)(?P<key>[A-Za-z]+):\s*(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]*))')
#: Languages by their English names.
LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "spanish": "es",
    "italian": "it", "portuguese": "pt", "dutch": "nl", "polish": "pl", "russian": "ru",
    "ukrainian": "uk", "chinese": "zh", "japanese": "ja", "korean": "ko", "arabic": "ar",
    "turkish": "tr", "swedish": "sv", "danish": "da", "norwegian": "no", "finnish": "fi",
    "greek": "el", "czech": "cs", "hungarian": "hu", "romanian": "ro", "hebrew": "he",
    "hindi": "hi", "persian": "fa",
}  # fmt: skip
_IN_LANGUAGE = re.compile(
    rf"(?P<rest>.*\S)\s+(?:written )?in (?P<name>{'|'.join(LANGUAGES)})\Z", re.IGNORECASE
)
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,4})?\Z")
_ORDERS = frozenset({"importance", "date"})


def brief_request(
    text: str,
    *,
    workspace: str,
    today: date,
    since: str | None = None,
    until: str | None = None,
    by: str | None = None,
    about: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    limit: int | None = None,
    timeline_order: str = "importance",
) -> BriefRequest:
    """Read a topic with its filters: ``nato expansion since:2022-01 by:"joe biden"``.

    Filters stand in the text as ``since: until: by: about: outlet: lang:`` or as periods in plain
    words ("last week"); an argument wins over the text.

    Raises:
        InputError: there is no topic, or a filter's value makes no sense.
    """
    topic, found = _take_filters(text, today)
    topic, period = take_period(topic, today)
    first = read_since(since, today) if since else found.pop("since", None) or period.since
    last = read_until(until, today) if until else found.pop("until", None) or period.until
    request = BriefRequest(
        topic=_clean_topic(topic),
        workspace=workspace,
        since=first if isinstance(first, date) else None,
        until=last if isinstance(last, date) else None,
        by=_text(by, found.get("by")),
        about=_text(about, found.get("about")),
        outlet=_text(outlet, found.get("outlet")),
        language=read_language(language) if language else _text(None, found.get("language")),
        limit=limit,
        timeline_order=timeline_order,
    )
    check_request(request)
    return request


def check_request(request: BriefRequest) -> None:
    """Refuse a request that cannot be answered.

    Raises:
        InputError: no topic, an impossible period, limit or order.
    """
    if not (request.topic or request.by or request.about):
        raise InputError("Say what the brief should be about, for example `nato` or `by:biden`.")
    if len(request.topic) > LONGEST_TOPIC:
        raise InputError(
            f"A topic has at most {LONGEST_TOPIC} characters;"
            " name a person, a place or a few words."
        )
    if request.since and request.until and request.since > request.until:
        raise InputError(
            f"The period ends ({request.until}) before it begins ({request.since});"
            " swap `since` and `until`."
        )
    if request.limit is not None and not 1 <= request.limit <= MOST_LINES:
        raise InputError(f"A limit is a number from 1 to {MOST_LINES}.")
    if request.timeline_order not in _ORDERS:
        raise InputError("A timeline is ordered by `importance` or by `date`.")


def read_language(value: str) -> str:
    """Return the code of a language given by name or code: "German" is "de".

    Raises:
        InputError: neither a known name nor a code.
    """
    lower = value.strip().casefold()
    code = LANGUAGES.get(lower, lower)
    if not _LANGUAGE_CODE.match(code):
        raise InputError(f"“{value}” is no language; write a code such as en or de.")
    return code


def take_language(text: str) -> tuple[str, str]:
    """Cut a language off the end: "fishing in German" is "fishing" and "de"; else no code."""
    match = _IN_LANGUAGE.match(text)
    if match is None:
        return text, ""
    return match["rest"], LANGUAGES[match["name"].casefold()]


def _take_filters(text: str, today: date) -> tuple[str, dict[str, date | str]]:
    """Cut the filters out of ``text``; return the rest and their values by name."""
    text = text.translate(_QUOTES)
    found: dict[str, date | str] = {}
    rest: list[str] = []
    done = 0
    for match in _FILTER.finditer(text):
        key = _KEYS.get(match["key"].casefold())
        if key is None or match.start() < done:
            continue
        rest.append(text[done : match.start()])
        value = match["quoted"] if match["quoted"] is not None else match["bare"]
        if not value.strip():
            raise InputError(f"`{match['key']}:` has no value; write it behind the colon.")
        found[key], done = _read_filter(key, value.strip(), text, match, today)
    rest.append(text[done:])
    return " ".join(" ".join(rest).split()), found


def _read_filter(
    key: str, value: str, text: str, match: re.Match[str], today: date
) -> tuple[date | str, int]:
    """Return a filter's value and where it ends."""
    if key == "language":
        return read_language(value), match.end()
    if key not in {"since", "until"}:
        return value, match.end()
    read = read_since if key == "since" else read_until
    if match["quoted"] is None:
        # An unquoted date may be longer than one word: "since:24 march 2022", "since:last week".
        following = re.finditer(r"\S+", text[match.end() :])
        ends = [match.end() + word.end() for word, _ in zip(following, range(2), strict=False)]
        for end in reversed(ends):
            try:
                return read(text[match.start("bare") : end], today), end
            except InputError:
                continue
    return read(value, today), match.end()


def _text(given: str | None, found: object) -> str | None:
    value = given if given is not None else found
    words = " ".join(str(value).translate(_QUOTES).replace('"', " ").split()) if value else ""
    return words or None


def _clean_topic(topic: str) -> str:
    return " ".join(topic.replace('"', " ").strip(" .,;:?!#").split())
