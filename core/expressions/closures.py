"""Turning the checked syntax tree of a formula into closures.

A closure takes (scope, aspect, outcome, references): which cells a name _rN means is told with each call, so that the
formulas of all rows of a table share one set of closures.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from fractions import Fraction

from core.errors import ExpressionError
from core.expressions.functions import ARITIES, FUNCTIONS
from core.expressions.keys import Reference
from core.expressions.values import Outcome, Scope, Undefined, Value
from core.figures import Num, State

References = tuple[Reference, ...]
Run = Callable[[Scope, str, Outcome, References], Value]
_NAME = re.compile(r"_r(\d+)")
_COMPARE = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_MOST_DIGITS = 40


def short(text: str) -> str:
    """A formula as a message quotes it."""
    return text if len(text) <= 80 else f"{text[:79]}…"


def operator_of(node: ast.expr) -> str:
    """The sign of a formula that is one comparison; empty for any other."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return _COMPARE.get(type(node.ops[0]), "")
    return ""


def number_of(name: str) -> int:
    """The N of the name _rN."""
    return int(name[2:])


class Compiler:
    """Turns checked syntax nodes into closures."""

    def __init__(self, text: str, references: tuple[Reference, ...]) -> None:
        self.text = text
        self.references = references

    def fault(self, what: str) -> ExpressionError:
        return ExpressionError(
            f"公式「{short(self.text)}」里{what}", f"可用四则运算、比较、and/or/not 和 {'、'.join(FUNCTIONS)}"
        )

    def compile(self, node: ast.expr) -> Run:
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise self.fault("有不允许的写法")
        run: Run = method(node)
        return run

    def _constant(self, node: ast.Constant) -> Run:
        value = node.value
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise self.fault("有不允许的常数")
        if isinstance(value, int | float) and not abs(value) < 10**_MOST_DIGITS:
            raise self.fault("有太大的常数")
        # The literal's own digits are taken, never its binary approximation.
        constant: Value = value if isinstance(value, str) else Num(Fraction(str(value)))

        def run(_scope: Scope, _aspect: str, _outcome: Outcome, _references: References) -> Value:
            return constant

        return run

    def _name(self, node: ast.Name) -> Run:
        if _NAME.fullmatch(node.id) is None or number_of(node.id) >= len(self.references):
            raise self.fault(f"有未知的名字「{node.id}」")
        number = number_of(node.id)
        if self.references[number].is_set:
            raise self.fault(f"的集合 [{self.references[number]}] 只能放在 sum、count、min、max 里")

        def run(scope: Scope, aspect: str, outcome: Outcome, references: References) -> Value:
            reference = references[number]
            return _read(scope, reference.key, reference.aspect or aspect, outcome)

        return run

    def _binop(self, node: ast.BinOp) -> Run:
        operator = _ARITHMETIC.get(type(node.op))
        if operator is None:
            raise self.fault("有不允许的运算符")
        left, right = self.compile(node.left), self.compile(node.right)

        def run(scope: Scope, aspect: str, outcome: Outcome, references: References) -> Value:
            return _calculate(
                operator,
                _number(left(scope, aspect, outcome, references)),
                _number(right(scope, aspect, outcome, references)),
            )

        return run

    def _unaryop(self, node: ast.UnaryOp) -> Run:
        inner = self.compile(node.operand)
        if isinstance(node.op, ast.USub):
            return lambda scope, aspect, outcome, references: -_number(inner(scope, aspect, outcome, references))
        if isinstance(node.op, ast.Not):
            return lambda scope, aspect, outcome, references: not truth(inner(scope, aspect, outcome, references))
        raise self.fault("有不允许的运算符")

    def _boolop(self, node: ast.BoolOp) -> Run:
        parts = [self.compile(value) for value in node.values]
        if isinstance(node.op, ast.And):
            return lambda scope, aspect, outcome, references: all(
                truth(part(scope, aspect, outcome, references)) for part in parts
            )
        return lambda scope, aspect, outcome, references: any(
            truth(part(scope, aspect, outcome, references)) for part in parts
        )

    def _compare(self, node: ast.Compare) -> Run:
        if any(type(op) not in _COMPARE for op in node.ops):
            raise self.fault("有不允许的比较")
        operators = [_COMPARE[type(op)] for op in node.ops]
        parts = [self.compile(part) for part in (node.left, *node.comparators)]

        def run(scope: Scope, aspect: str, outcome: Outcome, references: References) -> Value:
            values = [part(scope, aspect, outcome, references) for part in parts]
            return all(compare(operators[i], values[i], values[i + 1]) for i in range(len(operators)))

        return run

    def _ifexp(self, node: ast.IfExp) -> Run:
        test, yes, no = self.compile(node.test), self.compile(node.body), self.compile(node.orelse)
        return lambda scope, aspect, outcome, references: (
            yes if truth(test(scope, aspect, outcome, references)) else no
        )(scope, aspect, outcome, references)

    def _call(self, node: ast.Call) -> Run:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        function = FUNCTIONS.get(name)
        if function is None or node.keywords:
            raise self.fault(f"有未知的函数「{short(name or ast.unparse(node.func))}」")
        self._check_arguments(name, node.args)
        arguments = [self._argument(argument) for argument in node.args]

        def run(scope: Scope, aspect: str, outcome: Outcome, references: References) -> Value:
            values = [value for argument in arguments for value in argument(scope, aspect, outcome, references)]
            return function(values)

        return run

    def _check_arguments(self, name: str, arguments: list[ast.expr]) -> None:
        """What a function cannot take must fail here, never with a keystroke."""
        wanted = ARITIES.get(name)
        if not arguments or (wanted is not None and len(arguments) != wanted):
            raise self.fault(f"的 {name} 要 {wanted or '至少 1'} 个参数")
        if wanted is not None and any(self._is_set(argument) for argument in arguments):
            raise self.fault(f"的 {name} 不能用集合")
        if name == "round":
            places = arguments[1].value if isinstance(arguments[1], ast.Constant) else None
            if type(places) is not int or not 0 <= places <= 12:
                raise self.fault("的 round 要写明 0 到 12 位小数")

    def _is_set(self, node: ast.expr) -> bool:
        if not isinstance(node, ast.Name) or _NAME.fullmatch(node.id) is None:
            return False
        return number_of(node.id) < len(self.references) and self.references[number_of(node.id)].is_set

    def _argument(self, node: ast.expr) -> Callable[[Scope, str, Outcome, References], list[Value | None]]:
        """An argument's values: a set gives many, a blank cell gives None."""
        if not (isinstance(node, ast.Name) and _NAME.fullmatch(node.id) and number_of(node.id) < len(self.references)):
            inner = self.compile(node)
            return lambda scope, aspect, outcome, references: [inner(scope, aspect, outcome, references)]
        number = number_of(node.id)
        if self.references[number].is_set:
            return lambda scope, aspect, outcome, references: [
                _read_filled(scope, key, references[number].aspect or aspect, outcome)
                for key in scope.expand(references[number].key)
            ]
        return lambda scope, aspect, outcome, references: [
            _read_filled(scope, references[number].key, references[number].aspect or aspect, outcome)
        ]


