"""What neighbours show whatever the words are: each way finds its fault once and is silent where the number is right."""

import pytest

from core.narrative.claims import Ground, check_section
from core.narrative.claims.check import read_text
from core.narrative.claims.names import aliases
from core.narrative.claims.second.told import read_told

NOBODY = Ground("", 2023)


# ruff: noqa: E501  sentences as they are written


def found(text):
    return [(one.rule, one.quote, one.expected) for one in check_section(text, "t", NOBODY) if not one.rounding]


WRONG = [
    # trios.py: an amount pair and its difference
    ("印刷服务总额1,618.92万元，前一年度总额1,203.57万元，两年相比净增415.35万元，增长25.66%。", "C2", "25.66%", "34.51%"),
    ("取暖费变动率：下降13.19%，即由2022年的7.64万元减至2023年的6.75万元，压减0.89万元。", "C2", "13.19%", "11.65%"),
    ("劳务费从上年的26.5万元降到10.6万元，降幅高达70%，减少15.9万元。", "C2", "70%", "60.00%"),
    # frames.py: lists told in one shape
    ("甲项目批复140.00万元，到账133.00万元，兑现比率95.00%；乙项目批复80.00万元，到账72.00万元，兑现比率95.00%。", "C11", "95.00%", "90.00%"),
    ("办公费决算5.20万元（上年4.90万元，增长6.12%）；水费决算2.10万元（上年1.80万元，增长6.12%）。", "C2", "6.12%", "16.67%"),
    # nearly.py: sums but for a slip
    ("三项开支由92.10万元降为84.59万元，其中水费21.40万元、电费48.75万元、气费24.34万元。", "C22", "84.59万元", "94.49万元"),
    ("总支出246.10万元。一是河道项目，预算120.00万元，支出120.00万元；二是管护项目，预算86.00万元，支出71.38万元；三是推广项目，预算54.00万元，支出50.22万元。", "C22", "246.10万元", "241.60万元"),
    ("决算数比年初预算数多164.77万元：①追加防汛资金90.00万元；②晋级增资41.26万元；③结转使用23.51万元。", "C22", "164.77万元", "154.77万元"),
    # identities.py
    ("基本支出预算742.60万元，决算735.18万元。项目支出预算418.00万元，决算402.77万元。支出合计1173.95万元。", "C23", "1173.95万元", "1137.95万元"),
    ("固定资产原值3682.47万元，累计折旧1295.80万元，固定资产净值2368.67万元。", "G12", "2368.67万元", "2386.67万元"),
    ("财政拨款收入总计1852.17万元，支出总计1825.17万元，收支平衡。", "C24", "1825.17万元", "1852.17万元"),
    # net.py: rises and falls
    ("支出合计净增76.48万元。教育支出增68.20万元，社保支出增9.35万元，卫生支出减1.07万元，住房支出增3.50万元。", "C18", "76.48万元", "79.98万元"),
    ("年末教职工比上年末净增7人，其中公开招聘12人、调入3人、退休6人、辞职4人。", "C18", "7人", "5人"),
    # derived.py
    ("全年拨款1617.4万元，较年初批复的1390.7万元追加246.7万元。", "G11", "246.7万元", "226.7万元"),
    ("基本支出年初预算1460.00万元、决算1538.20万元，超87.20万元。", "G11", "87.20万元", "78.20万元"),
    ("员额法官38名，全年结案9120件，法官人均结案228件。", "C19", "228件", "240件"),
    ("资产总额983.70万元，其中在用912.40万元，利用率98.75%。", "C11", "98.75%", "92.75%"),
    ("收、支总计各增加2364.50万元，增长8.19%，2023年度收、支总计均为30217.44万元。", "C2", "8.19%", "8.49%"),
    ("运转经费2021年为6.2万元，2022年翻一番，达到14.2万元。", "C2", "14.2万元", "12.4万元"),
    # products.py
    ("集中供养64人、每人每月1200元，分散供养152人、每人每月950元，全年共发放254.64万元。", "C22", "254.64万元", "265.44万元"),
    ("购置检测仪15台，单价2.36万元，合计35.40万元；购置无人机3架，单价4.80万元，合计14.04万元。", "C22", "14.04万元", "14.40万元"),
    ("举办培训班8期，每期55人，共培训480人次。", "C22", "480人次", "440人次"),
    # twice.py
    ("医疗互助赔付438人次、金额67.2万元。从社会效益看，医疗互助赔付348人次、67.2万元。", "C3", "348人次", "438人次"),
    ("党建活动支出86000元，合86万元。", "C7", "86万元", "8.60万元"),
    # scores.py
    ("综合评定，自评得分95.5分。综上，项目自评93.5分。", "C3", "93.5分", "95.5分"),
    ("预算执行满分10分，得9.8分。产出指标满分50分，得47.5分；效益指标满分30分，得28分；满意度指标满分10分，得9.6分。总分96.9分。", "G6", "96.9分", "94.9分"),
    ("执行率94.25%，该项满分10分，得9.72分（按执行率×10计）。", "G3", "9.72分", "9.43分"),
    # rates.py and rests.py
    ("年初预算725.00万元，年中调增108.75万元，预算调整率为13.04%。", "C11", "13.04%", "15.00%"),
    ("土地收入年初任务数350万元，实际缴库297.5万元，为任务数的117.6%。", "C11", "117.6%", "85.00%"),
    ("气象预报（项）322.60万元，完成年初预算的96.09%（年初预算310.00万元）。", "C11", "96.09%", "104.06%"),
    ("改造项目概算212.00万元，审定219.65万元，未突破概算。", "C13", "未突破概算", None),
    ("就业支出决算数188.04万元，等于预算数188.40万元。", "C13", "等于预算数188.40万元", None),
    # points.py
    ("资产负债率12.4%，上年10.9%，同比下降1.5个百分点。", "C4", "下降1.5个百分点", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rule", "claimed", "expected"), WRONG)
def test_each_way_finds_its_fault_once(text, rule, claimed, expected):
    ((got, quote, due),) = found(text)
    assert (got, due) == (rule, expected)
    assert claimed in quote or quote in claimed


RIGHT = [
    # what was wrong above is right here
    "印刷服务总额1,618.92万元，前一年度总额1,203.57万元，两年相比净增415.35万元，增长34.51%。",
    "甲项目批复140.00万元，到账133.00万元，兑现比率95.00%；乙项目批复80.00万元，到账72.00万元，兑现比率90.00%。",
    "支出合计净增79.98万元。教育支出增68.20万元，社保支出增9.35万元，卫生支出减1.07万元，住房支出增3.50万元。",
    "固定资产原值3682.47万元，累计折旧1295.80万元，固定资产净值2386.67万元。",
    "员额法官38名，全年结案9120件，法官人均结案240件。",
    "集中供养64人、每人每月1200元，分散供养152人、每人每月950元，全年共发放265.44万元。",
    # what only looks like it
    "“三公”经费年初预算22.00万元，支出决算8.77万元，完成预算的39.86%，其中：车辆运行维护费8.47万元，完成预算的60.50%；公务接待费0.30万元，完成预算的3.75%。",  # of budgets that are not told
    "“三公”经费决算1023万元，其中：车辆购置及运行费支出785万元，较年初预算减少28%，其中：车辆购置费274万元，车辆运行维护费511万元。",  # a sum is no change
    "小学42人、初中24人、高中22人，合计88人。",  # the same digits in another order, in one list
    "本级支出420.55万元，对下转移支付680.00万元，合计1100.55万元；本级支出同比下降3.0%。",  # a sum is no change
    "公务用车7辆，运行维护费16.52万元，车均2.36万元，低于每辆3万元的定额标准。",
    "一季度末支出执行率22.4%，二季度末51.3%，年末98.2%（全年预算650万元，支出638.3万元）。",
    "项目支出总额60.00万元，培训班3期，每期补助5.00万元，其余45.00万元用于设备。",
    "上年结余-1.35万元，本年收入24.00万元，本年支出20.15万元，年末结余2.50万元。",
    "基本支出预算986.00万元、项目支出预算474.00万元。全年支出1,554.28万元。",  # of budgets, not of what was spent
    "危桥改造计划12座。年内实际改造21座。",
    "上级补助收入15.00万元，2022年0.00万元；附属单位上缴收入0万元，与2022年一致。",
    "收入预算数873.15万元，决算数841.02万元，预决算差异率-3.68%；支出预算数873.15万元，决算数846.77万元，预决算差异率-3.02%。",
]  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_stays_silent(text):
    assert found(text) == []


def test_sums_that_are_off_by_the_same_are_one_fault():
    """支出总计 does not add up and 年末结转 does not follow: one wrong number made both."""
    text = (
        "收入总计8,214.60万元，其中：本年收入合计8,060.35万元，年初结转和结余154.25万元。"
        "支出总计8,214.60万元，其中：本年支出合计8,093.12万元，年末结转和结余112.48万元。"
    )
    assert len(found(text)) == 1


def test_the_words_at_a_number_are_looked_at_once():
    """What a number was told as does not change when it is asked again."""
    (paragraph,) = read_text("年初预算40.00万元，比上年增加2.50万元。", "t", NOBODY)
    told = read_told(paragraph, [])
    budget, change = told.amounts
    assert [told.is_planned(budget), told.is_moved(change), told.printed(change)] == [True, True, "2.50"]
    assert [told.is_planned(budget), told.is_moved(change), told.printed(change)] == [True, True, "2.50"]


def test_every_identity_of_the_data_names_a_whole_and_its_parts():
    for identity in aliases().identities:
        assert identity.whole.pattern
        assert len(identity.parts) + len(identity.less) > 1


def test_what_rests_on_a_wrong_number_is_no_fault_of_its_own():
    """480人次 should be 440: that 480 × 1500 is not 66万元 follows from it."""
    text = "举办培训班8期，每期55人，共培训480人次，人均补助1500元，支出66.00万元。"
    assert [(rule, due) for rule, _, due in found(text)] == [("C22", "440人次")]


@pytest.mark.parametrize(
    "text",
    [
        "负债和净资产合计7,912.30万元，其中负债1,204.66万元、净资产6,707.64万元；负债中应付账款903.11万元、其他应付款301.55万元。",
        "补助下级支出1,480万元（其中：甲镇420万元，含桥梁维修80万元；乙镇515万元，含饮水工程130万元；丙乡545万元）。",
    ],
)
def test_parts_of_a_part_are_no_parts_of_the_whole(text):
    assert found(text) == []
