"""The outline of what has to be handed in, as a tree in printed order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.publishing.compose import headings
from ui.panes.places import Spot
from ui.panes.tally import Standing, Tally, tally, together

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.blocks import Heading
    from core.report import Moved
    from core.template import Pack
    from ui.panes.board import Board

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

_TABLE = 99
"""Deeper than any section."""

TALLY = Qt.ItemDataRole.UserRole
SPOT = Qt.ItemDataRole.UserRole + 1


@dataclass(slots=True, eq=False)
class Node:
    """A line of the outline; `spot` is None for a group heading."""

    title: str
    spot: Spot | None
    parent: Node | None
    number: int
    level: int = 0
    children: list[Node] = field(default_factory=list)
    own: Tally = field(default_factory=Tally)
    tally: Tally = field(default_factory=Tally)


class OutlineModel(QAbstractItemModel):
    """Sections nested by level, then tables; each line knows its Tally."""

    def __init__(self, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._nodes: list[Node] = []
        self._tops: list[Node] = []
        self._by_spot: dict[Spot, Node] = {}
        self._names: set[str] = set()
        """The keys of the cells that lines are called by."""
        self._build()
        # After the board's own slot, which is connected first: its findings are up to date here.
        board.session.moved.connect(self._moved)

    # -- building -------------------------------------------------------------

    def _build(self) -> None:
        packs = self._board.session.report.template.packs
        for pack in packs:
            self._add_sections(
                pack, self._add("文字说明" if len(packs) == 1 else f"{pack.title}：文字说明", None, None)
            )
            self._add_tables([name for form in pack.reports for name in form.tables], self._add("附表", None, None))
        self._tops = [top for top in self._tops if top.children]
        for node in self._nodes:
            self._count(node)
        _gathered(self._nodes)

    def _add_sections(self, pack: Pack, group: Node) -> None:
        titles = self._titles(pack)
        stack: list[Node] = [group]
        for section in pack.sections:
            while len(stack) > 1 and stack[-1].level >= section.level:
                stack.pop()
            node = self._add(titles[section.id], Spot("section", section.id), stack[-1], section.level)
            stack.append(node)
            self._add_tables(section.tables, node)

    def _add_tables(self, names: Sequence[str], parent: Node) -> None:
        """The tables of the forms, those per row once for each row."""
        for name in names:
            for table in self._board.session.report.instances(name):
                spot = Spot("table", table)
                if spot not in self._by_spot:
                    self._add(self._short(table), spot, parent, _TABLE)

    def _short(self, table: str) -> str:
        """A table's line: its number with its title, or with the name of the row that it is printed for."""
        report = self._board.session.report
        form, row = report.template.table(table), table.partition(":")[2]
        if row and (label := report.template.named(form.per).label):
            self._names.add(f"{form.per}.{row}.{label}")
        name = report.row_name(form.per, row) if row else ""
        return f"{report.table_number(table)} {name or report.table_title(table)}".strip()

    def _titles(self, pack: Pack) -> dict[str, str]:
        report = self._board.session.report
        titles = {section.id: report.title(section) for section in pack.sections}
        titles.update({section.id: _numbered(heading) for section, heading in headings(report, pack)})
        return titles

    def _add(self, title: str, spot: Spot | None, parent: Node | None, level: int = 0) -> Node:
        node = Node(title, spot, parent, len(self._nodes), level)
        self._nodes.append(node)
        (parent.children if parent else self._tops).append(node)
        if spot is not None:
            self._by_spot[spot] = node
        return node

    def _count(self, node: Node) -> None:
        if node.spot is not None:
            node.own = tally(self._board, node.spot)

    # -- following edits --------------------------------------------------------

    def _moved(self, moved: Moved) -> None:
        renamed = any(key in self._names for key, _ in moved.cells)
        if (moved.rows or moved.marks or renamed) and self._outdated():
            self._rebuild()
            return
        touched = self._touched(moved)
        for node in touched:
            self._count(node)
        if moved.sections:
            self._retitle()
        for node in _gathered(touched):
            index = self._index(node)
            self.dataChanged.emit(index, index)

    def _outdated(self) -> bool:
        """Whether tables printed for each row came, went or got another name."""
        shown = {spot.id: node.title for spot, node in self._by_spot.items() if spot.kind == "table"}
        there = self._board.session.report.table_ids()
        return shown != {name: self._short(name) for name in there}

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._nodes, self._tops, self._by_spot, self._names = [], [], {}, set()
        self._build()
        self.endResetModel()

    def _touched(self, moved: Moved) -> set[Node]:
        if moved.rows or moved.marks or moved.change_set is None:
            return set(self._nodes)
        places = self._board.places
        spots = {Spot("section", name) for name in moved.sections}
        for key, aspect in moved.cells:
            spots.update(places.spots(f"{key}@{aspect}"))
        for name, finding in moved.findings.items():
            known = finding or self._board.findings.get(name)
            place = known.place if known else name.partition("=")[2]
            spots.update(places.spots(place))
        return {self._by_spot[spot] for spot in spots if spot in self._by_spot}

    def _retitle(self) -> None:
        for pack in self._board.session.report.template.packs:
            for name, title in self._titles(pack).items():
                node = self._by_spot[Spot("section", name)]
                if node.title != title:
                    node.title = title
                    self.dataChanged.emit(self._index(node), self._index(node))

    # -- asked by the window -----------------------------------------------------

    def find(self, spot: Spot) -> QModelIndex:
        """The line of a page; an invalid index where it has none."""
        node = self._by_spot.get(spot)
        return self._index(node) if node else QModelIndex()

    def spots(self) -> list[Spot]:
        """All pages in order."""
        return list(self._by_spot)

    def unfinished(self) -> Spot | None:
        """The first page with something left to fill in, else the first one."""
        leaves = [node for node in self._nodes if node.spot is not None and not node.children]
        chosen = next((node for node in leaves if _is_unfinished(node.tally)), leaves[0] if leaves else None)
        return chosen.spot if chosen else None

    def whole(self) -> Tally:
        """How far the whole report is."""
        return together([top.tally for top in self._tops])

    # -- Qt ------------------------------------------------------------------------

    def _index(self, node: Node) -> QModelIndex:
        siblings = node.parent.children if node.parent else self._tops
        return self.createIndex(siblings.index(node), 0, node.number)

    def _node(self, index: Index) -> Node | None:
        return self._nodes[index.internalId()] if index.isValid() else None

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        node = self._node(parent)
        children = node.children if node else self._tops
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row].number)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        node = self._node(index)
        return self._index(node.parent) if node and node.parent else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if parent.isValid() and parent.column() != 0:
            return 0
        node = self._node(parent)
        return len(node.children if node else self._tops)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        node = self._node(index)
        if node is None:
            return Qt.ItemFlag.NoItemFlags
        if node.spot is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self._node(index)
        if node is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return node.title
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(node)
        if role == TALLY:
            return node.tally
        return node.spot if role == SPOT else None


