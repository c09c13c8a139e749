"""Starting the window.  Only what the start page needs is imported here; the rest waits for its action."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

VERSION = "6.9.3"
"""The only PySide6 this program runs on: later ones lose references on Python 3.11."""

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QApplication

    from ui.windows.main import MainWindow


def run(arguments: list[str]) -> int:
    """Open the window on a file or the start page and stay until it is closed; returns the exit status."""
    app = make_application()
    from ui import calm, single

    sys.excepthook = _caught
    alone = os.environ.get("JUEBAO_EXIT_AFTER_PAINT") == "1"
    if not alone and single.hand_over(single.files_of(arguments)):
        return 0
    window = make_window(arguments)
    window.show()
    calm.settle()
    if alone:
        _leave_after_paint(app, window)
    else:
        _answer_the_door(window)
    return app.exec()


def _caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What nobody caught; the log and its dialog are loaded only then."""
    from ui.windows import crash

    crash.caught(kind, error, trace)


def _answer_the_door(window: MainWindow) -> None:
    """Files of later starts open here, in windows of their own; the door is opened once the first is seen."""
    from ui import painted, single

    door = single.Door(window)
    door.asked.connect(window.desk.called)
    painted.then(window, door.open)


def make_application() -> QApplication:
    """The application with its style, language and theme."""
    _choose_input_method()
    import PySide6

    if PySide6.__version__ != VERSION:
        raise SystemExit(f"需要 PySide6 {VERSION}，现在是 {PySide6.__version__}，请按 requirements.lock 重新安装")
    from PySide6.QtCore import QLocale
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    QGuiApplication.setDesktopFileName("juebao")
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("juebao")
    app.setApplicationDisplayName("决报")
    app.setStyle("Fusion")
    _translate(app)
    _dress(app)
    return app


def make_window(arguments: list[str]) -> MainWindow:
    """The window, with the file of the first argument open in it."""
    from ui.single import files_of
    from ui.windows.main import MainWindow

    files = files_of(arguments)
    window = MainWindow(empty=bool(files))
    if files:
        window.begin(files)
    return window


def _choose_input_method() -> None:
    # The wheels carry no fcitx plug-in; fcitx answers as ibus too.
    if sys.platform == "linux" and os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"


def _translate(app: QApplication) -> None:
    from PySide6.QtCore import QLibraryInfo, QTranslator

    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def _dress(app: QApplication) -> None:
    from ui import theme
    from ui.widgets import look
    from ui.windows.memory import Memory

    look.dress(app, theme.resolve(Memory().theme))

    def follow() -> None:
        choice = Memory().theme
        if choice is theme.Choice.SYSTEM:
            look.dress(app, theme.resolve(choice))

    app.styleHints().colorSchemeChanged.connect(follow)


def _leave_after_paint(app: QApplication, window: MainWindow) -> None:
    from PySide6.QtCore import QTimer

    from ui import painted

    def leave() -> None:
        QTimer.singleShot(0, window.close)
        QTimer.singleShot(0, app.quit)

    painted.then(window, leave)
