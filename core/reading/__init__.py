"""Files into blocks: txt, docx, doc, pdf, xlsx and xls, each block with the place it stood.

`read` is the only door.  It decides by content, and whatever is wrong with a
file ends in one `ReadingError` (or `Cancelled`), in bounded time and memory.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import JuebaoError
from core.reading.sniff import kind_of
from core.reading.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.blocks import SourceDocument


LONGEST = 20_000
"""Paragraphs and tables of a file; a report of 300 pages has some 3,000."""


def read(
    path: str | Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SourceDocument:
    """The content of a file.

    `progress(done, total)` and `cancelled()` are called between pages, sheets or
    parts.  Raises `ReadingError` for any file that cannot be read and `Cancelled`.
    """
    source = Source(Path(path), progress, cancelled)
    source.step(0, 1)
    try:
        document = _reader(kind_of(source))(source)
    except JuebaoError:
        raise
    except OSError as error:
        raise source.refuse("打不开", "请确认文件还在原处、没有被别的程序占用，再试一次") from error
    except MemoryError as error:
        raise source.refuse("太大，内存不够", "请把文件拆小或关闭其他程序后再试", code="too_large") from error
    except Exception as error:  # the boundary: whatever a library trips over is a damaged file to the clerk
        raise source.refuse("已损坏或格式不规范，无法读取", "请用 Word、WPS 或 Excel 打开后另存一份再导入") from error
    if len(document.blocks) > LONGEST:
        raise source.refuse(
            f"有 {len(document.blocks)} 段，超过 {LONGEST} 段的上限",
            "请只保留报告和报表部分，另存后再导入",
            code="too_large",
        )
    if not document.blocks:
        raise source.refuse("里没有可读的文字或表格", "请确认选对了文件", code="empty")
    return document


def _reader(kind: str) -> Callable[[Source], SourceDocument]:
    """The reader of a kind, imported now: the libraries behind it are heavy."""
    match kind:
        case "docx":
            from core.reading.docx import read_docx as reader
        case "doc":
            from core.reading.doc import read_doc as reader
        case "pdf":
            from core.reading.pdf import read_pdf as reader
        case "xlsx":
            from core.reading.xlsx import read_xlsx as reader
        case "xls":
            from core.reading.xls import read_xls as reader
        case _:
            from core.reading.txt import read_txt as reader
    return reader
