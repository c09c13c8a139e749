"""What a rule says about a report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.template import Severity


class State(StrEnum):
    """How a rule ended (rules.md §0): an unrun rule is never shown as passed."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKABLE = "not_checkable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule instance's result.

    `id` stays the same over re-runs, so a reason given for it survives edits
    elsewhere; `place` is KEY@ASPECT or SECTION:START-END; `cells` are all cells it
    reads, as KEY@ASPECT; `claimed` and `expected` are the two sides as printed;
    `rounding` marks a 尾差; `reason` is what the clerk wrote for it, which settles an error only
    where it is `excusable`: a written record is all that the regulation asks for.
    """

    id: str
    rule: str
    name: str
    state: State
    severity: Severity
    message: str
    remedy: str = ""
    place: str = ""
    cells: tuple[str, ...] = ()
    claimed: str | None = None
    expected: str | None = None
    difference: str = ""
    quote: str = ""
    rounding: bool = False
    reason: str = ""
    excusable: bool = False
    around: str = ""
    """The words up to the quote and itself, to find its place in the source again."""

    @property
    def open(self) -> bool:
        """Whether it still asks for something: a failure without a reason (an error cannot be explained away)."""
        return self.state is State.FAIL and not (self.reason and self.explainable)

    @property
    def explainable(self) -> bool:
        """Whether a reason in one line settles it."""
        return self.state is State.FAIL and (self.severity is not Severity.ERROR or self.excusable)


def counts(findings: list[Finding]) -> dict[str, int]:
    """Failures by severity, for badges and the doors' JSON."""
    totals = {severity.value: 0 for severity in Severity}
    for finding in findings:
        if finding.state is State.FAIL:
            totals[finding.severity] += 1
    return totals
