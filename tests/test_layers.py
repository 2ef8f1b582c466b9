"""Which room may import which, and that importing does nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

BASE = {"records", "errors", "results", "ports", "config", "wording"}
#: What each room of ``bot`` may import besides itself.
MAY_IMPORT = {
    "records": set(),
    "errors": set(),
    "results": {"records"},
    "ports": {"records", "results"},
    "config": {"errors"},
    "wording": {"records", "results", "errors"},
    "language": BASE,
    "extraction": BASE | {"language"},
    "store": {"ports", "records", "results", "errors", "language"},
    "reading": BASE | {"language", "extraction"},
    "briefing": BASE | {"language", "extraction"},
    "picture": {"records", "results", "errors", "wording"},
    "newsroom": BASE | {"language", "extraction", "reading", "briefing", "store"},
    "schedule": BASE | {"language", "briefing", "newsroom"},
    "wire": BASE | {"reading", "newsroom"},
    "cli": BASE
    | {"language", "extraction", "reading", "briefing", "picture", "newsroom", "schedule", "wire"},
    "__main__": {"cli"},
}
#: The packages of ``briefing``, each above the ones that it may import; "" is what lies in the
#: room itself and what all of them rest on.
BRIEFING_UPWARDS = (
    "",
    "texts",
    "requests",
    "corrections",
    "facts",
    "lines",
    "resolving",
    "documents",
    "briefs",
    "boards",
    "checks",
    "questions",
    "answers",
    "exports",
)
#: Views turn results into blocks and know nothing of sending or asking.
VIEWS_MAY_IMPORT = {"records", "results", "errors", "ports", "wording"}
SLACK = ("slack_bolt", "slack_sdk", "aiohttp")
#: The guard is the only way out to the network, so only it may hold a web client.
MAY_FETCH = Path("bot", "reading", "fetching")
WEB_CLIENTS = {"aiohttp", "httpx", "requests", "urllib3", "socket", "ssl", "http", "urllib.request"}


def modules_under(folder: Path) -> list[Path]:
    """Return the Python files of a package, sorted."""
    return sorted(folder.rglob("*.py"))


def imports_of(path: Path, *, only_at_import: bool = False) -> Iterator[str]:
    """Yield the modules that a file imports; ``only_at_import`` leaves local imports out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes: Iterator[ast.AST] = iter(ast.walk(tree))
    if only_at_import:
        nodes = iter(tree.body)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            base = node.module or ""
            # "from bot import schedule" names a room, "from bot.records import Span" a record.
            yield from (f"bot.{a.name}" for a in node.names) if base == "bot" else (base,)


def rooms_of(path: Path) -> set[str]:
    """Return the rooms of ``bot`` that a file imports."""
    names = (name.split(".") for name in imports_of(path))
    return {parts[1] for parts in names if parts[0] == "bot" and len(parts) > 1}


def test_every_room_of_bot_imports_only_what_lies_below_it(project: Path) -> None:
    """The arrows of the house, module by module."""
    wrong = []
    for path in modules_under(project / "bot"):
        room = path.relative_to(project / "bot").parts[0].removesuffix(".py")
        if room == "__init__":
            assert not list(imports_of(path))
            continue
        over = rooms_of(path) - MAY_IMPORT[room] - {room, "__version__"}
        wrong += [f"{path.relative_to(project)} imports bot.{name}" for name in sorted(over)]
    assert not wrong


def test_packages_of_the_briefing_import_downwards_only(project: Path) -> None:
    """What is read, found, cited and answered stands in one order, without circles."""
    wrong = []
    for path in modules_under(project / "bot" / "briefing"):
        package = path.relative_to(project / "bot" / "briefing").parent.as_posix().strip(".")
        for name in imports_of(path):
            room, _, module = name.removeprefix("bot.").partition(".")
            other = module.rpartition(".")[0]
            if room == "briefing" and _height(other) > _height(package):
                wrong.append(f"{path.relative_to(project)} imports {name}")
    assert not wrong


def _height(package: str) -> int:
    return BRIEFING_UPWARDS.index(package)


def test_bot_knows_nothing_of_slack(project: Path) -> None:
    """One module of the command line reaches ``handlers``, and only while a command runs."""
    wrong = []
    for path in modules_under(project / "bot"):
        is_door = path == project / "bot" / "cli" / "slack_side.py"
        names = set(imports_of(path, only_at_import=is_door))
        roots = {name.split(".")[0] for name in names}
        banned = {"handlers", *SLACK} - ({"aiohttp"} if _may_fetch(path, project) else set())
        wrong += [f"{path.relative_to(project)} imports {n}" for n in roots & banned]
    assert not wrong


