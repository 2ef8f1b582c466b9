"""Briefs, answers, digests and help as Slack messages: taken by Slack, verbatim, countable."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.handlers.samples import (
    all_text,
    brief,
    cite,
    digest,
    entry,
    passage,
    position,
    quotation,
    subscription,
    texts,
)

from bot.errors import InputError
from bot.records import (
    Difference,
    DifferenceKind,
    FollowKind,
    Precision,
    QuotationKind,
    Span,
    Stance,
)
from bot.results import Answer, Brief, BriefRequest, Coverage, Found, Retry, Variant
from handlers.playground.blockcheck import check_message
from handlers.views.answer import answer_message
from handlers.views.brief import PartName, lay_out_brief, lay_out_page
from handlers.views.budget import (
    MOST_BLOCKS,
    MOST_JSON,
    MOST_TEXT,
    Block,
    Message,
    count_json,
    count_text,
)
from handlers.views.digest import digest_post
from handlers.views.lines import role_beside
from handlers.views.menus import line_item
from handlers.views.standing import (
    EXPORT_DIGEST_ACTION,
    followed,
    following,
    read_digest_id,
    unfollowed,
)

_ATTACK = "<!channel> & <https://evil.example|Harbour Post> ```*_~ :tada: `"
_OWN_LINK = re.compile(r"<https?://[^<>|]+\|[^<>|]+>")
_ARABIC = "قال الوزير إن المضيق سيبقى مفتوحا أمام جميع السفن"


def refuse(blocks: Sequence[Block]) -> tuple[str, list[str]]:
    """Return why Slack would refuse the blocks; ("", []) where it takes them."""
    return check_message(list(blocks))


def answer(*lines: object, confidence: float = 1.0, **changes: object) -> Answer:
    """Return an answer with these lines."""
    values: dict[str, object] = {
        "question": "who opposes the toll?",
        "intent": "position",
        "read_as": "Read as: who opposes the toll.",
        **changes,
    }
    return Answer(lines=lines, confidence=confidence, **values)  # type: ignore[arg-type]


def full_brief(count: int = 3, **changes: object) -> Brief:
    """Return a brief with ``count`` lines of each kind."""
    return brief(
        quotations=tuple(quotation(f"Quotation number {n} on the toll") for n in range(count)),
        positions=tuple(position(f"Norland opposes toll number {n}.") for n in range(count)),
        timeline=tuple(entry(day=date(2022, 5, 1 + n % 28)) for n in range(count)),
        **changes,
    )


def test_brief_has_counts_before_content_and_a_share_button_last() -> None:
    """A reader sees topic and period, then what it rests on, then lines, then the button."""
    made = lay_out_brief(
        full_brief(suggestions=("strait toll since:2022-05-01",)), share="b1"
    ).message
    kinds = [block["type"] for block in made.blocks]
    assert kinds[:2] == ["header", "context"]
    assert kinds[-1] == "actions"
    assert all_text(made.blocks[0]) == "Strait toll · 1–14 May 2022"
    assert all_text(made.blocks[1]) == (
        "3 quotations, 3 positions, 3 dates · 12 documents · 3 outlets · English, German"
    )
    assert made.text == (
        "Strait toll: 3 quotations, 3 positions, 3 dates from 12 documents, beginning with"
        " Mara Lindqvist."
    )
    assert {each["value"] for each in made.blocks[-1]["elements"]} == {"b1"}
    assert "`/brief strait toll since:2022-05-01`" in all_text(made.blocks)
    assert refuse(made.blocks) == ("", [])


@pytest.mark.parametrize(
    ("since", "until", "found", "expected"),
    [
        (date(2022, 5, 3), None, True, "Strait toll · 3–14 May 2022"),
        (None, date(2022, 5, 9), True, "Strait toll · 1–9 May 2022"),
        (date(2022, 5, 3), None, False, "Strait toll · since 3 May 2022"),
        (None, date(2022, 5, 9), False, "Strait toll · until 9 May 2022"),
        (None, None, False, "Strait toll"),
    ],
)
def test_header_has_the_period_asked_for(
    since: date | None, until: date | None, found: bool, expected: str
) -> None:
    """An open end is filled from what was found, and said to be open where nothing was."""
    request = BriefRequest(topic="Strait toll", workspace="local", since=since, until=until)
    made = (
        brief(quotations=(quotation(),), request=request)
        if found
        else brief(request=request, coverage=Coverage())
    )
    assert all_text(lay_out_brief(made).message.blocks[0]) == expected


def test_other_words_of_another_outlet_are_told() -> None:
    """What it cut, added or changed stands beside its name, and can forge nothing."""
    text = "We will not close the strait for now"
    other = replace(cite(text), outlet="Lund <!channel> Wire", url=None)
    cut = Variant(
        text="We will not close the strait",
        citation=other,
        differences=(Difference(DifferenceKind.CUT, Span(28, 36), Span(28, 28)),),
    )
    line = replace(quotation(text), also_in=(other,), variants=(cut,))
    who = line_item(line, "toll").block["elements"][1]
    assert all_text(who).endswith("also in Lund <!channel> Wire (without “for now”)")
    assert {each["type"] for each in who["elements"]} == {"text"}


def test_brief_without_share_id_has_no_button() -> None:
    """A shared or threaded brief shows who shared it and offers nothing that does not work."""
    made = lay_out_brief(full_brief(), shared_by="U0ANNA").message
    assert "actions" not in [block["type"] for block in made.blocks]
    assert "Shared by <@U0ANNA>" in all_text(made.blocks)


def test_quotation_line_is_verbatim_with_name_outlet_day_and_copies() -> None:
    """Words, then who, then the linked outlet, the day and the others that carry it."""
    item = line_item(quotation(copies=3), "toll")
    quote, who = item.block["elements"]
    assert quote["elements"] == [{"type": "text", "text": "“We will not close the strait”"}]
    assert all_text(who) == ("Mara Lindqvist · also in Harbour Post, Harbour Post and 1 more")
    assert who["elements"][0]["style"] == {"bold": True}
    assert who["elements"][2]["url"] == "https://harbour.example/news/1?a=1&b=2"
    assert item.below is not None
    assert item.below["text"]["text"] == (
        "<https://harbour.example/news/1?a=1&amp;b=2|Harbour Post>, 12 May 2022"
    )


@pytest.mark.parametrize(
    ("speaker", "written", "expected"),
    [
        ("Mara Lindqvist", "Lindqvist", "Mara Lindqvist"),
        ("Mara Lindqvist", "the minister", "Mara Lindqvist (“the minister” in the text)"),
        (None, "they", "Speaker unknown, “they” in the text"),
        (None, None, "Speaker unknown"),
    ],
)
def test_speaker_is_named_as_far_as_known(
    speaker: str | None, written: str | None, expected: str
) -> None:
    """An unknown speaker is said openly; a resolved one shows the words it was resolved from."""
    block = line_item(quotation(speaker=speaker, written=written), "toll").block
    assert all_text(block["elements"][1]).startswith(expected)


def test_what_a_text_tells_of_a_speaker_is_not_told_as_a_role() -> None:
    """A clause beside the name says what somebody did, and is cut off anywhere."""
    told = quotation(speaker="Mara Lindqvist", written="Lindqvist, who smiled at the quay and")
    assert "smiled" not in all_text(line_item(told, "toll").block)


def test_reported_speech_is_not_put_between_quotation_marks() -> None:
    """Only words that stood between marks get them; reported words say that they are."""
    text = "the strait would stay open"
    reported = line_item(quotation(text, kind=QuotationKind.INDIRECT), "toll").block
    quote, who = reported["elements"]
    assert all_text(quote) == text
    assert all_text(who) == "Mara Lindqvist, in reported speech (“said”)"
    _, who = line_item(quotation(text, kind=QuotationKind.MIXED), "toll").block["elements"]
    assert "partly quoted (“said”)" in all_text(who)


def test_position_line_shows_the_cue_in_bold() -> None:
    """Actor, stance and target stand above the sentence that shows them."""
    who, quote = line_item(position(according_to="Ruritania"), "toll").block["elements"]
    assert all_text(who) == (
        "Norland · opposes · any new toll on the strait · according to Ruritania"
    )
    bold = [each["text"] for each in quote["elements"] if each.get("style")]
    assert bold == ["opposes"]
    assert all_text(quote) == "Norland firmly opposes any new toll on the strait."


def test_bold_works_inside_glued_words() -> None:
    """A cue that damaged text has glued to its neighbours is bold without a character added."""
    line = position("Norland alsoopposesthe toll.", cue="opposes")
    assert all_text(line_item(line, "toll").block["elements"][1]) == "Norland alsoopposesthe toll."


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        (Precision.DAY, "2 May 2022"),
        (Precision.WEEK, "week of 2 May 2022"),
        (Precision.MONTH, "May 2022"),
        (Precision.YEAR, "2022"),
    ],
)
def test_date_is_no_more_exact_than_known(precision: Precision, expected: str) -> None:
    """The date comes first, with its precision."""
    line = entry("The talks began.", day=date(2022, 5, 2), precision=precision, phrase="began")
    assert all_text(line_item(line, "toll").block["elements"][0]) == expected


def test_source_without_address_is_plain_text() -> None:
    """Outlet, title or external id, whichever is there, and no dead link."""
    for outlet, title, expected in (("Post", "T", "Post"), ("", "T", "T"), ("", "", "doc-1")):
        line = quotation(citation=cite("x", outlet=outlet, title=title, url="ftp://x/"))
        source = line_item(line, "toll").below
        assert source is not None
        assert source["text"]["text"] == f"{expected}, 12 May 2022"


def test_positions_of_one_stance_stand_together_and_dates_in_order() -> None:
    """The best lines are chosen first and then arranged."""
    stances = (Stance.DEMANDS, Stance.SUPPORTS, Stance.DEMANDS)
    made = lay_out_brief(
        brief(
            positions=tuple(
                position(actor=f"Actor {n}", stance=stance) for n, stance in enumerate(stances)
            ),
            timeline=(entry(day=date(2022, 5, 9)), entry(day=date(2022, 5, 2))),
        )
    ).message
    shown = all_text(made.blocks)
    order = ["Supports", "Actor 1", "Demands", "Actor 0", "Actor 2"]
    assert sorted(order, key=shown.index) == order
    assert shown.count("Demands") == 1
    assert shown.index("2 May 2022T") < shown.index("9 May 2022T")


def test_lines_left_out_are_counted() -> None:
    """Three hundred quotations make one message that says how many it does not show."""
    made = lay_out_brief(full_brief(300)).message
    assert refuse(made.blocks) == ("", [])
    assert all_text(made.blocks).count("+ 297 more") == 3
    made = lay_out_brief(full_brief(300), share="b1").message
    assert refuse(made.blocks) == ("", [])
    assert len(made.blocks) <= 21
    assert "+ 297" not in all_text(made.blocks)
    assert "More quotes (297)" in all_text(made.blocks)


def test_limit_asks_for_more_lines_as_far_as_they_fit() -> None:
    """With a limit the parts are longer, and shown and left out add up to what was found."""
    request = BriefRequest(topic="Strait toll", workspace="local", limit=40)
    made = lay_out_brief(full_brief(40, request=request)).message
    assert refuse(made.blocks) == ("", [])
    shown = sum("Quotation number" in all_text(block) for block in made.blocks)
    assert shown > 3
    assert f"+ {40 - shown} more" in all_text(made.blocks)


def buttons(message: Message) -> list[str]:
    """Return the words of the buttons below a message."""
    return [each["text"]["text"] for each in message.blocks[-1].get("elements", ())]


def test_buttons_stand_in_one_order_and_only_where_they_lead_somewhere() -> None:
    """A part that is shown whole has none; what is public already cannot be shared."""
    assert buttons(lay_out_brief(full_brief(3), share="b1").message) == [
        "Filter",
        "Export",
        "Share here",
    ]
    made = replace(full_brief(4), found=Found(quotations=12, positions=4, timeline=1_200))
    assert buttons(lay_out_brief(made, share="b1").message) == [
        "More quotes (9)",
        "More positions (1)",
        "Full timeline (1,197)",
        "Filter",
        "Export",
        "Share here",
    ]
    public = lay_out_brief(made, share="b1", is_private=False).message
    assert buttons(public)[-2:] == ["Filter", "Export"]
    asked = lay_out_brief(made, share="b1", asked_by="U0ANNA").message
    assert buttons(asked) == buttons(public)
    assert "Asked by <@U0ANNA>" in all_text(asked.blocks)


def test_page_shows_what_fits_and_offers_the_rest() -> None:
    """Lines shown and lines to come add up; the last page says that it is the last."""
    made = full_brief(40)
    page = lay_out_page(made, PartName.QUOTATIONS, share="b1")
    shown = len(page.lines)
    assert refuse(page.message.blocks) == ("", [])
    assert 3 < shown < 40
    assert buttons(page.message) == [f"More ({40 - shown})"]
    last = lay_out_page(full_brief(2), PartName.QUOTATIONS, share="b1").message
    assert "These were all quotations on this topic." in all_text(last.blocks)
    assert last.text == "Strait toll: 2 more quotations, the last ones."
    none = lay_out_page(full_brief(0), PartName.DATES, share="b1").message
    assert none.text == "That was all: there are no more dates on *Strait toll*."


def test_full_timeline_goes_back_in_time() -> None:
    """Its pages follow one another, so that each goes on where the last one stopped."""
    made = brief(timeline=(entry(day=date(2022, 5, 9)), entry(day=date(2022, 5, 2))))
    shown = all_text(lay_out_page(made, PartName.DATES, share="b1").message.blocks)
    assert shown.index("9 May 2022") < shown.index("2 May 2022T")


@pytest.mark.parametrize(
    ("name", "written", "expected"),
    [
        ("Ada Brandt", "Ada Brandt, the mayor of Lund", "the mayor of Lund"),
        ("Ada Brandt", "Brandt, mayor of Lund,", "mayor of Lund"),
        ("Ada Brandt", "President Ada Brandt", "President"),
        ("Ada Brandt", "Ms. Ada Brandt", ""),
        ("Ada Brandt", "Ada Brandt of Lund", ""),
        ("Ada Brandt", "Ada Brandt, who smiled at the mayor of Lund and", ""),
        ("Ada Brandt", "President Brandt", ""),
        ("Ada Brandt", "the mayor", ""),
        ("", "the mayor", ""),
    ],
)
def test_role_is_what_the_text_gives_beside_the_name(
    name: str, written: str, expected: str
) -> None:
    """Verbatim, and none where the text only calls somebody by it."""
    assert role_beside(name, written) == expected


def test_empty_brief_says_why_and_what_to_try() -> None:
    """Never only "nothing found"; and nothing to share."""
    made = lay_out_brief(
        brief(
            topic="Strait tol",
            empty_because="No text of May 2022 mentions <b>it</b>.",
            suggestions=("strait toll since:2022-05-01",),
            retries=(Retry(label="Since 1 May 2022", text="strait toll since:2022-05-01"),),
            coverage=Coverage(),
        ),
        share="b1",
    ).message
    shown = all_text(made.blocks)
    assert "Filter" in shown
    assert "Share here" not in shown
    assert "No text of May 2022 mentions &lt;b&gt;it&lt;/b&gt;." in shown
    assert "Since 1 May 2022" in shown
    assert "strait toll since:2022-05-01" in str(made.blocks)
    assert made.text.startswith("Strait tol: nothing found.")
    assert refuse(made.blocks) == ("", [])


def test_hostile_document_arrives_as_plain_characters() -> None:
    """No field of a document can ping, link or format; the words themselves stay unchanged."""
    citation = cite(_ATTACK, outlet=_ATTACK, title=_ATTACK, url="https://x.example/<!here>|a b")
    hostile = brief(
        topic=_ATTACK,
        read_as=_ATTACK,
        suggestions=(_ATTACK,),
        quotations=(quotation(_ATTACK, speaker=_ATTACK, written=_ATTACK, citation=citation),),
        positions=(position(f"{_ATTACK} opposes", actor=_ATTACK, target=_ATTACK),),
        timeline=(entry(_ATTACK, phrase="evil"),),
    )
    post = digest_post(subscription(_ATTACK), digest(hostile))
    messages = [
        lay_out_brief(hostile).message,
        answer_message(answer(*hostile.quotations, question=_ATTACK, read_as=_ATTACK)),
        post.parent,
        *post.replies,
        followed(subscription(_ATTACK), datetime(2022, 5, 1, tzinfo=UTC)),
        unfollowed(subscription(_ATTACK)),
        following([subscription(_ATTACK)], datetime(2022, 5, 1, tzinfo=UTC)),
    ]
    for message in messages:
        assert refuse(message.blocks) == ("", [])
        assert "<!" not in message.text
        for block in message.blocks:
            if block["type"] not in ("rich_text", "header"):
                assert not any("<" in _OWN_LINK.sub("", text) for text in texts(block))
    quote = messages[0].blocks[2]["elements"][1]
    assert quote["elements"][0]["text"] == f"“{_ATTACK}”"


_words = st.text(alphabet=st.characters(codec="utf-8"), max_size=2000) | st.just(_ARABIC * 30)


@settings(max_examples=20, deadline=None)
@given(st.lists(_words, min_size=1, max_size=8), _words, st.integers(1, 50))
def test_any_words_make_a_message_that_slack_takes(lines: list[str], name: str, limit: int) -> None:
    """Long, right-to-left or strange words, many lines: valid and within every budget."""
    made = brief(
        topic=name,
        request=BriefRequest(topic=name, workspace="local", limit=limit),
        quotations=tuple(quotation(line, speaker=name or None) for line in lines * 8),
        positions=tuple(position(f"{line} opposes", actor=name) for line in lines * 8),
        timeline=tuple(entry(f"{line} in May", phrase="May") for line in lines * 8),
    )
    post = digest_post(subscription(name), digest(made))
    found = answer_message(answer(*made.quotations, *made.timeline, passage(name)))
    pages = [lay_out_page(made, part, share="b1").message for part in PartName]
    for message in (
        lay_out_brief(made, share="b1").message,
        *pages,
        found,
        post.parent,
        *post.replies,
    ):
        assert refuse(message.blocks) == ("", [])
        assert len(message.blocks) <= MOST_BLOCKS
        assert count_text(message.blocks) <= MOST_TEXT
        assert count_json(message.blocks) <= MOST_JSON
        assert message.text.strip()
        assert all(texts(message.blocks))


def test_answer_says_how_it_read_the_question_and_when_it_is_unsure() -> None:
    """A weak match is not passed off as an answer."""
    sure = answer_message(answer(position(), passage()))
    unsure = answer_message(answer(passage(), confidence=0.2))
    assert "Read as: who opposes the toll." in all_text(sure.blocks)
    assert "come nearest" not in all_text(sure.blocks)
    assert "come nearest" in all_text(unsure.blocks)
    assert sure.text == "“who opposes the toll?”: 2 lines from 1 document."


def test_empty_answer_says_why() -> None:
    """No lines: the reason and what to try instead, also in the notification."""
    made = answer_message(answer(empty_because="Nobody named Zed is known.", suggestions=("Zoe",)))
    assert made.text == "Nobody named Zed is known."
    assert "'value': 'Zoe'" in str(made.blocks)


def test_digest_has_three_lines_and_the_rest_in_its_thread() -> None:
    """The parent is short and says when it comes and how to stop it; no line is lost or doubled."""
    made = full_brief(6)
    post = digest_post(subscription(), digest(made))
    parent, replies = all_text(post.parent.blocks), [all_text(each.blocks) for each in post.replies]
    assert post.parent.text == (
        "New on Strait toll: 6 quotations, 6 positions, 6 dates from 12 documents."
    )
    assert sum(block["type"] == "rich_text" for block in post.parent.blocks) == 3
    assert "08:30 (Europe/Berlin)" in parent
    assert "`/brief unfollow strait toll`" in parent
    assert "rest is in the thread" in parent
    for line in made.quotations:
        assert (parent + "".join(replies)).count(line.text) == 1


def test_best_three_do_not_say_the_same_twice() -> None:
    """A sentence that is a quotation and a position leaves its second place to another line."""
    said = quotation("Norland opposes the toll")
    held = replace(position("Norland opposes the toll."), citation=said.citation)
    others = [quotation(f"Words {n}", citation=cite(f"Words {n}", document=n)) for n in range(2, 5)]
    made = brief(quotations=(said, *others), positions=(held,))
    post = digest_post(subscription(), digest(made))
    lines = [all_text(block) for block in post.parent.blocks if block["type"] == "rich_text"]
    assert [line[:8] for line in lines] == ["“Norland", "“Words 2", "“Words 3"]
    assert "Norland opposes the toll." in all_text(post.replies[0].blocks)
    short = digest_post(subscription(), digest(brief(quotations=(said,), positions=(held,))))
    assert sum(block["type"] == "rich_text" for block in short.parent.blocks) == 2


def test_digest_of_a_speaker_says_that_it_is_what_they_say() -> None:
    """Nobody takes it for what is said about them."""
    order = replace(subscription("lindqvist"), kind=FollowKind.SPEAKER)
    parent = digest_post(order, digest(full_brief(1, topic="Mara Lindqvist"))).parent
    assert parent.text.startswith("New from Mara Lindqvist: ")
    assert all_text(parent.blocks[0]) == "Mara Lindqvist speaking · new"
    assert "`/brief unfollow speaker:lindqvist`" in all_text(parent.blocks)


def test_quiet_day_is_one_sentence_with_the_same_buttons() -> None:
    """Where a channel wants to hear of it, it can pause or change it there too."""
    post = digest_post(subscription(_ATTACK), digest(brief()))
    assert post.replies == ()
    assert post.parent.text.startswith("Nothing new on ")
    assert refuse(post.parent.blocks) == ("", [])
    assert "<!channel>" not in post.parent.text
    full = digest_post(subscription(), digest(full_brief(1))).parent
    assert post.parent.blocks[-1]["elements"] == full.blocks[-1]["elements"]


def test_only_a_posted_digest_can_be_exported() -> None:
    """Of a sample and of a quiet day nothing is recorded that a file could be made of."""
    order, due = subscription(), datetime(2022, 5, 14, 8, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    (posted,) = [
        each
        for each in digest_post(order, digest(full_brief(1)), due).parent.blocks[-1]["elements"]
        if each["action_id"] == EXPORT_DIGEST_ACTION
    ]
    assert posted["value"] == "7 2022-05-14T06:30:00+00:00"
    assert read_digest_id(posted["value"]) == (7, due)
    for post in (
        digest_post(order, digest(full_brief(1))),
        digest_post(order, digest(brief()), due),
    ):
        assert EXPORT_DIGEST_ACTION not in str(post.parent.blocks)


@pytest.mark.parametrize("value", ["", "7", "x 2022-05-14T06:30:00+00:00", "7 yesterday"])
def test_what_names_no_digest_is_refused(value: str) -> None:
    """In words, since a person pressed it."""
    with pytest.raises(InputError, match="not known any more"):
        read_digest_id(value)


def test_short_digest_has_no_thread() -> None:
    """Three lines or fewer need no thread, and none is announced."""
    post = digest_post(subscription(), digest(full_brief(1)))
    assert post.replies == ()
    assert "thread" not in all_text(post.parent.blocks)


def test_very_long_digest_ends_with_a_count() -> None:
    """A digest never floods its thread; what is left out is counted."""
    post = digest_post(subscription(), digest(full_brief(200)))
    assert len(post.replies) == 5
    assert "more" in post.replies[-1].text


def test_a_long_brief_keeps_its_link_to_the_page() -> None:
    """However many lines there are, the link stands under them, once, and Slack takes it."""
    address = f"https://dateline.example/topics?key={'k' * 900}"
    asked = BriefRequest(topic="toll", workspace="local", limit=40)
    blocks = lay_out_brief(full_brief(40, request=asked), share="s", page=address).message.blocks
    assert refuse(blocks) == ("", [])
    assert all_text(blocks).count(f"<{address}|Open as a page>") == 1


def test_an_empty_brief_leads_to_no_page() -> None:
    """There would be nothing to read."""
    made = lay_out_brief(brief(empty_because="Nothing."), share="s", page="https://a.example/")
    assert "Open as a page" not in all_text(made.message.blocks)
