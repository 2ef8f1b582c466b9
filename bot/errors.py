"""The error tree. The class says who can help and whether trying again can."""

from __future__ import annotations

from enum import StrEnum


class DatelineError(Exception):
    """Something went wrong.

    ``str(error)`` is one sentence fit for the person who asked: what is wrong and what to do.
    """


class ConfigError(DatelineError, ValueError):
    """A setting is missing or wrong; the message names every problem found."""


class InputError(DatelineError, ValueError):
    """What somebody typed or added cannot be used."""


class NotFoundError(DatelineError, LookupError):
    """A document or subscription that was asked for does not exist."""


class GateError(DatelineError, AssertionError):
    """A line is not what its document says; it must not leave the house."""


class FetchCode(StrEnum):
    """Why something was not fetched from the network."""

    #: The address leads into a private network, or to this machine.
    REFUSED_ADDRESS = "refused_address"
    BAD_URL = "bad_url"
    NOT_FOUND = "not_found"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    SERVER_ERROR = "server_error"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    #: What came is not what was asked for.
    BAD_TYPE = "bad_type"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    #: The site's robots.txt keeps programs from it, or cannot be read now.
    ROBOTS = "robots"
    DNS = "dns"
    TLS = "tls"
    CONNECTION = "connection"
    RATE_LIMITED = "rate_limited"


class FetchError(DatelineError):
    """Something was not fetched; the message is fit for the person who gave the link.

    Attributes:
        code: why.
        can_retry: whether trying again later can help.
        retry_after: seconds to wait before that, or None where the site did not say.
    """

    def __init__(
        self,
        message: str,
        *,
        code: FetchCode,
        can_retry: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.can_retry = can_retry
        self.retry_after = retry_after


class StoreError(DatelineError):
    """The database refused; trying again will not help."""


class StoreBusyError(StoreError):
    """The database is locked by another writer; trying again can help."""


class DeliveryError(DatelineError):
    """A message was not delivered.

    Attributes:
        destination: where it should have gone.
        code: the channel's own error code, for operators.
        details: what the channel says is wrong with the message, one line each.
    """

    def __init__(
        self,
        message: str,
        *,
        destination: str = "",
        code: str = "",
        details: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.destination = destination
        self.code = code
        self.details = details


class TemporaryDeliveryError(DeliveryError):
    """Not delivered, and trying again later can help.

    Attributes:
        retry_after: seconds to wait, or None where the channel did not say.
    """

    def __init__(
        self,
        message: str,
        *,
        destination: str = "",
        code: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, destination=destination, code=code)
        self.retry_after = retry_after


class PermanentDeliveryError(DeliveryError):
    """Not delivered, and only a person can change that (archived channel, missing scope)."""


class UncertainDeliveryError(DeliveryError):
    """Nobody knows whether it was delivered (the connection broke after sending): never resend."""
