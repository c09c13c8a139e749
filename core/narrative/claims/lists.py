"""Lists: a head and its parts behind 其中, in brackets, behind a colon; totals behind their parts; prices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims import words
from core.narrative.claims.model import Listing, Product
from core.narrative.claims.names import aliases

if TYPE_CHECKING:
    from core.narrative.claims.clauses import Placed
    from core.narrative.claims.model import Amount, Paragraph

_PEOPLE = frozenset({"人", "名", "位"})
_OPENS = re.compile(r"其中|主要用于|用于以下|包括|分别为|分别是|构成|如下|：")
_GAP_NAME = re.compile(r"差[值额]|相差|增减")
_ON_DUTY = re.compile(r"在职|编制|在编|在岗")
_ALL = re.compile(r"分别为|分别是")
_TWICE = re.compile(r"每[天日月年次]|每[人户名个家].{0,6}每")
_OUTCOME = re.compile(r"决算|执行|实际|到位|支付|完成")
_TOP = re.compile(r"^(?:支出|收入|总支出|总收入|支出总计|收入总计)$")
_LEADS_ON = re.compile(r"(?:用于以下|主要用于|如下|其中)[^，。；]{0,10}：$|：$")


class Lists:
    """The list that is being read, and the amounts that a total may be of."""

    def __init__(self, paragraph: Paragraph, head: Amount | None) -> None:
        self.paragraph = paragraph
        self.open: Listing | None = None
        self.sentence = 0
        self.inherited = head
        self.stopped = False
        self.last: dict[int, Amount] = {}
        self.each: set[Amount] = set()

    def take(self, amount: Amount, phrase: str, lead: str, placed: Placed, around: Amount | None) -> None:
        """Put an amount into the list it belongs to, or let it open or close one."""
        unsaid = _OUTCOME.search(phrase) is None
        if words.EACH.search(phrase):
            amount.rough = True
            self._each(amount, phrase)
            return
        if self._is_total(phrase) and self._total(amount):
            self.last[placed.bracket] = amount
            return
        head = self._opened(amount, lead, placed, around)
        if head is not None:
            self._begin(head, amount, lead, placed, unsaid=unsaid)
        elif self.open is not None:
            self._continue(amount, placed, unsaid=unsaid)
        if amount.head is None and self.inherited is not None and amount is self.paragraph.amounts[0]:
            amount.head = self.inherited
        self.last[placed.bracket] = amount

    def _opened(self, amount: Amount, lead: str, placed: Placed, around: Amount | None) -> Amount | None:
        """The head of a list that begins at this amount."""
        if placed.bracket and placed.bracket not in self.last:
            return around if around is not None and "（" in lead else self.last.get(placed.outer)
        found = None
        for match in _OPENS.finditer(lead):
            found = match
        if found is None:
            return None
        if found[0] == "：" and "。" in lead[: found.start()] and "其中" not in lead:
            return None
        return self._head(amount, placed, same_sentence=_ALL.match(found[0]) is not None)

    def _head(self, amount: Amount, placed: Placed, *, same_sentence: bool) -> Amount | None:
        for one in reversed(self.paragraph.amounts[:-1]):
            if one.bracket == placed.bracket and not _GAP_NAME.search(one.name):
                near = placed.sentence - one.sentence <= (0 if same_sentence else 1)
                return one if one.kind is amount.kind and not one.rough and near else None
        return None

    def _begin(self, head: Amount, amount: Amount, lead: str, placed: Placed, *, unsaid: bool) -> None:
        if not _alike(head, amount):
            self.open = None
            return
        if unsaid and head.aspect.planned:
            amount.aspect = head.aspect  # the parts of a budget are budgets
        amount.head = head
        self.open = Listing(head, [amount], closed=_ALL.search(lead) is not None, bracket=placed.bracket)
        self.sentence, self.stopped = placed.sentence, False
        self.paragraph.claims.append(self.open)

    def _continue(self, amount: Amount, placed: Placed, *, unsaid: bool) -> None:
        listing = self.open
        if listing is None or placed.bracket != listing.bracket:
            return
        if placed.sentence != self.sentence:
            self.open = None
            return
        if unsaid and listing.head.aspect.planned and not self.stopped:
            amount.aspect = listing.head.aspect
        if amount.year != listing.parts[0].year or amount.aspect.planned != listing.head.aspect.planned:
            return
        if not _alike(listing.head, amount):
            return
        if _apart(listing.head, amount) or _TOP.match(amount.name):
            self.stopped = True
        if not self.stopped:
            amount.head = listing.head
            listing.parts.append(amount)

    # -- totals ------------------------------------------------------------------------

    @staticmethod
    def _is_total(phrase: str) -> bool:
        return bool(phrase.strip("，、；：")) and words.TOTAL.match(phrase) is not None

    def _total(self, total: Amount) -> bool:
        before = [one for one in self.paragraph.amounts[:-1] if one.sentence == total.sentence]
        each = [one for one in before if one.rough and one.kind is Kind.MONEY]
        counted = [one for one in before if one.kind is Kind.COUNT]
        if total.kind is Kind.MONEY and len(each) == 1 and len(counted) == 1 and not counted[0].rough:
            if each[0] in self.each:
                self.paragraph.claims.append(Product(total, counted[0], each[0]))
            return True
        parts = [one for one in before if _alike(total, one) and one.bracket == total.bracket]
        if len(parts) < 2 or any(one.head is not None or one.rough for one in parts):
            return False
        if any(one.aspect.planned or one.year != total.year for one in parts):
            return False
        self.paragraph.claims.append(Listing(total, parts, tail=True, closed=True, bracket=total.bracket))
        return True

    def _each(self, amount: Amount, phrase: str) -> None:
        if not _TWICE.search(phrase):
            self.each.add(amount)

    def finish(self, rest: str, subject: Amount | None) -> None:
        """Close what is open; a paragraph that ends in a colon leaves its head to the next."""
        for claim in self.paragraph.claims:
            if isinstance(claim, Listing) and not claim.closed:
                claim.closed = _closed(claim)
        if _LEADS_ON.search(rest):
            self.paragraph.open_head = subject
        elif self.inherited is not None and self.paragraph.amounts:
            self.paragraph.open_head = self.inherited if len(self.paragraph.amounts) == 1 else None


def _alike(head: Amount, part: Amount) -> bool:
    if head.kind is not part.kind:
        return False
    if head.kind is Kind.MONEY:
        return True
    units = {head.held.unit, part.held.unit}
    return len(units) == 1 or units <= _PEOPLE


def _apart(head: Amount, part: Amount) -> bool:
    """Retired people are not among those on duty; what is of another time is no part."""
    return part.year != head.year or (
        _ON_DUTY.search(head.name) is not None and bool(aliases().apart.search(part.name))
    )


def _closed(listing: Listing) -> bool:
    """Whether the parts are all there are: a known set of parts, or the last one names the rest."""
    known = aliases()
    names = [part.name for part in listing.parts]
    for patterns in known.closed:
        if len(names) == len(patterns) and all(p.search(n) for p, n in zip(patterns, names, strict=True)):
            return True
    return len(names) > 1 and known.rest.match(names[-1]) is not None and not known.not_rest.search(names[-1])
