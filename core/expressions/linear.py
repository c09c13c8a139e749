"""Recognising formulas that are plain sums, so that a workbook can carry them as live formulas."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.expressions.compile import Expression

Term = tuple[int, str, str]
"""(sign, key, aspect)."""


def linear_terms(
    expression: Expression, aspect: str, expand: Callable[[str], Sequence[str]]
) -> tuple[Term, ...] | None:
    """The signed cells whose sum the formula is; None for anything but a sum of cells."""
    terms: list[Term] = []
    return tuple(terms) if _collect(expression.node, 1, expression, aspect, expand, terms) else None


def _collect(
    node: ast.expr,
    sign: int,
    expression: Expression,
    aspect: str,
    expand: Callable[[str], Sequence[str]],
    terms: list[Term],
) -> bool:
    if isinstance(node, ast.Name):
        reference = expression.reference(node.id)
        keys = expand(reference.key) if reference.is_set else (reference.key,)
        terms += [(sign, key, reference.aspect or aspect) for key in keys]
        return True
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        other = -sign if isinstance(node.op, ast.Sub) else sign
        return _collect(node.left, sign, expression, aspect, expand, terms) and _collect(
            node.right, other, expression, aspect, expand, terms
        )
    if isinstance(node, ast.IfExp):
        # The generated subtotal: the children where there are any, else the sum across.
        below = _sets_in(node.test, expression)
        branch = node.body if any(expand(key) for key in below) else node.orelse
        return _collect(branch, sign, expression, aspect, expand, terms)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sum":
        return all(_collect(argument, sign, expression, aspect, expand, terms) for argument in node.args)
    return False


def _sets_in(node: ast.expr, expression: Expression) -> list[str]:
    names = [part.id for part in ast.walk(node) if isinstance(part, ast.Name) and part.id.startswith("_r")]
    return [expression.reference(name).key for name in names if expression.reference(name).is_set]
