"""Numbers that no name owns: items of a project list, quantities of what was done, or nothing at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Kind
from core.prefill.model import Confidence, Reading, Unplaced
from core.prefill.naming import output_name, project_name

if TYPE_CHECKING:
    from core.prefill.clauses import Placed
    from core.prefill.context import Context
    from core.prefill.quoting import Words
    from core.prefill.scan import Quantity
    from core.prefill.subjects import Subjects

_FISCAL = re.compile(r"预算|决算|收入|支出|结转|结余|经费|拨款|资金总额|执行数")
_GIVEN = re.compile("发放|下拨|拨付|筹集|筹资|返还|慰问|救助|帮扶|投入|补助")
_REASON = re.compile(r"(?:原因|由于|因为|(?<!一)系(?!列|统))(?:是|为)?[^。；]{0,60}$")
_COUNTED = frozenset(["人次", "场次", "批次", "户次", "场", "名", "家", "户", "台", "辆", "支", "所"])
"""Measures of real things: 十五场次 is a count, 三个精神 may be a saying."""
_FIELDS = {Kind.COUNT: "count", Kind.SCORE: "count", Kind.MONEY: "amount", Kind.RATE: "rate"}


class FreeNumbers:
    """Reads the free numbers of one paragraph."""

    def __init__(self, text: str, context: Context, words: Words, subjects: Subjects) -> None:
        self.text, self.context, self.words, self.subjects = text, context, words, subjects

    def read(self, placed: Placed, number: Quantity, phrase: str) -> Reading | Unplaced:
        """The row it is a number of, or why it has no place."""
        family = self._listed(placed) if number.kind is Kind.MONEY else ""
        if family:
            return self._row(placed, number, family, project_name(phrase), "项目清单中的一项", "likely", "actual")
        if number.kind is Kind.MONEY and _FISCAL.search(phrase) and not (self.context.keeps and _GIVEN.search(phrase)):
            return self.words.left(placed, "没有对应的数据项")
        if not self.context.output or number.points:
            return self.words.left(placed, "本节没有可放的数据项")
        after = self.text[number.end : number.end + 60]
        name = output_name(phrase, after, number.kind)
        if len(name) < 2:
            return self.words.left(placed, "看不出数的是什么")
        aspect = "target" if self.context.plan else "actual"
        trust = self._trust(placed, number)
        return self._row(placed, number, self.context.output, name, "工作成果中的数量", trust, aspect)

    def _trust(self, placed: Placed, number: Quantity) -> Confidence:
        """How sure a free number is: as it stands, in a section that is meant for such numbers."""
        if not self.context.keeps or self._in_reason(placed):
            return "uncertain"
        spelled = number.spelled and number.held.unit not in _COUNTED
        return "likely" if number.rough or spelled or self.context.plan else "certain"

    def _listed(self, placed: Placed) -> str:
        """The family whose list this amount stands in: that of the total before it, else the section's own."""
        subject = self.subjects.of(placed)
        family = self.context.listing
        if subject is None:
            return family
        total = subject.figure.key.rsplit(".", 1)[-1]
        if total == family or (family and not placed.bracket):
            return family
        return total if total in {"project"} else ""

    def _in_reason(self, placed: Placed) -> bool:
        start = max(placed.number.start - 80, 0)
        return _REASON.search(self.text[start : placed.number.start]) is not None

    def _row(
        self,
        placed: Placed,
        number: Quantity,
        family: str,
        name: str,
        why: str,
        confidence: Confidence,
        aspect: str,
    ) -> Reading | Unplaced:
        if len(name) < 2:
            return self.words.left(placed, "看不出数的是什么")
        key = f"{family}.$.{_FIELDS[number.kind]}"
        mention = self.words.mention(
            placed, number, wide=number.kind is not Kind.RATE and family == self.context.output
        )
        rough = "，约数" if number.rough else ""
        listing = f"{self.context.serial}.{placed.bracket}" if family != self.context.output else ""
        return Reading(
            key,
            aspect,
            self.words.year_of(placed),
            number.held,
            mention,
            confidence,
            f"{why}{rough}",
            family=family,
            row_name=name,
            listing=listing,
            serial=self.context.serial,
        )
