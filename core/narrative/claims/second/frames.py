"""What the percentages beside a percentage are of, it is of too: C2, C8, C9, C11 of lists told in one shape.

基本支出预算742.60万元，决算735.18万元，完成率99.00%；公用经费预算94.40万元，决算90.23万元，完成率99.58%: the first
percentage is the amount before it by the one before that, so the second is as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from core.figures import Agreement, Num
from core.figures.tolerance import agree_rate
from core.narrative.claims.model import Amount, Rate
from core.narrative.claims.say import amount_text, bare, num, rate_num
from core.narrative.claims.told import (
    EARLIER,
    FILL,
    GROWTH,
    MOVED,
    alike,
    in_row,
    nearest,
    planned,
    taken,
    wrong_rate,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.told import Told
    from core.rules import Finding

_GREW = re.compile(rf"(?:{GROWTH.pattern}|(?P<even>变动率|变动幅度|增减幅度?)){FILL}")
_SHARE = re.compile(rf"占[^，。；\d]{{0,14}}$|比重{FILL}")
_RATE = re.compile(rf"(?P<word>[\u4e00-\u9fff]{{2}}[率度])(?:情况)?{FILL}")
_PLAN = re.compile(r"(?:完成|占)[^，。；\d]{0,12}(?:预算|计划|任务|目标|指标)[^，。；\d]{0,4}的?$")
_OFFSETS = (-4, -3, -2, -1, 1, 2, 3)
_MOST = 24
_PLAUSIBLE = (3, 1)
"""What outcomes are of their budgets at most, and parts of their wholes."""
_SURE = 2
_ROUGH = 0.01
"""Only what floating point takes for so near is reckoned exactly."""


class _Frame(NamedTuple):
    """Where the operands of a percentage stand, counted in numbers from it, and how they make it.

    A whole that several shares are of is told by its own place (`fixed`).
    """

    part: int
    whole: int
    fixed: bool
    how: str


class _Row(NamedTuple):
    """The numbers of a paragraph in order."""

    told: Told
    numbers: list[Amount | Rate]
    place: dict[int, int]
    values: list[float]
    """Each number, 0 for percentages."""

    def value(self, index: int) -> float:
        """The number at an index, 0 where there is none."""
        return self.values[index] if 0 <= index < len(self.values) else 0.0

    def operands(self, rate: Rate, frame: _Frame) -> tuple[Amount, Amount] | None:
        """The two amounts that a frame names for a percentage."""
        at = self.place[rate.start]
        part, whole = self._at(at + frame.part), self._at(frame.whole if frame.fixed else at + frame.whole)
        return (part, whole) if part and whole and part is not whole and alike(part, whole) else None

    def _at(self, index: int) -> Amount | None:
        one = self.numbers[index] if 0 <= index < len(self.numbers) else None
        return one if isinstance(one, Amount) else None


def check_frames(told: Told) -> Iterator[Finding]:
    """Percentages with one word before them, of which all but one are of the amounts at the same places."""
    if not 1 < len(told.rates) <= _MOST or len(told.amounts) < 3 or len(told.plain) == len(told.rates):
        return
    numbers: list[Amount | Rate] = [*told.amounts, *told.rates]
    numbers.sort(key=lambda one: one.start)
    values = [float(one.number) if isinstance(one, Amount) else 0.0 for one in numbers]
    row = _Row(told, numbers, {one.start: at for at, one in enumerate(numbers)}, values)
    groups: dict[str, list[Rate]] = defaultdict(list)
    for rate in told.rates:
        if rate.ratio and not in_row(told, rate) and (word := _word(told, rate)):
            groups[word].append(rate)
    for word, rates in groups.items():
        if len(rates) > 1:
            yield from _check(row, word, rates)


def _word(told: Told, rate: Rate) -> str:
    near = re.split(r"[。；]", told.lead(rate))[-1]
    if near.endswith("（") and told.paragraph.text.text[rate.end : rate.end + 1] == "）":
        return "占"  # 食品抽检28.00万元（50%）
    if _GREW.search(near):
        return "growth"
    if _PLAN.search(near):
        return "完成"
    if _SHARE.search(near):
        return "占"
    found = _RATE.search(near)
    return found["word"] if found else ""


def _check(row: _Row, word: str, rates: Sequence[Rate]) -> Iterator[Finding]:
    open_ones = [rate for rate in rates if rate.start not in row.told.plain and not taken(row.told, rate)]
    left = [rate for rate in open_ones if next(_frames(row, word, rate), None) is None]
    if not left or len(left) == len(rates):
        return
    frames = {rate.start: set(_frames(row, word, rate)) for rate in rates if rate not in left}
    for rate in left:
        beside = [one for one in rates if one.start in frames]
        shared = _shared(row, rate, beside, frames)
        theirs = {_pair(row.operands(one, frame)) for one in beside for frame in frames[one.start] & shared}
        if shared:
            yield from _wrong(row, word, rate, shared, theirs)


def _pair(operands: tuple[Amount, Amount] | None) -> frozenset[int]:
    return frozenset(one.start for one in operands or ())


def _shared(row: _Row, rate: Rate, others: Sequence[Rate], frames: dict[int, set[_Frame]]) -> set[_Frame]:
    """The frames that the other percentages have in common and whose operands this one has too, told alike."""
    count: dict[_Frame, float] = defaultdict(int)
    for one in others:
        for frame in frames[one.start]:
            if _told_alike(row, one, rate, frame):
                count[frame] += 1 if one.held.decimals >= _SURE else 0.5
    most = max(count.values(), default=0)
    return {frame for frame, many in count.items() if many == most} if most >= 1 else set()


def _told_alike(row: _Row, one: Rate, other: Rate, frame: _Frame) -> bool:
    """Whether the operands of two percentages stand to them in sentences of the same shape."""
    first, second = row.operands(one, frame), row.operands(other, frame)
    if first is None or second is None or not second[1].number:
        return False
    text = row.told.paragraph.text.text
    for a, b in zip(first, second, strict=True):
        if frame.fixed and a is b:
            continue
        if _stops(text, a.start, one.start) != _stops(text, b.start, other.start):
            return False
        if bool(row.told.is_moved(a)) != bool(row.told.is_moved(b)):
            return False
    return True


def _stops(text: str, one: int, other: int) -> int:
    low, high = sorted((one, other))
    return text.count("。", low, high) + text.count("；", low, high)


def _wrong(row: _Row, word: str, rate: Rate, shared: set[_Frame], theirs: set[frozenset[int]]) -> Iterator[Finding]:
    """The one ratio that the shared frames give, unless the percentage is right for amounts outside of them."""
    ratios: dict[Num, str] = {}
    for frame in shared:
        operands = row.operands(rate, frame)
        ratio = _ratio(operands, frame.how, _falls(row.told, rate)) if operands else None
        if operands is None or ratio is None:
            continue
        ratios[ratio] = _terms(operands, frame.how, _falls(row.told, rate))
        if _turned(row.told, rate, operands) or (word == "占" and _is_another(row.told, rate, operands[1])):
            return
    if len({round(float(one.value), 5) for one in ratios}) != 1:
        return
    ratio, terms = next(iter(ratios.items()))
    if ratio.value > _PLAUSIBLE[word == "占"] or _explained(row.told, word, rate, theirs):
        return
    signed = -ratio if rate.ratio < 0 else ratio
    yield from wrong_rate(rate, signed, _rule(row.told, word, rate), terms)


_OF = re.compile(r"占(?P<name>[^，。；：\d占（）]{3,16}?)(?:的|比例|比重|为|达|约)*$")


def _is_another(told: Told, rate: Rate, whole: Amount) -> bool:
    """一般性转移支付3030万元，占转移支付比重达82%: of what is named, and not of the total that the others are of."""
    said = _OF.search(told.lead(rate))
    if said is None or "总" in said["name"]:
        return False
    name, lead = said["name"], told.lead(whole)
    return not any(name[at : at + 2] in lead for at in range(len(name) - 1))


def _explained(told: Told, word: str, rate: Rate, theirs: set[frozenset[int]]) -> bool:
    """Whether the percentage is right for any two amounts near it that may be its operands, and are not another's."""
    amounts = nearest(told, rate)
    falls, hows = _falls(told, rate), ("grew", "moved", "of") if word == "growth" else ("of",)
    return any(
        _may(told, word, (one, other), how) and _makes(rate, (one, other), how, falls=falls)
        for one, other in permutations(amounts, 2)
        if alike(one, other) and _pair((one, other)) not in theirs
        for how in hows
    )


