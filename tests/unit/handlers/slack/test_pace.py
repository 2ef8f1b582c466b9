"""The pace of posts."""

from __future__ import annotations

from handlers.slack.pace import Pace


async def test_posts_in_one_channel_are_spaced_and_others_do_not_wait() -> None:
    """Three posts at once in one channel go out one second apart; another channel goes at once."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    moment = [100.0]
    pace = Pace(1.0, now=lambda: moment[0], sleep=sleep)
    for channel in ("C1", "C1", "C2", "C1"):
        await pace.turn(channel)
    assert slept == [1.0, 2.0]
    moment[0] = 110.0
    await pace.turn("C1")
    assert slept == [1.0, 2.0]


async def test_pace_forgets_quiet_channels() -> None:
    """A bot in thousands of channels does not remember them all for ever."""
    moment = [0.0]
    pace = Pace(1.0, now=lambda: moment[0])
    for number in range(5000):
        moment[0] += 1.0
        await pace.turn(f"C{number}")
    assert len(pace._free_at) <= 1002
