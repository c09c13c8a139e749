from __future__ import annotations

import pytest

from core.figures import Held, plain
from core.narrative import Ref, StatementSpan, Text, dump, load
from core.prefill import accept, understand
from core.report import Report
from core.reportfile import Origin
from core.template import template_of

PACK = "zhengti-hunan-2023"
SOURCE = (
    "#一、 部门基本情况",
    "编制人数14人，实有人数11人。",
    "#二、 一般公共预算支出情况",
    "##（一） 基本支出情况",
    "基本支出298.18万元，较上年减少11.26万元。日常公用经费近33万元。",
    "###2. 固定资产管理情况",
    "定期清查。",
    "##（二） 项目支出情况",
    "项目支出7万元（主要为困难职工救助基金5万元，劳模管理经费2万元）。",
    "#八、 下一步改进措施",
    "加强预算管理。",
)


@pytest.fixture(params=[2023, 2024])
def report(request):
    made = Report.scratch([PACK], "甲县总工会", request.param, begin=True)
    yield made
    made.close()


@pytest.fixture
def this_year():
    made = Report.scratch([PACK], "甲县总工会", 2023, begin=True)
    yield made
    made.close()


@pytest.fixture
def next_year():
    made = Report.scratch([PACK], "甲县总工会", 2024, begin=True)
    yield made
    made.close()


def state(report):
    return (
        dict(report.entries),
        {k: list(v) for k, v in report.spans.items() if v},
        dict(report.positions),
        dict(report.marks),
    )


def test_one_undo_takes_all_back(report, found):
    before = state(report)
    moved = accept(report, found(*SOURCE, year=report.year), "all")
    after = state(report)
    assert moved.change_set is not None
    assert moved.change_set.what == "导入 来源.txt"
    assert after != before
    report.undo()
    assert state(report) == before
    report.redo()
    assert state(report) == after


def test_every_value_keeps_its_place(this_year, found):
    accept(this_year, found(*SOURCE), "all")
    evidence = this_year.evidence("T05.total.basic")
    assert evidence is not None
    assert (evidence.source, evidence.quote, evidence.line, evidence.year) == (
        "来源.txt",
        "基本支出298.18万元",
        6,
        2023,
    )
    assert this_year.entries["T05.total.basic", "actual"].origin is Origin.IMPORTED


def test_certain_takes_only_what_is_certain(this_year, found):
    imported = found(*SOURCE)
    accept(this_year, imported, "certain")
    taken = {(key, aspect) for key, aspect in this_year.entries if not key.endswith(".name")}
    assert taken == {
        one.target for one in imported.proposals if one.confidence == "certain" and not one.key.endswith(".name")
    }
    assert ("T06.public_total", "actual") not in taken


def test_none_takes_sections_only_and_nothing_without_them(this_year, found):
    imported = found(*SOURCE)
    assert accept(this_year, imported, "none", sections=False).change_set is None
    accept(this_year, imported, "none")
    assert this_year.entries == {}
    assert this_year.text("zt.8") == "加强预算管理。"


def test_what_was_typed_stays(this_year, found):
    this_year.type("staff.establishment", "actual", "20")
    accept(this_year, found(*SOURCE), "all")
    assert plain(this_year.value("staff.establishment")) == "20"
    assert plain(this_year.value("staff.on_duty")) == "11"


def test_what_was_typed_goes_when_the_clerk_says_so(this_year, found):
    this_year.type("staff.establishment", "actual", "20")
    accept(this_year, found(*SOURCE), lambda one: one.key == "staff.establishment")
    assert plain(this_year.value("staff.establishment")) == "14"
    assert ("staff.on_duty", "actual") not in this_year.entries


def test_rows_come_with_their_names_in_order(this_year, found):
    accept(this_year, found(*SOURCE), lambda one: one.key.endswith(".amount"))
    names = [this_year.value(f"project.{row}.name").text for row in this_year.rows("project")]
    assert names == ["困难职工救助基金", "劳模管理经费"]


