"""The numbered items of a text as a tree, whether each is a paragraph or several stand in one line.

一、甲103万元，其中…。（一）乙60万元…。1、丙40万元；2、丁20万元: what each tells, and what those below it do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from core.figures.chinese import chinese_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount, Paragraph

_HAN = "[一二三四五六七八九十]{1,3}"
_MARK = re.compile(
    rf"(?:^|[。；：，）])(?:(?P<han>{_HAN})、|（(?P<inhan>{_HAN})）|(?P<figure>\d{{1,2}})(?:、|[.．](?!\d))"
    r"|（(?P<infigure>\d{1,2})）|(?P<ring>[①-⑳])|(?P<is>[一二三四五六七八九])是|(?P<dash>—{1,3}|-{2,5}|[•●·]))"
)
_ORDER = {kind: at for at, kind in enumerate(("han", "inhan", "figure", "infigure", "ring", "is", "dash"))}
"""Which numbers stand over which."""
_RING = ord("①") - 1
_LEAD = 40
_STOPS = frozenset("。；：，）")
_CHEAP = re.compile(r"[、.．（①②—•●·-]|一是")


class Piece(NamedTuple):
    """The words of a paragraph from the number of one item to the next; `kind` is empty for those before the first."""

    kind: str
    number: int
    start: int
    amounts: Sequence[Amount]
    opened: bool
    """Whether they lead on to what is told below: 其中：, 如下：."""


def _pieces(paragraph: Paragraph) -> Iterator[Piece]:
    text, amounts = paragraph.text.text, paragraph.amounts
    marks = list(_MARK.finditer(text)) if _CHEAP.search(text) is not None else []
    marks = [one for one in marks if one["dash"] is None or not one.start("dash")]
    ends = [*(one.start() + (text[one.start()] in _STOPS) for one in marks), len(text)]
    if ends[0]:
        yield Piece("", 0, 0, [one for one in amounts if one.end <= ends[0]], _leads_on(text[: ends[0]][-_LEAD:]))
    for mark, end in zip(marks, ends[1:], strict=True):
        own = [one for one in amounts if mark.end() <= one.start < end]
        yield Piece(mark.lastgroup or "", _number(mark), mark.end(), own, _leads_on(text[:end][-_LEAD:]))


@dataclass(slots=True, eq=False)
class Item:
    """One item: `amounts` are those it tells before the next item begins, in brackets too."""

    number: int
    paragraph: Paragraph
    start: int
    amounts: list[Amount] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Outline:
    """Items side by side, numbered alike from one on.

    `over` are the amounts that are told right over them: by the item that they are in, or by the words before them.
    """

    kind: str
    over: Sequence[Amount]
    opened: bool
    """Whether the words over them lead on to them: 其中：, 如下：."""
    items: list[Item]


class _Reader:
    """The items of one section, taken in order."""

    def __init__(self) -> None:
        self.done: list[Outline] = []
        self._open: list[Outline] = []
        self._above: tuple[Sequence[Amount], bool] = (), False

    def paragraph(self, paragraph: Paragraph) -> None:
        """Take the next paragraph."""
        if paragraph.pieces is None:
            paragraph.pieces = list(_pieces(paragraph))
        for one in paragraph.pieces:
            if one.kind:
                self._item(one.kind, Item(one.number, paragraph, one.start, [*one.amounts]))
                self._above = one.amounts, one.opened
            else:
                self._before(one)

    def _before(self, piece: Piece) -> None:
        """The words of a paragraph before its first item: they are over it, or go on with the item before."""
        if self._open and self._open[-1].kind == "dash":
            self._close(len(self._open) - 1)
        last = self._open[-1].items[-1] if self._open else None
        if last is not None and not last.amounts:
            last.amounts.extend(piece.amounts)  # （一）群众体育支出, and below it 资助活动0.76万元。
        self._above = piece.amounts, piece.opened

    def _item(self, kind: str, item: Item) -> None:
        at = next((at for at, one in enumerate(self._open) if one.kind == kind), None)
        if at is not None:
            self._close(at + 1)
            outline = self._open[-1]
            if kind == "dash" or item.number == outline.items[-1].number + 1:
                outline.items.append(item)
                return
            self._close(at)
        inner = [at for at, one in enumerate(self._open) if _ORDER[one.kind] > _ORDER[kind]]
        over, opened = ((), False) if inner else self._above
        self._close(min(inner, default=len(self._open)))
        if kind == "dash" or item.number == 1:
            self._open.append(Outline(kind, over, opened, [item]))

    def _close(self, depth: int) -> None:
        self.done.extend(self._open[depth:])
        del self._open[depth:]

    def end(self) -> list[Outline]:
        """All that was read."""
        self._close(0)
        return self.done


def outlines(paragraphs: Sequence[Paragraph]) -> list[Outline]:
    """Every row of items of a section."""
    reader = _Reader()
    for one in paragraphs:
        reader.paragraph(one)
    return reader.end()


_LEADS_ON = re.compile(
    r"(?:其中|包括|如下|分别[为是]|主要[为是]|构成|来源)[^，。；\d]{0,8}[：，]?$|：$|（[\d.,]+万?元）$"
)


def _leads_on(text: str) -> bool:
    return _LEADS_ON.search(text) is not None


def _number(mark: re.Match[str]) -> int:
    said = mark[mark.lastgroup or 0].strip()
    if mark.lastgroup == "ring":
        return ord(said) - _RING
    return int(said) if said.isdigit() else chinese_value(said) or 0


def outer(amounts: Sequence[Amount]) -> Iterator[Amount]:
    """The amounts that stand in no bracket; of a heading the one that does: 一、中央资金（1487万元）."""
    plain = [one for one in amounts if not one.bracket]
    yield from plain or amounts[:1]


__all__ = ["Item", "Outline", "outer", "outlines"]
