"""Modules become one script that does the same, or are refused."""

from __future__ import annotations

import pytest

from bot.errors import InputError
from handlers.playground.page.joining import join_modules

LEAF = "/** Says hello. */\n\nexport function hello(name) {\n  return name;\n}\n"
MIDDLE = 'export { hello as greet } from "./leaf.js";\n\nexport const many = 3;\n'


def test_each_module_stands_once_behind_what_it_imports() -> None:
    """However many import it."""
    page = (
        'import {\n  greet,\n  many as number,\n} from "./middle.js";\n'
        'import { hello } from "./leaf.js";\n\nhello(greet(number));\n'
    )
    joined = join_modules({"page.js": page, "leaf.js": LEAF, "middle.js": MIDDLE}, "page.js")
    starts = [joined.index(f"const module_{name} =") for name in ("leaf", "middle", "page")]
    assert starts == sorted(starts)
    assert joined.count("function hello") == 1
    assert "const { greet, many: number } = module_middle;" in joined
    assert "return { many, greet: module_leaf.hello };" in joined
    assert "import" not in joined
    assert "export" not in joined


@pytest.mark.parametrize(
    "modules",
    [
        {"page.js": 'import { a } from "./gone.js";\n'},
        {
            "page.js": 'import { a } from "./b.js";\n',
            "b.js": 'import { c } from "./page.js";\nexport const a = 1;\n',
        },
        {"page.js": 'import "./b.js";\n', "b.js": ""},
        {"page.js": "export default 1;\n"},
        {"page.js": "export let a = 1;\n"},
    ],
)
def test_what_cannot_be_joined_is_refused(modules: dict[str, str]) -> None:
    """A page that does nothing would be worse than none."""
    with pytest.raises(InputError):
        join_modules(modules, "page.js")