def test_a_row_of_that_name_is_filled_and_not_doubled(this_year, found):
    row, _ = this_year.add_row("project", {"name": Held.words("劳模管理经费")})
    accept(this_year, found(*SOURCE), "all")
    assert len(this_year.rows("project")) == 2
    assert plain(this_year.value(f"project.{row}.amount")) == "2"


def test_the_same_import_again_changes_nothing(this_year, found):
    imported = found(*SOURCE)
    accept(this_year, imported, "all")
    assert accept(this_year, imported, "all").change_set is None


def test_a_total_that_is_computed_becomes_stated(this_year, found):
    this_year.set_figures({("T09.reception", "actual"): Held.money(4_000_000)})
    accept(this_year, found(*SOURCE[2:4], "“三公”经费支出决算为4.33万元。"), "all")
    cell = this_year.cell("T09.total")
    assert (plain(cell.held), cell.origin) == ("4.33", Origin.STATED)


def test_texts_of_the_same_year_are_taken_over(this_year, found):
    accept(this_year, found(*SOURCE), "certain")
    assert this_year.text("zt.2.1") == (
        "基本支出298.18万元，较上年减少11.26万元。日常公用经费近33万元。\n2.固定资产管理情况\n定期清查。"
    )


def test_last_years_texts_leave_live_statements_alone(next_year, found):
    accept(next_year, found(*SOURCE, year=2024), "certain")
    assert all(isinstance(span, StatementSpan) or not span.text.strip() for span in next_year.spans["zt.2.1"])
    assert next_year.text("zt.8") == "加强预算管理。"
    assert plain(next_year.value("T05.total.basic", "prior")) == "298.18"
    assert ("T05.total.basic", "actual") not in next_year.entries


def test_last_years_staff_only_when_asked_for(next_year, found):
    imported = found(*SOURCE, year=2024)
    accept(next_year, imported, "certain")
    assert ("staff.establishment", "actual") not in next_year.entries
    accept(next_year, imported, "all")
    assert next_year.entries["staff.establishment", "actual"].origin is Origin.CARRIED_OVER


def test_what_the_clerk_wrote_stays(this_year, found):
    this_year.set_section("zt.8", [Text("自己写的。")])
    accept(this_year, found(*SOURCE), "all")
    assert this_year.text("zt.8") == "自己写的。"
    accept(this_year, found(*SOURCE), "none", sections=lambda one: one.target == "zt.8")
    assert this_year.text("zt.8") == "加强预算管理。"


def test_a_wrong_percent_is_not_made_right(this_year, found):
    """A sentence of the pack stays live only where it would print what the source says."""
    line = "2023年度一般公共预算基本支出10.00万元，比上年减少2.00万元，下降99.00%，主要原因是节约。"
    accept(this_year, found(*SOURCE[2:4], line), "all")
    assert this_year.text("zt.2.1") == line


def test_closing_balances_open_the_next_year(next_year, found):
    accept(next_year, found("年末结转和结余7.25万元。", year=2024), "all")
    assert plain(next_year.value("T01.opening_balance")) == "7.25"


def test_last_years_texts_come_with_their_numbers_marked_and_known_sentences_live(this_year, next_year, found):
    this_year.type("T05.total.basic", "actual", "298.18")
    this_year.type("T05.total.basic", "prior", "309.44")
    printed = this_year.text("zt.2.1").split("\n")[0]
    source = (*SOURCE[2:4], printed, SOURCE[9], "2023年开展活动3次，1998年建会。")
    imported = found(*source, year=2024)
    accept(next_year, imported, lambda _: False, sections=lambda one: one.target in {"zt.8", "zt.2.1"})
    assert [span.text for span in next_year.spans["zt.8"] if span.outdated] == ["2023年", "3次"]
    live = [span for span in next_year.spans["zt.2.1"] if isinstance(span, StatementSpan)]
    assert live
    assert not any(span.reasons for span in live)


