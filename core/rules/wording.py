"""Putting a check into a clerk's words: names with their numbers, never cell codes."""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Held, Kind, Num, State, show
from core.figures.show import to_decimal

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.expressions import Expression, Scope
    from core.template import Figure

ASPECT_NAMES = {
    "prior": "上年",
    "initial_budget": "年初预算",
    "final_budget": "全年预算",
    "actual": "",
    "target": "目标",
}
_WORDS = {"==": "应等于", "!=": "不应等于", "<=": "应不大于", ">=": "应不小于", "<": "应小于", ">": "应大于"}
_SIGNS = {ast.Add: " + ", ast.Sub: " − ", ast.Mult: " × ", ast.Div: " ÷ "}
_MANY = 6


def relation(operator: str) -> str:
    """应等于, 应不大于 ..."""
    return _WORDS[operator]


def printed(held: Held, figure: Figure) -> str:
    """A value as its cell prints it, with at least the decimals it was given in."""
    decimals = figure.decimals
    if held.slack is None and held.unit == figure.unit:
        decimals = max(decimals, held.decimals)
    return show(held, figure.kind, figure.unit, decimals) or "空"


class Wording:
    """Writes the sides of a check over one scope of cells."""

    def __init__(self, scope: Scope, figure: Callable[[str], Figure], label: Callable[[str, str], str]) -> None:
        self.scope = scope
        self.figure = figure
        self.label = label

    def cell(self, key: str, aspect: str) -> str:
        """人员经费 95.36."""
        held = self.scope.value(key, aspect)
        figure = self.figure(key)
        value = printed(held, figure)
        return f"{self.label(key, aspect)} {value}{'%' if figure.unit == '%' and held.state is State.VALUE else ''}"

    def side(self, side: Expression, aspect: str, total: Num | None, like: Figure) -> str:
        """A side of a check: one cell, or the calculation with its result."""
        if isinstance(side.node, ast.Constant) and total is not None:
            return amount(total.value, like)
        node = self._chosen(side.node, side, aspect)
        text = self._node(node, side, aspect)
        if isinstance(node, ast.Name) or total is None or not any(sign in text for sign in _SIGNS.values()):
            return text
        return f"{text} = {amount(total.value, like)}"

    def _chosen(self, node: ast.expr, side: Expression, aspect: str) -> ast.expr:
        """The branch that a condition takes now; any other node itself."""
        while isinstance(node, ast.IfExp):
            node = node.body if side.part(node.test).holds(self.scope, aspect) else node.orelse
        return node

    def _node(self, node: ast.expr, side: Expression, aspect: str) -> str:
        node = self._chosen(node, side, aspect)
        if isinstance(node, ast.Name):
            reference = side.reference(node.id)
            if reference.is_set:
                return self._set(reference.key, reference.aspect or aspect)
            return self.cell(reference.key, reference.aspect or aspect)
        if isinstance(node, ast.BinOp):
            if self._absent(node.right, side, aspect) and isinstance(node.op, ast.Add | ast.Sub):
                return self._node(node.left, side, aspect)
            return self._operation(type(node.op), node.left, node.right, side, aspect)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "sumif":
                return self._selected(node, side, aspect)
            return self._call(node.func.id, node.args, side, aspect)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return f"−{self._operand(node.operand, True, side, aspect)}"
        if isinstance(node, ast.Constant):
            return str(node.value)
        return "按条件计算的数"

    def _operation(
        self, operator: type[ast.operator], left: ast.expr, right: ast.expr, side: Expression, aspect: str
    ) -> str:
        """`left` and `right` with the sign between them; a sum within a product or after a minus stands in brackets."""
        product = operator in {ast.Mult, ast.Div}
        one = self._operand(left, product, side, aspect)
        return f"{one}{_SIGNS[operator]}{self._operand(right, product or operator is ast.Sub, side, aspect)}"

    def _operand(self, node: ast.expr, bracketed: bool, side: Expression, aspect: str) -> str:
        node = self._chosen(node, side, aspect)
        text = self._node(node, side, aspect)
        return f"（{text}）" if bracketed and isinstance(node, ast.BinOp) else text

    def _call(self, name: str, arguments: list[ast.expr], side: Expression, aspect: str) -> str:
        if name == "rate":
            return self._operation(ast.Div, arguments[0], arguments[1], side, aspect)
        if name == "round":
            return self._node(arguments[0], side, aspect)
        parts = [self._node(argument, side, aspect) for argument in arguments]
        if name in {"min", "max"}:
            return f"{' 与 '.join(parts)} 中较{'小' if name == 'min' else '大'}的"
        return f"{'、'.join(parts)} 的个数" if name == "count" else " + ".join(parts)

    def _selected(self, node: ast.Call, side: Expression, aspect: str) -> str:
        """产出指标的分值合计 40."""
        amounts, wanted = node.args[0], node.args[1]
        reference = side.reference(amounts.id) if isinstance(amounts, ast.Name) else None
        keys = self.scope.expand(reference.key) if reference else ()
        if not keys or not isinstance(wanted, ast.Constant) or not isinstance(wanted.value, str):
            return "按条件计算的数"
        like = self.figure(keys[0])
        total = side.part(node).evaluate(self.scope, aspect)
        value = total.value if isinstance(total, Num) else Fraction(0)
        return f"{wanted.value}的{like.name}合计 {amount(value, like)}"

    def _absent(self, node: ast.expr, side: Expression, aspect: str) -> bool:
        """Whether a term is a commonly absent cell that is blank: naming it would only confuse."""
        if not isinstance(node, ast.Name) or side.reference(node.id).is_set:
            return False
        key, at = side.reference(node.id).at(aspect)
        return self.scope.value(key, at).state is State.BLANK and self.figure(key).optional

    def _set(self, pattern: str, aspect: str) -> str:
        cells = [self.cell(key, aspect) for key in self.scope.expand(pattern) if self.scope.value(key, aspect).filled]
        if len(cells) > _MANY:
            return f"{cells[0]} + … + {cells[-1]}（{len(cells)} 项）"
        return " + ".join(cells) or "各项"


def amount(value: Fraction, like: Figure) -> str:
    """A computed number printed as the cells it is compared with."""
    if like.kind is Kind.MONEY:
        return show(Held.money(value), Kind.MONEY, like.unit, like.decimals)
    if like.kind is Kind.RATE:
        return f"{to_decimal(value * 100, max(like.decimals, 2))}%"
    return f"{to_decimal(value, like.decimals if value.denominator != 1 else 0)}"


def gap(value: Fraction, like: Figure) -> str:
    """The size of a difference; small ones keep the decimals that show them."""
    size = abs(value)
    decimals = like.decimals
    scale = {Kind.MONEY: Fraction(1, 1_000_000 if like.unit == "万元" else 100), Kind.RATE: Fraction(100)}.get(
        like.kind, Fraction(1)
    )
    while decimals < 6 and (size * scale * 10**decimals).denominator != 1:
        decimals += 1
    return f"{to_decimal(size * scale, decimals)}{'个百分点' if like.kind is Kind.RATE else ''}"
