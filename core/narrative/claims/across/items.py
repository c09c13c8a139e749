"""A total and the numbered items below it, each a paragraph with its amount, but for a slip of the pen (C22)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Kind, Num
from core.figures.chinese import chinese_value
from core.narrative.claims.across.doubts import is_slip
from core.narrative.claims.across.operands import scope_of
from core.narrative.claims.headings import level_of
from core.narrative.claims.say import ERROR, amount_text, around, finding, num
from core.narrative.claims.told import printed_as

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from core.narrative.claims.model import Amount, Paragraph
    from core.rules import Finding

_NUMBER = re.compile(r"（?(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})[、.．）]")
_FEWEST = 3
_MORE = 0.5
"""Items that come to more than so much above their total are not its own."""
_GOES_ON = re.compile(r"[^，。；\d]{0,6}等")
_OPENS = re.compile(r"其中|包括|如下|[：:]\s*$")


def check_items(paragraphs: Sequence[Paragraph], known: set[str]) -> Iterator[tuple[Amount, Fraction, Finding]]:
    """Each such total, what its items make, and the finding.

    全年支出21.36万元 over （一）甲12.40万元, （二）乙5.13万元, （三）丙3.38万元: they are all there are.
    """
    for at, paragraph in enumerate(paragraphs[:-1]):
        if paragraphs[at + 1].text.text.startswith("其中"):
            yield from _within(paragraph, paragraphs[at + 1], known)
            continue
        total = _amount(paragraph) if _number(paragraphs[at + 1]) == 1 else None
        if total is None or total.paragraph.place(total.start, total.end) in known:
            continue
        parts = _below(paragraphs, at)
        of = {scope for one in parts if (scope := scope_of(one.paragraph.text.text, one.start))}
        if len(parts) >= _FEWEST and of <= {scope_of(total.paragraph.text.text, total.start)}:
            yield from _against(total, parts)


def _within(over: Paragraph, own: Paragraph, known: set[str]) -> Iterator[tuple[Amount, Fraction, Finding]]:
    """（二）用于竞技体育187.20万元，占总数的37.98%。 with 其中：… as a paragraph of its own below it."""
    total, first = _amount(over), own.amounts[0] if own.amounts else None
    if total is None or first is None or total.paragraph.place(total.start, total.end) in known:
        return
    parts = [one for one in own.amounts if one.sentence == first.sentence and not one.bracket]
    plain = all(one.kind is Kind.MONEY and not (one.rough or one.base or one.aspect.planned) for one in parts)
    whole = not any(other.number >= total.number for other in over.amounts if other is not total)
    if len(parts) > 1 and plain and whole and not _GOES_ON.match(own.text.text, parts[-1].end):
        yield from _against(total, parts, opened=True)


def _below(paragraphs: Sequence[Paragraph], at: int) -> list[Amount]:
    """The amounts of the items below a paragraph; none where one of them tells no amount."""
    level = level_of(paragraphs[at + 1].text.text)
    own = level_of(paragraphs[at].text.text)
    found: list[Amount] = []
    for one in paragraphs[at + 1 :]:
        number, depth = _number(one), level_of(one.text.text)
        if depth != level and (depth < 0 or depth > level):
            continue
        amount = _amount(one)
        if depth < level or own >= level or number != len(found) + 1:
            break
        if amount is None:
            return []
        found.append(amount)
    return found


def _number(paragraph: Paragraph) -> int:
    """The number of an item; 0 for what is none."""
    text = paragraph.text.text
    match = _NUMBER.match(text) if level_of(text) > 0 else None
    if match is None:
        return 0
    said = match["number"]
    return int(said) if said.isdigit() else chinese_value(said) or 0


def _amount(paragraph: Paragraph) -> Amount | None:
    """The first amount of a paragraph, where it is one of money that something came to."""
    first = paragraph.amounts[0] if paragraph.amounts else None
    if first is None or first.kind is not Kind.MONEY or first.rough or first.base or first.aspect.planned:
        return None
    return first


def _against(
    total: Amount, parts: Sequence[Amount], *, opened: bool = False
) -> Iterator[tuple[Amount, Fraction, Finding]]:
    due = sum((num(one) for one in parts), Num(total.number - total.number))
    off = due.value - total.number
    if len({one.held.unit for one in (total, *parts)}) > 1 or abs(off) <= due.env + num(total).env:
        return
    slips = [
        one for one in parts if one.number > off and is_slip(one, one.number - off, printed_as(one, one.number - off))
    ]
    if is_slip(total, due.value, printed_as(total, due.value)):
        yield total, due.value, _wrong(total, due.value, parts)
    elif len(slips) == 1:
        (one,) = slips
        yield one, one.number - off, _wrong_part(one, one.number - off, total, parts)
    elif 0 < off < _MORE * total.number and (opened or _OPENS.search(total.paragraph.text.text, total.end)):
        yield total, due.value, _wrong(total, due.value, parts)


def _wrong(total: Amount, due: Fraction, parts: Sequence[Amount]) -> Finding:
    text, unit = printed_as(total, due), total.held.unit
    return finding(
        "C22", ERROR, total.paragraph, (total.start, total.end),
        f"{' + '.join(map(amount_text, parts))} = {text}{unit}，文中为 {amount_text(total)}{unit}"
        f"（另见「{around(parts[0])}」）", "核对各项和合计",
        claimed=f"{amount_text(total)}{unit}", expected=f"{text}{unit}",
    )  # fmt: skip


def _wrong_part(part: Amount, due: Fraction, total: Amount, parts: Sequence[Amount]) -> Finding:
    text, unit = printed_as(part, due), part.held.unit
    terms = " + ".join(text if one is part else amount_text(one) for one in parts)
    return finding(
        "C22", ERROR, part.paragraph, (part.start, part.end),
        f"{terms} = {amount_text(total)}{unit}，文中为 {amount_text(part)}{unit}（另见「{around(total)}」）",
        "核对各项和合计", claimed=f"{amount_text(part)}{unit}", expected=f"{text}{unit}",
    )  # fmt: skip
