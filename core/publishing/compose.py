"""From an open report to blocks with places: the one source of every writer, the preview and the print."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from core.blocks import Block, Cell, CellPlace, Chart, Heading, PageBreak, Paragraph, PlacedBlock, Publication, Table
from core.errors import UsageError
from core.expressions import parse_reference
from core.expressions.linear import linear_terms
from core.figures import Kind, show
from core.figures.show import in_unit, to_decimal
from core.publishing.numbering import printed_number
from core.publishing.titles import GAP
from core.report import Report, fill
from core.template import CellRole, Figure, Pack, ReportForm, Section, Sheet, SheetCell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_PUNCTUATION = "、.．）)　 "
_IN_THE_MIDDLE = re.compile(r"\d{1,2}|.*[合总]计")  # 行次 and the names of totals

Audience = Literal["public", "filing"]


@dataclass(frozen=True, slots=True)
class Edition:
    """For whom and in which state: 公开版 or 报送版, 草稿 or 正式."""

    audience: Audience = "filing"
    draft: bool = False


def compose(
    report: Report, *, report_id: str = "", audience: Audience = "filing", draft: bool = False
) -> list[Publication]:
    """Every report of the file, or the one named.  Raises UsageError for an unknown `report_id`."""
    edition = Edition(audience, draft)
    chosen = [(pack, form) for pack in report.template.packs for form in pack.reports if report_id in {"", form.id}]
    if not chosen:
        known = "、".join(form.id for pack in report.template.packs for form in pack.reports)
        raise UsageError(f"{report.file.path.name} 里没有报告「{report_id}」", f"可选 {known}")
    return [_publication(report, pack, form, edition) for pack, form in chosen]


def _publication(report: Report, pack: Pack, form: ReportForm, edition: Edition) -> Publication:
    blocks = [*_narrative(report, pack, edition)]
    for table in _of_names(report, pack, form.tables, edition):
        blocks += [PlacedBlock(PageBreak()), table] if blocks else [table]
    return Publication(
        title=fill(form.title, report.unit, report.year),
        unit=report.unit,
        year=report.year,
        blocks=tuple(blocks),
        date=_date(report),
        draft=edition.draft,
    )


def _date(report: Report) -> str:
    if report.template.find("form.date") is None:
        return ""
    parts = report.value("form.date").text.split("-")
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False) if part)


# -- narrative ----------------------------------------------------------------


def headings(report: Report, pack: Pack) -> Iterator[tuple[Section, Heading]]:
    """The printed headings of a pack's outline; optional sections without text are left out."""
    counters = [0] * 6
    for section in pack.sections:
        if not _printed(report, pack, section):
            continue
        counters[section.level] += 1
        counters[section.level + 1 :] = [0] * (5 - section.level)
        number = heading_number(section, counters[section.level])
        yield section, Heading(section.level, report.title(section), number)


def heading_number(section: Section, count: int) -> str:
    """The number before a section's title: the form's own, none for `-`, else by level and count."""
    if section.number == "-":
        return ""
    number = section.number or printed_number(section.level, count)
    return number if not number or number[-1] in _PUNCTUATION else f"{number}{GAP}"


def _printed(report: Report, pack: Pack, section: Section) -> bool:
    if section.required or report.lines(section.id):
        return True
    return any(other.id.startswith(f"{section.id}.") and report.lines(other.id) for other in pack.sections)


def _narrative(report: Report, pack: Pack, edition: Edition) -> Iterator[PlacedBlock]:
    for place, (section, heading) in enumerate(headings(report, pack)):
        if place and section.level == 0:
            yield PlacedBlock(PageBreak())
        yield PlacedBlock(heading, section.id)
        for line in report.lines(section.id):
            yield PlacedBlock(Paragraph(line.text), section.id, line.marks)
        for name in section.charts:
            chart = _chart(report, name)
            if chart is not None:
                yield PlacedBlock(chart, section.id)
        yield from _each_on_a_page(_of_names(report, pack, section.tables, edition))


def _chart(report: Report, name: str) -> Chart | None:
    """The drawing of a few figures; none while all of them are blank or zero.

    Of bars a year is drawn only when all its amounts are known: a blank is no bar of nothing.
    """
    form = report.template.charts[name]
    enough = any if form.kind == "pie" else all
    series = tuple(
        (fill(title, report.unit, report.year), tuple(_drawn(report, key, form.unit) for key in keys))
        for title, keys in form.series
        if enough(report.drawn(*parse_reference(key).at("actual")).filled for key in keys)
    )
    if not any(value for _, values in series for value in values):
        return None
    kind: Literal["bar", "pie"] = "pie" if form.kind == "pie" else "bar"
    return Chart(kind, fill(form.title, report.unit, report.year), form.labels, series, form.unit)


def _drawn(report: Report, name: str, unit: str) -> Decimal:
    reference = parse_reference(name)
    held = report.drawn(*reference.at("actual"))
    return to_decimal(in_unit(held, unit), 2) if held.number is not None else Decimal(0)


# -- tables ---------------------------------------------------------------------


def _of_names(report: Report, pack: Pack, names: Iterable[str], edition: Edition) -> Iterator[PlacedBlock]:
    """The printed tables of forms: of each one, or one for each row of the family it is printed for."""
    for table in (table for name in names for table in report.instances(name)):
        block = _table(report, pack, table, edition)
        if block is not None:
            yield block


