"""From a report to files: composed on the GUI thread, written by the returned work on another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from core.publishing import Audience, compose

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from core.blocks import Publication
    from core.report import Report
    from ui.runner import Progress

FORMATS = {"pdf": "PDF", "xlsx": "Excel", "docx": "Word"}
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]+')
_LONGEST = 180
"""Bytes of a title in a file name, of which systems take 255 with marks and ending."""
_ENDS = 28


@dataclass(frozen=True, slots=True)
class Order:
    """What to export and where to."""

    folder: Path
    formats: tuple[str, ...]
    audience: Audience = "filing"
    draft: bool = True


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were written, and what there is to say about them."""

    paths: list[Path]
    told: list[str]


def write(report: Report, order: Order) -> Callable[[Progress], Written]:
    """The work that writes the files; the report is not touched any more when it runs."""
    publications = compose(report, audience=order.audience, draft=order.draft)
    return partial(_write, publications, order)


def write_blank(report: Report, folder: Path, unit: str) -> Callable[[Progress], Written]:
    """The work that writes the collection form: the tables without numbers, amounts to be given in `unit`."""
    from core.publishing import collection_form

    publications = collection_form(report, unit=unit)
    name = _FORBIDDEN.sub("", f"{report.unit}{report.year}年度收集表（{unit}）")

    def work(progress: Progress) -> Written:
        path = folder / f"{name}.xlsx"
        _one("xlsx", publications, path, progress)
        return Written([path], [])

    return work


def _write(publications: Sequence[Publication], order: Order, progress: Progress) -> Written:
    written: list[Path] = []
    told: list[str] = []
    for kind in order.formats:
        for group in [publications] if kind == "xlsx" else [[one] for one in publications]:
            path = order.folder / f"{_name(group[0], order)}.{kind}"
            _one(kind, group, path, progress)
            written.append(path)
        if kind == "pdf":
            from core.publishing.fonts import glyph_findings

            told = [f"{found.message}。{found.remedy}。" for one in publications for found in glyph_findings(one)]
    return Written(written, told)


def _one(kind: str, group: Sequence[Publication], path: Path, progress: Progress) -> None:
    def tell(done: int, total: int) -> None:
        progress.step(f"正在写 {path.name}", done, total)

    if kind == "pdf":
        from core.publishing.pdf import write_pdf

        write_pdf(group[0], path, progress=tell, cancelled=lambda: progress.stopped)
    elif kind == "xlsx":
        from core.publishing.xlsx import write_xlsx

        write_xlsx(group, path, progress=tell, cancelled=lambda: progress.stopped)
    else:
        from core.publishing.docx import write_docx

        write_docx(group[0], path, progress=tell, cancelled=lambda: progress.stopped)


def _name(publication: Publication, order: Order) -> str:
    """A file name from the title: 2024年度示例县总工会部门整体支出绩效自评报告（公开版·草稿）."""
    title = _FORBIDDEN.sub("", publication.title)
    if len(title.encode()) > _LONGEST:  # the middle is the unit's name; the end says which report it is
        title = f"{title[:_ENDS]}…{title[-_ENDS:]}"
    marks = [*(["公开版"] if order.audience == "public" else []), *(["草稿"] if order.draft else [])]
    return f"{title}（{'·'.join(marks)}）" if marks else title
