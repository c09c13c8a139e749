"""Sentences made from figures: words follow the printed numbers, and no percent over nothing."""

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures import Held
from core.narrative import MISSING, Facts, PieceKind, Ref, Renderer, StatementSpan, Text, dependencies
from tests.rules.examples import engine_of, put
from tests.template.examples import template_from

SECTION = '[[section]]\nid = "1"\ntitle = "第一"\n'


def renderer(text, typed=None, rows=None, facts=None):
    template = template_from(SECTION + f"[[statement]]\nid = \"s\"\nsection = \"1\"\ntext = '''{text}'''\n")
    engine = engine_of(template, typed, rows)
    return Renderer(template, engine, lambda family: engine.rows.get(family, []), facts or Facts("县总工会", 2023))


def say(text, typed=None, rows=None, span=None, facts=None):
    lines = renderer(text, typed, rows, facts).lines([span or StatementSpan("s")])
    return "\n".join(line.text for line in lines)


@pytest.mark.parametrize(
    ("text", "typed", "said"),
    [
        ("{year}年，{unit}", {}, "2023年，县总工会"),
        ("{year-1}年", {}, "2022年"),
        ("支出{[a]}。", {"a": "93.93"}, "支出93.93万元。"),
        ("支出{[a] | bare}万元。", {"a": "93.93"}, "支出93.93万元。"),
        ("支出{[a]}。", {"a": "163.546"}, "支出163.55万元。"),
        ("支出{[a]}。", {"a": "1469871.11元"}, "支出146.99万元。"),
        ("支出{[a]}。", {"a": "0"}, "支出0.00万元。"),
        ("支出{[a]}。", {"a": "-1.50"}, "支出-1.50万元。"),
        ("支出{[a]}。", {}, f"支出{MISSING}。"),
        ("支出{[a]}。", {"a": "/"}, "支出不适用。"),
        ("上年{[a@prior]}。", {"a": "1.00", "a@prior": "2.00"}, "上年2.00万元。"),
        ("共{[people]}。", {"people": "13"}, "共13人。"),
        ("率{[share]}。", {"a": "1.00", "b": "3.00"}, "率33.33%。"),
        ("率{[share]}。", {"a": "1.00", "b": "0"}, "率不适用。"),
        ("备注：{[note]}", {"note": "涉密"}, "备注：涉密"),
        ("合计{[total]}", {"a": "1.00", "b": "2.00"}, "合计3.00万元"),
        # change
        ("{change [a]}。", {"a": "93.93", "a@prior": "74.85"}, "比上年增加19.08万元，增长25.49%。"),
        ("{change [a]}。", {"a": "74.85", "a@prior": "93.93"}, "比上年减少19.08万元，下降20.31%。"),
        ("{change [a]}。", {"a": "1.00", "a@prior": "1.00"}, "与上年持平。"),
        ("{change [a]}。", {"a": "1.001", "a@prior": "1.00"}, "与上年持平。"),  # as printed
        ("{change [a]}。", {"a": "0", "a@prior": "0"}, "与上年持平。"),
        ("{change [a]}。", {"a": "5.00", "a@prior": "0"}, "比上年增加5.00万元。"),
        ("{change [a]}。", {"a": "-5.00", "a@prior": "0"}, "比上年减少5.00万元。"),
        ("{change [a]}。", {"a": "5.00", "a@prior": "0.001"}, "比上年增加5.00万元。"),  # printed as zero
        ("{change [a]}。", {"a": "0", "a@prior": "5.00"}, "比上年减少5.00万元，下降100.00%。"),
        ("{change [a]}。", {"a": "1.00", "a@prior": "-2.00"}, "比上年增加3.00万元，增长150.00%。"),
        ("{change [a]}。", {"a": "1.00"}, f"比上年{MISSING}。"),
        ("{change [a]}。", {"a@prior": "1.00"}, f"比上年{MISSING}。"),
        ("{change [a]}。", {}, f"比上年{MISSING}。"),
        ("{change [a] from [b] | 较乙 多/少 高/低 相同}。", {"a": "3.00", "b": "2.00"}, "较乙多1.00万元，高50.00%。"),
        ("{change [a] from [b] | 较乙 多/少 高/低 相同}。", {"a": "1.00", "b": "2.00"}, "较乙少1.00万元，低50.00%。"),
        ("{change [people]}。", {"people": "13", "people@prior": "10"}, "比上年增加3人，增长30.00%。"),
        # 不适用 is a fact: nothing grew, there is no share, and nothing is left to fill in
        ("{change [a]}。", {"a": "5.00", "a@prior": "/"}, "不作比较。"),
        ("{change [a]}。", {"a": "/", "a@prior": "5.00"}, "不作比较。"),
        ("{change [a]}。", {"a": "/", "a@prior": "/"}, "不作比较。"),
        ("{change [a]}。", {"a": "/"}, f"比上年{MISSING}。"),
        ("占{share [a] of [b]}", {"a": "/", "b": "5.00"}, "占不适用"),
        ("占{share [a] of [b]}", {"a": "5.00", "b": "/"}, "占不适用"),
        ("占{share [a] of [b]}", {"b": "/"}, f"占{MISSING}"),
        ("决算{compare [a] with [b]}预算", {"a": "/", "b": "1.00"}, "决算不同于预算"),
        ("决算{compare [a] with [b]}预算", {"a": "/", "b": "/"}, "决算等于预算"),
        ("率{[share]}，{change [share]}", {"a": "1.00", "b": "0", "share@prior": "20%"}, "率不适用，不作比较"),
        # share
        ("占{share [a] of [b]}", {"a": "84.25", "b": "93.93"}, "占89.69%"),
        ("占{share [a] of [b]}", {"a": "84.25", "b": "0"}, "占不适用"),
        ("占{share [a] of [b]}", {"a": "84.25", "b": "0.001"}, "占不适用"),
        ("占{share [a] of [b]}", {"a": "0", "b": "1.00"}, "占0.00%"),
        ("占{share [a] of [b]}", {"a": "1.00"}, f"占{MISSING}"),
        ("占{share [a] of [b]}", {"b": "1.00"}, f"占{MISSING}"),
        # compare
        ("决算{compare [a] with [b]}预算", {"a": "2.00", "b": "1.00"}, "决算大于预算"),
        ("决算{compare [a] with [b]}预算", {"a": "1.00", "b": "2.00"}, "决算小于预算"),
        ("决算{compare [a] with [b]}预算", {"a": "1.00", "b": "1.00"}, "决算等于预算"),
        ("决算{compare [a] with [b]}预算", {"a": "1.00"}, f"决算{MISSING}预算"),
        ("{compare [a] with [b] | 高于/低于/持平于}", {"a": "1.00", "b": "1.001"}, "持平于"),
    ],
)
def test_what_is_said(text, typed, said):
    assert say(text, typed) == said


