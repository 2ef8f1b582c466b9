"""What a workspace and its channels have settled, as the archive keeps it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.records import SettingName, StoredSetting


class SettingArchive(Protocol):
    """Settings by workspace, place and name."""

    def list_settings(self, workspace: str, place: str | None = None) -> list[StoredSetting]:
        """Return what was settled, by place and name; at one place where one is given."""
        ...

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
        ...
