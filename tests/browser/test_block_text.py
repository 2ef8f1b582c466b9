"""Text in the browser: mrkdwn as Slack reads it, documents' words as they are, Markdown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from browser.block_stage import Stage

pytestmark = pytest.mark.browser

CASES = json.loads((Path(__file__).parents[1] / "mrkdwn_cases.json").read_text(encoding="utf-8"))
# Reads the stage back as lines of runs.
_READ = """() => {
  const styles = { STRONG: "bold", EM: "italic", S: "strike", CODE: "code", PRE: "code" };
  const lines = [{ runs: [] }];
  const last = () => lines.at(-1);
  const fresh = (more) => {
    if (last().runs.length || last().broken) lines.push({ runs: [], ...more });
    else lines[lines.length - 1] = { runs: [], ...more };
  };
  const say = (run) => last().runs.push(run);
  const walk = (node, run, line) => {
    if (node.nodeType === Node.TEXT_NODE) return say({ text: node.data, ...run });
    if (node.tagName === "BR") return (last().broken = true), fresh(line);
    const isQuote = node.tagName === "BLOCKQUOTE";
    if (isQuote) fresh({ quote: true });
    const inner = { ...run };
    if (styles[node.tagName]) inner.styles = [...(run.styles ?? []), styles[node.tagName]];
    if (node.href) inner.link = node.getAttribute("href");
    if (node.classList.contains("bk-mention")) {
      inner.kind = node.classList.contains("bk-loud") ? "loud" : "mention";
    }
    for (const child of node.childNodes) walk(child, inner, isQuote ? { quote: true } : line);
    if (isQuote) (last().broken = true), fresh({});
  };
  for (const child of document.getElementById("stage").childNodes) walk(child, {}, {});
  if (!last().runs.length && lines.length > 1) lines.pop();
  return lines.map(({ broken, ...line }) => line);
}"""


async def test_mrkdwn_is_read_as_in_the_terminal(stage: Stage) -> None:
    """Every case that the terminal's reader is held to."""
    for case in CASES:
        await stage.show_text(case["source"])
        seen = await stage.page.evaluate(_READ)
        assert _joined(seen) == _joined(case["lines"]), case["name"]


