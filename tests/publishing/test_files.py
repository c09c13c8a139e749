from __future__ import annotations

import errno
import io
import os

import pytest

from core.errors import Cancelled, PublishingError
from core.publishing import files
from core.publishing.files import Steps, printable, publishing_error, replacing, write_zip


def test_the_new_file_takes_the_place_of_the_old(tmp_path):
    target = tmp_path / "决算.xlsx"
    target.write_bytes(b"old")
    with replacing(target) as temporary:
        temporary.write_bytes(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_inside_leaves_the_old_file_and_no_rest(tmp_path):
    target = tmp_path / "决算.xlsx"
    target.write_bytes(b"old")

    def write_half():
        with replacing(target) as temporary:
            temporary.write_bytes(b"half")
            raise Cancelled("导出已取消")

    with pytest.raises(Cancelled):
        write_half()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(PublishingError, match="不存在") as caught, replacing(tmp_path / "没有" / "a.pdf"):
        pass
    assert "a.pdf" in caught.value.line
    assert "请先建立该文件夹" in caught.value.line


def test_a_folder_of_that_name_is_refused(tmp_path):
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(PublishingError, match="同名的文件夹"), replacing(tmp_path / "a.pdf"):
        pass


def test_a_file_locked_at_the_last_moment(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(errno.EACCES, "locked")

    target = tmp_path / "决算.docx"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PublishingError, match="正被其他程序打开") as caught, replacing(target) as temporary:
        temporary.write_bytes(b"new")
    assert caught.value.code == "publishing"
    assert "决算.docx" in caught.value.message
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_locked_before_the_work_is_refused_before_the_work(tmp_path, monkeypatch):
    def refuse(_):
        raise PermissionError(errno.EACCES, "locked")

    monkeypatch.setattr(files, "_refuse_early", refuse)
    with pytest.raises(PublishingError, match="正被其他程序打开"), replacing(tmp_path / "a.xlsx"):
        pytest.fail("the work began")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EROFS, "没有写入权限"),
        (errno.ENAMETOOLONG, "文件名太长"),
        (errno.ENOTDIR, "不存在"),
        (errno.EIO, "磁盘读写出错"),
    ],
)
def test_what_the_system_says_is_told_in_chinese_with_a_remedy(tmp_path, number, words):
    error = publishing_error(tmp_path / "表.xlsx", OSError(number, os.strerror(number)))
    assert words in error.message
    assert "表.xlsx" in error.message
    assert error.remedy.startswith("请")


def test_a_zip_has_the_same_bytes_each_time():
    first, second = io.BytesIO(), io.BytesIO()
    for stream in (first, second):
        write_zip(stream, [("a.xml", b"<a/>"), ("b/c.xml", b"<c/>" * 100)])
    assert first.getvalue() == second.getvalue()


def test_steps_count_and_stop():
    seen = []
    steps = Steps(2, lambda done, total: seen.append((done, total)), None)
    steps.step()
    steps.step()
    assert seen == [(1, 2), (2, 2)]
    with pytest.raises(Cancelled, match="取消"):
        Steps(2, None, lambda: True).check()


def test_control_characters_are_dropped():
    assert printable("收\x00入\x0b\t合计\n") == "收入\t合计\n"
    assert printable("𠮷") == "𠮷"


def test_a_missing_file_of_ours_is_not_called_a_missing_folder(tmp_path):
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "a.pdf"):
        (tmp_path / "font.ttf").read_bytes()
    assert not list(tmp_path.iterdir())


def test_a_report_file_is_never_written_over(tmp_path):
    """Named by mistake as the target of an export: what was typed is worth more than what is printed."""
    target = tmp_path / "决算.pdf"
    target.write_bytes(b"SQLite format 3\0" + b"typed")
    with pytest.raises(PublishingError, match="填报文件") as caught, replacing(target):
        pass
    assert "换一个文件名" in caught.value.remedy
    assert target.read_bytes() == b"SQLite format 3\0" + b"typed"
    assert list(tmp_path.iterdir()) == [target]


def test_what_is_no_ordinary_file_is_left_alone(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes in folders here")
    target = tmp_path / "管道.pdf"
    os.mkfifo(target)
    with pytest.raises(PublishingError, match="不是普通文件"), replacing(target):
        pass
    assert target.is_fifo()
