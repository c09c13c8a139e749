from __future__ import annotations

import pytest


def targets(result):
    return [(one.number, one.level, one.target) for one in result.sections[1:]]


def test_a_title_alone_says_which_section(found):
    result = found(
        "#一、 基本情况",
        "##（一） 部门（单位）基本情况",
        "###1． 主要职能。",
        "##（二） 部门（单位）年度整体支出绩效目标，区级专项资金绩效目标",
        "#二、 一般公共预算支出情况",
        "##（一） 基本支出情况",
        "##（二） 项目支出情况",
    )
    assert targets(result) == [
        ("一、", 1, "zt.1"),
        ("（一）", 2, "zt.1.1"),
        ("1．", 3, ""),
        ("（二）", 2, "zt.1.2"),
        ("二、", 1, "zt.2"),
        ("（一）", 2, "zt.2.1"),
        ("（二）", 2, "zt.2.2"),
    ]


@pytest.mark.parametrize("number", ["6、", "六、", "6."])
def test_a_wrong_number_does_not_hide_a_section(found, number):
    level = "#" if number in {"六、"} else "###"
    result = found(
        "#五、 社会保险基金预算支出情况", f"{level}{number} 部门整体支出绩效情况", "#七、 存在的问题及原因分析"
    )
    assert targets(result)[1] == (number, 1, "zt.6")


def test_a_second_level_number_may_stand_for_the_first(found):
    result = found(
        "#一、 部门基本情况", "###2、 一般公共预算支出情况", "##（一） 基本支出情况", "#三、 部门整体支出绩效情况"
    )
    assert [target for _, _, target in targets(result)] == ["zt.1", "zt.2", "zt.2.1", "zt.6"]


def test_unknown_headings_stay_with_the_section_before(found):
    result = found("#二、 一般公共预算支出情况", "##（一） 基本支出情况", "###2. 固定资产管理情况", "会议费0.53万元。")
    assert [(one.target, one.home) for one in result.sections[1:]] == [
        ("zt.2", "zt.2"),
        ("zt.2.1", "zt.2.1"),
        ("", "zt.2.1"),
    ]
    assert result.proposals[0].section == "zt.2.1"


def test_an_unknown_chapter_ends_the_section_before(found):
    result = found("#六、 部门整体支出绩效情况", "#七、 2024年工作打算", "慰问职工8次。")
    assert result.sections[-1].home == ""


def test_text_goes_to_its_heading(found):
    result = found("#八、 下一步改进措施", "甲。", "乙。", "#十、 其他需要说明的情况", "无。")
    assert [one.text for one in result.sections] == ["", "甲。\n乙。", "无。"]
    assert result.sections[1].source == "来源.txt:2"
    assert result.documents[0].report == "zhengti-hunan-2023"
