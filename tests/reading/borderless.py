"""PDFs of an invented unit's tables, drawn with no lines, with horizontal lines only, or with three lines."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from core.paths import resource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reportlab.platypus import Flowable

    from core.blocks import Table as Block

FONT = "Source"
SIDES = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}
PROSE = (
    "2023年度，本单位年初预算数314.12万元，全年预算数326.71万元，决算数326.71万元，完成全年预算的100.00%。其中基本支出"
    "298.18万元，占91.27%；项目支出28.53万元，占8.73%。与上年相比增加12.59万元，增长4.01%，主要原因是人员增加。"
)


@cache
def _register() -> None:
    registerFont(TTFont(FONT, str(resource("fonts", "FangSong.ttf"))))


def style(side: str = "left", size: float = 9) -> ParagraphStyle:
    return ParagraphStyle(
        "cell", fontName=FONT, fontSize=size, leading=size * 1.25, alignment=SIDES[side], wordWrap="CJK"
    )


def drawn(blocks: Sequence[Block], lines: str, *, size: float = 9, page: tuple[float, float] | None = None) -> bytes:
    """Each table under its captions, prose before and behind it; `lines` is none, rows, three or all."""
    _register()
    file = io.BytesIO()
    document = SimpleDocTemplate(file, pagesize=page or landscape(A4), leftMargin=40, rightMargin=40, topMargin=110)
    story: list[Flowable] = []
    for block in blocks:
        story += [Paragraph(PROSE, style(size=12)), *_captions(block), _table(block, lines, document.width, size)]
        story += [Paragraph(note, style()) for note in block.notes]
        story += [Paragraph(PROSE, style(size=12)), PageBreak()]
    document.build(story)
    return file.getvalue()


def canvas_of(path: Path, size: float = 10) -> tuple[Canvas, Path]:
    """An empty page to draw words on."""
    _register()
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont(FONT, size)
    return canvas, path


def _captions(block: Block) -> list[Flowable]:
    found: list[Flowable] = [Paragraph(escape(block.title), style("center", 14))]
    if block.number:
        found.append(Paragraph(block.number, style("right")))
    if block.owner:
        found.append(Paragraph(f"部门：{block.owner}", style()))
    found.append(Paragraph(f"单位：{block.unit or '万元'}", style("right")))
    return found


def _table(block: Block, lines: str, width: float, size: float) -> Flowable:
    commands: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    texts: list[list[object]] = []
    for r, row in enumerate(block.cells):
        texts.append([])
        for c, cell in enumerate(row):
            texts[-1].append("" if cell is None else Paragraph(escape(cell.text), style(cell.align, size)))
            if cell is not None and (cell.rows > 1 or cell.cols > 1):
                commands.append(("SPAN", (c, r), (c + cell.cols - 1, r + cell.rows - 1)))
    head = block.header_rows
    if lines == "all":
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
    elif lines == "rows":
        commands.append(("LINEABOVE", (0, 0), (-1, -1), 0.5, "black"))
        commands.append(("LINEBELOW", (0, -1), (-1, -1), 0.5, "black"))
    elif lines == "three":
        commands += [
            ("LINEABOVE", (0, 0), (-1, 0), 1, "black"),
            ("LINEBELOW", (0, head - 1), (-1, head - 1), 0.5, "black"),
        ]
        commands.append(("LINEBELOW", (0, -1), (-1, -1), 1, "black"))
    parts = block.widths or (1.0,) * block.width
    widths = [width * part / sum(parts) for part in parts]
    return Table(texts, colWidths=widths, repeatRows=head, style=TableStyle(commands))
