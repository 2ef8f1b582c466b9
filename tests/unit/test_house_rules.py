"""Settings as they are written down, and what holds at a place."""

from __future__ import annotations

import pytest
from factories import NOW
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InputError
from bot.newsroom.house_rules import (
    check_value,
    is_other,
    make_rules,
    read_permission,
    write_permission,
)
from bot.records import (
    WORKSPACE_WIDE,
    Answers,
    Circle,
    HouseRules,
    Permission,
    SettingName,
    StoredSetting,
)

IDS = st.from_regex(r"\A[A-Z][A-Z0-9]{2,10}\Z")
HANDLES = st.from_regex(r"\A[a-z][a-z0-9-]{0,10}\Z")


def settled(place: str, name: SettingName, value: str) -> StoredSetting:
    """Return a setting as it is kept."""
    return StoredSetting(place=place, name=name, value=value, changed_by="U1", changed_at=NOW)


@given(
    people=st.lists(IDS, min_size=1, max_size=5, unique=True),
    groups=st.dictionaries(IDS, HANDLES, max_size=3),
)
def test_permission_is_read_as_it_was_written(people: list[str], groups: dict[str, str]) -> None:
    """People and groups come back, in order."""
    made = Permission(circle=Circle.NAMED, people=tuple(people), groups=tuple(groups.items()))
    assert read_permission(write_permission(made)) == made


@pytest.mark.parametrize("value", ["nobody", "person:", "ana ben", "everyone person:U1", ""])
def test_permission_that_names_nobody_is_refused(value: str) -> None:
    """The error says what to type."""
    with pytest.raises(InputError, match="everyone, admins"):
        read_permission(value)


def test_channels_settle_answers_and_time_zone_only() -> None:
    """Who may add is one thing for the whole workspace."""
    assert check_value("C1", SettingName.ANSWERS, " Public ") == "public"
    assert check_value("C1", SettingName.TIME_ZONE, "Asia/Tokyo") == "Asia/Tokyo"
    with pytest.raises(InputError, match="whole workspace"):
        check_value("C1", SettingName.ADDING, "admins")


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        (SettingName.ANSWERS, "loud", "private or public"),
        (SettingName.TIME_ZONE, "Mars/Base", "Europe/Berlin"),
        (SettingName.REMOVING, "ana", "everyone, admins"),
    ],
)
def test_unknown_value_is_refused(name: SettingName, value: str, why: str) -> None:
    """The error says what there is."""
    with pytest.raises(InputError, match=why):
        check_value(WORKSPACE_WIDE, name, value)


@pytest.mark.parametrize("name", list(SettingName))
def test_default_takes_a_setting_back(name: SettingName) -> None:
    """Nothing is kept then."""
    assert check_value(WORKSPACE_WIDE, name, "Default") == ""


def test_what_is_the_default_anyhow_settles_nothing_new() -> None:
    """A form that is sent as it was changes nothing."""
    assert not is_other(WORKSPACE_WIDE, SettingName.ADDING, "everyone", "")
    assert not is_other(WORKSPACE_WIDE, SettingName.REMOVING, "", "admins")
    assert is_other(WORKSPACE_WIDE, SettingName.ADDING, "admins", "")
    assert is_other("C1", SettingName.ANSWERS, "private", "")


def test_nothing_settled_leaves_the_defaults() -> None:
    """Answers are private, everyone adds, admins and whoever added it remove."""
    rules = make_rules([], "C1")
    assert rules == HouseRules()
    assert (rules.answers, rules.adding.circle) == (Answers.PRIVATE, Circle.EVERYONE)
    assert rules.removing.circle is Circle.ADMINS


def test_a_channels_own_setting_wins_over_the_workspaces() -> None:
    """The others hold as the workspace has them; another channel is none of its business."""
    kept = [
        settled(WORKSPACE_WIDE, SettingName.ANSWERS, "public"),
        settled(WORKSPACE_WIDE, SettingName.TIME_ZONE, "Europe/Oslo"),
        settled("C1", SettingName.ANSWERS, "private"),
        settled("C2", SettingName.TIME_ZONE, "Asia/Tokyo"),
    ]
    here = make_rules(kept, "C1")
    assert (here.answers, here.time_zone) == (Answers.PRIVATE, "Europe/Oslo")
    elsewhere = make_rules(iter(kept), "C3")
    assert (elsewhere.answers, elsewhere.time_zone) == (Answers.PUBLIC, "Europe/Oslo")
