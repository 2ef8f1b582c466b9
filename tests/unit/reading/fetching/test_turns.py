"""Whose turn it is, and what is remembered of it."""

from __future__ import annotations

import asyncio

from bot.reading.fetching.turns import Locks, Turns


async def test_a_lock_is_kept_only_while_somebody_uses_it() -> None:
    """Whoever comes next waits; when all are gone, nothing is left."""
    locks, order = Locks(), []

    async def use(name: str) -> None:
        async with locks.holding("key"):
            order.append(name)
            await asyncio.sleep(0)
            assert len(locks) == 1
            order.append(name)

    await asyncio.gather(*(use(name) for name in "abc"))
    assert order == list("aabbcc")
    assert len(locks) == 0


async def test_hosts_are_forgotten_when_their_pause_is_over() -> None:
    """However many there are, only those of the last while are remembered."""
    now = [0.0]
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    turns = Turns(2, lambda: now[0], sleep)
    for number in range(1_000):
        now[0] = float(number)
        async with turns.turn(f"host {number}", gap=1.0, remember=30.0):
            pass
    assert not slept
    assert turns.remembered == 30
    async with turns.turn("host 999", gap=5.0, remember=30.0):
        pass
    assert slept == [5.0]
