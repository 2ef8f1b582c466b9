"""What a workspace and its channels settle for themselves, and the present day there."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from bot.newsroom.base import NewsroomBase
from bot.newsroom.house_rules import check_value, make_rules
from bot.records import WORKSPACE_WIDE, HouseRules, SettingName, StoredSetting


class NewsroomSettings(NewsroomBase):
    """The part of the newsroom that keeps settings."""

    def rules_at(self, place: str = WORKSPACE_WIDE) -> HouseRules:
        """Return what holds in a channel, or in the workspace where no channel is given."""
        return make_rules(self.archive.list_settings(self.workspace), place)

    def list_settings(self, place: str | None = None) -> list[StoredSetting]:
        """Return what was settled, by place and name; at one place where one is given."""
        return self.archive.list_settings(self.workspace, place)

    def change_setting(
        self, name: SettingName, value: str, *, place: str = WORKSPACE_WIDE, changed_by: str
    ) -> HouseRules:
        """Settle something and return what holds at the place then.

        Args:
            value: ``default`` takes the setting back.
            place: a channel's id; the whole workspace where none is given.

        Raises:
            InputError: the place cannot settle that, or there is no such value.
        """
        kept = check_value(place, name, value)
        self.archive.save_setting(
            self.workspace, place, name, kept, changed_by=changed_by, now=self.now()
        )
        return self.rules_at(place)

    def zone_at(self, place: str | None = None) -> str:
        """Return the name of the time zone that holds in a channel."""
        settled = self.rules_at(place).time_zone if place is not None else ""
        return settled or self.settings.time_zone

    def today(self, place: str | None = None) -> date:
        """Return the present day in a channel; without one, in the operator's time zone."""
        return self.now().astimezone(ZoneInfo(self.zone_at(place))).date()
