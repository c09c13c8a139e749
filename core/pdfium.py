"""PDFium knows no threads: whoever calls it, to read, to draw or to show, holds this lock meanwhile."""

from __future__ import annotations

import ctypes
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LOCK = threading.RLock()


def quick(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of `pypdfium2.raw` for being called for each character of a page.

    It takes what it points to as plain addresses and keeps the interpreter's own lock: giving that up and making
    pointer objects takes longer than the call itself.
    """
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


def address(pointer: Any) -> int:
    """Where a handle, function or structure lies."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
