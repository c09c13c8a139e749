"""What people type and paste: read exactly, or refused with what to type instead."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import FigureError
from core.figures import BLANK, NOT_APPLICABLE, Held, Kind, State, parse
from core.figures.held import UNITS
from core.figures.parse import exact, in_fen

MONEY = [  # typed, 分, unit, decimals; a number without a unit is in 万元
    ("1,234.56", 1_234_560_000, "万元", 2),
    ("１２３４．５", 1_234_500_000, "万元", 1),
    ("1 234", 1_234_000_000, "万元", 0),
    ("1\u00a0234.5", 1_234_500_000, "万元", 1),
    ("　93.93　", 93_930_000, "万元", 2),
    ("93.93\n", 93_930_000, "万元", 2),
    ("１，２３４．５６", 1_234_560_000, "万元", 2),
    ("(123)", -123_000_000, "万元", 0),
    ("（１２３）", -123_000_000, "万元", 0),
    ("－5", -5_000_000, "万元", 0),
    ("−5", -5_000_000, "万元", 0),
    ("–5", -5_000_000, "万元", 0),
    ("-5.20", -5_200_000, "万元", 2),
    ("+5", 5_000_000, "万元", 0),
    ("¥5元", 500, "元", 0),
    ("￥5元", 500, "元", 0),
    ("12万", 12_000_000, "万元", 0),
    ("3亿元", 30_000_000_000, "亿元", 0),
    ("3亿", 30_000_000_000, "亿元", 0),
    ("2.5百万元", 250_000_000, "百万元", 1),
    ("5千元", 500_000, "千元", 0),
    ("93.93万元", 93_930_000, "万元", 2),
    ("93.93 万元", 93_930_000, "万元", 2),
    ("1469871.11元", 146_987_111, "元", 2),
    ("163.546万元", 163_546_000, "万元", 3),
    ("100分", 100, "分", 0),
    ("0", 0, "万元", 0),
    ("-0", 0, "万元", 0),
    ("0.00", 0, "万元", 2),
    ("5.", 5_000_000, "万元", 0),
    ("0.000001", 1, "万元", 6),
    ("1,000,000,000,000.00元", 100_000_000_000_000, "元", 2),
]


@pytest.mark.parametrize(("text", "fen", "unit", "decimals"), MONEY)
def test_money_is_held_exactly_with_the_unit_and_decimals_given(text, fen, unit, decimals):
    assert parse(text, Kind.MONEY, "万元") == Held(State.VALUE, Fraction(fen), "", unit, decimals)


def test_a_number_without_a_unit_takes_the_cells():
    assert parse("5", Kind.MONEY, "元").number == 500
    assert parse("5", Kind.MONEY).number == 500


REFUSED = [
    "100&",
    "NaN",
    "nan",
    "inf",
    "-inf",
    "Infinity",
    "1e5",
    "1E5",
    "0x10",
    "1_000",
    "1.2.3",
    "1,23,456",
    "1234,567",
    "12,34",
    "--5",
    "(5",
    "5)",
    "五",
    "5万5",
    "5人",
    "5美元",
    "=1+1",
    "1+1",
    "100²",
    "①",
    "½",
    "0.0000001",
    "0.001元",
    "93\n84",
    "93\t84",
    "6222021234567890123",
    "1234567890123456789.00",
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_amount_is_refused_and_quoted(text):
    with pytest.raises(FigureError) as caught:
        parse(text, Kind.MONEY, "万元")
    assert text[:8].strip() in caught.value.message
    assert caught.value.remedy


def test_an_account_number_is_told_apart_from_a_wrong_number():
    with pytest.raises(FigureError) as caught:
        parse("6222021234567890123", Kind.MONEY, "万元")
    assert caught.value.message == "「6222021234567890123」位数太多"
    assert "账号" in caught.value.remedy


def test_a_long_pasted_text_is_quoted_in_short():
    with pytest.raises(FigureError) as caught:
        parse("本年支出" * 5000, Kind.MONEY, "万元")
    assert len(caught.value.message) < 40


@pytest.mark.parametrize("kind", Kind)
def test_blank_zero_and_not_applicable_are_three_things(kind):
    blank, slash = parse("  ", kind), parse("/", kind)
    assert blank == BLANK != NOT_APPLICABLE
    assert slash == NOT_APPLICABLE
    assert not blank.filled
    assert not blank.is_zero
    assert not slash.filled
    if kind.numeric:
        zero = parse("0", kind)
        assert zero.filled
        assert zero.is_zero
        assert zero not in (blank, slash)


@pytest.mark.parametrize("text", ["/", " / ", "不适用", "—", "——", "-", "--", "–", "n/a", "N/A"])
def test_spellings_of_not_applicable(text):
    assert parse(text, Kind.MONEY, "万元") == NOT_APPLICABLE


@pytest.mark.parametrize(
    ("text", "ratio", "decimals"),
    [
        ("98.5%", Fraction(985, 1000), 1),
        ("98.5", Fraction(985, 1000), 1),
        ("９８．５％", Fraction(985, 1000), 1),
        ("100%", Fraction(1), 0),
        ("-3.25%", Fraction(-325, 10000), 2),
        ("0", Fraction(0), 0),
    ],
)
def test_rates(text, ratio, decimals):
    assert parse(text, Kind.RATE, "%") == Held(State.VALUE, ratio, "", "%", decimals)


@pytest.mark.parametrize("text", ["100&", "3人", "1年", "NaN", "5‰"])
def test_what_is_no_rate(text):
    with pytest.raises(FigureError):
        parse(text, Kind.RATE, "%")


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("13", 13, "人"),
        ("13人", 13, "人"),
        ("1,300人次", 1300, "人次"),
        ("1.2万人", 12_000, "人"),
        ("3万", 30_000, "人"),
        ("2.5", Fraction(5, 2), "人"),
    ],
)
def test_counts(text, number, unit):
    held = parse(text, Kind.COUNT, "人")
    assert (held.number, held.unit) == (number, unit)


@pytest.mark.parametrize("text", ["1200㎡", "1200m²", "1200平方米", "1,200.00 ㎡"])
def test_an_area_may_carry_its_unit(text):
    assert parse(text, Kind.COUNT, "㎡").number == 1200


@pytest.mark.parametrize("text", ["100&", "13 people", "1e3", "NaN"])
def test_what_is_no_count(text):
    with pytest.raises(FigureError):
        parse(text, Kind.COUNT, "人")


def test_scores():
    assert parse("95.5分", Kind.SCORE, "分").number == Fraction(191, 2)
    assert parse("95.5", Kind.SCORE, "分").number == Fraction(191, 2)
    with pytest.raises(FigureError, match="应为「分」"):
        parse("95人", Kind.SCORE, "分")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-03-31", "2024-03-31"),
        ("2024/3/1", "2024-03-01"),
        ("2024.3.1", "2024-03-01"),
        ("２０２４年３月１日", "2024-03-01"),
        ("2024年3月", "2024-03"),
        ("2024-3", "2024-03"),
        ("2024年", "2024"),
        ("2024", "2024"),
        ("2024-02-29", "2024-02-29"),
        ("2000-02-29", "2000-02-29"),
    ],
)
def test_dates_become_iso(text, iso):
    assert parse(text, Kind.DATE).text == iso


@pytest.mark.parametrize(
    "text",
    ["2023-02-29", "1900-02-29", "2024-13-01", "2024-04-31", "2024-00-01", "31/3/2024", "24-3-1", "三月"],
)
def test_what_is_no_date(text):
    with pytest.raises(FigureError, match="不是日期"):
        parse(text, Kind.DATE)


def test_a_choice_is_one_of_its_choices():
    assert parse("是", Kind.CHOICE, choices=("是", "否")).text == "是"
    with pytest.raises(FigureError) as caught:
        parse("有", Kind.CHOICE, choices=("是", "否"))
    assert caught.value.remedy == "请选 是、否"


def test_text_is_kept_as_typed():
    assert parse(" 张三 ", Kind.TEXT).text == "张三"
    assert parse("1e5", Kind.TEXT).text == "1e5"


@given(st.from_regex(r"-?[0-9]{1,15}(\.[0-9]{0,6})?", fullmatch=True))
def test_exact_digits(text):
    assert exact(text) == (Fraction(text), len(text.partition(".")[2]))


@given(st.fractions(), st.sampled_from(sorted(UNITS)))
def test_money_is_whole_fen(number, unit):
    fen = number * UNITS[unit]
    assert in_fen(number, unit) == (fen if fen.denominator == 1 else None)
