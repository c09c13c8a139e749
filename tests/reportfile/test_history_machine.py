"""Commit, undo, redo and reopen against a dict and two lists."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from core.reportfile import FigureChange, MarkChange, ReportFile, RowChange
from tests.reportfile.examples import NEWER, PACK, entries, texts

keys = st.sampled_from(["T03.total.basic", "T05.total.basic", "T09.total"])
aspects = st.sampled_from(["actual", "prior"])


class Model:
    """What should stand."""

    def __init__(self) -> None:
        self.now = {}
        self.pack = PACK
        self.done = []
        self.undone = []

    def push(self, what, after, pack):
        self.done.append((what, self.now, self.pack))
        self.undone.clear()
        self.now, self.pack = after, pack

    def walk(self, source, goal):
        what, standing, pack = source.pop()
        goal.append((what, self.now, self.pack))
        self.now, self.pack = standing, pack


class Machine(RuleBasedStateMachine):
    @initialize()
    def create(self):
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "a.jbao"
        self.file = ReportFile.create(self.path, unit="县总工会", year=2024, packs=[PACK])
        self.model = Model()
        self.count = 0

    def teardown(self):
        if hasattr(self, "file"):
            self.file.close()
            shutil.rmtree(self.folder)

    def what(self):
        self.count += 1
        return f"第{self.count}步"

    @rule(wanted=st.dictionaries(st.tuples(keys, aspects), st.none() | entries, min_size=1, max_size=4), mark=texts)
    def commit(self, wanted, mark):
        after = dict(self.model.now)
        changes = []
        for place, entry in wanted.items():
            changes.append(FigureChange(*place, after.get(place), entry))
            after[place] = entry
        changes.append(MarkChange("m", after.get("m"), mark))
        after["m"] = mark
        changes.append(RowChange("project", "p_1", after.get("p_1"), len(mark)))
        after["p_1"] = len(mark)
        what = self.what()
        self.file.commit(what, changes)
        self.model.push(what, {place: value for place, value in after.items() if value is not None}, self.model.pack)

    @rule()
    def change_packs(self):
        wanted = NEWER if self.model.pack is PACK else PACK
        what = self.what()
        self.file.set_packs([wanted], what)
        self.model.push(what, self.model.now, wanted)

    @rule()
    def undo(self):
        undone = self.file.undo()
        assert (undone is None) == (not self.model.done)
        if undone is not None:
            assert undone.what == self.model.done[-1][0]
            self.model.walk(self.model.done, self.model.undone)

    @rule()
    def redo(self):
        redone = self.file.redo()
        assert (redone is None) == (not self.model.undone)
        if redone is not None:
            assert redone.what == self.model.undone[-1][0]
            self.model.walk(self.model.undone, self.model.done)

    @rule()
    def reopen(self):
        self.file.close()
        self.file = ReportFile.open(self.path)

    @invariant()
    def holds_the_same(self):
        if not hasattr(self, "file"):
            return
        contents = self.file.load()
        held = dict(contents.figures) | contents.marks | {row: at for (_, row), at in contents.positions.items()}
        assert held == self.model.now
        assert self.file.packs == (self.model.pack,)
        assert self.file.can_undo == (self.model.done[-1][0] if self.model.done else None)
        assert self.file.can_redo == (self.model.undone[-1][0] if self.model.undone else None)
        assert len(self.file.history()) == self.count


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
