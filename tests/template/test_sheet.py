"""A table form laid out: row sets, growing rows, spare rows, merged cells."""

import pytest

from core.template import CellRole, build_sheet
from tests.template.examples import template_from

TABLE = """
[[table]]
id = "t"
title = "表"
layouts = ["A", "B"]

  [[table.row]]
  header = true
  cells = ["项目", "金额", "<"]

  [[table.row]]
  header = true
  cells = ["^", "上年", "本年"]

  [[table.row]]
  cells = ["{year-1}年", "!——", "=a"]

  [[table.row]]
  sets = ["A"]
  cells = ["甲", "=a@prior", "=a"]

  [[table.row]]
  sets = ["B"]
  cells = ["乙", "=b@prior", "=b"]

  [[table.row]]
  each = "item"
  least = 3
  cells = ["=item.$.name", "=item.$.amount@prior", "=item.$.amount"]
"""


@pytest.fixture
def form():
    return template_from(TABLE).tables["t"]


def sheet(form, rows=(), layout=""):
    return build_sheet(form, lambda family: list(rows), lambda text: text.replace("{year-1}", "2022"), layout)


def test_the_first_layout_is_the_default_and_another_can_be_chosen(form):
    assert [row[0].text for row in sheet(form).cells if row[0]][:3] == ["项目", "2022年", "甲"]
    assert [row[0].text for row in sheet(form, layout="B").cells if row[0]][:3] == ["项目", "2022年", "乙"]


def test_merged_cells_span_and_their_positions_are_empty(form):
    laid = sheet(form)
    assert (laid.cells[0][0].rows, laid.cells[0][0].cols) == (2, 1)
    assert laid.cells[1][0] is None
    assert (laid.cells[0][1].rows, laid.cells[0][1].cols) == (1, 2)
    assert laid.cells[0][2] is None
    assert laid.header_rows == 2


def test_growing_rows_stand_once_for_each_row_and_spare_ones_fill_up(form):
    laid = sheet(form, ["p_1"])
    growing = [row for row in laid.cells if row[0] and row[0].family]
    assert [row[2].key for row in growing] == ["item.p_1.amount", "", ""]
    assert [row[2].row for row in growing] == ["p_1", "", ""]
    assert len([row for row in sheet(form, "abcd").cells if row[0] and row[0].family]) == 4


def test_the_place_of_a_figure(form):
    laid = sheet(form, ["p_1"])
    assert laid.find("a", "prior") == (3, 1)
    assert laid.find("a", "actual") == (2, 2)
    assert laid.find("item.p_1.amount", "prior") == (4, 1)
    assert laid.find("b", "actual") is None


def test_a_closed_cell_prints_its_text_and_takes_nothing(form):
    closed = sheet(form).cells[2][1]
    assert (closed.role, closed.text, closed.key) == (CellRole.CLOSED, "——", "")


def test_a_merged_block_of_two_rows_and_columns():
    form = template_from(
        '[[table]]\nid = "t"\ntitle = "表"\n[[table.row]]\ncells = ["甲", "<", "x"]\n'
        '[[table.row]]\ncells = ["^", "^", "y"]'
    ).tables["t"]
    laid = sheet(form)
    assert (laid.cells[0][0].rows, laid.cells[0][0].cols) == (2, 2)
    assert [row[2].text for row in laid.cells] == ["x", "y"]


def test_one_family_may_be_listed_at_two_places(form):
    text = TABLE.replace('each = "item"', 'each = "item"\nwhere = "[item.$.amount] > 5"', 1)
    chosen = template_from(text).tables["t"]
    laid = build_sheet(
        chosen,
        lambda _family: ["p_1", "p_2"],
        str,
        keeps=lambda where, row: (where.text, row) == ("[item.$.amount] > 5", "p_2"),
    )
    assert {row[0].row for row in laid.cells if row[0] and row[0].row} == {"p_2"}
    assert {row[0].row for row in sheet(chosen, ["p_1"]).cells if row[0] and row[0].row} == {"p_1"}
