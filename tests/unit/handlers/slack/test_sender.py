"""The sender of digests."""

from __future__ import annotations

import pytest

from bot.config import Settings
from bot.errors import (
    ConfigError,
)
from handlers.slack.sender import make_sender


def test_sender_needs_a_token() -> None:
    """Without a token there is a clear sentence, not a failing call."""
    with pytest.raises(ConfigError, match="SLACK_BOT_TOKEN"):
        make_sender(Settings())
