"""A published report imported, what it lacks or contradicts typed, then exported for good: its numbers are printed.

What is typed here is what a clerk would have to settle: reasons, cells the source leaves out, and the
places where its own numbers contradict each other (CORRECTED).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from core.blocks import Heading, Table
from core.figures import show
from core.figures.show import in_unit
from core.narrative import StatementSpan, Text
from core.prefill.fold import compact
from core.reading import read
from core.report import Report
from core.template.statement import parse_statement, reasons
from tests.real.outputs import KINDS, door

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from core.blocks import SourceDocument

pytestmark = pytest.mark.real

SEED = "seeds/002_鄂城区总工会2023年度部门决算.docx"
SHANGHAI = "shanghai/社会工作部_2024年度部门决算.pdf"

LACKING = {
    "agency_operating_expense@initial_budget": "71.88",
    "vehicles.retired_cadre": "0",
    "T03.total.total@prior": "79.79",
    "T05.total.total@prior": "79.79",
    "T09.vehicle@prior": "0",
    "project.p_39a42102.attribute": "持续性项目",
    "project.p_39a42102.category": "部门预算项目",
    "project.p_39a42102.duration": "常年性项目",
    "pindicator.p_39a42102_9e000001.level1": "产出指标",
    "pindicator.p_39a42102_9e000001.level2": "数量指标",
    "pindicator.p_39a42102_9e000001.level3": "体检人数",
    "pindicator.p_39a42102_9e000001.value@target": "≥120人",
    "pindicator.p_39a42102_9e000001.value": "126人",
    "pindicator.p_39a42102_9e000001.weight": "50",
    "pindicator.p_39a42102_9e000002.level1": "效益指标",
    "pindicator.p_39a42102_9e000002.level2": "社会效益指标",
    "pindicator.p_39a42102_9e000002.level3": "体检覆盖率",
    "pindicator.p_39a42102_9e000002.value@target": "≥90%",
    "pindicator.p_39a42102_9e000002.value": "96%",
    "pindicator.p_39a42102_9e000002.weight": "30",
    "pindicator.p_39a42102_9e000003.level1": "满意度指标",
    "pindicator.p_39a42102_9e000003.level2": "服务对象满意度指标",
    "pindicator.p_39a42102_9e000003.level3": "职工满意度",
    "pindicator.p_39a42102_9e000003.value@target": "≥90%",
    "pindicator.p_39a42102_9e000003.value": "95%",
    "pindicator.p_39a42102_9e000003.weight": "10",
}
CORRECTED = {
    "T04.total_expenditure.total": "84.25",  # 82.16 in one place, 84.25 everywhere else
    "performance.amount": "4.28",  # 6.08 of 4.28 were evaluated
    "fund.general": "84.25",  # 15.87 in all, of 93.93 spent
    "fund.other": "9.68",
    "fund.total": "",
    "project.p_39a42102.score": "",
}
EXTRA = "p_353da14a"
"""A project of 15.875, where all projects together spent 4.28."""


@pytest.fixture(scope="module")
def seed(samples, tmp_path_factory):
    """The 决算 and 绩效 of 湖北, imported whole."""
    file = tmp_path_factory.mktemp("seed") / "002.jbao"
    packs = ("--template", "juesuan-hubei-2023,zhengti-hubei-2023", "--year", "2023")
    found = door("import", str(samples / SEED), "--new", str(file), *packs, "--accept", "all")
    report = Report.open(file)
    report.remove_row("project", EXTRA)
    enliven(report, [one.id for one in report.template.sections.values() if one.statements])
    for table in ("T07", "T08", "T09"):
        report.declare_empty(table)
    report.set_section("zt.c.3.2", [Text("资金下达较晚，执行进度偏慢。")])
    report.set_section("zt.c.4.1", [Text("提前排定体检日程。")])
    report.set_section("zt.c.4.2", [Text("自评结果用于编制下一年度预算。")])
    report.close()
    door("set", str(file), *(f"{key}={text}" for key, text in (LACKING | CORRECTED).items()))
    return file, found


@pytest.fixture(scope="module")
def shanghai(samples, tmp_path_factory):
    """A department in its first year: its text claims growth over nothing, its tables are right."""
    file = tmp_path_factory.mktemp("shanghai") / "社会工作部.jbao"
    packs = ("--template", "juesuan-shanghai-2024", "--year", "2024")
    found = door("import", str(samples / SHANGHAI), "--new", str(file), *packs, "--accept", "all")
    report = Report.open(file)
    wrong = {one.place.rpartition(":")[0] for one in report.findings() if one.open and one.severity == "error"} - {""}
    assert {"js.text.overall", "js.text.fiscal", "js.text.general.total", "js.text.agency"} <= wrong
    enliven(report, wrong)
    blank = [cell for one in report.findings() if one.rule == "E3" and one.open for cell in one.cells]
    report.close()
    cells = [cell for cell in dict.fromkeys(blank) if cell.endswith("@prior")]
    # All purchases are 21.07, and small firms won 21.07 of the reserved and 21.07 of the others.
    door("set", str(file), *(f"{cell}=0" for cell in cells), "procurement.other_sme_awarded=0")
    return file, found


def enliven(report: Report, sections: Iterable[str]) -> None:
    """The pack's own sentences in the place of the source's, each reason given."""
    for section in sections:
        spans = []
        for name in report.template.sections[section].statements:
            span = StatementSpan(name)
            for variant in report.template.statements[name].variants:
                for reason in reasons(parse_statement(variant.text)):
                    for row in ("", *(f"_{row}" for row in report.rows("T05"))):
                        span = span.with_reason(f"{reason.name}{row}", "按实际发生")
            spans += [Text("\n"), span] if spans else [span]
        report.set_section(section, spans)


def words(document: SourceDocument) -> Iterator[str]:
    """All headings, paragraphs and cells, folded."""
    for one in document.blocks:
        match one.block:
            case Table(cells):
                yield from (compact(cell.text) for row in cells for cell in row if cell is not None)
            case Heading():
                yield compact(one.block.line)
            case _:
                yield compact(getattr(one.block, "text", ""))


def exported(file: Path, folder: Path) -> dict[str, str]:
    """All words and cells of each formal output, folded."""
    names = [f"--{kind}={folder / f'out.{kind}'}" for kind in KINDS]
    texts = dict.fromkeys(KINDS, "")
    for one in door("export", str(file), *names)["written"]:
        texts[one["format"]] += "\n".join(words(read(one["path"])))
    return texts


@pytest.mark.parametrize("name", ["seed", "shanghai"])
def test_the_numbers_of_the_source_are_printed_for_good(request, tmp_path, name):
    """Every amount of the source's year that a cell took over stands in PDF, Word and Excel as it is printed."""
    file, found = request.getfixturevalue(name)
    report = Report.open(file, read_only=True)
    assert [(one.id, one.message) for one in report.findings() if one.open and one.severity == "error"] == []
    sheets = [report.sheet(table) for table in report.table_ids()]
    placed = {(cell.key, cell.aspect) for sheet in sheets for row in sheet.cells for cell in row if cell is not None}
    kept = [one for one in found["figures"] if one["unit"] == "万元" and one["year"] == report.year and one["value"]]
    torn = {(one["key"], one["aspect"]) for one in found["conflicts"]}  # the source gives two values
    wanted = {}
    for one in kept:
        key = one["key"]
        cell = (key, one["aspect"])
        if key in CORRECTED or EXTRA in key or cell in torn or cell not in placed:
            continue
        held = report.value(*cell)
        figure = report.template.figure(key)
        assert held.number is not None, key
        assert in_unit(held, "万元") == Fraction(one["value"]), key
        wanted[cell] = show(held, figure.kind, "万元", 2)
    report.close()
    assert len(wanted) > 20
    for kind, text in exported(file, tmp_path).items():
        assert {cell: printed for cell, printed in wanted.items() if printed not in text} == {}, kind
        assert not [mark for mark in ("〔", "未填", "草稿") if mark in text], kind


def test_the_percents_of_the_corrected_text_are_right(seed, tmp_path):
    """What the source got wrong is printed right: 25.49 for 21 and 16, 17.72 for 9, 13.04 for 20."""
    file, _ = seed
    for kind, text in exported(file, tmp_path).items():
        assert [one for one in ("25.49%", "17.72%", "13.04%", "89.69%", "97.00%") if one not in text] == [], kind
