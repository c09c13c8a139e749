"""The garbage collector is kept from searching again and again through what will stay: program, packs, the open report.

What a report is made of lives until it is closed.  While it is being made the collector would walk through all of it
some dozen times and find nothing, a tenth of the time of opening; afterwards each of its full passes would be a
stumble of the cursor.  So it waits while much is made, and then looks only at what is made later.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def hold() -> None:
    """No collection until `settle`: the program starts."""
    gc.disable()


def settle() -> None:
    """What there is now stays; collect what is made from here on."""
    gc.freeze()
    gc.enable()


def release() -> None:
    """A report was closed: what it was made of may go."""
    gc.unfreeze()


@contextmanager
def undisturbed() -> Iterator[None]:
    """While a report is opened; during the start the collector waits anyway."""
    if not gc.isenabled():
        yield
        return
    hold()
    try:
        yield
    finally:
        settle()
