"""Quantities that are the sum of others, by their names wherever they stand in a paragraph: C19, C23, G12.

Which are, data says (`identity` in resources/rules/claims.toml): 支出 is 基本支出 and 项目支出,
净值 is 原值 less 累计折旧.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Kind, Num
from core.narrative.claims.closed import slipped
from core.narrative.claims.names import aliases, canonical, clean
from core.narrative.claims.say import ERROR, amount_text, finding, num
from core.narrative.claims.told import BASE, MOVED, alike, close, is_earlier, planned, printed_as, taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.names import Identity
    from core.narrative.claims.told import Told
    from core.rules import Finding

_CLAUSE = re.compile(r"[，。；：（）]|其中|分别为")
_CARRIED = re.compile(r"(?:支出)?(?:决算|实际|执行)数?(?:为|是)*$")


def check_identities(told: Told) -> Iterator[Finding]:
    """Each identity whose quantities all have one value here, and which does not hold."""
    text = told.paragraph.text.text
    wanted = [one for one in aliases().identities if one.unless is None or not one.unless.search(text)]
    wanted = [one for one in wanted if one.whole.pattern]
    named = _named(told)
    for identity in wanted:
        parts = [_one(named, pattern) for pattern in (*identity.parts, *identity.less)]
        if not all(parts):
            continue
        terms = [one for one in parts if one]
        if (whole := _one(named, identity.whole)) is not None:
            yield from _check(told, identity, [whole, *terms])
        elif (whole := _right_before(named, identity.whole, terms)) is not None:
            yield from _check(told, identity, [whole, *terms], only_slips=True)


_FINAL = re.compile(r"(?:全年|调整后?的?(?:全年)?)预算(?:数|总额)?(?:为|是)*$")
_FIRST = re.compile(r"年初(?:批复)?预算(?:数|安排)?(?:为|是)*$")
_CARRIED_OVER = re.compile(r"(?:上年|年初)(?:结转|结余)[^，。；\d]{0,6}$")
_RAISED = re.compile(r"(?:追加|调增|增加)(?:预算|资金)?(?:了|为)*$")
_LOWERED = re.compile(r"(?:调减|核减|压减|追减)(?:预算|资金)?(?:了|为)*$")


_THAN = re.compile(r"同比|[比较与](?:上年|去年|20\d\d年)[^，。；]*$")


def _is_grown(told: Told, one: Amount) -> bool:
    """比上年同期的7.18亿元增加1.46亿元: no change of the budget."""
    text = told.paragraph.text.text
    start = max(text.rfind(mark, 0, one.start) for mark in "，。；") + 1
    return _THAN.search(text[start : one.start]) is not None


def check_budget(told: Told) -> Iterator[Finding]:
    """C22: 全年预算9310.60万元，其中年初预算8600.00万元，上年结转310.60万元，年中追加500.00万元, but for a slip."""
    found = {
        name: [
            one
            for one in told.amounts
            if one.kind is Kind.MONEY and pattern.search(told.lead(one)) and not _is_grown(told, one)
        ]
        for name, pattern in (
            ("final", _FINAL),
            ("first", _FIRST),
            ("over", _CARRIED_OVER),
            ("up", _RAISED),
            ("down", _LOWERED),
        )
    }
    if len(found["final"]) != 1 or len(found["first"]) != 1 or not found["up"] + found["down"]:
        return
    final, parts = found["final"][0], [*found["first"], *found["over"][:1], *found["up"]]
    values = {sum((one.number for one in parts), Fraction(0)) - sum((one.number for one in found["down"]), Fraction(0))}
    values.add(min(values) - sum((one.number for one in found["over"][:1]), Fraction(0)))
    if final.number in values or taken(told, final):
        return
    due = printed_as(final, max(values))
    if slipped(amount_text(final), due, 1):
        terms = " + ".join(amount_text(one) for one in parts) + "".join(
            f" − {amount_text(one)}" for one in found["down"]
        )
        unit = final.held.unit
        yield finding(
            "C22", ERROR, told.paragraph, (final.start, final.end),
            f"{terms} = {due}{unit}，文中为 {amount_text(final)}{unit}", "核对预算调整",
            claimed=f"{amount_text(final)}{unit}", expected=f"{due}{unit}",
        )  # fmt: skip


_INCOME = re.compile(r"(?:总收入|收入总[计额])(?:决算)?(?:为|是)*$")
_SPENDING = re.compile(r"(?:总支出|支出总[计额])(?:决算)?(?:为|是)*$")
_BALANCED = re.compile(r"收支(?:总计)?(?:相等|平衡|持平)|(?<!不)(?:相等|平衡)(?!发展)")


def check_balanced(told: Told) -> Iterator[Finding]:
    """C24: 收入总计1852.17万元，支出总计1825.17万元，收支平衡."""
    named = [(told.lead(one), one) for one in told.amounts if one.kind is Kind.MONEY]
    income, spending = _one(named, _INCOME), _one(named, _SPENDING)
    if income is None and spending is None and "收支平衡" in told.paragraph.text.text:
        income, spending = _whole(told, "总收入"), _whole(told, "总支出")
    if income is None or spending is None or income.number == spending.number or taken(told, spending):
        return
    one, other, unit = amount_text(income), amount_text(spending), spending.held.unit
    said = _BALANCED.search(told.paragraph.text.text, max(income.end, spending.end)) is not None
    both = all("总计" in told.lead(each) for each in (income, spending))
    if (said or (both and slipped(other, printed_as(spending, income.number)))) and income.held.unit == unit:
        yield finding(
            "C24", ERROR, told.paragraph, (spending.start, spending.end),
            f"收入总计 {one}{unit} 与支出总计 {other}{unit} 不相等", "核对收支总计",
            claimed=f"{other}{unit}", expected=f"{one}{unit}",
        )  # fmt: skip


def _whole(told: Told, name: str) -> Amount | None:
    """The one amount at whose end that name stands: 总收入2318.46万元与总支出2381.46万元相抵."""
    found = [one for one in told.amounts if one.kind is Kind.MONEY and told.lead(one).endswith((name, name + "为"))]
    return found[0] if len(found) == 1 else None


def _named(told: Told) -> list[tuple[str, Amount]]:
    """The outcomes of a paragraph with the names told at them; 决算 after 基本支出预算 is that of 基本支出."""
    named: list[tuple[str, Amount]] = []
    before = ""
    for one in told.amounts:
        lead = told.lead(one)
        clause = _CLAUSE.split(lead)[-1]
        name = _name(told, one)
        if not name and _CARRIED.search(clause):
            name = before
        before = name or before
        if name and not (MOVED.search(lead) or BASE.search(lead) or planned(lead) or is_earlier(told, one)):
            named.append((name, one))
    return named


def _name(told: Told, one: Amount) -> str:
    return canonical(clean(_CLAUSE.split(told.lead(one))[-1]))


def _one(named: Sequence[tuple[str, Amount]], pattern: re.Pattern[str]) -> Amount | None:
    """The amount of a name, where all that have it are of one value."""
    found = [one for name, one in named if pattern.search(name)]
    return found[0] if len({one.number for one in found}) == 1 else None


def _right_before(
    named: Sequence[tuple[str, Amount]], pattern: re.Pattern[str], parts: Sequence[Amount]
) -> Amount | None:
    """Of several of one name, the last before the parts, in their sentence."""
    first = min(one.start for one in parts)
    found = [one for name, one in named if pattern.search(name) and one.start < first]
    return found[-1] if found and found[-1].sentence == max(one.sentence for one in parts) else None


def _check(told: Told, identity: Identity, found: Sequence[Amount], *, only_slips: bool = False) -> Iterator[Finding]:
    whole, *others = found
    parts, less = others[: len(identity.parts)], others[len(identity.parts) :]
    if taken(told, whole) or not all(alike(whole, one) and whole.held.unit == one.held.unit for one in others):
        return
    budgets = [one for one in told.before(others[0]) if told.is_planned(one)]
    if any(not identity.parts[0].search(_name(told, one)) for one in budgets):
        return  # of a budget, and not beside it
    if not less and any(one.number > whole.number for one in parts):
        return  # the whole is of something else
    due = sum((num(one) for one in parts), Num(whole.number - whole.number))
    for one in less:
        due = due - num(one)
    if abs(due.value - whole.number) <= due.env + num(whole).env or not close(whole, due.value):
        return
    terms = " + ".join(amount_text(one) for one in parts) + "".join(f" − {amount_text(one)}" for one in less)
    wrong, right = whole, due.value
    off = due.value - whole.number
    if not _is_slip(whole, right):
        mended = [(one, one.number + (off if one in less else -off)) for one in others]
        slips = [(one, value) for one, value in mended if _is_slip(one, value)]
        if len(slips) == 1 and not taken(told, slips[0][0]):
            (wrong, right), terms = slips[0], _terms(whole, parts, less, slips[0][0])
        elif only_slips:
            return
    unit, text = wrong.held.unit, printed_as(wrong, right)
    yield finding(
        identity.rule, ERROR, told.paragraph, (wrong.start, wrong.end),
        f"{terms} = {text}{unit}，文中为 {amount_text(wrong)}{unit}", "核对各项和合计",
        claimed=f"{amount_text(wrong)}{unit}", expected=f"{text}{unit}",
    )  # fmt: skip


def _is_slip(one: Amount, value: Fraction) -> bool:
    """Whether another number was meant: a digit or two are wrong, or all of them stand in another order."""
    said, due = amount_text(one), printed_as(one, value)
    return slipped(said, due, 1) or sorted(said) == sorted(due)


def _terms(whole: Amount, parts: Sequence[Amount], less: Sequence[Amount], wrong: Amount) -> str:
    """The arithmetic of one term by the others: 资产 − 负债 = 净资产."""
    others = [one for one in (*parts, *less) if one is not wrong]
    if wrong in less:
        plus, minus = [one for one in others if one in parts], [whole, *(one for one in others if one in less)]
    else:
        plus, minus = [whole, *less], [one for one in others if one in parts]
    return " + ".join(amount_text(one) for one in plus) + "".join(f" − {amount_text(one)}" for one in minus)


__all__ = ["check_balanced", "check_budget", "check_identities"]
