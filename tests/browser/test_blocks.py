"""Every block in the browser: what the builders make, what Slack knows, and what nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from browser.block_samples import (
    Schema,
    built_messages,
    built_views,
    hostile_messages,
    with_chart,
)
from browser.block_stage import Stage
from browser.conftest import Watched
from unit.handlers.samples import all_text

from handlers.views.budget import Block

pytestmark = pytest.mark.browser

# What a reader sees of rich text, and whether anything there is more than text.
_LOOK = """() => ({
  rich: [...document.querySelectorAll("#stage .bk-rich")].map((node) => node.textContent),
  links: [...document.querySelectorAll("#stage a")].map((node) => node.getAttribute("href")),
  mentions: [...document.querySelectorAll("#stage .bk-mention")].map((node) => node.textContent),
  styled: document.querySelectorAll("#stage [style]").length,
  odd: document.querySelectorAll("#stage :is(script, iframe, img, object, style)").length,
})"""


async def test_everything_that_the_builders_make_is_shown(stage: Stage) -> None:
    """No warning, and no word of a document is lost."""
    for name, message in built_messages().items():
        await stage.show(message.blocks)
        await _check_shown(stage, message.blocks, name)
    for name, view in built_views().items():
        await stage.show(view["blocks"])
        await _check_shown(stage, view["blocks"], name)


async def _check_shown(stage: Stage, blocks: Sequence[Block], name: str) -> Block:
    seen: Block = await stage.page.evaluate(_LOOK)
    assert await stage.warnings() == [], name
    assert await stage.root.locator("> .bk-block").count() == len(blocks), name
    rich = [all_text(block) for block in blocks if block["type"] == "rich_text"]
    assert seen["rich"] == rich, name
    assert seen["styled"] == 0, name
    return seen


async def test_hostile_words_stay_words(stage: Stage) -> None:
    """Markup, mentions, addresses and turning marks of documents are letters, in their order."""
    for number, blocks in enumerate(hostile_messages(24)):
        await stage.show(blocks)
        seen = await _check_shown(stage, blocks, str(number))
        assert set(seen["mentions"]) <= {"@anna"}
        assert seen["odd"] == 0
        assert all(each.startswith("https://harbour.example/") for each in seen["links"])


async def test_every_block_of_the_schema_is_shown(stage: Stage, desktop: Watched) -> None:
    """With every property filled, alone and with all others, open to everybody in both themes."""
    schema = Schema(f"{stage.address}/picture.svg")
    for kind in schema.types("KnownBlock"):
        await stage.show([_example(schema, kind)])
        assert await stage.warnings() == [], kind
        assert (await stage.root.locator("> *").count()) == 1, kind
    await stage.show([_example(schema, kind) for kind in schema.types("KnownBlock")])
    for theme in ("light", "dark"):
        await stage.set_theme(theme)
        assert await desktop.find_barriers() == [], theme


async def test_every_element_of_the_schema_is_shown(stage: Stage, desktop: Watched) -> None:
    """Beside a section, in a row, and in a field of a dialog."""
    schema = Schema(f"{stage.address}/picture.svg")
    beside = [
        {
            "type": "section",
            "text": {"type": "plain_text", "text": kind},
            "accessory": schema.example("SectionBlockAccessory", kind),
        }
        for kind in schema.types("SectionBlockAccessory")
    ]
    fields = [
        {
            "type": "input",
            "label": {"type": "plain_text", "text": kind},
            "element": schema.example("InputBlockElement", kind),
        }
        for kind in schema.types("InputBlockElement")
    ]
    await stage.show([*beside, *fields])
    assert await stage.warnings() == []
    for theme in ("light", "dark"):
        await stage.set_theme(theme)
        assert await desktop.find_barriers() == [], theme


def _example(schema: Schema, kind: str) -> Block:
    made = schema.example("KnownBlock", kind)
    del made["block_id"]
    return with_chart(made) if kind == "data_visualization" else made


async def test_what_is_unknown_warns_by_its_name(stage: Stage) -> None:
    """Nothing of a message is left out in silence."""
    rich = {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_hologram", "elements": []},
            {"type": "rich_text_section", "elements": [{"type": "smell", "text": "x"}]},
        ],
    }
    await stage.show(
        [
            {"type": "hologram"},
            {"type": "constructor"},
            {"type": "actions", "elements": [{"type": "lever", "action_id": "a"}]},
            rich,
            {"type": "divider"},
        ]
    )
    warnings = await stage.warnings()
    names = ["hologram", "constructor", "lever", "rich_text_hologram", "smell"]
    assert len(warnings) == len(names)
    for name, warning in zip(names, warnings, strict=True):
        assert f"“{name}” cannot be shown here" in warning
    assert await stage.root.locator("hr").count() == 1


async def test_block_that_cannot_be_read_leaves_the_others(stage: Stage) -> None:
    """A malformed block warns in its place."""
    broken = {"type": "table", "rows": [7]}
    await stage.show([{"type": "divider"}, broken, {"type": "divider"}])
    assert "“table” cannot be shown here" in (await stage.warnings())[0]
    assert await stage.root.locator("hr").count() == 2


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_no_message_or_view_keeps_anybody_out(
    stage: Stage, desktop: Watched, theme: str
) -> None:
    """Axe finds nothing in whatever the builders make, in either theme."""
    await stage.set_theme(theme)
    messages = built_messages().values()
    await stage.show([block for message in messages for block in message.blocks])
    assert await desktop.find_barriers() == []
    for name, view in built_views().items():
        if view["type"] == "modal":
            await stage.show_modal(view)
        else:
            await stage.show(view["blocks"])
        assert await desktop.find_barriers() == [], name


async def test_nothing_is_wider_than_a_phone(phone_stage: Stage) -> None:
    """A page of blocks never scrolls sideways; wide tables scroll in themselves."""
    schema = Schema(f"{phone_stage.address}/picture.svg")
    samples = {name: list(message.blocks) for name, message in built_messages().items()}
    samples["schema"] = [_example(schema, kind) for kind in schema.types("KnownBlock")]
    samples["long"] = [{"type": "markdown", "text": "x" * 900}, *next(hostile_messages(1))]
    for name, blocks in samples.items():
        await phone_stage.show(blocks)
        script = "document.documentElement.scrollWidth - window.innerWidth"
        assert await phone_stage.page.evaluate(script) <= 0, name


async def test_headers_are_headings_and_tables_have_heads(stage: Stage) -> None:
    """What a block is stands in the page's structure, not only in its look."""
    header = {"type": "header", "text": {"type": "plain_text", "text": "Strait toll"}}
    cells = [[{"type": "raw_text", "text": word} for word in row] for row in ("ab", "12")]
    await stage.show([header, {"type": "table", "rows": cells}])
    assert await stage.page.get_by_role("heading", name="Strait toll", level=3).count() == 1
    assert await stage.page.get_by_role("columnheader").all_inner_texts() == ["a", "b"]
    assert await stage.page.get_by_role("cell").all_inner_texts() == ["1", "2"]


async def test_picture_that_does_not_come_leaves_its_description(
    stage: Stage, desktop: Watched
) -> None:
    """Whoever cannot see a picture, for whatever reason, learns what is on it."""
    address = f"{stage.address}/nothing.png"
    await stage.show([{"type": "image", "image_url": address, "alt_text": "The strait at noon"}])
    shown = stage.root.locator(".bk-no-picture")
    await shown.wait_for()
    assert "The strait at noon" in await shown.inner_text()
    # The browser complains of the missing file, as it should.
    desktop.errors.clear()


async def test_frame_folds(stage: Stage) -> None:
    """What stands in a container that is folded shows at a click."""
    title = {"type": "plain_text", "text": "Sources"}
    await stage.show(
        [
            {
                "type": "container",
                "title": title,
                "is_collapsible": True,
                "default_collapsed": True,
                "child_blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "inside"}}],
            }
        ]
    )
    inside = stage.root.get_by_text("inside")
    assert not await inside.is_visible()
    await stage.root.get_by_role("button").click()
    assert await inside.is_visible()
