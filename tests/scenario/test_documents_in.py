"""Links, feeds, files and folders by the command line: from the address to the brief."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from feed_files import item, paragraphs, rss
from made_files import body, make_pdf
from typer.testing import CliRunner, Result
from web_pages import TITLE, meta, web_page
from web_server import WebServer, serve_pages

from bot.cli import app

Run = Callable[..., Result]

SPEECH = (
    "“We will not sell the harbour to anyone,” Ingrid Solheim told reporters in Oslo on Friday.",
    "Solheim, the finance minister of Norway, rejected the plan that investors had put forward in"
    " the spring, and said that the coast belongs to those who live there.",
    "NATO welcomed the decision. “This keeps our northern flank safe,” said Jens Aasen, who speaks"
    " for the alliance in Brussels.",
)


@pytest.fixture
def site() -> Iterator[WebServer]:
    """Return a web server on loopback that answers from a thread of its own."""
    servers: list[WebServer] = []
    ready, loop = threading.Event(), asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        async with serve_pages() as server:
            servers.append(server)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    ready.wait(10)
    yield servers[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)
    loop.close()


@pytest.fixture
def run(site: WebServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs ``dateline`` on an archive of its own, let onto the site."""
    monkeypatch.setenv("DATELINE_ALLOW_HOSTS", f"127.0.0.1:{site.port}")
    monkeypatch.setenv("DATELINE_EXTRACTOR", "rules")
    database = str(tmp_path / "archive.db")

    def run(*words: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(app, [*words, "--database", database], input=stdin)

    return run


def at(site: WebServer, path: str) -> str:
    """Return the address of a page."""
    return f"http://127.0.0.1:{site.port}{path}"


def article(title: str = TITLE, *texts: str) -> bytes:
    """Return a page that says when it was published."""
    head = meta(article__published_time="2024-05-04T08:00:00Z", og__site_name="The Coast Courier")
    return web_page(title=title, paragraphs=texts or SPEECH, head=head)


def test_a_link_is_added_and_answers_a_brief(run: Run, site: WebServer) -> None:
    """Its article alone, with outlet, date, link and where it came from."""
    site.pages["/news/harbour-sale"] = article()
    link = at(site, "/news/harbour-sale?utm_source=mail")
    result = run("add", link, "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["added"] == 1
    brief = json.loads(run("brief", "nato", "--json").stdout)
    (line,) = [q for q in brief["quotations"] if "northern flank" in q["text"]]
    assert (line["text"], line["speaker"]) == ("This keeps our northern flank safe,", "Jens Aasen")
    assert line["citation"]["outlet"] == "The Coast Courier"
    assert line["citation"]["published"] == "2024-05-04"
    assert line["citation"]["url"] == at(site, "/news/harbour-sale")
    shown = json.loads(run("show", "1", "--json").stdout)
    assert shown["provenance"]["source"]["kind"] == "link"
    assert len(shown["provenance"]["fetched_hash"]) == 64
    assert shown["origin"] == link
    assert json.loads(run("add", link, "--json").stdout)["unchanged"] == 1


def test_every_link_ends_in_a_document_or_a_reason(run: Run, site: WebServer) -> None:
    """One bad link costs one line, and the exit status says that something failed."""
    site.pages["/good"] = article()
    links = [at(site, "/good"), at(site, "/gone"), "http://10.0.0.1/", "ftp://files.example/a"]
    result = run("add", *links[:3], "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert report["added"] == 1
    assert sorted(failure["item"] for failure in report["failed"]) == sorted(links[1:3])
    assert all(failure["why"] in result.stderr for failure in report["failed"])


def test_a_feed_is_followed_and_fetched(run: Run, site: WebServer) -> None:
    """Its address makes it a source; fetching reads what is new in it, once."""
    entry = item(
        title="Harbour sale is off",
        link=at(site, "/news/1"),
        content=paragraphs("\n\n".join(SPEECH)),
    )
    site.pages["/rss"] = rss(entry)
    result = run("add", at(site, "/rss"), "--json")
    assert result.exit_code == 0, result.stderr
    (feed,) = json.loads(result.stdout)["feeds"]
    assert (feed["kind"], feed["title"]) == ("feed", "The Lindow Post")
    assert json.loads(run("fetch", "--json").stdout)["added"] == 1
    assert json.loads(run("fetch", "--all", "--json").stdout)["added"] == 0
    (source,) = json.loads(run("sources", "--json").stdout)
    assert (source["documents"], source["state"]) == (1, "active")
    assert "fetched" in source["status"]
    assert json.loads(run("brief", "nato", "--json").stdout)["quotations"] != []


def test_a_paused_feed_is_left_alone(run: Run, site: WebServer) -> None:
    """Until it is resumed."""
    site.pages["/rss"] = rss(item(title="Harbour", content=paragraphs("\n\n".join(SPEECH))))
    run("add", at(site, "/rss"))
    assert run("sources", "pause", "Lindow").exit_code == 0
    assert json.loads(run("fetch", "--all", "--json").stdout)["added"] == 0
    assert run("sources", "resume", "lindow post").exit_code == 0
    assert json.loads(run("fetch", "--all", "--json").stdout)["added"] == 1


def test_a_list_of_feeds_is_followed(run: Run, site: WebServer, tmp_path: Path) -> None:
    """Every feed of an OPML file becomes a source; one that fails says why."""
    site.pages["/rss"] = rss(item(title="Harbour", content=paragraphs("\n\n".join(SPEECH))))
    feeds = tmp_path / "feeds.opml"
    outlines = "".join(
        f'<outline type="rss" text="{name}" xmlUrl="{at(site, path)}"/>'
        for name, path in (("One", "/rss"), ("Two", "/nothing"))
    )
    feeds.write_text(f'<?xml version="1.0"?><opml version="2.0"><body>{outlines}</body></opml>')
    result = run("add", str(feeds), "--json")
    assert [feed["title"] for feed in json.loads(result.stdout)["feeds"]] == ["One", "Two"]
    copied = tmp_path / "copied.opml"
    copied.write_text(run("sources", "--opml").stdout, encoding="utf-8")
    again = json.loads(run("add", str(copied), "--json").stdout)["feeds"]
    assert {feed["address"] for feed in again} == {at(site, "/rss"), at(site, "/nothing")}
    fetched = run("fetch", "--json")
    assert fetched.exit_code == 1
    report = json.loads(fetched.stdout)
    assert report["added"] == 1
    assert [failure["item"] for failure in report["failed"]] == [at(site, "/nothing")]


def test_a_watched_folder_is_read(run: Run, tmp_path: Path) -> None:
    """What is put into it is read, what changes is read anew, what cannot be read says why."""
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "release.pdf").write_bytes(make_pdf(body(*SPEECH)))
    (folder / "empty.txt").write_text("")
    assert run("watch", str(folder)).exit_code == 0
    result = run("fetch", "--json")
    assert json.loads(result.stdout)["added"] == 1
    assert [f["why"] for f in json.loads(result.stdout)["failed"]] == ["the file is empty"]
    (source,) = json.loads(run("sources", "--json").stdout)
    assert (source["kind"], source["documents"]) == ("folder", 1)
    assert run("watch", str(tmp_path / "nowhere")).exit_code == 2


def test_removing_a_source_removes_all_that_was_drawn_from_it(
    run: Run, site: WebServer, tmp_path: Path
) -> None:
    """After it no brief knows of it; what others gave stays."""
    site.pages["/a"] = article()
    note = tmp_path / "note.txt"
    note.write_text("The ferry sails again. “We are glad,” said Mayor Ann Lee of Tornby.")
    run("add", at(site, "/a"), str(note))
    assert run("sources", "remove", "127.0.0.1", "--yes").exit_code == 0
    assert json.loads(run("brief", "nato", "--json").stdout)["quotations"] == []
    assert json.loads(run("brief", "Ann Lee", "--json").stdout)["quotations"] != []
    (source,) = json.loads(run("sources", "--json").stdout)
    assert source["kind"] == "path"
    assert run("sources", "remove", "nowhere", "--yes").exit_code == 1


def test_removing_asks_before(run: Run, site: WebServer) -> None:
    """No is no."""
    site.pages["/a"] = article()
    run("add", at(site, "/a"))
    assert run("sources", "remove", "127.0.0.1", stdin="n\n").exit_code == 1
    assert json.loads(run("brief", "nato", "--json").stdout)["quotations"] != []


def test_one_document_can_be_removed(run: Run, tmp_path: Path) -> None:
    """By its number; it is not there any more."""
    note = tmp_path / "note.txt"
    note.write_text("The ferry sails again. “We are glad,” said Mayor Ann Lee of Tornby.")
    run("add", str(note))
    assert run("remove", "1").exit_code == 0
    assert run("show", "1").exit_code == 1
    assert run("remove", "1").exit_code == 1


def test_a_document_is_read_anew_by_another_extractor(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once; then there is nothing left to do."""
    note = tmp_path / "note.txt"
    note.write_text("\n\n".join(SPEECH))
    run("add", str(note))
    assert json.loads(run("refresh", "--json").stdout)["read"] == 0
    monkeypatch.setenv("DATELINE_EXTRACTOR", "fast")
    assert json.loads(run("refresh", "--json").stdout)["read"] == 1
    assert json.loads(run("refresh", "--json").stdout)["read"] == 0
    shown = json.loads(run("show", "1", "--json").stdout)
    assert shown["provenance"]["extracted_with"].startswith("fast")
