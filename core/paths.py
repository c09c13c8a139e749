"""Where the files shipped with the program are.

Fonts, icons, templates and dictionaries live in resources/.  Run from source
that folder is beside core/; in a bundle PyInstaller sets `sys._MEIPASS` to the
folder into which it puts the data files.  Nothing else asks which of the two
it is.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def root() -> Path:
    """The folder that holds resources/: the bundle's, or the source tree's."""
    bundle: str | None = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parents[1]


def resource(*parts: str) -> Path:
    """The path of a file or folder within resources/, such as `resource("fonts", "HeiTi.ttf")`.

    Whether it exists is the caller's business.  A part that would lead out of
    resources/ is a mistake in the program and raises ValueError.
    """
    base = root() / "resources"
    path = base.joinpath(*parts)
    if ".." in path.parts[len(base.parts) :] or not path.is_relative_to(base):
        raise ValueError(f"not within resources: {'/'.join(parts)}")
    return path


def user_data(*parts: str) -> Path:
    r"""The path of a file or folder among what this account adds to the program; it outlives updates of the program.

    %LOCALAPPDATA%\juebao on Windows, $XDG_DATA_HOME/juebao (~/.local/share/juebao) elsewhere.  Nothing is made.
    """
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base.joinpath("juebao", *parts)
