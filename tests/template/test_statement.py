"""The language of statements, slot by slot."""

import pytest

from core.errors import ExpressionError
from core.expressions import Reference
from core.template.statement import (
    Amount,
    Change,
    Compare,
    Each,
    Literal,
    Names,
    Reason,
    Share,
    Variable,
    parse_statement,
    reasons,
    references,
)

A, B = Reference("a"), Reference("b")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("基本支出", Literal("基本支出")),
        ("{year}", Variable("year")),
        ("{year-1}", Variable("year", -1)),
        ("{year + 2}", Variable("year", 2)),
        ("{unit}", Variable("unit")),
        ("{[a]}", Amount(A)),
        ("{ [a@prior] | bare }", Amount(Reference("a", "prior"), True)),
        ("{change [a]}", Change(A, Reference("a", "prior"))),
        ("{change [a] from [b]}", Change(A, B)),
        (
            "{change [a] | 较上年 多/少 上升/降低 持平}",
            Change(A, Reference("a", "prior"), "较上年", ("多", "少"), ("上升", "降低"), "持平"),
        ),
        ("{share [a] of [b]}", Share(A, B)),
        ("{compare [a] with [b]}", Compare(A, B)),
        ("{compare [a] with [b] | 高于/低于/持平}", Compare(A, B, ("高于", "低于", "持平"))),
        ("{reason why}", Reason("why", "原因")),
        ("{reason why | 变动原因}", Reason("why", "变动原因")),
        ("{names [t.*]}", Names(Reference("t.*"), "、")),
        ("{names [t.*] | ，}", Names(Reference("t.*"), "，")),
    ],
)
def test_a_slot(text, part):
    assert parse_statement(text) == (part,)


def test_words_of_a_row_stand_in_each():
    (each,) = parse_statement("{each item | ；}{n}.{name}{/each}")
    assert isinstance(each, Each)
    assert each.parts == (Variable("n"), Literal("."), Variable("name"))
    for lost in ("{n}.支出", "{if [a]}{path}{/if}", "{join | 、}{if [a]}{code}{/if}{/join}"):
        with pytest.raises(ExpressionError, match=r"不在 \{each\} 里"):
            parse_statement(lost)


def test_each_holds_its_parts():
    (each,) = parse_statement("{each item | ；}{[item.$.name]}：{[item.$.amount]}{/each}")
    assert isinstance(each, Each)
    assert (each.family, each.separator) == ("item", "；")
    assert [type(part) for part in each.parts] == [Amount, Literal, Amount]


def test_words_and_slots_alternate():
    parts = parse_statement("{year}年，{unit}支出{[a]}。")
    assert parts == (Variable("year"), Literal("年，"), Variable("unit"), Literal("支出"), Amount(A), Literal("。"))


def test_every_figure_and_reason_is_found_also_within_each():
    parts = parse_statement("{share [a] of [b]}{each item | 、}{[item.$.amount]}{reason why}{/each}{names [t.*]}")
    assert [str(one) for one in references(parts)] == ["a", "b", "item.$.amount", "t.*"]
    assert [one.name for one in reasons(parts)] == ["why"]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "}",
        "{}",
        "{ }",
        "{year*2}",
        "{[a] + [b]}",
        "{share [a]}",
        "{change a}",
        "{reason 原因}",
        "{/each}",
        "{a}}",
        "{if [a] > 0}x",
        "x{/if}",
        "{join | 、}x{/join}",
        "{join | 、}{if [a]}x{/if}",
    ],
)
def test_what_is_no_slot(text):
    with pytest.raises(ExpressionError):
        parse_statement(text)
