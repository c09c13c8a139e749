"""Whether the numbers around one make it, or make another with it: what adds up is left alone.

Asked of every total with every run of its neighbours, so all numbers are whole here: steps of one size.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import accumulate
from math import lcm
from typing import TYPE_CHECKING

from core.narrative.claims.say import num

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told

Steps = tuple[int, int]
"""A number and its envelope, in steps."""


def in_steps(amounts: Sequence[Amount]) -> list[Steps]:
    """Numbers and their envelopes in the largest steps that all of them are whole in."""
    exact = [num(one) for one in amounts]
    size = lcm(*(part.denominator for one in exact for part in (one.value, one.env)))
    return [(int(one.value * size), int(one.env * size)) for one in exact]


def sums_elsewhere(told: Told, total: Amount, parts: Sequence[Amount] = ()) -> bool:
    """Whether any neighbours, or every second one, make the total after all; some of `parts` alone do not count."""
    others = told.like(total)
    steps = told.steps_of(total, in_steps)
    known, at = {id(one) for one in parts}, others.index(total)
    end = at
    if parts and parts[0].start > total.start:  # 收入合计1637.49万元，包括…；支出合计1637.49万元，…: it has its own
        end = next(place for place in range(at + 1) if others[place].number == total.number)
    asked = [place for place, one in enumerate(others) if id(one) not in known]
    return any(
        _makes(row, steps, steps[at][0], asked)
        for side in (range(end), range(at + 1, len(others)))
        for row in (side, side[::2], side[1::2])
    )


def _makes(row: range, steps: Sequence[Steps], due: int, asked: Sequence[int]) -> bool:
    """Whether two or more in a row make a number, one of those at the places `asked` among them."""
    rising = all(steps[place][0] >= steps[place][1] for place in row)
    most = list(accumulate((sum(steps[place]) for place in row), initial=0))
    least = list(accumulate((steps[place][0] - steps[place][1] for place in row), initial=0))
    if rising and most[-1] < due:
        return False
    end = 2
    for first in range(len(row) - 1):
        end = max(end, first + 2) if rising else first + 2
        while rising and end <= len(row) and most[end] - most[first] < due:
            end += 1  # nor do fewer make it that begin later
        for last in range(end, len(row) + 1):
            if least[last] - least[first] > due:
                if rising:
                    break
            elif most[last] - most[first] >= due and any(place in row[first:last] for place in asked):
                return True
    return False


def fits(row: Sequence[Amount], meant: Amount) -> bool:
    """Whether neighbours with the amount make another one, or those right before it make it."""
    at = next(place for place, one in enumerate(row) if one is meant)
    steps = in_steps(row)
    before = list(accumulate(value for value, _ in reversed(steps[:at])))
    if steps[at][0] in before[1:]:
        return True
    known = sorted((value, place) for place, (value, _) in enumerate(steps))
    rising = all(value >= env for value, env in steps)
    for first in range(at + 1):
        value, env = steps[first]
        for last in range(first + 1, len(row)):
            value, env = value + steps[last][0], env + steps[last][1]
            if last < at:
                continue
            if rising and value - env > known[-1][0]:
                break
            near = known[bisect_left(known, (value - env, 0)) : bisect_right(known, (value + env, len(row)))]
            if any(not first <= place <= last for _, place in near):
                return True
    return False


def makes_with_one(row: Sequence[Amount], meant: Amount) -> bool:
    """Whether two others make the amount, or it makes one of them with another."""
    numbers = Counter(one.number for one in row if one is not meant)
    number, size = meant.number, abs(meant.number)
    return any(numbers[other] > (other == one) for one in numbers for other in (number - one, one + size))


__all__ = ["fits", "in_steps", "makes_with_one", "sums_elsewhere"]
