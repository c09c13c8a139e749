"""The visible text of WordprocessingML elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_IN_W = f"{{{W}}}"
_RUN, _BLOCKS = f"{_IN_W}r", (f"{_IN_W}p", f"{_IN_W}tbl")

_OFF = ("0", "false", "off", "none")
# Elements whose content reads as if it stood in their place.
_TRANSPARENT = frozenset(
    f"{{{W}}}{name}"
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")
)
# Check boxes are letters of symbol fonts in many forms.
_SYMBOLS = {
    "FE": "☑",
    "52": "☑",
    "FC": "√",
    "50": "√",
    "A8": "□",
    "6F": "□",
    "72": "□",
    "A3": "□",
    "FD": "☒",
    "54": "☒",
}
_LETTERS = {"t": None, "tab": " ", "ptab": " ", "noBreakHyphen": "-", "cr": "\n"}


def child(element: Any, name: str) -> Any:
    """The first child of this name, or None; half the time of `find`, which looks for a path."""
    return None if element is None else next(element.iterchildren(_IN_W + name), None)


def value(element: Any, name: str = "val") -> str:
    """An attribute, empty where the element or the attribute is absent."""
    return "" if element is None else str(element.get(_IN_W + name, ""))


def number(element: Any, name: str = "val", default: int = 0) -> int:
    """An attribute that is a whole number, clamped to what a document may hold."""
    try:
        return max(-1, min(int(value(element, name)), 100_000))
    except ValueError:
        return default


def is_on(element: Any) -> bool:
    """A switch such as w:vanish: present and not switched off."""
    return element is not None and value(element) not in _OFF


def blocks_of(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, looking into content controls; deleted ones are left out."""
    for element in parent:
        tag = element.tag
        if tag in _BLOCKS:
            yield element
        elif tag in _TRANSPARENT:
            yield from blocks_of(element)


def paragraph_lines(paragraph: Any) -> list[str]:
    """The visible text, broken where the paragraph has line breaks."""
    parts: list[str] = []
    _add_texts(paragraph, parts)
    return "".join(parts).split("\n")


def _add_texts(parent: Any, parts: list[str]) -> None:
    for element in parent:
        tag = element.tag
        if tag == _RUN:
            if not is_on(child(child(element, "rPr"), "vanish")):
                parts += map(_text, element)
        elif tag in _TRANSPARENT:
            _add_texts(element, parts)


def _text(element: Any) -> str:
    """What a part of a run prints."""
    tag = element.tag
    name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
    if name == "t":
        return (element.text or "").replace("\n", " ")
    if name == "br":
        return "\n" if value(element, "type") in ("", "textWrapping") else ""
    if name == "sym":
        return _SYMBOLS.get(value(element, "char").upper().removeprefix("F0"), "")
    return _LETTERS.get(name) or ""


def boxes_of(paragraph: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph, each once, though Word writes them twice."""
    for box in paragraph.iter(f"{{{W}}}txbxContent"):
        above = list(box.iterancestors())
        within = above[: above.index(paragraph)]
        if any(a.tag == f"{{{_MC}}}Fallback" for a in within) and _has_choice(within):
            continue
        if any(a.tag == f"{{{W}}}txbxContent" for a in within):
            continue
        yield box


def _has_choice(within: list[Any]) -> bool:
    alternate = next((a for a in within if a.tag == f"{{{_MC}}}AlternateContent"), None)
    choice = None if alternate is None else alternate.find(f"{{{_MC}}}Choice")
    return choice is not None and next(choice.iter(f"{{{W}}}txbxContent"), None) is not None
