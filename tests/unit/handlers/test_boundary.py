"""What askers hear about errors, and listeners at work when the program ends."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.errors import (
    FetchCode,
    FetchError,
    GateError,
    InputError,
    NotFoundError,
    PermanentDeliveryError,
    StoreBusyError,
    StoreError,
)
from handlers.boundary import BUSY, explain
from handlers.desk import Desk, short_id
from handlers.slack.delivery import Poster


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (InputError("There is no hour “25”."), "There is no hour “25”."),
        (NotFoundError("“<!channel>” is not followed"), "“&lt;!channel&gt;” is not followed"),
        (StoreBusyError("database is locked"), BUSY),
        (PermanentDeliveryError("It is archived.", code="is_archived"), "It is archived."),
        (FetchError("The site is <down>.", code=FetchCode.TIMEOUT), "The site is &lt;down&gt;."),
    ],
)
def test_expected_errors_are_told_in_their_words(
    error: Exception, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    """They are safe to show, escaped, and are no incidents."""
    assert explain(error, "a1b2", "on_share") == told
    assert "incident" not in caplog.text


@pytest.mark.parametrize(
    "error", [GateError("span"), StoreError("no such table"), KeyError("secret"), RuntimeError()]
)
def test_other_errors_are_incidents(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    """The asker gets a number and nothing of the error; the log gets both."""
    caplog.set_level(logging.ERROR)
    told = explain(error, "a1b2", "on_share")
    assert "a1b2" in told
    assert "secret" not in told
    assert "table" not in told
    (record,) = caplog.records
    assert "a1b2" in record.getMessage()
    assert record.exc_info
    assert record.exc_info[1] is error


async def test_drain_waits_and_then_cuts_off() -> None:
    """Listeners that end in time end by themselves; the others are cancelled and counted."""
    desk = Desk(newsroom=None, poster=Poster.__new__(Poster), wire=None)  # type: ignore[arg-type]
    assert await desk.drain(1) == 0
    quick = asyncio.create_task(asyncio.sleep(0.01))
    slow = asyncio.create_task(asyncio.sleep(60))
    desk.running.update((quick, slow))
    assert await desk.drain(0.1) == 1
    assert quick.done()
    assert not quick.cancelled()
    assert slow.cancelled()


def test_ids_are_short_and_differ() -> None:
    """An id fits into a sentence and a button, and cannot be guessed from another."""
    ids = {short_id() for _ in range(200)}
    assert len(ids) == 200
    assert all(len(each) == 12 for each in ids)
