"""export: the report as PDF, Excel and Word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.commands.documents import finding_json
from core.commands.report_verbs import opened
from core.errors import PublishingError, UsageError
from core.publishing import collection_form, compose
from core.rules import counts

if TYPE_CHECKING:
    import argparse

    from core.blocks import Publication
    from core.commands.run import Result
    from core.rules import Finding


def export(options: argparse.Namespace) -> Result:
    """Write the files asked for; with errors standing only as a draft."""
    if not (options.pdf or options.xlsx or options.docx):
        raise UsageError("没有说要导出什么", "请加 --pdf、--xlsx 或 --docx")
    if options.blank:
        return _blank(options)
    with opened(options.file, read_only=True) as report:
        errors = counts(report.findings())["error"]
        if errors and not options.draft:
            raise PublishingError(
                f"{options.file} 还有 {errors} 个错误，不能正式导出", "请先用 check 查看并改正，或加 --draft 导出草稿"
            )
        found = compose(report, report_id=options.report, audience=options.audience, draft=options.draft)
        written = _write(found, options)
    document: dict[str, Any] = {"file": options.file, "written": written}
    lines = [f"已导出 {one['path']}" for one in written]
    if options.pdf and (unprintable := _unprintable(found)):
        document["findings"] = [finding_json(finding) for finding in unprintable]
        lines += [f"{finding.message}。{finding.remedy}" for finding in unprintable]
    return document, lines, 0


def _unprintable(publications: list[Publication]) -> list[Finding]:
    """The characters that the PDF could not print."""
    from core.publishing.fonts import glyph_findings

    return [finding for publication in publications for finding in glyph_findings(publication)]


def _blank(options: argparse.Namespace) -> Result:
    """The tables without numbers, to be filled by colleagues in Excel."""
    if not options.xlsx or options.pdf or options.docx:
        raise UsageError("空表只能导出为 Excel", "请写成 --blank --xlsx 文件名")
    with opened(options.file, read_only=True) as report:
        written = _write(collection_form(report, report_id=options.report, unit=options.blank), options)
    return {"file": options.file, "written": written}, [f"已导出空表 {options.xlsx}"], 0


def _write(publications: list[Publication], options: argparse.Namespace) -> list[dict[str, Any]]:
    written: list[dict[str, Any]] = []
    if options.pdf:
        from core.publishing.pdf import write_pdf

        for publication, path in _paths(publications, options.pdf):
            written.append({"path": str(path), "format": "pdf", "pages": write_pdf(publication, path)})
    if options.xlsx:
        from core.publishing.xlsx import write_xlsx

        write_xlsx(publications, Path(options.xlsx))
        written.append({"path": options.xlsx, "format": "xlsx"})
    if options.docx:
        from core.publishing.docx import write_docx

        for publication, path in _paths(publications, options.docx):
            write_docx(publication, path)
            written.append({"path": str(path), "format": "docx"})
    return written


def _paths(publications: list[Publication], path: str) -> list[tuple[Publication, Path]]:
    """One path for one report; further reports get a number before the suffix."""
    first = Path(path)
    return [
        (publication, first if number == 0 else first.with_stem(f"{first.stem}-{number + 1}"))
        for number, publication in enumerate(publications)
    ]
