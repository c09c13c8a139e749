"""C3: one amount told twice with different values, in a paragraph or between paragraphs."""

from __future__ import annotations

import re
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Agreement, Kind
from core.figures.tolerance import agree_same
from core.narrative.claims.say import ERROR, WARNING, amount_text, around, finding, num

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from core.narrative.claims.book import Book
    from core.narrative.claims.model import Amount, Paragraph
    from core.rules import Finding

_SUMMED = re.compile(r"总计|合计|总额|共计|总收入|总支出|决算总")
_COMMON = frozenset({"支出", "收入", "基本支出", "项目支出", "人员经费", "公用经费", "日常公用经费", "接待费"})
"""Names that a part of the report may use of its own matter: the outcome of one project, of one office."""
_NEAR = Fraction(1, 5)
_SHORTEST = 4
_OTHER = re.compile(r"差[值额]|增加|减少|结转|结余|其他|项目$|资金$|补助$|下达|追加|调整")


def check_repeats(paragraphs: Iterable[Paragraph], book: Book, *, between: bool) -> Iterator[Finding]:
    """Each quantity told with two values once; `between` paragraphs, else within one."""
    told: dict[tuple[str, int], list[Amount]] = defaultdict(list)
    for paragraph in paragraphs:
        for amount in paragraph.amounts:
            if _tells(amount, book):
                told[amount.name, amount.year].append(amount)
    for amounts in told.values():
        if len(amounts) > 1:
            yield from _first_difference(amounts, book, between=between)


def _tells(amount: Amount, book: Book) -> bool:
    """Whether an amount is the outcome of a quantity that has one value in a report."""
    if amount.kind is not Kind.MONEY or not amount.own or amount.rough or amount.scoped or amount.aspect.planned:
        return False
    if amount.base or amount.held.unit not in {"万元", "元", "亿元"} or not amount.number or _OTHER.search(amount.name):
        return False
    return bool(book.key(amount.name)) or len(amount.name) >= _SHORTEST


def _first_difference(amounts: list[Amount], book: Book, *, between: bool) -> Iterator[Finding]:
    first = amounts[0]
    if book.cell(first.name) is not None and first.year == book.year:
        return  # each is held against the cell
    for other in amounts[1:]:
        if (other.paragraph is not first.paragraph) is not between:
            continue
        if agree_same(num(first), num(other)) is not Agreement.WRONG or not _comparable(first, other, book):
            continue
        yield _finding(first, other)
        return


def _comparable(first: Amount, other: Amount, book: Book) -> bool:
    """A main figure has one value; what only shares a name must be near to be a slip."""
    gap, larger = abs(first.number - other.number), max(first.number, other.number)
    if book.key(first.name) and first.name not in _COMMON:
        return True
    return first.head is None and other.head is None and gap <= larger * _NEAR


def _finding(first: Amount, other: Amount) -> Finding:
    text = first.paragraph.text.text[max(first.start - 24, 0) : first.start]
    sure = first.name not in _COMMON or _SUMMED.search(text) is not None
    one, two = (f"{amount_text(amount)}{amount.held.unit}" for amount in (first, other))
    return finding(
        "C3", ERROR if sure else WARNING, other.paragraph, (other.start, other.end),
        f"{first.name}前后不一：{one} 与 {two}（另见「{around(first)}」）", "核实后统一成一个数",
        claimed=two, expected=one,
    )  # fmt: skip
