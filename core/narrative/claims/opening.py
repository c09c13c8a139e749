"""Where a list begins, and what its head is: 其中, 主要用于, 按功能分类, 本年支出合计中, 由…构成."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.budgets import root
from core.narrative.claims.model import alike
from core.narrative.claims.names import canonical, clean, generic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.clauses import Placed
    from core.narrative.claims.model import Amount, Paragraph

_USED_FOR = re.compile(r"。(?P<of>[^，。；：\d]{2,14}?)(?:主要)?(?:用于|包括)")
_IN_WHICH = re.compile(r"(?:^|[，。；：、])(?P<of>[\u4e00-\u9fff“”（）]{2,18}?)(?:当?中|里头?)，?[^，。；：]{0,30}$")
_GAP_NAME = re.compile(r"差[值额]|相差|增减")
_MADE_UP = re.compile(r"构成|组成")
ALL = re.compile(r"分别为|分别是")
FROM = re.compile(r"[，；：为]由[^，。；\d]{2,16}$")
_DIVIDED = (
    r"[从分][^，。；：\d]{1,10}看(?=，)|按[^，。；：\d]{1,10}(?=：)|"
    r"按[^，。；：\d]{1,10}(?:分|分类|划分|来看|看)(?=[，：])"
)
_OPENS = re.compile(
    rf"其中|一是|{_DIVIDED}|分(?:为)?[一二两三四五六七八九十\d]{{1,2}}(?:批|期|次|年度?|个|部分|类|项|笔)"
    r"|主要用于|用于以下|具体[为是]|来源[为是]|包括|分别为|分别是|构成|如下|：|(?<=，)第一[批期笔]"
)


def opened(paragraph: Paragraph, amount: Amount, lead: str, placed: Placed) -> Amount | None:
    """The head of a list that begins at this amount, outside of brackets of its own."""
    last = paragraph.amounts[-2] if len(paragraph.amounts) > 1 else None
    if last is not None and lead.startswith(("中，", "中：")) and alike(last, amount):
        return last  # 本年支出1,100.00万元中，基本支出770.00万元…
    if (whole := _in_which(paragraph, lead, amount) or _used_for(paragraph, lead, amount)) is not None:
        return whole
    found = _opener(lead)
    if found is None:
        made = FROM.search(lead) is not None and _made_up(paragraph.text.text, amount.end)
        return _head(paragraph, amount, placed, same_sentence=True) if made else None
    if found[0].startswith(("按", "从")):
        head = _head(paragraph, amount, placed, same_sentence=False)
        return root(head) if head is not None else None
    late = found[0] == "：" and "。" in lead[: found.start()] and "其中" not in lead
    if "。" in lead[found.end() :] or late:
        return None
    return _head(paragraph, amount, placed, same_sentence=ALL.match(found[0]) is not None)


def _opener(lead: str) -> re.Match[str] | None:
    """The last word that opens a list; a colon right behind another belongs to that."""
    found = None
    for match in _OPENS.finditer(lead):
        if found is None or match[0] != "：" or found.end() != match.start():
            found = match
    return found


def _in_which(paragraph: Paragraph, lead: str, amount: Amount) -> Amount | None:
    """The whole named right before its parts: 本年支出合计中，基本支出742.18万元…"""
    match = _IN_WHICH.search(lead)
    name = canonical(clean(match["of"])) if match else ""
    told = _told(paragraph, amount) if name else ()
    fits = (one for one in told if len(one.name) > 1 and (name.startswith(one.name) or one.name.startswith(name)))
    return next(fits, None)


def _used_for(paragraph: Paragraph, lead: str, amount: Amount) -> Amount | None:
    """The whole that a new sentence names: 。支出主要用于：…"""
    match = _USED_FOR.search(lead)
    name = canonical(clean(match["of"])) if match else ""
    told = _told(paragraph, amount) if name and not generic(name) else ()
    return next((one for one in told if one.name.endswith(name)), None)


def _told(paragraph: Paragraph, amount: Amount) -> Iterator[Amount]:
    """The outcomes before an amount that it may be a part of, the last first."""
    for one in reversed(paragraph.amounts[:-1]):
        aside = one.aspect.planned or one.base or one.aside or one.rough
        if not aside and one.year == amount.year and alike(one, amount):
            yield one


def _made_up(text: str, start: int) -> bool:
    """Whether 由… ends in 构成."""
    end = text.find("。", start)
    return _MADE_UP.search(text, start, end if end >= 0 else len(text)) is not None


def _head(paragraph: Paragraph, amount: Amount, placed: Placed, *, same_sentence: bool) -> Amount | None:
    """The last amount that may be made of this one and others: 36批次、288人次，其中国内34批次."""
    for one in reversed(paragraph.amounts[:-1]):
        near = placed.sentence - one.sentence <= (0 if same_sentence else 2)
        other = not alike(one, amount) and (one.sentence == amount.sentence or one.kind is Kind.COUNT)
        if one.base or one.aside or one.bracket != placed.bracket or _GAP_NAME.search(one.name) or (near and other):
            continue
        return one if alike(one, amount) and not one.rough and near else None
    return None
