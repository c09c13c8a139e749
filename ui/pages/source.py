"""The sources of an import as they were read, with the piece that is being looked at highlighted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from core.blocks import Heading, Paragraph, Table
from ui import fonts, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.blocks import Evidence, ReadBlock, SourceDocument

Span = tuple[int, int]


class SourceView(QTextEdit):
    """Lays out the blocks of documents and finds quotes in them."""

    def __init__(self, documents: Sequence[SourceDocument], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("source")
        self.setAccessibleName("原文")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setStyleSheet("QTextEdit, QTextEdit:focus { border: 0; padding: 0; }")
        self._documents = documents
        self._places: dict[Evidence, Span] = {}
        self._whole: dict[Evidence, Span] = {}
        self._shown: tuple[Evidence | None, str] = (None, "")
        self.lay()
        theme.hub().changed.connect(self._recolour)

    # -- laying out ------------------------------------------------------------------

    def lay(self) -> None:
        """Write everything anew."""
        self._places.clear()
        self._whole.clear()
        self.document().clear()
        self.document().setDocumentMargin(theme.space(4))
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for document in self._documents:
            self._rule(cursor, document.file, strong=True)
            page = 1
            for block in document.blocks:
                if block.evidence.page is not None and block.evidence.page != page:
                    page = block.evidence.page
                    self._rule(cursor, f"第 {page} 页")
                self._block(cursor, block)
        cursor.endEditBlock()

    def _recolour(self) -> None:
        self.lay()
        self.show_quote(*self._shown)

    def _rule(self, cursor: QTextCursor, text: str, *, strong: bool = False) -> None:
        """A line that says which file or page begins."""
        made = QTextCharFormat()
        made.setFont(fonts.interface(fonts.SMALL, bold=strong))
        made.setForeground(theme.current().color("secondary"))
        shape = QTextBlockFormat()
        shape.setTopMargin(theme.space(4))
        shape.setBottomMargin(theme.space(2))
        shape.setBackground(theme.current().color("surface"))
        cursor.insertBlock(shape, made)
        cursor.insertText(f" {text}", made)

    def _block(self, cursor: QTextCursor, read: ReadBlock) -> None:
        match read.block:
            case Heading():
                self._words(cursor, read, read.block.line, fonts.heading(max(read.block.level, 1), fonts.NARRATIVE), 0)
            case Paragraph():
                self._words(cursor, read, read.block.text, fonts.narrative(), 2)
            case Table():
                self._table(cursor, read, read.block)

    def _words(self, cursor: QTextCursor, read: ReadBlock, text: str, font: object, indent: int) -> None:
        made = QTextCharFormat()
        made.setFont(font)  # type: ignore[arg-type]
        made.setForeground(theme.current().color("text"))
        shape = QTextBlockFormat()
        shape.setTextIndent(indent * fonts.NARRATIVE)
        shape.setBottomMargin(theme.space(1))
        shape.setLineHeight(fonts.NARRATIVE * 1.6, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.insertBlock(shape, made)
        start = cursor.position()
        cursor.insertText(text.replace("\n", "\u2028"), made)
        span = (start, cursor.position())
        self._places.setdefault(read.evidence, span)
        for segment in read.segments:
            self._places.setdefault(segment.evidence, (start + segment.start, start + segment.end))
            self._whole.setdefault(segment.evidence, span)

    def _table(self, cursor: QTextCursor, read: ReadBlock, table: Table) -> None:
        if not table.cells or not table.width:
            return
        shape = QTextTableFormat()
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shape.setCellPadding(theme.space(1))
        shape.setCellSpacing(0)
        shape.setBorder(1)
        shape.setBorderCollapse(True)
        shape.setBorderBrush(theme.current().color("line"))
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        made = QTextCharFormat()
        made.setFont(fonts.interface(fonts.SMALL))
        made.setForeground(theme.current().color("text"))
        cursor.insertBlock(QTextBlockFormat(), made)
        grid = cursor.insertTable(len(table.cells), table.width, shape)
        start = cursor.position()
        for r, row in enumerate(table.cells):
            for c, cell in enumerate(row):
                if cell is None:
                    continue
                if cell.rows * cell.cols > 1:
                    grid.mergeCells(r, c, min(cell.rows, len(table.cells) - r), min(cell.cols, table.width - c))
                inner = grid.cellAt(r, c).firstCursorPosition()
                first = inner.position()
                inner.insertText(cell.text.replace("\n", "\u2028"), made)
                if (r, c) in read.cells:
                    self._places.setdefault(read.cells[r, c], (first, inner.position()))
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self._places.setdefault(read.evidence, (start, cursor.position()))
        self._fix_cells(read, table, grid)

    def _fix_cells(self, read: ReadBlock, table: Table, grid: object) -> None:
        """Cells filled later push the earlier ones: take their places once all are filled."""
        for (r, c), evidence in read.cells.items():
            if r < len(table.cells) and c < table.width:
                cell = grid.cellAt(r, c)  # type: ignore[attr-defined]
                self._places[evidence] = (cell.firstPosition(), cell.lastPosition())

    # -- showing ------------------------------------------------------------------

    def show_quote(self, evidence: Evidence | None, quote: str) -> None:
        """Highlight a quote where its evidence says it stands, and scroll to it."""
        self._shown = (evidence, quote)
        span = self.find_quote(evidence, quote)
        if span is None:
            self.setExtraSelections([])
            return
        made = QTextCharFormat()
        made.setBackground(theme.current().color("selected"))
        made.setForeground(theme.current().color("text"))
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        made.setUnderlineColor(theme.current().color("accent"))
        cursor = QTextCursor(self.document())
        cursor.setPosition(span[0])
        self.setTextCursor(cursor)
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor  # type: ignore[attr-defined]
        selection.format = made  # type: ignore[attr-defined]
        self.setExtraSelections([selection])
        self._centre(cursor)

    def _centre(self, cursor: QTextCursor) -> None:
        """The quote stands a third down the view."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - self.viewport().height() // 3)

    def find_quote(self, evidence: Evidence | None, quote: str) -> Span | None:
        """The place of a quote: within its block, else anywhere, else the block itself."""
        near = self._near(evidence)
        quote = quote.strip()
        if near is not None:
            found = self._search(quote, *near)
            if found is not None:
                return found
        anywhere = self._search(quote, 0, self.document().characterCount())
        return anywhere or (self._places.get(evidence) if evidence is not None else None)

    def _near(self, evidence: Evidence | None) -> Span | None:
        if evidence is None:
            return None
        return self._whole.get(evidence) or self._places.get(evidence)

    def _search(self, quote: str, start: int, end: int) -> Span | None:
        if not quote:
            return None
        cursor = self.document().find(quote, start)
        if cursor.isNull() or cursor.selectionEnd() > end:
            return None
        return cursor.selectionStart(), cursor.selectionEnd()
