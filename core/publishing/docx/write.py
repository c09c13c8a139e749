"""The door of the room: one publication in, one document out, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.blocks import Chart
from core.publishing.files import CancelCheck, Progress, Steps, replacing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.blocks import Publication


def _pictures(publication: Publication, steps: Steps) -> Iterator[tuple[int, bytes]]:
    """The drawing of each chart by the index of its block."""
    for index, placed in enumerate(publication.blocks):
        if isinstance(placed.block, Chart):
            from core.publishing.chart_picture import picture

            yield index, picture(placed.block)
            steps.check()


def write_docx(
    publication: Publication,
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> None:
    """Write `publication` as a Word document to `path`, replacing it at the end.

    `progress(done, total)` is told of each block, `cancelled()` asked before each.
    Raises PublishingError (`path` locked or not writable) and Cancelled; then `path`
    is as it was.  The same publication gives the same bytes.
    """
    with replacing(path) as temporary:
        from core.publishing.docx.charts import picture_id
        from core.publishing.docx.flow import body
        from core.publishing.docx.package import save

        steps = Steps(len(publication.blocks) + 1, progress, cancelled)
        content = body(publication, steps)
        pictures = {picture_id(index): data for index, data in _pictures(publication, steps)}
        with temporary.open("wb") as stream:
            save(content, stream, pictures, draft=publication.draft)
        steps.step()
