"""Is this message or view one that Slack would take? Pure checks with Slack's own complaints.

The shape comes from ``data/blockkit.schema.json``; what a schema cannot say (unique ids, which
blocks a surface takes, sums over a message) stands here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, Literal
from urllib.parse import urlsplit

import jsonschema_rs
from jsonschema import Draft7Validator, ValidationError

from handlers.playground.workspace import Json

Surface = Literal["message", "modal", "home"]

# Slack's limit on a message as a whole is not documented. Messages of 9,597 characters of text and
# 15,561 of JSON were accepted, of 11,341 and 17,694 refused (bolt-js issue 2867): refuse what lies
# just above the largest that is known to pass.
MOST_TEXT = 10_000
MOST_JSON = 15_600
MOST_MARKDOWN = 12_000

_INTERACTIVE = frozenset({"actions", "context_actions"})
_BLOCKS: dict[Surface, frozenset[str]] = {
    "message": frozenset(
        "actions card carousel container context context_actions data_table data_visualization"
        " divider file header image input markdown plan rich_text section table task_card"
        " video".split()
    ),
    "modal": frozenset(
        "actions alert card context divider header image input rich_text section video".split()
    ),
    "home": frozenset(
        "actions card carousel container context data_table data_visualization divider header"
        " image input rich_text section table video".split()
    ),
}
_URL_KEYS = frozenset(
    {"url", "image_url", "video_url", "thumbnail_url", "title_url", "provider_icon_url"}
)
_URL_SCHEMES = frozenset({"http", "https", "mailto", "slack"})


def check_message(blocks: object) -> tuple[str, list[str]]:
    """Return Slack's error code (empty where it takes the blocks) and what is wrong, in lines."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return "invalid_blocks_format", []
    problems = _shape_problems({"blocks": blocks}, "") + _rule_problems(
        blocks, "message", "/blocks"
    )
    if problems:
        return "invalid_blocks", problems
    return ("msg_blocks_too_long", []) if is_too_long(blocks) else ("", [])


def check_view(view: object) -> tuple[str, list[str]]:
    """Return Slack's error code (empty where it takes the view) and what is wrong, in lines."""
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        return "invalid_arguments", ["[ERROR] unsupported type [json-pointer:/view/type]"]
    surface: Surface = "modal" if view["type"] == "modal" else "home"
    problems = _shape_problems({surface: view}, "/view")
    blocks = view.get("blocks")
    if isinstance(blocks, list) and all(isinstance(block, dict) for block in blocks):
        problems += _rule_problems(blocks, surface, "/view/blocks")
        has_input = any(block.get("type") == "input" for block in blocks)
        if surface == "modal" and has_input and "submit" not in view:
            problems.append(
                "[ERROR] submit is required when an input block is within blocks"
                " [json-pointer:/view]"
            )
    if len(json.dumps(view)) > 250_000:
        return "view_too_large", []
    return ("invalid_arguments", problems) if problems else ("", [])


def is_too_long(blocks: list[Json]) -> bool:
    """Tell whether the blocks together go past what Slack takes in one message."""
    markdown = sum(len(str(block.get("text"))) for block in blocks if block["type"] == "markdown")
    return (
        markdown > MOST_MARKDOWN
        or sum(len(text) for text in texts_of(blocks)) > MOST_TEXT
        or len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > MOST_JSON
    )


def texts_of(value: object) -> Iterator[str]:
    """Yield every text in blocks, in order."""
    if isinstance(value, list):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "text" and isinstance(item, str):
                yield item
            else:
                yield from texts_of(item)


def elements_of(block: Json) -> Iterator[Json]:
    """Yield the interactive elements of a block, those of the blocks inside it included."""
    for key in ("accessory", "element"):
        if isinstance(block.get(key), dict):
            yield block[key]
    if block.get("type") in _INTERACTIVE:
        yield from (item for item in block.get("elements", ()) if isinstance(item, dict))
    if block.get("type") == "card":
        yield from (item for item in block.get("actions", ()) if isinstance(item, dict))
    for key in (
        ("child_blocks", "elements") if block.get("type") in ("container", "carousel") else ()
    ):
        for child in block.get(key, ()):
            yield from elements_of(child)


def with_ids(blocks: list[Json], new_id: Any) -> list[Json]:
    """Return a copy in which every block and every interactive element has an id, as Slack gives.

    Args:
        new_id: takes a prefix, returns an id.
    """
    copied: list[Json] = json.loads(json.dumps(blocks))
    for block in copied:
        block.setdefault("block_id", new_id("b"))
        for element in elements_of(block):
            if element.get("type") != "image":
                element.setdefault("action_id", new_id("a"))
    return copied


