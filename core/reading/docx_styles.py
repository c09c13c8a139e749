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


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style and those it is based on give a paragraph that says nothing itself."""

    title: bool
    level: int | None
    align: str
    size: int
    num_id: str | None
    list_level: int | None


class Styles:
    """The style sheet; empty where a document has none."""

    def __init__(self, root: Any) -> None:
        found = () if root is None else root.iterfind(f"{{{W}}}style")
        self._elements: dict[str, Any] = {value(style, "styleId"): style for style in found}
        self._known: dict[str, _Style] = {}

    def look(self, paragraph: Any, properties: Any) -> Look:
        """How a paragraph with these properties looks."""
        style = self._style(properties)
        if style.title:
            return Look(title=True)
        level = _outline([properties])
        align = child(properties, "jc")
        centred = (style.align if align is None else value(align)) == "center"
        return Look(style.level if level is None else level or None, centred and _size(paragraph, style.size) >= _LARGE)

    def numbering(self, properties: Any) -> tuple[str, int]:
        """The list (numId) and its level that number a paragraph; an empty numId where none does."""
        num_id, level = _list_of(child(properties, "numPr"))
        if num_id is None:
            style = self._style(properties)
            num_id, level = style.num_id, style.list_level if level is None else level
        return ("" if num_id in (None, "0") else str(num_id)), min(max(level or 0, 0), 8)

    def _style(self, properties: Any) -> _Style:
        """The style of a paragraph; worked out once for all that have it."""
        style_id = value(child(properties, "pStyle"))
        if style_id not in self._known:
            self._known[style_id] = _style_of(self._chain(style_id))
        return self._known[style_id]

    def _chain(self, style_id: str) -> list[Any]:
        chain: list[Any] = []
        while style_id in self._elements and len(chain) < _DEPTH:
            chain.append(self._elements[style_id])
            style_id = value(child(chain[-1], "basedOn"))
        return chain


def _style_of(chain: list[Any]) -> _Style:
    """A style, from itself to what it is based on."""
    names = [value(child(style, "name")) for style in chain]
    sources = [child(style, "pPr") for style in chain]
    aligns = [child(source, "jc") for source in sources]
    sizes = [child(child(style, "rPr"), "sz") for style in chain]
    level = _outline(sources)
    if level is None:
        level = next((int(match.group(1)) for match in map(_HEADING.match, names) if match), None)
    num_id, list_level = None, None
    for source in sources:
        if num_id is not None:
            break
        num_id, styled = _list_of(child(source, "numPr"))
        list_level = styled if list_level is None else list_level
    return _Style(
        any(name.lower() in ("title", "标题") for name in names),
        level or None,
        next((value(align) for align in aligns if align is not None), ""),
        next((number(size) for size in sizes if size is not None), 0),
        num_id,
        list_level,
    )


def _outline(sources: list[Any]) -> int | None:
    """The heading level that the first of them to name one gives; 0 where it says that it is none."""
    for source in sources:
        outline = child(source, "outlineLvl")
        if outline is not None:
            found = number(outline, default=9)
            return found + 1 if 0 <= found < 9 else 0
    return None


def _size(paragraph: Any, styled: int) -> int:
    """The font size in half points: of the runs, else of the style."""
    runs = (child(child(run, "rPr"), "sz") for run in paragraph.iterfind(f"{{{W}}}r"))
    return next((number(size) for size in runs if size is not None), styled)


def _list_of(properties: Any) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    num, level = child(properties, "numId"), child(properties, "ilvl")
    return (None if num is None else value(num)), (None if level is None else number(level))
