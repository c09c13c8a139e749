"""What was there, what came and went, and what is there now, of money and of things: C24, of people C19.

年初3260床，采购1500床，调拨下发2185床，年末结存2575床: the words at a number say which way it went (flows.py).  What is
told as a part of a flow is none of its own.  Where words leave a way open, every way is tried: if one of them makes
what is left, all is well; else only a slip of the pen in just one is told.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

from core.figures import Kind
from core.narrative.claims.closed import slipped
from core.narrative.claims.model import PEOPLE
from core.narrative.claims.say import ERROR, amount_text, finding, num
from core.narrative.claims.second.flows import Role, begins_any, role_of
from core.narrative.claims.told import BASE, printed_as, taken, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

_MOVED = re.compile(r"(?:净增|净减|增加|减少)(?:了)?$")
_PARTS = re.compile(r"其中|包括|包含|分别|含")
_DEBT = re.compile(
    r"(?:应收|应付|暂付|往来|借款|贷款|债[权务]|欠款|垫款)(?![^，。；\d]{0,6}(?:担保|风险|基金|专户|账户|准备金|补偿))"
)
"""What is paid back makes a debt smaller, what is lent makes it larger."""
_FULL = re.compile(r"[。；！？\n]")
_STOPS = re.compile(r"[。！？\n]|；|[①-⑳]|（[\d一二三四五六]{1,2}）")
_UNREAD = re.compile(r"(?:约|近|超|逾|多)\d")
_DEFICIT = re.compile(r"缺口|赤字|亏损|短缺|超支|净减|支大于收|收不抵支|不足")
_IN_ALL = re.compile(r"(?:合计|共计?|总)(?:使用|支出|支付|列支)$")
"""两部分合计支出246.50万元: of what was there, too."""
_MOST = 12
"""More numbers than an account in prose has."""
_WAYS = 128
_MOST_PARTED = 6
_LARGEST = Fraction(2, 3)
"""A slip is no larger a part of what is left; more shows that something was not read."""


class _Flow(NamedTuple):
    amount: Amount
    ways: tuple[int, ...]
    """The way it went, first as it most likely did: 1, -1, or 0 for what is no flow of its own."""


class _Account(NamedTuple):
    opening: Amount
    flows: tuple[_Flow, ...]
    closing: Amount
    plain: bool
    """Whether the words tell each flow and its way."""
    period: Amount | None
    """What came less what went, as it is told."""


class _Entry(NamedTuple):
    amount: Amount
    role: Role


_SIGNS = {
    Role.CAME: (1,),
    Role.WENT: (-1,),
    Role.EITHER: (1, -1),
    Role.OPEN: (1, -1, 0),
    Role.GRANTED: (1, 0),
    Role.TOTAL: (1,),
}


def check_accounts(told: Told) -> Iterator[Finding]:
    """C24: each account of a paragraph, of one kind of things."""
    for account in _accounts(told):
        yield from _check(told, account)


def is_account(told: Told, left: Amount) -> bool:
    """Whether an amount is what is left in an account whose flows are all told, or what came less what went."""
    return any(left in {one.closing, one.period} for one in _accounts(told))


def _accounts(told: Told) -> list[_Account]:
    text = told.paragraph.text.text
    if len(told.amounts) < 3 or not begins_any(text):
        return []
    found: list[_Account] = []
    seen: list[list[Amount]] = []
    for one in told.amounts:
        kind = told.like(one)
        if len(kind) >= 3 and all(kind is not other for other in seen):
            seen.append(kind)
            found += _of_kind(told, [each for each in kind if not is_bracketed(text, each)])
    return found


def is_bracketed(text: str, one: Amount) -> bool:
    """Whether an amount stands in brackets."""
    return text.rfind("（", 0, one.start) > text.rfind("）", 0, one.start)


def _of_kind(told: Told, amounts: Sequence[Amount]) -> Iterator[_Account]:
    """The accounts that the amounts of one kind tell, one after the other."""
    text = told.paragraph.text.text
    run: list[_Entry] = []
    for at, one in enumerate(amounts):
        if run and _cut(text, run, one):
            run = []
        run.append(_Entry(one, _role(told, one, begins=not run)))
        if _ended(text, run, amounts[at + 1] if at + 1 < len(amounts) else None):
            if (account := _account(told, run)) is not None:
                yield account
            run = []


def _role(told: Told, one: Amount, *, begins: bool) -> Role:
    text = told.paragraph.text.text
    return role_of(told.lead(one), text[one.end : one.end + 20], begins=begins)


def _cut(text: str, run: Sequence[_Entry], one: Amount) -> bool:
    """Whether another account may begin: at a stop where nothing that was there is told yet, or not all is read."""
    if not _STOPS.search(text, run[-1].amount.end, one.start):
        return False
    return not any(each.role is Role.OPENING for each in run) or any(each.role is Role.OPEN for each in run)


def _ended(text: str, run: Sequence[_Entry], following: Amount | None) -> bool:
    """Whether what is left was told last; where it is told first, the sentence ends the account."""
    roles = [one.role for one in run]
    ends = [at for at, role in enumerate(roles) if role in {Role.CLOSING, Role.LEFT}]
    if not ends:
        return False
    last = following is None or _FULL.search(text, run[-1].amount.end, following.start) is not None
    if ends[0] > 0 and roles[-1] is Role.CLOSING:
        return Role.OPENING in roles or last
    return last


def _account(told: Told, run: Sequence[_Entry]) -> _Account | None:
    """The account that a run of amounts tells; None where a role is told twice, or is not told."""
    text = told.paragraph.text.text
    if len(run) > _MOST or _UNREAD.search(text, run[0].amount.start, run[-1].amount.start):
        return None
    if any(told.lead(one.amount).endswith("负") for one in run):
        return None
    run = _without_parts_of_ends(text, run)
    openings = [one for one in run if one.role is Role.OPENING]
    closings = [one for one in run if one.role is Role.CLOSING] or [one for one in run if one.role is Role.LEFT][-1:]
    if len(openings) != 1 or len(closings) != 1 or any(BASE.search(told.lead(one.amount)) for one in run):
        return None
    opening, closing = openings[0].amount, closings[0].amount
    within = [one for one in run if one.amount is not opening and one.amount is not closing]
    periods = [one.amount for one in within if one.role in {Role.PERIOD, Role.LEFT}]
    entries = [one for one in within if one.amount not in periods and one.role is not Role.ASIDE]
    if any(_DEBT.search(told.lead(one)) for one in (opening, closing)):
        entries = [_Entry(one.amount, Role.EITHER if one.role in _SIGNS else one.role) for one in entries]
    flows, plain = _flows(text, entries)
    if (at := next((at for at, one in enumerate(entries) if one.role is Role.TOTAL), None)) is not None:
        parts = [one.amount for one in run[: run.index(entries[at])]]
        came = [one for one in parts if one is not opening]
        if _makes(parts, entries[at].amount) or _makes(came, entries[at].amount):
            del flows[at]
        elif came:
            return None
    if not flows and len(periods) == 1:
        way = -1 if _DEFICIT.search(told.lead(periods[0])) and periods[0].number > 0 else 1
        flows, plain, periods = [_Flow(periods[0], (way,))], True, []
    if not any(set(one.ways) - {0} for one in flows):
        return None
    return _Account(opening, tuple(flows), closing, plain, periods[0] if periods else None)


def _makes(parts: Sequence[Amount], whole: Amount) -> bool:
    """Whether amounts before a total of what came make it."""
    env = num(whole).env + sum(num(one).env for one in parts)
    return len(parts) > 1 and abs(sum(one.number for one in parts) - whole.number) <= env


def _without_parts_of_ends(text: str, run: Sequence[_Entry]) -> list[_Entry]:
    """年初结转20万元，其中基本支出结转5万元、项目支出结转15万元: parts of what was there are no flows."""
    kept: list[_Entry] = []
    inside = False
    for one in run:
        if kept:
            between = text[kept[-1].amount.end : one.amount.start]
            inside = one.role in {Role.LEFT, Role.OPEN} and (
                inside or (_PARTS.search(between) is not None and kept[-1].role is Role.OPENING)
            )
        if not inside:
            kept.append(one)
    return kept


def _flows(text: str, entries: Sequence[_Entry]) -> tuple[list[_Flow], bool]:
    """The flows with the ways that each may have gone; those told as parts of one before are none, or may be."""
    flows: list[_Flow] = []
    plain, whole = True, None
    came = any(one.role in {Role.CAME, Role.TOTAL} for one in entries)
    for at, one in enumerate(entries):
        before = entries[at - 1].amount if at else None
        between = text[before.end : one.amount.start] if before is not None else ""
        ways = _SIGNS[one.role]
        if before is not None and _PARTS.search(between):
            whole = flows[-1]
        elif _FULL.search(between):
            whole = None
        if whole is not None and (whole.ways[0] in ways) and one.amount.number <= whole.amount.number:
            own = one.role not in {Role.OPEN, Role.GRANTED} and not _PARTS.search(between)
            plain = plain and not own
            flows.append(_Flow(one.amount, (0, whole.ways[0])))
            continue
        whole = None
        plain = plain and (len(ways) == 1 or (one.role is Role.GRANTED and not came))
        flows.append(_Flow(one.amount, ways))
    return flows, plain


def _check(told: Told, account: _Account) -> Iterator[Finding]:
    opening, closing = account.opening, account.closing
    env = sum((_env(one) for one in (opening, closing, *(one.amount for one in account.flows))), Fraction(0))
    ways = list(islice(product(*(one.ways for one in account.flows)), _WAYS))
    if any(abs(left - closing.number) <= env for way in ways for left in _without_parts(account, way)):
        _settle(told, account)
        told.balanced |= {told.paragraph.place(one.start, one.end) for one in (opening, closing)}
        return
    if any(taken(told, one.amount) for one in account.flows[:-1]):
        return
    way = ways[0] if account.plain else _slipped(account, ways)
    if way is None or not _is_likely(told, account, way):
        return
    _settle(told, account)
    if account.plain:
        told.unbalanced.add(told.paragraph.place(closing.start, closing.end))
    yield wrong_rest(told, closing, _due(account, way), _terms(account, way))


def _due(account: _Account, way: Sequence[int]) -> Fraction:
    """What is left when the flows went that way."""
    moved = (sign * one.amount.number for sign, one in zip(way, account.flows, strict=True))
    return sum(moved, account.opening.number)


def _slipped(account: _Account, ways: Sequence[tuple[int, ...]]) -> tuple[int, ...] | None:
    """The one way that makes what is left but for a slip of the pen, or the only one that leaves anything."""
    closing = account.closing
    left = [way for way in ways if _due(account, way) > 0]
    if len(left) == 1 and all(0 not in one.ways for one in account.flows):
        return left[0]
    fitting = {
        due: way for way in left if slipped(amount_text(closing), printed_as(closing, due := _due(account, way)))
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _is_likely(told: Told, account: _Account, way: Sequence[int]) -> bool:
    """Whether what is left may have been meant, and no flow was forgotten."""
    opening, flows, closing = account.opening, account.flows, account.closing
    due = _due(account, way)
    moved = [one.amount for one, sign in zip(flows, way, strict=True) if sign]
    gap = abs(due - closing.number)
    turned = len(moved) == 1 and abs(closing.number - opening.number) == abs(moved[0].number)
    if due <= 0 or (turned and _MOVED.search(told.lead(moved[0]))):
        return False  # 由455.60万元变动为430.20万元，净增25.40万元: what is wrong is the direction
    doubled = any(gap == 2 * abs(one.number) for one in (opening, *moved))
    forgotten = due - closing.number == opening.number and moved and _IN_ALL.search(told.lead(moved[-1])) is not None
    if slipped(amount_text(closing), printed_as(closing, due)):
        return True
    return gap <= _LARGEST * max(opening.number, closing.number, due) or doubled or bool(forgotten)


def _terms(account: _Account, way: Sequence[int]) -> str:
    """The arithmetic: 300.5 + 45 − 120.2."""
    terms = amount_text(account.opening)
    for sign, one in zip(way, account.flows, strict=True):
        if sign:
            below = one.amount.number < 0
            terms += f" {'−' if (sign < 0) is not below else '+'} {amount_text(one.amount).lstrip('-−')}"
    return terms


def _settle(told: Told, account: _Account) -> None:
    """Whatever sum or balance the first reading made of some of them, the account is of all."""
    text = told.paragraph.text.text
    for one in (account.closing, *(one.amount for one in account.flows)):
        if text[one.end : one.end + 1] != "（":
            told.settle(one)


def _env(one: Amount) -> Fraction:
    """How far an amount may be off: things that are counted one by one are exact."""
    return Fraction(0) if one.kind is Kind.COUNT and not one.held.decimals else num(one).env


def _without_parts(account: _Account, way: Sequence[int]) -> Iterator[Fraction]:
    """What is left by the flows, and by what remains of them where some are told as the parts of another."""
    moved = [sign * one.amount.number for sign, one in zip(way, account.flows, strict=True) if sign]
    start = account.opening.number
    yield start + sum(moved)
    if len(moved) > _MOST_PARTED:
        return
    for kept in product((True, False), repeat=len(moved)):
        inside = [value for value, keep in zip(moved, kept, strict=True) if not keep]
        left = [value for value, keep in zip(moved, kept, strict=True) if keep]
        if inside and sum(inside) in left and all(value * inside[0] > 0 for value in inside):
            yield start + sum(left)


def wrong_rest(told: Told, closing: Amount, due: Fraction, terms: str) -> Finding:
    """What is left is not what the terms make."""
    said, right = written(closing), written(closing, due)
    return finding(
        "C19" if closing.held.unit in PEOPLE else "C24", ERROR, told.paragraph, (closing.start, closing.end),
        f"{terms} = {right}，文中为 {said}", "核对期初、期末数和期间的增减", claimed=said, expected=right,
    )  # fmt: skip


__all__ = ["check_accounts", "is_account", "is_bracketed", "wrong_rest"]
