"""The ways an amount may follow from others of its paragraph: sums, gaps, products, what is left, the same again."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from core.figures import Kind
from core.narrative.claims.told import alike
from core.narrative.claims.weighed.cues import own_cues
from core.narrative.claims.weighed.facts import said
from core.narrative.claims.weighed.settled import unit_of
from core.narrative.claims.weighed.signs import sign_at, turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.weighed.facts import Piece
    from core.narrative.claims.weighed.operands import Row

_MOST_PARTS = 9
_SKIPPED = 2
"""So many amounts between a total and its parts belong to neither."""
_REACH = 14
"""So many amounts alike on each side of one, it may follow from."""
_AROUND, _BEHIND = 5, 3
_FLOWS = 7
_FACTORS = 7
_TIERS = 10
_FAR = 3.0
"""What makes less than a third of an amount, or more than three times of it, is not what was meant."""
_ASIDE = frozenset({"earlier", "base", "moved", "plan", "bracket"})
_YEAR = re.compile(r"20\d\d(?=年)|上年|去年|今年|本年")
_CODES = frozenset({"类", "款", "项"})
_SHIFTED = frozenset({"times", "each", "times12", "times2", "three", "dot"})
_SHIFT = 0.002
_UNITS = 1e4
_UNITS_OFF = 1e-6
_TIMES = (
    ("12", 12, re.compile("月")),
    ("2", 2, re.compile("学期|两季|春秋")),
    ("4", 4, re.compile("季度")),
    ("10", 10, re.compile("10个月")),
    ("6", 6, re.compile("半年")),
)
"""每人每月500元: so often in a year."""
_NEAR_PRICE = 40


class Way(NamedTuple):
    """How an amount follows from others: its kind, their places, what they make within `slack`, and how they lie."""

    kind: str
    terms: tuple[int, ...]
    value: float
    slack: float
    lies: tuple[str, ...]


class Derived:
    """An amount with the ways it may follow from those around it."""

    def __init__(self, row: Row, at: int) -> None:
        self.row, self.at = row, at
        self.amount: Amount = row.amount(at)
        self.size, self.step = row.values[at], row.steps[at]
        self._once: dict[str, int] = {}
        self._pieces: dict[tuple[Callable[..., Iterable[str]], tuple[int, ...]], Piece] = {}
        self._shared: dict[tuple[int, ...], int] = {}

    def once(self, name: str, tell: Callable[[Derived], int]) -> int:
        """What `tell` says of the amount, asked once."""
        known = self._once.get(name)
        if known is None:
            known = self._once[name] = tell(self)
        return known

    def piece(self, tell: Callable[..., Iterable[str]], *places: int) -> Piece:
        """The cues that rest on the amount and on places, told once."""
        known = self._pieces.get((tell, places))
        if known is None:
            known = self._pieces[tell, places] = said, tuple(tell(self, *places))
        return known

    def shared(self, terms: tuple[int, ...]) -> int:
        """How many of some amounts have a name that shares something with its own."""
        known = self._shared.get(terms)
        if known is None:
            rest = self.shared(terms[:-1]) if len(terms) > 1 else 0
            known = self._shared[terms] = rest + self.row.facts.common(terms[-1], self.at)
        return known

    @cached_property
    def _like(self) -> list[int]:
        row = self.row
        others = [place for place in range(len(row.numbers)) if place != self.at and row.is_amount(place)]
        return [place for place in others if alike(row.amount(place), self.amount)]

    @cached_property
    def before(self) -> list[int]:
        """The places of amounts alike before it."""
        return [place for place in self._like if place < self.at][-_REACH:]

    @cached_property
    def behind(self) -> list[int]:
        """The places of amounts alike behind it."""
        return [place for place in self._like if place > self.at][:_REACH]

    @property
    def lead(self) -> str:
        """The words of its sentence before it."""
        return self.row.near(self.at)

    @cached_property
    def own(self) -> list[str]:
        """What the words at it say."""
        return own_cues(self)

    @cached_property
    def _inner(self) -> bool:
        return self.row.is_inner(self.at)

    @cached_property
    def moved(self) -> bool:
        """Whether it is told as the amount of a change."""
        return "moved" in self.row.roles(self.at)

    @property
    def unit(self) -> float:
        """A step of its last digit: 0.01万元 in 分, one person, 0.1 of a kilometre."""
        return unit_of(self.row, self.at)

    @cached_property
    def ways(self) -> list[Way]:
        """Every way that is not out of the question by what it makes."""
        every = [*self.all_ways()]
        self.row.told.weighed += len(every)
        return [way for way in every if self._may_be(way)]

    def _may_be(self, way: Way) -> bool:
        """Whether what a way makes is near, or it is a digit too many or too few."""
        if self.size <= _FAR * way.value <= _FAR * _FAR * self.size:
            return True
        if way.value <= 0:
            return False
        if way.kind in {"sum", "gap", "same"} and self.amount.kind is Kind.MONEY:
            return self.is_unit_slip(way.value)
        if way.kind not in _SHIFTED:
            return False
        off = max(self.size, way.value) / min(self.size, way.value)
        return any(abs(off - times) < times * _SHIFT for times in (10, 100, 1000, 10_000))

    def is_unit_slip(self, value: float) -> bool:
        """Whether a number is this one in another unit: 元 for 万元, 万元 for 亿元."""
        off = max(self.size, value) / min(self.size, value)
        return abs(off - _UNITS) < _UNITS * _UNITS_OFF or abs(off - _UNITS**2) < _UNITS**2 * _UNITS_OFF

    def all_ways(self) -> Iterator[Way]:
        """Every way, whatever it makes."""
        yield from self._sums()
        yield from self._gaps()
        yield from self._closings()
        yield from self._flows()
        yield from self._same()
        if self.amount.kind is Kind.MONEY:
            yield from self._paid()
            yield from self._paid_often()
            yield from self._tiers()
        else:
            yield from self._counted()

    def _slack(self, terms: Sequence[int]) -> float:
        return self.step + sum(self.row.steps[place] for place in terms)

    def _sums(self) -> Iterator[Way]:
        for side, some in (("b", self.before[::-1]), ("a", self.behind)):
            places = [place for place in some if not self.row.is_each(place)]
            for skipped in range(_SKIPPED + 1):
                for stride in (1, 2):
                    parts = places[skipped::stride][:_MOST_PARTS]
                    for many in range(2, len(parts) + 1):
                        yield from self._sum(tuple(parts[:many]), (side, f"k{skipped}", f"t{stride}"))
            for name, some in self._some(places):
                for skipped in (0, 1):
                    parts = some[skipped : skipped + _MOST_PARTS]
                    for many in range(2, len(parts) + 1):
                        yield from self._sum(tuple(parts[:many]), (side, f"k{skipped}", name))

    def _some(self, places: Sequence[int]) -> Iterator[tuple[str, list[int]]]:
        """Those that are no parts of another, and those of now that are no change and no budget, where that differs."""
        outer = [place for place in places if not self.row.is_inner(place)]
        if len(outer) < len(places) and not self._inner:
            yield "outer", outer
        level = [place for place in outer if _ASIDE.isdisjoint(self.row.roles(place))]
        if len(level) < len(outer):
            yield "level", level

    def _sum(self, parts: tuple[int, ...], lies: tuple[str, ...]) -> Iterator[Way]:
        values, turns = self.row.values, [turn(self.row, place) for place in parts]
        slack = self._slack(parts)
        if not (-1 in turns and max(turns) > 0):
            yield Way("sum", parts, sum(values[place] for place in parts), slack, lies)
        if -1 in turns and max(turns) > 0 and not self.moved:
            yield Way("sum", parts, sum(values[place] for place in parts), slack, lies)
        if -1 in turns and max(turns) >= 0:
            net = sum(-values[place] if turn < 0 else values[place] for place, turn in zip(parts, turns, strict=True))
            yield Way("net", parts, abs(net), slack, lies)

    def _gaps(self) -> Iterator[Way]:
        near, values = [*self.before[-_AROUND:], *self.behind[:_BEHIND]], self.row.values
        for index, one in enumerate(near):
            for other in near[index + 1 :]:
                if gap := abs(values[one] - values[other]):
                    yield Way("gap", (one, other), gap, self._slack((one, other)), self.lies(one, other))

    def _closings(self) -> Iterator[Way]:
        """What there was, what came and what went, in a row."""
        near = self.before[-4:]
        trios = [near[-3:]] if len(near) > 2 else []
        trios += [[near[0], *near[-2:]]] if len(near) > 3 else []
        for trio in trios:
            one, two, three = (self.row.values[place] for place in trio)
            slack = self._slack(trio)
            yield Way("close", tuple(trio), abs(one + two - three), slack, ("plain",))

    def _flows(self) -> Iterator[Way]:
        """What is left of what there was, came and went, by the words at each; or what came and went net."""
        sides = [("b", self.before[-_FLOWS:]), ("a", self.behind[:_FLOWS][::-1])]
        outer = [place for place in self.before if not self.row.is_inner(place)]
        if len(outer) < len(self.before):
            sides.append(("o", outer[-_FLOWS:]))
        for side, near in sides:
            signs = [sign_at(self.row, place) for place in near]
            for skipped in (0, 1):
                end = len(near) - skipped
                for many in range(2, end + 1):
                    run, turns = near[end - many : end], signs[end - many : end]
                    if 0 in turns or len(set(turns)) == 1:
                        continue
                    left = sum(turn * self.row.values[place] for turn, place in zip(turns, run, strict=True))
                    if left < 0 and not self.moved:
                        continue
                    left = abs(left)
                    lies = (side, f"n{many}", f"k{skipped}", f"out{turns.count(-1)}")
                    yield Way("flow", tuple(run), left, self._slack(run), lies)

    def _same(self) -> Iterator[Way]:
        """What another place tells of the same thing."""
        if self.amount.held.unit in _CODES:
            return  # 301类, 310类: codes of spending
        year = self._year(self.at)
        for side, places in (("b", self.before[::-1]), ("a", self.behind)):
            for rank, place in enumerate(places):
                other = self._year(place)
                if year and other and year != other:
                    continue  # 2022年1256人次。2023年1265人次
                slack = max(self.step, self.row.steps[place])
                yield Way("same", (place,), self.row.values[place], slack, (f"{side}{min(rank, 4)}",))

    def _year(self, place: int) -> str:
        """The year that the words at an amount tell."""
        found = _YEAR.findall(self.row.told.lead(self.row.numbers[place]))
        return found[-1] if found else ""

    def _factors(self) -> tuple[list[int], list[int]]:
        """The sums of money and the counts near it."""
        places = range(max(0, self.at - _FACTORS), min(len(self.row.numbers), self.at + 4))
        near = [
            place for place in places if place != self.at and self.row.is_amount(place) and self.row.values[place] > 0
        ]
        money = [place for place in near if self.row.amount(place).kind is Kind.MONEY]
        return money, [place for place in near if self.row.amount(place).kind is Kind.COUNT]

    def _paid(self) -> Iterator[Way]:
        """A price by a count, or what was paid for each; a price of whole 万元 is as exact as one in 元."""
        money, counts = self._factors()
        values = self.row.values
        steps = [step if one.held.decimals else 0.0 for step, one in zip(self.row.steps, self.row.numbers, strict=True)]
        for count in counts:
            for other in counts:
                if count < other <= count + 2 and self.at > other:  # 12个村、3个社区，每个5万元
                    both = values[count] + values[other]
                    for one in money:
                        terms = (count, other, one)
                        yield Way("all", terms, values[one] / both, steps[one] / both + self.step, self.lies(*terms))
            many = values[count]
            for one in money:
                lies = self.lies(count, one)
                yield Way("times", (count, one), values[one] * many, many * steps[one] + self.step, lies)
                yield Way("each", (count, one), values[one] / many, steps[one] / many + self.step, lies)

    def _counted(self) -> Iterator[Way]:
        """Counts by counts, and how many are paid of an amount by a price."""
        money, counts = self._factors()
        values, steps = self.row.values, self.row.steps
        for index, one in enumerate(counts):
            for two in counts[index + 1 :]:
                lies = self.lies(one, two)
                low, high = sorted((values[one], values[two]))
                yield Way("times", (one, two), low * high, self.step, lies)
                yield Way("each", (one, two), high / low, self.step, lies)
        for whole in money:
            for price in money:
                if values[price] < values[whole]:
                    many = values[whole] / values[price]
                    slack = (steps[whole] + many * steps[price]) / values[price] + 0.5
                    yield Way("many", (whole, price), many, slack, self.lies(whole, price))

    def _paid_often(self) -> Iterator[Way]:
        """64名，每人每月1890元，12个月: counts, a price, and the months or terms."""
        row, values = self.row, self.row.values
        places = range(max(0, self.at - _FACTORS), self.at)
        before = [place for place in places if row.is_amount(place) and values[place] > 0]
        prices = [place for place in before if row.amount(place).kind is Kind.MONEY and values[place] < self.size]
        counts = [place for place in before if row.amount(place).kind is Kind.COUNT]
        for price in prices[-3:]:
            near = row.text[max(row.numbers[price].start - _NEAR_PRICE, 0) : self.amount.start]
            for count in counts[-3:]:
                made, lies = values[count] * values[price], self.lies(count, price)
                for name, times, word in _TIMES:
                    if word.search(near):
                        yield Way(f"times{name}", (count, price), made * times, self.step, lies)
            for index, one in enumerate(counts[-4:]):
                for two in counts[-4:][index + 1 :]:
                    made = values[one] * values[two] * values[price]
                    yield Way("three", (one, two, price), made, self.step, self.lies(one, two, price))

    def _tiers(self) -> Iterator[Way]:
        """一档60人、每人1.2万元，二档45人、每人0.96万元: what all of them come to."""
        row = self.row
        sides = (
            ("b", range(self.at - 1, max(-1, self.at - 1 - _TIERS), -1)),
            ("a", range(self.at + 1, min(len(row.numbers), self.at + 1 + _TIERS))),
        )
        for side, places in sides:
            near = [place for place in places if row.is_amount(place)]
            total, terms = 0.0, list[int]()
            for one, two in zip(near[::2], near[1::2], strict=False):
                if {row.amount(one).kind, row.amount(two).kind} != {Kind.MONEY, Kind.COUNT}:
                    break
                total += row.values[one] * row.values[two]
                terms += sorted((one, two))
                if len(terms) > 2:
                    yield Way("dot", tuple(terms), total, self.step, (side, f"n{len(terms) // 2}"))

    def lies(self, *places: int) -> tuple[str, ...]:
        """Where places are, seen from the amount."""
        return tuple(f"{'ab'[place < self.at]}{min(abs(place - self.at), 5)}" for place in sorted(places))

    def makes(self, way: Way, size: float) -> bool:
        """Whether a way makes a number as somebody prints it who added up what is printed."""
        slack = way.slack
        if way.kind in {"sum", "net", "gap", "close", "flow"}:
            slack = max(slack / 3, self.step)
        return abs(way.value - size) <= slack * (1 + 1e-4) + 1e-9

    def allows(self, way: Way) -> bool:
        """Whether a way makes the number that is printed, with the rounding of all of them; a whole number is exact."""
        if not self.amount.held.decimals:
            return self.makes(way, self.size)
        return abs(way.value - self.size) <= way.slack * (1 + 1e-4) + 1e-9


__all__ = ["Derived", "Way"]
