"""What all pages share: templates, the headers that keep them safe, and words for what fails."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.wording import day_in_words, plural
from handlers.desk import short_id
from handlers.web.assets import ASSETS_PATH, Assets, load_assets
from handlers.web.drawing import exact

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

#: Sent with every page: nothing comes from elsewhere, nothing inside a page runs, nobody frames it,
#: and no other site learns its address, which holds a key.
SAFE_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "private",
        "X-Robots-Tag": "noindex",
    }
)


class PageError(Exception):
    """A page cannot be shown; the reader is told so instead.

    Attributes:
        status: of the answer.
        title: what is the matter, in a few words.
        words: what to do about it, in a sentence or two.
    """

    def __init__(self, status: int, title: str, words: str) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.words = words


class Pages:
    """Draws pages and answers with them; one instance serves any number of applications."""

    def __init__(self, assets: Assets | None = None) -> None:
        self._assets = assets or load_assets()
        self._environment = _make_environment(self._assets)

    def add(self, application: web.Application, path: str, handler: Handler) -> None:
        """Let an application answer at a path, safely and in words whatever happens."""
        application.router.add_get(path, self._guarded(handler))

    def add_assets(self, application: web.Application) -> None:
        """Let an application serve the files of the pages; safe to call twice."""
        known = {resource.canonical for resource in application.router.resources()}
        path = f"{ASSETS_PATH}/{{name}}"
        if path not in known:
            application.router.add_get(path, self._assets.serve)

    def show(self, template: str, *, status: int = 200, **values: object) -> web.Response:
        """Return the answer with a page.

        Args:
            template: its file's name.
            status: of the answer.
            values: what the template shows; a missing one is an error, not a gap.
        """
        text = self._environment.get_template(template).render(values)
        response = web.Response(text=text, content_type="text/html", status=status)
        response.enable_compression()
        return response

    def _guarded(self, handler: Handler) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            response = await self._answer(handler, request)
            for name, value in SAFE_HEADERS.items():
                response.headers.setdefault(name, value)
            return response

        return answer

    async def _answer(self, handler: Handler, request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException:
            raise
        except PageError as error:
            return self.show("told.html", status=error.status, title=error.title, words=error.words)
        except Exception:
            incident = short_id()
            # The address holds a key, so the log names the route alone.
            route = request.match_info.route.resource
            log.exception("incident %s on page %s", incident, route and route.canonical)
            words = (
                "The page could not be made. Try again in a moment; if that does not help, give"
                f" whoever runs Dateline this number: {incident}."
            )
            return self.show("told.html", status=500, title="Something went wrong", words=words)


def _make_environment(assets: Assets) -> Environment:
    """Return the templates' environment: all that is filled in is escaped, nothing is left out."""
    environment = Environment(
        loader=PackageLoader("handlers.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = assets.address
    environment.filters["day"] = day_in_words
    environment.filters["plural"] = plural
    environment.filters["exact"] = lambda text: Markup(exact(text))  # noqa: S704 - escaped there
    return environment
