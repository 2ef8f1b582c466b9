"""Commands on standing orders: ``follow``, ``unfollow``, ``following``, ``digest``."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.cli.common import AsJson, Database, Words, joined, open_newsroom, print_json, told
from bot.errors import InputError, PermanentDeliveryError
from bot.newsroom import DEFAULT_DIGEST_HOUR, Newsroom
from bot.ports import Sender
from bot.records import TERMINAL_DESTINATION, DigestRun, RunState, Subscription
from bot.results import Digest
from bot.wording import split_hour

Destination = Annotated[str, typer.Option("--to", help="Channel id, or 'terminal'.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (follow, unfollow, following):
        app.command()(told(command))
    digest = typer.Typer(help="Look at a digest, or send those that are due.", no_args_is_help=True)
    digest.command("preview")(told(preview))
    digest.command("run")(told(run))
    app.add_typer(digest, name="digest")


def follow(
    topic: Words,
    at: Annotated[str | None, typer.Option(help="Hour of the digest: 08:00, 8am.")] = None,
    zone: Annotated[str | None, typer.Option(help="Time zone: Europe/Berlin.")] = None,
    to: Destination = TERMINAL_DESTINATION,
    database: Database = None,
) -> None:
    """Order a daily digest: `dateline follow nato 08:00`."""
    from bot.cli.printing import subscription_in_words

    words, hour = split_hour(f"{joined(topic)} {at or ''}")
    if at and hour is None:
        raise InputError(f"“{at}” is no hour; use 08:00 or 8am.")
    with open_newsroom(database) as newsroom:
        subscription = newsroom.follow(
            workspace=newsroom.workspace,
            destination=to,
            topic=words,
            at=hour,
            time_zone=zone,
            created_by="command line",
        )
    typer.echo(f"Following {subscription_in_words(subscription)}.")


def unfollow(
    topic: Words, to: Destination = TERMINAL_DESTINATION, database: Database = None
) -> None:
    """Cancel a daily digest."""
    from bot.cli.printing import subscription_in_words

    with open_newsroom(database) as newsroom:
        gone = newsroom.unfollow(workspace=newsroom.workspace, destination=to, topic=joined(topic))
    typer.echo(f"No longer following {subscription_in_words(gone)}.")


def following(database: Database = None, as_json: AsJson = False) -> None:
    """List every daily digest that is ordered."""
    from bot.cli.printing import subscription_in_words

    with open_newsroom(database) as newsroom:
        subscriptions = newsroom.following(workspace=newsroom.workspace)
    if as_json:
        print_json([_as_json(subscription) for subscription in subscriptions])
    elif not subscriptions:
        typer.echo("Nothing is followed. `dateline follow nato 08:00` orders a digest.")
    else:
        for subscription in subscriptions:
            typer.echo(subscription_in_words(subscription))


def _as_json(subscription: Subscription) -> dict[str, object]:
    return {
        "topic": subscription.topic,
        "destination": subscription.destination,
        "at": f"{subscription.at:%H:%M}",
        "time_zone": subscription.time_zone,
    }


def preview(topic: Words, database: Database = None, as_json: AsJson = False) -> None:
    """Print the digest on a topic as it would go out now; nothing is sent or recorded."""
    from bot.briefing.export import brief_as_json
    from bot.cli.printing import make_console, print_digest

    words, _ = split_hour(joined(topic))
    with open_newsroom(database) as newsroom:
        digest = newsroom.preview_digest(_ordered_or_imagined(newsroom, words))
    if as_json:
        print_json({"topic": digest.topic, **brief_as_json(digest.brief)})
    else:
        print_digest(make_console(), digest)


def _ordered_or_imagined(newsroom: Newsroom, topic: str) -> Subscription:
    """Return the subscription on the topic, or one that stands for its first digest."""
    for subscription in newsroom.following(workspace=newsroom.workspace):
        if subscription.topic.casefold() == topic.casefold():
            return subscription
    return Subscription(
        id=0,
        workspace=newsroom.workspace,
        destination=TERMINAL_DESTINATION,
        topic=topic,
        at=DEFAULT_DIGEST_HOUR,
        time_zone=newsroom.settings.time_zone,
        created_by="",
        created_at=newsroom.now(),
    )


def run(
    again: Annotated[int | None, typer.Option(help="Send this failed run once more.")] = None,
    database: Database = None,
) -> None:
    """Send every digest that is due now."""
    from bot.schedule import run_due_digests, send_again

    with open_newsroom(database) as newsroom:
        sender = _make_sender(newsroom)
        if again is not None:
            ended = [asyncio.run(send_again(newsroom, sender, again))]
        else:
            ended = asyncio.run(run_due_digests(newsroom, sender))
        _print_runs(newsroom, ended)
    if any(each.state is RunState.FAILED for each in ended):
        raise typer.Exit(1)


def _print_runs(newsroom: Newsroom, ended: list[DigestRun]) -> None:
    from bot.schedule import next_run

    topics = {each.id: each.topic for each in newsroom.following()}
    for each in ended:
        detail = f": {each.detail}" if each.detail else ""
        typer.echo(
            f"run {each.id} · {topics[each.subscription_id]} · {each.state}{detail}", err=True
        )
    if ended:
        return
    coming = [next_run(each, newsroom.now()) for each in newsroom.following()]
    when = f" The next one is due at {min(coming):%Y-%m-%d %H:%M} UTC." if coming else ""
    typer.echo(f"No digest is due.{when}", err=True)


class TerminalSender:
    """Prints the terminal's digests; passes others on where there is somebody to take them."""

    def __init__(self, elsewhere: Sender | None) -> None:
        self._elsewhere = elsewhere

    def takes(self, subscription: Subscription) -> bool:
        """Tell whether the digest can be printed or passed on."""
        if subscription.destination == TERMINAL_DESTINATION:
            return True
        return self._elsewhere is not None and self._elsewhere.takes(subscription)

    async def send_digest(self, subscription: Subscription, digest: Digest) -> str:
        """Print or pass on; see ``bot.ports.Sender``."""
        from bot.cli.printing import make_console, print_digest

        if subscription.destination == TERMINAL_DESTINATION:
            print_digest(make_console(), digest)
            return TERMINAL_DESTINATION
        if self._elsewhere is None:
            raise PermanentDeliveryError(
                f"The digest for {subscription.destination} needs SLACK_BOT_TOKEN to be set.",
                destination=subscription.destination,
                code="no_token",
            )
        return await self._elsewhere.send_digest(subscription, digest)


def _make_sender(newsroom: Newsroom) -> Sender:
    if newsroom.settings.slack_bot_token is None:
        return TerminalSender(None)
    from handlers.delivery import make_sender

    return TerminalSender(make_sender(newsroom.settings))
