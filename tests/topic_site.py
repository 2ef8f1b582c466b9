"""The pages of a small archive, served on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

# The first drawing on a machine lists its fonts, which takes longer than a test should wait.
import matplotlib.font_manager  # noqa: F401
from aiohttp import web
from aiohttp.test_utils import TestServer
from scenario.slack_bench import DOCUMENTS, Clock, open_newsroom
from scenario.slack_wire import PaperWire

from bot.briefing.requests.query import brief_request
from bot.config import Settings
from bot.newsroom import Newsroom
from bot.records import EVERYONE, RawDocument
from handlers.web.reader import add_reader_routes
from handlers.web.site import Site, open_site
from handlers.web.topics import add_topic_routes

HOSTILE = '<script>alert("strait")</script>'
#: What was said and done about NATO on twelve days, so that there is something to draw.
_NEWS = (
    "Norland opposes the NATO base at Port Hale. Soldiers of NATO landed there on 1 May 2022.",
    "Denmark supports the patrols of NATO. NATO opened a school in Odense on 2 May 2022.",
    "“The ships of NATO were never welcome in our strait,” said Mara Lindqvist of Norland.",
    "Turkey rejects the budget of NATO. Envoys left the talks of NATO in Ankara on 4 May 2022.",
    "“Every krone for NATO is missing in our schools,” said Jonas Berg, who runs the Island Line.",
    "Poland demands more tanks from NATO. NATO moved two brigades to Lublin on 6 May 2022.",
    "“I trust NATO more than I trust the weather,” said Ada Brandt, the mayor of Lund.",
    "Finland supports the expansion of NATO. Its parliament voted on NATO on 8 May 2022.",
    "“A treaty with NATO needs the vote of both islands,” said Niels Holm, a judge in Aarhus.",
    "Hungary opposes the sanctions of NATO. Fuel for NATO was stopped in Győr on 10 May 2022.",
    "“Our fishermen will sail, with NATO or without it,” said Pia Storm, who leads the union.",
    "Latvia welcomes the radar of NATO. NATO switched it on near Ventspils on 12 May 2022.",
    "“NATO came long after the lighthouse did,” said Otto Falk, a painter on the island.",
    "“Nobody asked the pilots before NATO closed the fairway,” said Eva Lind, a pilot.",
    "“The choir sings for NATO on no account,” said Karin Moe, who conducts it.",
    "“We sold bread to NATO and it was paid for,” said Leif Dahl, a baker in Port Hale.",
)
FORTNIGHT = tuple(
    RawDocument(
        external_id=f"fortnight-{number}",
        title=f"Day {number} {HOSTILE}",
        outlet=f"Island Wire {HOSTILE}",
        url=f"https://wire.example/{number}",
        published=date(2022, 5, 1) + timedelta(days=number % 12),
        text=text,
    )
    for number, text in enumerate(_NEWS)
)
LANTERN = RawDocument(
    external_id="lantern",
    published=date(2022, 5, 9),
    text="“The lantern will burn all night,” said Eva Lind, a pilot.",
)


@dataclass(frozen=True, kw_only=True)
class TopicSite:
    """What a test of a topic page looks at."""

    newsroom: Newsroom
    site: Site
    clock: Clock
    server: TestServer

    def url(self, words: str = "nato", audience: str = EVERYONE) -> str:
        """Return the address of the page on a topic, as ``audience`` gets it."""
        newsroom = self.newsroom
        request = brief_request(words, workspace=newsroom.workspace, today=newsroom.today())
        return str(self.server.make_url(self.site.addresses.of_topic(request, audience)))


@asynccontextmanager
async def topic_site(folder: Path) -> AsyncIterator[TopicSite]:
    """Serve the pages of an archive in ``folder`` until the end of the block."""
    clock = Clock()
    settings = Settings(database_url=f"sqlite:///{folder / 'dateline.db'}")
    newsroom = open_newsroom(settings, clock, (*DOCUMENTS, *FORTNIGHT, LANTERN))
    site = open_site(newsroom, PaperWire(newsroom), "https://dateline.example")
    application = web.Application()
    add_reader_routes(application, site)
    add_topic_routes(application, site)
    async with TestServer(application) as server:
        yield TopicSite(newsroom=newsroom, site=site, clock=clock, server=server)
    newsroom.close()
