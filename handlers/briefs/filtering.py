"""“Filter” under a brief: a dialog with its filters, and the brief that these give."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.briefing.requests.query import brief_request, read_language
from bot.errors import DatelineError, InputError
from bot.results import BriefRequest
from handlers.boundary import explain
from handlers.briefs.making import make_brief_message
from handlers.briefs.shares import recall_share
from handlers.desk import Desk
from handlers.origins import Origin, answer_at, origin_of
from handlers.slack.dialogs import open_dialog
from handlers.translating.presses import value_of
from handlers.views.blocks import message_of
from handlers.views.filtering import FILTER_TITLE, filter_view, read_filters
from handlers.views.mrkdwn import escape

_NO_DIALOG = (
    "Slack opened no dialog this time; press Filter again, or type the filters:"
    " `/brief nato since:2022-05-01 by:biden`"
)


async def on_filter(desk: Desk, args: AsyncArgs) -> None:
    """Open the dialog at once, then fill it with the filters that the brief has."""
    dialog = await open_dialog(args, FILTER_TITLE)
    try:
        kept = await recall_share(desk, value_of(args))
    except DatelineError as error:
        await dialog.show(message_of(escape(str(error))))
        return
    if dialog.view_id:
        await dialog.fill(filter_view(kept.request, json.dumps(asdict(origin_of(args)))))
    else:
        await dialog.show(message_of(_NO_DIALOG))


def find_mistakes(desk: Desk, args: AsyncArgs) -> Mapping[str, str]:
    """Return what is wrong with the fields of a dialog that was sent, by field."""
    values = read_filters(args.body.get("view") or {})
    if values["since"] and values["until"] and values["since"] > values["until"]:
        return {"until": "The period ends before it begins; choose a later day."}
    if values["language"]:
        try:
            read_language(values["language"])
        except InputError as error:
            return {"language": str(error)}
    try:
        _request(desk, values, desk.newsroom.today())
    except InputError as error:
        return {"topic": str(error)}
    return {}


async def on_filtered(desk: Desk, args: AsyncArgs) -> None:
    """Put the brief with the new filters in the place of the asker's own, or beside a public one.

    What goes wrong is said where the brief would have come.
    """
    view = args.body.get("view") or {}
    origin = Origin(**json.loads(str(view.get("private_metadata", ""))))
    try:
        today = await desk.newsroom.call(desk.newsroom.today, origin.channel)
        request = _request(desk, read_filters(view), today)
        message, _ = await make_brief_message(desk, request, channel=origin.channel)
    except Exception as error:
        failure = explain(error, desk.new_id(), on_filtered.__name__)
        await answer_at(desk, args, origin, message_of(failure))
        return
    await answer_at(desk, args, origin, message, replace=origin.is_private)


def _request(desk: Desk, values: Mapping[str, str], today: date) -> BriefRequest:
    """Return the request that the fields make.

    Raises:
        InputError: they make none.
    """
    newsroom = desk.newsroom
    return brief_request(
        values["topic"],
        workspace=newsroom.workspace,
        today=today,
        since=values["since"] or None,
        until=values["until"] or None,
        by=values["by"] or None,
        about=values["about"] or None,
        outlet=values["outlet"] or None,
        language=values["language"] or None,
    )
