"""The pack's own sentences read backwards: each wording becomes a pattern, each match its figures and reasons."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from core.expressions import Reference
from core.prefill.slots import Pattern, Recognised
from core.template import RowKind
from core.template.statement import (
    Each,
    Part,
    parse_statement,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.template import StatementForm, Template

_ZERO = re.compile(r"\[([^\[\]]+)\]\s*==\s*0(?![\d.])")


class Patterns:
    """All wordings of a template's statements as patterns."""

    def __init__(self, template: Template) -> None:
        self._template = template

    def find(self, text: str, statements: Sequence[str], start: int = 0) -> list[Recognised]:
        """The sentences of these statements in `text`, each at most once, in order and without overlap."""
        found: list[Recognised] = []
        for name in statements:
            best = self._best(text, self._template.statements[name], start)
            if best is not None and all(best.end <= one.start or best.start >= one.end for one in found):
                found.append(best)
        return sorted(found, key=lambda one: one.start)

    def _best(self, text: str, form: StatementForm, start: int) -> Recognised | None:
        """The wording that covers most: the wording with a reason over the one that ends before it."""
        found: Recognised | None = None
        for variant in form.variants:
            if not self._readable(parse_statement(variant.text)):
                continue
            compiled = _compile(variant.text, self._units())
            match = compiled.search(text, start)
            if match is None or (found is not None and match.end() - match.start() <= found.end - found.start):
                continue
            zeros = tuple(_zeros(variant.when.text)) if variant.when else ()
            found = compiled.read(form.id, match, self._template, zeros)
        return found

    def _readable(self, parts: Sequence[Part]) -> bool:
        """Whether its lists, if it has any, are of named rows; lists of 科目 are left to the reading of prose."""
        return all(self._template.named(part.family).rows is RowKind.ADDED for part in parts if isinstance(part, Each))

    def _units(self) -> tuple[str, ...]:
        return tuple(sorted({figure.unit for figure in self._template.dictionary.figures.values() if figure.unit}))


def _zeros(when: str) -> Iterator[Reference]:
    for found in _ZERO.finditer(when):
        key, _, aspect = found[1].partition("@")
        yield Reference(key, aspect)


@lru_cache(maxsize=512)
def _compile(text: str, units: tuple[str, ...]) -> Pattern:
    return Pattern(parse_statement(text), units)