@cache
def _schema() -> Json:
    source = resources.files("handlers.playground").joinpath("data/blockkit.schema.json")
    schema: Json = json.loads(source.read_text(encoding="utf-8"))
    return schema


@cache
def _validator() -> Draft7Validator:
    return Draft7Validator(_schema())


@cache
def _fast_validator() -> jsonschema_rs.Draft7Validator:
    return jsonschema_rs.Draft7Validator(_schema())


def _shape_problems(payload: Json, pointer: str) -> list[str]:
    """Return what the schema says; ``pointer`` takes the place of the payload's own first key."""
    # A hundred times as fast, but what is wrong the other says more clearly.
    if _fast_validator().is_valid(payload):
        return []
    problems: dict[str, None] = {}
    for error in _validator().iter_errors(payload):
        path = list(error.absolute_path)
        where = pointer + "".join(f"/{part}" for part in (path[1:] if pointer else path))
        for complaint in _complaints(error):
            problems[f"[ERROR] {complaint} [json-pointer:{where}]"] = None
    return list(problems)


def _complaints(error: ValidationError) -> list[str]:
    """Return Slack's words for what one schema error says."""
    limit: Any = error.validator_value
    instance: Any = error.instance
    match error.validator:
        case "maxLength":
            return [f"must be less than {int(limit) + 1} characters"]
        case "minLength":
            return [f"must be more than {int(limit) - 1} characters"]
        case "maxItems":
            return [f"no more than {limit} items allowed"]
        case "minItems":
            return [f"must have at least {limit} items"]
        case "required":
            return [f"missing required field: {key}" for key in limit if key not in instance]
        case "additionalProperties":
            allowed = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
            return [f"invalid additional property: {key}" for key in instance if key not in allowed]
        case "enum" if error.absolute_path and error.absolute_path[-1] == "type":
            return [f"unsupported type: {instance}"]
        case "type":
            return [f"must provide {'an' if str(limit)[0] in 'aeiou' else 'a'} {limit}"]
        case "anyOf" | "oneOf":
            return ["failed to match all allowed schemas"]
        case _:
            return [error.message[:200]]


def _rule_problems(blocks: list[Json], surface: Surface, pointer: str) -> list[str]:
    problems = [*_surface_problems(blocks, surface, pointer), *_id_problems(blocks, pointer)]
    problems += [
        f"[ERROR] invalid url [json-pointer:{where}]" for where in _bad_urls(blocks, pointer)
    ]
    problems += [
        f"[ERROR] must be more than 0 characters [json-pointer:{where}]"
        for where in _empty_words(blocks, pointer)
    ]
    if sum(block.get("type") == "table" for block in blocks) > 1:
        problems.append(f"[ERROR] only one table block is allowed [json-pointer:{pointer}]")
    return problems


def _surface_problems(blocks: list[Json], surface: Surface, pointer: str) -> Iterator[str]:
    everywhere = frozenset[str]().union(*_BLOCKS.values())
    for number, block in enumerate(blocks):
        kind = block.get("type")
        if kind in everywhere and kind not in _BLOCKS[surface]:
            yield f"[ERROR] unsupported type: {kind} [json-pointer:{pointer}/{number}/type]"


def _id_problems(blocks: list[Json], pointer: str) -> Iterator[str]:
    """Block ids are unique in a message or view, action ids in a block."""
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        where = f"{pointer}/{number}"
        name = block.get("block_id")
        if isinstance(name, str):
            if name in seen:
                yield f"[ERROR] Block ID needs to be unique: {name} [json-pointer:{where}/block_id]"
            seen.add(name)
        actions: set[str] = set()
        for element in elements_of(block):
            action = element.get("action_id")
            if action in actions:
                yield (
                    f'[ERROR] `action_id` "{action}" already exists for another element'
                    f" [json-pointer:{where}]"
                )
            if isinstance(action, str):
                actions.add(action)


def _bad_urls(value: object, where: str) -> Iterator[str]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _bad_urls(item, f"{where}/{number}")
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in _URL_KEYS and isinstance(item, str):
                if not _is_url(item):
                    yield f"{where}/{key}"
            else:
                yield from _bad_urls(item, f"{where}/{key}")


def _empty_words(value: object, where: str) -> Iterator[str]:
    """Yield where a text element of a ``rich_text`` block is empty; the schema lets that pass."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _empty_words(item, f"{where}/{number}")
    elif isinstance(value, dict):
        if value.get("type") == "text" and value.get("text") == "":
            yield f"{where}/text"
        for key, item in value.items():
            yield from _empty_words(item, f"{where}/{key}")


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    reachable = bool(parts.netloc or parts.scheme == "mailto")
    return parts.scheme in _URL_SCHEMES and reachable and not any(c.isspace() for c in text)
