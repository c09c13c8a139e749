"""The editors that open in a cell: a line, a list of choices, or a box for long text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from core.figures import Kind
from ui import fonts, theme

if TYPE_CHECKING:
    from core.template import Figure

LONG_TEXT_COLUMNS = 3
"""A text cell merged over this many columns takes more than a line."""


def make(parent: QWidget, figure: Figure, columns: int) -> QWidget:
    """An editor for the figure."""
    if figure.kind is Kind.CHOICE and figure.choices:
        return _choice(parent, figure)
    editor: QWidget
    editor = _box(parent) if figure.kind is Kind.TEXT and columns >= LONG_TEXT_COLUMNS else _line(parent, figure)
    return editor


def _line(parent: QWidget, figure: Figure) -> QLineEdit:
    line = QLineEdit(parent)
    line.setFrame(False)
    line.setAlignment(Qt.AlignmentFlag.AlignRight if figure.kind.numeric else Qt.AlignmentFlag.AlignLeft)
    if figure.kind is Kind.DATE:
        line.setPlaceholderText("2024-03-31")
    dress(line, "accent")
    return line


def _box(parent: QWidget) -> QPlainTextEdit:
    box = QPlainTextEdit(parent)
    box.setTabChangesFocus(True)
    box.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
    box.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    box.document().setDocumentMargin(0)
    dress(box, "accent")
    return box


def _choice(parent: QWidget, figure: Figure) -> QComboBox:
    choice = QComboBox(parent)
    choice.addItems(["", *figure.choices])
    dress(choice, "accent")
    return choice


def dress(editor: QWidget, token: str) -> None:
    """Draw the editor's frame in a colour, within the cell it covers."""
    colors = theme.current()
    ground = colors.error_ground if token == "error" else colors.panel
    editor.setStyleSheet(
        f"{type(editor).__name__} {{ min-height: 0; padding: 0 {theme.space(1)}px; border-radius: 0;"
        f" font-size: {round(fonts.BASE * (editor.property('zoom') or 1.0))}px;"
        f" border: {theme.RING}px solid {getattr(colors, token)}; background: {ground}; }}"
    )


def text_of(editor: QWidget) -> str:
    """What stands in the editor."""
    match editor:
        case QComboBox():
            return editor.currentText()
        case QPlainTextEdit():
            return editor.toPlainText()
        case QLineEdit():
            return editor.text()
    return ""


def put(editor: QWidget, text: str) -> None:
    """Put a cell's text into its editor, as not yet touched."""
    match editor:
        case QComboBox():
            editor.setCurrentText(text)
            editor.setProperty("first", text)
        case QPlainTextEdit():
            editor.setPlainText(text)
            editor.document().setModified(False)
        case QLineEdit():
            editor.setText(text)
            editor.setModified(False)


def touched(editor: QWidget) -> bool:
    """Whether anything was typed."""
    match editor:
        case QComboBox():
            return bool(editor.currentText() != editor.property("first"))
        case QPlainTextEdit():
            return editor.document().isModified()
        case QLineEdit():
            return editor.isModified()
    return False
