"""Opening and making report files, with each refusal as a sentence and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import JuebaoError, LockedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.report import Report
    from ui.widgets.strip import Notice
    from ui.windows.new import Wish


def open_report(path: Path, notice: Notice, again: Callable[[], object], *, read_only: bool = False) -> Report | None:
    """The report of a file, not yet checked, or None with a notice; `again` opens it for reading."""
    from core.report import Report

    try:
        return Report.open(path, read_only=read_only, later=True)
    except LockedError as error:
        notice.tell(error.line, "warning", {"只读打开": again})
    except JuebaoError as error:
        ways = {} if read_only or error.code != "readonly" else {"只读打开": again}
        notice.tell(error.line, actions=ways)
    return None


def make_report(wish: Wish, notice: Notice) -> Report | None:
    """The new report that was asked for; from last year's own file where that is the source."""
    from core.report import Report

    own = [path for path in wish.sources if path.suffix.lower() == ".jbao"]
    try:
        if own:
            from core.commands.carry import carry_over

            return carry_over(own[0], wish.path, ",".join(wish.packs), unit=wish.unit, year=wish.year)
        return Report.create(wish.path, wish.packs, wish.unit, wish.year)
    except JuebaoError as error:
        notice.tell(error.line)
    return None


def facts_of(path: Path, notice: Notice) -> tuple[str, int, list[str]] | None:
    """Unit, year and packs of last year's own file."""
    from core.reportfile import ReportFile

    try:
        with ReportFile.open(path, read_only=True) as file:
            return file.unit, file.year, [pack.id for pack in file.packs]
    except JuebaoError as error:
        notice.tell(error.line)
    return None
