"""What every page carries: its number, and in a draft the mark and the running head."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from core.publishing.pdf import style as look

if TYPE_CHECKING:
    from core.blocks import Publication
    from core.publishing.pdf.ink import Pen
    from core.publishing.pdf.page import Page

DRAFT = "草稿"
_TILT = pi / 4


def furnish(pages: list[Page], publication: Publication, pen: Pen) -> None:
    """Number all pages but the cover, and mark a draft."""
    for number, page in enumerate(pages, start=1):
        if publication.draft:
            _mark_draft(page, publication, pen)
        if number > 1:
            _number(page, number, pen)


def _number(page: Page, number: int, pen: Pen) -> None:
    """`— 1 —` below the text area, one character in from the outer edge: right on odd pages, left on even ones."""
    style, frame = look.PAGE_NUMBER, page.frame
    line = pen.set(f"— {number} —", style, frame.width - 2 * style.size, "right" if number % 2 else "left")[0]
    page.draw("/Artifact BMC")
    page.text(line, frame.left + style.size, frame.bottom + look.PAGE_NUMBER_DROP + 0.88 * style.size)
    page.draw("EMC")


def _mark_draft(page: Page, publication: Publication, pen: Pen) -> None:
    """A light 草稿 across the page, below all else, and a running head."""
    frame = page.frame
    title = " ".join(publication.title.split())
    left = pen.set(DRAFT, look.RUNNING_HEAD, frame.width)[0]
    right = pen.set(title, look.RUNNING_HEAD, frame.width - 3 * look.RUNNING_HEAD.size, "right")[0]
    page.draw("/Artifact BMC")
    page.text(left, frame.left, look.HEAD_BASELINE, grey=look.GREY)
    page.text(right, frame.left + 3 * look.RUNNING_HEAD.size, look.HEAD_BASELINE, grey=look.GREY)
    page.draw("EMC")
    page.ops.insert(0, _watermark(page, pen))


def _watermark(page: Page, pen: Pen) -> str:
    style, frame = look.WATERMARK, page.frame
    line = pen.set(DRAFT, style, 4 * style.size)[0]
    across, along = cos(_TILT), sin(_TILT)
    half, drop = line.width / 2, 0.38 * style.size
    x = frame.page_width / 2 - half * across + drop * along
    y = frame.page_height / 2 - half * along - drop * across
    matrix = f"{across:.4f} {along:.4f} {-along:.4f} {across:.4f} {x:.2f} {y:.2f} Tm"
    return f"/Artifact BMC q {look.WATERMARK_GREY:g} g BT {matrix} {line.body} ET Q EMC"
