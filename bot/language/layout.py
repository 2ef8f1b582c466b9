"""Words, sentences, paragraphs and quoted stretches of a text; shared by all extractors.

Nothing here changes a text: a glued word ("Jinpingreceived") becomes two tokens that touch, a
lower-case sentence start stays as it is, and every offset counts code points of the text as given.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, compress
from typing import NamedTuple

from bot.language.glued import find_glued_words
from bot.language.lexicon import tag_of
from bot.language.lost_marks import find_lost_end
from bot.language.quote_marks import Ending, find_quoted_stretches
from bot.language.word_forms import (
    CLOSERS,
    WordForm,
    forms_of,
    get_cuts,
    get_lower,
    get_may_end,
    get_tag,
)
from bot.language.wrapping import find_paragraphs
from bot.records import Span

# Abbreviations keep their full stop, so that a stop that stands alone always ends a sentence.
_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Mx|Dr|Messrs|Mme|Sen|Rep|Reps|Sens|Gov|Gen|Gens|Brig"
    "|Lt|Col|Maj|Capt|Pvt|Spc|Ens|Cmdr|Sgt|Cpl|Adm|Jr|Sr|St|Ste|Mt|Ft"
    "|Prof|Rev|Hon|Pres|Supt|Insp|vs|v|No|Nos|Inc|Corp|Co|Ltd|Bros|Assn|Dept|Univ|Ave|Blvd|Rd"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun"
    "|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mont|Neb"
    "|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|approx|est|etc|al|cf|pp|ca"
)
# Blanks before a token, then the token; the commonest forms come first.
_TOKEN = re.compile(
    r"(\s*+)("
    r"[A-Za-z]++(?=[ ,\n])"  # a plain word; a class of ASCII alone is matched several times as fast
    r"|[^\W\d_]++(?=[ ,\n])"
    r"|[,“”\"](?![',])|\.(?=\s)"  # frequent marks
    r"|[^\W\d_](?:\.[^\W\d_])+\.?"  # U.S., a.m., e.g.
    r"|[A-Z]-[A-Z](?:\.[A-Z])+\.?"  # R-S.C.
    rf"|(?:{_ABBREVIATIONS})\.(?=\s|$)"  # Sen.
    r"|[A-Z]\.(?=\s*[A-Z]|\s(?:and|&)\s[A-Z])"  # an initial: J. Smith, Anna B. and Bo C. Berg
    r"|n[’']t(?![^\W_])|[’'](?:s|t|re|ve|ll|d|m)(?![^\W_])"  # 's and the like stand alone
    r"|[^\W\d_]+(?:[-’'&](?!(?:s|t|re|ve|ll|d|m)(?![^\W_]))[^\W\d_]+)*"  # o'clock, AT&T, well-known
    r"|[$€£¥]?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|%|bn|m|k)?(?![^\W\d_])"  # 1,000 3.5% 21st
    r"|(?<![\w.])@[A-Za-z_]\w{1,29}"  # somebody's handle; an address keeps its sign
    r"|\d+[^\W_]*|\.\.\.+|…|--+|``|''|_+|[^\w\s]"
    r")"
)
_STOPS = frozenset({".", "?", "!", "…", "...", "。", "！", "？"})
_PLAIN_CLOSERS = frozenset("”»)]")
# A shortened word before one of these most likely ended its sentence: "in the U.S. The ...".
_STARTERS = frozenset(
    "the a an in on at he she it they we but and this that these those there his her its their as"
    " for with when while after before if however meanwhile i you it's".split()
)
_OPENERS = frozenset(("“", '"', "‘", "'", "``", "''", "«", "„", "(", "[", "—", "-", "–", "`"))
# Words that are noun and verb, where they are nouns: "the report", "joint statements", "in reply".
_NOUN_BY_CONTEXT = re.compile(
    r"[zZuU](?:(?<=[DQS#joIVv].)|(?<=DN.)(?=[VvXoI.])|(?<=[DSo]NN.)(?=[VvXoI.])"
    r"|(?<![PHXiGA].)(?<!\"[NTR].)(?<!\"[KNTD][NTR].)(?<!\"[KNTD]N[NTR].)(?=[wVvXRT.;oC)?!]))"
    r"|[zZ](?<=[DQS][wj].)|[uU](?<=[DQS][wj].)(?![tDPN:\"])"
)
_STILL_VERBS = str.maketrans("zZuU", "VVVV")
# Forms of verbs that are none: "his proposed tax", "the accused".
_NOUN_NOT_VERB = re.compile(r"[Vv](?:(?<=[DS].)(?=[^DPNTKtO\"])|(?<=[DSQ]j.)|(?<=[DS]w.)(?=[oI]))")
# A paragraph longer than this is no prose; sentences are cut so that no step is quadratic in it.
LONGEST_SENTENCE_TOKENS = 400


class Quoted(NamedTuple):
    """A stretch between quotation marks.

    Attributes:
        span: the stretch with its marks.
        inner: the stretch without marks and without blanks at its edges.
        first, after_last: its tokens, marks left out (may be an empty range).
        continues: whether it goes on with the stretch before it, which its paragraph left open.
        closed: whether its closing mark stands in the text.
    """

    span: Span
    inner: Span
    first: int
    after_last: int
    continues: bool
    closed: bool


@dataclass(slots=True)
class Layout:
    """One text, cut up. All lists run in text order; token ranges are half open.

    Attributes:
        words, lowers: the tokens as written and in lower case.
        starts, ends: where each token stands, in code points.
        tags: one letter a token, its class (``bot.language.lexicon`` lists the letters).
        sentences: token range of each sentence.
        sentence_of: number of the sentence of each token.
        paragraphs: spans of the non-blank lines; where lines are wrapped, of what they make up.
        quoted: the stretches between quotation marks.
        quote_of: for each token the number of the stretch it stands in (marks included), or -1.
    """

    text: str
    words: list[str]
    lowers: list[str]
    starts: list[int]
    ends: list[int]
    tags: str
    sentences: list[tuple[int, int]]
    sentence_of: list[int]
    paragraphs: list[Span]
    quoted: list[Quoted]
    quote_of: list[int]

    def lower(self, token: int) -> str:
        """Return a token in lower case; behind the last stands an empty word."""
        return self.lowers[token] if token < len(self.lowers) else ""

    def tag(self, token: int) -> str:
        """Return the tag of a token; behind the last stands a full stop."""
        return self.tags[token] if token < len(self.tags) else "."

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
    words, starts, ends = _cut_tokens(text)
    forms = forms_of(words)
    _part_glued_words(words, starts, ends, forms)
    lowers = list(map(get_lower, forms))
    paragraphs = find_paragraphs(text)
    stops = list(compress(range(len(words)), map(get_may_end, forms)))
    sentences = _find_sentences(words, lowers, starts, ends, paragraphs, stops)
    sentence_of: list[int] = []
    for number, (first, after_last) in enumerate(sentences):
        sentence_of.extend([number] * (after_last - first))
    settled = _settle_tags(list(map(get_tag, forms)), words, lowers, sentences)
    quoted = _find_quoted(text, starts, ends, lowers, settled, paragraphs)
    quote_of = [-1] * len(words)
    for number, stretch in enumerate(quoted):
        first = bisect_left(starts, stretch.span.start)
        after_last = bisect_left(starts, stretch.span.end)
        quote_of[first:after_last] = [number] * (after_last - first)
    return Layout(
        text,
        words,
        lowers,
        starts,
        ends,
        settled,
        sentences,
        sentence_of,
        paragraphs,
        quoted,
        quote_of,
    )


def _cut_tokens(text: str) -> tuple[list[str], list[int], list[int]]:
    """Return the tokens with their starts and ends; all runs outside the interpreter's loop."""
    # Blanks at the end belong to no token; the pattern would try them from each place anew.
    # Between two matches nothing is left, so the parts are "", blanks, token, "", blanks, token ...
    parts = _TOKEN.split(text.rstrip())
    words = parts[2::3]
    del parts[::3]
    edges = list(accumulate(map(len, parts)))
    return words, edges[::2], edges[1::2]


