"""One file to its documents."""

import hashlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import body, make_mail, make_pdf

from bot.errors import InputError
from bot.reading.formats.files import LARGEST_FILE, read_file
from bot.records import RawDocument

STORM = "The harbour of Tornby was closed on Monday, the mayor said."
REBUILD = "“We will rebuild it,” Anna Berg told reporters."


def read(data: bytes, name: str = "file", external_id: str = "in/file") -> list[RawDocument]:
    """Return the documents of a file."""
    return read_file(data, name, external_id=external_id, origin="./in/file")


def test_a_file_keeps_its_id_its_origin_and_the_hash_of_its_bytes() -> None:
    """A title is made of the text where the file has none."""
    data = make_pdf(body(STORM))
    assert read(data) == [
        RawDocument(
            external_id="in/file",
            text=STORM,
            title=STORM,
            origin="./in/file",
            fetched_hash=hashlib.sha256(data).hexdigest(),
        )
    ]


def test_attachments_have_ids_of_their_own() -> None:
    """Two of one name are told apart, and the mail's id is the file's."""
    mail = make_mail(STORM, Subject="Harbour", Date="Mon, 05 Feb 2024 10:00:00 +0000")
    for words in (REBUILD, REBUILD + " Again."):
        mail.add_attachment(words, subtype="plain", filename="a\tb.txt")
    found = read(bytes(mail), "mail.eml")
    assert [(item.external_id, item.origin) for item in found] == [
        ("in/file", "./in/file"),
        ("in/file#a b.txt", "./in/file, a b.txt"),
        ("in/file#a b.txt-2", "./in/file, a b.txt-2"),
    ]
    assert [item.title for item in found] == ["Harbour", REBUILD, REBUILD + " Again."]
    assert {item.published for item in found} == {date(2024, 2, 5)}
    assert len({item.fetched_hash for item in found}) == 1
    again = read(bytes(mail), "mail.eml", external_id="")
    assert len({item.external_id for item in again}) == 3


def test_the_header_of_a_markdown_file_is_read() -> None:
    """Its fields go before what the text shows; its body loses its markup."""
    source = (
        "---\ntitle: Storm\nauthor: Anna Berg\ndate: 5 February 2024\n---\n\n# Harbour\n\n*Closed*"
    )
    (found,) = read(source.encode(), "a.md")
    assert (found.text, found.title, found.author) == ("Harbour\n\nClosed", "Storm", "Anna Berg")
    assert found.published == date(2024, 2, 5)


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b" \n", "a.pdf", "the file is empty"),
        (b"x" * (LARGEST_FILE + 1), "a.txt", "it is larger than 64 MB; split it"),
        (b'{"id": "1", "text": "x"}', "a.jsonl", "it is a collection"),
        (b"<rss version='2.0'>", "a.xml", "it is a saved feed; add the feed by its link"),
        (b"<opml version='2.0'>", "a.opml", "it is a list of feeds"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "it is a picture"),
        (b"---\ntitle: Storm\n---\n\n", "a.md", "the file holds no text below its header"),
        (
            b"title: Storm\ndate: 2024-02-31\n\nWords",
            "a.md",
            "its date “2024-02-31” does not exist",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, name: str, why: str) -> None:
    """One sentence, without the file's name."""
    with pytest.raises(InputError) as caught:
        read(data, name)
    assert str(caught.value).startswith(why)


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-16")),
    st.sampled_from(["", "a.txt", "a.jsonl", "a.json"]),
)
def test_any_bytes_are_documents_or_a_reason(data: bytes, name: str) -> None:
    """Whatever is read can be stored."""
    why, documents = "", []
    try:
        documents = read(data, name)
    except InputError as error:
        why = str(error)
    assert "\n" not in why
    assert bool(why) != bool(documents)
    for item in documents:
        assert item.text.strip()
        assert item.title
        assert "\0" not in item.text + item.title
        f"{item.text}{item.title}{item.author}{item.external_id}".encode()
