"""Shares, completion rates and words of comparison: C8, C11, C12, C13, G9, G11, G15."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Agreement, Kind, Num
from core.figures.tolerance import agree_rate
from core.narrative.claims.added import ADDED, of_added
from core.narrative.claims.model import Amount, Aspect, Comparison, Completion, Listing, Share, alike
from core.narrative.claims.names import alternate, canonical, clean
from core.narrative.claims.say import (
    ERROR,
    HINT,
    WARNING,
    agreement,
    amount_text,
    as_set,
    bare,
    finding,
    num,
    percent,
    rate_num,
)
from core.narrative.claims.told import leaves_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.book import Book
    from core.rules import Finding

_ALL_OF_THEM = re.compile(
    r"(?:总|全部|所有|全[体院校局县镇区]|在[职编校册])?(?:人数|人员|人|总数|总量|数量|职工|教师|学生)?(?:总数|总量)?"
)
_WORDS = {1: "大于", -1: "小于", 0: "等于"}


def check_share(share: Share, book: Book) -> Iterator[Finding]:
    """A share against its whole; several possible wholes must all disagree."""
    part = share.part
    if part is None or part.rough or leaves_out(share.rate):
        return
    wholes, sure = wholes_of(share, part, book)
    if not wholes:
        return
    if all(whole.value == 0 for whole in wholes):
        yield _of_nothing(share)
        return
    verdicts = [agreement(share.rate, num(part), one) for one in wholes if one.value]
    if Agreement.EQUAL in verdicts or not sure or _of_its_list(share, part) or _of_another(share, part):
        return
    whole = next(one for one in wholes if one.value)
    head = None if share.part_name or part.head is None else num(part.head)
    of_head = head is not None and head.value != whole.value and agreement(share.rate, head, whole)
    if of_head is Agreement.EQUAL:
        return  # 其中甲150万元、乙36万元，占总收入2480万元的7.5%: of the two together
    yield _wrong_share(share, part, whole, near=Agreement.NEAR in verdicts)


def _of_its_list(share: Share, part: Amount) -> bool:
    """占总支出 in a list of 三公经费 may mean the list's own total."""
    if share.whole not in {"支出", "收入", "支出总计", "收入总计"}:
        return False
    before = [
        one
        for one in part.paragraph.amounts
        if one.start < part.start and one.kind is part.kind and one.number and not one.aspect.planned
    ]
    return any(agreement(share.rate, num(part), num(one)) is Agreement.EQUAL for one in before)


def _of_another(share: Share, part: Amount) -> bool:
    """Whether a share of a whole that is not named is right for another amount around it."""
    if share.whole or share.said or share.row >= 0:
        return False
    near = share.rate.held.decimals == 0
    beside = [one for one in part.paragraph.claims if isinstance(one, Share) and one.heads[:1] == share.heads[:1]]
    siblings = {id(one.part) for one in beside}
    if any(_is_right(one) for one in beside if one is not share):
        return False  # the share beside it is of the list's head, so this one is
    for one in part.paragraph.amounts:
        far = near and one.sentence != part.sentence
        if (
            id(one) in siblings
            or far
            or one.rough
            or not alike(one, part)
            or one.number <= part.number
            or not one.number
        ):
            continue
        if agreement(share.rate, num(part), num(one)) is Agreement.EQUAL:
            return True
    return False


def _is_right(share: Share) -> bool:
    """Whether a share is that of its list's head."""
    part, whole = share.part, share.heads[0] if share.heads else None
    if part is None or whole is None or not whole.number or share.rate.held.decimals == 0:
        return False
    return agree_rate(rate_num(share.rate), num(part) / num(whole), share.rate.held.decimals) is Agreement.EQUAL


def _wrong_share(share: Share, part: Amount, whole: Num, *, near: bool) -> Finding:
    rate = share.rate
    right = part.number / whole.value
    coverage = "绩效" in rate.paragraph.text.text and "项目" in share.whole and right > 1
    text, due = percent(rate.ratio, rate.held.decimals), percent(right)
    rounding = near and _adjusted(share, right)
    return finding(
        "G15" if coverage else "C8", HINT if rounding else WARNING if near else ERROR,
        rate.paragraph, (rate.start, rate.end),
        f"{amount_text(part)} ÷ {bare(whole.value, part.held.unit)} = {due}，文中为 {text}",
        "改为算出的占比，或核对两个数",
        claimed=text, expected=due, rounding=rounding,
    )  # fmt: skip


