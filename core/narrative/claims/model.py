"""What prose says about numbers, as values: amounts, and the relations claimed between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from core.figures import Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from core.figures import Held
    from core.narrative.claims.across.mentions import Mention
    from core.narrative.claims.across.operands import Operand
    from core.narrative.claims.fold import Folded
    from core.narrative.claims.scan import Quantity
    from core.rules import Finding


class Aspect(StrEnum):
    """Which value of a quantity is meant; the names are those of the cells."""

    ACTUAL = "actual"
    INITIAL = "initial_budget"
    FINAL = "final_budget"
    BUDGET = "budget"
    """A budget of which the text does not say which."""

    @property
    def planned(self) -> bool:
        """Whether it is a budget of any kind."""
        return self is not Aspect.ACTUAL


@dataclass(slots=True, eq=False)
class Amount:
    """A stated amount or count: `name` is the quantity as compared, `own` whether it was named at the number itself.

    `year` is 0 where none is said; `change` is the change claimed of it, `head` the amount it is a part of.
    """

    start: int
    end: int
    kind: Kind
    held: Held
    name: str
    own: bool
    year: int
    aspect: Aspect
    sentence: int
    paragraph: Paragraph = field(repr=False)
    rough: bool = False
    bracket: int = 0
    change: Change | None = field(default=None, repr=False)
    head: Amount | None = field(default=None, repr=False)
    scoped: bool = False
    """Of one fund only, though its own name does not say so (基本支出 under 一般公共预算财政拨款支出)."""

    aside: bool = False
    """Told only as what a percentage is of: 占支出合计93.93万元的95%, 完成预算30万元的80%."""

    base: bool = False
    """Told only as what a change is measured against."""

    @property
    def number(self) -> Fraction:
        """Its exact number in the inner unit."""
        assert self.held.number is not None
        return self.held.number


PEOPLE = frozenset({"人", "名", "位"})


def alike(one: Amount, other: Amount) -> bool:
    """Whether two amounts are of one kind, counts of one unit."""
    if one.kind is not other.kind:
        return False
    units = {one.held.unit, other.held.unit}
    return one.kind is Kind.MONEY or len(units) == 1 or units <= PEOPLE


@dataclass(slots=True, eq=False)
class Change:
    """A claimed change of `subject`: by `amount`, by `rate`, or both; `base_year` 0 means a budget is the base."""

    subject: Amount | None
    candidates: tuple[Amount, ...]
    amount: Amount | None
    rate: Rate | None
    falls: bool
    rate_falls: bool
    base: Aspect
    base_year: int
    name: str = ""
    stated: Amount | None = None
    """The base where the sentence itself says it."""
    sentence: int = -1
    even: bool = False
    """Said not to have changed: 与上年持平."""

    def is_of(self, amount: Amount) -> bool:
        """Whether an amount may be what changed, not what it is measured against: 减少6.20万元，2022年为62.00万元."""
        return amount.year == 0 or amount.year != self.base_year


@dataclass(slots=True, eq=False)
class Rate:
    """A printed percentage."""

    start: int
    end: int
    held: Held
    paragraph: Paragraph = field(repr=False)

    @property
    def ratio(self) -> Fraction:
        """Its exact ratio."""
        assert self.held.number is not None
        return self.held.number


@dataclass(slots=True, eq=False)
class Share:
    """A part of a whole: `whole` is the named whole, empty where the list's head is meant."""

    rate: Rate
    part: Amount | None
    whole: str
    heads: tuple[Amount, ...]
    sure: bool
    part_name: str = ""
    row: int = -1
    """Where its row of percentages begins, 分别占60%、20%和20%."""
    bare: bool = False
    """Told by nothing but a percentage in a bracket."""
    said: bool = False
    """Its whole is told with its amount: 占基本支出563.70万元的17.10%."""


@dataclass(slots=True, eq=False)
class Completion:
    """How much of a budget was carried out; `control` for a 控制率."""

    rate: Rate
    actual: Amount | None
    budgets: tuple[Amount, ...]
    named: Aspect
    control: bool
    blank: bool = False
    """The outcome was left blank in the text."""
    rivals: tuple[Amount, ...] = ()
    """Other outcomes it may be of; a rate that is right for one of them is right."""