def _part_glued_words(
    words: list[str], starts: list[int], ends: list[int], forms: list[WordForm]
) -> None:
    """Make two tokens of every word that is a name with another word glued on."""
    candidates = [(i, forms[i].cuts) for i in compress(range(len(forms)), map(get_cuts, forms))]
    if not candidates:
        return
    tags = list(map(get_tag, forms))
    for i, cut in reversed(find_glued_words(words, tags, candidates)):
        start, parts = starts[i], [words[i][:cut], words[i][cut:]]
        words[i : i + 1] = parts
        starts[i : i + 1] = [start, start + cut]
        ends[i : i + 1] = [start + cut, ends[i]]
        forms[i : i + 1] = forms_of(parts)


def _find_sentences(
    words: list[str],
    lowers: list[str],
    starts: list[int],
    ends: list[int],
    paragraphs: list[Span],
    stops: list[int],
) -> list[tuple[int, int]]:
    """Return the token ranges of the sentences; each paragraph begins a new one.

    ``stops`` are the tokens that may end one.
    """
    sentences: list[tuple[int, int]] = []
    at_stop = 0
    after_paragraph = 0
    for number in range(len(paragraphs)):
        begin = after_paragraph
        after_paragraph = bisect_left(starts, paragraphs[number].end, begin)
        while at_stop < len(stops) and stops[at_stop] < after_paragraph - 1:
            i = stops[at_stop]
            at_stop += 1
            word = words[i]
            closes = word in CLOSERS
            if i < begin or (closes and not _closes_stop(words, starts, ends, i, begin)):
                continue
            if _is_end(words, lowers, starts, ends, i):
                add_sentence(sentences, begin, i + 1)
                begin = i + 1
        while at_stop < len(stops) and stops[at_stop] < after_paragraph:
            at_stop += 1
        add_sentence(sentences, begin, after_paragraph)
    return sentences


