"""Where documents come from: the list of sources with its buttons, and what was done to one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from bot.records import EVERYONE, Source, SourceKind, SourceState
from bot.wording import day_in_words, plural
from handlers.views.blocks import button, context, plain, section
from handlers.views.budget import MOST_JSON, Block, Message, count_json
from handlers.views.mrkdwn import bold, escape, label, link
from handlers.views.paging import ON_A_PAGE, first_of_page, page_buttons, which_of

#: The buttons of a source, and of the list.
PAUSE_ACTION = "pause_source"
RESUME_ACTION = "resume_source"
REMOVE_ACTION = "remove_source"
NEXT_ACTION = "next_sources"
BACK_ACTION = "previous_sources"

#: Those that are looked at again and again.
PAUSABLE = frozenset({SourceKind.FEED, SourceKind.FOLDER})

# What note, heading, hint and page buttons cost at most.
_ROOM_AROUND = 2_500
_KINDS = {
    SourceKind.FEED: "feed",
    SourceKind.FOLDER: "watched folder",
    SourceKind.PATH: "files",
    SourceKind.LINK: "links",
    SourceKind.SLACK: "files shared in Slack",
}
_LONGEST_NAME = 60
_LONGEST_STATUS = 150
_HINT = (
    "Numbers work, too: `/brief sources pause 3`, `/brief sources resume 3`,"
    " `/brief sources remove 3`. A link or feed comes in with `/brief add`."
)


def sources_message(
    sources: Sequence[tuple[Source, str]], *, first: int = 0, note: str = ""
) -> Message:
    """Return a page of the list of sources.

    Args:
        sources: those that may be seen here, each with a line on how it is doing.
        first: place of the first one on the page.
        note: what was just done, for the top.
    """
    told = escape(label(note, 300))
    top = [section(told)] if told else []
    if not sources:
        text = "Nothing has been added that can be seen here. Try `/brief add` and a link."
        return Message(text=told or text, blocks=(*top, section(text)))
    first = first_of_page(first, len(sources))
    blocks: list[Block] = []
    shown = 0
    for source, status in sources[first : first + ON_A_PAGE]:
        entry = _entry(source, status, first)
        if shown and count_json([*blocks, *entry]) > MOST_JSON - _ROOM_AROUND:
            break
        blocks += entry
        shown += 1
    count = f"{plural(len(sources), 'source')} can be seen here"
    count += which_of(first, shown, len(sources))
    turns = page_buttons(first, shown, len(sources), back=BACK_ACTION, following=NEXT_ACTION)
    tail = [context(_HINT), *turns]
    return Message(text=told or f"{count}.", blocks=(*top, context(f"{count}."), *blocks, *tail))


def removal_question(source: Source) -> Message:
    """Return the question whether a source is really to be removed."""
    text = f"Remove {bold(_name(source))}? {_what_goes(source)}"
    remove = button(REMOVE_ACTION, "Remove", f"{source.id}:0", style="danger")
    return Message(text=text, blocks=(section(text), {"type": "actions", "elements": [remove]}))


def changed(words: str) -> Message:
    """Return what was done to a source."""
    text = escape(words)
    return Message(text=text, blocks=(section(text),))


def paused_words(source: Source) -> str:
    """Return that nothing new comes from a source until it is let go on."""
    return f"Paused “{_name(source)}”: nothing new comes in, and its documents stay."


def resumed_words(source: Source) -> str:
    """Return that a source is looked at again."""
    return f"“{_name(source)}” is looked at again."


def removed_words(source: Source, documents: int) -> str:
    """Return that a source is gone, and how many documents with it."""
    gone = f" with {plural(documents, 'document')}" if documents else ""
    return f"Removed “{_name(source)}”{gone}."


def _entry(source: Source, status: str, first: int) -> list[Block]:
    """Return a source with its buttons."""
    text = section(_about(source, status))
    remove = button(
        REMOVE_ACTION, "Remove", f"{source.id}:{first}", style="danger", confirm=_confirm(source)
    )
    if source.kind not in PAUSABLE:
        return [{**text, "accessory": remove}]
    paused = source.state is SourceState.PAUSED
    action, words = (RESUME_ACTION, "Resume") if paused else (PAUSE_ACTION, "Pause")
    pause = button(action, words, f"{source.id}:{first}")
    return [text, {"type": "actions", "elements": [pause, remove]}]


def _about(source: Source, status: str) -> str:
    """Return number, name and kind, then how much came from it and how it is doing."""
    is_web = source.address.startswith(("http://", "https://"))
    name = f"*{link(source.address, _name(source))}*" if is_web else bold(_name(source))
    counts = plural(source.documents, "document")
    if source.last_added_at is not None:
        counts += f", the last on {day_in_words(source.last_added_at.date())}"
    seen = "" if source.audience == EVERYONE else "seen only here"
    parts = (counts, seen, _state(source, status))
    details = " · ".join(part for part in parts if part)
    return f"#{source.id} {name} · {_KINDS[source.kind]}\n{details}"


def _state(source: Source, status: str) -> str:
    told = escape(label(status, _LONGEST_STATUS))
    is_paused = source.state is SourceState.PAUSED
    return told if told or not is_paused else "paused"


def _name(source: Source) -> str:
    """Return what it is called; where on the server a folder lies is nobody's business here."""
    is_path = source.kind in (SourceKind.FOLDER, SourceKind.PATH)
    address = PurePath(source.address).name if is_path else source.address
    return label(source.title, _LONGEST_NAME) or label(address, _LONGEST_NAME) or "untitled"


def _what_goes(source: Source) -> str:
    if not source.documents:
        return "It has given no document."
    documents = plural(source.documents, "document")
    return f"{documents} and all that was found there go with it, for good."


def _confirm(source: Source) -> Block:
    return {
        "title": plain("Remove this source?"),
        "text": plain(f"{_name(source)}: {_what_goes(source)}"),
        "confirm": plain("Remove"),
        "deny": plain("Keep"),
        "style": "danger",
    }
