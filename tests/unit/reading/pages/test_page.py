"""Web pages: the words of the article, and what the page states about it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_pages import ADDRESS, ENGLISH, FRENCH, GERMAN, JUNK, TITLE, meta, web_page

from bot.reading.pages.dates import settle
from bot.reading.pages.page import page_as_document, read_page

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2024-02-26T07:30:00+01:00",
    "dateModified": "2024-03-09T11:00:00+01:00",
    "author": [{"@type": "Person", "name": "Maja Friis"}, {"@type": "Person", "name": "Ole Kvist"}],
    "publisher": {"@type": "NewsMediaOrganization", "name": "The Tornby Ledger"},
}


@pytest.mark.parametrize("paragraphs", [ENGLISH, GERMAN, FRENCH], ids=["en", "de", "fr"])
@pytest.mark.parametrize("linked", [None, ARTICLE], ids=["bare", "described"])
def test_the_article_is_read_and_nothing_else(paragraphs: tuple[str, ...], linked: object) -> None:
    """Every paragraph in order, a blank line between them; no navigation, comment or link."""
    page = read_page(web_page(paragraphs=paragraphs, linked=linked), url=ADDRESS)
    assert page.text == "\n\n".join(paragraphs)
    assert page.title == TITLE
    assert not any(junk in page.text for junk in JUNK)


def test_words_inside_paragraphs_stay_as_they_stand() -> None:
    """Links, emphasis and lists leave no marks of their own; a line break ends a line."""
    paragraphs = (
        *ENGLISH[:3],
        "She added:<br>“It will <i>take</i> <a href='/weeks'>weeks</a>.”",
        "So it will: <b>two</b> ferries, and one<sup>1</sup> bus.</p><ul><li>One ferry now lands"
        " at Vesterhavn.</li><li>The other one waits.</li></ul><p>Nobody was hurt.",
    )
    text = read_page(web_page(paragraphs=paragraphs), url=ADDRESS).text
    assert text.split("\n\n")[3:] == [
        "She added:",
        "“It will take weeks.”",
        "So it will: two ferries, and one1 bus.",
        "One ferry now lands at Vesterhavn.",
        "The other one waits.",
        "Nobody was hurt.",
    ]


@pytest.mark.parametrize(
    "aside",
    [
        "Read more: <a href='/x'>Mayor opens the new library</a>",
        "<strong>See also</strong> <a href='/x'>Mayor opens the new library</a>",
        "Lesen Sie auch: <a href='/x'>Bürgermeisterin eröffnet die neue Bücherei</a>",
        "À lire aussi : <a href='/x'>La maire inaugure la nouvelle bibliothèque</a>",
        "Follow us on <a href='/t'>our channel</a> for more of this.",
    ],
)
def test_links_to_other_articles_between_the_paragraphs_are_left_out(aside: str) -> None:
    """A paragraph that begins in the same way but leads nowhere is part of the article."""
    kept = "Read more than one page of it, and you know the pier: it has always been damp there."
    paragraphs = (*ENGLISH[:2], aside, kept, *ENGLISH[2:])
    text = read_page(web_page(paragraphs=paragraphs), url=ADDRESS).text
    assert text == "\n\n".join((*ENGLISH[:2], kept, *ENGLISH[2:]))


def test_an_article_laid_out_in_tables_is_read() -> None:
    """As on many an old site; tables of figures in other articles are left out."""
    old = (
        "<html><body><table><tr><td><a href='/'>Home</a><br><a href='/s'>Sport</a></td><td>"
        + "<br><br>".join(ENGLISH)
        + "</td></tr></table></body></html>"
    )
    assert read_page(old.encode(), url=ADDRESS).text == "\n\n".join(ENGLISH)
    figures = "<table><tr><td>Ferries</td><td>2</td></tr><tr><td>Busses</td><td>7</td></tr></table>"
    assert "Busses" not in read_page(web_page(below=figures), url=ADDRESS).text


def test_what_the_page_states_is_kept() -> None:
    """Authors, outlet, day, language and address come from the page's own description."""
    head = (
        '<link rel="canonical" href="/news/harbour-stays-closed">'
        '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">'
    )
    data = web_page(head=head, linked=ARTICLE)
    page = read_page(data, url="https://m.tornbyledger.example/news/harbour-stays-closed?ref=x")
    assert page.title == TITLE
    assert page.author == "Maja Friis, Ole Kvist"
    assert page.outlet == "The Tornby Ledger"
    assert page.published == date(2024, 2, 26)
    assert page.language == "en"
    assert page.url == "https://m.tornbyledger.example/news/harbour-stays-closed"
    assert page.licence == "https://creativecommons.org/licenses/by/4.0/"


GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "@id": "#house", "name": "Tornby Media"},
        {"@type": "Person", "@id": "#maja", "name": "Maja Friis"},
        {
            "@type": ["NewsArticle"],
            "headline": TITLE,
            "author": {"@id": "#maja"},
            "publisher": {"@id": "#house"},
            "datePublished": "2024-02-26",
        },
    ],
}
BESIDE_OTHERS = [
    {
        "@type": "NewsArticle",
        "headline": "Mayor opens new library",
        "url": "https://www.tornbyledger.example/news/library",
        "datePublished": "2029-05-01",
        "author": "Somebody Else",
    },
    {**ARTICLE, "url": ADDRESS},
]
PUBLISHED = [
    pytest.param({"linked": ARTICLE}, id="json-ld over its dateModified"),
    pytest.param({"linked": GRAPH}, id="a graph"),
    pytest.param({"linked": BESIDE_OTHERS}, id="the article among related ones"),
    pytest.param(
        {"linked": {"@type": "WebPage", "mainEntity": ARTICLE}}, id="main entity of the page"
    ),
    pytest.param(
        {"head": meta(article__published_time="2024-02-26T08:00:00Z")}, id="article:published_time"
    ),
    pytest.param(
        {
            "head": meta(
                article__modified_time="2024-03-09", article__published_time="2024-02-26 08:00"
            )
        },
        id="published over modified",
    ),
    pytest.param({"head": '<meta name="date" content="26 February 2024">'}, id="meta date"),
    pytest.param(
        {"byline": '<p>By Maja Friis, <time datetime="2024-02-26T07:30">Monday</time></p>'},
        id="a time in the article",
    ),
    pytest.param(
        {
            "byline": '<p>Published <time datetime="2024-02-26">26 Feb</time> Updated'
            ' <time datetime="2024-03-09">9 March</time></p>'
        },
        id="a time beside that of the update",
    ),
    pytest.param({"byline": "<p>Published: 26 February 2024</p>"}, id="a line in English"),
    pytest.param({"byline": "<p>Veröffentlicht am 26. Februar 2024</p>"}, id="a line in German"),
    pytest.param({"byline": "<p>Publié le 26 février 2024 à 8h30</p>"}, id="a line in French"),
    pytest.param({"byline": '<p class="date">26.02.2024</p>'}, id="an element for the date"),
    pytest.param(
        {"byline": '<span itemprop="datePublished" content="2024-02-26">Monday</span>'},
        id="microdata",
    ),
    pytest.param({"url": "https://tornbyledger.example/2024/02/26/harbour"}, id="the address"),
    pytest.param(
        {
            "linked": {**ARTICLE, "datePublished": "2024-02-26"},
            "head": meta(article__published_time="2021-01-05"),
            "byline": '<p><time datetime="2024-02-26">Monday</time></p>',
        },
        id="two against one",
    ),
    pytest.param(
        {"linked": ARTICLE, "head": '<meta name="date" content="2024-03-20">'},
        id="beside the day on which it was served",
    ),
]


