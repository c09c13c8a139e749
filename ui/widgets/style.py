"""The one style sheet, built from the tokens of a theme.

Roles (set with `theme.role(widget, NAME)`):
labels   title, section, strong, secondary, error, warning, ok, id (small and grey), chip
buttons  primary, quiet (no border), link, danger, card, crumb (top bar), tab (a choice that stays pressed)
frames   panel, card, bar, note-error, note-warning, note-info, line
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from ui import fonts, theme

if TYPE_CHECKING:
    from ui.theme import Theme

_SHEET = Template("""
* { outline: none; }
QWidget { color: $text; font-size: ${base}px; }
QMainWindow, QDialog, QStackedWidget#pages, QWidget[role="surface"] { background: $surface; }
QWidget[role="panel"], QFrame[role="panel"] { background: $panel; }
QFrame[role="card"] { background: $raised; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[role="bar"] { background: $panel; border: 0; border-bottom: 1px solid $line; }
QFrame[role="foot"] { background: $panel; border: 0; border-top: 1px solid $line; }
QFrame[role="line"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role="note-info"] { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[role="note-error"] { background: $error_ground; border: 1px solid $error; border-radius: ${radius}px; }
QFrame[role="note-warning"] { background: $warning_ground; border: 1px solid $warning; border-radius: ${radius}px; }
QFrame[role="drop"] { background: $selected; border: 2px dashed $accent; border-radius: ${radius}px; }

QLabel { background: transparent; border: 0; }
QLabel[role="title"] { font-size: ${page}px; font-weight: 700; }
QLabel[role="section"] { font-size: ${section}px; font-weight: 700; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="secondary"] { color: $secondary; }
QLabel[role="id"] { color: $secondary; font-size: ${small}px; }
QLabel[role="error"] { color: $error; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="ok"] { color: $ok; }
QLabel[role="chip"] { color: $secondary; background: $computed; border-radius: 4px; padding: 1px 6px; }

QPushButton, QToolButton {
  background: $raised; border: 1px solid $line; border-radius: ${radius}px;
  padding: 0 12px; min-height: ${inner}px; color: $text;
}
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked { background: $selected; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 0 11px; min-height: ${focused}px; }
QPushButton:disabled, QToolButton:disabled { color: $secondary; background: $surface; }
QToolButton { padding: 0 8px; }
QToolButton:focus { padding: 0 7px; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 700; }
QPushButton[role="primary"]:hover { background: $accent; border-color: $text; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $surface; color: $secondary; border-color: $line; }
QPushButton[role="quiet"], QToolButton[role="quiet"], QPushButton[role="tab"], QToolButton[role="tab"],
QPushButton[role="crumb"] { background: transparent; border: 1px solid transparent; }
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover, QPushButton[role="tab"]:hover,
QPushButton[role="crumb"]:hover { background: $hover; }
QPushButton[role="quiet"]:checked { background: $selected; }
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus, QPushButton[role="tab"]:focus,
QPushButton[role="crumb"]:focus { border: 2px solid $accent; }
QPushButton[role="tab"] { padding: 0 8px; min-height: 22px; color: $secondary; }
QPushButton[role="tab"]:focus { padding: 0 7px; min-height: 20px; }
QPushButton[role="tab"]:checked { background: $selected; color: $text; font-weight: 700; }
QPushButton[role="crumb"]:checked { background: transparent; color: $accent; font-weight: 700; }
QPushButton[role="crumb"]:checked:hover { background: $hover; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; color: $accent; padding: 0 2px;
  min-height: 20px; text-align: left; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:disabled { color: $secondary; }
QPushButton[role="link"]:focus { border: 2px solid $accent; padding: 0 1px; min-height: 18px; }
QPushButton[role="danger"] { color: $error; }
QPushButton[role="card"], QPushButton[role="card-first"] { background: $raised; border: 1px solid $line; padding: 0;
  min-height: 0; text-align: left; }
QPushButton[role="card-first"] { background: $selected; border-color: $accent; }
QPushButton[role="card"]:hover, QPushButton[role="card-first"]:hover { border-color: $accent; background: $hover; }
QPushButton[role="card-first"]:hover { background: $selected; }
QPushButton[role="card"]:focus, QPushButton[role="card-first"]:focus { border: 2px solid $accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: $panel; border: 1px solid $line; border-radius: ${radius}px; padding: 0 8px;
  min-height: ${inner}px; selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit, QTextEdit { padding: 4px 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $accent; padding: 0 7px; min-height: ${focused}px;
}
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 7px; }
QTextEdit#offer-card { border: 2px solid transparent; padding: 0; border-radius: 0; }
QTextEdit#offer-card:focus { border: 2px solid $accent; }
QAbstractSpinBox { max-height: ${inner}px; }
QAbstractSpinBox:focus { max-height: ${focused}px; }
QLineEdit QToolButton, QLineEdit QToolButton:focus { background: transparent; border: 0; padding: 0; min-height: 0; }
QLineEdit:disabled, QComboBox:disabled { background: $surface; color: $secondary; }
QLineEdit[wrong="true"] { border-color: $error; background: $error_ground; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line; selection-background-color: $selected;
  selection-color: $text; padding: 4px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; background: transparent; border: 2px solid transparent;
  border-radius: 4px; padding: 0 4px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $secondary; }
QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $secondary;
  background: $panel; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked { border-color: $accent; background: $tick; image: url(icons:check.svg); }
QRadioButton::indicator:checked { border-color: $accent; background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5,
  fx: 0.5, fy: 0.5, stop: 0 $accent, stop: 0.55 $accent, stop: 0.65 $panel, stop: 1 $panel); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; background: $surface; }

QAbstractItemView { background: $panel; border: 0; gridline-color: $line; selection-background-color: $selected;
  selection-color: $text; }
QAbstractItemView:focus { border: 0; }
QTreeView#outline, QTableView#problems { border: 2px solid transparent; }
QTreeView#outline:focus, QTableView#problems:focus { border: 2px solid $accent; }
QListWidget[role="popup"] { background: $raised; border: 1px solid $line; border-radius: ${radius}px; padding: 3px; }
QListWidget[role="popup"]::item { padding: 0 8px; border-radius: 4px; }
QListWidget[role="contents"] { background: $surface; border: 0; }
QListWidget[role="contents"]::item { min-height: ${row}px; padding: 0 8px; border-radius: 4px; }
QTreeView::item { min-height: ${row}px; border: 0; }
QTableView::item { border: 0; padding: 0 5px; }  /* Qt adds 3: the words stand below those of the head */
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected { background: $selected; color: $text; }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section { background: $surface; color: $secondary; border: 0; border-right: 1px solid $line;
  border-bottom: 1px solid $line; padding: 0 8px; min-height: ${row}px; }
QTableCornerButton::section { background: $surface; border: 0; }

QScrollArea { border: 0; background: transparent; }
QScrollArea > QWidget > QWidget[role="plain"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter#plain::handle { background: transparent; }
QSplitter#plain::handle:horizontal { width: 12px; }
QSplitter#plain::handle:vertical { height: 12px; }
QMenu { background: $raised; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 8px; }
QProgressBar { background: $computed; border: 0; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
""")


def stylesheet(of: Theme) -> str:
    """The style sheet of a theme."""
    sizes = {
        "base": fonts.BASE,
        "small": fonts.SMALL,
        "section": fonts.SECTION,
        "page": fonts.PAGE,
        "radius": theme.RADIUS,
        "row": theme.ROW,
        # The check mark of the icon file is black: its ground is light in both themes.
        "tick": of.selected if of.name == "light" else of.accent,
        "inner": theme.CONTROL - 2,
        "focused": theme.CONTROL - 2 * theme.RING,
    }
    return _SHEET.substitute({token: getattr(of, token) for token in theme.TOKENS}, **sizes)
