"""Lists: a head and its parts behind 其中, in brackets, behind a colon; totals behind their parts."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from core.figures import Kind
from core.figures.chinese import chinese_value
from core.narrative.claims import words
from core.narrative.claims.closed import closed, complete_names, goes_on
from core.narrative.claims.model import Listing, alike
from core.narrative.claims.names import aliases, canonical, clean
from core.narrative.claims.prices import Prices

if TYPE_CHECKING:
    from core.narrative.claims.clauses import Placed
    from core.narrative.claims.model import Amount, Paragraph

_OPENS = re.compile(r"其中|分(?:为)?[一二两三四五六七八九十\d]{1,2}(?:批|期|次|年度?|个|部分|类|项|笔)|主要用于|用于以下|包括|分别为|分别是|构成|如下|：")
_GAP_NAME = re.compile(r"差[值额]|相差|增减")
_ON_DUTY = re.compile(r"在职|编制|在编|在岗")
_ALL = re.compile(r"分别为|分别是")
_OUTCOME = re.compile(r"决算|执行|实际|到位|支付|完成")
_TOP = re.compile(r"^(?:支出|收入|总支出|总收入|支出总计|收入总计)$")
_LEADS_ON = re.compile(r"(?:用于以下|主要用于|如下|其中)[^，。；]{0,10}：$|：$")
_FROM = re.compile(r"[，；：为]由[^，。；\d]{2,16}$")
_MADE_UP = re.compile(r"构成|组成")
_BESIDES = re.compile(r"另有|另外|此外|还有|同时")
_ROW = re.compile(r"[）]?(?:、|和|及|与|以及)")
_SERIES = re.compile(r"(?:用于|包括|其中|含|分别为|分别是|：)(?:了|有)?：?(?P<name>[^，。；：（）\d]{2,24})（$")
_SIBLING = re.compile(r"）(?:、|，|；|和|及|与|以及)+(?P<name>[^，。；：（）\d]{2,24})（$")
_SUMMED = re.compile(r"共|合计|总计|总额|总投|总经费")


_YEARLY = re.compile(r"^[，；]?(?:全年|合计|共|总计|累计|支出|收入|完成|实际|达)+$")
_MOST_CHOSEN = 9


class Lists:
    """The list that is being read, and the amounts that a total may be of."""

    def __init__(self, paragraph: Paragraph, head: Amount | None) -> None:
        self.paragraph = paragraph
        self.text = paragraph.text.text
        self.open: Listing | None = None
        self.series = False
        """The parts of the open list stand in brackets behind their names: 走访慰问（12万元）、技能竞赛（11万元）."""
        self.sentence = 0
        self.inherited = head
        self.stopped = False
        self.last: dict[int, Amount] = {}
        self.prices = Prices(paragraph)

    def take(self, amount: Amount, phrase: str, lead: str, placed: Placed, around: Amount | None) -> None:
        """Put an amount into the list it belongs to, or let it open or close one."""
        unsaid = _OUTCOME.search(phrase) is None
        price = words.EACH.search(phrase)
        if price:
            self.prices.price(amount, phrase, price)
            return
        if self.prices.total(amount, phrase) or self._total(amount, phrase):
            self.last[placed.bracket] = amount
            return
        if placed.bracket and self._in_series(amount, phrase, lead, placed):
            self.last[placed.bracket] = amount
            return
        head = self._opened(amount, lead, placed, around)
        if head is not None:
            self._begin(head, amount, lead, placed, unsaid=unsaid)
        elif self.open is not None:
            self._continue(amount, lead, placed, unsaid=unsaid)
        if amount.head is None and self.inherited is not None and amount is self.paragraph.amounts[0]:
            amount.head = self.inherited
        self.last[placed.bracket] = amount

    def _opened(self, amount: Amount, lead: str, placed: Placed, around: Amount | None) -> Amount | None:
        """The head of a list that begins at this amount."""
        if placed.bracket and placed.bracket not in self.last:
            before = self.last.get(placed.outer)
            if around is None or "（" not in lead or (around.kind is not amount.kind and before is not None):
                return before
            return around
        found = None
        for match in _OPENS.finditer(lead):
            found = match
        if found is None:
            made = _FROM.search(lead) is not None and self._made_up(amount.end)
            return self._head(amount, placed, same_sentence=True) if made else None
        if found[0] == "：" and "。" in lead[: found.start()] and "其中" not in lead:
            return None
        return self._head(amount, placed, same_sentence=_ALL.match(found[0]) is not None)

    def _made_up(self, start: int) -> bool:
        """Whether 由… ends in 构成."""
        end = self.text.find("。", start)
        return _MADE_UP.search(self.text, start, end if end >= 0 else len(self.text)) is not None

    def _head(self, amount: Amount, placed: Placed, *, same_sentence: bool) -> Amount | None:
        for one in reversed(self.paragraph.amounts[:-1]):
            other = one.kind is Kind.COUNT is amount.kind and not alike(one, amount)
            if (other and one.sentence == amount.sentence) or (one.kind is Kind.COUNT and amount.kind is Kind.MONEY):
                continue  # 36批次、288人次，其中国内34批次; 支出748.60万元，涉及5类，其中…
            if one.base:
                continue  # 比上年28.40万元增加3.22万元，其中…
            if one.bracket == placed.bracket and not _GAP_NAME.search(one.name):
                near = placed.sentence - one.sentence <= (0 if same_sentence else 1)
                return one if one.kind is amount.kind and not one.rough and near else None
        return None

    def _begin(self, head: Amount, amount: Amount, lead: str, placed: Placed, *, unsaid: bool) -> None:
        if not alike(head, amount):
            self.open = None
            return
        if unsaid and head.aspect.planned:
            amount.aspect = head.aspect  # the parts of a budget are budgets
        elif amount.aspect.planned is not head.aspect.planned:
            other = self._twin(head, amount)
            if other is None:
                self.open = None
                return
            head = other
        amount.head = head
        self.open = Listing(
            head,
            [amount],
            closed=_ALL.search(lead) is not None or _FROM.search(lead) is not None,
            bracket=placed.bracket,
            row=True,
        )
        self.sentence, self.stopped, self.series = placed.sentence, False, False
        self.paragraph.claims.append(self.open)

    def _continue(self, amount: Amount, lead: str, placed: Placed, *, unsaid: bool) -> None:
        listing = self.open
        if listing is None or placed.bracket != listing.bracket:
            return
        if placed.sentence != self.sentence or self.series:
            self.open = None
            return
        if unsaid and listing.head.aspect.planned and not self.stopped:
            amount.aspect = listing.head.aspect
        if amount.year != listing.parts[0].year or amount.aspect.planned != listing.head.aspect.planned:
            return
        if not alike(listing.head, amount):
            listing.row = False
            return
        if _apart(listing.head, amount) or _TOP.match(amount.name) or _BESIDES.search(lead):
            self.stopped = True
        if not self.stopped:
            amount.head = listing.head
            listing.parts.append(amount)
            listing.row = listing.row and _ROW.match(lead) is not None

    def _twin(self, head: Amount, amount: Amount) -> Amount | None:
        """The budget beside an outcome, or the outcome beside a budget: the head of the parts that are told as such."""
        for one in reversed(self.paragraph.amounts[:-1]):
            if one.sentence != head.sentence:
                return None
            if one.name == head.name and one.aspect is amount.aspect and one.bracket == head.bracket:
                return one
        return None

    # -- parts in brackets ---------------------------------------------------------------

    def _in_series(self, amount: Amount, phrase: str, lead: str, placed: Placed) -> bool:
        """Whether an amount stands alone in a bracket behind the name of what it went to."""
        if phrase:
            return False
        sibling = _SIBLING.search(lead) if self.series else None
        if sibling is not None and self.open is not None and self.open.bracket == placed.outer:
            if alike(self.open.head, amount):
                self._add(self.open, amount, sibling["name"])
            return True
        opening, head = _SERIES.search(lead), self.last.get(placed.outer)
        if opening is None or head is None or head.rough or not alike(head, amount):
            return False
        summed = _SUMMED.search(self.text[max(head.start - 10, 0) : head.start]) is not None and "主要" not in lead
        self.open = Listing(head, [], closed=summed, bracket=placed.outer, row=True)
        self.sentence, self.stopped, self.series = placed.sentence, False, True
        self.paragraph.claims.append(self.open)
        self._add(self.open, amount, opening["name"])
        return True

    @staticmethod
    def _add(listing: Listing, amount: Amount, name: str) -> None:
        amount.name, amount.aspect, amount.head = canonical(clean(name)), listing.head.aspect, listing.head
        listing.parts.append(amount)

    # -- totals ------------------------------------------------------------------------

    def _total(self, total: Amount, phrase: str) -> bool:
        said = words.total_of(phrase)
        if said is None:
            return _YEARLY.match(phrase) is not None and self._set_before(total)
        many = chinese_value(said["many"]) if said["many"] else None
        parts = self._before(total, above=bool(said["above"] or many))
        if many:
            parts = _so_many([one for one in parts if one.head is None and one.aspect is total.aspect], many, total)
        parts = [one for one in parts if one.aspect is total.aspect]
        if len(parts) < (many or 2) or any(one.head is not None or one.rough for one in parts):
            return False
        if any(one.year != total.year for one in parts):
            return False
        if not total.own:
            total.name = ""
        self.paragraph.claims.append(Listing(total, parts, tail=True, closed=True, bracket=total.bracket))
        return True

    def _set_before(self, total: Amount) -> bool:
        """上半年210万元，下半年250万元，全年460万元: the amounts before are a known set."""
        parts = [one for one in self._before(total, above=False) if one.aspect is total.aspect][-2:]
        if len(parts) < 2 or any(one.head or one.rough for one in parts) or not complete_names([one.name for one in parts]):
            return False
        self.paragraph.claims.append(Listing(total, parts, tail=True, closed=True, bracket=total.bracket))
        return True

    def _before(self, total: Amount, *, above: bool) -> list[Amount]:
        """What a total may sum: its own sentence, and where it says 以上 or 三项 the sentences before."""
        before = [
            one
            for one in self.paragraph.amounts[:-1]
            if alike(total, one) and one.bracket == total.bracket and not one.base
        ]
        here = [one for one in before if one.sentence == total.sentence]
        if not above:
            return here
        if here:
            return [one for one in here if one.year == total.year]
        now = [one for one in before if one.year == total.year]
        last = now[-1].sentence if now else -1
        return [one for one in now if one.sentence == last]

    def finish(self, rest: str, subject: Amount | None) -> None:
        """Close what is open; a paragraph that ends in a colon leaves its head to the next."""
        for claim in self.paragraph.claims:
            if isinstance(claim, Listing) and not claim.closed:
                claim.closed = closed(claim)
            elif isinstance(claim, Listing) and goes_on(claim):
                claim.closed = False
        if _LEADS_ON.search(rest):
            self.paragraph.open_head = subject
        elif self.inherited is not None and self.paragraph.amounts:
            self.paragraph.open_head = self.inherited if len(self.paragraph.amounts) == 1 else None


def _so_many(amounts: list[Amount], many: int, total: Amount) -> list[Amount]:
    """Which amounts 三项合计 sums: those that make it, where some do; else the last ones."""
    if many < len(amounts) <= _MOST_CHOSEN:
        for chosen in combinations(amounts, many):
            if sum(one.number for one in chosen) == total.number:
                return list(chosen)
        return amounts[-many:] if all(one.own for one in amounts[-many:]) else []
    return amounts[-many:]


def _apart(head: Amount, part: Amount) -> bool:
    """Retired people are not among those on duty; what is of another time is no part."""
    return part.year != head.year or (
        _ON_DUTY.search(head.name) is not None and bool(aliases().apart.search(part.name))
    )
