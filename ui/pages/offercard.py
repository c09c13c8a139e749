"""What one offer is, in full: the value with its reasons, or a text as it was and as it would be taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from core.narrative import PieceKind, StatementSpan
from core.narrative.renewal import as_draft, outdated
from core.prefill.drafts import last_years
from ui import fonts, theme
from ui.models.prose import Atoms, runs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.narrative import Span
    from core.prefill import SectionProposal
    from ui.models.offers import Offer
    from ui.models.prose import Run
    from ui.models.review import ReviewModel

_MARGIN = theme.space(3)


class OfferCard(QTextEdit):
    """Shows one Offer; nothing in it is edited."""

    def __init__(self, model: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("offer-card")
        self.setAccessibleName("选中的这一项")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)  # Tab comes here to read on with the arrows, and goes on
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.document().setDocumentMargin(_MARGIN)
        self._model = model
        self._offer: Offer | None = None
        theme.hub().changed.connect(self._recolour)

    def show_offer(self, offer: Offer | None) -> None:
        """Tell everything about an offer."""
        self._offer = offer
        self.clear()
        if offer is None:
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        if offer.section is not None:
            self._text(cursor, offer.section)
        else:
            self._value(cursor, offer)
        cursor.endEditBlock()
        self.verticalScrollBar().setValue(0)

    def _recolour(self) -> None:
        self.show_offer(self._offer)

    # -- a value ----------------------------------------------------------------------------

    def _value(self, cursor: QTextCursor, offer: Offer) -> None:
        proposal = offer.proposal
        assert proposal is not None
        facts = self._model.facts(offer)
        self._line(cursor, facts.name, strong=True, first=True)
        cursor.insertText(f"　{facts.value}", self._look(strong=True))
        self._line(cursor, "　".join(filter(None, [facts.aspect, facts.sure, proposal.why])), quiet=True)
        if proposal.lead:
            self._line(cursor, f"…{proposal.lead}", quiet=True)
            cursor.insertText(f"「{' '.join(proposal.quote.split())}」", self._look())
        else:
            self._line(cursor, f"「{' '.join(proposal.quote.split())}」")
        cursor.insertText(f"　{facts.where}", self._look(quiet=True))
        for quote, where in facts.others:
            self._line(cursor, f"另见「{quote}」")
            cursor.insertText(f"　{where}", self._look(quiet=True))
        if facts.now:
            self._line(cursor, facts.now)

    # -- a text -----------------------------------------------------------------------------

    def _text(self, cursor: QTextCursor, section: SectionProposal) -> None:
        report = self._model.report
        printed = "".join(draft.text for draft in section.spans).strip("\n")
        if section.year == report.year:
            self._line(cursor, "原文，照此写入", strong=True, first=True)
            self._words(cursor, printed)
            return
        spans = last_years(section, report.template)
        live = sum(isinstance(span, StatementSpan) for span in spans)
        original = as_draft(printed, section.year)
        if live:
            self._line(cursor, f"接受后：{live} 句随数据变动，{_asks(outdated(spans))}", strong=True, first=True)
            self._runs(cursor, spans)
            self._line(cursor, f"{section.year} 年原文", strong=True)
        else:
            title = f"{section.year} 年原文，接受后作草稿，{_asks(outdated(original))}"
            self._line(cursor, title, strong=True, first=True)
        self._runs(cursor, original)

    def _runs(self, cursor: QTextCursor, spans: Sequence[Span]) -> None:
        runs = runs_of(self._model.report.renderer(), spans, Atoms())
        self._paragraph(cursor)
        for run in runs:
            parts = run.text.split("\n")
            for number, part in enumerate(parts):
                if number:
                    self._paragraph(cursor)
                cursor.insertText(part, self._run_look(run))

    def _words(self, cursor: QTextCursor, text: str) -> None:
        for line in text.split("\n"):
            self._paragraph(cursor)
            cursor.insertText(line, self._narrative())

    def _run_look(self, run: Run) -> QTextCharFormat:
        """As in the editor: what is to be renewed is shaded and dotted, figures are underlined."""
        made = self._narrative()
        colors = theme.current()
        lines = QTextCharFormat.UnderlineStyle
        if run.outdated or run.kind is PieceKind.MISSING:
            made.setBackground(colors.color("warning_ground"))
            made.setUnderlineStyle(lines.DashUnderline)
            made.setUnderlineColor(colors.color("warning"))
        elif run.kind in {PieceKind.FIGURE, PieceKind.DERIVED}:
            made.setUnderlineStyle(lines.SingleUnderline if run.kind is PieceKind.FIGURE else lines.DotLine)
            made.setUnderlineColor(colors.color("accent"))
        elif run.atom >= 0:
            made.setUnderlineStyle(lines.NoUnderline)
        return made

    # -- looks ------------------------------------------------------------------------------

    def _line(
        self, cursor: QTextCursor, text: str, *, strong: bool = False, quiet: bool = False, first: bool = False
    ) -> None:
        shape = QTextBlockFormat()
        shape.setTopMargin(0 if first else theme.space(1))
        cursor.setBlockFormat(shape) if first else cursor.insertBlock(shape)
        cursor.insertText(text, self._look(strong=strong, quiet=quiet))

    def _paragraph(self, cursor: QTextCursor) -> None:
        shape = QTextBlockFormat()
        shape.setTextIndent(2 * fonts.BASE)
        shape.setTopMargin(theme.space(1))
        cursor.insertBlock(shape)

    def _look(self, *, strong: bool = False, quiet: bool = False) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(fonts.interface(fonts.SMALL if quiet else fonts.BASE, bold=strong))
        made.setForeground(theme.current().color("secondary" if quiet else "text"))
        return made

    def _narrative(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(fonts.narrative(fonts.BASE + 1))
        made.setForeground(theme.current().color("text"))
        return made


def _asks(count: int) -> str:
    return f"标出的 {count} 处数字和年度要改成今年的" if count else "没有要改的数字"