def _closes_stop(words: list[str], starts: list[int], ends: list[int], i: int, begin: int) -> bool:
    """Tell whether a closing mark hangs on a stop; behind a blank it opens what follows."""
    return i > begin and words[i - 1] in _STOPS and ends[i - 1] == starts[i]


def add_sentence(sentences: list[tuple[int, int]], first: int, after_last: int) -> None:
    """Append a sentence, or several pieces of one that is too long to be one."""
    while after_last - first > LONGEST_SENTENCE_TOKENS:
        sentences.append((first, first + LONGEST_SENTENCE_TOKENS))
        first += LONGEST_SENTENCE_TOKENS
    if first < after_last:
        sentences.append((first, after_last))


def _is_end(
    words: list[str], lowers: list[str], starts: list[int], ends: list[int], i: int
) -> bool:
    """Tell whether a sentence ends with token ``i``, which is or closes a stop."""
    word, following = words[i], words[i + 1]
    if ends[i] == starts[i + 1]:
        # "ended.The next" is a lost blank; "example.com" was one token's business.
        return word == "." and following[0].isupper() and len(words[i - 1]) > 1
    opens = following[0].isupper() or following in _OPENERS or following[0].isdigit()
    if word in _STOPS:
        if word in {"…", "..."}:
            return following[0].isupper()
        if word == ".":
            return following not in _PLAIN_CLOSERS and following not in {",", ";", ":"}
        return opens
    if word in CLOSERS:
        return opens
    begins = lowers[i + 1] in _STARTERS or word[1:2] == "-"
    return following[0].isupper() and begins and not _is_title(word)


def _is_title(word: str) -> bool:
    return len(word) < 6 and word.count(".") == 1 and word[0].isupper()


def _find_quoted(
    text: str,
    starts: list[int],
    ends: list[int],
    lowers: list[str],
    tags: str,
    paragraphs: list[Span],
) -> list[Quoted]:
    """Return the quoted stretches; one whose closing mark is lost ends where its speaker is named.

    One that another stretch interrupts is dropped where nothing shows its end.
    """
    quoted: list[Quoted] = []
    stretches = list(find_quoted_stretches(text, paragraphs))
    for number, stretch in enumerate(stretches):
        first = bisect_left(starts, stretch.inner_start)
        after_last = max(first, bisect_right(ends, stretch.inner_end))
        span, inner = Span(stretch.start, stretch.end), Span(*stretch[2:4])
        if stretch.ending is not Ending.CLOSED:
            goes_on = number + 1 < len(stretches) and stretches[number + 1].continues
            end = None if goes_on else find_lost_end(tags, lowers, first, after_last)
            if end is not None:
                after_last = end
                span, inner = Span(span.start, ends[end - 1]), Span(inner.start, ends[end - 1])
            elif stretch.ending is Ending.LOST:
                continue
        closed = stretch.ending is Ending.CLOSED
        quoted.append(Quoted(span, inner, first, after_last, stretch.continues, closed))
    return quoted


def _settle_tags(
    tags: list[str], words: list[str], lowers: list[str], sentences: list[tuple[int, int]]
) -> str:
    """Return the tags as they are in their sentences, one letter a token."""
    names: frozenset[str] | None = None
    vocabulary: frozenset[str] | None = None
    for first, after_last in sentences:
        at = first
        while at < after_last - 1 and tags[at] in "\"'-(":
            at += 1
        tag = tags[at]
        if tag in "YJ":
            tags[at] = "V" if tag == "Y" else "j"
        elif tag in "wj" and words[at].islower():
            # A name that lost its capital: "china said", in a text that has "China" elsewhere.
            if names is None:
                names = frozenset(lowers[i] for i, other in enumerate(tags) if other == "N")
            if lowers[at] in names:
                tags[at] = "N"
        elif tag == "N" and tags[at + 1 : at + 2] != ["N"]:
            # A plain word that owes its capital to its place.
            if vocabulary is None:
                vocabulary = frozenset(words)
            if lowers[at] in vocabulary or lowers[at].endswith("ing"):
                tags[at] = tag_of(lowers[at])
    joined = "".join(tags).replace("Y", "N").replace("J", "N")
    joined = _NOUN_BY_CONTEXT.sub(lambda match: "R" if match.group() in "ZU" else "w", joined)
    return _NOUN_NOT_VERB.sub("w", joined).translate(_STILL_VERBS)
