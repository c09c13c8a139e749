"""Files into blocks: txt, docx, doc, pdf, xlsx and xls, each block with the place it stood.

`read` is the only door.  It decides by content, and whatever is wrong with a
file ends in one `ReadingError` (or `Cancelled`), in bounded time and memory.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import JuebaoError
from core.reading.sniff import kind_of
from core.reading.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.blocks import SourceDocument

# Imported when a file of the kind is read: the libraries behind them are heavy.
_READERS = {
    "txt": ("core.reading.txt", "read_txt"),
    "docx": ("core.reading.docx", "read_docx"),
    "doc": ("core.reading.doc", "read_doc"),
    "pdf": ("core.reading.pdf", "read_pdf"),
    "xlsx": ("core.reading.xlsx", "read_xlsx"),
    "xls": ("core.reading.xls", "read_xls"),
}


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
        module, function = _READERS[kind_of(source)]
        document: SourceDocument = getattr(import_module(module), function)(source)
    except JuebaoError:
        raise
    except OSError as error:
        raise source.refuse("打不开", "请确认文件还在原处、没有被别的程序占用，再试一次") from error
    except MemoryError as error:
        raise source.refuse("太大，内存不够", "请把文件拆小或关闭其他程序后再试", code="too_large") from error
    except Exception as error:  # the boundary: whatever a library trips over is a damaged file to the clerk
        raise source.refuse("已损坏或格式不规范，无法读取", "请用 Word、WPS 或 Excel 打开后另存一份再导入") from error
    if not document.blocks:
        raise source.refuse("里没有可读的文字或表格", "请确认选对了文件", code="empty")
    return document
