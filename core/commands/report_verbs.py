"""templates, new, set, show, history, undo, redo, restore."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.documents import figure_json, moved_json, sections_json, years_told
from core.errors import ExpressionError, JuebaoError, TemplateError, UsageError
from core.expressions import Reference, is_key, matches, parse_reference
from core.figures import BLANK, plain
from core.report import Moved, Report
from core.reportfile import Change, Entry, FigureChange, Origin, RowChange
from core.rules import CellId, counts
from core.template import TOTAL, Family, RowKind, known

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from core.commands.run import Result


@contextmanager
def opened(path: str, *, read_only: bool = False) -> Iterator[Report]:
    """An open report that is closed again.  Raises ReportFileError."""
    report = Report.open(Path(path), read_only=read_only)
    try:
        yield report
    finally:
        report.close()


def templates(options: argparse.Namespace) -> Result:
    """List the packs, after installing or writing one where asked."""
    done = _packs_moved(options)
    packs = known()
    document = {
        "packs": [
            {
                "id": pack.id,
                "title": pack.title,
                "region": pack.region,
                "years": list(pack.years),
                "reports": [{"id": form.id, "title": _plain_title(form.title)} for form in pack.reports],
                "version": pack.version,
            }
            for pack in packs
        ]
    }
    lines = [f"{pack.id}　{pack.title}　{pack.years[0]}–{pack.years[-1]} 年度" for pack in packs]
    return document, done or lines, 0


def _packs_moved(options: argparse.Namespace) -> list[str]:
    """Install the packs' files that are named, or write one pack as a file to hand on."""
    if bool(options.pack) != bool(options.out):
        raise UsageError("制作报表包文件要同时写明 --pack 和 --out", "例如 --pack zhengti-hunan-2023 --out 报表包.zip")
    if not (options.install or options.pack):
        return []
    if options.pack and Path(options.out).suffix.lower() != ".zip":
        raise UsageError(f"报表包文件要写成 .zip，不能写成 {Path(options.out).name}", "例如 --out 报表包.zip")
    from core.template.installing import install, pack_archive

    done = [install(Path(path)).line for path in options.install]
    if options.pack:
        pack = pack_archive(options.pack, Path(options.out))
        done.append(f"已制作 {options.out}：报表包「{pack.title}」版本 {pack.version}")
    return done


def _plain_title(title: str) -> str:
    return title.replace("{year}年度", "").replace("{unit}", "").replace("\n", "").strip()


def new(options: argparse.Namespace) -> Result:
    """Make a report file, empty or from last year's."""
    if options.last_year:
        from core.commands.carry import carry_over

        last_year, out = Path(options.last_year), Path(options.out)
        report = carry_over(last_year, out, options.template, unit=options.unit, year=options.year)
    else:
        if not (options.template and options.unit and options.year):
            raise UsageError("新建要写明 --template、--unit 和 --year", "或用 --from 去年的填报文件")
        unit = " ".join(options.unit.split())  # a name is one line
        report = Report.create(Path(options.out), options.template.split(","), unit, options.year)
    try:
        line = f"已新建 {options.out}（{report.unit} {report.year} 年度）"
        carried = Moved(report.file.history(1)[0]) if options.last_year else None
        notices, told = years_told(report)
        return {**moved_json(report, carried), **notices}, [line, *told], 0
    finally:
        report.close()


def set_values(options: argparse.Namespace) -> Result:
    """Type values, all in one change set; a computed cell takes a stated total."""
    with opened(options.file) as report:
        changes: list[Change] = []
        for assignment in options.assignments:
            changes += _assignment(report, assignment, changes)
        last = {(change.key, change.aspect): change for change in changes if isinstance(change, FigureChange)}
        rows = [change for change in changes if not isinstance(change, FigureChange)]
        moved = report.apply(f"填写 {len(options.assignments)} 项", [*rows, *last.values()])
        document = moved_json(report, moved)
        return document, [_summary(report, moved)], 0


def _assignment(report: Report, text: str, before: list[Change]) -> list[Change]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"「{text}」缺少等号", "写成 KEY=VALUE，例如 T09.reception=4.33")
    key, aspect = _reference(report, name).at("actual")
    family, row, _ = report.template.split(key)
    if not is_key(key) or (family is not None and not _is_row(family, row)):
        raise UsageError(f"「{name}」不是一个数据项", "写一个键，例如 T09.reception 或 T03.2012901.basic")
    figure = report.template.figure(key)
    if aspect not in figure.aspects:
        raise UsageError(f"{figure.name}没有口径 {aspect}", f"可用 {'、'.join(figure.aspects)}")
    held = report.read(key, value)
    changes: list[Change] = []
    if family is not None and row != TOTAL:
        known = [one.row for one in before if isinstance(one, RowChange) and one.family == family.key]
        wanted = report.row_changes(family.key, row)
        new = [one for one in wanted if isinstance(one, RowChange) and one.row not in known]
        changes += [replace(one, after=(one.after or 0) + len(known) + place) for place, one in enumerate(new)]
    origin = Origin.TYPED if report.can_type(key, aspect) else Origin.STATED
    after = None if held == BLANK else Entry(held, origin)
    changes.append(FigureChange(key, aspect, report.entries.get((key, aspect)), after))
    return changes


