"""What single sentences say: one line in, the cells out."""

from __future__ import annotations

import pytest

from core.figures import plain


def cells(found):
    return {
        f"{one.key}@{one.aspect}": f"{plain(one.held)}{one.held.unit}"
        for one in found.proposals
        if one.held.number is not None and one.row is None and not one.derived
    }


def rows(found, family):
    return {
        one.row.name: f"{plain(one.held)}{one.held.unit}"
        for one in found.proposals
        if one.row is not None and one.row.family == family and one.held.number is not None
    }


BASIC = ("#一、 部门基本情况", "#二、 一般公共预算支出情况", "##（一） 基本支出情况")
PROJECT = ("#二、 一般公共预算支出情况", "##（二） 项目支出情况")
OUTPUT = ("#六、 部门整体支出绩效情况",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年度基本支出298.18万元。", {"T05.total.basic@actual": "298.18万元"}),
        (
            "公务招待费预算为 4.33 万元，支出决算为 4.3 万元",
            {"T09.reception@final_budget": "4.33万元", "T09.reception@actual": "4.3万元"},
        ),
        (
            "因公出国（境）费预算和支出决算数均为 0 元；",
            {"T09.abroad@final_budget": "0元", "T09.abroad@actual": "0元"},
        ),
        (
            "“三公”经费年初预算5万元，实际支出4万元。",
            {"T09.total@initial_budget": "5万元", "T09.total@actual": "4万元"},
        ),
        (
            "基本支出全年预算300万元，决算298万元。",
            {"T05.total.basic@final_budget": "300万元", "T05.total.basic@actual": "298万元"},
        ),
        (
            "其中人员经费支出265.5万元，公用经费32.67万元",
            {"T06.personnel_total@actual": "265.5万元", "T06.public_total@actual": "32.67万元"},
        ),
        ("工资福利支出和商品和服务支出共30万元。", {}),
        ("基本支出（不含离退休人员的部分）298.18万元。", {"T05.total.basic@actual": "298.18万元"}),
        (
            "甲县总工会2023年会议费0.53万元，培训费0.2万元。",
            {"T06.30215@actual": "0.53万元", "T06.30216@actual": "0.2万元"},
        ),
        ("一般公共预算财政拨款上缴上级支出3万元。", {}),
        ("会议费、培训费1.5万元。", {"base.meeting_training@actual": "1.5万元"}),
    ],
)
def test_stated_figures(found, text, expected):
    assert cells(found(*BASIC, text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "编制人数14人，其中：行政编制0人，差额事业编制3人。",
            {
                "staff.establishment@actual": "14人",
                "staff.establishment_civil@actual": "0人",
                "staff.establishment_part@actual": "3人",
            },
        ),
        ("2023年实有在职人员11名，离退休人员7人", {"staff.on_duty@actual": "11名", "staff.retired@actual": "7人"}),
        ("内设股室3个，现有公务用车2台", {"org.internal@actual": "3个", "vehicles.total@actual": "2台"}),
    ],
)
def test_people_and_things(found, text, expected):
    assert cells(found("#一、 部门基本情况", text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "较上年减少 11.26 万元，减少 3.64%",
            [("change", "较上年减少 11.26 万元", True), ("change", "减少 3.64%", True)],
        ),
        ("比年初预算增加34.49万元", [("change", "比年初预算增加34.49万元", False)]),
        ("增幅为5%", [("change", "增幅为5%", False)]),
        ("提高2个百分点", [("change", "提高2个百分点", False)]),
        ("占总收入的 95%", [("share", "占总收入的 95%", False)]),
        ("占比为12.5%", [("share", "占比为12.5%", False)]),
        ("完成年初预算的98.3%", [("completion", "完成年初预算的98.3%", False)]),
        ("预算执行率为100%", [("completion", "预算执行率为100%", False)]),
    ],
)
def test_relations_are_no_figures(found, text, expected):
    result = found(*BASIC, f"基本支出298.18万元，{text}。")
    assert [(one.relation, one.quote, one.falls) for one in result.relations] == expected
    assert cells(result) == {"T05.total.basic@actual": "298.18万元"}


