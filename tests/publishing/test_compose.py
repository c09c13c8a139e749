"""From an open report to blocks: numbered headings, marked text, tables with the figure behind every cell."""

from decimal import Decimal

import pytest

from core.blocks import Chart, Heading, PageBreak, Paragraph, Table
from core.errors import UsageError
from core.figures import Held
from core.narrative import Text
from core.publishing import compose, headings
from core.publishing.numbering import chinese, printed_number
from core.report import Report

PACK = "zhengti-hunan-2023"


@pytest.fixture
def report():
    made = Report.scratch([PACK], "县总工会", 2023, begin=True)
    yield made
    made.close()


def published(report, **options):
    (publication,) = compose(report, **options)
    return publication


def table(publication, name):
    (block,) = [placed for placed in publication.blocks if placed.section == name and isinstance(placed.block, Table)]
    return block


def place(block, key, aspect="actual"):
    (found,) = [(at, one) for at, one in block.cells.items() if (one.key, one.aspect) == (key, aspect)]
    return found


# -- headings ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_chinese_numerals(number, text):
    assert chinese(number) == text


def test_numbers_of_the_standard():
    assert [printed_number(level, 2) for level in (1, 2, 3, 4, 5)] == ["二、", "（二）", "2.", "（2）", "（2）"]


def lines(report):
    return [heading.line for _, heading in headings(report, report.template.packs[0])]


def test_headings_are_numbered_and_optional_empty_sections_left_out(report):
    assert lines(report)[:6] == [
        "一、部门（单位）基本情况",
        "（一）部门（单位）基本情况",
        "（二）部门整体支出规模、使用方向、主要内容和涉及范围",
        "二、一般公共预算支出情况",
        "（一）基本支出情况",
        "（二）项目支出情况",
    ]
    assert lines(report)[-1] == "十、其他需要说明的情况"


def test_numbers_move_up_when_a_section_comes(report):
    report.set_section("zt.1.3", [Text("开展职工体检。")])
    assert lines(report)[2:4] == ["（二）年度重点工作", "（三）部门整体支出规模、使用方向、主要内容和涉及范围"]
    report.set_section("zt.2.2.2", [Text("制度健全。")])
    assert "1.项目资金管理情况" in lines(report)
    report.set_section("zt.2.2.1", [Text("已落实。")])
    assert "2.项目资金管理情况" in lines(report)
    report.undo()
    assert "1.项目资金管理情况" in lines(report)


def test_the_text_follows_its_heading_with_the_place_of_each_figure(report):
    report.type("T05.total.basic", "actual", "79.97")
    blocks = published(report).blocks
    at = next(i for i, placed in enumerate(blocks) if placed.section == "zt.2.1" and isinstance(placed.block, Heading))
    paragraph = blocks[at + 1]
    assert isinstance(paragraph.block, Paragraph)
    assert paragraph.section == "zt.2.1"
    text = paragraph.block.text
    assert [(text[m.start : m.end], m.key) for m in paragraph.marks] == [("79.97", "T05.total.basic")]


# -- the publication ----------------------------------------------------------------------


def test_the_cover(report):
    report.type("form.date", "actual", "2024-03-05")
    publication = published(report, draft=True)
    assert publication.title == "2023年度县总工会\n部门整体支出绩效自评报告"
    assert (publication.unit, publication.year, publication.draft) == ("县总工会", 2023, True)
    assert publication.date == "2024年3月5日"
    report.type("form.date", "actual", "2024-03")
    assert published(report).date == "2024年3月"
    report.type("form.date", "actual", "")
    assert published(report).date == ""
    assert not published(report).draft


def test_a_report_is_chosen_by_its_id(report):
    assert len(compose(report, report_id="zhengti")) == 1
    with pytest.raises(UsageError, match="没有报告「x」") as caught:
        compose(report, report_id="x")
    assert caught.value.remedy == "可选 zhengti"


