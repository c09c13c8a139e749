"""Each real report through the doors: the three outputs hold its headings, text and tables, and follow its figures."""

from __future__ import annotations

import json
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from core.figures import Kind
from core.prefill.fold import compact
from core.publishing import compose
from core.publishing.compose import headings
from core.report import Report
from tests.real.outputs import KINDS, Made, door, exported, make, missing_cells, paragraphs, whole_tables

if TYPE_CHECKING:
    from core.template import Figure

pytestmark = pytest.mark.real

LABELS = Path(__file__).resolve().parents[1] / "data" / "labels"
FORMATS = {"000": ("docx", "doc", "txt"), "001": ("pdf", "txt"), "002": ("docx", "doc", "txt")}
FORMATS |= {"003": ("docx", "txt"), "004": ("pdf", "txt")}
FILES = [(number, kind) for number, kinds in FORMATS.items() for kind in kinds]

FILLERS = {"……"}
"""Empty rows of the form that nobody used."""
OTHERWISE = {
    # One figure stands once: the table repeats 项目支出 with another number than the text (told by C3 and B13).
    "15.87",
    # 不适用 of a rate is printed as /.
    "无",
    "无非税",
    # A line of the form that the unit left empty (its indicator is ……).
    "联系部门满意度",
}


def labels(number: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((LABELS / f"{number}.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module", params=FILES, ids=lambda one: "-".join(one))
def sample(request, samples, tmp_path_factory) -> tuple[str, Made]:
    number, kind = request.param
    source = samples / "seeds" / f"{labels(number)['source']}.{kind}"
    return number, make(source, tmp_path_factory.mktemp(f"{number}{kind}"), labels(number)["year"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_heading_stands_in_its_order(sample, kind):
    """Known headings with the form's own number and title, others as they were."""
    _, made = sample
    report = Report.open(made.file, read_only=True)
    ours = {section.id: heading.line for pack in report.template.packs for section, heading in headings(report, pack)}
    report.close()
    titles = [compact(document.blocks[0].block.text) for document in made.outputs[kind]]
    lines = made.lines(kind)
    missed, place = [], 0
    for heading, target in printed_headings(made):
        wanted = compact(ours[target]) if target else compact(heading)
        at = next((i for i in range(place, len(lines)) if lines[i] == wanted), None)
        if at is None and not (not target and any(_same_title(wanted, title) for title in titles)):
            missed.append((heading, target))
        place = place if at is None else at + 1
    assert missed == []


def printed_headings(made: Made) -> list[tuple[str, str]]:
    """The headings of the source with their sections; test_prefill_samples holds them against the labels."""
    return [(f"{one['number']}{one['title']}", one["target"]) for one in made.found["sections"]]


def _same_title(wanted: str, title: str) -> bool:
    """The title of the document is the form's: it may say more (部门, the unit), never less."""
    rest = iter(title)
    return all(char in rest for char in wanted)


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_stands_in_its_order_with_all_its_cells(sample, kind):
    number, made = sample
    ours, place = made.tables(kind), 0
    for cells in whole_tables(made.source):
        wanted = [cell for cell in cells if compact(cell) not in FILLERS]
        lost = [missing_cells(wanted, table, OTHERWISE if number == "002" else ()) for table in ours[place:]]
        best = min(range(len(lost)), key=lambda i: len(lost[i]))
        assert lost[best] == []
        place += best + 1


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_lost(sample, kind):
    """Every paragraph of the source is printed word for word; sentences may stand in one paragraph with others."""
    _, made = sample
    text = "".join(made.lines(kind))
    titles = {compact(line).rstrip("。") for line, _ in printed_headings(made)}
    assert [one for one in paragraphs(made.source) if one not in text and one.rstrip("。") not in titles] == []


def test_every_figure_follows_into_all_its_places(sample, tmp_path):
    """All listed figures set to numbers of their own at once: each place of the three outputs prints them."""
    _, made = sample
    file = tmp_path / "set.jbao"
    file.write_bytes(made.file.read_bytes())
    report = Report.open(file)
    template = report.template
    cells = {
        (one["key"], one["aspect"])
        for one in made.found["figures"]
        if template.figure(one["key"]).kind.numeric and (one["key"], one["aspect"]) in report.entries
    }
    values = {cell: _value(template.figure(cell[0]), index) for index, cell in enumerate(sorted(cells))}
    places = Counter(one for one in _places(report) if one[0] in values)
    report.close()
    door("set", str(file), *(f"{key}@{aspect}={value}" for (key, aspect), value in values.items()))
    report = Report.open(file, read_only=True)
    after = list(_places(report))
    assert Counter((cell, where) for cell, where, _ in after if cell in values) >= Counter(
        (cell, where) for cell, where, _ in places
    )
    assert [(cell, text) for cell, _, text in after if cell in values and not _is(text, values[cell])] == []
    report.close()
    wanted = Counter(compact(text) for cell, _, text in after if cell in values)
    for kind, documents in exported(file, tmp_path).items():
        changed = Made(made.source, file, made.found, {kind: documents})
        cells_text = [compact(cell.text) for one in changed.tables(kind) for row in one.cells for cell in row if cell]
        text = "\n".join([*changed.lines(kind), *cells_text])
        found = Counter(re.findall(r"-?\d+(?:\.\d+)?%?", text))
        for number, count in wanted.items():
            total = sum(found[form] for form in {number, number.rstrip("%"), f"{number.rstrip('%')}%"})
            assert total >= count, (kind, number)


def _value(figure: Figure, index: int) -> str:
    """A number that no other figure has and that prints without rounding."""
    match figure.kind:
        case Kind.RATE:
            return f"{30 + index // 100}.{index % 100:02d}%"
        case Kind.MONEY:
            return f"{7000 + index}.25万元"
        case Kind.SCORE:
            return f"{3000 + index}"
    return f"{50000 + index}"


def _is(text: str, value: str) -> bool:
    number = Fraction(value.rstrip("%万元"))
    return Fraction(text.rstrip("%")) in {number, number * 10000, number / 10000}


def _places(report: Report):
    """Every printed place of a figure: ((key, aspect), table or section, text)."""
    for publication in compose(report):
        for placed in publication.blocks:
            for mark in placed.marks:
                if report.template.figure(mark.key).kind.numeric:
                    yield (mark.key, mark.aspect), placed.section, placed.block.text[mark.start : mark.end]
            for (row, column), place in placed.cells.items():
                text = placed.block.cells[row][column].text
                if text and text != "/" and report.template.figure(place.key).kind.numeric:
                    yield (place.key, place.aspect), placed.section, text