def test_money_is_said_in_the_unit_of_the_pack():
    assert say("{[a]}", {"a": "1.5"}, facts=Facts("某校", 2023, "元", 2)) == "15000.00元"


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_a_change_follows_from_the_printed_figures(now, base):
    """Whoever recomputes the sentence from its own numbers gets the same words."""
    one = renderer("{[a]}|{[a@prior]}|{change [a]}")
    one.scope.given.update({("a", "actual"): Held.money(now), ("a", "prior"): Held.money(base)})
    (line,) = one.lines([StatementSpan("s")])
    a, b, words = line.text.split("|")
    a, b = (Decimal(part.removesuffix("万元")) for part in (a, b))
    if a == b:
        assert words == "与上年持平"
        return
    found = re.fullmatch(r"比上年(增加|减少)([\d.]+)万元(?:，(增长|下降)([\d.]+)%)?", words)
    assert found[1] == ("增加" if a > b else "减少")
    assert Decimal(found[2]) == abs(a - b)
    assert (found[4] is None) == (b == 0)
    if found[4]:
        assert found[3] == ("增长" if a > b else "下降")
        assert Decimal(found[4]) == (abs(a - b) / abs(b) * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_share_follows_from_the_printed_figures(part, whole):
    one = renderer("{[a]}|{[b]}|{share [a] of [b]}")
    one.scope.given.update({("a", "actual"): Held.money(part), ("b", "actual"): Held.money(whole)})
    a, b, share = one.lines([StatementSpan("s")])[0].text.split("|")
    a, b = (Decimal(text.removesuffix("万元")) for text in (a, b))
    if b == 0:
        assert share == "不适用"
    else:
        assert Decimal(share.removesuffix("%")) == (a / b * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


# -- rows and names -----------------------------------------------------------------------

ITEMS = {"item.p_1.name": "体检", "item.p_1.amount": "4.00", "item.p_2.name": "慰问", "item.p_2.amount": "0.28"}


def test_each_says_every_row_in_order():
    text = "其中：{each item | ；}{[item.$.name]}{[item.$.amount]}{/each}。"
    assert say(text, ITEMS, {"item": ["p_1", "p_2"]}) == "其中：体检4.00万元；慰问0.28万元。"
    assert say(text, ITEMS, {"item": ["p_2", "p_1"]}) == "其中：慰问0.28万元；体检4.00万元。"
    assert say(text, ITEMS, {"item": []}) == "其中：。"


def test_each_counts_the_rows_it_says():
    text = "{each item | \\n}{n}.{[item.$.name]}{if [item.$.amount] == [item.p_1.amount]}（第{n}项）{/if}。{/each}"
    text = text.replace("\\n", "\n")
    assert say(text, ITEMS, {"item": ["p_1", "p_2"]}) == "1.体检（第1项）。\n2.慰问。"
    assert say(text, ITEMS, {"item": ["p_2", "p_1"]}) == "1.慰问。\n2.体检（第2项）。"


def test_a_reason_within_each_is_asked_for_every_row():
    text = "{each item | ；}{[item.$.name]}：{reason why | 原因}{/each}"
    span = StatementSpan("s").with_reason("why_p_1", "人数增加")
    assert say(text, ITEMS, {"item": ["p_1", "p_2"]}, span) == "体检：人数增加；慰问：〔原因〕"


def test_change_and_share_within_each():
    text = "{each item | ；}{change [item.$.amount]}，占{share [item.$.amount] of [a]}{/each}"
    typed = {"item.p_1.amount": "2.00", "item.p_1.amount@prior": "1.00", "a": "8.00"}
    assert say(text, typed, {"item": ["p_1"]}) == "比上年增加1.00万元，增长100.00%，占25.00%"


def test_a_statement_of_one_row():
    assert say("{[item.$.name]}{[item.$.amount]}", ITEMS, {"item": ["p_1", "p_2"]}, StatementSpan("s", "p_2")) == (
        "慰问0.28万元"
    )


def test_names_lists_what_is_not_zero():
    assert say("包括{names [item.*.amount]}", ITEMS, {"item": ["p_1"]}) == "包括金额"
    assert say("包括{names [?]}", {"a": "0"}) == f"包括{MISSING}"
    assert say("包括{names [?]}", {"a": "1.00", "b": "0"}) == "包括甲"
    assert say("包括{names [?] | 和}", {"a": "1.00", "b": "-1.00"}) == "包括甲和乙"


# -- parts on condition ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"a": "1.00", "b": "2.00"}, "主要包括：甲1.00万元；乙2.00万元。另有丙。"),
        ({"a": "1.00", "b": "0"}, "主要包括：甲1.00万元。"),
        ({"b": "2.00"}, "主要包括：乙2.00万元。"),
        ({}, "主要包括：。"),
    ],
)
def test_only_what_holds_is_said_and_joined(typed, said):
    text = (
        "主要包括：{join | ；} {if [a] > 0}甲{[a]}{/if} {if [b] > 0}乙{[b]}{/if} {/join}。"
        "{if [b] / [a] > 1}另有丙。{/if}"  # undefined where 甲 is 0: does not hold
    )
    assert say(text, typed) == said


