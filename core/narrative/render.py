"""Turning spans into the text as it will be printed, with each figure's place in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from core.errors import TemplateError
from core.expressions import Reference, Scope
from core.figures import Held, Kind, State, show
from core.figures.held import UNITS
from core.figures.show import in_unit, round_half_up, to_decimal
from core.narrative.binding import bind
from core.narrative.pieces import Line, Piece, PieceKind
from core.narrative.spans import Ref, Span, StatementSpan, Text
from core.template.statement import (
    Amount,
    Change,
    Compare,
    Each,
    If,
    Join,
    Literal,
    Names,
    Part,
    Reason,
    Share,
    Variable,
    parse_statement,
    references,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from core.template import Figure, StatementForm, Template

MISSING = "〔未填〕"
"""Printed where a statement's figure is blank; an export finding."""
NO_RATE = "不适用"
NO_CHANGE = "不作比较"
"""Said instead of a change where one of the two is 不适用: nothing grew or fell."""
UNLIKE = "不同于"
"""Said instead of 大于 or 小于 where one of the two is 不适用."""
_MOST_DECIMALS = 7
_PERCENT_DECIMALS = 2


class Rows(Protocol):
    """Which rows a family has."""

    def __call__(self, family: str) -> Sequence[str]:
        """Row ids in order."""
        ...


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence may say of the report itself; `money` and `decimals` are of print."""

    unit: str
    year: int
    money: str = "万元"
    decimals: int = 2


def money_unit(words: str) -> str:
    """The unit of money that words behind a number say: 万余元 and 万 are 万元."""
    unit = words.replace("余", "").replace("多", "")
    return unit if unit in UNITS else f"{unit}元" if f"{unit}元" in UNITS else ""


class Renderer:
    """Renders spans over one scope of cells."""

    def __init__(self, template: Template, scope: Scope, rows: Rows, facts: Facts) -> None:
        self.template = template
        self.scope = scope
        self.rows = rows
        self.facts = facts

    def lines(self, spans: Sequence[Span]) -> list[Line]:
        """The paragraphs of a section; empty ones are dropped."""
        lines: list[list[Piece]] = [[]]
        for index, span in enumerate(spans):
            for piece in self.pieces(span, index):
                first, *rest = piece.text.split("\n")
                lines[-1].append(Piece(first, piece.kind, piece.key, piece.aspect, index))
                lines += [[Piece(text, piece.kind, piece.key, piece.aspect, index)] for text in rest]
        kept = [Line(tuple(piece for piece in pieces if piece.text)) for pieces in lines]
        return [line for line in kept if line.text.strip()]

    def pieces(self, span: Span, index: int = 0) -> Iterator[Piece]:
        """The rendered pieces of one span."""
        match span:
            case Text(text):
                yield Piece(text, PieceKind.OUTDATED if span.outdated else PieceKind.WORDS, span=index)
            case Ref(key, aspect) if span.words:
                yield from self._as_written(span)
                other = Reference(key, span.also)
                if span.also and self._held(other)[1].number != self._held(Reference(key, aspect))[1].number:
                    yield Piece("、")
                    yield from self._as_written(replace(span, aspect=span.also))
            case Ref(key, aspect):
                yield from self._amount(Reference(key, aspect), bare=False)
            case StatementSpan():
                form = self.template.statements.get(span.id)
                if form is None:
                    yield Piece(MISSING, PieceKind.MISSING)
                    return
                for part in self.parts(form, span.row):
                    yield from self._part(part, span)

    def parts(self, form: StatementForm, row: str = "") -> tuple[Part, ...]:
        """The parts of the wording that applies now."""
        for variant in form.variants:
            if variant.when is None or variant.when.holds(self.scope):
                return parse_statement(variant.text.replace("$", row) if row else variant.text)
        raise TemplateError(f"句子「{form.id}」没有可用的说法", "请在报表包里补一个没有 when 的说法")

    # -- parts ----------------------------------------------------------------

    def _part(self, part: Part, span: StatementSpan) -> Iterator[Piece]:
        match part:
            case Literal(text):
                yield Piece(text)
            case Variable(name, offset):
                yield Piece(str(self.facts.year + offset) if name == "year" else self.facts.unit)
            case Reason(name, prompt):
                reason = span.reason(name)
                yield Piece(reason or f"〔{prompt}〕", PieceKind.REASON if reason else PieceKind.MISSING, name)
            case Each() | If() | Join():
                yield from self._block(part, span)
            case _:
                yield from self._figures(part)

    def _block(self, part: Each | If | Join, span: StatementSpan) -> Iterator[Piece]:
        match part:
            case Each():
                yield from self._each(part, span)
            case If(when, parts):
                for inner in parts if when.holds(self.scope) else ():
                    yield from self._part(inner, span)
            case Join(separator, items):
                yield from self._join(separator, [item for item in items if item.when.holds(self.scope)], span)

    def _figures(self, part: Part) -> Iterator[Piece]:
        match part:
            case Amount(figure, bare):
                yield from self._amount(figure, bare)
            case Change():
                yield from self._change(part)
            case Share(one, whole):
                yield self._share(one, whole)
            case Compare(left, right, words):
                yield self._compare(left, right, words)
            case Names(pattern, separator):
                yield Piece(separator.join(self._names(pattern)) or MISSING, PieceKind.DERIVED)

    def _held(self, reference: Reference) -> tuple[Figure, Held]:
        key, aspect = reference.at("actual")
        return self.template.figure(key), self.scope.value(key, aspect)

    def _unit(self, figure: Figure) -> tuple[str, int]:
        if figure.kind is Kind.MONEY:
            return self.facts.money, self.facts.decimals
        return figure.unit, figure.decimals

    def _amount(self, reference: Reference, bare: bool) -> Iterator[Piece]:
        figure, held = self._held(reference)
        key, aspect = reference.at("actual")
        if held.state is State.BLANK:
            yield Piece(MISSING, PieceKind.MISSING, key, aspect)
            return
        unit, decimals = self._unit(figure)
        if held.state is State.NOT_APPLICABLE:
            yield Piece(NO_RATE, PieceKind.DERIVED, key, aspect)
            return
        if figure.kind is Kind.COUNT and held.unit:
            unit = held.unit
        yield Piece(show(held, figure.kind, unit, decimals), PieceKind.FIGURE, key, aspect)
        if not bare and figure.kind.numeric and unit:
            yield Piece(unit)

    def _as_written(self, ref: Ref) -> Iterator[Piece]:
        """A figure in the unit and with the decimals of the words it stands in, more where its value needs them."""
        figure, held = self._held(Reference(ref.key, ref.aspect))
        if held.number is None:
            yield from self._amount(Reference(ref.key, ref.aspect), bare=False)
            return
        unit = money_unit(ref.words) if figure.kind is Kind.MONEY else "%" if figure.kind is Kind.RATE else held.unit
        number = in_unit(held, unit)
        decimals = next((d for d in range(ref.decimals, _MOST_DECIMALS) if round_half_up(number, d) == number), 2)
        yield Piece(f"{to_decimal(number, max(decimals, ref.decimals))}", PieceKind.FIGURE, ref.key, ref.aspect)
        yield Piece(ref.words)

    def _printed(self, reference: Reference) -> Fraction | None:
        """The number as printed: derived words must follow from what stands beside them."""
        figure, held = self._held(reference)
        if held.number is None:
            return None
        unit, decimals = self._unit(figure)
        return round_half_up(in_unit(held, unit), decimals)

    def _inapplicable(self, *references: Reference) -> bool:
        """Whether all are given and one of them as 不适用: a fact, not something left to fill in."""
        states = [self._held(reference)[1].state for reference in references]
        return State.NOT_APPLICABLE in states and State.BLANK not in states

    def _change(self, change: Change) -> Iterator[Piece]:
        now, base = self._printed(change.now), self._printed(change.base)
        if self._inapplicable(change.now, change.base):
            yield Piece(NO_CHANGE, PieceKind.DERIVED, change.now.key)
            return
        figure = self.template.figure(change.now.key)
        unit, decimals = self._unit(figure)
        if now is None or base is None:
            missing = change.now if now is None else change.base
            yield Piece(f"{change.against}{MISSING}", PieceKind.MISSING, *missing.at("actual"))
            return
        if now == base:
            yield Piece(change.level, PieceKind.DERIVED, change.now.key)
            return
        word = change.amount[now < base]
        difference = to_decimal(abs(now - base), decimals)
        yield Piece(f"{change.against}{word}{difference}{unit}", PieceKind.DERIVED, change.now.key)
        if base == 0:
            return
        percent = to_decimal(abs(now - base) / abs(base) * 100, _PERCENT_DECIMALS)
        yield Piece(f"，{change.percent[now < base]}{percent}%", PieceKind.DERIVED, change.now.key)

    def _share(self, part: Reference, whole: Reference) -> Piece:
        a, b = self._printed(part), self._printed(whole)
        if self._inapplicable(part, whole):
            return Piece(NO_RATE, PieceKind.DERIVED, part.key)
        if a is None or b is None:
            return Piece(MISSING, PieceKind.MISSING, *(part if a is None else whole).at("actual"))
        if b == 0:
            return Piece(NO_RATE, PieceKind.DERIVED, part.key)
        return Piece(f"{to_decimal(a / b * 100, _PERCENT_DECIMALS)}%", PieceKind.DERIVED, part.key)

    def _compare(self, left: Reference, right: Reference, words: tuple[str, str, str]) -> Piece:
        a, b = self._printed(left), self._printed(right)
        if self._inapplicable(left, right):
            return Piece(words[2] if a == b else UNLIKE, PieceKind.DERIVED, left.key)
        if a is None or b is None:
            return Piece(MISSING, PieceKind.MISSING, *(left if a is None else right).at("actual"))
        return Piece(words[0] if a > b else words[1] if a < b else words[2], PieceKind.DERIVED, left.key)

    def _join(self, separator: str, items: Sequence[If], span: StatementSpan) -> Iterator[Piece]:
        for number, item in enumerate(items):
            if number:
                yield Piece(separator)
            for inner in item.parts:
                yield from self._part(inner, span)

    def _each(self, each: Each, span: StatementSpan) -> Iterator[Piece]:
        rows = [row for row in self.rows(each.family) if each.digits in {0, len(row)}]
        for number, row in enumerate(rows):
            if number:
                yield Piece(each.separator)
            words = {**self.template.row_words(each.family, row), "n": str(number + 1)}
            for part in each.parts:
                yield from self._part(bind(part, row, words), span)

    def _names(self, pattern: Reference) -> list[str]:
        keys = self.scope.expand(pattern.key)
        held = [(key, self.scope.value(key, pattern.aspect or "actual")) for key in keys]
        return [self.template.figure(key).name for key, value in held if value.number]


def dependencies(template: Template, spans: Sequence[Span]) -> set[str]:
    """The keys (and sets) a section's text shows, over all wordings of its statements."""
    keys: set[str] = set()
    for span in spans:
        if isinstance(span, Ref):
            keys.add(span.key)
        elif isinstance(span, StatementSpan) and (form := template.statements.get(span.id)):
            for variant in form.variants:
                found = [*references(parse_statement(variant.text))]
                found += variant.when.references if variant.when else ()
                keys.update(reference.key.replace("$", span.row or "*") for reference in found)
    return keys
