"""What can't be decided says what is missing; what can be decided says nothing."""

from __future__ import annotations

import pytest

from core.narrative.claims import Book, Ground, read_text
from core.narrative.claims.undecided import undecided


def missing(text):
    ground = Ground("", 2023)
    return [(one.rule, one.state, one.message) for one in undecided(Book(read_text(text, "1", ground), ground))]


@pytest.mark.parametrize(
    ("text", "rule", "why"),
    [
        ("公务接待费4.33万元，比上年减少1.08万元。", "C2", "没有上年数"),
        ("公务接待费4.33万元，比上年下降20%。", "C2", "没有增减额，也没有上年数"),
        ("参保职工同比增长37%。", "C2", "找不到「参保职工」的本年数"),
        ("公用经费284.49万元，较年初预算增加277.41万元。", "C2", "没有预算数"),
        ("基本支出89.65万元，占本年支出合计的95%。", "C8", "找不到「支出」的数额"),
        ("培训费占会议培训支出的30%。", "C8", "找不到「培训费」数额"),
        ("支出决算84.25万元，预算执行率97%。", "C11", "没有写预算数"),
    ],
)
def test_what_is_missing_is_said(text, rule, why):
    ((found, state, message),) = missing(text)
    assert (found, state) == (rule, "not_checkable")
    assert why in message


@pytest.mark.parametrize(
    "text",
    [
        "支出93.93万元，比上年增加19.08万元，增长25.49%。",
        "支出93.93万元，上年74.85万元，比上年增加19.08万元。",
        "支出93.93万元，其中基本支出89.65万元，占支出的95%。",
        "年初预算86.86万元，支出决算84.25万元，完成年初预算的97%。",
        "比上年增加0万元。",
        "满意度98%，覆盖率达到100%。",
    ],
)
def test_what_can_be_decided_is_not_listed(text):
    assert missing(text) == []
