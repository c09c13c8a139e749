import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from core.errors import ReportFileError, UsageError
from core.figures import Held
from core.reportfile import (
    REGION_MARK,
    UNIT_MARK,
    Entry,
    MarkChange,
    Origin,
    PacksChange,
    ReportFile,
    RowChange,
    SectionChange,
    StaleChangeError,
    StoredEvidence,
)
from tests.reportfile.examples import KEY, NEWER, PACK, figure, money, reason


def test_a_new_file_knows_what_it_is(file, path):
    assert (file.path, file.unit, file.year, file.region, file.packs) == (path, "县总工会", 2024, "湖北", (PACK,))
    assert not file.read_only
    assert not file.unpublished
    assert file.published_at is None
    assert file.publish() is False
    first = path.read_bytes()[:100]
    assert first[68:72] == b"JBAO"
    assert first[60:64] == (1000).to_bytes(4)


def test_an_existing_file_is_not_made_anew(path):
    path.write_text("旧的")
    with pytest.raises(ReportFileError, match="已存在") as caught:
        ReportFile.create(path, unit="县总工会", year=2024, packs=[])
    assert caught.value.code == "exists"
    assert path.read_text() == "旧的"
    assert list(path.parent.iterdir()) == [path]


def test_a_year_that_is_none(path):
    with pytest.raises(UsageError, match="会计年度"):
        ReportFile.create(path, unit="县总工会", year=24, packs=[])
    assert not path.exists()


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(ReportFileError, match="没有文件夹"):
        ReportFile.create(tmp_path / "没有" / "a.jbao", unit="县总工会", year=2024, packs=[])


def test_everything_comes_back_after_reopening(file, path):
    changes = [
        figure(None, money(51_320_000)),
        SectionChange("intro", None, '[{"text":"概况"}]'),
        RowChange("project", "p_22222222", None, 1),
        RowChange("project", "p_11111111", None, 2),
        reason(None, "上年漏报"),
    ]
    made = file.commit("填写", changes)
    assert made.changes == tuple(changes)
    assert made.what == "填写"
    assert made.who
    assert made.at[10] == "T"
    assert made.at[-6] in "+-"
    file.close()
    with ReportFile.open(path) as again:
        contents = again.load()
        assert contents.figures == {(KEY, "actual"): money(51_320_000)}
        assert contents.sections == {"intro": '[{"text":"概况"}]'}
        assert contents.rows == {"project": ["p_22222222", "p_11111111"]}
        assert contents.marks == {"reason:X12": "上年漏报"}
        assert again.history() == [made]


def test_no_change_is_no_set(file):
    with pytest.raises(ValueError, match="needs a change"):
        file.commit("空", [])


@pytest.mark.parametrize(
    "stale",
    [
        figure(money(2), money(3)),
        figure(None, money(3)),
        reason("别的", "x"),
        SectionChange("intro", "[]", "[1]"),
        RowChange("project", "p_11111111", 1, 2),
    ],
)
def test_a_change_from_something_else_than_what_stands_writes_nothing(file, stale):
    file.commit("填写", [figure(None, money(1))])
    with pytest.raises(StaleChangeError):
        file.commit("改", [reason(None, "写过"), stale])
    assert file.load().marks == {}
    assert len(file.history()) == 1


def test_undo_and_redo_tell_what_they_applied(file):
    file.commit("填写", [figure(None, money(1)), figure(money(1), money(2))])
    file.commit("说明", [reason(None, "尾差")])
    assert (file.can_undo, file.can_redo) == ("说明", None)
    assert file.undo().changes == (reason("尾差", None),)
    undone = file.undo()
    assert undone.undone
    assert undone.changes == (figure(money(2), money(1)), figure(money(1), None))
    assert (file.can_undo, file.can_redo) == (None, "填写")
    assert file.undo() is None
    assert not file.load().figures
    redone = file.redo()
    assert redone.changes == (figure(None, money(1)), figure(money(1), money(2)))
    assert not redone.undone
    assert file.load().figures == {(KEY, "actual"): money(2)}
    assert [done.undone for done in file.history()] == [True, False]


def test_a_new_edit_ends_redo_but_stays_in_the_history(file):
    file.commit("填写", [figure(None, money(1))])
    file.undo()
    file.commit("再填", [figure(None, money(2))])
    assert file.can_redo is None
    assert file.redo() is None
    assert [(done.what, done.undone) for done in file.history()] == [("再填", False), ("填写", True)]


def test_history_of_one_thing(file):
    file.commit("填写", [figure(None, money(1))])
    file.commit("说明", [reason(None, "尾差")])
    file.commit("加行", [RowChange("project", "p_11111111", None, 1)])

    def names(**asked):
        return [done.what for done in file.history(**asked)]

    assert names() == ["加行", "说明", "填写"]
    assert names(limit=2) == ["加行", "说明"]
    assert names(key=KEY) == ["填写"]
    assert names(key="reason:X12") == ["说明"]
    assert names(key="project") == names(key="project.p_11111111") == ["加行"]
    assert names(key="actual") == names(key="") == []


def test_evidence_is_stored_once(file):
    found = StoredEvidence("2023年决算.pdf", "支出合计513.20万元", page=3, year=2023)
    number = file.add_evidence(found)
    assert file.add_evidence(found) == number
    assert file.add_evidence(StoredEvidence("2023年决算.pdf", "支出合计513.20万元", page=4, year=2023)) != number
    assert file.evidence(number) == found
    with pytest.raises(KeyError):
        file.evidence(99)


