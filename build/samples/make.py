"""Make the sample files of resources/samples anew: python build/samples/make.py [FOLDER]."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT)]

from newer_report import write_report  # noqa: E402 - the way to it is laid just above
from older_report import parts, write_text, write_word  # noqa: E402 - the same

UNIT = "示例县总工会"
OLDER = f"{UNIT}2023年度部门整体支出绩效自评报告"
NEWER = f"{UNIT}2024年度部门整体支出绩效自评"
SOURCE = HERE / f"{UNIT}2023年度.txt"
VALUES = HERE / f"{UNIT}2024年度.values.toml"


def make(folder: Path) -> list[Path]:
    """Write last year's report as Word and text and this year's report file; returns what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    found = parts(SOURCE.read_text(encoding="utf-8"))
    word, text, file = folder / f"{OLDER}.docx", folder / f"{OLDER}.txt", folder / f"{NEWER}.jbao"
    write_word(found, word)
    write_text(found, text)
    write_report(VALUES, file)
    return [word, text, file]


if __name__ == "__main__":
    for path in make(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "samples"):
        print(path.name, path.stat().st_size)
