"""What people type behind ``/brief settings``."""

from __future__ import annotations

import pytest

from bot.errors import InputError
from bot.records import SettingName
from handlers.translating.orders import Verb, read_command
from handlers.translating.setting_orders import read_setting


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("settings", None, ""),
        ("Settings ", None, ""),
        ("settings answers public", SettingName.ANSWERS, "public"),
        ("setting timezone Europe/Berlin", SettingName.TIME_ZONE, "Europe/Berlin"),
        ("settings time zone Asia/Tokyo", SettingName.TIME_ZONE, "Asia/Tokyo"),
        ("settings adding everyone", SettingName.ADDING, "everyone"),
        ("settings removing <@U12AB|ana>, <@U34>", SettingName.REMOVING, "person:U12AB person:U34"),
        (
            "settings adding <@U12> and <!subteam^S9|@night desk>",
            SettingName.ADDING,
            "person:U12 group:S9=night-desk",
        ),
        ("settings adding <!subteam^S9>", SettingName.ADDING, "group:S9=S9"),
        ("settings adding <@U1><@U2> admins", SettingName.ADDING, "person:U1 person:U2"),
    ],
)
def test_setting_is_read(text: str, name: SettingName | None, value: str) -> None:
    """People and groups come as Slack hands them on."""
    assert read_setting(text) == (name, value)
    order = read_command(text)
    assert (order.verb, order.setting, order.words) == (Verb.SETTINGS, name, value)


@pytest.mark.parametrize(
    "text", ["nato", "settings of the dispute", "settingsanswers", "unsettled"]
)
def test_what_is_no_setting_is_left_alone(text: str) -> None:
    """It may be a topic."""
    assert read_setting(text) is None
    assert read_command(text).verb is Verb.BRIEF


@pytest.mark.parametrize("text", ["settings answers", "settings adding @ana", "settings timezone "])
def test_setting_without_a_value_or_with_an_unknown_name_is_refused(text: str) -> None:
    """The error says what can stand there."""
    with pytest.raises(InputError, match=r"what|know"):
        read_setting(text)
