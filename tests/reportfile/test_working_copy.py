import os
import shutil
import threading
from pathlib import Path

import pytest

from core.errors import LockedError, ReportFileError
from core.reportfile import MarkChange, ReportFile, disk
from core.reportfile.lock import lock_path
from core.reportfile.working_copy import WorkingCopy, default_folder
from tests.reportfile.examples import KEY, PACK, figure, money, reason


@pytest.fixture
def synced(tmp_path):
    """The path of a report file in a synced folder."""
    (tmp_path / "坚果云").mkdir()
    path = tmp_path / "坚果云" / "a.jbao"
    ReportFile.create(path, unit="县总工会", year=2024, packs=[PACK]).close()
    return path


def copies():
    return list(default_folder().glob("*/*.jbao"))


def crash(file):
    """End as a power cut does: nothing published, nothing tidied up."""
    file._connection.close()
    lock_path(file.path).unlink()


def what_stands(path):
    with ReportFile.open(path, read_only=True) as file:
        return [done.what for done in file.history()]


def test_edits_reach_the_target_when_published(synced):
    before = synced.read_bytes()
    with ReportFile.open(synced) as file:
        assert file.path == synced
        assert file.published_at is None
        file.commit("填写", [figure(None, money(1))])
        assert file.unpublished
        assert synced.read_bytes() == before
        assert what_stands(synced) == []
        assert file.publish()
        assert not file.unpublished
        assert file.published_at is not None
        assert what_stands(synced) == ["填写"]
        assert file.publish() is False
        file.commit("说明", [reason(None, "尾差")])
    assert what_stands(synced) == ["说明", "填写"]
    assert copies() == []
    assert sorted(entry.name for entry in synced.parent.iterdir()) == ["a.jbao", "a.jbao.snapshots"]


def test_sqlite_never_works_on_the_place(synced, monkeypatch):
    import sqlite3

    opened = []
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda path, *rest, **more: opened.append(str(path)) or connect(path, *rest, **more)
    )
    with ReportFile.open(synced) as file:
        file.commit("填写", [figure(None, money(1))])
    with ReportFile.open(synced, read_only=True):
        pass
    ReportFile.create(synced.with_name("b.jbao"), unit="县总工会", year=2024, packs=[]).close()
    assert opened
    assert not [path for path in opened if str(synced.parent) in path or synced.parent.as_uri() in path]


def test_the_folder_of_working_copies_can_be_given(synced, tmp_path):
    with ReportFile.open(synced, folder=tmp_path / "mine"):
        assert len(list((tmp_path / "mine").glob("*/a.jbao"))) == 1
        assert copies() == []


def test_a_target_changed_meanwhile_is_not_overwritten(synced):
    file = ReportFile.open(synced)
    file.commit("填写", [figure(None, money(1))])
    synced.write_bytes(b"someone else's")
    with pytest.raises(ReportFileError, match="被别人改过") as caught:
        file.publish()
    assert caught.value.code == "changed"
    (copy,) = copies()
    assert str(copy) in caught.value.remedy
    with pytest.raises(ReportFileError, match="被别人改过"):
        file.close()
    assert not lock_path(synced).exists()
    assert synced.read_bytes() == b"someone else's"
    assert what_stands(copy) == ["填写"]
    assert sorted(entry.name for entry in synced.parent.iterdir()) == ["a.jbao", "a.jbao.snapshots"]


def test_a_target_that_is_gone_is_not_made_anew(synced):
    file = ReportFile.open(synced)
    file.commit("填写", [figure(None, money(1))])
    synced.unlink()
    with pytest.raises(ReportFileError, match="移走"):
        file.close()
    assert len(copies()) == 1


def test_a_share_that_went_away_tells_where_the_copy_lies(synced, monkeypatch):
    file = ReportFile.open(synced)
    file.commit("填写", [figure(None, money(1))])

    def gone(*_):
        raise OSError(112, "Host is down")

    with monkeypatch.context() as patched:
        patched.setattr(disk, "copy", gone)
        with pytest.raises(ReportFileError, match="网络位置没有回应") as caught:
            file.publish()
    assert str(copies()[0]) in caught.value.remedy
    file.commit("说明", [reason(None, "尾差")])
    file.close()
    assert what_stands(synced) == ["说明", "填写"]


def test_a_target_held_for_a_moment_is_tried_again(synced, monkeypatch):
    calls = []
    rename = Path.replace

    def held(self, target):
        if Path(target) == synced:
            calls.append(target)
            if len(calls) < 3:
                raise PermissionError(13, "in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", held)
    with ReportFile.open(synced) as file:
        file.commit("填写", [figure(None, money(1))])
    assert len(calls) == 3


def test_edits_of_a_crashed_run_go_on(synced):
    file = ReportFile.open(synced)
    file.commit("填写", [figure(None, money(1))])
    crash(file)
    assert what_stands(synced) == []
    with ReportFile.open(synced) as again:
        assert again.can_undo == "填写"
        assert again.unpublished
        assert "接着上次" in again.notices[0]
    assert what_stands(synced) == ["填写"]


