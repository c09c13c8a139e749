"""Which section of the pack each heading of a source is.

By the words of the title first, then by order (pairs never cross), and only
then by the style of the printed number: 6、 may stand where 六、 should.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from core.blocks import Heading, ReadBlock
from core.prefill.align import Pool, align, pairs
from core.prefill.fold import compact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.template import Section

_BRACKET = re.compile(r"（[^（）]*）")
_NOISE = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]|20\d\d年度?|\{year(?:-1)?\}年度?|\{unit\}")
_EMPTY_WORDS = re.compile(r"情况说明$|情况分析$|情况$|分析$|说明$")
_MOST = 1_000
"""So many headings are held against the outline; no report has more, and pairing takes their number times its own."""
_FLOOR = 0.62
"""Titles less alike than this are different sections."""
_LEVEL = 0.12
_STYLE = 0.02


@dataclass(frozen=True, slots=True)
class Titled:
    """A heading in its place among the blocks.

    `section` is what it was matched with, `home` the id of the section that its text belongs to.
    """

    index: int
    heading: Heading
    section: Section | None = None
    home: str = ""

    @property
    def level(self) -> int:
        """The level it has in the report: that of its section, else as printed."""
        return self.section.level if self.section else self.heading.level


def match_outline(
    blocks: Sequence[ReadBlock], sections: Sequence[Section], unit: str = "", sure: frozenset[int] = frozenset()
) -> list[Titled]:
    """Every heading of a document (titles of level 0 too), with its section where it has one.

    `sure` are headings without a number that are none the less no title of the document.
    """
    found = headings(blocks)
    places = _places(found, sections, unit, sure)
    return _housed([Titled(index, heading, _at(sections, places.get(index))) for index, heading in found])


def headings(blocks: Sequence[ReadBlock]) -> list[tuple[int, Heading]]:
    """The headings among blocks, each with its place."""
    return [(index, one.block) for index, one in enumerate(blocks) if isinstance(one.block, Heading)]


def shown(found: Sequence[tuple[int, Heading]], sections: Sequence[Section]) -> int:
    """How many of the sections headings show."""
    return sum(place is not None for place in _places(found, sections).values())


def _places(
    found: Sequence[tuple[int, Heading]],
    sections: Sequence[Section],
    unit: str = "",
    sure: frozenset[int] = frozenset(),
) -> dict[int, int | None]:
    """The place of the section of each heading, by the heading's own place among the blocks."""
    numbered = [one for one in found if one[1].level > 0 or one[1].number or one[0] in sure][:_MOST]
    titles = _titles(tuple((one.title, *one.aliases) for one in sections), unit)
    scores: dict[tuple[int, int], float] = {}
    for row, (_, heading) in enumerate(numbered):
        for column, like in titles.likes(heading.text):
            gap = abs(heading.level - sections[column].level)
            scores[row, column] = like - _FLOOR / 2 - _LEVEL * min(gap, 2) + (_STYLE if not gap else 0.0)
    return dict(zip((index for index, _ in numbered), align(len(numbered), len(sections), scores), strict=True))


class _Titles:
    """The titles of an outline in all their forms, asked for those like a heading."""

    def __init__(self, sections: Sequence[Sequence[str]], unit: str) -> None:
        self._unit = unit
        self._holding: dict[str, list[int]] = {}
        for column, titles in enumerate(sections):
            for form in {form for text in titles for form in variants(text, unit)}:
                self._holding.setdefault(form, []).append(column)
        self._pool = Pool(self._holding, _alike, _FLOOR, _core)
        self.likes = lru_cache(maxsize=256)(self._likes)

    def _likes(self, heading: str) -> list[tuple[int, float]]:
        """The places of the sections that are called so, and how much alike they are."""
        likes: dict[int, float] = {}
        for form in variants(heading, self._unit):
            for other, like in self._pool.like(form).items():
                for column in self._holding[other]:
                    likes[column] = max(likes.get(column, 0.0), like)
        return [*likes.items()]


@lru_cache(maxsize=64)
def _titles(sections: Sequence[Sequence[str]], unit: str) -> _Titles:
    """A document is held against many outlines, and an outline against many documents."""
    return _Titles(sections, unit)


def _at(sections: Sequence[Section], place: int | None) -> Section | None:
    return None if place is None else sections[place]


def _housed(matched: Sequence[Titled]) -> list[Titled]:
    """Headings the pack does not know stay with the section before them, unless they stand above it."""
    housed: list[Titled] = []
    home: Titled | None = None
    printed = 0
    for place, one in enumerate(matched):
        if one.section is not None:
            home, printed = one, max(one.section.level, 1)
            housed.append(Titled(one.index, one.heading, one.section, one.section.id))
            continue
        above = one.heading.level <= printed and one.heading.level <= 1
        if home is not None and above and not _goes_on(matched[place + 1 :], home):
            home = None
        inside = home is not None and home.section is not None and one.heading.level > 0
        housed.append(Titled(one.index, one.heading, None, home.section.id if inside and home and home.section else ""))
    return housed


def _goes_on(rest: Sequence[Titled], home: Titled) -> bool:
    """Whether the next known section stands beside `home` inside another: what is between belongs there too."""
    after = next((one.section for one in rest if one.section is not None), None)
    if after is None or home.section is None or after.level < 3:
        return False
    return after.id.rpartition(".")[0] == home.section.id.rpartition(".")[0]


@lru_cache(maxsize=1 << 14)
def variants(title: str, unit: str) -> tuple[str, ...]:
    """A title as it is compared: without numbers, brackets, years and the unit; the part before a comma too."""
    text = compact(title).replace(compact(unit), "") if unit else compact(title)
    whole = [text, _BRACKET.sub("", text)] if "（" in text else [text]
    forms = dict.fromkeys([*whole, *(form.partition("，")[0] for form in whole)])
    plain = [_NOISE.sub("", form) for form in forms]
    return tuple(form for form in dict.fromkeys(plain) if form)


@lru_cache(maxsize=1 << 16)
def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    a, b = _core(one), _core(other)
    if a == b:
        return 0.96
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) >= 4 and short in long:
        return max(0.66 + 0.3 * len(short) / len(long), _dice(a, b))
    return _dice(a, b)


@lru_cache(maxsize=1 << 14)
def _core(title: str) -> str:
    """A title without the words that any title may end with."""
    return _EMPTY_WORDS.sub("", title) or title


def _dice(one: str, other: str) -> float:
    """How many pairs of neighbouring characters two titles share."""
    a, b = pairs(one), pairs(other)
    total = len(a) + len(b)
    return 2 * len(a & b) / total if total else 0.0