def _turned(told: Told, rate: Rate, operands: tuple[Amount, Amount]) -> bool:
    """Whether the percentage is right for the two the other way round: what is wrong there is the direction."""
    falls = not _falls(told, rate)
    hows = ("grew", "moved", "of")
    return any(_makes(rate, pair, how, falls=falls) for how in hows for pair in (operands, operands[::-1]))


def _rule(told: Told, word: str, rate: Rate) -> str:
    if word == "growth":
        return "C2"
    if word == "占":
        return "C8"
    return "G9" if "控制率" in told.lead(rate) else "C11"


def _falls(told: Told, rate: Rate) -> bool:
    if rate.ratio < 0:  # 增减率-27.70%
        return True
    found = _GREW.search(re.split(r"[。；]", told.lead(rate))[-1])
    return found is not None and found["down"] is not None


def _terms(operands: tuple[Amount, Amount], how: str, falls: bool) -> str:
    one, other = (amount_text(each) for each in operands)
    if how == "of":
        return f"{one} ÷ {other}"
    if how == "moved":
        return f"{one} ÷ （{other} {'+' if falls else '−'} {one}）"
    part, whole = operands
    gap = bare(abs(part.number - whole.number), part.held.unit)
    return f"{gap} ÷ {other}"


def _frames(row: _Row, word: str, rate: Rate) -> Iterator[_Frame]:
    """Every frame that makes a percentage: a part of a whole, or by how much one differs from another."""
    at = row.place[rate.start]
    hows = ("grew", "moved", "of") if word == "growth" else ("of",)
    falls, size = _falls(row.told, rate), abs(float(rate.ratio))
    for part in _OFFSETS:
        first = row.value(at + part)
        if not first:
            continue
        wholes = [(at + whole, whole, False) for whole in _OFFSETS if whole != part]
        if word == "占":
            wholes += [(index, index, True) for index in range(len(row.numbers)) if index != at + part]
        for index, whole, fixed in wholes:
            second = row.value(index)
            for how in hows if second else ():
                if abs(_roughly(first, second, how, falls=falls) - size) <= _ROUGH:
                    frame = _Frame(part, whole, fixed, how)
                    if _fits(row, word, rate, frame, falls=falls):
                        yield frame


