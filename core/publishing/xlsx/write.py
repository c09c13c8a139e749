"""The door of the room: publications in, workbook out, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.publishing.files import CancelCheck, Progress, Steps, replacing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from core.blocks import Publication


def write_xlsx(
    publications: Sequence[Publication],
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> None:
    """Write `publications` as one workbook to `path`, replacing it at the end.

    `progress(done, total)` is told of each sheet, `cancelled()` asked before each.
    Raises PublishingError (nothing to write, `path` locked or not writable) and
    Cancelled; then `path` is as it was.  The same publications give the same bytes.
    """
    with replacing(path) as temporary:
        from core.publishing.xlsx.package import save
        from core.publishing.xlsx.workbook import build

        steps = Steps(1, progress, cancelled)
        built = build(publications, steps)
        with temporary.open("wb") as stream:
            save(built, stream)
        steps.step()
