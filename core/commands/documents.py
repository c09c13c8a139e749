"""The JSON shapes that several verbs share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.figures import Held, plain
from core.figures.held import UNITS
from core.publishing import headings
from core.reportfile import ChangeSet, FigureChange
from core.rules import Finding, counts

if TYPE_CHECKING:
    from core.blocks import Heading
    from core.report import CellView, Moved, Report


def year_of(aspect: str, year: int) -> int:
    """A cell's own fiscal year: prior is the year before the file's."""
    return year - 1 if aspect == "prior" else year


def held_json(held: Held, unit: str) -> dict[str, Any]:
    """Value and unit exactly as held; a blank has the printed unit."""
    return {"value": plain(held), "unit": held.unit or unit}


def figure_json(report: Report, view: CellView) -> dict[str, Any]:
    """F of the contract."""
    evidence = report.evidence(view.key, view.aspect)
    document: dict[str, Any] = {
        "key": view.key,
        "label": view.label,
        "aspect": view.aspect,
        "year": year_of(view.aspect, report.year),
        **held_json(view.held, view.figure.unit),
        "origin": view.origin.value if view.origin else None,
    }
    if evidence is not None:
        document |= {"quote": evidence.quote, "source": evidence.source, "page": evidence.page}
    return document


def change_json(report: Report, change_set: ChangeSet | None) -> list[dict[str, Any]]:
    """The figure changes of a set, in their order."""
    found = []
    for change in change_set.changes if change_set else ():
        if isinstance(change, FigureChange):
            unit = report.template.figure(change.key).unit
            before = change.before.held if change.before else Held()
            after = change.after.held if change.after else Held()
            unit = after.unit or before.unit or unit
            found.append(
                {
                    "key": change.key,
                    "aspect": change.aspect,
                    "before": plain(_counted_in(unit, before)),
                    "after": plain(after),
                    "unit": unit,
                }
            )
    return found


def _counted_in(unit: str, held: Held) -> Held:
    """The same money counted in `unit`, with as few decimals as it needs."""
    money = held.number is not None and {unit, held.unit} <= set(UNITS) and unit != held.unit
    return replace(held, unit=unit, decimals=0) if money else held


def moved_json(report: Report, moved: Moved | None) -> dict[str, Any]:
    """The answer of new, set, undo, redo and restore."""
    return {
        "file": str(report.file.path),
        "changes": change_json(report, moved.change_set if moved else None),
        "findings": counts(report.findings()),
    }


def years_told(report: Report) -> tuple[dict[str, Any], list[str]]:
    """What new and import add to their answer where the forms were not made for the year: JSON and lines."""
    told = [words for pack in report.template.packs if (words := pack.outside(report.year))]
    return {"notices": told} if told else {}, [f"注意：{words}" for words in told]


def sections_json(report: Report) -> list[dict[str, Any]]:
    """The printed outline with its text."""
    found = []
    for pack in report.template.packs:
        for section, heading in headings(report, pack):
            found.append({"id": section.id, **heading_json(heading), "text": report.text(section.id)})
    return found


def heading_json(heading: Heading) -> dict[str, Any]:
    """Number, level and title of a heading."""
    return {"number": heading.number, "level": heading.level, "title": heading.text}


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding of `check`."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "state": finding.state.value,
        "place": finding.place,
        "quote": finding.quote,
        "claimed": finding.claimed,
        "expected": finding.expected,
        "message": f"{finding.message}。{finding.remedy}" if finding.remedy else finding.message,
    }