def _each_on_a_page(tables: Iterable[PlacedBlock]) -> Iterator[PlacedBlock]:
    """Tables, the second and each further one on a page of its own; the first stands below its heading."""
    for place, table in enumerate(tables):
        if place:
            yield PlacedBlock(PageBreak())
        yield table


def _table(report: Report, pack: Pack, name: str, edition: Edition) -> PlacedBlock | None:
    form = report.template.table(name)
    if form.private and edition.audience == "public":
        return None
    sheet = report.sheet(name)
    unit = form.unit or pack.unit
    places: dict[tuple[int, int], CellPlace] = {}
    rows = tuple(
        tuple(_cell(report, cell, unit, edition, places, (r, c)) for c, cell in enumerate(row))
        for r, row in enumerate(sheet.cells)
    )
    rows = _joined(sheet, rows, places)
    block: Block = Table(
        cells=rows,
        title=report.table_title(name),
        number=report.table_number(name),
        unit=form.unit,
        owner=report.words(form.owner, name),
        header_rows=sheet.header_rows,
        notes=tuple(report.table_notes(name)),
        widths=form.widths,
        landscape=form.landscape,
        one_page=form.one_page,
    )
    return PlacedBlock(block, name, cells=_with_formulas(report, places), private=form.private)


def _cell(
    report: Report,
    cell: SheetCell | None,
    unit: str,
    edition: Edition,
    places: dict[tuple[int, int], CellPlace],
    position: tuple[int, int],
) -> Cell | None:
    if cell is None:
        return None
    if cell.role is not CellRole.FIGURE:
        header = cell.role is CellRole.HEADER
        centred = header or cell.role is CellRole.CLOSED or _IN_THE_MIDDLE.fullmatch(cell.text) is not None
        return Cell(cell.text, cell.rows, cell.cols, "center" if centred else "left", header)
    if not cell.key:
        return Cell(cell.text, cell.rows, cell.cols, "center" if cell.centred else "left")
    figure = report.template.figure(cell.key)
    if figure.private and edition.audience == "public":
        return Cell("", cell.rows, cell.cols)
    place, text = _place(report, cell, figure, unit)
    places[position] = place
    align: Literal["left", "center", "right"] = "center" if cell.centred else "right" if figure.kind.numeric else "left"
    return Cell(text, cell.rows, cell.cols, align)


def _place(report: Report, cell: SheetCell, figure: Figure, unit: str) -> tuple[CellPlace, str]:
    held = report.value(cell.key, cell.aspect)
    if cell.boxes:
        return CellPlace(cell.key, cell.aspect), boxes(figure, held.text)
    printed = unit if figure.kind is Kind.MONEY else figure.unit
    text = show(held, figure.kind, printed, figure.decimals)
    suffix = "%" if figure.kind is Kind.RATE and held.number is not None else ""
    if held.number is None:
        return CellPlace(cell.key, cell.aspect), text
    decimals = len(text.partition(".")[2])
    number = to_decimal(in_unit(held, printed), decimals)
    view = report.cell(cell.key, cell.aspect)
    stated = view.given is not None and view.computed is not None and view.computed.number != held.number
    place = CellPlace(cell.key, cell.aspect, number, decimals, suffix, (), stated)
    return place, f"{text}{suffix}"


def boxes(figure: Figure, chosen: str) -> str:
    """All choices of a figure, the chosen one ticked."""
    return "　".join(f"{'☑' if choice == chosen else '□'}{choice}" for choice in figure.choices)


def _joined(
    sheet: Sheet, rows: Sequence[Sequence[Cell | None]], places: dict[tuple[int, int], CellPlace]
) -> tuple[tuple[Cell | None, ...], ...]:
    """The rows with neighbouring growing rows of one text printed as one cell, where the layout asks for it.

    A column is joined within the joined cell on its left: 数量指标 never spans two 一级指标.
    """
    joined = [list(row) for row in rows]
    last: dict[int, int] = {}
    for r, line in enumerate(sheet.cells):
        same = r > 0
        for c, cell in enumerate(line):
            if cell is None or not cell.merge:
                continue
            above, text = sheet.cells[r - 1][c], rows[r][c]
            before = rows[r - 1][c]
            same = same and above is not None and above.merge and before is not None and text is not None
            same = same and bool(text and before and text.text == before.text and text.text)
            if not same:
                last[c] = r
                continue
            top = joined[last[c]][c]
            assert top is not None
            joined[last[c]][c] = replace(top, rows=top.rows + 1)
            joined[r][c] = None
            places.pop((r, c), None)
    return tuple(map(tuple, joined))


def _with_formulas(report: Report, places: Mapping[tuple[int, int], CellPlace]) -> dict[tuple[int, int], CellPlace]:
    """Totals that are plain sums keep their terms; a writer makes them live where all terms are on the page."""
    placed: dict[tuple[int, int], CellPlace] = {}
    for position, place in places.items():
        formula = report.template.figure(place.key).formula
        terms = None
        if formula is not None and place.number is not None and (place.key, place.aspect) in report.engine.computed:
            terms = linear_terms(formula, place.aspect, report.engine.expand)
        placed[position] = (
            CellPlace(place.key, place.aspect, place.number, place.decimals, place.suffix, terms, place.stated)
            if terms
            else place
        )
    return placed
