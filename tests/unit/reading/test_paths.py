"""Documents from files, folders and standard input."""

import hashlib
import io
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_files import body, make_docx, make_mail, make_pdf

from bot.reading.paths import read_paths, total_bytes
from bot.records import Failure, RawDocument, SourceKind, SourceRef

AS_DOCX = "open it and save it as .docx, PDF or plain text"
BODY = "The harbour of Tornby was closed on Monday, the mayor said."


def read_one(path: Path | str, stdin: bytes = b"") -> RawDocument | Failure:
    """Return the one thing that a path holds."""
    (item,) = read_paths([path], io.BytesIO(stdin))
    return item


def test_a_text_file_becomes_a_document_without_its_header() -> None:
    """Header fields go to the card, the body to the text, the path to the id."""
    Path("news").mkdir()
    data = (
        "Title: Harbour closed\nDate: 5 February 2022\nSource: Tornby Ledger\nByline: Anna Berg\n"
        f"URL: https://ledger.example/1\n\n{BODY}\n"
    ).encode()
    Path("news/harbour.txt").write_bytes(data)
    assert read_one("./news/harbour.txt") == RawDocument(
        external_id="news/harbour.txt",
        text=BODY + "\n",
        title="Harbour closed",
        outlet="Tornby Ledger",
        url="https://ledger.example/1",
        published=date(2022, 2, 5),
        origin="./news/harbour.txt",
        author="Anna Berg",
        fetched_hash=hashlib.sha256(data).hexdigest(),
        source=SourceRef(SourceKind.PATH, "news/harbour.txt"),
    )


def test_a_date_that_runs_into_the_body_is_read() -> None:
    """``date 2022-02-05 The harbour ...`` gives the date and a text that begins with the body."""
    Path("a.txt").write_text(f" date 2022-02-05 {BODY}\n\nMore.")
    item = read_one("a.txt")
    assert isinstance(item, RawDocument)
    assert (item.published, item.text) == (date(2022, 2, 5), f"{BODY}\n\nMore.")
    assert item.title == BODY + " More."


def test_without_a_header_not_a_character_changes() -> None:
    """Blanks at the edges, odd line ends inside and marks stay; only CRLF becomes LF."""
    Path("a.txt").write_bytes("  \n“One”\r\n\ttwo \u00a0\n\n".encode())
    item = read_one("a.txt")
    assert isinstance(item, RawDocument)
    assert item.text == "  \n“One”\n\ttwo \u00a0\n\n"


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\t\n", "the file is empty"),
        ("nothing.txt", b"Title: Harbour closed\n\n", "the file holds no text below its header"),
        ("date.txt", b"date 2022-02-31 Words.", "its date “2022-02-31” does not exist"),
        ("zero.txt", b"abc\0def", "it is a binary file, not text"),
        ("paper.pdf", b"%PDF-1.4", "the PDF is damaged; make it again, or save its text as .txt"),
        ("paper.txt", b"%PDF-1.4", "the PDF is damaged; make it again, or save its text as .txt"),
        ("old.doc", b"{\\rtf1\\ansi Hello}", f"it is a rich text document; {AS_DOCX}"),
        (
            "library.txt",
            b"word " * 1_000_001,
            "its text has 5,000,005 characters, more than 5,000,000; split it",
        ),
        (
            "list.json",
            b"[]",
            "write it as JSON Lines, one object a line, in a file that ends in .jsonl",
        ),
    ],
)
def test_a_file_that_cannot_be_read_costs_one_clear_line(name: str, data: bytes, why: str) -> None:
    """The failure names the file as it was given and says why."""
    Path(name).write_bytes(data)
    assert read_one(name) == Failure(name, why)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("https://ledger.example/1", "it is a link, not a file"),
        ("no/such/file.txt", "there is no such file or folder"),
        ("", "there is nothing to read in this folder"),
        ("bad\0name", "there is no such file or folder"),
    ],
)
def test_a_path_that_leads_nowhere_is_said(given: str, why: str) -> None:
    """Links, missing paths and empty folders are failures, not crashes."""
    item = read_one(given)
    assert isinstance(item, Failure)
    assert item.item == given
    assert item.why.startswith(why)


