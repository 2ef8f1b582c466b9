"""What a workspace and its channels settle for themselves, beside the operator's configuration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

#: The place of a setting that holds for a whole workspace; any other is a channel's id.
WORKSPACE_WIDE = ""


class SettingName(StrEnum):
    """What can be settled."""

    #: Who sees an answer that was asked for by command.
    ANSWERS = "answers"
    TIME_ZONE = "timezone"
    #: Who may add sources and documents, and who may pause and remove them.
    ADDING = "adding"
    REMOVING = "removing"


class Answers(StrEnum):
    """Who sees an answer that was asked for by command."""

    #: Whoever asked, who can share it.
    PRIVATE = "private"
    #: The channel.
    PUBLIC = "public"


class Circle(StrEnum):
    """A kind of people who may do something."""

    EVERYONE = "everyone"
    #: Admins; where something is removed, also whoever added it.
    ADMINS = "admins"
    #: The people and groups that are named, and admins.
    NAMED = "named"


@dataclass(frozen=True, kw_only=True, slots=True)
class Permission:
    """Who may do something.

    Attributes:
        people, groups: ids of those who are named, the groups with what they are called.
    """

    circle: Circle
    people: tuple[str, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredSetting:
    """A setting as somebody left it."""

    place: str
    name: SettingName
    value: str
    #: The id of whoever changed it last, or the name of whoever ran the command.
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseRules:
    """What holds at a place: its own settings, else the workspace's, else the defaults.

    Attributes:
        time_zone: "" where nobody settled one.
    """

    answers: Answers = Answers.PRIVATE
    time_zone: str = ""
    adding: Permission = Permission(circle=Circle.EVERYONE)
    removing: Permission = Permission(circle=Circle.ADMINS)
