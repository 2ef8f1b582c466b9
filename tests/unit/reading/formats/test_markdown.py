"""Markdown files: words without markup."""

import pytest

from bot.errors import InputError
from bot.reading.formats.markdown import read_markdown

SOURCE = """\
# Harbour *closed*

The harbour of **Tornby** was
closed, [the mayor](https://ledger.example/1 "title") said.
“It's 5 * 3 -- done” ![a map](map.png)

- one item
- another

  with more

1986. It was a year.

| Port | Ships |
|------|-------|
| Moss | 3     |

> “We will rebuild it.”

```python
print("code")
```

<div>Some <b>HTML</b> &amp; more</div>

---
The snake_case_word stays, as does a\\*b. Two lines\\
here.
"""


def test_markup_goes_and_every_word_stays() -> None:
    """Text of links is kept, that of images is not; a number at the start of a line stays."""
    found = read_markdown(SOURCE)
    assert found.title == "Harbour closed"
    assert found.text.split("\n\n") == [
        "Harbour closed",
        "The harbour of Tornby was closed, the mayor said. “It's 5 * 3 -- done”",
        "one item",
        "another",
        "with more",
        "1986. It was a year.",
        "Port\tShips",
        "Moss\t3",
        "“We will rebuild it.”",
        'print("code")',
        "Some HTML & more",
        "The snake_case_word stays, as does a*b. Two lines",
        "here.",
    ]


def test_a_text_without_headings_has_no_title_of_its_own() -> None:
    """The title is then made of the text, as for any text."""
    assert read_markdown("The harbour was *closed*.").title == ""


def test_a_text_that_is_all_markup_is_refused() -> None:
    """A picture and a rule are no words."""
    with pytest.raises(InputError, match="holds no text"):
        read_markdown("![a map](map.png)\n\n---\n")