def test_relations_speak_of_the_figure_before_them(found):
    result = found(*BASIC, "基本支出10万元（工资福利支出4万元），占总收入的95%；公用经费2万元，较上年增加1万元。")
    assert [(one.relation, one.key) for one in result.relations] == [
        ("share", "T05.total.basic"),
        ("change", "T06.public_total"),
    ]


def test_new_things_are_no_change(found):
    assert rows(found(*OUTPUT, "全年新增会员单位12家，新建服务点3个。"), "output") == {
        "新增会员单位": "12家",
        "新建服务点": "3个",
    }


def test_a_list_that_adds_up_is_certain(found):
    result = found(*PROJECT, "项目支出7万元（主要为困难职工救助基金5万元，劳模管理经费2万元）。")
    assert rows(result, "project") == {"困难职工救助基金": "5万元", "劳模管理经费": "2万元"}
    assert {one.confidence for one in result.proposals if one.row and one.held.number} == {"certain"}


def test_a_list_that_does_not_add_up_is_only_likely(found):
    result = found(*PROJECT, "项目支出9万元（主要为困难职工救助基金5万元，劳模管理经费2万元）。")
    assert {one.confidence for one in result.proposals if one.row and one.held.number} == {"likely"}


def test_a_project_named_twice_is_one_row(found):
    result = found(
        *PROJECT,
        "项目支出5.65万元（劳模管理工作经费2万元，乡村振兴驻村帮扶工作队员经费3.65万元）。",
        "其中：劳模管理资金2万元，用于慰问；2023年乡村振兴驻村补贴3.65万元，用于驻村队员。",
    )
    assert rows(result, "project") == {"劳模管理工作经费": "2万元", "乡村振兴驻村帮扶工作队员经费": "3.65万元"}
    assert [len(one.others) for one in result.proposals if one.key.endswith(".amount")] == [1, 1]
    assert result.conflicts == ()


def test_two_items_of_one_list_stay_two(found):
    result = found(*PROJECT, "项目支出4万元（劳模管理经费甲2万元，劳模管理经费乙2万元）。")
    assert rows(result, "project") == {"劳模管理经费甲": "2万元", "劳模管理经费乙": "2万元"}


def test_row_ids_depend_on_the_name_only(found):
    first, second = (
        found(*PROJECT, "项目支出5万元（甲基金5万元）。"),
        found(*PROJECT, "项目支出8万元（乙基金3万元，甲基金5万元）。"),
    )
    ids = [{one.row.name: one.row.id for one in result.proposals if one.row} for result in (first, second)]
    assert ids[0]["甲基金"] == ids[1]["甲基金"]
    assert ids[0]["甲基金"].startswith("p_")
    assert len(ids[0]["甲基金"]) == 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("元月至2月，我会筹资27.04万元开展两节送温暖，", {"两节送温暖筹资": "27.04万元"}),
        ("全区298名困难职工得到帮扶；", {"困难职工得到帮扶": "298名"}),
        ("引导在职职工参加职工医疗互助12643人，", {"在职职工参加职工医疗互助": "12643人"}),
        ("技能人才342名，就业率达98%。", {"技能人才": "342名", "就业率": "98%"}),
        ("荣获两个三等奖。", {"三等奖": "2个"}),
        ("组织32支代表队参赛。", {"代表队参赛": "32支"}),
    ],
)
def test_outputs_get_short_names(found, text, expected):
    assert rows(found(*OUTPUT, text), "output") == expected


