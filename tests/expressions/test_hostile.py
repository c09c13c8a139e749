"""Whatever a pack says: a formula compiles or ends in ExpressionError, at once, and nothing is executed."""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ExpressionError
from core.expressions import Undefined, compile_expression
from tests.expressions.examples import evaluate

HOSTILE = [
    "__import__('os').system('true')",
    "[a].__class__",
    "[a].real",
    "().__class__.__bases__[0].__subclasses__()",
    "(lambda: 1)()",
    "lambda: 1",
    "[x for x in (1, 2)]",
    "sum(x for x in (1, 2))",
    "{1: 2}",
    "{1, 2}",
    "(1, 2)",
    "(x := 1)",
    "f'{1}'",
    "b'1'",
    "1j",
    "True",
    "None",
    "...",
    "2 ** 10",
    "9 ** 9 ** 9 ** 9",
    "1 << 999999999",
    "7 // 2",
    "7 % 2",
    "7 @ 2",
    "~1",
    "+1",
    "1 in 1",
    "1 is 1",
    "eval('1')",
    "exec('1')",
    "open('x')",
    "print(1)",
    "getattr([a], 'b')",
    "[a](1)",
    "sum(*[a])",
    "sum(start=1)",
    "sum(**{})",
    "sum.__call__([a])",
    "[a][0]",
    "a",
    "_r0",
    "_r1 + [a]",
    "_compile(1)",
    "await x",
    "yield 1",
    "x = 1",
    "import os",
    "1; 2",
    "1\n2",
    "",
    " ",
    "1 +",
    "(1",
    "1)",
    "[",
    "[]",
    "[a",
    "[A]",
    "[a b]",
    "[a..b]",
    "[T10.x]",
    "[a@]",
    "[a@yesterday]",
    "[[a]]",
    "[基本支出]",
    "\0",
    "1\0",
    "\ud800",
    "1e999",
    "-1e999",
    "0x" + "f" * 5000,
    "9" * 5000,
    "'x",
    "rate([a])",
    "rate([a], [b], [c])",
    "rate([a*], [b])",
    "rate()",
    "round([a])",
    "round([a], [b])",
    "round([a], 1000000000)",
    "round([a], -1)",
    "round([a], 1.5)",
    "abs()",
    "abs([a], [b])",
    "sum()",
    "[a*]",
    "[a*] + 1",
    "[a*] == [b]",
    "(" * 10_000 + "1" + ")" * 10_000,
    "(" * 10_000,
    "[" * 10_000,
    "-" * 10_000 + "1",
    "not " * 10_000 + "1",
    "1" + "+1" * 10_000,
    "1" + "+1" * 900,
    "-" * 900 + "1",
    "1" + " if 1 else 1" * 900,
    "abs(" * 150 + "1" + ")" * 150,
    "+".join(["[a]"] * 10_000),
]


@pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:30]))
def test_hostile_formulas_are_refused_at_once(text):
    began = time.perf_counter()
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text)
    assert time.perf_counter() - began < 2
    assert caught.value.remedy
    assert len(caught.value.line) < 400


@pytest.mark.parametrize("terms", [40, 90])
def test_a_long_honest_sum_is_no_hostile_one(terms):
    """T01 adds 26 classes; twice that and more is fine."""
    assert evaluate(" + ".join(["[a]"] * terms), {"a": "1"}).value == terms * 1_000_000


@given(st.lists(st.sampled_from([*"()[]+-*/,.=<>!'", "1", "0", "[a]", "[b@prior]", "[c.*]", "sum(", "rate(", "round(",
                                 "filled(", "count(", " and ", " or ", " not ", " if ", " else ", "lambda ", "x"]),
                max_size=14).map("".join))  # fmt: skip
def test_any_text_gives_a_value_or_the_one_error(text):
    try:
        compiled = compile_expression(text)
    except ExpressionError:
        return
    with contextlib.suppress(Undefined):
        compiled.evaluate(_Everything())


class _Everything:
    """Cells of which half are blank."""

    def value(self, key, aspect):
        from core.figures import BLANK, Held

        return Held.money(100) if aspect == "actual" else BLANK

    def expand(self, pattern):
        return ["c.x", "c.y"]
