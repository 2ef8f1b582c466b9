"""The source reader: the page behind every citation, and the two that compare its text."""

from __future__ import annotations

from aiohttp import web

from bot.briefing.documents.opened import OpenedDocument
from bot.errors import NotFoundError
from bot.records import Span
from bot.results import PageChange
from handlers.views.mrkdwn import label
from handlers.web.addresses import DOCUMENTS_PATH, WHOLE, read_place
from handlers.web.checks import Look, PageChecks
from handlers.web.pages import PageError
from handlers.web.revising import Comparison, show_revisions
from handlers.web.sheet import make_heading, make_sheet, moment_in_words
from handlers.web.signing import DocumentGrant
from handlers.web.site import Site

_GONE = "This text is not here any more"
#: Longer numbers are no ids.
_LONGEST_ID = 15


def add_reader_routes(application: web.Application, site: Site) -> None:
    """Let an application serve the source reader, with the files that it needs."""
    reader = Reader(site)
    site.pages.add_assets(application)
    site.pages.add(application, f"{DOCUMENTS_PATH}/{{document}}", reader.show_document)
    site.pages.add(application, f"{DOCUMENTS_PATH}/{{document}}/page", reader.show_page_today)
    site.pages.add(
        application, f"{DOCUMENTS_PATH}/{{document}}/beside/{{other}}", reader.show_beside
    )


class Reader:
    """Answers for documents. Every answer begins with the link: without a sound one nothing is
    looked up, so that nobody learns which documents there are.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._checks = PageChecks(site.wire, site.newsroom.now)

    async def show_document(self, request: web.Request) -> web.Response:
        """Answer with a document, the cited words highlighted."""
        grant, cited = self._grant(request)
        opened = await self._open(grant, cited)
        addresses = self._site.addresses
        is_whole = WHOLE in request.query
        whole = addresses.of_whole_document(grant.document, grant.audience, opened.cited)
        return await self._site.newsroom.call(
            self._draw, opened, grant, cited is not None, "" if is_whole else whole
        )

    def _draw(
        self, opened: OpenedDocument, grant: DocumentGrant, was_cited: bool, whole: str
    ) -> web.Response:
        addresses, number = self._site.addresses, grant.document
        sheet = make_sheet(
            opened,
            audience=grant.audience,
            reader_of=lambda other: addresses.of_document(other, grant.audience),
            beside=lambda other: addresses.of_beside(number, other, grant.audience),
            today=addresses.of_page_today(number, grant.audience, opened.cited),
            whole=whole,
        )
        return self._site.pages.show(
            "reader.html", sheet=sheet, is_lost=was_cited and opened.cited is None
        )

    async def show_page_today(self, request: web.Request) -> web.Response:
        """Answer with how the page at the outlet differs now from what was stored."""
        grant, cited = self._grant(request)
        opened = await self._open(grant, cited)
        if not opened.document.card.url:
            raise PageError(404, "There is no page to compare with", "This text has no address.")
        look = await self._checks.look(opened)
        return await self._site.newsroom.call(self._draw_today, opened, grant, look)

    def _draw_today(self, opened: OpenedDocument, grant: DocumentGrant, look: Look) -> web.Response:
        state, text = look.state, opened.document.text
        is_changed = state.change is PageChange.CHANGED
        return self._site.pages.show(
            "today.html",
            heading=make_heading(opened.document.card),
            back=self._back(opened, grant),
            change=state.change,
            why=label(state.why, 300).rstrip("."),
            at=moment_in_words(look.at),
            has_words=opened.cited is None or _holds(state.text, opened.cited.of(text)),
            comparison=show_revisions(text, state.text) if is_changed else _NOTHING,
        )

    async def show_beside(self, request: web.Request) -> web.Response:
        """Answer with how another document of the same story differs."""
        grant, _ = self._grant(request)
        opened = await self._open(grant, None)
        other = _number(request.match_info["other"])
        if other not in {card.id for card in opened.relatives}:
            raise PageError(410, _GONE, "The other text has left the archive or its story.")
        beside = await self._open(DocumentGrant(document=other, audience=grant.audience), None)
        return await self._site.newsroom.call(self._draw_beside, opened, beside, grant)

    def _draw_beside(
        self, opened: OpenedDocument, beside: OpenedDocument, grant: DocumentGrant
    ) -> web.Response:
        addresses = self._site.addresses
        return self._site.pages.show(
            "beside.html",
            heading=make_heading(opened.document.card),
            other=make_heading(beside.document.card),
            back=self._back(opened, grant),
            reader=addresses.of_document(beside.document.card.id, grant.audience),
            comparison=show_revisions(opened.document.text, beside.document.text),
        )

    def _grant(self, request: web.Request) -> tuple[DocumentGrant, Span | None]:
        """Return what the link allows, and the words that it points at.

        Raises:
            PageError: it allows nothing.
        """
        grant = self._site.open_document(request, _number(request.match_info["document"]))
        return grant, read_place(request.query.get("at", ""))

    async def _open(self, grant: DocumentGrant, cited: Span | None) -> OpenedDocument:
        newsroom = self._site.newsroom
        try:
            return await newsroom.call(
                newsroom.open_document, grant.document, audience=grant.audience, cited=cited
            )
        except NotFoundError as error:
            raise PageError(410, _GONE, str(error)) from error

    def _back(self, opened: OpenedDocument, grant: DocumentGrant) -> str:
        return self._site.addresses.of_document(grant.document, grant.audience, opened.cited)


_NOTHING = Comparison(shown=(), more=0)


def _number(written: str) -> int:
    """Return the id that an address names; -1, for which there is no link, where it names none."""
    is_number = written.isascii() and written.isdecimal() and len(written) <= _LONGEST_ID
    return int(written) if is_number else -1


def _holds(text: str, words: str) -> bool:
    return " ".join(words.split()) in " ".join(text.split())