def _joined(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return lines whose runs are letters, so that it does not matter where plain runs part."""
    return [
        {
            "quote": bool(line.get("quote")),
            "letters": [
                (letter, sorted(run.get("styles", ())), run.get("link"), run.get("kind"))
                for run in line["runs"]
                for letter in run["text"]
            ],
        }
        for line in lines
    ]


async def test_fence_keeps_its_lines_and_quotes_stand_around_it(stage: Stage) -> None:
    """What stands between fences is shown line by line; a quote may stand before and after."""
    await stage.show_text("&gt; before\n```\na > b\n&gt; c\n```\n&gt; after")
    assert await stage.root.locator("pre").inner_text() == "a > b\n> c"
    assert await stage.root.locator("blockquote").all_inner_texts() == ["before", "after"]


async def test_emoji_have_names_for_those_who_hear_them(stage: Stage) -> None:
    """Names that we know become signs, in code and for unknown ones they stay."""
    await stage.show_text(":warning: Gone :nobody_knows: `:tada:`")
    assert await stage.root.inner_text() == "⚠️ Gone :nobody_knows: :tada:"
    assert await stage.root.get_by_role("img", name="warning").count() == 1


async def test_plain_text_without_emoji_keeps_their_names(stage: Stage) -> None:
    """`emoji: false` means what it says."""
    texts = [{"type": "plain_text", "text": ":tada: *x*", "emoji": on} for on in (False, True)]
    await stage.show([{"type": "section", "fields": texts}])
    assert await stage.root.locator(".bk-fields > *").all_inner_texts() == [":tada: *x*", "🎉 *x*"]


async def test_addresses_that_are_not_of_the_web_lead_nowhere(stage: Stage) -> None:
    """Their words stay, as text."""
    for address in (
        "javascript:alert(1)",
        "data:text/html,<script>1</script>",
        "java\tscript:alert(1)",
        "//x.y",
    ):
        linked = {"type": "link", "url": address, "text": "words"}
        await stage.show(
            [
                {"type": "section", "text": {"type": "mrkdwn", "text": f"<{address}|words>"}},
                {"type": "markdown", "text": f"[words]({address})"},
                _rich({"type": "rich_text_section", "elements": [linked]}),
            ]
        )
        assert await stage.root.locator("a").count() == 0, address
        assert (await stage.root.inner_text()).count("words") == 3, address


async def test_links_open_beside_the_page_and_tell_nothing_of_it(stage: Stage) -> None:
    """The web and mail may be reached."""
    await stage.show_text("<https://x.example/a|x> <mailto:ada@x.example|mail>")
    for link in await stage.root.locator("a").all():
        assert await link.get_attribute("rel") == "noopener noreferrer"
        assert await link.get_attribute("target") == "_blank"
    assert await stage.root.locator("a").count() == 2


async def test_words_of_documents_are_shown_as_they_are(stage: Stage) -> None:
    """In rich text no character means anything."""
    for words in (
        "<script>window.hit = 1</script>",
        "<img src=x onerror='window.hit = 1'>",
        "<!channel> <@U1> <https://evil.example|x>",
        "*bold* _it_ `code` ```fence``` :tada: &lt; &amp;",
        "> quote\n\n  two  blanks\t.",
        "\u202eturned round\u202c \u200fmarks",
    ):
        await stage.show([_rich({"type": "rich_text_quote", "elements": [_text(words)]})])
        quote = stage.root.locator("blockquote")
        assert await quote.text_content() == words
        assert await quote.locator("a, script, img, strong, .bk-mention").count() == 0, words
    assert not await stage.page.evaluate("'hit' in window")


async def test_words_that_turn_the_line_do_not_turn_their_neighbours(stage: Stage) -> None:
    """They stand apart, so that a name behind them reads as it is written."""
    parts = [_text("\u202efoe"), _text(" · friend")]
    await stage.show([_rich({"type": "rich_text_section", "elements": parts})])
    assert await stage.root.locator("bdi").all_text_contents() == ["\u202efoe"]


async def test_rich_text_has_every_style_and_piece(stage: Stage) -> None:
    """Styles become elements with a meaning; ids become names."""
    styles = ["bold", "italic", "strike", "code", "underline"]
    pieces = [
        *({"type": "text", "text": name, "style": {name: True}} for name in styles),
        {"type": "user", "user_id": "U1"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "usergroup", "usergroup_id": "S1"},
        {"type": "broadcast", "range": "here"},
        {"type": "emoji", "name": "unheard_of", "unicode": "1f680"},
        {"type": "color", "value": "#C0FFEE"},
        {"type": "date", "timestamp": 1643976400, "format": "{date_num}", "fallback": "then"},
        {"type": "date", "timestamp": 10**15, "format": "{date_num}", "fallback": "then"},
    ]
    await stage.show([_rich({"type": "rich_text_section", "elements": pieces})])
    line = stage.root.locator("p")
    for tag, name in zip(("strong", "em", "s", "code", "u"), styles, strict=True):
        assert await line.locator(tag).all_text_contents() == [name]
    shown = await line.text_content()
    assert shown is not None
    assert shown.endswith("@ada#general@S1@here🚀#C0FFEE2022-02-04then")


async def test_lists_are_nested_and_go_on_counting(stage: Stage) -> None:
    """Slack sends nested lists one after the other, by indent."""

    def part(indent: int, style: str, *words: str, **more: object) -> dict[str, object]:
        items = [{"type": "rich_text_section", "elements": [_text(word)]} for word in words]
        made = {"type": "rich_text_list", "style": style, "indent": indent, "elements": items}
        return {**made, **more}

    parts = [
        part(0, "ordered", "one", "two"),
        part(1, "bullet", "deeper"),
        part(0, "ordered", "three"),
        {"type": "rich_text_section", "elements": [_text("between")]},
        part(0, "ordered", "nine", offset=8),
    ]
    await stage.show([_rich(*parts)])
    first, last = await stage.root.locator("ol").all()
    assert await first.locator("> li").count() == 3
    assert await first.locator("> li").nth(1).locator("ul > li").all_text_contents() == ["deeper"]
    assert await last.get_attribute("start") == "9"


async def test_markdown_block_has_what_markdown_has(stage: Stage) -> None:
    """Headings, lists, quotes, code, tables, links."""
    source = """# Title
Some **bold**, *slanted*, ~~gone~~ and `code`; snake_case_name.

- one
  - deeper
- [x] done

1. first
2. second

> quoted
> on

```
a < b
```

| a | b |
|---|---|
| 1 | [x](https://x.example) |

---
\\*not slanted\\*"""
    await stage.show([{"type": "markdown", "text": source}])
    root = stage.root
    assert await root.locator("p").first.text_content() == "Title"
    assert await root.locator("strong, em, s, code").all_text_contents() == [
        *("Title", "bold", "slanted", "gone", "code"),
    ]
    assert await root.locator("ul > li > ul > li").all_text_contents() == ["deeper"]
    assert await root.get_by_role("img", name="done").count() == 1
    assert await root.locator("ol > li").all_text_contents() == ["first", "second"]
    assert await root.locator("blockquote").inner_text() == "quoted\non"
    assert await root.locator("pre").text_content() == "a < b"
    assert await root.locator("td").all_text_contents() == ["1", "x"]
    assert await root.locator("hr").count() == 1
    assert await root.locator("p").last.text_content() == "*not slanted*"


def _rich(*parts: object) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(parts)}


def _text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}
