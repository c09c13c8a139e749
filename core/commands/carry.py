"""new --from: this year's file from last year's own file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import UsageError
from core.narrative import Ref, StatementSpan, Text, dump
from core.narrative.renewal import as_draft, successor
from core.prefill.drafts import paragraph_drafts
from core.prefill.fold import fold
from core.prefill.patterns import Patterns
from core.prefill.placing import OPENING
from core.report import Report
from core.reportfile import Change, Entry, FigureChange, Origin, RowChange, SectionChange
from core.template import TOTAL, RowKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.figures import Held
    from core.narrative import Span
    from core.template import Figure, Section


def carry_over(last_year: Path, out: Path, templates: str = "", *, unit: str = "", year: int | None = None) -> Report:
    """A report for the year after, with nothing of last year's but what follows from it.

    Carried are actual to prior, closing to opening balances, staff, the rows the clerk added with what
    describes them, and the text as drafts in which last year's numbers ask to be renewed.
    `unit` is given where the unit has another name now.  Raises UsageError where `year` is not the year after,
    ReportFileError, TemplateError; then there is no new file.
    """
    before = Report.open(last_year, read_only=True)
    try:
        packs = templates.split(",") if templates else [pack.id for pack in before.template.packs]
        if not packs:
            raise UsageError(f"{last_year.name} 没有报表包", "请用 --template 指定")
        if year not in {None, before.year + 1}:
            follows = f"用来开始 {before.year + 1} 年度的"
            raise UsageError(
                f"{last_year.name} 是 {before.year} 年度的，只能{follows}，不能开始 {year} 年度",
                "请改年度，或换一个文件",
            )
        report = Report.create(out, packs, unit or before.unit, before.year + 1)
        try:
            changes = [*_rows(before, report), *_figures(before, report), *_drafts(before, report)]
            report.apply(f"从 {last_year.name} 开始", changes)
        except Exception:
            report.close()
            out.unlink(missing_ok=True)
            raise
        return report
    finally:
        before.close()


# -- rows ------------------------------------------------------------------------------


def _rows(before: Report, report: Report) -> Iterator[Change]:
    """The rows the clerk added, and of the tables by 科目 those that begin with a balance."""
    for family in report.template.dictionary.families.values():
        if family.rows is RowKind.ADDED:
            for place, row in enumerate(before.rows(family.key)):
                yield RowChange(family.key, row, None, place)
    for name in _balanced(report):
        wanted = {code[:digits] for code in _with_balance(before, name) for digits in (3, 5, 7)}
        for place, row in enumerate(sorted(wanted)):
            yield RowChange(name, row, None, place)


def _balanced(report: Report) -> list[str]:
    """The families by 科目 whose rows have an opening and a closing balance."""
    families = report.template.dictionary.families.values()
    return [one.key for one in families if one.rows is RowKind.FUNCTIONAL and {"opening", "closing"} <= {*one.figures}]


def _with_balance(before: Report, family: str) -> list[str]:
    """The 项 rows that closed with a balance."""
    return [row for row in before.rows(family) if len(row) == 7 and before.value(f"{family}.{row}.closing").number]


# -- figures ---------------------------------------------------------------------------


def _figures(before: Report, report: Report) -> Iterator[Change]:
    for (key, aspect), held in _held(before).items():
        figure = report.template.find(key)
        if figure is not None and held.filled and aspect in {"actual", "target"}:
            for target in _targets(before, report, figure, key, aspect):
                yield FigureChange(*target, None, Entry(held, Origin.CARRIED_OVER))
    for family in _balanced(report):
        yield from _openings(before, report, family)


def _held(before: Report) -> dict[tuple[str, str], Held]:
    """Every value of last year's file, those that none of its packs shows too."""
    return {**before.engine.computed, **{cell: entry.held for cell, entry in before.entries.items()}}


def _targets(before: Report, report: Report, figure: Figure, key: str, aspect: str) -> Iterator[tuple[str, str]]:
    """The cells of the new file that a value of last year's goes to."""
    if aspect == "target":
        if (key, aspect) in before.entries and _keeps_target(figure):
            yield key, "target"
        return
    if "prior" in figure.aspects and _keeps(before, report, key):
        yield key, "prior"
    if _stays(report, key):
        yield key, "actual"
    if key in OPENING:
        yield OPENING[key], "actual"


