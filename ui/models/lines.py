"""Lines of words in columns, narrowed by page and words: the history, and a snapshot beside the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Told(Protocol):
    """A line: a text for each column, and the page it is listed under (empty for none)."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Its columns."""
        ...

    @property
    def page(self) -> str:
        """The id of a table or section."""
        ...


T = TypeVar("T", bound=Told)


class LinesModel(QAbstractTableModel, Generic[T]):
    """The lines that meet a page and words; `titles` are those of the columns."""

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = titles
        self._all: Sequence[T] = ()
        self._shown: list[T] = []
        self._page = self._words = ""

    def fill(self, lines: Sequence[T]) -> None:
        """List other lines."""
        self._all = lines
        self.narrow(self._page, self._words)

    def narrow(self, page: str, words: str) -> None:
        """List the lines of one page (all where empty) that hold all the words."""
        self.beginResetModel()
        self._page, self._words = page, words
        wanted = words.lower().split()
        self._shown = [line for line in self._all if (not page or line.page == page) and _holds(line, wanted)]
        self.endResetModel()

    def line(self, row: int) -> T | None:
        """The line of a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        return self._titles[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        text = line.texts[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ".join(text.split())
            case Qt.ItemDataRole.ToolTipRole:
                return text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._titles[index.column()]}：{text}"
        return self.look(line, index.column(), role)

    def look(self, line: T, column: int, role: int) -> Any:
        """Colour and alignment of a line's text."""


def _holds(line: Told, wanted: Sequence[str]) -> bool:
    text = " ".join(line.texts).lower()
    return all(word in text for word in wanted)
