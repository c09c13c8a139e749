"""Reading a paragraph: what each number in it says, in the light of its section."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from core.figures import Held, Kind, plain
from core.prefill.clauses import Placed, place
from core.prefill.freenumbers import FreeNumbers
from core.prefill.items import item_at
from core.prefill.lexicon import fits
from core.prefill.model import Confidence, Reading, Relation, Unplaced, Yield
from core.prefill.quoting import LEAD, Words
from core.prefill.respective import Respective
from core.prefill.scan import Quantity, Stray, scan
from core.prefill.subjects import Subjects
from core.prefill.wording import Says, aspects, is_before, is_between, relation_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.prefill.context import Context
    from core.prefill.fold import Folded
    from core.prefill.items import Item
    from core.prefill.lexicon import Named
    from core.template import Figure

_ASIDE = re.compile(r"（[^（）]*）")
_FUND = re.compile(r"(一般公共预算|政府性基金|国有资本经营)(?:预算)?(?:财政拨款)?(?:的|中)?$")
_FUND_TABLES = {"一般公共预算": "T05", "政府性基金": "T07", "国有资本经营": "T08"}
_STATES = re.compile("预算|决算|支出|执行|实际|安排")
_LEADS = re.compile(r"^(?:其中|项目|绩效|自评)+")


def read_prose(text: Folded, start: int, taken: Iterable[tuple[int, int]], context: Context) -> Yield:
    """Every number of the paragraph from `start` on, those in `taken` (read already) excepted."""
    numbers = scan(text.text, start, spelled=context.keeps)
    if not numbers:
        return Yield()
    spans = list(taken)
    reader = _Prose(text, context)
    for placed in place(text.text, numbers, start):
        inside = any(one <= placed.number.start < end for one, end in spans)
        reader.read(placed, silent=inside)
    return reader.out


class _Prose:
    """The state while a paragraph is read: what is being spoken of, in and around brackets."""

    def __init__(self, text: Folded, context: Context) -> None:
        self.text = text
        self.context = context
        self.out = Yield()
        self._subjects = Subjects()
        self.words = Words(text, context)
        self._free = FreeNumbers(text.text, context, self.words, self._subjects)
        self._respective = Respective()
        self._before: Figure | None = None

    # -- one number -----------------------------------------------------------------

    def read(self, placed: Placed, *, silent: bool) -> None:
        """Decide what a number says; a `silent` one only moves the subject."""
        number = placed.number
        self._subjects.enter(placed)
        if isinstance(number, Stray):
            if not silent:
                self.out.unplaced.append(self.words.left(placed, "没有单位，不知道是金额、数量还是比率"))
            return
        phrase = self._phrase(placed)
        says = relation_of(phrase, number.kind, points=number.points)
        if says is not None:
            self._relate(placed, number, phrase, says, silent=silent)
            return
        self._state(placed, number, phrase, silent=silent)

    def _phrase(self, placed: Placed) -> str:
        """The words before a number; the title of the section where the number is all that stands in it."""
        phrase = self.text.text[placed.begin : placed.number.start]
        rest = self.text.text[placed.number.end :]
        return self.context.title if not phrase.strip("：") and not rest.strip("。；") else phrase

    def _state(self, placed: Placed, number: Quantity, phrase: str, *, silent: bool) -> None:
        """A number that is a figure, or a free one."""
        item = item_at(self.context.items, number.start)
        told = self._respective.told(self.context.lexicon, phrase, number)
        if told is not None:
            self._put_known(placed, number, told[0], told[1], silent=silent)
        elif item is not None and not silent and self._of_item(placed, number, phrase, item):
            return
        elif (named := self._name(phrase, number)) is not None:
            self._figure(placed, number, phrase, named, silent=silent)
        elif not silent and not self._carried(placed, number, phrase) and not self._followed(placed, number, phrase):
            self._read_free(placed, number, phrase)

    def _put_known(self, placed: Placed, number: Quantity, figure: Figure, aspect: str, *, silent: bool) -> None:
        self._subjects.name(placed, figure, aspect, sure=True)
        if not silent:
            self._put(placed, number, figure, aspect, "likely" if number.rough else "certain", "按“分别为”的顺序对应")

    def _followed(self, placed: Placed, number: Quantity, phrase: str) -> bool:
        """158人次 after 国内公务接待19批次: the figure that always comes next."""
        after = self.context.follows.get(self._before.key) if self._before is not None else None
        if after is None or not fits(after, number.kind, number.held.unit) or not is_between(phrase.strip("，、；")):
            return False
        self._put(placed, number, after, "actual", "likely" if number.rough else "certain", "紧接前一项数据")
        return True

    def _of_item(self, placed: Placed, number: Quantity, phrase: str, item: Item) -> bool:
        """年初预算为69.9万元 behind 行政运行（项）: a number of that row."""
        field = item.field(number.kind)
        named = self._name(phrase, number)
        if named is not None:
            table, row, part = (*named.figure.key.split("."), "", "")[:3]
            if not (item.row and row == "total" and table in {item.family, "T03"}) and number.kind is not Kind.SCORE:
                return False
            field = part if number.kind is Kind.MONEY else field
        elif not is_between(_LEADS.sub("", phrase)) or not _STATES.search(phrase):
            return False
        if not field or self.context.figure(f"{item.family}.{item.row or 'p_00000000'}.{field}") is None:
            return False
        self._row_of(placed, number, item, field, aspects(phrase))
        return True

    def _row_of(self, placed: Placed, number: Quantity, item: Item, field: str, stated: Sequence[str]) -> None:
        for aspect in stated:
            self._give(
                number,
                Reading(
                    f"{item.family}.$.{field}",
                    aspect,
                    self.words.year_of(placed),
                    number.held,
                    self.words.mention(placed, number),
                    "likely" if number.rough else "certain",
                    f"「{item.name}」一项的数",
                    family=item.family,
                    row_name=item.name,
                    row_id=item.row,
                ),
            )

    def _relate(self, placed: Placed, number: Quantity, phrase: str, says: Says, *, silent: bool) -> None:
        names = self.context.lexicon.find(phrase)
        if names and not is_joined(phrase, names) and says.relation == "change" and names[0].start < 12:
            self._subjects.name(placed, names[0].figure, "actual", sure=True)
        if silent:
            return
        subject = self._subjects.of(placed)
        relation = Relation(
            relation=says.relation,
            quote=self.words.quote(placed, number),
            year=self.context.year,
            value=plain(number.held) or "",
            unit="个百分点" if number.points else number.held.unit,
            key=subject.figure.key if subject else "",
            falls=says.falls,
            evidence=self.words.evidence(number.start),
        )
        self.out.relations.append(relation)

    def _name(self, phrase: str, number: Quantity) -> Named | None:
        names = self.context.lexicon.find(phrase, number.kind, number.held.unit)
        if not names or is_joined(phrase, names):
            return None
        last = self._of_fund(names[-1], phrase)
        return last if last and is_between(_ASIDE.sub("", phrase[last.end :])) else None

    def _of_fund(self, named: Named, phrase: str) -> Named | None:
        """一般公共预算财政拨款基本支出 is the 基本支出 of that fund's table, not of the department's."""
        fund = _FUND.search(phrase[: named.start])
        table, _, rest = named.figure.key.partition(".")
        if fund is None or named.of_section or table != "T03":
            return named
        own = self.context.figure(f"{_FUND_TABLES[fund[1]]}.{rest}")
        return named._replace(figure=own) if own is not None else None

    def _figure(self, placed: Placed, number: Quantity, phrase: str, named: Named, *, silent: bool) -> None:
        prefix = phrase[: named.start]
        clean = is_before(prefix, self.context.unit)
        if not clean and (number.kind is not Kind.MONEY or (self.context.keeps and not named.of_section)):
            if not silent:
                self._read_free(placed, number, phrase)
            return
        around = f"{prefix[-16:]}|{phrase[named.end :]}"
        stated = (named.aspect,) if named.aspect else aspects(around)
        self._subjects.name(placed, named.figure, stated[-1], sure=clean and named.sure)
        if silent:
            return
        for aspect in stated:
            sure = clean and named.sure and not number.rough and not self.context.plan
            why = "按本节用语识别" if named.of_section else "按指标名称识别"
            self._put(placed, number, named.figure, aspect, "certain" if sure else "likely", why)

    def _carried(self, placed: Placed, number: Quantity, phrase: str) -> bool:
        """支出决算为4.33万元 after 公务接待费预算为4.33万元: the figure spoken of goes on."""
        subject = self._subjects.of(placed)
        if subject is None or subject.part != placed.part or subject.figure.kind is not number.kind:
            return False
        lead = LEAD.match(phrase)
        phrase = phrase[lead.end() :] if lead else phrase
        if not phrase or not is_between(phrase) or not _STATES.search(phrase):
            return False
        certain: Confidence = "certain" if subject.sure and not number.rough and not self.context.plan else "likely"
        for aspect in aspects(phrase):
            self._put(placed, number, subject.figure, aspect, certain, "承接前文所说的指标")
        return True

    def _put(
        self, placed: Placed, number: Quantity, figure: Figure, aspect: str, confidence: Confidence, why: str
    ) -> None:
        self._before = figure
        held = _in_kind(number.held, figure)
        year = self.words.year_of(placed)
        sure: Confidence = confidence if year == self.context.year or confidence != "certain" else "likely"
        rough = "，约数" if number.rough else ""
        self._give(
            number,
            Reading(
                figure.key,
                aspect,
                year,
                held,
                self.words.mention(placed, number),
                sure,
                f"{why}{rough}",
            ),
        )

    def _give(self, number: Quantity, reading: Reading) -> None:
        self.out.readings.append(self.words.placed(reading, number))

    def _read_free(self, placed: Placed, number: Quantity, phrase: str) -> None:
        found = self._free.read(placed, number, phrase)
        if isinstance(found, Unplaced):
            self.out.unplaced.append(found)
        else:
            self._give(number, found)


def is_joined(phrase: str, names: list[Named]) -> bool:
    """Whether the last name only ends a list (工资福利支出和商品服务支出共 3 万元): the number is of all of them."""
    if len(names) < 2:
        return False
    gap = phrase[names[-2].end : names[-1].start]
    return re.fullmatch(r"(?:支出|费|经费)?(?:和|与|及|以及|、)", gap) is not None


def _in_kind(held: Held, figure: Figure) -> Held:
    """A count given without a measure word takes the figure's."""
    return replace(held, unit=figure.unit) if figure.kind is Kind.COUNT and not held.unit else held
