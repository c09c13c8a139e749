"""Learning what traits are worth: what tells pairs apart gets its weight, and the weights are read back as written."""

import importlib.util
import sys
import tomllib
from pathlib import Path

import pytest

PATH = Path(__file__).parents[3] / "build" / "accuracy" / "ratios.py"


@pytest.fixture(scope="module")
def learning():
    spec = importlib.util.spec_from_file_location("learning_ratios", PATH)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_a_trait_of_the_right_pairs_weighs_more_than_one_of_the_others(learning):
    case = learning.Case([["plan.of/near"], ["plan.of/far"], ["plan.none/always"]], {0}, 1.0)
    worth = learning.learn([case] * 30, {"plan.of/near": 30, "plan.of/far": 30, "plan.none/always": 30})
    assert worth["plan.of/near"] > 0 > worth["plan.of/far"]


def test_a_trait_that_tells_nothing_apart_weighs_nothing(learning):
    case = learning.Case([["plan.of/both", "plan.of/near"], ["plan.of/both"]], {0}, 1.0)
    worth = learning.learn([case] * 30, {"plan.of/both": 30, "plan.of/near": 30})
    assert "plan.of/both" not in worth


def test_the_weights_are_read_back_as_written(learning):
    worth = {"plan.of/d1": 1.5, "plan.of_part/at（": -0.4, "plan.none/always": 2.0}
    data = tomllib.loads(learning.as_toml(worth))
    assert data == {"plan": {"of": {"d1": 1.5}, "of_part": {"at（": -0.4}, "none": {"always": 2.0}}}


def test_a_labelled_percentage_is_learned_as_what_it_should_be(learning):
    """执行率95.00% is labelled 90.00%: the pair that makes 90.00% is the right one."""
    from core.narrative.claims import Ground
    from core.narrative.claims.check import read_text

    (paragraph,) = read_text("全年预算80.00万元，支出72.00万元，执行率95.00%。", "t", Ground("", 2023))
    expect = [{"rule": "C11", "claimed": "95.00%", "expected": "90.00%"}]
    (case,) = learning._of_paragraph(paragraph, expect, 1.0)
    (right,) = case.right
    assert right < len(case.choices) - 1
    (unlabelled,) = learning._of_paragraph(paragraph, [], 1.0)
    assert unlabelled.right == {len(unlabelled.choices) - 1}
