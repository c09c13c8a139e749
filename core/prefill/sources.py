"""What a source is: its fiscal year, its unit, and the pack it reads like."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from core.blocks import Heading, Paragraph, SourceDocument, Table
from core.prefill.fold import compact
from core.prefill.outline import headings, shown
from core.prefill.own import OwnReport
from core.template import Pack, known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_YEAR = re.compile(r"(20\d\d)年(度)?")
_BODY = (
    r"(?:总工会|工会|委员会|管理局|办公室|中心|学校|医院|联合会|妇联|团委|法院|检察院|政府|街道办事处"
    r"|局|院|会|校|馆|厅|部|委|办|所|站)"
)
_NOT_UNIT = re.compile(
    r"^(?:本|我|该|全国|全省|全市|全区|全县|省|市|县|区|基层|各|财政)(?:单位|部门|会|局|总工会|总|财政局)?$|政府$|财政局$"
)
_SUBJECT = re.compile(
    rf"(?:20\d\d年度?(?P<after>[\u4e00-\u9fff]{{2,20}}?{_BODY})"
    r"(?=部门|整体|项目|20|财政|预算|决算|无|编制|实有|绩效)"
    rf"|(?P<before>[\u4e00-\u9fff]{{2,20}}?{_BODY})(?=20\d\d年|内设|编制|为独立|机关))"
)
_MARKS = "XＸ×"
_PLACEHOLDER = re.compile(rf"(?<![A-Za-z])[{_MARKS}]{{2,}}\s*(?:万元|元|%|％|个|辆|人次|批次|台|项)")
_PLACEHOLDERS = 5
_ANNEXED = 4
"""From so many of its sections on, another report is bound into a document."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a set of sources is most likely: the pack's id, the fiscal year, the unit's name.

    `annexed` are the packs of what else is bound into it: a 部门决算 with the 绩效自评 as its last part.
    """

    pack: str
    year: int
    unit: str
    annexed: tuple[str, ...] = ()

    @property
    def packs(self) -> list[str]:
        """All its packs, the main one first."""
        return [self.pack, *self.annexed]


def recognise(documents: Sequence[SourceDocument]) -> Guess:
    """The pack, year and unit that the sources speak for; the newest year where they differ."""
    packs = known()
    own = [one for one in documents if isinstance(one, OwnReport)]
    if own:  # a report file says it itself
        newest = max(own, key=lambda one: one.year)
        ids = [name for name in newest.packs if any(pack.id == name for pack in packs)]
        if ids:
            return Guess(ids[0], max(map(year_of, documents)), newest.unit, tuple(ids[1:]))
    looks = [_Looks(document) for document in documents]
    best = max(packs, key=lambda pack: sum(one.likeness(pack) for one in looks))
    years = [year_of(document) for document in documents]
    units = [unit for unit in (unit_of(document) for document in documents) if unit]
    year = max(years, default=date.today().year - 1)
    annexed = tuple(dict.fromkeys(name for one in looks if (name := _annexed(one, best, packs))))
    return Guess(best.id, year, units[0] if units else "", annexed)


def _annexed(looks: _Looks, main: Pack, packs: Sequence[Pack]) -> str:
    """The pack of another report that is bound into a document: it has tables of it and several of its sections."""
    others = [pack for pack in packs if _report(pack) != _report(main)]
    scored = [(looks.sections(pack), looks.tables(pack), pack.id) for pack in others]
    bound = [(sections + 2 * tables, name) for sections, tables, name in scored if tables and sections >= _ANNEXED]
    return max(bound, default=(0, ""))[1]


def _report(pack: Pack) -> str:
    return pack.id.partition("-")[0]


def pack_of(document: SourceDocument, packs: Sequence[Pack]) -> str:
    """The id of the pack that a document reads like, empty for none."""
    looks = _Looks(document)
    best = max(((looks.likeness(pack), pack.id) for pack in packs), default=(0.0, ""))
    return best[1] if best[0] > 0 else ""


class _Looks:
    """What of a document tells its kind: its headings and the titles of its tables."""

    def __init__(self, document: SourceDocument) -> None:
        self._headings = headings(document.blocks)
        blocks = [one.block for one in document.blocks]
        self._titles = [compact(one.title) for one in blocks if isinstance(one, Table) and one.title]
        self._sections: dict[str, int] = {}

    def likeness(self, pack: Pack) -> float:
        """How much of the pack's outline and tables the document shows."""
        return self.sections(pack) + 2.0 * self.tables(pack)

    def sections(self, pack: Pack) -> int:
        """How many of the pack's sections it has."""
        if pack.id not in self._sections:
            self._sections[pack.id] = shown(self._headings, pack.sections)
        return self._sections[pack.id]

    def tables(self, pack: Pack) -> int:
        """How many tables it has that are called like one of the pack."""
        names = (name for form in pack.tables.values() for name in (form.title, *form.aliases)) if self._titles else ()
        words = [compact(name) for name in names]
        return sum(any(title in word or word in title for word in words) for title in self._titles)


