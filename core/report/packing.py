"""Which packs a report file carries: another province, one more report, a newer version, each as one undoable set.

Figures, rows and text stay in the file whatever the packs; a `Repacking` tells beforehand what will not be
shown, and what the forms that come begin with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import ReportFileError, TemplateError
from core.narrative import Span, StatementSpan, Text, dump, merge
from core.report.aside import ASIDE, Aside, Shown, set_aside
from core.report.editing import EditingReport
from core.report.views import Moved
from core.reportfile import (
    REGION_MARK,
    Change,
    Entry,
    FigureChange,
    MarkChange,
    SectionChange,
    StoredPack,
)
from core.rules import Engine
from core.template import Template, dictionary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.rules import CellId
    from core.template import Pack, Section


@dataclass(frozen=True, slots=True)
class Repacking:
    """What another set of packs does to a report, told before it is done.

    `hidden_tables` and `hidden_sections` are printed names of what holds something and will not be shown,
    `hidden_figures` how many filled cells have no place any more; all of it stays in the file.
    `typed_instead` are the totals that are typed while their parts are out of sight; `restored` how many of
    those are computed again.
    """

    packs: tuple[StoredPack, ...]
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()
    hidden_tables: tuple[str, ...] = ()
    hidden_sections: tuple[str, ...] = ()
    hidden_figures: int = 0
    typed_instead: tuple[CellId, ...] = ()
    restored: int = 0
    changes: tuple[Change, ...] = ()

    @property
    def idle(self) -> bool:
        """Whether the file carries these packs already."""
        return not (self.added or self.removed or self.renewed)


class PackingReport(EditingReport):
    """Changes the packs of a report."""

    def plan_packs(self, packs: Sequence[Pack]) -> Repacking:
        """What carrying `packs`, in this order, from now on would do.

        Raises TemplateError where none is given or two of them cannot stand in one file.
        """
        if not packs:
            raise TemplateError("填报文件至少要有一个报表包", "请至少留下一个")
        template = Template(dictionary(), packs, self.year)
        released = tuple(self._released(template))
        gone = {(change.key, change.aspect) for change in released}
        given = {cell: entry.held for cell, entry in self.entries.items() if cell not in gone}
        aside, typed = set_aside(template, given, self._every_row())
        instead = [FigureChange(*cell, self.entries.get(cell), Entry(held)) for cell, held in typed.items()]
        kept = [one for one in released if (one.key, one.aspect) not in typed]
        stored = tuple(map(stored_pack, packs))
        before = {pack.id: pack for pack in self.template.packs}
        return Repacking(
            stored,
            added=tuple(pack.title for pack in packs if pack.id not in before),
            removed=tuple(pack.title for pack in self.template.packs if pack.id not in {one.id for one in packs}),
            renewed=tuple(
                pack.title for pack in packs if pack.id in before and dict(before[pack.id].source) != dict(pack.source)
            ),
            hidden_tables=tuple(self._hidden_tables(template)),
            hidden_sections=tuple(self._hidden_sections(template)),
            hidden_figures=self._hidden_figures(template),
            typed_instead=tuple(typed),
            restored=len(kept),
            changes=(*kept, *instead, *self._marks_for(aside, packs), *self._sections_for(template)),
        )

    def set_packs(self, packs: Sequence[Pack], *, what: str = "") -> Moved:
        """Carry these packs from now on; one undo takes it back.

        Raises TemplateError as `plan_packs` does, ReportFileError where the file is read-only.
        """
        if self.file.read_only:
            raise ReportFileError(f"{self.file.path.name} 是以只读方式打开的", "请关闭另一个窗口后重新打开")
        plan = self.plan_packs(packs)
        if plan.packs == tuple(map(stored_pack, self.template.packs)):
            return Moved(None)
        changes = [change for change in plan.changes if change.before != change.after]
        return self._moved(self.file.set_packs(plan.packs, what or _name(plan), changes), changes)

    # -- figures -----------------------------------------------------------------------

    def _every_row(self) -> dict[str, list[str]]:
        """All rows of the file, those aside too."""
        rows: dict[str, list[str]] = {}
        for (family, row), _ in sorted(self.positions.items(), key=lambda item: item[1]):
            rows.setdefault(family, []).append(row)
        return {family: self._ordered(family, ids) for family, ids in rows.items()}

    def _released(self, template: Template) -> Iterator[FigureChange]:
        """The totals typed in the place of parts aside, where those parts give the same again."""
        totals = [cell for cell in self.aside.totals if cell in self.entries]
        if not totals:
            return
        engine = Engine(template)
        held = {cell: entry.held for cell, entry in self.entries.items() if cell not in totals}
        engine.load(held, self._every_row())
        for cell in totals:
            if engine.value(*cell).number == self.entries[cell].held.number:
                yield FigureChange(*cell, self.entries[cell], None)

    def _hidden_figures(self, template: Template) -> int:
        now, then = Shown(self.template), Shown(template)
        return sum(entry.held.filled and key in now and key not in then for (key, _), entry in self.entries.items())

    def _hidden_tables(self, template: Template) -> Iterator[str]:
        held = {key for (key, _), entry in self.entries.items() if entry.held.filled}
        for name in self.template.tables:
            placed = {reference.key for reference in self.template.figures_of_table(name)}
            if name not in template.tables and any(_is_of(key, placed) for key in held):
                yield f"{self.template.tables[name].number} {self.words(self.template.tables[name].title)}".strip()

    # -- text --------------------------------------------------------------------------

    def _hidden_sections(self, template: Template) -> Iterator[str]:
        """The sections in which something was written, and that the new outline lacks."""
        for name, section in self.template.sections.items():
            spans = self.spans.get(name, [])
            if name not in template.sections and spans and merge(spans) != merge(spread(section)):
                yield self.title(section)

    def _sections_for(self, template: Template) -> Iterator[SectionChange]:
        """What the sections of the new outline begin with; text that was written stays."""
        for name, section in template.sections.items():
            spans, old = self.spans.get(name, []), self.template.sections.get(name)
            fresh = spread(section)
            untouched = not spans or (old is not None and merge(spans) == merge(spread(old)))
            wanted = fresh if untouched else self._kept(name, spans, old, section, template)
            if merge(wanted) != merge(spans):
                yield SectionChange(name, dump(spans) or None, dump(wanted) or None)

    def _kept(
        self, name: str, spans: list[Span], old: Section | None, section: Section, template: Template
    ) -> list[Span]:
        """Written text in the new form: sentences it does not have become words, those only it has are added."""
        known = {span.id for span in spans if isinstance(span, StatementSpan)}
        kept: list[Span] = []
        for span in spans:
            if isinstance(span, StatementSpan) and span.id not in template.statements and old is not None:
                words = "".join(piece.text for piece in self.renderer(name).pieces(span))
                kept.append(Text(words, was=span.id))
            else:
                kept.append(span)
        for statement in section.statements:
            if statement not in known and (old is None or statement not in old.statements):
                kept += [Text("\n"), StatementSpan(statement)]
        return kept

    # -- marks -------------------------------------------------------------------------

    def _marks_for(self, aside: Aside, packs: Sequence[Pack]) -> Iterator[MarkChange]:
        yield MarkChange(ASIDE, self.marks.get(ASIDE), aside.dump())
        region = packs[0].region
        if region not in {self.file.region, self.template.packs[0].region}:
            yield MarkChange(REGION_MARK, self.marks.get(REGION_MARK), region)


def spread(section: Section) -> list[Span]:
    """What a section starts with: its set words, then its statements, a paragraph each."""
    spans: list[Span] = [Text(section.text)] if section.text else []
    for name in section.statements:
        spans += [Text("\n"), StatementSpan(name)] if spans else [StatementSpan(name)]
    return spans


def stored_pack(pack: Pack) -> StoredPack:
    """A pack as a file carries it."""
    return StoredPack(pack.id, pack.version, pack.language, dict(pack.source))


def _is_of(key: str, placed: set[str]) -> bool:
    """Whether a key is among those a table places, `$` being any row."""
    if key in placed:
        return True
    family, _, rest = key.partition(".")
    return f"{family}.$.{rest.partition('.')[2]}" in placed


def _name(plan: Repacking) -> str:
    parts = [("增加报表包", plan.added), ("去掉报表包", plan.removed), ("更新报表包", plan.renewed)]
    told = [f"{what}：{'、'.join(titles)}" for what, titles in parts if titles]
    return "；".join(told) or "调整报表包的先后"