def test_a_batch_is_one_transaction(file):
    found = StoredEvidence("a.docx", "1")

    def fill():
        with file.batch():
            number = file.add_evidence(found)
            file.commit("导入", [figure(None, Entry(Held.money(1), Origin.IMPORTED, number))])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fill()
    assert file.history() == []
    with pytest.raises(KeyError):
        file.evidence(1)


def test_a_failed_commit_inside_a_batch_leaves_the_rest_of_it(file):
    with file.batch():
        file.commit("填写", [figure(None, money(1))])
        with pytest.raises(StaleChangeError):
            file.commit("改", [reason(None, "x"), figure(None, money(2))])
        file.commit("说明", [reason(None, "尾差")])
    assert [done.what for done in file.history()] == ["说明", "填写"]


def test_packs_are_changed_as_one_undoable_set_after_a_snapshot(file):
    file.commit("填写", [figure(None, money(1))])
    before = file.packs
    assert file.packs is before
    done = file.set_packs([NEWER], changes=[reason(None, "新表")])
    assert done.packs == PacksChange(("juesuan-hubei-2023 1.0",), ("juesuan-hubei-2023 1.1",))
    assert file.packs == (NEWER,)
    assert len(file.snapshots()) == 1
    assert file.load().figures == {(KEY, "actual"): money(1)}
    with pytest.raises(ValueError, match="in use already"):
        file.set_packs([NEWER])
    undone = file.undo()
    assert undone.packs == PacksChange(("juesuan-hubei-2023 1.1",), ("juesuan-hubei-2023 1.0",))
    assert undone.changes == (reason("新表", None),)
    assert file.packs == (PACK,)
    file.redo()
    assert file.packs == (NEWER,)
    assert file.history(limit=1)[0].packs == done.packs


def test_name_and_region_can_be_corrected(file):
    file.commit("更正", [MarkChange(UNIT_MARK, None, "市总工会"), MarkChange(REGION_MARK, None, "湖南")])
    assert (file.unit, file.region) == ("市总工会", "湖南")
    file.undo()
    assert (file.unit, file.region) == ("县总工会", "湖北")


def test_a_second_window_reads_between_commits(file, path):
    file.commit("填写", [figure(None, money(1))])
    with ReportFile.open(path, read_only=True) as reader:
        assert reader.read_only
        assert reader.load().figures == {(KEY, "actual"): money(1)}
        file.commit("改", [figure(money(1), money(2))])
        assert reader.load().figures == {(KEY, "actual"): money(2)}
        with pytest.raises(ReportFileError, match="只读"):
            reader.commit("改", [reason(None, "x")])
        with pytest.raises(ReportFileError, match="只读"):
            reader.set_packs([NEWER])
    assert path.with_name(path.name + ".lock").exists()


def test_a_file_in_memory_touches_no_disk(tmp_path):
    with ReportFile.memory(unit="县总工会", year=2024, packs=[PACK]) as file:
        assert file.in_memory
        file.commit("填写", [figure(None, money(1))])
        file.set_packs([NEWER])
        assert list(tmp_path.iterdir()) == []
        file.save_as(tmp_path / "a.jbao")
    with ReportFile.open(tmp_path / "a.jbao") as saved:
        assert saved.can_undo == "更换报表包"


def test_save_as_keeps_the_history_and_does_not_overwrite_unasked(file, tmp_path):
    file.commit("填写", [figure(None, money(1))])
    target = tmp_path / "另存.jbao"
    file.save_as(target)
    with ReportFile.open(target) as copy:
        assert copy.can_undo == "填写"
        with pytest.raises(ReportFileError, match="打开"):
            file.save_as(target, overwrite=True)
    with pytest.raises(ReportFileError, match="已存在"):
        file.save_as(target)
    file.undo()
    file.save_as(target, overwrite=True)
    with ReportFile.open(target, read_only=True) as copy:
        assert copy.can_redo == "填写"


def test_nothing_is_written_into_a_file_that_was_replaced(file, path):
    file.commit("填写", [figure(None, money(1))])
    shutil.copy(path, path.with_suffix(".other"))
    path.with_suffix(".other").replace(path)
    with pytest.raises(ReportFileError, match="替换") as caught:
        file.commit("改", [reason(None, "x")])
    assert caught.value.code == "replaced"
    path.unlink()
    with pytest.raises(ReportFileError, match="移走"):
        file.undo()
    file.save_as(path.with_name("救回.jbao"))  # the remedy works: what was committed is not lost


def test_threads_get_in_one_at_a_time(file):
    def fill(name: str) -> None:
        for number in range(10):
            file.commit(name, [MarkChange(f"{name}:{number}", None, "x")])

    threads = [threading.Thread(target=fill, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(file.load().marks) == len(file.history()) == 30


def test_text_that_no_file_can_hold_is_refused_in_words(file):
    with pytest.raises(ReportFileError, match="残缺"):
        file.commit("改", [reason(None, "\ud800")])
    file.commit("改", [reason(None, "含\0的")])
    assert file.load().marks == {"reason:X12": "含\0的"}


def test_closing_twice_is_harmless(file):
    file.close()
    file.close()


def test_opening_and_editing_does_not_import_sqlite_utils(file, path):
    file.close()
    code = (
        "import sys; from pathlib import Path; from core.reportfile import MarkChange, ReportFile\n"
        "with ReportFile.open(Path(sys.argv[1])) as file:\n"
        "    file.commit('改', [MarkChange('a', None, 'b')]); file.undo(); file.redo(); file.history(); file.load()\n"
        "print([name for name in sys.modules if name in ('sqlite_utils', 'click', 'PySide6')])"
    )
    ran = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True, cwd=Path.cwd())
    assert ran.stdout.strip() == "[]"
