"""The sections of an import as the report takes them: live where that prints what the source says, else as words."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from core.expressions import matches
from core.narrative import Facts, Ref, Renderer, Span, StatementSpan, Text, dependencies, dump, merge
from core.prefill.drafts import last_years
from core.prefill.fold import compact
from core.report.packing import spread
from core.reportfile import Change, RowChange, SectionChange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from core.figures import Held
    from core.prefill.model import Draft, Import, SectionProposal
    from core.prefill.rowids import RowIds
    from core.report import Report
    from core.rules import CellId


class Texts:
    """The section changes of one acceptance.

    `taken` are the cells that come with it and `rows` the rows, so that a sentence is judged by what it will print.
    """

    def __init__(
        self,
        report: Report,
        found: Import,
        sections: Callable[[SectionProposal], bool] | bool,
        ids: RowIds,
        taken: Mapping[CellId, Held],
        rows: Sequence[RowChange],
    ) -> None:
        self.report, self.found, self.sections = report, found, sections
        self.ids, self.taken, self.rows = ids, taken, rows

    def changes(self) -> Iterator[Change]:
        """The sections as they will be; of two sources of one section the newer."""
        if self.sections is False:
            return
        newest: dict[str, SectionProposal] = {}
        for one in self.found.sections:
            known = newest.get(one.target)
            if (
                one.target in self.report.template.sections
                and self._offered(one)
                and (not known or known.year < one.year)
            ):
                newest[one.target] = one
        for name, one in newest.items():
            before = self.report.spans.get(name)
            spans = self._spans(one)
            if spans:
                yield SectionChange(name, dump(before) if before else None, dump(spans))
        for name in self._giving_way(newest):
            yield SectionChange(name, dump(self.report.spans[name]), None)

    def _giving_way(self, taken: Mapping[str, SectionProposal]) -> Iterator[str]:
        """Optional sections that hold nothing but their set words, below a heading that gets words of its own.

        A source prints its 名词解释 right under the heading of the part: the same terms would stand there twice.
        """
        for name, section in self.report.template.sections.items():
            above = name.rpartition(".")[0]
            if section.required or not section.text or above not in taken or name in taken:
                continue
            if self.report.spans.get(name) == spread(section):
                yield name

    def _offered(self, one: SectionProposal) -> bool:
        if not one.spans or one.year not in {self.report.year, self.report.year - 1}:
            return False
        if callable(self.sections):
            return self.sections(one)
        if one.year < self.report.year and self.report.template.sections[one.target].statements:
            return False
        return not self._edited(one.target)

    def _edited(self, section: str) -> bool:
        """Whether the clerk wrote in the section: anything but what a new report starts with."""
        spans = self.report.spans.get(section, [])
        if spans and spans[0] == Text(self.report.template.sections[section].text):
            spans = spans[1:]
        return any(isinstance(span, Text) and span.text.strip() for span in spans) or any(
            isinstance(span, StatementSpan) and span.reasons for span in spans
        )

    def _spans(self, one: SectionProposal) -> list[Span]:
        if one.year != self.report.year:
            return last_years(one, self.report.template)
        return merge([span for draft in one.spans for span in self._live(draft)])

    def _live(self, draft: Draft) -> list[Span]:
        """A draft as spans: live where that prints what the source says with the values that are taken over."""
        span = draft.span
        if isinstance(span, Ref):
            span = replace(span, key=self.ids.key(span.key, draft.row))
            aspects = {span.aspect, span.also} - {""}
            known = draft.year == self.report.year and aspects <= {*self.report.template.figure(span.key).aspects}
            return [span if known and self._prints(span, draft.text) else Text(draft.text)]
        if not isinstance(span, StatementSpan):
            return [span]
        if self._prints(span, draft.text) and dependencies(self.report.template, [span]):
            return [span]
        return [one for part in draft.parts for one in self._live(part)] or [Text(draft.text)]

    def _prints(self, span: Span, text: str) -> bool:
        return compact("".join(piece.text for piece in self._renderer.pieces(span))) == compact(text)

    @cached_property
    def _renderer(self) -> Renderer:
        pack = self.report.template.packs[0]
        facts = Facts(self.report.unit, self.report.year, pack.unit, pack.decimals)
        return Renderer(self.report.template, _Overlay(self.report, self.taken), self._rows_after, facts)

    def _rows_after(self, family: str) -> list[str]:
        return [*self.report.rows(family), *(change.row for change in self.rows if change.family == family)]


class _Overlay:
    """The report's cells as they will be."""

    def __init__(self, report: Report, taken: Mapping[CellId, Held]) -> None:
        self._report = report
        self._taken = taken

    def value(self, key: str, aspect: str) -> Held:
        """The value taken over, else the report's own."""
        return self._taken.get((key, aspect)) or self._report.value(key, aspect)

    def expand(self, pattern: str) -> Sequence[str]:
        """The keys of a set, those of new rows too."""
        known = list(self._report.engine.expand(pattern))
        return [*known, *(key for key, _ in self._taken if matches(pattern, key) and key not in known)]