def _adjusted(share: Share, right: Fraction) -> bool:
    """Whether a share is one last digit off so that the shares of its list make 100%: a habit, no mistake."""
    rate = share.rate
    if abs(rate.ratio - right) > Fraction(1, 100 * 10**rate.held.decimals):
        return False
    shares = [one for one in rate.paragraph.claims if isinstance(one, Share) and one.whole == share.whole]
    return len(shares) > 1 and sum(one.rate.ratio for one in shares) == 1


def _of_nothing(share: Share) -> Finding:
    rate = share.rate
    text = percent(rate.ratio, rate.held.decimals)
    return finding(
        "C12", ERROR, rate.paragraph, (rate.start, rate.end), f"分母为 0，不能计算占比，文中为 {text}",
        "删去占比，或写「不适用」", claimed=text,
    )  # fmt: skip


def wholes_of(share: Share, part: Amount, book: Book) -> tuple[list[Num], bool]:
    """What the whole may be, and whether it is certain enough for a finding."""
    if not share.whole:
        opened = _opened(share, part, book) if not share.heads else []
        return [num(one) for one in share.heads or opened], share.sure or bool(opened)
    if part.kind is Kind.COUNT:
        named = _counted(share.whole, part)
        return [num(one) for one in named or share.heads], bool(named)
    found = book.actual(share.whole, part.year, share.rate.paragraph)
    instead = [] if found else book.actual(alternate(share.whole), part.year, share.rate.paragraph)
    if instead and _CARRIED.search(part.paragraph.text.text):
        return [num(one) for one in instead], False  # 收入总计 is more than 本年收入 where something was carried over
    found = found or instead
    if not any(one.paragraph is share.rate.paragraph for one in found):
        found = _by_ending(share.whole, part) or found
    if found:
        return [num(one) for one in found], len({one.number for one in found}) == 1
    held = book.cell(share.whole)
    if held is not None:
        return [Num.of(held)], True
    bare_ = _bare(share.whole, part) or _totals(share.whole, part)
    if bare_:
        return [num(one) for one in bare_], len({one.number for one in bare_}) == 1
    return _bound(share, part, book)


_OPENED = re.compile(r"(?:^|[。；！？])(?P<whole>(?:20\d\d年度?|[^，。；\d]){3,60}?)(?:决算)?中，")


_CLOSED = re.compile("。")


def _opened(share: Share, part: Amount, book: Book) -> list[Amount]:
    """The whole that the sentence begins with: “三公”经费支出决算中，…占…."""
    text = share.rate.paragraph.text.text
    begun = [one for one in _OPENED.finditer(text, 0, part.start) if not _CLOSED.search(text, one.end(), part.start)]
    name = canonical(clean(begun[-1]["whole"])) if begun else ""
    if not name:
        return []
    found = book.actual(name, part.year) or book.actual(name, book.year) or book.inherited(name, book.year)
    if any(one.number < part.number for one in found):
        return []  # then one of the two amounts is wrong
    return found if len({one.number for one in found}) == 1 else []


_CARRIED = re.compile(r"(?:年初|年末|上年)[^，。；\d]{0,8}(?:结转|结余)")
_BARE = re.compile(r"(?:^|[，。；：、（])(?:实际|全年|累计|当年|本年)*支出(?:决算|合计|数|总额)?(?:共|为|：)*$")
_SEVERAL = re.compile(
    r"(?:[两二三四五六七八九十](?:项|者|类|部分)|以上|上述)(?:支出|收入|资金)?(?:合计|之和|总和|总额|总计)?"
)


def _bare(name: str, part: Amount) -> list[Amount]:
    """What the paragraph calls nothing but 实际支出, where 支出 is the whole."""
    text = part.paragraph.text.text
    return [
        one
        for one in part.paragraph.amounts
        if name == "支出" and one is not part and one.kind is part.kind and not one.aspect.planned and not one.base
        if one.year == part.year and _BARE.search(text, max(one.start - 16, 0), one.start)
    ]


