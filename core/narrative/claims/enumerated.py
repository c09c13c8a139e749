"""So many things and their names: 设有5个内设机构：办公室、教务处、总务处; 甲镇、乙镇、丙镇等2个镇 (C19).

Names are told by what divides them; who lists some only says so (等, 包括), and then only too many names are wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures.chinese import chinese_value
from core.narrative.claims.say import WARNING, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Paragraph
    from core.rules import Finding

_THINGS = (
    r"(?:内设|下属|直属|所属|派出|职能|业务|二级|预算|基层|一级|独立|核算|编制|管理|行政|事业)*"
    r"(?:机构|[股科处]室|单位|部门|街道|镇街|街镇|乡镇|[乡镇村]|社区|站所|学校|公司|企业|县区|县市|区县|旗县|中心|幼儿园|科|股|处|组|工会)"
)
_COUNT = r"(?P<many>\d{1,2}|[两二三四五六七八九十]{1,3})(?P<unit>[个家所])"
_NAME = r"[\u4e00-\u9fff“”·]{2,18}(?:（[^（）\d]{1,20}）)?"
_NAMES = rf"{_NAME}(?:、{_NAME})+(?:(?:和|与|及|以及){_NAME})?"
_COUNTED = re.compile(rf"{_COUNT}(?P<things>{_THINGS})")
_BEHIND = re.compile(
    rf"(?:组成)?[，（]?(?P<said>：|(?<=（)|(?:分别|具体)[为是：]+|即：?|[为是]：?|包括：?)(?P<names>{_NAMES})(?:[。；）]|$)"
)
_BEFORE = re.compile(_NAMES)
_CLAUSE = "。，；：（）"
_LONGEST = 400
_APART = re.compile(r"、")
_AND = re.compile(r"和|与|及|以及")
_OPEN = re.compile(r"等$|其他|其它|有关|相关")
_LEVELS = re.compile(r"(?:省|市|县|区|乡镇?|镇|街道|村|社区|学校|行政|事业|机关)级?")
"""县、乡、村三级22个单位; 行政、事业22个单位: kinds and no names."""
_FAR = 3


def check_enumerated(paragraph: Paragraph) -> Iterator[Finding]:
    """C19: as many things as are named."""
    text = paragraph.text.text
    if "、" not in text:
        return
    for match in _COUNTED.finditer(text):
        behind = _BEHIND.match(text, match.end())
        if behind is not None:
            if not _OPEN.search(behind["names"]):
                yield from _held(paragraph, match, behind["names"], some=behind["said"].startswith("包括"))
            continue
        clause = max(text.rfind(mark, 0, match.start()) for mark in _CLAUSE) + 1
        before = text[max(clause, match.start() - _LONGEST) : match.start()]
        names = _APART.split(before)
        if len(names) > _FAR and _BEFORE.fullmatch(before) and not any(_LEVELS.fullmatch(name) for name in names):
            yield from _held(paragraph, match, before, some=before.endswith("等"))


def _held(paragraph: Paragraph, match: re.Match[str], told: str, *, some: bool) -> Iterator[Finding]:
    """A count against its names: one may be two (甲股和乙股、丙站), or have 和 in its name."""
    names = _APART.split(told)
    most = len(names) + sum(_AND.search(name) is not None for name in names)
    due = len(names) + (_AND.search(names[-1]) is not None)
    many = int(match["many"]) if match["many"].isdigit() else chinese_value(match["many"])
    if many is None or len(names) <= many <= most or abs(many - due) > _FAR or (some and many > most):
        return
    yield finding(
        "C19", WARNING, paragraph, (match.start("many"), match.end("unit")),
        f"列出了 {due} 个名称，文中为 {match['many']}{match['unit']}", "核对名称和个数",
        claimed=f"{match['many']}{match['unit']}", expected=f"{due}{match['unit']}",
    )  # fmt: skip


__all__ = ["check_enumerated"]
