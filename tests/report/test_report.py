"""An open report: one edit is one change set, and everything that shows it follows."""

import pytest

from core.errors import FigureError, ReportFileError, TemplateError
from core.figures import NOT_APPLICABLE, Held
from core.narrative import StatementSpan, Text
from core.report import Report
from core.reportfile import FigureChange, MarkChange, Origin, StoredEvidence
from core.rules import State
from core.template import load_pack
from tests.report.examples import in_memory, on_disk, opened, picture


@pytest.fixture
def report():
    made = in_memory()
    yield made
    made.close()


def typed(report, **cells):
    for key, text in cells.items():
        report.type(key, "actual", text)


# -- one edit -------------------------------------------------------------------------


def test_an_edit_is_one_change_set_and_all_follows(report):
    typed(report, a="1.00", b="2.00", same="4.00")
    report.type("a", "prior", "0.50")
    before = len(report.file.history())
    moved = report.type("a", "actual", "2.00")
    assert len(report.file.history()) == before + 1
    assert moved.change_set.what == "填写甲"
    assert report.value("total").number == 4_000_000
    assert "支出4.00万元，其中甲2.00万元" in report.text("1")
    assert "比上年增加1.50万元，增长300.00%" in report.text("1")
    assert report.engine.findings["X1"].state is State.PASS


def test_moved_names_exactly_what_moved(report):
    typed(report, a="1.00", b="2.00", same="4.00", people="13", extra="1.00")
    moved = report.type("a", "actual", "2.00")
    assert moved.cells == {(key, "actual") for key in ("a", "total", "grand", "share")}
    assert moved.sections == {"1"}
    assert {name for name in moved.findings if not name.startswith("E3")} == {"X1", "X2"}
    assert not moved.rows
    assert not moved.marks
    moved = report.type("people", "actual", "14")
    assert (moved.cells, moved.sections, moved.findings) == ({("people", "actual")}, {"2"}, {})
    moved = report.type("note", "actual", "无")
    assert (moved.cells, moved.sections, moved.findings) == ({("note", "actual")}, set(), {})


def test_an_edit_that_changes_nothing_is_none(report):
    typed(report, a="1.00")
    before = len(report.file.history())
    heard = []
    report.listeners.append(heard.append)
    assert report.type("a", "actual", "1.00").change_set is None
    assert report.type("b", "actual", "").change_set is None
    assert report.apply("无", []).change_set is None
    assert len(report.file.history()) == before
    assert heard == []


def test_what_was_typed_is_kept_with_its_unit_and_decimals(report):
    report.type("a", "actual", "163.546万元")
    report.type("b", "actual", "1469871.11元")
    assert (report.value("a").number, report.value("a").decimals) == (163_546_000, 3)
    assert report.value("b") == Held.money(146_987_111, "元")


def test_blank_zero_and_not_applicable_stay_apart(report):
    typed(report, a="0", b="/")
    assert report.value("a").is_zero
    assert report.value("b") == NOT_APPLICABLE
    report.type("a", "actual", "")
    assert not report.value("a").filled
    assert ("a", "actual") not in report.entries


def test_several_cells_are_one_change_set(report):
    before = len(report.file.history())
    values = {("a", "actual"): Held.money(1), ("b", "actual"): Held.money(2), ("a", "prior"): Held.money(3)}
    moved = report.set_figures(values)
    assert moved.change_set.what == "填写甲等 3 项"
    assert len(report.file.history()) == before + 1
    report.undo()
    assert not report.entries


def test_what_cannot_be_read_changes_nothing(report):
    before = picture(report)
    for key, text in [("a", "100&"), ("a", "1e5"), ("people", "十三"), ("share", "x")]:
        with pytest.raises(FigureError):
            report.type(key, "actual", text)
    with pytest.raises(TemplateError, match="nowhere"):
        report.type("nowhere.x", "actual", "1")
    with pytest.raises(FigureError):
        report.type("a", "initial_budget", "1")  # 甲 has no such aspect
    assert picture(report) == before