def test_goals_are_targets_and_results_actual(found):
    result = found(
        "#一、 部门基本情况", "##（一） 年度重点工作", "帮助困难职工400人次。", *OUTPUT, "全年帮助困难职工500多人次。"
    )
    assert {(one.aspect, plain(one.held)) for one in result.proposals if one.held.number} == {
        ("target", "400"),
        ("actual", "500"),
    }
    assert result.conflicts == ()
    assert len({one.row for one in result.proposals}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "无。",
        "无",
        "2023年度甲县总工会无政府性基金预算支出。",
        "本单位没有政府性基金预算支出。",
        "本年度本单位无此项支出。",
    ],
)
def test_nothing_is_a_zero(found, text):
    result = found("#三、 政府性基金预算支出情况", text)
    assert cells(result) == {"T07.total.total@actual": "0万元"}
    assert result.proposals[0].quote in text


def test_nothing_of_something_else_is_no_zero(found):
    assert cells(found(*BASIC, "本单位无国有资产，无门户网站，不存在项目招投标情况。")) == {}


def test_the_same_value_twice_is_one_proposal(found):
    result = found(*BASIC, "公用经费32.67万元。", "日常公用经费支出为32.67万元。")
    (one,) = result.proposals
    assert (one.quote, [other.quote for other in one.others]) == ("公用经费32.67万元", ["日常公用经费支出为32.67万元"])
    assert one.evidence.line == 5


def test_two_values_are_a_conflict_and_never_certain(found):
    result = found(*BASIC, "公用经费32.67万元。", "公用经费33.67万元。")
    (conflict,) = result.conflicts
    assert (conflict.key, conflict.aspect) == ("T06.public_total", "actual")
    assert [plain(one.held) for one in conflict.candidates] == ["32.67", "33.67"]
    assert {one.confidence for one in result.proposals} == {"uncertain"}


def test_what_has_no_cell_is_listed(found):
    result = found(*BASIC, "结转下年预算数105.36万元。")
    assert [(one.quote, one.why) for one in result.unplaced] == [("结转下年预算数105.36万元", "没有对应的数据项")]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2023, {("T09.total", "actual", 2023, True), ("T09.total", "final_budget", 2023, True)}),
        (2024, {("T09.total", "prior", 2023, True), ("T09.total", "final_budget", 2023, False)}),
        (2026, {("T09.total", "actual", 2023, False), ("T09.total", "final_budget", 2023, False)}),
    ],
)
def test_the_year_decides_the_cell(found, year, expected):
    result = found(*BASIC, "“三公”经费预算为5万元，支出决算为4万元。", year=year)
    assert {(one.key, one.aspect, one.year, one.target is not None) for one in result.proposals} == expected


def test_last_years_staff_is_offered_again(found):
    result = found("#一、 部门基本情况", "编制人数14人。", year=2024)
    assert [(one.aspect, one.year, one.origin.value, one.confidence) for one in result.proposals] == [
        ("prior", 2023, "imported", "certain"),
        ("actual", 2024, "carried_over", "likely"),
    ]


def test_a_year_in_the_sentence_is_the_figures_own(found):
    result = found(*BASIC, "2022年基本支出309.44万元，2023年基本支出298.18万元，比2022年减少11.26万元。")
    assert cells(result) == {"T05.total.basic@prior": "309.44万元", "T05.total.basic@actual": "298.18万元"}


def test_cancelled(document, template):
    from core.errors import Cancelled
    from core.prefill import understand

    with pytest.raises(Cancelled):
        understand([document("甲")], template, 2023, cancelled=lambda: True)
    steps = []
    understand([document("甲", "乙")], template, 2023, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_spelled_counts_of_real_things_are_certain_and_sayings_are_not(found):
    imported = found("#六、 部门整体支出绩效情况", "弘扬三个精神，宣讲十五场次，走访困难职工两名。")
    sure = {plain(one.held): one.confidence for one in imported.proposals if one.key.endswith(".count")}
    assert sure == {"3": "likely", "15": "certain", "2": "certain"}


def test_a_count_is_quoted_with_what_it_counts(found):
    imported = found("#六、 部门整体支出绩效情况", "金秋助学帮助了全区各乡镇的48名困难职工子女圆大学梦，送去慰问品。")
    quotes = {one.quote for one in imported.proposals if one.key.endswith(".count")}
    assert len(quotes) == 1
    assert "48名困难职工子女圆大学梦" in quotes.pop()
