"""The archive as the newsroom needs it, one protocol an area, and all of them together.

Methods are synchronous and thread safe. They raise ``StoreError`` (``StoreBusyError`` where trying
again can help). Every method that takes ``workspace`` sees that workspace only.
"""

from __future__ import annotations

from typing import Protocol

from bot.ports.corrections import CorrectionArchive
from bot.ports.documents import DocumentArchive
from bot.ports.facts import FactArchive
from bot.ports.feeds import FeedArchive
from bot.ports.memory import MemoryArchive
from bot.ports.orders import OrderArchive
from bot.ports.overview import OverviewArchive
from bot.ports.settings import SettingArchive
from bot.ports.sources import SourceArchive
from bot.ports.stories import StoryArchive


class Archive(
    DocumentArchive,
    FactArchive,
    OrderArchive,
    MemoryArchive,
    SourceArchive,
    FeedArchive,
    StoryArchive,
    SettingArchive,
    OverviewArchive,
    CorrectionArchive,
    Protocol,
):
    """Everything stored: documents, facts, subscriptions, sources, stories, corrections."""

    def seen_by(self, audience: str) -> Archive:
        """Return the archive as it shows itself in a channel: without what is others' alone.

        Without this call everything is seen, as whoever holds the file sees it.
        """
        ...

    def close(self) -> None:
        """Give back connections; safe to call twice."""
        ...
