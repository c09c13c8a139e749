"""Findings of a section point back at the exact words."""

import pytest

from core.narrative import Facts, Ref, Renderer, StatementSpan, Text
from core.narrative.review import review_section
from tests.rules.examples import engine_of
from tests.template.examples import template_from

PACK = """
[[section]]
id = "1.2"
title = "基本支出情况"
statements = ["s"]
prompts = ["（包括财政资金、自筹资金等）安排落实情况"]

[[section]]
id = "9"
title = "其他"
required = false

[[statement]]
id = "s"
section = "1.2"
text = "支出{[a]}，{change [a]}，主要原因是{reason why | 变动原因}。"
"""


def review(spans, typed=None, section="1.2"):
    engine = engine_of(template_from(PACK), typed)
    lines = Renderer(engine.template, engine, lambda _: [], Facts("县总工会", 2023)).lines(spans)
    text = "\n".join(line.text for line in lines)
    return text, review_section(engine.template.sections[section], lines, "基本支出情况")


def test_an_empty_required_section_is_an_error_and_an_optional_one_is_none():
    _, (finding,) = review([])
    assert (finding.rule, finding.severity, finding.place) == ("E7", "error", "1.2:0-0")
    assert "基本支出情况" in finding.message
    assert review([Text(" \n ")])[1][0].rule == "E7"
    assert review([], section="9")[1] == []


def test_blank_slots_and_reasons_are_told_apart():
    text, found = review([StatementSpan("s")], {"a@prior": "1.00"})
    assert text == "支出〔未填〕，比上年〔未填〕，主要原因是〔变动原因〕。"
    assert [one.rule for one in found] == ["E3", "E3", "E3"]
    assert [one.message for one in found] == ["句子里的数字还没有填", "句子里的数字还没有填", "变动原因还没有写"]


def test_a_figure_without_a_dot_in_its_key_is_still_a_number_that_lacks():
    _, found = review([Ref("a")])
    assert [(one.message, one.cells) for one in found] == [("句子里的数字还没有填", ("a@actual",))]


def test_a_finished_section_has_no_finding():
    span = StatementSpan("s").with_reason("why", "厉行节约")
    assert review([span], {"a": "2.00", "a@prior": "1.00"})[1] == []


@pytest.mark.parametrize(
    ("spans", "quotes"),
    [
        ([Text("第一段。\n支出XX万元。\n电话13812345678。")], {"XX", "13812345678"}),
        ([Text("第一段。\n\n\n  \n支出XX万元。")], {"XX"}),
        ([Text("甲"), StatementSpan("s"), Text("\n乙XX")], {"XX", "〔变动原因〕", "〔未填〕", "比上年〔未填〕"}),
        (
            [Text("前。\n（包括财政资金，自筹资金等）安排落实情况：已落实。")],
            {"包括财政资金，自筹资金等）安排落实情况"},
        ),
        ([Text("支出为   万元。\n"), Ref("a"), Text("支出支出")], {"为   万元", "〔未填〕", "支出支出"}),
    ],
)
def test_a_place_maps_back_to_the_exact_quote(spans, quotes):
    text, found = review(spans)
    assert {one.quote for one in found} == quotes
    for finding in found:
        section, _, span = finding.place.rpartition(":")
        start, end = map(int, span.split("-"))
        assert section == "1.2"
        assert text[start:end] == finding.quote


def test_one_gap_is_told_once():
    """〔未填〕 is a blank slot (E3), not also a placeholder (E2)."""
    _, found = review([Ref("a"), Text("和〔未填〕")])
    assert [one.rule for one in found] == ["E3", "E2"]


def test_ids_are_unique():
    _, found = review([StatementSpan("s"), Text("XX和XX"), Ref("a"), Ref("a")])
    assert len({one.id for one in found}) == len(found)


def test_last_years_numbers_are_errors_at_their_places_until_they_are_renewed():
    text, found = review([Text("支出"), Text("5万元", old="5万元"), Text("，\n收入"), Text("5万元", old="5万元")])
    assert [(one.rule, one.severity, one.quote) for one in found] == [("E17", "error", "5万元")] * 2
    assert len({one.id for one in found}) == 2
    for one in found:
        start, end = map(int, one.place.rpartition(":")[2].split("-"))
        assert text[start:end] == "5万元"
    assert review([Text("支出"), Text("6万元", old="5万元")])[1] == []
