"""Hostile files, parsed in a process of their own: the worst costs one sentence."""

import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import body, change_part, draw_lines, draw_pdf, make_docx, make_mail, make_pdf

from bot.errors import InputError
from bot.reading.formats.kinds import Kind
from bot.reading.formats.parse import PARSED_KINDS
from bot.reading.formats.parsing import FileParser, Limits

STORM = "The harbour of Tornby was closed on Monday, the mayor said."
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def parser() -> Iterator[FileParser]:
    """Return a parser for the whole module, closed at its end."""
    with FileParser() as parser:
        yield parser


def try_parse(parser: FileParser, kind: Kind, data: bytes) -> tuple[list[str], str]:
    """Return the texts of a file and "", or none and why."""
    try:
        return [found.text for found in parser.parse(kind, data)], ""
    except InputError as error:
        return [], str(error)


def good(kind: Kind) -> bytes:
    """Return a sound file of a kind."""
    page = f"<html><body><article>{'<p>' + STORM + '</p>'}</article></body></html>"
    return {
        Kind.PDF: lambda: make_pdf(body(STORM)),
        Kind.DOCX: lambda: make_docx(lambda document: document.add_paragraph(STORM)),
        Kind.EML: lambda: bytes(make_mail(STORM, Subject="Harbour")),
        Kind.HTML: lambda: page.replace("<p>", "<p>" + (STORM + " ") * 10).encode(),
        Kind.MARKDOWN: lambda: f"**{STORM}**".encode(),
    }[kind]()


@pytest.mark.parametrize("kind", sorted(PARSED_KINDS))
def test_every_kind_is_read_in_the_process(parser: FileParser, kind: Kind) -> None:
    """What comes back is what the parser found."""
    assert STORM in parser.parse(kind, good(kind))[0].text


def pdf_of(*objects: bytes) -> bytes:
    """Return a PDF of these objects, the first its root."""
    numbered = (b"%d 0 obj%s endobj\n" % item for item in enumerate(objects, 1))
    return b"%PDF-1.4\n" + b"".join(numbered) + b"trailer<</Root 1 0 R>>"


ROOT = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s>>>>"
FONT = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"


