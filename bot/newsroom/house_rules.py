"""Settings as they are written down, read into rules and checked; all pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.errors import InputError
from bot.newsroom.base import check_time_zone
from bot.records import (
    WORKSPACE_WIDE,
    Answers,
    Circle,
    HouseRules,
    Permission,
    SettingName,
    StoredSetting,
)

#: What a channel can settle for itself.
OF_CHANNELS = (SettingName.ANSWERS, SettingName.TIME_ZONE)
#: What takes a setting back.
DEFAULT = "default"

_DEFAULTS = {
    SettingName.ANSWERS: str(Answers.PRIVATE),
    SettingName.ADDING: str(Circle.EVERYONE),
    SettingName.REMOVING: str(Circle.ADMINS),
}
_PERSON, _GROUP = "person:", "group:"


def check_value(place: str, name: SettingName, value: str) -> str:
    """Return a value as it is kept; "" for ``default``.

    Raises:
        InputError: the place cannot settle that, or there is no such value.
    """
    if place != WORKSPACE_WIDE and name not in OF_CHANNELS:
        raise InputError(f"“{name}” is settled for the whole workspace, not for one channel.")
    value = value.strip()
    if value.casefold() in ("", DEFAULT):
        return ""
    if name is SettingName.TIME_ZONE:
        return check_time_zone(value).key
    if name is SettingName.ANSWERS:
        return _check_answers(value)
    return write_permission(read_permission(value))


def is_other(place: str, name: SettingName, value: str, kept: str) -> bool:
    """Tell whether a checked value settles anything else than what is kept ("": the default)."""
    if place == WORKSPACE_WIDE:
        default = _DEFAULTS.get(name, "")
        return (value or default) != (kept or default)
    return value != kept


def _check_answers(value: str) -> str:
    try:
        return Answers(value.casefold())
    except ValueError as error:
        raise InputError(
            f"Answers are private or public, not “{value}”; `default` takes the setting back."
        ) from error


def read_permission(value: str) -> Permission:
    """Return who may do something from ``everyone``, ``admins`` or ``person:U1 group:S1=news``.

    Raises:
        InputError: it names nobody.
    """
    parts = value.split()
    if value.casefold() in (Circle.EVERYONE, Circle.ADMINS):
        return Permission(circle=Circle(value.casefold()))
    people = [part.removeprefix(_PERSON) for part in parts if part.startswith(_PERSON)]
    groups = [part.removeprefix(_GROUP) for part in parts if part.startswith(_GROUP)]
    named = [*filter(None, people), *filter(None, groups)]
    if not parts or len(named) != len(parts):
        raise InputError(
            "Say who: everyone, admins, or the people and groups by name, for example @ana @ben."
        )
    return Permission(
        circle=Circle.NAMED,
        people=tuple(dict.fromkeys(people)),
        groups=tuple(dict.fromkeys(_read_group(each) for each in groups)),
    )


def _read_group(written: str) -> tuple[str, str]:
    number, _, name = written.partition("=")
    return number, name or number


def write_permission(permission: Permission) -> str:
    """Return what ``read_permission`` reads."""
    if permission.circle is not Circle.NAMED:
        return str(permission.circle)
    people = [f"{_PERSON}{each}" for each in permission.people]
    groups = [f"{_GROUP}{number}={'-'.join(name.split())}" for number, name in permission.groups]
    return " ".join([*people, *groups])


def make_rules(settings: Iterable[StoredSetting], place: str) -> HouseRules:
    """Return what holds at a place: its own settings, else the workspace's, else the defaults."""
    settings = tuple(settings)
    here = {each.name: each.value for each in settings if each.place == WORKSPACE_WIDE}
    if place != WORKSPACE_WIDE:
        here |= {
            each.name: each.value
            for each in settings
            if each.place == place and each.name in OF_CHANNELS
        }
    rules = HouseRules()
    return HouseRules(
        answers=Answers(here.get(SettingName.ANSWERS, rules.answers)),
        time_zone=here.get(SettingName.TIME_ZONE, rules.time_zone),
        adding=_permission(here.get(SettingName.ADDING), rules.adding),
        removing=_permission(here.get(SettingName.REMOVING), rules.removing),
    )


def _permission(value: str | None, default: Permission) -> Permission:
    return read_permission(value) if value else default
