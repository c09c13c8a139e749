"""The shipped typefaces: what they measure, and which one draws a character.

A face is read once for the life of the program, and only when a document uses it.
A character that the chosen face lacks is drawn by 宋体, then by 黑体; one that none
of them has is drawn as 〓 and reported by `missing_glyphs`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from core.blocks import Chart, Heading, Paragraph, PlacedBlock, Publication, Table
from core.errors import PublishingError
from core.paths import resource
from core.publishing.files import printable
from core.rules import Finding, State
from core.template import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SUBSTITUTE = "〓"
"""Drawn for a character that no face has."""


class Family(StrEnum):
    """The faces of an official document; the value is the file name."""

    FANG_SONG = "FangSong"
    KAI = "KaiTi"
    HEI = "HeiTi"
    TITLE = "XiaoBiaoSong"
    SONG = "SongTi"


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One face: glyph numbers and advances (thousandths of an em) by code point."""

    family: Family
    glyphs: Mapping[int, int]
    advances: Mapping[int, float]
    source: Any  # reportlab's TTFontFace, which cuts the embedded subset

    def __contains__(self, char: str) -> bool:
        return ord(char) in self.glyphs


class Drawn(NamedTuple):
    """How a character is drawn: by which face, as which code point, how wide (em)."""

    face: Face
    code: int
    width: float


@cache
def load(family: Family) -> Face:
    """The face, read from resources/fonts the first time."""
    from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

    path = resource("fonts", f"{family.value}.ttf")
    try:
        source = TTFontFace(str(path))
    except (OSError, TTFError) as error:
        raise PublishingError(
            f"字体文件“{path.name}”缺失或已损坏", "请重新安装程序，或从安装包恢复 resources/fonts 文件夹", code="font"
        ) from error
    return Face(family, source.charToGlyph, source.charWidths, source)


class Typeface:
    """A face with a second one for Latin letters and digits, and the fallbacks of both."""

    def __init__(self, family: Family, latin: Family | None = None) -> None:
        self.family = family
        self._latin = latin or family

    def draw(self, char: str) -> Drawn:
        """How this character is drawn; what no face has is drawn as 〓."""
        first = self._latin if char < "\u0370" and char not in "·×÷±" else self.family
        for family in _chain(first):
            face = load(family)
            if char in face:
                return Drawn(face, ord(char), face.advances[ord(char)] / 1000)
        face = load(Family.SONG)
        code = ord(SUBSTITUTE)
        return Drawn(face, code, face.advances.get(code, 1000.0) / 1000)


def missing_glyphs(publication: Publication) -> dict[str, tuple[str, ...]]:
    """The characters that no face can draw, each with the places it stands at.

    A place is the key of a table cell, else the section of the block, else the
    title of the table or the beginning of the text.
    """
    known = _known(frozenset(char for _, text in _texts(publication) for char in text))
    missing: dict[str, dict[str, None]] = {}
    for place, text in _texts(publication):
        for char in text:
            if char not in known:
                missing.setdefault(char, {})[place] = None
    return {char: tuple(places) for char, places in sorted(missing.items())}


GLYPH_RULE = "P1"
"""The id of the finding that a character cannot be printed; it is of this program, not of domain/rules.md."""


def glyph_findings(publication: Publication) -> list[Finding]:
    """A warning for each character of the publication that no shipped face can draw, at its first place."""
    return [
        Finding(
            id=f"{GLYPH_RULE}:{char}",
            rule=GLYPH_RULE,
            name="字形",
            state=State.FAIL,
            severity=Severity.WARNING,
            message=f"「{char}」（U+{ord(char):04X}）没有字形，PDF 里印成 {SUBSTITUTE}，在 {'、'.join(places)}",
            remedy="请换一个写法，或用导出的 Word 文件打印",
            place=places[0],
            quote=char,
        )
        for char, places in missing_glyphs(publication).items()
    ]


def clean(text: str) -> str:
    """`text` without what takes no place on paper; tabs and odd spaces become plain ones."""
    return printable(text).translate(_INVISIBLE)


_INVISIBLE = {
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0e\ufe0f\r"), None),
    **dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2009\u202f\x0b\x0c\u2028"), " "),
}


def _chain(family: Family) -> tuple[Family, ...]:
    """The faces to ask for a character, in order."""
    return tuple(dict.fromkeys((family, Family.SONG, Family.HEI)))


def _known(chars: frozenset[str]) -> set[str]:
    """Those of `chars` that some face has; later faces are read only when earlier ones lack a character."""
    known = {char for char in chars if char.isspace()}
    for family in (Family.FANG_SONG, Family.SONG, Family.HEI):
        if len(known) == len(chars):
            break
        face = load(family)
        known.update(char for char in chars if char in face)
    return known


def _texts(publication: Publication) -> Iterator[tuple[str, str]]:
    """Every printed text with its place."""
    for text in (publication.title, publication.unit, publication.date):
        yield "封面", clean(text)
    for placed in publication.blocks:
        for place, text in _block_texts(placed):
            yield place, clean(text)


def _block_texts(placed: PlacedBlock) -> Iterator[tuple[str, str]]:
    block = placed.block
    if isinstance(block, Heading):
        yield placed.section or block.line[:20], block.line
    elif isinstance(block, Paragraph):
        yield placed.section or block.text[:20], block.text
    elif isinstance(block, Table):
        yield from _table_texts(placed, block)
    elif isinstance(block, Chart):
        for text in (block.title, block.unit, *block.labels, *(name for name, _ in block.series)):
            yield placed.section or block.title, text


def _table_texts(placed: PlacedBlock, table: Table) -> Iterator[tuple[str, str]]:
    name = placed.section or table.title or table.number
    for text in (table.number, table.title, table.owner, table.unit, *table.notes):
        yield name, text
    for row, cells in enumerate(table.cells):
        for column, cell in enumerate(cells):
            if cell is not None and cell.text:
                place = placed.cells.get((row, column))
                yield (place.key if place else name), cell.text
