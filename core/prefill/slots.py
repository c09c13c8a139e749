"""One wording of a sentence as a pattern, and what the slots of a match hold.

Works on folded text.  Every repetition is bounded and lists are divided by hand,
so matching stays linear in practice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from core.figures import Held, Kind, State
from core.figures.held import UNITS
from core.figures.parse import exact, in_fen
from core.narrative import MISSING, NO_CHANGE, UNLIKE
from core.prefill.fold import compact
from core.template.statement import (
    Amount,
    Change,
    Compare,
    Each,
    If,
    Join,
    Literal,
    Part,
    Reason,
    Share,
    Variable,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.expressions import Reference
    from core.prefill.model import RelationKind
    from core.template import Template

_NUMBER = r"-?\d[\d,]{0,24}(?:\.\d{1,8})?"
_MISSING = re.escape(compact(MISSING))


@dataclass(frozen=True, slots=True)
class Amounted:
    """A figure read from a slot: `start`, `end` with its unit; `row` is the row's name in a list."""

    reference: Reference
    held: Held
    start: int
    end: int
    row: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """A change or share read from a slot."""

    relation: RelationKind
    key: str
    value: str
    unit: str
    falls: bool
    start: int
    end: int


@dataclass(slots=True)
class Recognised:
    """A sentence of the pack found at [start, end).

    `year` is the one it prints, where it prints one; `reasons` are names with the place of their words.
    """

    statement: str
    start: int
    end: int
    year: int | None = None
    reasons: tuple[tuple[str, int, int], ...] = ()
    amounts: list[Amounted] = field(default_factory=list)
    relations: list[Related] = field(default_factory=list)
    zeros: tuple[Reference, ...] = ()