def test_a_file_without_permission_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is given in words."""
    Path("a.txt").write_text(BODY)

    def refuse(*args: object, **kwargs: object) -> object:
        raise PermissionError(13, "Permission denied", "a.txt")

    monkeypatch.setattr(Path, "open", refuse)
    assert read_one("a.txt") == Failure("a.txt", "it may not be read: permission denied")


def test_folders_are_read_in_order_with_what_is_in_them() -> None:
    """Sorted, with sub-folders, without hidden files; one bad file does not stop the rest."""
    for name in ("n/b.txt", "n/a.txt", "n/.hidden.txt", "n/.git/c.txt", "n/sub/d.md", "n/e.png"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(b"\x89PNG\r\n\x1a\n\0" if name.endswith("png") else BODY.encode())
    Path("n/broken.txt").symlink_to("nowhere")
    os.mkfifo("n/pipe")
    found = [
        item.external_id if isinstance(item, RawDocument) else tuple(item)
        for item in read_paths(["n"])
    ]
    no_file = "it is no file: a broken link, a pipe or a device"
    assert found == [
        "n/a.txt",
        "n/b.txt",
        ("n/broken.txt", no_file),
        ("n/e.png", "it is a picture; Dateline reads text only"),
        ("n/pipe", no_file),
        "n/sub/d.md",
    ]


def test_a_folder_of_documents_is_read_in_order() -> None:
    """PDF, Word, page, mail, Markdown and text, each by its words alone, in one process."""
    Path("n").mkdir()
    paragraph = f"{BODY} " * 8
    files = {
        "a.pdf": make_pdf(body(BODY)),
        "b.pdf": b"%PDF-1.7 broken",
        "c.docx": make_docx(lambda document: document.add_paragraph(BODY)),
        "d.html": f"<html><body><article><p>{paragraph}</p></article></body></html>".encode(),
        "e.eml": bytes(make_mail(BODY, Subject="Harbour")),
        "f.md": f"---\ntitle: Harbour\ndate: 2022-02-05\n---\n\n**{BODY}**".encode(),
        "g.bin": make_pdf(body(BODY)),
        "h.txt": BODY.encode(),
        "i.mp4": b"\0\0\0\x18ftypmp42",
    }
    for name, data in files.items():
        Path("n", name).write_bytes(data)
    found = list(read_paths(["n"]))
    assert [Path(item.origin if isinstance(item, RawDocument) else item.item).name for item in found
            ] == list(files)  # fmt: skip
    documents = {item.origin: item for item in found if isinstance(item, RawDocument)}
    assert [item.item for item in found if isinstance(item, Failure)] == ["n/b.pdf", "n/i.mp4"]
    assert {item.text.strip() for name, item in documents.items() if name != "n/d.html"} == {BODY}
    assert documents["n/d.html"].text.strip() == paragraph.strip()
    assert all(name == item.external_id for name, item in documents.items())
    notes = documents["n/f.md"]
    assert (notes.title, notes.published) == ("Harbour", date(2022, 2, 5))


@pytest.mark.parametrize("data", [make_pdf(body(BODY)), bytes(make_mail(BODY, Subject="Harbour"))])
def test_standard_input_may_be_any_file(data: bytes) -> None:
    """A document without a name is known by its words."""
    (item,) = read_paths(["-"], io.BytesIO(data))
    assert isinstance(item, RawDocument)
    assert item.text.strip() == BODY
    assert item.external_id.startswith("text-")


def test_ids_of_files_do_not_depend_on_how_they_are_named_or_on_the_machine() -> None:
    """By folder, by relative or absolute path: one id; in the home folder: without the home."""
    Path("n").mkdir()
    Path("n/a.txt").write_text(BODY)
    outside = Path.home() / "texts" / "b.txt"
    outside.parent.mkdir(parents=True)
    outside.write_text(BODY + " Again.")
    given = ["n", "n/a.txt", "./n/../n/a.txt", str(Path("n/a.txt").absolute()), str(outside)]
    ids = [item.external_id for item in read_paths(given) if isinstance(item, RawDocument)]
    assert ids == ["n/a.txt"] * 4 + [outside.relative_to(Path.cwd()).as_posix()]
    os.chdir("n")
    (inside,) = read_paths([outside])
    assert isinstance(inside, RawDocument)
    assert inside.external_id == "texts/b.txt"


def test_two_files_elsewhere_never_share_an_id(tmp_path: Path) -> None:
    """Folders of one name in different places keep their places in the id."""
    for place in ("one", "two"):
        (tmp_path / place / "n").mkdir(parents=True)
        (tmp_path / place / "n" / "a.txt").write_text(BODY + place)
    paths = [tmp_path / "one" / "n", tmp_path / "two" / "n"]
    ids = {item.external_id for item in read_paths(paths) if isinstance(item, RawDocument)}
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (BODY.encode(), [BODY]),
        (b' \n{"id": "1", "text": "One."}\n{"id": "2", "text": "Two."}\n', ["One.", "Two."]),
    ],
    ids=["text", "json lines"],
)
def test_standard_input_is_one_text_or_json_lines(data: bytes, texts: list[str]) -> None:
    """An object at the start makes it JSON Lines; a text without a name is known by its words."""
    stdin = io.BytesIO(data)
    items = list(read_paths(["-"], stdin))
    assert [item.text for item in items if isinstance(item, RawDocument)] == texts
    assert not stdin.closed
    again = list(read_paths(["-"], io.BytesIO(data)))
    assert items == again
    assert total_bytes(["-"]) is None


def test_nothing_on_standard_input_is_said() -> None:
    """An empty input is a failure that names it."""
    assert read_one("-") == Failure("standard input", "the file is empty")


@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(str.encode)
    | st.text(max_size=200).map(lambda text: f'{{"id": "a", "text": "{text}"}}'.encode())
    | st.text(max_size=100).map(lambda text: f"date 2022-02-05 Title: {text}".encode("utf-16"))
)
def test_whatever_comes_in_is_a_document_or_a_failure(data: bytes) -> None:
    """No input makes the reader raise, and every document has a text that can be stored."""
    for item in read_paths(["-"], io.BytesIO(data)):
        if isinstance(item, RawDocument):
            assert item.text.strip()
            assert item.external_id
            assert item.title
            f"{item.text}{item.title}{item.external_id}".encode()
        else:
            assert item.why
            assert "\n" not in item.why


def test_bytes_are_counted_as_files_are_read() -> None:
    """At the end, what was read is the total size, failures and packed files included."""
    Path("n").mkdir()
    for number in range(3):
        Path(f"n/{number}.txt").write_text(BODY * (number + 1))
    Path("n/x.jsonl").write_text('{"id": "1", "text": "One."}\nnot json\n')
    stream = read_paths(["n"])
    counts = [stream.bytes_read for _ in stream]
    total = total_bytes(["n"])
    assert counts == sorted(counts)
    assert stream.bytes_read == total
    assert total == sum(path.stat().st_size for path in Path("n").iterdir())


def test_each_path_is_a_source_of_its_own() -> None:
    """Unless whoever reads says where the documents come from."""
    Path("desk").mkdir()
    for name in ("a", "b"):
        Path(f"desk/{name}.txt").write_text(f"{name} {BODY}")
    Path("c.txt").write_text(BODY)
    found = [item.source for item in read_paths(["desk", "c.txt"]) if isinstance(item, RawDocument)]
    desk, file = SourceRef(SourceKind.PATH, "desk"), SourceRef(SourceKind.PATH, "c.txt")
    assert found == [desk, desk, file]
    watched = SourceRef(SourceKind.FOLDER, "/news/desk", "desk")
    found = [i.source for i in read_paths(["desk"], source=watched) if isinstance(i, RawDocument)]
    assert found == [watched, watched]
