"""Long titles break where their parts meet."""

import pytest

from core.publishing.titles import broken


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("第一部分　甲县总工会概况", ["第一部分　甲县总工会概况"]),
        ("第二部分　甲县总工会2024年度部门决算表", ["第二部分", "甲县总工会2024年度部门决算表"]),
        (
            "第二部分　甲市乙区区委社会工作部2024年度部门决算表",
            ["第二部分", "甲市乙区区委社会工作部", "2024年度部门决算表"],
        ),
        ("甲市乙区区委社会工作部某某中心2024年度部门决算", ["甲市乙区区委社会工作部某某中心", "2024年度部门决算"]),
        ("第一部分　一二三四五六七八九十一二三四五六七八", ["第一部分", "一二三四五六七八九十一二三四五六七八"]),
        ("2024年度一二三四五六七八九十一二三四五", ["2024年度一二三四五六七八九十一二三四五"]),
    ],
)
def test_a_title_breaks_where_its_parts_meet(title, lines):
    assert broken(title, lambda part: len(part) <= 17).split("\n") == lines
