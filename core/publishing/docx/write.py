"""The door of the room: one publication in, one document out, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.publishing.files import CancelCheck, Progress, Steps, replacing

if TYPE_CHECKING:
    from pathlib import Path

    from core.blocks import Publication


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
        from core.publishing.docx.flow import body
        from core.publishing.docx.package import save

        steps = Steps(len(publication.blocks) + 1, progress, cancelled)
        content = body(publication, steps)
        with temporary.open("wb") as stream:
            save(content, stream, draft=publication.draft)
        steps.step()
