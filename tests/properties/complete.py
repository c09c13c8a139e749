"""Complete random reports: every cell a form asks for, consistent with the others, given to the 分."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from core.figures import Held, Kind
from core.figures import State as Fill
from core.report import Report
from core.reportfile import Change, Entry, FigureChange, RowChange
from core.rules import State
from core.template import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from core.rules import CellId, Finding

TABLES = ["juesuan-hubei-2023", "juesuan-hunan-2023", "juesuan-shanghai-2024"]
DEPARTMENT = ["zhengti-hunan-2022", "zhengti-hunan-2023"]
SELF = [*DEPARTMENT, "zhengti-hubei-2023", "xiangmu-mof-2020"]
UNIT = "示例县总工会"
CODES = ["2012901", "2012902", "2080505", "2101101", "2210201"]
FUND, CAPITAL = "2120803", "2230105"
MOST = 99_999_999
"""分: 999,999.99 元."""


@dataclass
class Values:
    """What is typed, in the order in which it is typed: texts, counts, and money in 分."""

    cells: dict[CellId, Held] = field(default_factory=dict)

    def money(self, **amounts: int) -> None:
        """Amounts by key with `__` for the points and `___` before an aspect."""
        for name, fen in amounts.items():
            key, _, aspect = name.partition("___")
            self.put(key.replace("__", "."), fen, aspect or "actual")

    def put(self, key: str, fen: int, aspect: str = "actual") -> None:
        """One amount."""
        self.cells[key, aspect] = Held.money(fen, "元", 2)

    def number(self, key: str, number: Fraction | int, aspect: str = "actual") -> None:
        """A count or score."""
        self.cells[key, aspect] = Held.count(number)

    def words(self, key: str, text: str, aspect: str = "actual") -> None:
        """A text or choice."""
        self.cells[key, aspect] = Held.words(text)


# -- the nine tables --------------------------------------------------------------


@dataclass(frozen=True)
class Fund:
    """One budget: what it began with, received, spent and kept, in 分."""

    opening: int
    income: int
    spent: int

    @property
    def closing(self) -> int:
        """What is left."""
        return self.opening + self.income - self.spent


@st.composite
def unit_of_tables(draw: st.DrawFn, pack: str) -> Values:
    """A unit with money of all three budgets and of its own, balances, 三公 and procurement."""
    values = Values()

    def some(least: int = 0, most: int = MOST) -> int:
        return draw(st.integers(least, max(least, most)))

    basics, projects = [some(1000) for _ in CODES], [some(1000) for _ in CODES]
    spent = sum(basics) + sum(projects)
    opening = some(most=spent)
    general = Fund(opening, spent - opening + some(), spent)
    fund, capital = _fund(some), _fund(some, begins="shanghai" in pack)
    own = {name: some(1) for name in OWN}
    own_basic = some(most=sum(own.values()))
    own_operating = some(most=sum(own.values()) - own_basic)
    _expenditure(values, basics, projects, own_basic, own_operating)
    _other_budgets(values, fund, capital, wide="shanghai" in pack)
    _income(values, (general, fund, capital), own)
    funds = (general, fund, capital)
    own_money = Fund(some(), sum(own.values()), own_basic + own_operating)
    values.put("T01.opening_balance", sum(one.opening for one in (*funds, own_money)))
    values.put("T01.closing_balance", sum(one.closing for one in (*funds, own_money)))
    _last_year(values, (general.opening, fund.opening, capital.opening), own_money.opening)
    _economic(values, sum(basics), some)
    _stated_facts(values, pack, sum(projects) + fund.spent + capital.spent, some)
    return values


OWN = {
    "superior": "superior_subsidy",
    "institutional": "institutional",
    "operating": "operating",
    "affiliate": "affiliate_remittance",
    "other": "other",
}
"""Columns of 公开02表 and the rows of 公开01表 that they add up to."""


def _fund(some: Callable[..., int], *, begins: bool = True) -> Fund:
    opening, income = some(1) if begins else 0, some(1)
    return Fund(opening, income, some(1, opening + income))


def _expenditure(values: Values, basics: list[int], projects: list[int], own: int, operating: int) -> None:
    """公开03表 and 公开05表, whose first item also spends the unit's own money."""
    for code, basic, project in zip(CODES, basics, projects, strict=True):
        first = code == CODES[0]
        for name, fen in (("basic", basic), ("project", project)):
            values.put(f"T05.{code}.{name}", fen)
            values.put(f"T05.{code}.{name}", fen, "initial_budget")
            values.put(f"T05.{code}.{name}", 0, "prior")
        values.put(f"T03.{code}.basic", basic + own * first)
        values.put(f"T03.{code}.project", project)
        values.put(f"T03.{code}.operating", operating * first)
        values.put(f"T03.{code}.remitted_to_superior", 0)
        values.put(f"T03.{code}.subsidy_to_affiliates", 0)


