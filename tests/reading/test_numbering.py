import pytest

from core.figures.chinese import chinese_value
from core.reading.docx_numbers import chinese
from core.reading.numbering import split_number


@pytest.mark.parametrize(
    ("text", "style", "ordinal", "printed", "rest", "level"),
    [
        ("一、基本情况", "chinese", 1, "一、", "基本情况", 1),
        ("十二、国有资产占用情况说明", "chinese", 12, "十二、", "国有资产占用情况说明", 1),
        ("二．收入", "chinese", 2, "二．", "收入", 1),
        ("（一）基本支出情况", "chinese_paren", 1, "（一）", "基本支出情况", 2),
        ("(二) 项目支出情况", "chinese_paren", 2, "(二)", "项目支出情况", 2),
        (" (八)使用非财政拨款结余", "chinese_paren", 8, "(八)", "使用非财政拨款结余", 2),
        ("㈢其他", "chinese_paren", 3, "㈢", "其他", 2),
        ("1．主要职能。", "arabic", 1, "1．", "主要职能。", 3),
        ("2. 加强财务管理", "arabic", 2, "2.", "加强财务管理", 3),
        ("3、资产管理情况。", "arabic", 3, "3、", "资产管理情况。", 3),
        ("6、 部门整体支出绩效情况", "arabic", 6, "6、", "部门整体支出绩效情况", 3),
        ("1.2023 年我单位预算支出执行按时完成", "arabic", 1, "1.", "2023 年我单位预算支出执行按时完成", 3),
        ("1、2023年工作", "arabic", 1, "1、", "2023年工作", 3),
        ("⒊人员情况", "arabic", 3, "⒊", "人员情况", 3),
        ("1一般公共服务支出（类）82.16万元", "arabic", 1, "1", "一般公共服务支出（类）82.16万元", 3),
        ("（2） 主要工作职责", "arabic_paren", 2, "（2）", "主要工作职责", 4),
        ("(10)差旅费", "arabic_paren", 10, "(10)", "差旅费", 4),
        ("⑴2022年财政拨款", "arabic_paren", 1, "⑴", "2022年财政拨款", 4),
        ("3）其他", "arabic_paren", 3, "3）", "其他", 4),
        ("①办公费", "circled", 1, "①", "办公费", 5),
        ("第三部分  2023年度部门决算情况说明", "part", 3, "第三部分", "2023年度部门决算情况说明", 0),
        ("第十条 本办法自发布之日起施行", "article", 10, "第十条", "本办法自发布之日起施行", 1),
    ],
)
def test_a_printed_number_is_split_off(text, style, ordinal, printed, rest, level):
    number = split_number(text)
    assert number is not None
    assert (number.style, number.ordinal, number.printed, number.rest, number.level) == (
        style,
        ordinal,
        printed,
        rest,
        level,
    )


@pytest.mark.parametrize(
    "text",
    [
        "3.65 万元，用于乡村振兴驻村队员补贴。",
        "12.5万元",
        "89.04%，较上年减少",
        "0.53万元",
        "2023年度会议费0.53万元",
        "2023 年，根据年初工作规划",
        "20 个，优秀组织奖 20 个",
        "1、2月份完成清查",
        "（2023）15号",
        "（境）费预算",
        "一是强化政治引领",
        "一般公共服务支出",
        "五一劳动奖章",
        "",
        "无。",
    ],
)
def test_amounts_years_and_words_are_no_numbers(text):
    assert split_number(text) is None


@pytest.mark.parametrize("count", range(1, 1000, 7))
def test_chinese_numbers_are_read_as_they_are_printed(count):
    assert chinese_value(chinese(count)) == count


def test_chinese_numbers_of_word():
    assert [chinese(n) for n in (1, 10, 11, 20, 35, 100, 105, 110, 999)] == [
        "一", "十", "十一", "二十", "三十五", "一百", "一百零五", "一百一十", "九百九十九",
    ]  # fmt: skip
