"""Last year's words as a draft: what is marked, what a mark survives, and how it goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.narrative import Ref, StatementSpan, Text, dump, load
from core.narrative.renewal import as_draft, confirm, next_year, outdated, renew_years, replaced, successor

DRAFT = "2023年，单位共有在职人员16人，支出105.58万元，比上年增长12.50%，举办活动十五场次。"


def marked(spans):
    return [span.text for span in spans if isinstance(span, Text) and span.outdated]


def words(spans):
    return "".join(span.text for span in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DRAFT, ["2023年", "16人", "105.58万元", "12.50%", "十五场次"]),
        ("2022年度和2024年初，不是2018年", ["2022年度", "2024年初"]),
        ("我单位成立于1998年，2015年更名", []),
        ("2023年5月12日、6月3日召开会议", ["2023年5月12日", "6月3日"]),
        ("每年12月31日前，截至12月31日", []),
        ("财预〔2023〕12号、第3号文件", []),
        ("2021-2023年", ["2021-2023年"]),
        ("（1）第三项工作，一、二是", []),
        ("贯彻“五个一”工程，做好两个方面", []),
        ("2023年\n12月3日\n5\n万元", ["2023年", "12月3日", "5"]),
        ("", []),
    ],
)
def test_numbers_years_and_days_are_marked_and_nothing_else(text, expected):
    spans = as_draft(text, 2023)
    assert marked(spans) == expected
    assert words(spans) == text


@given(st.text(st.sampled_from("2023年度月日1.5万元%人，。〔〕号第十五场次（）\n 每截至 ，"), max_size=40))
def test_a_draft_changes_no_word(text):
    spans = as_draft(text, 2023)
    assert words(spans) == text
    assert load(dump(spans)) == spans


def test_marks_survive_saving_and_an_edit_takes_them_off():
    spans = as_draft(DRAFT, 2023)
    assert load(dump(spans)) == spans
    edited = [Text("106.58万元", old=span.old) if span.text == "105.58万元" else span for span in spans]
    kept = load(dump(edited))
    assert "105.58万元" not in marked(kept)
    assert outdated(kept) == outdated(spans) - 1
    assert "old" not in dump(edited).split("106.58万元")[1][:10]


def test_a_number_that_stays_is_confirmed_alone_or_with_all_others():
    spans = as_draft(DRAFT, 2023)
    place = next(at for at, span in enumerate(spans) if span.text == "16人")
    assert marked(confirm(spans, place)) == ["2023年", "105.58万元", "12.50%", "十五场次"]
    assert confirm(spans) == [Text(DRAFT)]


def test_years_move_on_by_one_and_the_numbers_wait():
    spans = as_draft("2022-2023年，2023年5月支出5.00万元，其中2022年1.00万元", 2023)
    renewed = renew_years(spans)
    assert words(renewed) == "2023-2024年，2024年5月支出5.00万元，其中2023年1.00万元"
    assert marked(renewed) == ["5.00万元", "1.00万元"]
    assert next_year("6月3日") == "6月3日"


def test_live_sentences_stay_live_and_lose_last_years_reasons():
    spans = [
        StatementSpan("s", reasons=(("why", "人员增加"),)),
        Text("\n2023年改写过的句子", was="t"),
        Text("\n其中"),
        Ref("a", "prior"),
        StatementSpan("gone"),
        Text("共5人。"),
    ]
    found = successor(spans, 2023, {"s", "t"})
    assert found[:2] == [StatementSpan("s"), StatementSpan("t")]
    assert found[2:5] == [Text("\n其中"), Ref("a", "prior"), StatementSpan("gone")]
    assert marked(found) == ["5人"]


def test_a_sentence_that_was_cut_in_two_is_offered_once():
    spans = [Text("前半", was="t"), Ref("a"), Text("后半", was="t")]
    assert successor(spans, 2023, {"t"}) == [StatementSpan("t"), Ref("a")]


def test_words_are_replaced_across_a_mark_which_then_is_gone():
    spans = as_draft("2023年度部门2023年支出5万元", 2023)
    found = replaced(spans, "度部门2023", "末单位2024")
    assert words(found) == "2023年末单位2024年支出5万元"
    assert marked(found) == ["5万元"]
    assert replaced(spans, "没有", "有") == spans
    assert replaced(spans, "", "有") == spans


@given(
    st.lists(st.sampled_from(["年", "5万元", "甲乙", "乙甲"]), max_size=6), st.sampled_from(["甲乙", "乙甲甲", "元年"])
)
def test_replacing_in_spans_is_replacing_in_their_words(parts, sought):
    spans = [Text(part, old=part) if number % 2 else Text(part) for number, part in enumerate(parts)]
    assert words(replaced(spans, sought, "丙")) == "".join(parts).replace(sought, "丙")
