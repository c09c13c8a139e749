"""check: every rule over a report file, or over any published report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.commands.documents import finding_json, heading_json
from core.commands.marking import annotate, summarise
from core.commands.report_verbs import opened
from core.errors import JuebaoError, UsageError
from core.narrative.claims.fold import unbroken
from core.publishing import headings
from core.rules import Finding, State, counts

if TYPE_CHECKING:
    import argparse

    from core.commands.run import Result
    from core.report import Report

SUFFIXES = {".jbao", ".docx", ".doc", ".pdf", ".txt", ".xlsx", ".xls"}


def check(options: argparse.Namespace) -> Result:
    """Check a file, or every report in a folder; status 1 where an error stands."""
    source = Path(options.source)
    if source.is_dir():
        if options.annotate:
            raise UsageError("文件夹不能写批注", "请对一个文件用 --annotate，对文件夹用 --summary")
        document, lines, status = _folder(source, options)
    else:
        document, lines = _one(source, options)
        status = 1 if document["counts"]["error"] else 0
    if options.annotate:
        annotate(source, Path(options.annotate), document)
    if options.summary:
        folder = source if source.is_dir() else source.parent
        summarise(Path(options.summary), document.get("files", [document]), folder)
    for one in document.get("files", [document]):
        for finding in one["findings"]:
            finding.pop("around", None)  # only for marking
    return document, lines, status


def _folder(folder: Path, options: argparse.Namespace) -> Result:
    documents, lines, failed = [], [], False
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        if path.suffix.lower() not in SUFFIXES or path.name.startswith(("~", ".")):
            continue
        try:
            document, told = _one(path, options, path.relative_to(folder).as_posix())
        except JuebaoError as error:
            document, told = _unreadable(path, error), [error.line]
        failed = failed or bool(document["counts"]["error"])
        documents.append(document)
        lines += told
    if not documents:
        raise JuebaoError(f"{folder} 里没有可审核的文件", "请放入 docx、doc、pdf、txt、xlsx 或 jbao 文件")
    return {"files": documents}, lines, 1 if failed else 0


def _unreadable(path: Path, error: JuebaoError) -> dict[str, Any]:
    totals = {"error": 0, "warning": 0, "hint": 0, "not_checkable": 1}
    not_checked = [{"rule": "", "why": error.line}]
    return {
        "source": str(path),
        "unit": "",
        "year": None,
        "counts": totals,
        "findings": [],
        "not_checked": not_checked,
    }


def _one(path: Path, options: argparse.Namespace, name: str = "") -> tuple[dict[str, Any], list[str]]:
    if path.suffix.lower() == ".jbao":
        with opened(str(path), read_only=True) as report:
            document = findings_json(str(path), report, report.findings())
    else:
        from core.commands.source_check import check_source

        report, findings = check_source(path, options.template, options.year)
        document = findings_json(str(path), report, findings)
        report.close()
    return document, _lines(name or path.name, document)


def findings_json(source: str, report: Report, findings: list[Finding]) -> dict[str, Any]:
    """The JSON document of the check door."""
    failed = [finding for finding in findings if finding.state is State.FAIL]
    unchecked = [finding for finding in findings if finding.state is State.NOT_CHECKABLE]
    numbers = section_numbers(report)
    return {
        "source": source,
        "unit": report.unit,
        "year": report.year,
        "counts": {**counts(findings), "not_checkable": len(unchecked)},
        "findings": [
            finding_json(finding) | {"place": _place(finding.place, numbers), "around": finding.around}
            for finding in failed
        ],
        "not_checked": [{"rule": finding.rule, "why": f"{finding.name}：{finding.message}"} for finding in unchecked],
    }


def section_numbers(report: Report) -> dict[str, str]:
    """The printed number of every section with its parents': 二（一）."""
    numbers: dict[str, str] = {}
    for pack in report.template.packs:
        path: list[str] = []
        for section, heading in headings(report, pack):
            path[heading.level - 1 :] = [heading_json(heading)["number"].rstrip("、.")]
            numbers[section.id] = "".join(path)
    return numbers


def _place(place: str, numbers: dict[str, str]) -> str:
    section, colon, span = place.rpartition(":")
    return f"{numbers[section]}:{span}" if colon and section in numbers else place


_NAMES = {"error": "错误", "warning": "提醒", "hint": "提示"}


def _lines(name: str, document: dict[str, Any]) -> list[str]:
    totals = document["counts"]
    lines = [
        f"{name}：错误 {totals['error']}、提醒 {totals['warning']}、提示 {totals['hint']}、"
        f"未能审核 {totals['not_checkable']}"
    ]
    for finding in document["findings"]:
        quote = f"「{unbroken(finding['quote'])}」" if finding["quote"] else ""
        lines.append(
            f"  {_NAMES[finding['severity']]} {finding['rule']} {finding['message']}　{quote}{finding['place']}"
        )
    return lines
