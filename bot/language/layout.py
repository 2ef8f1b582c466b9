"""Words, sentences and paragraphs of a text, each with its place; shared by all extractors.

Nothing here changes a text: a glued word ("Jinpingreceived") becomes two tokens that touch, a
lower-case sentence start stays as it is, and every offset counts code points of the text as given.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from bot.records import Span

# Abbreviations keep their full stop, so that a stop that stands alone always ends a sentence.
_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Mx|Dr|Sen|Rep|Reps|Sens|Gov|Gen|Lt|Col|Maj|Capt|Cmdr|Sgt|Cpl|Adm|Jr|Sr|St|Ste|Mt|Ft"
    "|Prof|Rev|Hon|Pres|Supt|Insp|vs|v|No|Nos|Inc|Corp|Co|Ltd|Bros|Assn|Dept|Univ|Ave|Blvd|Rd"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun"
    "|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mont|Neb"
    "|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|approx|est|etc|al|cf|pp|ca"
)
_TOKEN = re.compile(
    r"[^\W\d_](?:\.[^\W\d_])+\.?"  # U.S., a.m., e.g.
    rf"|(?:{_ABBREVIATIONS})\.(?=\s|$)"  # Sen.
    r"|[A-Z]\.(?=\s*[A-Z])"  # an initial: J. Smith
    r"|[$€£¥]?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|%|bn|m|k)?(?![^\W\d_])"  # 1,000 3.5% 21st
    r"|n[’']t(?![^\W_])|[’'](?:s|t|re|ve|ll|d|m)(?![^\W_])"  # 's and the like stand alone
    r"|[^\W\d_]+(?:[-’'&](?!(?:s|t|re|ve|ll|d|m)(?![^\W_]))[^\W\d_]+)*"  # o'clock, AT&T, well-known
    r"|\d+[^\W_]*|\.\.\.+|…|--+|``|''|_+|[^\w\s]"
)
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]*\S[^\n\r\u2028\u2029]*")
_STOPS = frozenset({".", "?", "!", "…", "...", "。", "！", "？"})
_CLOSERS = frozenset("”\"’'»)]")
# A shortened word before one of these most likely ended its sentence: "in the U.S. The ...".
_STARTERS = frozenset(
    "the a an in on at he she it they we but and this that these those there his her its their as"
    " for with when while after before if however meanwhile i you it's".split()
)
_OPENERS = frozenset("“\"‘'«„([—-–`")
# A paragraph longer than this is no prose; sentences are cut so that no step is quadratic in it.
_LONGEST_SENTENCE_TOKENS = 400


@dataclass(slots=True)
class Layout:
    """One text, cut up. All lists run in text order; token ranges are half open.

    Attributes:
        words, lowers: the tokens as written and in lower case.
        starts, ends: where each token stands, in code points.
        sentences: token range of each sentence.
        sentence_of: number of the sentence of each token.
        paragraphs: spans of the non-blank lines.
    """

    text: str
    words: list[str]
    lowers: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]
    sentence_of: list[int]
    paragraphs: list[Span]

    def span(self, first: int, after_last: int) -> Span:
        """Return the span of the tokens ``[first, after_last)``, which must not be empty."""
        return Span(self.starts[first], self.ends[after_last - 1])

    def sentence_span(self, number: int) -> Span:
        """Return the span of a sentence."""
        first, after_last = self.sentences[number]
        return Span(self.starts[first], self.ends[after_last - 1])

    def tokens_in(self, span: Span) -> tuple[int, int]:
        """Return the range of the tokens that touch ``span`` (empty where none does)."""
        return bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence at or before ``offset``; 0 at the very start."""
        token = bisect_right(self.starts, offset) - 1
        return self.sentence_of[token] if token >= 0 else 0

    def paragraph_at(self, offset: int) -> int:
        """Return the number of the paragraph at or before ``offset``; 0 at the very start."""
        return max(0, bisect_right(self.paragraphs, (offset, 1 << 62)) - 1)


def lay_out(text: str) -> Layout:
    """Cut ``text`` into tokens, sentences and paragraphs, in time linear in its length."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        words.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    paragraphs = [Span(*_trimmed(match)) for match in _PARAGRAPH.finditer(text)]
    lowers = [word.lower() for word in words]
    sentences = _find_sentences(words, lowers, starts, ends, paragraphs)
    sentence_of: list[int] = []
    for number, (first, after_last) in enumerate(sentences):
        sentence_of.extend([number] * (after_last - first))
    return Layout(text, words, lowers, starts, ends, sentences, sentence_of, paragraphs)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    line = match.group()
    return (
        match.end() - len(line.lstrip()),
        match.start() + len(line.rstrip()),
    )


def _find_sentences(
    words: list[str],
    lowers: list[str],
    starts: list[int],
    ends: list[int],
    paragraphs: list[Span],
) -> list[tuple[int, int]]:
    sentences: list[tuple[int, int]] = []
    for paragraph in paragraphs:
        first = bisect_left(starts, paragraph.start)
        after_last = bisect_left(starts, paragraph.end)
        begin = first
        for i in range(first, after_last - 1):
            word = words[i]
            if (
                word in _STOPS
                or word[-1] == "."
                or (word in _CLOSERS and i > begin and words[i - 1] in _STOPS)
                or i - begin >= _LONGEST_SENTENCE_TOKENS
            ) and _is_end(words, lowers, starts, ends, i, begin):
                sentences.append((begin, i + 1))
                begin = i + 1
        if begin < after_last:
            sentences.append((begin, after_last))
    return sentences


def _is_end(
    words: list[str], lowers: list[str], starts: list[int], ends: list[int], i: int, begin: int
) -> bool:
    """Tell whether the sentence that began at token ``begin`` ends with token ``i``."""
    if i - begin >= _LONGEST_SENTENCE_TOKENS:
        return True
    word, following = words[i], words[i + 1]
    glued = ends[i] == starts[i + 1]
    if glued:
        # "ended.The next" is a lost blank; "example.com" was one token's business.
        return word == "." and following[0].isupper() and len(words[i - 1]) > 1
    opens = following[0].isupper() or following in _OPENERS or following[0].isdigit()
    if word in _STOPS:
        if word in {"…", "..."}:
            return following[0].isupper() and i - begin > 2
        if word == ".":
            return following not in _CLOSERS and following not in {",", ";", ":"}
        return opens
    if word in _CLOSERS:
        return opens
    return following[0].isupper() and lowers[i + 1] in _STARTERS and not _is_title(word)


def _is_title(word: str) -> bool:
    return len(word) < 6 and word.count(".") == 1 and word[0].isupper()
