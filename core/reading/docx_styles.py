"""What the styles of a .docx say about a paragraph: heading level, title look, automatic number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from core.reading.docx_text import W, child, number, value

_HEADING = re.compile(r"^(?:heading|标题)\s*(\d)$", re.IGNORECASE)
_DEPTH = 12  # styles are based on styles; a circle must end
_LARGE = 36  # half points: 小二 and larger


@dataclass(frozen=True, slots=True)
class Look:
    """`level` of a heading style (1-based) or None; `title` for centred large lines and the title style."""

    level: int | None = None
    title: bool = False


class Styles:
    """The style sheet; empty where a document has none."""

    def __init__(self, root: Any) -> None:
        found = () if root is None else root.iterfind(f"{{{W}}}style")
        self._styles: dict[str, Any] = {value(style, "styleId"): style for style in found}

    def _chain(self, style_id: str) -> list[Any]:
        chain: list[Any] = []
        while style_id in self._styles and len(chain) < _DEPTH:
            chain.append(self._styles[style_id])
            style_id = value(child(chain[-1], "basedOn"))
        return chain

    def look(self, paragraph: Any) -> Look:
        """How a paragraph looks."""
        properties = child(paragraph, "pPr")
        chain = self._chain(value(child(properties, "pStyle")))
        names = [value(child(style, "name")) for style in chain]
        if any(name.lower() in ("title", "标题") for name in names):
            return Look(title=True)
        sources = [properties, *(child(style, "pPr") for style in chain)]
        level = self._level(sources, names)
        centred = next((value(child(one, "jc")) for one in sources if child(one, "jc") is not None), "") == "center"
        return Look(level, centred and self._size(paragraph, chain) >= _LARGE)

    def _level(self, sources: list[Any], names: list[str]) -> int | None:
        for one in sources:
            outline = child(one, "outlineLvl")
            if outline is not None:
                found = number(outline, default=9)
                return found + 1 if 0 <= found < 9 else None
        for name in names:
            match = _HEADING.match(name)
            if match:
                return int(match.group(1))
        return None

    def _size(self, paragraph: Any, chain: list[Any]) -> int:
        """The font size in half points: of the runs, else of the style."""
        runs = [child(child(run, "rPr"), "sz") for run in paragraph.iterfind(f"{{{W}}}r")]
        styled = [child(child(style, "rPr"), "sz") for style in chain]
        return next((number(size) for size in [*runs, *styled] if size is not None), 0)

    def numbering(self, style_id: str, own: Any) -> tuple[str, int]:
        """The list (numId) and its level that number a paragraph; an empty numId where none does."""
        num_id, level = _list_of(own)
        for style in self._chain(style_id):
            if num_id is not None:
                break
            num_id, styled = _list_of(child(child(style, "pPr"), "numPr"))
            level = styled if level is None else level
        return ("" if num_id in (None, "0") else str(num_id)), min(max(level or 0, 0), 8)


def _list_of(properties: Any) -> tuple[str | None, int | None]:
    num, level = child(properties, "numId"), child(properties, "ilvl")
    return (None if num is None else value(num)), (None if level is None else number(level))