def _totals(name: str, part: Amount) -> list[Amount]:
    """The last total behind its parts: 占两项合计的7.0%."""
    if _SEVERAL.fullmatch(name) is None:
        return []
    before = [
        one.head for one in part.paragraph.claims if isinstance(one, Listing) and one.tail and alike(one.head, part)
    ]
    return before[-1:]


def _counted(name: str, part: Amount) -> list[Amount]:
    """The counts of the paragraph that a named whole means: 占卫生技术人员的58%, 占职工总数的16%."""
    alike_ = [one for one in part.paragraph.amounts if one is not part and alike(one, part) and one.name]
    if _ALL_OF_THEM.fullmatch(name):
        return [part.head] if part.head is not None else []
    exact = [one for one in alike_ if one.name == name]
    return exact or [one for one in alike_ if _ends(one.name, name)]


def _ends(one: str, other: str) -> bool:
    """Whether one name is the beginning or the end of the other: 实有 for 实有人数."""
    return one.endswith(other) or other.endswith(one) or other.startswith(one)


def _by_ending(name: str, part: Amount) -> list[Amount]:
    """An amount of the same paragraph whose name ends in the one that is meant (一般公共预算基本支出 for 基本支出)."""
    return [
        one
        for one in part.paragraph.amounts
        if len(name) > 2
        and one.name.endswith(name)
        and one is not part
        and not one.aspect.planned
        and one.year == part.year
    ]


def _bound(share: Share, part: Amount, book: Book) -> tuple[list[Num], bool]:
    """一般公共预算项目支出 is at most 项目支出: more than all of it is certainly wrong."""
    if not share.whole.startswith("一般公共"):
        return [], False
    for name in (share.whole.removeprefix("一般公共"), share.whole.removeprefix("一般公共财政拨款")):
        found = book.actual(name, part.year)
        if found and all(one.number < part.number for one in found):
            return [num(found[0])], True
    return [], False


# -- completion ----------------------------------------------------------------------------------


def check_completion(claim: Completion) -> Iterator[Finding]:
    """A completion rate against budget and outcome."""
    rate, budgets = claim.rate, [one for one in claim.budgets if not one.rough]
    text = percent(rate.ratio, rate.held.decimals)
    named = budgets
    if claim.named is not Aspect.BUDGET:
        named = [one for one in budgets if one.aspect is claim.named or not one.aspect.planned] or budgets
    if named and all(one.number == 0 for one in named):
        if claim.named is not Aspect.INITIAL and of_added(rate):
            return
        yield finding(
            "G9" if claim.control else "C12", ERROR, rate.paragraph, (rate.start, rate.end),
            f"预算为 0，不能计算{'控制率' if claim.control else '完成率'}，文中为 {text}{_instead(claim)}",
            "删去百分比，或写「不适用」", claimed=text,
        )  # fmt: skip
        return
    actual = claim.actual
    if actual is None or actual.rough or not named or leaves_out(rate):
        return
    named.sort(key=lambda one: one.aspect is not Aspect.FINAL)
    ratios = [num(actual) / as_set(one, actual) for one in named if one.number]
    verdicts = [agree_rate(rate_num(rate), ratio, rate.held.decimals) for ratio in ratios]
    if Agreement.EQUAL in verdicts or _of_rival(claim, named):
        return
    base, due = next(one for one in named if one.number), percent(ratios[0].value)
    yield finding(
        "G9" if claim.control else "C11", WARNING if Agreement.NEAR in verdicts else ERROR, rate.paragraph,
        (rate.start, rate.end),
        f"{amount_text(actual)} ÷ {amount_text(base)} = {due}，文中为 {text}", "改为算出的百分比，或核对预算数和决算数",
        claimed=text, expected=due,
    )  # fmt: skip


def _of_rival(claim: Completion, budgets: Sequence[Amount]) -> bool:
    """Whether the rate is right for another outcome that the budget may be of."""
    rate = rate_num(claim.rate)
    ratios = [num(one) / num(budget) for one in claim.rivals for budget in budgets if budget.number]
    return any(agree_rate(rate, ratio, claim.rate.held.decimals) is Agreement.EQUAL for ratio in ratios)


