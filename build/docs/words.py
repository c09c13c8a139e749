"""A formula in a clerk's words: names instead of keys."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.expressions import Expression, Reference
    from core.template import Figure, Template

ASPECTS = {
    "prior": "上年数",
    "initial_budget": "年初预算数",
    "final_budget": "全年预算数",
    "actual": "决算数",
    "target": "目标值",
}
_PREFIX = {"prior": "上年", "initial_budget": "年初预算", "final_budget": "全年预算", "target": "目标"}
_SIGNS = {
    ast.Add: "+",
    ast.Sub: "−",
    ast.Mult: "×",
    ast.Div: "÷",
    ast.Eq: "=",
    ast.NotEq: "≠",
    ast.Lt: "<",
    ast.LtE: "≤",
    ast.Gt: ">",
    ast.GtE: "≥",
    ast.And: "且",
    ast.Or: "或",
}
_CALLS = {
    "sum": "{}之和",
    "count": "{}的个数",
    "min": "{}中最小的",
    "max": "{}中最大的",
    "abs": "{}的绝对值",
    "filled": "已填{}",
    "url": "{}是网址",
    "number": "{}里的数",
    "unit": "{}的单位",
    "limit": "{}里的 ≥、≤ 或 =",
}


class Words:
    """Writes formulas with the names of one template."""

    def __init__(self, template: Template) -> None:
        self.template = template

    def formula(self, expression: Expression) -> str:
        """The whole formula."""
        return self._node(expression.node, expression)

    def _node(self, node: ast.expr, within: Expression) -> str:
        match node:
            case ast.Name(identity):
                return self._name(within.reference(identity), within.references)
            case ast.Constant(value):
                return str(value)
            case ast.BinOp(left, operator, right):
                return self._operation(left, operator, right, within)
            case ast.Compare(left, [operator], [right]):
                return f"{self._node(left, within)} {_SIGNS[type(operator)]} {self._node(right, within)}"
            case ast.BoolOp(operator, values):
                return f" {_SIGNS[type(operator)]} ".join(self._node(value, within) for value in values)
            case ast.UnaryOp(ast.Not(), operand):
                return self._not(operand, within)
            case ast.UnaryOp(_, operand):
                return f"−{self._node(operand, within)}"
            case ast.IfExp(test, body, orelse):
                parts = (self._node(part, within) for part in (test, body, orelse))
                return "（若 {} 则 {}，否则 {}）".format(*parts)
            case ast.Call():
                return self._call(node, within)
        return ast.unparse(node)

    def _operation(self, left: ast.expr, operator: ast.operator, right: ast.expr, within: Expression) -> str:
        tight = isinstance(operator, ast.Mult | ast.Div)
        sides = [
            f"（{self._node(side, within)}）"
            if isinstance(side, ast.BinOp)
            and (tight or index)
            and not (isinstance(side.op, ast.Mult | ast.Div) and not index)
            else self._node(side, within)
            for index, side in enumerate((left, right))
        ]
        return f" {_SIGNS[type(operator)]} ".join(sides)

    def _not(self, operand: ast.expr, within: Expression) -> str:
        inner = self._node(operand, within)
        if isinstance(operand, ast.Call) and inner.startswith("已填"):
            return f"未填{inner.removeprefix('已填')}"
        return f"{inner}为 0 或未填" if isinstance(operand, ast.Name) else f"不是（{inner}）"

    def _call(self, node: ast.Call, within: Expression) -> str:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        parts = [self._node(argument, within) for argument in node.args]
        if name == "round":
            return f"{parts[0]}（保留 {parts[1]} 位小数）"
        if name == "rate":
            return " ÷ ".join(
                f"（{part}）" if isinstance(argument, ast.BinOp) else part
                for part, argument in zip(parts, node.args, strict=True)
            )
        if name == "sumif":
            return f"{parts[2]}是“{parts[1]}”的{parts[0]}之和"
        return _CALLS.get(name, name + " {}").format("、".join(parts))

    # -- names ------------------------------------------------------------------

    def _name(self, reference: Reference, others: tuple[Reference, ...] = ()) -> str:
        label = self._label(reference)
        if any(other.key != reference.key and self._label(other) == label for other in others):
            label = f"{label}（{reference.key.partition('.')[0]}）"
        return f"{_PREFIX.get(reference.aspect, '')}{label}"

    def _label(self, reference: Reference) -> str:
        key = reference.key
        if not reference.is_set:
            figure = self.template.find(key.replace("$", "p_00000000"))
            return self._row(key) + (figure.name if figure else key)
        family, row, field = self.template.split(key)
        if family is not None and field in family.figures:
            level = {"???": "各类", "???????": "各项"}.get(row, "下级各行" if "$" in row else "各行")
            return f"{family.name}{level}的{family.figures[field].name}"
        head = self._head(key)
        return f"{head.name}的各款" if head else f"`{key}`"

    def _row(self, key: str) -> str:
        """The name of the table where a row of it is meant: 支出决算表的合计 is called by its figure alone."""
        family, row, _ = self.template.split(key)
        return f"{family.name}第 {row} 行" if family is not None and row.isdigit() else ""

    def _head(self, pattern: str) -> Figure | None:
        """The figure whose children a set such as T06.301?? holds."""
        return self.template.find(pattern.rstrip("?*"))
