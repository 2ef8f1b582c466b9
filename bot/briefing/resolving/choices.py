"""Names that can mean several actors: who they are, and what to type for each.

Where one of them clearly leads, the name is read as that one and the others are offered; where
nobody does, somebody has to choose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.briefing.facts.candidates import Scope
from bot.briefing.requests.phrasing import kind_in_words
from bot.briefing.requests.topics import ActorReading
from bot.briefing.requests.writing import write_request
from bot.briefing.words import FUNCTION_WORDS
from bot.language.lexicon import reporting_verbs, roles, saying_verbs, verb_lemmas
from bot.language.names import normalise_name
from bot.ports import SENTENCES_PER_DOCUMENT, Archive, Filters
from bot.records import ActorKind
from bot.results import ActorChoice, BriefRequest, NameChoice, NameDoubt

#: A person leads whose name is used so many times as often as the next one's.
_DOMINANCE = 3
#: Most that are offered; Slack shows four buttons in a row on a phone.
MOST_CHOICES = 4
#: Sentences that are counted and read for one actor.
_MOST_COUNTED = 500
_MOST_READ = 80
CHOOSE = "Choose who is meant."
_NO_FILTERS = Filters()
_LONGEST_ROLE = 6
#: "Mark Rutte, the Dutch prime minister, said".
_BEHIND = (
    r"{name}, (?:the |an? |who is (?:the |an? )?)?(?P<role>[^,;:()“”’'\"]{{3,60}}?)(?:[,;]|\.?\Z)"
)
#: "Dutch Prime Minister Mark Rutte", "actor Will Smith", "Wisconsin Sen. Ron Johnson".
_BEFORE = r"(?P<role>(?:[\w-]+\.? ){{1,4}}){name}(?!\w)"
#: Titles as they are cut short before a name.
_TITLES = {
    "sen": "senator", "rep": "representative", "gov": "governor", "prof": "professor",
    "dr": "doctor", "gen": "general",
}  # fmt: skip
#: Words for people that say only whose they are.
_OF_SOMEBODY = frozenset(
    "wife husband son daughter brother sister mother father child children parent rival friend"
    " partner opponent critic ally supporter fan victim incumbent".split()
)
_BEHIND_HEAD = re.compile(r" (?:of|for|at|to|in|from|on|and)\b.*")


def find_doubt(archive: Archive, scope: Scope, request: BriefRequest) -> NameDoubt | None:
    """Return the first name of a scope that can mean several actors, with what to type for each."""
    for field, topic in (("by", scope.by), ("topic", scope.topic), ("about", scope.about)):
        for actor in topic.actors if topic is not None else ():
            doubt = _doubt(archive, request, field, actor)
            if doubt.choices and not actor.is_corrected:
                return doubt
    return None


def name_doubt(doubt: NameDoubt) -> str:
    """Return the sentence that stands where a reading would."""
    return f"Not read yet: “{doubt.typed}” can be several here."


def name_instead(doubt: NameDoubt, choice: NameChoice, text: str) -> str:
    """Return ``text`` with the full name of a choice where it has the name that is in doubt."""
    pattern = re.compile(rf"(?<!\w){re.escape(doubt.typed)}(?!\w)", re.IGNORECASE)
    return pattern.sub(choice.name.replace("\\", ""), text, count=1)


def retyped(doubt: NameDoubt, text: str) -> NameDoubt | None:
    """Return a doubt whose choices type ``text`` with the full name.

    A follow-up need not hold the name that is in doubt: then the choice names whom it asks about,
    and where somebody leads nothing more is offered.
    """
    typed = [(choice, name_instead(doubt, choice, text)) for choice in doubt.choices]
    if all(words == text for _, words in typed):
        if not doubt.is_open:
            return None
        typed = [(choice, f"what about {choice.name}?") for choice in doubt.choices]
    return replace(doubt, choices=tuple(replace(choice, text=words) for choice, words in typed))


def _doubt(archive: Archive, request: BriefRequest, field: str, actor: ActorReading) -> NameDoubt:
    # Whom documents call by the bare name only cannot be told apart by typing it.
    others = [other for other in actor.others if not _is_bare(other.name, actor)]
    leads = _leads(actor, others)
    own = ActorChoice(name=actor.name, kind=actor.kind, mentions=actor.mentions)
    offered = others if leads else (own, *others)
    doubt = NameDoubt(
        typed=actor.typed,
        read_as=actor.name if leads else "",
        choices=(),
        is_person=actor.kind is ActorKind.PERSON,
    )
    choices = []
    for other in offered[:MOST_CHOICES]:
        ids = _ids_of(archive, request.workspace, other.name)
        choice = NameChoice(
            name=other.name,
            role=find_role(archive, request.workspace, other.name, ids)
            or kind_in_words(other.kind),
            quotations=_count_quotations(archive, request.workspace, ids),
            text="",
        )
        typed = name_instead(doubt, choice, str(getattr(request, field) or ""))
        text = write_request(replace(request, **{field: typed}))  # type: ignore[arg-type]
        choices.append(replace(choice, text=text))
    if leads:
        choices = [choice for choice in choices if choice.quotations]
    else:
        choices.sort(key=lambda choice: (-choice.quotations, choice.name))
    return replace(doubt, choices=tuple(choices))


def _is_bare(name: str, actor: ActorReading) -> bool:
    return normalise_name(name) in (normalise_name(actor.typed), normalise_name(actor.name))


def _ids_of(archive: Archive, workspace: str, name: str) -> tuple[int, ...]:
    """Return the actors of exactly this name; not those who may be the same by the surname."""
    matches = archive.find_aliases(workspace, name)
    return tuple(sorted({match.actor_id for match in matches if match.actor_name == name}))


def _leads(actor: ActorReading, others: Sequence[ActorChoice]) -> bool:
    """Tell whether a name may be read as an actor without asking.

    Countries and bodies that share a name are told apart by what stands beside them; two people
    are not.
    """
    rivals = [other for other in others if other.kind is ActorKind.PERSON]
    if actor.kind is not ActorKind.PERSON or not rivals:
        return True
    return actor.mentions >= _DOMINANCE * rivals[0].mentions


def _count_quotations(archive: Archive, workspace: str, ids: tuple[int, ...]) -> int:
    if not ids:
        return 0
    hits = archive.find_speech_hits(workspace, ids, _NO_FILTERS, limit=_MOST_COUNTED)
    said = archive.load_facts(workspace, sorted(hits)).quotations if hits else ()
    return sum(bool(set(ids).intersection(quotation.speaker_ids)) for quotation in said)


def find_role(archive: Archive, workspace: str, name: str, ids: tuple[int, ...]) -> str:
    """Return what the newest document that says so calls an actor; empty where none does."""
    if not ids:
        return ""
    hits = archive.find_mention_hits(workspace, ids, _NO_FILTERS, limit=_MOST_READ)
    spans = archive.get_sentences(workspace, hits)
    numbers = {hit // SENTENCES_PER_DOCUMENT for hit in spans}
    documents = archive.get_documents(workspace, sorted(numbers))
    for hit in hits:
        if hit in spans and hit // SENTENCES_PER_DOCUMENT in documents:
            sentence = spans[hit].of(documents[hit // SENTENCES_PER_DOCUMENT].text)
            if role := role_in(sentence, name):
                return role
    return ""


def role_in(sentence: str, name: str) -> str:
    """Return the office that a sentence gives beside a name: "Dutch prime minister"."""
    if match := re.search(_BEHIND.format(name=re.escape(name)), sentence):
        words = match["role"].split()
        head = _BEHIND_HEAD.sub("", match["role"]).split()
        if head and _is_office(head[-1]) and len(words) <= _LONGEST_ROLE and not _holds_verb(words):
            return " ".join(words)
    if match := re.search(_BEFORE.format(name=re.escape(name)), sentence):
        before = match["role"].split()
        if _is_office(before[-1]):
            return " ".join(_written_out(word) for word in _title_of(before))
    return ""


def _title_of(before: Sequence[str]) -> list[str]:
    """Return the office before a name, without the words of the sentence before that."""
    title = [before[-1]]
    if title[0].islower():
        return title
    for word in reversed(before[:-1]):
        if not word[0].isupper() or word.casefold() in FUNCTION_WORDS or _holds_verb([word]):
            break
        title.insert(0, word)
    return title


def _written_out(word: str) -> str:
    return _TITLES.get(word.casefold().rstrip("."), word)


def _is_office(word: str) -> bool:
    bare = word.casefold().rstrip(".")
    return bare in _TITLES or (bare in roles() and bare not in _OF_SOMEBODY)


def _holds_verb(words: Sequence[str]) -> bool:
    """Tell whether words are rather a clause than an office: "now becomes king"."""
    verbs = (saying_verbs(), reporting_verbs(), verb_lemmas("common_verbs.txt"))
    lower = [word.casefold() for word in words if not _is_office(word)]
    return any(word in forms for word in lower for forms in verbs)