class Pattern:
    """One wording as a regular expression; its slots become numbered groups.

    The expression is made when first needed: most wordings never stand in a text that has all their fixed words.
    """

    def __init__(self, parts: Sequence[Part], units: tuple[str, ...]) -> None:
        self._parts, self._units = parts, units
        self._fixed = [words for part in parts if isinstance(part, Literal) and (words := compact(part.text))]
        self._slots: list[tuple[str, Part]] = []

    @cached_property
    def _unit(self) -> str:
        known = {*UNITS, *self._units, "名", "位", "台", "家"}
        long = sorted((unit for unit in known if len(unit) > 1), key=len, reverse=True)
        return f"{'|'.join(map(re.escape, long))}|[{re.escape(''.join(sorted(known.difference(long))))}]"

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return re.compile("".join(self._part(part) for part in self._parts))

    @cached_property
    def _inner(self) -> dict[str, Pattern]:
        """The wordings of the lists in it, by slot."""
        return {name: Pattern(part.parts, self._units) for name, part in self._slots if isinstance(part, Each)}

    def search(self, text: str, start: int) -> re.Match[str] | None:
        """The first place where the wording stands."""
        return self._regex.search(text, start) if self._may_stand(text, start) else None

    def _may_stand(self, text: str, start: int) -> bool:
        """Whether the fixed words are all there, in their order."""
        for words in self._fixed:
            start = text.find(words, start) + len(words)
            if start < len(words):
                return False
        return True

    def _slot(self, part: Part) -> str:
        name = f"s{len(self._slots)}"
        self._slots.append((name, part))
        return name

    def _part(self, part: Part) -> str:
        match part:
            case Literal(text):
                return re.escape(compact(text))
            case Variable("year"):
                return f"(?P<{self._slot(part)}>20\\d\\d)"
            case Amount():
                return self._amount(part)
            case Change():
                return self._change(part)
            case Share():
                return f"(?P<{self._slot(part)}>{_NUMBER}%|不适用|{_MISSING})"
        return self._words(part)

    def _words(self, part: Part) -> str:
        match part:
            case Compare(words=words):
                return f"(?:{'|'.join(map(re.escape, words))}|{UNLIKE}|{_MISSING})"
            case Reason(prompt=prompt):
                return f"(?P<{self._slot(part)}>〔{re.escape(compact(prompt))}〕|[^\\n]{{1,400}}?)"
            case If(parts=inner):
                return f"(?:{''.join(self._part(one) for one in inner)})?"
            case Join(separator, items):
                between = f"(?:{re.escape(compact(separator))})?"
                return between.join(self._part(one) for one in items)
            case Variable("n"):
                return r"\d{1,3}"
            case Variable():
                return r"[^，。；：]{1,40}?"
            case Each():
                return f"(?P<{self._slot(part)}>[^。]{{0,2000}}?)"
        return r"[^，。；]{0,400}?"  # Names

    def _amount(self, part: Amount) -> str:
        if part.figure.key.endswith(".name"):
            return f"(?P<{self._slot(part)}>[^，。；]{{1,60}}?)"
        name = self._slot(part)
        unit = "" if part.bare else f"(?P<{name}u>{self._unit})?"
        return f"(?P<{name}>(?P<{name}n>{_NUMBER}%?){unit}|不适用|{_MISSING})"

    def _change(self, part: Change) -> str:
        name = self._slot(part)
        against, level = re.escape(compact(part.against)), re.escape(compact(part.level))
        more, rises = ("|".join(map(re.escape, words)) for words in (part.amount, part.percent))
        moved = (
            f"{against}(?P<{name}a>(?P<{name}w>{more})(?P<{name}n>{_NUMBER})(?P<{name}u>{self._unit})?)"
            f"(?:，(?P<{name}b>(?:{rises})(?P<{name}p>{_NUMBER})%))?"
        )
        return f"(?P<{name}>{level}|{moved}|{NO_CHANGE}|{against}{_MISSING})"

    # -- reading a match ----------------------------------------------------------

    def read(
        self, statement: str, match: re.Match[str], template: Template, zeros: tuple[Reference, ...]
    ) -> Recognised:
        """What the slots of a match hold."""
        found = Recognised(statement, match.start(), match.end(), zeros=zeros)
        reasons: list[tuple[str, int, int]] = []
        for name, part in self._slots:
            if match[name] is None:
                continue  # a condition that did not hold
            match part:
                case Variable(offset=offset):
                    found.year = found.year or int(match[name]) - offset
                case Reason(name=reason):
                    if not match[name].startswith("〔"):
                        reasons.append((reason, *match.span(name)))
                case Each(separator=separator):
                    self._rows(found, match, name, compact(separator), template)
                case Amount() | Change() | Share():
                    self._slot_value(found, match, name, part, template, "", 0)
        found.reasons = tuple(sorted(reasons))
        return found

    def _rows(self, found: Recognised, match: re.Match[str], name: str, separator: str, template: Template) -> None:
        position = match.start(name)
        inner = self._inner[name]
        for item in match[name].split(separator) if match[name] else ():
            inner.read_item(found, item, template, position)
            position += len(item) + len(separator)

    def read_item(self, found: Recognised, item: str, template: Template, offset: int) -> None:
        """One row of a list, whose text begins at `offset`."""
        match = self._regex.fullmatch(item)
        if match is None:
            return
        row = next((match[slot] for slot, part in self._slots if _is_name(part)), "")
        for slot, part in self._slots:
            self._slot_value(found, match, slot, part, template, row, offset)

    def _slot_value(
        self,
        found: Recognised,
        match: re.Match[str],
        name: str,
        part: Part,
        template: Template,
        row: str,
        offset: int,
    ) -> None:
        match part:
            case Amount(figure):
                held = self._held(match, name, figure, template)
                if held is not None:
                    found.amounts.append(
                        Amounted(figure, held, offset + match.start(name), offset + match.end(name), row)
                    )
            case Change(now=now) if match[f"{name}a"]:
                falls = match[f"{name}w"] == part.amount[1]
                spans = ((f"{name}a", f"{name}n", match[f"{name}u"] or ""), (f"{name}b", f"{name}p", "%"))
                for span, value, unit in spans:
                    if match[span]:
                        start, end = offset + match.start(span), offset + match.end(span)
                        found.relations.append(Related("change", now.key, match[value], unit, falls, start, end))
            case Share(one) if match[name].endswith("%"):
                start, end = offset + match.start(name), offset + match.end(name)
                found.relations.append(Related("share", one.key, match[name][:-1], "%", False, start, end))
            case _:
                pass

    def _held(self, match: re.Match[str], name: str, reference: Reference, template: Template) -> Held | None:
        figure = template.find(reference.key.replace("$", "p_00000000"))
        if figure is None or match[name] is None:
            return None
        if not figure.kind.numeric:
            return Held.words(match[name])
        digits = match[f"{name}n"]
        if digits is None:
            return None
        given = match[f"{name}u"] if f"{name}u" in match.groupdict() else None
        return _number(digits.rstrip("%"), figure.kind, given or figure.unit)


def _is_name(part: Part) -> bool:
    return isinstance(part, Amount) and part.figure.key.endswith(".name")


def _number(digits: str, kind: Kind, unit: str) -> Held | None:
    number, decimals = exact(digits.replace(",", ""))
    if kind is Kind.RATE:
        return Held.rate(number / 100, decimals)
    if kind is Kind.MONEY:
        fen = in_fen(number, unit) if unit in UNITS else None
        return Held(State.VALUE, fen, "", unit, decimals) if fen is not None else None
    return Held(State.VALUE, number, "", unit, decimals)
