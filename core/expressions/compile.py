"""Compiling a formula: bracketed keys become names, Python's parser does the rest.

Only whitelisted nodes pass; nothing is ever handed to eval.  What is compiled is the shape of a formula, with the
names in the place of its keys: the thousand formulas of a report, most of them the same for every row, have some
hundred shapes.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from functools import lru_cache

from core.errors import ExpressionError
from core.expressions.closures import Compiler, References, Run, compare, number_of, operator_of, short, truth
from core.expressions.keys import Reference, parse_reference
from core.expressions.values import Outcome, Scope, Undefined, Value

__all__ = ["Comparison", "Expression", "compare", "compile_expression"]

_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_ROW = re.compile(r"[a-z0-9_]+")
_LONGEST, _DEEPEST = 4000, 120
"""Many times what a form needs; beyond, a formula could exhaust the stack while compiling or with each keystroke."""


class _Shape:
    """A checked syntax tree with its closures, for all formulas that differ in their keys alone."""

    __slots__ = ("_parts", "_source", "names", "node", "run")

    def __init__(self, node: ast.expr, run: Run) -> None:
        self.node = node
        self.run = run
        self.names = tuple(one.id for one in ast.walk(node) if isinstance(one, ast.Name) and one.id.startswith("_r"))
        self._parts: dict[int, _Shape] = {}
        self._source = ""

    @property
    def source(self) -> str:
        """The tree as text."""
        if not self._source:
            self._source = ast.unparse(self.node)
        return self._source

    def part(self, node: ast.expr, text: str, references: References) -> _Shape:
        """The shape of a part of the tree, compiled once; it is known by the identity of its node."""
        found = self._parts.get(id(node))
        if found is None:
            found = self._parts[id(node)] = _Shape(node, Compiler(text, references).compile(node))
        return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two sides of a check `left op right`."""

    left: Expression
    operator: str
    right: Expression


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled formula; `references` are its cells and sets in reading order."""

    text: str
    references: References
    _shape: _Shape = field(repr=False, compare=False)

    @property
    def node(self) -> ast.expr:
        """The checked syntax tree, in which the name _rN stands for `references[N]` (for the message writer)."""
        return self._shape.node

    @property
    def names(self) -> tuple[str, ...]:
        """The names _rN that stand in this tree: in a part of a formula they are fewer than its `references`."""
        return self._shape.names

    @property
    def comparison(self) -> Comparison | None:
        """The two sides where the whole formula is one comparison."""
        node, operator = self._shape.node, operator_of(self._shape.node)
        if not operator or not isinstance(node, ast.Compare):
            return None
        return Comparison(self.part(node.left), operator, self.part(node.comparators[0]))

    def evaluate(self, scope: Scope, aspect: str = "actual", outcome: Outcome | None = None) -> Value:
        """The value, with left-out aspects read as `aspect`.  Raises Undefined on division by 0."""
        return self._shape.run(scope, aspect, outcome if outcome is not None else Outcome(), self.references)

    def holds(self, scope: Scope, aspect: str = "actual") -> bool:
        """Whether the condition is true; one that divides by 0 is not."""
        try:
            return truth(self._shape.run(scope, aspect, Outcome(), self.references))
        except Undefined:
            return False

    def part(self, node: ast.expr) -> Expression:
        """A part of this formula's tree as a formula of its own."""
        shape = self._shape.part(node, self.text, self.references)
        return Expression(shape.source, self.references, shape)

    def of_row(self, row: str) -> Expression:
        """The formula of one row: `$` in its keys replaced.  Raises ExpressionError where that makes no key."""
        if "$" not in self.text:
            return self
        text, keys = self.text.replace("$", row), sum(reference.key.count("$") for reference in self.references)
        if keys != self.text.count("$") or _ROW.fullmatch(row) is None:
            return compile_expression(text)
        # A row's id holds no wildcard, so that the shape stays what it is.
        references = tuple(
            Reference(reference.key.replace("$", row), reference.aspect) if "$" in reference.key else reference
            for reference in self.references
        )
        return Expression(text, references, self._shape)

    def reference(self, name: str) -> Reference:
        """The reference behind the name _rN."""
        return self.references[number_of(name)]


_shapes: dict[tuple[str, tuple[bool, ...]], _Shape] = {}
_MOST_SHAPES = 4096
"""Far more than all packs have; a program that opens hostile files all day must not grow without end."""


@lru_cache(maxsize=16_384)
def compile_expression(text: str) -> Expression:
    """Compile `text`.  Raises ExpressionError for bad syntax or anything outside the whitelist."""
    if len(text) > _LONGEST:
        raise ExpressionError(f"公式「{short(text)}」太长", "请分成几个数据项")
    found: list[Reference] = []

    def name(bracket: re.Match[str]) -> str:
        found.append(parse_reference(bracket[1]))
        return f"_r{len(found) - 1}"

    source = _BRACKET.sub(name, text)
    references = tuple(found)
    kind = source, tuple(reference.is_set for reference in references)
    shape = _shapes.get(kind)
    if shape is None:
        shape = _checked(source, text, references)
        if len(_shapes) >= _MOST_SHAPES:
            _shapes.clear()
        _shapes[kind] = shape
    return Expression(text, references, shape)


def _checked(source: str, text: str, references: References) -> _Shape:
    try:
        node = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"公式「{short(text)}」写法不对", "请检查括号、运算符和方括号里的键") from error
    if _depth(node) > _DEEPEST:
        raise ExpressionError(f"公式「{short(text)}」层次太多", "请分成几个数据项")
    return _Shape(node, Compiler(text, references).compile(node))


def _depth(node: ast.expr) -> int:
    """How deep the tree is; counted without recursion."""
    deepest, waiting = 0, [(node, 1)]
    while waiting:
        part, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in ast.iter_child_nodes(part) if isinstance(child, ast.expr)]
    return deepest
