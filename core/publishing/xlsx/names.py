"""Sheet names that Excel takes: short, without its reserved characters, no two alike."""

from __future__ import annotations

import re

from core.publishing.files import printable

_LIMIT = 31  # UTF-16 units
_RESERVED = {"history", "历史记录"}
_WIDE = str.maketrans("[]:*?/\\", "［］：＊？／＼")


class SheetNames:
    """Gives out the sheet names of one workbook."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, title: str, otherwise: str) -> str:
        """A free name as close to `title` as Excel allows; `otherwise` names what has no title."""
        wanted = re.sub(r"\s+", " ", printable(title)).translate(_WIDE).strip().strip("'").strip()
        wanted = wanted or otherwise
        if wanted.lower() in _RESERVED:
            wanted = f"{wanted}表"
        name, count = _cut(wanted, _LIMIT), 1
        while name.lower() in self._taken:
            count += 1
            suffix = f"（{count}）"
            name = _cut(wanted, _LIMIT - len(suffix)) + suffix
        self._taken.add(name.lower())
        return name


def _cut(text: str, limit: int) -> str:
    """`text` within `limit` UTF-16 units, no surrogate pair torn apart."""
    while len(text.encode("utf-16-le")) // 2 > limit:
        text = text[:-1]
    return text.rstrip("'")


def quoted(name: str) -> str:
    """The sheet name as formulas write it."""
    return "'" + name.replace("'", "''") + "'"
