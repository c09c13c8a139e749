"""What a look at a window would object to, found by walking its widgets: overlaps, cut words, bars within bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QSplitter,
    QStackedWidget,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.template import CellRole
from ui import fonts
from ui.pages import cellpaint
from ui.pages.gridlayout import SheetLayout

if TYPE_CHECKING:
    from collections.abc import Iterator

FLOATING = "floating"
"""The property of what stands over other things on purpose, such as the results under a search box."""
_INNER = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QAbstractButton)
_PADDING = 16
"""What a list's cell keeps free at its ends (ui/widgets/style.py)."""
_SLACK = 1
"""Pixels that rounding may take: at 150 % a logical pixel is no whole one."""


def faults(window: QWidget) -> list[str]:
    """Everything found in a window, a line each; empty where nothing is."""
    return [*overlaps(window), *beyond(window), *cut(window), *nested(window)]


# -- places ------------------------------------------------------------------------------


def overlaps(root: QWidget) -> list[str]:
    """Visible siblings that stand over each other."""
    found = []
    for parent in _seen(root):
        if isinstance(parent, (*_INNER, QStackedWidget, QSplitter)) or _is_frame_of_view(parent):
            continue
        children = [one for one in _children(parent) if not one.property(FLOATING) and not one.isWindow()]
        for number, one in enumerate(children):
            for other in children[number + 1 :]:
                common = one.geometry().intersected(other.geometry())
                if common.width() > _SLACK and common.height() > _SLACK:
                    found.append(f"{_name(one)} over {_name(other)} by {common.width()}x{common.height()}")
    return found


def beyond(root: QWidget) -> list[str]:
    """What reaches out of its parent without a scroll bar that would bring it into sight."""
    found = []
    for one in _seen(root):
        parent = one.parentWidget()
        if one is root or one.isWindow() or parent is None or _is_viewport(parent) or isinstance(parent, _INNER):
            continue
        room, place = parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK), one.geometry()
        if not room.contains(place):
            found.append(f"{_name(one)} reaches out of {_name(parent)}: {_said(place)} in {_said(parent.rect())}")
    return found


# -- words -------------------------------------------------------------------------------


def cut(root: QWidget) -> list[str]:
    """Words that have less room than they take and no tip that says them whole."""
    found = [f"{_name(one)} is cut: {why}" for one in _seen(root) if (why := _why_cut(one)) and not one.toolTip()]
    for one in _seen(root):
        if isinstance(one, SheetLayout):
            found += _cells(one)
        elif isinstance(one, QTableView):
            found += _lines(one)
    return found


def _cells(sheet: SheetLayout) -> Iterator[str]:
    """Cells of a form whose words are higher than the cell."""
    model = sheet.sheet
    for r in range(model.rowCount()):
        for c in range(model.columnCount()):
            cell = model.cell(r, c)
            if cell is None or sheet.isRowHidden(r) or cell.role is CellRole.FIGURE or not cell.text:
                continue
            place = sheet.visualRect(model.index(r, c))
            room = place.adjusted(cellpaint.PAD, 0, -cellpaint.PAD, 0)
            font = fonts.interface(round(fonts.BASE * model.zoom), bold=cell.role is CellRole.HEADER)
            taken = QFontMetrics(font).boundingRect(room, int(Qt.TextFlag.TextWordWrap), cell.text)
            if why := _short(place.height(), taken.height()):
                yield f"{_name(sheet)} cuts 「{cell.text}」: {why}"


def _lines(view: QTableView) -> Iterator[str]:
    """Cells of a list whose words are longer than the cell, and that no tip says whole."""
    model = view.model()
    for r in range(
        view.rowAt(0), min(view.rowAt(view.viewport().height() - 1) + 1 or model.rowCount(), model.rowCount())
    ):
        for c in range(model.columnCount()):
            index = model.index(r, c)
            text = str(index.data() or "")
            room = view.visualRect(index).width() - _PADDING
            why = _short(room, view.fontMetrics().horizontalAdvance(text))
            if why and not index.data(Qt.ItemDataRole.ToolTipRole):
                yield f"{_name(view)} cuts 「{text[:20]}」 in column {c}: {why}"


