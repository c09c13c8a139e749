"""Sums told over several paragraphs: which are added up, which number is called wrong, and what leaves them open."""

from __future__ import annotations

import pytest

from core.narrative.claims import Book, Ground, Prose, check_section, check_whole, read_text

TOTALS = """1.总体情况。2023年度收入总计{all_in}万元，支出总计5120.40万元。
2.收入情况。2023年度收入合计5083.10万元，年初结转和结余{opening}万元。
3.支出情况。2023年度支出合计5078.25万元。年末结转和结余{closing}万元。"""
THREE = """示例县水利局2023年度“三公”经费支出决算为{whole}万元。
（一）因公出国（境）费{abroad}。
（二）公务用车购置及运行维护费支出{cars}万元。
其中：公务用车购置费0万元，未购置公务用车。
公务用车运行维护费支出{running}万元，主要用于燃料和维修。
（三）公务接待费支出{reception}万元，接待12批次、96人次。"""


def totals(all_in="5120.40", opening="37.30", closing="42.15"):
    return TOTALS.format(all_in=all_in, opening=opening, closing=closing)


def three(whole="9.35", abroad="支出0万元", cars="7.20", running="7.20", reception="2.15"):
    return THREE.format(whole=whole, abroad=abroad, cars=cars, running=running, reception=reception)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (three(), []),
        (totals(), []),
        (three(whole="9.53"), [("C22", "9.53万元", "9.35万元")]),
        (three(whole="9.53", abroad="：无"), [("C22", "9.53万元", "9.35万元")]),
        (three(running="7.02"), [("C3", "7.02万元", "7.20万元")]),
        (totals(opening="33.70"), [("C24", "33.70万元", "37.30万元")]),
        (totals(closing="421.50"), [("C24", "421.50万元", "42.15万元")]),
    ],
)
def test_the_number_that_the_others_do_not_make_is_told_once(found, text, due):
    assert [one for one in found(text) if one[0] != "C14"] == due


@pytest.mark.parametrize(
    "text",
    [
        three(whole="9.53", abroad="的情况见附表"),  # a part is not told
        three(whole="9.36"),  # rounding
        three(whole="9.53").replace("公务接待费支出", "局本级公务接待费支出"),  # of one office
        three(whole="9.53").replace("公务接待费支出", "1-6月公务接待费支出"),
        three(whole="9.53")
        .replace("支出决算为", "支出预算为")
        .replace("接待费支出", "接待费支出决算"),  # a budget and outcomes
        totals(opening="29.80"),  # what was distributed is not told, and nothing shows which number is wrong
    ],
)
def test_what_may_be_right_after_all_is_silent(found, text):
    assert [one for one in found(text) if one[0] in {"C3", "C22", "C24"}] == []


def test_changes_of_the_parts_and_of_the_whole(found):
    text = """“三公”经费支出比上年减少{}万元。
无因公出国（境）费，公务用车购置及运行维护费比上年减少1.34万元，公务接待费比上年减少0.72万元。"""
    even = "因公出国（境）费与上年持平。"
    assert [one for one in found(text.format("2.06") + even) if one[0] == "C18"] == []


def test_a_share_shows_which_number_is_wrong(found):
    text = """“三公”经费支出决算为2.43万元。
因公出国（境）费支出决算0万元，占0%；公务接待费支出决算2.34万元，占100%；公务用车购置及运行维护费支出决算0万元，占0%。"""
    assert ("C3", "2.34万元", "2.43万元") in found(text)


def test_a_percentage_that_a_wrong_amount_made_wrong_is_no_second_fault(found):
    text = totals(closing="421.50") + "较上年决算数增加4.85万元，增长13.0%，主要原因是项目跨年。"
    assert found(text) == [("C24", "421.50万元", "42.15万元")]


def test_vehicles_bought_for_nothing(found):
    text = """公务用车购置费0万元，公务用车运行维护费7.20万元。
全年使用财政拨款购置公务用车{}辆{}，年末保有量4辆。"""
    assert ("C20", "2辆", "0辆") in found(text.format(2, ""))
    assert all(one[0] != "C20" for one in found(text.format(0, "")))
    assert all(one[0] != "C20" for one in found(text.format(2, "（上级部门无偿划拨）")))


def test_numbered_items_make_the_total_over_them(found):
    text = "水利专项支出{}万元。\n（一）渠道清淤12.40万元；\n（二）泵站维修5.13万元；\n（三）水库巡查3.38万元。"
    assert found(text.format("20.91")) == []
    assert found(text.format("29.01")) == [("C22", "29.01万元", "20.91万元")]
    assert found(text.format("45.60")) == []  # they need not be all there are


def test_items_of_one_name_in_two_lists_are_two_things(found):
    text = "一、中央资金\n（一）支持渠道清淤12.40万元；\n二、省级资金\n（一）支持渠道清淤11.90万元。"
    assert found(text) == []


def test_a_document_that_is_written_is_found_as_a_fresh_one():
    ground = Ground("", 2023)
    prose = Prose(ground, ["1", "2"])
    head, _, rest = three(whole="9.53").partition("\n")
    for first in (head, head.replace("9.53", "9.35"), head):
        prose.update("1", first)
        prose.update("2", rest)
        fresh = check_whole(Book([*read_text(first, "1", ground), *read_text(rest, "2", ground)], ground))
        assert prose.findings == {one.id: one for one in fresh}
    assert any(one.rule == "C22" for one in prose.findings.values())


def test_what_has_a_cell_is_held_against_that_alone():
    from core.figures import Held

    ground = Ground("", 2023, lambda key, _aspect: Held.money(9_5300) if key == "T09.total" else None)
    assert all(one.rule != "C22" for one in check_section(three(whole="9.53"), "1", ground))
