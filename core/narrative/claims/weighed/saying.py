"""What is told of an amount that is not what it follows from: the arithmetic, both numbers, the rule."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.model import PEOPLE
from core.narrative.claims.say import ERROR, amount_text, around, finding
from core.narrative.claims.told import written
from core.narrative.claims.weighed.signs import signs_of

if TYPE_CHECKING:
    from core.narrative.claims.model import Amount
    from core.narrative.claims.weighed.ways import Derived, Way
    from core.rules import Finding

_STOCK = re.compile(r"结[余转]|余额|剩余|尚余|期末|年末|年底|库存|结存")
_PLAN = ("plan", "planlike")
UNITS_IN_ORDER = ("元", "万元", "亿元")
_TWICE = 100_000
_TIMES = re.compile(r"times(\d+)")


def step_of(amount: Amount) -> Fraction:
    """A step of the last digit of an amount."""
    return 2 * amount.held.half_step or Fraction(1, 10**amount.held.decimals)


def wrong_amount(derived: Derived, way: Way, steps: int) -> Finding:
    """The finding of an amount that should be so many steps of its last digit."""
    amount = derived.amount
    claimed, due = written(amount), written(amount, steps * step_of(amount))
    rule = _rule(derived, way)
    if derived.is_unit_slip(way.value):
        return _wrong_unit(derived, way)
    if way.kind == "same":
        other = derived.row.amount(way.terms[0])
        message = f"同一数据前后不一：{due} 与 {claimed}（另见「{around(other)}」）"
    else:
        message = f"{_terms(derived, way)} = {due}，文中为 {claimed}"
    return finding(
        rule, ERROR, amount.paragraph, (amount.start, amount.end), message, "核对各数后改正",
        claimed=claimed, expected=due,
    )  # fmt: skip


def either(blamed: Finding, printed: str, due: str) -> Finding:
    """A finding that blames one number of a relation, with what another one would be if the blamed one is right.

    …，文中为 719.66万元；若 719.66万元 无误，9.5% 应为 8.7%: who knows the books decides.
    """
    if blamed.rule == "C7" or not blamed.claimed or printed == due:
        return blamed
    return replace(blamed, message=f"{blamed.message}；若 {blamed.claimed} 无误，{printed} 应为 {due}")


def _wrong_unit(derived: Derived, way: Way) -> Finding:
    """合计3.20万元 for 3.20亿元 (C7)."""
    amount = derived.amount
    off = round(max(way.value / derived.size, derived.size / way.value))
    order = UNITS_IN_ORDER.index(amount.held.unit) if amount.held.unit in UNITS_IN_ORDER else 0
    steps = (1 if off < _TWICE else 2) * (1 if way.value > derived.size else -1)
    unit = UNITS_IN_ORDER[max(0, min(order + steps, len(UNITS_IN_ORDER) - 1))]
    claimed, due = written(amount), f"{amount_text(amount)}{unit}"
    return finding(
        "C7", ERROR, amount.paragraph, (amount.start, amount.end),
        f"单位写成了{amount.held.unit}：{_terms(derived, way)} = {due}", f"把{amount.held.unit}改为{unit}",
        claimed=claimed, expected=due,
    )  # fmt: skip


def _rule(derived: Derived, way: Way) -> str:
    """The rule of rules.md that a way belongs to."""
    row, kind = derived.row, derived.amount.kind
    roles = row.roles(derived.at)
    if way.kind == "same":
        return "C3"
    changes = "moved" in roles and any(row.is_change(at) for at in way.terms)
    if way.kind == "net" or (way.kind in {"sum", "flow", "close"} and changes):
        return "C18"
    if way.kind in {"sum", "dot"}:
        return "C19" if kind is Kind.COUNT else "C22"
    if way.kind in {"flow", "close"}:
        return "C19" if derived.amount.held.unit in PEOPLE else "C24"
    if way.kind == "gap":
        return _rule_of_gap(derived, way)
    return "C22" if kind is Kind.MONEY else "C19"


def _rule_of_gap(derived: Derived, way: Way) -> str:
    row = derived.row
    moved = "moved" in row.roles(derived.at)
    if moved and any(row.is_change(at) for at in way.terms):
        return "C18"
    if moved and any(row.is_earlier(at) or row.is_then(at) for at in way.terms):
        return "C2"
    planned = any(not set(_PLAN).isdisjoint(row.roles(at)) for at in way.terms)
    if moved and not planned:
        return "C18"
    if _STOCK.search(derived.lead) and not planned:
        return "C24"
    return "G11" if planned or derived.amount.kind is Kind.MONEY else "C19"


def _terms(derived: Derived, way: Way) -> str:
    """The arithmetic, with the numbers as they are printed."""
    row = derived.row
    texts = [_text(derived, at) for at in way.terms]
    if way.kind == "sum":
        return " + ".join(_text(derived, at) for at in sorted(way.terms))
    if way.kind in {"net", "flow", "close", "gap"}:
        signs = signs_of(row, way)
        first = next(index for index, sign in enumerate(signs) if sign > 0)
        rest = [(sign, text) for index, (sign, text) in enumerate(zip(signs, texts, strict=True)) if index != first]
        return texts[first] + "".join(f" {'+' if sign > 0 else '−'} {text}" for sign, text in rest)
    if way.kind == "dot":
        pairs = zip(texts[::2], texts[1::2], strict=True)
        return " + ".join(f"{one} × {other}" for one, other in pairs)
    if way.kind == "all":
        return f"{texts[2]} ÷ （{texts[0]} + {texts[1]}）"
    if way.kind in {"each", "many"}:
        one, other = sorted(way.terms, key=lambda at: row.values[at], reverse=True)
        if way.kind == "each" and derived.amount.kind is Kind.MONEY:
            one, other = way.terms[1], way.terms[0]
        return f"{_text(derived, one)} ÷ {_text(derived, other)}"
    often = _TIMES.match(way.kind)
    return " × ".join([*texts, *([often[1]] if often else [])])


def _text(derived: Derived, at: int) -> str:
    one = derived.row.amount(at)
    return amount_text(one) if one.held.unit == derived.amount.held.unit else written(one)


__all__ = ["either", "step_of", "wrong_amount"]
