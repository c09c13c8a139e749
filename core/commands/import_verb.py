"""import: last year's file, whatever it is, proposed for this year's form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from core.commands.documents import held_json, years_told
from core.commands.report_verbs import opened
from core.errors import ReportFileError, UsageError
from core.prefill import accept, read_source, recognise, understand
from core.report import Report
from core.template import Template, template_of

if TYPE_CHECKING:
    import argparse

    from core.blocks import SourceDocument
    from core.commands.run import Result
    from core.prefill import Conflict, Import, Proposal


def import_sources(options: argparse.Namespace) -> Result:
    """Read the sources, propose, and accept what was asked for in one change set."""
    if bool(options.into) == bool(options.new):
        raise UsageError("要写明导入到哪里", "用 --into 已有的文件，或 --new 新建的文件")
    documents = [read_source(source) for source in options.sources]
    _not_itself(options)
    if options.into:
        with opened(options.into) as report:
            _same_year(report, options)
            return _fill(report, documents, options.accept or "none", options)
    return _into_new(documents, options)


def _not_itself(options: argparse.Namespace) -> None:
    into = Path(options.into or options.new)
    if any(into.exists() and Path(source).samefile(into) for source in options.sources):
        raise UsageError(f"{into.name} 不能导入到它自己", "请换一个来源，或换一个填报文件")


def _same_year(report: Report, options: argparse.Namespace) -> None:
    if options.year and options.year != report.year:
        raise UsageError(f"{options.into} 是 {report.year} 年度的文件", f"请去掉 --year 或写 --year {report.year}")


def _into_new(documents: list[SourceDocument], options: argparse.Namespace) -> Result:
    out = Path(options.new)
    if out.exists():
        raise ReportFileError(f"{out.name} 已经存在", "请换一个文件名，或用 --into 导入到它")
    guess = recognise(documents)
    packs = options.template.split(",") if options.template else guess.packs
    year = options.year or guess.year + 1
    found = understand(documents, template_of(packs), year, unit=options.unit)
    unit = options.unit or found.unit
    if not unit:
        raise UsageError(f"{options.sources[0]} 里认不出单位名称", "请加 --unit 写明单位全称")
    report = Report.create(out, packs, unit, year)
    try:
        document, lines, status = _answer(report, found, _accepted(report, found, options.accept or "certain"), options)
        notices, told = years_told(report)
        return {**document, **notices}, [*lines, *told], status
    finally:
        report.close()


def _fill(
    report: Report,
    documents: list[SourceDocument],
    which: Literal["certain", "all", "none"],
    options: argparse.Namespace,
) -> Result:
    template: Template = report.template
    found = understand(documents, template, report.year, unit=report.unit)
    return _answer(report, found, _accepted(report, found, which), options)


def _accepted(report: Report, found: Import, which: Literal["certain", "all", "none"]) -> int:
    moved = accept(report, found, which) if which != "none" else None
    return len(moved.change_set.changes) if moved and moved.change_set else 0


def _answer(report: Report, found: Import, accepted: int, options: argparse.Namespace) -> Result:
    packs = ",".join(pack.id for pack in report.template.packs)
    document = import_json(found, str(report.file.path), packs, accepted)
    line = (
        f"已读 {len(options.sources)} 个文件：数据 {len(found.proposals)} 项，小节 {len(found.sections)} 个，"
        f"冲突 {len(found.conflicts)} 处，未归位 {len(found.unplaced)} 处；"
        f"采用 {accepted} 项修改，写入 {report.file.path}"
    )
    return document, [line], 0


def import_json(found: Import, file: str, template: str, accepted: int) -> dict[str, Any]:
    """The JSON document of the import door."""
    return {
        "documents": [
            {"source": one.source, "kind": one.kind, "unit": one.unit, "year": one.year} for one in found.documents
        ],
        "file": file,
        "template": template,
        "figures": [proposal_json(one) for one in found.proposals],
        "sections": [
            {
                "number": one.number,
                "level": one.level,
                "title": one.title,
                "target": one.target,
                "text": one.text,
                "source": one.source,
            }
            for one in found.sections
        ],
        "tables": [
            {"title": one.title, "target": one.target, "page": one.page, "cells": [list(row) for row in one.cells]}
            for one in found.tables
        ],
        "relations": [
            {
                "relation": one.relation,
                "quote": one.quote,
                "year": one.year,
                "value": one.value,
                "unit": one.unit,
            }
            for one in found.relations
        ],
        "conflicts": [conflict_json(one) for one in found.conflicts],
        "unplaced": [{"quote": one.quote, "why": one.why} for one in found.unplaced],
        "accepted": accepted,
    }


def proposal_json(one: Proposal) -> dict[str, Any]:
    """F of the contract, for a proposal."""
    return {
        "key": one.key,
        "label": one.label,
        "aspect": one.aspect,
        "year": one.year,
        **held_json(one.held, ""),
        "origin": one.origin.value,
        "quote": one.quote,
        "source": one.evidence.file,
        "page": one.evidence.page,
        "confidence": one.confidence,
    }


def conflict_json(one: Conflict) -> dict[str, Any]:
    """Two or more values for one cell."""
    return {
        "key": one.key,
        "aspect": one.aspect,
        "candidates": [proposal_json(candidate) for candidate in one.candidates],
    }
