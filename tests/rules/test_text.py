"""Checks of wording: each pattern finds what it is for and is silent on legal text."""

import random
import time

import pytest

from core.rules import State
from core.rules.text import check_text, pattern_rules, prompt_rule

EXAMPLES: dict[str, list[tuple[str, str, str]]] = {
    # key of the rule -> for each of its patterns: a text that fails, the words that are wrong, a text that passes
    "empty_reason": [("比上年增加3万元，主要原因是。", "主要原因是", "主要原因是人员增加。")],
    "secret": [
        ("机密★一年", "机密★", "涉密项目除外"),
        ("内部资料，注意保存", "内部资料，注意保存", "内部资料的管理制度"),
        ("情况通报（内部）", "（内部）", "（内部控制制度）"),
    ],
    "instruction": [
        (
            "概况。（请对部门整体支出绩效评价情况进行综述）",
            "（请对部门整体支出绩效评价情况进行综述）",
            "（含已建成项目）",
        ),
        ("(请附相关材料说明)", "(请附相关材料说明)", "(涉密项目除外)"),
        ("请对项目的开展情况进行综述", "请对项目的开展情况进行综述", "已对项目的开展情况进行综述"),
        ("格式参见附件2", "格式参见附件2", "评分表参见附件2"),
        ("本表由主管部门根据实际工作填写", "由主管部门根据实际工作填写", "由主管部门根据预算批复下达"),
        ("例如：加强项目规划、健全制度等。", "例如：加强项目规划、健全制度等。", "服务职工，例如困难职工慰问等。"),
        (
            "主要反映各种预算支出执行偏离绩效目标的情况。",
            "主要反映各种预算支出执行偏离绩效目标的情况。",
            "主要反映行政单位的基本支出。",
        ),
        (
            "无政府性基金收入支出的，仍保留该表格式，并在本表下方作下述说明：",
            "无政府性基金收入支出的，仍保留该表格式，并在本表下方作下述说明",
            "本表无数据，仍保留表格。",
        ),
    ],
    "placeholder": [
        ("本单位支出XX万元", "XX", "EXX型设备、Max"),
        ("支出××万元", "××", "2×3"),
        ("X年度支出增加", "X年", "2023年"),
        ("工作有待加强。。。", "。。。", "工作完成。"),
        ("比上年增加（减少）5万元", "增加（减少）", "比上年增加5万元（含结转）"),
        ("比上年增长（下降）5%", "增长（下降）", "比上年增长5%"),
        ("决算数大小于预算数", "大小于", "规模大，小于上年"),
        ("决算数大于（小于）预算数", "大于（小于）", "决算数大于预算数（小于调整预算数）"),
        ("比上年增加(减少)5万元", "增加(减少)", "有增加,也有减少"),
        ("比上年增长(下降)5%", "增长(下降)", "下降(5%)"),
        ("单位人数：待填写", "待填写", "有待填补的空白"),
        ("其他情况待补充", "待补充", "制度还有待补充完善"),
        ("TODO 写原因", "TODO", "to do"),
        ("支出〔未填〕", "〔未填〕", "湘财绩〔2024〕1号"),
    ],
    "blank_slot": [
        ("支出决算为    万元", "为    万元", "支出决算为 5 万元"),
        ("接待3批次，     人次", "，     人次", "接待3批次，20人次"),
        ("填报日期：    年  月  日", "    年  月  日", "填报日期：2024年3月31日"),
    ],
    "mobile": [("联系电话13812345678。", "13812345678", "联系电话0731-82345678，账面138123456789元")],
    "identity": [
        ("身份证430102198001011234", "430102198001011234", "编号430102998001011234"),
        ("卡号6222021234567890123", "6222021234567890123", "统一社会信用代码11430000006123456X"),
    ],
    "money_unit": [("绩效目标为442.68万，其中", "442.68万", "绩效目标为442.68万元，其中服务1.2万人次")],
    "repeated": [("本年支出支出93万元", "支出支出", "本年支出和收入")],
}

LEGAL = [
    "涉密项目除外",
    "（涉密项目除外）",
    "（含已建成项目）",
    "（单位）",
    "部门（单位）基本情况",
    "（一）基本支出情况",
    "因公出国（境）费用0万元",
    "无。",
    "本单位无政府性基金预算支出。",
    "公用经费支出3.78万元，比上年减少0.20万元，下降5.03%，主要原因是厉行节约。",
    "接待12批次、86人次；公务用车保有量1辆。",
    "绩效自评得分95.5分，等级为优。",
    "湘财绩〔2024〕1号、财预〔2013〕53号",
    "外部资金1469871.11元，人员1.2万人次，3万户职工家庭。",
    "咨询电话：0731-8234567",
    "2023年1月至12月，完成预算的98.50%。",
    "粉丝由25万增至35万，增加10万，孕产妇死亡率9.8/10万。",
    "请示报告制度落实到位，邀请专家3人。",
    "期待填补空白；有待补充完善。",
    "收支平衡，收入增加、支出减少，主要完成情况如下：",
]


