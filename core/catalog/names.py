"""Item names as people write them: 一般公共服务支出(类)群团事务（款）行政运行（项）.

A name is compared by its key, which leaves out what varies without meaning:
brackets, spaces, quotation marks, 和与的、 and a closing 支出.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVELS = "类款项"

_MARK = re.compile(rf"[（(〔\[]\s*([{LEVELS}])\s*级?\s*[）)〕\]]")
_DROPPED = re.compile(r"[\s()（）〔〕\[\]“”\"'‘’、，,。.；;：:·\-—－和与的]")
_NUMBERING = re.compile(r"^\s*(?:[（(]?\d{1,2}[）).．、]|[（(]?[一二三四五六七八九十]+[）)、．.])\s*")
_QUOTES = " \t\r\n\u3000“”\"'‘’"


class Named(NamedTuple):
    """A name as written and the level it was marked with: 1 类, 2 款, 3 项, 0 unmarked."""

    name: str
    level: int


def key(name: str) -> str:
    """The name without what varies in writing; two spellings of one item have one key."""
    bare = _DROPPED.sub("", name)
    return bare.removesuffix("支出") or bare


def split_names(text: str) -> tuple[Named, ...]:
    """The names in a chain such as 「甲支出（类）乙事务（款）丙（项）」; an unmarked text is one name."""
    flat = _NUMBERING.sub("", "".join(text.split()))
    pieces = _MARK.split(flat)
    names = [Named(pieces[at], LEVELS.index(pieces[at + 1]) + 1) for at in range(0, len(pieces) - 1, 2)]
    names.append(Named(pieces[-1], 0))
    return tuple(Named(bare, level) for name, level in names if key(bare := name.strip(_QUOTES)))


def all_names(names: str | Iterable[str]) -> tuple[Named, ...]:
    """What `split_names` finds in one text or in several, in order."""
    texts = (names,) if isinstance(names, str) else names
    return tuple(found for text in texts for found in split_names(text))
