from __future__ import annotations

from decimal import Decimal

import pytest

from core.blocks import CellPlace
from core.publishing.xlsx.formulas import FormulaPlan, Spot, column_letters, formula_text


def spot(row, number, *, column=2, sheet="表", key="", unit="万元", empty=False, **place):
    value = None if number is None else Decimal(number)
    return Spot(sheet, row, column, CellPlace(key or f"k{row}", number=value, **place), unit, empty)


def total(number, *keys, row=20, **options):
    terms = tuple((-1 if key.startswith("-") else 1, key.lstrip("-"), "actual") for key in keys)
    return spot(row, number, formula=terms, **options)


def formula(whole, *parts):
    return FormulaPlan([whole, *parts]).decide(whole).formula


def test_two_parts_are_added():
    assert formula(total("3.00", "k5", "k6"), spot(5, "1.00"), spot(6, "2.00")) == "=B5+B6"


def test_a_part_is_taken_away():
    assert formula(total("-1.00", "k5", "-k6"), spot(5, "1.00"), spot(6, "2.00")) == "=B5-B6"
    assert formula(total("1.00", "-k5", "k6"), spot(5, "1.00"), spot(6, "2.00")) == "=-B5+B6"


def test_neighbours_become_a_range():
    parts = [spot(row, "1.00") for row in range(5, 10)]
    assert formula(total("5.00", *(f"k{row}" for row in range(5, 10))), *parts) == "=SUM(B5:B9)"
    assert formula(total("3.00", "k5", "k6", "k7", "-k8", "k9"), *parts) == "=SUM(B5:B7,B9)-SUM(B8)"


def test_neighbours_in_a_row_become_a_range():
    parts = [spot(5, "1.00", column=column, key=f"c{column}") for column in (3, 4, 5)]
    assert formula(total("3.00", "c3", "c4", "c5"), *parts) == "=SUM(C5:E5)"


def test_a_part_on_another_sheet_is_named_with_its_sheet():
    assert formula(total("3.00", "a", "b"), spot(5, "1.00", key="a", sheet="甲'乙"), spot(6, "2.00", key="b")) == (
        "='甲''乙'!B5+B6"
    )


def test_the_part_on_the_same_sheet_is_preferred():
    parts = spot(5, "1.00", key="a", sheet="前表"), spot(7, "1.00", key="a"), spot(6, "2.00", key="b")
    assert formula(total("3.00", "a", "b"), *parts) == "=B7+B6"


def test_blank_parts_count_as_nothing_and_texts_only_inside_sum():
    assert formula(total("1.00", "k5", "k6"), spot(5, "1.00"), spot(6, None, empty=True)) == "=B5+B6"
    assert formula(total("1.00", "k5", "k6"), spot(5, "1.00"), spot(6, None)) == "=SUM(B5,B6)"


def test_finer_parts_are_rounded_to_the_printed_total():
    parts = spot(5, "1.004", decimals=3), spot(6, "2.001", decimals=3)
    assert formula(total("3.01", "k5", "k6"), *parts) == "=ROUND(B5+B6,2)"


@pytest.mark.parametrize(
    "part",
    [
        spot(6, "2.00", key="elsewhere"),
        spot(6, "20000.00", unit="元"),
        spot(6, "2.00", suffix="%"),
    ],
)
def test_a_part_that_is_missing_or_in_another_unit_makes_no_formula_and_no_note(part):
    whole = total("3.00", "k5", "k6")
    live = FormulaPlan([whole, spot(5, "1.00"), part]).decide(whole)
    assert (live.formula, live.note) == ("", "")


def test_a_stated_total_that_differs_keeps_its_number_with_a_note():
    whole = total("9.00", "k5", "k6", stated=True)
    live = FormulaPlan([whole, spot(5, "1.00"), spot(6, "2.00")]).decide(whole)
    assert live.formula == ""
    assert live.note == "按公式计算为 3.00，此处为上报合计数"


def test_a_stated_total_whose_parts_are_elsewhere_says_that_it_was_stated():
    whole = total("9.00", stated=True)
    assert FormulaPlan([whole]).decide(whole).note == "此处为上报合计数"


@pytest.mark.parametrize(("printed", "words"), [("3.01", "尾差"), ("4.00", "不一致")])
def test_a_computed_total_that_differs_says_by_how_much_it_may(printed, words):
    whole = total(printed, "k5", "k6")
    assert words in FormulaPlan([whole, spot(5, "1.00"), spot(6, "2.00")]).decide(whole).note


def test_no_circle_is_written():
    first = spot(5, "1.00", key="a", formula=((1, "b", "actual"),))
    second = spot(6, "1.00", key="b", formula=((1, "a", "actual"),))
    plan = FormulaPlan([first, second])
    assert plan.decide(first).formula == "=B6"
    assert plan.decide(second).formula == ""


def test_a_total_is_never_its_own_part():
    whole = total("1.00", "a", key="a")
    assert formula(whole) == ""


def test_more_arguments_than_excel_takes_make_no_formula():
    parts = [(1, spot(row, "1.00")) for row in range(1, 900, 2)]
    assert formula_text("表", parts) == ""


def test_columns_are_lettered():
    assert [column_letters(column) for column in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]
