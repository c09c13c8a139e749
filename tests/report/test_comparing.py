"""A snapshot beside the report: every difference is told, and each can come back alone."""

from contextlib import closing

import pytest

from core.narrative import Text
from core.report import Report
from core.report.comparing import bring_back, compare
from core.reportfile import Entry, FigureChange, Origin, RowChange, SectionChange, StoredEvidence

PACK = "zhengti-hunan-2023"


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "a.jbao"
    made = Report.create(path, [PACK], "示例县总工会", 2023)
    made.type("staff.on_duty", "actual", "16")
    made.type("T09.reception", "actual", "4.33")
    made.add_row("project", {}, row="p_11111111")
    made.type("project.p_11111111.name", "actual", "困难帮扶")
    made.set_section("zt.7", [Text("去年的问题。")])

    def imported():
        number = made.file.add_evidence(StoredEvidence("旧报告.docx", "公用经费3.78万元", page=4))
        return [
            FigureChange(
                "T06.public_total",
                "actual",
                None,
                Entry(made.read("T06.public_total", "3.78"), Origin.IMPORTED, number),
            )
        ]

    made.apply("导入", [], evidence=imported)
    made.close()
    made = Report.open(path)  # this opening leaves the snapshot
    made.type("staff.on_duty", "actual", "18")
    made.type("T09.reception", "actual", "")
    made.type("T06.public_total", "actual", "9.99")
    made.remove_row("project", "p_11111111")
    made.set_section("zt.7", [Text("今年的问题。")])
    yield made
    made.close()


@pytest.fixture
def found(report):
    return compare(report, report.file.snapshots()[0].path)


def of(found, kind, name):
    return next(
        one
        for one in found.changes
        if isinstance(one, kind)
        and name in (getattr(one, "key", ""), getattr(one, "section", ""), getattr(one, "row", ""))
    )


def test_every_difference_is_told_with_now_and_then(report, found):
    told = of(found, FigureChange, "staff.on_duty")
    assert (told.before.held.number, told.after.held.number) == (18, 16)
    assert of(found, FigureChange, "T09.reception").before is None
    assert "去年" in of(found, SectionChange, "zt.7").after
    assert of(found, RowChange, "p_11111111").after == 0
    assert len(found.changes) == 6
    assert found.packs == ()


def test_one_cell_comes_back_and_the_rest_stays(report, found):
    moved = bring_back(report, found, [of(found, FigureChange, "staff.on_duty")], "恢复：实有在职人数")
    assert report.value("staff.on_duty").number == 16
    assert not report.value("T09.reception").filled
    assert moved.change_set.what == "恢复：实有在职人数"
    assert len(compare(report, found.snapshot).changes) == 5
    report.undo()
    assert report.value("staff.on_duty").number == 18


def test_a_section_comes_back(report, found):
    bring_back(report, found, [of(found, SectionChange, "zt.7")], "恢复")
    assert report.text("zt.7") == "去年的问题。"


def test_a_cell_brings_its_row_and_a_row_its_cells(report, found):
    bring_back(report, found, [of(found, FigureChange, "project.p_11111111.name")], "恢复")
    assert report.rows("project") == ["p_11111111"]
    report.undo()
    bring_back(report, found, [of(found, RowChange, "p_11111111")], "恢复")
    assert report.row_name("project", "p_11111111") == "困难帮扶"


def test_an_imported_cell_comes_back_with_its_evidence(report, found):
    bring_back(report, found, [of(found, FigureChange, "T06.public_total")], "恢复")
    assert report.evidence("T06.public_total").quote == "公用经费3.78万元"
    assert report.cell("T06.public_total").origin is Origin.IMPORTED


def test_all_of_it_is_the_snapshot_again(report, found):
    bring_back(report, found, found.changes, "恢复")
    assert compare(report, found.snapshot).changes == ()
    assert report.findings()


def test_other_packs_are_told(report):
    from core.template import load_pack

    path = report.file.snapshots()[0].path
    report.set_packs([load_pack("zhengti-hubei-2023")])
    assert compare(report, path).packs[0].startswith(PACK)


def test_any_place_of_a_snapshot_with_other_packs_leaves_the_report_as_it_would_be_opened(tmp_path):
    from core.template import load_pack

    path = tmp_path / "b.jbao"
    made = Report.create(path, ["juesuan-hunan-2023", PACK], "示例县总工会", 2023)
    made.apply("行", made.row_changes("T03", "2012901"))
    made.type("T03.2012901.basic", "actual", "62.63")
    made.close()
    made = Report.open(path)
    made.set_packs([load_pack(PACK)])
    made.type("T03.total.basic", "actual", "70")
    found = compare(made, made.file.snapshots()[0].path)
    assert found.packs
    assert found.changes
    for change in found.changes:
        bring_back(made, found, [change], "恢复")
        with closing(Report.open(path, read_only=True)) as again:
            assert made.engine.computed == again.engine.computed, change
            assert {one.id for one in made.findings()} == {one.id for one in again.findings()}, change
    made.restore(found.snapshot)
    assert made.value("T03.2012901.basic").number == made.value("T03.total.basic").number == 62_63_0000
    made.close()
