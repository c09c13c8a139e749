"""The small formula language of packs: bracketed keys, arithmetic, comparisons, a few functions."""

from core.expressions.compile import Comparison, Expression, compile_expression
from core.expressions.keys import Reference, is_key, matches, parse_reference
from core.expressions.values import Nothing, Outcome, Scope, Undefined

__all__ = [
    "Comparison",
    "Expression",
    "Nothing",
    "Outcome",
    "Reference",
    "Scope",
    "Undefined",
    "compile_expression",
    "is_key",
    "matches",
    "parse_reference",
]
