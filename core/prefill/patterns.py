"""The pack's own sentences read backwards: each wording becomes a pattern, each match its figures and reasons."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from core.expressions import Reference
from core.prefill.slots import Pattern, Recognised
from core.template import RowKind
from core.template.statement import Each, parse_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.template import StatementForm, Template

_ZERO = re.compile(r"\[([^\[\]]+)\]\s*==\s*0(?![\d.])")


class Patterns:
    """All wordings of a template's statements as patterns."""

    def __init__(self, template: Template) -> None:
        self._template = template
        units = {figure.unit for figure in template.dictionary.figures.values() if figure.unit}
        self._units = tuple(sorted(units))
        self._read: dict[str, Pattern | None] = {}

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
            compiled = self._pattern(variant.text)
            match = compiled.search(text, start) if compiled else None
            if (
                compiled is None
                or match is None
                or (found is not None and match.end() - match.start() <= found.end - found.start)
            ):
                continue
            zeros = tuple(_zeros(variant.when.text)) if variant.when else ()
            found = compiled.read(form.id, match, self._template, zeros)
        return found

    def _pattern(self, text: str) -> Pattern | None:
        """A wording as pattern; None where it lists 科目, which are left to the reading of prose."""
        if text not in self._read:
            lists = [part for part in parse_statement(text) if isinstance(part, Each)]
            named = all(self._template.named(part.family).rows is RowKind.ADDED for part in lists)
            self._read[text] = _compile(text, self._units) if named else None
        return self._read[text]


def _zeros(when: str) -> Iterator[Reference]:
    for found in _ZERO.finditer(when):
        key, _, aspect = found[1].partition("@")
        yield Reference(key, aspect)


@lru_cache(maxsize=512)
def _compile(text: str, units: tuple[str, ...]) -> Pattern:
    return Pattern(parse_statement(text), units)
