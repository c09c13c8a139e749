"""Dropping a pack's file on the window installs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import JuebaoError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def installed(paths: Sequence[Path]) -> tuple[str, str] | None:
    """What was said of installing these files, and its kind (info, error); None when they are no packs."""
    if not all(path.suffix.lower() == ".zip" for path in paths):
        return None
    from core.template.archive import is_archive
    from core.template.installing import install

    if not all(is_archive(path) for path in paths):
        return None
    try:
        return "　".join(install(path).line for path in paths), "info"
    except JuebaoError as error:
        return error.line, "error"
