"""What people type behind ``/brief settings``, read; all pure."""

from __future__ import annotations

import re

from bot.errors import InputError
from bot.records import SettingName
from handlers.views.mrkdwn import unescape

_SETTINGS = re.compile(r"\s*(?:/brief\s+)?settings?(?P<rest>(?:\s.*)?)", re.IGNORECASE | re.DOTALL)
_NAMES = {
    "answers": SettingName.ANSWERS,
    "answer": SettingName.ANSWERS,
    "timezone": SettingName.TIME_ZONE,
    "time-zone": SettingName.TIME_ZONE,
    "adding": SettingName.ADDING,
    "removing": SettingName.REMOVING,
}
_EXAMPLES = {
    SettingName.ANSWERS: "private, public or default",
    SettingName.TIME_ZONE: "a name such as Europe/Berlin, or default",
    SettingName.ADDING: "everyone, admins, or people and groups such as @ana @ben",
    SettingName.REMOVING: "everyone, admins, or people and groups such as @ana @ben",
}
# <@U123|ana>, <!subteam^S123|@editors>
_PERSON = re.compile(r"<@(?P<id>[UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_GROUP = re.compile(r"<!subteam\^(?P<id>S[A-Z0-9]+)(?:\|@?(?P<name>[^<>]*))?>")


def read_setting(text: str) -> tuple[SettingName | None, str] | None:
    """Return which setting is to be what; None as setting shows them all, None as a whole is none.

    Raises:
        InputError: there is no such value.
    """
    match = _SETTINGS.fullmatch(text)
    if match is None:
        return None
    first, _, rest = " ".join(match["rest"].split()).partition(" ")
    if first.casefold() == "time" and rest.casefold().startswith("zone"):
        first, rest = "timezone", rest[len("zone") :].strip()
    if not first:
        return None, ""
    name = _NAMES.get(first.casefold())
    if name is None:
        # A topic such as "settings of the dispute".
        return None
    if not rest:
        raise InputError(f"Say what “{name}” is to be: {_EXAMPLES[name]}.")
    is_about_people = name in (SettingName.ADDING, SettingName.REMOVING)
    return name, _people(rest) if is_about_people else unescape(rest)


def _people(rest: str) -> str:
    """Return people and groups as they are kept: ``person:U1 group:S1=editors``."""
    named = _GROUP.sub(_as_group, _PERSON.sub(r" person:\g<id> ", rest)).replace(",", " ").split()
    unknown = next((each for each in named if each.startswith("@")), "")
    if unknown:
        raise InputError(
            f"Slack does not know {unknown}; choose the name from the list that it offers while"
            " you type."
        )
    if any(":" in each for each in named):
        named = [each for each in named if each.casefold() not in ("and", "admins")]
    return unescape(" ".join(named))


def _as_group(match: re.Match[str]) -> str:
    name = "-".join((match["name"] or match["id"]).split())
    return f" group:{match['id']}={name} "
