"""So many things and their names (C19): counted where all are named, too many where only some are."""

import pytest

from core.narrative.claims import Ground, check_section

NOBODY = Ground("", 2023)


def told(text):
    return [(one.claimed, one.expected) for one in check_section(text, "t", NOBODY) if one.rule == "C19"]


@pytest.mark.parametrize(
    ("text", "claimed", "expected"),
    [
        ("书院设5个内设机构：办公室、采编部、阅览部、总务处；编制31名。", "5个", "4个"),
        ("有4个内设机构，分别是秘书股、业务股和修复站。", "4个", "3个"),
        ("下属单位三个，另有2家所属单位，即北书院、南书院、西书院。", "2家", "3家"),
        ("为东镇、西镇、南镇、北镇、中镇等4个镇街的书屋添书。", "4个", "5个"),
        ("书院内设8个科室（一科、二科、三科、采编科、阅览科、外借科、修复科）。", "8个", "7个"),
        ("书院由四个内设科室组成，分别是：综合科、采编科、阅览科；编制9名。", "四个", "3个"),
        ("内设办公室、财务和资产股、采编股、阅览和外借股、修复站3个股室。", "3个", "5个"),
        ("内设办公室、财务股、采编股、阅览股、外借股、修复站7个股室。", "7个", "6个"),
    ],
)
def test_names_that_are_not_as_many_as_said(text, claimed, expected):
    assert told(text) == [(claimed, expected)]


@pytest.mark.parametrize(
    "text",
    [
        "书院设4个内设机构：办公室、采编部、阅览部、总务处；编制31名。",
        "有3个内设机构，分别是秘书股、业务股和修复站。",
        "有3个部门：办公室、文化和旅游股、修复站。",
        "有4个部门：办公室、采编部、文化和旅游股。",
        "有3个部门：办公室和采编部、修复站。",
        "设办公室、财务科、业务科、督查科等6个内设机构。",
        "全县乡镇、社区、村、学校22个单位参加。",
        "有8个内设机构，包括办公室、财务股、采编股。",
        "下设3个部门：办公室（6人）、采编部（5人）、修复站（8人）。",
        "5个村：东村、西村等。",
        "完成3个方面、5个环节、7个步骤的工作。",
    ],
)
def test_names_that_may_be_as_many(text):
    assert told(text) == []
