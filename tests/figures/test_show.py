"""Printing: rounded half away from zero, and read back as the same printed figure."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures import BLANK, NOT_APPLICABLE, Held, Kind, parse, plain, show
from core.figures.held import UNITS
from core.figures.show import in_unit, round_half_up, to_decimal

fens = st.integers(-(10**14), 10**14)


@pytest.mark.parametrize(
    ("fen", "printed"),
    [
        (93_930_000, "93.93"),
        (4_999, "0.00"),
        (5_000, "0.01"),
        (15_000, "0.02"),
        (25_000, "0.03"),
        (1_245_000, "1.25"),  # half to even would print 1.24
        (-5_000, "-0.01"),
        (-1_245_000, "-1.25"),
        (-4_999, "0.00"),
        (0, "0.00"),
        (123_456_789_000_000, "123456789.00"),
    ],
)
def test_money_prints_in_wan_yuan_rounded_half_away_from_zero(fen, printed):
    assert show(Held.money(fen), Kind.MONEY, "万元", 2) == printed


def test_money_prints_in_yuan_and_with_thousands():
    held = Held.money(146_987_111)
    assert show(held, Kind.MONEY, "元", 2) == "1469871.11"
    assert show(held, Kind.MONEY, "元", 2, thousands=True) == "1,469,871.11"
    assert show(held, Kind.MONEY, "万元", 2) == "146.99"


def test_what_holds_no_number_prints_its_state():
    assert show(BLANK, Kind.MONEY, "万元", 2) == ""
    assert show(NOT_APPLICABLE, Kind.MONEY, "万元", 2) == "/"
    assert show(Held.words("张三"), Kind.TEXT, "", 2) == "张三"
    with pytest.raises(ValueError, match="no number"):
        in_unit(BLANK, "万元")


def test_counts_print_the_places_they_have():
    assert show(Held.count(13), Kind.COUNT, "人", 2) == "13"
    assert show(parse("2.5", Kind.COUNT, "人"), Kind.COUNT, "人", 0) == "2.5"


def test_rates_print_as_percentages():
    assert show(Held.rate(Fraction(2549, 10000)), Kind.RATE, "%", 2) == "25.49"
    assert show(Held.rate(Fraction(1, 3)), Kind.RATE, "%", 2) == "33.33"


@given(fens, st.sampled_from(["元", "万元"]), st.integers(0, 2), st.booleans())
def test_what_is_printed_reads_back_as_what_is_printed(fen, unit, decimals, thousands):
    printed = show(Held.money(fen), Kind.MONEY, unit, decimals, thousands=thousands)
    again = parse(printed, Kind.MONEY, unit)
    assert show(again, Kind.MONEY, unit, decimals, thousands=thousands) == printed
    assert abs(again.number - fen) <= again.half_step or abs(again.number - fen) * 2 * 10**decimals <= UNITS[unit]


@given(fens, st.sampled_from(list(UNITS)))
def test_what_is_held_reads_back_exactly(fen, unit):
    """The string of the doors loses nothing."""
    held = Held.money(fen, unit, 0)
    assert parse(plain(held), Kind.MONEY, unit).number == fen


@given(fens, st.integers(0, 4))
def test_rounding_is_that_of_the_official_tables(fen, decimals):
    printed = show(Held.money(fen), Kind.MONEY, "万元", decimals)
    expected = (Decimal(fen) / Decimal(1_000_000)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert Decimal(printed) == expected
    assert not (printed.startswith("-") and Decimal(printed) == 0)


@given(st.fractions(), st.integers(0, 6))
def test_rounding_is_symmetric_and_never_off_by_more_than_half_a_step(number, decimals):
    rounded = round_half_up(number, decimals)
    assert round_half_up(-number, decimals) == -rounded
    assert abs(rounded - number) * 2 * 10**decimals <= 1
    assert to_decimal(number, decimals).as_tuple().exponent == -decimals


@pytest.mark.parametrize(
    ("held", "text"),
    [
        (BLANK, None),
        (NOT_APPLICABLE, "/"),
        (Held.words("2024-03-31"), "2024-03-31"),
        (Held.money(51_320_000), "51.32"),
        (Held.money(51_300_000), "51.30"),
        (Held.money(51_325_000), "51.325"),
        (Held.money(146_987_111, "元"), "1469871.11"),
        (Held.rate(Fraction(2549, 10000)), "25.49"),
        (Held.count(13, "人"), "13"),
    ],
)
def test_the_doors_string(held, text):
    assert plain(held) == text
