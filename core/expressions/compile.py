"""Compiling a formula: bracketed keys become names, Python's parser does the rest.

Only whitelisted nodes pass; nothing is ever handed to eval.  A compiled node is
a closure over (scope, aspect, outcome), so that a keystroke re-evaluates without
walking a syntax tree.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from core.errors import ExpressionError
from core.expressions.functions import ARITIES, FUNCTIONS
from core.expressions.keys import Reference, parse_reference
from core.expressions.values import Outcome, Scope, Undefined, Value
from core.figures import Num, State

Run = Callable[[Scope, str, Outcome], Value]
_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_NAME = re.compile(r"_r(\d+)")
_COMPARE = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_LONGEST, _DEEPEST, _MOST_DIGITS = 4000, 120, 40
"""Many times what a form needs; beyond, a formula could exhaust the stack while compiling or with each keystroke."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two sides of a check `left op right`."""

    left: Expression
    operator: str
    right: Expression


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled formula.

    `references` are its cells and sets in reading order; `node` its checked syntax
    tree, in which the name _rN stands for `references[N]` (for the message writer);
    `comparison` is set where the whole formula is one comparison.
    """

    text: str
    references: tuple[Reference, ...]
    node: ast.expr
    run: Run
    comparison: Comparison | None = None

    def evaluate(self, scope: Scope, aspect: str = "actual", outcome: Outcome | None = None) -> Value:
        """The value, with left-out aspects read as `aspect`.  Raises Undefined on division by 0."""
        return self.run(scope, aspect, outcome if outcome is not None else Outcome())

    def holds(self, scope: Scope, aspect: str = "actual") -> bool:
        """Whether the condition is true; one that divides by 0 is not."""
        try:
            return _truth(self.run(scope, aspect, Outcome()))
        except Undefined:
            return False

    def part(self, node: ast.expr) -> Expression:
        """A part of this formula's tree as a formula of its own."""
        return _Compiler(self.text, self.references).part(node)

    def reference(self, name: str) -> Reference:
        """The reference behind the name _rN."""
        return self.references[int(name[2:])]


@lru_cache(maxsize=16_384)
def compile_expression(text: str) -> Expression:
    """Compile `text`.  Raises ExpressionError for bad syntax or anything outside the whitelist."""
    if len(text) > _LONGEST:
        raise ExpressionError(f"公式「{_short(text)}」太长", "请分成几个数据项")
    references: list[Reference] = []

    def name(found: re.Match[str]) -> str:
        references.append(parse_reference(found[1]))
        return f"_r{len(references) - 1}"

    source = _BRACKET.sub(name, text)
    try:
        node = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"公式「{_short(text)}」写法不对", "请检查括号、运算符和方括号里的键") from error
    if _depth(node) > _DEEPEST:
        raise ExpressionError(f"公式「{_short(text)}」层次太多", "请分成几个数据项")
    return _Compiler(text, tuple(references)).expression(node)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def _depth(node: ast.expr) -> int:
    """How deep the tree is; counted without recursion."""
    deepest, waiting = 0, [(node, 1)]
    while waiting:
        part, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in ast.iter_child_nodes(part) if isinstance(child, ast.expr)]
    return deepest


