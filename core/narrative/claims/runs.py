"""Numbers that stand in a row: 分别为3万元、2万元和1万元，占60%、30%和10%."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.narrative.claims import words
from core.narrative.claims.names import canonical, clean, generic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.narrative.claims.model import Amount, Change
    from core.narrative.claims.scan import Quantity

_JOINED = re.compile(rf"(?:、|和|与|及|以及|、以及|，)(?:(?P<up>{words.UP})|(?P<down>{words.DOWN}))?了?")
_PLAIN = {"、", "和", "与", "及", "以及", "、以及"}
_APART = re.compile(r"、|和|与|及")
_ONE_NAME = re.compile(
    r"(商品|保障|个人|购置|结转|结余|卫生|体育|津贴|自然资源|社会团体|行政|培养|管理|城乡|规划)(?:和|与|及)"
    r"(?=服务|就业|家庭|运行|结余|结转|健康|传媒|补贴|海洋|群众|事业|培训|维护|社区|管理)"
)
"""商品和服务支出 is one thing, not two."""
_EACH = re.compile(r"分别|依次")
_COUNTED = re.compile(r"(?:等|这|上述|以上)?[两二三四五六七八九]+(?:项|类|笔|个|年|家|部分)[^、]{0,6}$")
_LAST_YEARS = re.compile(r"近(?P<many>[两二三四五])年")
_FROM_TO = re.compile(r"(20\d\d)年?(?:度)?(?:至|到|-|—|~)(20\d\d)年")
_MANY = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_NOW = re.compile(r"本年|今年|当年|本期")


@dataclass(slots=True, eq=False)
class Run:
    """`length` numbers of one kind in a row; `amounts` and `changes` fill up while they are read."""

    length: int
    amounts: list[Amount] = field(default_factory=list)
    changes: list[Change | None] = field(default_factory=list)
    names: list[tuple[str, int]] = field(default_factory=list)
    """What each is of, and its year (0 where none is said); empty where the words before do not tell."""
    each: bool = False
    """Said to be of several things, 分别."""


def runs_of(text: str, numbers: Sequence[Quantity]) -> dict[int, tuple[Run, int]]:
    """For the start of each number in a row of two or more: its row, and its place in it."""
    found: dict[int, tuple[Run, int]] = {}
    row: list[Quantity] = []
    for one in numbers:
        if row and row[-1].kind is one.kind and _joined(text, row, one):
            row.append(one)
            continue
        _keep(row, found)
        row = [one]
    _keep(row, found)
    return found


def _joined(text: str, row: list[Quantity], one: Quantity) -> bool:
    """Whether a number follows the row: by a comma only where 分别 said that there are several."""
    between = text[row[-1].end : one.start]
    if _JOINED.fullmatch(between) is None:
        return False
    return between in _PLAIN or _EACH.search(text, max(row[0].start - 12, 0), row[0].start) is not None


def _keep(row: list[Quantity], found: dict[int, tuple[Run, int]]) -> None:
    if len(row) > 1:
        run = Run(len(row))
        found.update({one.start: (run, place) for place, one in enumerate(row)})


def name_row(phrase: str, lead: str, run: Run, year: int, listed: list[str]) -> None:
    """Give the numbers of a row the names and years that the words before list; else those listed last."""
    said = list(_EACH.finditer(phrase))
    run.each = bool(said)
    if base_years(phrase, run.length):
        return
    header = words.COMPARE.sub("", phrase[: said[-1].start()]) if said else ""
    parts = _parts(header) if said else []
    if len(parts) == run.length:
        run.names = [_named(part, year) for part in parts]
        _share_ending(run)
    elif years := _years(lead, run.length, year):
        name = canonical(clean(_FROM_TO.sub("", _LAST_YEARS.sub("", header))))
        run.names = [("" if generic(name) else name, one) for one in years]
    elif said and len(listed) == run.length:
        found = words.YEAR.findall(header)
        own = int(found[-1]) if found else year - 1 if words.PRIOR.search(header) else year
        run.names = [(name, own) for name in listed]


def _parts(header: str) -> list[str]:
    """What 、 and 和 divide."""
    parts = _APART.split(_ONE_NAME.sub(r"\1〇", _COUNTED.sub("", header)))
    return [part.replace("〇", "和") for part in parts]


def _named(part: str, year: int) -> tuple[str, int]:
    years = words.YEAR.findall(part)
    name = canonical(clean(part))
    own = int(years[-1]) if years else year - 1 if words.PRIOR.search(part) else year if _NOW.search(part) else 0
    return "" if generic(name) else name, own


def _share_ending(run: Run) -> None:
    """2022年、2023年公用经费: what the last one names, the others mean where they only say a year."""
    *others, (last, year) = run.names
    if year and all(one and not name for name, one in others):
        run.names = [(last, one) for _, one in run.names]


def _years(lead: str, length: int, year: int) -> list[int]:
    """近三年, 2021年至2023年."""
    last = _LAST_YEARS.search(lead)
    if last is not None and _MANY[last["many"]] == length:
        return list(range(year - length + 1, year + 1))
    span = _FROM_TO.search(lead)
    if span is not None and int(span[2]) - int(span[1]) + 1 == length:
        return list(range(int(span[1]), int(span[2]) + 1))
    return []


_BASE_YEARS = re.compile(r"(?:较|比|同|与)(?P<years>20\d\d年(?:度)?(?:(?:、|和|与)20\d\d年(?:度)?)+)")


def base_years(phrase: str, length: int) -> list[int]:
    """2023年较2021年、2022年分别增长12%和5%: the years that each is measured against."""
    match = _BASE_YEARS.search(phrase)
    years = [int(one) for one in words.YEAR.findall(match["years"])] if match else []
    return years if len(years) == length else []


def turned(text: str, start: int, end: int) -> bool | None:
    """Whether an element of a row of changes is said to fall; None where it does as the one before: 增长5%和下降12%."""
    match = _JOINED.fullmatch(text, start, end)
    return None if match is None or not (match["up"] or match["down"]) else match["down"] is not None


_POINTED = re.compile(r"(?:上述|以上|这|前述)?(?P<many>[两二三四五])(?:者|项|类|家|个|部分)")


def pointed_at(phrase: str, length: int) -> bool:
    """Whether 两者, 上述三项 points at as many things as the row has numbers."""
    match = _POINTED.search(phrase)
    return match is not None and _MANY[match["many"]] == length


def listing_of(phrase: str) -> list[str]:
    """Things listed by name alone in a phrase: 会议费、培训费和差旅费."""
    said = _EACH.search(phrase)
    parts = _parts(phrase[: said.start()] if said else phrase)
    names = [canonical(clean(part)) for part in parts]
    return names if len(names) > 1 and not any(generic(name) for name in names) else []


def without_each(phrase: str) -> str:
    """占比分别为 as 占比为."""
    return phrase.replace("分别", "").replace("依次", "")
