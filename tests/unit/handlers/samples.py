"""Lines, briefs and digests for the tests of the Slack desk; all names and words are made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from bot.records import Precision, QuotationKind, Span, Stance, Subscription
from bot.results import (
    Board,
    BoardRow,
    Brief,
    BriefRequest,
    Citation,
    Coverage,
    Digest,
    PassageLine,
    PositionLine,
    QuotationLine,
    TimelineLine,
)

DAY = date(2022, 5, 12)


def cite(
    text: str,
    *,
    document: int = 1,
    outlet: str = "Harbour Post",
    url: str | None = "https://harbour.example/news/1?a=1&b=2",
    title: str = "Talks on the strait",
) -> Citation:
    """Return a citation of ``text`` at the start of a document."""
    return Citation(
        document=document,
        external_id=f"doc-{document}",
        title=title,
        outlet=outlet,
        url=url,
        published=DAY,
        start=0,
        end=len(text),
    )


def quotation(
    text: str = "We will not close the strait",
    *,
    speaker: str | None = "Mara Lindqvist",
    written: str | None = "Lindqvist",
    kind: QuotationKind = QuotationKind.DIRECT,
    citation: Citation | None = None,
    copies: int = 0,
) -> QuotationLine:
    """Return a quotation line."""
    citation = citation or cite(text)
    return QuotationLine(
        text=text,
        kind=kind,
        speaker=speaker,
        speaker_as_written=written,
        cue="said",
        date=DAY,
        citation=citation,
        also_in=(citation,) * copies,
    )


def position(
    text: str = "Norland firmly opposes any new toll on the strait.",
    *,
    actor: str = "Norland",
    stance: Stance = Stance.OPPOSES,
    cue: str = "opposes",
    target: str | None = "any new toll on the strait",
    according_to: str | None = None,
) -> PositionLine:
    """Return a position line whose cue stands in ``text``."""
    start = text.index(cue)
    return PositionLine(
        actor=actor,
        actor_as_written=actor,
        stance=stance,
        target=target,
        text=text,
        cue=cue,
        cue_in_text=Span(start, start + len(cue)),
        date=DAY,
        citation=cite(text),
        according_to=according_to,
    )


def entry(
    text: str = "The two sides met in Port Hale on 4 May 2022.",
    *,
    day: date = date(2022, 5, 4),
    precision: Precision = Precision.DAY,
    phrase: str = "4 May 2022",
) -> TimelineLine:
    """Return a timeline line."""
    return TimelineLine(
        date=day, precision=precision, text=text, phrase=phrase, citation=cite(text)
    )


def passage(text: str = "The strait is nine miles wide.") -> PassageLine:
    """Return a passage line."""
    return PassageLine(text=text, date=DAY, citation=cite(text))


def brief(
    *,
    quotations: tuple[QuotationLine, ...] = (),
    positions: tuple[PositionLine, ...] = (),
    timeline: tuple[TimelineLine, ...] = (),
    topic: str = "Strait toll",
    **changes: object,
) -> Brief:
    """Return a brief on a made-up topic."""
    values: dict[str, object] = {
        "request": BriefRequest(topic=topic, workspace="local"),
        "topic": topic,
        "read_as": "",
        "suggestions": (),
        "coverage": Coverage(
            documents=12,
            outlets=3,
            languages=("en", "de"),
            first=date(2022, 5, 1),
            last=date(2022, 5, 14),
        ),
        **changes,
    }
    return Brief(quotations=quotations, positions=positions, timeline=timeline, **values)  # type: ignore[arg-type]


def board(*rows: BoardRow, topic: str = "Strait toll", **changes: object) -> Board:
    """Return a board on a made-up topic."""
    values: dict[str, object] = {
        "request": BriefRequest(topic=topic, workspace="local"),
        "topic": topic,
        "read_as": "",
        "coverage": Coverage(
            documents=12, outlets=3, languages=("en",), first=date(2022, 5, 1), last=DAY
        ),
        **changes,
    }
    return Board(rows=rows, **values)  # type: ignore[arg-type]


def subscription(topic: str = "strait toll") -> Subscription:
    """Return a standing order."""
    return Subscription(
        id=7,
        workspace="local",
        destination="C0NEWS",
        topic=topic,
        at=time(8, 30),
        time_zone="Europe/Berlin",
        created_by="U0ANNA",
        created_at=datetime(2022, 5, 1, 6, 0, tzinfo=UTC),
    )


def digest(made: Brief) -> Digest:
    """Return a digest around a brief."""
    return Digest(topic=made.topic, since=None, brief=made)


def texts(value: object) -> Iterator[str]:
    """Yield every string under a ``text`` key, in order."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def all_text(value: object) -> str:
    """Return all strings of blocks, joined."""
    return "".join(texts(value))
