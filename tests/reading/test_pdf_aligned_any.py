"""Whatever words stand wherever on a page: the grids that are found cover every place once, and nothing breaks."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.reading.pdf_aligned import aligned_grids, may_align
from core.reading.pdf_glyphs import Glyph
from core.reading.pdf_lines import lines_from, rows_of
from core.reading.pdf_page import Rule

SIZE = 10.0
WORDS = st.sampled_from(
    ["1", "2", "3", "0.00", "12.30", "1,024.50", "-3.10", "合计", "基本支出", "项目", "栏次", "科目编码", "2012901",
     "其他一般公共服务支出", "单位：万元", "支出决算表", "公开03表", "一、", "增加3.10万元，增长2%。", "—", "支出"]
)  # fmt: skip


def glyphs_of(words):
    made = []
    for text, x, y in words:
        for place, char in enumerate(text):
            left = x + place * SIZE / 2
            made.append(Glyph(char, left, y, left + SIZE / 2, y + SIZE, SIZE, left + SIZE / 4, y + SIZE / 2))
    return made


def check(grid):
    assert all(a < b for a, b in pairwise(grid.xs)), grid.xs
    assert all(a <= b for a, b in pairwise(grid.ys)), grid.ys
    places = [
        (span.row + r, span.column + c) for span in grid.spans for r in range(span.rows) for c in range(span.columns)
    ]
    assert len(places) == len(set(places))
    assert set(places) == {(r, c) for r in range(len(grid.ys) - 1) for c in range(len(grid.xs) - 1)}


ANYWHERE = st.tuples(WORDS, st.integers(0, 55).map(lambda at: at * 10.0), st.integers(0, 40).map(lambda at: at * 7.0))
ALIGNED = st.tuples(WORDS, st.integers(0, 6).map(lambda at: at * 90.0), st.integers(2, 25).map(lambda at: at * 14.0))
RULES = st.lists(
    st.builds(Rule, st.integers(0, 300).map(float), st.just(0.0), st.sampled_from([90.0, 630.0])), max_size=12
)

# 1 and 1 stand hardly above 0.00 in the head: nothing there reaches over its neighbours.
HARDLY_ABOVE = [
    ("1", 110.0, 0.0), ("1", 190.0, 0.0), ("0.00", 20.0, 56.0), ("0.00", 190.0, 49.0), ("单位：万元", 20.0, 42.0),
    ("1", 180.0, 98.0), ("0.00", 180.0, 28.0), ("支出", 0.0, 98.0),
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@example(HARDLY_ABOVE, [])
@given(st.lists(st.one_of(ANYWHERE, ALIGNED, ALIGNED), min_size=8, max_size=160), RULES)
def test_any_page_gives_sound_grids(words, rules):
    caption = [("支出决算表", 200.0, 0.0), ("单位：万元", 500.0, 14.0)]
    rows = rows_of(glyphs_of([*caption, *words]))
    found = aligned_grids(rows, rules)
    for grid in found:
        check(grid)
    for grid in aligned_grids(rows_of(glyphs_of(words)), rules, found[-1] if found else None):
        check(grid)
    may_align(lines_from(rows))


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 8), st.integers(3, 20), st.integers(1, 3), st.randoms(use_true_random=False))
def test_a_made_table_is_found_whatever_its_columns(columns, rows, heads, rng):
    words = [("支出决算表", 200.0, 0.0), ("单位：万元", 500.0, 14.0)]
    words += [
        (f"甲{column}", column * 80.0 + 20, 34.0 + 14 * level) for column in range(columns) for level in range(heads)
    ]
    start = 34.0 + 14 * heads + 6
    for row in range(rows):
        words.append(("支出" * rng.randint(1, 3), 0.0, start + 16 * row))
        for column in range(1, columns):
            text = f"{rng.randint(0, 99999) / 100:.2f}"
            words.append((text, column * 80.0 + 70 - len(text) * SIZE / 2, start + 16 * row))
    (grid,) = aligned_grids(rows_of(glyphs_of(words)), [])
    check(grid)
    assert len(grid.xs) == columns + 1
    assert len(grid.ys) - 1 >= rows
