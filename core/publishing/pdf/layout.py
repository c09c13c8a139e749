"""A publication becomes pages: blocks are measured, then flow onto pages, then the front is put before them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from core.blocks import Chart, Heading, PageBreak, Paragraph, Table
from core.publishing.pdf.charts import lay_chart
from core.publishing.pdf.front import contents, cover
from core.publishing.pdf.furniture import furnish
from core.publishing.pdf.ink import Pen
from core.publishing.pdf.page import Flow
from core.publishing.pdf.prose import lay_heading, lay_paragraph, lay_signature
from core.publishing.pdf.style import PORTRAIT
from core.publishing.pdf.tables import lay_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.blocks import Block, Publication
    from core.publishing.files import Steps
    from core.publishing.pdf.page import Laid, Page
    from core.publishing.pdf.style import Frame


class Setting:
    """A publication as it was set, for one that is written again and again: what stayed as it was is not set anew.

    Its pen goes with it, so that the codes of a line stay those of the fonts.
    """

    def __init__(self) -> None:
        self.pen = Pen()
        self._laid: dict[tuple[str, int], tuple[object, Laid | None]] = {}

    def lay(self, publication: Publication, steps: Steps) -> list[Laid | None]:
        """Each block measured; None is a page break."""
        known, self._laid = self._laid, {}
        counts: Counter[str] = Counter()
        laid: list[Laid | None] = []
        for at, placed in enumerate(publication.blocks):
            counts[placed.section] += 1
            name, how = (placed.section, counts[placed.section]), _circumstances(publication, at, laid)
            before = known.get(name)
            item = before[1] if before is not None and before[0] == how else _lay_block(publication, at, laid, self.pen)
            self._laid[name] = how, item
            laid.append(item)
            steps.step()
        return laid


def lay_out(publication: Publication, setting: Setting, steps: Steps) -> list[Page]:
    """All pages of the publication, ready to be written."""
    pen = setting.pen
    body = _flow(setting.lay(publication, steps), steps)
    front = [cover(publication, pen)]
    if publication.contents:
        front += contents(body, pen)
    pages = front + body
    furnish(pages, publication, pen)
    return pages


def first_pages(publication: Publication) -> list[int]:
    """For each block the page on which it begins, counted from 1 after the cover and the contents."""
    from core.publishing.files import Steps

    steps = Steps(1, None, None)
    starts: list[int] = []
    _flow(Setting().lay(publication, steps), steps, starts)
    return starts


def is_said(table: Table, before: Block | None) -> bool:
    """Whether the heading above a table says its title already."""
    return isinstance(before, Heading) and _plain(table.title) in _plain(before.line)


def is_title(heading: Heading, publication: Publication) -> bool:
    """Whether a heading repeats the title of the publication."""
    return _plain(heading.line) == _plain(publication.title)


def _circumstances(publication: Publication, at: int, laid: Sequence[Laid | None]) -> tuple[object, ...]:
    """Everything that how a block is set depends on."""
    placed = publication.blocks[at]
    match placed.block:
        case Table():
            return placed.block, placed.cells, is_said(placed.block, _beside(publication, at - 1)), _kept_height(laid)
        case Paragraph(role="signature"):
            return placed.block, _beside(publication, at + 1)
        case Heading():
            return placed.block, is_title(placed.block, publication)
    return (placed.block,)


def _lay_block(publication: Publication, at: int, laid: Sequence[Laid | None], pen: Pen) -> Laid | None:
    placed = publication.blocks[at]
    block = placed.block
    if isinstance(block, Table):
        said = is_said(block, _beside(publication, at - 1))
        return lay_table(block, placed.cells, pen, listed=not said, reserve=_kept_height(laid))
    if isinstance(block, Paragraph):
        return _lay_paragraph(block, _beside(publication, at + 1), pen)
    return _lay(block, publication, pen)


def _beside(publication: Publication, at: int) -> Block | None:
    return publication.blocks[at].block if 0 <= at < len(publication.blocks) else None


def _lay(block: Heading | Chart | PageBreak, publication: Publication, pen: Pen) -> Laid | None:
    if isinstance(block, Heading):
        return lay_heading(block, pen, is_title=is_title(block, publication))
    return lay_chart(block, pen) if isinstance(block, Chart) else None


def _lay_paragraph(block: Paragraph, after: Block | None, pen: Pen) -> Laid:
    if block.role == "signature" and isinstance(after, Paragraph) and after.role == "date":
        return lay_signature(block, after, pen)
    return lay_paragraph(block, pen)


def _kept_height(laid: Sequence[Laid | None]) -> float:
    """The height of the headings that stay with what comes next."""
    height = 0.0
    for item in reversed(laid):
        if item is None or not item.keeps:
            break
        height += item.need(PORTRAIT)
    return height


def _plain(text: str) -> str:
    return "".join(text.split())


def _flow(laid: Sequence[Laid | None], steps: Steps, starts: list[int] | None = None) -> list[Page]:
    """Put the blocks on pages; `starts` takes the page (from 1) on which each begins."""
    flow = Flow()
    broken = True
    for at, item in enumerate(laid):
        if item is None:
            broken = True
            if starts is not None:
                starts.append(len(flow.pages))
            continue
        landscape = _landscape(laid, at)
        if broken or not flow.pages or landscape != flow.landscape:
            flow.fresh(landscape=landscape)
        elif _need(laid, at, flow.frame) > flow.room and not flow.at_top:
            flow.fresh()
        broken = False
        if starts is not None:
            starts.append(len(flow.pages))
        item.place(flow)
        steps.check()
    return flow.pages


def _landscape(laid: Sequence[Laid | None], at: int) -> bool:
    """A heading stands on a turned page when what it introduces does."""
    for item in laid[at:]:
        if item is None:
            break
        if item.landscape or not item.keeps:
            return item.landscape
    return False


def _need(laid: Sequence[Laid | None], at: int, frame: Frame) -> float:
    """The height that a block takes before its page may end, with what it stays with."""
    total = 0.0
    for item in laid[at:]:
        if item is None:
            break
        total += item.need(frame)
        if not item.keeps:
            break
    return total
