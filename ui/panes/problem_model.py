"""The findings that ask for something, as rows that come and go one by one."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.narrative.claims.fold import unbroken
from core.rules import Finding, State
from core.template import Severity
from ui import icons, theme
from ui.panes.board import UNFILLED, Board, Group, group_of

if TYPE_CHECKING:
    from core.report import Moved

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

FINDING = Qt.ItemDataRole.UserRole
MESSAGE, RULE, PLACE, REASON = range(4)
HEADERS = ("问题", "编号", "位置", "说明")

Key = tuple[int, tuple[int, int], str]
_GROUPS = list(Group)


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell of the list is drawn from: its words, their colour as a token, the sign before them."""

    text: str
    token: str
    sign: tuple[str, str] | None


class ProblemModel(QAbstractTableModel):
    """Rows in the order in which they are best worked off; `group` None lists all but the unchecked."""

    def __init__(self, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._group: Group | None = None
        self._keys: list[Key] = []
        self._rank: dict[str, Key] = {}
        self._fill()
        board.changed.connect(self._changed)
        board.session.moved.connect(self._moved)

    @property
    def group(self) -> Group | None:
        """The group that is listed."""
        return self._group

    def set_group(self, group: Group | None) -> None:
        """List one group, or all."""
        self.beginResetModel()
        self._group = group
        self._fill()
        self.endResetModel()

    def finding(self, row: int) -> Finding | None:
        """The finding of a row."""
        return self._board.findings.get(self._keys[row][2]) if 0 <= row < len(self._keys) else None

    def look(self, row: int, column: int) -> Look | None:
        """How a cell is drawn."""
        finding = self.finding(row)
        if finding is None:
            return None
        return Look(self._text(finding, column), _token(finding, column), sign(finding) if column == MESSAGE else None)

    # -- following ----------------------------------------------------------------

    def _fill(self) -> None:
        self._rank = {
            name: self._key(finding) for name, finding in self._board.findings.items() if self._listed(finding)
        }
        self._keys = sorted(self._rank.values())

    def _listed(self, finding: Finding | None) -> bool:
        group = group_of(finding) if finding is not None else None
        if group is None:
            return False
        return group is self._group if self._group else group is not Group.UNCHECKED

    def _key(self, finding: Finding) -> Key:
        group = group_of(finding) or Group.UNCHECKED
        return _GROUPS.index(group), self._board.places.order(finding.place), finding.id

    def _moved(self, moved: Moved) -> None:
        if moved.rows:  # the order of places may be another
            self.beginResetModel()
            self._fill()
            self.endResetModel()

    def _changed(self, names: set[str]) -> None:
        for name in sorted(names):
            finding = self._board.findings.get(name)
            old = self._rank.get(name)
            new = self._key(finding) if finding is not None and self._listed(finding) else None
            if old is not None and old == new:
                row = bisect_left(self._keys, old)
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(HEADERS) - 1))
                continue
            if old is not None:
                self._take(name, old)
            if new is not None:
                self._put(name, new)

    def _take(self, name: str, key: Key) -> None:
        row = bisect_left(self._keys, key)
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._keys[row]
        del self._rank[name]
        self.endRemoveRows()

    def _put(self, name: str, key: Key) -> None:
        row = bisect_left(self._keys, key)
        self.beginInsertRows(QModelIndex(), row, row)
        self._keys.insert(row, key)
        self._rank[name] = key
        self.endInsertRows()

    # -- Qt ---------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return HEADERS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        finding = self.finding(index.row()) if index.isValid() else None
        if finding is None:
            return Qt.ItemFlag.NoItemFlags
        made = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        explains = index.column() == REASON and explainable(finding) and not self._board.session.report.file.read_only
        return made | Qt.ItemFlag.ItemIsEditable if explains else made

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        finding = self.finding(index.row()) if index.isValid() else None
        if finding is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(finding, index.column())
            case Qt.ItemDataRole.EditRole:
                return finding.reason if index.column() == REASON else self._text(finding, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return tip(finding)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{title(finding)}：{self._text(finding, index.column())}"
            case Qt.ItemDataRole.DecorationRole:
                return icons.icon(*sign(finding)) if index.column() == MESSAGE else None
            case Qt.ItemDataRole.ForegroundRole:
                return theme.current().color(_token(finding, index.column()))
        return finding if role == FINDING else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        finding = self.finding(index.row()) if index.isValid() else None
        if finding is None or role != Qt.ItemDataRole.EditRole or index.column() != REASON or not explainable(finding):
            return False
        reason = " ".join(str(value).split())
        session = self._board.session
        if reason == finding.reason:
            return False
        return session.do(lambda: session.report.give_reason(finding.id, reason)) is not None

    def _text(self, finding: Finding, column: int) -> str:
        match column:
            case 0:
                return self._message(finding)
            case 1:
                return finding.rule
            case 2:
                return self._board.places.label(finding.place)
        return finding.reason or _hint(finding)

    def _message(self, finding: Finding) -> str:
        if finding.rule in UNFILLED and finding.cells:
            return f"{self._board.cell_label(finding.cells[0])}还没有填，句子里空着"
        return message(finding)


def _hint(finding: Finding) -> str:
    """What the empty column of reasons says."""
    if not explainable(finding):
        return ""
    return "不用改，可以写说明" if finding.rounding else "写一句说明即可"


def _token(finding: Finding, column: int) -> str:
    quiet = column != MESSAGE or bool(finding.reason) or finding.state is State.NOT_CHECKABLE
    return "secondary" if quiet and not (column == REASON and finding.reason) else "text"


def explainable(finding: Finding) -> bool:
    """Whether a reason in one line settles it."""
    return finding.explainable


def message(finding: Finding) -> str:
    """What is wrong, led by the words concerned where the message does not name them."""
    if finding.state is State.NOT_CHECKABLE:
        return f"{finding.name}：{finding.message}"
    quote = unbroken(finding.quote)
    if finding.rule in UNFILLED or not quote or quote in finding.message:
        return finding.message
    return f"「{quote}」{finding.message}"


def tip(finding: Finding) -> str:
    """The whole message with what to do."""
    return "\n".join(filter(None, [message(finding), finding.remedy and f"怎么办：{finding.remedy}"]))


def title(finding: Finding) -> str:
    """The group's name, for a screen reader."""
    group = group_of(finding)
    return f"{group}（已说明）" if group and finding.reason else str(group or "通过")


def sign(finding: Finding) -> tuple[str, str]:
    """The icon of a finding with its colour."""
    if finding.state is State.PASS:
        return "check", "ok"
    if finding.state is State.NOT_APPLICABLE:
        return "circle-dashed", "secondary"
    if finding.state is State.NOT_CHECKABLE:
        return "circle-help", "secondary"
    if finding.rounding:
        return "info", "secondary"
    if finding.rule in UNFILLED:
        return "circle", "secondary"
    if finding.severity is Severity.ERROR:
        return "circle-x", "error"
    return ("circle-check", "ok") if finding.reason else ("triangle-alert", "warning")
