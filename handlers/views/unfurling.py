"""What hangs below a link to a page that is in the archive."""

from __future__ import annotations

from bot.results import Preview
from bot.wording import day_in_words
from handlers.views.blocks import context, section
from handlers.views.budget import Block
from handlers.views.lines import line_of, quote, quoted_words, rich, speaker_words, words
from handlers.views.mrkdwn import escape, label, link

_LONGEST_TITLE = 200


def unfurl_blocks(preview: Preview) -> list[Block]:
    """Return title, outlet and day, and the best quotation with who said it."""
    card, line = preview.card, preview.quotation
    title = label(card.title, _LONGEST_TITLE) or label(card.external_id, _LONGEST_TITLE)
    blocks = [section(f"*{link(card.url, title or 'untitled')}*")]
    about = [escape(label(card.outlet, 60))] if card.outlet else []
    if card.published:
        about.append(day_in_words(card.published))
    blocks.append(context(" · ".join([*about, "in Dateline's archive"])))
    if line is not None:
        who = line_of(*speaker_words(line))
        blocks.append(rich(quote(words(quoted_words(line))), who))
    return blocks
