"""Runs in a QTextDocument: each fragment carries in its format what it is, so that spans can be read back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from core.narrative import PieceKind
from ui import fonts, theme
from ui.models.prose import PLAIN, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QTextBlock

LINE_HEIGHT = 1.75
"""28 pt lines of 16 pt type, as GB/T 9704 prints."""
INDENT = 2
_FIRST = QTextFormat.Property.UserProperty.value
_ATOM, _KIND, _KEY, _ASPECT, _SLOT, _WAS, _OLD = (_FIRST + number for number in range(1, 8))
_BREAK = "\u2029"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run with its place [start, end) in the document."""

    run: Run
    start: int
    end: int


def format_of(run: Run, size: int) -> QTextCharFormat:
    """How a run looks, and what it is."""
    made = QTextCharFormat()
    made.setFont(fonts.narrative(size))
    colors = theme.current()
    made.setForeground(colors.color("text"))
    made.setProperty(_ATOM, run.atom + 1)
    made.setProperty(_KIND, run.kind.value)
    made.setProperty(_KEY, run.key)
    made.setProperty(_ASPECT, run.aspect)
    made.setProperty(_SLOT, run.slot)
    made.setProperty(_WAS, run.was)
    made.setProperty(_OLD, run.old)
    if run.kind is PieceKind.MISSING:
        made.setForeground(colors.color("warning"))
        made.setBackground(colors.color("warning_ground"))
    elif run.outdated:
        made.setForeground(colors.color("carried"))
        made.setBackground(colors.color("warning_ground"))
    elif run.slot:
        made.setForeground(colors.color("accent"))
    elif run.kind in {PieceKind.FIGURE, PieceKind.DERIVED}:
        made.setUnderlineStyle(
            QTextCharFormat.UnderlineStyle.SingleUnderline
            if run.kind is PieceKind.FIGURE
            else QTextCharFormat.UnderlineStyle.DotLine
        )
        if run.kind is PieceKind.FIGURE:
            made.setBackground(colors.color("computed"))
        faint = colors.color("accent" if run.kind is PieceKind.FIGURE else "secondary")
        faint.setAlphaF(0.55)
        made.setUnderlineColor(faint)
    return made


def run_of(text: str, made: QTextCharFormat) -> Run:
    """The run a fragment of that format is."""
    kind = made.property(_KIND)
    return Run(
        text,
        (made.intProperty(_ATOM) - 1) if made.hasProperty(_ATOM) else PLAIN,
        PieceKind(kind) if kind else PieceKind.WORDS,
        made.stringProperty(_KEY),
        made.stringProperty(_ASPECT) or "actual",
        made.stringProperty(_SLOT),
        made.stringProperty(_WAS),
        made.stringProperty(_OLD),
    )


def paragraph_format(size: int) -> QTextBlockFormat:
    """An indented paragraph as it is printed."""
    made = QTextBlockFormat()
    made.setTextIndent(INDENT * QFontMetricsF(fonts.narrative(size)).horizontalAdvance("国"))
    made.setLineHeight(LINE_HEIGHT * size, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    return made


def write(document: QTextDocument, runs: Sequence[Run], size: int) -> None:
    """Fill the document with the runs."""
    document.clear()
    cursor = QTextCursor(document)
    cursor.setBlockFormat(paragraph_format(size))
    cursor.setBlockCharFormat(format_of(Run(""), size))
    for run in runs:
        insert(cursor, run, size)


def insert(cursor: QTextCursor, run: Run, size: int) -> None:
    """Put a run where the cursor stands; line breaks start paragraphs."""
    made = format_of(run, size)
    first, *rest = run.text.split("\n")
    cursor.insertText(first, made)
    for line in rest:
        cursor.insertBlock(paragraph_format(size), made)
        cursor.insertText(line, made)


def goes_on(made: QTextCharFormat) -> bool:
    """Whether what is typed behind a character of that format is of the same run: plain words, or a reason."""
    if made.stringProperty(_OLD) or not made.hasProperty(_ATOM):
        return False
    if made.intProperty(_ATOM) == 0:
        return True
    return bool(made.stringProperty(_SLOT)) and made.property(_KIND) == PieceKind.REASON.value


def settle(block: QTextBlock, size: int) -> None:
    """Take the mark off the numbers of last year's in a paragraph that are no longer what they were."""
    for stretch in list(fragments(block)):
        if stretch.run.old and not stretch.run.outdated:
            _plain(block, stretch, size)


def unmark(cursor: QTextCursor, size: int) -> None:
    """Take the mark off the number of last year's that a cursor touches: digits typed there make it another."""
    for stretch in list(fragments(cursor.block())):
        if stretch.run.outdated and stretch.start <= cursor.position() <= stretch.end:
            _plain(cursor.block(), stretch, size)


def _plain(block: QTextBlock, stretch: Stretch, size: int) -> None:
    cursor = QTextCursor(block)
    cursor.setPosition(stretch.start)
    cursor.setPosition(stretch.end, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(format_of(replace(stretch.run, old=""), size))


def stretches(document: QTextDocument) -> list[Stretch]:
    """Everything in the document in order, paragraph breaks as runs of one line break."""
    found: list[Stretch] = []
    block = document.begin()
    while block.isValid():
        inner = list(fragments(block))
        if found or block.position():
            found.append(_line_break(found[-1].run if found else None, inner, block.position() - 1))
        found += inner
        block = block.next()
    return found


def _line_break(before: Run | None, after: Sequence[Stretch], position: int) -> Stretch:
    """A break within one run's text belongs to it."""
    follower = after[0].run if after else None
    if before is not None and follower is not None and before.atom == follower.atom and before.was == follower.was:
        if before.atom != PLAIN:
            return Stretch(Run("\n", before.atom), position, position + 1)
        return Stretch(Run("\n", was=before.was), position, position + 1)
    return Stretch(Run("\n"), position, position + 1)


def fragments(block: QTextBlock) -> Iterator[Stretch]:
    """The runs of one paragraph with their places."""
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        if fragment.isValid():
            run = run_of(fragment.text(), fragment.charFormat())
            yield Stretch(run, fragment.position(), fragment.position() + fragment.length())
        iterator += 1


def printed_starts(document: QTextDocument) -> list[tuple[int, int, int]]:
    """(printed start, document start, length) of each paragraph that is printed: blank ones are not."""
    starts: list[tuple[int, int, int]] = []
    printed = 0
    block = document.begin()
    while block.isValid():
        if block.text().strip():
            length = len(block.text())
            starts.append((printed, block.position(), length))
            printed += length + 1
        block = block.next()
    return starts


def spot(document: QTextDocument, printed: int) -> int:
    """The position in the document of a position in the printed text."""
    best = 0
    for start, place, length in printed_starts(document):
        if start <= printed:
            best = place + min(printed - start, length)
    return best


def written(document: QTextDocument) -> int:
    """How many characters are written, blanks not counted."""
    return sum(map(len, document.toPlainText().split()))
