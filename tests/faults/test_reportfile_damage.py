"""Bits that flip and ends that are missing: one clear sentence or a file that works, and never anything else."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from core.errors import ReportFileError
from core.figures import Held
from core.reportfile import Entry, FigureChange, MarkChange, ReportFile, StoredPack
from core.reportfile.snapshots import newest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a file with some of everything."""
    path = tmp_path_factory.mktemp("whole") / "a.jbao"
    packs = [StoredPack("juesuan-hubei-2023", "1.0", 1, {"pack.toml": "title = '部门决算公开'\n" * 50})]
    with ReportFile.create(path, unit="县总工会", year=2024, packs=packs) as file:
        for number in range(40):
            entry = Entry(Held.money(number))
            file.commit(f"第{number}步", [FigureChange(f"T03.{number}.basic", "actual", None, entry)])
        file.commit("说明", [MarkChange("reason:X12", None, "尾差" * 100)])
        file.undo()
    return path.read_bytes()


def use(path: Path) -> None:
    """Everything that reads, and an edit."""
    with ReportFile.open(path) as file:
        contents = file.load()
        file.history()
        assert file.packs is not None
        file.commit("改", [MarkChange("after", contents.marks.get("after"), "x")])
        file.undo()
        file.undo()


def outcome(path: Path) -> str:
    """How it ends; any other exception fails the test."""
    try:
        use(path)
    except ReportFileError as error:
        return error.code if str(path) in error.message and error.remedy else "unclear"
    return "works"


@pytest.mark.parametrize("seed", range(8))
def test_flipped_bits(tmp_path, whole, seed):
    source = random.Random(seed)
    seen = set()
    for number in range(25):
        damaged = bytearray(whole)
        for _ in range(source.choice((1, 1, 8, 200))):
            damaged[source.randrange(len(damaged))] ^= 1 << source.randrange(8)
        path = tmp_path / f"{number}.jbao"
        path.write_bytes(damaged)
        seen.add(outcome(path))
    assert seen <= {"works", "damaged", "foreign", "newer", "disk", "full", "memory"}
    assert "damaged" in seen


@pytest.mark.parametrize("page", [0, 1, 3, 7])
def test_zeroed_pages(tmp_path, whole, page):
    path = tmp_path / "a.jbao"
    path.write_bytes(whole[: page * 4096] + bytes(4096) + whole[(page + 1) * 4096 :])
    assert outcome(path) in {"damaged", "foreign"}


def test_missing_ends(tmp_path, whole):
    for length in (1, 15, 16, 60, 99, 100, 2000, 4096, 4097, len(whole) // 2, len(whole) - 4096, len(whole) - 1):
        path = tmp_path / f"{length}.jbao"
        path.write_bytes(whole[:length])
        assert outcome(path) in {"damaged", "foreign"}
        assert path.read_bytes() == whole[:length]
        assert not path.with_name(f"{path.name}.lock").exists()


def test_damage_names_the_newest_snapshot(tmp_path, whole):
    path = tmp_path / "a.jbao"
    path.write_bytes(whole)
    ReportFile.open(path).close()
    path.write_bytes(whole[:8192])
    with pytest.raises(ReportFileError) as caught:
        ReportFile.open(path)
    assert caught.value.code == "damaged"
    assert str(path) in caught.value.message
    assert str(newest(path).path) in caught.value.remedy
    with ReportFile.open(newest(path).path, read_only=True) as snapshot:
        assert snapshot.can_redo == "说明"
