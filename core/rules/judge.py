"""Evaluating one check into a finding."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from core.expressions import Comparison, Expression, Outcome, Scope, Undefined
from core.figures import Agreement, Kind, Num, agree_rate, agree_same, agree_sum
from core.figures.held import UNITS
from core.rules.canon import canonical
from core.rules.finding import Finding, State
from core.rules.wording import Wording, amount, gap, relation
from core.template import Figure, RuleForm, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.rules.graph import CellId


@dataclass(frozen=True)  # no slots: `named` is kept in the instance
class Check:
    """A rule at one row and aspect; `cells` are all cells it reads."""

    id: str
    rule: RuleForm
    aspect: str
    cells: frozenset[CellId]

    @cached_property
    def named(self) -> tuple[str, ...]:
        """Its cells as KEY@ASPECT, in order."""
        return tuple(sorted(f"{key}@{aspect}" for key, aspect in self.cells))


@dataclass(frozen=True, slots=True)
class _Sides:
    left: Num
    right: Num
    missing: tuple[CellId, ...]
    empty: bool


class Judge:
    """Evaluates checks over one scope.

    `provisional` tells whether a computed cell still lacks parts; `confirmed` whether a
    blank cell was said to be zero (其余为零).
    """

    def __init__(
        self,
        scope: Scope,
        wording: Wording,
        figure: Callable[[str], Figure],
        provisional: Callable[[CellId], bool],
        confirmed: Callable[[CellId], bool],
    ) -> None:
        self.scope = scope
        self.wording = wording
        self.figure = figure
        self.provisional = provisional
        self.confirmed = confirmed

    def judge(self, check: Check) -> Finding:
        """The finding of a check; a passed one says what was compared."""
        rule = check.rule
        try:
            if rule.when is not None and not rule.when.holds(self.scope, check.aspect):
                return self._ended(check, State.NOT_APPLICABLE, rule.otherwise or "不符合适用条件")
            if rule.check.comparison is not None:
                return self._compare(check, rule.check.comparison)
            return self._truth(check)
        except Undefined:
            return self._ended(check, State.NOT_APPLICABLE, "分母为 0，比率没有意义")

    def _ended(self, check: Check, state: State, message: str) -> Finding:
        return Finding(
            id=check.id,
            rule=canonical(check.rule.id),
            name=check.rule.name,
            state=state,
            severity=check.rule.severity,
            message=message,
            place=self._place(check),
            cells=check.named,
            excusable=check.rule.record,
        )

    def _place(self, check: Check) -> str:
        for reference in check.rule.check.references:
            keys = self.scope.expand(reference.key) if reference.is_set else (reference.key,)
            for key in self._selected(check, keys) or keys:
                return f"{key}@{reference.aspect or check.aspect}"
        return ""

    def _selected(self, check: Check, keys: Sequence[str]) -> list[str]:
        """Of the amounts that a sumif adds up, those of the name it asks for."""
        side = check.rule.check.comparison.left if check.rule.check.comparison else None
        if side is None or not isinstance(side.node, ast.Call) or ast.unparse(side.node.func) != "sumif":
            return []
        wanted, names = side.node.args[1:]
        if not isinstance(wanted, ast.Constant) or not isinstance(names, ast.Name):
            return []
        named = self.scope.expand(side.reference(names.id).key)
        pairs = zip(keys, named, strict=False)
        return [key for key, name in pairs if self.scope.value(name, check.aspect).text == wanted.value]

    # -- a comparison of two sides --------------------------------------------

    def _compare(self, check: Check, comparison: Comparison) -> Finding:
        sides = self._sides(comparison, check.aspect)
        if sides is None:
            return self._truth(check)
        if sides.empty and rule_of_total(check) and not any(self.scope.value(*cell).filled for cell in _parts(check)):
            return self._ended(check, State.NOT_APPLICABLE, check.rule.otherwise)
        if sides.empty:
            return self._missing(check, sides.missing)
        agreement = self._agreement(comparison, sides)
        if self._allowed(check, comparison, sides):
            agreement = Agreement.EQUAL
        if agreement is Agreement.EQUAL:
            return self._ended(check, State.PASS, self._sentence(check, comparison, sides, "相符"))
        if agreement is not Agreement.ROUNDING and sides.missing:
            return self._missing(check, sides.missing)
        return self._failed(check, comparison, sides, agreement)

    def _sides(self, comparison: Comparison, aspect: str) -> _Sides | None:
        """Both sides, evaluated once; None where one is a text."""
        left, right = Outcome(), Outcome()
        one = comparison.left.evaluate(self.scope, aspect, left)
        other = comparison.right.evaluate(self.scope, aspect, right)
        if isinstance(one, str) or isinstance(other, str):
            return None
        a, b = _number(one), _number(other)
        cells = (*left.blank, *right.blank)
        missing = [cell for cell in cells if not (self.figure(cell[0]).optional or self.confirmed(cell))]
        missing += [cell for cell in (*left.filled, *right.filled) if self.provisional(cell)]
        constant = not comparison.right.names
        empty = (bool(left.blank) and self._silent(left)) or (not constant and self._silent(right))
        return _Sides(a, b, tuple(dict.fromkeys(missing or (cells if empty else ()))), empty)

    def _silent(self, side: Outcome) -> bool:
        """Whether a side says nothing: no cell of it is filled or known to be zero."""
        known = bool(side.blank) and all(map(self.confirmed, side.blank))
        return not side.filled and not known

    def _agreement(self, comparison: Comparison, sides: _Sides) -> Agreement:
        if comparison.operator == "==":
            if _single(comparison.left) and _single(comparison.right):
                rolled = any(
                    self.figure(_key(side)).formula is not None for side in (comparison.left, comparison.right)
                )
                return agree_same(sides.left, sides.right, rolled_up=rolled)
            like = self._like(comparison)
            if like.kind is Kind.RATE:  # a printed percentage is always rounded: within its envelope it is right
                return agree_rate(sides.left, sides.right, like.decimals)
            return agree_sum(sides.left, sides.right)
        difference = sides.left.value - sides.right.value
        holds = {
            "!=": difference != 0,
            "<": difference < 0,
            ">": difference > 0,
            "<=": difference <= 0,
            ">=": difference >= 0,
        }[comparison.operator]
        if holds:
            return Agreement.EQUAL
        within = comparison.operator in {"<=", ">="} and abs(difference) <= sides.left.env + sides.right.env
        return Agreement.ROUNDING if within else Agreement.WRONG

    def _allowed(self, check: Check, comparison: Comparison, sides: _Sides) -> bool:
        """Whether the difference is one that the regulation allows (`within`)."""
        if check.rule.within is None or comparison.operator not in {"==", "<=", ">="}:
            return False
        like = self._like(comparison)
        scale = Fraction(1, 100) if like.kind is Kind.RATE else UNITS.get(like.unit, Fraction(1))
        return abs(sides.left.value - sides.right.value) <= check.rule.within * scale

    def _failed(self, check: Check, comparison: Comparison, sides: _Sides, agreement: Agreement) -> Finding:
        like = self._like(comparison)
        rounding = agreement is Agreement.ROUNDING
        severity = {Agreement.ROUNDING: Severity.HINT, Agreement.NEAR: Severity.WARNING}.get(
            agreement, check.rule.severity
        )
        size = gap(sides.left.value - sides.right.value, like)
        text = self._sentence(check, comparison, sides, f"差 {size}")
        if rounding:
            allowed = gap(sides.left.env + sides.right.env, like)
            text = f"尾差：{text}，在四舍五入的允许范围 {allowed} 之内"
        return Finding(
            id=check.id,
            rule=canonical(check.rule.id),
            name=check.rule.name,
            state=State.FAIL,
            severity=severity,
            message=text,
            remedy="四舍五入造成，无须修改" if rounding else check.rule.fix or "请核对这几个数",
            place=self._place(check),
            cells=check.named,
            claimed=_with_unit(amount(sides.left.value, like), like),
            expected=_with_unit(amount(sides.right.value, like), like),
            difference=size,
            rounding=rounding,
            excusable=check.rule.record,
        )

    def _sentence(self, check: Check, comparison: Comparison, sides: _Sides, end: str) -> str:
        like = self._like(comparison)
        left = self.wording.side(comparison.left, check.aspect, sides.left, like)
        right = self.wording.side(comparison.right, check.aspect, sides.right, like)
        return f"{left} {relation(comparison.operator)} {right}，{end}"

    def _like(self, comparison: Comparison) -> Figure:
        for side in (comparison.left, comparison.right):
            for reference in side.names:
                keys = self.scope.expand(side.reference(reference).key) or (side.reference(reference).key,)
                return self.figure(keys[0])
        return Figure("", "")

    # -- anything else that is true or false ----------------------------------

    def _truth(self, check: Check) -> Finding:
        outcome = Outcome()
        holds = bool(check.rule.check.evaluate(self.scope, check.aspect, outcome))
        if holds:
            return self._ended(check, State.PASS, check.rule.name)
        finding = self._ended(check, State.FAIL, check.rule.message or check.rule.name)
        return _with_remedy(finding, check.rule.fix)

    def _missing(self, check: Check, cells: tuple[CellId, ...]) -> Finding:
        names = [self.wording.label(key, aspect) for key, aspect in cells[:4]]
        more = f"等 {len(cells)} 项" if len(cells) > len(names) else ""
        return self._ended(check, State.NOT_CHECKABLE, f"缺少 {'、'.join(names)}{more}")


def rule_of_total(check: Check) -> bool:
    """Whether the check holds a stated total against its own formula."""
    return "=" in check.id


def _parts(check: Check) -> frozenset[CellId]:
    """The cells of a stated total's formula."""
    total = check.id.split("=", 1)[1]
    return frozenset(cell for cell in check.cells if f"{cell[0]}@{cell[1]}" != total)


def _number(value: object) -> Num:
    return value if isinstance(value, Num) else Num(Fraction(int(value is True)))


def _single(side: Expression) -> bool:
    return isinstance(side.node, ast.Name)


def _key(side: Expression) -> str:
    return side.reference(side.names[0]).key


def _with_unit(text: str, like: Figure) -> str:
    return f"{text}{like.unit}" if like.unit and not text.endswith("%") else text


def _with_remedy(finding: Finding, remedy: str) -> Finding:
    return replace(finding, remedy=remedy)
