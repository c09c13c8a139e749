"""Names and codes of a year, search, and names back to codes."""

import dataclasses

import pytest

from core.catalog import economic, functional, split_names
from core.errors import FigureError


@pytest.fixture
def catalog():
    return functional(2023)


def codes(items):
    return [item.code for item in items]


def test_a_code_and_what_is_around_it(catalog):
    assert catalog.name("2012901") == "行政运行"
    assert catalog.name("20129") == "群众团体事务"
    assert catalog.parents("2012901") == ("201", "20129")
    assert catalog.parents("201") == ()
    assert [catalog.level(code) for code in ("201", "20129", "2012901", "20", "２０１", "abc")] == [1, 2, 3, 0, 0, 0]
    assert "2012906" in catalog.children("20129")
    assert catalog.children("2012901") == ()
    assert catalog.full_name("2012901") == "一般公共服务支出（类）群众团体事务（款）行政运行（项）"
    assert catalog.name("9999999") == catalog.full_name("9999999") == ""
    assert "2012901" in catalog
    assert "9999999" not in catalog


def test_a_year_is_read_once():
    assert functional(2023) is functional(2023)
    with pytest.raises(dataclasses.FrozenInstanceError):
        functional(2023).year = 2024


def test_economic_items():
    assert economic(2023).full_name("30101") == "工资福利支出（类）基本工资（款）"
    assert economic(2023).code_of(["商品和服务支出", "因公出国(境)费用"]) == "30212"
    assert codes(economic(2023).find("gwjdf")) == ["30217"]


@pytest.mark.parametrize(
    ("year", "code", "name"),
    [
        (2019, "20805", "行政事业单位离退休"),
        (2020, "20805", "行政事业单位养老支出"),
        (2020, "21305", "扶贫"),
        (2021, "21305", "巩固脱贫衔接乡村振兴"),
        (2023, "21305", "巩固脱贫衔接乡村振兴"),
        (2024, "21305", "巩固脱贫攻坚成果衔接乡村振兴"),
        (2024, "2130599", "其他巩固脱贫攻坚成果衔接乡村振兴支出"),
        (2020, "215", "资源勘探信息等支出"),
        (2021, "215", "资源勘探工业信息等支出"),
        (2019, "2012906", "工会事务"),
        (2018, "2012906", ""),
        (2023, "20139", ""),
        (2024, "20139", "社会工作事务"),
        (2023, "2010308", "信访事务"),
        (2024, "2010308", ""),
        (2024, "20140", "信访事务"),
        (2019, "234", ""),
        (2020, "234", "抗疫特别国债安排的支出"),
    ],
)
def test_functional_names_depend_on_the_year(year, code, name):
    assert functional(year).name(code) == name


@pytest.mark.parametrize(
    ("year", "code", "known"),
    [(2019, "30311", False), (2020, "30311", True), (2021, "39906", True), (2022, "39906", False)],
)
def test_economic_names_depend_on_the_year(year, code, known):
    assert (code in economic(year)) is known


def test_find_by_code(catalog):
    assert codes(catalog.find("2012901")) == ["2012901"]
    assert codes(catalog.find("20129"))[:2] == ["20129", "2012901"]
    assert codes(catalog.find("２０１２９"))[0] == "20129"


def test_find_by_name_and_initials(catalog):
    for text in ("行政运行", "xzyx", "XZYX"):
        found = catalog.find(text)
        assert len(found) == 20
        assert {item.name for item in found} == {"行政运行"}
    assert catalog.find("住房公积金")[0].code == "2210201"
    assert catalog.find("zfgjj")[0].code == "2210201"
    assert "20129" in codes(catalog.find("团体"))
    assert "20129" in codes(catalog.find("ttsw"))
    assert codes(catalog.find("中医(民族医)药")) == ["2100601", "2101704"]


def test_find_orders_the_better_match_first(catalog):
    names = [item.name for item in catalog.find("行政", limit=500)]
    starts = [name.startswith("行政") for name in names]
    assert starts == sorted(starts, reverse=True)


def test_find_through_the_parents(catalog):
    assert codes(catalog.find("qztt xzyx")) == ["2012901"]
    assert codes(catalog.find("20129 行政运行")) == ["2012901"]


