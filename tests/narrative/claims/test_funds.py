"""A project's money: what was paid or arrived of all there was, and what is left, over sentences and paragraphs."""

import pytest

from core.narrative.claims import Ground, check_section

NOBODY = Ground("", 2023)
PLAN = "2023年书屋修缮项目预算共计8250.00万元，其中县级资金5000.00万元，镇级资金3250.00万元。\n"


def told(text):
    return [(one.rule, one.claimed, one.expected) for one in check_section(text, "t", NOBODY) if one.severity != "hint"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（2）项目资金执行情况。实际执行7260.00万元，项目执行率88.00%。", []),
        (
            "（2）项目资金执行情况。实际执行7260.00万元，项目执行率80.88%。",
            [("C11", "80.88%", "88.00%")],
        ),
        ("（2）项目资金执行情况。实际支付7260.00万元，结余990.00万元，项目执行率88.00%。", []),
        (
            "（2）项目资金执行情况。实际支付7260.00万元，结余909.00万元，项目执行率88.00%。",
            [("C24", "909.00万元", "990.00万元")],
        ),
        ("（2）项目资金执行情况。一季度执行1260.00万元，执行率18.00%。", []),
        ("（2）县级资金执行4600.00万元，执行率92.00%。", []),
    ],
)
def test_what_was_paid_and_what_is_left_of_what_another_paragraph_tells(text, found):
    assert told(PLAN + text) == found


@pytest.mark.parametrize(
    ("arrived", "found"), [("32%", []), ("23%", [("C11", "23%", "32.00%")]), ("33.5%", [("C11", "33.5%", "32.00%")])]
)
def test_what_arrived_is_of_what_was_planned(arrived, found):
    text = f"修缮项目预算共计8250.00万元，县财政实际下达资金2640.00万元，资金到位率为{arrived}。"
    assert told(text) == found


def test_a_percentage_of_all_stays_of_all_beside_its_parts():
    """Not of the last of the parts, which stands nearest."""
    text = "修缮项目预算总额8250万元，其中县级5000万元，镇级3250万元。截至年底，项目支出3020.50万元，预算执行率为{}。"
    assert told(text.format("36.61%")) == []
    assert told(text.format("63.61%")) == [("C11", "63.61%", "36.61%")]
