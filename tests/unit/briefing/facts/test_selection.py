"""A few of many, not all alike."""

from __future__ import annotations

from bot.briefing.facts.selection import Scored, choose


def scored(name: str, score: float, speaker: str, tie: int = 0) -> Scored[str]:
    """Make a candidate whose only trait is its speaker."""
    return Scored(item=name, score=score, tie=(tie,), traits={("speaker", speaker): 0.5})


def test_one_speaker_does_not_fill_everything() -> None:
    """A second line of one speaker gives way to a somewhat weaker line of another."""
    chosen = choose([scored("a", 1.0, "x"), scored("b", 0.9, "x"), scored("c", 0.6, "y")], 2)
    assert [c.item for c in chosen] == ["a", "c"]


def test_alone_is_enough() -> None:
    """Where there is nobody else, one speaker may fill the list."""
    chosen = choose([scored("a", 1.0, "x"), scored("b", 0.9, "x")], 5)
    assert [c.item for c in chosen] == ["a", "b"]


def test_ties_go_by_document() -> None:
    """Equal scores are ordered by document and span, whatever order they come in."""
    pair = [scored("later", 1.0, "x", 9), scored("earlier", 1.0, "y", 3)]
    assert choose(pair, 2)[0].item == choose(pair[::-1], 2)[0].item == "earlier"


def test_floor() -> None:
    """A line at or below the floor stays out even where there is room."""
    assert choose([scored("a", 0.2, "x")], 5, floor=0.2) == []