def test_a_figure_of_a_condition_is_a_dependency():
    one = renderer("{if [a] > 0}有{/if}{join | 、}{if [b] > 0}{[people]}{/if}{/join}")
    assert dependencies(one.template, [StatementSpan("s")]) == {"a", "b", "people"}


# -- variants and spans ---------------------------------------------------------------------

VARIANTS = (
    SECTION
    + """
[[statement]]
id = "s"
section = "1"
text = "支出{[a]}"

  [[statement.variant]]
  when = "filled([a]) and [a] == 0"
  text = "无支出"

  [[statement.variant]]
  when = "[a] / [b] > 1"
  text = "支出超过乙"
"""
)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"a": "0"}, "无支出"),
        ({"a": "5.00", "b": "1.00"}, "支出超过乙"),
        ({"a": "5.00", "b": "9.00"}, "支出5.00万元"),
        ({"a": "5.00", "b": "0"}, "支出5.00万元"),  # a condition that is undefined does not hold
        ({}, f"支出{MISSING}"),
    ],
)
def test_the_first_wording_that_holds_is_said(typed, said):
    engine = engine_of(template_from(VARIANTS), typed)
    one = Renderer(engine.template, engine, lambda _: [], Facts("县总工会", 2023))
    assert "".join(line.text for line in one.lines([StatementSpan("s")])) == said


