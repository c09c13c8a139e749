"""C3: a quantity that two places of a document tell with digits that a slip of the pen makes of each other.

实际完成农村危房改造264户 … 实际完成农村危房改造246户: the same words, unit, time and kind, two digits exchanged.  The
longer the number, the fewer words must be the same; what adds up in its own place is not the wrong one of the two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate, chain, combinations, islice, pairwise
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.across.grown import check_grown
from core.narrative.claims.across.mentions import NAME, Known, Words, mentions_of, slip_of, specific
from core.narrative.claims.fold import unbroken
from core.narrative.claims.say import ERROR, HINT, finding, gap_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from core.narrative.claims.across.mentions import Mention
    from core.narrative.claims.model import Paragraph
    from core.rules import Finding

_SUMS = {"C18", "C19", "C21", "C22", "C23", "C24", "G11", "G12"}
_NUMBER = re.compile(r"\d")

_MOST = 6
"""So many numbers with the same digits, or told at the same words, are a list."""
_LONG = 6
_SAME = 3
_SHARED = 3
"""So many pairs of characters in common make two sentences of one matter."""
_SURELY = 7
_FEWEST = 3
_MOST_PAIRS = 1_000
"""More pairs of numbers alike than a document of prose has; no sample has five."""
_FAR = 12
"""So many paragraphs apart two numbers of one matter may stand where nothing names them."""
_YEAR = re.compile(r"20\d\d")
_STOPS = re.compile(r"[。；]|$")
_ENDS = re.compile("[。；]")
_LEAST = {
    "swap": {1: 6, 2: 4, 3: 3},
    "mixed": {3: 4},
    "digit": {2: 7, 3: 5},
    "drop": {3: 5},
}
"""How many digits a number must have for each slip: where the sentences have a word in common, the names a word, or
all of it.  Two unrelated numbers of four digits differ so by chance once in 3,000, of six once in 200,000."""


_BESIDE_MADE = _LEAST | {"swap": {1: 4, 2: 3, 3: 3}, "mixed": {2: 5, 3: 3}, "digit": {2: 6, 3: 4}, "drop": {3: 5}}
"""Where one of the two adds up and the other does not."""


def check_told_again(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Mention, Mention]]:
    """Each number that another place contradicts: the one told right, and the wrong one."""
    told: dict[Known, list[Mention]] = defaultdict(list)
    order: dict[int, int] = {}
    for at, paragraph in enumerate(paragraphs):
        order[id(paragraph)] = at
        for one in mentions_of(paragraph):
            told[one.known].append(one)
    spoken: set[str] = set()
    for first, second in islice(_candidates(told), _MOST_PAIRS):
        found = _judged(told[first], told[second], order)
        if found is not None and found[1].place not in spoken and not _is_gap_told(*found, told):
            spoken.add(found[1].place)
            yield found


def _is_gap_told(one: Mention, other: Mention, told: dict[Known, list[Mention]]) -> bool:
    """收入总计1309.72万元，收入合计1309.27万元，年初结转0.45万元: what the one has more is told, so they are two."""
    gap = abs(one.value - other.value)
    return any(many[0].number.kind is Kind.MONEY and many[0].value == gap for many in told.values())


@dataclass(slots=True)
class Again:
    """The numbers that are told again otherwise, and by how much those of money are off."""

    findings: list[Finding] = field(default_factory=list)
    gaps: set[Fraction] = field(default_factory=set)

    def causes(self, one: Finding) -> bool:
        """Whether a sum is wrong only since one of these is."""
        return bool(self.gaps) and one.rule in _SUMS and gap_of(one) in self.gaps


def told_again(paragraphs: Sequence[Paragraph], findings: Sequence[Finding]) -> Again:
    """The numbers told again otherwise of which nothing else was found."""
    again = Again()
    again.gaps.update(gap for one in findings if one.rule == "C3" and (gap := gap_of(one)))
    known = {one.place: one for one in findings if one.severity is not HINT and _NUMBER.search(one.claimed or "")}
    for right, wrong in chain(check_told_again(paragraphs), check_grown(paragraphs)):
        gap = abs(right.value - wrong.value)
        beside = [known[one.place] for one in (right, wrong) if one.place in known]
        if any(one.rule not in _SUMS or gap_of(one) != gap for one in beside):
            continue
        if wrong.number.kind is Kind.MONEY:
            again.gaps.add(gap)
        again.findings.append(_finding(right, wrong))
    return again


def _finding(right: Mention, wrong: Mention) -> Finding:
    one, other = (each.printed for each in (right, wrong))
    text = right.paragraph.text
    begin = max(text.text.rfind(mark, 0, right.start) for mark in "，。；：") + 1
    beside = unbroken(text.quote(max(begin, right.end - 40), right.end))
    return finding(
        "C3", ERROR, wrong.paragraph, (wrong.start, wrong.end),
        f"同一数据前后不一：{one} 与 {other}（另见「{beside}」）", "核实后统一成一个数", claimed=other, expected=one,
    )  # fmt: skip


def _candidates(told: dict[Known, list[Mention]]) -> Iterator[tuple[Known, Known]]:
    """The pairs of numbers that are worth a look: of the same digits, or told at the same words."""
    alike: dict[tuple[str, ...], dict[Known, None]] = defaultdict(dict)
    for known, mentions in told.items():
        unit, digits = known
        if len(digits) >= _FEWEST:
            whole = digits.partition(".")[0]
            alike["digits", unit, str(len(whole)), "".join(sorted(digits)).strip("0.")][known] = None
        for one in mentions[:_MOST]:
            if one.named:
                alike["name", unit, one.core][known] = None
    seen: set[tuple[Known, Known]] = set()
    for group in alike.values():
        if 1 < len(group) <= _MOST:
            for pair in combinations(group, 2):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _judged(first: list[Mention], second: list[Mention], order: dict[int, int]) -> tuple[Mention, Mention] | None:
    """The right and the wrong one of two numbers, where they tell one quantity."""
    slip, digits = slip_of(first[0].digits, second[0].digits)
    if not slip or (len(first) > 1 and len(second) > 1) or max(len(first), len(second)) > _MOST:
        return None
    pairs = sorted(((one, other) for one in first for other in second), key=lambda pair: order[id(pair[1].paragraph)])
    beside = [pair for pair in pairs if _side_by_side(*pair)]
    if beside and (slip != "swap" or len(pairs) > 1):
        return None  # both are told of one matter
    for one, other in pairs:
        near = abs(order[id(one.paragraph)] - order[id(other.paragraph)]) <= _FAR
        level = _level(one, other, digits)
        close = slip == "swap" and near and digits >= _LEAST["swap"][1]
        if level < 0 or not (close or digits >= _BESIDE_MADE[slip].get(level, 99)):
            continue
        made = [is_made(each) for each in (one, other)]
        if beside and not _is_only_part(one, other) and (level < _SAME or not any(made)):
            continue
        enough = digits >= (_BESIDE_MADE if any(made) else _LEAST)[slip].get(level, 99)
        if all(made) or not (enough or close):
            continue
        right, wrong = (one, other) if _precedes(one, other, order) else (other, one)
        if made[1] if right is one else made[0]:
            right, wrong = wrong, right
        elif len(first) != len(second) and not any(made):
            right, wrong = (one, other) if len(first) > len(second) else (other, one)
        return right, wrong
    return None


def _precedes(one: Mention, other: Mention, order: dict[int, int]) -> bool:
    return (order[id(one.paragraph)], one.start) < (order[id(other.paragraph)], other.start)


def _side_by_side(one: Mention, other: Mention) -> bool:
    """Whether two numbers stand in one part of a sentence."""
    if one.paragraph is not other.paragraph:
        return False
    low, high = sorted((one, other), key=lambda each: each.start)
    return _ENDS.search(one.paragraph.text.text, low.end, high.start) is None


def _is_only_part(one: Mention, other: Mention) -> bool:
    """（三）补贴119.37万元：主要用于锦标赛191.37万元。: nothing else is told of what an amount was for."""
    low, high = sorted((one, other), key=lambda each: each.start)
    text = low.paragraph.text.text
    between = text[low.end : high.start]
    alone = not any(char.isdigit() for char in _YEAR.sub("", between)) and _STOPS.match(text, high.end)
    return bool(alone) and between.startswith(("：", "，主要用于", "，全部用于", "，用于"))


def _level(one: Mention, other: Mention, digits: int) -> int:
    """How much of their names two numbers share, 0 to 3; -1 where they are told of different things."""
    first, second = Words(one), Words(other)
    if first.kind != second.kind or _parallel(one, other):
        return -1
    if any(each and its and not each & its for each, its in zip(first.times, second.times, strict=True)):
        return -1
    long, short = sorted((one.core, other.core), key=len, reverse=True)
    exact = specific(short)
    same = (long == short and len(exact) >= NAME) or (
        long.endswith(short) and (len(exact) > NAME or (len(exact) > 1 and len(short) >= _LONG))
    )
    if {first.side, second.side} == {"planned", "done"}:
        return 0 if long == short and digits > _SURELY else -1  # an outcome comes near its budget
    if same:
        return _SAME
    if first.pairs & second.pairs or (long == short and len(long) > NAME - (one.unit == "%")):
        return 2
    return 1 if (len(short) > NAME and long.endswith(short)) or len(first.wide & second.wide) >= _SHARED else 0


def _parallel(one: Mention, other: Mention) -> bool:
    """Whether what stands beside two numbers tells of two things in one way: 甲镇…60户、8.2万元; 乙镇…."""
    sides = [
        {
            (each.core, each.unit): each.digits
            for each in mentions_of(mention.paragraph)
            if each is not mention and each.core and _side_by_side(each, mention)
        }
        for mention in (one, other)
    ]
    return any(sides[0][name] != sides[1][name] for name in sides[0].keys() & sides[1].keys())


def is_made(mention: Mention) -> bool:
    """Whether other numbers of its paragraph make it: it is their sum, their difference or their ratio."""
    others = [one for one in mentions_of(mention.paragraph) if one is not mention]
    if mention.unit == "%":
        return _is_ratio(mention, others)
    values = [one.value for one in others if one.number.kind is mention.number.kind]
    due, known = mention.value, set(values)
    if any(due - value in known or due + value in known for value in known if value):
        return True
    return any(due in list(accumulate(values[at:]))[1:] for at in range(len(values)))


def _is_ratio(mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether two amounts right before a percentage make it, as a share or as a growth."""
    before = [float(one.value) for one in others if one.unit != "%" and one.end <= mention.start][-4:]
    due, step = float(mention.value), 0.6 * 10.0 ** -(2 + len(mention.digits.partition(".")[2]))
    for one, other in (*pairwise(before), *pairwise(before[::-1]), *pairwise(before[::2]), *pairwise(before[-1::-2])):
        ratios = [one / other] if other else []
        ratios += [one / (other + sign * one) for sign in (1, -1) if other + sign * one > 0]
        if any(abs(abs(each) - due) < step for ratio in ratios for each in (ratio, ratio - 1)):
            return True
    return False


__all__ = ["told_again"]
