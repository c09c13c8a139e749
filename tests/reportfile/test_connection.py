import contextlib
import sqlite3

import pytest

from core.errors import ReportFileError
from core.reportfile import ReportFile, connection
from core.reportfile.connection import explain, transaction
from tests.reportfile.examples import figure, money, reason


def refusal(path):
    """Why `path` can't be opened; it is left as it was, and nothing beside it."""
    before = path.read_bytes()
    beside = sorted(path.parent.iterdir())
    errors = set()
    for read_only in (False, True):
        with pytest.raises(ReportFileError) as caught:
            ReportFile.open(path, read_only=read_only)
        assert str(path) in caught.value.message
        assert caught.value.remedy
        errors.add((caught.value.code, caught.value.message))
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == beside
    assert len(errors) == 1
    return errors.pop()


def test_an_empty_file(path):
    path.write_bytes(b"")
    assert refusal(path) == ("empty", f"文件 {path} 是空文件，里面没有填报内容")


@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook", "单位：县总工会".encode(), b"SQLite"])
def test_something_else_under_this_name(path, content):
    path.write_bytes(content)
    assert refusal(path) == ("foreign", f"文件 {path} 不是填报文件（.jbao）")


def test_another_programs_database(path):
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE notes (text)")
    assert refusal(path)[0] == "foreign"


def test_a_header_and_nothing_else(path):
    path.write_bytes(b"SQLite format 3\x00")
    assert refusal(path)[0] == "damaged"


def test_a_newer_major_version_is_refused_and_a_newer_minor_is_not(file, path):
    file.commit("填写", [figure(None, money(1))])
    file.close()
    for version, opens in ((1001, True), (2000, False)):
        with contextlib.closing(sqlite3.connect(path)) as other:
            other.execute(f"PRAGMA user_version = {version}")
        if opens:
            with ReportFile.open(path) as again:
                assert again.can_undo == "填写"
    assert refusal(path) == ("newer", f"文件 {path} 是由更新版本的决报保存的，本版本打不开")


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TRIGGER planted AFTER INSERT ON mark BEGIN DELETE FROM figure; END",
        "CREATE VIEW planted AS SELECT * FROM figure",
        "CREATE VIRTUAL TABLE planted USING fts5 (text)",
    ],
)
def test_a_strangers_sql_in_the_file_is_not_run(file, path, planted):
    file.close()
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute(planted)
    assert refusal(path)[0] == "foreign"


def test_our_marks_on_a_database_without_our_tables(path):
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA application_id = 0x4A42414F")
        other.execute("CREATE TABLE figure (key)")
    assert refusal(path)[0] == "damaged"


def test_a_file_without_its_year(file, path):
    file.close()
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE meta SET value = 'MMXXIV' WHERE name = 'year'")
        other.commit()
    with pytest.raises(ReportFileError, match="已损坏"):
        ReportFile.open(path)
    with pytest.raises(ReportFileError, match="已损坏"):  # and not locked by the failure before
        ReportFile.open(path)


def test_a_huge_file_is_refused_unread(path, monkeypatch):
    monkeypatch.setattr(connection, "LARGEST", 1000)
    path.write_bytes(b"SQLite format 3\x00" * 100)
    assert refusal(path)[0] == "foreign"


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(ReportFileError, match="找不到"):
        ReportFile.open(tmp_path / "没有.jbao")
    with pytest.raises(ReportFileError, match="文件夹"):
        ReportFile.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_may_not_be_written_is_opened_for_reading(file, path, monkeypatch):
    file.close()
    monkeypatch.setattr(connection.os, "access", lambda *_: False)
    with pytest.raises(ReportFileError, match="只读") as caught:
        ReportFile.open(path)
    assert caught.value.code == "readonly"
    with ReportFile.open(path, read_only=True) as again:
        assert again.unit == "县总工会"


def test_a_full_disk_is_told_and_what_stood_stands(file):
    file.commit("填写", [figure(None, money(1))])
    pages = file._connection.execute("PRAGMA page_count").fetchone()[0]
    file._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(ReportFileError, match="磁盘已满") as caught:
        file.commit("长文", [reason(None, "字" * 50_000)])
    assert caught.value.code == "full"
    assert [done.what for done in file.history()] == ["填写"]
    file.commit("短文", [reason(None, "字")])
    assert file.can_undo == "短文"


def test_a_reader_that_does_not_let_go_is_told(file, path, monkeypatch):
    file._connection.execute("PRAGMA busy_timeout = 10")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM meta").fetchall()
        with pytest.raises(ReportFileError, match="占用") as caught:
            file.commit("填写", [figure(None, money(1))])
    assert caught.value.code == "busy"
    assert file.history() == []
    file.commit("填写", [figure(None, money(1))])


def test_an_unknown_sqlite_error_counts_as_damage(path):
    assert explain(sqlite3.DatabaseError("what?"), path).code == "damaged"


def test_transactions_nest():
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute("CREATE TABLE t (n)")

        def fails():
            with transaction(database):
                database.execute("INSERT INTO t VALUES (2)")
                raise ZeroDivisionError

        with transaction(database):
            database.execute("INSERT INTO t VALUES (1)")
            with pytest.raises(ZeroDivisionError):
                fails()
            with transaction(database):
                database.execute("INSERT INTO t VALUES (3)")
        assert database.execute("SELECT n FROM t").fetchall() == [(1,), (3,)]


def test_a_changed_definition_of_a_table_is_seen(file, path):
    file.close()
    path.write_bytes(path.read_bytes().replace(b"'abandoned'", b"'abandomed'"))
    assert refusal(path)[0] == "damaged"


def test_a_history_that_contradicts_what_stands_is_damage(file):
    file.commit("填写", [figure(None, money(1))])
    file._connection.execute("UPDATE figure SET number = '2'")
    with pytest.raises(ReportFileError, match="已损坏"):
        file.undo()
