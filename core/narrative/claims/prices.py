"""Things at a price: 60户，每户800元，共发放4.8万元; 支出1.008万元，人均80元."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims import words
from core.narrative.claims.model import Product
from core.narrative.claims.say import num

if TYPE_CHECKING:
    from core.narrative.claims.model import Amount, Paragraph

_TWICE = re.compile(r"[人户车]均每?[天日月年]|[月日年]人?均|每[天日月年次]|每[人户名个家].{0,6}每")
_UNITS = {
    "人": {"人", "名", "位", "人次"}, "名": {"名", "人", "人次"}, "位": {"位", "人", "名"}, "户": {"户", "户次"},
    "个": {"个"}, "家": {"家"}, "辆": {"辆", "台"}, "台": {"台", "辆", "台（套）"}, "批": {"批", "批次"}, "件": {"件"},
    "单价": {"台", "套", "个", "件", "辆", "册", "张", "把", "块", "只", "部", "份", "箱", "盒", "台（套）", "本"},
    "车": {"辆", "台"}, "册": {"册"}, "亩": {"亩"}, "吨": {"吨"}, "份": {"份"}, "生": {"人", "名"},
    "村": {"个"}, "镇": {"个"}, "乡": {"个"}, "校": {"所", "个"}, "所": {"所"}, "班": {"个"}, "组": {"个", "组"},
    "项": {"项", "个"}, "次": {"次", "人次", "场次", "批次"}, "场": {"场", "场次"}, "期": {"期"}, "间": {"间"},
}  # fmt: skip
_EARNED = re.compile(
    r"增收|收入|产值|节约|节省|增加|增长|减少|不超过|不低于|不少于|最高|最低|以上|以下|低于|高于|标准|定额|限额"
)
_OTHER = re.compile(r"人员经费|公用经费|基本支出|项目支出|收入")
"""人均人员经费 is not of the total before it, unless that is its name."""
_MEAN = re.compile(
    r"^[，、；：（]?[\u4e00-\u9fff]{0,2}?(?:平均|其中)?(?:每[^，。；\d]|[人户批次场期车村亩生班校件册]均)(?:次)?[^，。；：\d]{0,6}$"
)


_RIGHT_BEHIND = 8
"""平均每人5500元，发放14.4万元: the total stands behind the price."""
_BARE = re.compile(r"[村镇乡户人校所项]?")
_TOGETHER = re.compile(r"共|合计|累计|总计")


class Prices:
    """The price just said, and what it may be of."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        self.means: list[tuple[Product, str]] = []
        self.said: dict[Amount, str] = {}
        """Prices that may be multiplied, with what they are a price of."""

    def price(self, amount: Amount, phrase: str, match: re.Match[str]) -> None:
        """Take a price; what it makes with a total said before it is an average."""
        of, exact = match["of"] or match["all"] or match["mean"].removesuffix("均"), not amount.rough
        amount.rough = True  # a price is no part of anything
        if amount.kind is not Kind.MONEY or _TWICE.search(phrase) or _EARNED.search(phrase):
            return
        self.said[amount] = of
        if exact and _MEAN.match(phrase) and any(one.kind is Kind.MONEY for one in self._sentence(amount)):
            del self.said[amount]  # an average of what was told before; what follows is of something else
        if exact and _MEAN.match(phrase) and not _OTHER.search(phrase):
            self._average(amount, of)

    def _average(self, price: Amount, of: str) -> None:
        before = self._sentence(price)
        totals = [one for one in before if one.kind is Kind.MONEY and not one.aspect.planned and not one.base]
        totals = [one for one in totals if one not in self.said and not self._is_price(one)]
        count = self._count(before, of) or self._beside(before, totals, of)
        if not totals or count is None or totals[-1].rough or self._told_with(count, price, totals[-1]):
            return
        if any(one.number == count.number * price.number for one in totals):
            return
        self.means.append((Product(totals[-1], count, price, average=True), of))

    def finish(self) -> None:
        """Averages, where no other count of the sentence makes them right: 车均2.50万元，年末保有量10辆."""
        for claim, of in self.means:
            units, total, each = _UNITS.get(of, set()), claim.total.number, claim.each.number
            counts = [one for one in self.paragraph.amounts if one.kind is Kind.COUNT and one.held.unit in units]
            near = num(claim.each).env
            fits = [one for one in counts if one.number and abs(total / one.number - each) <= near]
            made = claim.count.number * each
            money = [
                one for one in self.paragraph.amounts if one.kind is Kind.MONEY and one.sentence == claim.each.sentence
            ]
            due, others = total / claim.count.number, (one for one in money if one not in (claim.each, claim.total))
            known = any(abs(one.number - due) <= min(near, due / 100) for one in others)
            behind = any(claim.each.end < one.start <= claim.each.end + _RIGHT_BEHIND for one in money)
            if not fits and not known and not behind and not any(one.number in {made, total - made} for one in money):
                self.paragraph.claims.append(claim)

    def _beside(self, before: list[Amount], totals: list[Amount], of: str) -> Amount | None:
        """The count behind the total, else the one told right before it, behind other money."""
        if not totals:
            return None
        behind = self._count([one for one in before if one.start > totals[-1].start], of)
        earlier = max((one.end for one in before if one.kind is Kind.MONEY and one.end < totals[-1].start), default=0)
        return behind or self._count([one for one in before if earlier < one.start < totals[-1].start], of)

    def _told_with(self, count: Amount, price: Amount, total: Amount) -> bool:
        """文化站12个、每个5万元: the count goes with the price, and the money before it is of something else."""
        text = self.paragraph.text.text
        return total.end <= count.start and text[count.end : price.start].startswith("、")

    def total(self, total: Amount, phrase: str) -> bool:
        """Whether an amount is what so many at the price before it come to."""
        if total.kind is not Kind.MONEY or not (
            is_total(phrase) or words.SPENT.match(phrase) or self._right_behind(total, phrase)
        ):
            return False
        before = self._since(total)
        prices = [one for one in before if one.rough and one.kind is Kind.MONEY]
        if len(prices) != 1:
            return False
        between = [one for one in before if one.kind is Kind.MONEY and prices[0].end <= one.start]
        if prices[0] not in self.said or between:
            return False
        count = self._count(before, self.said[prices[0]])
        if count is None:
            return is_total(phrase) and sum(one.kind is Kind.COUNT for one in before) == 1
        self.paragraph.claims.append(Product(total, count, prices[0]))
        return True

    def _right_behind(self, total: Amount, phrase: str) -> bool:
        """共补助26个村130万元: the money stands right behind the count."""
        last = self.paragraph.amounts[-2] if len(self.paragraph.amounts) > 1 else None
        if last is None or last.kind is not Kind.COUNT or self.paragraph.text.text[last.end : total.start] != phrase:
            return False
        lead = self.paragraph.text.text[max(last.start - 8, 0) : last.start]
        return _BARE.fullmatch(phrase) is not None and _TOGETHER.search(lead) is not None

    def _since(self, total: Amount) -> list[Amount]:
        """The amounts of the sentence behind the last ；, which begins another thing."""
        start = self.paragraph.text.text.rfind("；", 0, total.start)
        return [one for one in self._sentence(total) if one.start > start]

    def _is_price(self, amount: Amount) -> bool:
        text = self.paragraph.text.text
        return words.EACH.search(text[max(amount.start - 12, 0) : amount.start]) is not None

    def _sentence(self, amount: Amount) -> list[Amount]:
        return [one for one in self.paragraph.amounts if one.start < amount.start and one.sentence == amount.sentence]

    @staticmethod
    def _count(amounts: list[Amount], of: str) -> Amount | None:
        """The one count that a price is of."""
        units = _UNITS.get(of, set())
        found = [
            one
            for one in amounts
            if one.kind is Kind.COUNT and (of == "各" or one.held.unit in units) and one.number and not one.rough
        ]
        found = [one for one in found if one.head is None] or found
        if len(found) > 1:
            text = found[0].paragraph.text.text
            found = [one for one in found if _TOGETHER.search(text, max(one.start - 6, 0), one.start)] or found
        return found[0] if len(found) == 1 and not found[0].rough else None


def is_total(phrase: str) -> bool:
    """Whether words make the number behind them a total of those before."""
    return words.total_of(phrase) is not None
