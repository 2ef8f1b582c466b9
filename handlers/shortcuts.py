"""“Add to Dateline” in the menu of a message."""

from __future__ import annotations

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.errors import InputError
from handlers.desk import Desk
from handlers.slack.answering import reply
from handlers.slack.files import READ, files_of_message
from handlers.sources.adding import Shared, add_and_report
from handlers.translating.links import links_of_message
from handlers.translating.places import place_of_interaction
from handlers.views.adding import reading_message

#: The callback id in the manifest.
ADD_MESSAGE = "add_message"


async def on_add_message(desk: Desk, args: AsyncArgs) -> None:
    """Add the links and files of a message; only who asked for it hears what became of them."""
    message = args.body.get("message") or {}
    shared = Shared(
        place=place_of_interaction(args.body),
        user=str(args.context.user_id),
        links=links_of_message(message),
        files=files_of_message(message),
    )
    if not shared.count:
        raise InputError(f"This message holds neither a link to a page nor a file. {READ}.")
    reading = reading_message(len(shared.links), len(shared.files))
    report = await add_and_report(desk, args.client, shared, lambda: reply(args.respond, reading))
    await reply(args.respond, report)
