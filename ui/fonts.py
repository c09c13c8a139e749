"""The typefaces of the window: bundled ones only, so that it looks the same on every computer.

HeiTi (Noto Sans SC, digits of one width; bold is made from its one weight) for the interface;
FangSong with SongTi behind it for the narrative.
They are loaded when first asked for.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from core.paths import resource

BASE = 13
SMALL = 12
SECTION = 15
PAGE = 20
NARRATIVE = 16
"""Sizes in logical pixels, which scale with the system."""


@cache
def family(name: str) -> str:
    """The family of resources/fonts/NAME.ttf, loaded; the system's own where the file cannot be read."""
    number = QFontDatabase.addApplicationFont(str(resource("fonts", f"{name}.ttf")))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else QFont().family()


def interface(size: int = BASE, *, bold: bool = False) -> QFont:
    """The font of controls, labels and tables."""
    return _font(["HeiTi"], size, bold)


def narrative(size: int = NARRATIVE, *, bold: bool = False) -> QFont:
    """The font in which the narrative is printed; characters 仿宋 lacks come from 宋体."""
    return _font(["FangSong", "SongTi"], size, bold)


def heading(level: int, size: int = NARRATIVE) -> QFont:
    """The font of a printed heading: 小标宋 for the title, 黑体, 楷体, then 仿宋."""
    first = {0: "XiaoBiaoSong", 1: "HeiTi", 2: "KaiTi"}.get(level, "FangSong")
    return _font([first, "SongTi"], size, bold=level == 3)


def _font(names: list[str], size: int, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies([family(name) for name in names])
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
