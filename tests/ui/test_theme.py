from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QFontMetrics

from core.paths import resource
from ui import fonts, icons, theme
from ui.theme import DARK, LIGHT
from ui.widgets import look
from ui.widgets.style import stylesheet

GROUNDS = ("surface", "panel", "raised", "computed", "selected", "hover")
WORDS = ("text", "secondary")
MARKS = ("accent", "error", "warning", "ok", "imported", "carried", "stated")


@pytest.mark.parametrize("of", [LIGHT, DARK], ids=lambda of: of.name)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("words", WORDS)
def test_words_can_be_read_on_every_ground(of, ground, words):
    assert theme.contrast(getattr(of, words), getattr(of, ground)) >= 4.5


@pytest.mark.parametrize("of", [LIGHT, DARK], ids=lambda of: of.name)
@pytest.mark.parametrize("ground", ["surface", "panel", "raised"])
@pytest.mark.parametrize("mark", MARKS)
def test_coloured_words_and_marks_can_be_read(of, ground, mark):
    assert theme.contrast(getattr(of, mark), getattr(of, ground)) >= 4.5


@pytest.mark.parametrize("of", [LIGHT, DARK], ids=lambda of: of.name)
def test_words_on_accent_and_on_notices_can_be_read(of):
    assert theme.contrast(of.on_accent, of.accent) >= 4.5
    assert theme.contrast(of.text, of.error_ground) >= 4.5
    assert theme.contrast(of.text, of.warning_ground) >= 4.5


def test_contrast_is_that_of_wcag():
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("of", [LIGHT, DARK], ids=lambda of: of.name)
def test_the_style_sheet_is_whole(of):
    sheet = stylesheet(of)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", sheet)) <= {getattr(of, token) for token in theme.TOKENS}


def test_both_themes_have_every_token_as_a_colour():
    for of in (LIGHT, DARK):
        assert all(QColor(getattr(of, token)).isValid() for token in theme.TOKENS)


def test_changing_the_theme_is_told(qapp, qtbot):
    with qtbot.waitSignal(theme.hub().changed):
        look.dress(qapp, DARK)
    assert theme.current() is DARK
    look.dress(qapp, LIGHT)


def test_icons_take_the_colour_of_the_theme(qapp):
    light = icons.pixmap("check", "error").toImage()
    theme.use(DARK)
    dark = icons.pixmap("check", "error").toImage()
    theme.use(LIGHT)
    assert light != dark
    assert icons.pixmap("check", "error").toImage() == light


@pytest.mark.parametrize("name", sorted(path.stem for path in resource("icons").glob("*.svg") if path.stem != "juebao"))
def test_every_icon_draws_something(qapp, name):
    picture = icons.pixmap(name).toImage()
    assert any(picture.pixelColor(x, y).alpha() for x in range(picture.width()) for y in range(picture.height()))


def test_digits_of_the_interface_are_of_one_width(qapp):
    metrics = QFontMetrics(fonts.interface())
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_the_window_uses_the_bundled_fonts(qapp):
    assert fonts.interface().families() == ["Juebao Hei"]
    assert fonts.narrative().families() == ["Juebao FangSong", "Juebao Song"]
