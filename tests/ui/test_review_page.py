"""The review of an import under real keys."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QTextCharFormat, QTextLine
from PySide6.QtTest import QTest

from core.blocks import Cell, Evidence, Heading, Paragraph, ReadBlock, Segment, SourceDocument, Table
from core.figures import Held
from core.narrative import Text
from core.prefill import Conflict, Draft, Import, Proposal, SectionProposal, SourceInfo, Unplaced, understand
from core.reading import read
from core.report import Report
from core.reportfile import Origin
from core.template import Template, dictionary
from ui.models.offers import Offers, Verdict
from ui.models.review import OFFER, Column
from ui.pages import ReviewPage
from ui.pages.reviewbars import LEFT, OPEN, TORN
from ui.pages.sourceview.rows import Rows
from ui.session import Session

K = Qt.Key
FILE = "去年.docx"


def at(line, page=1):
    return Evidence(FILE, page=page, line=line)


def money(text):
    return Held.money(int(float(text) * 1_000_000))


CELL = Evidence(FILE, page=2, cell="B1")


def proposal(key, value, quote, place, confidence="certain", section="zt.2.1", aspect="prior", target=True):
    cell = (key, aspect) if target else None
    return Proposal(key, f"上年{key}", aspect, 2022, money(value), quote, place, section, confidence, "", cell)


@pytest.fixture
def documents():
    words = "2022年度基本支出88.10万元，其中公务接待费0.31万元。另有公务接待费0.35万元。"
    first, second = Segment(0, 16, at(2)), Segment(16, len(words), at(3))
    table = Table(((Cell("项目支出"), Cell("140.00")), (Cell("合计", cols=2), None)), header_rows=0)
    cells = {(0, 1): CELL}
    return [
        SourceDocument(
            FILE,
            "docx",
            (
                ReadBlock(Heading(1, "基本支出情况", "一、"), at(1)),
                ReadBlock(Paragraph(words), at(2), (first, second)),
                ReadBlock(table, Evidence(FILE, page=2), (), cells),
                ReadBlock(Paragraph("无。"), at(9, 2)),
            ),
            2,
        )
    ]


@pytest.fixture
def found():
    one = proposal("T09.reception", "0.31", "公务接待费0.31万元", at(3), "likely")
    other = proposal("T09.reception", "0.35", "公务接待费0.35万元", at(3), "likely")
    sure = proposal("T05.total.basic", "88.10", "基本支出88.10万元", at(2))
    doubt = proposal("T05.total.project", "140", "140.00", CELL, "uncertain", section="zt.2.2")
    idle = proposal("T04.total_income", "9", "无。", at(9, 2), "certain", section="", target=False)
    text = SectionProposal("七、", 1, "存在的问题", "zt.7", "无。", FILE, 2022, "zt.7", (Draft(Text("无。"), "无。"),))
    return Import(
        2023,
        "示例县总工会",
        (SourceInfo(FILE, "docx", "zhengti-hunan-2023", "示例县总工会", 2022),),
        (sure, one, other, doubt, idle),
        (text,),
        conflicts=(Conflict("T09.reception", "prior", (one, other)),),
        unplaced=(Unplaced("另有88.88万元", "没有对应的数据项", at(2)),),
    )


@pytest.fixture
def session(qapp):
    opened = Session(Report.scratch(["zhengti-hunan-2023"], "示例县总工会", 2023, begin=True))
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot, session, found, documents):
    made = ReviewPage(session, found, documents)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.tree.setFocus()
    qtbot.waitUntil(lambda: made.tree.currentIndex().isValid())
    at_rest(qtbot, made)
    yield made
    made.source.stop()
    session.runner.wait()


def at_rest(qtbot, page):
    """Wait until the pages that are seen are drawn."""
    view = page.source.view
    qtbot.waitUntil(lambda: view.sheaf is not None and not view.desk.busy and not view._rest.isActive())


def framed(page):
    """The words that are framed on the pages: those of the laid-out paragraph or cell inside each rectangle."""
    view = page.source.view
    paper = view.sheaf.paper
    spot = view.current
    assert spot is not None
    boxes = [where for marks in view.sheaf.marks.values() for one, where in marks if one is spot]
    assert boxes, "nothing is framed"
    return [words_in(paper, *where) for where in boxes]


def words_in(paper, page, box):
    for piece in paper._pieces[page]:
        what = piece.what
        if isinstance(what, Rows):
            for r, c in itertools.product(range(piece.first, piece.last), range(what.table.width)):
                cell = what.box(r, c, piece.first, piece.last)
                if cell and abs(cell.left - box.left) < 1 and abs(cell.top + piece.top - box.top) < 1:
                    return what.table.cells[r][c].text
            continue
        layout = what.lay()
        for number in range(piece.first, piece.last):
            top = piece.top + (number - piece.first) * what.step
            if top <= (box.top + box.bottom) / 2 <= top + what.step:
                line = layout.lineAt(number)
                on = QTextLine.CursorPosition.CursorOnCharacter
                return what.text[line.xToCursor(box.left + 1, on) : line.xToCursor(box.right - 1, on) + 1]
    return ""


def current(page):
    return page.tree.currentIndex().data(OFFER)


def bar(page):
    return [page.top.taken.text(), *(page.top.filters.button(n).text() for n in (OPEN, TORN, LEFT))]


def test_what_is_certain_is_accepted_and_the_rest_is_counted(page):
    assert bar(page) == ["已接受 2", "待定 1", "冲突 1", "未归位 1"]
    assert page.foot.go.text() == "导入 2 项"


def test_it_begins_at_the_first_open_one_with_its_quote_highlighted(page):
    assert current(page).proposal.quote == "公务接待费0.31万元"
    assert framed(page) == ["公务接待费0.31万元"]


def test_space_accepts_and_takes_back(page):
    page.show_place("T05.total.project@prior")
    QTest.keyClick(page.tree, K.Key_Space)
    assert current(page).verdict is Verdict.TAKEN
    assert bar(page)[0] == "已接受 3"
    QTest.keyClick(page.tree, K.Key_Space)
    assert current(page).verdict is Verdict.OPEN


def test_delete_refuses(page):
    page.show_place("T05.total.basic@prior")
    QTest.keyClick(page.tree, K.Key_Delete)
    assert current(page).verdict is Verdict.REFUSED
    assert bar(page)[:2] == ["已接受 1", "待定 1"]


def test_enter_goes_to_the_next_open_one_and_round(page):
    seen = []
    for _ in range(4):
        seen.append(current(page).proposal.quote)
        QTest.keyClick(page.tree, K.Key_Return)
    assert seen == ["公务接待费0.31万元", "公务接待费0.35万元", "140.00", "公务接待费0.31万元"]


def test_taking_one_side_of_a_conflict_refuses_the_other(page):
    QTest.keyClick(page.tree, K.Key_Space)
    assert current(page).verdict is Verdict.TAKEN
    assert current(page).rivals[0].verdict is Verdict.REFUSED
    assert bar(page)[2] == "冲突 0"


def test_a_conflict_is_settled_side_by_side(qtbot, page):
    page.show_part(TORN)
    other = page.offers.conflicts()[0][1]
    page.conflicts.choose(other)
    assert other.verdict is Verdict.TAKEN
    assert framed(page) == ["公务接待费", "0.35万元"]  # one frame for each line
    page.model.decide(page.offers.take_none)
    assert bar(page)[2] == "冲突 1"


def test_only_open_ones_are_listed_on_demand(page):
    page.show_part(OPEN)
    model = page.shown
    shown = [
        model.index(row, 0, model.index(group, 0)).data(OFFER)
        for group in range(model.rowCount())
        for row in range(model.rowCount(model.index(group, 0)))
    ]
    assert {offer.verdict for offer in shown} == {Verdict.OPEN}
    assert len(shown) == 3


def test_a_section_line_decides_for_all_under_it(page):
    group = page.shown.index(0, 0)
    page.tree.setCurrentIndex(group)
    QTest.keyClick(page.tree, K.Key_Delete)
    assert {offer.verdict for offer in page.offers.groups[0].offers} == {Verdict.REFUSED}


def test_the_buttons_decide_for_all(qtbot, page):
    qtbot.mouseClick(page.findChild(type(page.foot.go), "all"), Qt.MouseButton.LeftButton)
    assert bar(page) == ["已接受 3", "待定 0", "冲突 1", "未归位 1"]
    qtbot.mouseClick(page.findChild(type(page.foot.go), "none"), Qt.MouseButton.LeftButton)
    assert bar(page)[0] == "已接受 0"
    assert not page.foot.go.isEnabled()
    qtbot.mouseClick(page.findChild(type(page.foot.go), "sure"), Qt.MouseButton.LeftButton)
    assert bar(page)[0] == "已接受 2"


def test_importing_is_one_change_with_evidence(qtbot, page, session):
    before = session.report.value("T05.total.basic", "prior")
    with qtbot.waitSignal(page.finished) as done:
        qtbot.mouseClick(page.foot.go, Qt.MouseButton.LeftButton)
    assert done.args[0].change_set is not None
    view = session.report.cell("T05.total.basic", "prior")
    assert view.held.number == 88_100_000
    assert view.given.origin is Origin.IMPORTED
    assert session.report.evidence("T05.total.basic", "prior").quote == "基本支出88.10万元"
    assert session.report.text("zt.7") == "无。"
    assert not session.report.value("T09.reception", "prior").filled
    session.undo()
    assert session.report.value("T05.total.basic", "prior") == before
    assert session.report.text("zt.7") == ""


def test_leaving_changes_nothing(qtbot, page, session):
    with qtbot.waitSignal(page.finished) as done, qtbot.assertNotEmitted(session.moved):
        page.finished.emit(None)
    assert done.args == [None]


def test_what_the_clerk_typed_is_not_replaced_unasked(session, found):
    session.report.type("T05.total.basic", "prior", "1")
    session.report.set_section("zt.7", [Text("自己写的。")])
    offers = Offers(session.report, found)
    assert [offer for offer in offers.all() if offer.verdict is Verdict.TAKEN] == []


def test_what_the_report_holds_already_needs_no_decision(session, found):
    session.report.type("T05.total.basic", "prior", "88.10")
    session.report.set_section("zt.7", [Text("无。")])
    offers = Offers(session.report, found)
    held = [offer for offer in offers.all() if offer.verdict is Verdict.HELD]
    assert len(held) == 2
    offers.take_all()
    assert [offer.verdict for offer in held] == [Verdict.HELD] * 2
    offers.toggle(held[:1])
    offers.toggle(held[:1])
    assert held[0].verdict is Verdict.HELD


def test_a_value_without_a_cell_is_evidence_only(page):
    offer = next(one for one in page.offers.all() if one.proposal and one.proposal.target is None)
    page.offers.take(offer)
    page.offers.toggle([offer])
    assert offer.verdict is Verdict.EVIDENCE
    assert page.model.words(offer, Column.VERDICT) == "依据"


def test_a_cell_is_framed_as_a_cell_on_its_own_page(qtbot, page):
    page.show_place("T05.total.project@prior")
    at_rest(qtbot, page)
    assert framed(page) == ["140.00"]
    assert page.source.view.pages == 2
    assert page.source.number.text() == "2 / 2"


def test_everything_that_was_read_is_marked_and_a_click_on_it_chooses_its_offer(qtbot, page):
    view = page.source.view
    at_rest(qtbot, page)
    marked = {spot.owner for marks in view.sheaf.marks.values() for spot, _ in marks}
    assert marked >= {one for one in page.offers.all() if one.proposal is not None}
    wanted = next(one for one in page.offers.all() if one.proposal and one.proposal.key == "T05.total.basic")
    spot = page.parts.spots.of(wanted)
    where = next(where for marks in view.sheaf.marks.values() for one, where in marks if one is spot)
    page.show_part(OPEN)  # where it is not listed, for it is accepted
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.rectangle(*where).center().toPoint())
    assert current(page) is wanted
    assert framed(page) == ["基本支出88.10万元"]


def test_a_click_on_what_found_no_place_shows_why(qtbot, page, found):
    view = page.source.view
    (left,) = found.unplaced
    page._picked(page.parts.spots.of(left))
    assert page.stack.currentWidget() is page.unplaced
    assert page.unplaced.currentIndex().siblingAtColumn(1).data() == "没有对应的数据项"
    assert view.current.owner is left


def test_the_card_tells_why_and_where(page):
    text = page.card.toPlainText()
    for word in ("公务接待费0.31万元", "较可靠", "去年.docx，第 1 页，第 3 行"):
        assert word in text


def test_keys_scroll_and_zoom_the_pages(qtbot, page):
    view = page.source.view
    qtbot.keyClick(view, K.Key_End)
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    qtbot.keyClick(view, K.Key_Plus)
    assert view.zoom > 1
    assert view.horizontalScrollBar().maximum() > 0
    qtbot.keyClick(view, K.Key_Minus)
    assert view.zoom == 1
    qtbot.keyClick(view, K.Key_Home)
    assert page.source.number.text() == "1 / 2"


def test_unplaced_numbers_say_why(page):
    page.show_part(LEFT)
    model = page.unplaced.model()
    assert [model.index(0, column).data() for column in range(3)] == [
        "另有88.88万元",
        "没有对应的数据项",
        "第 1 页，第 2 行",
    ]
    page.unplaced.setCurrentIndex(model.index(0, 0))


def test_the_columns_say_what_is_offered(page):
    offer = current(page)
    words = [page.model.words(offer, column) for column in Column]
    assert words == ["冲突", "T09.reception", "上年数 2022", "0.31 万元", "较可靠", "公务接待费0.31万元"]
    index = page.model.index_of(offer)
    assert "冲突" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "公务接待费" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_the_models_are_sound(qtmodeltester, page):
    qtmodeltester.check(page.model)
    qtmodeltester.check(page.shown)


def test_the_width_of_the_pages_is_remembered(qtbot, session, found, documents):
    def opened(state):
        page = ReviewPage(session, found, documents)
        qtbot.addWidget(page)
        page.resize(1366, 700)
        page.restore(state)
        page.show()
        qtbot.waitUntil(lambda: page.tree.currentIndex().isValid())
        page.source.stop()
        return page

    first = opened(QByteArray())
    left, right = first.split.sizes()
    assert left > 0.4 * (left + right)
    first.split.setSizes([700, 666])
    assert opened(first.split.saveState()).split.sizes() == first.split.sizes()


# -- another year, another paragraph ------------------------------------------------------


def read_text(tmp_path, *lines, name="报告.txt"):
    path = tmp_path / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return read(path)


def review_of(qtbot, session, document):
    packs = session.report.template.packs
    found = understand([document], Template(dictionary(), packs), session.report.year)
    page = ReviewPage(session, found, [document])
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    qtbot.waitUntil(lambda: page.tree.currentIndex().isValid())
    at_rest(qtbot, page)
    return page


def test_the_year_of_a_source_is_shown_with_its_words_and_read_anew_when_changed(qtbot, session, tmp_path):
    document = read_text(
        tmp_path, "示例县总工会2023年度整体支出绩效自评报告", "一、部门基本情况", "编制人数14人，实有11人。"
    )
    page = review_of(qtbot, session, document)
    assert page.facts.year.value() == 2023
    assert "2023年度整体支出绩效自评报告" in page.facts.proofs["year"].toolTip()
    qtbot.mouseClick(page.facts.proofs["year"], Qt.MouseButton.LeftButton)
    at_rest(qtbot, page)
    assert "".join(framed(page)) == "示例县总工会2023年度整体支出绩效自评报告"
    first = next(
        one.proposal for one in page.offers.all() if one.proposal and one.proposal.key == "staff.establishment"
    )
    assert (first.year, first.target) == (2023, ("staff.establishment", "actual"))
    page.facts.year.setFocus()
    page.facts.year.selectAll()
    QTest.keyClicks(page.facts.year, "2022")
    QTest.keyClick(page.facts.year, K.Key_Return)
    qtbot.waitUntil(lambda: page.offers.found.documents[0].year == 2022, timeout=20000)
    again = next(
        one.proposal for one in page.offers.all() if one.proposal and one.proposal.key == "staff.establishment"
    )
    assert again.year == 2022
    assert page.facts.year.value() == 2022
    assert "没有写明" in page.facts.proofs["year"].toolTip()
    at_rest(qtbot, page)
    assert page.source.view.current.owner in page.offers.all()
    page.source.stop()


def test_the_kind_of_a_source_is_shown_with_its_words_and_read_anew_when_changed(qtbot, session, tmp_path):
    """By keyboard to another kind, by mouse back; what was decided by the first reading comes back with it."""
    document = read_text(
        tmp_path, "示例县总工会2023年度部门整体支出绩效自评报告", "一、部门基本情况", "编制人数14人，实有11人。"
    )
    page = review_of(qtbot, session, document)
    facts = page.facts
    assert facts.kind.currentText() == "部门整体支出绩效自评（湖南）"
    for name, said in (("kind", "绩效自评报告"), ("unit", "示例县总工会"), ("region", "湖南")):
        assert said in facts.proofs[name].toolTip()
    assert facts.unit.text() == "示例县总工会"
    assert facts.proofs["unit"].text().startswith("单位 「示例县")
    assert not facts.proofs["region"].isEnabled()
    assert "没有写明" in facts.proofs["region"].toolTip()
    qtbot.mouseClick(facts.proofs["kind"], Qt.MouseButton.LeftButton)
    at_rest(qtbot, page)
    assert "".join(framed(page)) == "示例县总工会2023年度部门整体支出绩效自评报告"
    assert any(one.section for one in page.offers.all())
    facts.kind.setFocus()
    there = facts.kind.findData("juesuan-hunan-2023")
    for _ in range(there - facts.kind.currentIndex()):
        QTest.keyClick(facts.kind, K.Key_Down)
    qtbot.waitUntil(lambda: page.offers.found.documents[0].report == "juesuan-hunan-2023", timeout=20000)
    assert facts.kind.currentText() == "部门决算公开（湖南）"
    assert facts.kinds == {document.file: "juesuan-hunan-2023"}
    facts.kind.showPopup()
    rows = facts.kind.view()
    back = rows.model().index(facts.kind.findData("zhengti-hunan-2023"), 0)
    rows.scrollTo(back)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(back).center())
    qtbot.waitUntil(lambda: page.offers.found.documents[0].report == "zhengti-hunan-2023", timeout=20000)
    assert facts.kinds == {}
    assert facts.year.value() == 2023
    at_rest(qtbot, page)
    page.source.stop()


def test_the_unit_of_a_source_is_read_anew_when_changed_and_comes_back_when_cleared(qtbot, session, tmp_path):
    document = read_text(
        tmp_path, "示例县总工会2023年度部门整体支出绩效自评报告", "一、部门基本情况", "示例县工人文化宫编制人数14人。"
    )
    page = review_of(qtbot, session, document)
    facts = page.facts
    facts.unit.setFocus()
    facts.unit.selectAll()
    facts.unit.insert("示例县工人文化宫")  # as an input method does
    QTest.keyClick(facts.unit, K.Key_Return)
    qtbot.waitUntil(lambda: page.offers.found.documents[0].unit == "示例县工人文化宫", timeout=20000)
    assert "示例县工人文化宫编制人数14人" in facts.proofs["unit"].toolTip()
    facts.unit.setFocus()
    facts.unit.clear()
    QTest.keyClick(facts.unit, K.Key_Return)
    qtbot.waitUntil(lambda: page.offers.found.documents[0].unit == "示例县总工会", timeout=20000)
    assert facts.unit.text() == "示例县总工会"
    assert facts.units == {}
    page.source.stop()


def test_a_source_that_is_like_no_form_asks_for_its_kind(qtbot, session, tmp_path):
    document = read_text(tmp_path, "示例县总工会会议纪要", "2023年度编制人数14人，实有11人。")
    page = review_of(qtbot, session, document)
    assert page.facts.kind.currentText() == "认不出，请选择"
    assert page.facts.proofs["region"].text().endswith("未知")
    page.source.stop()


def test_last_years_text_is_shown_as_it_was_and_as_it_would_be(qtbot, session, tmp_path):
    donor = Report.scratch(["zhengti-hunan-2023"], "示例县总工会", 2022, begin=True)
    donor.type("T05.total.basic", "actual", "298.18")
    donor.type("T05.total.basic", "prior", "309.44")
    printed = donor.text("zt.2.1").split("\n")[0]
    donor.close()
    document = read_text(
        tmp_path,
        "示例县总工会2022年度整体支出绩效自评报告",
        "二、一般公共预算支出情况",
        "（一）基本支出情况",
        printed,
        "八、下一步改进措施",
        "2022年开展活动3次。",
    )
    page = review_of(qtbot, session, document)
    texts = {one.section.target: one for one in page.offers.all() if one.section is not None}
    page.show_offer(texts["zt.8"])
    assert "作草稿，标出的 2 处数字和年度要改成今年的" in page.card.toPlainText()
    assert marked(page.card) == ["2022年", "3次"]
    page.show_offer(texts["zt.2.1"])
    words = page.card.toPlainText()
    assert "句随数据变动" in words
    assert "〔未填〕" in words.partition("2022 年原文")[0]
    assert "298.18" in words.partition("2022 年原文")[2]
    page.source.stop()


def marked(card):
    """What the card shows as still to be renewed."""
    found = []
    block = card.document().begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            made = pieces.fragment().charFormat()
            if made.underlineStyle() == QTextCharFormat.UnderlineStyle.DashUnderline:
                found.append(pieces.fragment().text())
            pieces += 1
        block = block.next()
    return found
