"""The five bundled fonts: what reportlab can embed, and which characters they hold."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, TTFontFile
from reportlab.pdfgen.canvas import Canvas

from core.paths import resource

FAMILIES = {
    "FangSong": "Juebao FangSong",
    "KaiTi": "Juebao Kai",
    "HeiTi": "Juebao Hei",
    "XiaoBiaoSong": "Juebao XiaoBiaoSong",
    "SongTi": "Juebao Song",
}
COMPLETE = ("HeiTi", "XiaoBiaoSong", "SongTi")
FALLBACK = "SongTi"
SYMBOLS = (
    "".join(map(chr, range(0x20, 0x7F)))  # ASCII
    + "".join(map(chr, range(0xFF01, 0xFF5F)))  # full-width forms
    + "　、。〃々〈〉《》「」『』【】〔〕〖〗“”‘’…—–·￥"
    + "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    + "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
    + "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
    + "□■☑☐○●▲△✕✓◌≠≥≤±×÷−→←↑↓㎡‰℃"
)


@cache
def face(name: str) -> TTFontFile:
    return TTFontFile(str(resource("fonts", f"{name}.ttf")))


def lacking(name: str, chars: str) -> str:
    held = face(name).charToGlyph
    return "".join(char for char in chars if ord(char) not in held)


def widths(name: str, chars: str) -> set[float]:
    """In thousandths of the em."""
    pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{name}.ttf"))))
    return {pdfmetrics.stringWidth(char, name, 1000) for char in chars}


def gb2312_hanzi() -> str:
    """Levels 1 and 2, the rows 16 to 87."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", errors="ignore") for code in codes)


def tonggui() -> str:
    """通用规范汉字表."""
    path = Path(__file__).parent / "data" / "tonggui_8105.txt"
    return path.read_text(encoding="utf-8").replace("\n", "")


def test_the_lists_are_whole() -> None:
    assert len(set(gb2312_hanzi())) == len(gb2312_hanzi()) == 6763
    assert len(set(tonggui())) == len(tonggui()) == 8105


@pytest.mark.parametrize("name", FAMILIES)
def test_reportlab_embeds_it(name: str) -> None:
    pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{name}.ttf"))))
    buffer = BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont(name, 16)
    canvas.drawString(72, 720, "示例县总工会2024年度部门决算 1,234.50")
    canvas.save()
    assert b"/FontFile2" in buffer.getvalue()
    assert pdfmetrics.stringWidth("决算", name, 16) == pytest.approx(32)


@pytest.mark.parametrize("name", FAMILIES)
def test_its_family_is_our_own_and_its_embedding_allowed(name: str) -> None:
    font = face(name)
    assert font.familyName.decode() == FAMILIES[name]
    assert font.name.decode() == f"Juebao-{name}"
    assert not any(reserved in font.fullName.decode() for reserved in ("Source", "Noto"))


@pytest.mark.parametrize("name", FAMILIES)
def test_it_holds_gb2312(name: str) -> None:
    assert lacking(name, gb2312_hanzi()) == ""


@pytest.mark.parametrize("name", COMPLETE)
def test_it_holds_the_8105(name: str) -> None:
    assert lacking(name, tonggui()) == ""


@pytest.mark.parametrize("name", COMPLETE)
def test_it_holds_every_symbol(name: str) -> None:
    assert lacking(name, SYMBOLS) == ""


@pytest.mark.parametrize("name", ["FangSong", "KaiTi"])
def test_what_it_lacks_the_fallback_has(name: str) -> None:
    missing = lacking(name, tonggui() + SYMBOLS)
    assert "镕" in missing
    assert lacking(FALLBACK, missing) == ""
    ordinary = "、。，：；！？（）《》〈〉〔〕【】“”‘’—…·①②③④⑤⑥⑦⑧⑨⑩㈠㈡㈢□■○●△▲×÷±≠≥≤→%‰℃"
    assert lacking(name, ordinary + "0123456789.,-%（）") == ""


@pytest.mark.parametrize("name", ["FangSong", "KaiTi", "HeiTi", "SongTi"])
def test_figures_line_up(name: str) -> None:
    assert len(widths(name, "0123456789")) == 1


@pytest.mark.parametrize("name", FAMILIES)
def test_chinese_punctuation_fills_the_em(name: str) -> None:
    assert widths(name, "，。；：（）《》“”—…·中") == {1000}


def test_the_licences_are_beside_them() -> None:
    folder = resource("fonts", "LICENSES")
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL-1.1.txt").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in (folder / "GPL-3.0.txt").read_text(encoding="utf-8")
    assert "As a special exception" in (folder / "FANDOL.txt").read_text(encoding="utf-8")
