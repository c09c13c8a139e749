"""What is left, what is over, what an average is: by the numbers right before (C4, C19, C22, C24, G11)."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.closed import slipped
from core.narrative.claims.model import PEOPLE
from core.narrative.claims.say import ERROR, amount_text, bare, finding, num
from core.narrative.claims.second.accounts import is_account
from core.narrative.claims.second.adding import sums_elsewhere
from core.narrative.claims.second.flows import Role, role_of
from core.narrative.claims.told import (
    BASE,
    DONE,
    GROWTH,
    OPENS,
    alike,
    aside,
    close,
    printed_as,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

_CAME = re.compile(
    r"可用资金|(?:上年|年初|期初|以前年度)[^，]{0,4}(?:结转|结余|余额|库存)|预算安排|下达|拨入|拨款|收入|到位|到账|取得|收到|补助|归集|募集|留有|又安排|(?:当年|本年)预算|新购|购入|购置|入库|接收|新增"
)
_WENT = re.compile(
    r"支出|支用|用去|用于|使用|支付|列支|上缴|发放|开支|缴回|收回|调拨|出库|报废|领用|处置|核销|调出|退回"
)
_ALL = re.compile(r"总计|总收入|总支出")
_OPENING = re.compile(r"年初|上年|期初|原有")
_STOOD = re.compile(r"(?:结转|结余|余额)(?:结转|结余|资金)*(?:为)*$")
_WAN = 10_000
"""Off by so many times, what is wrong is the unit."""
_DIRECT = 3
_FLOWS = 6
"""More flows than a sentence of prose tells."""
_EARLIER = re.compile(r"(?:上学年|年初|期初|上年末?|上年同期|去年)(?:数|末)?(?:为|是)*$")
_WITHIN = re.compile(
    r"(?<![均都])(?P<word>(?:未|没有|不)(?:突破|超过?|超出)(?:年初|全年|调整后?)?(?:概算|预算|计划|控制数|限额)(?:数)?)(?=[，。；])"
)
_THAN = re.compile(r"[比较](?:上年|去年|20\d\d)")
_UNITS = {"人": PEOPLE | {"人次"}, "生": PEOPLE, "车": {"辆"}, "户": {"户"}, "场": {"场", "场次"}}


def check_rest(told: Told, left: Amount) -> Iterator[Finding]:
    """C24: what was there and came in less what went out is what is left; or, where words leave it open, a slip."""
    before = [one for one in told.amounts if one.end <= left.start and alike(one, left)]
    if any(_THAN.search(told.lead(one)) for one in before):
        return  # 收入比上年多23.4万元: no flow
    begin = told.paragraph.text.text.rfind("；", 0, left.start)
    group = [one for one in before if one.start > begin]
    if group and _OPENING.search(told.lead(group[0])):
        before = group
    flows = [(one, flow_of(told.lead(one))) for one in before]
    if before and _STOOD.search(told.lead(before[0])):
        flows[0] = before[0], 1
    signs = [sign for _, sign in flows]
    due: Fraction | None
    totals = any(_ALL.search(told.lead(one)) for one in before)
    if 2 <= len(before) <= _FLOWS and all(signs) and {1, -1} <= set(signs) and not totals:
        due = sum((sign * one.number for one, sign in flows), Fraction(0))
        if due <= 0 or 2 * abs(due - left.number) > max(one.number for one in before):
            return
    else:
        due = _slipped_rest(told, left)
    env = num(left).env + sum(num(one).env for one in before)
    listed = before and OPENS.search(told.paragraph.text.text, before[0].end, left.start)
    slip = due == left.number * _WAN
    if due is None or listed or slip or abs(due - left.number) <= env or sums_elsewhere(told, left):
        return
    if is_account(told, left):  # check_stocks has looked at it
        return
    text, said = written(left, due), written(left)
    yield finding(
        "C24", ERROR, told.paragraph, (left.start, left.end),
        f"{'、'.join(amount_text(one) for one in before)} 收支相抵应余 {text}，文中为 {said}",
        "核对年初、年末结转结余和收支", claimed=said, expected=text,
    )  # fmt: skip


_OVER = re.compile(r"高于|高出|超支|超出|超预算|超计划|多支")
_UNDER = re.compile(r"低于|节约|节省|少支|结余")


def _worded(told: Told, gap: Amount, before: Sequence[Amount]) -> Iterator[Finding]:
    """C13: 预算19.0万元，实支17.6万元，超支1.4万元."""
    plans = [one for one in before if told.is_planned(one)]
    lead = told.lead(gap)
    over, under = _OVER.search(lead), _UNDER.search(lead)
    if len(plans) != 1 or (over is None) == (under is None):
        return
    done = next(one for one in before if one is not plans[0])
    real = num(done) - num(plans[0])
    if abs(abs(real.value) - gap.number) <= real.env and real.value and (real.value > 0) is (over is None):
        word, more = (over or under)[0], "大于" if real.value > 0 else "小于"  # type: ignore[index]
        yield finding(
            "C13", ERROR, told.paragraph, (gap.start, gap.end),
            f"决算数 {amount_text(done)} {more}预算数 {amount_text(plans[0])}，文中写{word}",
            "改正用词，或核对两个数", claimed=f"{amount_text(gap)}{gap.held.unit}",
        )  # fmt: skip


_COMPARED = re.compile(r"[比较](?:上年|去年|20\d\d年|预算)[^，。；\d]*[多少增减高低升降]")
"""收入比上年多: how far two years lie apart is no flow."""


def flow_of(lead: str) -> int:
    """1 for what was there or came in, -1 for what went out, 0 for what the words leave open."""
    near = re.split(r"[，。；：、]", lead)[-1]
    if "分配" in near:
        return -1
    if _COMPARED.search(near):
        return 0
    came, went = _CAME.search(near), _WENT.search(near)
    if came is not None and (went is None or went.start() < came.start()):
        return 1
    if went is not None:
        return -1
    return 0 if _BACK.search(near) else _WAYS.get(role_of(near), 0)


_BACK = re.compile(r"[收追]回|回收|清")
"""What comes back makes an account larger and a debt smaller."""
_WAYS = {Role.CAME: 1, Role.WENT: -1}


def _slipped_rest(told: Told, left: Amount) -> Fraction | None:
    """The one sum of the two or three amounts before that differs from what is left by a slip of the pen."""
    before = [one for one in told.before(left) if alike(one, left) and "（" not in told.lead(one)]
    if len(before) > _DIRECT:
        before = before[-2:]
    if len(before) < 2:
        return None
    sums = [before[0].number]
    for one in before[1:]:
        sums = [value + sign * one.number for value in sums for sign in (1, -1)]
    env = num(left).env + sum(num(one).env for one in before)
    fitting = [value for value in sums if value > 0 and slipped(amount_text(left), printed_as(left, value))]
    if any(abs(value - left.number) <= env for value in sums) or len(fitting) != 1:
        return None
    return fitting[0]


def check_over(told: Told, budget: Amount, match: re.Match[str]) -> Iterator[Finding]:
    """C13: 支出1.74万元，低于年初预算1.50万元."""
    if re.search(r"[均都]$|分别$", told.paragraph.text.text[: budget.start].rpartition(match["word"])[0][-2:]):
        return  # said of several
    if match["word"] == "等于":
        yield from _equals(told, budget, match["word"])
        return
    before = [one for one in told.before(budget) if alike(one, budget)]
    if not before or before[-1].held.unit != budget.held.unit or told.is_moved(before[-1]):
        return
    now, above = before[-1], match["word"][0] in "高大超多"
    if now.number == budget.number and (above or told.is_planned(now)):
        return
    if (now.number > budget.number and above) or (now.number < budget.number and not above):
        return
    if 2 * budget.number < now.number:
        return  # half of it is no budget but what it was over or under by
    text = told.paragraph.text.text
    start = text.rfind(match["word"], 0, budget.start)
    yield finding(
        "C13", ERROR, told.paragraph, (start, budget.end),
        f"决算数 {amount_text(now)} {_relation(now, budget)}预算数 {amount_text(budget)}，文中写{match['word']}",
        "改正用词，或核对两个数",
    )  # fmt: skip


def _relation(now: Amount, budget: Amount) -> str:
    return "等于" if now.number == budget.number else "大于" if now.number > budget.number else "小于"


_AGAINST = re.compile(
    r"(?<![未不没有])(?P<word>低于|小于|少于|高于|大于|超过|多于)(?:年初|全年|调整后?)?(?:预算|计划)(?:数)?(?=[，。；])"
)


def check_words(told: Told) -> Iterator[Finding]:
    """C13: 预算15.00万元，实际付款16.20万元，低于预算."""
    text = told.paragraph.text.text
    for match in _AGAINST.finditer(text):
        start = max(text.rfind(mark, 0, match.start()) for mark in "。；")
        before = [one for one in told.amounts if start < one.start and one.end <= match.start()][-2:]
        plans = [one for one in before if told.is_planned(one)]
        if len(before) != 2 or not alike(*before) or len(plans) != 1 or before[0].held.unit != before[1].held.unit:
            continue
        if "年初" in match[0] and "年初" not in told.lead(plans[0]) and "年初" in text[start + 1 : before[0].start]:
            continue
        plan, done = plans[0], next(one for one in before if one is not plans[0])
        above, more = match["word"][0] in "高大超多", done.number > plan.number
        if done.number != plan.number and more is not above and not told.is_moved(done):
            real = "大于" if more else "小于"
            yield finding(
                "C13", ERROR, told.paragraph, match.span(),
                f"决算数 {amount_text(done)} {real}预算数 {amount_text(plan)}，文中写{match['word']}",
                "改正用词，或核对两个数", claimed=match["word"],
            )  # fmt: skip


def _equals(told: Told, budget: Amount, word: str) -> Iterator[Finding]:
    """C13: 支出决算数188.04万元，等于预算数188.40万元."""
    before = [one for one in told.before(budget) if alike(one, budget)]
    if before and before[-1].number != budget.number and not told.is_moved(before[-1]):
        now = before[-1]
        start = told.paragraph.text.text.rfind(word, 0, budget.start)
        yield finding(
            "C13", ERROR, told.paragraph, (start, budget.end),
            f"决算数 {amount_text(now)} {_relation(now, budget)}预算数 {amount_text(budget)}，文中写{word}",
            "改正用词，或核对两个数",
        )  # fmt: skip


def check_within(told: Told) -> Iterator[Finding]:
    """C13: 概算212.00万元，审定219.65万元，未突破概算."""
    text = told.paragraph.text.text
    for match in _WITHIN.finditer(text):
        start = max(text.rfind(mark, 0, match.start()) for mark in "。；")
        before = [one for one in told.amounts if start < one.start and one.end <= match.start()][-2:]
        plans = [one for one in before if told.is_planned(one) and not DONE.search(told.lead(one))]
        if len(before) != 2 or not alike(*before) or len(plans) != 1:
            continue
        plan, done = plans[0], next(one for one in before if one is not plans[0])
        if done.number > plan.number and not told.is_moved(done):
            yield finding(
                "C13", ERROR, told.paragraph, match.span(),
                f"决算数 {amount_text(done)} 大于预算数 {amount_text(plan)}，文中写{match['word']}",
                "改正用词，或核对两个数", claimed=match["word"],
            )  # fmt: skip


def check_gap(told: Told, gap: Amount) -> Iterator[Finding]:
    """What two amounts right before differ by."""
    text = told.paragraph.text.text
    below = gap.number < 0
    if below:  # 差额-11.55万元
        gap = replace(gap, held=replace(gap.held, number=-gap.number))
    start = text.rfind("；", 0, gap.start)
    before = [one for one in told.before(gap) if one.start > start and alike(one, gap)]
    if len(before) != 2 or any(told.is_moved(one) for one in before) or "其中" in told.lead(gap):
        return
    if gap.kind is Kind.MONEY and before[0].held.unit != before[1].held.unit:
        return
    if not below:
        yield from _worded(told, gap, before)
    near = [one for one in told.amounts if one.start != gap.start and alike(one, gap)]
    if any(
        abs(abs(a.number - b.number) - gap.number) <= num(a).env + num(b).env for a in near for b in near if a is not b
    ):
        return
    real = abs(before[0].number - before[1].number)
    if not close(gap, real):
        return
    unit = gap.held.unit
    due = f"{bare(real, unit, gap.held.decimals)}{unit}"
    high, low = sorted(before, key=lambda one: -one.number)
    yield finding(
        "C19" if gap.kind is Kind.COUNT else "G11", ERROR, told.paragraph, (gap.start, gap.end),
        f"{amount_text(high)} − {amount_text(low)} = {due}，文中为 {amount_text(gap)}{unit}", "核对后改正",
        claimed=f"{amount_text(gap)}{unit}", expected=due,
    )  # fmt: skip


def check_direction(told: Told, moved: Amount, *, falls: bool) -> Iterator[Finding]:
    """年末净值864.20万元，年初为902.75万元，比年初增加38.55万元: the wrong word for the right difference."""
    before = [one for one in told.before(moved) if alike(one, moved) and not told.is_moved(one)][-2:]
    earlier = [one for one in before if _EARLIER.search(told.lead(one))]
    if len(before) != 2 or len(earlier) != 1:
        return
    base = earlier[0]
    now = next(one for one in before if one is not base)
    real = num(now) - num(base)
    if abs(abs(real.value) - moved.number) <= real.env and (real.value < 0) != falls and real.value:
        yield finding(
            "C4", ERROR, told.paragraph, (moved.start, moved.end),
            f"方向不对：{amount_text(now)} 比 {amount_text(base)} {'少' if real.value < 0 else '多'}，"
            f"文中写{'减少' if falls else '增加'}", "改正用词，或核对两个数",
            claimed=f"{amount_text(moved)}{moved.held.unit}",
        )  # fmt: skip


def check_compared(told: Told, base: Amount, match: re.Match[str]) -> Iterator[Finding]:
    """1.36万元，与2022年度的1.88万元持平; 比2022年度9655.08万元有所提高."""
    before = [one for one in told.before(base) if alike(one, base)]
    if not before or not BASE.search(told.lead(base)):
        return
    now, word = before[-1], match["word"]
    sign = (now.number > base.number) - (now.number < base.number)
    said = 0 if word[0] in "持一相" else 1 if GROWTH.search(word)["up"] else -1  # type: ignore[index]
    close = abs(now.number - base.number) * 50 <= base.number
    if sign == said or (said == 0 and (close or word[0] == "相")):
        return
    real = {1: "多", -1: "少", 0: "一样多"}[sign]
    yield finding(
        "C4", ERROR, told.paragraph, (now.start, now.end),
        f"方向不对：{amount_text(now)} 和 {amount_text(base)} 相比{real}，文中写{word}", "改正用词，或核对两个数",
        claimed=f"{amount_text(now)}{now.held.unit}",
    )  # fmt: skip


def check_each(told: Told, each: Amount, match: re.Match[str]) -> Iterator[Finding]:
    """车均维护费3.68万元: the one total of that name by the one number of such things."""
    counts = [one for one in told.amounts if one.kind is Kind.COUNT and one.held.unit in _UNITS[match["of"]]]
    totals = [
        one
        for one in told.amounts
        if one.kind is Kind.MONEY and one is not each and match["name"] in told.lead(one) and not aside(told, one)
    ]
    if len({one.number for one in counts}) != 1 or len({one.number for one in totals}) != 1 or not counts[0].number:
        return
    right = num(totals[0]) / num(counts[0])
    if abs(right.value - each.number) <= right.env + num(each).env or not close(each, right.value):
        return
    unit, due = each.held.unit, printed_as(each, right.value)
    yield finding(
        "C22", ERROR, told.paragraph, (each.start, each.end),
        f"{amount_text(totals[0])}{totals[0].held.unit} ÷ {amount_text(counts[0])} = {due}{unit}，"
        f"文中为 {amount_text(each)}{unit}", "核对人数、标准和合计",
        claimed=f"{amount_text(each)}{unit}", expected=f"{due}{unit}",
    )  # fmt: skip
