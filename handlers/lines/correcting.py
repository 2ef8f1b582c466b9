"""The menu of a line sets right what was found: at once, or by a dialog that asks for a name."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.errors import InputError, NotFoundError
from bot.records import Correction, CorrectionKind
from handlers.boundary import explain
from handlers.briefs.shares import recall_share
from handlers.desk import Desk
from handlers.lines.inspecting import UNREADABLE, inspect_chosen
from handlers.origins import Origin, answer_at, origin_of
from handlers.slack.answering import reply
from handlers.slack.dialogs import open_dialog
from handlers.translating.presses import chosen_of, value_of
from handlers.views.blocks import message_of
from handlers.views.board import choose_row, row_message
from handlers.views.budget import Message
from handlers.views.correcting import (
    TITLES,
    complaints,
    corrected_message,
    corrections_message,
    name_view,
    read_name,
    undone_message,
)
from handlers.views.line_ids import LineId, read_line_id
from handlers.views.menus import (
    CONTEXT,
    NOT_A_POSITION,
    NOT_RELEVANT,
    VERIFY,
    WRONG_ACTOR,
    WRONG_SPEAKER,
)
from handlers.views.paging import read_place

log = logging.getLogger(__name__)

_NAMED = {WRONG_SPEAKER: CorrectionKind.SPEAKER, WRONG_ACTOR: CorrectionKind.ACTOR}
_NO_DIALOG = "Slack opened no dialog this time; choose it again from the menu of the line."


async def on_line_menu(desk: Desk, args: AsyncArgs) -> None:
    """Do what was chosen in the menu of a line."""
    choice, line = chosen_of(args), read_line_id(_block_of(args))
    if choice in (VERIFY, CONTEXT):
        await inspect_chosen(desk, args, line, in_context=choice == CONTEXT)
    elif line is None:
        raise NotFoundError(UNREADABLE)
    elif choice in _NAMED:
        await _ask_name(desk, args, line, _NAMED[choice])
    else:
        made = await _set_right(desk, args, line, choice)
        thread = origin_of(args).thread_ts
        await reply(args.respond, corrected_message(made), thread_ts=thread)


async def on_board_row(desk: Desk, args: AsyncArgs) -> None:
    """Show the row that was chosen under a board, with its menu, to whoever chose it."""
    kept = await recall_share(desk, _block_of(args))
    newsroom, channel = desk.newsroom, str(args.context.channel_id)
    board = await newsroom.call(newsroom.board, kept.request, audience=channel)
    line = choose_row(board, chosen_of(args))
    if line is None:
        raise NotFoundError("This row stands on the board no more; type /brief positions again.")
    await reply(args.respond, row_message(line, board.topic))


async def _set_right(desk: Desk, args: AsyncArgs, line: LineId, choice: str) -> Correction:
    """Make a correction that needs no further word."""
    newsroom, author = desk.newsroom, str(args.context.user_id)
    audience = str(args.context.channel_id)
    if choice == NOT_A_POSITION:
        reject = newsroom.reject_position
        return await newsroom.call(reject, line.place, author=author, audience=audience)
    if choice == NOT_RELEVANT:
        hide = newsroom.hide_line
        return await newsroom.call(hide, line.place, line.topic, author=author, audience=audience)
    raise NotFoundError(UNREADABLE)


async def _ask_name(desk: Desk, args: AsyncArgs, line: LineId, kind: CorrectionKind) -> None:
    """Open the dialog at once, then fill it with those who may be behind the words."""
    dialog = await open_dialog(args, TITLES[kind])
    newsroom, origin = desk.newsroom, origin_of(args)
    try:
        cast = await newsroom.call(newsroom.cast_of, line.place, kind, audience=origin.channel)
    except Exception as error:
        told = explain(error, desk.new_id(), on_line_menu.__name__)
        await dialog.show(message_of(told))
        return
    if not dialog.view_id:
        await dialog.show(message_of(_NO_DIALOG))
        return
    kept = {
        "origin": asdict(origin),
        "block_id": _block_of(args),
        "kind": kind.value,
        "shown": cast.shown,
    }
    view = name_view(
        kind, cast.words, shown=cast.shown, others=cast.others, metadata=json.dumps(kept)
    )
    await dialog.fill(view)


def find_name_mistakes(desk: Desk, args: AsyncArgs) -> Mapping[str, str]:
    """Return what is wrong with a dialog that was sent, by field."""
    return complaints(read_name(args.body.get("view") or {}))


async def on_named(desk: Desk, args: AsyncArgs) -> None:
    """Keep who it is, and say where the dialog was opened what changed."""
    view = args.body.get("view") or {}
    kept = json.loads(str(view.get("private_metadata", "")))
    origin = Origin(**kept["origin"])
    newsroom, choice, author = desk.newsroom, read_name(view), str(args.context.user_id)
    try:
        if choice.same:
            join, names = newsroom.join_actors, (kept["shown"], choice.same)
            made = await newsroom.call(join, *names, author=author, audience=origin.channel)
        else:
            line = read_line_id(kept["block_id"])
            if line is None:
                raise NotFoundError(UNREADABLE)
            made = await newsroom.call(
                newsroom.correct_name,
                line.place,
                choice.name,
                author=author,
                kind=CorrectionKind(kept["kind"]),
                audience=origin.channel,
            )
    except Exception as error:
        message = message_of(explain(error, desk.new_id(), on_named.__name__))
    else:
        message = corrected_message(made)
    await answer_at(desk, args, origin, message)


async def on_undo(desk: Desk, args: AsyncArgs) -> None:
    """Take back what was just corrected."""
    undone = await _undo(desk, args)
    await reply(args.respond, undone_message(undone), replace=True)


async def on_undo_listed(desk: Desk, args: AsyncArgs) -> None:
    """Take back a correction of the list, and show the list as it is then."""
    undone = await _undo(desk, args)
    _, first = read_place(value_of(args))
    channel, note = str(args.context.channel_id), undone_message(undone).text
    page = await list_corrections_here(desk, channel, first=first, note=note)
    await reply(args.respond, page, replace=True)


async def on_corrections_page(desk: Desk, args: AsyncArgs) -> None:
    """Turn the page of the list."""
    _, first = read_place(value_of(args))
    page = await list_corrections_here(desk, str(args.context.channel_id), first=first)
    await reply(args.respond, page, replace=True)


async def list_corrections_here(
    desk: Desk, audience: str, *, first: int = 0, note: str = ""
) -> Message:
    """Return the list of the corrections that may be seen in a channel."""
    newsroom = desk.newsroom
    found = await newsroom.call(newsroom.list_corrections, audience=audience)
    return corrections_message(found, first=first, note=note)


async def join_here(desk: Desk, args: AsyncArgs, names: tuple[str, ...]) -> Message:
    """Make two names one actor, and say so.

    Raises:
        InputError: these are not two names, or they are one actor already.
        NotFoundError: nobody bears one of them.
    """
    if len(names) != 2:
        raise InputError(
            'Name both, each in quotation marks: /brief correct same "Joe Biden" "Joseph R. Biden".'
        )
    newsroom, author = desk.newsroom, str(args.context.user_id)
    audience = str(args.context.channel_id)
    made = await newsroom.call(newsroom.join_actors, *names, author=author, audience=audience)
    return corrected_message(made)


async def _undo(desk: Desk, args: AsyncArgs) -> Correction:
    number, _ = read_place(value_of(args))
    newsroom, user = desk.newsroom, str(args.context.user_id)
    audience = str(args.context.channel_id)
    log.info("correction %d undone by %s", number, user)
    return await newsroom.call(newsroom.undo_correction, number, by=user, audience=audience)


def _block_of(args: AsyncArgs) -> str:
    """Return what the menu was marked with."""
    return str((args.action or {}).get("block_id", ""))