def _read_filled(scope: Scope, key: str, aspect: str, outcome: Outcome) -> Value | None:
    held = scope.value(key, aspect)
    if held.state is State.BLANK:
        outcome.blank.append((key, aspect))
        return None
    outcome.filled.append((key, aspect))
    if held.number is not None:
        return Num(held.number, held.half_step)
    return held.text if held.state is State.VALUE else None


def _read(scope: Scope, key: str, aspect: str, outcome: Outcome) -> Value:
    value = _read_filled(scope, key, aspect, outcome)
    return Num(Fraction(0)) if value is None else value


def _number(value: Value) -> Num:
    """A text counts as 0 and a truth as 0 or 1, so that a wrong kind cannot crash a keystroke."""
    if isinstance(value, Num):
        return value
    return Num(Fraction(int(value is True)))


def truth(value: Value) -> bool:
    """A number is true unless it is 0, a text unless it is empty."""
    return value.value != 0 if isinstance(value, Num) else bool(value)


def _calculate(operator: str, left: Num, right: Num) -> Num:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    if right.value == 0:
        raise Undefined("denominator is 0")
    return left / right


def compare(operator: str, left: Value, right: Value) -> bool:
    """Whether `left operator right` holds, exactly: a condition chooses words and scopes, a check has its envelope."""
    if isinstance(left, str) or isinstance(right, str):
        same = _as_text(left) == _as_text(right)
        return same if operator == "==" else not same if operator == "!=" else False
    a, b = _number(left), _number(right)
    match operator:
        case "==":
            return a.value == b.value
        case "!=":
            return a.value != b.value
        case "<":
            return a.value < b.value
        case ">":
            return a.value > b.value
        case "<=":
            return a.value <= b.value
    return a.value >= b.value


def _as_text(value: Value) -> str:
    return value if isinstance(value, str) else ""
