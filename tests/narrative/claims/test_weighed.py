"""Amounts weighed by what they follow from, percentages in words, words against differences."""

import pytest

from core.narrative.claims import Ground, check_section
from core.narrative.claims.check import read_text
from core.narrative.claims.told import read_told
from core.narrative.claims.weighed.amounts import Amounts, way_weights
from core.narrative.claims.weighed.ratios import Ratios
from core.narrative.claims.weighed.settled import settle

NOBODY = Ground("", 2023)


def found(text):
    return [
        (one.rule, one.quote, one.expected)
        for one in check_section(text, "t", NOBODY)
        if not one.rounding and one.severity != "hint"
    ]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (
            "全年接待参观团队86批，其中本市学校41批、外地学校28批、社区老人19批。",
            ("C22", "86批", "88批"),
        ),
        (
            "为45名护林员每人每月发放补助600元，全年共发放34.20万元。",
            ("C22", "34.20万元", "32.40万元"),
        ),
        (
            "档案数字化支出57.62万元，而2022年为49.18万元，同比上升17.2%、增加9.44万元。",
            ("C2", "9.44万元", "8.44万元"),
        ),
        (
            "水电费上年40.00万元，今年52.00万元，增长五成。",
            ("C2", "五成", "三成"),
        ),
        (
            "印刷费支出5.20万元，上年4.70万元，同比下降10.64%，因活动增多。",
            ("C4", "10.64%", None),
        ),
        (
            "年末在编人员41人，去年年末44人，增加3人，均为正常退休。",
            ("C4", "3人", None),
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_once(text, due):
    assert found(text) == [due]


@pytest.mark.parametrize(
    "text",
    [
        "全年接待参观团队88批，其中本市学校41批、外地学校28批、社区老人19批。",
        "为45名护林员每人每月发放补助600元，全年共发放32.40万元。",
        "水电费上年40.00万元，今年52.00万元，增长三成。",
        "印刷费支出5.20万元，上年4.70万元，同比上升10.64%，因活动增多。",
        "编制48名，实有45名，其中工勤空编1名。",
        "投资收益本年为-12.40万元，上年为-18.60万元，亏损减少6.20万元。",
        "设备账面价值415.7万元，占固定资产的六成多（62.2%）。",
        "项目支出合计455.60万元，分别是：巡河经费80.00万元（含无人机服务22.00万元），防治费166.40万元，维修费209.20万元。",
    ],
)
def test_what_is_right_stays_silent(text):
    assert found(text) == []


def test_what_numbers_settle_is_not_weighed():
    """A total that its parts make, and the parts: no cue of theirs is asked for."""
    (paragraph,) = read_text("支出合计36.40万元，其中培训费20.15万元、会议费16.25万元。", "t", NOBODY)
    ratios = Ratios(read_told(paragraph, []))
    settled = settle(ratios.row, {})
    assert settled.places == {0, 1, 2}
    assert settled.totals == {0}
    assert settled.used[1] == settled.used[2] == 2
    assert not list(Amounts(ratios).suspects())


def test_weights_are_of_every_kind_of_way():
    kinds = {name.partition("/")[0] for name in way_weights()}
    assert {"sum", "gap", "net", "flow", "times", "each", "same", "none"} <= kinds


def test_a_number_told_in_another_unit_is_no_other_number():
    assert found("工会会费返还8640元，计0.864万元；党员64名，人均500元，合计3.20万元。") == []
