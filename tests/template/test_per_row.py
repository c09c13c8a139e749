"""Tables printed once for every row, rows nested in them, boxes, words of blank forms."""

import pytest

from core.errors import TemplateError
from core.expressions import Nothing
from core.expressions.functions import FUNCTIONS
from core.template import CellRole, build_sheet
from tests.template.examples import FIGURES, template_from

NESTED = (
    FIGURES
    + """
  [[family.figure]]
  key = "kind"
  name = "类别"
  kind = "choice"
  choices = ["常年", "一次"]

[[family]]
key = "goal"
name = "目标"
label = "name"
parent = "item"

  [[family.figure]]
  key = "group"
  name = "组"
  kind = "text"

  [[family.figure]]
  key = "name"
  name = "名称"
  kind = "text"

  [[family.figure]]
  key = "done"
  name = "完成"
  kind = "count"

[[family]]
key = "aim"
name = "另一种目标"
label = "name"
like = "goal"

  [[family.figure]]
  key = "twice"
  name = "两倍"
  kind = "count"
  formula = "[aim.$.done] * 2"
  rule = "A5"
"""
)
TABLE = """
[[table]]
id = "t"
title = "{name}的目标"
per = "item"
needs = "goal"

  [[table.row]]
  cells = ["*名称", "=item.$.name", "{name}"]

  [[table.row]]
  cells = ["*类别", "=item.$.kind|boxes", "<"]

  [[table.row]]
  each = "goal"
  least = 1
  spare = ["产出 数量", "产出 质量", "效益"]
  cells = ["=goal.$.group|merge", "=goal.$.name", "=goal.$.done|center"]

  [[table.row]]
  cells = ["合计", "=total", "<"]
"""
ROWS = {"item": ["p_1", "p_2", "p_10"], "goal": ["p_1_1", "p_2_1", "p_1_2", "p_10_1"]}


@pytest.fixture
def form():
    return template_from(TABLE, figures=NESTED).tables["t"]


def keys(sheet):
    return [[cell.key for cell in row if cell is not None and cell.role is CellRole.FIGURE] for row in sheet.cells]


def laid(form, instance="", rows=ROWS):
    return build_sheet(form, lambda family: rows.get(family, []), str, instance=instance)


def test_fixed_rows_mean_the_instance_and_growing_ones_what_is_nested_in_it(form):
    assert keys(laid(form, "p_1")) == [
        ["item.p_1.name"],
        ["item.p_1.kind"],
        ["goal.p_1_1.group", "goal.p_1_1.name", "goal.p_1_1.done"],
        ["goal.p_1_2.group", "goal.p_1_2.name", "goal.p_1_2.done"],
        ["total"],
    ]


def test_a_row_whose_id_begins_alike_is_another_one(form):
    assert keys(laid(form, "p_10"))[2:-1] == [["goal.p_10_1.group", "goal.p_10_1.name", "goal.p_10_1.done"]]


def test_without_an_instance_the_form_is_blank(form):
    sheet = laid(form)
    assert keys(sheet)[:3] == [[""], [""], ["", "", ""]]
    assert keys(sheet)[-1] == ["total"]
    assert sheet.cells[0][1].family == "item"


def test_a_blank_form_prints_the_words_of_its_spare_rows(form):
    sheet = laid(form, "p_1", {"item": ["p_1"]})
    assert [[cell.text for cell in row] for row in sheet.cells[2:5]] == [
        ["产出", "数量", ""],
        ["产出", "质量", ""],
        ["效益", "", ""],
    ]
    assert {cell.family for row in sheet.cells[2:5] for cell in row} == {"goal"}
    assert len(sheet.cells) == 6


def test_the_look_of_a_cell_is_kept(form):
    sheet = laid(form, "p_1")
    assert sheet.cells[1][1].boxes
    assert (sheet.cells[1][1].cols, sheet.cells[1][2]) == (2, None)
    assert (sheet.cells[2][0].merge, sheet.cells[2][0].centred, sheet.cells[2][2].centred) == (True, True, True)


def test_a_family_may_be_like_another():
    template = template_from(figures=NESTED)
    assert template.figure("aim.p_1.done").name == "完成"
    assert template.figure("aim.p_1.twice").formula.text == "[aim.p_1.done] * 2"
    assert [family.key for family in template.nested("item")] == ["goal"]


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('per = "item"', 'per = "itm"', 3, "可增行的表「itm」"),
        ('needs = "goal"', 'needs = "gaol"', 3, "可增行的表「gaol」"),
        ('per = "item"', 'per = "goal"', 3, "each 只能是它下一级的表"),
        ('per = "item"\n', "", 8, "$ 不是这一行的行"),
        ("=goal.$.name", "=item.$.name", 9, "$ 不是这一行的行"),
        ("=item.$.name", "=item.$.name|boxes", 9, "没有可选项"),
        ("=item.$.name", "=item.$.name|merge", 3, "只用于有 each 的行"),
        ("=item.$.name", "=item.$.name|blue", 3, "「blue」不存在"),
        ('"效益"]', '"一 二 三 四"]', 3, "spare 的一行比 cells 长"),
        ('each = "goal"\n', "", 3, "只用于有 each 的行"),
    ],
)
def test_a_mistake_in_such_a_table_is_named(old, new, line, what):
    with pytest.raises(TemplateError) as caught:
        template_from(TABLE.replace(old, new, 1), figures=NESTED)
    assert f"tiny/1.toml 第 {line} 行" in caught.value.message
    assert "「t」" in caught.value.message
    assert what in caught.value.message


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('parent = "item"', 'parent = "itm"', "parent「itm」"),
        ('like = "goal"', 'like = "gaol"', "like「gaol」"),
        ('name = "完成"', 'name = "完成"\ndefault = true', "只用于有 formula"),
        ('name = "完成"', 'name = "完成"\nwithin = "0.1"', "只用于有 formula"),
        ('rule = "A5"\n', 'rule = "A5"\nwithin = "一成"\n', "within「一成」"),
    ],
)
def test_a_mistake_in_a_family_is_named(old, new, what):
    with pytest.raises(TemplateError, match=what):
        template_from(figures=NESTED.replace(old, new, 1))


@pytest.mark.parametrize(
    ("text", "number", "unit", "limit"),
    [
        ("≥95%", "95", "%", "≥"),
        ("不低于90％", "90", "%", "≥"),
        ("291户次", "291", "户次", ""),
        ("15.875万元", "15.875", "万元", ""),
        ("控制在20.5万元以内", "20.5", "万元", "≤"),
        ("不超过3天", "3", "天", "≤"),
        ("1,234.5元", "1234.5", "元", ""),
        ("12月底前", None, "", ""),
        ("1年", None, "", ""),
        ("6场，1100人次", None, "", ""),
        ("有所改善", None, "", ""),
    ],
)
def test_a_quantity_is_read_out_of_words(text, number, unit, limit):
    if number is None:
        with pytest.raises(Nothing):
            FUNCTIONS["number"]([text])
    else:
        assert str(float(FUNCTIONS["number"]([text]).value)) == str(float(number))
    assert (FUNCTIONS["unit"]([text]), FUNCTIONS["limit"]([text])) == (unit, limit)
