"""A way to deliver what leaves the house."""

from __future__ import annotations

from typing import Protocol

from bot.records import Subscription
from bot.results import Digest


class Sender(Protocol):
    """Posts digests to a destination outside the house."""

    def takes(self, subscription: Subscription) -> bool:
        """Tell whether this sender is the one that delivers to the subscription's destination."""
        ...

    async def send_digest(self, subscription: Subscription, digest: Digest) -> str:
        """Post a digest and return the channel's own id of the message.

        Raises:
            TemporaryDeliveryError: surely not posted, may work later.
            PermanentDeliveryError: surely not posted, needs a person.
            UncertainDeliveryError: may or may not have been posted.
        """
        ...
