"""How many people came and left against by how many there are more or fewer: C18, and C4 where it is told once more.

与上年相比减少2人，原因是退休3人、调入2人、调出1人，总数减少2人.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from core.narrative.claims.model import PEOPLE
from core.narrative.claims.say import ERROR, amount_text, finding
from core.narrative.claims.second.net import way_of_people
from core.narrative.claims.told import taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

_MOVED = re.compile(r"(?:(?P<more>增加|增长|多)|(?P<fewer>减少|下降|少))了?$")
_WHY = re.compile(r"原因|由于|因为|其中|系")
_ALTOGETHER = re.compile(r"总[数计]|净|合计|共")
_ENDS = re.compile(r"[。；]")
_MOST = 6


def check_staff(told: Told) -> Iterator[Finding]:
    """The change of a number of people, and those who came and left as its reason, where both are told."""
    people = [one for one in told.amounts if one.held.unit in PEOPLE]
    text = told.paragraph.text.text
    for at, head in enumerate(people[:-2]):
        moved = _MOVED.search(told.lead(head))
        if moved is None or not _WHY.search(text, head.end, people[at + 1].start):
            continue
        parts: list[Amount] = []
        for one in people[at + 1 : at + 1 + _MOST]:
            if _ENDS.search(text, head.end, one.start) or not way_of_people(told.lead(one)):
                break
            parts.append(one)
        ways = [way_of_people(told.lead(one)) for one in parts]
        if len(set(ways)) > 1:
            rest = people[at + 1 + len(parts) :][:1]
            again = rest[0] if rest and not _ENDS.search(text, head.end, rest[0].start) else None
            yield from _judged(told, head, 1 if moved["more"] else -1, parts, ways, again)


def _judged(
    told: Told, head: Amount, way: int, parts: Sequence[Amount], ways: Sequence[int], again: Amount | None
) -> Iterator[Finding]:
    """A head against its parts; what tells it once more at their end against both."""
    moved = _MOVED.search(told.lead(again)) if again is not None and _ALTOGETHER.search(told.lead(again)) else None
    if again is not None and moved is None:
        return  # others, of whom nothing says what became of them
    net = sum((one.number * each for one, each in zip(parts, ways, strict=True)), Fraction(0))
    terms = " ".join(f"{'+' if each > 0 else '−'} {amount_text(one)}" for one, each in zip(parts, ways, strict=True))
    for one, said in ((head, way), (again, 1 if moved and moved["more"] else -1)):
        if one is None or taken(told, one):
            continue
        if one.number * said == net:
            told.balanced |= {told.paragraph.place(fine.start, fine.end) for fine in (one, *parts)}
            continue
        unit = one.held.unit
        due = f"{'增加' if net > 0 else '减少'}{abs(net)}{unit}"
        rule, expected = ("C4", "") if abs(net) == one.number else ("C18", f"{abs(net)}{unit}")
        yield finding(
            rule, ERROR, told.paragraph, (one.start, one.end),
            f"{terms.removeprefix('+ ')}，应{due}，文中为{'增加' if said > 0 else '减少'}{amount_text(one)}{unit}",
            "核对增减的人数", claimed=f"{amount_text(one)}{unit}", expected=expected,
        )  # fmt: skip
        told.unbalanced.add(told.paragraph.place(one.start, one.end))


__all__ = ["check_staff"]
