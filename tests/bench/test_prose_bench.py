"""A digit typed into a paragraph against the same in a bare text field, and a paragraph's numbers read anew."""

from __future__ import annotations

import re
import statistics
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from core.narrative import Text

pytestmark = [pytest.mark.bench, pytest.mark.ui]
ROUNDS, DIGITS = 6, 50
TYPED = 2.0
REREAD_MS = 10
FREE, LIVE = "zt.7", "zt.2.1"
PARAGRAPH = (
    "2024年度财政拨款支出93.93万元，比上年增加19.08万元，增长21%，主要原因是人员经费增加；"
    "其中基本支出80.00万元，占85.17%，项目支出13.93万元，占14.83%。"
)


@pytest.fixture
def session(qapp):
    from core.report import Report
    from ui import theme
    from ui.session import Session
    from ui.widgets import look

    qapp.setStyle("Fusion")
    look.dress(qapp, theme.LIGHT)
    report = Report.scratch(["zhengti-hunan-2023"], "示例县总工会", 2024, begin=True)
    for key, aspect, text in (
        ("T05.total.basic", "actual", "105.58"),
        ("T05.total.basic", "prior", "88.10"),
        ("staff.on_duty", "actual", "19"),
    ):
        report.type(key, aspect, text)
    words = "\n".join([PARAGRAPH] * 20)
    report.set_section(FREE, [Text(words)])
    report.set_section(LIVE, [*report.spans[LIVE], Text("\n" + words)])
    opened = Session(report)
    yield opened
    opened.close()


def page(session, section: str):
    from ui.pages.narrative import NarrativePage

    made = NarrativePage(session, section)
    made.resize(760, 560)
    made.show()
    made.text.setFocus()
    return made


def at_end(text: QTextEdit) -> None:
    text.moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(5):
        QApplication.processEvents()


def stroke(text: QTextEdit, digit: int) -> float:
    """Milliseconds from one key to the paint that shows it."""
    started = time.perf_counter()
    QTest.keyClick(text, Qt.Key(Qt.Key.Key_0.value + digit))
    QApplication.processEvents()
    return (time.perf_counter() - started) * 1000


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def bare(words: str) -> QTextEdit:
    """The same words in the same look."""
    from ui import fonts
    from ui.pages import prosedoc

    text = QTextEdit()
    text.resize(712, 420)
    text.document().setUndoRedoEnabled(False)
    text.setFont(fonts.narrative(fonts.NARRATIVE))
    cursor = text.textCursor()
    cursor.setBlockFormat(prosedoc.paragraph_format(fonts.NARRATIVE))
    cursor.insertText(words)
    text.show()
    text.setFocus()
    return text


@pytest.mark.parametrize("section", [FREE, LIVE])
def test_a_digit_in_a_paragraph(bench, session, section):
    ours = page(session, section)
    floor = bare(ours.text.toPlainText())
    mine: list[float] = []
    base: list[float] = []
    for number in range(ROUNDS):
        for text, times in ((ours.text, mine), (floor, base)):
            text.activateWindow()
            at_end(text)
            times += [stroke(text, digit % 10) for digit in range(DIGITS)]
        assert len(ours.text.toPlainText()) == len(floor.toPlainText()), number
    note = "20 paragraphs" + (" and live sentences" if section == LIVE else "")
    for name, figure in (("median", statistics.median), ("p95", p95)):
        bench.record(f"a digit typed, {section}, {name}", figure(mine), floor=figure(base), goal=TYPED, note=note)
    ours.close()
    floor.close()


def test_a_paragraph_read_again(bench, session):
    """From the moment the keys rest until its numbers are underlined, beside one pass of a pattern over the section."""
    ours = page(session, FREE)
    at_end(ours.text)
    ours.live.read()
    digits = re.compile(r"\d+")
    took: list[float] = []
    once: list[float] = []
    for number in range(50):
        stroke(ours.text, number % 10)
        for work, times in ((ours.live.read, took), (lambda: digits.findall(ours.text.toPlainText()), once)):
            started = time.perf_counter()
            work()
            times.append((time.perf_counter() - started) * 1000)
    assert ours.marked
    note = f"one pattern over the section {statistics.median(once):.2f} ms"
    for name, figure in (("median", statistics.median), ("p95", p95)):
        bench.record(f"a paragraph read again while typing, {name}", figure(took), goal=REREAD_MS, note=note)
    ours.close()