def test_a_section_says_where_it_stands(found):
    section = next(one for one in found(*SOURCE).sections if one.target == "zt.2.1")
    assert len(section.places) == 4  # two headings and a paragraph under each
    assert len({(place.page, place.line) for place in section.places}) == 4


def test_a_figure_in_the_text_follows_its_cell_in_the_words_of_the_source(this_year, found):
    text = "会议费28.3万元，其中办公费12000元。参加培训300余人次，两次座谈。"
    accept(
        this_year,
        found(*SOURCE[2:4], text, "#六、 部门整体支出绩效情况", "举办技能培训12期，参加培训300余人次，座谈两次。"),
        "all",
    )
    assert this_year.text("zt.2.1") == text
    assert this_year.text("zt.6") == "举办技能培训12期，参加培训300余人次，座谈两次。"
    (training,) = [
        key for key, _ in this_year.entries if key.endswith(".count") and "300" in plain(this_year.value(key))
    ]
    this_year.set_figures(
        {
            ("T06.30215", "actual"): this_year.read("T06.30215", "31.25"),
            ("T06.30201", "actual"): this_year.read("T06.30201", "1.5"),
            (training, "actual"): Held.count(412, "人次"),
        }
    )
    assert this_year.text("zt.2.1") == "会议费31.25万元，其中办公费15000元。参加培训300余人次，两次座谈。".replace(
        "300", "412"
    )
    assert this_year.text("zt.6") == "举办技能培训12期，参加培训412余人次，座谈两次。"


def test_the_figures_of_a_sentence_with_a_wrong_percent_follow_their_cells(this_year, found):
    line = "2023年度一般公共预算基本支出10.00万元，比上年减少2.00万元，下降99.00%，主要原因是节约。"
    accept(this_year, found(*SOURCE[2:4], line), "all")
    this_year.type("T05.total.basic", "actual", "11.5")
    assert this_year.text("zt.2.1") == line.replace("10.00", "11.50")


def test_without_its_cell_a_number_stays_words(this_year, found):
    accept(this_year, found(*SOURCE), "none")
    assert all(isinstance(span, Text | StatementSpan) for spans in this_year.spans.values() for span in spans)
    assert "基本支出298.18万元" in this_year.text("zt.2.1")


def test_a_number_that_says_budget_and_actual_follows_both_cells(this_year, found):
    """预算和支出决算数均为: one number of two cells; where they part company, both are printed."""
    line = "其中：因公出国（境）费预算和支出决算数均为0万元。"
    accept(this_year, found(*SOURCE[2:4], line), "all")
    assert this_year.text("zt.2.1") == line
    (ref,) = [span for span in this_year.spans["zt.2.1"] if isinstance(span, Ref)]
    assert {ref.aspect, ref.also} == {"final_budget", "actual"}
    this_year.type("T09.abroad", "actual", "1.5")
    assert this_year.text("zt.2.1") == line.replace("0万元", "0万元、1.5万元")
    this_year.type("T09.abroad", "final_budget", "1.5")
    assert this_year.text("zt.2.1") == line.replace("0万元", "1.5万元")
    assert load(dump(this_year.spans["zt.2.1"])) == this_year.spans["zt.2.1"]


def test_set_words_give_way_to_those_of_the_source(document):
    """名词解释 stands right under its part in a source: the same terms are not printed twice."""
    pack, line = "juesuan-hubei-2023", "基本支出：指为完成日常工作发生的支出。"
    source = document("#第五部分 名词解释", line)
    report = Report.scratch([pack], "甲县总工会", 2023, begin=True)
    before = state(report)
    accept(report, understand([source], template_of([pack]), 2023), "all")
    assert [one.text for one in report.lines("js.terms")] == [line]
    assert not report.lines("js.terms.words")
    report.undo()
    assert state(report) == before
    report.close()
