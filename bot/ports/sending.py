"""A way to deliver what leaves the house."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.records import Subscription
from bot.results import Digest


class Sender(Protocol):
    """Posts digests to a destination outside the house."""

    def takes(self, subscription: Subscription) -> bool:
        """Tell whether this sender is the one that delivers to the subscription's destination."""
        ...

    async def send_digest(
        self, subscription: Subscription, digest: Digest, *, scheduled_for: datetime
    ) -> str:
        """Post a digest and return the channel's own id of the message.

        It can be found again by subscription and instant. A digest without a line is posted as
        one sentence that says so.

        Raises:
            TemporaryDeliveryError: surely not posted, may work later.
            PermanentDeliveryError: surely not posted, needs a person.
            UncertainDeliveryError: may or may not have been posted.
        """
        ...

    async def find_delivered(
        self, subscription: Subscription, scheduled_for: datetime, *, until: datetime
    ) -> str | None:
        """Return the channel's own id of the digest that was posted for an instant.

        None says that it surely was not posted. ``until`` is when a message of it can have come at
        the latest.

        Raises:
            TemporaryDeliveryError: the channel cannot be asked now, later may do.
            DeliveryError: the channel does not tell; whether it was posted stays unknown.
        """
        ...
