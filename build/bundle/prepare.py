"""Write prepared.bin for prepared.py: open the sample report once and keep what a start works out from fixed texts.

Usage: prepare.py OUT, with the Python that goes into the bundle.  Without a screen; in a home of its own.
"""

from __future__ import annotations

import _sre
import marshal
import os
import re
import shutil
import sys
import tempfile
from array import array
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))  # the embeddable Python of Windows does not look beside the script
from cook import Cook

Pattern = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""All flags, the code, the number of groups, their names, and the names by number: what _sre.compile takes."""
ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "示例县总工会2024年度部门整体支出绩效自评.jbao"
MADE_BY = (sys.version, _sre.MAGIC, _sre.CODESIZE)


class Kept:
    """What was worked out, by its whole input."""

    def __init__(self) -> None:
        self.patterns: dict[
            tuple[str | bytes, int], tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
        ] = {}
        self.tables: dict[bytes, bytes] = {}
        self.cook = Cook()

    def listen(self) -> None:
        """From now on keep what re and dataclasses work out."""
        compiler: Any = re._compiler  # type: ignore[attr-defined]  # noqa: SLF001
        compile_pattern, kept = compiler.compile, self

        class Listener:
            """Stands in for _sre within re."""

            asked: tuple[str | bytes, int] | None = None

            def __getattr__(self, name: str) -> Any:
                return getattr(_sre, name)

            def compile(self, pattern: Any, flags: int, code: list[int], *rest: Any) -> Any:
                if self.asked is not None:
                    groups, names, by_number = rest
                    kept.patterns[self.asked] = (int(flags), array("I", code).tobytes(), groups, dict(names), by_number)
                return _sre.compile(pattern, flags, code, *rest)

        listener = compiler._sre = Listener()  # noqa: SLF001

        def listening(pattern: Any, flags: int = 0) -> Any:
            listener.asked = (pattern, int(flags)) if isinstance(pattern, str | bytes) else None
            return compile_pattern(pattern, flags)

        compiler.compile = listening

        self.cook.listen()

    def read_tables(self, folder: Path) -> None:
        """Keep the parsed texts of every TOML file below a folder."""
        import hashlib
        import tomllib

        for path in sorted(folder.rglob("*.toml")):
            text = path.read_text(encoding="utf-8")
            try:
                parsed = marshal.dumps(tomllib.loads(text))
            except ValueError:  # a date, which marshal does not know
                continue
            self.tables[hashlib.sha256(text.encode()).digest()] = parsed

    def write(self, out: Path) -> None:
        """Write everything as one file."""
        out.write_bytes(marshal.dumps((MADE_BY, self.patterns, self.tables, self.cook.recipes, self.cook.enums)))


def open_sample() -> None:
    """Start the program on the sample, as a clerk's double click does, and leave after the first paint."""
    from main import main

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / SAMPLE
        shutil.copy(ROOT / "resources" / "samples" / SAMPLE, path)
        os.environ |= {"JUEBAO_EXIT_AFTER_PAINT": "1", "QT_QPA_PLATFORM": "offscreen"}
        os.environ |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"), folder)
        if main([str(path)]):
            raise SystemExit("prepare: the sample did not open")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    kept = Kept()
    kept.listen()
    open_sample()
    sys.excepthook = sys.__excepthook__  # the program shows a dialog, which nobody would see here
    kept.read_tables(ROOT / "resources")
    kept.write(Path(sys.argv[1]))