def _other_budgets(values: Values, fund: Fund, capital: Fund, *, wide: bool) -> None:
    """公开07表 and 公开08表, the latter with income and balances where the form is `wide`."""
    for table, code, one in (("T07", FUND, fund), ("T08", CAPITAL, capital)):
        for name in ("basic", "remitted_to_superior", "operating", "subsidy_to_affiliates"):
            values.put(f"T03.{code}.{name}", 0)
        values.put(f"T03.{code}.project", one.spent)
        values.put(f"{table}.{code}.basic", 0)
        values.put(f"{table}.{code}.project", one.spent)
        if wide or table == "T07":
            values.put(f"{table}.{code}.opening", one.opening)
            values.put(f"{table}.{code}.income", one.income)


def _income(values: Values, funds: tuple[Fund, Fund, Fund], own: dict[str, int]) -> None:
    """公开01表, 公开02表 and the left of 公开04表."""
    values.put(f"T02.{CODES[0]}.fiscal", sum(one.income for one in funds))
    for name, fen in own.items():
        values.put(f"T02.{CODES[0]}.{name}", fen)
        values.put(f"T01.{OWN[name]}_income", fen)
    values.money(T01__nonfiscal_surplus_used=0, T01__surplus_distribution=0)
    for name, income, one in zip(("general", "fund", "capital"), INCOMES, funds, strict=True):
        values.put(f"T01.{income}", one.income)
        values.put(f"T04.{income}", one.income)
        values.put(f"T04.opening_{name}", one.opening)
        values.put(f"T04.closing_balance.{name}", one.closing)


INCOMES = ("general_budget_income", "government_fund_income", "state_capital_income")


def _last_year(values: Values, openings: tuple[int, int, int], own: int) -> None:
    """Last year ended with what this year began with; that is all it did."""
    values.put("T01.closing_balance", sum(openings) + own, "prior")
    for name, income, fen in zip(("general", "fund", "capital"), INCOMES, openings, strict=True):
        values.put(f"T01.{income}", fen + own * (name == "general"), "prior")
        values.put(f"T04.closing_balance.{name}", fen, "prior")
        values.put(f"T04.{income}", fen, "prior")
    values.put(f"T07.{FUND}.income", openings[1], "prior")
    values.put("T06.30101", 0, "prior")
    values.put("T06.30201", 0, "prior")


