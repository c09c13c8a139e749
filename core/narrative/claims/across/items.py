"""A total and the numbered items below it, each a paragraph with its amount, but for a slip of the pen (C22)."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from core.figures import Kind, Num
from core.narrative.claims.across.doubts import is_slip, is_swap
from core.narrative.claims.across.operands import scope_of
from core.narrative.claims.across.outline import outer, outlines
from core.narrative.claims.closed import is_whole_set
from core.narrative.claims.headings import level_of
from core.narrative.claims.say import ERROR, amount_text, around, finding, num, total_of
from core.narrative.claims.told import printed_as

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from core.narrative.claims.across.outline import Outline
    from core.narrative.claims.model import Amount, Paragraph
    from core.rules import Finding

    _Found = tuple[Amount, Fraction, Finding]

_FEWEST, _PAIR = 3, 2
_MOST, _NEAR = 4, 24
"""So many paragraphs tell a known set, each its amount so near its beginning."""
_MORE = 0.5
"""Items that come to more than so much above their total are not its own."""
_GOES_ON = re.compile(r"[^，。；\d]{0,6}等")
_OPENS = re.compile(r"其中|包括|如下|[：:]\s*$")


def check_items(paragraphs: Sequence[Paragraph], known: set[str]) -> Iterator[_Found]:
    """Each such total, what its items make, and the finding.

    全年支出21.36万元 over （一）甲12.40万元, （二）乙5.13万元, （三）丙3.38万元: they are all there are.
    """
    for at, paragraph in enumerate(paragraphs[:-1]):
        if paragraph.amounts and paragraph.text.text.endswith("："):
            yield from _known_set(paragraph, paragraphs[at + 1 : at + 1 + _MOST], known)
        if paragraphs[at + 1].text.text.startswith("其中"):
            yield from _within(paragraph, paragraphs[at + 1], known)
    for _, section in groupby(paragraphs, key=lambda one: one.where):
        for outline in outlines(list(section)):
            yield from _in_outline(outline, known)


def _known_set(over: Paragraph, below: Sequence[Paragraph], known: set[str]) -> Iterator[_Found]:
    """基本支出911.70万元，其中： over 人员经费…。 and 公用经费…。, each a paragraph: a known set is all there is."""
    heads = [one for each in over.amounts if (one := _plain(each)) is not None]
    parts: list[Amount] = []
    for under in below:
        part = _plain(under.amounts[0]) if under.amounts and under.amounts[0].start < _NEAR else None
        if part is None or level_of(under.text.text) >= 0 or part.paragraph.place(part.start, part.end) in known:
            return
        parts.append(part)
        if is_whole_set([each.name for each in parts]):
            break
    else:
        return
    due = total_of(parts)
    planned = {one.aspect.planned for one in (*heads[:1], *parts)}
    units = {one.held.unit for one in (*heads[:1], *parts)}
    if (
        heads
        and len(planned) == len(units) == 1
        and heads[0].paragraph.place(heads[0].start, heads[0].end) not in known
    ):
        if any(abs(due.value - one.number) <= due.env + num(one).env for one in heads):
            return
        yield heads[0], due.value, _wrong(heads[0], due.value, parts)


def _within(over: Paragraph, own: Paragraph, known: set[str]) -> Iterator[_Found]:
    """（二）用于竞技体育187.20万元，占总数的37.98%。 with 其中：… as a paragraph of its own below it."""
    total, first = (_plain(one.amounts[0]) if one.amounts else None for one in (over, own))
    if total is None or first is None or total.paragraph.place(total.start, total.end) in known:
        return
    parts = [one for one in own.amounts if one.sentence == first.sentence and not one.bracket]
    plain = all(one.kind is Kind.MONEY and not (one.rough or one.base or one.aspect.planned) for one in parts)
    whole = not any(other.number >= total.number for other in over.amounts if other is not total)
    if len(parts) > 1 and plain and whole and not _GOES_ON.match(own.text.text, parts[-1].end):
        yield from _against(total, parts, opened=True)


def _in_outline(outline: Outline, known: set[str]) -> Iterator[_Found]:
    """What is told over a row of items, or by its last one (3、总收入), against the first amount of each."""
    parts = [_plain(next(outer(one.amounts), None)) for one in outline.items]
    heads = [_plain(one) for one in outer(outline.over)]
    told = [one for one in parts if one is not None]
    if len(told) < 2 or len(told) < len(parts):
        return
    over = [one for one in heads if one is not None and one not in told]
    if not all(one.aspect.planned for one in told):
        over = [one for one in over if not one.aspect.planned]
    if _TOTAL.search(_words(told[-1])) is not None:
        over, told = [told[-1]], told[:-1]
    if not over or any(one.paragraph.place(one.start, one.end) in known for one in (*over, *told)):
        return
    due = total_of(told)
    of = {scope for one in told if (scope := scope_of(one.paragraph.text.text, one.start))}
    if of <= {scope_of(over[0].paragraph.text.text, over[0].start)} and not any(
        abs(due.value - one.number) <= due.env + num(one).env for one in over
    ):
        found = (list(_against(one, told, opened=outline.opened, first=one is over[0])) for one in over)
        yield from next((one for one in found if one), [])


_TOTAL = re.compile(r"(?:总收入|总支出|收入总计|支出总计|合计|总计|总额)(?:为|达|共|：)*$")


def _words(one: Amount) -> str:
    return one.paragraph.text.text[max(one.start - 10, 0) : one.start]


def _plain(one: Amount | None) -> Amount | None:
    """An amount where it is one of money that something came to."""
    return None if one is None or one.kind is not Kind.MONEY or one.rough or one.base else one


def _against(total: Amount, parts: Sequence[Amount], *, opened: bool = False, first: bool = True) -> Iterator[_Found]:
    """The one number that a slip made; of two items only digits that changed places count, and of what is not first."""
    due = sum((num(one) for one in parts), Num(total.number - total.number))
    off = due.value - total.number
    if len({one.held.unit for one in (total, *parts)}) > 1 or abs(off) <= due.env + num(total).env:
        return
    whole = printed_as(total, due.value)
    turned = [(one, one.number - off) for one in parts if one.number > off and _is_turned(one, one.number - off)]
    slips = [
        (one, one.number - off)
        for one in parts
        if one.number > off and is_slip(one, one.number - off, printed_as(one, one.number - off))
    ]
    if is_swap(amount_text(total), whole) and is_slip(total, due.value, whole):
        yield total, due.value, _wrong(total, due.value, parts)
    elif len(turned) == 1:
        yield *turned[0], _wrong_part(*turned[0], total, parts)
    elif not first or (len(parts) < _FEWEST and not opened) or any(one.aspect.planned for one in (total, *parts)):
        return
    elif is_slip(total, due.value, whole):
        yield total, due.value, _wrong(total, due.value, parts)
    elif len(slips) == 1 and len(parts) >= _FEWEST:
        yield *slips[0], _wrong_part(*slips[0], total, parts)
    elif 0 < off < _MORE * total.number and (opened or _OPENS.search(total.paragraph.text.text, total.end)):
        yield total, due.value, _wrong(total, due.value, parts)


def _is_turned(one: Amount, due: Fraction) -> bool:
    """Whether two digits of a number of three and more changed places, neighbours or with one between them."""
    text, other = amount_text(one), printed_as(one, due)
    if len(text.replace(".", "").strip("0")) < _FEWEST or not is_swap(text, other):
        return False
    digits = zip(text.replace(".", ""), other.replace(".", ""), strict=True)
    at = [place for place, (own, due_digit) in enumerate(digits) if own != due_digit]
    return len(at) == _PAIR and at[1] - at[0] <= _PAIR


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
