"""Draw docs/brief.svg: the brief on NATO from seeds/, as the terminal shows it.

Run by ``make picture``, so that the picture in the README stays true.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from bot.cli.printing import print_brief
from bot.config import load_settings
from bot.newsroom import make_newsroom
from bot.reading.paths import read_paths
from bot.results import BriefRequest

ROOT = Path(__file__).resolve().parents[1]
_COLUMNS = 96
#: Rich's own frame loads fonts from elsewhere; this one uses the reader's.
_FRAME = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" \
xmlns="http://www.w3.org/2000/svg" role="img" aria-label="The brief on NATO in a terminal">
<style>
.{unique_id}-matrix {{ font-family: Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>{lines}</defs>
<rect width="{width}" height="{height}" rx="8" fill="#1f2430"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def main() -> None:
    """Index the seeds in an archive of their own and draw the brief."""
    console = Console(
        record=True, width=_COLUMNS, file=io.StringIO(), highlight=False, force_terminal=True
    )
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(database_url=f"sqlite:///{folder}/archive.db")
        newsroom = make_newsroom(settings)
        newsroom.add(read_paths([str(ROOT / "seeds")]))
        request = BriefRequest(topic="nato", workspace=newsroom.workspace, limit=4)
        console.print("[bold green]$[/] dateline brief nato --limit 4\n")
        print_brief(console, newsroom.brief(request))
        newsroom.close()
    drawing = console.export_svg(theme=MONOKAI, code_format=_FRAME, unique_id="brief")
    (ROOT / "docs" / "brief.svg").write_text(drawing, encoding="utf-8")


if __name__ == "__main__":
    main()
