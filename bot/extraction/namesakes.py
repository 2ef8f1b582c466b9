"""People of one surname: whom the bare surname means, and where."""

from __future__ import annotations

from bot.extraction.name_runs import Found

#: So often was a surname in use before a namesake came up ...
_IN_USE = 2
#: ... and so rarely is a namesake named who is only passed by.
_PASSING = 2


class Namesakes:
    """Where the full names and the single words of one text stand."""

    def __init__(self, found: list[Found], lowers: list[str]) -> None:
        self._full: dict[str, list[int]] = {}
        self._bare: dict[str, list[int]] = {}
        for first, after_last, part, _, key in found:
            if part.short_forms:
                self._full.setdefault(key, []).append(first)
            if after_last - first == 1:
                self._bare.setdefault(lowers[first], []).append(first)

    def bearers(self, called: set[str], word: str, at: int) -> set[str]:
        """Return whom the bare surname ``word`` means at token ``at``: one of ``called``, or none.

        Writers bring in a namesake by full name. Until then the surname is the first bearer's, and
        it stays so where it was in use and the namesake is only passed by.
        """
        if not all(key in self._full for key in called):
            return set()
        first, *others = sorted(called, key=lambda key: self._full[key][0])
        second = min(self._full[key][0] for key in others)
        if at < second:
            return {first}
        uses = sum(place < second for place in self._bare.get(word, ()))
        is_passing = all(len(self._full[key]) <= _PASSING for key in others)
        return {first} if uses >= _IN_USE and is_passing else set()
