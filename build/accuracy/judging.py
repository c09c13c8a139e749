"""An import held against labels: what was missed, and what was certain and wrong."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from core.figures import plain
from core.prefill.fold import compact

if TYPE_CHECKING:
    from core.prefill import Import, Proposal

Labels = dict[str, Any]


def missed_headings(labels: Labels, found: Import) -> list[str]:
    """The labelled headings that were not found in their order, with their section."""
    wanted = [(compact(number), target) for number, target in labels["sections"]]
    read = [(compact(one.number), one.target) for one in found.sections]
    matcher = SequenceMatcher(None, wanted, read, autojunk=False)
    hit = {block.a + offset for block in matcher.get_matching_blocks() for offset in range(block.size)}
    return [" ".join(one) for place, one in enumerate(wanted) if place not in hit]


def _says(label: Labels, proposal: Proposal, year: int) -> bool:
    """Whether value, unit, year, aspect and key are those of the label."""
    return (
        (plain(proposal.held), proposal.held.unit) == (label["value"], label["unit"])
        and proposal.year == label.get("year", year)
        and label["aspect"] in {"*", proposal.aspect}
        and fnmatchcase(proposal.key, label["key"])
    )


def _quoted(label: Labels, proposal: Proposal) -> bool:
    quote = compact(label["quote"])
    read = [compact(one) for one in (proposal.quote, *(other.quote for other in proposal.others))]
    return any(quote in one or one in quote for one in read if one)


def missed_figures(labels: Labels, found: Import, *, certain: bool = False) -> list[str]:
    """The labelled figures that no proposal gives (no certain one, if asked so)."""
    proposals = [one for one in found.proposals if not certain or one.confidence == "certain"]
    return [
        f"{label['quote']} -> {label['key']}@{label['aspect']}"
        for label in labels["values"]
        if not any(_says(label, one, labels["year"]) and _quoted(label, one) for one in proposals)
    ]


def certain_wrong(labels: Labels, found: Import) -> list[str]:
    """The certain numbers that neither the labelled text nor the labelled tables state."""
    cells: Labels = labels.get("cells", {})
    return [
        f"{one.key}@{one.aspect} {plain(one.held)} {one.quote}"
        for one in found.proposals
        if one.confidence == "certain"
        and one.held.number is not None
        and not _of_goal(one, labels)
        and not (one.aspect == "actual" and plain(one.held) == cells.get(one.key))
        and not any(_says(label, one, labels["year"]) for label in labels["values"])
    ]


def _of_goal(one: Proposal, labels: Labels) -> bool:
    """Whether a labelled table prints the number in a cell."""
    printed = {cell.rstrip("%&") for table in labels.get("tables", []) for row in table["rows"] for cell in row}
    return any(table["target"] == one.section for table in labels.get("tables", [])) and plain(one.held) in printed


def missed_relations(labels: Labels, found: Import) -> list[str]:
    """The changes, shares and completion rates that were not listed."""
    wanted = Counter((one["relation"], one["value"], one["unit"]) for one in labels["relations"])
    wanted.subtract((one.relation, one.value, one.unit) for one in found.relations)
    return [" ".join(one) for one, count in wanted.items() for _ in range(max(count, 0))]


def missed_cells(labels: Labels, found: Import) -> list[str]:
    """The printed cells of tables that are not at their key, or not in their row in their order."""
    read = {one.key: plain(one.held) for one in found.proposals if one.aspect == "actual"}
    missed = [
        f"{key} {value} ({read.get(key)})" for key, value in labels.get("cells", {}).items() if read.get(key) != value
    ]
    for table in labels.get("tables", []):
        rows = [row for row in _rows(found, table["title"]) if row]
        missed += [cell for row in _unmatched(table["rows"], rows) for cell in row]
    return missed


def _rows(found: Import, title: str) -> list[list[str]]:
    """The non-empty cells of a table row by row, with those of an untitled table that follows (a page break)."""
    rows: list[list[str]] = []
    inside = False
    for one in found.tables:
        inside = compact(one.title) == compact(title) if one.title else inside
        rows += [[compact(cell) for cell in row if cell.strip()] for row in one.cells] if inside else []
    return rows


def _unmatched(wanted: list[list[str]], rows: list[list[str]]) -> list[list[str]]:
    """The wanted rows that do not come in their order; * stands for what one format prints elsewhere."""
    missed, place = [], 0
    for row in wanted:
        cells = [compact(cell) for cell in row]
        hit = next((at for at in range(place, len(rows)) if _same(cells, rows[at])), None)
        if hit is None:
            missed.append(row)
        else:
            place = hit + 1
    return missed


def _same(wanted: list[str], read: list[str]) -> bool:
    return len(wanted) == len(read) and all(fnmatchcase(one, other) for one, other in zip(read, wanted, strict=True))
