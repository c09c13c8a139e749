"""Which cell is computed from which: nodes in dependency order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.errors import ExpressionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from core.expressions import Expression
    from core.template import Figure

CellId = tuple[str, str]
"""(key, aspect)."""


@dataclass(slots=True)
class Node:
    """A computed cell; `inputs` are the cells it reads now, `rank` is above all of theirs.

    Where `when` does not hold it stays blank.
    """

    cell: CellId
    expression: Expression
    inputs: frozenset[CellId]
    rank: int = 0
    when: Expression | None = None


@dataclass(slots=True)
class Graph:
    """Computed cells by id, and for every cell the computed cells that read it."""

    nodes: dict[CellId, Node] = field(default_factory=dict)
    readers: dict[CellId, list[CellId]] = field(default_factory=dict)


def inputs_of(expression: Expression, aspect: str, expand: Callable[[str], Iterable[str]]) -> frozenset[CellId]:
    """The cells a formula reads at `aspect`, sets expanded over the rows that exist."""
    cells: set[CellId] = set()
    for reference in expression.references:
        keys = expand(reference.key) if reference.is_set else (reference.key,)
        cells.update((key, reference.aspect or aspect) for key in keys)
    return frozenset(cells)


def build(figures: Mapping[str, Figure], expand: Callable[[str], Iterable[str]]) -> Graph:
    """The graph of all computed figures.  Raises ExpressionError where formulas run in a circle."""
    graph = Graph()
    for key, figure in figures.items():
        if figure.formula is None:
            continue
        for aspect in figure.aspects:
            cell = (key, aspect)
            inputs = inputs_of(figure.formula, aspect, expand)
            if figure.when is not None:
                inputs |= inputs_of(figure.when, aspect, expand)
            graph.nodes[cell] = Node(cell, figure.formula, inputs, when=figure.when)
    for cell, node in graph.nodes.items():
        for source in node.inputs:
            graph.readers.setdefault(source, []).append(cell)
    _rank(graph)
    return graph


def _rank(graph: Graph) -> None:
    """Number the nodes so that each stands after what it reads."""
    waiting = {cell: sum(source in graph.nodes for source in node.inputs) for cell, node in graph.nodes.items()}
    ready = [cell for cell, count in waiting.items() if count == 0]
    rank = 0
    while ready:
        cell = ready.pop()
        graph.nodes[cell].rank = rank
        rank += 1
        for reader in graph.readers.get(cell, ()):
            waiting[reader] -= 1
            if waiting[reader] == 0:
                ready.append(reader)
    if rank < len(graph.nodes):
        circle = sorted(key for (key, _), count in waiting.items() if count > 0)
        raise ExpressionError(f"公式循环引用：{'、'.join(dict.fromkeys(circle))}", "请改掉其中一个公式")
