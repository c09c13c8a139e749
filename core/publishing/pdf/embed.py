"""The fonts inside a PDF: one embedded subset for each face, addressed by two-byte codes.

reportlab would write a face as many one-byte fonts of 256 characters.  One
composite font (PDF 32000-1, 9.7) keeps the text of a line together, so copying and
searching yield the text as it stands, and the file is smaller.  The code of a character is the order of its
first use; the same glyph may stand for two characters, each with its own code and its own text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.publishing.fonts import Face

_TAG = "JUEBAO"
_CMAP_CHUNK = 100
_EM = 1000


class EmbeddedFont:
    """One face as it is used in one document."""

    def __init__(self, name: str, face: Face) -> None:
        self.name = name  # in the pages' resources
        self.face = face
        self._drawn: list[int] = []  # by code - 1: the code point whose glyph is drawn
        self._texts: list[str] = []  # by code - 1: the character it stands for
        self._advances: list[int] = []
        self._codes: dict[tuple[str, bool], str] = {}

    def code(self, char: str, drawn: int, *, half: bool = False) -> str:
        """The two-byte code of `char` in hexadecimal; `drawn` is the code point of the glyph to draw.

        `half` asks for a full-width mark whose blank right half is left out: a program that copies
        text would take a mark that reaches under the next character for one of another line.
        """
        known = self._codes.get((char, half))
        if known is None:
            self._drawn.append(drawn)
            self._texts.append(char)
            self._advances.append(round(self.face.advances.get(drawn, _EM)) // (2 if half else 1))
            known = self._codes[char, half] = f"{len(self._drawn):04X}"
        return known

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab calls it, as it calls its own fonts
        """Write the font and its subset; called when the document is saved."""
        base = f"{_TAG}+{self.face.family.value}"
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{base}",
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}
                ),
                "FontDescriptor": self._descriptor(doc, base),
                "DW": _EM,
                "W": self._widths(),
                "CIDToGIDMap": _stream(doc, self._glyph_map(), f"gids:{base}"),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{base}",
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant, f"descendant:{base}")]),
                "ToUnicode": _stream(doc, self._to_unicode(), f"unicode:{base}"),
            }
        )
        doc.idToObject["BasicFonts"].dict[self.name] = doc.Reference(font, f"font:{base}")

    def _descriptor(self, doc: Any, base: str) -> Any:
        source = self.face.source
        content = source.makeSubset(self._drawn)
        return doc.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Type": "/FontDescriptor",
                    "FontName": f"/{base}",
                    "Flags": 4,
                    "FontBBox": pdfdoc.PDFArray(source.bbox),
                    "ItalicAngle": 0,
                    "Ascent": source.ascent,
                    "Descent": source.descent,
                    "CapHeight": source.capHeight,
                    "StemV": 80,
                    "FontFile2": _stream(doc, content, f"file:{base}", Length1=len(content)),
                }
            ),
            f"descriptor:{base}",
        )

    def _widths(self) -> Any:
        """The advances that differ from a full em."""
        entries: list[Any] = []
        for code, advance in enumerate(self._advances, start=1):
            if advance != _EM:
                entries += [code, pdfdoc.PDFArray([advance])]
        return pdfdoc.PDFArray(entries)

    def _glyph_map(self) -> bytes:
        """The glyph of each code, numbered as `makeSubset` numbers them: by first use."""
        numbers = {0: 0}
        glyphs = [0]
        for drawn in self._drawn:
            original = self.face.glyphs.get(drawn, 0)
            glyphs.append(numbers.setdefault(original, len(numbers)))
        return b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)

    def _to_unicode(self) -> bytes:
        pairs = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(self._texts, start=1)
        ]
        lines = [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
        ]
        for chunk in _chunks(pairs):
            lines += [f"{len(chunk)} beginbfchar", *chunk, "endbfchar"]
        lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
        return "\n".join(lines).encode("ascii")


def _chunks(pairs: list[str]) -> Iterable[list[str]]:
    for start in range(0, len(pairs), _CMAP_CHUNK):
        yield pairs[start : start + _CMAP_CHUNK]


def _stream(doc: Any, content: bytes, name: str, **entries: int) -> Any:
    stream = pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
    stream.dictionary.dict.update(entries)
    return doc.Reference(stream, name)
