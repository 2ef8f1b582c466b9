"""Whatever the text, time expressions stand in it, in order, and cost linear time."""

from __future__ import annotations

from datetime import date

from growth import grows_in_proportion
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.dates import find_time_expressions, read_calendar_value
from bot.language.layout import lay_out

_PIECES = st.sampled_from(
    "Friday May March 4 31 99 2022 1999 999999 last next this the of ago earlier year years week"
    " decade century quarter third , . - / : ( ) 's p.m. 10 noon Christmas Eve every two a said"
    " future now will 04.02.2022 Feb. early mid-May two-week 1990s ² ٣ fiscal that same"
    " following and to year-end half through by until starting effective could be set trying today"
    " (Sunday) Monday 1/2 2 thousand day before after Thanksgiving end later in : ; ” “ ago so or"
    " Jan. 6 attack summer over during months current period fiscal".split()
)
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=25).map(" ".join))


@settings(max_examples=150)
@given(text=_TEXTS, published=st.none() | st.dates())
def test_expressions_are_ordered_spans_of_the_text(text: str, published: date | None) -> None:
    """No exception, no empty span, no overlap; every value that claims a day has a real one."""
    end = 0
    for item in find_time_expressions(lay_out(text), published):
        assert end <= item.span.start < item.span.end <= len(text)
        assert item.span.of(text).strip() == item.span.of(text)
        assert item.value
        assert item.type in {"DATE", "TIME", "DURATION", "SET"}
        if len(item.value) == 10 and item.value[:4].isdecimal() and item.value[5].isdecimal():
            assert read_calendar_value(item.value) is not None
        end = item.span.end


def test_time_grows_with_length_alone() -> None:
    """Text made of telling words only costs no more than in proportion."""

    def find(times: int) -> None:
        layout = lay_out("last Friday the of May 4 - 6 2022 two weeks ago and " * times)
        find_time_expressions(layout, date(2022, 2, 5))

    assert grows_in_proportion(find, 400)
