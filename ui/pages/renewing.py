"""The numbers of last year's text in a section: how many ask to be renewed, and the ways of settling them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from core.narrative import Text
from core.narrative.renewal import confirm, next_year, outdated, renew_years
from ui import theme
from ui.widgets.controls import Button, Picture, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.narrative import Span
    from ui.pages.narrative import NarrativePage
    from ui.pages.prosedoc import Stretch


class RenewBar(QFrame):
    """A line above the text; not there where nothing of last year's is left.

    Typing over a number settles it; the buttons settle one or all, each as one change.
    """

    def __init__(self, page: NarrativePage) -> None:
        super().__init__(page)
        self._page = page
        self.setObjectName("renewing")
        theme.role(self, "note-warning")
        self.told = label("", name="renewing-told")
        self.next = Button("下一处", role="link", name="renew-next", clicked=self.go_on)
        self.next.setToolTip("选中下一个上年的数字，直接打字就换掉它（F7，往回 Shift+F7）")
        self.keep_one = Button("今年不变", role="link", name="renew-keep", clicked=self.keep_current)
        self.keep_one.setToolTip("选中的这一处今年不变（Ctrl+Enter）")
        self.years = Button("年份都改为下一年", role="link", name="renew-years", clicked=self.renew_years)
        self.keep_rest = Button("其余都不变", role="link", name="renew-keep-all", clicked=self.keep_all)
        line = row(self, margin=2, across=1, gap=3)
        line.addWidget(Picture("pencil", "warning"))
        line.addWidget(self.told, 1)
        for button in (self.next, self.keep_one, self.years, self.keep_rest):
            line.addWidget(button)
        self.hide()

    # -- showing -----------------------------------------------------------------------

    def marks(self) -> list[Stretch]:
        """The numbers of last year's in the editor, with their places."""
        return [stretch for stretch in self._page.text.stretches() if stretch.run.outdated]

    def renew(self) -> None:
        """Count anew."""
        found = self.marks() if self._page.text.outdated else []
        editable = not self._page.text.isReadOnly()
        self.told.setText(f"去年的文字，还有 {len(found)} 处数字和年份要更新")
        self.years.setVisible(any(next_year(one.run.text) != one.run.text for one in found))
        for button in (self.keep_one, self.years, self.keep_rest):
            button.setEnabled(editable)
        self.setVisible(bool(found))

    # -- settling ----------------------------------------------------------------------

    def go_on(self, *, back: bool = False) -> None:
        """Select the next one, or the one before, so that typing replaces it."""
        found = self.marks()
        if not found:
            return
        cursor = self._page.text.textCursor()
        if back:
            chosen = next((one for one in reversed(found) if one.end <= cursor.selectionStart()), found[-1])
        else:
            chosen = next((one for one in found if one.start >= cursor.position()), found[0])
        self._page.text.setTextCursor(self._page.text.stretch_cursor(chosen.start, chosen.end))
        self._page.text.ensureCursorVisible()
        self._page.text.setFocus()

    def keep_current(self) -> None:
        """The one at the cursor stays as it is; without one there, the next is selected to be looked at first."""
        self.keep(self._page.text.textCursor().selectionStart())
        self.go_on()

    def keep(self, position: int) -> None:
        """The number at a position stays as it is."""
        index = self._index(position)
        if index is not None:
            spans = self._page.text.spans()
            words = spans[index]
            self._commit(confirm(spans, index), f"今年不变：{words.text if isinstance(words, Text) else ''}")

    def keep_all(self) -> None:
        """All that are left stay as they are."""
        self._commit(confirm(self._page.text.spans()), "上年的数字今年都不变")

    def renew_year(self, position: int) -> None:
        """The year at a position becomes the next."""
        index = self._index(position)
        if index is not None:
            self._commit(renew_years(self._page.text.spans(), index), "年份改为下一年")

    def renew_years(self) -> None:
        """All marked years become the next."""
        self._commit(renew_years(self._page.text.spans()), "年份都改为下一年")

    def _index(self, position: int) -> int | None:
        """Which of the spans is the marked number at a position of the document."""
        marked = [number for number, span in enumerate(self._page.text.spans()) if outdated([span])]
        places = self.marks()
        if len(marked) != len(places):
            return None
        return next(
            (number for number, at in zip(marked, places, strict=True) if at.start <= position < at.end),
            None,
        )

    def _commit(self, spans: Sequence[Span], what: str) -> None:
        self._page.idle.stop()
        self._page.commit(spans, what=what)