def _reference(report: Report, name: str) -> Reference:
    """The cell or set that an argument names.  Raises UsageError."""
    try:
        reference = parse_reference(name)
        if not reference.is_set:
            report.template.figure(reference.key)
    except (ExpressionError, TemplateError) as error:
        raise UsageError(error.message, error.remedy) from error
    return reference


def _is_row(family: Family, row: str) -> bool:
    """Whether a family may have a row of that name: a 科目编码 in the official tables, else any."""
    return family.rows is not RowKind.FUNCTIONAL or row == TOTAL or re.fullmatch(r"\d{3}|\d{5}|\d{7}", row) is not None


def _summary(report: Report, moved: Moved | None) -> str:
    found = counts(report.findings())
    items = len(moved.change_set.changes) if moved and moved.change_set else 0
    return f"修改 {items} 项；错误 {found['error']}、提醒 {found['warning']}、提示 {found['hint']}"


def show(options: argparse.Namespace) -> Result:
    """Print figures and sections; without keys all that hold something."""
    with opened(options.file, read_only=True) as report:
        cells = _chosen(report, options.keys)
        sections = sections_json(report)
        document = {
            "file": str(report.file.path),
            "unit": report.unit,
            "year": report.year,
            "packs": [pack.id for pack in report.template.packs],
            "figures": [figure_json(report, report.cell(key, aspect)) for key, aspect in cells],
            "sections": sections,
        }
        lines = [_line(report, cell) for cell in cells]
        if not options.keys:
            lines += [f"{one['number']}{one['title']}\n{one['text']}" for one in sections]
        return document, lines, 0


def _chosen(report: Report, names: list[str]) -> list[CellId]:
    held = {*report.entries, *report.engine.computed}
    if not names:
        return sorted(held)
    chosen: list[CellId] = []
    for name in names:
        reference = _reference(report, name)
        if reference.is_set:
            chosen += sorted(cell for cell in held if _belongs(reference, cell))
            continue
        aspects = [reference.aspect] if reference.aspect else list(report.template.figure(reference.key).aspects)
        chosen += [(reference.key, aspect) for aspect in aspects if reference.aspect or (reference.key, aspect) in held]
    return chosen


def _belongs(reference: Reference, cell: CellId) -> bool:
    return matches(reference.key, cell[0]) and reference.aspect in {"", cell[1]}


def _line(report: Report, cell: CellId) -> str:
    view = report.cell(*cell)
    return f"{view.key}@{view.aspect}　{view.label}　{plain(view.held) or '（空）'}{view.held.unit}"


def history(options: argparse.Namespace) -> Result:
    """List the change sets, newest first."""
    with opened(options.file, read_only=True) as report:
        sets = report.file.history()
        document = {
            "changes": [
                {
                    "id": one.id,
                    "at": one.at,
                    "who": one.who,
                    "what": one.what,
                    "items": len(one.changes),
                    "undone": one.undone,
                }
                for one in sets
            ]
        }
        lines = [f"{one.at}　{one.who}　{one.what}{'（已撤销）' if one.undone else ''}" for one in sets]
        return document, lines, 0


def _step(options: argparse.Namespace, step: Callable[[Report], Moved | None], nothing: str) -> Result:
    with opened(options.file) as report:
        moved = step(report)
        if moved is None:
            raise JuebaoError(f"{options.file} {nothing}", "用 history 查看修改记录")
        return moved_json(report, moved), [_summary(report, moved)], 0


def undo(options: argparse.Namespace) -> Result:
    """Take the last change set back."""
    return _step(options, Report.undo, "没有可撤销的修改")


def redo(options: argparse.Namespace) -> Result:
    """Do the last undone change set again."""
    return _step(options, Report.redo, "没有可重做的修改")


def restore(options: argparse.Namespace) -> Result:
    """Bring a snapshot back as one change set; SNAPSHOT is a path or the name of one beside the file."""
    with opened(options.file) as report:
        named = [one.path for one in report.file.snapshots() if options.snapshot in {one.path.name, one.path.stem}]
        path = named[0] if named else Path(options.snapshot)
        if not path.is_file():
            raise JuebaoError(f"{options.file} 没有快照「{options.snapshot}」", "快照在同名的 .snapshots 文件夹里")
        moved = report.restore(path)
        return moved_json(report, moved), [_summary(report, moved)], 0


VERBS: dict[str, Callable[[argparse.Namespace], Result]] = {
    "templates": templates,
    "new": new,
    "set": set_values,
    "show": show,
    "history": history,
    "undo": undo,
    "redo": redo,
    "restore": restore,
}

__all__ = ["VERBS", "opened"]
