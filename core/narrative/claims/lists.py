"""Lists: a head and its parts behind 其中, in brackets, behind a colon; totals behind their parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims import words
from core.narrative.claims.closed import closed, goes_on, is_whole_set, makes_head
from core.narrative.claims.headings import ITEM
from core.narrative.claims.model import Listing, alike
from core.narrative.claims.names import aliases, canonical, clean
from core.narrative.claims.opening import ALL, FROM, opened
from core.narrative.claims.prices import Prices
from core.narrative.claims.summed import read_total

if TYPE_CHECKING:
    from core.narrative.claims.clauses import Placed
    from core.narrative.claims.model import Amount, Paragraph

_RESIDUE = re.compile(r"其余|其他|剩余|另有|另外|此外|还有|\d万?元")
"""More behind a set: it was not all."""
_SUMMED_UP = re.compile(r"合计|总计|总额|共计|总支出|总收入")
_KEPT = re.compile(r"结转|结余|结存|到位|到账|应[付收]|累计")
"""What comes from several years: 结存46.80万元，其中2022年结转12.30万元、2023年形成34.50万元."""
_ON_DUTY = re.compile(r"在职|编制|在编|在岗")
_OUTCOME = re.compile(r"决算|执行|实际|到位|支付|完成")
_TOP = re.compile(r"^(?:支出|收入|总支出|总收入|支出总计|收入总计)$")
_LEADS_ON = re.compile(r"(?:用于以下|主要用于|如下|其中)[^，。；]{0,10}：$|：$")
_BESIDES = re.compile(r"另有|另外|此外|还有|同时")
_ROW = re.compile(r"[）]?(?:、|和|及|与|以及)")
_ROW_OF_COUNTS = re.compile(r"[\u4e00-\u9fff]{2,10}(?:、|和|及|与|以及)")
"""23个数量指标、2个质量指标: what is counted stands behind its number."""
_SERIES = re.compile(r"(?:用于|包括|其中|含|分别为|分别是|：)(?:了|有)?：?(?P<name>[^，。；：（）\d]{2,24})（$")
_SIBLING = re.compile(r"）(?:、|，|；|和|及|与|以及)+(?P<name>[^，。；：（）\d]{2,24})（$")
_SUMMED = re.compile(r"共|合计|总计|总额|总投|总经费")


_JOINTS = "、，；"


@dataclass(slots=True, eq=False)
class Group:
    """The lists that are read side by side: parts told with a budget and an outcome, with batches and heads."""

    lists: list[Listing]
    sentence: int
    series: bool = False
    """Its parts stand in brackets behind their names: 走访慰问（12万元）、技能竞赛（11万元）."""
    stopped: bool = False
    joint: str = ""
    """The mark between its first two parts: a stronger one ends it."""
    outer: Group | None = None
    """The list that a list inside one of its items interrupted."""


class Lists:
    """The lists that are being read, by bracket."""

    def __init__(self, paragraph: Paragraph, head: Amount | None) -> None:
        self.paragraph = paragraph
        self.text = paragraph.text.text
        self.open: dict[int, Group] = {}
        self.groups: list[Group] = []
        self.inherited = head
        self.last: dict[int, Amount] = {}
        self.prices = Prices(paragraph)

    def take(self, amount: Amount, phrase: str, lead: str, placed: Placed, around: Amount | None) -> None:
        """Put an amount into the list it belongs to, or let it open or close one."""
        unsaid = _OUTCOME.search(phrase) is None
        price = words.EACH.search(phrase)
        if price:
            self.prices.price(amount, phrase, price)
            return
        if self.prices.total(amount, phrase) or read_total(self.paragraph, amount, phrase):
            self.last[placed.bracket] = amount
            return
        if placed.bracket and self._in_series(amount, phrase, lead, placed):
            self.last[placed.bracket] = amount
            return
        head = (
            self._bracketed(amount, lead, placed, around)
            if self._is_new(placed)
            else opened(self.paragraph, amount, lead, placed)
        )
        if head is not None:
            self._begin(head, amount, lead, placed, unsaid=unsaid)
        elif placed.bracket in self.open:
            self._continue(amount, lead, placed, unsaid=unsaid)
        if amount.head is None and self.inherited is not None and amount is self.paragraph.amounts[0]:
            amount.head = self.inherited
        self.last[placed.bracket] = amount

    def _is_new(self, placed: Placed) -> bool:
        """Whether a number is the first in its bracket."""
        return bool(placed.bracket) and placed.bracket not in self.last

    def _bracketed(self, amount: Amount, lead: str, placed: Placed, around: Amount | None) -> Amount | None:
        """The head of what stands in a bracket: the amount in front of it."""
        before = self.last.get(placed.outer)
        if before is not None and amount.year != before.year:
            return None  # 机关运行经费96万元（2022年为92万元）
        if around is None or "（" not in lead or (around.kind is not amount.kind and before is not None):
            return before
        return around

    def _begin(self, head: Amount, amount: Amount, lead: str, placed: Placed, *, unsaid: bool) -> None:
        around = self.open.pop(placed.bracket, None)
        if not alike(head, amount):
            return
        if unsaid and head.aspect.planned:
            amount.aspect = head.aspect  # the parts of a budget are budgets
        elif amount.aspect.planned is not head.aspect.planned or not _same_way(head, amount):
            other = self._beside(head, amount, head.start + 1)
            if other is None:
                return
            head = other
        closed_ = ALL.search(lead) is not None or FROM.search(lead) is not None
        self._group(Listing(head, [], closed=closed_, bracket=placed.bracket, row=True), placed)
        group = self.open[placed.bracket]
        if around is not None and around.sentence == placed.sentence and head in around.lists[0].parts:
            group.outer = around
        self._put(group.lists[0], amount)

    def _group(self, listing: Listing, placed: Placed, *, series: bool = False) -> None:
        group = Group([listing], placed.sentence, series)
        self.open[listing.bracket] = group
        self.groups.append(group)
        self.paragraph.claims.append(listing)

    @staticmethod
    def _put(listing: Listing, amount: Amount) -> None:
        amount.head = listing.head
        listing.parts.append(amount)

    def _continue(self, amount: Amount, lead: str, placed: Placed, *, unsaid: bool) -> None:
        group = self.open[placed.bracket]
        if group.outer is not None and "；" in lead and placed.sentence == group.sentence:
            group = self.open[placed.bracket] = group.outer
            group.joint = group.joint or "；"
        first = group.lists[0]
        if placed.sentence != group.sentence or group.series:
            del self.open[placed.bracket]
            return
        if unsaid and first.head.aspect.planned and not group.stopped and alike(first.head, amount):
            amount.aspect = first.head.aspect
        if amount.year != first.parts[0].year and not _KEPT.search(first.head.name):
            return
        listing = self._listing(group, amount)
        if listing is None:
            if not alike(first.head, amount):
                first.row = False
            return
        group.stopped = group.stopped or _no_part(listing, amount, lead) or self._ends(group, listing, lead)
        if not group.stopped:
            self._put(listing, amount)
            joined = _ROW_OF_COUNTS.match(lead) if amount.kind is Kind.COUNT else None
            listing.row = listing.row and (joined or _ROW.match(lead)) is not None

    @staticmethod
    def _ends(group: Group, listing: Listing, lead: str) -> bool:
        """What 、 joins is over at the next comma, what commas join at the next semicolon."""
        if ITEM.match(lead) and not ITEM.search(
            listing.head.paragraph.text.text, listing.head.end, group.lists[0].parts[0].start
        ):
            return True  # 1、甲654.17万元，其中补助30万元；2、乙…: the next item is none of the parts of the one before
        joint = lead[:1] if lead[:1] in _JOINTS else "、"
        if not group.joint and len(listing.parts) == 1:
            group.joint = joint
        return _JOINTS.index(joint) > _JOINTS.index(group.joint or "；")

    def _listing(self, group: Group, amount: Amount) -> Listing | None:
        """The list of a group that an amount is a part of; one of its own where its head stands beside the first."""
        for one in group.lists:
            if (
                alike(one.head, amount)
                and one.head.aspect.planned == amount.aspect.planned
                and _same_way(one.head, amount)
            ):
                return one
        first = group.lists[0]
        head = None if group.stopped else self._beside(first.head, amount, first.parts[0].start)
        if head is None:
            return None
        listing = Listing(head, [], bracket=first.bracket)
        group.lists.append(listing)
        self.paragraph.claims.append(listing)
        return listing

    def _beside(self, head: Amount, amount: Amount, before: int) -> Amount | None:
        """The amount told beside a head, before its parts, as the part is told: a budget, an outcome, batches."""
        for one in reversed(self.paragraph.amounts[:-1]):
            if one.sentence < head.sentence:
                return None
            fits = (
                one is not head
                and one.start < before
                and one.bracket == head.bracket
                and not one.base
                and not one.rough
            )
            fits = fits and _same_way(one, amount)
            if fits and alike(one, amount) and one.aspect.planned == amount.aspect.planned and one.head is None:
                return one if not alike(one, head) or one.name == head.name or not _same_way(one, head) else None
        return None

    # -- parts in brackets ---------------------------------------------------------------

    def _in_series(self, amount: Amount, phrase: str, lead: str, placed: Placed) -> bool:
        """Whether an amount stands alone in a bracket behind the name of what it went to."""
        if phrase:
            return False
        group = self.open.get(placed.outer)
        sibling = _SIBLING.search(lead) if group is not None and group.series else None
        if sibling is not None and group is not None:
            if alike(group.lists[0].head, amount):
                self._add(group.lists[0], amount, sibling["name"])
            return True
        opening, head = _SERIES.search(lead), self.last.get(placed.outer)
        if opening is None or head is None or head.rough or not alike(head, amount):
            return False
        summed = _SUMMED.search(self.text[max(head.start - 10, 0) : head.start]) is not None and "主要" not in lead
        listing = Listing(head, [], closed=summed, bracket=placed.outer, row=True)
        self._group(listing, placed, series=True)
        self._add(listing, amount, opening["name"])
        return True

    @staticmethod
    def _add(listing: Listing, amount: Amount, name: str) -> None:
        amount.name, amount.aspect, amount.head = canonical(clean(name)), listing.head.aspect, listing.head
        listing.parts.append(amount)

    def _beside_each_other(self) -> None:
        """支出合计1120.40万元，基本支出820.40万元，项目支出300.00万元: a known set right behind its whole."""
        money = [one for one in self.paragraph.amounts if one.kind is Kind.MONEY]
        for at, head in enumerate(money):
            for many in (2, 3, 4):
                parts = money[at + 1 : at + 1 + many]
                if len(parts) == many and self._is_set_behind(head, parts):
                    for one in parts:
                        one.head = head
                    self.paragraph.claims.append(Listing(head, parts, closed=True, bracket=head.bracket))

    def _is_set_behind(self, head: Amount, parts: list[Amount]) -> bool:
        plain = all(
            one.own and one.head is None and not one.base and not one.rough and not one.aspect.planned
            for one in (head, *parts)
        )
        places = {(one.sentence, one.bracket, one.year) for one in (head, *parts)}
        if not plain or len(places) != 1 or any(one.number > head.number for one in parts):
            return False
        stop = self.text.find("。", parts[-1].end)
        rest = self.text[parts[-1].end : stop if stop >= 0 else len(self.text)]
        if _RESIDUE.search(rest):
            return False
        text = self.text[head.end : parts[-1].start]
        return (
            "；" not in text
            and _SUMMED_UP.search(self.text, max(head.start - 8, 0), head.start) is not None
            and (is_whole_set([one.name for one in parts]))
        )

    def finish(self, rest: str, subject: Amount | None) -> None:
        """Close what is open; a paragraph that ends in a colon leaves its head to the next."""
        self._beside_each_other()
        self.prices.finish()
        claims = self.paragraph.claims
        claims[:] = [one for one in claims if not isinstance(one, Listing) or one.parts]  # its parts became another's
        for claim in claims:
            if isinstance(claim, Listing) and not claim.closed:
                claim.closed = closed(claim)
            elif isinstance(claim, Listing) and goes_on(claim):
                claim.closed = False
        for group in self.groups:
            whole = any(makes_head(one) for one in group.lists)
            for one in group.lists if whole and len({len(one.parts) for one in group.lists}) == 1 else ():
                one.closed = True  # the batches are all told, so the heads are
        if _LEADS_ON.search(rest):
            self.paragraph.open_head = subject
        elif self.inherited is not None and self.paragraph.amounts:
            self.paragraph.open_head = self.inherited if len(self.paragraph.amounts) == 1 else None


_GRANTED = re.compile(r"(?:下达|到位|拨入|批复|安排)(?:资金|经费|金额)?(?:共|为|了)*$")
_SPENT = re.compile(r"(?:支付|支出|使用|执行|拨付|列支)(?:资金|金额)?(?:共|为|了)*$")


def _same_way(head: Amount, part: Amount) -> bool:
    """Whether neither is told as granted where the other is told as spent: 下达1500万元，已支付1425万元，其中…"""
    ways = set()
    for one in (head, part):
        lead = one.paragraph.text.text[max(one.start - 8, 0) : one.start]
        ways |= {"in"} if _GRANTED.search(lead) else {"out"} if _SPENT.search(lead) else set()
    return len(ways) < 2


def _no_part(listing: Listing, amount: Amount, lead: str) -> bool:
    """Whether an amount behind a list is of something else than its parts."""
    other = _apart(listing.head, amount) or _never_in(listing.head, amount)
    return other or _TOP.match(amount.name) is not None or _BESIDES.search(lead) is not None


def _never_in(head: Amount, part: Amount) -> bool:
    """项目支出 is no part of 基本支出, nor the other way round."""
    return any(
        head.name.endswith(one) and part.name.endswith(other)
        for one, other in (("基本支出", "项目支出"), ("项目支出", "基本支出"))
    )


def _apart(head: Amount, part: Amount) -> bool:
    """Retired people are not among those on duty; what is of another time is no part."""
    return (part.year != head.year and not _KEPT.search(head.name)) or (
        _ON_DUTY.search(head.name) is not None and bool(aliases().apart.search(part.name))
    )