def test_each_report_of_each_pack_is_published():
    made = Report.scratch([PACK, "juesuan-hunan-2023"], "县总工会", 2023, begin=True)
    assert len(compose(made)) == 2
    made.close()


# -- tables ---------------------------------------------------------------------------------


def test_every_figure_of_a_table_has_its_key_number_and_decimals(report):
    report.type("T03.total.basic", "prior", "89.651")
    report.type("staff.on_duty", "actual", "13")
    report.type("staff.establishment", "actual", "14")
    block = table(published(report), "zt.base_data")
    (row, column), found = place(block, "T03.total.basic", "prior")
    assert (found.number, found.decimals, found.suffix) == (Decimal("89.65"), 2, "")
    assert block.block.cells[row][column].text == "89.65"
    assert block.block.cells[row][column].align == "right"
    _, found = place(block, "staff.on_duty")
    assert (found.number, found.decimals) == (Decimal(13), 0)
    (row, column), found = place(block, "staff.control_rate")
    assert (found.number, found.decimals, found.suffix) == (Decimal("92.86"), 2, "%")
    assert block.block.cells[row][column].text == "92.86%"


def test_the_printed_number_is_the_printed_text(report):
    for key in ("T03.total.basic", "T09.reception", "T06.30205"):
        report.type(key, "actual", "-1.005")
    block = table(published(report), "zt.base_data")
    for (row, column), found in block.cells.items():
        text = block.block.cells[row][column].text
        if found.number is not None:
            assert text == f"{found.number}{found.suffix}"


def test_blank_zero_and_not_applicable_print_apart(report):
    report.type("T09.abroad", "actual", "0")
    report.type("T09.abroad", "prior", "/")
    block = table(published(report), "zt.base_data")
    printed = {a: block.block.cells[p[0]][p[1]].text for a in ("prior", "final_budget", "actual")
               for p, _ in [place(block, "T09.abroad", a)]}  # fmt: skip
    assert printed == {"prior": "/", "final_budget": "", "actual": "0.00"}
    assert place(block, "T09.abroad", "prior")[1].number is None
    assert place(block, "T09.abroad", "final_budget")[1].number is None


def test_a_total_carries_the_cells_it_adds(report):
    report.type("T09.vehicle_running", "actual", "2.00")
    report.type("T09.reception", "actual", "4.33")
    block = table(published(report), "zt.base_data")
    _, found = place(block, "T09.total")
    assert found.formula == ((1, "T09.abroad", "actual"), (1, "T09.vehicle", "actual"), (1, "T09.reception", "actual"))
    assert (found.number, found.stated) == (Decimal("6.33"), False)
    assert place(block, "T09.total", "prior")[1].formula == ()  # nothing is computed there
    assert place(block, "staff.control_rate")[1].formula == ()  # no sum


def test_a_stated_total_says_so_only_where_it_differs(report):
    report.type("T09.reception", "actual", "4.33")
    report.state_total("T09.total", "actual", Held.money(4_340_000))
    _, found = place(table(published(report), "zt.base_data"), "T09.total")
    assert (found.number, found.stated) == (Decimal("4.34"), True)
    report.state_total("T09.total", "actual", Held.money(4_330_000))
    _, found = place(table(published(report), "zt.base_data"), "T09.total")
    assert (found.number, found.stated) == (Decimal("4.33"), False)


def test_titles_and_labels_name_the_years(report):
    block = table(published(report), "zt.base_data").block
    assert (block.title, block.number, block.unit) == ("2023年度部门整体支出绩效评价基础数据表", "附件1", "万元")
    words = {cell.text for row in block.cells for cell in row if cell}
    assert {"2022年决算数", "2023年预算数", "2023年决算数"} <= words
    assert block.notes[0].startswith("说明：")


