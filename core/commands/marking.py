"""check --annotate and --summary: a copy of the source with every finding at its place, and a table of all findings."""

from __future__ import annotations

import copy
import csv
import ctypes
import io
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import UsageError
from core.narrative.claims.fold import unbroken
from core.publishing.files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_SEVERITY = {"error": "错误", "warning": "提醒", "hint": "提示"}
_COLOURS = {"error": (255, 170, 170), "warning": (255, 220, 130), "hint": (190, 218, 255)}
_HEAD = ("文件", "单位", "年度", "级别", "规则", "位置", "原文", "文中", "应为", "说明")
_CELL = re.compile(r"table\d+\.r(\d+)c(\d+)")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def annotate(source: Path, out: Path, document: dict[str, Any]) -> None:
    """Write a copy of `source` with its findings marked, each at its `quote`, found by the words `around` it.

    Raises UsageError where the kinds of file differ, PublishingError where `out` cannot be written.
    """
    kind = out.suffix.lower()
    if kind not in {".pdf", ".docx"} or source.suffix.lower() != kind:
        raise UsageError(f"{source.name} 不能写成带批注的 {out.name}", "docx 写成 docx，pdf 写成 pdf；其他格式请先另存")
    if out.resolve() == source.resolve():
        raise UsageError("批注要写到另一个文件", "请换一个文件名")
    writer = _annotate_pdf if kind == ".pdf" else _annotate_docx
    with replacing(out) as temporary:
        writer(source, temporary, document["findings"])


def _message(finding: dict[str, Any]) -> str:
    return f"{_SEVERITY[finding['severity']]} {finding['rule']}：{finding['message']}"


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The text without spaces, and where each character stood."""
    kept = [(char, at) for at, char in enumerate(text) if not char.isspace()]
    return "".join(char for char, _ in kept), [at for _, at in kept]


class _Finder:
    """Where in the source's texts (pages or paragraphs, without spaces) each finding stands."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.used: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))

    def find(self, finding: dict[str, Any]) -> tuple[int, int, int] | None:
        """The text, the place in it and the length of the quoted words; None where they stand nowhere."""
        words, lead = finding["quote"] or "", finding.get("around") or ""
        found = self._find(words, lead, finding["rule"])
        if found is None and "\n" in lead:  # a sentence that goes on in another paragraph: what stands in one of them
            words = max(words.split("\n"), key=len)
            found = self._find(words, lead.rpartition("\n")[2] if lead.endswith(words) else words, finding["rule"])
        return found

    def _find(self, words: str, lead: str, rule: str) -> tuple[int, int, int] | None:
        quote, around = _squeezed(words)[0], _squeezed(lead)[0]
        if not quote:
            return None
        found = self._next(around, rule) if len(around) > len(quote) else None
        if found is not None:
            return found[0], found[1] + len(around) - len(quote), len(quote)
        found = self._next(quote, rule, whole=True)
        return (*found, len(quote)) if found is not None else None

    def _next(self, words: str, rule: str, *, whole: bool = False) -> tuple[int, int] | None:
        """The next place of words after those a rule marked already; of a `whole` number 8% is no part of 98%."""
        first, begin = self.used[rule + words]
        for number in range(first, len(self.texts)):
            text = self.texts[number]
            at = text.find(words, begin if number == first else 0)
            while whole and at > 0 and words[0].isdigit() and (text[at - 1].isdigit() or text[at - 1] == "."):
                at = text.find(words, at + 1)
            if at >= 0:
                self.used[rule + words] = (number, at + len(words))
                return number, at
        return None


# -- Word ------------------------------------------------------------------------------------


def _annotate_docx(source: Path, out: Path, findings: Sequence[dict[str, Any]]) -> None:
    import docx

    document = docx.Document(str(source))
    paragraphs = list(_paragraphs(document))
    first = next((one for one in paragraphs if one.text.strip() and one.runs), None)
    finder = _Finder([_squeezed(one.text)[0] for one in paragraphs])
    for finding in findings:
        found = _in_table(document, finding, paragraphs) or finder.find(finding)
        if found is None:
            runs = list(first.runs) if first is not None else []
        else:
            number, at, length = found
            runs = _runs(paragraphs[number], at, length)
        if runs:
            document.add_comment(runs=runs, text=_message(finding), author="决报", initials="决")
    document.save(str(out))


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def _runs(paragraph: Paragraph, at: int, length: int) -> list[Any]:
    """The runs of just these words, divided where they begin or end inside one.

    The whole paragraph where a link or field hides them from its runs.
    """
    runs = list(paragraph.runs)
    owner = [number for number, run in enumerate(runs) for _ in _squeezed(run.text)[0]]
    if at + length > len(owner):
        return runs
    first, last = owner[at], owner[at + length - 1]
    _divide(runs[last], at + length - owner.index(last))
    if _divide(runs[first], at - owner.index(first)):
        first, last = first + 1, last + 1
    return list(paragraph.runs)[first : last + 1]


