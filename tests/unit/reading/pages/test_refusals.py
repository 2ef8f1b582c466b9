"""Pages that hold no article: each is refused with the reason."""

from __future__ import annotations

import random

import pytest
from growth import grows_in_proportion
from hypothesis import given, settings
from hypothesis import strategies as st
from web_pages import ADDRESS, ENGLISH, meta, web_page

from bot.errors import InputError
from bot.reading.pages.page import read_page
from bot.reading.pages.trees import MOST_ELEMENTS

PAYWALL = "only its beginning is free to read (it is behind a paywall)"
NOT_FOUND = "the page says that there is no such article (“not found”)"
ROBOTS = "the site shows a check for robots instead of the article"
DENIED = "the site does not let us read it (“access denied”)"
COOKIES = "it shows only a request to accept cookies, not the article"
LIST = "it is a list of other pages; add the links of the articles themselves"
LITTLE = "there is too little text on the page to be an article"

CLOSED = {
    "@type": "NewsArticle",
    "headline": "Tornby harbour stays closed until spring",
    "isAccessibleForFree": "False",
}
TEASERS = "".join(
    f'<article class="card"><h2><a href="/{i}">{name} holds its breath before the vote</a></h2>'
    f"<p>The council of {name} meets on Thursday, and nobody knows how it will end.</p></article>"
    for i, name in enumerate("Tornby Vesterhavn Kirkeby Sandvig Holmby Nykirke Strand".split())
)


def bare(body: str, title: str = "") -> bytes:
    """Return a page that is nothing but its body."""
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


REFUSED = [
    pytest.param(web_page(paragraphs=ENGLISH[:2], linked=CLOSED), PAYWALL, id="said in json-ld"),
    pytest.param(
        web_page(
            paragraphs=ENGLISH[:2],
            below='<div class="gate"><p>Subscribe now to continue reading.</p></div>',
        ),
        PAYWALL,
        id="said in English",
    ),
    pytest.param(
        web_page(
            paragraphs=ENGLISH[:1],
            below="<div><p>Dieser Artikel ist nur für Abonnenten lesbar.</p>"
            "<p>Weiterlesen mit Tornby+</p></div>",
        ),
        PAYWALL,
        id="said in German",
    ),
    pytest.param(
        web_page(paragraphs=ENGLISH, linked={**CLOSED, "wordCount": 900}),
        PAYWALL,
        id="words missing",
    ),
    pytest.param(
        bare("<h1>Page not found</h1><p>The page you were looking for has moved.</p>"),
        NOT_FOUND,
        id="soft 404",
    ),
    pytest.param(
        web_page(title="404", paragraphs=["Sorry, this page is no longer here. Try the search."]),
        NOT_FOUND,
        id="soft 404 in the site's layout",
    ),
    pytest.param(
        bare("<p>Diese Seite ist umgezogen.</p>", "Seite nicht gefunden"), NOT_FOUND, id="de"
    ),
    pytest.param(
        bare("<noscript>Enable JavaScript and cookies to continue</noscript>", "Just a moment..."),
        ROBOTS,
        id="interstitial",
    ),
    pytest.param(
        bare("<div><p>Please verify you are a human by completing the task below.</p></div>"),
        ROBOTS,
        id="captcha",
    ),
    pytest.param(
        bare("<h1>Access Denied</h1><p>You don't have permission to access this server.</p>"),
        DENIED,
        id="denied",
    ),
    pytest.param(
        bare(
            "<div class='consent'><h2>We value your privacy</h2><p>We and our 312 partners store"
            " and/or access information on a device.</p><button>Accept all</button></div>",
            "Tornby Ledger",
        ),
        COOKIES,
        id="cookie wall",
    ),
    pytest.param(bare(f"<main>{TEASERS}</main>", "Tornby Ledger"), LIST, id="front page"),
    pytest.param(bare(f"<main><h1>Politics</h1>{TEASERS * 3}</main>"), LIST, id="a bare section"),
    pytest.param(
        web_page(paragraphs=[], below=TEASERS, linked={"@type": "CollectionPage"}),
        LIST,
        id="section",
    ),
    pytest.param(web_page(paragraphs=["Tornby in brief."]), LITTLE, id="too short"),
    pytest.param(bare("<div id='app'></div>", "Tornby Ledger"), LITTLE, id="drawn by scripts"),
    pytest.param(b"", "the page is empty", id="empty"),
    pytest.param(b" \n\t ", "the page is empty", id="blank"),
    pytest.param(
        bare("<i>x</i>" * (MOST_ELEMENTS + 1)),
        f"the page has more than {MOST_ELEMENTS:,} elements",
        id="elements",
    ),
    pytest.param(
        bare("<p>" + "<i>ferry </i>" * 50_000 + "word " * 400_000),
        "the page is too large: 50,005 elements, 2,300,000 characters",
        id="pieces",
    ),
]


@pytest.mark.parametrize(("data", "why"), REFUSED)
def test_what_is_no_article_is_refused_with_the_reason(data: bytes, why: str) -> None:
    """Walls, error pages, lists and empty pages get one clear sentence."""
    with pytest.raises(InputError) as refused:
        read_page(data, url=ADDRESS)
    assert str(refused.value) == why


