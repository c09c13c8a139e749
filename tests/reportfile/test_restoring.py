import pytest

from core.errors import ReportFileError
from core.figures import Held
from core.reportfile import Entry, Origin, ReportFile, StoredEvidence
from tests.reportfile.examples import KEY, NEWER, PACK, figure, money, reason


@pytest.fixture
def changed(file, path):
    """A file with a snapshot, changed since in every way."""
    number = file.add_evidence(StoredEvidence("a.pdf", "1"))
    file.commit("填写", [figure(None, Entry(Held.money(1), Origin.IMPORTED, number)), reason(None, "尾差")])
    file.close()
    with ReportFile.open(path) as again:
        again.set_packs([NEWER])
        before = again.load().figures[KEY, "actual"]
        again.commit("改", [figure(before, money(2)), figure(None, money(3), "T03.total.basic"), reason("尾差", None)])
        yield again


def test_a_snapshot_is_restored_as_one_set_that_can_be_undone(changed):
    snapshot = changed.snapshots()[-1]
    now = changed.load()
    done = changed.restore(snapshot)
    assert done.what == f"恢复到快照 {snapshot.path.stem}"
    assert len(done.changes) == 3
    assert done.packs is not None
    restored = changed.load()
    assert restored.marks == {"reason:X12": "尾差"}
    assert changed.evidence(restored.figures[KEY, "actual"].evidence).source == "a.pdf"
    assert changed.packs == (PACK,)
    assert changed.undo().id == done.id
    assert changed.load() == now
    assert changed.packs == (NEWER,)
    assert changed.can_undo == "改"


def test_a_path_will_do_and_the_same_is_refused(changed):
    path = changed.snapshots()[-1].path
    changed.restore(path)
    with pytest.raises(ReportFileError, match="相同") as caught:
        changed.restore(path)
    assert caught.value.code == "unchanged"
    assert changed.can_undo.startswith("恢复")


def test_evidence_is_found_by_what_it_says_not_by_its_number(file, path, tmp_path):
    file.save_as(tmp_path / "b.jbao")
    file.add_evidence(StoredEvidence("别的.pdf", "0"))
    with ReportFile.open(tmp_path / "b.jbao") as other:
        number = other.add_evidence(StoredEvidence("a.pdf", "1"))
        other.commit("导入", [figure(None, Entry(Held.money(1), Origin.IMPORTED, number))])
    file.restore(tmp_path / "b.jbao")
    assert file.evidence(file.load().figures[KEY, "actual"].evidence) == StoredEvidence("a.pdf", "1")


def test_another_files_snapshot_is_refused(file, tmp_path):
    with ReportFile.create(tmp_path / "b.jbao", unit="县总工会", year=2024, packs=[]):
        pass
    with pytest.raises(ReportFileError, match="不是本填报文件"):
        file.restore(tmp_path / "b.jbao")


def test_a_damaged_snapshot_names_itself(changed):
    snapshot = changed.snapshots()[-1]
    snapshot.path.write_bytes(snapshot.path.read_bytes()[:5000])
    with pytest.raises(ReportFileError, match="已损坏") as caught:
        changed.restore(snapshot)
    assert str(snapshot.path) in caught.value.message
    assert changed.can_undo == "改"
