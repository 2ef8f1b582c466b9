"""“Check this quote”: is a quotation in the archive, word for word or nearly, and who said it."""

from __future__ import annotations

import logging
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.briefing.checks.quotation_match import Match, find_matches
from bot.briefing.checks.quoted import FEWEST_WORDS, Quoted, read_quotations, read_whole
from bot.briefing.checks.speaking import Named, Spoken, compare_speakers, find_spoken
from bot.briefing.corrections.overlay import load_corrections
from bot.briefing.gate import cite
from bot.briefing.lines.cited import find_places, make_passage_line
from bot.briefing.words import FUNCTION_WORDS
from bot.errors import GateError
from bot.language.aligning import Source
from bot.language.quoted_words import Word, breaks_between
from bot.ports import SENTENCES_PER_DOCUMENT, Archive, Filters
from bot.records import Difference, Document, DocumentCopy, Extraction, QuotationKind, Span
from bot.results import Check, Citation, FoundWords, PassageLine, QuoteCheck, Verdict

_log = logging.getLogger(__name__)

#: Words that are looked up in a row at most, and how many such rows of one quotation.
_PHRASE = 5
_MOST_PHRASES = 8
#: Sentences that each row may lead to, documents by the words apart, and documents read in all.
_MOST_SENTENCES = 40
_MOST_BY_WORDS = 6
_MOST_DOCUMENTS = 16
#: Places whose speakers are looked up.
_MOST_PLACES = 10
#: Share of somebody's words that a very short quotation must make up.
_WHOLE = 0.8
_MOST_OUTLETS = 12
#: From this share on between marks, a text is about its quotations.
_MOSTLY_QUOTED = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """A match with its document and who says it there."""

    match: Match
    document: Document
    facts: Extraction
    spoken: Spoken
    named: Named

    @property
    def document_id(self) -> int:
        """The document in which it stands."""
        return self.match.document_id

    @property
    def is_said(self) -> bool:
        """Tell whether somebody says the words, as far as is known."""
        return self.spoken.kind is not None


def check_quotation(archive: Archive, words: str, *, workspace: str) -> Check:
    """Tell of each quotation in a text whether the archive holds it.

    Args:
        archive: as its reader may see it.
        words: the quoted words, or a whole message: then what stands between quotation marks in
            it is checked, five stretches at most, and the speaker that it names is compared.
        workspace: whose documents count.

    Raises:
        InputError: there are no words to check, or too many.
    """
    quotations, more = read_quotations(words)
    whole = None if any(each.speaker for each in quotations) else read_whole(words)
    quoted_words = sum(each.count for each in quotations)
    if whole is not None and whole.count > quoted_words:
        check = _check(archive, workspace, whole)
        if _is_whole_quotation(check, quoted_words / whole.count):
            return Check(checks=(check,))
    checks = tuple(_check(archive, workspace, quoted) for quoted in quotations)
    return Check(checks=checks, unchecked=more)


def _is_whole_quotation(check: QuoteCheck, share: float) -> bool:
    """Tell whether a text that holds quotations is one itself, as the archive has it.

    ``share`` is how much of it stands between marks: of a text that is little more than its
    quotations, all words have to be there.
    """
    if check.verdict in (Verdict.NOT_FOUND, Verdict.TOO_SHORT) or check.found is None:
        return False
    return not check.found.differences or share < _MOSTLY_QUOTED


def _check(archive: Archive, workspace: str, quoted: Quoted) -> QuoteCheck:
    matches, documents = _search(archive, workspace, quoted)
    good = [match for match in matches if match.is_close]
    if quoted.count < FEWEST_WORDS:
        good = [match for match in good if match.is_exact]
    places = _find_places(archive, workspace, quoted, good, documents)
    if quoted.count < FEWEST_WORDS:
        places = [place for place in places if _is_whole(place)]
    verdict, note = Verdict.NOT_FOUND, ""
    if places:
        places.sort(key=_order)
        verdict, note = _judge(quoted, places[0])
    elif quoted.count < FEWEST_WORDS:
        verdict = Verdict.TOO_SHORT
    else:
        near = [match for match in matches if match.is_near]
        near.sort(key=lambda match: (-match.kept, match.changed, match.document_id))
        places = _find_places(archive, workspace, quoted, near[:1], documents)
    return QuoteCheck(
        words=quoted.text,
        verdict=verdict,
        named_speaker=quoted.speaker.name if quoted.speaker else None,
        found=_show(archive, workspace, places) if places else None,
        note=note,
    )