@pytest.mark.parametrize("parts", PUBLISHED)
def test_the_day_of_publication_is_found_where_it_is_stated(parts: dict[str, object]) -> None:
    """However the page states it, and whatever other dates stand around it."""
    parts = dict(parts)
    url = str(parts.pop("url", ADDRESS))
    page = read_page(web_page(**parts), url=url)  # type: ignore[arg-type]
    assert page.published == date(2024, 2, 26)


UNDATED = [
    pytest.param({}, id="only a footer and dates of others"),
    pytest.param({"head": meta(article__modified_time="2024-03-09")}, id="only a change"),
    pytest.param({"linked": {**ARTICLE, "datePublished": None}}, id="only a change, in json-ld"),
    pytest.param(
        {"byline": '<p>Last updated <time datetime="2024-03-09">9 March</time></p>'},
        id="only the time of a change",
    ),
    pytest.param({"byline": "<p>Published: 03/04/2024</p>"}, id="a day that can be read two ways"),
    pytest.param({"head": '<meta name="date" content="1970-01-01">'}, id="a placeholder"),
    pytest.param({"linked": BESIDE_OTHERS[:1]}, id="another article's day"),
    pytest.param(
        {"linked": ARTICLE, "head": meta(article__published_time="2021-01-05")},
        id="two that contradict each other",
    ),
    pytest.param({"below": "<p>Posted by the desk on page 26</p>"}, id="no day in the line"),
    pytest.param(
        {"paragraphs": (*ENGLISH, "The pier was built on 4 June 1931.")}, id="a day in the text"
    ),
]


@pytest.mark.parametrize("parts", UNDATED)
def test_no_date_is_better_than_a_wrong_one(parts: dict[str, object]) -> None:
    """Changes, footers, other articles and contradictions give no day."""
    page = read_page(web_page(**parts), url=ADDRESS)  # type: ignore[arg-type]
    assert page.published is None


def test_a_day_after_the_fetch_is_left_out() -> None:
    """A page cannot have been published after it was fetched."""
    page = read_page(web_page(linked=ARTICLE), url=ADDRESS)
    fetched = datetime(2023, 1, 1, tzinfo=UTC)
    document = page_as_document(
        page, external_id=ADDRESS, origin=ADDRESS, fetched_at=fetched, fetched_hash="ab"
    )
    assert document.published is None
    assert (document.text, document.fetched_at, document.fetched_hash) == (page.text, fetched, "ab")


@pytest.mark.parametrize(
    ("parts", "outlet"),
    [
        ({"head": meta(og__site_name="Tornby Ledger")}, "Tornby Ledger"),
        ({"head": meta(og__site_name="@ledger"), "linked": ARTICLE}, "ledger"),
        ({"linked": ARTICLE}, "The Tornby Ledger"),
        ({"linked": GRAPH}, "Tornby Media"),
        ({"linked": BESIDE_OTHERS[:1]}, "tornbyledger.example"),
        ({}, "tornbyledger.example"),
    ],
)
def test_the_outlet_is_as_stated_else_the_host(parts: dict[str, object], outlet: str) -> None:
    """The site's name, the publisher, or the host without www."""
    assert read_page(web_page(**parts), url=ADDRESS).outlet == outlet  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (
            '<link rel="canonical" href="https://tornbyledger.example/a?id=1#top">',
            "https://tornbyledger.example/a?id=1",
        ),
        (meta(og__url="https://www.tornbyledger.example/b"), "https://www.tornbyledger.example/b"),
        ('<link rel="canonical" href="https://other.example/a">', ADDRESS),
        ('<link rel="canonical" href="javascript:alert(1)">', ADDRESS),
        ('<link rel="canonical" href="https://www.tornbyledger.example/">', ADDRESS),
        ('<link rel="canonical" href="https://a:b@www.tornbyledger.example/a">', ADDRESS),
        ('<link rel="canonical" href="http://[broken/">', ADDRESS),
        ('<link rel="canonical" href="https://www.tornbyledger.example:8443/a">', ADDRESS),
        ("", ADDRESS),
    ],
)
def test_a_page_names_itself_within_its_site_only(head: str, url: str) -> None:
    """Its canonical address counts where it is an ordinary page of the same site."""
    assert read_page(web_page(head=head), url=ADDRESS).url == url


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        (
            {
                "head": meta(
                    og__title=f"{TITLE} - The Tornby Ledger", og__site_name="The Tornby Ledger"
                )
            },
            TITLE,
        ),
        (
            {
                "linked": {**ARTICLE, "headline": "Tornby &quot;shut&quot;"},
                "title": "Tornby “shut”",
            },
            'Tornby "shut"',
        ),
        ({"heading": ""}, f"{TITLE} | The Tornby Ledger"),
        ({"heading": "", "head": meta(og__site_name="The Tornby Ledger")}, TITLE),
        ({"title": "A – B", "heading": "A – B"}, "A – B"),
    ],
)
def test_the_title_is_the_headline(parts: dict[str, object], title: str) -> None:
    """Without the site's name behind it, entities resolved."""
    assert read_page(web_page(**parts), url=ADDRESS).title == title  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("head", "author"),
    [
        (meta(article__author="https://www.facebook.com/maja"), ""),
        ('<meta name="author" content="By Maja Friis">', "Maja Friis"),
        ('<meta name="author" content="maja@tornbyledger.example">', ""),
        ("", ""),
    ],
)
def test_an_author_is_a_name(head: str, author: str) -> None:
    """Links and addresses are none."""
    assert read_page(web_page(head=head), url=ADDRESS).author == author


