"""Pages while they are being filled: PDF operators, links and bookmarks, from the top down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from core.publishing.fonts import clean
from core.publishing.pdf.style import LANDSCAPE, PORTRAIT, Frame

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.publishing.pdf.ink import SetLine
    from core.publishing.pdf.style import TextStyle

_SLIVER = 0.01  # points by which something may be too high for what is left


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that bookmarks and the contents lead to; `level` 0 to 2 is a heading's, 3 a table's."""

    key: str
    title: str
    level: int
    y: float
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """A rectangle (from the page's top left) that leads to an anchor."""

    key: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class Page:
    """One page; all positions are points from its top left."""

    frame: Frame
    ops: list[str] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def text(self, line: SetLine, x: float, baseline: float, *, grey: float = 0.0) -> None:
        """Show a line whose column begins at `x`."""
        shown = f"BT 1 0 0 1 {x + line.x:.2f} {self.frame.page_height - baseline:.2f} Tm {line.body} ET"
        self.ops.append(f"q {grey:g} g {shown} Q" if grey else shown)

    def lines(self, lines: Iterable[SetLine], x: float, top: float, style: TextStyle, *, grey: float = 0.0) -> float:
        """Show lines one below the other; returns where the next would begin."""
        for line in lines:
            self.text(line, x, top + style.baseline, grey=grey)
            top += style.leading
        return top

    def draw(self, operators: str) -> None:
        """Add operators written in the page's own coordinates (from its bottom left)."""
        self.ops.append(operators)

    def up(self, y: float) -> float:
        """A distance from the top as PDF counts it, from the bottom."""
        return self.frame.page_height - y


class Flow:
    """Fills pages one after the other; `y` is where the next thing begins."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.y = 0.0
        self._anchors = 0

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def frame(self) -> Frame:
        return self.page.frame

    @property
    def room(self) -> float:
        """The height that is left on the page."""
        return self.frame.bottom - self.y + _SLIVER

    @property
    def at_top(self) -> bool:
        return self.y <= self.frame.top

    @property
    def landscape(self) -> bool:
        return bool(self.pages) and self.frame is LANDSCAPE

    def fresh(self, *, landscape: bool | None = None) -> None:
        """Begin a new page, turned like the last one unless told."""
        turned = self.landscape if landscape is None else landscape
        self.pages.append(Page(LANDSCAPE if turned else PORTRAIT))
        self.y = self.frame.top

    def anchor(self, title: str, level: int, *, listed: bool = True) -> None:
        """Note that what comes next is a heading or a titled table."""
        self._anchors += 1
        title = " ".join(clean(title).split())
        self.page.anchors.append(Anchor(f"a{self._anchors}", title, level, self.y, listed))


class Laid(Protocol):
    """A block whose size is known and that can be put on pages."""

    @property
    def landscape(self) -> bool:
        """Whether it stands on a turned page."""
        ...

    @property
    def keeps(self) -> bool:
        """Whether it stays with what follows it."""
        ...

    def need(self, frame: Frame) -> float:
        """The height without which it does not begin on a page."""
        ...

    def place(self, flow: Flow) -> None:
        """Put it where the flow is, onto as many pages as it takes."""
        ...
