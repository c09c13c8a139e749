from __future__ import annotations

import threading

import pytest

from core.errors import Cancelled, ReadingError
from ui.runner import Progress, Runner, Step
from ui.session import Selection, Session


def test_an_edit_is_told_with_what_it_moved_and_that_it_is_saved(scratch, qtbot):
    with qtbot.waitSignal(scratch.moved) as told, qtbot.waitSignal(scratch.saved) as saved:
        moved = scratch.do(lambda: scratch.report.type("staff.on_duty", "actual", "12"))
    assert told.args == [moved]
    assert ("staff.on_duty", "actual") in moved.cells
    assert saved.args[0].count(":") == 2


def test_a_refusal_is_one_sentence_and_changes_nothing(scratch, qtbot):
    before = scratch.can_undo
    with qtbot.waitSignal(scratch.refused) as waited, qtbot.assertNotEmitted(scratch.moved):
        assert scratch.do(lambda: scratch.report.type("staff.on_duty", "actual", "十二个半")) is None
    assert waited.args[0].endswith("。")
    assert scratch.can_undo == before


def test_undo_and_redo_walk_the_history_and_name_it(scratch):
    scratch.do(lambda: scratch.report.type("staff.on_duty", "actual", "12"))
    assert "在职" in scratch.can_undo
    scratch.undo()
    assert not scratch.report.value("staff.on_duty").filled
    assert "在职" in scratch.can_redo
    scratch.redo()
    assert scratch.report.value("staff.on_duty").number == 12


def test_large_money_crosses_the_signal_whole(scratch, qtbot):
    with qtbot.waitSignal(scratch.moved):
        scratch.do(lambda: scratch.report.type("T03.total.total", "actual", "123456789012.34"))
    assert scratch.report.value("T03.total.total").number == 123456789012340000


def test_the_place_of_a_selection_is_written_as_findings_write_it():
    assert Selection("staff.on_duty", "prior").place == "staff.on_duty@prior"
    assert Selection(section="zt.1").place == "zt.1:0-0"
    assert Selection().place == ""


def test_closing_twice_is_closing_once(scratch):
    scratch.close()
    scratch.close()


# -- the runner -----------------------------------------------------------------


def test_work_runs_elsewhere_and_its_result_comes_back_here(qtbot):
    runner = Runner()
    here = threading.current_thread()
    seen: list[object] = []

    def work(progress: Progress) -> threading.Thread:
        progress.step("正在读", 1, 2)
        return threading.current_thread()

    job = runner.start(work, done=lambda result: seen.append((result, threading.current_thread())))
    steps: list[Step] = []
    job.stepped.connect(steps.append)
    qtbot.waitUntil(lambda: bool(seen) and not runner.busy)
    worker, receiver = seen[0]
    assert worker is not here
    assert receiver is here
    assert steps == [Step("正在读", 1, 2)]


def test_an_error_comes_back_as_it_was_raised(qtbot):
    runner = Runner()
    seen: list[Exception] = []

    def work(_progress: Progress) -> None:
        raise ReadingError("文件 a.pdf 打不开", "请另存一份")

    runner.start(work, failed=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], ReadingError)


@pytest.mark.parametrize("looks", [True, False])
def test_cancelled_work_delivers_nothing(qtbot, looks):
    runner = Runner()
    go, seen = threading.Event(), []

    def work(progress: Progress) -> str:
        go.wait(5)
        if looks:
            progress.check()
        return "late"

    job = runner.start(work, done=seen.append, failed=seen.append)
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
        go.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert seen == []


def test_waiting_stops_what_is_under_way(qtbot):
    runner = Runner()

    def work(progress: Progress) -> None:
        while True:
            progress.step("…")

    job = runner.start(work)
    with qtbot.waitSignal(job.cancelled):
        assert runner.wait()


def test_a_step_after_cancel_raises_cancelled():
    progress = Progress(lambda step: None)
    progress.stop()
    with pytest.raises(Cancelled):
        progress.step("…")


def test_a_session_serves_without_a_runner_of_its_own(scratch):
    assert isinstance(scratch, Session)
    assert isinstance(scratch.runner, Runner)
