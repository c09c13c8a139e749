"""One window for all files: a second start hands its files to the first and ends.

A local socket of this user carries them; QtNetwork is loaded only where another start may be there,
and after the first paint.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1500
_LARGEST = 64 * 1024


def files_of(arguments: Sequence[str]) -> list[Path]:
    """The files that a desktop names when it starts the program: paths, or file: addresses."""
    return [_path(argument) for argument in arguments if argument and not argument.startswith("-")]


def _path(argument: str) -> Path:
    return Path(QUrl(argument).toLocalFile() if argument.startswith("file:") else argument).absolute()


def address() -> str:
    """The socket's name: a path in the user's runtime folder, a pipe of the user on Windows."""
    if sys.platform == "win32":
        return f"juebao-{Path.home().name}"
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation)
    return str(Path(folder) / "juebao.socket") if folder else ""


def hand_over(files: Sequence[Path]) -> bool:
    """Give the files to a window that is open already; whether there was one."""
    name = address()
    if not name or (sys.platform != "win32" and not Path(name).exists()):
        return False
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(json.dumps([str(path) for path in files]).encode() + b"\n")
    socket.flush()
    taken = socket.waitForReadyRead(_PATIENCE_MS) and bytes(socket.readAll().data()) == b"ok"
    socket.disconnectFromServer()
    return bool(taken)


class Door(QObject):
    """Listens for further starts; `asked` carries the paths, perhaps none."""

    asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None

    def open(self) -> bool:
        """Begin to listen; False where another window does."""
        name = address()
        if not name:
            return False
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if not server.listen(name):
            QLocalServer.removeServer(name)  # nobody answered there, or hand_over would have ended this start
            if not server.listen(name):
                return False
        server.newConnection.connect(self._come)
        self._server = server
        return True

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()

    def _come(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LARGEST:
                socket.abort()
            return
        try:
            names = json.loads(bytes(socket.readLine().data()))
        except ValueError:
            names = None
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            socket.abort()
            return
        socket.write(b"ok")
        socket.flush()
        self.asked.emit([Path(name) for name in names])
