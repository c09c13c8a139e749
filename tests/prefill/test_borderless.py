"""A PDF whose tables have no ruling lines gives the same figures as one whose tables are ruled."""

from __future__ import annotations

import pytest

from core.prefill import understand
from core.reading import read
from core.template import template_of
from tests.reading.borderless import drawn
from tests.reading.test_pdf_aligned import tables_of

PACKS = ("juesuan-shanghai-2024", "juesuan-hunan-2023")


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    def build(pack, lines):
        path = tmp_path_factory.mktemp(lines) / "决算.pdf"
        path.write_bytes(drawn(tables_of(pack), lines))
        found = understand([read(path)], template_of([pack]), 2023, unit="甲县总工会")
        return {(one.key, one.aspect, one.year): (one.held, one.confidence) for one in found.proposals}

    return build


@pytest.mark.parametrize("pack", PACKS)
def test_the_figures_are_those_of_the_ruled_tables(figures, pack):
    ruled = figures(pack, "all")
    assert len(ruled) > 500
    assert ("T06.public_total", "actual", 2023) in ruled or pack != PACKS[1]  # its label is merged over five columns
    for lines in ("none", "rows", "three"):
        assert figures(pack, lines) == ruled, lines


@pytest.mark.parametrize(("source", "form"), [PACKS, PACKS[::-1]])
def test_the_tables_of_another_province_give_no_wrong_figure(tmp_path, source, form):
    """湖南 prints 行次 where 上海 prints the amounts, and 栏次 below the heads."""
    path = tmp_path / "决算.pdf"
    path.write_bytes(drawn(tables_of(source), "all"))
    document = read(path)
    own, other = (
        {
            (one.key, one.aspect): one.held
            for one in understand([document], template_of([pack]), 2023, unit="甲县总工会").proposals
        }
        for pack in (source, form)
    )
    both = own.keys() & other.keys()
    assert len(both) > 300
    assert {key: other[key] for key in both} == {key: own[key] for key in both}