@dataclass(slots=True, eq=False)
class Comparison:
    """决算数大于预算数 and the like; `sign` is what the words say, `gap` the amount over or under."""

    start: int
    end: int
    sign: int
    actual: Amount | None
    budgets: tuple[Amount, ...]
    paragraph: Paragraph
    gap: Amount | None = None
    blank: bool = False
    within: bool = False
    """Not over the budget, 未超预算: at it is within."""


@dataclass(slots=True, eq=False)
class Listing:
    """A head and its parts, `tail` where the total stands behind them; `closed` where the parts are said to be all."""

    head: Amount
    parts: list[Amount]
    tail: bool = False
    closed: bool = False
    bracket: int = 0
    row: bool = False
    """Its parts stand in one row, joined by 、: none of them is a part of another."""


@dataclass(slots=True, eq=False)
class Product:
    """So many at so much each make the total; `average` where the price was worked out from the total."""

    total: Amount
    count: Amount
    each: Amount
    average: bool = False


@dataclass(slots=True, eq=False)
class Balance:
    """What came in (1) and went out (-1), and what is left of it."""

    flows: tuple[tuple[Amount, int], ...]
    closing: Amount
    rule: str = "C24"


@dataclass(slots=True, eq=False)
class Decomposition:
    """The change of a whole with the changes of its parts."""

    head: Change
    parts: list[Change]
    closed: bool = False
    """Said to be all of it, 两项相抵."""


Claim = Change | Share | Completion | Comparison | Listing | Product | Balance | Decomposition


@dataclass(frozen=True, slots=True)
class Slip:
    """An amount that was written in a wrong unit, and what was written."""

    amount: Amount
    held: Held


@dataclass(slots=True, eq=False)
class Paragraph:
    """One paragraph as read; `where` and `offset` place it in its section."""

    text: Folded
    where: str
    offset: int
    amounts: list[Amount] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    scores: list[Amount] = field(default_factory=list)
    """Results of an assessment."""
    numbers: list[Quantity] = field(default_factory=list, repr=False)
    """Every number of it in order, whatever it is of."""
    mentions: list[Mention] | None = field(default=None, repr=False)
    """Its numbers as they may be told again elsewhere, once that was asked (across)."""
    slips: list[Slip] = field(default_factory=list)
    open_head: Amount | None = None
    head: Amount | None = field(default=None, repr=False)
    """What the paragraph before left open."""
    told: tuple[list[Amount], list[tuple[str, Change]]] | None = field(default=None, repr=False)
    """What it tells of main figures, once that was asked (repeats.py)."""
    again: tuple[frozenset[str], tuple[list[Finding], set[str]]] | None = field(default=None, repr=False)
    """What the second reading found, and beside which findings of the first."""
    breaks: int = 0
    """How often its source goes on in another line."""

    operands: list[Operand] | None = field(default=None, repr=False)
    """What it tells of sums that are told over several paragraphs, once that was asked (across)."""
    wholes: dict[int, bool] = field(default_factory=dict, repr=False)
    """Whether shares are right for the amounts that begin there, once that was asked (explained.py)."""
    effort: int = 0
    """What the second reading cost (second/effort.py)."""
    unread: bool = False
    """It has numbers, but more than a document is read for (allowance.py)."""

    def place(self, start: int, end: int) -> str:
        """WHERE:START-END of the source text."""
        first = self.text.place(start)
        last = self.text.place(end - 1) + 1 if end > start else first
        return f"{self.where}:{self.offset + first}-{self.offset + last}"

    def quote(self, start: int, end: int) -> str:
        """The exact words."""
        return self.text.quote(start, end)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the text is held against: the unit, its fiscal year (0 unknown) and the cells."""

    unit: str = ""
    year: int = 0
    cell: Callable[[str, str], Held | None] = lambda _key, _aspect: None
    """Key and aspect to what the cell holds; None for no such cell or a blank one."""
