"""The pairs of amounts that a percentage may be of, each with the traits that speak for it or against it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from core.figures import Kind
from core.narrative.claims.told import alike
from core.narrative.claims.weighed.operands import HOWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from core.narrative.claims.weighed.operands import Reading, Row

_BEFORE, _BEHIND = 9, 4
"""So many amounts before a percentage, and behind it, it may be of."""
_DIVIDED = re.compile(r"[^，。；：\d（）%]{0,8}[/÷]")
_BUCKETS = (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99999, 1.00001, 1.1, 1.3, 2.0, 5.0)
_ALONE = re.compile(
    r"满意|覆盖|合格|及格|知晓|参与|普及|入学|优良|达标|准确|及时|完好|巩固|就业|认可|信息化|数字化|回访"
)
_STANDARD = re.compile(
    r"目标|要求|标准|指标值|不低于|不高于|不超过|高于|低于|≥|≤|大于|小于|控制在|上限|下限|规定|以上|以内|计划值|权重|分值|[税费利汇息]率"
)
_OTHER = re.compile(
    r"(?:上年|去年|20\d\d年|以前|同期|全[国省市县]|平均|季度|月|原|由|从|最[高低]|剔除|扣除|同口径|可比)[^，。；\d]{0,10}$"
)
_AIM = re.compile(r"(?:以[上内下]|（?的?(?:目标|要求|任务|比例|标准|上限|下限|速度|增速|水平|税率|利率))")


_PLANNED = frozenset({"plan", "planlike"})
_OF_PLAN = re.compile(r"预算|计划|目标|概算|任务")
_OF_DONE = re.compile(r"支出|决算|收入|执行|实际")
_OF_ALL = re.compile(r"全部|总|合计|本年|全年|整体")


class Pair(NamedTuple):
    """Two amounts by their places, how they make a percentage, and what they make; `turned` in another direction."""

    how: str
    part: int
    whole: int
    value: float
    turned: bool


class Beside(NamedTuple):
    """What the other percentages of a paragraph are of: by the same places, of the same wholes, of the same pairs."""

    many: int
    frames: dict[tuple[str, int, int], int]
    wholes: set[int]
    used: set[tuple[int, int]]


class Near:
    """The amounts near a percentage, with their traits."""

    def __init__(self, row: Row, reading: Reading) -> None:
        self.row, self.reading = row, reading
        self.size, self.half = abs(float(reading.rate.ratio)), float(reading.rate.held.half_step)
        self.at = at = row.place[reading.rate.start]
        before = [index for index in range(at) if row.is_amount(index)]
        behind = [index for index in range(at + 1, len(row.numbers)) if row.is_amount(index)][:_BEHIND]
        far = [index for index in before[:-_BEFORE] if row.rows[index] == reading.row] if reading.row[1] > 1 else []
        self.places = [*far, *before[-_BEFORE:], *behind]
        self.nearest = before[-1] if before and row.sentence[before[-1]] == row.sentence[at] else -1
        ranks = {index: f"b{min(rank, 6)}" for rank, index in enumerate(reversed(before[-_BEFORE:]), 1)}
        ranks |= {index: f"a{rank}" for rank, index in enumerate(behind, 1)}
        rates = [index for index in range(len(row.numbers)) if not row.is_amount(index)]
        last = max((index for index in rates if index < at), default=-1)
        following = min((index for index in rates if index > at), default=len(row.numbers))
        self.traits: dict[int, list[str]] = {}
        for index in self.places:
            window = (
                ("window" if index > last else "older") if index < at else "next" if index < following else "beyond"
            )
            self.traits[index] = [ranks.get(index, "far"), window, *self._traits(index)]
        for side in ("sub", "of"):
            _mark_best(self.traits.values(), side)
        self.cents = {round(row.values[index], 2) for index in self.places}

    def _traits(self, index: int) -> Iterator[str]:
        row, reading, at = self.row, self.reading, self.at
        yield from row.roles(index)
        low, high = sorted((at, index))
        apart = row.sentence[high] - row.sentence[low]
        yield f"s{min(apart, 2)}" if apart else ";" if row.clause[high] != row.clause[low] else "s0"
        if index == at - 1 and row.text[row.numbers[index].end : reading.rate.start] in {"的", "（", "，"}:
            yield f"at{row.text[row.numbers[index].end]}"
        words = row.name(index)
        for side, name in (("sub", reading.subject), ("of", reading.of)):
            if shared := _shared(name, words):
                yield f"{side}{shared}"
        yield from _as_named(reading.of, row.roles(index))
        if row.is_then(index):
            yield "then"
        place, many = reading.row
        if many > 1:
            if index < at:
                between = sum(row.is_amount(each) for each in range(index, at))
                yield f"r{max(-2, min(between - many + place, 3))}"
            mine = row.rows[index]
            yield "row=" if mine == reading.row else "row!" if mine[1] == many else "row0"

    def told_before(self) -> str:
        """The text between the number before a percentage and it."""
        start = self.row.numbers[self.at - 1].end if self.at else 0
        return self.row.text[start : self.reading.rate.start]

    def pairs(self) -> list[Pair]:
        """Every two amounts that may make a percentage of its kind."""
        found = []
        row, falls, kind = self.row, self.reading.falls, self.reading.kind
        hows = HOWS[kind]
        places = [index for index in self.places if row.values[index] > 0 and row.amount(index).kind is not Kind.SCORE]
        for part in places:
            ways = hows if kind != "grow" or row.is_change(part) else ("grew",)
            for whole in places:
                if part == whole or not alike(row.amount(part), row.amount(whole)):
                    continue
                if kind == "grow" and row.is_change(whole):
                    continue
                for how in ways:
                    value = reckon(row.values[part], row.values[whole], how, falls=falls)
                    if value is not None and (kind != "grow" or how != "of" or self._is_base(part, whole)):
                        found.append(Pair(how, part, whole, abs(value), value < 0))
        return found

    def _is_base(self, part: int, whole: int) -> bool:
        """Whether a change may be of an amount that it starts from: told as earlier, or what came of it is told."""
        one, other = self.row.values[part], self.row.values[whole]
        due = other - one if self.reading.falls else other + one
        return self.row.is_earlier(whole) or self.row.is_then(whole) or round(due, 2) in self.cents

    def makes(self, pair: Pair, ratio: float, half: float) -> bool:
        """Whether a pair makes a percentage, with the envelopes of its amounts."""
        off = abs(pair.value - ratio)
        return off <= _FAR + _FAR * ratio and off <= half + self._slack(pair) + 1e-9

    def _slack(self, pair: Pair) -> float:
        row, value = self.row, pair.value
        one, other = row.steps[pair.part], row.steps[pair.whole]
        if pair.how == "of":
            if self.reading.kind == "plan" and row.numbers[pair.part].held.unit == row.numbers[pair.whole].held.unit:
                other = min(one, other)  # a budget of 1万元 is set so, and not rounded
            return (one + value * other) / row.values[pair.whole]
        if pair.how == "grew":
            return (one + (1 + value) * other) / row.values[pair.whole]
        return (one * (1 + value) + value * other) * value / row.values[pair.part] if value else one

    def traits_of(self, pair: Pair, beside: Beside) -> Iterator[str]:
        """What speaks for a pair besides its amounts."""
        row, part, whole = self.row, pair.part, pair.whole
        if self.nearest >= 0 and self.nearest not in {part, whole}:
            yield "skips"
        yield f"d{max(-3, min(3, whole - part))}"
        yield f"v{bisect_left(_BUCKETS, pair.value)}"
        if pair.turned:
            yield "turned"
        apart = row.sentence[part] != row.sentence[whole]
        yield "apart" if apart else "together" if row.clause[part] == row.clause[whole] else "divided"
        if row.numbers[part].held.unit != row.numbers[whole].held.unit:
            yield "units"
        if self.is_written(pair):
            yield "formula"
        if self._is_inverted(pair):
            yield "inverted"
        if _shared(row.name(part)[-8:], row.name(whole)) in {"=2", "=3"}:
            yield "same"
        yield from self._beside(pair, beside)
        yield from self._third(pair)

    def _is_inverted(self, pair: Pair) -> bool:
        """A budget as part of its outcome, or the time before as grown from what came after."""
        one, other = self.row.roles(pair.part), self.row.roles(pair.whole)
        if pair.how == "of":
            return "done" in other and "done" not in one
        return self.row.is_earlier(pair.part) and not self.row.is_earlier(pair.whole)

    def is_written(self, pair: Pair) -> bool:
        """占服务支出金额的91.20%，即106.40万元/140.00万元: whether the division is written out."""
        return (
            pair.whole == pair.part + 1 and _DIVIDED.match(self.row.text, self.row.numbers[pair.part].end) is not None
        )

    def _beside(self, pair: Pair, beside: Beside) -> Iterator[str]:
        if (pair.part, pair.whole) in beside.used:
            yield "used"
        if not beside.many:
            return
        named = "n" if self.reading.of and self.reading.kind != "grow" else ""
        many = beside.frames.get((pair.how, pair.part - self.at, pair.whole - self.at), 0)
        yield f"frame{min(many, 2)}{named}"
        if pair.how == "of" and self.reading.kind in {"share", "bare"}:
            yield f"whole{int(pair.whole in beside.wholes)}{named}"

    def _third(self, pair: Pair) -> Iterator[str]:
        """Whether the amount that a change and one of its ends ask for is told as well."""
        one, other = self.row.values[pair.part], self.row.values[pair.whole]
        if pair.how == "grew":
            yield "three" if round(abs(one - other), 2) in self.cents else "two"
        elif self.reading.kind in {"grow", "gap", "bare"}:
            due, turned = other - one, other + one
            if (pair.how == "moved") == self.reading.falls:
                due, turned = turned, due
            yield "three" if round(due, 2) in self.cents else "turn" if round(turned, 2) in self.cents else "two"

    def nothing(self) -> Iterator[str]:
        """What speaks for a percentage of no amounts told: 满意率98%."""
        row, rate, at = self.row, self.reading.rate, self.at
        near = re.split(r"[。；]", row.told.lead(rate))[-1][-14:]
        window = 0
        for index in range(at - 1, -1, -1):
            if not row.is_amount(index):
                break
            window += row.sentence[index] == row.sentence[at]
        yield from ("always", f"n{min(window, 3)}", f"decimals{min(rate.held.decimals, 2)}")
        if abs(rate.ratio) == 1:
            yield "all"
        if _AIM.match(row.text, rate.end):
            yield "aim"
        for name, pattern in (("alone", _ALONE), ("standard", _STANDARD), ("other", _OTHER)):
            if pattern.search(near):
                yield name
        if self.reading.row[1] > 1:
            yield "row"


_FAR = 0.1
"""What is further off than that is made by no envelope."""


def reckon(one: float, other: float, how: str, *, falls: bool) -> float | None:
    """What two numbers make; below 0 where the direction is another."""
    if how == "of":
        return one / other
    if how == "grew":
        return (other - one) / other if falls else (one - other) / other
    below = other + one if falls else other - one
    return one / below if below > 0 else None


def _as_named(of: str, roles: Sequence[str]) -> Iterator[str]:
    """Whether an amount is a budget, an outcome, a total, where the words of a percentage say so: 占全部支出的12.7%."""
    planned = not _PLANNED.isdisjoint(roles)
    if _OF_PLAN.search(of):
        yield f"asplan{int(planned)}"
    elif _OF_DONE.search(of):
        yield f"asdone{int(not planned)}"
    if _OF_ALL.search(of):
        yield f"asall{int('total' in roles)}"


def _shared(name: str, words: str) -> str:
    """How much of a name stands among words."""
    if len(name) < 2:
        return ""
    if name in words:
        return "=3"
    share = sum(name[at : at + 2] in words for at in range(len(name) - 1)) / (len(name) - 1)
    return "=2" if share > 0.6 else "=1" if share > 0 else "=0"


def _mark_best(traits: Iterable[list[str]], side: str) -> None:
    """Tell the amounts whose words hold most of a name from those beside them."""
    told = list(traits)
    best = max((name for names in told for name in names if name.startswith(f"{side}=")), default="")
    if best > f"{side}=0":
        for names in told:
            names.append(f"{side}best" if best in names else f"{side}less")


def beside(nears: Sequence[Near], made: Sequence[Sequence[Pair]], at: int) -> Beside:
    """What the percentages besides one are of, by the pairs that make each."""
    mine = nears[at]
    found = Beside(0, {}, set(), set())
    many = 0
    for index, (other, pairs) in enumerate(zip(nears, made, strict=True)):
        if index == at:
            continue
        reach = 6 if other.reading.rate.held.decimals else 3
        hit = [pair for pair in pairs if abs(pair.part - other.at) < reach]
        found.used.update((pair.part, pair.whole) for pair in hit)
        if other.reading.kind != mine.reading.kind or not hit:
            continue
        many += 1
        found.wholes.update(pair.whole for pair in hit)
        for frame in {(pair.how, pair.part - other.at, pair.whole - other.at) for pair in hit}:
            found.frames[frame] = found.frames.get(frame, 0) + 1
    return found._replace(many=many)


__all__ = ["Beside", "Near", "Pair", "beside", "reckon"]
