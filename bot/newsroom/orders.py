"""Standing orders: digests ordered, changed, paused, previewed, and made anew."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.briefing.briefs.digest import make_digest, remake_digest
from bot.briefing.requests.following import StandingOrder, choose_order, clean_words
from bot.errors import NotFoundError
from bot.newsroom.base import check_time_zone
from bot.newsroom.settings import NewsroomSettings
from bot.ports import Archive
from bot.records import TERMINAL_DESTINATION, FollowKind, Rhythm, Subscription
from bot.results import Digest

#: How long a standing order rests that somebody pauses.
PAUSE_DAYS = 7
#: The hour of a digest where nobody named one.
DEFAULT_DIGEST_HOUR = time(8, 0)


class NewsroomOrders(NewsroomSettings):
    """The part of the newsroom that keeps standing orders."""

    def follow(
        self,
        *,
        workspace: str,
        destination: str,
        topic: str,
        at: time | None = None,
        time_zone: str | None = None,
        created_by: str = "",
        kind: FollowKind = FollowKind.TOPIC,
        rhythm: Rhythm = Rhythm.DAILY,
        says_quiet: bool = False,
    ) -> Subscription:
        """Order a digest; the same words and kind at the same place are changed.

        Raises:
            InputError: nothing to follow, or an unknown time zone.
        """
        topic = clean_words(kind, topic)
        zone = time_zone or self.zone_at(destination)
        check_time_zone(zone)
        return self.archive.add_subscription(
            workspace=workspace,
            destination=destination,
            topic=topic,
            at=at or DEFAULT_DIGEST_HOUR,
            time_zone=zone,
            created_by=created_by,
            now=self.now(),
            kind=kind,
            rhythm=rhythm,
            says_quiet=says_quiet,
        )

    def unfollow(self, *, workspace: str, destination: str, topic: str) -> Subscription:
        """Cancel a digest, named as it was ordered, and return what was cancelled.

        Raises:
            NotFoundError: this destination does not follow that.
            InputError: nothing is named, or several orders have these words.
        """
        subscriptions = self.following(workspace=workspace, destination=destination)
        chosen = choose_order(subscriptions, topic)
        self.archive.remove_subscription(chosen.id)
        return chosen

    def change_order(
        self, subscription: Subscription, order: StandingOrder, *, changed_by: str | None = None
    ) -> Subscription:
        """Give a standing order other words or hours; from now on it is due by these.

        It belongs to ``changed_by`` then, where somebody is named: they know what it is about.

        Raises:
            InputError: the destination follows that already.
            NotFoundError: the order is gone.
        """
        changed = self.archive.change_subscription(
            subscription.id,
            topic=clean_words(order.kind, order.words),
            at=order.at or subscription.at,
            now=self.now(),
            kind=order.kind,
            rhythm=order.rhythm,
            says_quiet=order.says_quiet,
            changed_by=changed_by,
        )
        return _there(changed)

    def pause(self, subscription: Subscription, days: int = PAUSE_DAYS) -> Subscription:
        """Let a standing order rest for so many days; it goes on by itself.

        Raises:
            NotFoundError: the order is gone.
        """
        until = self.now() + timedelta(days=days)
        return _there(self.archive.pause_subscription(subscription.id, until))

    def resume(self, subscription: Subscription) -> Subscription:
        """Let a paused order go on; what was due meanwhile is not made up for.

        Raises:
            NotFoundError: the order is gone.
        """
        return _there(self.archive.pause_subscription(subscription.id, self.now()))

    def order_here(self, subscription_id: int, destination: str) -> Subscription:
        """Return the standing order of a destination.

        Raises:
            NotFoundError: it has no such order.
        """
        found = self.archive.find_subscription(subscription_id)
        return _there(found if found and found.destination == destination else None)

    def following(
        self, *, workspace: str | None = None, destination: str | None = None
    ) -> list[Subscription]:
        """Return the standing orders of a destination, or all of them."""
        return self.archive.list_subscriptions(workspace, destination)

    def preview_digest(self, subscription: Subscription) -> Digest:
        """Return the digest that would go out now: what is new since the last one."""
        last = self.archive.find_high_water(subscription.id)
        digest = make_digest(
            self.seen_at(subscription),
            subscription,
            after_document=last,
            since=None,
            shown=self.archive.list_shown(subscription.id),
            today=self.now().astimezone(ZoneInfo(subscription.time_zone)).date(),
        )
        return self._addressed(digest, _audience_of(subscription))

    def past_digest(
        self, subscription: Subscription, scheduled_for: datetime, sent: frozenset[str]
    ) -> Digest:
        """Return a digest that went out, from the fingerprints of its lines, as they are now."""
        digest = remake_digest(
            self.seen_at(subscription),
            subscription,
            after_document=self.archive.find_high_water(subscription.id, before=scheduled_for),
            sent=sent,
            today=scheduled_for.astimezone(ZoneInfo(subscription.time_zone)).date(),
        )
        return self._addressed(digest, _audience_of(subscription))

    def seen_at(self, subscription: Subscription) -> Archive:
        """Return the archive as the destination of a digest may see it."""
        return self._seen_by(_audience_of(subscription))


def _audience_of(subscription: Subscription) -> str | None:
    """Return the channel that a digest goes to; None where whoever holds the archive reads it."""
    at_terminal = subscription.destination == TERMINAL_DESTINATION
    return None if at_terminal else subscription.destination


def _there(subscription: Subscription | None) -> Subscription:
    if subscription is None:
        raise NotFoundError("This is no longer followed here.")
    return subscription