def test_a_crash_between_sending_and_noting_it_is_no_conflict(synced, monkeypatch):
    file = ReportFile.open(synced)
    file.commit("填写", [figure(None, money(1))])
    remember = WorkingCopy._remember
    with monkeypatch.context() as patched:
        patched.setattr(WorkingCopy, "_remember", lambda self, origin: origin.sending and remember(self, origin))
        file.publish()
    crash(file)
    with ReportFile.open(synced) as again:
        assert "接着上次" in again.notices[0]
        again.undo()
    with ReportFile.open(synced, read_only=True) as reader:
        assert reader.can_redo == "填写"


def test_edits_of_a_crashed_run_are_kept_aside_when_the_target_changed(synced):
    file = ReportFile.open(synced)
    file.commit("填写", [figure(None, money(1))])
    crash(file)
    with ReportFile.open(synced, folder=synced.parent.parent / "other computer") as other:
        other.commit("别人", [reason(None, "别人的")])
    with ReportFile.open(synced) as again:
        assert again.can_undo == "别人"
        (kept,) = [copy for copy in copies() if str(copy) in again.notices[0]]
    assert what_stands(kept) == ["填写"]


def test_a_crashed_run_without_new_edits_leaves_nothing(synced):
    crash(ReportFile.open(synced))
    with ReportFile.open(synced) as again:
        assert again.notices == ()


def test_a_copy_left_half_made_is_made_again(synced):
    file = ReportFile.open(synced)
    crash(file)
    (copy,) = copies()
    copy.write_bytes(b"half")
    with ReportFile.open(synced) as again:
        assert again.unit == "县总工会"


def test_a_journal_beside_the_target_comes_along(synced, tmp_path):
    """The file was put there, with its journal, after a crash on a local disk."""
    source = tmp_path / "local.jbao"
    shutil.copy(synced, source)
    with ReportFile.open(source) as file:
        file.commit("填写", [figure(None, money(1))])
    before = source.read_bytes()
    with ReportFile.open(source) as file:
        execute = file._connection.execute
        execute("PRAGMA cache_spill = 1")
        execute("PRAGMA cache_size = 1")
        execute("BEGIN IMMEDIATE")
        execute("INSERT INTO mark VALUES ('half', ?)", ("x" * 500_000,))
        shutil.copy(source, synced)
        shutil.copy(source.with_name("local.jbao-journal"), synced.with_name("a.jbao-journal"))
        execute("ROLLBACK")
    assert synced.read_bytes() != before
    with ReportFile.open(synced) as file:
        assert file.load().marks == {}
        assert file.load().figures == {(KEY, "actual"): money(1)}


def test_it_is_locked_for_others_like_any(synced):
    with ReportFile.open(synced), pytest.raises(LockedError):
        ReportFile.open(synced)


def test_reading_works_on_a_private_copy_that_goes(synced):
    with ReportFile.open(synced, read_only=True) as reader:
        (copy,) = copies()
        assert str(os.getpid()) in copy.parent.name
        assert reader.publish() is False
        assert not reader.unpublished
        with ReportFile.open(synced) as writer:
            writer.commit("填写", [figure(None, money(1))])
    assert copies() == []


def test_a_damaged_target_leaves_no_copy_and_no_lock(synced):
    synced.write_bytes(synced.read_bytes()[:9000])
    for read_only in (True, False):
        with pytest.raises(ReportFileError, match="已损坏") as caught:
            ReportFile.open(synced, read_only=read_only)
        assert str(synced) in caught.value.message
    assert copies() == []
    assert list(synced.parent.iterdir()) == [synced]


def test_snapshots_lie_beside_the_target(synced):
    with ReportFile.open(synced) as file:
        file.commit("填写", [figure(None, money(1))])
    with ReportFile.open(synced) as file:
        assert len(file.snapshots()) == 2
        file.commit("改", [figure(money(1), money(2))])
        file.restore(file.snapshots()[0])
        assert file.load().figures == {(KEY, "actual"): money(1)}
    assert copies() == []


def test_a_file_system_without_hard_links(synced, monkeypatch):
    def refuses(*_):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuses)
    ReportFile.create(synced.with_name("b.jbao"), unit="县总工会", year=2024, packs=[]).close()
    with pytest.raises(ReportFileError, match="已存在"):
        ReportFile.create(synced, unit="县总工会", year=2024, packs=[])


def test_a_worker_publishes_while_edits_go_on(synced):
    with ReportFile.open(synced) as file:
        stop = threading.Event()
        failures = []

        def publish():
            while not stop.is_set():
                try:
                    file.publish()
                except BaseException as error:
                    failures.append(error)
                    raise

        worker = threading.Thread(target=publish)
        worker.start()
        for number in range(60):
            file.commit(str(number), [MarkChange(f"note:{number}", None, "x")])
        stop.set()
        worker.join()
        assert failures == []
    assert len(what_stands(synced)) == 60