def _divide(run: Run, at: int) -> bool:
    """Make two runs of one after `at` characters that are no spaces, where it holds nothing but text."""
    text = run.text
    places = _squeezed(text)[1]
    plain = all(child.tag.rpartition("}")[2] in {"rPr", "t"} for child in run._r)  # noqa: SLF001  no public way
    if not 0 < at < len(places) or not plain:
        return False
    rest = copy.deepcopy(run._r)  # noqa: SLF001
    run._r.addnext(rest)  # noqa: SLF001
    run.text = text[: places[at]]
    rest.text = text[places[at] :]
    return True


def _in_table(
    document: Document, finding: dict[str, Any], paragraphs: Sequence[Paragraph]
) -> tuple[int, int, int] | None:
    """The place of a finding about a table's cell: the cell of its row and column that says just this."""
    place = _CELL.match(finding["place"])
    quote = _squeezed(finding["quote"] or "")[0]
    if place is None or not quote:
        return None
    row, column = int(place[1]) - 1, int(place[2]) - 1
    for table in document.tables:
        cells = table.rows[row].cells if row < len(table.rows) else ()
        for one in cells[column].paragraphs if column < len(cells) else ():
            at = _squeezed(one.text)[0].find(quote)
            if at >= 0 and _squeezed(cells[column].text)[0].startswith(quote):
                number = next(n for n, other in enumerate(paragraphs) if other._p is one._p)  # noqa: SLF001
                return number, at, len(quote)
    return None


# -- PDF -------------------------------------------------------------------------------------


def _annotate_pdf(source: Path, out: Path, findings: Sequence[dict[str, Any]]) -> None:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(source)
    try:
        pages = [pdf[number] for number in range(len(pdf))]
        texts = [page.get_textpage() for page in pages]
        squeezed = [_squeezed(text.get_text_range()) for text in texts]
        finder = _Finder([text for text, _ in squeezed])
        for finding in findings:
            found = finder.find(finding)
            if found is None:
                _mark(pages[0], [(20.0, pages[0].get_height() - 40, 40.0, pages[0].get_height() - 20)], finding)
                continue
            number, at, length = found
            places = squeezed[number][1]
            start, count = places[at], places[at + length - 1] - places[at] + 1
            total = texts[number].count_rects(start, count)
            _mark(pages[number], [texts[number].get_rect(index) for index in range(total)], finding)
        held = io.BytesIO()  # PDFium does not hear that a file could not be written
        pdf.save(held)
        out.write_bytes(held.getvalue())
    finally:
        pdf.close()


def _mark(page: Any, boxes: Sequence[tuple[float, float, float, float]], finding: dict[str, Any]) -> None:
    """A highlight over the words with the message as its contents."""
    import pypdfium2.raw as raw

    if not boxes:
        return
    annotation = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_HIGHLIGHT)
    for left, bottom, right, top in boxes:
        quad = raw.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
        raw.FPDFAnnot_AppendAttachmentPoints(annotation, quad)
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(left, top, right, bottom))
    raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *_COLOURS[finding["severity"]], 255)
    for key, text in ((b"Contents", _message(finding)), (b"T", "决报")):
        encoded = ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")
        raw.FPDFAnnot_SetStringValue(annotation, key, ctypes.cast(encoded, raw.FPDF_WIDESTRING))
    raw.FPDFPage_CloseAnnot(annotation)


# -- summary ---------------------------------------------------------------------------------


def summarise(out: Path, documents: Sequence[dict[str, Any]], folder: Path) -> None:
    """One table of every finding of every file, as CSV or xlsx; files are named from `folder` on.

    Raises UsageError for another kind of file, PublishingError where it cannot be written.
    """
    if out.suffix.lower() not in {".csv", ".xlsx"}:
        raise UsageError(f"汇总表不能写成 {out.name}", "请用 .csv 或 .xlsx")
    rows = [row for document in documents for row in _rows(document, folder)]
    with replacing(out) as temporary:
        if out.suffix.lower() == ".csv":
            with temporary.open("w", encoding="utf-8-sig", newline="") as stream:
                csv.writer(stream).writerows([_HEAD, *([_inert(text) for text in row] for row in rows)])
        else:
            _write_sheet(temporary, rows)


def _rows(document: dict[str, Any], folder: Path) -> Iterator[list[str]]:
    name = Path(document["source"]).relative_to(folder).as_posix()  # 总工会/决算.docx and 文联/决算.docx are two
    start = [name, document["unit"], str(document["year"] or "")]
    for one in document["findings"]:
        words = (one["rule"], one["place"], unbroken(one["quote"]), one["claimed"], one["expected"], one["message"])
        yield [*start, _SEVERITY[one["severity"]], *(text or "" for text in words)]
    if not document["findings"]:
        why = "；".join(one["why"] for one in document["not_checked"] if not document["year"])
        yield [*start, "", "", "", "", "", "", why or "没有发现问题"]


def _inert(text: str) -> str:
    """Text that Excel does not take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _write_sheet(out: Path, rows: Sequence[Sequence[str]]) -> None:
    from openpyxl import Workbook

    from core.publishing.xlsx.package import disk_errors

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "审核结果"
    for row, texts in enumerate((_HEAD, *rows), start=1):
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(row, column)
            cell.value = text
            cell.data_type = "s"
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJ", (30, 20, 8, 8, 8, 16, 30, 14, 14, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    with disk_errors():
        book.save(out)
