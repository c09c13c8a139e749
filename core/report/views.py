"""What an open report tells its views: one cell, what a change moved, titles with their facts filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.rules import State

if TYPE_CHECKING:
    from core.figures import Held
    from core.reportfile import ChangeSet, Entry, Origin
    from core.rules import CellId, Finding
    from core.template import Figure

REASON = "reason:"
REST_ZERO = "rest_zero:"
EMPTY = "empty:"
LAYOUT = "layout:"


@dataclass(frozen=True, slots=True)
class CellView:
    """Everything about one cell that a view may show.

    `held` is what is printed; `given` what the file holds, `computed` the formula's
    result; a computed cell with a given value is stated.  `provisional` totals lack parts.
    """

    key: str
    aspect: str
    figure: Figure
    label: str
    held: Held
    given: Entry | None
    computed: Held | None
    origin: Origin | None
    provisional: bool
    editable: bool


@dataclass(slots=True)
class Moved:
    """What a change moved: `cells`, `sections` whose text may differ, `findings` by id (None: gone).

    `rows` tells that rows came or went, `marks` that a named fact changed.
    """

    change_set: ChangeSet | None
    cells: set[CellId] = field(default_factory=set)
    sections: set[str] = field(default_factory=set)
    findings: dict[str, Finding | None] = field(default_factory=dict)
    rows: bool = False
    marks: bool = False


def fill(text: str, unit: str, year: int) -> str:
    """A title with {year}, {year-1} and {unit} filled in."""
    if "{" not in text:
        return text
    return text.replace("{year-1}", str(year - 1)).replace("{year}", str(year)).replace("{unit}", unit)


_ORDER = {State.FAIL: 0, State.NOT_CHECKABLE: 1, State.NOT_APPLICABLE: 2, State.PASS: 3}


def urgency(finding: Finding) -> tuple[int, int, str, str]:
    """Sorts findings: failures first, by severity, then by rule."""
    severity = {"error": 0, "warning": 1, "hint": 2}[finding.severity]
    return _ORDER[finding.state], severity, finding.rule, finding.id