def test_find_by_a_popular_name_last(catalog):
    assert codes(catalog.find("群团事务")) == ["20129"]
    assert "21305" in codes(catalog.find("扶贫"))


def test_find_nothing(catalog):
    assert catalog.find("") == catalog.find("  ") == catalog.find("查无此项") == []
    assert catalog.find("行政运行", limit=0) == []


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["一般公共服务支出", "群众团体事务", "行政运行"], "2012901"),
        ("一般公共服务支出(类)群团事务（款）行政运行（项）", "2012901"),
        ("一般公共服务支出(类)群团事务（款）一般行政管理事务（项）。", "2012902"),
        ("1.一般公共服务(类)财政事务(款)行政运行(项)", "2010601"),
        (["一般公共服务支出（类）", "群团事务（款）", "行政运行（项）"], "2012901"),
        (["社会保障就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出"], "2080505"),
        (
            "3.社会保障就业支出（类）行政事业单位养老支出（款）\n机关事业单位基本养老保险缴费支出（项）",
            "2080505",
        ),
        (["社会保障和就业支出", "行政事业单位离退休", "机关事业单位职业年金缴费支出"], "2080506"),
        ("社会保障就业支出（类）就业补助（款）社会保险补贴（项）", "2080704"),
        (["就业补助", "社会保险补贴"], "2080704"),
        (["住房改革支出", "住房公积金"], "2210201"),
        (["医疗卫生与计划生育支出", "行政事业单位医疗", "行政单位医疗"], "2101101"),
        (["农林水支出", "扶贫", "其他扶贫支出"], "2130599"),
        (["一般公共服务", "群团事务", "一般行政管理事项"], "2012902"),
        (["教育支出", "其他教育支出"], "20599"),
        (["教育支出", "其他教育支出", "其他教育支出"], "2059999"),
        ("其他教育支出（项）", "2059999"),
        (["一般公共服务支出"], "201"),
        ("“群众团体事务”", "20129"),
    ],
)
def test_code_of_names(catalog, names, code):
    assert catalog.code_of(names) == code


@pytest.mark.parametrize(
    "names",
    [
        [],
        "",
        "。",
        ["行政运行"],  # stands under many 款
        ["公共安全支出", "群众团体事务", "行政运行"],  # a wrong 类
        ["一般公共服务支出", "查无此款", "行政运行"],
        "群众团体事务（项）",
        ["一般公共服务支出", "群众团体事务", "行政运行", "行政运行"],
    ],
)
def test_code_of_is_silent_where_it_would_guess(catalog, names):
    assert catalog.code_of(names) is None


def test_code_of_in_the_year_of_a_move_takes_the_new_code():
    names = ["社会保障和就业支出", "其他社会保障和就业支出", "其他社会保障和就业支出"]
    assert [functional(year).code_of(names) for year in (2019, 2020, 2021)] == ["2089901", "2089999", "2089999"]


def test_every_full_name_means_its_code():
    for catalog in (functional(2019), functional(2023), functional(2025), economic(2023)):
        assert [code for code in catalog.items if catalog.code_of(catalog.full_name(code)) != code] == []


def test_split_names():
    assert split_names("甲支出(类)乙事务（款）丙（项）") == (("甲支出", 1), ("乙事务", 2), ("丙", 3))
    assert split_names("丙") == (("丙", 0),)


def test_an_item_of_the_file_itself(catalog):
    more = catalog.add("2012988", " 工会活动 ")
    assert "2012988" not in catalog
    assert more.name("2012988") == "工会活动"
    assert more.get("2012988").own
    assert more.children("20129")[-2:] == ("2012988", "2012999")
    assert more.code_of(["群众团体事务", "工会活动"]) == "2012988"
    assert codes(more.find("ghhd")) == ["2012988"]
    assert more.add("2012988", "工会活动") is more


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("20129", "群团事务", "群众团体事务"),
        ("20129A1", "某项", "不是 3、5、7 位数字"),
        ("2012988", " ", "没有名称"),
        ("2018801", "某项", "20188"),
    ],
)
def test_an_item_that_cannot_be_added_says_why(catalog, code, name, said):
    with pytest.raises(FigureError, match=said) as caught:
        catalog.add(code, name)
    assert caught.value.remedy
