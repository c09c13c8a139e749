"""From documents to one import: every document is read section by section, then all readings are brought together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from core.blocks import Heading, Paragraph, ReadBlock, SourceDocument, Table
from core.errors import Cancelled
from core.prefill.context import Context
from core.prefill.derived import derived
from core.prefill.drafts import Part, paragraph_drafts, section_proposals
from core.prefill.fitting import TableContext
from core.prefill.fold import Folded, fold
from core.prefill.gather import gather
from core.prefill.items import Items
from core.prefill.kinds import Kinds
from core.prefill.model import (
    Import,
    Mention,
    Reading,
    Relation,
    SectionProposal,
    SourceInfo,
    TableProposal,
    Yield,
)
from core.prefill.nothing import read_nothing, zero
from core.prefill.own import OwnReport
from core.prefill.own_offers import OwnFile, settled
from core.prefill.prose import read_prose
from core.prefill.quoting import before
from core.prefill.sources import is_form, pack_of, unit_of, year_of
from core.prefill.tables import read_table
from core.prefill.unnumbered import outlined
from core.reading.numbering import split_number

if TYPE_CHECKING:
    from core.expressions import Reference
    from core.figures import Held
    from core.prefill.gather import Keyed
    from core.prefill.homes import Home
    from core.prefill.items import Item
    from core.prefill.outline import Titled
    from core.prefill.slots import Recognised
    from core.template import Template

Progress = Callable[[int, int], None]


def understand(
    documents: Sequence[SourceDocument],
    template: Template,
    year: int,
    *,
    unit: str = "",
    years: Mapping[str, int] | None = None,
    kinds: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Import:
    """What the sources offer a report file of fiscal `year`.  Raises Cancelled.

    `years` says of which fiscal year a file is, by its name, where the person knows better than `year_of`; `kinds` as
    which report it is read, by the id of its pack; `units` of which unit it is.
    """
    total = sum(len(document.blocks) for document in documents)
    done = 0
    known_as = Kinds(template)
    template = known_as.of().template  # the same packs, with what was looked up in them before
    read: list[_Document | OwnFile] = []
    for document in documents:
        if isinstance(document, OwnReport):
            read.append(OwnFile(document, template, year))
        else:
            file = document.file
            said = _Said((years or {}).get(file), (kinds or {}).get(file), (units or {}).get(file))
            read.append(known := _Document(document, known_as, unit, said))
            for index, block in enumerate(known.blocks):
                if cancelled is not None and cancelled():
                    raise Cancelled("已取消导入", "")
                known.block(index, block)
                done += 1
                if progress is not None:
                    progress(done, total)
    readings = [reading for one in read for reading in one.out.readings]
    for one in read:
        readings += derived(one.out.readings, one.out.relations, template)
    proposals, conflicts, keyed = gather(readings, year, template)
    proposals = settled(proposals, [one for one in read if isinstance(one, OwnFile)], year)
    return Import(
        year=year,
        unit=unit or next((one.info.unit for one in read if one.info.unit), ""),
        documents=tuple(one.info for one in read),
        proposals=tuple(proposals),
        sections=tuple(section for one in read for section in one.sections(keyed)),
        tables=tuple(table for one in read for table in one.tables),
        relations=tuple(relation for one in read for relation in one.out.relations),
        conflicts=tuple(conflicts),
        unplaced=tuple(left for one in read for left in one.out.unplaced),
    )


class _Said(NamedTuple):
    """What the person said of a document."""

    year: int | None
    kind: str | None
    unit: str | None


class _Document:
    """One document while it is read."""

    def __init__(self, document: SourceDocument, kinds: Kinds, unit: str, said: _Said) -> None:
        self.document = document
        self.kinds = kinds
        self.tools = kinds.of(said.kind or "")
        self.year = said.year or year_of(document)
        own = said.unit or unit_of(document)
        self.unit = own or unit
        report = said.kind or pack_of(document, self.tools.template.packs)
        self.info = SourceInfo(document.file, document.kind, report, own, self.year)
        sections = [section for pack in self.tools.template.packs for section in pack.sections]
        self.blocks, self.titled = outlined(document.blocks, sections, self.unit)
        self._placed = kinds.at_home(self.blocks, self.titled, self.unit) if self.tools.foreign else self.titled
        self._output = next((section.output for section in sections if section.output), "")
        self._homes = self.tools.homes
        self._read_as: Titled | None = None
        self.parts = [Part(None, document.file)]
        self.form = is_form(document)
        self.items = Items(self.year)
        self.tables: list[TableProposal] = []
        self.out = Yield()

    # -- reading -------------------------------------------------------------------

    def block(self, index: int, read: ReadBlock) -> None:
        """Read one block."""
        match read.block:
            case Heading():
                self.items.leave()
                self._read_as = self.titled[index]
                self.parts.append(Part(self._placed[index], self._source(read)))
                self.parts[-1].add_place(read)
            case Paragraph(text, role) if role != "note":
                self._paragraph(index, read, text)
            case Table():
                self._table(index, read)
            case _:
                pass

    def _table(self, index: int, read: ReadBlock) -> None:
        context = TableContext(self.tools.forms, self.year, self.unit, index)
        table, found = read_table(read, context)
        self.tables.append(self.kinds.table(table) if self.tools.foreign else table)
        self.out.add(found)

    @property
    def _title(self) -> str:
        return self._read_as.heading.text if self._read_as else ""

    @property
    def _home(self) -> str:
        """The section, of the forms that are read through, that a text stands in."""
        return self._read_as.home if self._read_as else ""

    @property
    def _section(self) -> str:
        """The section of the report file that a text belongs to."""
        titled = self.parts[-1].titled
        return titled.home if titled else ""

    def _paragraph(self, index: int, read: ReadBlock, text: str) -> None:
        folded = fold(text)
        home = self._homes.of(self._home)
        number = split_number(folded.text)
        start = len(number.printed) if number else 0
        items = self.items.read(folded.text, start, home.listed)
        context = self._context(home, read, index, items)
        known = len(self.out.readings)
        found = self.tools.patterns.find(folded.text, home.statements, start)
        for one in found:
            self._recognised(one, folded, context)
        taken = [(one.start, one.end) for one in found]
        prose = read_prose(folded, start, taken, context)
        self.items.end(items, numbered=bool(prose.readings))
        self.out.add(prose)
        if not self.form and not any(one.zeros for one in found):
            figure = self.tools.template.find(home.none) if home.none else None
            self.out.add(read_nothing(folded, start, context, home.none, figure))
        part = self.parts[-1]
        part.texts.append(text)
        part.add_place(read)
        part.drafts += paragraph_drafts(part.drafts, folded, found, self.out.readings[known:])

    def _context(self, home: Home, read: ReadBlock, index: int, items: Sequence[Item]) -> Context:
        return Context(
            section=self._section,
            year=self.year,
            unit=self.unit,
            lexicon=home.lexicon,
            evidence=read.at,
            figure=self.tools.template.find,
            listing=home.listing,
            items=items,
            output=home.output or self._output,
            keeps=bool(home.output),
            plan=home.plan,
            serial=index,
            title=self._title,
            follows=home.follows,
        )

    def _recognised(self, found: Recognised, text: Folded, context: Context) -> None:
        """The values and relations of one of the pack's own sentences."""
        year = found.year or self.year

        def mention(start: int, end: int) -> Mention:
            place = context.evidence(text.place(start))
            return Mention(text.quote(start, end), place, context.section, before(text, start))

        for one in found.amounts:
            if one.row and not one.reference.key.endswith(".amount"):
                continue
            found_here = _reading(
                one.reference, one.held, year, mention(one.start, one.end), one.row, f"{context.serial}.s"
            )
            place = (text.place(one.start), text.place(one.end - 1) + 1)
            self.out.readings.append(found_here._replace(start=place[0], end=place[1]))
        for reference in () if self.form else found.zeros:
            figure = self.tools.template.figure(reference.key)
            if not any(one.reference == reference for one in found.amounts):
                whole = mention(found.start, found.end)
                self.out.readings.append(_reading(reference, zero(figure), year, whole))
        for related in found.relations:
            where = mention(related.start, related.end)
            self.out.relations.append(
                Relation(
                    related.relation,
                    where.quote,
                    year,
                    related.value,
                    related.unit,
                    related.key,
                    related.falls,
                    where.evidence,
                )
            )

    # -- sections --------------------------------------------------------------------

    def sections(self, keyed: Keyed) -> list[SectionProposal]:
        """Every heading with its own text, the title too, in order."""
        found = section_proposals(self.parts, self.year, keyed)
        return [self.kinds.section(one) for one in found] if self.tools.foreign else found

    def _source(self, read: ReadBlock) -> str:
        line = f":{read.evidence.line}" if read.evidence.line else ""
        page = f"/{read.evidence.page}" if read.evidence.page else ""
        return f"{self.document.file}{line}{page}"


def _reading(
    reference: Reference, held: Held, year: int, mention: Mention, row: str = "", listing: str = ""
) -> Reading:
    """A slot of a sentence of the pack; its wording leaves nothing open."""
    prior = reference.aspect == "prior"
    family = reference.key.split(".")[0] if row else ""
    return Reading(
        key=reference.key,
        aspect="actual" if prior else reference.aspect or "actual",
        year=year - prior,
        held=held,
        mention=mention,
        confidence="certain",
        why="与报表包的句子一致",
        family=family,
        row_name=row,
        listing=listing if row else "",
    )
