"""The two published reports, read against labels that were written from their text."""

from __future__ import annotations

import json
import subprocess
import sys
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest

from core.blocks import Table
from core.figures import plain
from core.prefill import accept, recognise, understand
from core.prefill.fold import compact
from core.reading import read
from core.report import REST_ZERO, Report
from core.template import template_of

pytestmark = pytest.mark.real

LABELS = Path(__file__).resolve().parent.parent / "data" / "labels"
FILES = [("000", "txt"), ("000", "docx"), ("000", "doc"), ("001", "txt"), ("001", "pdf")]
PACK = "zhengti-hunan-2023"
ASPECT_NEXT_YEAR = {"actual": "prior", "target": "prior"}


@cache
def labels(number: str) -> dict:
    return json.loads((LABELS / f"{number}.json").read_text(encoding="utf-8"))


@cache
def imported(folder: Path, number: str, kind: str, later: int):
    name = f"{labels(number)['source']}.{kind}"
    document = read(folder / "seeds" / name)
    return document, understand([document], template_of([PACK]), labels(number)["year"] + later)


def words(document) -> str:
    """All text of a document, folded, to look quotes up in."""
    texts = []
    for one in document.blocks:
        if isinstance(one.block, Table):
            texts += [cell.text for row in one.block.cells for cell in row if cell is not None]
        else:
            texts.append(getattr(one.block, "text", ""))
    return "\n".join(texts)


def finds(label: dict, proposal, aspect: str, year: int) -> bool:
    quotes = [proposal.quote, *(other.quote for other in proposal.others)]
    return (
        (plain(proposal.held), proposal.held.unit) == (label["value"], label["unit"])
        and (proposal.aspect, proposal.year) == (aspect, year)
        and fnmatchcase(proposal.key, label["key"])
        and any(compact(label["quote"]) in compact(quote) for quote in quotes)
    )


@pytest.mark.parametrize(("number", "kind"), FILES)
@pytest.mark.parametrize("later", [0, 1])
def test_every_labelled_value_is_proposed(samples, number, kind, later):
    _, found = imported(samples, number, kind, later)
    missed = []
    for label in labels(number)["values"]:
        aspect = ASPECT_NEXT_YEAR.get(label["aspect"], label["aspect"]) if later else label["aspect"]
        if not any(finds(label, proposal, aspect, labels(number)["year"]) for proposal in found.proposals):
            missed.append(label["quote"])
    assert missed == []


@pytest.mark.parametrize(("number", "kind"), FILES)
def test_every_change_and_share_is_a_relation(samples, number, kind):
    _, found = imported(samples, number, kind, 0)
    told = [(one.relation, compact(one.quote), one.value, one.unit) for one in found.relations]
    assert told == [(one["relation"], one["quote"], one["value"], one["unit"]) for one in labels(number)["relations"]]


@pytest.mark.parametrize(("number", "kind"), FILES)
@pytest.mark.parametrize("later", [0, 1])
def test_nothing_certain_is_wrong(samples, number, kind, later):
    """Every certain number is a labelled one."""
    _, found = imported(samples, number, kind, later)
    wrong = [
        (proposal.key, proposal.aspect, plain(proposal.held))
        for proposal in found.proposals
        if proposal.confidence == "certain"
        and proposal.held.number is not None
        and not any(
            fnmatchcase(proposal.key, label["key"])
            and (label["value"], label["unit"]) == (plain(proposal.held), proposal.held.unit)
            for label in labels(number)["values"]
        )
    ]
    assert wrong == []
    assert found.conflicts == ()


@pytest.mark.parametrize(("number", "kind"), FILES)
def test_quotes_stand_in_the_source(samples, number, kind):
    document, found = imported(samples, number, kind, 0)
    text = words(document)
    quotes = [proposal.quote for proposal in found.proposals] + [one.quote for one in found.relations]
    assert [quote for quote in quotes if not quote or quote not in text] == []
    assert [quote for quote in quotes if len(quote) > 60] == []


@pytest.mark.parametrize(("number", "kind"), FILES)
def test_every_heading_has_its_section(samples, number, kind):
    _, found = imported(samples, number, kind, 0)
    assert [[compact(one.number), one.target] for one in found.sections] == [
        [compact(name), target] for name, target in labels(number)["sections"]
    ]
    assert all(one.level == 1 for one in found.sections if one.target.count(".") == 1)


@pytest.mark.parametrize(("number", "kind"), FILES)
def test_year_and_unit(samples, number, kind):
    _, found = imported(samples, number, kind, 1)
    assert [(one.year, one.unit, one.report) for one in found.documents] == [
        (labels(number)["year"], labels(number)["unit"], PACK)
    ]


@pytest.fixture(scope="module")
def shanghai(samples):
    document = read(samples / "shanghai" / "社会工作部_2024年度部门决算.pdf")
    guess = recognise([document])
    return guess, understand([document], template_of([guess.pack]), guess.year)


def test_the_nine_official_tables_are_recognised(shanghai):
    guess, found = shanghai
    assert (guess.year, guess.unit) == (2024, "中共上海市普陀区委社会工作部")
    assert sorted(table.target for table in found.tables if table.target) == [f"T0{number}" for number in range(1, 10)]


def test_official_cells_stand_at_their_keys(shanghai):
    _, found = shanghai
    cells = {(one.key, one.aspect): plain(one.held) for one in found.proposals}
    assert cells["T03.2013901.basic", "actual"] == "51.32"
    assert cells["T03.2013999.project", "actual"] == "202.24"
    assert cells["T05.2080505.basic", "actual"] == "6.18"
    assert cells["T06.30102", "actual"] == "39.72"
    assert cells["T04.221.general", "actual"] == "29.42"
    assert cells["T02.total.fiscal", "actual"] == "307.82"
    assert found.conflicts == ()


def test_what_whole_official_tables_print_blank_is_none(samples):
    document = read(samples / "shanghai" / "社会工作部_2024年度部门决算.pdf")
    guess = recognise([document])
    report = Report.scratch(guess.packs, guess.unit, guess.year)
    accept(report, understand([document], template_of(guess.packs), guess.year), "certain")
    assert {name for name in report.marks if name.startswith(REST_ZERO)} == {f"{REST_ZERO}T0{n}" for n in range(1, 7)}
    assert report.undo() is not None
    assert not report.marks
    report.close()


def test_the_empty_form_gives_no_figure(samples):
    document = read(samples / "shanghai" / "部门决算模板_2024.pdf")
    found = understand([document], template_of(["juesuan-shanghai-2024"]), 2024)
    assert found.proposals == ()
    assert sorted(table.target for table in found.tables if table.target) == [f"T0{number}" for number in range(1, 10)]


def test_a_report_bound_into_another_is_recognised(samples):
    for kind in ("docx", "doc", "txt"):
        guess = recognise([read(samples / "seeds" / f"002_鄂城区总工会2023年度部门决算.{kind}")])
        assert guess.packs == ["juesuan-hubei-2023", "zhengti-hubei-2023"]


def test_the_floors_of_accuracy_hold(samples):
    """What `make accuracy` prints."""
    path = Path(__file__).resolve().parents[2] / "build" / "accuracy" / "run.py"
    done = subprocess.run([sys.executable, path, samples], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