def _judge(quoted: Quoted, place: _Place) -> tuple[Verdict, str]:
    """Return the verdict on the best place, and what the reader should know besides."""
    named = quoted.speaker.name if quoted.speaker else ""
    if place.spoken.is_shared:
        return Verdict.NOT_FOUND, "These words stand in one text, but two speakers say a part each."
    if not place.is_said:
        if not place.facts.quotations and not place.facts.actors:
            verdict = Verdict.EXACT if place.match.is_exact else Verdict.CLOSE
            return verdict, "This text is new: who says what in it is still to be found."
        return Verdict.NOT_SPEECH, ""
    if place.named is Named.OTHER:
        return Verdict.OTHER_SPEAKER, ""
    note = ""
    if named and place.named is Named.OPEN:
        who = place.spoken.speaker
        note = f"The text names {named}; the archive {f'names {who}' if who else 'no name'}."
    return (Verdict.EXACT if place.match.is_exact else Verdict.CLOSE), note


def _order(place: _Place) -> tuple[object, ...]:
    """Return the key that puts the place first that answers best: of the named speaker, said,
    word for word, between marks, the earliest.
    """
    return (
        place.named is not Named.SAME,
        not place.is_said,
        place.spoken.is_shared,
        not place.match.is_exact,
        not place.spoken.speakers,
        place.spoken.kind is not QuotationKind.DIRECT,
        place.match.changed,
        len(place.match.differences),
        place.document.card.published or date.max,
        place.document_id,
    )


def _is_whole(place: _Place) -> bool:
    """Tell whether a few words are all, or nearly all, that somebody known says there."""
    if not place.spoken.speakers or place.spoken.content is None:
        return False
    content, span = place.spoken.content, place.match.span
    is_all = span.end - span.start >= _WHOLE * (content.end - content.start)
    return is_all or place.named is Named.SAME


# --- searching ----------------------------------------------------------------------------


