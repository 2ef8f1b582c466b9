"""An answer as a person reads it in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from bot.cli.printing import (
    indented,
    leave_line,
    print_doubt,
    print_entry,
    print_position,
    print_quotation,
    print_source,
    print_suggestions,
)
from bot.results import Answer, AnswerPart, Line, PositionLine, QuotationLine, TimelineLine


def print_answer(console: Console, answer: Answer) -> None:
    """Print an answer line by line, or why there is none."""
    console.print(Text(answer.read_as, style="dim"))
    console.print()
    for number, part in enumerate(answer.parts or (AnswerPart(name="", lines=answer.lines),)):
        leave_line(console, number)
        if part.name:
            console.print(Text(part.name, style="bold"))
        for place, line in enumerate(part.lines):
            leave_line(console, place)
            _print_line(console, line)
    if answer.empty_because:
        console.print(answer.empty_because, markup=False)
    print_doubt(console, answer.doubt)
    if answer.doubt is None or not answer.doubt.is_open:
        print_suggestions(console, answer.suggestions)


def _print_line(console: Console, line: Line) -> None:
    if isinstance(line, QuotationLine):
        print_quotation(console, line)
    elif isinstance(line, PositionLine):
        print_position(console, line)
    elif isinstance(line, TimelineLine):
        print_entry(console, line)
    else:
        console.print(indented(Text(line.text)))
        print_source(console, Text(), line.citation)
