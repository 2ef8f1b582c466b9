"""“Verify” and “Context” in the menu of a line, for the asker alone."""

from __future__ import annotations

import asyncio

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.errors import NotFoundError
from bot.records import Span
from bot.results import Inspection, PageChange, PageState
from handlers.boundary import explain
from handlers.desk import Desk
from handlers.slack.dialogs import Dialog, open_dialog
from handlers.views.blocks import message_of
from handlers.views.inspection import context_message, verify_message
from handlers.views.line_ids import LineId
from handlers.views.pointers import sign

#: Seconds that a page has to answer before it counts as silent.
PAGE_PATIENCE = 15.0
_REPLACED = (
    "Other words stand now where this line was found: its text has been brought up to date."
    " Type /brief and the topic again for a fresh brief."
)
UNREADABLE = "This menu cannot be read any more; type /brief and the topic again."


async def inspect_chosen(
    desk: Desk, args: AsyncArgs, line: LineId | None, *, in_context: bool
) -> None:
    """Show what stands around a line, or behind it."""
    dialog = await open_dialog(args, "In its context" if in_context else "Verify this line")
    try:
        found = await _look_up(desk, line, str(args.context.channel_id))
        if in_context:
            await dialog.show(context_message(found))
        else:
            await _verify(desk, dialog, found)
    except Exception as error:
        words = explain(error, desk.new_id(), inspect_chosen.__name__)
        await dialog.show(message_of(words))


async def _verify(desk: Desk, dialog: Dialog, found: Inspection) -> None:
    """Show what the archive knows at once, and how the page is today as soon as it is known."""
    has_page = bool(found.document.card.url)
    await dialog.show(verify_message(found, None), is_last=not has_page)
    if has_page:
        await dialog.show(verify_message(found, await _compare(desk, found)))


async def _look_up(desk: Desk, line: LineId | None, audience: str) -> Inspection:
    """Return what is known of the words that a menu points at.

    Raises:
        NotFoundError: they are not there any more, or not for this audience.
    """
    if line is None:
        raise NotFoundError(UNREADABLE)
    newsroom, pointer = desk.newsroom, line.pointer
    found = await newsroom.call(
        newsroom.inspect, pointer.document, pointer.span, audience=audience, also=pointer.also
    )
    if sign(found.sentences.text) != pointer.words:
        raise NotFoundError(_REPLACED)
    return found


async def _compare(desk: Desk, found: Inspection) -> PageState:
    provenance, citation = found.provenance, found.sentences.citation
    span = Span(citation.start, citation.end)
    fetched_hash = provenance.fetched_hash if provenance else ""
    try:
        async with asyncio.timeout(PAGE_PATIENCE):
            return await desk.wire.compare_page(found.document, span, fetched_hash)
    except TimeoutError:
        why = f"its site did not answer within {PAGE_PATIENCE:g} seconds"
        return PageState(change=PageChange.UNREADABLE, why=why)
