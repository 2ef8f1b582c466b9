"""The page's server: for this machine's browser alone, and all that a person does through it."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playing import LIGHT, Open, playing

from handlers.playground.page.assets import read_assets
from handlers.playground.page.run import address_of, can_open_browser, open_door
from handlers.playground.page.server import POLICY
from handlers.playground.page.translation import modal_of


@pytest.fixture
async def opened(tmp_path: Path, project: Path) -> AsyncIterator[Open]:
    """Return an open playground over the seeds."""
    async with playing(tmp_path, project / "seeds") as found:
        yield found


@pytest.fixture
async def web(opened: Open) -> AsyncIterator[aiohttp.ClientSession]:
    """Return a client that says where it comes from, as a browser does."""
    headers = {"Origin": opened.address}
    async with aiohttp.ClientSession(opened.address, headers=headers) as session:
        yield session


class Page:
    """What a page would hear and do, without a browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._last = 0
        self.messages: dict[str, dict[str, Any]] = {}
        self.state: dict[str, Any] = {}

    async def hear(self, kind: str) -> dict[str, Any]:
        """Listen until something of that kind is told."""
        while True:
            told: dict[str, Any] = json.loads((await self._socket.receive(10)).data)
            if told["kind"] == "state":
                self.state, self.messages = told, {}
            for message in told.get("messages", ()):
                self.messages[message["ts"]] = message
            self.state |= {key: told[key] for key in ("modal", "home", "clock") if key in told}
            if told["kind"] == kind:
                return told

    async def do(self, **wish: Any) -> dict[str, Any]:
        """Wish something, and return what became of it when the app has come to rest."""
        self._last += 1
        await self._socket.send_json({"id": self._last, **wish})
        done = await self.hear("done")
        await self.hear("rest")
        return done

    def room(self, name: str) -> str:
        """Return the id of a room."""
        return str(next(each["id"] for each in self.state["rooms"] if each["name"] == name))

    def last(self) -> dict[str, Any]:
        """Return the newest message."""
        return self.messages[max(self.messages)]


@pytest.fixture
async def page(web: aiohttp.ClientSession) -> AsyncIterator[Page]:
    """Return Ada's page."""
    async with web.ws_connect("/live") as socket:
        found = Page(socket)
        await found.hear("state")
        yield found


def texts(value: object) -> str:
    """Return every text of blocks as one."""
    return json.dumps(value, ensure_ascii=False)


# --- who may come ---------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/", "/static/x/y.js", "/files/F1", "/nowhere"])
async def test_every_answer_carries_the_policy(web: aiohttp.ClientSession, path: str) -> None:
    """Refusals included."""
    async with web.get(path) as response:
        assert response.headers["Content-Security-Policy"] == POLICY
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:3000", ""]
)
@pytest.mark.parametrize("path", ["/", "/live", "/files/F1"])
async def test_name_that_leads_here_from_elsewhere_is_refused(
    web: aiohttp.ClientSession, path: str, host: str
) -> None:
    """Otherwise a page of that name could read all that is played here."""
    async with web.get(path, headers={"Host": host}) as response:
        assert response.status == 403


async def test_both_names_of_this_machine_are_taken(
    web: aiohttp.ClientSession, opened: Open
) -> None:
    """People type localhost."""
    port = opened.address.rpartition(":")[2]
    async with web.get("/", headers={"Host": f"localhost:{port}"}) as response:
        assert response.status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
async def test_another_page_can_neither_listen_nor_write(
    web: aiohttp.ClientSession, opened: Open, origin: str
) -> None:
    """WebSockets and posts know no same-origin rule of their own."""
    headers = {"Origin": origin}
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await web.ws_connect("/live", headers=headers)
    assert refused.value.status == 403
    async with web.post("/upload?name=a.txt", data=b"x", headers=headers) as response:
        assert response.status == 403
    assert opened.playground.slack.workspace.files == {}


async def test_socket_without_a_word_of_its_page_is_refused(opened: Open) -> None:
    """A browser always says it."""
    async with aiohttp.ClientSession(opened.address) as bare:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await bare.ws_connect("/live")


async def test_files_of_the_page_may_be_kept_for_ever(web: aiohttp.ClientSession) -> None:
    """Their address changes with their words; the first page is asked for each time."""
    async with web.get("/") as response:
        first = await response.text()
        assert response.headers["Cache-Control"] == "no-cache"
    path = first.split('src="')[1].split('"')[0] if 'src="/static' in first else ""
    async with web.get(path) as response:
        assert response.status == 200
        assert "immutable" in response.headers["Cache-Control"]
        tag = response.headers["ETag"]
    async with web.get(path, headers={"If-None-Match": tag}) as response:
        assert response.status == 304