def _instead(claim: Completion) -> str:
    """The budget that the rate seems to be of."""
    actual = claim.actual if claim.named is Aspect.INITIAL and claim.rate.ratio else None
    for one in actual.paragraph.amounts if actual else ():
        if actual and one.aspect.planned and one.number:
            ratio = num(actual) / num(one)
            if agree_rate(rate_num(claim.rate), ratio, 2) is Agreement.EQUAL:
                return f"（那是占全年预算 {amount_text(one)} 的比例）"
    return ""


# -- comparison ----------------------------------------------------------------------------------


def check_comparison(claim: Comparison) -> Iterator[Finding]:
    """Words of comparison against the two numbers, or where they are not said against the completion rate before."""
    budgets = [one for one in claim.budgets if not one.rough]
    if not budgets:
        yield from _clash(claim)
        return
    actual = claim.actual
    if actual is None:
        if claim.blank and claim.sign < 0 and all(one.number == 0 for one in budgets):
            yield _worded(claim, "预算数为 0，决算数不会小于预算数")
        return
    if claim.gap is not None and claim.gap.number < 0:
        return  # 节约-6.84万元: less than nothing
    signs = {_sign(actual, one) for one in budgets}
    if claim.within and (not signs <= {1} or ADDED.search(claim.paragraph.text.text, budgets[-1].end, claim.start)):
        return  # what was added has to be seen too
    if claim.sign not in signs:
        if _of_another_outcome(claim, budgets):
            return
        one = budgets[0]
        real = _WORDS[_sign(actual, one)]
        said = _WORDS[claim.sign] if claim.gap is None else ("超支" if claim.sign > 0 else "结余")
        yield _worded(claim, f"决算数 {amount_text(actual)} {real}预算数 {amount_text(one)}，文中写{said}")
        return
    if claim.gap is not None:
        yield from _gap(claim, claim.gap, actual, budgets)


def _of_another_outcome(claim: Comparison, budgets: Sequence[Amount]) -> bool:
    """Whether the gap is right for another outcome of its paragraph."""
    if claim.gap is None:
        return False
    due = {one.number + claim.sign * claim.gap.number for one in budgets}
    return any(one.number in due for one in claim.paragraph.amounts if one is not claim.actual and not one.rough)


def _clash(claim: Comparison) -> Iterator[Finding]:
    """完成预算的88%，决算数大于预算数."""
    before = [
        one.rate
        for one in claim.paragraph.claims
        if isinstance(one, Completion) and one.rate.end <= claim.start and not one.control and not one.budgets
    ]
    text = claim.paragraph.text.text
    if not before or claim.gap is not None or re.search(r"。|其中", text[before[-1].end : claim.start]):
        return
    rate = before[-1]
    step = rate.held.half_step
    if (claim.sign > 0 and rate.ratio + step < 1) or (claim.sign < 0 and rate.ratio - step > 1):
        said = percent(rate.ratio, rate.held.decimals)
        yield _worded(
            claim, f"完成率 {said}，决算数应{_WORDS[1 if rate.ratio > 1 else -1]}预算数，文中写{_WORDS[claim.sign]}"
        )


def _sign(actual: Amount, budget: Amount) -> int:
    return (actual.number > budget.number) - (actual.number < budget.number)


def _worded(claim: Comparison, message: str) -> Finding:
    return finding("C13", ERROR, claim.paragraph, (claim.start, claim.end), message, "改正用词，或核对两个数")


def _gap(claim: Comparison, gap: Amount, actual: Amount, budgets: Sequence[Amount]) -> Iterator[Finding]:
    for budget in budgets:
        real = num(actual) - num(budget)
        if abs(abs(real.value) - gap.number) <= real.env + num(gap).env:
            return
    unit = gap.held.unit
    real = num(actual) - num(budgets[0])
    due = f"{bare(abs(real.value), unit)}{unit}"
    yield finding(
        "G11", ERROR, claim.paragraph, (gap.start, gap.end),
        f"{amount_text(actual)} − {amount_text(budgets[0])} = {bare(real.value, unit)}，文中为 {amount_text(gap)}",
        "核对后改正",
        claimed=f"{amount_text(gap)}{unit}", expected=due,
    )  # fmt: skip
