"""Last year's amounts that follow from a stated change: offered as likely, left alone where the text is at odds."""

from __future__ import annotations

import pytest

from core.figures import plain
from core.prefill import accept
from core.report import Report

HEAD = ("#二、 一般公共预算支出情况", "##（一） 基本支出情况")


def last_year(found, *lines, **given):
    imported = found(*HEAD, *lines, **given)
    return {one.key: one for one in imported.proposals if one.derived}


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("基本支出298.18万元，较上年减少11.26万元，下降3.64%。", "309.44"),
        ("基本支出298.18万元，比2022年增加8.1万元。", "290.08"),
        ("基本支出298.18万元，比去年增长298.18万元。", "0.00"),
    ],
)
def test_this_year_less_the_change(found, text, before):
    one = last_year(found, text)["T05.total.basic"]
    assert (plain(one.held), one.held.unit, one.year, one.aspect) == (before, "万元", 2022, "prior")
    assert (one.confidence, one.target) == ("likely", ("T05.total.basic", "prior"))
    assert one.why.startswith("推算")
    assert one.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "基本支出298.18万元，比年初预算减少11.26万元。",  # not against last year
        "基本支出298.18万元，较上年减少3.64%。",  # a rate is not exact
        "基本支出298.18万元，较上年减少112600元。",  # another unit than the amount: likely a slip
        "基本支出298.18万元，较上年增加300.00万元。",  # would be less than nothing
        "基本支出298.18万元，较上年减少11.26万元。基本支出比上年减少12.00万元。",  # two changes
        "基本支出298.18万元，较上年减少11.26万元。全年基本支出297.18万元。",  # two amounts
    ],
)
def test_nothing_follows(found, text):
    assert last_year(found, text) == {}


def test_a_stated_amount_of_last_year_beside_another_is_a_conflict(found):
    text = "基本支出298.18万元，较上年减少11.26万元。2022年基本支出300.00万元。"
    imported = found(*HEAD, text)
    (conflict,) = imported.conflicts
    assert (conflict.key, conflict.aspect) == ("T05.total.basic", "prior")
    assert {(plain(one.held), one.derived) for one in conflict.candidates} == {("309.44", True), ("300.00", False)}


def test_certain_leaves_it_out_and_relations_stay(found):
    report = Report.scratch(["zhengti-hunan-2023"], "甲县总工会", 2023, begin=True)
    imported = found(*HEAD, "基本支出298.18万元，较上年减少11.26万元。")
    accept(report, imported, "certain")
    assert not report.value("T05.total.basic", "prior").filled
    accept(report, imported, "all")
    assert plain(report.value("T05.total.basic", "prior")) == "309.44"
    assert [one.value for one in imported.relations] == ["11.26"]
    report.close()
