"""The home tab: the archive, its feeds, what channels follow, and what is settled, at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.ports import Overview
from bot.records import HouseRules, Subscription
from bot.results import Coverage
from bot.wording import day_in_words, followed_in_words, period_in_words, plural
from handlers.views.blocks import button, context, header, section
from handlers.views.brief import coverage_in_words
from handlers.views.budget import Block, Message
from handlers.views.help import help_sections
from handlers.views.mrkdwn import bold, code, escape, label, link
from handlers.views.settings import CHANGE_WORKSPACE_ACTION, workspace_in_words
from handlers.views.standing import rhythm_and_hour

#: The buttons of the tab: to the list of sources, and back from it.
SOURCES_ACTION = "home_sources"
BACK_ACTION = "home_back"

_WHAT = (
    "I brief you from your own archive of news: what was said and by whom, who holds which"
    " position, and what happened when. Every line is a source's own words, with the source."
)
_MOST_FAILING = 5
_MOST_ORDERS = 10
_LONGEST_WHY = 200
# What a section holds, but for its heading and the lines that count.
_ROOM = 2_600


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedsAtAGlance:
    """How the feeds are that somebody may see.

    Attributes:
        failing: name of each that fails, and why.
    """

    working: int = 0
    paused: int = 0
    failing: Sequence[tuple[str, str]] = ()
    last_fetched: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class HomeFacts:
    """All that a home tab tells.

    Attributes:
        orders: the standing orders that the person may see, each with its next instant.
        only_own: orders of public channels could not be told from others and are left out.
        rules: what holds in the workspace.
        may_change: the person may change that.
        names: what the archive is most about.
        note: what was just done; already escaped.
    """

    overview: Overview
    feeds: FeedsAtAGlance = FeedsAtAGlance()
    orders: Sequence[tuple[Subscription, datetime]] = ()
    only_own: bool = False
    rules: HouseRules = field(default_factory=HouseRules)
    default_zone: str = "UTC"
    may_change: bool = False
    names: Sequence[str] = ()
    note: str = ""


def home_view(facts: HomeFacts, channel: str) -> Block:
    """Return the home tab; ``channel`` is the person's own conversation with the bot."""
    blocks = [
        header("Dateline"),
        *([section(f":information_source: {facts.note}")] if facts.note else []),
        section(_WHAT),
        section(f"*The archive*\n{_archive(facts.overview)}"),
        *_feeds(facts.feeds),
        section(f"*What channels follow*\n{_orders(facts)}"),
        _settings(facts),
        section(f"*Three things to try*\n{_tries(facts.names)}"),
        *help_sections(),
        context("No line is written by a machine: all are found, quoted and cited."),
    ]
    return _view(blocks, channel)


def home_sources_view(listed: Message, channel: str) -> Block:
    """Return the home tab with the list of sources on it."""
    back = {"type": "actions", "elements": [button(BACK_ACTION, "Back to the overview", "home")]}
    return _view([header("Sources"), back, *listed.blocks], channel)


def _view(blocks: Sequence[Block], channel: str) -> Block:
    return {"type": "home", "private_metadata": channel, "blocks": list(blocks)}


def _archive(seen: Overview) -> str:
    if not seen.documents:
        return "It is empty so far: add documents with `/brief add` and a link."
    coverage = Coverage(
        documents=seen.documents, outlets=seen.outlets, languages=seen.languages[:6]
    )
    lines = [escape(coverage_in_words(coverage))]
    if period := period_in_words(seen.first, seen.last):
        lines.append(f"Published {period}")
    if seen.newest is not None:
        card = seen.newest
        name = link(card.url, label(card.title, 100) or label(card.external_id, 100) or "untitled")
        outlet = f", {escape(label(card.outlet, 60))}" if card.outlet else ""
        lines.append(f"Newest: {name}{outlet}, added {_moment(card.added_at)}")
    return "\n".join(lines)


def _feeds(feeds: FeedsAtAGlance) -> list[Block]:
    counts = [f"{plural(feeds.working, 'feed')} working"]
    if feeds.failing:
        counts.append(f"{len(feeds.failing):,} failing")
    if feeds.paused:
        counts.append(f"{feeds.paused:,} paused")
    if not (feeds.working or feeds.failing or feeds.paused):
        counts = ["None is followed yet; `/brief add` with the link of a feed follows it"]
    if feeds.last_fetched is not None:
        counts.append(f"last fetch {_moment(feeds.last_fetched)}")
    failing = [
        f":warning: {bold(label(name, 60))}: {escape(label(why, _LONGEST_WHY))}"
        for name, why in feeds.failing
    ]
    lines = [f"*Feeds*\n{' · '.join(counts)}", *_first(failing, _MOST_FAILING, "more failing")]
    sources = button(SOURCES_ACTION, "Sources", "0:0")
    return [{**section("\n".join(lines)), "accessory": sources}]


def _first(lines: Sequence[str], most: int, more: str) -> list[str]:
    """Return the first lines, as many as a section has room for, and how many are left out."""
    shown: list[str] = []
    for line in lines[:most]:
        if sum(map(len, shown)) + len(line) > _ROOM:
            break
        shown.append(line)
    left_out = len(lines) - len(shown)
    return [*shown, f"+ {left_out:,} {more}"] if left_out else shown


def _orders(facts: HomeFacts) -> str:
    lines = _first([_order(*each) for each in facts.orders], _MOST_ORDERS, "more")
    if not lines:
        lines = [f"Nothing that you may see here. Try {code('/brief follow nato 08:00')}"]
    if facts.only_own:
        lines.append("_Shown are your own orders; Slack does not tell me which channels are open._")
    return "\n".join(lines)


def _order(subscription: Subscription, following: datetime) -> str:
    local = following.astimezone(ZoneInfo(subscription.time_zone))
    paused = subscription.paused_until is not None and subscription.paused_until >= following
    state = "paused until" if paused else "next"
    return (
        f"{bold(followed_in_words(subscription))} in {_place(subscription.destination)},"
        f" {rhythm_and_hour(subscription)}; {state} {day_in_words(local.date())} {local:%H:%M}"
    )


def _place(destination: str) -> str:
    if destination.startswith("D"):
        return "your messages with me"
    return f"<#{escape(destination)}>"


def _settings(facts: HomeFacts) -> Block:
    told = workspace_in_words(facts.rules, facts.default_zone)
    hint = "A channel's own: type `/brief settings` there."
    if not facts.may_change:
        hint = f"Workspace admins change these. {hint}"
    block = section(f"*Settings of the workspace*\n{told}\n_{hint}_")
    if facts.may_change:
        block["accessory"] = button(CHANGE_WORKSPACE_ACTION, "Change", "home")
    return block


def _tries(names: Sequence[str]) -> str:
    known = [label(name, 40) for name in names if name.strip()]
    first, last = (known[0], known[-1]) if known else ("nato", "nato")
    typed = (
        (f"/brief {first}", "what was said, who stands where, what happened when"),
        (f"/brief positions {last}", "one sentence for each who holds a position"),
        (f"/brief follow {first} weekdays 08:00", "what is new, each working day"),
    )
    return "\n".join(f"{code(words)}  {what}" for words, what in typed)


def _moment(instant: datetime) -> str:
    """Return an instant, which Slack shows in the reader's own time zone."""
    fallback = f"{day_in_words(instant.date())} {instant:%H:%M} UTC"
    return f"<!date^{int(instant.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"
