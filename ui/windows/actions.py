"""The window's actions, one line each: name, keys, and the method of the window that does it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QMenu, QPlainTextEdit, QTextEdit, QWidget

from ui.theme import Choice

if TYPE_CHECKING:
    from ui.windows.main import MainWindow


class Entry(NamedTuple):
    """An action; `menu` ones are listed under 文件."""

    name: str
    text: str
    keys: tuple[str, ...]
    method: str
    menu: bool = True


ENTRIES = (
    Entry("new", "新建…", ("Ctrl+N",), "show_new"),
    Entry("open", "打开…", ("Ctrl+O",), "ask_open"),
    Entry("import", "导入旧报告…", ("Ctrl+I",), "ask_import"),
    Entry("export", "导出…", ("Ctrl+E",), "show_export"),
    Entry("collect", "导出收集表…", ("Ctrl+Shift+E",), "show_collect"),
    Entry("print", "打印…", ("Ctrl+P",), "show_print"),
    Entry("replace", "查找和替换文字…", ("Ctrl+Shift+H",), "replace_words"),
    Entry("checklist", "上报之前还要做什么…", ("Ctrl+Shift+L",), "show_checklist"),
    Entry("packs", "报表包…", ("Ctrl+Shift+B",), "show_packs"),
    Entry("history", "修改记录与快照…", ("Ctrl+H",), "show_history"),
    Entry("copy", "另存为…", ("Ctrl+Shift+S",), "save_as"),
    Entry("close", "关闭报告", ("Ctrl+W",), "close_report"),
    Entry("help", "帮助", ("F1",), "show_help"),
    Entry("quit", "退出", ("Ctrl+Q",), "quit"),
    Entry("undo", "撤销", ("Ctrl+Z",), "undo", menu=False),
    Entry("redo", "重做", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo", menu=False),
    Entry("find", "查找", ("Ctrl+K", "Ctrl+F"), "search", menu=False),
    Entry("next", "下一个问题", ("F8",), "next_problem", menu=False),
    Entry("previous", "上一个问题", ("Shift+F8",), "previous_problem", menu=False),
    Entry("preview", "预览", ("Ctrl+Shift+P",), "toggle_preview", menu=False),
    Entry("larger", "放大", ("Ctrl+Alt+=",), "zoom_in", menu=False),
    Entry("smaller", "缩小", ("Ctrl+Alt+-",), "zoom_out", menu=False),
    Entry("usual", "原来的大小", ("Ctrl+Alt+0",), "zoom_usual", menu=False),
    Entry("window", "下一个报告窗口", ("Ctrl+Tab", "Ctrl+F6"), "next_window", menu=False),
    Entry("pane", "下一个窗格", ("F6",), "next_pane", menu=False),
)

OF_A_REPORT = (
    *("import", "export", "collect", "print", "close", "undo", "redo", "find", "next", "previous", "packs"),
    *("pane", "preview", "history", "checklist", "copy", "larger", "smaller", "usual", "replace"),
)
"""Actions that need an open report."""

_OF_A_FIELD = {"undo", "redo"}
_THEMES = {Choice.SYSTEM: "跟随系统", Choice.LIGHT: "浅色", Choice.DARK: "深色"}


def make_actions(window: MainWindow) -> dict[str, QAction]:
    """All actions, on the window, so that their keys work everywhere in it."""
    made = {}
    for entry in ENTRIES:
        action = QAction(entry.text, window)
        action.setShortcuts([QKeySequence(keys) for keys in entry.keys])
        action.triggered.connect(lambda _checked=False, method=entry.method: getattr(window, method)())
        window.addAction(action)
        made[entry.name] = action
    return made


class KeysFirst(QObject):
    """The window's keys come before those of a field: under X11 a field takes Ctrl+E and Ctrl+K for itself.

    Only the field with the focus is listened to; undo and redo stay with what is being typed.
    """

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._keys = {QKeySequence(keys) for entry in ENTRIES if entry.name not in _OF_A_FIELD for keys in entry.keys}
        app.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if isinstance(now, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        keys = QKeySequence(event.keyCombination())
        ours = keys in self._keys and keys.toString() not in getattr(watched, "answers", ())
        if ours:
            event.ignore()
        return ours


def keep_menu(menu: QMenu, window: MainWindow) -> None:
    """Keep the 文件 menu as things are when it is opened: recent files and open windows come and go."""
    menu.aboutToShow.connect(lambda: _fill(menu, window))
    _fill(menu, window)


def _fill(menu: QMenu, window: MainWindow) -> None:
    menu.clear()
    for inner in menu.findChildren(QMenu):
        inner.deleteLater()
    for entry in ENTRIES:
        if not entry.menu:
            continue
        if entry.name in {"import", "replace", "packs", "close", "help"}:
            menu.addSeparator()
        if entry.name == "close":
            menu.addMenu(_windows(menu, window))
        if entry.name == "help":
            menu.addMenu(_appearance(menu, window))
        menu.addAction(window.actions_[entry.name])
        if entry.name == "open":
            menu.addMenu(_recent(menu, window))


def _recent(menu: QMenu, window: MainWindow) -> QMenu:
    """The files opened last that are still there."""
    made = QMenu("最近的文件", menu)
    for entry in [entry for entry in window.memory.recent() if entry.there]:
        action = made.addAction(f"{entry.unit} {entry.year} 年度".replace("&", "&&"))
        action.setToolTip(entry.path)
        action.triggered.connect(lambda _checked=False, path=Path(entry.path): window.open_file(path))
    made.setToolTipsVisible(True)
    made.setEnabled(not made.isEmpty())
    return made


def _windows(menu: QMenu, window: MainWindow) -> QMenu:
    """The open reports, this one marked."""
    made = QMenu("窗口", menu)
    for other in window.desk.windows:
        action = made.addAction(other.windowTitle().removesuffix(" — 决报").replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(other is window)
        action.triggered.connect(lambda _checked=False, other=other: window.desk.bring(other))
    made.addSeparator()
    following = made.addAction("下一个报告窗口\tCtrl+Tab")
    following.setEnabled(len(window.desk.windows) > 1)
    following.triggered.connect(lambda _checked=False: window.next_window())
    return made


def _appearance(menu: QMenu, window: MainWindow) -> QMenu:
    made = QMenu("外观", menu)
    group = QActionGroup(made)
    for choice, text in _THEMES.items():
        action = QAction(text, made)
        action.setCheckable(True)
        action.setChecked(choice is window.memory.theme)
        action.triggered.connect(lambda _checked=False, chosen=choice: window.set_theme(chosen))
        group.addAction(action)
        made.addAction(action)
    return made