async def test_first_page_is_sent_whole(web: aiohttp.ClientSession) -> None:
    """It holds the clock, so it has changed each time, and no tag says anything else."""
    async with web.get("/", headers={"If-None-Match": '""'}) as response:
        assert response.status == 200
        assert "ETag" not in response.headers


@pytest.mark.parametrize("known", ['"x", {tag}', "W/{tag}"])
async def test_icon_is_asked_for_again_and_not_sent_again(
    web: aiohttp.ClientSession, known: str
) -> None:
    """Its address stays the same, so a browser asks whether it has changed."""
    async with web.get("/favicon.ico") as response:
        assert (response.status, response.headers["Cache-Control"]) == (200, "no-cache")
        tag = response.headers["ETag"]
    async with web.get("/favicon.ico", headers={"If-None-Match": known.format(tag=tag)}) as again:
        assert (again.status, await again.read()) == (304, b"")
        assert again.headers["ETag"] == tag
    async with web.get("/favicon.ico", headers={"If-None-Match": '"x"'}) as other:
        assert other.status == 200


async def test_first_page_brings_what_the_first_person_sees(
    web: aiohttp.ClientSession, page: Page
) -> None:
    """The connection then tells the same, but for the clock."""
    async with web.get("/") as response:
        first = (await response.text()).split('id="state">')[1].split("</script>")[0]
    assert json.loads(first) | {"clock": 0} == page.state | {"clock": 0}


async def test_page_with_a_brief_is_light(opened: Open) -> None:
    """All that a browser fetches until the brief stands there, as it comes over the wire."""
    packed = {"Accept-Encoding": "gzip"}
    async with aiohttp.ClientSession(opened.address, auto_decompress=False) as wire:

        async def fetch(path: str) -> bytes:
            async with wire.get(path, headers=packed) as response:
                assert response.headers["Content-Encoding"] == "gzip"
                return await response.read()

        first = await fetch("/")
        page = gzip.decompress(first).decode()
        named = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
        weight = len(first) + sum([len(await fetch(path)) for path in named])
    assert "Key quotations" in page
    assert read_assets().weight < weight < LIGHT


async def test_port_that_is_taken_leads_to_the_next_free_one() -> None:
    """Two playgrounds can be open at once."""
    with open_door(0) as first:
        port = first.getsockname()[1]
        with open_door(port) as second:
            assert second.getsockname()[1] > port
            assert address_of(second).startswith("http://127.0.0.1:")


# --- what a person does -----------------------------------------------------------------------
async def test_first_thing_is_the_brief_that_somebody_typed(page: Page) -> None:
    """It was asked through the stand-in, and only Ada sees it."""
    assert [each["text"] for each in page.state["asked"]] == ["/brief nato"]
    (brief,) = page.messages.values()
    assert brief["ephemeral"]
    assert "NATO" in texts(brief["blocks"])


async def test_everything_offered_to_try_works_on_the_seeds(page: Page) -> None:
    """A question, the positions, and a digest that comes in the morning."""
    for text in page.state["suggestions"]:
        done = await page.do(do="say", channel=page.room("general"), text=text)
        assert "why" not in done
    answers = [each for each in page.messages.values() if each["app"]]
    assert len(answers) == 4
    assert not [each for each in answers if "Nothing" in each["text"]]
    await page.do(do="clock", step="morning")
    digest = next(each for each in page.messages.values() if each["text"].startswith("New on"))
    assert digest["channel"] == page.room("general")
    assert page.state["clock"]["ahead"]


async def test_going_back_takes_the_digest_back(page: Page) -> None:
    """And the next morning brings it again."""
    await page.do(do="say", channel=page.room("general"), text="/brief follow nato 08:00")
    before = set(page.messages)
    await page.do(do="clock", step="morning")
    assert set(page.messages) > before
    await page.do(do="clock", step="back")
    assert set(page.messages) == before
    await page.do(do="clock", step="day")
    assert any(each["text"].startswith("New on") for each in page.messages.values())


async def test_button_of_the_brief_brings_more(page: Page) -> None:
    """By the block and action that the page names; the brief itself stays."""
    brief = page.last()
    block = next(each for each in brief["blocks"] if each["type"] == "actions")
    more = next(each for each in block["elements"] if "More quotes" in each["text"]["text"])
    action = {"type": "button", "action_id": more["action_id"], "block_id": block["block_id"]}
    done = await page.do(do="press", channel=brief["channel"], ts=brief["ts"], action=action)
    assert "why" not in done
    assert page.last()["ts"] > brief["ts"]
    assert page.last()["ephemeral"]


