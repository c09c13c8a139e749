"""Amounts that others plainly make, or that others rest on: by their numbers alone, before anything is weighed.

Most amounts of a right text are settled so, and a paragraph is read again with every key that is pressed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from core.figures import Kind
from core.narrative.claims.model import PEOPLE
from core.narrative.claims.told import GROWTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.weighed.operands import Row

_LONG, _SOME = 1000, 100
"""So many steps of its last digit, a number is made by no chance; so many, hardly."""
_MOST = 9
_BEFORE, _BEHIND = 5, 3
_SAYS = re.compile(
    r"合计|总|共|全|累计|小计|结|余|剩|差|均|每|价|各|标准|增|减|升|降|涨|多|少|高|低|超|节|省|压|缺|空编|年末|期末|年底|"
    r"未|即|计|大于|小于|得分|三公|[一二两三四五六七八九\d](?:项|类|个|部分|家|所)"
)
_OPENS = re.compile(
    r"[^，。；\d]{0,8}[，。；（]?[^，。；\d]{0,12}?(?:其中|：|包括|分别|由|含|分为|来自|主要|（|即|、)|[，。][^，。；\d]{0,6}"
    r"(?:一是|①|1[.、])"
)
_LIST = 40


class Settled(NamedTuple):
    """The places of amounts that others are made of (2 where a long number is, else 1), and those that are settled."""

    used: dict[int, int]
    places: set[int]
    totals: set[int]
    """Those of them that a whole list makes."""
    listed: set[int]
    """The parts of those lists."""


def settle(row: Row, rated: Mapping[int, int]) -> Settled:
    """What the numbers of a paragraph settle; `rated` are the amounts that percentages are right of."""
    used: dict[int, int] = {}
    totals: set[int] = set()
    listed: set[int] = set()
    places = {place for place, decimals in rated.items() if decimals > 1}
    for group in _groups(row):
        for index, place in enumerate(group):
            if row.values[place] < _SOME * unit_of(row, place):
                continue
            for terms, complete in _made_of(row, group, index):
                long = complete or row.values[place] >= _LONG * unit_of(row, place)
                _use(terms, used, places, 2 if long and complete is not None else 1)
                if long and complete is not False:
                    places.add(place)
                if long and complete:
                    totals.add(place)
                    listed.update(terms)
    for place, terms in _nets(row):
        _use(terms, used, places, 2)
        places.add(place)
    for place, terms in _products(row):
        _use(terms, used, places, 1)
        places.add(place)
    return Settled(used, places, totals, listed)


def unit_of(row: Row, place: int) -> float:
    """A step of an amount's last digit: 0.01万元 in 分, one person, 0.1 of a kilometre."""
    return 2 * row.steps[place] or 10.0 ** -row.numbers[place].held.decimals


def _use(terms: Sequence[int], used: dict[int, int], places: set[int], level: int) -> None:
    for term in terms:
        used[term] = max(level, used.get(term, 0))
        if level > 1:
            places.add(term)


