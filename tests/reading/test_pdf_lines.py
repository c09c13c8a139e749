"""Characters of a page as printed lines: white, and what was printed twice to look bold."""

from __future__ import annotations

import pytest

from core.reading.pdf_glyphs import Glyph
from core.reading.pdf_lines import lines_from, printed_in, rows_of

SIZE = 10.0


def glyphs_of(text, *, step=SIZE / 2, twice=0.0):
    """The characters of a text side by side, an underscore a white place; printed again `twice` beside itself."""
    made = []
    for place, char in enumerate(text):
        if char == "_":
            continue
        made += [
            Glyph(char, left, 0.0, left + SIZE / 2, SIZE, SIZE, left + SIZE / 4, SIZE / 2)
            for left in sorted({place * step, place * step + twice})
        ]
    return made


@pytest.mark.parametrize(
    ("glyphs", "text"),
    [
        (glyphs_of("1,002.55"), "1,002.55"),
        (glyphs_of("1,002.55", twice=0.4), "1,002.55"),
        (glyphs_of("人人有责", twice=0.4), "人人有责"),
        (glyphs_of("111", step=2.0), "11"),
        (glyphs_of("100_200"), "100 200"),
        (glyphs_of("100_200", twice=0.4), "100 200"),
        (glyphs_of("基本_支出"), "基本支出"),
    ],
)
def test_the_text_of_a_line(glyphs, text):
    backwards = list(reversed(glyphs))
    (line,) = lines_from(rows_of(backwards))
    assert line.text == text
    assert printed_in(backwards) == [(text, line.box.left, line.box.right)]


def test_rows_part_where_characters_stand_lower():
    low = [glyph._replace(top=glyph.top + 7, bottom=glyph.bottom + 7, y=glyph.y + 7) for glyph in glyphs_of("支出")]
    assert [text for text, _, _ in printed_in([*low, *glyphs_of("基本")])] == ["基本", "支出"]
    assert printed_in([]) == []
