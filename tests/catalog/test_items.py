"""Reading catalogue files: fast, and damaged rows are refused with file and line."""

import time

import pytest

from core.catalog.catalog import FUNCTIONAL
from core.catalog.items import Item, catalog_file, read_aliases, read_items
from core.errors import TemplateError

HEAD = "code,name,from,until,initials,source\n"


@pytest.fixture
def read(tmp_path):
    def of(text, encoding="utf-8"):
        path = tmp_path / "some.csv"
        path.write_text(text, encoding)
        read_items.cache_clear()
        return read_items(path, FUNCTIONAL)

    return of


def test_a_row_becomes_an_item(read):
    assert read(HEAD + "201,一般公共服务支出,2019,,ybggfwzc,S\n") == (
        Item("201", "一般公共服务支出", 2019, 9999, "ybggfwzc", "S"),
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("201,名称,,,mc\n", "第 2 行有 5 栏，应当是 6 栏"),
        ("201,名称,,,mc,K\n2019,名称,,,mc,K\n", "第 3 行的科目编码“2019”"),
        ("２０１,名称,,,mc,K\n", "第 2 行的科目编码"),
        ("201,,,,mc,K\n", "第 2 行（201）的科目名称是空的"),
        ("201,名称,,,MC,K\n", "拼音首字母“MC”"),
        ("201,名称,,,,K\n", "拼音首字母“”"),
        ("201,名称,,,mc,X\n", "来源“X”"),
        ("201,名称,19,,mc,K\n", "年度“19”不是四位数字"),
        ("201,名称,2022,2021,mc,K\n", "起始年度 2022 晚于截止年度 2021"),
        ("201,旧名,,2021,jm,K\n201,新名,2021,,xm,K\n", "201 在 2021 年有两个名称：旧名、新名"),
        ("201,旧名,,,jm,K\n201,新名,,,xm,K\n", "201 在 最早的 年有两个名称"),
        ('201,"名称,,,mc,K\n', "第 2 行的引号不成对"),
        ("", "没有科目"),
    ],
)
def test_damage_is_named_with_file_and_line(read, rows, said):
    with pytest.raises(TemplateError, match=said) as caught:
        read(HEAD + rows)
    assert "some.csv" in caught.value.message
    assert caught.value.remedy


def test_other_files_are_refused(read, tmp_path):
    with pytest.raises(TemplateError, match="第 1 行应当是"):
        read("a,b\n")
    with pytest.raises(TemplateError, match="第 1 行应当是"):
        read("")
    with pytest.raises(TemplateError, match="UTF-8"):
        read(HEAD + "201,名称,,,mc,K\n", "gbk")
    with pytest.raises(TemplateError, match=r"找不到科目目录 none\.csv"):
        read_items(tmp_path / "none.csv", FUNCTIONAL)


@pytest.mark.parametrize("row", [",201", "名称,", "名称,abc", "名称,*"])
def test_a_damaged_alias_is_refused(tmp_path, row):
    path = tmp_path / "aliases.csv"
    path.write_text(f"alias,code\n{row}\n", "utf-8")
    with pytest.raises(TemplateError, match=r"aliases\.csv 第 2 行"):
        read_aliases(path)


@pytest.mark.bench
def test_the_catalogue_loads_in_15_milliseconds():
    best = 1.0
    for _ in range(5):
        read_items.cache_clear()
        start = time.perf_counter()
        read_items(catalog_file("functional.csv"), FUNCTIONAL)
        best = min(best, time.perf_counter() - start)
    assert best < 0.015
