"""Where a quoted stretch ends whose closing mark is lost: before "he said"."""

from __future__ import annotations

import re

# Said so often behind a quotation, and so seldom inside one, that they may end it.
_SPOKEN = frozenset(
    "said says told added adds wrote writes asked asks tweeted explained continued declared replied"
    " responded warned noted insisted argued stated recalled concluded".split()
)
_NAMED = r"(?:K?[NTR]*N|D[jwNR]{0,3}R)"
# A comma or the like, then "he said", "Anna Berg told ...", "said the minister".
_ATTRIBUTION = re.compile(
    rf"[,?!](?:(?:P|{_NAMED})A?V(?=[.,:;IiQmMDRN]|$)|V(?:P|{_NAMED})(?=[.,:;I]|$))"
)


def find_lost_end(tags: str, lowers: list[str], first: int, after_last: int) -> int | None:
    """Return the token after the last one of the speech that begins at ``first``, or None.

    The speech ends with the comma, question mark or exclamation mark before the first clause in
    ``[first, after_last)`` that names a speaker, as a clause behind a quotation does.
    """
    for match in _ATTRIBUTION.finditer(tags, first, after_last):
        spoken = any(lowers[i] in _SPOKEN for i in range(match.start() + 1, match.end()))
        if spoken and match.start() > first:
            return match.start() + 1
    return None
