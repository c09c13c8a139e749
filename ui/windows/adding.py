"""Dropping a pack's file on the window installs it, before what else was dropped with it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import JuebaoError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Told = tuple[str, str]
"""What is said, and its kind (info, error)."""


def installed(paths: Sequence[Path]) -> tuple[Told | None, list[Path]]:
    """What was said of installing the packs among these files, None where there are none; and the other files."""
    zipped = [path for path in paths if path.suffix.lower() == ".zip"]
    if not zipped:
        return None, list(paths)
    from core.template.archive import is_archive

    packs = [path for path in zipped if is_archive(path)]
    return (_install(packs) if packs else None), [path for path in paths if path not in packs]


def _install(packs: Sequence[Path]) -> Told:
    """Each by itself: one that is refused keeps none of the others away."""
    from core.template.installing import install

    said, kind = [], "info"
    for path in packs:
        try:
            said.append(install(path).line)
        except JuebaoError as error:
            said.append(error.line)
            kind = "error"
    return "　".join(said), kind
