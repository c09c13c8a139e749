"""Totals whose terms a text says out, wherever its sentences end: C22.

本级支出2243万元，加上上解支出1万元、结转106万元后，支出总计2350万元; 可用财力1763.62万元。由本级收入…，加补助等…构成;
收入合计…，支出合计… behind a sentence of income and one of spending.  What is left out of such a total is not told of.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.closed import slipped
from core.narrative.claims.say import ERROR, amount_text, finding, num
from core.narrative.claims.told import BASE, FILL, GROWTH, STOP, planned, printed_as, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

_TOTAL = re.compile(
    r"(?:^|[，。；、的后市省县区镇乡全年])(?P<side>收入|支出)(?:总计|总量|合计|总额)(?:为|是|达|共|：)*$"
)
_ADDS = re.compile(r"(?:^|[，。；])(?:再)?加上?(?!强|快|大|工)")
_THEN = re.compile(r"后，[^，。；\d]{0,6}$")
_ROLE = re.compile(r"(?:预算|财政|地方|全[省市县区镇乡]|本级|本年|当年|总|基金)(收入|支出)(?:完成|实现|决算|数|为)*$")
_CARRIED = re.compile(
    r"^(?:上级|上年|地方|上解|债务|债券|调入|调出|动用|补充|安排|使用|结转|转移|税收返还|一般债|专项债)[^，。；\d]{0,20}$"
)
_MADE_OF = re.compile(r"(?:^|[。，；])由(?P<of>[^。；]{8,200}?)(?:构成|组成)")
_OPEN = re.compile(r"元等|其中|包括|[分不]含|减[去除]|扣除")
_CHANGED = re.compile(rf"(?:{GROWTH.pattern}){FILL}")
_MOST = 9
"""More terms than a sentence of a budget report has."""
_FAR = Fraction(1, 2)
"""What is off by more is of something else."""


def check_wholes(told: Told) -> Iterator[Finding]:
    """Each total of income or spending, and what its text adds up to it."""
    text = told.paragraph.text.text
    if ("总" not in text and "合计" not in text and "由" not in text) or len(told.amounts) < 3:
        return
    for total in told.amounts:
        side = _TOTAL.search(told.lead(total)) if total.kind is Kind.MONEY else None
        if side is not None:
            terms = _added(told, total, side["side"]) or _of_side(told, total, side["side"])
            yield from _against(told, total, terms)
    for made in _MADE_OF.finditer(text):
        before = [one for one in told.amounts if one.end <= made.start("of") and one.kind is Kind.MONEY]
        of = [one for one in _outer(told, made.start("of"), made.end()) if one.kind is Kind.MONEY]
        if before and len(of) > 1 and re.search("[，；。]加", made["of"]) and _reaches(text, before[-1], made.start()):
            yield from _against(told, before[-1], of)


def _reaches(text: str, total: Amount, start: int) -> bool:
    """Whether nothing but a mark stands between a total and what it is made of."""
    return not text[total.end : start].strip("，。；")


def _added(told: Told, total: Amount, side: str) -> list[Amount]:
    """The amount of its side with which the sentence of a total or the one before begins, and what is added to it."""
    text = told.paragraph.text.text
    begin = _sentence(text, total.start)
    adds = [match.start() for match in _ADDS.finditer(text, max(begin - 1, 0), total.start)]
    carried = begin and _CARRIED.match(told.lead(_first(told, begin, total)).rpartition("。")[2])
    if not adds and not _THEN.search(told.lead(total)) and not carried:
        return []
    at = adds[-1] if adds else begin
    own = [one for one in _outer(told, begin, at) if one.kind is Kind.MONEY]
    base = own[0] if own else _begins(told, begin, side)
    rest = _outer(told, at if own else begin, total.start)
    if base is None or _OPEN.search(text, rest[0].start if rest else at, total.start):
        return []
    return [base, *rest] if rest and side in told.lead(base) else []


def _first(told: Told, begin: int, total: Amount) -> Amount:
    return next((one for one in told.amounts if one.start >= begin), total)


def _begins(told: Told, end: int, side: str) -> Amount | None:
    """The amount that the sentence before a place begins with, where it is of a side; past 其中…."""
    text = told.paragraph.text.text
    while end > 0:
        begin = _sentence(text, end - 1)
        some = _outer(told, begin, end)
        if some and not text.startswith(("其中", "主要"), begin):
            return some[0] if side in told.lead(some[0]) and not _TOTAL.search(told.lead(some[0])) else None
        end = begin
    return None


def _of_side(told: Told, total: Amount, side: str) -> list[Amount]:
    """What the one sentence before tells that begins with the income, or the spending, that a total is of."""
    text = told.paragraph.text.text
    begin = _sentence(text, total.start)
    first = _first(told, begin, total)
    sides = {found["side"] for one in told.amounts if one.start >= begin and (found := _TOTAL.search(told.lead(one)))}
    if not begin or _TOTAL.search(told.lead(first)) is None or len(sides) < 2:
        return []
    sentences = []
    end = begin
    while end > 0:
        at = _sentence(text, end - 1)
        some = _outer(told, at, end)
        if some and _role(told.lead(some[0])) == side:
            sentences.append((some, text[at:end]))
        end = at
    if len(sentences) != 1:
        return []
    some, words = sentences[0]
    return some if len(some) > 1 and not _OPEN.search(words) else []


def _role(lead: str) -> str:
    found = _ROLE.search(lead)
    return found[1] if found else ""


def _sentence(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in STOP) + 1


def _outer(told: Told, begin: int, end: int) -> list[Amount]:
    """The amounts between two places that stand in no bracket, are no change and nothing compared with."""
    text = told.paragraph.text.text
    return [
        one
        for one in told.amounts
        if begin <= one.start
        and one.end <= end
        and text.rfind("（", 0, one.start) <= text.rfind("）", 0, one.start)
        and not _CHANGED.search(told.lead(one))
        and not BASE.search(told.lead(one))
    ]


def _against(told: Told, total: Amount, terms: Sequence[Amount]) -> Iterator[Finding]:
    """A total that its terms do not make, nor all but one of them, nor with another amount told before."""
    if not 1 < len(terms) <= _MOST or any(one.kind is not Kind.MONEY for one in terms):
        return
    if len({planned(told.lead(one)) for one in (terms[0], total)}) > 1:
        return
    due = sum((num(one) for one in terms[1:]), num(terms[0]))
    off = abs(due.value - total.number)
    if off <= due.env + num(total).env:
        return
    others = [one.number for one in told.amounts if one.kind is Kind.MONEY and one is not total and one not in terms]
    rest = total.number - sum((one.number for one in terms[1:]), Fraction(0))
    if any(abs(rest - other) <= due.env for other in others) or any(_TOTAL.search(told.lead(one)) for one in terms):
        return  # it is of another one: 总收入…，其中地方收入271630万元；加补助120846万元…
    known = {*others, *(other - one for one, other in combinations(others, 2))}
    if off in known or any(off == one.number for one in terms[1:] if len(terms) > 2):
        return  # what is left out of it is told, or one of them is in another
    if off > _FAR * max(due.value, total.number) and not slipped(amount_text(total), printed_as(total, due.value)):
        return
    claimed, right = written(total), written(total, due.value)
    yield finding(
        "C22", ERROR, told.paragraph, (total.start, total.end),
        f"{' + '.join(written(one) for one in terms)} = {right}，文中为 {claimed}", "核对各项和合计",
        claimed=claimed, expected=right,
    )  # fmt: skip


__all__ = ["check_wholes"]
