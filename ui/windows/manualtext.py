"""Sets a Markdown text as a page of the manual: the house's type scale, room between paragraphs, pictures that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from ui import fonts, theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock, QTextDocument, QTextFragment

_SIZES = {1: fonts.PAGE, 2: fonts.SECTION, 3: fonts.SECTION, 4: fonts.BASE}
_ABOVE = {1: 8, 2: 5, 3: 5, 4: 4}
_LEADING, _LEADING_IN_TABLE = 150.0, 120.0  # percent


def set_in(document: QTextDocument, width: int) -> None:
    """Give every block, table and picture its measure; `width` in pixels is the most a picture may have."""
    for block in _blocks(document):
        cursor = QTextCursor(block)
        cursor.mergeBlockFormat(_spacing(block))
        if level := block.blockFormat().headingLevel():
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(_type(level))
        for fragment in _fragments(block):
            _fit(document, fragment, width)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _rule(frame)


def _spacing(block: QTextBlock) -> QTextBlockFormat:
    level = block.blockFormat().headingLevel()
    made = QTextBlockFormat()
    in_table = QTextCursor(block).currentTable() is not None
    made.setNonBreakableLines(False)  # a long command line wraps
    made.setTopMargin(theme.space(_ABOVE[level]) if level else 0)
    made.setBottomMargin(0 if in_table else theme.space(2 if block.textList() is None else 1))
    leading = _LEADING_IN_TABLE if in_table else _LEADING
    made.setLineHeight(leading, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made


def _type(level: int) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)  # Markdown's own step up
    made.setFont(fonts.interface(_SIZES[level], bold=True))
    return made


def _fit(document: QTextDocument, fragment: QTextFragment, width: int) -> None:
    """A picture is never wider than the page; words in code keep the interface's face."""
    form = fragment.charFormat()
    cursor = QTextCursor(document)
    cursor.setPosition(fragment.position())
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
    if form.isImageFormat():
        image = form.toImageFormat()
        image.setWidth(width)
        cursor.setCharFormat(image)
    elif form.fontFixedPitch():
        plain = QTextCharFormat()
        plain.setFontFixedPitch(False)
        plain.setFontFamilies([document.defaultFont().family()])
        plain.setBackground(QBrush(QColor(theme.current().hover)))
        cursor.mergeCharFormat(plain)


def _rule(table: QTextTable) -> None:
    form = table.format()
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(QBrush(QColor(theme.current().line)))
    form.setBorderCollapse(True)
    form.setCellPadding(theme.space(2))
    form.setBottomMargin(theme.space(3))
    form.setColumnWidthConstraints([QTextLength()] * table.columns())
    table.setFormat(form)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    return [part.fragment() for part in block]  # type: ignore[attr-defined]  # the stubs forget that it has a next
