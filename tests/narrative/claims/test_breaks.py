"""Numbers over the line breaks of a PDF are read, and the breaks are told once a section (H6)."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.narrative.claims import Ground, Prose, check_section, read_text
from core.narrative.claims.fold import fold, unbroken
from core.wrapped import runs
from tests.narrative.claims.test_prose import LINES, SECTIONS, anew, ground

GROUND = Ground("示例县总工会", 2023)
REPORT = [
    "2023年度支出合计93.93万元，比上年增加19.08万元，增长23%，其中基本支出89.65万元，占支出合计的95.44%，项目支出4.28万元，占支出合计的9%。",
    "公务接待费支出1.20万元，比2022年度决算数减少0.30万元，下降25%，完成年初预算2.00万元的70%，主要原因是接待批次减少。",
    "年末在职人员14人，编制20人，在职人员控制率为75%，与上年相比增加2人，增加人员均为新调入，经费由年初预算安排。",
]


def facts(text: str) -> Counter[tuple[str, str, str | None]]:
    """The faults of the numbers, wherever they stand."""
    found = check_section(text, "1", GROUND)
    return Counter((one.rule, unbroken(one.quote), one.expected) for one in found if one.rule != "H6")


@pytest.mark.parametrize("paragraph", REPORT)
def test_a_paragraph_broken_anywhere_shows_the_faults_of_the_whole(paragraph):
    """Wherever the two lines are known to be one sentence, and that is at most places of it."""
    assert facts(paragraph)
    cut = 0
    for at in range(1, len(paragraph)):
        text = f"{paragraph[:at]}\n{paragraph[at:]}"
        if list(runs(text.split("\n"))) != [(0, 2)]:
            continue
        cut += 1
        assert facts(text) == facts(paragraph), text
    assert cut > len(paragraph) // 3


@settings(deadline=None)
@given(st.sampled_from(REPORT), st.integers(18, 40))
def test_a_paragraph_in_lines_of_one_length_shows_the_faults_of_the_whole(paragraph, length):
    """Also where a number is cut in two."""
    text = "\n".join(paragraph[at : at + length] for at in range(0, len(paragraph), length))
    if len(list(runs(text.split("\n")))) == 1:
        assert facts(text) == facts(paragraph)


def test_a_number_that_is_cut_is_one_number():
    assert fold("增加19.0\n8万元").text == "增加19.08万元"
    assert fold("增加19.\n  08 万元").text == "增加19.08万元"
    assert fold("2022 2023").text == "2022 2023"


def test_places_and_quotes_are_those_of_the_source():
    text = "前言。\n支出合计93.93万元，比上年增加19.08\n万元，增长23\n%，原因是人员增加。"
    rate = next(one for one in check_section(text, "1", GROUND) if one.rule == "C2")
    start, end = map(int, rate.place.rpartition(":")[2].split("-"))
    assert text[start:end] == rate.quote == "23\n%"
    assert (rate.claimed, rate.expected) == ("23%", "25.49%")
    assert "\n" not in rate.message
    assert "\n" not in rate.id


def test_the_finding_stays_the_same_when_the_lines_are_put_together():
    """A reason that was written for it is kept."""
    text = "支出合计93.93万元，比上年增加19.08\n万元，增长23\n%，原因是人员增加。"
    assert {one.id for one in check_section(text.replace("\n", ""), "1", GROUND)} == {
        one.id for one in check_section(text, "1", GROUND) if one.rule != "H6"
    }


def test_the_breaks_of_a_section_are_one_finding():
    text = "全年支出合计93.93\n万元，其中基本支出89.65\n万元。\n\n公务接待费1.20\n万元。"
    (found,) = [one for one in check_section(text, "1", GROUND) if one.rule == "H6"]
    assert (found.severity, found.quote, found.message) == ("hint", "计93.93", "句子中间断了行，共 3 处")
    assert found.place == f"1:{text.index('计93')}-{text.index(chr(10))}"


def test_a_list_that_is_opened_over_a_break_is_open():
    """What a paragraph leaves open for the next goes on from its last line."""
    text = "项目支出10.00\n万元，用于以下方面：\n培训费6.00万元，占60%；\n会议费4.00万元，占30%。"
    whole, first, second = read_text(text, "1", GROUND)
    assert whole.breaks == 1
    assert first.amounts[0].head is second.amounts[0].head is whole.amounts[0]
    assert ("C8", "30%", "40.00%") in facts(text)


def test_a_paragraph_of_the_list_speaks_of_itself():
    text = (
        "本单位总支出600.00万元，其中本年支出500.00万元，较2022年度决算数减少100.00万元，下降16.67%。支出具体情况如下：\n"
        "1.住房保障支出410.00万元：主要用于住房公积金方面的支出。较2022年度决算数减少93.00万元，下降22.7%。"
    )
    assert facts(text) == Counter({("C2", "22.7%", "18.49%"): 1})


@pytest.mark.parametrize(("rate", "wrong"), [("11.11%", 0), ("10%", 1)])
def test_what_was_carried_over_grows_as_all_else(rate, wrong):
    text = f"上年结转和结余8.00万元，为尚未使用的资金。较2022年度决算数增加0.80万元，增长{rate}。"
    assert facts(text) == Counter({("C2", "10%", "11.11%"): wrong} if wrong else {})


BROKEN = [
    *LINES,
    "2023年度支出合计93.93",
    "万元，比上年增加19.08万元，增长23%。",
    "项目支出比上年增加1.20万元，",
    "项目支出4.28万元，主要用于\n以下方面：",
]
EDITS = st.lists(
    st.tuples(st.sampled_from(SECTIONS), st.lists(st.sampled_from(BROKEN), max_size=6).map("\n".join)), max_size=10
)


@settings(max_examples=120, deadline=None)
@given(EDITS)
def test_edits_of_broken_lines_end_where_a_fresh_check_ends(edits):
    known = ground(93_9300)
    prose, texts = Prose(known, SECTIONS), {}
    for name, text in edits:
        texts[name] = text
        prose.update(name, text)
        assert prose.findings == anew(texts, known)
