"""What an item of a list speaks of: a 科目 named by 类, 款, 项, or a project whose evaluation is summed up.

Its name stands once, its numbers follow; a name may also stand alone in the paragraph before them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.catalog import functional
from core.figures import Kind
from core.template import RowKind
from core.template.statement import Amount, Each, If, parse_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.template import Section, Template
    from core.template.statement import Part

_MARKED = re.compile(r"(?P<name>[^。；：，]{2,60}?)（(?P<level>[类款项])）")
_LEVELS = "类款项"
_MARKS = tuple(f"（{level}）" for level in _LEVELS)
_PROJECT = re.compile(r"(?:^|[。；])(?P<name>[^，。；：]{2,40}?)项目(?:支出)?绩效自评(?:综述|结果|情况)?[：，]")
_NUMBERING = re.compile(r"^(?:（?[一二三四五六七八九十\d]{1,2}[）、.．]|[、和与及])+")


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a family that is spoken of from `start` on; `row` is its id where the name alone does not make it."""

    start: int
    family: str
    name: str
    row: str = ""
    amount: str = "amount"

    def field(self, kind: Kind) -> str:
        """The figure of the row that a number of that kind is; empty for none."""
        if kind is Kind.MONEY:
            return self.amount
        return "score" if kind is Kind.SCORE and not self.row else ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A family of 科目 that a section lists, with the field its sentences give."""

    family: str
    amount: str


def listed(template: Template, sections: Sequence[Section]) -> Listed | None:
    """The 科目 that the sentences of a section repeat, if they do."""
    for section in sections:
        for name in section.statements:
            for variant in template.statements[name].variants:
                for part in parse_statement(variant.text):
                    if isinstance(part, Each) and template.named(part.family).rows is RowKind.FUNCTIONAL:
                        return Listed(part.family, next(_fields(part.parts), "total"))
    return None


def _fields(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Amount):
            yield part.figure.key.rsplit(".", 1)[-1]
        elif isinstance(part, If):
            yield from _fields(part.parts)


class Items:
    """The items of one section, from paragraph to paragraph."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._chain: list[str] = []
        self._open: Item | None = None

    def leave(self) -> None:
        """A heading ends what was spoken of."""
        self._chain, self._open = [], None

    def read(self, text: str, start: int, of: Listed | None) -> list[Item]:
        """The items of a folded paragraph, the one that was named before it and still has no number first."""
        found = [self._open] if self._open is not None else []
        if "绩效自评" in text:
            found += [Item(match.end(), "project", _bare(match["name"])) for match in _PROJECT.finditer(text, start)]
        if of is not None and any(mark in text for mark in _MARKS):
            found += self._marked(text, start, of)
        self._open = None
        return sorted(found, key=lambda item: item.start)

    def end(self, items: Sequence[Item], *, numbered: bool) -> None:
        """The paragraph is over; an item that got no number goes on."""
        last = items[-1] if items and not numbered else None
        self._open = Item(0, last.family, last.name, last.row, last.amount) if last else None

    def _marked(self, text: str, start: int, of: Listed) -> Iterator[Item]:
        for match in _MARKED.finditer(text, start):
            level = _LEVELS.index(match["level"])
            if level > len(self._chain):
                self._chain = []
            self._chain = [*self._chain[:level], f"{_bare(match['name'])}（{match['level']}）"]
            code = functional(self._year).code_of("".join(self._chain))
            if code is not None:
                yield Item(match.end(), of.family, functional(self._year).name(code), code, of.amount)


def item_at(items: Sequence[Item], position: int) -> Item | None:
    """What a number at a position of the paragraph is of."""
    return next((item for item in reversed(items) if item.start <= position), None)


def _bare(name: str) -> str:
    return _NUMBERING.sub("", name).strip("“”‘’\"'、")