def test_rows_of_projects_stand_in_the_table(report):
    row, _ = report.add_row("project", {"name": Held.words("职工体检"), "amount": Held.money(4_000_000)})
    block = table(published(report), "zt.base_data")
    (line, _column), found = place(block, f"project.{row}.amount")
    assert found.number == Decimal("4.00")
    assert block.block.cells[line][0].text == "职工体检"
    assert place(block, f"project.{row}.name")[1].number is None


# -- audiences ------------------------------------------------------------------------------


def test_the_public_edition_leaves_private_things_out(report):
    report.type("form.filler", "actual", "张三")
    report.type("form.phone", "actual", "0731-12345")
    report.type("form.date", "actual", "2024-03-05")
    report.add_row("disclosure", {"contact": Held.words("李四"), "phone": Held.words("13812345678")})
    private, public = published(report), published(report, audience="public")

    def said(publication):
        cells = [
            c.text for b in publication.blocks if isinstance(b.block, Table) for r in b.block.cells for c in r if c
        ]
        return {"张三", "0731-12345", "李四", "13812345678"} & set(cells)

    assert said(private) == {"张三", "0731-12345", "李四", "13812345678"}
    assert said(public) == set()
    assert [b for b in public.blocks if b.section == "zt.disclosure"] == []
    assert table(private, "zt.disclosure").private
    keys = {one.key for one in table(public, "zt.base_data").cells.values()}
    assert "form.date" in keys
    assert keys.isdisjoint({"form.filler", "form.phone", "form.head"})
    shapes = [[len(row) for row in table(one, "zt.base_data").block.cells] for one in (private, public)]
    assert shapes[0] == shapes[1]


# -- one table for every row --------------------------------------------------------------


def project(report, name, *indicators):
    row, _ = report.add_row("project", {"name": Held.words(name)})
    for level1, level2, level3 in indicators:
        values = {"level1": level1, "level2": level2, "level3": level3, "value": "8场"}
        report.add_row("pindicator", {key: Held.words(text) for key, text in values.items()}, parent=row)
    return row


def texts(block):
    return [[cell.text if cell else None for cell in row] for row in block.block.cells]


def test_each_project_prints_a_table_of_its_own(report):
    rows = [project(report, "帮扶", ("产出指标", "数量指标", "家庭")), project(report, "竞赛")]
    placed = [one for one in published(report).blocks if one.section.startswith("zt.project_self")]
    assert [one.section for one in placed] == [f"zt.project_self:{row}" for row in rows]
    assert [one.block.number for one in placed] == ["附件3-1", "附件3-2"]
    assert [texts(one)[0][2] for one in placed] == ["帮扶", "竞赛"]
    assert "家庭" in texts(placed[0])[10]
    assert texts(placed[1])[10][:2] == ["产出指标", "数量指标"]  # the words of the blank form


def test_levels_that_repeat_print_once(report):
    row = project(
        report,
        "帮扶",
        ("产出指标", "数量指标", "家庭"),
        ("产出指标", "数量指标", "户次"),
        ("产出指标", "质量指标", "准确率"),
        ("效益指标", "质量指标", "别处"),
    )
    block = table(published(report), f"zt.project_self:{row}")
    found = [[cell and (cell.text, cell.rows) for cell in line[:2]] for line in block.block.cells[10:14]]
    assert found == [
        [("产出指标", 3), ("数量指标", 2)],
        [None, None],
        [None, ("质量指标", 1)],
        [("效益指标", 1), ("质量指标", 1)],
    ]
    assert (11, 0) not in block.cells
    assert block.block.cells[10][0].align == "center"


def test_a_choice_prints_its_boxes():
    report = Report.scratch(["zhengti-hubei-2023"], "县总工会", 2023)
    row = project(report, "帮扶")
    report.type(f"project.{row}.attribute", "actual", "新增性项目")
    block = table(published(report), f"zt.project_self:{row}")
    assert texts(block)[4][1] == "□持续性项目　☑新增性项目"
    assert texts(block)[3][1] == "□部门预算项目　□市直专项　□市对下转移支付项目"
    report.close()


