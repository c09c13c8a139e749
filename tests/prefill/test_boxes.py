"""Choice boxes of printed forms: which choice is ticked."""

import pytest

from core.prefill.meaning import ticked

CHOICES = ("部门预算项目", "市直专项", "市对下转移支付项目")


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("□部门预算项目　☑市直专项　□市对下转移支付项目", ["市直专项"]),
        ("1、部门预算项目   ☑   2、市直专项   □  3、市对下转移支付项目 □", ["部门预算项目"]),
        ("□部门预算项目　□市直专项　□市对下转移支付项目", []),
        ("☑部门预算项目　√市直专项", ["部门预算项目", "市直专项"]),
        ("■ 市对下转移支付项目", ["市对下转移支付项目"]),
    ],
)
def test_the_ticked_choice_is_read_whichever_side_its_box_stands(text, chosen):
    assert ticked(text, CHOICES) == chosen