def stream(content: bytes, head: bytes = b"") -> bytes:
    """Return a PDF stream."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), head, content)


def packed_stream(content: bytes) -> bytes:
    """Return a PDF stream that is packed."""
    return stream(zlib.compress(content, 9), b"/Filter/FlateDecode")


PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
DOCUMENT = "word/document.xml"
HOSTILE = {
    "PDF: its magic alone": (Kind.PDF, b"%PDF-1.7\n"),
    "PDF: garbage": (Kind.PDF, b"%PDF-1.7\n" + bytes(range(256)) * 400),
    "PDF: pages in a circle": (
        Kind.PDF,
        pdf_of(ROOT, b"<</Type/Pages/Count 1/Kids[2 0 R]/Parent 2 0 R>>"),
    ),
    "PDF: a form that draws itself": (
        Kind.PDF,
        pdf_of(
            ROOT,
            PAGES,
            PAGE % b"/XObject<</X 5 0 R>>",
            stream(b"/X Do " * 100),
            stream(
                b"/X Do " * 100, b"/Type/XObject/Subtype/Form/Resources<</XObject<</X 5 0 R>>>>"
            ),
        ),
    ),
    "PDF: a million pages that are not there": (
        Kind.PDF,
        pdf_of(ROOT, b"<</Type/Pages/Count 1000000/Kids[3 0 R]>>", PAGE % FONT, stream(b"")),
    ),
    "PDF: a stream that unpacks to blanks": (
        Kind.PDF,
        pdf_of(ROOT, PAGES, PAGE % FONT, packed_stream(b" " * 100 * MEGABYTE)),
    ),
    "PDF: deep arrays": (
        Kind.PDF,
        pdf_of(ROOT, PAGES, PAGE % FONT, stream(b"[" * 100_000 + b"]" * 100_000)),
    ),
    "PDF: letters all over the page": (
        Kind.PDF,
        pdf_of(
            ROOT,
            PAGES,
            PAGE % FONT,
            packed_stream(
                b"BT/F 9 Tf "
                + b"".join(
                    b"1 0 0 1 %d %d Tm(a)Tj " % (n % 599, n * 7 % 797) for n in range(20_000)
                )
                + b"ET"
            ),
        ),
    ),
    "Word: not packed": (Kind.DOCX, b"PK\x03\x04 and nothing behind it"),
    "Word: a bomb": (
        Kind.DOCX,
        change_part(good(Kind.DOCX), DOCUMENT, lambda part: part + b" " * 300 * MEGABYTE),
    ),
    "Word: broken XML": (
        Kind.DOCX,
        change_part(good(Kind.DOCX), DOCUMENT, lambda part: part[: len(part) // 2]),
    ),
    "Word: without its list of types": (
        Kind.DOCX,
        change_part(good(Kind.DOCX), "[Content_Types].xml", lambda part: b"<x/>"),
    ),
    "page: deep tags": (Kind.HTML, b"<html><body>" + b"<div>" * 100_000 + b"words"),
    "page: tags only": (Kind.HTML, b"<html>" + b"<" * 200_000),
    "mail: nested parts": (Kind.EML, b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 5000),
    "Markdown: brackets": (Kind.MARKDOWN, b"[" * 50_000),
    "Markdown: quotes in quotes": (Kind.MARKDOWN, b"> " * 20_000 + b"words"),
    "Markdown: marks": (Kind.MARKDOWN, b"**a *b " * 10_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_at_most_one_sentence(parser: FileParser, name: str) -> None:
    """And the next file is read as if nothing had been."""
    kind, data = HOSTILE[name]
    texts, why = try_parse(parser, kind, data)
    assert bool(texts) != bool(why)
    assert "\n" not in why
    assert len(why) < 200
    assert parser.parse(Kind.MARKDOWN, b"words")[0].text == "words"


@pytest.mark.parametrize("kind", [Kind.PDF, Kind.DOCX, Kind.EML])
def test_a_file_that_breaks_off_is_read_or_refused(parser: FileParser, kind: Kind) -> None:
    """Wherever a download was cut."""
    data = good(kind)
    for end in range(1, len(data), max(1, len(data) // 25)):
        texts, why = try_parse(parser, kind, data[:end])
        assert bool(texts) != bool(why)


def test_a_file_that_takes_too_long_is_given_up() -> None:
    """The sentence names the limit; the parser goes on with a new process."""
    with FileParser(Limits(seconds=0.001)) as hasty, pytest.raises(InputError) as caught:
        hasty.parse(Kind.PDF, make_pdf(body(*[STORM] * 2000)))
    assert str(caught.value) == "the file took longer than 0.001 s to read; save its text as .txt"


def test_a_file_that_needs_too_much_memory_is_given_up() -> None:
    """What fits before and after is read."""
    with FileParser(Limits(memory=160 * MEGABYTE)) as small:
        assert small.parse(Kind.MARKDOWN, b"words")[0].text == "words"
        with pytest.raises(InputError, match="memory"):
            small.parse(Kind.MARKDOWN, b"*a* " * 4_000_000)
        assert small.parse(Kind.MARKDOWN, b"words")[0].text == "words"


def test_the_process_is_used_again_and_ends_with_the_parser() -> None:
    """Starting one for each file would cost more than reading it."""
    with FileParser() as parser:
        parser.parse(Kind.MARKDOWN, b"words")
        first = parser._process
        with pytest.raises(InputError):
            parser.parse(Kind.PDF, b"%PDF-1.7\n")
        assert parser._process is first
    assert first is not None
    assert first._child.returncode is not None


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs Linux's /proc")
def test_the_process_sees_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens in the environment stay with the program."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "secret")
    monkeypatch.setenv("DATELINE_DATABASE_URL", "secret")
    with FileParser() as parser:
        parser.parse(Kind.MARKDOWN, b"words")
        assert parser._process is not None
        environment = Path(f"/proc/{parser._process._child.pid}/environ").read_bytes()
    assert b"PYTHONPATH" in environment
    assert b"secret" not in environment


def test_threads_may_share_a_parser() -> None:
    """Each gets the answer to its own file."""
    found: dict[int, str] = {}
    with FileParser() as parser:

        def parse(number: int) -> None:
            found[number] = parser.parse(Kind.MARKDOWN, b"words %d" % number)[0].text

        threads = [threading.Thread(target=parse, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == {number: f"words {number}" for number in range(8)}


SOUND_PDF = draw_pdf(lambda canvas: draw_lines(canvas, [STORM]), pageCompression=0)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(PARSED_KINDS)),
    st.binary(max_size=400),
    st.lists(st.tuples(st.integers(0, len(SOUND_PDF) - 1), st.integers(0, 255)), max_size=30),
)
def test_any_bytes_are_read_or_refused(
    parser: FileParser, kind: Kind, data: bytes, changes: list[tuple[int, int]]
) -> None:
    """No bytes, and no sound PDF with bytes changed, do anything else."""
    spoiled = bytearray(SOUND_PDF)
    for place, value in changes:
        spoiled[place] = value
    for some_kind, content in ((kind, data), (Kind.PDF, bytes(spoiled))):
        texts, why = try_parse(parser, some_kind, content)
        assert bool(texts) != bool(why)
