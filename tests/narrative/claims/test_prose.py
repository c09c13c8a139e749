"""Text that is being written: after any edits the findings are those of a fresh check of the whole."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.figures import Held
from core.narrative.claims import Book, Ground, Prose, check_whole, read_text

SECTIONS = ["1", "2", "3"]
LINES = [
    "2023年度支出合计93.93万元，比上年增加19.08万元，增长25.49%。",
    "2023年度支出合计93.93万元，比上年增加26.94元，增长23%。",
    "支出合计80.00万元，2022年支出合计66.99万元。",
    "其中：基本支出89.65万元，占支出合计的95%；项目支出4.28万元，占支出合计的9%。",
    "项目支出比上年增加1.20万元，增长20%，主要原因是人员增加。",
    "项目支出用于以下方面：",
    "培训费2.00万元，占50%；会议费2.28万元，占10%。",
    "基本支出年初预算90.00万元，完成年初预算的98%，主要原因是人员增加。",
    "公务接待费支出1.20万元,主要原因是人员增加。",
    "全年接待5批次，30人次。",
    "",
    "截至2022年12月31日，共有车辆1辆。",
    "“三公经费支出预算为10万元，比2022年预算增加2万元，增长30%。",
]
TEXTS = st.lists(st.sampled_from(LINES), max_size=5).map("\n".join)
EDITS = st.lists(st.tuples(st.sampled_from(SECTIONS), TEXTS), max_size=12)


def ground(spent: int | None) -> Ground:
    cells = {"T03.total.total": spent, "T09.abroad": 0}

    def cell(key: str, aspect: str) -> Held | None:
        held = cells.get(key) if aspect == "actual" else None
        return None if held is None else Held.money(held)

    return Ground("鄂城区总工会", 2023, cell)


def anew(texts: dict[str, str], known: Ground) -> dict[str, object]:
    read = [one for name in SECTIONS for one in read_text(texts.get(name, ""), name, known)]
    return {one.id: one for one in check_whole(Book(read, known))}


@settings(max_examples=150, deadline=None)
@given(EDITS)
def test_any_edits_end_where_a_fresh_check_ends(edits):
    known = ground(93_9300)
    prose, texts = Prose(known, SECTIONS), {}
    seen = {}
    for name, text in edits:
        texts[name] = text
        for key, finding in prose.update(name, text).items():
            if finding is None:
                del seen[key]
            else:
                seen[key] = finding
        assert prose.findings == anew(texts, known)
        assert seen == prose.findings


@settings(max_examples=40, deadline=None)
@given(EDITS, st.sampled_from([None, 93_9300, 80_0000]))
def test_when_cells_change_all_is_judged_again(edits, spent):
    prose, texts = Prose(ground(93_9300), SECTIONS), {}
    for name, text in edits:
        texts[name] = text
        prose.update(name, text)
    prose.renew(ground(spent))
    assert prose.findings == anew(texts, ground(spent))


def test_a_contradiction_with_another_section_comes_and_goes():
    prose = Prose(Ground("", 2023), SECTIONS)
    prose.update("1", "支出合计93.93万元，比上年增加26.94万元。")
    fresh = prose.update("3", "支出合计93.93万元，与2022年度相比增加14.14万元。")
    assert [one.rule for one in fresh.values() if one] == ["C3"]
    gone = prose.update("3", "支出合计93.93万元，与2022年度相比增加26.94万元。")
    assert list(gone.values()) == [None]


def test_only_what_rests_on_an_edit_is_judged_again(monkeypatch):
    from core.narrative.claims import prose as module

    judged = []
    real = module.judge_paragraph
    monkeypatch.setattr(module, "judge_paragraph", lambda one, *rest: judged.append(one.where) or real(one, *rest))
    prose = Prose(Ground("", 2023), SECTIONS)
    prose.update("1", "项目支出4.28万元，占支出合计的9%。")
    prose.update("2", "公务接待费1.20万元，比上年增加0.20万元，增长20%。")
    prose.update("3", "全年开展活动12场次。")
    judged.clear()
    prose.update("3", "支出合计93.93万元。")
    assert sorted(judged) == ["1", "3"]
