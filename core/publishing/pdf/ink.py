"""Text becomes PDF operators here: which font draws a character, and how a line is set.

A `Pen` belongs to one document.  It hands out one embedded font for each face and keeps, for
every style, how each character is drawn, so a character is looked up once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from core.publishing.fonts import Typeface, clean
from core.publishing.linebreak import BLANK_RIGHT, Line, Measured
from core.publishing.pdf.embed import EmbeddedFont

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.publishing.fonts import Face, Family
    from core.publishing.pdf.style import Justify, TextStyle

_WIDE = 0.99  # of an em: from here on a character takes the style's pitch
_HALVED = 0.9  # of half a width: from here on a mark is drawn by its half code
_TINY = 0.02  # points; smaller shifts are not written


class Glyph(NamedTuple):
    """How a character is drawn in one style: font, code, advance, and how far that is from the font's own.

    `half` is the code without the blank right half, for marks that have one.
    """

    font: EmbeddedFont
    code: str
    advance: float
    track: float
    half: str


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line ready to be shown at any place: PDF text operators, where it begins within its column, its width."""

    body: str
    x: float
    width: float


class Pen:
    """Sets text for one document and remembers the fonts it took."""

    def __init__(self) -> None:
        self.fonts: dict[Family, EmbeddedFont] = {}
        self._tables: dict[TextStyle, _GlyphTable] = {}

    def font(self, face: Face) -> EmbeddedFont:
        """The document's font for a face."""
        font = self.fonts.get(face.family)
        if font is None:
            font = self.fonts[face.family] = EmbeddedFont(f"F{len(self.fonts) + 1}", face)
        return font

    def measure(self, text: str, style: TextStyle) -> Measured:
        """The cleaned text with its advances, ready to be broken."""
        table = self._table(style)
        text = clean(text)
        return Measured(text, [table[char].advance for char in text], style.em)

    def width(self, text: str, style: TextStyle) -> float:
        """The width of `text` on one line."""
        return self.measure(text, style).width

    def set(
        self, text: str, style: TextStyle, width: float, align: Justify = "left", *, indent: float = 0.0
    ) -> list[SetLine]:
        """Break `text` into lines of `width`; hard line breaks in it stay."""
        lines: list[SetLine] = []
        for part in text.split("\n"):
            lines += self.set_measured(self.measure(part, style), style, width, align, indent=indent)
        return lines

    def set_measured(
        self, measured: Measured, style: TextStyle, width: float, align: Justify, *, indent: float = 0.0
    ) -> list[SetLine]:
        """As `set`, for one part that is measured already."""
        table = self._table(style)
        glyphs = [table[char] for char in measured.text]
        lines = []
        for line in measured.lines(width, indent=indent):
            each, special = measured.spacing(line, justify=align == "justify")
            body = _line_body(glyphs, line, each, special, style.size)
            first = indent if line.start == 0 else 0.0
            lines.append(SetLine(body, first + _offset(align, line.slack), width - first - line.slack))
        return lines

    def set_balanced(self, text: str, style: TextStyle, width: float) -> list[SetLine]:
        """Break a centred title so that its lines are about equally long."""
        return [line for part in text.split("\n") for line in self.set_evenly(self.measure(part, style), style, width)]

    def set_evenly(
        self, measured: Measured, style: TextStyle, width: float, align: Justify = "center"
    ) -> list[SetLine]:
        """As `set_measured`, with as many lines but about equally long ones."""
        narrow = _balanced_width(measured, width)
        shift = _offset(align, width - narrow)
        lines = self.set_measured(measured, style, narrow, align)
        return [SetLine(line.body, line.x + shift, line.width) for line in lines]

    def leader(self, count: int, style: TextStyle, step: float) -> SetLine:
        """A row of dots, one every `step` points."""
        dot = self._table(style)["."]
        body = _run_body(dot.font.name, [dot.code] * count, [step - dot.advance] * count, style.size)
        return SetLine(body, 0.0, count * step)

    def _table(self, style: TextStyle) -> _GlyphTable:
        table = self._tables.get(style)
        if table is None:
            table = self._tables[style] = _GlyphTable(self, style)
        return table


class _GlyphTable(dict[str, Glyph]):
    """The characters of one style, found when first asked for."""

    def __init__(self, pen: Pen, style: TextStyle) -> None:
        super().__init__()
        self._pen = pen
        self._style = style
        self._typeface = Typeface(style.family, style.latin)

    def __missing__(self, char: str) -> Glyph:
        drawn = self._typeface.draw(char)
        font = self._pen.font(drawn.face)
        own = drawn.width * self._style.size
        advance = self._style.em if drawn.width >= _WIDE else own
        code = font.code(char, drawn.code)
        half = font.code(char, drawn.code, half=True) if char in BLANK_RIGHT and drawn.width >= _WIDE else ""
        glyph = self[char] = Glyph(font, code, advance, advance - own, half)
        return glyph


def _offset(align: Justify, slack: float) -> float:
    if align == "center":
        return slack / 2
    return slack if align == "right" else 0.0


def _balanced_width(measured: Measured, width: float) -> float:
    """The smallest width that takes no more lines than `width` does."""
    count = len(measured.lines(width))
    low, high = width / 4, width
    if count < 2:
        return width
    while high - low > 1:
        middle = (low + high) / 2
        if len(measured.lines(middle)) > count:
            low = middle
        else:
            high = middle
    return high


def _line_body(glyphs: Sequence[Glyph], line: Line, each: float, special: dict[int, float], size: float) -> str:
    """The operators that show one line; each stretch of one font is one TJ."""
    parts: list[str] = []
    at = line.start
    while at < line.end:
        font = glyphs[at].font
        stop = at + 1
        while stop < line.end and glyphs[stop].font is font:
            stop += 1
        extras = [special.get(i, each) + glyphs[i].track for i in range(at, stop)]
        codes = [glyph.code for glyph in glyphs[at:stop]]
        if special:
            _halve(glyphs, at, codes, extras, size / 2)
        parts.append(_run_body(font.name, codes, extras, size))
        at = stop
    return " ".join(parts)


def _halve(glyphs: Sequence[Glyph], start: int, codes: list[str], extras: list[float], half: float) -> None:
    """Draw marks that give up about half their width by their half code."""
    for at, extra in enumerate(extras):
        if extra < -_HALVED * half and glyphs[start + at].half:
            codes[at] = glyphs[start + at].half
            extras[at] = extra + half


def _run_body(font: str, codes: list[str], extras: list[float], size: float) -> str:
    """Show characters of one font; the commonest extra room is character spacing, the rest single shifts.

    Readers take a shift for a word space when it is large, character spacing never: justified text stays whole.
    """
    base = extras[len(extras) // 2]
    head = f"/{font} {size:g} Tf {base:.3f} Tc"
    if max(extras) - min(extras) < _TINY:
        return f"{head} <{''.join(codes)}> Tj"
    shown: list[str] = []
    chunk: list[str] = []
    for code, extra in zip(codes, extras, strict=True):
        chunk.append(code)
        shift = extra - base
        if abs(shift) >= _TINY:
            shown.append(f"<{''.join(chunk)}> {-shift * 1000 / size:.1f}")
            chunk.clear()
    if chunk:
        shown.append(f"<{''.join(chunk)}>")
    return f"{head} [{' '.join(shown)}] TJ"
