"""The window's actions, one line each: name, keys, and the method of the window that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

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
    Entry("print", "打印…", ("Ctrl+P",), "show_print"),
    Entry("checklist", "上报之前还要做什么…", ("Ctrl+Shift+L",), "show_checklist"),
    Entry("history", "修改记录与快照…", ("Ctrl+H",), "show_history"),
    Entry("copy", "另存为…", ("Ctrl+Shift+S",), "save_as"),
    Entry("close", "关闭报告，回到起始页", ("Ctrl+W",), "close_report"),
    Entry("help", "帮助", ("F1",), "show_help"),
    Entry("quit", "退出", ("Ctrl+Q",), "close"),
    Entry("undo", "撤销", ("Ctrl+Z",), "undo", menu=False),
    Entry("redo", "重做", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo", menu=False),
    Entry("find", "查找", ("Ctrl+K", "Ctrl+F"), "search", menu=False),
    Entry("replace", "查找和替换文字…", ("Ctrl+Shift+H",), "replace_words"),
    Entry("next", "下一个问题", ("F8",), "next_problem", menu=False),
    Entry("previous", "上一个问题", ("Shift+F8",), "previous_problem", menu=False),
    Entry("preview", "预览", ("Ctrl+Shift+P",), "toggle_preview", menu=False),
    Entry("larger", "放大", ("Ctrl+Alt+=",), "zoom_in", menu=False),
    Entry("smaller", "缩小", ("Ctrl+Alt+-",), "zoom_out", menu=False),
    Entry("usual", "原来的大小", ("Ctrl+Alt+0",), "zoom_usual", menu=False),
    Entry("pane", "下一个窗格", ("F6",), "next_pane", menu=False),
)

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


def fill_menu(menu: QMenu, window: MainWindow, actions: dict[str, QAction]) -> None:
    """The 文件 menu."""
    for entry in ENTRIES:
        if not entry.menu:
            continue
        if entry.name == "close":
            menu.addSeparator()
        if entry.name == "help":
            menu.addMenu(_appearance(menu, window))
        menu.addAction(actions[entry.name])


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