# -- computed and stated ------------------------------------------------------------------


def test_a_computed_cell_is_not_typed_over(report):
    typed(report, a="1.00")
    assert not report.can_type("total")
    assert not report.cell("total").editable
    with pytest.raises(FigureError, match="计算得出"):
        report.type("total", "actual", "9.00")


def test_a_total_may_be_typed_while_its_parts_are_absent(report):
    assert report.can_type("grand")
    report.type("grand", "actual", "9.00")
    assert report.cell("grand").origin is Origin.TYPED
    typed(report, a="1.00", b="2.00")
    view = report.cell("grand")
    assert (view.held.number, view.computed.number, view.origin) == (9_000_000, 3_000_000, Origin.STATED)
    assert not view.editable


def test_a_stated_total_comes_and_goes(report):
    typed(report, a="1.00", b="2.00")
    moved = report.state_total("total", "actual", Held.money(3_010_000))
    assert moved.change_set.what == "填写上报合计：合计"
    view = report.cell("total")
    assert (view.held.number, view.computed.number, view.origin) == (3_010_000, 3_000_000, Origin.STATED)
    assert report.engine.findings["A5=total@actual"].rounding
    assert "支出3.01万元" in report.text("1")
    moved = report.state_total("total", "actual", None)
    assert moved.change_set.what == "采用计算数：合计"
    assert "A5=total@actual" not in report.engine.findings
    assert "支出3.00万元" in report.text("1")
    assert report.cell("total").origin is Origin.COMPUTED


def test_rest_zero_makes_totals_final_and_is_undone(report):
    typed(report, a="1.00")
    assert report.cell("total").provisional
    moved = report.confirm_rest_zero("t")
    assert moved.marks
    assert not report.cell("total").provisional
    report.undo()
    assert report.cell("total").provisional
    report.redo()
    report.confirm_rest_zero("t", confirmed=False)
    assert report.cell("total").provisional


# -- text -------------------------------------------------------------------------------------


def test_a_new_report_has_its_statements_in_place():
    report = in_memory()
    assert report.spans["1"] == [StatementSpan("s.total"), Text("\n"), StatementSpan("s.change")]
    assert "4" not in report.spans
    assert report.title(report.template.sections["1"]) == "2023年收支情况"
    assert report.file.can_undo == "新建报告"


def test_a_section_is_edited_and_undone(report):
    typed(report, a="2.00")
    report.type("a", "prior", "1.00")
    before = report.text("1")
    span = StatementSpan("s.change").with_reason("why", "政策调整")
    moved = report.set_section("1", [Text("概况。\n"), span])
    assert moved.change_set.what == "修改文字：2023年收支情况"
    assert report.text("1") == "概况。\n甲比上年增加1.00万元，增长100.00%，主要原因是政策调整。"
    assert moved.sections == {"1"}
    report.undo()
    assert report.text("1") == before
    report.redo()
    assert report.text("1").startswith("概况。")
    report.set_section("1", [])
    assert report.text("1") == ""
    assert any(finding.rule == "E7" for finding in report.findings())


def test_words_are_checked_as_they_are_typed(report):
    moved = report.set_section("4", [Text("支出XX万元")])
    assert [(one.rule, one.quote) for one in moved.findings.values()] == [("E2", "XX")]
    gone = report.set_section("4", [Text("支出5万元")])
    assert set(gone.findings.values()) == {None}


# -- rows -------------------------------------------------------------------------------------


def test_rows_come_and_go_with_what_is_in_them(report):
    typed(report, a="3.00")
    row, moved = report.add_row("item", {"name": Held.words("体检"), "amount": Held.money(5_000_000)})
    assert row.startswith("p_")
    assert len(row) == 10
    assert moved.rows
    assert moved.change_set.what == "增加项目"
    assert report.rows("item") == [row]
    assert report.text("3") == "体检5.00万元"
    assert report.value("items").number == 5_000_000
    assert moved.findings[f"X3:{row}"].state is State.FAIL
    other, _ = report.add_row("item")
    assert report.rows("item") == [row, other]
    moved = report.remove_row("item", row)
    assert moved.findings[f"X3:{row}"] is None
    assert report.rows("item") == [other]
    assert (f"item.{row}.amount", "actual") not in report.entries
    report.undo()
    assert report.rows("item") == [row, other]  # at its old place
    assert "体检5.00万元" in report.text("3")


