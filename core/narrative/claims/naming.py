"""What an amount is of: the quantity that its own words name, or the one that was spoken of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims import words
from core.narrative.claims.model import Amount, Aspect, Share
from core.narrative.claims.names import canonical, clean, generic
from core.narrative.claims.scan import is_about

if TYPE_CHECKING:
    from core.narrative.claims.clauses import Placed
    from core.narrative.claims.reader import Reader
    from core.narrative.claims.scan import Quantity

_SPENT = re.compile(r"决算|实际|执行|完成")
_BROAD = frozenset({"支出", "收入", "支出总计", "收入总计", "基本支出", "项目支出", "收入支出"})
_FUND = re.compile(r"一般公共预算|政府性基金|国有资本经营|财政拨款|社会保险基金")
_WHOLE = re.compile(r"20\d\d年|本年|全年|部门|单位|总")
_SUMMED = re.compile(r"合计|总|部门|单位")
_ALL = re.compile(r"本年|全年|合计|总计|总额|年度")
_BARE_SPENT = re.compile(
    r"^[，、]?(?:和|与|及)?(?:已|共|累计|其中)*(?:支出|支付|使用|列支|花费|拨付|采购|成交)(?:资金|金额)?(?:共|合计|为|了)*$"
)
_THAT_IS = re.compile(r"^[，（]?(?:为|即|计|共|达|折合)*$")
_COORDINATE = re.compile(r"、|和|与|及")
_PRIOR = re.compile(r"(?:上年|去年|上一年)(?!度?(?:末|结转|结余|滚存))")
_PRIOR_ONLY = re.compile(
    r"^[，、；（]?(?:其中)?(?:上年|去年|上一年)(?:度|同期)?(?:实际|执行|决算|完成)?(?:支出|收入|数)?(?:决算|数|额)?(?:共|合计|为|是|：)*$"
)
_YEAR_ONLY = re.compile(
    r"^[，、；（]?(?:其中)?(?:20\d\d|本|今|当)年(?:度)?(?:实际|执行|决算|完成)?(?:支出|收入)?(?:数|额|决算)?(?:共|合计|为|是|达到?|：)*$"
)


class Naming:
    """What is being spoken of while a paragraph is read."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.topic = ""
        fund = _FUND.search(reader.text)
        self.fund = fund.start() if fund else len(reader.text)
        """From here on a fund has been told, of which the broad names may be."""

    def amount(self, placed: Placed, quantity: Quantity, phrase: str, aspect: Aspect) -> Amount:
        """An amount with the name it bears or inherits and the year it is of."""
        reader = self.reader
        name = canonical(clean(reader.own_names.sub("", phrase)))
        own = self.is_own(placed, name, phrase)
        if not own and (shared := self.shared(phrase)):
            name, own = shared, True
        if own and (of := self.counted(placed, quantity, phrase, name)):
            name, own = of, False
        if own:
            self.topic = name
        exact = quantity.held.decimals > 0 and reader.text[quantity.end - 1] in "万亿"  # 442.68万 only lacks its 元
        rough = quantity.rough and not (exact and not is_about(reader.text, quantity.start))
        return Amount(
            quantity.start, quantity.end, quantity.kind, quantity.held, name if own else self.topic or name, own,
            self.year(placed, phrase), aspect, placed.sentence, reader.paragraph, rough, placed.bracket,
            scoped=own and name in _BROAD and quantity.start > self.fund and not self.told_before(name, phrase),
        )  # fmt: skip

    def is_own(self, placed: Placed, name: str, phrase: str) -> bool:
        """Whether words name a quantity of their own; bare 支出 and 上年支出 mean the one just told."""
        if generic(name):
            return False
        if name in {"支出", "收入"}:
            if _SPENT.search(phrase) and (self.topic or not _WHOLE.search(phrase)):
                return False
            if self.last_planned(placed) and _BARE_SPENT.search(phrase):
                return False  # 物资储备项目预算120万元、支出113.80万元
            if self.reader.changes.topic[1] == placed.sentence and not _SUMMED.search(phrase):
                return False  # 差旅费较上年减少2.40万元，…，全年支出9.60万元
        told = _PRIOR_ONLY.match(phrase) or (_YEAR_ONLY.match(phrase) and self.of_other_year(placed.sentence))
        return not (self.topic and told and not ("收入" in self.topic and "支出" in phrase))

    def year(self, placed: Placed, phrase: str) -> int:
        """The year of an amount: said with it, or in its sentence before."""
        years = words.YEAR.findall(phrase)
        if years:
            return int(years[-1])
        if _PRIOR.search(phrase):
            return self.reader.year - 1
        return self.reader.said[1] if self.reader.said[0] == placed.sentence else self.reader.year

    def shared(self, phrase: str) -> str:
        """What a share named whose amount comes behind it: 人员经费占基本支出的82.9%，为742.18万元."""
        claims = self.reader.paragraph.claims
        last = claims[-1] if claims else None
        behind = isinstance(last, Share) and last.part is None and last.rate.end == self.reader.end
        return last.part_name if behind and isinstance(last, Share) and _THAT_IS.match(phrase) else ""

    def last_planned(self, placed: Placed) -> bool:
        """Whether the amount before, in the same sentence, is a budget of something named."""
        last = self.last()
        return last is not None and last.aspect.planned and last.sentence == placed.sentence and "收入" not in last.name

    def last(self) -> Amount | None:
        """The amount read last."""
        amounts = self.reader.paragraph.amounts
        return amounts[-1] if amounts else None

    def counted(self, placed: Placed, quantity: Quantity, phrase: str, name: str) -> str:
        """What the money behind a count is of: 一般项目3个支出317万元, 公务接待18批次、152人次，支出2.28万元."""
        last = self.last()
        if last is None or last.kind is not Kind.COUNT or quantity.kind is not Kind.MONEY:
            return ""
        if name not in {"支出", "收入"} or _SUMMED.search(phrase) or _ALL.search(phrase):
            return ""
        return canonical(last.name) if last.end == self.reader.end and last.sentence == placed.sentence else ""

    def goes_on(self, phrase: str) -> bool:
        """Whether an amount is told as the one right before it: 年初预算基本支出520万元、项目支出305万元."""
        last = self.last()
        if last is None or last.end != self.reader.end or not last.aspect.planned or _SPENT.search(phrase):
            return False
        if _BARE_SPENT.search(phrase):
            return False  # 项目预算120万元、支出113.80万元
        return _COORDINATE.match(phrase) is not None or words.total_of(phrase) is not None

    def of_other_year(self, sentence: int) -> bool:
        """Whether the number before, in the same sentence, is of another year than the one just said."""
        last = self.last()
        return last is not None and last.sentence == sentence and last.year != self.reader.said[1]

    def told_before(self, name: str, phrase: str) -> bool:
        """Whether the whole of a quantity was told before any fund was, and is told again: 本年收入合计."""
        return _ALL.search(phrase) is not None and any(
            one.name == name and not one.scoped and one.end < self.fund for one in self.reader.paragraph.amounts
        )
