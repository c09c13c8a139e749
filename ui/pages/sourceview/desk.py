"""Has pages drawn in the background, what is seen first, and keeps so many pictures as fit a budget."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from core.errors import JuebaoError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QImage

    from ui.pages.sourceview.paper import Paper, Part, Spot, Stopped, Where
    from ui.runner import Job, Progress, Runner

BUDGET = 96 << 20
"""Bytes of pictures kept; what is seen now is kept in any case."""
_MARKED = 400
"""So many pages' rectangles are kept."""

Index = dict[int, list[tuple["Spot", "Part"]]]
"""What stands on each page."""


@dataclass(slots=True, eq=False)
class Sheaf:
    """One opened source: its pictures and the rectangles on its pages."""

    paper: Paper
    index: Index = field(default_factory=dict)
    marks: OrderedDict[int, list[tuple[Spot, Where]]] = field(default_factory=OrderedDict)
    pictures: OrderedDict[int, tuple[float, QPixmap]] = field(default_factory=OrderedDict)

    def kept(self) -> int:
        """Bytes of its pictures."""
        return sum(picture.width() * picture.height() * 4 for _, picture in self.pictures.values())


class Desk(QObject):
    """One job at a time: opening a source, or drawing one page of it."""

    opened = Signal(object)
    """A Sheaf whose pages are known."""
    drawn = Signal(int)
    """A page has its picture."""
    failed = Signal(object, str)
    """The Paper that could not be opened, and why."""

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._job: Job | None = None
        self._doing: tuple[Sheaf, int] | None = None
        self._at: Paper | None = None
        self._wanted: list[tuple[Sheaf, int, float]] = []
        self._opening: list[tuple[Paper, Sequence[Spot], Sheaf | None]] = []
        self._made: list[Sheaf] = []
        """The sources with pictures, the one that was drawn last at the end."""
        self.pictures_made = 0
        """How many pages were drawn: tests look at it."""

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return self._job is not None

    # -- asking ---------------------------------------------------------------------------

    def open(self, paper: Paper, spots: Sequence[Spot], sheaf: Sheaf | None = None) -> None:
        """Open a source (or, with its `sheaf`, only find anew what stands where)."""
        self._opening.append((paper, spots, sheaf))
        self._next()

    def want(self, wanted: Iterable[tuple[Sheaf, int, float]]) -> None:
        """The pages that are seen, in order, with their scale; what was wanted before is forgotten."""
        self._wanted = [one for one in wanted if not _has(*one)]
        seen = {(id(sheaf), page) for sheaf, page, _ in self._wanted}
        if self._doing is not None and self._job is not None and (id(self._doing[0]), self._doing[1]) not in seen:
            self._job.cancel()
        self._next()

    def stop(self, papers: Sequence[Paper]) -> None:
        """Stop what is under way, and let the sources go in the background."""
        self._opening, self._wanted = [], []
        if self._job is not None:
            self._job.cancel()
        self._made = []
        self._runner.start(lambda _progress: _close(papers))

    # -- doing ----------------------------------------------------------------------------

    def _next(self) -> None:
        if self._job is not None:
            return
        if self._opening:
            paper, spots, sheaf = self._opening.pop(0)
            self._start(lambda progress: _open(paper, spots, progress, sheaf), self._is_open, paper)
        elif self._wanted:
            sheaf, page, scale = self._wanted.pop(0)
            self._doing = (sheaf, page)
            self._start(lambda progress: _draw(sheaf, page, scale, progress), self._is_drawn, sheaf.paper)

    def _start(self, work: Callable[[Progress], object], done: Callable[[object], None], paper: Paper) -> None:
        # Bound methods only: a job that held this desk by a closure would keep it, and its pictures, for good.
        self._at = paper
        self._job = self._runner.start(work, done=done, failed=self._wrong)
        self._job.ended.connect(self._ended)

    def _wrong(self, error: Exception) -> None:
        if not isinstance(error, JuebaoError):
            raise error
        self.failed.emit(self._at, error.line)

    def _ended(self) -> None:
        self._job = self._doing = None
        self._next()

    def _is_open(self, sheaf: object) -> None:
        self.opened.emit(sheaf)

    def _is_drawn(self, made: object) -> None:
        assert isinstance(made, tuple)
        sheaf, page, scale, image, marks = made
        if image is None:
            return
        self.pictures_made += 1
        sheaf.pictures[page] = (scale, QPixmap.fromImage(image))
        sheaf.pictures.move_to_end(page)
        sheaf.marks[page] = marks
        self._made.append(sheaf)
        self._trim(sheaf)
        self.drawn.emit(page)

    def _trim(self, sheaf: Sheaf) -> None:
        """Drop what was not looked at for longest, of other files first; the newest stays, even a too large one."""
        self._made = [*dict.fromkeys(reversed(self._made))][::-1]
        for one in self._made:
            while one.pictures and sum(made.kept() for made in self._made) > BUDGET:
                if one is sheaf and len(one.pictures) == 1:
                    break
                one.pictures.popitem(last=False)
        while len(sheaf.marks) > _MARKED:
            sheaf.marks.popitem(last=False)


def _has(sheaf: Sheaf, page: int, scale: float) -> bool:
    """Whether the picture is there; a look at it keeps it longer."""
    held = sheaf.pictures.get(page)
    if held is not None:
        sheaf.pictures.move_to_end(page)
    return held is not None and abs(held[0] - scale) < 1e-6


# -- on the worker -------------------------------------------------------------------------


def _close(papers: Sequence[Paper]) -> None:
    for paper in papers:
        paper.close()


def _open(paper: Paper, spots: Sequence[Spot], progress: Progress, sheaf: Sheaf | None) -> Sheaf:
    if not paper.sizes:
        paper.open(_stopped(progress))
    index: Index = {}
    for spot in spots:
        for part in spot.parts:
            progress.check()
            page = paper.home(part)
            if page is not None:
                index.setdefault(page, []).append((spot, part))
    return Sheaf(paper, index, pictures=sheaf.pictures if sheaf else OrderedDict())


def _draw(
    sheaf: Sheaf, page: int, scale: float, progress: Progress
) -> tuple[Sheaf, int, float, QImage | None, list[tuple[Spot, Where]]]:
    image = sheaf.paper.draw(page, scale, _stopped(progress))
    return sheaf, page, scale, image, find(sheaf, page)


def find(sheaf: Sheaf, page: int) -> list[tuple[Spot, Where]]:
    """The rectangles on a page, also of what began on the page before."""
    return [
        (spot, where)
        for near in (page - 1, page)
        for spot, part in sheaf.index.get(near, ())
        if near == page or spot.flowing
        for where in sheaf.paper.boxes(part)
        if where[0] == page
    ]


def _stopped(progress: Progress) -> Stopped:
    return lambda: progress.stopped
