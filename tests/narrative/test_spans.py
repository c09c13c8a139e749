"""Spans as kept in the file: nothing is lost, neighbouring words are joined."""

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.narrative import Ref, StatementSpan, Text, dump, load, merge

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
names = st.from_regex(r"[a-z0-9_]{1,8}", fullmatch=True)
reasons = st.dictionaries(names, words.filter(bool), max_size=3).map(lambda found: tuple(sorted(found.items())))
spans = st.lists(
    st.one_of(
        st.builds(Text, words, st.sampled_from(["", "zt.staff"])),
        st.builds(lambda text: Text(text, old=text), words),
        st.builds(Ref, names, st.sampled_from(["actual", "prior"])),
        st.builds(StatementSpan, names, st.sampled_from(["", "p_1"]), reasons),
    ),
    max_size=8,
)


@given(spans)
def test_what_is_stored_reads_back(found):
    assert load(dump(found)) == merge(found)
    assert dump(load(dump(found))) == dump(found)


@given(spans)
def test_merging_changes_no_word_and_joins_what_it_can(found):
    merged = merge(found)
    assert "".join(one.text for one in merged if isinstance(one, Text)) == "".join(
        one.text for one in found if isinstance(one, Text)
    )
    assert merge(merged) == merged
    assert all(not isinstance(one, Text) or one.text for one in merged)
    for one, other in itertools.pairwise(merged):
        assert not (
            isinstance(one, Text) and isinstance(other, Text) and one.was == other.was == one.old == other.old == ""
        )


def test_the_json_is_that_of_the_design():
    found = [Text("甲"), Text("乙", "zt.staff"), Ref("a", "prior"), StatementSpan("s", "p_1", (("why", "人员增加"),))]
    found += [Text("5人", old="5人"), Ref("a", words="余元", decimals=1)]
    assert json.loads(dump(found)) == [
        {"text": "甲"},
        {"text": "乙", "was": "zt.staff"},
        {"ref": "a", "aspect": "prior"},
        {"statement": "s", "row": "p_1", "reasons": {"why": "人员增加"}},
        {"text": "5人", "old": "5人"},
        {"ref": "a", "aspect": "actual", "words": "余元", "decimals": 1},
    ]
    assert load(dump(found)) == found
    assert "甲" in dump(found)


def test_nothing_is_empty_text():
    assert dump([]) == ""
    assert load("") == load(None) == []


def test_an_edited_statement_keeps_its_name_beside_other_words():
    assert merge([Text("甲"), Text("乙", "s"), Text("丙")]) == [Text("甲"), Text("乙", "s"), Text("丙")]


def test_reasons_come_and_go():
    span = StatementSpan("s").with_reason("why", "人员增加").with_reason("also", "政策")
    assert span.reasons == (("also", "政策"), ("why", "人员增加"))
    assert span.reason("why") == "人员增加"
    assert span.reason("nothing") == ""
    assert span.with_reason("why", "").reasons == (("also", "政策"),)


@pytest.mark.parametrize("text", ["{", "[{}]", '["x"]', "3"])
def test_damaged_spans_are_refused(text):
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        load(text)
