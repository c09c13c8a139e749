from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.reportfile import ReportFile, disk, snapshots
from core.reportfile.snapshots import Snapshot, folder, newest, prunable
from tests.reportfile.examples import figure, money

NOW = datetime(2024, 3, 31, 14, 3, 22).astimezone()
FOLDER = Path("a.jbao.snapshots")


def at(**back):
    moment = NOW - timedelta(**back)
    return Snapshot(FOLDER / f"{moment:%Y%m%d-%H%M%S}.jbao", moment)


def test_each_opening_that_finds_something_new_leaves_one(file, path):
    assert file.snapshots() == []
    file.commit("填写", [figure(None, money(1))])
    file.close()
    for _ in range(3):
        with ReportFile.open(path) as again:
            assert len(again.snapshots()) == 1
    with ReportFile.open(path) as again:
        again.undo()
    with ReportFile.open(path) as again:
        assert len(again.snapshots()) == 2
        taken = again.snapshots()[0]
        assert abs(datetime.now().astimezone() - taken.at) < timedelta(minutes=1)
        assert taken.path.parent == path.with_name(path.name + ".snapshots")
    with ReportFile.open(taken.path, read_only=True) as looked_at:
        assert looked_at.can_redo == "填写"


def test_reading_leaves_none(file, path):
    file.close()
    with ReportFile.open(path, read_only=True):
        pass
    assert snapshots.snapshots(path) == []


def test_only_files_named_like_snapshots_count(path):
    folder(path).mkdir()
    for name in ("20240331-140322.jbao", "20240331-140322-2.jbao", "20249931-140322.jbao", "旧.jbao", ".x.tmp"):
        (folder(path) / name).touch()
    found = snapshots.snapshots(path)
    assert [one.path.name for one in found] == ["20240331-140322-2.jbao", "20240331-140322.jbao"]
    assert found[0].at == NOW
    assert newest(path) == found[0]


def test_an_opening_without_room_for_a_snapshot_says_so_and_goes_on(file, path, monkeypatch):
    file.commit("填写", [figure(None, money(1))])
    file.close()

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "write_database", full)
    with ReportFile.open(path) as again:
        assert "快照" in again.notices[0]
        assert again.can_undo == "填写"


def test_pruning_keeps_the_last_day_then_one_a_day_then_one_a_month():
    hours = [at(hours=hour) for hour in range(24)]
    assert prunable(hours, NOW) == []
    days = [at(days=day, hours=hour) for day in range(2, 30) for hour in (1, 2, 3)]
    assert len(prunable(hours + days, NOW)) == 28 * 2
    months = [at(days=day) for day in range(40, 400, 2)]
    kept = set(hours + days + months) - set(prunable(hours + days + months, NOW))
    assert len({(one.at.year, one.at.month) for one in months}) == len(kept & set(months))


def test_the_newest_of_a_slot_is_the_one_kept():
    newest_five = [at(minutes=minute) for minute in range(5)]
    morning, evening = at(days=3, hours=8), at(days=3, hours=2)
    assert prunable([morning, evening, *newest_five], NOW) == [morning]


def test_the_newest_five_always_stay():
    same_day = [at(days=100, minutes=minute) for minute in range(7)]
    assert prunable(same_day, NOW) == same_day[5:]


def test_pruned_copies_are_deleted_when_one_is_taken(file, path):
    file.commit("填写", [figure(None, money(1))])
    file.close()
    folder(path).mkdir()
    for minute in range(10):
        (folder(path) / f"20200101-10{minute:02d}00.jbao").touch()
    with ReportFile.open(path) as again:
        assert len(again.snapshots()) == 5


@pytest.mark.parametrize("size", [10, 200_000])
def test_two_databases_are_told_apart_by_their_pages_only(tmp_path, size):
    one, other = tmp_path / "1", tmp_path / "2"
    one.write_bytes(b"a" * 100 + b"x" * size)
    other.write_bytes(b"b" * 100 + b"x" * size)
    assert snapshots._same(one, other)
    other.write_bytes(b"a" * 100 + b"x" * (size - 1) + b"y")
    assert not snapshots._same(one, other)