def year_of(document: SourceDocument) -> int:
    """The fiscal year a document is of: its title counts most, then 20XX年度, then 20XX年, then the file's name.

    Our own file says it.
    """
    if isinstance(document, OwnReport):
        return document.year
    weight: Counter[int] = Counter()
    for index, (text, title) in enumerate(_texts(document)):
        for found in _YEAR.finditer(compact(text)):
            weight[int(found[1])] += 100 if title and index < 6 else 12 if title else 3 if found[2] else 1
    for found in re.finditer(r"(?<!\d)(20\d\d)(?!\d)", document.file):
        weight[int(found[1])] += 5
    return weight.most_common(1)[0][0] if weight else date.today().year - 1


def _texts(document: SourceDocument) -> Iterator[tuple[str, bool]]:
    for read in document.blocks:
        block = read.block
        if isinstance(block, Heading):
            yield block.text, block.level == 0
        elif isinstance(block, Paragraph):
            yield block.text, False
        elif isinstance(block, Table):
            yield block.title, True
            yield from ((cell.text, False) for row in block.cells[:3] for cell in row if cell is not None)


def is_form(document: SourceDocument) -> bool:
    """Whether a document is an empty form, with XX where figures go: its sentences of 无 are instructions."""
    texts = [one.block.text for one in document.blocks if isinstance(one.block, Paragraph)]
    marked = [text for text in texts if any(mark in text for mark in _MARKS)]
    return sum(len(_PLACEHOLDER.findall(text)) for text in marked) >= _PLACEHOLDERS


def unit_of(document: SourceDocument) -> str:
    """The unit's full name: from the title, a table's 部门 line, the text or the file's name; empty if none tells."""
    if isinstance(document, OwnReport):
        return document.unit
    for read in document.blocks[:6]:
        if isinstance(read.block, Heading) and read.block.level == 0 and (unit := _in_title(read.block.text)):
            return unit
    owners = [read.block.owner for read in document.blocks if isinstance(read.block, Table) and read.block.owner]
    if owners:
        return re.sub(r"^.*[:：]", "", owners[0]).strip()
    return _in_text(document) or _in_title(re.sub(r"^[\d_\-\s]+(?=\D)", "", document.file))


def _in_title(title: str) -> str:
    text = re.sub(r"20\d\d年度?|部门整体.*|整体支出.*|绩效.*|部门决算.*|决算.*|\..*$", "", compact(title))
    text = re.sub(r"(?:部门|单位)$", "", text)
    return text if 3 < len(text) <= 30 and re.search(rf"{_BODY}$", text) else ""


def _in_text(document: SourceDocument) -> str:
    named: Counter[str] = Counter()
    for text, _ in _texts(document):
        for found in _SUBJECT.finditer(compact(text)):
            name = found["after"] or found["before"]
            if name and not _NOT_UNIT.search(name) and len(name) > 3:
                named[name] += 1
    return named.most_common(1)[0][0] if named else ""
