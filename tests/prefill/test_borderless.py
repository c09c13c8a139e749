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