@pytest.mark.parametrize(
    ("stated", "paragraphs", "language"),
    [("en-GB", ENGLISH, "en"), ("de", GERMAN, "de"), ("en", GERMAN, ""), ("", FRENCH, "")],
)
def test_a_stated_language_must_fit_the_words(
    stated: str, paragraphs: tuple[str, ...], language: str
) -> None:
    """Many pages in other languages are served from templates that say English."""
    assert read_page(web_page(language=stated, paragraphs=paragraphs)).language == language


@pytest.mark.parametrize(
    ("encode", "header"),
    [
        ("utf-8", ""),
        ("utf-8", "iso-8859-1"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", ""),
        ("utf-16", ""),
        ("iso8859-2", "ISO-8859-2"),
        ("utf-8", "no-such-thing"),
        ("cp1252", "utf-16"),
    ],
)
def test_encodings_are_told_apart(encode: str, header: str) -> None:
    """By the server's word, the page's own, or its looks; a wrong word is found out."""
    paragraphs = ("Das Café in der Straße öffnet für Gäste früher, ärgert sich Müller. " * 4,)
    page = web_page(paragraphs=paragraphs, language="de").decode()
    data = page.replace("–", "-").replace("©", "(c)").replace('<meta charset="utf-8">', "")
    assert read_page(data.encode(encode), charset=header).text == paragraphs[0].strip()


def test_the_page_names_its_encoding_where_the_server_does_not() -> None:
    """The meta element decides."""
    words = "Переговоры закончились без результата, сообщил представитель министерства. " * 4
    page = web_page(paragraphs=(words,), language="ru", around=False).decode()
    data = page.replace("©", "").replace("–", "-").replace("utf-8", "koi8-r").encode("koi8-r")
    assert read_page(data).text == words.strip()


DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@given(st.lists(DAYS, max_size=3), st.lists(DAYS, max_size=3))
def test_a_day_is_only_believed_where_nothing_as_good_speaks_against_it(
    strong: list[date], weak: list[date]
) -> None:
    """It is one of the stated days, and all others of its kind agree or a weaker one backs it."""
    day = settle(strong, weak)
    if day is None:
        assert not strong or max(strong) - min(strong) > timedelta(days=1)
        return
    stated = strong or weak
    assert day in stated
    agreed = all(abs(day - other) <= timedelta(days=1) for other in stated)
    assert agreed or (strong and any(abs(day - other) <= timedelta(days=1) for other in weak))
