"""H6: lines broken inside a sentence, as text pasted from a PDF has them."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from core.narrative.claims.say import HINT, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Paragraph
    from core.rules import Finding

_OPEN_END = set("，、0123456789.")
_NEW_ITEM = re.compile(
    r"[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]|[一二三四五六七八九十]是|第[一二三四五六七八九十\d]|附|图|表|[①-⑳•·\-—“《（]|其中：?$"
)
_GOES_ON = re.compile(r"(?:万元|元|%|亿|人|个|年|月|日|的|和|与|及|等|了|向|并|而|，|。|、|；|）)")
_LONG = 14
"""A line that a page's width cut is longer than most headings."""


def check_breaks(paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    """One finding a section: the first break, with how many there are."""
    for _, group in groupby(paragraphs, key=lambda one: one.where):
        section = list(group)
        broken = [one for one, after in pairwise(section) if _broken(one, after)]
        if broken:
            first = broken[0]
            end = len(first.text.text)
            count = f"，共 {len(broken)} 处" if len(broken) > 1 else ""
            yield finding("H6", HINT, first, (max(end - 6, 0), end), f"句子中间断了行{count}", "把断开的行接起来")


def _broken(line: Paragraph, after: Paragraph) -> bool:
    text, following = line.text.text, after.text.text
    if not text or not following or _NEW_ITEM.match(following):
        return False
    if text[-1] in _OPEN_END:
        return text[-1] in "，、" or _GOES_ON.match(following) is not None
    if not "\u4e00" <= text[-1] <= "\u9fff" or len(text) < _LONG:
        return False
    return _GOES_ON.match(following) is not None and "，" in text and len(following) > 4
