"""One door: no verb opens the window, a verb does the same job without one."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def main(arguments: list[str]) -> int:
    """Run the program; returns the exit status."""
    first = arguments[0] if arguments else ""
    if first == "--self-test":
        from core.commands.self_test import self_test

        return self_test(_open_and_close)
    if first in {"-h", "--help"} or _is_verb(first):
        from core.commands import run

        return run(arguments)
    from ui import calm

    calm.hold()
    from ui.app import run as run_window

    return run_window(arguments)


def _is_verb(word: str) -> bool:
    """Whether the first argument names a verb; the window's start must not load what only verbs need."""
    if not word or word.startswith("-") or word.lower().endswith(".jbao"):
        return False
    from core.commands import VERBS

    return word in VERBS


def _open_and_close(file: Path) -> int:
    """Open the window on a file and quit right after its first paint."""
    os.environ["JUEBAO_EXIT_AFTER_PAINT"] = "1"
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.app import run as run_window

    return run_window([str(file)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