class _Compiler:
    """Turns checked syntax nodes into closures."""

    def __init__(self, text: str, references: tuple[Reference, ...]) -> None:
        self.text = text
        self.references = references

    def expression(self, node: ast.expr) -> Expression:
        comparison = None
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _COMPARE:
            operator = _COMPARE[type(node.ops[0])]
            comparison = Comparison(self.part(node.left), operator, self.part(node.comparators[0]))
        return Expression(self.text, self.references, node, self.compile(node), comparison)

    def part(self, node: ast.expr) -> Expression:
        return Expression(ast.unparse(node), self.references, node, self.compile(node))

    def fault(self, what: str) -> ExpressionError:
        return ExpressionError(
            f"公式「{_short(self.text)}」里{what}", f"可用四则运算、比较、and/or/not 和 {'、'.join(FUNCTIONS)}"
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

        def run(_scope: Scope, _aspect: str, _outcome: Outcome) -> Value:
            return constant

        return run

    def _name(self, node: ast.Name) -> Run:
        if _NAME.fullmatch(node.id) is None or int(node.id[2:]) >= len(self.references):
            raise self.fault(f"有未知的名字「{node.id}」")
        reference = self.references[int(node.id[2:])]
        if reference.is_set:
            raise self.fault(f"的集合 [{reference}] 只能放在 sum、count、min、max 里")
        key, fixed = reference.key, reference.aspect

        def run(scope: Scope, aspect: str, outcome: Outcome) -> Value:
            return _read(scope, key, fixed or aspect, outcome)

        return run

    def _binop(self, node: ast.BinOp) -> Run:
        operator = _ARITHMETIC.get(type(node.op))
        if operator is None:
            raise self.fault("有不允许的运算符")
        left, right = self.compile(node.left), self.compile(node.right)

        def run(scope: Scope, aspect: str, outcome: Outcome) -> Value:
            return _calculate(operator, _number(left(scope, aspect, outcome)), _number(right(scope, aspect, outcome)))

        return run

    def _unaryop(self, node: ast.UnaryOp) -> Run:
        inner = self.compile(node.operand)
        if isinstance(node.op, ast.USub):
            return lambda scope, aspect, outcome: -_number(inner(scope, aspect, outcome))
        if isinstance(node.op, ast.Not):
            return lambda scope, aspect, outcome: not _truth(inner(scope, aspect, outcome))
        raise self.fault("有不允许的运算符")

    def _boolop(self, node: ast.BoolOp) -> Run:
        parts = [self.compile(value) for value in node.values]
        if isinstance(node.op, ast.And):
            return lambda scope, aspect, outcome: all(_truth(part(scope, aspect, outcome)) for part in parts)
        return lambda scope, aspect, outcome: any(_truth(part(scope, aspect, outcome)) for part in parts)

    def _compare(self, node: ast.Compare) -> Run:
        if any(type(op) not in _COMPARE for op in node.ops):
            raise self.fault("有不允许的比较")
        operators = [_COMPARE[type(op)] for op in node.ops]
        parts = [self.compile(part) for part in (node.left, *node.comparators)]

        def run(scope: Scope, aspect: str, outcome: Outcome) -> Value:
            values = [part(scope, aspect, outcome) for part in parts]
            return all(compare(operators[i], values[i], values[i + 1]) for i in range(len(operators)))

        return run

    def _ifexp(self, node: ast.IfExp) -> Run:
        test, yes, no = self.compile(node.test), self.compile(node.body), self.compile(node.orelse)
        return lambda scope, aspect, outcome: (yes if _truth(test(scope, aspect, outcome)) else no)(
            scope, aspect, outcome
        )

    def _call(self, node: ast.Call) -> Run:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        function = FUNCTIONS.get(name)
        if function is None or node.keywords:
            raise self.fault(f"有未知的函数「{_short(name or ast.unparse(node.func))}」")
        self._check_arguments(name, node.args)
        arguments = [self._argument(argument) for argument in node.args]

        def run(scope: Scope, aspect: str, outcome: Outcome) -> Value:
            values = [value for argument in arguments for value in argument(scope, aspect, outcome)]
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
        return int(node.id[2:]) < len(self.references) and self.references[int(node.id[2:])].is_set

    def _argument(self, node: ast.expr) -> Callable[[Scope, str, Outcome], list[Value | None]]:
        """An argument's values: a set gives many, a blank cell gives None."""
        if isinstance(node, ast.Name) and _NAME.fullmatch(node.id) and int(node.id[2:]) < len(self.references):
            reference = self.references[int(node.id[2:])]
            return lambda scope, aspect, outcome: [
                _read_filled(scope, key, reference.aspect or aspect, outcome)
                for key in (scope.expand(reference.key) if reference.is_set else (reference.key,))
            ]
        inner = self.compile(node)
        return lambda scope, aspect, outcome: [inner(scope, aspect, outcome)]


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


def _truth(value: Value) -> bool:
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