def _fits(row: _Row, word: str, rate: Rate, frame: _Frame, *, falls: bool) -> bool:
    operands = row.operands(rate, frame)
    if operands is None or not _may(row.told, word, operands, frame.how):
        return False
    return _makes(rate, operands, frame.how, falls=falls)


def _may(told: Told, word: str, operands: tuple[Amount, Amount], how: str) -> bool:
    """Whether the words at two amounts allow the one to be a part of the other: no budget is one of its outcome."""
    part, whole = (told.lead(one) for one in operands)
    if word == "growth":
        if how == "moved" and not told.is_moved(operands[0]):
            return False
        return how != "of" or (EARLIER.search(whole) is not None and MOVED.search(part) is not None)
    return word == "占" or not planned(part) or planned(whole)


def _makes(rate: Rate, operands: tuple[Amount, Amount], how: str, *, falls: bool) -> bool:
    one, other = (float(each.number) for each in operands)
    if abs(_roughly(one, other, how, falls=falls) - abs(float(rate.ratio))) > _ROUGH:
        return False
    ratio = _ratio(operands, how, falls)
    return ratio is not None and agree_rate(_size(rate), ratio, rate.held.decimals) is Agreement.EQUAL


def _size(rate: Rate) -> Num:
    own = rate_num(rate)
    return Num(abs(own.value), own.env)


def _roughly(one: float, other: float, how: str, *, falls: bool) -> float:
    """The ratio of two numbers in floating point; below 0 for none."""
    below = other if how != "moved" else other + one if falls else other - one
    if below <= 0:
        return -1.0
    ratio = one / below
    return ratio if how != "grew" else 1 - ratio if falls else ratio - 1


def _ratio(operands: tuple[Amount, Amount], how: str, falls: bool) -> Num | None:
    part, whole = (num(one) for one in operands)
    if how == "moved":
        whole = whole + part if falls else whole - part
    elif how == "grew":
        part = whole - part if falls else part - whole
    return part / whole if whole.value > 0 and part.value > 0 else None


__all__ = ["check_frames"]
