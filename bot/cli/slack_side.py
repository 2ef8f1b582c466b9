"""The one door from the command line to ``handlers``, which is loaded only when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.config import Settings
from bot.newsroom import Newsroom
from bot.ports import Sender

if TYPE_CHECKING:
    from handlers.playground.page.clock import ChannelClock


async def serve(newsroom: Newsroom, *, http: bool) -> None:
    """Run the bot on Slack until it is told to stop."""
    from handlers.app import serve as serve_slack

    await serve_slack(newsroom.settings, newsroom, http=http)


def make_clock() -> ChannelClock:
    """Return the clock of the playground's page, which its newsroom goes by as well."""
    from handlers.playground.page.clock import ChannelClock

    return ChannelClock()


async def play_on_page(
    newsroom: Newsroom, clock: ChannelClock, *, port: int, open_browser: bool
) -> None:
    """Serve the playground as a page until it is told to stop."""
    from handlers.playground.page.run import run_page

    await run_page(newsroom.settings, newsroom, clock, port=port, open_browser=open_browser)


async def play_at_terminal(newsroom: Newsroom) -> None:
    """Read commands at the terminal and answer as the bot does in Slack."""
    from handlers.playground.terminal import run_prompt

    await run_prompt(newsroom.settings, newsroom)


async def check_tokens(settings: Settings) -> str:
    """Return who the bot is to Slack.

    Raises:
        DatelineError: Slack refuses a token or does not answer.
    """
    from handlers.app import check_tokens as ask_slack

    return await ask_slack(settings)


async def reach_pages(public_url: str) -> str:
    """Return why nobody reaches the pages at an address, "" where they answer."""
    from handlers.web.reaching import reach_pages as ask_pages

    return await ask_pages(public_url)


def make_sender(settings: Settings) -> Sender:
    """Return what sends to channels of Slack."""
    from handlers.slack.sender import make_sender as make_slack_sender

    return make_slack_sender(settings)
