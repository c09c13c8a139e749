"""收入、支出分别为 A 和 B: the numbers of a list of figures, told one after the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.prefill.wording import aspects

if TYPE_CHECKING:
    from core.prefill.lexicon import Lexicon
    from core.prefill.scan import Quantity
    from core.template import Figure

_RESPECTIVELY = re.compile(r"分别(?:为|是|达|达到)?：?$")
_AND = re.compile(r"[、，]?(?:和|与|及|以及)?")
_JOIN = re.compile(r"(?:支出|收入|数|费|经费)?(?:和|与|及|以及|、)")


class Respective:
    """What the next numbers of an enumeration are of."""

    def __init__(self) -> None:
        self._queue: list[tuple[Figure, str]] = []

    def told(self, lexicon: Lexicon, phrase: str, number: Quantity) -> tuple[Figure, str] | None:
        """The figure and aspect of a number, where an enumeration gives them."""
        if _RESPECTIVELY.search(phrase):
            self._queue = _enumerated(lexicon, phrase, number)
        elif not _AND.fullmatch(phrase):
            self._queue = []
        return self._queue.pop(0) if self._queue else None


def _enumerated(lexicon: Lexicon, phrase: str, number: Quantity) -> list[tuple[Figure, str]]:
    names = lexicon.find(phrase, number.kind, number.held.unit)
    if not names:
        return []
    stated = aspects(phrase)
    if len(names) == 1:
        return [(names[0].figure, aspect) for aspect in stated] if len(stated) > 1 else []
    first = len(names) - 1
    while first and _JOIN.fullmatch(phrase[names[first - 1].end : names[first].start]):
        first -= 1
    listed = names[first:]
    return [(one.figure, one.aspect or stated[-1]) for one in listed] if len(listed) > 1 else []
