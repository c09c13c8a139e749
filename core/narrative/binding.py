"""Statement parts for one row of a family: `$` replaced by the row, {n} {code} {name} {path} by its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.expressions import Reference, compile_expression
from core.template.statement import Amount, Change, Compare, If, Join, Literal, Part, Reason, Share, Variable

if TYPE_CHECKING:
    from collections.abc import Mapping


def bind(part: Part, row: str, words: Mapping[str, str]) -> Part:
    """The part for one row of a family; `words` are the row's own number, code, name and path."""

    def bound(reference: Reference) -> Reference:
        return Reference(reference.key.replace("$", row), reference.aspect)

    match part:
        case Variable(name) if name in words:
            return Literal(words[name])
        case Amount(figure, bare):
            return Amount(bound(figure), bare)
        case Change(now, base, against, amount, percent, level):
            return Change(bound(now), bound(base), against, amount, percent, level)
        case Share(one, whole):
            return Share(bound(one), bound(whole))
        case Compare(left, right, chosen):
            return Compare(bound(left), bound(right), chosen)
        case Reason(name, prompt):
            return Reason(f"{name}_{row}", prompt)
        case If(when, parts):
            condition = compile_expression(when.text.replace("$", row))
            return If(condition, tuple(bind(inner, row, words) for inner in parts))
        case Join(separator, items):
            return Join(
                separator, tuple(item for item in (bind(one, row, words) for one in items) if isinstance(item, If))
            )
        case _:
            return part
