"""Our own report file as a source: everything it holds, as values and texts with the place where it prints them.

Other sources are read as blocks and understood from their words; here the keys are known.  The blocks are those
of its publications, so the pages beside the proposals show the report as it was.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.blocks import Cell, Chart, Evidence, Heading, Paragraph, ReadBlock, SourceDocument, Table
from core.errors import Cancelled, JuebaoError, ReadingError
from core.prefill.model import TableProposal
from core.publishing import compose
from core.reading import read
from core.report import LAYOUT, REST_ZERO, Report
from core.template import TOTAL, RowKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from core.blocks import PlacedBlock, Publication
    from core.figures import Held
    from core.narrative import Span
    from core.rules import CellId

KIND = "jbao"
_SQLITE = b"SQLite format 3\x00"
_REST = "其他数据"
_REMEDY = "请从它旁边的备份恢复，或改用导出的 Word、PDF"


@dataclass(frozen=True, slots=True)
class OwnValue:
    """One filled cell: `family`, `row` and `row_name` of a growing row, `section` the table or section that prints it.

    `computed` tells that it was not given but follows from others.
    """

    key: str
    aspect: str
    held: Held
    quote: str
    evidence: Evidence
    section: str
    family: str = ""
    row: str = ""
    row_name: str = ""
    computed: bool = False


@dataclass(frozen=True, slots=True)
class OwnText:
    """A section of a pack: its spans, each with the words it printed, and where heading and paragraphs stand."""

    section: str
    pack: str
    heading: Heading
    spans: tuple[tuple[Span, str], ...]
    text: str
    block: int
    places: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReport(SourceDocument):
    """A report file as read: whose it is, of which fiscal year, with which packs, and all it holds."""

    unit: str
    year: int
    packs: tuple[str, ...]
    values: tuple[OwnValue, ...]
    texts: tuple[OwnText, ...]
    tables: tuple[TableProposal, ...]


def read_source(
    path: str | Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SourceDocument:
    """Any file an import begins with: our own report file (OwnReport), else what `core.reading.read` makes of it.

    A report file is only read, also while another window writes it.  Raises ReadingError, ReportFileError,
    TemplateError and Cancelled.
    """
    path = Path(path)
    if not _is_own(path):
        return read(path, progress=progress, cancelled=cancelled)
    if cancelled is not None and cancelled():
        raise Cancelled(f"已取消读取“{path.name}”", "没有改动任何内容")
    try:
        with closing(Report.open(path, read_only=True)) as report:
            return _Pages(report, path.name).document()
    except JuebaoError as error:
        if path.name in error.message:
            raise
        # what is wrong with a pack or a value that the file carries is told of the pack, not of the file
        raise ReadingError(f"“{path.name}”读不出来：{error.message}", _REMEDY) from error
    except Exception as error:  # the boundary: a file that was tampered with may hold anything
        raise ReadingError(f"“{path.name}”已损坏，无法读取", _REMEDY) from error


def _is_own(path: Path) -> bool:
    if path.suffix.lower() == f".{KIND}":
        return True
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False  # the reader says what is wrong


class _Pages:
    """A report laid out as blocks, and where on them each cell is printed."""

    def __init__(self, report: Report, file: str) -> None:
        self.report = report
        self.file = file
        self.blocks: list[ReadBlock] = []
        self.texts: list[OwnText] = []
        self.tables: list[TableProposal] = []
        self._line = 0
        self._in_tables: dict[CellId, tuple[Evidence, str, str]] = {}
        self._in_words: dict[CellId, tuple[Evidence, str, str]] = {}
        self._labels: set[str] = set()

    def document(self) -> OwnReport:
        """All of it."""
        for publication in compose(self.report):
            self._publication(publication)
        values = [*self._values()]
        return OwnReport(
            self.file,
            KIND,
            tuple(self.blocks),
            unit=self.report.unit,
            year=self.report.year,
            packs=tuple(pack.id for pack in self.report.template.packs),
            values=tuple(values),
            texts=tuple(self.texts),
            tables=tuple(self.tables),
        )

    # -- blocks ---------------------------------------------------------------------

    def _publication(self, publication: Publication) -> None:
        self._add(Heading(0, publication.title.replace("\n", "")))
        under: dict[str, list[Evidence]] = {}
        headings: list[tuple[str, Heading, int]] = []
        for placed in publication.blocks:
            block = placed.block
            match block:
                case Heading():
                    headings.append((placed.section, block, len(self.blocks)))
                    under.setdefault(placed.section, []).append(self._add(block))
                case Paragraph():
                    under.setdefault(placed.section, []).append(self._paragraph(placed, block))
                case Table():
                    self._table(placed, block)
                case Chart():
                    pass  # shows figures that are told elsewhere
                case _:
                    self._add(block)
        for section, heading, index in headings:
            self._text(section, heading, index, under[section])

    def _add(self, block: object) -> Evidence:
        self._line += 1
        evidence = Evidence(self.file, line=self._line)
        self.blocks.append(ReadBlock(block, evidence))  # type: ignore[arg-type]
        return evidence

    def _paragraph(self, placed: PlacedBlock, block: Paragraph) -> Evidence:
        evidence = self._add(block)
        for mark in placed.marks:
            quote = _clause(block.text, mark.start, mark.end)
            self._in_words.setdefault((mark.key, mark.aspect), (evidence, quote, placed.section))
        return evidence

    def _table(self, placed: PlacedBlock, table: Table) -> None:
        name, label = placed.section, self._label(table)
        form = name.partition(":")[0]
        cells: dict[tuple[int, int], Evidence] = {}
        for r, row in enumerate(table.cells):
            for c, cell in enumerate(row):
                if cell is not None:
                    cells[r, c] = Evidence(self.file, cell=f"{label} {_letters(c)}{r + 1}")
        for (r, c), place in placed.cells.items():
            words = [label, _row_label(table, placed, r, c) or self._row(place.key)[2], _text_at(table, r, c)]
            where = (cells[r, c], "　".join(filter(None, words)), form)
            self._in_tables.setdefault((place.key, place.aspect), where)
        self._line += 1
        self.blocks.append(ReadBlock(table, Evidence(self.file, line=self._line), cells=cells))
        marks = self.report.marks
        self.tables.append(
            TableProposal(
                table.title,
                form,
                None,
                tuple(tuple(cell.text if cell else "" for cell in row) for row in table.cells),
                layout=marks.get(f"{LAYOUT}{form}", ""),
                whole=f"{REST_ZERO}{name}" in marks,
                none=self.report.declared_empty(name),
            )
        )

    def _label(self, table: Table) -> str:
        """The table's number or title, made single within the file: it tells the place of its cells."""
        first = table.number or table.title or "表"
        names = [first, table.title, *(f"{first}（{count}）" for count in range(2, len(self._labels) + 3))]
        label = next(name for name in names if name and name not in self._labels)
        self._labels.add(label)
        return label

    def _text(self, section: str, heading: Heading, index: int, places: Sequence[Evidence]) -> None:
        report = self.report
        renderer = report.renderer(section)
        spans = report.spans.get(section, [])
        printed = tuple((span, "".join(piece.text for piece in renderer.pieces(span))) for span in spans)
        pack = report.template.pack_of_section(section).id
        self.texts.append(OwnText(section, pack, heading, printed, report.text(section), index, tuple(places)))

    # -- values -----------------------------------------------------------------------

    def _values(self) -> Iterator[OwnValue]:
        """Every filled cell; those that no page prints stand in a table of their own, the last block."""
        held = {**self.report.engine.computed, **{cell: one.held for cell, one in self.report.entries.items()}}
        filled = {cell: one for cell, one in held.items() if one.filled and self.report.template.find(cell[0])}
        places = {**self._in_words, **self._in_tables}
        rest = [cell for cell in filled if cell not in places and cell in self.report.entries]
        places |= self._rest(rest)
        for cell, one in filled.items():
            if cell not in places:
                continue  # computed and printed nowhere
            evidence, quote, section = places[cell]
            family, row, name = self._row(cell[0])
            yield OwnValue(
                *cell, one, quote, evidence, section, family, row, name, computed=cell not in self.report.entries
            )

    def _row(self, key: str) -> tuple[str, str, str]:
        family, row, _ = self.report.template.split(key)
        if family is None or row == TOTAL:
            return "", "", ""
        if family.rows is RowKind.FUNCTIONAL:
            return family.key, row, self.report.template.row_words(family.key, row)["name"]
        return family.key, row, self.report.row_name(family.key, row)

    def _rest(self, cells: Sequence[CellId]) -> dict[CellId, tuple[Evidence, str, str]]:
        if not cells:
            return {}
        lines = [
            (self.report.cell(*cell).label, self.report.cell(*cell).held.text or _plain(self.report, cell))
            for cell in cells
        ]
        places = {
            cell: (Evidence(self.file, cell=f"{_REST} B{number}"), f"{label}　{text}", "")
            for number, (cell, (label, text)) in enumerate(zip(cells, lines, strict=True), 1)
        }
        table = Table(tuple((Cell(label), Cell(text)) for label, text in lines), title=_REST, header_rows=0)
        evidence = {(number, 1): places[cell][0] for number, cell in enumerate(cells)}
        self._line += 1
        self.blocks.append(ReadBlock(table, Evidence(self.file, line=self._line), cells=evidence))
        return places


def _plain(report: Report, cell: CellId) -> str:
    from core.figures import plain

    view = report.cell(*cell)
    return f"{plain(view.held) or ''}{view.held.unit}"


def _text_at(table: Table, r: int, c: int) -> str:
    cell = table.cells[r][c]
    return " ".join(cell.text.split()) if cell else ""


def _row_label(table: Table, placed: PlacedBlock, r: int, c: int) -> str:
    """The words nearest on the left of a cell that are no figure and no row number."""
    for column in range(c - 1, -1, -1):
        text = _text_at(table, r, column)
        if text and (r, column) not in placed.cells and not text.isdigit():
            return text
    return ""


_ENDS = "，。；：、（）\n"


def _clause(text: str, start: int, end: int) -> str:
    """The words up to the nearest marks around a number."""
    first = max(text.rfind(mark, 0, start) for mark in _ENDS) + 1
    behind = [place for mark in _ENDS if (place := text.find(mark, end)) >= 0]
    return text[first : min(behind, default=len(text))]


def _letters(column: int) -> str:
    """A, B … Z, AA: the name of a column as workbooks have it."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
