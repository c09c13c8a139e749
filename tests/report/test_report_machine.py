"""Typing, rows, words, marks, undo, redo and reopening against a list of what stood before."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.figures import BLANK, Held
from core.narrative import StatementSpan, Text
from core.report import Report
from tests.report.examples import TEMPLATE, on_disk, opened, picture

cells = st.sampled_from(["a", "b", "a@prior", "same", "extra", "people"])
texts = st.sampled_from(["", "0", "/", "1.00", "2.01", "2"])
spans = st.lists(
    st.one_of(st.builds(Text, st.sampled_from(["甲XX", "\n乙。", ""])), st.just(StatementSpan("s.change"))), max_size=3
)


class Machine(RuleBasedStateMachine):
    """`past` and `future` are pictures of the report before each change set and after each undone one."""

    @initialize()
    def create(self):
        self.folder = Path(tempfile.mkdtemp())
        self.report = on_disk(self.folder / "a.jbao")
        self.report.listeners.append(self.heard)
        self.past, self.future, self.moved = [], [], None

    def teardown(self):
        if hasattr(self, "folder"):
            self.report.close()
            shutil.rmtree(self.folder)

    def heard(self, moved):
        self.moved = moved

    def did(self, before, moved):
        """Check what one change set told, and remember it."""
        if moved.change_set is None:
            assert picture(self.report) == before
            return
        self.past.append(before)
        self.future.clear()
        self.check(before, moved)

    def check(self, before, moved):
        after = picture(self.report)
        assert moved is self.moved
        for kind, told in (("cells", moved.cells), ("texts", moved.sections)):
            old, new = before[kind], after[kind]
            assert {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)} <= set(told), kind
        if not moved.marks:
            old, new = before["findings"], after["findings"]
            differ = {name: new.get(name) for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
            assert {name: finding and finding.state for name, finding in moved.findings.items()} == {
                name: finding and finding.state for name, finding in differ.items()
            }

    @rule(typed=st.dictionaries(cells, texts, min_size=1, max_size=3))
    def type(self, typed):
        before = picture(self.report)
        values = {}
        for name, text in typed.items():
            key, _, aspect = name.partition("@")
            values[key, aspect or "actual"] = self.report.read(key, text)
        self.did(before, self.report.set_figures(values))

    @rule(fen=st.sampled_from([None, 3_000_000, 9_990_000]))
    def state(self, fen):
        before = picture(self.report)
        self.did(before, self.report.state_total("total", "actual", None if fen is None else Held.money(fen)))

    @rule(section=st.sampled_from(["1", "4"]), found=spans)
    def write(self, section, found):
        before = picture(self.report)
        self.did(before, self.report.set_section(section, found))

    @precondition(lambda self: len(self.report.rows("item")) < 3)
    @rule(name=st.sampled_from(["体检", "慰问"]), amount=st.sampled_from([BLANK, Held.money(1_000_000)]))
    def add_row(self, name, amount):
        before = picture(self.report)
        self.did(before, self.report.add_row("item", {"name": Held.words(name), "amount": amount})[1])

    @precondition(lambda self: self.report.rows("item"))
    @rule(place=st.integers(0, 2), text=texts, field=st.sampled_from(["name", "amount"]))
    def type_in_row(self, place, text, field):
        before = picture(self.report)
        rows = self.report.rows("item")
        self.did(before, self.report.type(f"item.{rows[place % len(rows)]}.{field}", "actual", text))

    @precondition(lambda self: self.report.rows("item"))
    @rule(place=st.integers(0, 2))
    def remove_row(self, place):
        before = picture(self.report)
        rows = self.report.rows("item")
        self.did(before, self.report.remove_row("item", rows[place % len(rows)]))

    @rule(reason=st.sampled_from(["", "已核实"]))
    def explain(self, reason):
        before = picture(self.report)
        self.did(before, self.report.give_reason("X2", reason))

    @rule(confirmed=st.booleans())
    def confirm(self, confirmed):
        before = picture(self.report)
        self.did(before, self.report.confirm_rest_zero("t", confirmed=confirmed))

    @precondition(lambda self: self.past)
    @rule()
    def undo(self):
        before = picture(self.report)
        moved = self.report.undo()
        self.check(before, moved)
        self.future.append(before)
        assert picture(self.report) == self.past.pop()

    @precondition(lambda self: self.future)
    @rule()
    def redo(self):
        before = picture(self.report)
        moved = self.report.redo()
        self.check(before, moved)
        self.past.append(before)
        assert picture(self.report) == self.future.pop()

    @rule()
    def reopen(self):
        before = picture(self.report)
        self.report.close()
        self.report = opened(self.folder / "a.jbao")
        self.report.listeners.append(self.heard)
        assert picture(self.report) == before

    @invariant()
    def stands_as_if_loaded_anew(self):
        if hasattr(self, "report"):
            assert picture(Report(self.report.file, TEMPLATE)) == picture(self.report)


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
