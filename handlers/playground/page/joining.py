"""Joins the page's modules into one script, so that a browser asks once and not forty times.

The modules stay what they are, plain ES modules that a browser could load one by one; here each
becomes a function that returns what the module exports. Only the forms that the page uses are
understood, and anything else is refused, so that nothing is joined wrongly in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.errors import InputError

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([^"]+)";$', re.MULTILINE)
_PASSED_ON = re.compile(r'^export \{([^}]*)\} from "\./([^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) (\w+))", re.MULTILINE)
_NOT_UNDERSTOOD = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def join_modules(modules: Mapping[str, str], entry: str) -> str:
    """Return one script that does what loading ``entry`` would do.

    Args:
        modules: the text of every module by its name.
        entry: the module that imports the others.

    Raises:
        InputError: a module is missing, imports itself in a circle, or has another form of import
            or export.
    """
    joined: dict[str, str] = {}
    _join(modules, entry, joined, ())
    return "".join(joined.values())


def _join(
    modules: Mapping[str, str], name: str, joined: dict[str, str], above: tuple[str, ...]
) -> None:
    """Put a module behind those that it imports, each once."""
    if name in joined:
        return
    if name in above or name not in modules:
        raise InputError(f"{above[-1]} imports {name}, which is missing or imports it, too.")
    text = modules[name]
    for _, wanted in [*_IMPORT.findall(text), *_PASSED_ON.findall(text)]:
        _join(modules, wanted, joined, (*above, name))
    joined[name] = _as_function(name, text)


def _as_function(name: str, text: str) -> str:
    given = list(_EXPORT.findall(text))
    for names, module in _PASSED_ON.findall(text):
        given += [f"{new}: {_variable(module)}.{old}" for old, new in _pairs(names)]
    body = _PASSED_ON.sub("", text)
    body = _IMPORT.sub(lambda found: _taken(found[1], found[2]), body)
    body = _EXPORT.sub("", body)
    if odd := _NOT_UNDERSTOOD.search(body):
        raise InputError(f"{name} has a form of import or export that is not joined: {odd[0]}")
    return (
        f"const {_variable(name)} = (() => {{\n{body}\nreturn {{ {', '.join(given)} }};\n}})();\n"
    )


def _taken(names: str, module: str) -> str:
    taken = ", ".join(old if old == new else f"{old}: {new}" for old, new in _pairs(names))
    return f"const {{ {taken} }} = {_variable(module)};"


def _pairs(names: str) -> list[tuple[str, str]]:
    """Return (name in the module, name here) of ``a, b as c``."""
    found = []
    for name in filter(None, (each.strip() for each in names.split(","))):
        old, _, new = name.partition(" as ")
        found.append((old, new or old))
    return found


def _variable(module: str) -> str:
    return "module_" + module.removesuffix(".js").replace("-", "_")
