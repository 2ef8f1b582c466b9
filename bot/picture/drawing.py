"""Drawing a laid-out picture as SVG or PNG, by matplotlib without its global state.

The same brief gives the same bytes. Matplotlib is imported only when something is drawn, and one
picture is drawn at a time: what an SVG looks like hangs on settings of the whole process.
"""

from __future__ import annotations

import re
from io import BytesIO
from threading import Lock

from bot.picture.brush import label_id, paint
from bot.picture.fonts import font_for, measure
from bot.picture.gathering import gather
from bot.picture.layout import Style, lay_out
from bot.picture.palette import DARK, LIGHT, Palette
from bot.picture.shapes import Chart
from bot.picture.words import describe_table
from bot.results import Brief

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
_SETTINGS = {
    "svg.fonttype": "none",
    "svg.hashsalt": "dateline",
    "svg.id": None,
    "svg.image_inline": True,
    "path.simplify": False,
    "path.sketch": None,
    "path.effects": [],
    "text.usetex": False,
    "text.parse_math": False,
    "lines.markeredgewidth": 1.0,
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


def _render(chart: Chart, palette: Palette, kind: str) -> bytes:
    """Draw a chart; an SVG with a placeholder for each label, which ``_finish_svg`` fills in."""
    import matplotlib
    import numpy as np
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure
    from PIL import Image

    out = BytesIO()
    with matplotlib.rc_context(_SETTINGS):
        size = (chart.width / _POINTS_PER_INCH, chart.height / _POINTS_PER_INCH)
        figure = Figure(figsize=size, dpi=_POINTS_PER_INCH)
        paint(figure, chart, palette, with_words=kind != "svg")
        if kind == "svg":
            figure.patch.set_visible(False)
            FigureCanvasSVG(figure).print_svg(out, metadata=dict.fromkeys(_METADATA))
        else:
            figure.set_facecolor(palette.background)
            figure.set_dpi(_POINTS_PER_INCH * PNG_PIXELS / chart.width)
            canvas = FigureCanvasAgg(figure)
            canvas.draw()
            # A picture of a few colours is a quarter as large with a table of them.
            pixels = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
            few = pixels.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
            few.save(out, "PNG", optimize=True)
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
