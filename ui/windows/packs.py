"""报表包: which reports the file makes; another province, one more, one less or a newer version, as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from core.errors import JuebaoError
from ui import theme
from ui.widgets.controls import Button, column, empty, frame, label, line, row

if TYPE_CHECKING:
    from core.report import Repacking
    from core.template import Pack
    from ui.session import Session

_SHOWN = 12
"""So many names of what will be hidden are listed."""


class PacksPage(QFrame):
    """Tick what the file shall make; what that does is said below before it is done."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._report = session.report
        self._carried = {pack.id: pack for pack in self._report.template.packs}
        self._order = list(self._carried)
        self.boxes: dict[str, QCheckBox] = {}
        self.renewals: dict[str, QCheckBox] = {}
        self._offered = {pack.id: pack for pack in _offered(list(self._carried.values()), self._report.year)}
        self.setObjectName("packs")
        self.apply = Button("按所选更换", role="primary", name="apply-packs", clicked=self._apply)
        self.wrong = label("", "error", wrap=True, name="packs-wrong")
        self._told: QVBoxLayout = column(gap=1)
        self._build()
        self._tell()

    # -- building ----------------------------------------------------------------------

    def _build(self) -> None:
        host = frame("surface")
        outer = row(host, margin=6)
        card = frame("card")
        card.setMaximumWidth(theme.space(200))
        outer.addWidget(card, 20, Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(host)
        layout = column(card, margin=6, gap=1)
        layout.addWidget(label("报表包", "title"))
        layout.addWidget(
            label(
                "勾选这个文件要做的报告。换省份、增减报告、换新版，填好的数和文字都留在文件里。", "secondary", wrap=True
            )
        )
        layout.addSpacing(theme.space(2))
        for pack in self._offered.values():
            layout.addWidget(self._choice(pack))
        layout.addSpacing(theme.space(2))
        layout.addWidget(line())
        layout.addWidget(label("会有什么变化", "section"))
        layout.addLayout(self._told)
        layout.addWidget(self.wrong)
        foot = frame("foot")
        buttons = row(foot, margin=6, across=2, gap=2)
        buttons.addWidget(self.apply)
        buttons.addWidget(Button("返回", name="leave-packs", clicked=self.left.emit))
        buttons.addStretch()
        whole = column(self, gap=0)
        whole.addWidget(scroll, 1)
        whole.addWidget(foot)

    def _choice(self, pack: Pack) -> QWidget:
        host = QWidget()
        across = row(host, gap=3)
        box = QCheckBox(pack.title.replace("&", "&&"))
        box.setObjectName(f"pack-{pack.id}")
        box.setAccessibleName(f"{pack.title}，{_years(pack)}")
        box.setChecked(pack.id in self._carried)
        box.setEnabled(not self._report.file.read_only)
        box.clicked.connect(lambda on, name=pack.id: self._toggled(name, on))
        self.boxes[pack.id] = box
        across.addWidget(box)
        carried = self._carried.get(pack.id)
        across.addWidget(label(f"{_years(pack)} · 版本 {(carried or pack).version}", "secondary"))
        if carried is not None and carried is not pack and _newer(pack, carried):
            renewal = QCheckBox(f"换成新版 {pack.version}")
            renewal.setObjectName(f"renew-{pack.id}")
            renewal.setAccessibleName(f"{pack.title}换成新版 {pack.version}")
            renewal.setEnabled(box.isEnabled())
            renewal.clicked.connect(lambda _on: self._tell())
            self.renewals[pack.id] = renewal
            across.addWidget(renewal)
        across.addStretch()
        return host

    # -- choosing ----------------------------------------------------------------------

    def _toggled(self, name: str, on: bool) -> None:
        """One more takes the place of what cannot stand beside it, such as the same tables of another province."""
        if on and name not in self._order:
            rival = next((one for one in self._order if self.boxes[one].isChecked() and self._clash(one, name)), None)
            self._order.insert(self._order.index(rival) if rival else len(self._order), name)
        for other, box in self.boxes.items():
            if on and other != name and box.isChecked() and self._clash(other, name):
                box.setChecked(False)
        self._tell()

    def _clash(self, one: str, other: str) -> bool:
        from core.template import Template, dictionary

        try:
            Template(dictionary(), [self._pack(one), self._pack(other)], self._report.year)
        except JuebaoError:
            return True
        return False

    def _pack(self, name: str) -> Pack:
        """The version that is chosen: a file keeps its own until it is told otherwise."""
        renewed = name in self.renewals and self.renewals[name].isChecked()
        return self._offered[name] if renewed or name not in self._carried else self._carried[name]

    def wanted(self) -> list[Pack]:
        """What is ticked, in its order."""
        return [self._pack(name) for name in self._order if self.boxes[name].isChecked()]

    # -- telling and doing ---------------------------------------------------------------

    def _tell(self) -> None:
        empty(self._told)
        try:
            plan = self._report.plan_packs(self.wanted())
        except JuebaoError as error:
            self.wrong.setText(error.line)
            self.wrong.show()
            self.apply.setEnabled(False)
            return
        self.wrong.hide()
        self.apply.setEnabled(not plan.idle and not self._report.file.read_only)
        for text, role in _lines(plan):
            self._told.addWidget(label(text, role, wrap=True))

    def _apply(self) -> None:
        wanted = self.wanted()
        self._session.do(lambda: self._report.set_packs(wanted))


def _offered(carried: list[Pack], year: int) -> list[Pack]:
    """The packs of the file and those for its year, each in the version this program has."""
    from core.template import known

    here = {pack.id: pack for pack in known()}
    own = [here.get(pack.id, pack) for pack in carried]
    return [*own, *(pack for name, pack in here.items() if year in pack.years and name not in {one.id for one in own})]


def _newer(pack: Pack, carried: Pack) -> bool:
    from core.template.archive import newer

    return newer(pack.version, carried.version)


def _years(pack: Pack) -> str:
    years = f"{pack.years[0]}—{pack.years[-1]}" if len(pack.years) > 1 else f"{pack.years[0]}"
    return f"{pack.region} {years} 年度"


def _lines(plan: Repacking) -> list[tuple[str, str]]:
    """What a change does, in sentences, with the role each is shown in."""
    if plan.idle:
        return [("没有变化。", "secondary")]
    parts = [("增加", plan.added), ("去掉", plan.removed), ("换成新版", plan.renewed)]
    lines = [(f"{what}：{'、'.join(titles)}", "strong") for what, titles in parts if titles]
    hidden = [*plan.hidden_tables, *(f"「{title}」" for title in plan.hidden_sections)]
    if hidden:
        more = f" 等 {len(hidden)} 处" if len(hidden) > _SHOWN else ""
        names = "、".join(hidden[:_SHOWN])
        lines.append((f"不再显示：{names}{more}。内容仍在文件里，换回来就又看得到。", "warning"))
    if plan.typed_instead:
        lines.append((f"{len(plan.typed_instead)} 个合计改为直接填写，已填好原来的数。", ""))
    if plan.restored:
        lines.append((f"{plan.restored} 个合计又由各项算出。", ""))
    return [*lines, ("填好的数和文字一个不少；一次撤销就回到现在。", "secondary")]
