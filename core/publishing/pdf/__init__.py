"""A publication as a PDF in the look of a Chinese official document (GB/T 9704-2012).

`write_pdf` is the door, `render` the same without a file.  blocks -> `layout` (pages of PDF operators, set by `ink`) ->
`sheet` (the file, with the fonts of `embed`).  reportlab is loaded by the first export.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.publishing.files import CancelCheck, Progress, Steps, replacing

if TYPE_CHECKING:
    from pathlib import Path

    from core.blocks import Publication
    from core.publishing.pdf.layout import Setting


def write_pdf(
    publication: Publication, path: Path, *, progress: Progress | None = None, cancelled: CancelCheck | None = None
) -> int:
    """Write the publication to `path` and return the number of pages.

    `path` is replaced only by a complete file.  Raises PublishingError when it
    cannot be written or a font is missing, Cancelled when `cancelled()` says so.
    """
    steps = Steps(len(publication.blocks) + 2, progress, cancelled)
    with replacing(path) as temporary:
        data, pages = render(publication, steps=steps)
        temporary.write_bytes(data)
        steps.step()
    return pages


def render(
    publication: Publication, setting: Setting | None = None, *, steps: Steps | None = None
) -> tuple[bytes, int]:
    """The bytes of the file and the number of its pages.

    `setting` is what the last call with it has set; blocks that stayed the same are not set again.
    """
    from core.publishing.fonts import clean
    from core.publishing.pdf.layout import Setting, lay_out
    from core.publishing.pdf.sheet import Sheet

    steps = steps or Steps(len(publication.blocks) + 2, None, None)
    steps.check()
    setting = setting or Setting()
    pages = lay_out(publication, setting, steps)
    sheet = Sheet(" ".join(clean(publication.title).split()))
    for page in pages:
        sheet.add(page)
        steps.check()
    data = sheet.finish(setting.pen.fonts.values())
    steps.step()
    return data, len(pages)
