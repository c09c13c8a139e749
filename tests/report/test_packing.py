"""Another province, one report more or less, a newer version: every figure stays, one undo takes it back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import ReportFileError, TemplateError
from core.narrative import StatementSpan, Text
from core.report import Report
from core.reportfile import Origin
from core.rules import State
from core.template import load_pack, read_pack

TABLES, JIXIAO, HUBEI = "juesuan-hunan-2023", "zhengti-hunan-2023", "juesuan-hubei-2023"
FIGURES = {
    "T03.2012901.basic": "62.63",
    "T03.2012901.project": "202.24",
    "T03.2080505.basic": "10.37",
    "T05.2012901.basic": "60.00",
    "T06.30101": "41.50",
    "T06.30103": "8.50",
    "T06.30201": "3.20",
    "T01.general_budget_income": "270.00",
    "T01.closing_balance": "7.25",
    "T09.reception": "4.33",
    "staff.on_duty": "16",
}


def packs(*names):
    return [load_pack(name) for name in names]


def held(report):
    """All that the file holds, by value."""
    return {cell: (entry.held, entry.origin) for cell, entry in report.entries.items()}


def stored(report):
    contents = report.file.load()
    return contents.figures, contents.sections, contents.positions, contents.marks


@pytest.fixture
def report(tmp_path):
    made = Report.create(tmp_path / "a.jbao", [TABLES, JIXIAO], "示例县总工会", 2023)
    for key in FIGURES:
        family, row, _ = made.template.split(key)
        if family is not None:
            made.apply("行", made.row_changes(family.key, row))
    for key, text in FIGURES.items():
        made.type(key, "actual", text)
    made.type("T03.2012901.basic", "prior", "60.00")
    made.set_section("js.about.duty", [Text("维护职工合法权益。")])
    yield made
    made.close()


def number(report, key, aspect="actual"):
    return report.value(key, aspect).number


TOTALS = ("T03.total.basic", "T03.total.project", "T03.total.total", "T06.personnel_total", "T09.reception")


def test_taking_the_tables_out_keeps_every_figure_and_every_shown_number(report):
    before, shown = held(report), {key: number(report, key) for key in TOTALS}
    findings = {one.id for one in report.findings() if one.open}
    report.set_packs(packs(JIXIAO))
    assert [pack.id for pack in report.template.packs] == [JIXIAO]
    assert {cell: what for cell, what in held(report).items() if cell in before} == before
    assert {key: number(report, key) for key in TOTALS} == shown
    assert number(report, "T03.2012901.basic") == 6263_00 * 100
    fresh = {one.id for one in report.findings() if one.open} - findings
    assert not [name for name in fresh if "T03" in name or "T06" in name]


def test_a_unit_without_the_nine_tables_types_the_few_totals_instead(report):
    report.set_packs(packs(JIXIAO))
    assert report.can_type("T03.total.basic")
    assert report.cell("T03.total.basic").origin is Origin.TYPED
    report.type("T03.total.basic", "actual", "80.00")
    assert number(report, "T03.total.basic") == 80_00 * 10000
    assert number(report, "T03.total.total") == 282_24 * 10000
    assert not [one for one in report.findings() if one.state is State.FAIL and one.place.startswith("T03.total.basic")]


def test_a_sum_of_typed_totals_is_computed_as_in_a_new_file(report):
    report.set_packs(packs(JIXIAO))
    assert ("T03.total.total", "actual") not in report.entries
    assert not report.can_type("T03.total.total")


def test_undo_and_redo_walk_over_it(report):
    before = stored(report)
    report.set_packs(packs(JIXIAO))
    after = stored(report)
    report.undo()
    assert stored(report) == before
    assert [pack.id for pack in report.template.packs] == [TABLES, JIXIAO]
    assert not report.can_type("T03.total.basic")
    report.redo()
    assert stored(report) == after
    assert report.can_type("T03.total.basic")


def test_bringing_the_tables_back_brings_all_back(report):
    before = held(report)
    rows = {family: report.rows(family) for family in ("T03", "T05")}
    report.set_packs(packs(JIXIAO))
    report.set_packs(packs(TABLES, JIXIAO))
    assert held(report) == before
    assert {family: report.rows(family) for family in rows} == rows
    assert report.aside.dump() is None
    assert report.text("js.about.duty") == "维护职工合法权益。"
    report.type("T03.2012901.basic", "actual", "70.00")
    assert number(report, "T03.total.basic") == 80_37 * 10000


def test_a_total_that_was_changed_meanwhile_stays_as_the_stated_one(report):
    report.set_packs(packs(JIXIAO))
    report.type("T03.total.basic", "actual", "80.00")
    report.set_packs(packs(TABLES, JIXIAO))
    view = report.cell("T03.total.basic")
    assert view.origin is Origin.STATED
    assert (view.held.number, view.computed.number) == (80_00 * 10000, 73_00 * 10000)
    assert [one for one in report.findings() if one.state is State.FAIL and one.place.startswith("T03.total.basic")]


def test_it_survives_closing_the_file(report, tmp_path):
    report.set_packs(packs(JIXIAO))
    report.close()
    again = Report.open(tmp_path / "a.jbao")
    assert again.can_type("T03.total.basic")
    assert number(again, "T03.2012901.basic") == 6263_00 * 100
    assert again.rows("T03") == []
    again.undo()
    assert again.rows("T03") == ["201", "20129", "2012901", "208", "20805", "2080505"]
    again.close()


def test_another_province_keeps_figures_rows_and_text(report):
    before = held(report)
    report.set_packs(packs(HUBEI, JIXIAO))
    assert held(report) == before
    assert report.rows("T03") == ["201", "20129", "2012901", "208", "20805", "2080505"]
    assert number(report, "T03.total.basic") == 73_00 * 10000
    assert report.file.region == load_pack(HUBEI).region
    for name, section in report.template.sections.items():
        for span in report.spans.get(name, []):
            assert not isinstance(span, StatementSpan) or span.id in report.template.statements, name
        if section.statements:
            assert report.spans.get(name), name


def changed(identity, *replacements):
    """A shipped pack with its texts changed."""
    texts = dict(load_pack(identity).source)
    for old, new in replacements:
        assert any(old in text for text in texts.values()), old
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    return read_pack(identity, texts)


def test_a_written_section_keeps_its_words_where_the_form_has_no_such_sentence(report):
    report.set_section("zt.2.1", [*report.spans["zt.2.1"], Text("\n另有说明。")])
    words = report.text("zt.2.1")
    untouched = report.spans["zt.2.2"]
    report.set_packs([load_pack(TABLES), changed(JIXIAO, ('"zt.basic_total"', '"zt.basic_whole"'))])
    spans = report.spans["zt.2.1"]
    assert spans[0].was == "zt.basic_total"
    assert spans[0].text in words
    assert spans[-1] == StatementSpan("zt.basic_whole")
    assert "另有说明。" in report.text("zt.2.1")
    assert report.spans["zt.2.2"] == untouched


def test_an_untouched_section_begins_as_the_new_form_does(report):
    report.set_packs([load_pack(TABLES), changed(JIXIAO, ('"zt.basic_total"', '"zt.basic_whole"'))])
    assert report.spans["zt.2.1"][0] == StatementSpan("zt.basic_whole")
    assert not any(isinstance(span, Text) and span.was for span in report.spans["zt.2.1"])


def test_what_will_be_hidden_is_told_before(report):
    plan = report.plan_packs(packs(JIXIAO))
    assert plan.removed == (load_pack(TABLES).title,)
    assert plan.added == plan.renewed == ()
    assert any("支出决算表" in name for name in plan.hidden_tables)
    assert not any("国有资本" in name for name in plan.hidden_tables)
    assert "部门主要职责" in plan.hidden_sections
    assert plan.hidden_figures >= 5
    assert ("T03.total.basic", "actual") in plan.typed_instead
    back = report.plan_packs(packs(TABLES, JIXIAO))
    assert back.idle


def test_a_newer_version_takes_the_place_of_the_old(report):
    newest = load_pack(JIXIAO)
    newer = changed(JIXIAO, (f'version = "{newest.version}"', 'version = "99.0.0"'))
    assert report.plan_packs([load_pack(TABLES), newer]).renewed == (newest.title,)
    moved = report.set_packs([load_pack(TABLES), newer])
    assert moved.change_set.what == f"更新报表包：{newest.title}"
    assert [pack.version for pack in report.file.packs][1] == "99.0.0"
    report.undo()
    assert [pack.version for pack in report.file.packs][1] == newest.version


def test_the_same_packs_change_nothing(report):
    count = len(report.file.history())
    assert report.set_packs(packs(TABLES, JIXIAO)).change_set is None
    assert len(report.file.history()) == count


def test_refusals_change_nothing(report, tmp_path):
    before = stored(report)
    with pytest.raises(TemplateError):
        report.set_packs([])
    with pytest.raises(TemplateError):
        report.set_packs(packs(TABLES, HUBEI))
    assert stored(report) == before
    reader = Report.open(tmp_path / "a.jbao", read_only=True)
    with pytest.raises(ReportFileError):
        reader.set_packs(packs(JIXIAO))
    reader.close()


# -- whatever was filled in, and in whatever order the packs come and go ---------------------

CHOICES = (
    (TABLES, JIXIAO),
    (JIXIAO,),
    (TABLES,),
    (HUBEI, JIXIAO),
    ("juesuan-shanghai-2024",),
    ("xiangmu-mof-2020", TABLES),
)
CELLS = (
    *FIGURES,
    "T07.2082201.income",
    "T08.2230105.opening",
    "T02.2012901.fiscal",
    "procurement.goods",
    "fund.general",
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from(CELLS), st.integers(0, 10**6).map(lambda fen: f"{fen / 100:.2f}"), min_size=1),
    st.lists(st.sampled_from(CHOICES), min_size=1, max_size=3),
)
def test_no_change_of_packs_loses_a_figure(typed, path):
    report = Report.scratch([TABLES, JIXIAO], "示例县总工会", 2023, begin=True)
    for key, text in typed.items():
        family, row, _ = report.template.split(key)
        if family is not None:
            report.apply("行", report.row_changes(family.key, row))
        whole = report.template.figure(key).kind.value == "count"
        report.type(key, "actual", text.partition(".")[0] if whole else text)
    before, computed = held(report), dict(report.engine.computed)
    contents = stored(report)
    for names in path:
        report.set_packs(packs(*names))
        now = held(report)
        assert {cell: now.get(cell) for cell in before} == before
        assert all(report.value(*cell) == what[0] for cell, what in before.items())
    report.set_packs(packs(TABLES, JIXIAO))
    assert held(report) == before
    assert dict(report.engine.computed) == computed
    changed = [one for one in report.file.history() if one.packs is not None]
    for _ in changed:
        report.undo()
    assert stored(report) == contents
    report.close()