def _why_cut(one: QWidget) -> str:
    match one:
        case QLabel() if one.text():
            return _label(one)
        case QCheckBox() | QRadioButton() | QAbstractButton() if one.text():
            return _short(one.width(), one.minimumSizeHint().width()) or _short(one.height(), _line(one))
        case QComboBox():
            option = QStyleOptionComboBox()
            one.initStyleOption(option)
            part = QStyle.SubControl.SC_ComboBoxEditField
            room = one.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, one)
            return _short(room.width(), one.fontMetrics().horizontalAdvance(one.currentText()))
        case QLineEdit() if not one.text():
            return _short(_room_of(one), one.fontMetrics().horizontalAdvance(one.placeholderText()))
        case QAbstractSpinBox():
            return _short(one.height(), _line(one))
    return ""


def _room_of(one: QLineEdit) -> int:
    option = QStyleOptionFrame()
    one.initStyleOption(option)
    margins = one.textMargins()
    inside = one.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, one)
    return inside.width() - margins.left() - margins.right() - 4  # Qt's own margin at both ends


def _label(one: QLabel) -> str:
    room = one.contentsRect()
    if one.wordWrap():
        needed = one.heightForWidth(one.width())
        return _short(one.height(), needed) or _short(room.width(), _longest_word(one))
    rich = one.textFormat() is Qt.TextFormat.RichText
    wanted = one.sizeHint().width() if rich else max(map(one.fontMetrics().horizontalAdvance, one.text().split("\n")))
    return _short(room.width(), wanted) or _short(room.height(), _line(one) - 2)


def _longest_word(one: QLabel) -> int:
    """What cannot be broken: a number or a Latin word; Chinese breaks after every character."""
    words = "".join(letter if letter.isascii() else " " for letter in one.text()).split()
    return max(map(one.fontMetrics().horizontalAdvance, words), default=0) if "/" not in one.text() else 0


def _line(one: QWidget) -> int:
    return one.fontMetrics().height()


def _short(room: int, wanted: int) -> str:
    return f"{room} of {wanted}" if room + _SLACK < wanted else ""


# -- scrolling ----------------------------------------------------------------------------


def nested(root: QWidget) -> list[str]:
    """A scroll area that scrolls the way one around it scrolls."""
    found = []
    for one in _seen(root):
        if not isinstance(one, QAbstractScrollArea):
            continue
        outer = one.parentWidget()
        while outer is not None:
            if isinstance(outer, QAbstractScrollArea):
                ways = [way for way in ("vertical", "horizontal") if _scrolls(one, way) and _scrolls(outer, way)]
                found += [f"{_name(one)} scrolls {way} within {_name(outer)}" for way in ways]
            outer = outer.parentWidget()
    return found


def _scrolls(area: QAbstractScrollArea, way: str) -> bool:
    bar = area.verticalScrollBar() if way == "vertical" else area.horizontalScrollBar()
    return bar.maximum() > bar.minimum()


# -- walking -------------------------------------------------------------------------------


def _seen(root: QWidget) -> Iterator[QWidget]:
    """The visible widgets, without the inner parts of controls and views."""
    yield root
    if isinstance(root, _INNER) and not isinstance(root.layout(), QVBoxLayout):  # a card is a button with lines in it
        return
    for child in _children(root):
        if not child.isWindow():
            yield from _seen(child)


def _children(parent: QWidget) -> list[QWidget]:
    return [
        one for one in parent.children() if isinstance(one, QWidget) and one.isVisible() and not one.size().isEmpty()
    ]


def _is_frame_of_view(one: QWidget) -> bool:
    return isinstance(one, QAbstractScrollArea)


def _is_viewport(one: QWidget) -> bool:
    parent = one.parentWidget()
    return isinstance(parent, QAbstractScrollArea) and parent.viewport() is one


def _name(one: QWidget) -> str:
    text = getattr(one, "text", None)
    said = text() if callable(text) and not isinstance(one, QAbstractSpinBox) else ""
    return f"{type(one).__name__}#{one.objectName()}「{said or one.accessibleName()}」"


def _said(place: QRect) -> str:
    return f"{place.x()},{place.y()} {place.width()}x{place.height()}"