def _may_fetch(path: Path, project: Path) -> bool:
    return path.relative_to(project).is_relative_to(MAY_FETCH)


def test_only_the_guard_reaches_the_network(project: Path) -> None:
    """No other part of ``bot`` imports anything that opens a connection."""
    wrong = []
    for path in modules_under(project / "bot"):
        names = set() if _may_fetch(path, project) else set(imports_of(path))
        names |= {name.split(".")[0] for name in names}
        wrong += [f"{path.relative_to(project)} imports {n}" for n in names & WEB_CLIENTS]
    assert not wrong


def test_views_are_built_from_records_alone(project: Path) -> None:
    """Block builders import no Slack library, no newsroom and no other part of ``handlers``."""
    wrong = []
    for path in modules_under(project / "handlers" / "views"):
        for name in imports_of(path):
            room = name.split(".")
            fine = (
                room[0] in sys.stdlib_module_names
                or name.startswith("handlers.views")
                or (room[0] == "bot" and room[-1] in VIEWS_MAY_IMPORT)
            )
            wrong += [] if fine else [f"{path.relative_to(project)} imports {name}"]
    assert not wrong


def part_of(name: str) -> str:
    """Return the part of ``handlers`` that a dotted module name lies in."""
    return name.split(".")[1]


def test_no_two_parts_of_the_slack_desk_import_each_other(project: Path) -> None:
    """Packages and modules of ``handlers`` can be put in an order, each using only earlier ones."""
    uses: dict[str, set[str]] = {}
    for path in modules_under(project / "handlers"):
        inside = path.relative_to(project).with_suffix("").parts
        if inside[1] == "__init__":
            continue
        names = {name for name in imports_of(path) if name.startswith("handlers.")}
        uses.setdefault(inside[1], set()).update({part_of(name) for name in names} - {inside[1]})
    TopologicalSorter(uses).prepare()


def test_the_way_to_slack_knows_no_listener(project: Path) -> None:
    """Sending, and reading what Slack hands on, rest on views and on nothing else of the desk."""
    wrong = []
    for part in ("slack", "translating"):
        for path in modules_under(project / "handlers" / part):
            names = {name for name in imports_of(path) if name.startswith("handlers.")}
            over = {part_of(name) for name in names} - {part, "views"}
            wrong += [f"{path.relative_to(project)} imports handlers.{each}" for each in over]
    assert not wrong


def run_python(code: str, folder: Path, project: Path) -> str:
    """Run a program in a fresh interpreter in ``folder`` and return what it prints."""
    done = subprocess.run(  # noqa: S603 - our own interpreter, our own code
        [sys.executable, "-W", "error", "-c", code],
        cwd=folder,
        env={"PYTHONPATH": str(project), "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_newsroom_runs_without_slack(tmp_path: Path, project: Path) -> None:
    """Importing the newsroom loads no Slack library and no web server."""
    code = f"""
import sys
import bot.newsroom
print(sorted(set(sys.modules) & set({SLACK!r})))
"""
    assert run_python(code, tmp_path, project).strip() == "[]"


IMPORT_ALL = """
import logging, os, sys, threading
opened = []
def watch(event, args):
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        opened.append(args[0])
    if event in {"socket.connect", "socket.bind", "subprocess.Popen", "sqlite3.connect"}:
        opened.append(event)
sys.addaudithook(watch)
import importlib
for name in NAMES:
    importlib.import_module(name)
assert not opened, opened
assert not os.listdir("."), os.listdir(".")
assert threading.active_count() == 1, threading.enumerate()
assert not logging.getLogger().handlers, "logging was configured"
print(len(NAMES))
"""


@pytest.mark.parametrize("package", ["bot", "handlers"])
def test_importing_a_module_does_nothing(tmp_path: Path, project: Path, package: str) -> None:
    """No file is written, no connection opened, no thread started, no logging configured."""
    names = [
        ".".join(path.relative_to(project).with_suffix("").parts).removesuffix(".__init__")
        for path in modules_under(project / package)
        if path.name != "__main__.py"
    ]
    code = IMPORT_ALL.replace("NAMES", repr(names))
    assert int(run_python(code, tmp_path, project)) == len(names) > 0
