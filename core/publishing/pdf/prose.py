"""Headings and paragraphs on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.publishing.pdf import style as look
from core.publishing.titles import broken

if TYPE_CHECKING:
    from core.blocks import Heading, Paragraph
    from core.publishing.pdf.ink import Pen, SetLine
    from core.publishing.pdf.page import Flow
    from core.publishing.pdf.style import Frame, TextStyle

_INDENT = 2  # characters
_DATE_INDENT = 4  # characters between the date and the right edge (GB/T 9704, 7.3.5)
_FEWEST = 2  # lines of a paragraph that may stand alone at the foot or head of a page


@dataclass(frozen=True, slots=True)
class Bookmark:
    """The outline entry that a block makes."""

    title: str
    level: int
    listed: bool = True


@dataclass(frozen=True, slots=True)
class LaidText:
    """Lines of one style; `before` is room above them, left out at the head of a page."""

    lines: tuple[SetLine, ...]
    style: TextStyle
    before: float = 0.0
    after: float = 0.0
    keeps: bool = False
    bookmark: Bookmark | None = None
    landscape: bool = False

    def need(self, frame: Frame) -> float:  # noqa: ARG002 - all text is broken for upright pages
        count = len(self.lines)
        together = count if self.keeps or count <= _FEWEST + 1 else _FEWEST
        return self.before + together * self.style.leading + (self.after if self.keeps else 0.0)

    def place(self, flow: Flow) -> None:
        flow.y += 0.0 if flow.at_top else self.before
        if self.bookmark:
            flow.anchor(self.bookmark.title, self.bookmark.level, listed=self.bookmark.listed)
        lines = self.lines
        while lines:
            count = self._fitting(len(lines), flow)
            x = flow.frame.left + (flow.frame.width - look.PORTRAIT.width) / 2
            flow.y = flow.page.lines(lines[:count], x, flow.y, self.style)
            lines = lines[count:]
            if lines:
                flow.fresh()
        flow.y += self.after

    def _fitting(self, rest: int, flow: Flow) -> int:
        """How many of the lines to put on this page, leaving no single line over."""
        fit = int(flow.room / self.style.leading)
        if fit >= rest:
            return rest
        if rest - fit < _FEWEST and fit > _FEWEST:
            return rest - _FEWEST
        return max(fit, 1) if flow.at_top else fit


def lay_heading(heading: Heading, pen: Pen, *, is_title: bool = False) -> LaidText:
    """A heading; the one that repeats the publication's title is not listed in the contents."""
    title = heading.line.replace("\n", "")
    if heading.level == 0:
        line = broken(heading.line, lambda part: pen.width(part, look.TITLE) <= look.PORTRAIT.width)
        lines = pen.set_balanced(line, look.TITLE, look.PORTRAIT.width)
        bookmark = Bookmark(title, 0, not is_title)
        return LaidText(tuple(lines), look.TITLE, look.BODY.leading, look.BODY.leading, keeps=True, bookmark=bookmark)
    style = look.HEADINGS.get(heading.level, look.BODY)
    lines = pen.set(title, style, look.PORTRAIT.width, indent=_INDENT * style.em)
    mark = Bookmark(title, heading.level) if heading.level <= 2 else None
    return LaidText(tuple(lines), style, keeps=True, bookmark=mark)


def lay_paragraph(paragraph: Paragraph, pen: Pen) -> LaidText:
    """A paragraph of any role but the signature, which `lay_signature` places."""
    width = look.PORTRAIT.width
    if paragraph.role == "caption":
        return LaidText(tuple(pen.set_balanced(paragraph.text, look.CAPTION, width)), look.CAPTION)
    if paragraph.role in ("date", "signature"):
        right = _DATE_INDENT * look.BODY.em
        return LaidText(tuple(pen.set(paragraph.text, look.BODY, width - right, "right")), look.BODY, keeps=False)
    style = look.NOTE if paragraph.role == "note" else look.BODY
    lines = pen.set(paragraph.text, style, width, "justify", indent=_INDENT * style.em)
    return LaidText(tuple(lines), style)


def lay_signature(signature: Paragraph, date: Paragraph, pen: Pen) -> LaidText:
    """The unit that signs, centred above its date, or flush with the text area where it is too long."""
    width, style = look.PORTRAIT.width, look.BODY
    middle = width - _DATE_INDENT * style.em - pen.width(date.text, style) / 2
    half = pen.width(signature.text, style) / 2
    right = max(width - middle - half, 0.0)
    return LaidText(tuple(pen.set(signature.text, style, width - right, "right")), style, style.leading, keeps=True)