def found(text):
    return list(check_text(text, "zt.6"))


def test_no_pattern_is_forgotten():
    assert {rule.variant: len(rule.patterns) for rule in pattern_rules()} == {k: len(v) for k, v in EXAMPLES.items()}


CASES = [(key, number) for key, examples in EXAMPLES.items() for number in range(len(examples))]


@pytest.mark.parametrize(("key", "number"), CASES)
def test_each_pattern_finds_what_it_is_for(key, number):
    text, quote, _ = EXAMPLES[key][number]
    (rule,) = [one for one in pattern_rules() if one.variant == key]
    assert rule.patterns[number].search(text)[0] == quote
    findings = [one for one in found(text) if one.rule == rule.id]
    assert [one.quote for one in findings] == [quote]
    (finding,) = findings
    where, _, span = finding.place.partition(":")
    start, end = map(int, span.split("-"))
    assert (where, text[start:end]) == ("zt.6", quote)
    assert finding.state is State.FAIL
    assert finding.severity is rule.severity
    assert quote in finding.message
    assert finding.remedy == rule.fix != ""


@pytest.mark.parametrize(("key", "number"), CASES)
def test_each_pattern_is_silent_on_its_legal_neighbour(key, number):
    assert [(one.rule, one.quote) for one in found(EXAMPLES[key][number][2])] == []


@pytest.mark.parametrize("text", LEGAL)
def test_legal_text_is_left_alone(text):
    assert [(one.rule, one.quote) for one in found(text)] == []


def test_a_list_without_its_unit_is_told_once_a_line():
    first, other = found("下达河口8万、柳林6万、青石10.5万，已支付。\n另有结余3万。")
    assert (first.quote, first.message) == ("8万", "「8万」后面少了「元」，本段共 3 处")
    assert (other.quote, other.message) == ("3万", "「3万」后面少了「元」")


def test_overlapping_patterns_say_it_once():
    assert [one.quote for one in found("（请对项目的开展情况进行综述）")] == ["（请对项目的开展情况进行综述）"]


def test_positions_count_from_the_offset():
    (finding,) = check_text("支出XX元", "2", offset=100)
    assert finding.place == "2:102-104"


def test_a_long_quote_is_shortened_in_the_message_only():
    text = "（请" + "详细说明" * 20 + "）"
    (finding,) = found(text)
    assert finding.quote == text
    assert len(finding.message) < 80


# -- prompts of a form's own sections ----------------------------------------------------

PROMPT = "（包括财政资金、自筹资金等）安排落实、总投入等情况分析"


@pytest.mark.parametrize(
    "text",
    [
        PROMPT,
        "包括财政资金,自筹资金等 安排落实，总投入等情况分析",
        "（包括财政资金、\n自筹资金等）安排落实总投入等情况分析",
    ],
)
def test_a_prompt_is_found_whatever_its_commas_and_spaces(text):
    (finding,) = check_text(f"资金。{text}。", "1", [prompt_rule([PROMPT])])
    assert finding.rule == "E1"
    assert finding.quote.strip("（）") == text.strip("（）")


@pytest.mark.parametrize("text", ["财政资金、自筹资金等安排落实到位，总投入93万元。", "（含已建成项目）", "（单位）"])
def test_a_prompt_is_not_found_in_an_answer(text):
    assert list(check_text(text, "1", [prompt_rule([PROMPT])])) == []


def test_a_section_without_prompts_has_no_such_rule():
    assert prompt_rule([]) is None


# -- bounds -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piece", ["请对", "（请", "例如：", "主要反映", " ", "。", "1", "X", "支出为 ", "13812345678", "〔未"]
)
def test_no_text_is_slow(piece):
    text = piece * (100_000 // len(piece))
    began = time.perf_counter()
    for number, _ in enumerate(found(text)):
        if number > 100:
            break
    assert time.perf_counter() - began < 3


def test_any_mixture_is_checked_without_a_crash():
    pieces = [example[0] for examples in EXAMPLES.values() for example in examples] + LEGAL
    for seed in range(30):
        text = "".join(random.Random(seed).choices(pieces, k=8))
        for finding in found(text):
            start, end = map(int, finding.place.split(":")[1].split("-"))
            assert text[start:end] == finding.quote
