from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter

from core.paths import resource
from core.rules import Finding, State
from core.template import Severity
from ui import fonts, icons, theme
from ui.pages import cellpaint
from ui.panes.problem_model import sign
from ui.panes.tally import Standing, Tally
from ui.theme import DARK, LIGHT
from ui.widgets import look
from ui.widgets.badge import paint_badge
from ui.widgets.style import stylesheet

GROUNDS = ("surface", "panel", "raised", "computed", "selected", "hover", "error_ground", "warning_ground")
WORDS = ("text", "secondary")
FINDING = Finding("x", "X1", "审核", State.FAIL, Severity.ERROR, "不等", "改", "zt:0-0")
MARKS = ("accent", "error", "warning", "ok", "imported", "carried", "stated")


@pytest.mark.parametrize("of", [LIGHT, DARK], ids=lambda of: of.name)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("words", WORDS)
def test_words_can_be_read_on_every_ground(of, ground, words):
    assert theme.contrast(getattr(of, words), getattr(of, ground)) >= 4.5


@pytest.mark.parametrize("of", [LIGHT, DARK], ids=lambda of: of.name)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("mark", MARKS)
def test_coloured_words_and_marks_can_be_read(of, ground, mark):
    assert theme.contrast(getattr(of, mark), getattr(of, ground)) >= 4.5


@pytest.mark.parametrize("of", [LIGHT, DARK], ids=lambda of: of.name)
def test_words_on_accent_and_on_notices_can_be_read(of):
    assert theme.contrast(of.on_accent, of.accent) >= 4.5
    assert theme.contrast(of.text, of.error_ground) >= 4.5
    assert theme.contrast(of.text, of.warning_ground) >= 4.5


def _rules(of):
    """(selector, its colour, its ground or None) of every rule of the style sheet that colours words."""
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", stylesheet(of)):
        color = re.search(r"(?<![-\w])color:\s*(#[0-9A-Fa-f]{6})", body)
        ground = re.search(r"(?<![-\w])background:\s*(#[0-9A-Fa-f]{6})", body)
        if color:
            yield selector.strip(), color[1], ground[1] if ground else None


@pytest.mark.parametrize("of", [LIGHT, DARK], ids=lambda of: of.name)
def test_every_role_of_the_style_sheet_can_be_read(of):
    """On its own ground, else on every one it may stand on."""
    rules = list(_rules(of))
    assert len(rules) > 20
    for selector, color, own in rules:
        for ground in [own] if own else [of.surface, of.panel, of.raised, of.hover, of.selected]:
            assert theme.contrast(color, ground) >= 4.5, selector


@pytest.mark.parametrize("of", [LIGHT, DARK], ids=lambda of: of.name)
def test_an_edge_that_says_something_can_be_seen(of):
    """The ring of the focus and the frames of controls in use: 3 to 1 by WCAG for what is no text."""
    for ground in ("surface", "panel", "raised", "selected"):
        assert theme.contrast(of.accent, getattr(of, ground)) >= 3


@pytest.fixture
def colourless(qapp):
    """A theme in which every mark has the colour of the words: what is told by colour alone is lost."""
    theme.use(replace(LIGHT, **dict.fromkeys(MARKS, LIGHT.text), error_ground="#FFFFFF", warning_ground="#FFFFFF"))
    yield
    theme.use(LIGHT)


def _painted(paint):
    picture = QImage(48, 28, QImage.Format.Format_ARGB32)
    picture.fill(QColor("#FFFFFF"))
    painter = QPainter(picture)
    paint(painter)
    painter.end()
    return bytes(picture.constBits())


def test_states_differ_without_colour(colourless):
    marks = [
        _painted(lambda painter, one=one: paint_badge(painter, QRectF(4, 4, 16, 16), Tally(one, 1, 2)))
        for one in Standing
    ]
    assert len(set(marks)) == len(Standing)


def test_origins_differ_without_colour(colourless):
    marks = [
        _painted(lambda painter, one=one: cellpaint.paint_origin(painter, QRect(0, 0, 48, 28), one))
        for one in ("imported", "carried", "stated")
    ]
    assert len(set(marks)) == 3


def test_severities_differ_without_colour():
    """What differs in its colour differs in its sign too."""
    findings = [replace(FINDING, severity=severity, state=state) for severity in Severity for state in State]
    signs = {sign(finding) for finding in findings}
    assert len(signs) >= 4
    assert len({icon for icon, _ in signs}) >= len({token for _, token in signs})
    assert not [one for one in signs for other in signs if one[0] == other[0] and one[1] != other[1]]


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
