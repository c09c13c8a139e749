"""Whether a number that looks wrong is right for other amounts of its paragraph: then it was misread, not miscounted.

A printed 57.71% that is just the ratio of two amounts beside it was worked out from them; by chance that happens once
in thousands.  The fewer its decimals, the nearer the two must stand.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from core.figures import Agreement, Num
from core.figures.tolerance import agree_rate
from core.narrative.claims.explained_sums import explains_balance, explains_listing, explains_product, pairs
from core.narrative.claims.model import (
    Amount,
    Aspect,
    Balance,
    Change,
    Comparison,
    Completion,
    Decomposition,
    Listing,
    Product,
    Share,
    alike,
)
from core.narrative.claims.say import about, as_set, num, rate_num

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Claim, Rate

_MOST = 40
"""More amounts than a paragraph of prose has: among so many, chance explains too much."""
_YEAR_OF = re.compile(r"(20\d\d)年度?[^，。；\d]{0,6}[比较](?:上一?年|去年|前一年)[^，。；\d]*$")
_NEAR = {0: 3, 1: 10}
"""How many amounts before a percentage of so many decimals it may be of."""


def explained(claim: Claim) -> bool:
    """Whether the paragraph itself shows what the claim is right for."""
    match claim:
        case Change():
            return _change(claim)
        case Share():
            return _share(claim)
        case Completion():
            return _completion(claim)
        case Comparison():
            return claim.gap is not None and _is_gap(claim.gap)
        case Listing():
            return explains_listing(claim)
        case Product():
            return explains_product(claim)
        case Balance():
            return explains_balance(claim)
        case Decomposition():
            return False


def _is(rate: Rate, ratio: Num) -> bool:
    return agree_rate(rate_num(rate), ratio, rate.held.decimals) is Agreement.EQUAL


def _is_ratio(rate: Rate, part: Amount, whole: Amount) -> bool:
    return about(rate, part, whole) and _is(rate, num(part) / num(whole))


def _around(rate: Rate) -> list[Amount]:
    """The amounts that a percentage may be of: all of its paragraph, or the nearest, by its decimals."""
    amounts = [one for one in rate.paragraph.amounts if not one.rough]
    most = _NEAR.get(rate.held.decimals)
    if most is None and _again(rate):
        return [one for one in amounts if _stretch(rate, one.start) == _stretch(rate, rate.start)]
    if most is None:
        return amounts if len(amounts) <= _MOST else []
    before = [one for one in amounts if one.start < rate.start]
    after = [one for one in amounts if one.start > rate.start]
    return [*before[-most:], *after[:1]]


def _again(rate: Rate) -> bool:
    """Whether the same percentage stands twice: what makes the one right does not excuse the other."""
    text = rate.paragraph.text.text
    return text.count(text[rate.start : rate.end]) > 1


def _stretch(rate: Rate, place: int) -> int:
    text = rate.paragraph.text.text
    return sum(text.count(mark, 0, place) for mark in "。；")


# -- changes -------------------------------------------------------------------------------------


def _change(change: Change) -> bool:
    rate, amount = change.rate, change.amount
    if rate is not None and change.falls != change.rate_falls:
        return False
    if rate is not None and _of_growth(rate):
        return True
    if rate is not None and rate.held.decimals and rate.ratio:
        return any(_is(rate, ratio) for ratio in _growths(change, _around(rate)))
    if rate is None and amount is not None and amount.number:
        near = [one for one in amount.paragraph.amounts if abs(one.sentence - amount.sentence) <= 1]
        if change.stated is not None and any(
            _is_step(amount, now, change.stated, change.falls) for now in near if now is not change.stated
        ):
            return True
        return any(
            _is_step(amount, now, before, change.falls)
            for now, before in _moves(change, near)
            if now is not change.stated and before is not change.subject
        )
    return False


def of_another(change: Change) -> bool:
    """Whether the percentage of a change is wrong for what it was taken for, and right for another amount near it."""
    subject, amount, rate = change.subject, change.amount, change.rate
    if subject is None or amount is None or rate is None:
        return False
    before = num(subject) + num(amount) if change.falls else num(subject) - num(amount)
    return not (before.value > 0 and _is(rate, num(amount) / before)) and _change(change)


def _of_growth(rate: Rate) -> bool:
    """比2022年的增速9.4%有所加快: the growth of another year."""
    lead = rate.paragraph.text.text[max(rate.start - 24, 0) : rate.start]
    return re.search(r"[比较](?:20\d\d年|上年|去年)度?的?增[速幅](?:为|是)?$", lead) is not None


def _growths(change: Change, amounts: Sequence[Amount]) -> Iterator[Num]:
    """The rates that the amounts around can have: by the amount of the change, else between two of them."""
    moved = change.amount
    if moved is not None:
        step = num(moved)
        for one in amounts:
            base = num(one) + step if change.falls else num(one) - step
            if one is not moved and alike(one, moved) and base.value > 0 and _may_be(change, one):
                yield step / base
        return
    for now, before in _moves(change, amounts):
        gap = num(before) - num(now) if change.falls else num(now) - num(before)
        if gap.value > 0 and before.number > 0:
            yield gap / num(before)


def _may_be(change: Change, now: Amount) -> bool:
    """Whether an amount may be the one that changed: it has the name that is said, and makes the base that is said."""
    subject, stated, moved = change.subject, change.stated, change.amount
    if stated is not None and moved is not None and now is change.subject and stated.number:
        left = now.number + moved.number if change.falls else now.number - moved.number
        return abs(left - stated.number) <= num(now).env + num(moved).env + num(stated).env
    if now is stated and now.base:
        return False  # 143.2亿元，比上年134.5亿元增加8.1亿元: it rose from that
    return stated is not None or not (
        change.name and subject is not None and subject.name == change.name and now.name != change.name
    )


def _moves(change: Change, amounts: Sequence[Amount]) -> Iterator[tuple[Amount, Amount]]:
    """What may have become what: the later of the earlier, and of the years that are said."""
    said = _of_year(change)
    for now, before in pairs(amounts):
        if now is change.amount or before is change.amount or (now.year and before.year and now.year < before.year):
            continue
        if said and now.year == said and before.year == said - 1:
            yield now, before
            continue
        if before.year and change.base_year and before.year != change.base_year and before.year != now.year:
            continue
        yield now, before


def _of_year(change: Change) -> int:
    """2022年比上一年增长: the year that the clause says, 0 for none."""
    where = change.rate or change.amount
    text = where.paragraph.text.text if where else ""
    found = _YEAR_OF.search(text, max(where.start - 24, 0), where.start) if where else None
    return int(found[1]) if found else 0


def _is_step(step: Amount, now: Amount, before: Amount, falls: bool | None = None) -> bool:
    """Whether an amount is what two others differ by, in the direction that is said."""
    real = num(now) - num(before)
    if not alike(step, now) or abs(abs(real.value) - step.number) > real.env:
        return False
    return falls is None or (real.value < 0) == falls


def _is_gap(gap: Amount) -> bool:
    """Whether an amount is the difference of two others, told close to it."""
    near = [one for one in gap.paragraph.amounts if one is not gap and abs(one.sentence - gap.sentence) <= 1]
    return any(_is_step(gap, one, other) for one, other in pairs(near))


# -- shares and completions -----------------------------------------------------------------------


def _share(share: Share) -> bool:
    """By a named whole, of any part; else by any two that are not parts of one list."""
    rate = share.rate
    if rate.ratio in {0, 1}:
        return False
    between = rate.paragraph.text.text[share.part.end : rate.start] if share.part else ""
    if not share.whole and re.search(r"%[，；。]", between):
        return True  # 房屋占41.2%，设备占38.5%: of what stands before neither
    around = _around(rate)
    shared = {id(one.part) for one in rate.paragraph.claims if isinstance(one, Share)}
    wholes = [one for one in around if id(one) not in shared or _is_whole(one)]
    if _again(rate) and share.part is not None and rate.start - share.part.end <= _TOUCHES:
        around = [
            share.part,
            *wholes,
        ]  # 市级36万元（占25%）、县级60万元（占25%）: the second is no excuse for the first
    if share.whole and share.said:
        around = [one for one in rate.paragraph.amounts if not one.rough]
        wholes = [one for one in around if one in share.heads]
    elif share.whole:
        wholes = [one for one in around if one.name == share.whole] or wholes
    for whole in wholes:
        parts = [one for one in around if one is not whole and one.number < whole.number and alike(one, whole)]
        found = [one for one in parts if _is_ratio(rate, one, whole)]
        if any(whole.head is None or whole.head is not one.head or _is_whole(whole) for one in found):
            return True
    return False


def _is_whole(amount: Amount) -> bool:
    """Whether two shares and more of the paragraph are right for it, of whatever amounts; asked once."""
    known = amount.paragraph.wholes.get(amount.start)
    if known is None:
        known = amount.paragraph.wholes[amount.start] = bool(amount.number) and _has_shares(amount)
    return known


def _has_shares(whole: Amount) -> bool:
    rates = [one.rate for one in whole.paragraph.claims if isinstance(one, Share)]
    parts = [one for one in whole.paragraph.amounts if one.number < whole.number and alike(one, whole)]
    right = (any(_is_ratio(rate, one, whole) for one in parts) for rate in rates)
    return sum(islice(filter(None, right), 2)) > 1


_TOUCHES = 3
"""Characters between a part and its share that are one expression."""
_BEFORE = re.compile(r"(?:较|比|与|高于|低于)[^，。；、]{0,8}(?:20\d\d年|上年|去年)[^，。；、]{0,10}$")


def _of_before(rate: Rate) -> bool:
    """较2022年合并执行率88.74%提高4.89个百分点: what another year had."""
    return _BEFORE.search(rate.paragraph.text.text, max(rate.start - 32, 0), rate.start) is not None


_QUARTER = re.compile(r"(?:季度|上半年|\d月|月底|月)末?[^，。；\d]{0,10}$")


def _of_quarter(rate: Rate) -> bool:
    """一季度末支出执行率22.4%: what was done by then."""
    return _QUARTER.search(rate.paragraph.text.text, max(rate.start - 24, 0), rate.start) is not None


_OWN = re.compile(r"(政府采购|采购|三公”?经费|公用经费|会议费|培训费|专项资金)(?:预算)?(?:执行|完成|支出)率(?:为|达)?$")


def _of_its_own(claim: Completion) -> bool:
    """政府采购执行率97.2%, where no outcome of that name was told: not of what was spent in all."""
    text, rate = claim.rate.paragraph.text.text, claim.rate
    own = _OWN.search(text, max(rate.start - 16, 0), rate.start)
    if own is None or claim.actual is None:
        return False
    return own[1] not in text[max(claim.actual.start - 24, 0) : claim.actual.start]


def of_all(claim: Completion) -> Completion:
    """The completion of the head of a list, where its last part is far from being all of the budget."""
    actual = claim.actual
    if actual is None or actual.head is None or len(claim.budgets) != 1:
        return claim
    budget, head = claim.budgets[0].number, actual.head
    if 2 * actual.number < budget and budget <= 2 * head.number and 2 * head.number <= 3 * budget:
        return replace(claim, actual=head)
    return claim


def _completion(claim: Completion) -> bool:
    rate = claim.rate
    if _of_before(rate) or _of_quarter(rate) or _of_its_own(claim):
        return True
    if rate.ratio == 1:
        return _all_of_it(rate)
    if not rate.ratio:
        return False
    around = _around(rate) if rate.held.decimals else rate.paragraph.amounts
    return any(
        about(rate, done, plan) and _is(rate, num(done) / as_set(plan, done))
        for done, plan in pairs(around)
        if plan.number and _of(claim, done, plan) and (rate.held.decimals or done is claim.actual)
    )


def _all_of_it(rate: Rate) -> bool:
    """目标320个、完成320个，完成率100%: the two numbers right before are one."""
    text = rate.paragraph.text.text
    before = [one for one in rate.paragraph.amounts if one.end <= rate.start][-2:]
    return (
        len(before) > 1
        and alike(*before)
        and before[0].number == before[1].number
        and not re.search(r"[。；%]", text[before[0].end : rate.start])
    )


def _of(claim: Completion, done: Amount, plan: Amount) -> bool:
    """Whether two amounts may be outcome and budget of a completion."""
    if done.aspect.planned or plan is claim.actual or done in claim.budgets:
        return False
    if claim.named in {Aspect.INITIAL, Aspect.FINAL} and plan.aspect not in {claim.named, Aspect.BUDGET, Aspect.ACTUAL}:
        return False
    return done is not claim.actual or plan.head is None or plan.head not in claim.budgets


__all__ = ["explained"]
