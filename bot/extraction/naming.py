"""Who is named in a text: the parts of all runs, gathered into actors with their mentions."""

from __future__ import annotations

from functools import cached_property
from itertools import compress, count

from bot.extraction.capital_runs import find_headlines, find_runs
from bot.extraction.cast import Cast, Named
from bot.extraction.credits import Credits
from bot.extraction.kinds_of_words import KindsOfWords
from bot.extraction.name_parts import (
    Found,
    Part,
    Sort,
    kind_of,
    known_part,
    last_names,
)
from bot.extraction.name_runs import read_run
from bot.extraction.namesakes import Namesakes, gender_of_title
from bot.extraction.nicknames import join_nicknames
from bot.extraction.shared_names import Places, kind_meant, places_of
from bot.extraction.short_names import (
    Heads,
    define_acronyms,
    is_of_couple,
    is_word_as_surname,
)
from bot.extraction.surroundings import (
    acts_as_government,
    find_joined_places,
    find_placed_words,
    find_told_kinds,
    is_placed,
)
from bot.language.gazetteer import Entry, Form, gazetteer, given_names, name_words
from bot.language.genders import MALE
from bot.language.homonyms import find_homonym, may_mean_another
from bot.language.layout import Layout
from bot.language.names import name_key
from bot.language.people import find_person, find_person_called
from bot.records import ActorKind


def find_names(layout: Layout) -> Cast:
    """Return the named actors of a text; people, bodies and places that its words make out."""
    return _Caster(layout).cast()


# A tuple is asked by identity; a set would call the Python code that hashes members of an enum.
_UNCLEAR = (Sort.UNCLEAR, Sort.LIKELY_PERSON)
_NAMING = (Sort.PERSON, Sort.LIKELY_PERSON, Sort.ORGANISATION, Sort.PLACE)
_OPENING = frozenset("\"':-*")
#: Titles of people whom a bare surname may mean everywhere.
_OF_NOTE = frozenset(
    "mr mr. mrs mrs. ms ms. president minister secretary chancellor premier leader senator sen."
    " general gen. speaker candidate king".split()
)