def _openings(before: Report, report: Report, family: str) -> Iterator[Change]:
    """A fund's balances by 项; where the table has no rows, its total."""

    def opening(row: str, held: Held) -> Change:
        return FigureChange(f"{family}.{row}.opening", "actual", None, Entry(held, Origin.CARRIED_OVER))

    rows = _with_balance(before, family)
    for row in rows:
        yield opening(row, before.value(f"{family}.{row}.closing"))
    total = before.value(f"{family}.{TOTAL}.closing")
    if not rows and not before.rows(family) and total.filled and report.template.may_type(f"{family}.{TOTAL}.opening"):
        yield opening(TOTAL, total)


def _keeps(before: Report, report: Report, key: str) -> bool:
    """Computed values are carried only where the new file cannot compute them itself."""
    if (key, "actual") in before.entries:
        return True
    figure = report.template.figure(key)
    return figure.formula is None or report.template.may_type(key)


def _keeps_target(figure: Figure) -> bool:
    """Targets in words are proposed again, amounts only where the dictionary says so."""
    return figure.carry if figure.carry is not None else not figure.kind.numeric


def _stays(report: Report, key: str) -> bool:
    """Staff and the descriptions of rows are proposed again; amounts and what was achieved are not."""
    figure = report.template.figure(key)
    if "target" in figure.aspects or figure.formula is not None:
        return False
    if figure.carry is not None:
        return figure.carry
    family, row, _ = report.template.split(key)
    if family is not None and row != TOTAL:
        return not figure.kind.numeric
    return key.startswith(("staff.", "org."))


# -- text ------------------------------------------------------------------------------


def _drafts(before: Report, report: Report) -> Iterator[Change]:
    """The sections that both files have; a section in which nothing was written begins as in any new file.

    The set words of an optional section that were taken out stay out.
    """
    patterns = Patterns(report.template)
    for name, section in report.template.sections.items():
        spans = before.spans.get(name, []) if name in before.template.sections else []
        fresh = report.spans.get(name, [])
        if not spans:
            if name in before.template.sections and section.text and not section.required and fresh:
                yield SectionChange(name, dump(fresh), None)
            continue
        drafted = dump(_draft(before, report, section, spans, patterns))
        if drafted and drafted != dump(fresh):
            yield SectionChange(name, dump(fresh) or None, drafted)


def _draft(before: Report, report: Report, section: Section, spans: list[Span], patterns: Patterns) -> list[Span]:
    offered = [form.id for form in report.template.statements.values() if form.section == section.id]
    live = list(dict.fromkeys([*section.statements, *offered]))

    def read(text: str) -> list[Span]:
        if text.startswith(section.text):
            return [Text(section.text), *_sentences(text[len(section.text) :], before.year, live, patterns)]
        return _sentences(text, before.year, live, patterns)

    drafted = successor([_known(before, report, section, span, live) for span in spans], before.year, live, read)
    known = before.template.sections[section.id].statements
    said = {span.id for span in drafted if isinstance(span, StatementSpan)}
    for name in section.statements:
        if name not in known and name not in said:  # a sentence that this year's form is the first to have
            drafted += [Text("\n"), StatementSpan(name)] if drafted else [StatementSpan(name)]
    return drafted


def _known(before: Report, report: Report, section: Section, span: Span, live: list[str]) -> Span:
    """A span that the new file can show; else its words as printed last year."""
    fits = True
    match span:
        case StatementSpan(name):
            fits = name in live
        case Ref(key):
            fits = report.template.find(key) is not None
    if fits:
        return span
    return Text("".join(piece.text for piece in before.renderer(section.id).pieces(span)))


def _sentences(text: str, year: int, live: list[str], patterns: Patterns) -> list[Span]:
    """Words of last year: the pack's own sentences in them live, the rest with its numbers marked."""
    spans: list[Span] = []
    for number, line in enumerate(text.split("\n")):
        folded = fold(line)
        spans += [Text("\n")] if number else []
        for draft in paragraph_drafts([], folded, patterns.find(folded.text, live)):
            found = draft.span
            spans += [StatementSpan(found.id)] if isinstance(found, StatementSpan) else as_draft(draft.text, year)
    return spans