def test_a_front_page_is_refused_though_it_has_a_lead_story() -> None:
    """What stands at the root of a site changes every hour."""
    data = web_page(paragraphs=ENGLISH[:2], below=TEASERS)
    with pytest.raises(InputError) as refused:
        read_page(data, url="https://www.tornbyledger.example/")
    assert str(refused.value) == LIST


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            web_page(title="404: the error that shaped the web", paragraphs=ENGLISH), id="about 404"
        ),
        pytest.param(
            web_page(
                paragraphs=(
                    *ENGLISH,
                    "Readers of the Ledger were asked to “subscribe to continue reading”.",
                    *(f"{text} So it was in the year {i}." for i, text in enumerate(ENGLISH)),
                )
            ),
            id="about paywalls",
        ),
        pytest.param(
            web_page(paragraphs=ENGLISH, linked={**CLOSED, "wordCount": 180}), id="closed and whole"
        ),
        pytest.param(
            web_page(paragraphs=ENGLISH, linked={**CLOSED, "isAccessibleForFree": True}), id="free"
        ),
        pytest.param(web_page(paragraphs=ENGLISH[:1]), id="a news flash"),
        pytest.param(
            web_page(paragraphs=ENGLISH[:2], below=f"<section class='more'>{TEASERS}</section>",
                     head=meta(og__type="article", article__published_time="2024-02-26")),
            id="an article with many teasers below",
        ),
        pytest.param(
            web_page(
                language="ja",
                paragraphs=(
                    "港湾当局は月曜日、北側の桟橋に新たな亀裂が見つかったため、港は三月末まで"
                    "閉鎖されると発表した。",
                    "市議会は木曜日に会合を開き、商店主への支援を話し合う。",
                ),
            ),
            id="few characters, many words",
        ),
    ],
)  # fmt: skip
def test_an_article_is_not_refused_for_its_subject_or_surroundings(data: bytes) -> None:
    """What it writes about, and what stands beside it, is no reason."""
    assert read_page(data, url=ADDRESS).text


def test_a_page_over_the_limit_is_refused() -> None:
    """The limit is a parameter, and said in the message."""
    with pytest.raises(InputError, match="larger than 1 MB"):
        read_page(b"<p>" + b"x" * (1 << 20), limit=1 << 20)


BOMBS = [
    "<div>" * 100_000 + "deep",
    "<html><body>" + "<span>" * 100_000 + ENGLISH[0] + "</span>" * 100_000,
    "<table><tr><td>" * 30_000,
    "<ul><li>" * 20_000 + "<blockquote>" * 20_000,
    "<script type='application/ld+json'>" + "[" * 200_000 + "</script><p>" + ENGLISH[0],
    "<script type='application/ld+json'>" + '{"@graph":[' * 300 + "]}" * 300 + "</script>",
    "<" * 300_000,
    "<p " + "a=1 " * 100_000 + ">",
    "&" * 300_000,
    "\0\x01\x02\ufffe" * 1000,
    "<html><head><meta charset='unicode_escape'></head>" + "\\x" * 1000,
    "<!--" * 50_000,
    "<time datetime='2024-02-26'>" * 50_000,
    "<h1>" * 50_000,
    "<title>" * 50_000,
]


@pytest.mark.parametrize("html", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_one_clear_refusal_or_an_ordinary_page(html: str) -> None:
    """However a page is built, no other kind of error comes out."""
    try:
        text = read_page(html.encode("utf-8", "surrogatepass"), url=ADDRESS).text
    except InputError as refused:
        text = str(refused)
    assert text.strip()


PIECES = st.sampled_from(
    ["<p>", "</p>", "<div class='date'>", "<article>", "<time>", "<a href='x'>", "<h1>", "]]>",
     "<td>", "<script type='application/ld+json'>", "</script>", '{"@type": "Article", ', "}]",
     '"author": [', "<meta property='og:url' content='", "'>", "2024-02-26", "Published: ", "<!",
     "<link rel=canonical href=//[>", *ENGLISH]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=60), st.binary(max_size=20))
def test_broken_pages_are_read_or_refused(pieces: list[str], tail: bytes) -> None:
    """No page raises anything but a refusal."""
    data = "".join(pieces).encode("utf-8", "replace") + tail
    try:
        page = read_page(data, url=ADDRESS, charset="utf-8")
    except InputError:
        return
    assert page.text.strip() == page.text != ""


@pytest.mark.parametrize(
    "piece",
    [
        "<p>Tornby, {0}: the ferry number {1} came in at noon and left at one.</p>",
        "<div><span class='date'>{0}</span><time>{1}</time></div>",
        "<li><a href='/{0}'>Link number {1}</a></li>",
        "word {0}<br>{1}<br><br>",
    ],
)
def test_the_time_grows_with_the_page(piece: str) -> None:
    """Four times the page takes about four times as long."""
    random.seed(7)
    numbers = [(random.random(), i) for i in range(12_000)]  # noqa: S311 - no secret

    def read(count: int) -> None:
        body = "".join(piece.format(*pair) for pair in numbers[:count])
        try:
            read_page(bare(f"<main><article>{body}</article></main>"), url=ADDRESS)
        except InputError:
            return

    assert grows_in_proportion(read, 2_000)