def _groups(row: Row) -> list[list[int]]:
    """The places of amounts that can be added, in order."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, value in enumerate(row.values):
        if row.is_amount(place) and value > 0:
            groups[_key(row.amount(place))].append(place)
    outer = [[place for place in group if not row.is_inner(place)] for group in groups.values() if len(group) > 3]
    return [*groups.values(), *(group for group in outer if len(group) > 2)]


def _key(amount: Amount) -> str:
    if amount.kind is Kind.MONEY:
        return "money"
    unit = amount.held.unit
    return f"{amount.kind} {'人' if unit in PEOPLE else unit}"


def _made_of(row: Row, group: Sequence[int], index: int) -> Iterator[tuple[list[int], bool | None]]:
    """The terms that make an amount, and whether a sum leaves none of its list out; None for a difference."""
    values, size = row.values, row.values[group[index]]
    step = row.steps[group[index]]
    for side in (group[:index][::-1], group[index + 1 :]):
        for skipped in (0, 1):
            total = 0.0
            for many, place in enumerate(side[skipped : skipped + _MOST], 1):
                total += values[place]
                if many > 1 and abs(total - size) <= max(step, step * (many + 1) / 3) + 1e-6:
                    rest = side[skipped + many : skipped + many + 1]
                    terms = list(side[skipped : skipped + many])
                    yield terms, not rest or _ends(row, terms, rest[0])
                if total > size * 1.01:
                    break
    near = [*group[max(0, index - _BEFORE) : index], *group[index + 1 : index + 1 + _BEHIND]]
    for at, one in enumerate(near):
        for other in near[at + 1 :]:
            if abs(abs(values[one] - values[other]) - size) <= step + 1e-6:
                yield [one, other], None


def _ends(row: Row, terms: Sequence[int], following: int) -> bool:
    """Whether a list does not go on with another amount: one behind a stop, or of a change."""
    last = terms[-1]
    if _stops(row, last, following) and not any(_stops(row, one, other) for one, other in pairwise(terms)):
        return True
    return row.sentence[following] != row.sentence[last] or row.is_change(following) != row.is_change(last)


def _stops(row: Row, one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return re.search("[。；]", row.text[row.numbers[low].end : row.numbers[high].start]) is not None


_FEWEST_CHANGES, _MOST_CHANGES = 3, 6


def _nets(row: Row) -> Iterator[tuple[int, list[int]]]:
    """Long changes that the rises and falls of three and more others right behind or before them make."""
    moved = [at for at, value in enumerate(row.values) if value > 0 and row.is_amount(at) and row.is_change(at)]
    for index, place in enumerate(moved):
        if row.values[place] < _LONG * unit_of(row, place) or turn_of_change(row, place) == 0:
            continue
        for side in (moved[index + 1 :], moved[:index][::-1]):
            for many in range(_FEWEST_CHANGES, min(len(side), _MOST_CHANGES) + 1):
                terms = side[:many]
                net = sum(turn_of_change(row, one) * row.values[one] for one in terms)
                if (
                    abs(net - turn_of_change(row, place) * row.values[place])
                    <= row.steps[place] * (many + 1) / 3 + 1e-6
                ):
                    yield place, terms


def turn_of_change(row: Row, place: int) -> int:
    """-1 where the word right before a change says that something fell by it, 1 where it rose, 0 where neither."""
    return row.once("turned", place, _tell_turned)


def _tell_turned(row: Row, place: int) -> int:
    found = GROWTH.search(row.told.lead(row.numbers[place]))
    return 0 if found is None else 1 if found["up"] else -1


def _products(row: Row) -> Iterator[tuple[int, list[int]]]:
    """Long sums of money that a count and a price make."""
    money = [at for at, value in enumerate(row.values) if value > 0 and row.is_amount(at) and _is_money(row, at)]
    counts = [at for at, value in enumerate(row.values) if value > 1 and row.is_amount(at) and not _is_money(row, at)]
    for place in money if counts else ():
        size, unit = row.values[place], unit_of(row, place)
        if size < _LONG * unit:
            continue
        for price in money:
            if price == place or abs(price - place) > _BEFORE or row.values[price] >= size:
                continue
            for count in counts:
                made = row.values[price] * row.values[count]
                if abs(count - place) <= _BEFORE and abs(made - size) <= row.steps[place] + 1e-6:
                    yield place, [price, count]


def _is_money(row: Row, place: int) -> bool:
    return row.amount(place).kind is Kind.MONEY


def says(row: Row, place: int) -> bool:
    """Whether words at an amount say that it follows from others, a list follows it, or its digits are another's."""
    amount = row.amount(place)
    if _SAYS.search(row.near(place)) or _OPENS.match(row.text, amount.end, amount.end + _LIST):
        return True
    digits = sorted(row.text[amount.start : amount.end])
    return any(
        other != place
        and row.is_amount(other)
        and row.values[other] != row.values[place]
        and _alike_digits(digits, sorted(row.text[one.start : one.end]))
        for other, one in enumerate(row.numbers)
    )


def _alike_digits(one: Sequence[str], other: Sequence[str]) -> bool:
    """The same digits, or all but one: the sorted characters differ in two places at most."""
    return len(one) == len(other) and len(one) > 4 and sum(a != b for a, b in zip(one, other, strict=True)) <= 2


__all__ = ["Settled", "says", "settle", "unit_of"]
