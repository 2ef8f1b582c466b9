"""The facade that the command line and every Slack listener call, and the one place that wires.

All methods are synchronous and thread safe. An event loop reaches them by one thread hop:
``await newsroom.call(newsroom.brief, request)``.
"""

from bot.newsroom.base import utc_now
from bot.newsroom.newsroom import Newsroom, make_newsroom
from bot.newsroom.orders import DEFAULT_DIGEST_HOUR

__all__ = ["DEFAULT_DIGEST_HOUR", "Newsroom", "make_newsroom", "utc_now"]
