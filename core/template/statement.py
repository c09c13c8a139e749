"""The language of statements: a sentence whose numbers are slots in braces.

{year} {year-1} {unit}                       the report's own facts
{[T05.total.basic]}                          an amount with its unit; `|bare` without
{change [A] from [A@prior] | 较上年 增加/减少 增长/下降 持平}
{share [A] of [B]}                           a percentage; an undefined one prints 不适用
{compare [A] with [B] | 大于/小于/等于}
{reason why | 主要原因是什么}                the only thing the clerk types
{each project | 、}…{/each}                  repeats for the rows of a family, `$` is the row
{n} {code} {name} {path}                     in {each} only: how many rows so far, and the row's own words
{names [T06.301??] | 、}                     names of the non-zero figures of a set
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from core.errors import ExpressionError
from core.expressions import Expression, Reference, compile_expression, parse_reference

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Literal:
    """Fixed words."""

    text: str


@dataclass(frozen=True, slots=True)
class Variable:
    """A fact of the report, year (with an offset) or unit; or of the row, its number n, code, name or path."""

    name: str
    offset: int = 0

    @property
    def of_row(self) -> bool:
        """Whether only a row of {each} has it."""
        return self.name not in {"year", "unit"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure; `bare` leaves its unit out."""

    figure: Reference
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """The change of `now` against `base` with its words; a zero base gives no percent, 持平 no numbers."""

    now: Reference
    base: Reference
    against: str = "比上年"
    amount: tuple[str, str] = ("增加", "减少")
    percent: tuple[str, str] = ("增长", "下降")
    level: str = "与上年持平"


@dataclass(frozen=True, slots=True)
class Share:
    """`part` as a percentage of `whole`."""

    part: Reference
    whole: Reference


@dataclass(frozen=True, slots=True)
class Compare:
    """大于, 小于 or 等于."""

    left: Reference
    right: Reference
    words: tuple[str, str, str] = ("大于", "小于", "等于")


