"""Timeline pictures as files: the same bytes for the same brief, safe, and readable."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import matplotlib
import pytest
from lxml import etree
from PIL import Image
from test_layers import run_python
from unit.handlers.samples import brief, entry, position, quotation

from bot.errors import InputError
from bot.picture.drawing import NARROW, PNG_PIXELS, draw_file, draw_png, draw_svg
from bot.picture.fonts import font_for
from bot.picture.palette import DARK, LIGHT, MARKERS, Palette
from bot.picture.shapes import Tone
from bot.records import Precision, Stance
from bot.results import Brief

_HOSTILE = (
    '</text><script>alert(1)</script><image href="https://evil.example/x.png"/>'
    "&xxe;$\\frac{1}{0}$ url(https://evil.example)"
)
_ARABIC, _CHINESE = "محمد بن سلمان", "外交部发言人"


def _full(count: int = 12, **changes: object) -> Brief:
    day = date(2022, 1, 10)
    return brief(
        quotations=tuple(quotation(speaker=f"Speaker {n % 5}") for n in range(count)),
        positions=tuple(
            position(actor=f"Actor {n % 7}", stance=list(Stance)[n % 8]) for n in range(count)
        ),
        timeline=tuple(
            entry(day=day + timedelta(days=11 * n), precision=list(Precision)[n % 4])
            for n in range(count)
        ),
        **changes,
    )


def _named(name: str) -> Brief:
    lines = (position(actor=name), quotation(speaker=name))
    return brief(positions=lines[:1], quotations=lines[1:], timeline=(entry(name),), topic=name)  # type: ignore[arg-type]


def _parse(drawn: bytes | None) -> etree._Element:
    assert drawn is not None
    return etree.fromstring(drawn, etree.XMLParser(resolve_entities=False))


def _words(root: etree._Element) -> list[str]:
    return [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_same_brief_gives_the_same_bytes() -> None:
    """Nothing of the hour or of chance gets into a picture."""
    assert draw_svg(_full()) == draw_svg(_full())
    assert draw_png(_full()) == draw_png(_full())


def test_threads_do_not_disturb_each_other() -> None:
    """Pictures drawn at once are those drawn one after the other."""
    briefs = [_full(count) for count in (3, 6, 9, 12)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(draw_svg, briefs))
    assert together == [draw_svg(each) for each in briefs]


def test_the_settings_of_the_process_change_nothing_and_stay() -> None:
    """A user's own matplotlib settings are neither followed nor lost."""
    usual = draw_svg(_full())
    with matplotlib.rc_context({"lines.linewidth": 9.0, "svg.fonttype": "path"}):
        assert draw_svg(_full()) == usual
        assert matplotlib.rcParams["svg.fonttype"] == "path"


def test_too_little_gives_no_picture() -> None:
    """The caller says so in words."""
    assert draw_svg(brief(positions=(position(),))) is None
    assert draw_png(brief(positions=(position(),))) is None


@pytest.mark.parametrize("width", [960.0, NARROW])
def test_a_hostile_name_is_only_words(width: float) -> None:
    """No element, reference or formula comes out of a document."""
    root = _parse(draw_svg(_named(_HOSTILE), width=width))
    assert {etree.QName(element).localname for element in root.iter()} <= {
        *("svg", "title", "desc", "defs", "style", "g", "path", "use", "text", "clipPath", "rect")
    }
    assert any(word.startswith("</text>") for word in _words(root))


def test_an_svg_refers_to_nothing_outside_itself() -> None:
    """Neither by attribute nor by style, nor by a document type."""
    drawn = draw_svg(_named(_HOSTILE))
    root = _parse(drawn)
    assert drawn is not None
    assert root.getroottree().docinfo.doctype == ""
    for element in root.iter():
        for name, value in element.attrib.items():
            if etree.QName(name).localname in ("href", "src"):
                assert str(value).startswith("#")
            assert "url(h" not in str(value)
            assert not etree.QName(name).localname.startswith("on")


def test_an_svg_keeps_its_words_as_text_in_the_readers_font() -> None:
    """They can be read aloud, searched and shown in scripts that no font here has."""
    root = _parse(draw_svg(_named(_CHINESE)))
    assert _CHINESE in _words(root)
    assert "system-ui" in root.get("style", "")
    assert root.find("{http://www.w3.org/2000/svg}title") is not None


def test_every_mark_of_the_dark_picture_is_that_of_the_light_one() -> None:
    """Only the colours differ."""
    light, dark = (_parse(draw_svg(_full(), is_dark=each)) for each in (False, True))
    assert _words(light) == _words(dark)
    assert len(list(light.iter())) == len(list(dark.iter()))


def test_a_png_is_wide_opaque_and_small() -> None:
    """As large as a phone can show, and quick to load."""
    drawn = draw_png(_full(40))
    assert drawn is not None
    with Image.open(io.BytesIO(drawn)) as image:
        assert image.width == PNG_PIXELS
        assert "transparency" not in image.info
        assert image.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
    assert len(drawn) < 300_000


@pytest.mark.parametrize("name", [_ARABIC, _CHINESE, "🎈 balloon", "", "A" * 400, "e\u0301" * 90])
def test_any_name_can_be_drawn(name: str) -> None:
    """Missing glyphs, other directions and lengths break nothing; warnings are errors here."""
    assert draw_png(_named(name))
    assert draw_svg(_named(name))


def test_a_script_without_a_font_is_known_as_such() -> None:
    """A private character has no font anywhere, so its words are not drawn as boxes."""
    assert font_for("Norland") is not None
    assert font_for("\ue123\U0010fffd") is None


def test_a_file_is_drawn_by_its_ending() -> None:
    """The ending decides; another one is refused in words."""
    assert draw_file(_full(), ".PNG").startswith(b"\x89PNG")
    assert draw_file(_full(), ".svg").startswith(b"<?xml")
    with pytest.raises(InputError, match=r"\.svg or a \.png"):
        draw_file(_full(), ".pdf")
    with pytest.raises(InputError, match="two days"):
        draw_file(brief(positions=(position(),)), ".png")


def test_nothing_of_matplotlib_is_loaded_before_something_is_drawn(
    tmp_path: Path, project: Path
) -> None:
    """The bot's start stays fast."""
    code = "import sys, bot.picture.drawing, bot.newsroom; print('matplotlib' in sys.modules)"
    assert run_python(code, tmp_path, project).strip() == "False"


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_colours_have_contrast_enough(palette: Palette) -> None:
    """WCAG AA: 4.5 for words, 3 for marks; on the ground and on the bands of other times."""
    grounds = (palette.background, palette.tones[Tone.BAND])
    for ground in grounds:
        for stance in Stance:
            assert _contrast(palette.stances[stance], ground) >= 3
        for tone in (Tone.INK, Tone.MUTED):
            assert _contrast(palette.tones[tone], ground) >= 4.5
    assert _contrast(palette.tones[Tone.ON_INK], palette.tones[Tone.INK]) >= 4.5


def test_every_stance_has_a_shape_of_its_own() -> None:
    """Who cannot tell the colours apart can tell the shapes."""
    assert set(MARKERS) == set(Stance)
    assert len(set(MARKERS.values())) == len(Stance)


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
