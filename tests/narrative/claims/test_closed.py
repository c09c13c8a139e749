"""When a list is all there is: a known set, as many as announced, a bracket, one digit off; and when it is not."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("三公经费32.67万元（其中：接待费5.42万元、购置费0万元、运行费24.85万元、出国费0万元）。", "30.27万元"),
        ("资金420万元分四批拨付，第一批120万元，第二批100万元，第三批100万元，第四批110万元。", "430.00万元"),
        (
            "发放补贴748.60万元，涉及5类。其中：甲326.40万元，乙218.70万元，丙54.20万元，丁47.30万元，戊82.00万元。",
            "728.60万元",
        ),
        ("项目支出合计239.30万元（水资源125万元；河湖长制85.6万元，其中巡河26万元；节水宣传33.7万元）。", "244.30万元"),
        ("实施项目5个，支出817万元，其中一般项目3个支出317万元，重点项目2个支出510万元。", "827.00万元"),
        ("医疗收入100.50万元，补助收入20.00万元，医疗收入与补助收入合计130.50万元。", "120.50万元"),
        ("2021年投入500万元，2022年投入600万元，2023年投入700万元，三年累计投入1,900万元。", "1800.00万元"),
        ("甲费20.30万元。乙费30.20万元。以上两项合计60.50万元。", "50.50万元"),
    ],
)
def test_parts_must_make_their_head(found, text, due):
    every = found(text)
    assert [expected for _, _, expected in every] == ([due] if due else [])


@pytest.mark.parametrize(
    "text",
    [
        "培训支出102.77万元，其中差旅费18.30万元、劳务费25.14万元等。",
        "职工780人，其中教师520人，高级职称210人，博士188人，女教职工402人。",
        "支出100.00万元，其中财政拨款80.00万元，项目支出60.00万元。",
        "三个项目各有预算，两项共支出91.13万元，其中甲44.38万元、乙46.75万元。",
    ],
)
def test_a_list_that_may_go_on_says_nothing(found, text):
    assert found(text) == []


def test_a_total_of_the_paragraphs_above(found):
    text = "防汛（项）决算数为90.00万元。\n水利（项）决算数为55.60万元。\n以上两项决算共155.60万元。"
    assert [(rule, expected) for rule, _, expected in found(text)] == [("C22", "145.60万元")]
