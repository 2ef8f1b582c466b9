"""Commands on standing orders: ``follow``, ``unfollow``, ``following``, ``digest``."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import slack_side
from bot.cli.common import AsJson, Database, Words, joined, open_newsroom, print_json, told
from bot.errors import InputError, PermanentDeliveryError, UncertainDeliveryError
from bot.newsroom import DEFAULT_DIGEST_HOUR, Newsroom
from bot.ports import Sender
from bot.records import TERMINAL_DESTINATION, DigestRun, RunState, Subscription
from bot.results import Digest
from bot.wording import followed_in_words, split_hour

if TYPE_CHECKING:
    from bot.briefing.requests.following import StandingOrder

Destination = Annotated[str, typer.Option("--to", help="Channel id, or 'terminal'.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (follow, unfollow, following):
        app.command()(told(command))
    digest = typer.Typer(help="Look at a digest, or send those that are due.", no_args_is_help=True)
    digest.command("preview")(told(preview))
    digest.command("run")(told(run))
    digest.command("list")(told(list_runs))
    app.add_typer(digest, name="digest")


def follow(
    topic: Words,
    at: Annotated[str | None, typer.Option(help="Hour of the digest: 08:00, 8am.")] = None,
    zone: Annotated[str | None, typer.Option(help="Time zone: Europe/Berlin.")] = None,
    to: Destination = TERMINAL_DESTINATION,
    database: Database = None,
) -> None:
    """Order a digest: `dateline follow nato weekdays 08:00`, `follow speaker:biden mondays`.

    A phrase stands in quotation marks: `dateline follow '"interest rates"'`. With `quiet:say` a
    day without news is told in one line.
    """
    from bot.briefing.requests.following import read_order
    from bot.cli.printing import subscription_in_words

    if at and split_hour(f"x {at}")[1] is None:
        raise InputError(f"“{at}” is no hour; use 08:00 or 8am.")
    order = read_order(f"{joined(topic)} {at or ''}")
    with open_newsroom(database) as newsroom:
        subscription = newsroom.follow(
            workspace=newsroom.workspace,
            destination=to,
            topic=order.words,
            at=order.at,
            time_zone=zone,
            created_by="command line",
            kind=order.kind,
            rhythm=order.rhythm,
            says_quiet=order.says_quiet,
        )
    typer.echo(f"Following {subscription_in_words(subscription)}.")


def unfollow(
    topic: Words, to: Destination = TERMINAL_DESTINATION, database: Database = None
) -> None:
    """Cancel a digest, named as it was ordered."""
    from bot.cli.printing import subscription_in_words

    with open_newsroom(database) as newsroom:
        gone = newsroom.unfollow(workspace=newsroom.workspace, destination=to, topic=joined(topic))
    typer.echo(f"No longer following {subscription_in_words(gone)}.")


def following(database: Database = None, as_json: AsJson = False) -> None:
    """List every digest that is ordered."""
    from bot.cli.printing import subscription_in_words
    from bot.schedule import is_paused

    with open_newsroom(database) as newsroom:
        subscriptions, now = newsroom.following(workspace=newsroom.workspace), newsroom.now()
    if as_json:
        print_json([_as_json(subscription) for subscription in subscriptions])
    elif not subscriptions:
        typer.echo("Nothing is followed. `dateline follow nato 08:00` orders a digest.")
    else:
        for subscription in subscriptions:
            rests = is_paused(subscription, now)
            typer.echo(subscription_in_words(subscription, paused=rests))


def _as_json(subscription: Subscription) -> dict[str, object]:
    return {
        "kind": subscription.kind.value,
        "topic": subscription.topic,
        "rhythm": subscription.rhythm.value,
        "says_quiet": subscription.says_quiet,
        "paused_until": subscription.paused_until and subscription.paused_until.isoformat(),
        "destination": subscription.destination,
        "at": f"{subscription.at:%H:%M}",
        "time_zone": subscription.time_zone,
    }


def preview(topic: Words, database: Database = None, as_json: AsJson = False) -> None:
    """Print a digest as it would go out now; nothing is sent or recorded."""
    from bot.briefing.exports.as_json import brief_as_json
    from bot.briefing.requests.following import read_order
    from bot.cli.printing import make_console, print_digest

    order = read_order(joined(topic))
    with open_newsroom(database) as newsroom:
        digest = newsroom.preview_digest(_ordered_or_imagined(newsroom, order))
    if as_json:
        print_json({"topic": digest.topic, **brief_as_json(digest.brief)})
    else:
        print_digest(make_console(), digest)


def _ordered_or_imagined(newsroom: Newsroom, order: StandingOrder) -> Subscription:
    """Return the subscription with these words, or one that stands for its first digest."""
    for subscription in newsroom.following(workspace=newsroom.workspace):
        same = subscription.topic.casefold() == order.words.casefold()
        if same and subscription.kind is order.kind:
            return subscription
    return Subscription(
        id=0,
        workspace=newsroom.workspace,
        destination=TERMINAL_DESTINATION,
        topic=order.words,
        kind=order.kind,
        at=DEFAULT_DIGEST_HOUR,
        time_zone=newsroom.settings.time_zone,
        created_by="",
        created_at=newsroom.now(),
    )


def run(
    again: Annotated[int | None, typer.Option(help="Send this failed run once more.")] = None,
    database: Database = None,
) -> None:
    """Send every digest that is due now, and find out about those that were interrupted."""
    from bot.schedule import run_due_digests, send_again, settle_interrupted_runs

    with open_newsroom(database) as newsroom:
        sender = _make_sender(newsroom)
        if again is not None:
            ended = [asyncio.run(send_again(newsroom, sender, again))]
        else:
            ended = asyncio.run(settle_interrupted_runs(newsroom, sender))
            ended += asyncio.run(run_due_digests(newsroom, sender))
        _print_runs(newsroom, ended)
    if any(each.state is RunState.FAILED for each in ended):
        raise typer.Exit(1)


def list_runs(
    most: Annotated[int, typer.Option("--most", min=1, help="How many.")] = 20,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """List the last digests: when each was due, how it ended, and why it was not posted."""
    with open_newsroom(database) as newsroom:
        orders = {each.id: each for each in newsroom.following()}
        runs = newsroom.archive.find_runs()[:most]
    if as_json:
        print_json([_run_as_json(each, orders[each.subscription_id]) for each in runs])
        return
    for each in runs:
        order = orders[each.subscription_id]
        detail = f": {each.detail}" if each.detail else ""
        typer.echo(
            f"run {each.id} · {each.scheduled_for:%Y-%m-%d %H:%M} UTC ·"
            f" {followed_in_words(order)} · to {order.destination} · {each.state}{detail}"
        )
    if not runs:
        typer.echo("No digest has been due yet.")


def _run_as_json(run: DigestRun, order: Subscription) -> dict[str, object]:
    return {
        "run": run.id,
        "scheduled_for": run.scheduled_for.isoformat(),
        "kind": order.kind.value,
        "topic": order.topic,
        "destination": order.destination,
        "state": run.state.value,
        "detail": run.detail,
        "message": run.message,
    }


def _print_runs(newsroom: Newsroom, ended: list[DigestRun]) -> None:
    from bot.schedule import next_run

    topics = {each.id: followed_in_words(each) for each in newsroom.following()}
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

    async def send_digest(
        self, subscription: Subscription, digest: Digest, *, scheduled_for: datetime
    ) -> str:
        """Print or pass on; see ``bot.ports.Sender``."""
        from bot.cli.printing import make_console, print_digest

        if subscription.destination == TERMINAL_DESTINATION:
            print_digest(make_console(), digest)
            return TERMINAL_DESTINATION
        sender = self._sender_to(subscription)
        return await sender.send_digest(subscription, digest, scheduled_for=scheduled_for)

    async def find_delivered(
        self, subscription: Subscription, scheduled_for: datetime, *, until: datetime
    ) -> str | None:
        """Pass the question on; a terminal keeps nothing that could be asked."""
        if subscription.destination == TERMINAL_DESTINATION:
            raise UncertainDeliveryError(
                "Nobody knows whether it was printed.", destination=TERMINAL_DESTINATION
            )
        sender = self._sender_to(subscription)
        return await sender.find_delivered(subscription, scheduled_for, until=until)

    def _sender_to(self, subscription: Subscription) -> Sender:
        if self._elsewhere is None:
            raise PermanentDeliveryError(
                f"The digest for {subscription.destination} needs SLACK_BOT_TOKEN to be set.",
                destination=subscription.destination,
                code="no_token",
            )
        return self._elsewhere


def _make_sender(newsroom: Newsroom) -> Sender:
    if newsroom.settings.slack_bot_token is None:
        return TerminalSender(None)
    return TerminalSender(slack_side.make_sender(newsroom.settings))