def _search(
    archive: Archive, workspace: str, quoted: Quoted
) -> tuple[list[Match], Mapping[int, Document]]:
    """Return where the quotation may stand, best first, and the documents that were read."""
    votes: Counter[int] = Counter()
    for hits in archive.find_phrase_hits(workspace, _phrases(quoted), _MOST_SENTENCES):
        votes.update({hit // SENTENCES_PER_DOCUMENT for hit in hits})
    ids = sorted(votes, key=lambda each: (-votes[each], -each))[:_MOST_DOCUMENTS]
    documents = archive.get_documents(workspace, ids) if ids else {}
    matches = _match(quoted, documents)
    if quoted.count < FEWEST_WORDS or any(match.is_close for match in matches):
        return matches, documents
    ranked = archive.search_documents(workspace, quoted.text, Filters(), _MOST_BY_WORDS)
    others = [each.document_id for each in ranked if each.document_id not in documents]
    if others:
        more = archive.get_documents(workspace, others)
        matches = _sorted([*matches, *_match(quoted, more)])
        documents = {**documents, **more}
    return matches, documents


def _phrases(quoted: Quoted) -> list[str]:
    """Return rows of words, each of one sentence, from all over the quotation.

    They do not overlap, so that one changed word spoils one of them at most.
    """
    rows: list[Sequence[Word]] = []
    for part in quoted.parts:
        for sentence in _sentences(quoted.text, part):
            size = min(_PHRASE, max(3, (len(sentence) + 1) // 2))
            rows += [sentence[at : at + size] for at in range(0, len(sentence), size)]
    rows = [row for row in rows if len(row) > 1] or rows
    rows.sort(key=lambda row: -sum(word.form not in FUNCTION_WORDS for word in row))
    return [Span(row[0].start, row[-1].end).of(quoted.text) for row in rows[:_MOST_PHRASES]]


def _sentences(text: str, part: Sequence[Word]) -> list[Sequence[Word]]:
    """Return the words of a part sentence by sentence."""
    breaks = [i for i in range(1, len(part)) if breaks_between(text, part[i - 1], part[i])]
    return [part[start:end] for start, end in pairwise((0, *breaks, len(part)))]


def _match(quoted: Quoted, documents: Mapping[int, Document]) -> list[Match]:
    found = []
    for number, document in documents.items():
        found += find_matches(quoted, number, Source(document.text))
    return _sorted(found)


def _sorted(matches: Sequence[Match]) -> list[Match]:
    return sorted(matches, key=lambda m: (m.changed, len(m.differences), m.document_id, m.span))


def _find_places(
    archive: Archive,
    workspace: str,
    quoted: Quoted,
    matches: Sequence[Match],
    documents: Mapping[int, Document],
) -> list[_Place]:
    """Return the best matches with who says them."""
    facts: dict[int, Extraction] = {}
    corrections = load_corrections(archive, workspace)
    places = []
    for match in matches[:_MOST_PLACES]:
        number = match.document_id
        if number not in facts:
            extraction = archive.load_extraction(workspace, number)
            text = documents[number].text
            facts[number] = corrections.overlay_extraction(number, text, extraction)
        document = documents[number]
        spoken = find_spoken(document, facts[number], match.span)
        places.append(
            _Place(
                match=match,
                document=document,
                facts=facts[number],
                spoken=spoken,
                named=compare_speakers(quoted.speaker, spoken, facts[number]),
            )
        )
    return places


# --- showing ------------------------------------------------------------------------------


def _show(archive: Archive, workspace: str, places: Sequence[_Place]) -> FoundWords | None:
    """Return the words of the first place, and the other outlets that have them too.

    None, and an error in the log, where the gate refuses them.
    """
    lead = places[0]
    same = [place for place in places if _tells_the_same(lead, place)]
    documents = {place.document_id: place.document for place in same}
    copies = archive.get_copies(workspace, sorted(documents))
    try:
        return _show_words(lead, _find_citations(lead, same, documents, copies))
    except GateError as error:
        _log.error("line_dropped document=%d why=%s", lead.document_id, error)
        return None


def _tells_the_same(lead: _Place, place: _Place) -> bool:
    """Tell whether another place has the same words of the same speaker."""
    return (
        place.match.is_exact == lead.match.is_exact
        and place.match.changed == lead.match.changed
        and place.is_said == lead.is_said
        and (
            place.spoken.speakers == lead.spoken.speakers
            or {a.key for a in place.spoken.speakers} == {a.key for a in lead.spoken.speakers}
        )
    )


def _find_citations(
    lead: _Place,
    places: Sequence[_Place],
    documents: Mapping[int, Document],
    copies: Mapping[int, Sequence[DocumentCopy]],
) -> list[Citation]:
    """Return where the words stand, one place an outlet, the lead's outlet first."""
    found = find_places(places, documents, lambda place: place.match.span, copies)
    citations = [place.citation for place in found]
    own = next(each for each in citations if each.document == lead.document_id)
    by_outlet: dict[str, Citation] = {}
    for each in (own, *citations):
        by_outlet.setdefault(each.outlet.casefold() or f"{each.document} {each.external_id}", each)
    return list(by_outlet.values())[: 1 + _MOST_OUTLETS]


def _show_words(place: _Place, citations: Sequence[Citation]) -> FoundWords:
    span, document, spoken = place.match.span, place.document, place.spoken
    text = span.of(document.text)
    cite(document, span, text)
    start = span.start
    sentence, before, after = _surroundings(document, place.facts.sentences, span)
    return FoundWords(
        text=text,
        citation=citations[0],
        differences=tuple(
            Difference(d.kind, _moved(d.lead, start), d.other) for d in place.match.differences
        ),
        left_out=tuple(_moved(each, start) for each in place.match.left_out),
        kind=spoken.kind,
        speaker=spoken.speaker,
        speaker_as_written=spoken.written,
        cue=spoken.cue,
        date=citations[0].published,
        sentence=sentence,
        in_sentence=_moved(span, sentence.citation.start),
        before=before,
        after=after,
        also_in=tuple(citations[1:]),
    )


def _moved(span: Span, by: int) -> Span:
    return Span(span.start - by, span.end - by)


def _surroundings(
    document: Document, sentences: Sequence[Span], span: Span
) -> tuple[PassageLine, PassageLine | None, PassageLine | None]:
    """Return the sentences that hold a span as one passage, and the ones before and after it.

    Raises:
        GateError: the stored text does not hold them.
    """
    first = max(0, bisect_right([each.start for each in sentences], span.start) - 1)
    last = bisect_left([each.end for each in sentences], span.end)
    whole = span
    if sentences:
        last = min(last, len(sentences) - 1)
        whole = Span(min(span.start, sentences[first].start), max(span.end, sentences[last].end))
    text = whole.of(document.text)
    passage = PassageLine(
        text=text, date=document.card.published, citation=cite(document, whole, text)
    )
    before = sentences[first - 1] if sentences and first > 0 else None
    after = sentences[last + 1] if last + 1 < len(sentences) else None
    return (
        passage,
        make_passage_line(before, document) if before else None,
        make_passage_line(after, document) if after else None,
    )
