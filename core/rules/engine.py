"""The engine: computed cells and checks, re-evaluated only where an edit reaches."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from core.expressions import Nothing, Outcome, Undefined, compile_expression, matches
from core.figures import BLANK, NOT_APPLICABLE, Held, Kind, Num, State
from core.figures.show import round_half_up
from core.rules.cells import cell_findings, cell_rules
from core.rules.graph import CellId, Graph, build, inputs_of
from core.rules.judge import Check, Judge
from core.rules.wording import ASPECT_NAMES, Wording
from core.template import TOTAL, Figure, RuleForm, Template

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.expressions import Expression
    from core.rules.finding import Finding

_SUM = 2


@dataclass(slots=True)
class Changed:
    """What an update moved: cells whose effective value changed, and findings by id (None: gone)."""

    cells: set[CellId] = field(default_factory=set)
    findings: dict[str, Finding | None] = field(default_factory=dict)


class Engine:
    """Holds every cell of a report; a Scope for formulas.

    `entries` are the given values (typed, imported, or stated for a computed cell);
    everything else follows.
    """

    def __init__(self, template: Template) -> None:
        self.template = template
        self.given: dict[CellId, Held] = {}
        self.rows: dict[str, list[str]] = {}
        self.confirmed: set[CellId] = set()
        self.computed: dict[CellId, Held] = {}
        self.findings: dict[str, Finding] = {}
        self._provisional: set[CellId] = set()
        self._graph = Graph()
        self._checks: dict[str, Check] = {}
        self._readers: dict[CellId, list[str]] = {}
        self._expanded: dict[str, tuple[str, ...]] = {}
        self._bound: dict[tuple[str, str, str], RuleForm] = {}
        self._wording = Wording(self, template.figure, self.label)
        self._judge = Judge(self, self._wording, template.figure, self._provisional.__contains__, self.is_confirmed)

    # -- scope --------------------------------------------------------------

    def value(self, key: str, aspect: str) -> Held:
        """The effective value: what is given, else what is computed."""
        cell = (key, aspect)
        given = self.given.get(cell)
        return given if given is not None else self.computed.get(cell, BLANK)

    def expand(self, pattern: str) -> Sequence[str]:
        """The existing keys of a set."""
        known = self._expanded.get(pattern)
        if known is None:
            known = self._expanded[pattern] = tuple(self._match(pattern))
        return known

    def _match(self, pattern: str) -> Iterable[str]:
        if "*" not in pattern and "?" not in pattern:
            return [pattern]
        parts = pattern.split(".", 2)
        family = self.template.dictionary.families.get(parts[0]) if len(parts) == 3 else None
        if family is None:
            return [key for key in self.template.dictionary.figures if matches(pattern, key)]
        return [
            f"{family.key}.{row}.{name}"
            for row in self.rows.get(family.key, [])
            if matches(parts[1], row)
            for name in family.figures
            if matches(parts[2], name)
        ]

    def label(self, key: str, aspect: str = "actual") -> str:
        """A cell's name for people: 上年 基本支出, 困难职工救助基金 决算数."""
        figure = self.template.find(key)
        name = figure.name if figure else key
        family, row, _ = self.template.split(key)
        if family is not None and family.label:
            row_name = self.value(f"{family.key}.{row}.{family.label}", "actual").text
            whole = name if name.startswith(family.name) else f"{family.name}{name}"  # 项目名称, not 项目项目名称
            name = f"{row_name}{name}" if row_name else whole
        elif family is not None and row != TOTAL:
            name = f"{self.template.row_words(family.key, row).get('name', row)}{name}"
        return f"{ASPECT_NAMES.get(aspect, '')}{name}"

    def provisional(self, key: str, aspect: str) -> bool:
        """Whether a total was computed although some of its parts are blank."""
        return (key, aspect) in self._provisional

    def guards(self, cell: CellId) -> frozenset[str]:
        """The checks that a wrong value of a cell may fail: those that read it or a total computed from it."""
        reached, waiting = {cell}, [cell]
        while waiting:
            fresh = [one for one in self._graph.readers.get(waiting.pop(), ()) if one not in reached]
            reached.update(fresh)
            waiting += fresh
        return frozenset(check for one in reached for check in self._readers.get(one, ()))

    # -- building -------------------------------------------------------------

    def load(self, given: Mapping[CellId, Held], rows: Mapping[str, Sequence[str]], *, judge: bool = True) -> None:
        """Take over a whole report and compute every cell; without `judge` the checks are left to `judge_all`."""
        self.given = dict(given)
        self.rows = {family: list(ids) for family, ids in rows.items()}
        if judge:
            self.rebuild()
        else:
            self._evaluate()

    def rebuild(self) -> Changed:
        """Build the graph and checks anew (rows came or went) and evaluate all."""
        before, old, lacking = dict(self.computed), dict(self.findings), set(self._provisional)
        self._evaluate()
        self.judge_all()
        cells = {cell for cell in before.keys() | self.computed.keys() if before.get(cell) != self.computed.get(cell)}
        cells |= lacking ^ self._provisional
        moved = {name: self.findings.get(name) for name in old.keys() | self.findings.keys()}
        return Changed(cells, {name: finding for name, finding in moved.items() if old.get(name) != finding})

    def _evaluate(self) -> None:
        """Build the graph and compute every cell of it."""
        self._expanded.clear()
        self._provisional.clear()
        self.computed.clear()
        self._graph = build(self._figures(), self.expand)
        for node in sorted(self._graph.nodes.values(), key=lambda node: node.rank):
            self._compute(node.cell)

    def judge_all(self) -> None:
        """Build the checks and judge each; the cells are computed."""
        self.findings.clear()
        self._checks = {check.id: check for check in self._instances()}
        self._readers = {}
        for check in self._checks.values():
            for cell in check.cells:
                self._readers.setdefault(cell, []).append(check.id)
            self.findings[check.id] = self._judge.judge(check)
        for cell in self.given:
            self.findings.update({finding.id: finding for finding in self._cell_findings(cell)})

    def _figures(self) -> dict[str, Figure]:
        """The figures that may have a formula; those that are only typed are not resolved before they are shown."""
        keys = [*self.template.base_keys]
        for family, rows in self.rows.items():
            for row in rows:
                keys += self.template.row_keys(family, row)
        return {key: self.template.figure(key) for key in keys if self.template.may_compute(key)}

    def _instances(self) -> Iterable[Check]:
        for rule in self.template.rules:
            for row in self.rows.get(rule.each, []) if rule.each else [""]:
                for aspect in rule.aspects:
                    yield self._instance(rule, row, aspect)
        for key, aspect in self._graph.nodes:
            figure = self.template.figure(key)
            if (key, aspect) in self.given and not figure.default:
                yield from self._stated(figure, aspect)

    def _instance(self, rule: RuleForm, row: str, aspect: str) -> Check:
        if row:
            rule = self._of_row(rule, row)
        name = "/".join(filter(None, [rule.id, rule.variant]))
        name = f"{name}:{row}" if row else name
        cells = inputs_of(rule.check, aspect, self.expand)
        if rule.when is not None:
            cells |= inputs_of(rule.when, aspect, self.expand)
        return Check(name if aspect == "actual" else f"{name}@{aspect}", rule, aspect, cells)

    def _of_row(self, rule: RuleForm, row: str) -> RuleForm:
        """The rule for one row, compiled once: rows come and go more often than rules."""
        name = (rule.id, rule.variant, row)
        if name not in self._bound:
            self._bound[name] = _bound(rule, row)
        return self._bound[name]

    def _stated(self, figure: Figure, aspect: str) -> Iterable[Check]:
        """The checks of a stated total against its formula (DESIGN.md §4, computed and stated).

        A row of codes answers to its own columns by the figure's rule, and to the rows below it by A6.
        """
        rule = self.template.guards.get(figure.key) or figure.rule or "A6"
        formula = figure.across or figure.formula
        name = f"{figure.name}等于各项之和"
        yield self._total(rule, name, figure, aspect, formula.text if formula else "0", figure.when)
        if figure.across is not None and (below := self.template.below(figure.key)):
            name = f"{figure.name}等于下级科目之和"
            yield self._total("A6", name, figure, aspect, f"sum({below})", compile_expression(f"count({below}) > 0"))

    def _total(self, rule: str, name: str, figure: Figure, aspect: str, formula: str, when: Expression | None) -> Check:
        form = RuleForm(
            id=rule,
            name=name,
            check=compile_expression(f"[{figure.key}] == ({formula})"),
            severity=figure.severity,
            otherwise="没有填组成各项",
            fix="请核对各项；确为批复数的可保留，或按一下采用计算数",
            when=when,
            within=figure.within,
        )
        cells = inputs_of(form.check, aspect, self.expand)
        if when is not None:
            cells |= inputs_of(when, aspect, self.expand)
        return Check(f"{rule}={figure.key}@{aspect}", form, aspect, cells)

    # -- evaluating -----------------------------------------------------------

    def _compute(self, cell: CellId) -> bool:
        """Recompute one cell; whether its effective value may have moved."""
        before = self.computed.get(cell), cell in self._provisional
        outcome = Outcome()
        node = self._graph.nodes[cell]
        try:
            if node.when is not None and not node.when.holds(self, cell[1]):
                raise Nothing("the condition does not hold")
            result = node.expression.evaluate(self, cell[1], outcome)
            held = self._held(cell[0], result) if outcome.filled else BLANK
        except Nothing:
            held = BLANK
        except Undefined:
            held = NOT_APPLICABLE if outcome.filled else BLANK
        if held.state is State.BLANK:
            self.computed.pop(cell, None)
        else:
            self.computed[cell] = held
        if outcome.filled and cell not in self.given and self._lacks(outcome):
            self._provisional.add(cell)
        else:
            self._provisional.discard(cell)
        return before != (self.computed.get(cell), cell in self._provisional)

    def _lacks(self, outcome: Outcome) -> bool:
        """Whether a part is blank that should not be, or provisional itself."""
        if not self._provisional.isdisjoint(outcome.filled):
            return True
        return any(not self._may_be_blank(other) for other in outcome.blank)

    def _may_be_blank(self, cell: CellId) -> bool:
        return self.template.figure(cell[0]).optional or self.is_confirmed(cell)

    def is_confirmed(self, cell: CellId) -> bool:
        """Whether a blank cell is zero because 其余为零 was confirmed for a table that shows it.

        Last year's amount of the same figure is another cell, which this year's table does not settle.
        """
        key, aspect = cell
        family, _, name = self.template.split(key)
        return cell in self.confirmed or (family is not None and (f"{family.key}.$.{name}", aspect) in self.confirmed)

    def _held(self, key: str, result: object) -> Held:
        figure = self.template.figure(key)
        if isinstance(result, str):
            return Held.words(result)
        number = result if isinstance(result, Num) else Num(Fraction(int(result is True)))
        value = number.value
        if figure.kind is Kind.MONEY:
            value = round_half_up(value, 0)
        return Held(State.VALUE, value, "", figure.unit, figure.decimals, number.env)

    def update(self, cells: Iterable[CellId]) -> Changed:
        """Recompute what depends on `cells`, in dependency order, and nothing else."""
        changed = Changed(set(cells))
        checks: set[str] = set()
        heap: list[tuple[int, CellId]] = []
        queued: set[CellId] = set()

        def spread(cell: CellId) -> None:
            checks.update(self._readers.get(cell, ()))
            for reader in self._graph.readers.get(cell, ()):
                if reader not in queued:
                    queued.add(reader)
                    heapq.heappush(heap, (self._graph.nodes[reader].rank, reader))

        for cell in list(changed.cells):
            if cell in self._graph.nodes:
                self._restate(cell, checks)
            spread(cell)
        renamed = {other for cell in changed.cells for other in self._named_after(cell)}
        checks.update(check for cell in renamed for check in self._readers.get(cell, ()))
        while heap:
            cell = heapq.heappop(heap)[1]
            if self._compute(cell):
                changed.cells.add(cell)
                spread(cell)
        self._rejudge(checks, changed, renamed)
        return changed

    def _named_after(self, cell: CellId) -> Iterable[CellId]:
        """The cells of a row, where `cell` holds the name by which findings call it."""
        family, row, name = self.template.split(cell[0])
        if family is None or name != family.label:
            return
        for key in self.template.row_keys(family.key, row):
            yield from ((key, aspect) for aspect in self.template.figure(key).aspects)

    def _restate(self, cell: CellId, checks: set[str]) -> None:
        """A stated value came, changed or went: its check comes and goes with it."""
        self._compute(cell)
        if self.template.figure(cell[0]).default:
            return
        for check in self._stated(self.template.figure(cell[0]), cell[1]):
            if cell in self.given:
                if check.id not in self._checks:
                    self._checks[check.id] = check
                    for source in check.cells:
                        self._readers.setdefault(source, []).append(check.id)
            elif check.id in self._checks:
                del self._checks[check.id]
                for source in check.cells:
                    self._readers[source].remove(check.id)
            checks.add(check.id)

    def _rejudge(self, checks: Iterable[str], changed: Changed, renamed: set[CellId]) -> None:
        fresh: dict[str, Finding | None] = {
            name: self._judge.judge(self._checks[name]) if name in self._checks else None for name in checks
        }
        for cell in changed.cells | renamed:
            names = [f"{rule}={cell[0]}@{cell[1]}" for rule, _ in cell_rules()]
            fresh.update(dict.fromkeys(name for name in names if name in self.findings and name not in self._checks))
            fresh.update({finding.id: finding for finding in self._cell_findings(cell)})
        for name, finding in fresh.items():
            if self.findings.get(name) == finding:
                continue
            changed.findings[name] = finding
            if finding is None:
                self.findings.pop(name, None)
            else:
                self.findings[name] = finding

    def _cell_findings(self, cell: CellId) -> list[Finding]:
        held = self.given.get(cell)
        figure = self.template.find(cell[0])
        if held is None or figure is None:
            return []
        return cell_findings(figure, cell[1], held, lambda: self.label(*cell))


def _bound(rule: RuleForm, row: str) -> RuleForm:
    """The rule for one row: `$` replaced by its id."""
    from dataclasses import replace

    return replace(rule, check=rule.check.of_row(row), when=rule.when and rule.when.of_row(row))
