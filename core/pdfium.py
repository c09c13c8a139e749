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

    It keeps the interpreter's own lock: giving that up takes longer than the call itself.  Where `arguments` are named,
    it takes what it points to as plain addresses.  Without them it takes whole numbers and what `ready` and
    `ctypes.byref` give, which is passed on as it is: checking and converting takes longer than the call too.
    """
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


def address(pointer: Any) -> int:
    """Where a handle, function or structure lies."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def ready(handle: Any) -> Any:
    """A handle for a `quick` function that names no arguments; a plain number would be cut to half its length."""
    return ctypes.byref(ctypes.c_char.from_address(address(handle)))
