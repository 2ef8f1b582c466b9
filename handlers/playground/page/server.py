"""The page's web server: for this machine's own browser alone, and for nothing that it may run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from aiohttp import web

from bot.errors import DatelineError, NotFoundError
from handlers.playground.filestore import add_file, file_json
from handlers.playground.page.assets import Assets, read_assets, respond
from handlers.playground.page.live import Live
from handlers.playground.page.playground import Playground
from handlers.playground.page.translation import file_for_page
from handlers.playground.workspace import Json, Workspace
from handlers.web.reader import add_reader_routes
from handlers.web.topics import add_topic_routes

#: The largest file that the page takes, in bytes.
MOST_UPLOAD = 20 * 1024 * 1024
#: By which names a browser on this machine may call it.
_OWN_NAMES = frozenset({"127.0.0.1", "localhost"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
)
_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_page_app(playground: Playground) -> web.Application:
    """Return the web application of the page, and of the pages behind citations beside it."""
    app = web.Application(middlewares=[guard], client_max_size=MOST_UPLOAD)
    assets, live = read_assets(), Live(playground)
    app.router.add_get("/", _index_of(assets, playground))
    app.router.add_get("/favicon.ico", _icon_of(assets))
    app.router.add_get("/static/{version}/{name}", _static_of(assets))
    app.router.add_get("/live", live.handle)
    app.router.add_post("/upload", _upload_to(playground))
    app.router.add_get("/files/{name}", _files_of(playground))
    app.on_response_prepare.append(_add_headers)
    app.on_shutdown.append(live.close)
    if playground.site is not None:
        add_reader_routes(app, playground.site)
        add_topic_routes(app, playground.site)
    return app


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what does not come from a page of this very address.

    A name that somebody else lets lead here (DNS rebinding) shows in ``Host``; another page that
    writes here shows in ``Origin``.
    """
    if _host_name(request.headers.get("Host", "")) not in _OWN_NAMES:
        return web.Response(status=403, text="This playground answers to 127.0.0.1 alone.")
    is_socket = request.headers.get("Upgrade", "").lower() == "websocket"
    changes = request.method not in ("GET", "HEAD") or is_socket
    if changes and request.headers.get("Origin") != f"http://{request.headers['Host']}":
        return web.Response(status=403, text="This comes from another page.")
    return await handler(request)


def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)


def _index_of(assets: Assets, playground: Playground) -> Handler:
    async def index(request: web.Request) -> web.StreamResponse:
        """Give the page with what the first person sees; whoever was somebody else asks anew."""
        opening = assets.opening(playground.screen(playground.person("").id))
        return respond(request, opening, for_ever=False)

    return index


def _icon_of(assets: Assets) -> Handler:
    async def icon(request: web.Request) -> web.StreamResponse:
        return respond(request, assets.files["dateline.svg"], for_ever=False)

    return icon


def _static_of(assets: Assets) -> Handler:
    async def static(request: web.Request) -> web.StreamResponse:
        try:
            asset = assets.find(request.match_info["version"], request.match_info["name"])
        except NotFoundError as error:
            return web.Response(status=404, text=str(error))
        return respond(request, asset, for_ever=True)

    return static


def _upload_to(playground: Playground) -> Handler:
    async def upload(request: web.Request) -> web.StreamResponse:
        """Keep a file; it is shared when the message is sent."""
        try:
            person = playground.person(request.query.get("user", ""))
        except DatelineError as error:
            return web.json_response({"why": str(error)}, status=400)
        name = request.query.get("name", "")[:200] or "file"
        workspace = playground.slack.workspace
        stored = add_file(workspace, name, await request.read(), person.id)
        return web.json_response(file_for_page(file_json(stored, "")))

    return upload


def _files_of(playground: Playground) -> Handler:
    async def file(request: web.Request) -> web.StreamResponse:
        """Give the bytes of a file to those who see it."""
        workspace = playground.slack.workspace
        stored = workspace.files.get(request.match_info["name"])
        viewer = request.query.get("user", "")
        if stored is None or not stored["content"] or not _sees(workspace, viewer, stored):
            return web.Response(status=404, text="There is no such file.")
        kind = str(stored.get("mimetype", ""))
        if kind in _SHOWN:
            return web.Response(body=stored["content"], content_type=kind)
        return web.Response(
            body=stored["content"],
            content_type="application/octet-stream",
            headers={"Content-Disposition": "attachment"},
        )

    return file


def _sees(workspace: Workspace, viewer: str, stored: Json) -> bool:
    return any(
        file.get("id") == stored["id"]
        for room in workspace.channels.values()
        if viewer in room.members
        for message in workspace.visible_to(viewer, room.id)
        for file in message.files
    )
