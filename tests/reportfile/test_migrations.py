"""The mechanism, with invented steps: version 1000 is the first."""

import contextlib
import sqlite3

import pytest

from core.errors import ReportFileError
from core.reportfile import ReportFile, disk, migrations, schema
from core.reportfile.migrations import Step
from tests.reportfile.examples import KEY, figure, money, reason


def add_colour(db):
    db.table("pack_file").add_column("colour", str)


def drop_reasons(db):
    db.execute("DELETE FROM mark")


@pytest.fixture
def old(file, path, monkeypatch):
    """A file of version 1000 opened by a program of version 2000."""
    file.commit("填写", [figure(None, money(1))])
    file.commit("说明", [reason(None, "尾差")])
    file.undo()
    file.redo()
    file.close()
    monkeypatch.setattr(schema, "VERSION", 2000)
    monkeypatch.setattr(migrations, "STEPS", [Step(1001, add_colour), Step(2000, drop_reasons, carries_history=False)])
    return path


def version(path):
    return int.from_bytes(path.read_bytes()[60:64])


def test_all_steps_run_in_order_after_a_snapshot(old):
    with ReportFile.open(old) as file:
        assert version(old) == 2000
        assert file.load().marks == {}
        assert file.load().figures == {(KEY, "actual"): money(1)}
        (snapshot,) = file.snapshots()
        assert version(snapshot.path) == 1000
        assert "colour" in {row[1] for row in file._connection.execute("PRAGMA table_info(pack_file)")}


def test_a_step_that_cannot_carry_the_history_writes_a_barrier(old):
    with ReportFile.open(old) as file:
        assert file.can_undo is None
        assert file.undo() is None
        newest = file.history()[0]
        assert newest.barrier
        assert "撤销到此为止" in newest.what
        file.commit("新的", [reason(None, "x")])
        assert file.undo().what == "新的"
        assert file.undo() is None
        assert file.redo().what == "新的"


def test_a_step_that_carries_the_history_leaves_undo_alone(old, monkeypatch):
    monkeypatch.setattr(migrations, "STEPS", [Step(1001, add_colour)])
    with ReportFile.open(old) as file:
        assert file.can_undo == "说明"
    with ReportFile.open(old) as file:
        assert version(old) == 1001


def test_an_old_file_is_read_without_being_changed(old):
    before = old.read_bytes()
    with ReportFile.open(old, read_only=True) as file:
        assert file.load().marks == {}
        with pytest.raises(ReportFileError):
            file.commit("改", [reason(None, "x")])
    assert old.read_bytes() == before
    assert not old.with_name(old.name + ".lock").exists()


def test_the_snapshot_of_before_can_be_restored(old):
    with ReportFile.open(old) as file:
        file.commit("改", [figure(money(1), money(2))])
        file.restore(file.snapshots()[0])
        assert file.load().figures == {(KEY, "actual"): money(1)}


def test_a_failing_step_leaves_the_file_as_it_was(old, monkeypatch):
    def fails(db):
        drop_reasons(db)
        raise sqlite3.OperationalError("no")

    monkeypatch.setattr(migrations, "STEPS", [Step(2000, fails)])
    before = old.read_bytes()
    with pytest.raises(ReportFileError):
        ReportFile.open(old)
    assert old.read_bytes() == before
    assert not old.with_name(old.name + ".lock").exists()


def test_a_step_may_not_leave_loose_ends(old, monkeypatch):
    def loosens(db):
        db.execute("DELETE FROM pack")

    monkeypatch.setattr(migrations, "STEPS", [Step(2000, loosens)])
    with pytest.raises(sqlite3.IntegrityError):
        ReportFile.open(old)
    assert version(old) == 1000


def test_nothing_is_migrated_without_a_snapshot(old, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "write_database", full)
    with pytest.raises(ReportFileError):
        ReportFile.open(old)
    assert version(old) == 1000


def test_foreign_keys_are_watched_again_after_migrating(old):
    with ReportFile.open(old) as file, pytest.raises(sqlite3.IntegrityError):
        file._connection.execute("INSERT INTO pack_use VALUES (9, 99)")


def test_the_tables_are_strict_and_checked(file):
    listed = file._connection.execute("PRAGMA table_list").fetchall()
    ours = {row["name"]: row["strict"] for row in listed if not row["name"].startswith("sqlite_")}
    assert ours == dict.fromkeys(schema.TABLES, 1)
    for wrong in (
        "INSERT INTO figure VALUES ('k', 'actual', 'full', '1', '', '', 0, 'typed', NULL)",
        "INSERT INTO figure VALUES ('k', 'actual', 'value', '1.5', '', '', 0, 'typed', NULL)",
        "INSERT INTO figure VALUES ('k', 'actual', 'blank', '1', '', '', 0, 'typed', NULL)",
        "INSERT INTO figure VALUES ('k', 'actual', 'value', '1', '', '', 0, 'guessed', NULL)",
        "INSERT INTO figure VALUES ('k', 'actual', 'value', '1', '', '', 0, 'typed', 7)",
        "INSERT INTO change_set (at, who, what) VALUES ('', '', '')",
        "INSERT INTO \"row\" VALUES ('f', 'r', 'first')",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            file._connection.execute(wrong)


def test_the_first_version_is_opened_by_this_one(file, path):
    """Its bytes say DELETE journal, whoever copies or mails the file."""
    file.close()
    assert path.read_bytes()[18:20] == b"\x01\x01"
    with contextlib.closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