async def test_modal_opens_complains_and_closes(page: Page, opened: Open) -> None:
    """The filter: a day that is none is said at its field, then Escape closes it."""
    brief = page.last()
    block = next(each for each in brief["blocks"] if each["type"] == "actions")
    button = next(each for each in block["elements"] if each["text"]["text"] == "Filter")
    action = {"type": "button", "action_id": button["action_id"], "block_id": block["block_id"]}
    await page.do(do="press", channel=brief["channel"], ts=brief["ts"], action=action)
    view = page.state["modal"]
    assert view["body"]["title"]["text"]
    await page.do(do="close", view=view["id"])
    assert page.state["modal"] is None
    workspace = opened.playground.slack.workspace
    assert modal_of(workspace, opened.playground.slack.ada.id) is None


async def test_file_sent_to_the_bot_is_read_and_given_to_its_sender_alone(
    page: Page, web: aiohttp.ClientSession, opened: Open
) -> None:
    """Uploaded, shared by the message, answered in its thread."""
    ada, ben = page.state["viewer"], opened.playground.slack.ben.id
    words = "“The ferry will not sail before Monday,” said Jonas Berg, who runs the Island Line."
    async with web.post(f"/upload?user={ada}&name=ferry.txt", data=words.encode()) as response:
        file = await response.json()
    sent = await page.do(do="say", channel=page.room("Dateline"), text="", files=[file["id"]])
    assert page.messages[sent["ts"]]["files"][0]["name"] == "ferry.txt"
    assert any(each["thread"] == sent["ts"] for each in page.messages.values())
    async with web.get(f"/files/{file['id']}?user={ada}") as response:
        assert await response.text() == words
        assert response.headers["Content-Disposition"] == "attachment"
    async with web.get(f"/files/{file['id']}?user={ben}") as response:
        assert response.status == 404


async def test_home_and_prompts_are_the_apps_own(page: Page) -> None:
    """Each tab of the app is opened through the app."""
    await page.do(do="open", tab="home")
    assert "archive" in texts(page.state["home"])
    await page.do(do="open", tab="messages")
    assert page.state["viewer"]


async def test_shortcut_of_a_message_checks_its_quotation(page: Page) -> None:
    """The answer is for whoever chose it."""
    said = await page.do(
        do="say", channel=page.room("general"), text="He said “to any future expansion of NATO”."
    )
    await page.do(
        do="shortcut", channel=page.room("general"), ts=said["ts"], shortcut="check_quote"
    )
    assert page.last()["ephemeral"]


async def test_what_slack_would_not_do_is_said(page: Page) -> None:
    """In one sentence each, and the page goes on."""
    general, random = page.room("general"), page.room("random")
    for wish, words in (
        ({"do": "say", "channel": random, "text": "@Dateline who?"}, "/invite"),
        ({"do": "say", "channel": general, "text": "/brief nato", "thread": "1.2"}, "threads"),
        ({"do": "say", "channel": general, "text": "/bref nato"}, "valid command"),
        ({"do": "say", "channel": general, "text": " "}, "nothing to send"),
        ({"do": "press", "channel": general, "ts": "1.1", "action": {}}, "gone"),
        ({"do": "submit", "view": "V1"}, "closed"),
        ({"do": "dance"}, "does not know"),
    ):
        assert words in (await page.do(**wish))["why"]


async def test_invited_bot_answers(page: Page) -> None:
    """As Slack's own command brings it in."""
    random = page.room("random")
    await page.do(do="say", channel=random, text="/invite @Dateline")
    await page.do(do="say", channel=random, text="@Dateline what did Putin say?")
    assert page.last()["app"]


async def test_each_person_has_their_own_page(page: Page, web: aiohttp.ClientSession) -> None:
    """Ben sees what Ada says to all, and neither her brief nor her private channel."""
    ben = next(each["id"] for each in page.state["people"] if each["handle"] == "ben")
    async with web.ws_connect(f"/live?user={ben}") as socket:
        theirs = Page(socket)
        await theirs.hear("state")
        assert "desk" not in [each["name"] for each in theirs.state["rooms"]]
        assert theirs.messages == {}
        await page.do(do="say", channel=page.room("general"), text="hello")
        await theirs.hear("update")
        assert [each["text"] for each in theirs.messages.values()] == ["hello"]


@pytest.mark.parametrize(
    ("environment", "can"),
    [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "w"}, True)],
)
def test_browser_is_opened_where_there_are_windows(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], can: bool
) -> None:
    """On Linux a browser without them would take the terminal over."""
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert can_open_browser() is can