def test_a_renamed_row_is_renamed_in_text_and_findings(report):
    typed(report, a="3.00")
    row, _ = report.add_row("item", {"name": Held.words("体检"), "amount": Held.money(5_000_000)})
    moved = report.type(f"item.{row}.name", "actual", "慰问")
    assert moved.sections == {"3"}
    assert report.text("3") == "慰问5.00万元"
    assert "慰问" in moved.findings[f"X3:{row}"].message


def test_the_sheet_grows_with_the_rows(report):
    row, _ = report.add_row("item")
    assert report.sheet("t").find(f"item.{row}.amount", "actual") == (3, 1)


# -- reasons, marks -------------------------------------------------------------------------------


def test_a_reason_for_a_warning_is_kept_while_it_lasts_and_survives_edits_elsewhere(report):
    typed(report, a="9.00", b="1.00")
    assert [finding.open for finding in report.findings() if finding.id == "X2"] == [True]
    moved = report.give_reason("X2", "一次性支出")
    assert (moved.marks, moved.change_set.what) == (True, "说明提醒")
    report.type("people", "actual", "13")
    report.type("a", "actual", "8.00")
    (finding,) = [one for one in report.findings() if one.id == "X2"]
    assert (finding.reason, finding.open) == ("一次性支出", False)
    report.give_reason("X2", "")
    (finding,) = [one for one in report.findings() if one.id == "X2"]
    assert (finding.reason, finding.open) == ("", True)


def test_findings_stand_in_the_order_of_urgency(report):
    typed(report, a="9.00", b="1.00", same="3.00")
    found = report.findings()
    failed = [one for one in found if one.state is State.FAIL]
    assert found[: len(failed)] == failed
    severities = [one.severity for one in failed]
    assert severities == sorted(severities, key=["error", "warning", "hint"].index)


# -- undo, redo, listeners ---------------------------------------------------------------------------


def test_undo_and_redo_tell_what_moved_as_an_edit_does(report):
    typed(report, a="1.00", b="2.00", same="3.00")
    moved = report.type("a", "actual", "5.00")
    undone = report.undo()
    assert undone.cells == moved.cells
    assert undone.sections == moved.sections
    assert undone.findings.keys() == moved.findings.keys()
    redone = report.redo()
    assert redone.findings == moved.findings


def test_there_is_an_end_to_undo(report):
    while report.undo():
        pass
    assert report.undo() is None
    assert all(report.text(section) == "" for section in report.template.sections)
    while report.redo():
        pass
    assert report.redo() is None
    assert report.text("2") == "共〔未填〕。"


def test_listeners_hear_each_change_once_after_it_stands(report):
    heard = []
    report.listeners.append(lambda moved: heard.append((moved.change_set.what, report.text("2"))))
    report.type("people", "actual", "13")
    report.undo()
    report.redo()
    assert heard == [("填写人数", "共13人。"), ("填写人数", "共〔未填〕。"), ("填写人数", "共13人。")]


def test_a_listener_may_go_while_it_hears(report):
    heard = []

    def once(moved):
        heard.append(moved)
        report.listeners.remove(once)

    report.listeners += [once, heard.append]
    report.type("people", "actual", "13")
    report.type("people", "actual", "14")
    assert len(heard) == 3


# -- the file --------------------------------------------------------------------------------------------


