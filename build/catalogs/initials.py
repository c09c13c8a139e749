"""Rewrites the initials column of resources/catalogs/*.csv after rows were added or renamed.

Needs pypinyin, which the program does not: run it in an environment of its own,
    python3 -m venv .cache/pinyin && .cache/pinyin/bin/pip install pypinyin==0.55.0
    .cache/pinyin/bin/python build/catalogs/initials.py
Polyphones are read by phrase (行政 xz, 调查 dc, 重建 cj); tests/catalog holds the ones that matter.
"""

import csv
from pathlib import Path

from pypinyin import Style, lazy_pinyin

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "catalogs"


def initials(name: str) -> str:
    """The first letter of each syllable; brackets and quotation marks have none."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")).lower()


def main() -> None:
    for file in (FOLDER / "functional.csv", FOLDER / "economic.csv"):
        with file.open(encoding="utf-8", newline="") as source:
            rows = list(csv.DictReader(source))
        with file.open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows({**row, "initials": initials(row["name"])} for row in rows)


if __name__ == "__main__":
    main()
