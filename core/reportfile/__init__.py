"""The .jbao file: change sets, history, snapshots, the lock, and working on shares."""

from core.reportfile.changes import (
    Change,
    ChangeSet,
    Entry,
    FigureChange,
    MarkChange,
    Origin,
    PacksChange,
    RowChange,
    SectionChange,
    StoredEvidence,
    inverse,
)
from core.reportfile.contents import Contents, StoredPack, difference
from core.reportfile.snapshots import Snapshot
from core.reportfile.state import StaleChangeError
from core.reportfile.store import REGION_MARK, UNIT_MARK, ReportFile

__all__ = [
    "REGION_MARK",
    "UNIT_MARK",
    "Change",
    "ChangeSet",
    "Contents",
    "Entry",
    "FigureChange",
    "MarkChange",
    "Origin",
    "PacksChange",
    "ReportFile",
    "RowChange",
    "SectionChange",
    "Snapshot",
    "StaleChangeError",
    "StoredEvidence",
    "StoredPack",
    "difference",
    "inverse",
]
