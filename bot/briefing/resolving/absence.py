"""Why there is nothing to show, and what to try instead; looked into only where nothing was found.

Every suggestion can be typed as it stands; whoever shows them keeps those that give lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.briefing.facts.candidates import Scope, find_hits, group_hits
from bot.briefing.requests.phrasing import dates_in_words, language_in_words, listed
from bot.briefing.requests.topics import Topic, describe_topic
from bot.briefing.requests.writing import write_filter, write_request
from bot.ports import Archive, Filters
from bot.records import ActorKind
from bot.results import BriefRequest
from bot.wording import day_in_words, period_in_words, plural

_MOST_SUGGESTIONS = 4
#: Actors of whom some may be offered instead of one whom nobody knows.
_MOST_LOOKED_AT = 8
_LAST_DAYS = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence:
    """Why a result is empty, in one sentence, and what would give something."""

    because: str
    suggestions: tuple[str, ...] = ()
    #: What the suggestions do, by their text, where that says more than the text itself.
    labels: Mapping[str, str] = field(default_factory=dict)


def explain_absence(
    archive: Archive,
    request: BriefRequest,
    scope: Scope,
    found: tuple[int, ...],
    today: date | None = None,
) -> Absence:
    """Explain an empty result.

    Args:
        found: the documents that hold the topic all the same.
        today: the day from which the last 90 days are counted; without it they are not offered.
    """
    stats_period = archive.measure_period(request.workspace)
    if stats_period is None and not archive.measure_archive(request.workspace).documents:
        return Absence(because="The archive is empty; add documents first.")
    for topic in (scope.topic, scope.by, scope.about):
        if topic is not None and not topic.known:
            return _explain_unknown(archive, request, topic, is_actor=topic is scope.by)
    if any(actor.is_corrected for actor in scope.topic.actors):
        request = replace(request, topic=scope.topic.name)
    if found:
        return _explain_bare(archive, request, scope, found)
    return (
        _explain_limits(archive, request, scope, today)
        or _explain_parts(archive, request, scope)
        or Absence(because=f"Nothing in the archive is about {_name(scope)}.")
    )


def _explain_unknown(
    archive: Archive, request: BriefRequest, topic: Topic, *, is_actor: bool
) -> Absence:
    near = topic.nearest
    hint = f"; near it: {listed(near)}" if near else ""
    if not near:
        top = archive.list_top_actors(request.workspace, _MOST_LOOKED_AT)
        near = tuple(match.actor_name for match in top if match.kind is not ActorKind.PLACE)
        hint = f"; most written about here: {listed(near[:3])}" if near else ""
    named = f"Nobody here is called “{topic.typed}”"
    if not is_actor:
        named = f"Nothing here is called “{topic.typed}” or contains these words"
    labels = {}
    if not is_actor and topic.actors:
        lost = _lost_words(archive, request.workspace, topic)
        named = f"Nothing here contains {listed([f'“{word}”' for word in lost], 'or')}"
        labels = {actor.name: actor.name for actor in topic.actors}
    labels |= {
        f"{request.topic} {write_filter('by', n)}".strip() if is_actor else n: n for n in near
    }
    if is_actor and request.topic:
        labels[request.topic] = f"{request.topic}, by anybody"
    return Absence(because=f"{named}{hint}.", suggestions=tuple(labels), labels=labels)


def _lost_words(archive: Archive, workspace: str, topic: Topic) -> list[str]:
    """Return the words of a topic that no text of the archive holds."""
    words = topic.words.split()
    return [w for w in words if not archive.find_text_hits(workspace, w, Filters(), limit=1)]


def _explain_limits(
    archive: Archive, request: BriefRequest, scope: Scope, today: date | None
) -> Absence | None:
    """Tell which limit leaves nothing: the period, the outlet or the language."""
    filters = scope.filters
    dates = dates_in_words(filters.since, filters.until)
    for looser in _loosen(request, filters):
        hits = group_hits(find_hits(archive, replace(scope, filters=looser.filters)))
        if not hits:
            continue
        coverage = archive.measure_coverage(scope.workspace, hits)
        period = period_in_words(coverage.first, coverage.last)
        count = plural(len(hits), "document")
        verb = "is" if len(hits) == 1 else "are"
        because = (
            f"Nothing on {_name(scope)} {looser.what}; without that limit there {verb} {count}"
        )
        because += f" ({period})." if period else "."
        labels = {write_request(looser.request): looser.label}
        if dates and coverage.last and looser.filters.since is None:
            labels |= _nearer(looser.request, coverage.last, today)
        return Absence(because=because, suggestions=tuple(labels), labels=labels)
    return None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Looser:
    """A request without one of its limits, or without all; what that limit was, and the offer."""

    what: str
    label: str
    filters: Filters
    request: BriefRequest


def _loosen(request: BriefRequest, filters: Filters) -> list[_Looser]:
    looser = []
    if dates := dates_in_words(filters.since, filters.until):
        looser.append((dates, "Without the dates", {"since": None, "until": None}))
    if filters.outlet:
        what = f"from outlets named “{filters.outlet}”"
        looser.append((what, "All outlets", {"outlet": None}))
    if filters.language:
        what = f"in {language_in_words(filters.language)}"
        looser.append((what, "All languages", {"language": None}))
    if len(looser) > 1:
        every = {key: None for _, _, keys in looser for key in keys}
        looser.append(("within these limits", "Without the filters", every))
    return [
        _Looser(
            what=what,
            label=label,
            filters=replace(filters, **keys),
            request=replace(request, **keys),  # type: ignore[arg-type]
        )
        for what, label, keys in looser
    ]


def _nearer(request: BriefRequest, last: date, today: date | None) -> dict[str, str]:
    """Return the periods that have something, by what to type: the last days, the last month."""
    nearer = {}
    if today is not None:
        days = replace(request, since=today - timedelta(days=_LAST_DAYS))
        nearer[write_request(days)] = f"Last {_LAST_DAYS} days"
    month = replace(request, since=last.replace(day=1))
    nearer[write_request(month)] = f"Since {day_in_words(last.replace(day=1))}"
    return nearer


def _explain_parts(archive: Archive, request: BriefRequest, scope: Scope) -> Absence | None:
    """Tell which parts of the question stand in the archive alone but not together."""
    alone: list[tuple[str, str]] = []
    if scope.by is not None and (scope.topic.typed or scope.about):
        by = replace(request, topic="", about=None)
        alone.append((f"statements of {scope.by.name}", write_request(by)))
        alone.append((f"mentions of {_name(scope)}", write_request(replace(request, by=None))))
    for topic in (scope.topic, scope.about):
        if topic is None:
            continue
        names = [actor.name for actor in topic.actors]
        words = topic.words.split() if not names else [topic.words] if topic.words else []
        if len(names) + len(words) > 1:
            alone.extend((name, name) for name in names)
            alone.extend((f"“{word}”", word) for word in words)
    if not alone:
        return None
    labels = [label for label, _ in alone]
    tries = tuple(dict.fromkeys(text for _, text in alone))[:_MOST_SUGGESTIONS]
    return Absence(
        because=f"The archive holds {listed(labels)}, but not together.", suggestions=tries
    )


def _explain_bare(
    archive: Archive, request: BriefRequest, scope: Scope, found: tuple[int, ...]
) -> Absence:
    verb = "mentions" if len(found) == 1 else "mention"
    mentioned = f"{plural(len(found), 'document')} {verb} {_name(scope)}"
    if scope.by is not None:
        because = f"{mentioned}, but {scope.by.name} is not quoted and holds no position there."
        tries = [
            write_request(replace(request, by=None)),
            write_request(replace(request, topic="", about=None)),
        ]
        return Absence(because=because, suggestions=tuple(filter(None, tries)))
    card = archive.get_cards(scope.workspace, found[:1]).get(found[0])
    latest = f", the latest “{card.title}”" if card and card.title else ""
    if latest and card and card.published:
        latest += f" of {day_in_words(card.published)}"
    return Absence(
        because=f"{mentioned}{latest}, but no quotation, position or date stands near it."
    )


def _name(scope: Scope) -> str:
    names = [t.in_a_sentence for t in (scope.topic, scope.about) if t is not None and t.typed]
    if not names and scope.by is not None:
        return describe_topic(scope.by)
    return listed(names)
