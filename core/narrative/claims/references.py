"""Numbers that refer to those before them: in rows (占60%、30%和10%), and percentages of the number just said."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims import words
from core.narrative.claims.model import Aspect, Change, Completion, Rate, Share, alike
from core.narrative.claims.names import canonical, clean, generic
from core.narrative.claims.runs import Run, base_years, listing_of, name_row, pointed_at, runs_of, turned, without_each
from core.narrative.claims.shares import heads_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.narrative.claims.clauses import Placed
    from core.narrative.claims.model import Amount
    from core.narrative.claims.reader import Reader
    from core.narrative.claims.scan import Quantity

_PART_OF = re.compile(r"(?:占|比重)[^，。；占]{0,40}$")
_BY = re.compile(r"(?:^|[，；：])(?:按照?|以|依)[^，。；：占]{1,20}$")
_SHARE_WORD = re.compile(r"^(?:占|比重)(?:全部|了)?")
_OF_BUDGET = re.compile(r"(?:占|完成|为|达到?)[^，。；]{0,12}(?:预算|计划)[^，。；]{0,6}$")
_OF_TASK = re.compile(r"完成[^，。；]{0,8}(?:任务|目标)(?:数|额)?$")
_OTHER_NUMBER = re.compile(r"\d[\d.]*(?:%|万|元)")
_CLAUSE_END = re.compile(r"[^，。；：\d]*$")
_OF_IT = re.compile(r"）?的?(?:比例|比重|比率|份额)?(?:分别|依次)?(?:为|达到?|约|近|是|：)*")
_PERCENT_NEXT = re.compile(r"）?的?(?:比例|比重|比率|份额)?(?:分别|依次)?(?:为|达到?|约|近|是|：)*\d+(?:\.\d+)?%")


class Rows:
    """The rows of one paragraph and the number that the next percentage is of."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.runs: dict[int, tuple[Run, int]] = {}
        self.listed: list[str] = []
        """The things last listed by name."""
        self.last: Run | None = None
        self.before: Run | None = None
        self.moved: Run | None = None
        """The last row of changes, and how it is told."""
        self.word: re.Match[str] | None = None
        self.base: tuple[Aspect, int] = (Aspect.ACTUAL, 0)
        self.joins: list[Change | None] = []
        self.years: list[int] = []
        self.of: Amount | None = None
        self.part = ""
        """The quantity named before 占, where the base behind it is told with its amount."""
        self.shared: tuple[str | None, tuple[Amount, ...]] = (None, ())

    def find(self, numbers: Sequence[Quantity]) -> None:
        """Learn which numbers stand in rows."""
        self.runs = runs_of(self.reader.text, numbers)

    def take_base(self) -> Amount | None:
        """The base just said, once."""
        of, self.of = self.of, None
        return of

    def begin(self, quantity: Quantity, phrase: str, lead: str) -> None:
        """Learn what the numbers of a row are of, at the first of them; keep what is listed by name."""
        found = self.runs.get(quantity.start)
        if found is not None and found[1] == 0:
            phrase = self.reader.own_names.sub("", phrase)
            listed = self.listed
            if pointed_at(phrase, found[0].length) and len(listed) != found[0].length:
                listed = self.listed = self._last_named(found[0].length)
            name_row(phrase, lead[-60:], found[0], self.reader.year, listed)
        if found is None or found[1] == 0:
            self.listed = listing_of(phrase) or self.listed

    def _last_named(self, many: int) -> list[str]:
        """The names of this year's last amounts, so many, each another."""
        told = [one for one in self.reader.paragraph.amounts if self.reader.is_outcome(one) and one.own]
        before = told[-many - 1 : -1]
        if len(before) == many and sum(one.number for one in before) == told[-1].number:
            told = told[:-1]  # the total of what is meant
        names = [one.name for one in told[-many:]]
        return names if len(set(names)) == many else []

    def in_run(self, placed: Placed, quantity: Quantity, phrase: str, of: Amount | None) -> bool:
        """Whether a percentage stands in a row; then it is of the amount at the same place of the row before."""
        found = self.runs.get(quantity.start)
        if found is None:
            return False
        run, place = found
        rate = Rate(quantity.start, quantity.end, quantity.held, self.reader.paragraph)
        amounts = self.last.amounts if self.last else []
        if place == 0:
            share = words.SHARE.search(without_each(phrase))
            base = (of,) if of and _OF_IT.fullmatch(phrase) else ()
            self.shared = (share["whole"] if share else "") if share or base else None, base
        name, whole = self.shared
        part = None
        if len(amounts) == run.length and placed.sentence - amounts[0].sentence <= 1 and not self._of_others(run):
            part = amounts[place]
        elif not run.names and run.each and (row := self._row_before(run.length)):
            part = row[place]
        elif run.names and run.each:
            part = self.reader.latest(run.names[place][0])
        if name is None or (part is None and not run.names):
            return True
        heads, sure = (whole, True) if whole else heads_of(self.reader, part) if part else ((), False)
        name = canonical(clean(self.reader.own_names.sub("", name)))
        if not (name and generic(name)):
            own = run.names[place][0] if run.names else part.name if part else ""
            start = min(one for one, (other, _) in self.runs.items() if other is run)
            self.reader.paragraph.claims.append(Share(rate, part, name, heads, sure, own, row=start))
        return True

    def _row_before(self, many: int) -> list[Amount]:
        """So many amounts told one after the other right before: 甲300万元、乙80万元和丙20万元，分别占75%、20%和5%."""
        told = self.reader.paragraph.amounts
        amounts = [one for one in told if self.reader.is_outcome(one)][-many:]
        if told and told[-1].kind is Kind.COUNT:
            amounts = [one for one in told if alike(one, told[-1]) and not one.base][-many:]
        text = self.reader.text
        apart = any(_OTHER_NUMBER.search(text, one.end, other.start) for one, other in pairwise(amounts))
        alone = len(amounts) < many or apart or len({one.sentence for one in amounts}) != 1
        return [] if alone else amounts

    def _of_others(self, run: Run) -> bool:
        """Whether a row names other things than the one before it."""
        named = {name for name, _ in run.names if name}
        return bool(self.last and named and named.isdisjoint({name for name, _ in self.last.names}))

    # -- changes in a row ------------------------------------------------------------------

    def changed(self, placed: Placed, quantity: Quantity, phrase: str, lead: str) -> bool:
        """Whether a number stands in a row of changes: 分别比上年增加3万元、2万元和1万元."""
        found = self.runs.get(quantity.start)
        if found is None or quantity.kind is Kind.COUNT:
            return False
        run, place = found
        if place == 0:
            word = words.CHANGE.search(without_each(phrase))
            self.word = None
            if run.each and word and self.reader.changes.is_change(without_each(phrase), word):
                self.word = word
                self.base = self.reader.changes.bases.hear(lead)
                before = self.moved.changes if self.moved and self.moved.length == run.length else []
                self.years = base_years(phrase, run.length)
                self.joins = before if before and not words.COMPARE.search(phrase) else []
                if not self.joins and not run.names and quantity.kind is Kind.RATE:
                    self.joins = self._last_changes(run.length, placed.sentence)
                self.moved = run
        if self.word is None or run is not self.moved:
            return False
        run.changes.append(self._element(placed, quantity, run, place))
        return True

    def _last_changes(self, many: int, sentence: int) -> list[Change | None]:
        """So many changes told by their amounts alone: 比预算减少1.80万元，比上年减少0.80万元，分别下降11%和5%."""
        moves = [one for one in self.reader.paragraph.claims if isinstance(one, Change)][-many:]
        told = len(moves) == many and all(one.sentence == sentence and one.amount and one.rate is None for one in moves)
        return [*moves] if told else []

    def _element(self, placed: Placed, quantity: Quantity, run: Run, place: int) -> Change | None:
        assert self.word is not None
        falls, paragraph = self.word["down"] is not None, self.reader.paragraph
        turned_ = turned(self.reader.text, self.reader.end, quantity.start) if place else None
        falls = falls if turned_ is None else turned_
        rate = amount = None
        if quantity.kind is Kind.RATE:
            rate = Rate(quantity.start, quantity.end, quantity.held, paragraph)
        else:
            amount = self.reader.naming.amount(placed, quantity, "", Aspect.ACTUAL)
        joined = self.joins[place] if self.joins else None
        if joined is not None and rate is not None and joined.rate is None:
            joined.rate, joined.rate_falls = rate, falls
            return joined
        name, year = run.names[place] if run.names else ("", 0)
        subject = self._subject(run, place, name, year)
        if self.years:
            subject = self.reader.changes.subjects.of_now()
        if subject is None and not name:
            return None
        base, base_year = self.base
        if self.years:
            base, base_year = Aspect.ACTUAL, self.years[place]
        elif year and base is Aspect.ACTUAL:
            base_year = year - 1
        change = Change(subject, (), amount, rate, falls, falls, base, base_year, name)
        change.stated = self.reader.changes.bases.stated(change)
        if subject is not None and subject.change is None:
            subject.change = change
        paragraph.claims.append(change)
        return change

    def _subject(self, run: Run, place: int, name: str, year: int) -> Amount | None:
        """What an element of the row is of: by its name, by its year, by its place."""
        reader = self.reader
        if year and not name:
            of_year = [one for one in reader.paragraph.amounts if one.year == year and one.name == reader.naming.topic]
            return of_year[-1] if of_year else None
        if name:
            return reader.latest(name)
        amounts = self.last.amounts if self.last else []
        return amounts[place] if len(amounts) == run.length else None

    def in_bracket(self, quantity: Quantity, phrase: str) -> bool:
        """养老服务330万元（55%）: maybe a share, if those beside it are."""
        text, amounts = self.reader.text, self.reader.paragraph.amounts
        last = amounts[-1] if amounts else None
        alone = text[quantity.start - 1 : quantity.start] == "（" and text[quantity.end : quantity.end + 1] == "）"
        if phrase or not alone or last is None or last.end != quantity.start - 1 or last.head is None:
            return False
        rate = Rate(quantity.start, quantity.end, quantity.held, self.reader.paragraph)
        self.reader.paragraph.claims.append(Share(rate, last, "", (last.head,), True, bare=True))
        return True

    def of_it(self, quantity: Quantity, lead: str, of: Amount | None) -> bool:
        """占预算92390万元的108.1%, 占支出合计93.93万元的95%: the number before is the base."""
        if of is None or not _OF_IT.fullmatch(lead):
            return False
        rate = Rate(quantity.start, quantity.end, quantity.held, self.reader.paragraph)
        if of.aspect.planned:
            actual = None if self.reader.budgets.group.blank else self.reader.budgets.group.actual
            if actual is None:
                actual = self.reader.subject(of.bracket)
            self.reader.paragraph.claims.append(Completion(rate, actual, (of,), of.aspect, control=False))
        elif (part := self._part_of(of)) is not None and part is not of and alike(part, of):
            self.reader.paragraph.claims.append(Share(rate, part, "", (of,), True, said=True))
        return True

    def _part_of(self, of: Amount) -> Amount | None:
        """What is a share of the number before: named before 占, else what the share before it was of."""
        reader = self.reader
        if self.part:
            return reader.latest(self.part)
        if of.kind is Kind.COUNT:
            before = [one for one in reader.paragraph.amounts if alike(one, of) and one.start < of.start]
            return before[-1] if before else None
        last = reader.paragraph.claims[-1] if reader.paragraph.claims else None
        if (
            isinstance(last, Share)
            and last.part is not None
            and alike(last.part, of)
            and "。" not in reader.text[last.rate.end : of.start]
        ):
            between = reader.text[last.rate.end : of.start]
            if between.startswith(("，占", "、占", "；占", "和占")):
                return last.part
        return reader.subject(of.bracket)

    def is_reference(self, amount: Amount, phrase: str) -> bool:
        """Whether an amount is only said as the base of the percentage behind it."""
        following = self.reader.text[amount.end : amount.end + 12]
        if not _PERCENT_NEXT.match(following):
            return False
        if _BY.search(phrase):
            amount.aside = True  # 按工资总额1800万元的2%计提
            return True
        if not phrase and (phrase := self._around(amount)):
            amount.aspect = words.aspect_of(phrase) or amount.aspect
        if amount.kind is Kind.MONEY and _OF_TASK.search(phrase):
            amount.aspect = Aspect.BUDGET
        if (
            amount.kind is Kind.MONEY
            and amount.aspect.planned
            and (_OF_BUDGET.search(words.without_funds(phrase)) or _OF_TASK.search(phrase))
        ):
            self.of = amount
            amount.aside = True
            self.reader.budgets.budget(amount)
            return True
        if not amount.aspect.planned and (found := _PART_OF.search(phrase)):
            self.of = amount
            amount.aside = True
            name, whole = (
                canonical(clean(self.reader.own_names.sub("", part)))
                for part in (phrase[: found.start()], _SHARE_WORD.sub("", found[0]))
            )
            if not generic(whole):
                amount.name, amount.own = whole, True
            self.part = "" if generic(name) else name
        return self.of is not None

    def _around(self, amount: Amount) -> str:
        """The words in front of the bracket that an amount stands alone in: 占全部采购金额（85.00万元）的80%."""
        text = self.reader.text
        alone = text[amount.start - 1 : amount.start] == "（" and text[amount.end : amount.end + 1] == "）"
        found = _CLAUSE_END.search(text, max(amount.start - 60, 0), amount.start - 1) if alone else None
        return found[0] if found else ""

    def name(self, amount: Amount) -> None:
        """Numbers in a row get the names listed before them, one each."""
        found = self.runs.get(amount.start)
        if found is None:
            return
        run, place = found
        if place == 0:
            self.before, self.last = self.last, run
        run.amounts.append(amount)
        if run.names:
            name, year = run.names[place]
            amount.name, amount.own, amount.year = name or self.reader.naming.topic, bool(name), year or amount.year

    def of_several(self, amount: Amount) -> bool:
        """Whether an amount stands in a row that says what each of its numbers is, or goes with a row before.

        Then it makes no list of its own.
        """
        found = self.runs.get(amount.start)
        return found is not None and (bool(found[0].names) or (found[0].each and self.before is not None))