def test_a_section_may_go_without_a_number():
    report = Report.scratch(["zhengti-hubei-2023"], "县总工会", 2023, begin=True)
    assert lines(report)[:3] == ["自评结论", "（一）部门整体绩效自评得分", "（二）部门整体绩效目标完成情况"]
    report.close()


def test_a_rate_without_a_budget_prints_no_percent():
    report = Report.scratch(["zhengti-hunan-2022"], "县总工会", 2022, begin=True)
    for key, aspect, text in (
        ("T06.public_total", "final_budget", "0"),
        ("T06.public_total", "actual", "110.81"),
        ("T09.total", "final_budget", "0"),
        ("T09.total", "actual", "0"),
        ("procurement.total", "final_budget", "3.00"),
        ("procurement.total", "actual", "1.50"),
    ):
        report.type(key, aspect, text)
    public, sangong, procurement = [line.text for line in report.lines("zt.6.indicators")][1:4]
    assert public.startswith("公用经费没有安排预算，实际支出110.81万元，不计算公用经费控制率，主要原因是")
    assert sangong == "“三公”经费没有安排预算，也没有发生支出。"
    assert procurement == "政府采购全年预算3.00万元，实际采购1.50万元，政府采购执行率（实际数÷全年预算数）50.00%。"
    report.close()


@pytest.mark.parametrize(("pack", "form"), [("xiangmu-mof-2020", "xm.self"), ("zhengti-hubei-2023", "zt.project_self")])
def test_tables_without_a_number_carry_the_name_of_their_project(pack, form):
    report = Report.scratch([pack], "甲县总工会", 2023)
    first, second, nameless = project(report, "帮扶"), project(report, "竞赛"), report.add_row("project")[0]
    titles = [report.table_title(f"{form}:{row}") for row in (first, second, nameless)]
    assert titles[0].endswith("自评表（帮扶）")
    assert titles[1].endswith("自评表（竞赛）")
    assert titles[2].endswith("自评表")
    report.close()


def test_parts_and_tables_begin_pages_and_parts_stand_apart_from_their_titles():
    report = Report.scratch(["juesuan-hubei-2023"], "甲县总工会", 2023, begin=True)
    blocks = [placed.block for placed in published(report).blocks]
    parts = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 0]
    assert blocks[parts[0]].line == "第一部分　甲县总工会概况"
    assert parts[0] == 0
    assert all(isinstance(blocks[at - 1], PageBreak) for at in parts[1:])
    tables = [at for at, block in enumerate(blocks) if isinstance(block, Table)]
    assert isinstance(blocks[tables[0] - 1], Heading)
    assert all(isinstance(blocks[at - 1], PageBreak) for at in tables[1:])
    report.close()


def test_row_numbers_and_totals_stand_in_the_middle():
    report = Report.scratch(["juesuan-hubei-2023"], "甲县总工会", 2023)
    cells = {cell.text: cell.align for row in table(published(report), "T01").block.cells for cell in row if cell}
    assert {cells[text] for text in ("31", "总计", "本年收入合计")} == {"center"}
    assert cells["一、一般公共服务支出"] == "left"
    report.close()


def test_a_year_without_amounts_is_left_out_of_a_drawing():
    report = Report.scratch(["juesuan-hubei-2023"], "甲县总工会", 2023)

    def years():
        return [
            name
            for placed in published(report).blocks
            if isinstance(placed.block, Chart) and placed.block.title.startswith("图1")
            for name, _ in placed.block.series
        ]

    report.type("T01.grand_total_income", "actual", "30.00")
    report.type("T01.grand_total_expenditure", "actual", "30.00")
    assert years() == ["2023年度"]
    report.type("T01.grand_total_income", "prior", "20.00")
    assert years() == ["2023年度"]  # half a year is none
    report.type("T01.grand_total_expenditure", "prior", "20.00")
    assert years() == ["2022年度", "2023年度"]
    report.close()
