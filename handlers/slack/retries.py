"""Which calls to Slack are made again by themselves, and how long anybody waits for that.

A post is repeated only where Slack surely did not take it: HTTP 429 and 503. Slack's own docs say
of other server errors that part of the work may be done; those are uncertain.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

#: Seconds of a Retry-After that are waited out; who is to wait longer is told so instead.
LONGEST_WAIT = 30
_MOST_WAITS = 2


class _RetryByAnswer(AsyncRetryHandler, ABC):
    """Tries again after some of Slack's answers, and after nothing else."""

    @abstractmethod
    def may_follow(self, response: HttpResponse) -> bool:
        """Tell whether this answer is one of them."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        return response is not None and self.may_follow(response)


class RateLimitRetry(_RetryByAnswer, AsyncRateLimitErrorRetryHandler):
    """Waits out a 429 that asks for no more than ``LONGEST_WAIT``."""

    def __init__(self) -> None:
        super().__init__(max_retry_count=_MOST_WAITS)

    def may_follow(self, response: HttpResponse) -> bool:
        """Tell whether Slack asks for a wait that is worth it."""
        return response.status_code == 429 and _wait(response) <= LONGEST_WAIT


class UnavailableRetry(_RetryByAnswer, AsyncServerErrorRetryHandler):
    """Tries again after a 503 only: after a 500 the message may have been posted."""

    def may_follow(self, response: HttpResponse) -> bool:
        """Tell whether Slack surely did nothing."""
        return response.status_code == 503


def retries_of_posts() -> list[AsyncRetryHandler]:
    """Return how calls are repeated that would be seen twice."""
    return [RateLimitRetry(), UnavailableRetry()]


def retries_of_questions() -> list[AsyncRetryHandler]:
    """Return how calls are repeated that change nothing, or nothing more the second time."""
    return [AsyncConnectionErrorRetryHandler(), RateLimitRetry(), AsyncServerErrorRetryHandler()]


def _wait(response: HttpResponse) -> float:
    """Return the seconds of ``Retry-After``; one where there is none that can be read."""
    for name, values in response.headers.items():
        if name.lower() == "retry-after":
            value = str(values[0])
            return int(value) if value.isascii() and value.isdigit() else float("inf")
    return 1
