"""Things that are counted and then named, one by one: C19, C22.

纳入编报范围的单位共6个，分别为局机关、疫控中心、农机中心、经作站、检测站、执法大队: as many names as were announced.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.say import ERROR, finding
from core.narrative.claims.told import taken, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.told import Told
    from core.rules import Finding

_OPENS = re.compile(r"[^，。；：、\d（]{0,6}[，：（]?(?:分别(?:为|是)|具体(?:为|包括|是)|即)[：]?")
_NAMES = re.compile(r"[^。；：，]*")
_JOINED = re.compile(r"[和及与以同]")
_OPEN = re.compile(r"等|\d|[其另]中|另外|以及|本级")
_FEWEST, _FAR = 3, 3
"""So few names are no list; so many more or fewer are no slip."""
_UNITS = frozenset({"个", "家", "所"})


def check_named(told: Told) -> Iterator[Finding]:
    """Each count right behind which names stand, and nothing but names."""
    text = told.paragraph.text.text
    if "、" not in text or not re.search("分别|具体|即", text):
        return
    for one in told.amounts:
        if one.kind is not Kind.COUNT or one.held.unit not in _UNITS or one.number < _FEWEST or taken(told, one):
            continue
        match = _OPENS.match(text, one.end)
        names = _names(text, match.end()) if match else []
        gap = abs(len(names) - one.number)
        if len(names) >= _FEWEST and 0 < gap < _FAR:
            said, due = written(one), f"{len(names)}{one.held.unit}"
            yield finding(
                "C19", ERROR, told.paragraph, (one.start, one.end),
                f"文中写 {said}，后面列了 {due}", "核对个数和名单", claimed=said, expected=due,
            )  # fmt: skip


def _names(text: str, start: int) -> list[str]:
    """The names that a sentence ends with; none where words leave open how many they are."""
    match = _NAMES.match(text, start)
    if match is None or text[match.end() : match.end() + 1] not in {"。", "；", ""}:
        return []
    listed = re.sub(r"（[^）]*）", "", match[0])
    names = listed.split("、")
    if _OPEN.search(listed) or any(_JOINED.search(name) for name in names) or not all(map(str.strip, names)):
        return []
    return names


__all__ = ["check_named"]
