"""What a message offers to be asked next, as buttons that ask in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.results import NameChoice, NameDoubt, Retry
from bot.wording import plural
from handlers.views.blocks import button, context, section
from handlers.views.budget import MOST_BLOCKS, MOST_JSON, Block, Message, count_json
from handlers.views.mrkdwn import bold, escape, label

#: What the buttons' action ids begin with; a number follows, since an id stands once in a block.
ASK_ACTION, RETRY_ACTION = "ask_", "retry_"
#: Who is meant in a question, in the topic of a brief, or of a board: buttons where somebody has to
#: choose, and the menus beside “Somebody else?”.
CHOOSE_ACTION, OTHERS_ACTION = "choose_", "others"
CHOOSE_TOPIC_ACTION, OTHER_TOPICS_ACTION = "choose_topic_", "other_topics"
CHOOSE_BOARD_ACTION, OTHER_BOARDS_ACTION = "choose_board_", "other_boards"
ADD_SOURCE_ACTION = "add_source"
#: Most buttons of each sort.
MOST_ASKED, MOST_RETRIES, MOST_CHOICES = 2, 4, 4

HOW_TO_GO_ON = "Go on here without mentioning me; say “stop” and I stay quiet."
_LONGEST_BUTTON = 75
_LONGEST_VALUE = 2_000
_LONGEST_OPTION = 150


def ask_buttons(questions: Sequence[str]) -> list[Block]:
    """Return ready questions as buttons that ask them."""
    return _row(
        button(f"{ASK_ACTION}{number}", label(asked, _LONGEST_BUTTON), asked)
        for number, asked in enumerate(_carried(questions)[:MOST_ASKED])
    )


def retry_buttons(retries: Sequence[Retry], *, can_add: bool = False) -> list[Block]:
    """Return what gives something instead; ``can_add`` offers to add a source as well."""
    found = [
        button(f"{RETRY_ACTION}{number}", label(retry.label, _LONGEST_BUTTON), retry.text)
        for number, retry in enumerate(retries[:MOST_RETRIES])
        if len(retry.text) <= _LONGEST_VALUE
    ]
    add = [button(ADD_SOURCE_ACTION, "Add a source", "add")] if can_add else []
    return _row([*found, *add])


def choice_blocks(
    doubt: NameDoubt, action: str = CHOOSE_ACTION, menu: str = OTHERS_ACTION
) -> list[Block]:
    """Return who can be meant: buttons where somebody has to choose, else “Somebody else?”."""
    if not doubt.is_open:
        return _others(doubt, menu)
    return _row(
        button(f"{action}{number}", label(describe_choice(choice), _LONGEST_BUTTON), choice.text)
        for number, choice in enumerate(doubt.choices[:MOST_CHOICES])
        if len(choice.text) <= _LONGEST_VALUE
    )


def describe_choice(choice: NameChoice) -> str:
    """Return ``Mark Rutte · NATO secretary general · 41 quotations``."""
    return f"{choice.name} · {choice.role} · {plural(choice.quotations, 'quotation')}"


def with_line(message: Message, words: str) -> Message:
    """Return the message with a small line at its end, where there is room for one."""
    block = context(words)
    full = len(message.blocks) >= MOST_BLOCKS
    if full or count_json([*message.blocks, block]) > MOST_JSON:
        return message
    return Message(text=message.text, blocks=(*message.blocks, block))


def asked_by(message: Message, user: str, question: str) -> Message:
    """Return an answer that says whose tap asked what."""
    head = context(f"<@{user}> asked: {bold(label(question, 300))}")
    return Message(text=message.text, blocks=(head, *message.blocks))


def _others(doubt: NameDoubt, action: str) -> list[Block]:
    options = [
        {
            "text": {"type": "plain_text", "text": label(describe_choice(choice), 75)},
            "value": choice.text,
        }
        for choice in doubt.choices[:MOST_CHOICES]
        if len(choice.text) <= _LONGEST_OPTION
    ]
    if not options:
        return []
    read = f"“{escape(label(doubt.typed, 75))}” was read as {escape(label(doubt.read_as, 75))}."
    question = "Somebody else?" if doubt.is_person else "Something else?"
    menu = {"type": "overflow", "action_id": action, "options": options}
    return [{**section(f"{read} _{question}_"), "accessory": menu}]


def _carried(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if text.strip() and len(text) <= _LONGEST_VALUE]


def _row(buttons: Iterable[Block]) -> list[Block]:
    elements = list(buttons)
    return [{"type": "actions", "elements": elements}] if elements else []
