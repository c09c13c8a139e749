"""尾差 on the real figures of rules.md §0; never relative, exact to the 分."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures import (
    BLANK,
    NOT_APPLICABLE,
    Agreement,
    Held,
    Kind,
    Num,
    agree_rate,
    agree_same,
    agree_sum,
    envelope,
    parse,
)

EQUAL, ROUNDING, NEAR, WRONG = Agreement.EQUAL, Agreement.ROUNDING, Agreement.NEAR, Agreement.WRONG


def money(text):
    return parse(text, Kind.MONEY, "万元")


def num(text):
    return Num.of(money(text))


def total(*parts):
    return sum(map(num, parts), Num(Fraction(0)))


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("93.93", 5_000),
        ("93.9", 50_000),
        ("94", 500_000),
        ("163.546", 500),
        ("163.546789", 0),
        ("1469871.11元", 0),
        ("1469871.1元", 5),
        ("1469871元", 50),
        ("3亿元", 5_000_000_000),
        ("0", 5_000),
        ("0.00", 5_000),
    ],
)
def test_the_half_step_is_that_of_the_given_decimals(text, half):
    assert money(text).half_step == half


def test_a_computed_value_has_the_envelope_of_its_operands():
    assert Held(number=Fraction(1), unit="万元", decimals=2, slack=Fraction(60_000)).half_step == 60_000


@pytest.mark.parametrize("held", [BLANK, NOT_APPLICABLE, Held.count(3, "人"), Held.words("x")])
def test_what_is_counted_or_absent_is_exact(held):
    assert held.half_step == 0
    assert Num.of(held).env == 0


# 302 类 of a real 2024 district report: printed 171.07, its 12 款 sum to 171.09.
TWELVE = ["14.26"] * 11 + ["14.23"]


def test_twelve_items_may_differ_by_thirteen_half_steps():
    assert total(*TWELVE).value == money("171.09").number
    assert agree_sum(num("171.07"), total(*TWELVE)) is ROUNDING
    assert envelope(map(money, TWELVE), money("171.07")) == 65_000
    assert agree_sum(num("171.155"), total(*TWELVE)) is WRONG  # given to three places: 0.0605 is allowed, 0.065 is off


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        ("298.18", ("232.18", "20.67", "45.32"), ROUNDING),
        ("442.68", ("158.20", "284.49"), ROUNDING),
        ("79.98", ("76.19", "3.78"), ROUNDING),
        ("251.25", ("4.79", "0", "246.47"), ROUNDING),
        ("2995.39", ("2946.25", "49.14"), EQUAL),
        ("93.93", ("84.25", "9.68"), EQUAL),
        ("15.00", ("5.00", "9.99"), ROUNDING),
        ("15.00", ("5.00", "9.985"), WRONG),  # a part given to three places allows less
        ("43.84", ("33.58", "3"), WRONG),
        ("93.93", ("84.25", "9.66"), WRONG),
    ],
)
def test_sums_of_real_reports(whole, parts, expected):
    assert agree_sum(num(whole), total(*parts)) is expected


@pytest.mark.parametrize(("steps", "expected"), [(0, EQUAL), (1, ROUNDING), (2, WRONG)])
def test_two_parts_may_differ_by_one_digit_only(steps, expected):
    """n = 2: 0.015 is allowed, so 0.01 is 尾差 and 0.02 is an error."""
    assert agree_sum(Num.of(Held.money(20_000_000 + steps * 10_000)), total("12.34", "7.66")) is expected


def test_figures_given_to_the_fen_compare_exactly():
    parts = Num.of(parse("100.01", Kind.MONEY, "元")) + Num.of(parse("200.02", Kind.MONEY, "元"))
    assert agree_sum(Num.of(parse("300.03", Kind.MONEY, "元")), parts) is EQUAL
    assert agree_sum(Num.of(parse("300.04", Kind.MONEY, "元")), parts) is WRONG


@given(st.integers(0, 10**12), st.integers(1, 10**6))
def test_size_never_widens_the_envelope(fen, gap):
    """0.05% of ten thousand would swallow 4.50 万元."""
    left = Num.of(Held.money(fen * 10_000))
    right = Num.of(Held.money((fen + gap) * 10_000))
    assert (agree_sum(left, right) is WRONG) == (gap > 1)


@pytest.mark.parametrize(
    ("one", "other", "rolled_up", "expected"),
    [
        ("326.71", "326.72", True, ROUNDING),
        ("326.71", "326.72", False, NEAR),
        ("326.71", "326.73", True, WRONG),
        ("326.71", "326.71", False, EQUAL),
        ("15.88", "15.875", False, EQUAL),  # equal at the coarser precision
        ("15.9", "15.875", False, EQUAL),
        ("191.83", "191.825", False, EQUAL),
        ("15.87", "15.88", False, NEAR),
        ("1469871.11元", "146.99", False, EQUAL),
        ("1469871.11元", "1469871.12元", False, WRONG),
        ("1469871.11元", "1469871.12元", True, WRONG),
        ("0", "0.01", False, NEAR),
        ("0", "0.02", False, WRONG),
    ],
)
def test_one_figure_printed_twice(one, other, rolled_up, expected):
    assert agree_same(num(one), num(other), rolled_up=rolled_up) is expected
    assert agree_same(num(other), num(one), rolled_up=rolled_up) is expected


def test_a_roll_up_that_differs_is_never_called_equal():
    """A sum of twelve has an envelope of its own: what lies in it is 尾差, not the same figure."""
    assert agree_same(num("171.07"), total(*TWELVE), rolled_up=True) is ROUNDING


def rate(claimed, part, whole):
    held = parse(claimed, Kind.RATE)
    return agree_rate(Num.of(held), num(part) / num(whole), held.decimals)


@pytest.mark.parametrize(
    ("claimed", "part", "whole", "expected"),
    [
        ("89.69%", "84.25", "93.93", EQUAL),
        ("90%", "84.25", "93.93", EQUAL),
        ("93%", "84.25", "93.93", WRONG),
        ("89.8%", "84.25", "93.93", NEAR),
        ("90.1%", "84.25", "93.93", NEAR),
        ("90.3%", "84.25", "93.93", WRONG),
        ("89%", "84.25", "93.93", WRONG),  # no decimals: half a point is allowed, no more
        ("25.49%", "19.08", "74.85", EQUAL),
        ("21%", "19.08", "74.85", WRONG),
        ("71.73%", "71.65", "100.00", NEAR),
        ("50%", "0.01", "0.02", EQUAL),
    ],
)
def test_percents_of_real_reports(claimed, part, whole, expected):
    assert rate(claimed, part, whole) is expected


def test_rounding_of_the_operands_reaches_the_percent():
    quotient = num("1.00") / num("4.00")
    assert quotient.value == Fraction(1, 4)
    assert quotient.env == (Fraction(5_000) + Fraction(1, 4) * 5_000) / 4_000_000


@given(st.integers(-500, 500), st.integers(-500, 500), st.integers(0, 50), st.integers(0, 50))
def test_envelopes_hold_whatever_was_rounded_away(a, b, da, db):
    """However far the true operands lie within their half steps, the true result lies within the envelope."""
    left, right = Num(Fraction(a), Fraction(da, 100)), Num(Fraction(b), Fraction(db, 100))
    for one in (-left.env, left.env):
        for other in (-right.env, right.env):
            assert abs((left.value + one) + (right.value + other) - (left + right).value) <= (left + right).env
            assert abs((left.value + one) - (right.value + other) - (left - right).value) <= (left - right).env
    assert (-left) == Num(Fraction(-a), left.env)
    assert (left * right).env == abs(a) * right.env + abs(b) * left.env
