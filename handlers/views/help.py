"""What the bot says about itself: help, and the prompts of its pane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.views.blocks import section
from handlers.views.budget import Block, Message
from handlers.views.mrkdwn import label

_WHAT = (
    "I brief you from your own archive of news: what was said and by whom, who holds which"
    " position, and what happened when. Every line is a source's own words, with the source; the"
    " menu beside it shows where they come from."
)
_COMMANDS = (
    ("/brief nato", "a brief that only you see, with a button to share it"),
    ("/brief nato since:2022-05-01 by:biden", "narrowed; also until: about: outlet: lang:"),
    ("/brief nato last week from Reuters in English", "the same in plain words"),
    ("/brief positions nato", "who stands where on it, with what they said before"),
    ("/brief check “QUOTED WORDS”", "are they in the archive, and who said them?"),
    ("/brief follow nato 08:00", "every day what is new, here; or weekdays, mondays, hourly"),
    ("/brief follow speaker:biden 08:00", "only what Biden says or holds"),
    ('/brief follow "interest rates" 08:00', "only lines with these very words"),
    ("/brief following", "what this channel follows; change, resume"),
    ("/brief unfollow nato", "stop it"),
    ("/brief add https://example.org/news", "read a link, or follow a feed"),
    ("/brief corrections", "what was set right here, with Undo"),
    ('/brief correct same "Joe Biden" "Joseph R. Biden"', "two names, one actor"),
    ("/brief sources", "where the documents come from; pause or remove them"),
    ("/brief settings", "who sees answers, time zone, who may add and remove"),
)
_ADDING = (
    "*Add documents*\nChoose “Add to Dateline” from the menu of any message to add its links and"
    " files, or send me files and links directly. What is added in a private channel or here"
    " in messages is seen only there."
)
_CHECKING = (
    "*Check a quotation*\nChoose “Check this quote” from the menu of any message: I say whether it"
    " is in the archive word for word, what differs, and who said it. Only you see the answer."
)
_QUESTIONS = ("who opposes NATO expansion?", "what did Biden say about Ukraine?")

#: What the bot's pane offers to send before the archive is known, as title and message: nothing
#: that an archive may have no answer to.
PROMPTS: tuple[Mapping[str, str], ...] = ({"title": "What can you do?", "message": "help"},)


def prompts_with(found: Sequence[tuple[str, str]]) -> tuple[Mapping[str, str], ...]:
    """Return the pane's prompts with those, as title and message, that the archive can answer."""
    asked = ({"title": label(title, 75), "message": message} for title, message in found)
    return (*PROMPTS, *asked)


def help_message() -> Message:
    """Return the short help with examples."""
    return Message(
        text="Type /brief and a topic, for example /brief nato.",
        blocks=(
            section(_WHAT),
            section(_commands()),
            section(_mentions()),
            section(_CHECKING),
            section(_ADDING),
        ),
    )


def how_to_add() -> Message:
    """Return how links get in: a mention in a channel does not say who may see what it holds."""
    text = (
        "To add links, type `/brief add` and the links, or choose “Add to Dateline” from the menu"
        " of a message that holds them."
    )
    return Message(text=text, blocks=(section(text),))


def help_sections() -> tuple[Block, ...]:
    """Return what there is to type and to choose, as the home tab has it."""
    return (
        section(f"*In any channel*\n{_commands()}"),
        section(f"*In a thread or here in messages*\n{_mentions()}"),
        section(_CHECKING),
        section(_ADDING),
    )


def _commands() -> str:
    return "\n".join(f"`{typed}`  {what}" for typed, what in _COMMANDS)


def _mentions() -> str:
    asked = "  ".join(f"`@Dateline {question}`" for question in _QUESTIONS)
    return (
        f"Mention me and I answer in the thread: {asked}\nGo on in the thread with a few words:"
        " `and Macron?`  `what changed since Monday?`  `more`. Say `stop` and I stay quiet."
    )
