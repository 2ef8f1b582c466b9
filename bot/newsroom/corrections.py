"""Corrections: made, undone and listed; what they change is seen at the next question."""

from __future__ import annotations

from dataclasses import replace

from bot.briefing.corrections.correcting import (
    Cast,
    check_line,
    join_names,
    latest_of,
    list_cast,
    tell_states,
    with_name,
    with_topic,
)
from bot.briefing.corrections.overlay import load_corrections
from bot.errors import InputError, NotFoundError
from bot.newsroom.base import NewsroomBase
from bot.ports import Archive
from bot.records import (
    Correction,
    CorrectionEntry,
    CorrectionKind,
    Document,
    Extraction,
    LinePlace,
    NewCorrection,
)

_GONE = (
    "The text behind this line is no longer in the archive, or has been replaced;"
    " ask again for a fresh answer."
)


class NewsroomCorrections(NewsroomBase):
    """The part of the newsroom in which people set right what was found."""

    def cast_of(
        self, place: LinePlace, kind: CorrectionKind, *, audience: str | None = None
    ) -> Cast:
        """Return who may be behind the words of a line, and who is shown now.

        Raises:
            InputError: no such line stands there.
            NotFoundError: there is no such document for this audience.
        """
        archive = self._seen_by(audience)
        document, facts = self._open(archive, place)
        new = self._with_what_was(archive, check_line(document, facts, place, kind))
        return list_cast(facts, new.words, new.was)

    def correct_name(
        self,
        place: LinePlace,
        name: str,
        *,
        author: str,
        kind: CorrectionKind = CorrectionKind.SPEAKER,
        audience: str | None = None,
    ) -> Correction:
        """Say who is behind the words of a quotation or position; "" is "nobody known".

        Raises:
            InputError: no such line stands there, the name is too long, or it is shown already.
            NotFoundError: there is no such document for this audience.
        """
        archive = self._seen_by(audience)
        document, facts = self._open(archive, place)
        found = check_line(document, facts, place, kind)
        named = with_name(archive, self.workspace, found, facts, name)
        new = self._with_what_was(archive, named)
        if new == named and new.value_key == new.was_key and new.value == new.was:
            raise InputError(f"{new.value or 'Nobody'} is who is shown already.")
        return self._keep(new, author)

    def reject_position(
        self, place: LinePlace, *, author: str, audience: str | None = None
    ) -> Correction:
        """Say that a sentence shows no position; without a cue, none of those in it.

        Raises:
            InputError: no position stands there.
            NotFoundError: there is no such document for this audience.
        """
        document, facts = self._open(self._seen_by(audience), place)
        new = check_line(document, facts, place, CorrectionKind.NOT_A_POSITION)
        return self._keep(replace(new, cue=place.cue), author)

    def hide_line(
        self, place: LinePlace, topic: str, *, author: str, audience: str | None = None
    ) -> Correction:
        """Say that a line is not relevant for a topic: it is shown for it no more.

        Raises:
            InputError: no words stand there, or no topic is named.
            NotFoundError: there is no such document for this audience.
        """
        document, facts = self._open(self._seen_by(audience), place)
        new = check_line(document, facts, place, CorrectionKind.NOT_RELEVANT)
        return self._keep(with_topic(new, topic), author)

    def join_actors(
        self, first: str, second: str, *, author: str, audience: str | None = None
    ) -> Correction:
        """Say that two names are one actor.

        Raises:
            InputError: they are one already.
            NotFoundError: nobody in the archive bears one of the names.
        """
        archive = self._seen_by(audience)
        return self._keep(join_names(archive, self.workspace, first, second), author)

    def undo_correction(self, number: int, *, by: str, audience: str | None = None) -> Correction:
        """Take a correction back; what held before holds again.

        Raises:
            NotFoundError: there is no such correction for this audience.
        """
        seen = self._seen_by(audience).find_corrections(self.workspace, [number])
        undone = (
            self.archive.undo_correction(self.workspace, number, by=by, now=self.now())
            if seen
            else None
        )
        if undone is None:
            raise NotFoundError(f"There is no correction {number} here.")
        return undone

    def list_corrections(
        self, *, audience: str | None = None, undone: bool = False
    ) -> list[CorrectionEntry]:
        """Return the corrections that may be seen, newest first, with what became of each."""
        archive = self._seen_by(audience)
        found = archive.list_corrections(self.workspace, undone=undone)
        documents = archive.get_cards(self.workspace, {each.document for each in found})
        entries = tell_states(found, documents.keys())
        if audience is None:
            return entries
        return [entry for entry in entries if self._may_be_named(archive, entry.correction)]

    def _may_be_named(self, archive: Archive, correction: Correction) -> bool:
        """Tell whether both names of one actor are known where the list is seen."""
        names = (correction.was, correction.value)
        return correction.kind is not CorrectionKind.SAME or all(
            archive.find_aliases(self.workspace, name) for name in names
        )

    def _open(self, archive: Archive, place: LinePlace) -> tuple[Document, Extraction]:
        document = archive.get_documents(self.workspace, [place.document]).get(place.document)
        if document is None:
            raise NotFoundError(_GONE)
        return document, archive.load_extraction(self.workspace, place.document)

    def _with_what_was(self, archive: Archive, new: NewCorrection) -> NewCorrection:
        """Return a correction that knows the one which it takes the place of."""
        corrections = load_corrections(archive, self.workspace)
        last = latest_of(corrections, new)
        if last is None or last.kind is not new.kind:
            return new
        return replace(new, was=last.value, was_key=last.value_key)

    def _keep(self, new: NewCorrection, author: str) -> Correction:
        correction = replace(new, author=author)
        return self.archive.add_correction(self.workspace, correction, self.now())
