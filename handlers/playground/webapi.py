"""The Web API door of the stand-in: token, scope, arguments, faults on demand, then the method."""

from __future__ import annotations

import json

from aiohttp import web

from handlers.playground.api import Arguments, Call, Context, Handler, Refusal
from handlers.playground.chat import CHAT
from handlers.playground.directory import DIRECTORY
from handlers.playground.extras import EXTRAS
from handlers.playground.faults import Fault, Faults, cut, failed
from handlers.playground.methods import METHODS, SCOPE_FAMILY
from handlers.playground.modals import VIEWS
from handlers.playground.workspace import Json

HANDLERS: dict[str, Handler] = {**CHAT, **VIEWS, **DIRECTORY, **EXTRAS}


class WebApi:
    """Answers ``/api/{method}``.

    Args:
        paced: hold the app to one message a second in a channel, as Slack does.
    """

    def __init__(
        self,
        context: Context,
        *,
        bot_token: str,
        app_token: str,
        faults: Faults,
        paced: bool = False,
    ) -> None:
        self.context = context
        self.calls: list[Call] = []
        self._faults = faults
        self.paced = paced
        self._tokens = {bot_token: "bot", app_token: "app"}
        self._last_post: dict[str, float] = {}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one HTTP request."""
        values, problem = await _values_of(request)
        token = _token_of(request, values)
        call = Call(method=request.match_info["method"], arguments=values)
        self.calls.append(call)
        self.context.workspace.signal.fire()
        if problem:
            call.status, call.reply = 200, {"ok": False, "error": problem}
            return web.json_response(call.reply)
        response = await self._answer(request, call, token)
        self.context.workspace.signal.fire()
        return response

    async def _answer(self, request: web.Request, call: Call, token: str) -> web.StreamResponse:
        fault = await self._faults.next(call.method) or self._too_fast(call)
        if fault is not None and fault.kind != "lose":
            call.reply, response = failed(request, fault)
            call.status = response.status if fault.kind != "drop" else 0
            return response
        try:
            call.reply = {"ok": True, **self._run(call, token)}
        except Refusal as refusal:
            call.reply = refusal.reply
        call.status = 200
        if fault is not None:
            return cut(request)
        scopes = ",".join(sorted(self.context.scopes))
        return web.json_response(call.reply, headers={"X-OAuth-Scopes": scopes})

    def _too_fast(self, call: Call) -> Fault | None:
        """Hold the app to its pace, where that is wanted."""
        channel = str(call.arguments.get("channel"))
        if self.paced and call.method == "chat.postMessage":
            now = self.context.workspace.clock()
            if now - self._last_post.get(channel, float("-inf")) < 1:
                return Fault(kind="rate_limit", number=1)
            self._last_post[channel] = now
        return None

    def _run(self, call: Call, token: str) -> Json:
        method = METHODS.get(call.method)
        if method is None:
            raise Refusal("unknown_method", req_method=call.method)
        arguments = Arguments(call.arguments)
        if method.caller != "none":
            self._check_token(token, method.caller)
            self._check_scope(call.method, arguments)
        missing = [name for name in method.required if not arguments.has(name)]
        if missing == ["status"] and "status" in call.arguments:
            missing = []  # an empty status clears it
        if missing:
            raise Refusal(
                "invalid_arguments",
                messages=[f"[ERROR] missing required field: {name}" for name in missing],
            )
        return HANDLERS[call.method](self.context, arguments)

    def _check_token(self, token: str, wanted: str) -> None:
        if not token:
            raise Refusal("not_authed")
        kind = self._tokens.get(token)
        if kind is None:
            raise Refusal("invalid_auth")
        if kind != wanted:
            raise Refusal("not_allowed_token_type")

    def _check_scope(self, method: str, arguments: Arguments) -> None:
        needed: list[str] = []
        for scope in METHODS[method].scopes:
            if scope.startswith("*:"):
                needed += [family + scope[1:] for family in self._families(arguments)]
            else:
                needed.append(scope)
        if needed and not self.context.scopes & set(needed):
            raise Refusal(
                "missing_scope",
                needed=",".join(needed),
                provided=",".join(sorted(self.context.scopes)),
            )

    def _families(self, arguments: Arguments) -> list[str]:
        """Return the scope families that a call about conversations falls under."""
        channels = self.context.workspace.channels
        room = channels.get(arguments.text("channel"))
        if room is not None:
            return [SCOPE_FAMILY[room.kind]]
        kinds = {"public_channel": "channels", "private_channel": "groups", "im": "im"}
        wanted = arguments.text("types", "public_channel").replace(" ", "").split(",")
        return [kinds[name] for name in wanted if name in kinds] or ["channels"]


async def _values_of(request: web.Request) -> tuple[Json, str]:
    """Merge query, form and JSON, as the SDK uses all three; second is what is wrong with it."""
    values: Json = dict(request.query)
    if request.content_type != "application/json":
        return values | dict(await request.post()), ""
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        return values, "invalid_json"
    return (values | body, "") if isinstance(body, dict) else (values, "json_not_object")


def _token_of(request: web.Request, values: Json) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    given = values.pop("token", "")
    return token if scheme.lower() == "bearer" else str(given or "")
