"""Projects with their indicators: nested rows come, go and are undone together; scores follow from what was typed."""

import pytest

from core.commands.carry import carry_over
from core.errors import FigureError
from core.figures import Held, State
from core.prefill import accept, understand
from core.report import Report
from core.reportfile import Origin
from core.rules import State as Outcome
from tests.prefill.conftest import made

PACK = "zhengti-hunan-2023"
UNIT = "甲县总工会"


@pytest.fixture
def report():
    opened = Report.scratch([PACK], UNIT, 2024)
    yield opened
    opened.close()


def project(report, name="困难职工帮扶资金", spent="31.20", budget="32.00"):
    row, _ = report.add_row("project", {"name": Held.words(name)})
    report.type(f"project.{row}.fiscal", "actual", spent)
    report.type(f"project.{row}.fiscal", "final_budget", budget)
    return row


def indicator(report, parent, name="帮扶家庭", target="≥280户次", done="291户次", weight="10"):
    row, _ = report.add_row("pindicator", {"level3": Held.words(name)}, parent=parent)
    report.type(f"pindicator.{row}.value", "target", target)
    report.type(f"pindicator.{row}.value", "actual", done)
    report.type(f"pindicator.{row}.weight", "actual", weight)
    return row


def score(report, row):
    held = report.value(f"pindicator.{row}.score")
    return None if held.number is None else float(held.number)


def failed(report, rule):
    return [one for one in report.findings() if one.state is Outcome.FAIL and one.id.startswith(rule)]


# -- rows in rows -----------------------------------------------------------------------


def test_a_nested_row_has_its_parents_id_before_its_own(report):
    parent = project(report)
    row = indicator(report, parent)
    assert row.startswith(f"{parent}_")
    assert len(row) == len(parent) + 9
    assert report.engine.label(f"pindicator.{row}.weight") == "帮扶家庭分值"


@pytest.mark.parametrize("parent", ["", "p_00000000"])
def test_a_nested_row_needs_its_parent(report, parent):
    with pytest.raises(FigureError, match="要加在某个项目下面"):
        report.add_row("pindicator", parent=parent)


def test_a_row_goes_with_all_that_is_nested_in_it_and_comes_back_whole(report):
    first, second = project(report), project(report, "劳动竞赛经费", "17.85", "18.00")
    gone, kept = indicator(report, first), indicator(report, second)
    before = dict(report.entries)
    moved = report.remove_row("project", first)
    assert len(moved.change_set.changes) == len(before) - len(report.entries) + 2
    assert (report.rows("project"), report.rows("pindicator")) == ([second], [kept])
    assert not [key for key, _ in report.entries if gone in key or f".{first}." in key]
    assert report.undo() is not None
    assert (report.rows("project"), report.rows("pindicator")) == ([first, second], [gone, kept])
    assert report.entries == before
    report.redo()
    assert report.rows("pindicator") == [kept]


def test_each_project_has_its_own_table(report):
    assert [name for name in report.table_ids() if "project_self" in name] == []
    first = project(report)
    assert report.table_ids()[2:3] == [f"zt.project_self:{first}"]
    assert report.table_number(f"zt.project_self:{first}") == "附件3"
    second = project(report, "劳动竞赛经费")
    assert report.instances("zt.project_self") == [f"zt.project_self:{first}", f"zt.project_self:{second}"]
    assert [report.table_number(name) for name in report.instances("zt.project_self")] == ["附件3-1", "附件3-2"]
    assert report.sheet(f"zt.project_self:{second}").find(f"project.{second}.name", "actual") == (0, 2)


def test_a_table_of_a_project_is_missing_until_it_has_an_indicator(report):
    row = project(report)
    (missing,) = [one for one in report.findings() if one.id == f"E10=zt.project_self:{row}"]
    assert "附件3" in missing.message
    indicator(report, row)
    assert not failed(report, f"E10=zt.project_self:{row}")


# -- what follows from the words ---------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "done", "points"),
    [
        ("≥280户次", "291户次", 10),
        ("≥280户次", "210户次", 7.5),
        ("280户次", "0户次", 0),
        ("≤20万元", "25万元", 8),
        ("≤20万元", "0万元", 10),
        ("=4次", "5次", 8),
        ("=4次", "0次", 0),
        ("0次", "0次", 10),
        ("95%", "95", 10),
        ("≥3次", "2次", 6.67),
    ],
)
def test_the_score_of_a_quantity_follows_from_it(report, target, done, points):
    row = indicator(report, project(report), target=target, done=done)
    assert score(report, row) == points
    assert not report.can_type(f"pindicator.{row}.score")


@pytest.mark.parametrize(
    ("target", "done"), [("有所改善", "大部分改善"), ("≥280户次", "291人"), ("12月底前", "11月底")]
)
def test_the_score_of_a_quality_is_typed(report, target, done):
    row = indicator(report, project(report), target=target, done=done)
    assert score(report, row) is None
    report.type(f"pindicator.{row}.score", "actual", "9")
    assert report.cell(f"pindicator.{row}.score").origin is Origin.TYPED
    assert failed(report, "G5/project_reason")


