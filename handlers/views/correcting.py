"""Corrections in Slack: the dialog that asks for a name, what changed, and the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bot.records import Correction, CorrectionEntry, CorrectionKind, CorrectionState
from bot.wording import correction_in_words, day_in_words, plural, state_in_words
from handlers.views.blocks import button, context, plain, section
from handlers.views.budget import Block, Message
from handlers.views.cut import shorten
from handlers.views.lines import quote, rich, words
from handlers.views.menus import author_words
from handlers.views.mrkdwn import escape, label
from handlers.views.paging import ON_A_PAGE, first_of_page, page_buttons, which_of

#: The callback id of the dialog, and its titles.
NAME_FORM = "correct_name"
TITLES: Mapping[CorrectionKind, str] = {
    CorrectionKind.SPEAKER: "Who said this?",
    CorrectionKind.ACTOR: "Whose position is it?",
}
#: The button behind a correction that was just made, and those of the list.
UNDO_ACTION = "undo_correction"
UNDO_LISTED_ACTION = "undo_listed_correction"
NEXT_ACTION = "next_corrections"
BACK_ACTION = "previous_corrections"

#: What stands for "nobody known" among the choices; no name has a colon in front.
UNKNOWN = ":unknown"
_WHO, _TYPED, _SAME = "who", "typed", "same"
_LONGEST_CHOICE = 75
_LONGEST_NAME = 120
_LONGEST_WORDS = 600
_MOST_CHOICES = 60


class NameChoice(NamedTuple):
    """What was filled in: a person chosen, a name typed, or another name of the one shown."""

    chosen: str
    typed: str
    same: str

    @property
    def filled(self) -> int:
        """How many of the three were filled in."""
        return sum(map(bool, self))

    @property
    def name(self) -> str:
        """Who it is; "" is nobody known."""
        return "" if self.chosen == UNKNOWN else self.chosen or self.typed


def name_view(
    kind: CorrectionKind, line: str, *, shown: str, others: Sequence[str], metadata: str
) -> Block:
    """Return the dialog that asks who is behind the words of a line.

    Args:
        kind: of a quotation or of a position.
        line: its words.
        shown: who is shown now; "" where nobody is.
        others: who else the document names.
        metadata: comes back when the dialog is sent.
    """
    blocks: list[Block] = [rich(quote(words(shorten(line, _LONGEST_WORDS))))]
    if shown:
        blocks.append(context(f"Now shown: {escape(label(shown))}"))
    names = [name for name in others if len(name) <= _LONGEST_CHOICE][:_MOST_CHOICES]
    options = [{"text": plain(label(name)), "value": name} for name in names]
    if kind is CorrectionKind.SPEAKER:
        options.append({"text": plain("Speaker unknown"), "value": UNKNOWN})
    if options:
        hint = plain("Choose a name")
        menu = {"type": "static_select", "action_id": _WHO, "placeholder": hint, "options": options}
        blocks.append(_input(_WHO, "Somebody named in this text", menu))
    blocks.append(_input(_TYPED, "Or somebody else", _field(_TYPED, "a name")))
    if shown:
        name = label(shown, 60)
        other = _field(_SAME, "another name for the same actor")
        blocks.append(_input(_SAME, f"Or: {name} is the same as …", other))
    return {
        "type": "modal",
        "callback_id": NAME_FORM,
        "private_metadata": metadata,
        "title": plain(TITLES[kind]),
        "submit": plain("Correct"),
        "close": plain("Cancel"),
        "blocks": blocks,
    }


def read_name(view: Mapping[str, Any]) -> NameChoice:
    """Return what stands in the fields of a dialog that was sent."""
    values: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}

    def field(name: str) -> Mapping[str, Any]:
        return (values.get(name) or {}).get(name) or {}

    chosen = field(_WHO).get("selected_option") or {}
    typed, same = (str(field(name).get("value") or "").strip() for name in (_TYPED, _SAME))
    return NameChoice(str(chosen.get("value") or ""), typed, same)


def complaints(choice: NameChoice) -> dict[str, str]:
    """Return what is wrong with what was filled in, by field; empty where nothing is."""
    if choice.filled == 1:
        return {}
    if not choice.filled:
        return {_TYPED: "Choose somebody, or type a name."}
    field = _SAME if choice.same else _TYPED
    return {field: "Fill in one of these fields only."}


def corrected_message(correction: Correction) -> Message:
    """Return what was changed, in one line, with a button that takes it back."""
    text = f"Corrected: {escape(correction_in_words(correction))}."
    undo = button(UNDO_ACTION, "Undo", str(correction.id))
    return Message(text=text, blocks=({**section(text), "accessory": undo},))


def undone_message(correction: Correction) -> Message:
    """Return that a correction was taken back."""
    text = f"Undone. This no longer holds: {escape(correction_in_words(correction))}."
    return Message(text=text, blocks=(section(text),))


def corrections_message(
    entries: Sequence[CorrectionEntry], *, first: int = 0, note: str = ""
) -> Message:
    """Return a page of the list of corrections, the newest first.

    Args:
        entries: those that may be seen here.
        first: place of the first one on the page.
        note: what was just done, escaped, for the top.
    """
    top = [section(note)] if note else []
    if not entries:
        text = (
            "Nothing has been corrected here yet. The menu beside a line has “Wrong speaker”,"
            " “Not a position” and “Not relevant”."
        )
        return Message(text=note or text, blocks=(*top, section(text)))
    first = first_of_page(first, len(entries))
    page = entries[first : first + ON_A_PAGE]
    count = plural(len(entries), "correction") + which_of(first, len(page), len(entries))
    blocks = [_entry(entry, first) for entry in page]
    turns = page_buttons(first, len(page), len(entries), back=BACK_ACTION, following=NEXT_ACTION)
    return Message(text=note or f"{count}.", blocks=(*top, context(f"{count}."), *blocks, *turns))


def _entry(entry: CorrectionEntry, first: int) -> Block:
    made = entry.correction
    by = f"by {author_words(made.author)}, " if made.author else ""
    state = state_in_words(entry.state)
    details = f"{by}{day_in_words(made.made_at.date())}{f' · _{state}_' if state else ''}"
    said = section(f"#{made.id} {escape(correction_in_words(made))}\n{details}")
    if entry.state is CorrectionState.UNDONE:
        return said
    return {**said, "accessory": button(UNDO_LISTED_ACTION, "Undo", f"{made.id}:{first}")}


def _field(name: str, hint: str) -> Block:
    return {
        "type": "plain_text_input",
        "action_id": name,
        "placeholder": plain(hint),
        "max_length": _LONGEST_NAME,
    }


def _input(name: str, title: str, element: Block) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "optional": True,
        "label": plain(title),
        "element": element,
    }
