"""The bundled line icons in the theme's colours, drawn once per name, colour, size and screen."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.paths import resource
from ui import theme


def icon(name: str, token: str = "text", size: int = theme.ICON) -> QIcon:
    """The icon `name` (a file of resources/icons without .svg) in the colour of a token; greyed where disabled."""
    made = QIcon(pixmap(name, token, size))
    made.addPixmap(pixmap(name, "line", size), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, token: str = "text", size: int = theme.ICON) -> QPixmap:
    """The same as a picture."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return _drawn(name, getattr(theme.current(), token), size, ratio)


def program() -> QIcon:
    """The program's own icon."""
    return QIcon(str(resource("icons", "juebao.png")))


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _drawn(name: str, color: str, size: int, ratio: float) -> QPixmap:
    drawing = _source(name).replace("currentColor", color)
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
