import json
import os
import subprocess
import sys
import time

import pytest

from core.errors import LockedError, ReportFileError
from core.reportfile import ReportFile, lock, who
from core.reportfile.lock import Holder, Lock, holder, lock_path


def write(path, **fields):
    there = {"user": "李会计", "computer": "财务室-2", "pid": 4711, "started": "1", "time": "2024-03-31T14:03:22+08:00"}
    lock_path(path).write_text(json.dumps(there | fields, ensure_ascii=False), encoding="utf-8")


def test_an_open_file_tells_who_has_it(file, path):
    there = json.loads(lock_path(path).read_text(encoding="utf-8"))
    assert there["user"] == who.account()
    assert there["computer"] == who.computer()
    assert there["pid"] == os.getpid()
    assert holder(path) == Holder(**there)
    with pytest.raises(LockedError, match=who.account()):
        ReportFile.open(path)
    file.close()
    assert not lock_path(path).exists()


def test_a_lock_of_another_computer_names_it_and_the_way_out(file, path):
    file.close()
    write(path)
    with pytest.raises(LockedError) as caught:
        ReportFile.open(path)
    assert "李会计" in caught.value.message
    assert "财务室-2" in caught.value.message
    assert "2024-03-31 14:03" in caught.value.message
    assert "以只读方式打开" in caught.value.remedy
    assert caught.value.code == "locked"
    with ReportFile.open(path, read_only=True) as reader:
        assert reader.unit == "县总工会"
    assert lock_path(path).exists()


def test_a_dead_process_of_this_computer_loses_its_lock(file, path):
    file.close()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    write(path, computer=who.computer(), pid=ended.pid)
    with ReportFile.open(path):
        assert json.loads(lock_path(path).read_text(encoding="utf-8"))["pid"] == os.getpid()
    assert sorted(entry.name for entry in path.parent.iterdir() if "lock" in entry.name) == []


def test_a_process_that_got_the_number_of_a_dead_one_does_not_keep_its_lock(file, path):
    file.close()
    write(path, computer=who.computer(), pid=os.getpid(), started="long ago")
    with ReportFile.open(path) as opened:
        assert not opened.read_only


def test_a_zombie_counts_as_dead():
    ended = subprocess.Popen([sys.executable, "-c", ""])
    for _ in range(200):
        if who.process_start(ended.pid) is None:
            break
        time.sleep(0.05)
    assert who.process_start(ended.pid) is None
    ended.wait()


@pytest.mark.parametrize("text", ["", "{}", "[1]", "null", '{"user": "a", "computer": "b", "pid": "x"}'])
def test_an_unreadable_lock_holds_for_a_minute(file, path, text):
    file.close()
    lock_path(path).write_text(text)
    with pytest.raises(LockedError, match="未知"):
        ReportFile.open(path)
    os.utime(lock_path(path), (1, 1))
    with ReportFile.open(path):
        pass


def test_someone_elses_lock_is_not_removed_at_close(file, path):
    write(path)
    file.close()
    assert lock_path(path).exists()


def test_a_fresh_lock_taken_by_mistake_is_put_back(path, monkeypatch):
    """Another process replaced the stale lock between our look and our rename."""
    write(path)
    lock._set_aside(lock_path(path))
    assert json.loads(lock_path(path).read_text(encoding="utf-8"))["user"] == "李会计"
    assert list(path.parent.iterdir()) == [lock_path(path)]


def test_a_lock_that_comes_back_again_and_again_is_given_up(path, monkeypatch):
    monkeypatch.setattr(lock, "_make", lambda *_: False)
    with pytest.raises(LockedError):
        Lock.acquire(path)


def test_a_folder_that_cannot_be_written(path, monkeypatch):
    def refuses(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(lock.os, "open", refuses)
    with pytest.raises(ReportFileError, match="不能写入") as caught:
        Lock.acquire(path)
    assert "只读" in caught.value.remedy


def test_a_failed_opening_leaves_no_lock(path):
    path.write_text("别的")
    with pytest.raises(ReportFileError):
        ReportFile.open(path)
    assert list(path.parent.iterdir()) == [path]


def test_who_without_an_account(monkeypatch):
    def unknown():
        raise KeyError("uid not found")

    monkeypatch.setattr(who.getpass, "getuser", unknown)
    assert who.account() == "未知用户"
    assert who.process_start(0) is None


@pytest.mark.skipif(sys.platform == "win32", reason="os.kill ends processes on Windows")
def test_a_system_without_proc(monkeypatch, tmp_path):
    monkeypatch.setattr(who, "_PROC", tmp_path)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert who.process_start(os.getpid()) == "running"
    assert who.process_start(ended.pid) is None

    def refuses(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(who.os, "kill", refuses)
    assert who.process_start(1) == "running"