def test_an_indicator_of_cost_must_not_exceed_its_value(report):
    row = indicator(report, project(report), "成本控制", "20万元", "25万元")
    assert score(report, row) == 10
    report.type(f"pindicator.{row}.level2", "actual", "成本指标")
    assert score(report, row) == 8


def test_what_words_do_not_say_may_be_typed_over_without_a_check(report):
    row = indicator(report, project(report), target="全部", done="291户次")
    assert report.can_type(f"pindicator.{row}.number", "target")
    report.type(f"pindicator.{row}.number", "target", "300")
    report.type(f"pindicator.{row}.kind", "actual", "定量")
    assert score(report, row) is None  # the words name a unit that the target has not
    report.type(f"pindicator.{row}.unit", "actual", "户次")
    assert score(report, row) == 9.7
    assert report.cell(f"pindicator.{row}.unit").origin is Origin.TYPED
    assert not [one for one in report.findings() if f".{row}." in one.place and "=" in one.id]


@pytest.mark.parametrize(("stated", "fails"), [("7.4", False), ("7.7", True)])
def test_a_stated_score_may_lie_a_tenth_off(report, stated, fails):
    row = indicator(report, project(report), done="210户次")
    key = f"pindicator.{row}.score"
    report.state_total(key, "actual", report.read(key, stated))
    found = failed(report, f"G4={key}")
    assert bool(found) is fails
    assert not fails or "分值 10.00 × " in found[0].message


def test_the_totals_of_a_project(report):
    row = project(report)
    indicator(report, row, weight="50")
    indicator(report, row, "满意度", "≥90%", "45%", "40")
    values = {
        name: report.value(f"project.{row}.{name}") for name in ("amount", "rate", "exec_score", "weight", "score")
    }
    assert float(values["amount"].number) == 31_200_000
    assert float(values["rate"].number) == 0.975
    assert [float(values[name].number) for name in ("exec_score", "weight", "score")] == [9.75, 100, 79.75]


def test_a_project_without_a_budget_has_no_rate(report):
    row = project(report, budget="0")
    assert report.value(f"project.{row}.rate").state is State.NOT_APPLICABLE
    report.type(f"project.{row}.fiscal", "final_budget", "")
    assert report.value(f"project.{row}.rate").state is State.BLANK


def test_the_amount_is_typed_until_its_sources_are(report):
    row, _ = report.add_row("project", {"name": Held.words("帮扶")})
    report.type(f"project.{row}.amount", "actual", "5.00")
    report.type(f"project.{row}.fiscal", "actual", "4.00")
    assert failed(report, f"G8=project.{row}.amount")
    report.type(f"project.{row}.carried", "actual", "1.00")
    assert not failed(report, f"G8=project.{row}.amount")


# -- next year, and back from print -------------------------------------------------------


def test_next_years_file_keeps_the_indicators_and_not_what_was_achieved(tmp_path):
    before = Report.create(tmp_path / "一.jbao", [PACK], UNIT, 2023)
    row = project(before)
    nested = indicator(before, row)
    before.type(f"pindicator.{nested}.reason", "actual", "无")
    before.type(f"project.{row}.goal", "actual", "帮扶到位")
    before.type(f"project.{row}.result", "actual", "已帮扶")
    before.close()
    after = carry_over(tmp_path / "一.jbao", tmp_path / "二.jbao")
    assert (after.rows("project"), after.rows("pindicator")) == ([row], [nested])
    kept = {key.split(".", 1)[1]: aspect for key, aspect in after.entries if row in key and aspect != "prior"}
    assert kept == {
        f"{nested}.level3": "actual",
        f"{nested}.value": "target",
        f"{nested}.weight": "actual",
        f"{row}.name": "actual",
        f"{row}.goal": "actual",
    }
    assert float(after.value(f"project.{row}.amount", "prior").number) == 31_200_000
    after.close()


def test_printed_tables_of_projects_come_back_row_by_row(report):
    from core.publishing import compose

    for name in ("困难职工帮扶资金", "劳动竞赛经费"):
        row = project(report, name)
        for level3 in ("完成率", "满意度"):
            nested = indicator(report, row, level3)
            report.type(f"pindicator.{nested}.level1", "actual", "产出指标")
    (publication,) = compose(report)
    found = understand([made([one.block for one in publication.blocks])], report.template, 2024)
    empty = Report.scratch([PACK], UNIT, 2024)
    other, _ = empty.add_row("project", {"name": Held.words("劳动竞赛经费")})
    accept(empty, found, "all")
    assert [empty.row_name("project", row) for row in empty.rows("project")] == ["劳动竞赛经费", "困难职工帮扶资金"]
    for row in empty.rows("project"):
        nested = [one for one in empty.rows("pindicator") if one.startswith(f"{row}_")]
        assert [empty.row_name("pindicator", one) for one in nested] == ["完成率", "满意度"]
        assert {empty.value(f"pindicator.{one}.level1").text for one in nested} == {"产出指标"}
        assert {empty.value(f"pindicator.{one}.value", "target").text for one in nested} == {"≥280户次"}
    assert other in empty.rows("project")
    empty.close()