def _numbered(heading: Heading) -> str:
    """第一部分 is parted from its title by a blank, 一、 is not."""
    apart = " " if heading.number and heading.number[-1].isalnum() else ""
    return f"{heading.number}{apart}{heading.text}"


def _spoken(node: Node) -> str:
    if node.spot is None:
        return node.title
    counts = f"，{node.tally.filled}/{node.tally.total}" if node.tally.total else ""
    return f"{node.title}：{node.tally.standing}{counts}"


def _is_unfinished(tally: Tally) -> bool:
    """Whether a page asks for work; before the check, by what is filled in."""
    if tally.standing is Standing.CHECKING:
        return tally.left
    return tally.standing in {Standing.PARTIAL, Standing.ERROR, Standing.EMPTY}


def _counts(node: Node) -> bool:
    """Whether a line's own text counts beside what stands under it: a bare heading over filled parts does not."""
    if node.spot is None or not node.children:
        return node.spot is not None
    optional = all(child.tally.standing is Standing.NOT_APPLICABLE for child in node.children)
    return bool(node.own.total) or optional or node.own.standing not in {Standing.EMPTY, Standing.NOT_APPLICABLE}


def _gathered(touched: Iterable[Node]) -> list[Node]:
    """Recompute what the counted lines and those above them sum up; returns the nodes whose tally changed."""
    waiting, changed = {node.number: node for node in touched}, []
    while waiting:
        node = waiting.pop(max(waiting))  # what stands below is numbered later
        if _sums(node):
            changed.append(node)
            if node.parent is not None:
                waiting[node.parent.number] = node.parent
    return changed


def _sums(node: Node) -> bool:
    """Sum up one line; whether its tally is another now."""
    before = node.tally
    node.tally = together([*([node.own] if _counts(node) else []), *(child.tally for child in node.children)])
    return node.tally != before
