"""The file being read: its name for messages, its progress, its limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.blocks import Evidence
from core.errors import Cancelled, ReadingError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file with the two callbacks of the person who waits for it."""

    path: Path
    progress: Callable[[int, int], None] | None = None
    cancelled: Callable[[], bool] | None = None

    @property
    def name(self) -> str:
        """The file name without its folder."""
        return self.path.name

    def step(self, done: int, total: int) -> None:
        """Report progress; raises `Cancelled` when the person cancelled."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled(f"已取消读取“{self.name}”", "没有改动任何内容")
        if self.progress is not None:
            self.progress(done, total)

    def refuse(self, why: str, remedy: str, *, code: str = "reading") -> ReadingError:
        """The one sentence in which reading ends; `why` follows the file name."""
        return ReadingError(f"“{self.name}”{why}", remedy, code=code)

    def at(self, line: int | None = None, *, page: int | None = None, cell: str = "") -> Evidence:
        """A place in this file."""
        return Evidence(self.name, page=page, line=line, cell=cell)
