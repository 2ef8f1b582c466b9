"""What is remembered of a thread, so that its next question may leave things out; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.briefing.questions.question import Question, stances_of
from bot.briefing.requests.periods import Period

_TEXTS = ("text", "intent", "actor", "topic", "verb", "language")
_FLAGS = ("is_future", "is_definition", "is_new")


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """A thread up to now.

    Attributes:
        topic: what "it" means.
        speaker: whom "they" means: who was asked about or spoke last.
        person: whom "he" and "she" mean: the last of them who is a person.
        last: the last question, as it was read.
        shown: fingerprints of the lines that were shown to it.
    """

    topic: str = ""
    speaker: str = ""
    person: str = ""
    last: Question | None = None
    shown: frozenset[str] = frozenset()


def thread_as_payload(thread: Thread) -> dict[str, object]:
    """Return a thread as JSON can hold it."""
    payload: dict[str, object] = {
        "topic": thread.topic,
        "speaker": thread.speaker,
        "person": thread.person,
        "shown": sorted(thread.shown),
    }
    if (last := thread.last) is not None:
        payload["last"] = {name: getattr(last, name) for name in (*_TEXTS, *_FLAGS)} | {
            "since": last.period.since.isoformat() if last.period.since else None,
            "until": last.period.until.isoformat() if last.period.until else None,
        }
    return payload


def thread_of_payload(payload: Mapping[str, object] | None) -> Thread:
    """Return the thread that a payload holds; an older payload holds the topic only."""
    if payload is None:
        return Thread()
    shown, last = payload.get("shown"), payload.get("last")
    thread = Thread(
        topic=str(payload.get("topic") or ""),
        speaker=str(payload.get("speaker") or ""),
        person=str(payload.get("person") or ""),
        shown=frozenset(map(str, shown)) if isinstance(shown, list) else frozenset(),
    )
    return replace(thread, last=_question_of(last)) if isinstance(last, dict) else thread


def _question_of(kept: Mapping[str, object]) -> Question:
    texts = {name: str(kept.get(name) or "") for name in _TEXTS}
    flags = {name: bool(kept.get(name)) for name in _FLAGS}
    since, until = kept.get("since"), kept.get("until")
    period = Period(
        since=date.fromisoformat(str(since)) if since else None,
        until=date.fromisoformat(str(until)) if until else None,
    )
    return Question(**texts, **flags, stances=stances_of(texts["verb"]), period=period)  # type: ignore[arg-type]