class _Caster:
    """Gathers the names of one text: first full names, then what shortens them."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.cast_ = Cast()
        self.found: list[Found] = []
        self.placed_words: set[str] = set()
        self.introduced: set[tuple[str, tuple[str, ...]]] = set()
        self.told: dict[str, ActorKind] = {}

    def cast(self) -> Cast:
        self._read_runs()
        self.found = join_nicknames(self.layout, self.found)
        self._add_lower_case_names()
        unclear = [found for found in self.found if found.part.sort in _UNCLEAR]
        self.told = find_told_kinds(self.layout, unclear)
        for found in self.found:
            self._introduce(found)
        define_acronyms(self.layout, self.found, self.cast_)
        self.placed_words = find_placed_words(self.layout, unclear)
        places = self.placed_words.union(
            key for key, kind in self.told.items() if kind is ActorKind.PLACE
        )
        self.placed_words |= find_joined_places(self.layout, self.found, places)
        self.kinds_of_words = KindsOfWords(
            self.layout, self.found, unclear, self.told, self.placed_words, self._written
        )
        for found in self.found:
            if found.part.entry is not None:
                self._mention_known(found, found.part.entry)
            elif self._is_called_by_word(found):
                self._mention_word(found)
            elif found.part.sort is Sort.OFFICE:
                self._note_title(found)
            elif found.after_last - found.first > 1:
                key = found.key
                whole = self._namesakes.whole(key) if key in self.cast_.by_word else key
                if whole != key:
                    self._add(found, whole, "surname")
                elif self._mention_known_person(found):
                    continue
                elif found.part.sort in _NAMING or key in self.told:
                    self._add(found, key, "full name")
            elif found.part.sort in _NAMING or found.part.sort is Sort.UNCLEAR:
                self._mention_word(found)
        self.cast_.names.sort()
        return self.cast_

    def _read_runs(self) -> None:
        """Cut all runs into parts; in headlines only what is sure counts as a name."""
        layout, found = self.layout, self.found
        runs = find_runs(layout)
        headlines = find_headlines(layout, runs)
        words, sentence_of, tags = layout.words, layout.sentence_of, layout.tags
        sentences = layout.sentences
        for first, after_last in runs:
            number = sentence_of[first]
            opening = sentences[number][0]
            opens = first == opening or tags[first - 1] in _OPENING
            run = tuple(words[first:after_last])
            if run[0][0].islower():
                run = (run[0][0].upper() + run[0][1:], *run[1:])
            for part in read_run(run, opens):
                if number in headlines and not _is_sure(part, run):
                    continue
                at = first + part.first
                key = part.key
                if tags[at - 1] == "S" and part.sort is Sort.ORGANISATION and at > 1:
                    key = self._key_with_country(part, at)
                found.append(
                    Found(at, first + part.after_last, part, opens and not part.first, key)
                )

    def _key_with_country(self, part: Part, at: int) -> str:
        """Return the key of a body whose country stands before it: "Peru's Foreign Ministry"."""
        match = gazetteer().match(self.layout.words, self.layout.lowers, at - 2)
        if match is None or match[0] > 1 or match[1].kind is not ActorKind.COUNTRY:
            return part.key
        adjective = gazetteer().adjective_of(match[1].key)
        if not adjective:
            return part.key
        key = name_key(f"{adjective} {part.name}")
        self.cast_.canonical.setdefault(key, f"{adjective} {part.name}")
        return key

    def _add_lower_case_names(self) -> None:
        """Find known names that lost their capitals: "(nato)", "the united states"."""
        words, lowers = self.layout.words, self.layout.lowers
        is_first_word = gazetteer().lower_case_first_words.__contains__
        places = list(compress(count(), map(is_first_word, words)))
        if not places:
            return
        taken = {found.first for found in self.found}
        for i in places:
            match = gazetteer().match(words, lowers, i)
            if match is not None and i not in taken:
                part = known_part(0, match[0], match[1])
                self.found.append(Found(i, i + match[0], part, False, part.key))
        self.found.sort()

    def _introduce(self, found: Found) -> None:
        """Take in a name that is whole by itself, so that shorter forms can be tied to it."""
        _, _, part, _, key = found
        if part.entry is not None:
            self._admit(key, part.name, part.entry.kind)
        elif part.short_forms and (part.sort in _NAMING or key in self.told):
            if part.title:
                self._note_gender(key, part.title)
            if (key, part.short_forms) not in self.introduced:
                self.introduced.add((key, part.short_forms))
                self._introduce_whole(found)

    def _introduce_whole(self, found: Found) -> None:
        """Take in a whole name and the words that may stand for it."""
        _, _, part, _, key = found
        self._admit(key, part.name, self._kind_of_name(found))
        by_word = self.cast_.by_word
        for word in part.short_forms:
            by_word.setdefault(word, set()).add(key)
        if self.cast_.kinds[key] is ActorKind.PERSON and not part.name[:2].isupper():
            for words in last_names(key):
                by_word.setdefault(words, set()).add(key)

    def _kind_of_name(self, found: Found) -> ActorKind:
        """Return the kind of a whole name; what stands before it counts where its words do not."""
        if found.key in self.told:
            return self.told[found.key]
        if found.part.sort is Sort.LIKELY_PERSON and found.first > 0:
            before = self.layout.lowers[found.first - 1]
            if before in name_words("placing"):
                return ActorKind.PLACE
            last = self.layout.lowers[found.after_last - 1]
            if before == "the" or last in self._written:
                return ActorKind.ORGANISATION
        return kind_of(found.part.sort)

    def _admit(self, key: str, name: str, kind: ActorKind) -> None:
        if key in self.cast_.kinds:
            return
        self.cast_.canonical.setdefault(key, name)
        self.cast_.kinds[key] = kind
        known = find_person(key) if kind is ActorKind.PERSON else None
        if known is not None:
            (self.cast_.male if known.gender == MALE else self.cast_.female).add(key)

    def _note_gender(self, key: str, title: str) -> None:
        gender = gender_of_title(title) if title else ""
        if gender:
            (self.cast_.male if gender == MALE else self.cast_.female).add(key)

    def _add(self, found: Found, key: str, reason: str, form: Form = Form.NAME) -> None:
        kind = self.cast_.kinds[key]
        self.cast_.names.append(
            Named(found.first, found.after_last, key, kind, reason, form, found.part.title)
        )

    def _note_title(self, found: Found) -> None:
        """Keep "the President" and "the Peruvian President", whoever it is."""
        first = found.first
        if self.layout.lowers[found.after_last - 1] not in name_words("office"):
            return
        if self.cast_.names and self.cast_.names[-1].after_last == first:
            first = self.cast_.names[-1].first
        if first and self.layout.lowers[first - 1] == "the":
            self.cast_.titles.append((first - 1, found.after_last))

    def _mention_known(self, found: Found, entry: Entry) -> None:
        word = self.layout.lowers[found.first]
        people = self._people_called(word) if word in self.cast_.by_word else set()
        is_word = found.after_last - found.first == 1
        if people and is_word and not is_placed(self.layout, found):
            whose = kind_meant(self.layout, found, people, self._places)
            if len(people) == 1 and whose is ActorKind.PERSON:
                self._add(found, next(iter(people)), "surname")
            if whose is not entry.kind:
                return
        if may_mean_another(word) and is_word:
            other = find_homonym(word, self._vocabulary)
            if other is not None:
                if other.kind is not None:
                    self._admit(other.key, other.name, other.kind)
                    self._add(found, other.key, "gazetteer")
                return
        if entry.form is Form.CAPITAL and not acts_as_government(self.layout, found):
            key = name_key(entry.written)
            self._admit(key, entry.written, ActorKind.PLACE)
            self._add(found, key, "gazetteer")
            return
        self._add(found, entry.key, "gazetteer", entry.form)

    def _people_called(self, word: str) -> set[str]:
        """Return the people whose surname is ``word``."""
        called = self.cast_.by_word.get(word, set())
        return {
            key
            for key in called
            if self.cast_.kinds[key] is ActorKind.PERSON and key.split()[-1] == word
        }

    def _is_called_by_word(self, found: Found) -> bool:
        """Tell whether a month or title is the surname of somebody named in full."""
        is_known = found.key in self.cast_.by_word
        return is_known and is_word_as_surname(self.layout, found)

    def _mention_word(self, found: Found) -> None:
        """Decide what a single word that no list knows stands for."""
        if is_of_couple(self.layout, found):
            return
        is_known = found.part.key in self.cast_.by_word
        called = self._namesakes.called(found) if is_known else None
        if called is None and is_known:
            return
        if called and not self._is_town_of(found, called):
            key = next(iter(called))
            acronym = self.cast_.acronyms.get(found.part.key) == key
            reason = "acronym" if acronym else "surname"
            self._note_gender(key, found.part.title)
            self._add(found, key, reason)
            return
        if self._mention_known_person(found) or self._mention_head(found):
            return
        kind = self.kinds_of_words.find(found, self.cast_.names)
        if kind is None:
            return
        key, name = found.key, found.part.name
        crown = self._namesakes.crown(key)
        if crown:
            name = f"{crown} {name}"
            key = name_key(name)
        self._admit(key, name, kind)
        self._note_gender(key, crown.lower() or found.part.title)
        self._add(found, key, "full name" if kind is not ActorKind.PERSON else "surname")

    def _is_town_of(self, found: Found, called: set[str]) -> bool:
        """Tell whether a body is only called after the place meant: "in Lund", the Lund Fair."""
        is_body = all(self.cast_.kinds[key] is ActorKind.ORGANISATION for key in called)
        return is_body and found.part.key in self.placed_words

    def _mention_head(self, found: Found) -> bool:
        """Take "the Court" for the one court that was named, if one was."""
        key = self._heads.body_called(found)
        if not key:
            return False
        self._admit(key, found.part.name, ActorKind.ORGANISATION)
        self._add(found, key, "surname")
        return True

    def _mention_known_person(self, found: Found) -> bool:
        """Take a bare surname for whom it means everywhere, unless the title says otherwise."""
        person = find_person_called(found.part.key)
        if person is None:
            return False
        title = found.part.title
        gender = gender_of_title(title)
        if (title and _OF_NOTE.isdisjoint(title.split())) or gender not in ("", person.gender):
            return False
        self._admit(person.key, person.name, ActorKind.PERSON)
        self._add(found, person.key, "surname")
        return True

    @cached_property
    def _places(self) -> Places:
        return places_of(self.found)

    @cached_property
    def _heads(self) -> Heads:
        return Heads(self.layout, self.found, self.cast_)

    @cached_property
    def _namesakes(self) -> Namesakes:
        cast = self.cast_
        cast.credits = credits = Credits(self.layout)
        return Namesakes(self.layout, self.found, cast.by_word, cast.kinds, cast.canonical, credits)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(self.layout.lowers)

    @cached_property
    def _written(self) -> frozenset[str]:
        return frozenset(self.layout.words)


def _is_sure(part: Part, run: tuple[str, ...]) -> bool:
    """Tell whether a part is a name even among words that all have capitals."""
    if part.entry is not None:
        return True
    length = part.after_last - part.first
    return part.sort is Sort.PERSON and length == 2 and run[part.first].lower() in given_names()