def test_a_reason_is_asked_for_until_it_is_typed():
    assert say("原因是{reason why | 变动原因}。") == "原因是〔变动原因〕。"
    assert say("原因是{reason why}。", span=StatementSpan("s").with_reason("why", "厉行节约")) == "原因是厉行节约。"


def test_spans_make_paragraphs():
    one = renderer("支出{[a]}。", {"a": "1.00", "b": "2.00"})
    lines = one.lines([Text("第一段\n\n  \n第二段："), Ref("b"), Text("；"), StatementSpan("s"), Text("\n末段")])
    assert [line.text for line in lines] == ["第一段", "第二段：2.00万元；支出1.00万元。", "末段"]


@pytest.mark.parametrize(
    ("ref", "typed", "said"),
    [
        (Ref("a", words="万元", decimals=1), {"a": "93.5"}, "93.5万元"),
        (Ref("a", words="万元", decimals=1), {"a": "93.54"}, "93.54万元"),
        (Ref("a", words="万元", decimals=2), {"a": "93"}, "93.00万元"),
        (Ref("a", words="元", decimals=0), {"a": "93.5"}, "935000元"),
        (Ref("a", words="余万元"), {"a": "20"}, "20余万元"),
        (Ref("people", words="余人"), {"people": "300"}, "300余人"),
        (Ref("people", words="名"), {}, MISSING),
    ],
)
def test_a_figure_of_an_imported_text_keeps_its_words(ref, typed, said):
    assert "".join(piece.text for piece in renderer("x", typed).pieces(ref)) == said


def test_a_statement_that_is_gone_is_said_to_be_missing():
    assert say("x", span=StatementSpan("gone")) == MISSING


def test_marks_point_at_the_printed_numbers():
    one = renderer("{year}年支出{[a]}，上年{[a@prior]}，共{[people]}，缺{[b]}，{change [a]}。",
                   {"a": "93.93", "a@prior": "74.85", "people": "13"})  # fmt: skip
    (line,) = one.lines([Text("前言。"), StatementSpan("s"), Ref("a")])
    found = [(line.text[mark.start : mark.end], mark.key, mark.aspect) for mark in line.marks]
    assert found == [
        ("93.93", "a", "actual"),
        ("74.85", "a", "prior"),
        ("13", "people", "actual"),
        ("93.93", "a", "actual"),
    ]


def test_every_piece_knows_its_span_and_kind():
    one = renderer("支出{[a]}，{change [a]}，{reason why}", {"a": "1.00", "a@prior": "2.00"})
    (line,) = one.lines([Text("甲"), StatementSpan("s")])
    assert "".join(piece.text for piece in line.pieces) == line.text
    assert next(piece.span for piece in line.pieces) == 0
    assert {piece.span for piece in line.pieces[1:]} == {1}
    kinds = {piece.kind for piece in line.pieces}
    assert kinds == {PieceKind.WORDS, PieceKind.FIGURE, PieceKind.DERIVED, PieceKind.MISSING}


def test_dependencies_are_all_wordings_and_rows():
    template = template_from(VARIANTS)
    assert dependencies(template, [StatementSpan("s"), Ref("people"), Text("x")]) == {"a", "b", "people"}
    one = renderer("{each item | 、}{[item.$.amount]}{/each}{names [?]}")
    assert dependencies(one.template, [StatementSpan("s")]) == {"item.*.amount", "?"}
    assert dependencies(one.template, [StatementSpan("s", "p_1")]) == {"item.p_1.amount", "?"}


def test_the_words_follow_an_edit():
    one = renderer("{change [total]}", {"a": "1.00", "b": "1.00", "a@prior": "1.00", "b@prior": "1.00"})
    assert one.lines([StatementSpan("s")])[0].text == "与上年持平"
    put(one.scope, {"a": "2.00"})
    assert one.lines([StatementSpan("s")])[0].text == "比上年增加1.00万元，增长50.00%"
