"""In the light of what a paragraph is read."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.blocks import Evidence
    from core.prefill.items import Item
    from core.prefill.lexicon import Lexicon
    from core.template import Figure


class Context(NamedTuple):
    """Where a paragraph stands.

    `listing` is the family whose rows its lists name (project), `output` the family of its free
    quantities; `keeps` tells that the section is meant for those; `plan` that it tells goals.
    `items` are what the paragraph speaks of from some place on, `title` is that of its section, and
    `follows` names the figure that the section's sentences give right behind another.
    """

    section: str
    year: int
    unit: str
    lexicon: Lexicon
    evidence: Callable[[int], Evidence]
    figure: Callable[[str], Figure | None]
    listing: str = ""
    output: str = ""
    keeps: bool = False
    plan: bool = False
    serial: int = 0
    title: str = ""
    items: Sequence[Item] = ()
    follows: Mapping[str, Figure] = MappingProxyType({})
