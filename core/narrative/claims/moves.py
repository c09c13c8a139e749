"""The change of a whole and the changes of its parts: 收入增加312.7万元，其中财政拨款收入增加268.4万元… (C18)."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from core.figures import Kind, Num
from core.narrative.claims.closed import complete_names, is_whole_set, slipped
from core.narrative.claims.model import Change, Decomposition
from core.narrative.claims.say import HINT, amount_text, bare, finding, num

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount, Paragraph
    from core.rules import Finding

_OPENS = re.compile(r"其中|分项(?:目)?看|具体(?:为|是)|包括|主要[是为系]|原因有|：")
_AND_SO_ON = re.compile(r"^[^，。；\d]{0,4}等")
_NETTED = re.compile(
    r"(?P<many>[两二三四])?(?:项|者|方面|类)?(?:增减)?(?:相抵|抵消|轧差|(?<=[项者类])(?:合计|共))|"
    r"受(?:此|上述)[^，。；]{0,6}影响|综合(?:上述|以上)?[^，。；]{0,4}因素"
)
_NET = re.compile(r"净(?:增|减)[加少]?(?:了|额)?$")
_MANY = {"两": 2, "二": 2, "三": 3, "四": 4}
_WHOLE = re.compile(r"^(?:总?支出|总?收入|支出总[计额]|收入总[计额])$")
_NEAR = Fraction(1, 7)
"""Parts that are not all there are seldom come so close."""


def read_decompositions(paragraph: Paragraph) -> Iterator[Decomposition]:
    """Each change that is followed by 其中 and the changes of its parts, in its sentence or the next."""
    text = paragraph.text.text
    moves = [one for one in paragraph.claims if isinstance(one, Change) and _amount(one) is not None]
    moves.sort(key=_start)
    for at, head in enumerate(moves):
        parts: list[Change] = []
        for one in moves[at + 1 :]:
            lead = text[_end(parts[-1] if parts else head) : _start(one)]
            if parts and _bracketed(text, one) and not _bracketed(text, parts[0]):
                continue  # 本级收入增加365万元（税收增加146万元、非税增加219万元）、补助增加3262万元
            opened = _OPENS.search(lead) is not None or lead.startswith("：")
            if (not parts and not opened) or (parts and (opened or "。" in lead)) or not _is_part(one, head):
                break
            if len(parts) > 1 and "；" in lead and "；" not in text[_end(parts[0]) : _start(parts[-1])]:
                break  # 其中会议费减少6.10万元、差旅费减少9.35万元；对个人和家庭的补助增加4.25万元
            parts.append(one)
        if len(parts) > 1 and not _AND_SO_ON.search(text[_end(parts[-1]) : _end(parts[-1]) + 6]):
            yield Decomposition(head, parts)
    yield from _netted(moves, text)


def _bracketed(text: str, one: Change) -> bool:
    start = _start(one)
    return text.rfind("（", 0, start) > text.rfind("）", 0, start)


def _netted(moves: Sequence[Change], text: str) -> Iterator[Decomposition]:
    """人员经费增加34.60万元，公用经费减少12.10万元，两项相抵，基本支出净增加22.50万元."""
    for at, head in enumerate(moves):
        lead = text[_end(moves[at - 1]) if at else 0 : _start(head)]
        if _is_sum_of(moves[:at], head) and "。" not in lead:
            yield Decomposition(head, list(moves[at - 2 : at]), closed=True)
            continue
        match = _NETTED.search(lead) or (_NET.search(lead) if "。" not in lead else None)
        said = match.groupdict().get("many") if match else None
        many = _MANY[said] if said else len(_in_sentence(moves[:at], head)) if match else 0
        parts = moves[max(at - many, 0) : at]
        nested = "其中" in text[text.rfind("。", 0, _start(head)) + 1 : _start(head)]
        if match and len(parts) == many > 1 and not nested and all(_is_part(one, head) for one in parts):
            yield Decomposition(head, list(parts), closed=True)


def _in_sentence(before: Sequence[Change], head: Change) -> list[Change]:
    """The changes right before another in its sentence, two where it begins a new one."""
    same = [one for one in before if one.sentence == head.sentence]
    for first in range(len(same) - 1):
        if sum(map(_signed, same[first:])) == _signed(head):
            return same[first:]
    return same if len(same) > 1 else list(before[-2:])


def _is_sum_of(before: Sequence[Change], head: Change) -> bool:
    """基本支出增加52.00万元，项目支出减少30.00万元，总支出增加22.00万元."""
    parts = before[-2:]
    if len(parts) < 2 or not _WHOLE.search(head.name or (head.subject.name if head.subject else "")):
        return False
    same = all(_is_part(one, head) and one.sentence == head.sentence for one in parts)
    return same and is_whole_set([one.name or (one.subject.name if one.subject else "") for one in parts])


def _is_part(part: Change, head: Change) -> bool:
    one, other = _amount(part), _amount(head)
    named = bool(part.name) or (part.subject is not None and part.subject.own)
    return (
        named
        and one is not None
        and other is not None
        and one.kind is other.kind
        and ((part.base, part.base_year) == (head.base, head.base_year))
    )


def _amount(change: Change) -> Amount | None:
    amount = change.amount
    return amount if amount is not None and amount.kind is Kind.MONEY and not amount.rough else None


def _start(change: Change) -> int:
    assert change.amount is not None
    return change.amount.start


def _end(change: Change) -> int:
    assert change.amount is not None
    return max(change.amount.end, change.rate.end if change.rate else 0)


def check_decomposition(claim: Decomposition) -> Iterator[Finding]:
    """C18: rises and falls of the parts against that of the whole; parts that leave much out say nothing."""
    whole = claim.head.amount
    assert whole is not None
    real = _signed(claim.head)
    total, env = sum((_signed(one) for one in claim.parts), Fraction(0)), num(whole).env
    env += sum((num(one.amount).env for one in claim.parts if one.amount), Fraction(0))
    gap = abs(total - real)
    typo = slipped(bare(abs(real), whole.held.unit), bare(abs(total), whole.held.unit))
    if gap == 0 or (not claim.closed and not typo and (_partial(claim) or _open(claim))):
        return
    if not claim.closed and not typo and gap > abs(real) * _NEAR and not _complete(claim.parts):
        return
    if _goes_on(claim, total, real):
        return
    unit, rounding = whole.held.unit, gap <= env
    terms = " ".join(f"{'−' if one.falls else '+'} {amount_text(one.amount)}" for one in claim.parts if one.amount)
    text = f"{terms.removeprefix('+ ')} = {bare(total, unit)}{unit}，文中总的增减为 {bare(real, unit)}{unit}"
    yield finding(
        "C18", HINT, whole.paragraph, (whole.start, whole.end),
        f"尾差：{text}" if rounding else text, "四舍五入造成，无须修改" if rounding else "核对各部分的增减额",
        claimed=f"{bare(abs(real), unit)}{unit}", expected=f"{bare(abs(total), unit)}{unit}", rounding=rounding,
    )  # fmt: skip


_BEHIND = 3


def _goes_on(claim: Decomposition, total: Fraction, real: Fraction) -> bool:
    """Whether what is told right behind the parts is what they lack: 。动用结余60.86万元，结转减少14.55万元."""
    last = claim.parts[-1].amount
    if last is None:
        return False
    paragraph = last.paragraph
    moved = [one.amount for one in paragraph.claims if isinstance(one, Change) and one.amount is not None]
    after = {one.start: one for one in (*paragraph.amounts, *moved) if one.start > last.end and one.kind is last.kind}
    behind = [after[start] for start in sorted(after)][:_BEHIND]
    return any(
        total + sum(sign * one.number for sign, one in zip(signs, behind, strict=False)) == real
        for many in range(1, len(behind) + 1)
        for signs in product((1, -1), repeat=many)
    )


_REASON = re.compile(r"(?:减少|增加|压减|压缩|下降|增长)[；;，,][^。]*?其中")


def _open(claim: Decomposition) -> bool:
    """公用经费减少；项目资金压减，其中培训压减7.00万元: whether a reason is told without its amount."""
    whole, first = claim.head.amount, claim.parts[0].amount
    if whole is None or first is None or first.start < whole.end:
        return False
    return _REASON.search(whole.paragraph.text.text, _end(claim.head), first.start) is not None


def _partial(claim: Decomposition) -> bool:
    """Whether the amounts that changed leave out some of the whole."""
    subjects = [one.subject for one in claim.parts]
    whole = claim.head.subject
    if whole is None or any(one is None for one in subjects):
        return False
    total = sum((num(one) for one in subjects if one), Num(Fraction(0)))
    return abs(total.value - whole.number) > total.env + num(whole).env


def _signed(change: Change) -> Fraction:
    assert change.amount is not None
    return -change.amount.number if change.falls else change.amount.number


def _complete(parts: Sequence[Change]) -> bool:
    names = [one.name or (one.subject.name if one.subject else "") for one in parts]
    return complete_names(names)
