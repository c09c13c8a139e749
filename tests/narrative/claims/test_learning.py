"""Learning what traits are worth: what tells pairs apart gets its weight, and the weights are read back as written."""

import importlib
import json
import sys
from pathlib import Path

import pytest

from core.narrative.claims import Ground
from core.narrative.claims.check import read_text

FOLDER = Path(__file__).parents[3] / "build" / "accuracy"


@pytest.fixture(scope="module")
def modules():
    """The modules of the learning tool, which are no package."""
    sys.path.insert(0, str(FOLDER))
    names = ("learning", "texts", "ratios", "amounts")
    yield {name: importlib.import_module(name) for name in names}
    sys.path.remove(str(FOLDER))
    for name in names:
        del sys.modules[name]


@pytest.fixture(scope="module")
def learning(modules):
    return modules["learning"]


def test_a_trait_of_the_right_pairs_weighs_more_than_one_of_the_others(learning):
    case = learning.Case([["plan.of/near"], ["plan.of/far"], ["plan.none/always"]], {0}, 1.0)
    worth = learning.learn([case] * 30, {"plan.of/near": 30, "plan.of/far": 30, "plan.none/always": 30})
    assert worth["plan.of/near"] > 0 > worth["plan.of/far"]


def test_a_trait_that_tells_nothing_apart_weighs_nothing(learning):
    case = learning.Case([["plan.of/both", "plan.of/near"], ["plan.of/both"]], {0}, 1.0)
    worth = learning.learn([case] * 30, {"plan.of/both": 30, "plan.of/near": 30})
    assert "plan.of/both" not in worth


def test_the_weights_are_read_back_as_written(learning):
    worth = {"sum/n2": 1.5, "suma/own w1（": -0.4, "none/always": 2.0}
    data = json.loads(learning.as_json(worth, "Learned."))
    assert data == {"about": "Learned.", "sum": {"n2": 1.5}, "suma": {"own w1（": -0.4}, "none": {"always": 2.0}}


def test_signs_of_the_true_rows_weigh_more_and_seldom_ones_are_left_out(learning):
    rows = [({"slip": 1.0, "always": 1.0}, True), ({"always": 1.0}, False)] * 40 + [({"once": 1.0}, True)]
    worth = learning.learn_signs(rows, 1.0)
    assert worth["slip"] > 1 > worth["always"]
    assert "once" not in worth


def labelled(modules, text, *expect):
    (paragraph,) = read_text(text, "t", Ground("", 2023))
    return modules["texts"].Labelled(paragraph, list(expect), 1.0)


def test_a_labelled_percentage_is_learned_as_what_it_should_be(modules):
    """执行率95.00% is labelled 90.00%: the pair that makes 90.00% is the right one."""
    text = "全年预算80.00万元，支出72.00万元，执行率95.00%。"
    due = {"rule": "C11", "claimed": "95.00%", "expected": "90.00%"}
    (case,) = modules["ratios"].cases([labelled(modules, text, due)])
    (right,) = case.right
    assert right < len(case.choices) - 1
    (unlabelled,) = modules["ratios"].cases([labelled(modules, text)])
    assert unlabelled.right == {len(unlabelled.choices) - 1}


def test_a_labelled_total_is_learned_as_the_sum_of_its_parts(modules):
    """合计31万元 is labelled 33万元: it is the sum of the two before it, unlabelled of nothing."""
    text = "培训费12.00万元、会议费21.00万元，合计31.00万元。"
    due = {"rule": "C22", "claimed": "31.00万元", "expected": "33.00万元"}
    *_, total = modules["amounts"].cases([labelled(modules, text, due)])
    assert {name for at in total.right for name in total.choices[at]} >= {"sum/always"}
    *_, unlabelled = modules["amounts"].cases([labelled(modules, text)])
    assert unlabelled.right == {len(unlabelled.choices) - 1}


def test_the_held_texts_are_never_read(modules):
    with pytest.raises(ValueError, match="held"):
        next(modules["texts"].read("last_held"))


@pytest.mark.parametrize(
    ("words", "digits"), [("三成", "30%"), ("三成五", "35%"), ("一半", "50%"), ("四分之三", "75.00%"), ("12%", "12%")]
)
def test_percentages_in_words_are_read_as_digits(modules, words, digits):
    assert modules["texts"].in_digits(words) == digits
