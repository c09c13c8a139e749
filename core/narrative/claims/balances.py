"""Money carried over: what was there at the beginning, came in, went out and is left (C24)."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.model import Aspect, Balance, Listing
from core.narrative.claims.say import ERROR, amount_text, bare, finding, num

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.figures import Num
    from core.narrative.claims.model import Amount, Paragraph
    from core.rules import Finding

_LEFT = (
    r"(?:(?:财政拨款|基金|累计|滚存|专户|账户|资金|经费|专项|项目|非财政拨款|账面)*"
    r"(?:结转和?结余|结余和?结转|结转|结余|余额)(?:资金)?(?:余额)?)"
)
_IS = r"(?:为|共|有|：)*$"
_ROLES = (
    (
        "used",
        re.compile(rf"(?:使用|动用)(?:以前年度)?(?:非财政拨款)?(?:专用)?结余(?:资金)?(?:弥补[^，。；\d]{{0,8}})?{_IS}"),
        1,
    ),
    ("given", re.compile(rf"(?:结余分配|(?:缴回|收回|上缴|交回|返还)(?:财政|国库)?[^，。；\d]{{0,8}}){_IS}"), -1),
    ("closing", re.compile(rf"(?:年末|期末|年底)(?:累计|滚存)?{_LEFT}{_IS}"), 0),
    ("closing", re.compile(rf"结转(?:至|到)?(?:下年|次年|20\d\d年)(?:度)?(?:继续)?(?:使用)?{_IS}"), 0),
    ("net", re.compile(rf"收支(?:相抵|轧差)?后?，?(?:累计)?(?:当年|本年)?(?:净)?(?:结余|盈余|余){_IS}"), 0),
    ("opening", re.compile(rf"(?:年初|期初|上年(?:度|末)?|以前年度){_LEFT}{_IS}"), 1),
)
_NONE_BEFORE = re.compile(r"(?:年初|上年|期初)(?:财政拨款)?(?:无|没有)(?:结转|结余)")
_EQUAL = re.compile(r"收支平衡|收支相等|总计相等")
_TOLD = re.compile(r"结转|结余|余额|总计|收支")
_TAKEN = re.compile(
    r"(?:本年|当年|全年|今年|年度)(?:财政)?(?:拨入|核拨|拨款|取得|到账|到位|下达)(?:资金|经费|收入|专款)?(?:合计)?(?:为|共|：)*$"
)
_FUNDS = {"", "财政拨款", "一般公共财政拨款", "政府性基金财政拨款"}
_CARRIED = re.compile(r"(?:年初|期初|上年|年末|期末)[^，。；\d]*$")
_NAMED = re.compile(r"^(?P<fund>[^，。；]{0,10}?)(?P<role>收入总计|支出总计|收入|支出)$")
_ENDS = {"收入": ("income", 1), "支出": ("spent", -1), "收入总计": ("all_in", 1), "支出总计": ("all_out", -1)}
_OTHER_FLOWS = re.compile(r"调入|调出|注销|核减|调整年初|划转")
_SUMS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("closing", ("opening", "income", "spent"), ("used", "given")),
    ("all_in", ("income", "opening"), ("used",)),
    ("all_out", ("spent", "closing"), ("given",)),
    ("closing", ("all_in", "spent"), ("given",)),
    ("all_out", ("all_in",), ()),
    ("net", ("income", "spent"), ()),
    ("net", ("all_in", "all_out"), ()),
)
"""What follows from what: the last number, the numbers needed, and those that may be told besides."""
_LEAD = 24


def read_balances(paragraph: Paragraph) -> Iterator[Balance]:
    """The balance of each sentence that tells one, else the one that the paragraph tells."""
    yield from _adjusted(paragraph)
    text = paragraph.text.text
    if _TOLD.search(text) is None or _OTHER_FLOWS.search(text):
        return
    told = [one for one in paragraph.amounts if one.kind is Kind.MONEY and not one.aspect.planned and not one.base]
    found = [one for _, many in groupby(told, key=lambda one: one.sentence) for one in _balances(list(many))]
    known = {id(one.closing) for one in found}
    found += [one for one in _balances(told) if id(one.closing) not in known]
    lists = {id(one.head): one for one in paragraph.claims if isinstance(one, Listing)}
    for balance in found:
        listing = lists.get(id(balance.closing))
        if listing is None or not {id(one) for one, _ in balance.flows} <= {id(one) for one in listing.parts}:
            yield balance
        elif all(one in listing.parts for one, _ in balance.flows):
            listing.closed = True  # 支出总计2384万元，其中本年支出…、年末结转和结余…: the list says it all


_LESS = re.compile(r"(?:追减|调减|核减|减少)[^，。；\d]{0,10}$")


def _adjusted(paragraph: Paragraph) -> Iterator[Balance]:
    """年初预算1460万元，年中追加158万元，调减32万元，调整后预算1586万元."""
    money = [one for one in paragraph.amounts if one.kind is Kind.MONEY and not one.rough and one.head is None]
    moved = [one for one in money if one.name == "追加" and one.own]
    first = [one for one in money if one.aspect in {Aspect.INITIAL, Aspect.BUDGET}]
    final = [one for one in money if one.aspect is Aspect.FINAL]
    if not moved or len(first) != 1 or len({one.number for one in final}) != 1:
        return
    if (
        not first[0].start < moved[0].start
        or not moved[-1].start < final[0].start
        or final[0].sentence > moved[-1].sentence + 1
    ):
        return
    text = paragraph.text.text
    flows = [(one, -1 if _LESS.search(text, max(one.start - 16, 0), one.start) else 1) for one in moved]
    yield Balance(((first[0], 1), *flows), final[0], "C22")


def _balances(amounts: list[Amount]) -> Iterator[Balance]:
    """What the amounts of a sentence, or of all, make for each fund that they are of."""
    funds = {match["fund"] for one in amounts if (match := _NAMED.match(one.name)) is not None}
    told = " ".join(_lead(one) for one in amounts if _CARRIED.search(_lead(one)))
    funds = {one for one in funds if one in _FUNDS or one in told}
    for fund in sorted(funds):
        roles = _roles(amounts, fund)
        done: set[str] = set()
        nothing_before = "opening" not in roles and any(
            _NONE_BEFORE.search(one.paragraph.text.text) for one in amounts[:1]
        )
        for result, needed, besides in _SUMS:
            if nothing_before and needed[0] == "opening":
                needed = needed[1:]
            if needed == ("all_in",) and not any(_EQUAL.search(one.paragraph.text.text) for one in amounts[:1]):
                continue
            if result in done or not roles.keys() >= {result, *needed}:
                continue
            done.add(result)
            flows = [roles[name] for name in (*needed, *besides) if name in roles]
            last = roles[result][0]
            if result == "all_out":
                flows = [(one, 1) for one, _ in flows]
            if len({one.year for one, _ in flows if one.own and _NAMED.match(one.name)}) == 1:
                yield Balance(tuple(flows), last)


def _roles(amounts: list[Amount], fund: str) -> dict[str, tuple[Amount, int]]:
    """Which amount is what; one that is told with two values is none."""
    roles: dict[str, tuple[Amount, int]] = {}
    twice: set[str] = set()
    for amount in amounts:
        role = _role(amount, fund)
        if role is None:
            continue
        name, sign = role
        if amount.rough or (name in roles and roles[name][0].number != amount.number):
            twice.add(name)
        roles.setdefault(name, (amount, sign))
    return {name: one for name, one in roles.items() if name not in twice}


def _lead(amount: Amount) -> str:
    return amount.paragraph.text.text[max(amount.start - _LEAD, 0) : amount.start]


def _role(amount: Amount, fund: str) -> tuple[str, int] | None:
    lead = _lead(amount)
    for name, pattern, sign in _ROLES:
        if pattern.search(lead):
            return name, sign
    if not fund and _TAKEN.search(lead):
        return _ENDS["收入"]
    match = _NAMED.match(amount.name) if amount.own else None
    return _ENDS[match["role"]] if match and match["fund"] == fund else None


def due(balance: Balance) -> Num:
    """What is left when all came in and went out."""
    (first, sign), *others = balance.flows
    total = num(first) if sign > 0 else -num(first)
    for amount, sign in others:
        total = total + num(amount) if sign > 0 else total - num(amount)
    return total


def check_balance(balance: Balance) -> Iterator[Finding]:
    """C24: opening + income − spending = closing."""
    closing, left = balance.closing, due(balance)
    if abs(left.value - closing.number) <= left.env + num(closing).env:
        return
    unit = closing.held.unit
    terms = "".join(f" {'+' if sign > 0 else '−'} {amount_text(one)}" for one, sign in _in_order(balance)).removeprefix(
        " + "
    )
    yield finding(
        balance.rule, ERROR, closing.paragraph, (closing.start, closing.end),
        f"{terms} = {bare(left.value, unit)}{unit}，文中为 {amount_text(closing)}{unit}",
        "核对年初、年末结转结余和收支",
        claimed=f"{amount_text(closing)}{unit}", expected=f"{bare(left.value, unit)}{unit}",
    )  # fmt: skip


def _in_order(balance: Balance) -> list[tuple[Amount, int]]:
    return sorted(balance.flows, key=lambda one: (-one[1], one[0].start))


def misses(balance: Balance, amount: Amount, number: Fraction) -> bool:
    """Whether the balance fails also with another number in the place of one of its amounts."""
    left = due(balance)
    shift = next((sign * (number - one.number) for one, sign in balance.flows if one is amount), Fraction(0))
    closing = number if amount is balance.closing else balance.closing.number
    return abs(left.value + shift - closing) > left.env + num(balance.closing).env
