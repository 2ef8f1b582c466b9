"""Drawing a laid-out picture as SVG or PNG, by matplotlib without its global state.

The same brief gives the same bytes. Matplotlib is imported only when something is drawn, and one
picture is drawn at a time: what an SVG looks like hangs on settings of the whole process.
"""

from __future__ import annotations

import re
from io import BytesIO
from threading import Lock

from bot.errors import InputError
from bot.picture.brush import label_id, paint
from bot.picture.fonts import font_for, measure
from bot.picture.gathering import gather
from bot.picture.layout import Style, lay_out
from bot.picture.palette import DARK, LIGHT, Palette
from bot.picture.shapes import Chart
from bot.picture.words import describe_table
from bot.results import Brief

#: What is said where there is no picture.
TOO_LITTLE = "A timeline picture needs lines of at least two days, and there are not as many."
#: Widths of the page's picture in its own units, on a desk and on a phone; and of the PNG's.
WIDE, NARROW, _PNG_UNITS = 960.0, 380.0, 760.0
PNG_PIXELS = 1600
_COLOURS = 128
_POINTS_PER_INCH = 72
#: Families that a reader's machine has; the picture's own measures are those of a wide one.
_FAMILIES = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_FAMILY = re.compile(r"font-family:[^;]*;?\s*")
_METADATA = ("Creator", "Date", "Format", "Type")
_SVG = "{http://www.w3.org/2000/svg}"
_SETTINGS: dict[str, object] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "dateline",
    "path.simplify": False,
}
_one_at_a_time = Lock()


def draw_svg(brief: Brief, *, is_dark: bool = False, width: float = WIDE) -> bytes | None:
    """Return the timeline picture of a brief for a page, without background.

    None where too little has a date. Words are text, so that a reader's own fonts show them.
    """
    table = gather(brief)
    if table is None:
        return None
    chart = lay_out(table, Style(width=width, has_key=False, measure=measure))
    with _one_at_a_time:
        drawn = _render(chart, DARK if is_dark else LIGHT, "svg")
    return _finish_svg(drawn, chart, f"Timeline of {table.topic}", describe_table(table))


def draw_png(brief: Brief) -> bytes | None:
    """Return the timeline picture of a brief with its own title and key, on a light background.

    None where too little has a date.
    """
    table = gather(brief)
    if table is None:
        return None
    style = Style(
        width=_PNG_UNITS,
        has_key=True,
        measure=measure,
        can_draw=lambda text: font_for(text) is not None,
    )
    with _one_at_a_time:
        return _render(lay_out(table, style), LIGHT, "png")


def draw_file(brief: Brief, suffix: str) -> bytes:
    """Return the timeline picture of a brief as a file with this ending holds it.

    Raises:
        InputError: another ending than ``.svg`` and ``.png``, or too little to draw.
    """
    kind = suffix.casefold()
    if kind not in (".svg", ".png"):
        raise InputError("A picture is a .svg or a .png file; name it so.")
    drawn = draw_svg(brief) if kind == ".svg" else draw_png(brief)
    if drawn is None:
        raise InputError(brief.empty_because or TOO_LITTLE)
    return drawn


def _render(chart: Chart, palette: Palette, kind: str) -> bytes:
    """Draw a chart; an SVG with a placeholder for each label, which ``_finish_svg`` fills in."""
    import matplotlib
    from matplotlib.figure import Figure

    out = BytesIO()
    with matplotlib.rc_context():
        # Whatever the user's own settings are, the picture is the same.
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)  # type: ignore[arg-type]
        size = (chart.width / _POINTS_PER_INCH, chart.height / _POINTS_PER_INCH)
        figure = Figure(figsize=size, dpi=_POINTS_PER_INCH, facecolor=palette.background)
        paint(figure, chart, palette, with_words=kind != "svg")
        if kind == "svg":
            metadata = dict.fromkeys(_METADATA)
            figure.savefig(out, format="svg", transparent=True, metadata=metadata)
            return out.getvalue()
        dpi = _POINTS_PER_INCH * PNG_PIXELS / chart.width
        figure.savefig(out, format="png", dpi=dpi, pil_kwargs={"compress_level": 1})
    return _with_few_colours(out)


def _with_few_colours(drawn: BytesIO) -> bytes:
    """Return a PNG with a table of its colours, which makes it half as large."""
    from PIL import Image

    out = BytesIO()
    with Image.open(drawn) as image:
        few = image.convert("RGB").quantize(
            _COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
    few.save(out, "PNG")
    return out.getvalue()


def _finish_svg(drawn: bytes, chart: Chart, title: str, description: str) -> bytes:
    """Fill in the words, name the picture, and take out what points anywhere outside it."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(drawn, parser)
    for number, label in enumerate(chart.all_labels):
        group = root.find(f".//{_SVG}g[@id='{label_id(number)}']")
        text = group.find(f"{_SVG}text") if group is not None else None
        if text is not None:
            text.text = label.text
            text.set("style", _FAMILY.sub("", text.get("style", "")))
            text.attrib.pop("transform", None)
    for metadata in root.findall(f".//{_SVG}metadata"):
        metadata.getparent().remove(metadata)
    root.set("role", "img")
    root.set("style", f"font-family: {_FAMILIES}")
    for tag, words in (("desc", description), ("title", title)):
        element = etree.Element(f"{_SVG}{tag}")
        element.text = words
        root.insert(0, element)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))
