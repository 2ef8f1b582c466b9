"""The dialogs of “Verify”, “Context” and “Filter”."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from unit.handlers.samples import all_text, cite

from bot.records import Document, DocumentCard, Provenance, SourceKind, SourceRef
from bot.results import BriefRequest, Inspection, PageChange, PageState, Surroundings
from handlers.playground.blockcheck import check_message, check_view
from handlers.slack.dialogs import reading_view
from handlers.views.filtering import filter_view, read_filters
from handlers.views.inspection import context_message, verify_message

_ATTACK = "<!channel> & <https://evil.example|x> `code` *b* "
_FETCHED = datetime(2022, 5, 13, 5, 0, tzinfo=UTC)


def inspection(
    words: str = "We will not close it", around: str = "“", **changes: object
) -> Inspection:
    """Return what is known of a line."""
    citation = cite(words)
    place = Surroundings(before=around, text=words, after=f"{around} she said.", citation=citation)
    card = DocumentCard(
        id=1,
        workspace="local",
        external_id="doc-1",
        title=citation.title,
        outlet=citation.outlet,
        url=citation.url,
        published=citation.published,
        language="en",
        added_at=_FETCHED,
    )
    provenance = Provenance(
        added_by="U0ANNA",
        source=SourceRef(SourceKind.FEED, "https://harbour.example/feed", "Harbour feed"),
        author="Ida Holm",
        licence="",
        fetched_at=_FETCHED,
        fetched_hash="ab" * 32,
        extracted_with="exact 1",
        audiences=(),
    )
    values: dict[str, object] = {
        "document": Document(card=card, text=words, content_hash="h"),
        "sentences": place,
        "paragraphs": place,
        "provenance": provenance,
        "others": (replace(card, id=2, outlet="Lund Wire", url="https://lund.example/2"),),
        **changes,
    }
    return Inspection(**values)  # type: ignore[arg-type]


def test_verify_says_when_and_from_where_a_text_was_read() -> None:
    """Source, hash, what found the line, and who else has it."""
    shown = all_text(verify_message(inspection(), None).blocks)
    assert "|13 May 2022, 05:00 UTC> from the feed Harbour feed" in shown
    assert f"`{'ab' * 32}`" in shown
    assert "*Found by*: the exact extractor, version 1" in shown
    assert "*Also in*: <https://lund.example/2|Lund Wire>" in shown
    assert "Being compared" in shown


def test_verify_leads_to_the_words_and_to_the_outlet() -> None:
    """The title to the reader where there is one, the outlet's name to its own page."""
    place = inspection().sentences
    reader = "https://reader.example/documents/1?at=0-20&key=k#0-20"
    cited = replace(place, citation=replace(place.citation, reader_url=reader))
    message = verify_message(inspection(sentences=cited), None)
    assert check_message(list(message.blocks)) == ("", [])
    shown = all_text(message.blocks)
    assert f"<{reader.replace('&', '&amp;')}|{place.citation.title}>" in shown
    assert "<https://harbour.example/news/1?a=1&amp;b=2|Harbour Post>" in shown
    without = replace(cited, citation=replace(cited.citation, url=None))
    message = verify_message(inspection(sentences=without), None)
    assert "Harbour Post, 12 May 2022" in all_text(message.blocks)


def test_folder_on_the_server_is_named_without_its_place() -> None:
    """Where on the machine a file lies is nobody's business in a channel."""
    known = inspection().provenance
    assert known is not None
    source = SourceRef(SourceKind.FOLDER, "/srv/secret/clippings", "")
    found = inspection(provenance=replace(known, source=source, fetched_at=None, fetched_hash=""))
    shown = all_text(verify_message(found, None).blocks)
    assert "from the watched folder clippings" in shown
    assert "secret" not in shown
    assert "*SHA-256*: none" in shown


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (PageState(change=PageChange.UNCHANGED), "Unchanged"),
        (PageState(change=PageChange.CHANGED, has_words=True), "still stand in it"),
        (PageState(change=PageChange.CHANGED), "no longer stand in it"),
        (PageState(change=PageChange.GONE), "no such page any more"),
        (PageState(change=PageChange.UNREADABLE, why="robots <!here>."), "robots &lt;!here&gt;."),
    ],
)
def test_page_today_is_told_in_one_sentence(state: PageState, said: str) -> None:
    """Unchanged, changed with or without the words, gone, or why nobody can say."""
    assert said in all_text(verify_message(inspection(), state).blocks[-1])


def test_text_without_an_address_has_no_page() -> None:
    """Nothing is fetched, and nothing is said to be under way."""
    found = inspection()
    card = replace(found.document.card, url=None)
    shown = verify_message(replace(found, document=replace(found.document, card=card)), None)
    assert "no page to compare" in all_text(shown.blocks)


def test_words_are_bold_and_literal_in_both_dialogs() -> None:
    """Hostile or endless words: Slack takes them as a dialog and as a message, and none acts."""
    for words in (_ATTACK * 3, "word " * 4_000, "قال الوزير " * 900):
        known = inspection().provenance
        assert known is not None
        found = inspection(
            words,
            around=f"{words} ",
            provenance=replace(known, author=_ATTACK, extracted_with=_ATTACK),
            others=tuple(
                replace(inspection().document.card, id=n, outlet=f"{_ATTACK}{n}") for n in range(40)
            ),
        )
        for message in (verify_message(found, None), context_message(found)):
            assert check_message(list(message.blocks)) == ("", [])
            assert check_view(reading_view("Verify this line", message)) == ("", [])
            shown = all_text([each for each in message.blocks if each["type"] != "rich_text"])
            assert "<!channel>" not in shown
            assert "<https://evil" not in shown
    context = context_message(inspection("the words")).blocks
    (bold,) = [
        each["text"]
        for block in context
        if block["type"] == "rich_text"
        for each in block["elements"][0]["elements"]
        if each.get("style")
    ]
    assert bold == "the words"


def test_filter_dialog_is_one_that_slack_takes() -> None:
    """Filled or empty, with words of any length."""
    full = BriefRequest(
        topic="t" * 200,
        workspace="local",
        since=date(2022, 5, 1),
        until=date(2022, 5, 9),
        by="b" * 900,
        about="a",
        outlet="o",
        language="en",
    )
    for request in (full, BriefRequest(topic="", workspace="local")):
        assert check_view(filter_view(request, "{}")) == ("", [])


def test_empty_fields_are_read_as_nothing() -> None:
    """Slack leaves out what is not filled, or sends null."""
    view = {"state": {"values": {"by": {"by": {"type": "plain_text_input", "value": None}}}}}
    assert set(read_filters(view).values()) == {""}
    assert set(read_filters({}).values()) == {""}
