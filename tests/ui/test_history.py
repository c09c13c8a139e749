"""修改记录: who, when, what, from what to what; narrowed, and taken back."""

from __future__ import annotations

import pytest

from ui.windows import asking


@pytest.fixture
def shown(window, report_path, qtbot):
    window.open_file(report_path)
    qtbot.waitExposed(window.window)
    report = window.session.report
    window.session.do(lambda: report.type("T05.total.basic", "actual", "99"))
    window.session.do(lambda: report.type("staff.on_duty", "actual", "12"))
    window.window.show_history()
    return window, window.workspace._history


def row_of(page, *words):
    for row in range(page.model.rowCount()):
        texts = [page.model.index(row, column).data() for column in range(page.model.columnCount())]
        if all(any(word in text for text in texts) for word in words):
            return row
    raise AssertionError(words)


def test_it_tells_old_and_new(shown):
    _, page = shown
    row = row_of(page, "105.58", "99.00")
    assert [page.model.index(row, column).data() for column in (4, 5)] == ["105.58", "99.00"]
    assert page.model.index(row, 1).data()


def test_it_narrows_by_words_and_page(shown):
    _, page = shown
    page.words.setText("填写实有在职")
    assert page.model.rowCount() == 1
    page.words.clear()
    page.show_only("zt.base_data", "")
    assert 0 < page.model.rowCount() < 6


def test_a_cell_is_put_back_and_that_can_be_undone(shown):
    window, page = shown
    page.list.selectRow(row_of(page, "105.58", "99.00"))
    page.restore.click()
    report = window.session.report
    assert report.text("zt.2.1").count("105.58")
    window.session.undo()
    assert page.model.index(row_of(page, "恢复", "已撤销"), 5).data() == "105.58"


def test_a_snapshot_is_put_back(shown):
    window, page = shown
    assert page.snapshots.count() >= 1
    page.back.click()
    assert not window.session.report.value("staff.on_duty").filled
    window.session.undo()
    assert window.session.report.value("staff.on_duty").filled


def test_a_copy_goes_elsewhere(shown, tmp_path, monkeypatch):
    window, _ = shown
    target = tmp_path / "copy.jbao"
    monkeypatch.setattr(asking, "copy_file", lambda *_: target)
    window.window.save_as()
    assert target.is_file()
    assert "另存为" in window.notice.text


# -- what is left to do ----------------------------------------------------------------


def texts(page):
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in page.findChildren(QLabel)]


def test_the_checklist_tells_what_is_left_and_what_was_not_checked(shown, qtbot):
    window, _ = shown
    window.window.show_checklist()
    page = window.workspace._checklist
    said = texts(page)
    assert any("处没有填" in text for text in said)
    assert any(text.startswith("没有审核的") for text in said)
    with qtbot.waitSignal(window.session.place_requested):
        window.click("checklist-go")


def test_it_follows_edits(shown):
    window, _ = shown
    window.window.show_checklist()
    page = window.workspace._checklist
    before = texts(page)
    report = window.session.report
    window.session.do(lambda: report.type("staff.establishment", "actual", "15"))
    assert texts(page) != before


def test_what_the_packs_no_longer_have_is_told_and_not_put_back(shown):
    """Lines from before another form: a refusal in a sentence, never half of a change."""
    from core.narrative import Text
    from core.report.aside import ASIDE
    from core.reportfile import MarkChange, SectionChange
    from core.template import load_pack
    from ui.models.history import lines_of, restored

    window, _ = shown
    report = window.session.report
    window.session.do(lambda: report.set_section("zt.7", [Text("去年的问题。")]))
    window.session.do(lambda: report.set_packs([load_pack("juesuan-hunan-2023")]))
    lines = lines_of(report, window.workspace.board.places)
    gone = next(line for line in lines if isinstance(line.change, SectionChange) and line.change.section == "zt.7")
    assert "zt.7" not in " ".join(gone.texts)
    said = []
    window.session.refused.connect(said.append)
    count = len(report.file.history())
    for change in (gone.change, MarkChange(ASIDE, None, "{}")):
        assert window.session.do(lambda change=change: restored(report, change)) is None
    assert len(said) == 2
    assert all("报表包" in one for one in said)
    assert len(report.file.history()) == count


def test_rows_are_told_by_their_names_also_when_they_are_gone(shown):
    """Never the id that the file knows them by."""
    from ui.models.history import lines_of

    window, _ = shown
    report, places = window.session.report, window.workspace.board.places
    kept = window.session.do(lambda: report.add_row("project"))[0]
    window.session.do(lambda: report.type(f"project.{kept}.name", "actual", "困难职工救助"))
    gone = window.session.do(lambda: report.add_row("project"))[0]
    window.session.do(lambda: report.type(f"project.{gone}.name", "actual", "劳模慰问"))
    window.session.do(lambda: report.type(f"project.{gone}.amount", "actual", "5"))
    nameless = window.session.do(lambda: report.add_row("project"))[0]
    window.session.do(lambda: report.remove_row("project", gone))
    window.session.do(lambda: report.remove_row("project", nameless))
    told = [" ".join(line.texts) for line in lines_of(report, places)]
    assert not any(row in text for row in (kept, gone, nameless) for text in told)
    assert sum("「劳模慰问」" in text for text in told) >= 4
    assert any("「困难职工救助」" in text and "有这一行" in text for text in told)
    assert any("（还没有名称）" in text for text in told)


def test_a_snapshot_tells_rows_by_their_names(shown):
    from core.report.comparing import compare
    from ui.models.comparing import differences

    window, page = shown
    report = window.session.report
    row = window.session.do(lambda: report.add_row("project"))[0]
    window.session.do(lambda: report.type(f"project.{row}.name", "actual", "困难职工救助"))
    found = compare(report, page.snapshots.itemData(page.snapshots.count() - 1))
    told = [" ".join(line.texts) for line in differences(report, window.workspace.board.places, found)]
    assert any("「困难职工救助」" in text for text in told)
    assert not any(row in text for text in told)
