"""The shipped catalogue files: complete, consistent in every year, and the same as the other resources."""

import re
import tomllib

import pytest

from core.catalog import economic, functional
from core.catalog.catalog import ECONOMIC, FUNCTIONAL
from core.catalog.items import catalog_file, read_aliases, read_items
from core.catalog.names import key
from core.paths import resource

YEARS = range(2018, 2028)
FILES = [("functional.csv", FUNCTIONAL, functional), ("economic.csv", ECONOMIC, economic)]


def figure_names(file, table):
    figures = tomllib.loads(resource("figures", file).read_text("utf-8"))["figure"]
    return {
        entry["key"].removeprefix(f"{table}."): entry["name"]
        for entry in figures
        if re.fullmatch(rf"{table}\.\d+", entry["key"])
    }


@pytest.mark.parametrize(("file", "lengths", "_"), FILES)
def test_rows_are_whole(file, lengths, _):
    for item in read_items(catalog_file(file), lengths):
        assert re.fullmatch(r"\d+", item.code)
        assert item.name
        assert re.fullmatch(r"[a-z]+", item.initials)
        assert len(item.initials) == sum("一" <= one <= "鿿" for one in item.name), item


@pytest.mark.parametrize(("file", "lengths", "_"), FILES)
def test_a_code_has_one_name_a_year(file, lengths, _):
    for year in YEARS:
        codes = [item.code for item in read_items(catalog_file(file), lengths) if item.first <= year <= item.last]
        assert len(codes) == len(set(codes))


@pytest.mark.parametrize(("_", "lengths", "of_year"), FILES)
def test_every_code_has_its_parents_in_every_year_of_its_validity(_, lengths, of_year):
    for year in YEARS:
        catalog = of_year(year)
        assert [code for code in catalog.items if any(one not in catalog for one in catalog.parents(code))] == []


@pytest.mark.parametrize(("_", "lengths", "of_year"), FILES)
def test_no_two_brothers_share_a_name(_, lengths, of_year):
    for year in YEARS:
        seen = {}
        catalog = of_year(year)
        for code, item in catalog.items.items():
            other = seen.setdefault((code[:-2] if len(code) > 3 else "", key(item.name)), code)
            # the year in which the last item of a 款 moved from 01 to 99
            assert other == code or (year == 2020 and other[-2:] == "01" and code[-2:] == "99")


def test_there_are_all_classes_and_enough_items():
    catalog = functional(2023)
    assert len({code for code in catalog.items if len(code) == 7}) >= 600
    assert set(catalog.children()) >= {str(code) for code in range(201, 235)} - {"218", "225", "226", "228"}


@pytest.mark.parametrize("code", ["20101", "20105", "20129", "20402", "20801", "21301", "22401"])
def test_the_standard_items_stand_where_a_department_is_meant(code):
    names = [functional(2023).name(one) for one in functional(2023).children(code)]
    assert {"行政运行", "一般行政管理事务", "机关服务"} <= set(names)
    assert any(name.startswith("其他") for name in names)


@pytest.mark.parametrize(("file", "table"), [("t01.toml", "T01"), ("t04.toml", "T04")])
def test_the_classes_of_the_tables_are_those_of_the_catalogue(file, table):
    catalog = functional(2023)
    for code, name in figure_names(file, table).items():
        assert catalog.name(code) == name


def test_the_rows_of_t06_are_those_of_the_catalogue():
    names = figure_names("t06.toml", "T06")
    assert len(names) > 80
    assert {code: economic(2023).name(code) for code in names} == names
    absent = {code for code in economic(2023).items if code not in names}
    assert {code[:3] for code in absent} == {"309", "311", "313"}  # not in 基本支出


def test_aliases_mean_a_known_code_and_no_other_item_of_the_year():
    catalog = functional(2025)
    official = {}
    for code, item in catalog.items.items():
        official.setdefault((len(code), key(item.name)), set()).add(code)
    seen = set()
    for alias, code in read_aliases(catalog_file("functional_aliases.csv")):
        assert alias not in seen
        seen.add(alias)
        if code.startswith("*"):
            assert re.fullmatch(r"\*\d\d", code)
        else:
            assert code in catalog
            assert official.get((len(code), key(alias)), {code}) == {code}


@pytest.mark.parametrize(
    ("code", "initials"),
    [
        ("2012901", "xzyx"),
        ("2010507", "zxpchd"),
        ("2080901", "tysbaz"),
        ("2100210", "hyyy"),
        ("2200109", "zrzydcyqqdj"),
        ("2240704", "zrzhzhcjbz"),
        ("2170101", "xzyx"),
        ("2210201", "zfgjj"),
        ("2200106", "zrzylyybh"),
    ],
)
def test_initials_of_polyphones(code, initials):
    assert functional(2023).get(code).initials == initials