@dataclass(frozen=True, slots=True)
class Reason:
    """Words the clerk types; `prompt` asks for them."""

    name: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Each:
    """Parts repeated for every row of a family, joined by `separator`; `digits` limits it to codes of that length."""

    family: str
    separator: str
    parts: tuple[Part, ...]
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the figures of a set that are not zero."""

    pattern: Reference
    separator: str


@dataclass(frozen=True, slots=True)
class If:
    """Parts that stand only where `when` holds; an undefined condition does not hold."""

    when: Expression
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Join:
    """Conditional parts, those that hold joined by `separator`."""

    separator: str
    items: tuple[If, ...]


Part = Literal | Variable | Amount | Change | Share | Compare | Reason | Each | Names | If | Join

_TOKEN = re.compile(r"\{(/?[^{}]*)\}")
_VARIABLE = re.compile(r"(year|unit|n|code|name|path)(?:\s*([+-])\s*(\d+))?")
_REFERENCE = r"\[([^\[\]]+)\]"
_AMOUNT = re.compile(_REFERENCE)
_CHANGE = re.compile(rf"change\s+{_REFERENCE}(?:\s+from\s+{_REFERENCE})?")
_SHARE = re.compile(rf"share\s+{_REFERENCE}\s+of\s+{_REFERENCE}")
_COMPARE = re.compile(rf"compare\s+{_REFERENCE}\s+with\s+{_REFERENCE}")
_REASON = re.compile(r"reason\s+([a-z0-9_]+)")
_EACH = re.compile(r"each\s+([a-z0-9_T]+)(?::(\d))?")
_NAMES = re.compile(rf"names\s+{_REFERENCE}")


@lru_cache(maxsize=2048)
def parse_statement(text: str) -> tuple[Part, ...]:
    """Compile the text of one variant.  Raises ExpressionError naming the slot that is wrong."""
    parts = tuple(_parts(_tokens(text), text, ""))
    lost = next(_lost(parts), None)
    if lost is not None:
        raise ExpressionError(f"句子「{text[:30]}」的 {{{lost.name}}} 不在 {{each}} 里", "请移到 {each} 与 {/each} 间")
    return parts


def _lost(parts: tuple[Part, ...]) -> Iterator[Variable]:
    """Words of a row that stand where no row is."""
    for part in parts:
        if isinstance(part, Variable) and part.of_row:
            yield part
        elif isinstance(part, If):
            yield from _lost(part.parts)
        elif isinstance(part, Join):
            yield from _lost(part.items)


_Token = str | tuple[str, str]


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    for found in _TOKEN.finditer(text):
        if found.start() > position:
            yield text[position : found.start()]
        slot, _, words = found[1].partition("|")
        yield slot.strip(), words.strip(" ")
        position = found.end()
    if position < len(text):
        yield text[position:]


def _parts(tokens: Iterator[_Token], text: str, closing: str) -> Iterator[Part]:
    """The parts up to `{closing}`, or to the end where that is empty."""
    for token in tokens:
        if isinstance(token, str):
            if "{" in token or "}" in token:
                raise ExpressionError(f"句子「{text[:30]}」的花括号不成对", "请检查 { 和 }")
            yield Literal(token)
        elif token[0].startswith("/"):
            if token[0] != closing:
                raise ExpressionError(f"句子「{text[:30]}」多了一个 {{{token[0]}}}", "请删去")
            return
        else:
            yield _block(token, tokens, text) or _slot(*token)
    if closing:
        raise ExpressionError(f"句子「{text[:30]}」缺少 {{{closing}}}", "请补上")


def _block(token: tuple[str, str], tokens: Iterator[_Token], text: str) -> Part | None:
    """A slot that encloses others: each, if, join."""
    slot, words = token
    if found := _EACH.fullmatch(slot):
        separator = words.replace("\\n", "\n")
        return Each(found[1], separator, tuple(_parts(tokens, text, "/each")), int(found[2] or 0))
    if slot.startswith("if "):
        return If(compile_expression(slot[3:]), tuple(_parts(tokens, text, "/if")))
    if slot == "join":
        items = [part for part in _parts(tokens, text, "/join") if not _is_space(part)]
        if not all(isinstance(part, If) for part in items):
            raise ExpressionError(f"句子「{text[:30]}」的 {{join}} 里只能放 {{if}}", "请把文字移到 {if} 里面")
        return Join(words, tuple(part for part in items if isinstance(part, If)))
    return None


def _is_space(part: Part) -> bool:
    return isinstance(part, Literal) and not part.text.strip()


def _slot(slot: str, words: str) -> Part:
    if found := _VARIABLE.fullmatch(slot):
        offset = int(found[3] or 0)
        return Variable(found[1], -offset if found[2] == "-" else offset)
    if found := _AMOUNT.fullmatch(slot):
        return Amount(parse_reference(found[1]), words == "bare")
    if found := _CHANGE.fullmatch(slot):
        return _change(found, words)
    if found := _SHARE.fullmatch(slot):
        return Share(parse_reference(found[1]), parse_reference(found[2]))
    if found := _COMPARE.fullmatch(slot):
        chosen = tuple(words.split("/")) if words else ("大于", "小于", "等于")
        if len(chosen) != 3:
            raise ExpressionError(f"句子里的 {{{slot}}} 要三个词", "写成 大于/小于/等于")
        return Compare(parse_reference(found[1]), parse_reference(found[2]), (chosen[0], chosen[1], chosen[2]))
    if found := _REASON.fullmatch(slot):
        return Reason(found[1], words or "原因")
    if found := _NAMES.fullmatch(slot):
        return Names(parse_reference(found[1]), words or "、")
    raise ExpressionError(f"句子里的 {{{slot}}} 看不懂", "可用 year unit n [键] change share compare reason each names")


def _pair(word: str, slot: str) -> tuple[str, str]:
    first, slash, second = word.partition("/")
    if not slash:
        raise ExpressionError(f"句子里的 {{{slot}}} 的「{word}」要成对", "写成 增加/减少")
    return first, second


def _change(found: re.Match[str], words: str) -> Change:
    now = parse_reference(found[1])
    base = parse_reference(found[2]) if found[2] else Reference(now.key, "prior")
    change = Change(now, base)
    if not words:
        return change
    chosen = words.split()
    if len(chosen) != 4:
        raise ExpressionError(f"句子里的 {{{found[0]}}} 要四组词", "写成 较上年 增加/减少 增长/下降 与上年持平")
    return Change(now, base, chosen[0], _pair(chosen[1], found[0]), _pair(chosen[2], found[0]), chosen[3])


def references(parts: tuple[Part, ...]) -> Iterator[Reference]:
    """Every figure a statement reads."""
    for part in parts:
        match part:
            case Amount(figure):
                yield figure
            case Change(now, base):
                yield now
                yield base
            case Share(one, other) | Compare(one, other):
                yield one
                yield other
            case Names(pattern):
                yield pattern
            case Each(parts=inner):
                yield from references(inner)
            case If(when, inner):
                yield from when.references
                yield from references(inner)
            case Join(items=items):
                yield from references(items)
            case _:
                pass


def reasons(parts: tuple[Part, ...]) -> Iterator[Reason]:
    """Every reason a statement asks for."""
    for part in parts:
        if isinstance(part, Reason):
            yield part
        elif isinstance(part, Each | If):
            yield from reasons(part.parts)
        elif isinstance(part, Join):
            yield from reasons(part.items)
