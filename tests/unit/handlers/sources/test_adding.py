"""Adding several things at once, and waiting for what takes long."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.errors import TemporaryDeliveryError
from handlers.desk import Desk
from handlers.slack.delivery import Poster
from handlers.slack.files import SlackFile
from handlers.sources.adding import Shared, with_patience
from handlers.translating.places import place_of


def desk(patience: float) -> Desk:
    """Return a desk that only waits."""
    return Desk(
        newsroom=None,  # type: ignore[arg-type]
        poster=Poster.__new__(Poster),
        wire=None,  # type: ignore[arg-type]
        patience=patience,
    )


async def work(seconds: float, result: str = "done") -> str:
    """Take some time; "fail" fails."""
    await asyncio.sleep(seconds)
    if result == "fail":
        raise ZeroDivisionError
    return result


async def test_who_waits_long_is_told_once() -> None:
    """Nothing is said of what is quick."""
    said: list[str] = []

    async def say() -> None:
        said.append("reading")

    assert await with_patience(desk(5), work(0), say) == "done"
    assert said == []
    assert await with_patience(desk(0.01), work(0.1), say) == "done"
    assert said == ["reading"]


async def test_failing_to_say_so_does_not_lose_the_work(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Slack may be too busy for small talk."""
    caplog.set_level(logging.WARNING)

    async def say() -> None:
        raise TemporaryDeliveryError("Slack is too busy.")

    assert await with_patience(desk(0.01), work(0.1), say) == "done"
    assert "too busy" in caplog.text


async def test_failure_and_cancellation_reach_the_work() -> None:
    """An error comes out as it is; who is cut off leaves nothing running."""

    async def say() -> None:
        return None

    with pytest.raises(ZeroDivisionError):
        await with_patience(desk(0.01), work(0.05, "fail"), say)
    slow = asyncio.create_task(asyncio.sleep(60))
    waiting = asyncio.create_task(with_patience(desk(0.01), slow, say))
    await asyncio.sleep(0.05)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await asyncio.sleep(0)
    assert slow.cancelled()


def test_of_too_many_things_the_first_are_taken() -> None:
    """Files go before links, since they cannot be typed again."""
    shared = Shared(
        place=place_of("C0NEWS", name="news"),
        user="U0ADA",
        links=[f"https://a.example/{number}" for number in range(9)],
        files=[SlackFile(id=f"F{number}") for number in range(3)],
    )
    some = shared.first(10)
    assert (shared.count, some.count) == (12, 10)
    assert len(some.files) == 3
    assert some.links == [f"https://a.example/{number}" for number in range(7)]
