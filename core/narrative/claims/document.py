"""What only the whole document shows: things said twice, budgets of parts and whole, reasons given (B, C3, C14 …)."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.model import Amount, Aspect, Change, Completion, Share
from core.narrative.claims.say import ERROR, HINT, WARNING, amount_text, bare, finding, num, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.book import Book
    from core.narrative.claims.model import Paragraph
    from core.rules import Finding

_WHOLE = ("支出", "收入", "支出总计", "收入总计", "财政拨款收入", "财政拨款支出", "财政拨款")
_REASON = re.compile(r"原因|因为|由于|因|主要是|系|主要为|根据|按照")
_NEXT_CLAUSES = re.compile(r"[^，。；]{0,30}(?:，[^，。；]{0,20})?")
_ITEMISED = re.compile(r"(?:如下|其中|分别说明|情况为|包括)[：。]?$")
_SPENDING = re.compile(r"决算|实际|绩效|执行")
_BIG = Fraction(10_000_000)
"""10万元: below it a change needs no reason."""
_PAID = re.compile(
    r"(?:发放|支付|下拨|拨付)[^，。；]{0,20}(?:帮扶|慰问|补助|救助|扶持)[^，。；]{0,6}(?:资金|金|款)[^，。；]{0,4}?\d[\d.]*万元"
)
_BATCHES = re.compile(r"接待[^。]{0,60}(?:批次|批|人次)|(?:批次|人次)[^。]{0,20}接待")
_OTHERS = re.compile(r"其他政府采购项目[^；。]{0,30}中小企业[^；。]{0,30}$")
_RESERVED = re.compile(r"中小企业预留[^；。]{0,30}由中小企业[^；。]{0,30}$")


def check_document(book: Book) -> Iterator[Finding]:
    """Every fault that needs more than one paragraph."""
    for check in (
        _initial_budget,
        _partial_base,
        _coverage,
        _reasons,
        _item_reasons,
        _batches,
        _reserved,
        _paid,
    ):
        yield from check(book)


# -- budgets -----------------------------------------------------------------------------------


def _single(found: list[Amount]) -> Amount | None:
    return found[0] if found and len({one.number for one in found}) == 1 else None


def _whole_budget(book: Book) -> Amount | None:
    return _single([one for name in _WHOLE for one in book.planned(name, Aspect.INITIAL)])


def _initial_budget(book: Book) -> Iterator[Finding]:
    """B16: 年初预算 of the whole is that of 基本支出 and 项目支出."""
    whole = _whole_budget(book)
    basic, project = (_single(book.planned(name, Aspect.INITIAL)) for name in ("基本支出", "项目支出"))
    if whole is None or basic is None or project is None:
        return
    total = num(basic) + num(project)
    if abs(total.value - whole.number) <= total.env + num(whole).env:
        return
    unit = whole.held.unit
    yield finding(
        "B16", ERROR, whole.paragraph, (whole.start, whole.end),
        f"基本支出 {amount_text(basic)} + 项目支出 {amount_text(project)} = {bare(total.value, unit)}{unit}，"
        f"年初预算数为 {amount_text(whole)}{unit}", "核对各项年初预算",
        claimed=f"{amount_text(whole)}{unit}", expected=f"{bare(total.value, unit)}{unit}",
    )  # fmt: skip


def _partial_base(book: Book) -> Iterator[Finding]:
    """G2: the execution rate of the whole taken on the budget of a part."""
    whole, part = _whole_budget(book), _single(book.planned("基本支出", Aspect.INITIAL))
    if whole is None or part is None or whole.number <= part.number:
        return
    added = _single(book.amounts("追加"))
    full = whole.number + (added.number if added else 0)
    for paragraph in book.paragraphs:
        for claim in paragraph.claims:
            if (
                not isinstance(claim, Completion)
                or claim.actual is None
                or claim.actual.name not in _WHOLE
                or claim.control
            ):
                continue
            if claim.budgets and all(one.number == part.number for one in claim.budgets):
                rate, due = claim.rate, percent(claim.actual.number / full)
                yield finding(
                    "G2", ERROR, paragraph, (rate.start, rate.end),
                    f"分母 {amount_text(part)} 是基本支出的年初预算；全年预算为 {bare(full, whole.held.unit)}，"
                    f"{amount_text(claim.actual)} ÷ {bare(full, whole.held.unit)} = {due}", "按全年预算数计算执行率",
                    claimed=percent(rate.ratio, rate.held.decimals), expected=due,
                )  # fmt: skip


def _coverage(book: Book) -> Iterator[Finding]:
    """B13: the text says that its projects are all project spending, and gives another execution elsewhere."""
    claims = [claim for paragraph in book.paragraphs for claim in paragraph.claims]
    if not any(isinstance(one, Share) and one.whole.endswith("项目支出") and one.rate.ratio == 1 for one in claims):
        return
    project, total = (_single(book.actual(name, book.year)) for name in ("项目支出", "支出"))
    if project is None or total is None:
        return
    for claim in claims:
        actual = claim.actual if isinstance(claim, Completion) else None
        if actual is None or actual.name or actual.paragraph.text.text.find(book.ground.unit) != 0:
            continue
        if actual.number not in {project.number, total.number}:
            unit = actual.held.unit
            yield finding(
                "B13", ERROR, actual.paragraph, (actual.start, actual.end),
                f"执行数 {amount_text(actual)} 与决算的项目支出 {amount_text(project)}、"
                f"支出合计 {amount_text(total)} 都不一致",
                "核对项目支出和绩效自评的执行数",
                claimed=f"{amount_text(actual)}{unit}", expected=f"{amount_text(project)}{unit}",
            )  # fmt: skip


# -- reasons -----------------------------------------------------------------------------------


def _reasons(book: Book) -> Iterator[Finding]:
    """C14: a large change of a main figure without a reason anywhere."""
    plain: dict[str, Change] = {}
    explained: set[str] = set()
    for paragraph in book.paragraphs:
        for claim in paragraph.claims:
            if (
                not isinstance(claim, Change)
                or claim.subject is None
                or claim.amount is None
                or claim.amount.kind is not Kind.MONEY
                or not book.key(claim.subject.name)
            ):
                continue
            if _explained(claim, paragraph):
                explained.add(claim.subject.name)
            elif _large(claim):
                plain.setdefault(claim.subject.name, claim)
    for name, claim in plain.items():
        if name not in explained and claim.amount is not None:
            yield finding(
                "C14", WARNING, claim.amount.paragraph, (claim.amount.start, claim.amount.end),
                f"{name}增减 {_amount(claim)}，没有说明原因", "补上增减的主要原因",
                claimed=_amount(claim),
            )  # fmt: skip


def _amount(change: Change) -> str:
    assert change.amount is not None
    return f"{amount_text(change.amount)}{change.amount.held.unit}"


def _large(change: Change) -> bool:
    amount, subject = change.amount, change.subject
    if amount is None or subject is None or amount.number < _BIG:
        return False
    base = subject.number + amount.number if change.falls else subject.number - amount.number
    return base > 0 and amount.number * 10 >= base


def _explained(change: Change, paragraph: Paragraph) -> bool:
    """A reason in the rest of the sentence or at the beginning of the next."""
    start = (change.rate or change.amount or change.subject).end  # type: ignore[union-attr]
    return _gives_reason(paragraph.text.text, start)


@lru_cache(maxsize=4096)
def _gives_reason(text: str, start: int) -> bool:
    """Asked of every change with each edit, so what a text says is kept."""
    end = text.find("。", start)
    rest = text[start : end if end >= 0 else len(text)]
    following = _NEXT_CLAUSES.match(text, end + 1) if end >= 0 else None
    itemised = _ITEMISED.search(text) is not None  # each item below says its own
    return _REASON.search(rest) is not None or itemised or bool(following and "原因" in following[0])


def _item_reasons(book: Book) -> Iterator[Finding]:
    """C14: 项 whose outcome is not the budget, without a reason."""
    bare_items: list[Completion] = []
    for paragraph in book.paragraphs:
        text = paragraph.text.text
        for claim in paragraph.claims:
            if not isinstance(claim, Completion) or claim.actual is None or "（项）" not in text or "原因" in text:
                continue
            if all(one.number not in {claim.actual.number, Fraction(0)} for one in claim.budgets):
                bare_items.append(claim)
    if bare_items:
        first = bare_items[0].rate
        yield finding(
            "C14", WARNING, first.paragraph, (first.start, first.end),
            f"有 {len(bare_items)} 个项级科目的决算数与预算数不同，没有说明原因", "补上差异的主要原因",
        )  # fmt: skip


# -- money and what it was for -------------------------------------------------------------------


def _batches(book: Book) -> Iterator[Finding]:
    """C20: 接待费 without 批次 and 人次."""
    spent = [one for name in ("公务接待费", "公务招待费") for one in book.actual(name, book.year)]
    spent += [
        one
        for name in ("公务接待费", "公务招待费")
        for one in book.amounts(name)
        if not one.aspect.planned and not one.own
    ]
    paid = next((one for one in spent if one.number > 0), None)
    told = any(_SPENDING.search(paragraph.text.text) for paragraph in book.paragraphs)
    if paid is None or not told or any(_BATCHES.search(paragraph.text.text) for paragraph in book.paragraphs):
        return
    yield finding(
        "C20", WARNING, paid.paragraph, (paid.start, paid.end),
        f"公务接待费 {amount_text(paid)}{paid.held.unit}，没有写接待批次和人次", "写明全年接待的批次和人次",
    )  # fmt: skip


def _reserved(book: Book) -> Iterator[Finding]:
    """C21: what small and medium firms won, in reserved and in other purchases, within all purchases."""
    whole = _single([one for one in book.actual("政府采购支出", book.year) if one.head is None])
    for paragraph in book.paragraphs if whole else ():
        text = paragraph.text.text
        if "预留" not in text:
            continue
        parts: dict[str, Amount] = {}
        for one in paragraph.amounts:
            lead = text[max(one.start - 70, 0) : one.start]
            for name, pattern in (("reserved", _RESERVED), ("others", _OTHERS)):
                if one.kind is Kind.MONEY and pattern.search(lead):
                    parts.setdefault(name, one)
        if whole is None or len(parts) < 2:
            continue
        total = num(parts["reserved"]) + num(parts["others"])
        if total.value - whole.number > total.env + num(whole).env:
            last, unit = parts["others"], whole.held.unit
            yield finding(
                "C21", ERROR, paragraph, (last.start, last.end),
                f"预留项目 {amount_text(parts['reserved'])} + 其他项目 {amount_text(last)} = "
                f"{bare(total.value, unit)}{unit}，"
                f"超过政府采购金额 {amount_text(whole)}{unit}", "核对中小企业采购金额的两部分",
                claimed=f"{amount_text(whole)}{unit}", expected=f"{bare(total.value, unit)}{unit}",
            )  # fmt: skip


def _paid(book: Book) -> Iterator[Finding]:
    """C25: no project spending, and yet money of projects handed out."""
    project = _single([one for one in book.amounts("项目支出") if not one.aspect.planned and one.year == book.year])
    if project is None or project.number != 0:
        return
    for paragraph in book.paragraphs:
        found = _PAID.search(paragraph.text.text)
        if found is not None:
            yield finding(
                "C25", HINT, paragraph, found.span(), "项目支出为 0，文中却有项目付款，请核对资金来源",
                "说明资金来源，或核对项目支出",
            )  # fmt: skip
            return