def _economic(values: Values, basic: int, some: Callable[..., int]) -> None:
    """公开06表 over the basic spending of 一般公共预算, and 三公 no smaller than its part there."""
    left = basic
    parts = {}
    for code in ("30101", "30201", "30212", "30215", "30216", "30217", "30231", "30301", "31002", "31013"):
        parts[code] = some(1, left // 2)
        left -= parts[code]
    parts["30299"] = left
    for code, fen in parts.items():
        values.put(f"T06.{code}", fen)
    for name, code in (
        ("abroad", "30212"),
        ("reception", "30217"),
        ("vehicle_running", "30231"),
        ("vehicle_purchase", "31013"),
    ):
        values.put(f"T09.{name}", parts[code])
        for aspect in ("initial_budget", "final_budget"):
            values.put(f"T09.{name}", parts[code] + 100, aspect)
    public = sum(fen for code, fen in parts.items() if code[:3] in {"302", "310"})
    values.put("agency_operating_expense", public)


def _stated_facts(values: Values, pack: str, project: int, some: Callable[..., int]) -> None:
    total = 0
    for name in ("goods", "works", "services"):
        values.put(f"procurement.{name}", fen := some())
        total += fen
    values.put("procurement.sme", sme := some(most=total))
    values.put("procurement.micro", some(most=sme))
    values.put("performance.amount", some(most=project))
    values.number("performance.projects", 1)
    for name in (
        "abroad_groups",
        "abroad_people",
        "vehicles_bought",
        "vehicles_kept",
        "reception_batches",
        "reception_people",
    ):
        values.number(f"sangong.{name}", 2)
    for name in ("ministerial", "leading", "confidential", "emergency"):
        values.number(f"vehicles.{name}", 0)
    for name in ("enforcement", "special", "retired_cadre", "other"):
        values.number(f"vehicles.{name}", 1)
    values.number("equipment.over_million", 0)
    values.number("staff.establishment", 12)
    values.number("staff.on_duty", some(2, 12))
    values.words("project.p_00000001.name", "帮扶")
    if "shanghai" in pack:
        _of_shanghai(values)
    if "hunan" in pack:
        meeting, training = values.cells["T06.30215", "actual"], values.cells["T06.30216", "actual"]
        values.put("ordinary.meeting", int(meeting.number or 0))
        values.put("ordinary.training", int(training.number or 0))
        values.put("ordinary.events", 0)


def _of_shanghai(values: Values) -> None:
    values.number("performance.excellent", 1)
    for name in ("good", "qualified", "unqualified"):
        values.number(f"performance.{name}", 0)
    bought = sum(values.cells[f"procurement.{name}", "actual"].number or 0 for name in ("goods", "works", "services"))
    won = min(5, int(bought))
    values.money(
        procurement__reserved_sme=5,
        procurement__reserved_micro=4,
        procurement__reserved_sme_awarded=won,
        procurement__reserved_micro_awarded=min(3, won),
        procurement__other_sme_awarded=0,
    )


# -- 绩效 --------------------------------------------------------------------------

PROJECTS = ("p_00000001", "p_00000002")
INDICATORS = (("产出指标", "数量指标", 50), ("效益指标", "社会效益指标", 30), ("满意度指标", "服务对象满意度指标", 10))


@st.composite
def unit_of_scores(draw: st.DrawFn, pack: str) -> Values:
    """A unit that evaluates itself: totals, funds, projects with their indicators, scores, people, assets."""
    values = Values()

    def some(least: int = 0, most: int = MOST) -> int:
        return draw(st.integers(least, max(least, most)))

    spent = [_project(values, f"project.{row}", pack, some) for row in PROJECTS]
    for row in PROJECTS:
        _indicators(values, f"pindicator.{row}_", some)
    if pack in DEPARTMENT:
        _department(values, pack, sum(spent), some)
        _indicators(values, "indicator.p_", some)
    else:
        for aspect in ("prior", "initial_budget", "final_budget", "actual"):
            values.put("T03.total.project", sum(spent), aspect)
    if pack.startswith("zhengti-hubei"):
        values.put("T03.total.basic", some(1))
        values.words("selfeval.grade", "优")
        values.number("selfeval.total", 96)
        values.cells["overall.staff_rate", "target"] = Held.rate(Fraction(1), 0)
    return values


def _project(values: Values, row: str, pack: str, some: Callable[..., int]) -> int:
    values.words(f"{row}.name", f"项目{row[-1]}")
    parts = {name: some(1) for name in ("fiscal", "carried", "other")}
    for name, fen in parts.items():
        for aspect in ("prior", "initial_budget", "final_budget", "actual"):
            values.put(f"{row}.{name}", fen, aspect)
    if pack.startswith("zhengti-hubei"):
        values.words(f"{row}.category", "部门预算项目")
        values.words(f"{row}.attribute", "持续性项目")
        values.words(f"{row}.duration", "常年性项目")
    return sum(parts.values())


def _indicators(values: Values, prefix: str, some: Callable[..., int]) -> None:
    for number, (one, two, weight) in enumerate(INDICATORS, 1):
        row = f"{prefix}0000000{number}"
        wanted = some(1, 1000)
        values.words(f"{row}.level1", one)
        values.words(f"{row}.level2", two)
        values.words(f"{row}.level3", f"{two}{number}")
        values.words(f"{row}.value", f"≥{wanted}人次", "target")
        values.words(f"{row}.value", f"{wanted}人次")
        values.number(f"{row}.weight", weight)


def _department(values: Values, pack: str, project: int, some: Callable[..., int]) -> None:
    personnel, public, other = some(1000), some(1000), some()
    classes = {"301": personnel, "302": public, "303": 0, "307": 0, "310": 0, "312": 0, "399": 0}
    for aspect in ("prior", "initial_budget", "final_budget", "actual"):
        for code, fen in classes.items():
            values.put(f"T06.{code}", fen, aspect)
        values.put("T05.total.basic", personnel + public, aspect)
        values.put("T05.total.project", project, aspect)
        values.put("T03.total.basic", personnel + public + other, aspect)
        values.put("T03.total.project", project, aspect)
        values.put("T04.total_expenditure.total", personnel + public + project, aspect)
        for name in ("abroad", "reception", "vehicle_running", "vehicle_purchase"):
            values.put(f"T09.{name}", public // 4, aspect)
        for name in ("goods", "works", "services"):
            values.put(f"procurement.{name}", 500_00, aspect)
        if aspect != "prior":
            values.put("fund.general", personnel + public + project, aspect)
            values.put("fund.other", other, aspect)
            for name in ("government", "nontax"):
                values.put(f"fund.{name}", 0, aspect)
        values.put("base.running", 0, aspect)
        values.put("base.business", 0, aspect)
    values.put("T06.30217", public // 8)
    values.put("procurement.sme", some(most=1500_00))
    if pack.endswith("2022"):
        values.put("T04.opening_balance", carried_total(values))
    _people(values, some)
    values.put("assets.current", some())
    values.put("assets.fixed", some())
    values.words("selfeval.grade", "优")


def carried_total(values: Values) -> int:
    """What the projects carried over from last year."""
    cells = ((key, aspect) for key, aspect in values.cells if key.endswith(".carried") and aspect == "final_budget")
    return int(sum((values.cells[cell].number or 0) for cell in cells))


def _people(values: Values, some: Callable[..., int]) -> None:
    civil, public = some(1, 50), some(1, 50)
    values.number("staff.civil", civil)
    values.number("staff.public", public)
    values.number("staff.on_duty", civil + public)
    for name, number in (("civil", civil), ("full", public + 3), ("part", 1), ("self", 2)):
        values.number(f"staff.establishment_{name}", number)
    values.number("staff.establishment", civil + public + 6)


# -- reports -----------------------------------------------------------------------


def strategy(pack: str) -> st.SearchStrategy[Values]:
    """A random unit for a pack."""
    return unit_of_tables(pack) if pack in TABLES else unit_of_scores(pack)


def filled(pack: str, values: Values) -> Report:
    """A report with these values, each row with the rows above it."""
    report = Report.scratch([pack], UNIT, 2024 if "2024" in pack else 2022 if "2022" in pack else 2023)
    rows: list[Change] = []
    made: set[tuple[str, str]] = set()
    for key, _ in values.cells:
        family, row, _ = report.template.split(key)
        for one in report.row_changes(family.key, row) if family is not None and row != "total" else ():
            if isinstance(one, RowChange) and (one.family, one.row) not in made:
                made.add((one.family, one.row))
                rows.append(one)
    report.apply("增加行", rows)
    report.apply("填写", [FigureChange(key, aspect, None, Entry(held)) for (key, aspect), held in values.cells.items()])
    for table in ("T01", "T04", "T06"):
        if table in report.template.tables:
            report.confirm_rest_zero(table)
    return report


def failed(report: Report, *, errors: bool = False) -> dict[str, Finding]:
    """The rules that fail now (of data, not of words), errors only if asked."""
    return {
        name: finding
        for name, finding in report.engine.findings.items()
        if finding.state is State.FAIL and (not errors or finding.severity is Severity.ERROR)
    }


def changes(held: Held, kind: Kind) -> Iterator[Held | None]:
    """Other values of a cell, the slightest first; None empties it."""
    if held.number is None:
        yield None
        yield Held.words("另外写的")
        return
    step = {Kind.MONEY: Fraction(300), Kind.RATE: Fraction(1, 10)}.get(kind, Fraction(1))
    far = {Kind.MONEY: Fraction(10**12), Kind.RATE: Fraction(10)}.get(kind, Fraction(10**6))
    few = Fraction(1) if kind is Kind.COUNT else Fraction(0)
    for other in (held.number + step, held.number - step, held.number + far, few, Fraction(0), -far):
        if other != held.number:
            yield Held(Fill.VALUE, other, "", held.unit, held.decimals)
    yield None
