"""Totals whose terms a text says out, numbered items, and lists that are whole but for two digits (C19, C22)."""

from __future__ import annotations

import pytest

SUMS = {"C3", "C19", "C22", "C23", "C24"}
ADDED = "示例县财政收入{base}万元，完成预算的98.2%。加上上级补助1306万元，调入资金412万元，收入总计{total}万元。"
SIDES = (
    "示例县一般公共预算收入3150万元，上级补助收入1306万元，上年结余412万元。一般公共预算支出3620万元，上解上级支出184万元。"
    "收入合计{all_in}万元，支出合计{out}万元，年终结余1064万元。"
)
MADE_UP = "示例镇可用财力{total}万元。由本级收入215.40万元，加上级补助等1672.35万元构成。"
IN_LINE = (
    "示例县全年投入{whole}万元，主要为：一、道路养护经费146.35万元，其中用于路面修补88.20万元；采购设备58.15万元。"
    "二、桥梁维修经费{bridges}万元。三、绿化经费27.60万元。"
)
ITEMS = """示例县全年支出{whole}万元，其中：
（一）群众活动
全民健身活动支出18.25万元。
（二）设施维护
场馆维护支出{care}万元。
（三）赛事
承办比赛支出9.70万元。"""
DASHES = """（二）拨款收入682.70万元，其中：
——基本经费{basic}万元；
——项目经费401.50万元；"""
LAST = """1、2023年完成业务收入{own}万元，比上年增加1206万元。
2、财政补助收入6418万元。
3、实现财务总收入58170万元。"""
OPEN = "示例县留用公益金417.50万元，其中：用于场地建设{one}万元；用于队伍培训131.40万元。"
SET = """2023年示例县水务局基本支出{whole}万元，其中：
人员经费418.25万元，主要包括基本工资和津贴补贴。
公用经费{running}万元，主要包括办公费。"""
KINDS = "全年设{whole}个三级指标，包括{first}个数量指标、2个质量指标、1个时效指标、1个成本指标、2个满意度指标。"
BATCHES = "示例县分两批下达改造任务{whole}户，第一批任务8167户，第二批任务8804户。"
LEVELS = (
    "示例区企业共{whole}户（一级企业9户，其中甲公司、乙公司2户为平台企业，资产639.72亿元，主要承担建设任务；"
    "二级企业19户；三级企业34户；四级企业15户）。"
)
TARGET = "示例区收到直达资金61827.30万元，其中：中央资金{part}万元。"


@pytest.mark.parametrize(
    ("right", "wrong", "due"),
    [
        (ADDED.format(base=3150, total=4868), ADDED.format(base=3150, total=4686), ("4686万元", "4868万元")),
        (ADDED.format(base=3150, total=4868), ADDED.format(base=3150, total=3150), ("3150万元", "4868万元")),
        (SIDES.format(all_in=4868, out=3804), SIDES.format(all_in=4868, out=3084), ("3084万元", "3804万元")),
        (MADE_UP.format(total="1887.75"), MADE_UP.format(total="7887.15"), None),
        (MADE_UP.format(total="1887.75"), MADE_UP.format(total="1788.75"), ("1788.75万元", "1887.75万元")),
        (
            IN_LINE.format(whole="231.25", bridges="57.30"),
            IN_LINE.format(whole="213.25", bridges="57.30"),
            ("213.25万元", "231.25万元"),
        ),
        (
            IN_LINE.format(whole="231.25", bridges="57.30"),
            IN_LINE.format(whole="231.25", bridges="75.30"),
            ("75.30万元", "57.30万元"),
        ),
        (
            ITEMS.format(whole="41.51", care="13.56"),
            ITEMS.format(whole="41.51", care="15.36"),
            ("15.36万元", "13.56万元"),
        ),
        (DASHES.format(basic="281.20"), DASHES.format(basic="218.20"), ("218.20万元", "281.20万元")),
        (LAST.format(own=51752), LAST.format(own=57152), ("57152万元", "51752万元")),
        (OPEN.format(one="286.10"), OPEN.format(one="268.10"), ("268.10万元", "286.10万元")),
        (
            SET.format(whole="464.50", running="46.25"),
            SET.format(whole="895.60", running="46.25"),
            ("895.60万元", "464.50万元"),
        ),
        (KINDS.format(whole=31, first=25), KINDS.format(whole=31, first=27), ("31个", "33个")),
        (BATCHES.format(whole=16971), BATCHES.format(whole=17691), ("17691户", "16971户")),
        (LEVELS.format(whole=77), LEVELS.format(whole=86), ("86户", "77户")),
        (TARGET.format(part="61287.30"), TARGET.format(part="68127.30"), ("68127.30万元", "61827.30万元")),
    ],
)
def test_what_a_text_adds_up_is_held_against_its_total(found, right, wrong, due):
    assert [one for one in found(right) if one[0] in SUMS] == []
    if due is not None:
        assert [one[1:] for one in found(wrong) if one[0] in SUMS] == [due]


@pytest.mark.parametrize(
    "text",
    [
        # of which income the rest is added to, the last of them tells
        "示例县总收入5260万元，其中地方收入3150万元；加上上级补助1306万元，调入资金412万元，收入总计4868万元。",
        "示例县财政收入3150万元。加上上级补助1306万元、调入资金412万元等，收入总计4927万元。",  # 等: not all
        "示例县财政收入3150万元。加上各项补助，收入总计4868万元。",
        "示例县全年投入231.25万元，主要做了：一、修补道路，支出146.35万元。二、维修桥梁，支出41.20万元。",
        SET.format(whole="895.60", running="46.25").replace("公用经费", "（二）公用经费"),
        KINDS.format(whole=33, first=23),  # it may be of others as well
        OPEN.format(one="213.70"),  # 其中 tells some
        # the next item is none of the parts of the one before
        "示例县投入活动经费1433.10万元。1、运动会654.17万元，其中补助乡镇30.00万元；2、健身活动559.52万元；3、其他219.41万元。",
    ],
)
def test_what_is_not_told_whole_is_silent(found, text):
    assert [one for one in found(text) if one[0] in SUMS] == []
