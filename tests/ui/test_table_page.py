"""The table page under real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from core.figures import plain
from core.report import Report
from core.reportfile import Origin
from ui.models.face import Role
from ui.pages.table import TablePage
from ui.session import Session

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def session(qapp):
    report = Report.scratch(["zhengti-hunan-2023"], "示例县总工会", 2023, begin=True)
    opened = Session(report)
    yield opened
    opened.close()


def show(qtbot, session, table="zt.base_data"):
    page = TablePage(session, table)
    qtbot.addWidget(page)
    page.resize(900, 640)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.grid.setFocus()
    qtbot.waitUntil(page.grid.hasFocus)
    return page


@pytest.fixture
def page(qtbot, session):
    return show(qtbot, session)


@pytest.fixture
def web(qtbot, session):
    return show(qtbot, session, "zt.disclosure")


def go(page, key, aspect="actual"):
    page.show_place(f"{key}@{aspect}")
    assert current(page) == (key, aspect)


def current(page):
    cell = page.model.cell(*page.grid.position)
    return cell.key, cell.aspect


def keys(qtbot, page, *pressed, modifier=Qt.KeyboardModifier.NoModifier):
    for key in pressed:
        qtbot.keyClick(target(page), key, modifier)


def target(page):
    """Where keys go: the open editor, else the grid."""
    return editor(page) or page.grid


def editor(page):
    widget = page.grid.indexWidget(page.grid.currentIndex())
    if widget is not None:
        return widget
    editors = list(page.grid.viewport().findChildren(QLineEdit) + page.grid.viewport().findChildren(QComboBox))
    return next((w for w in editors if w.isVisible()), None)


def value(session, key, aspect="actual"):
    view = session.report.cell(key, aspect)
    return None if not view.held.filled else view.held.number


def type_in(qtbot, page, text):
    for character in text:
        qtbot.keyClicks(target(page), character)


def test_typing_replaces_and_enter_goes_down(qtbot, page, session):
    go(page, "base.running")
    type_in(qtbot, page, "12.5")
    assert editor(page).text() == "12.5"
    keys(qtbot, page, K.Key_Return)
    assert value(session, "base.running") == 12_500_000
    assert current(page) == ("", "actual")  # the spare project row
    go(page, "base.running")
    type_in(qtbot, page, "7")
    assert editor(page).text() == "7"
    keys(qtbot, page, K.Key_Escape)
    assert value(session, "base.running") == 12_500_000
    assert editor(page) is None


def test_f2_edits_the_value_as_held(qtbot, page, session):
    session.report.type("base.running", "actual", "513200元")
    go(page, "base.running")
    assert page.grid.currentIndex().data() == "51.32"
    keys(qtbot, page, K.Key_F2)
    assert editor(page).text() == "513200元"
    keys(qtbot, page, K.Key_Return)
    assert session.can_undo is not None
    assert session.report.entries["base.running", "actual"].held.unit == "元"


def test_f2_and_enter_without_a_change_changes_nothing(qtbot, page, session):
    session.report.type("base.running", "actual", "5")
    before = session.report.file.can_undo
    go(page, "base.running")
    with qtbot.assertNotEmitted(session.moved):
        keys(qtbot, page, K.Key_F2, K.Key_Return)
    assert session.report.file.can_undo == before


def test_tab_skips_words_and_closed_cells_and_wraps(qtbot, page):
    go(page, "base.running", "final_budget")
    keys(qtbot, page, K.Key_Tab)
    assert current(page) == ("base.running", "actual")
    keys(qtbot, page, K.Key_Tab)
    assert page.model.cell(*page.grid.position).family == "project"
    keys(qtbot, page, K.Key_Backtab)
    assert current(page) == ("base.running", "actual")
    keys(qtbot, page, K.Key_Tab, modifier=Qt.KeyboardModifier.NoModifier)
    go(page, "procurement.total", "final_budget")
    keys(qtbot, page, K.Key_Backtab)
    assert current(page) == ("T09.reception", "actual")  # past 政府采购's closed cell


def test_tab_then_enter_returns_to_the_first_column(qtbot, page, session):
    go(page, "T03.total.total", "prior")
    type_in(qtbot, page, "1")
    keys(qtbot, page, K.Key_Tab)
    type_in(qtbot, page, "2")
    keys(qtbot, page, K.Key_Tab)
    type_in(qtbot, page, "3")
    keys(qtbot, page, K.Key_Return)
    assert current(page) == ("T03.total.basic", "prior")
    assert [value(session, "T03.total.total", a) for a in ("prior", "final_budget", "actual")] == [
        1_000_000,
        2_000_000,
        3_000_000,
    ]


def test_shift_enter_goes_up(qtbot, page, session):
    go(page, "T09.reception")
    type_in(qtbot, page, "3")
    keys(qtbot, page, K.Key_Return, modifier=SHIFT)
    assert current(page) == ("T09.abroad", "actual")
    assert value(session, "T09.reception") == 3_000_000


def test_arrows_leave_what_was_typed_over(qtbot, page, session):
    go(page, "T03.total.basic", "prior")
    type_in(qtbot, page, "4")
    keys(qtbot, page, K.Key_Right)
    assert value(session, "T03.total.basic", "prior") == 4_000_000
    assert current(page) == ("T03.total.basic", "final_budget")
    keys(qtbot, page, K.Key_Down)
    assert current(page) == ("T06.public_total", "final_budget")


def test_home_end_and_control_arrows(qtbot, page, session):
    session.report.type("base.running", "prior", "1")
    go(page, "base.running", "final_budget")
    keys(qtbot, page, K.Key_End)
    assert current(page) == ("base.running", "actual")
    keys(qtbot, page, K.Key_Home)
    assert current(page) == ("base.running", "prior")
    keys(qtbot, page, K.Key_Home, modifier=CTRL)
    assert current(page) == ("staff.establishment", "actual")
    keys(qtbot, page, K.Key_Down, modifier=CTRL)
    assert current(page) == ("base.running", "prior")
    keys(qtbot, page, K.Key_End, modifier=CTRL)
    assert current(page) == ("form.phone", "actual")


def test_shift_selects_to_the_edge_and_a_block_is_pasted_from_its_first_cell(qtbot, page, session):
    """As in a spreadsheet, whichever end of the selection is the current cell."""
    shift, ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    keys = [("T03.total.basic", aspect) for aspect in ("prior", "final_budget", "actual")]
    first, _, last = (page.model.find(*key) for key in keys)
    page.grid.go(first)
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_End, shift)
    assert page.grid.selected() == [page.model.find(*key) for key in keys]
    assert page.grid.position == last
    QGuiApplication.clipboard().setText("1.5\t2.5\t3.5")
    qtbot.keyClick(page.grid, Qt.Key.Key_V, ctrl)
    assert [plain(session.report.value(*key)) for key in keys] == ["1.5", "2.5", "3.5"]
    qtbot.keyClick(page.grid, Qt.Key.Key_Home, shift)
    assert page.grid.selected()[0] == first
    page.grid.go(first)
    qtbot.keyClick(page.grid, Qt.Key.Key_Down, shift | ctrl)
    below = page.grid.selected()
    assert below[0] == first
    assert len(below) > 1
    assert {column for _, column in below} == {first[1]}


def test_what_cannot_be_read_stays_in_the_editor_with_the_reason(qtbot, page, session):
    go(page, "base.running")
    type_in(qtbot, page, "12x")
    keys(qtbot, page, K.Key_Return)
    assert editor(page) is not None
    assert editor(page).text() == "12x"
    assert "不是金额单位" in page.note.text
    assert value(session, "base.running") is None
    keys(qtbot, page, K.Key_Escape)
    assert editor(page) is None
    assert page.note.text == ""


def test_what_cannot_be_read_stays_in_the_cell_when_the_mouse_leaves_it(qtbot, page, session):
    go(page, "base.running")
    type_in(qtbot, page, "abc")
    place = page.model.find("T09.abroad", "actual")
    rect = page.grid.visualRect(page.model.index(*place))
    page.grid.setFocus()
    qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    index = page.model.index(*page.model.find("base.running", "actual"))
    qtbot.waitUntil(lambda: index.data(Role.DRAFT) is not None)
    assert index.data() == "abc"
    assert "不是数字" in index.data(Qt.ItemDataRole.ToolTipRole)
    go(page, "base.running")
    assert "不是数字" in page.note.text
    keys(qtbot, page, K.Key_Escape)
    assert index.data() == ""


def test_a_computed_cell_is_stated_by_the_menu_only(qtbot, page, session):
    for key, text in (("T09.vehicle_purchase", "1"), ("T09.vehicle_running", "2.5")):
        session.report.type(key, "actual", text)
    go(page, "T09.vehicle")
    type_in(qtbot, page, "9")
    assert editor(page) is None
    assert "计算得出" in page.note.text
    texts = {action.text(): action for action in page.menu().actions()}
    texts["填写上报合计…"].trigger()
    assert editor(page) is not None
    editor(page).selectAll()
    type_in(qtbot, page, "3.6")
    keys(qtbot, page, K.Key_Return)
    view = session.report.cell("T09.vehicle")
    assert view.origin is Origin.STATED
    assert view.held.number == 3_600_000
    go(page, "T09.vehicle")
    {action.text(): action for action in page.menu().actions()}["采用计算数"].trigger()
    assert session.report.cell("T09.vehicle").held.number == 3_500_000


def test_giving_up_a_stated_total_closes_the_cell_again(qtbot, page, session):
    session.report.type("T09.vehicle_purchase", "actual", "1")
    go(page, "T09.vehicle")
    page.grid.state_total()
    keys(qtbot, page, K.Key_Escape)
    assert page.model.stating is None
    assert not page.model.editable(*page.grid.position)


def test_delete_empties_the_selection_as_one_change(qtbot, page, session):
    for aspect in ("prior", "final_budget", "actual"):
        session.report.type("T03.total.basic", aspect, "1")
    go(page, "T03.total.basic", "prior")
    keys(qtbot, page, K.Key_Right, K.Key_Right, modifier=SHIFT)
    keys(qtbot, page, K.Key_Delete)
    assert [value(session, "T03.total.basic", a) for a in ("prior", "final_budget", "actual")] == [None] * 3
    session.undo()
    assert [value(session, "T03.total.basic", a) for a in ("prior", "final_budget", "actual")] == [1_000_000] * 3
    assert page.model.index(*page.model.find("T03.total.basic", "prior")).data() == "1.00"


def test_the_grid_follows_an_undo(qtbot, page, session):
    go(page, "T09.vehicle_running")
    type_in(qtbot, page, "2")
    keys(qtbot, page, K.Key_Return)
    vehicle = page.model.index(*page.model.find("T09.vehicle", "actual"))
    assert vehicle.data() == "2.00"
    with qtbot.waitSignal(page.model.dataChanged):
        session.undo()
    assert vehicle.data() == ""


def test_only_changed_cells_are_redrawn(qtbot, page, session):
    told = []
    page.model.dataChanged.connect(lambda first, last: told.append(page.model.cell(first.row(), first.column()).key))
    with qtbot.assertNotEmitted(page.model.modelReset):
        session.report.type("T09.vehicle_running", "actual", "2")
    assert set(told) >= {"T09.vehicle_running", "T09.vehicle", "T09.total"}
    assert "staff.establishment" not in told


def test_typing_into_the_spare_row_adds_it_in_one_change(qtbot, page, session):
    spare = page.grid.spare_row()
    page.grid.go((spare, 0))
    type_in(qtbot, page, "Aid")
    keys(qtbot, page, K.Key_Tab)
    assert len(session.report.rows("project")) == 1
    row = session.report.rows("project")[0]
    assert session.report.value(f"project.{row}.name").text == "Aid"
    assert current(page) == (f"project.{row}.amount", "prior")
    assert page.grid.spare_row() == spare + 1
    session.undo()
    assert session.report.rows("project") == []


def test_the_button_adds_a_row_and_control_minus_removes_it(qtbot, page, session):
    page.add_row("project")
    row = session.report.rows("project")[0]
    assert current(page) == (f"project.{row}.name", "actual")
    keys(qtbot, page, K.Key_Minus, modifier=CTRL)
    assert session.report.rows("project") == []


def test_the_layout_is_chosen_and_undone(qtbot, page, session):
    assert page.model.find("T06.30201", "actual") is None
    qtbot.mouseClick(page.layouts.button(1), Qt.MouseButton.LeftButton)
    assert page.model.find("T06.30201", "actual") is not None
    session.undo()
    assert page.model.find("T06.30201", "actual") is None
    assert page.layouts.checkedId() == 0


def test_a_choice_is_picked_from_its_list(qtbot, web, session):
    web.grid.go((1, 2))
    keys(qtbot, web, K.Key_F2)
    assert isinstance(editor(web), QComboBox)
    editor(web).setCurrentText("是")
    keys(qtbot, web, K.Key_Return)
    row = session.report.rows("disclosure")[0]
    assert session.report.value(f"disclosure.{row}.published").text == "是"


def test_the_heading_rows_stand_still(qtbot, web):
    assert web.head.isVisible()
    assert not web.head.isRowHidden(0)
    assert web.grid.isRowHidden(0)
    assert web.head.columnWidth(3) == web.grid.columnWidth(3)


def test_a_date_is_read(qtbot, page, session):
    go(page, "form.date")
    type_in(qtbot, page, "2024.3.1")
    keys(qtbot, page, K.Key_Return)
    assert session.report.value("form.date").text == "2024-03-01"


def test_chinese_is_typed_through_an_input_method(qtbot, page, session):
    go(page, "form.filler")
    QApplication.sendEvent(page.grid, QInputMethodEvent("zhang", []))
    assert editor(page) is not None
    commit = QInputMethodEvent()
    commit.setCommitString("张三")
    QApplication.sendEvent(page.grid, commit)
    assert editor(page).text() == "张三"
    keys(qtbot, page, K.Key_Return)
    assert session.report.value("form.filler").text == "张三"


def test_preedit_does_not_enter_a_value(qtbot, page, session):
    session.report.type("form.filler", "actual", "李四")
    go(page, "form.filler")
    QApplication.sendEvent(page.grid, QInputMethodEvent("w", []))
    QApplication.sendEvent(page.grid, QInputMethodEvent("", []))
    keys(qtbot, page, K.Key_Escape)
    assert session.report.value("form.filler").text == "李四"


def test_the_selection_is_told(qtbot, page, session):
    with qtbot.waitSignal(session.selected) as told:
        go(page, "T09.abroad", "prior")
    assert (told.args[0].key, told.args[0].aspect) == ("T09.abroad", "prior")


def test_numbers_are_summed_under_the_table(qtbot, page, session):
    session.report.type("T03.total.basic", "prior", "1.25")
    session.report.type("T03.total.basic", "actual", "2.25")
    go(page, "T03.total.basic", "prior")
    keys(qtbot, page, K.Key_Right, K.Key_Right, modifier=SHIFT)
    assert page.sums.text() == "合计 3.50 万元　平均 1.75 万元　计数 2"


def test_a_narrow_number_hides_behind_signs_not_behind_nothing(qtbot, page, session):
    from ui import fonts
    from ui.pages.cellpaint import HIDDEN, fitting

    assert fitting("123,456,789.00", fonts.interface(), 40) == HIDDEN
    assert fitting("1.00", fonts.interface(), 60) == "1.00"
    session.report.type("T09.abroad", "actual", "123456789")
    tip = page.model.index(*page.model.find("T09.abroad", "actual")).data(Qt.ItemDataRole.ToolTipRole)
    assert "123,456,789.00 万元" in tip


def test_every_cell_speaks(page):
    for row in range(page.model.rowCount()):
        for column in range(page.model.columnCount()):
            cell = page.model.cell(row, column)
            if cell is not None and cell.key:
                assert page.model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_read_only_report_takes_nothing(qtbot, tmp_path):
    path = tmp_path / "a.jbao"
    Report.create(path, ["zhengti-hunan-2023"], "示例县总工会", 2023).close()
    opened = Session(Report.open(path, read_only=True))
    page = show(qtbot, opened)
    assert page.model.editables() == []
    go(page, "base.running")
    type_in(qtbot, page, "1")
    assert "只读" in page.note.text
    opened.close()


def test_copy_puts_the_block_on_the_clipboard(qtbot, page, session):
    session.report.type("T03.total.total", "prior", "1234.5")
    session.report.type("T03.total.basic", "prior", "1")
    go(page, "T03.total.total", "prior")
    keys(qtbot, page, K.Key_Down, modifier=SHIFT)
    keys(qtbot, page, K.Key_C, modifier=CTRL)
    assert QGuiApplication.clipboard().text().split("\n") == ["1234.50", "1.00"]


def test_the_menu_opens_over_a_cell(page):
    go(page, "T03.total.total", "prior")
    assert {"复制", "粘贴", "清除内容"} <= {action.text() for action in page.menu().actions()}
    assert page.grid.visualRect(page.grid.currentIndex()).topLeft() != QPoint()


def test_the_model_is_sound(qtmodeltester, page, web):
    qtmodeltester.check(page.model)
    qtmodeltester.check(web.model)


def test_mime_without_text_is_refused_in_words(qtbot, page):
    go(page, "base.running")
    QGuiApplication.clipboard().setMimeData(QMimeData())
    keys(qtbot, page, K.Key_V, modifier=CTRL)
    assert "剪贴板" in page.note.text
