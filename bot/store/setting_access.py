"""The archive's settings, each method with its transaction."""

from __future__ import annotations

from datetime import datetime

from bot.records import SettingName, StoredSetting
from bot.store import settings
from bot.store.access import Access


class SettingAccess(Access):
    """See ``bot.ports.settings`` for what each method promises."""

    def list_settings(self, workspace: str, place: str | None = None) -> list[StoredSetting]:
        """Return what was settled, by place and name; at one place where one is given."""
        with self._read(workspace) as transaction:
            return settings.list_settings(transaction, place)

    def save_setting(
        self,
        workspace: str,
        place: str,
        name: SettingName,
        value: str,
        *,
        changed_by: str,
        now: datetime,
    ) -> None:
        """Keep a setting in the place of what it was; "" takes it back."""
        with self._write(workspace, is_aside=True) as transaction:
            settings.save_setting(transaction, place, name, value, changed_by=changed_by, now=now)