def test_everything_is_there_again_after_reopening(tmp_path):
    path = tmp_path / "a.jbao"
    report = on_disk(path)
    typed(report, a="9.00", b="163.546", same="/", people="13")
    report.type("a", "prior", "0")
    report.add_row("item", {"name": Held.words("体检"), "amount": Held.money(5)})
    report.set_section("4", [Text("其他。")])
    report.give_reason("X2", "已核实")
    report.confirm_rest_zero("t")
    before = picture(report)
    report.close()
    report = opened(path)
    assert picture(report) == before
    assert report.file.can_undo == "确认其余为零"
    report.close()


def test_a_file_opened_for_reading_is_not_changed(tmp_path):
    path = tmp_path / "a.jbao"
    made = on_disk(path)
    typed(made, a="1.00")
    made.close()
    report = opened(path, read_only=True)
    before = picture(report)
    assert not report.can_type("a")
    with pytest.raises(ReportFileError, match="只读"):
        report.set_section("4", [Text("x")])
    with pytest.raises((ReportFileError, FigureError)):
        report.type("a", "actual", "2.00")
    with pytest.raises(ReportFileError):
        report.undo()
    assert picture(report) == before
    report.close()


def test_a_failing_commit_changes_nothing_on_screen(report, monkeypatch):
    typed(report, a="1.00")
    before = picture(report)
    heard = []
    report.listeners.append(heard.append)

    def full(what, changes):
        raise ReportFileError("磁盘已满")

    monkeypatch.setattr(report.file, "commit", full)
    with pytest.raises(ReportFileError):
        report.type("a", "actual", "2.00")
    assert picture(report) == before
    assert heard == []


def test_evidence_is_stored_in_the_same_transaction(report):
    found = StoredEvidence("去年.docx", "基本支出79.98万元", page=3)

    def evidence():
        number = report.file.add_evidence(found)
        return [report._figure_change(("a", "actual"), Held.money(1), Origin.IMPORTED, number)]

    report.apply("导入", [], evidence)
    assert report.evidence("a") == found
    assert report.evidence("b") is None
    assert report.cell("a").origin is Origin.IMPORTED
    report.undo()
    assert report.evidence("a") is None


def test_a_stale_change_is_refused_and_nothing_moves(report):
    typed(report, a="1.00")
    before = picture(report)
    with pytest.raises(Exception, match=r".") as caught:
        report.apply("旧", [FigureChange("a", "actual", None, None), MarkChange("m", "x", "y")])
    assert "Stale" in type(caught.value).__name__
    assert picture(report) == before


# -- the shipped packs ---------------------------------------------------------------------------------------


def test_a_shipped_report_is_made_filled_and_reopened(tmp_path):
    path = tmp_path / "县总工会 2023.jbao"
    report = Report.create(path, ["zhengti-hunan-2023"], "县总工会", 2023)
    report.type("T05.total.basic", "actual", "79.97")
    report.type("T06.personnel_total", "actual", "76.19")
    report.type("T06.public_total", "actual", "3.78")
    assert report.engine.findings["X12"].state is State.PASS
    assert "人员经费支出76.19万元，占基本支出的95.27%" in report.text("zt.2.1")
    before = picture(report)
    report.close()
    report = Report.open(path)
    assert picture(report) == before
    assert [pack.source for pack in report.template.packs] == [load_pack("zhengti-hunan-2023").source]
    report.close()


def test_a_file_opens_with_the_pack_it_carries(tmp_path):
    """A file of 2023 still opens when the shipped pack has changed."""
    report = Report.create(tmp_path / "a.jbao", ["zhengti-hunan-2023"], "县总工会", 2023)
    stored = report.file.packs[0]
    changed = dict(stored.files)
    changed["outline.toml"] = changed["outline.toml"].replace("其他需要说明的情况", "补充说明")
    from core.reportfile import StoredPack

    report.file.set_packs([StoredPack(stored.id, "1.0.1", stored.language, changed)])
    report.close()
    report = Report.open(tmp_path / "a.jbao")
    assert report.template.sections["zt.10"].title == "补充说明"
    moved = report.undo()
    assert report.template.sections["zt.10"].title == "其他需要说明的情况"
    assert moved.rows
    assert moved.sections == set(report.template.sections)
    report.close()
