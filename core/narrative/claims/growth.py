"""Changes held against what they follow from: C2, C4, C5, C6, C7 and, with what others say, C3."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Agreement, Held, Kind, Num, State
from core.figures.held import UNITS
from core.figures.tolerance import agree_rate
from core.narrative.claims.model import Amount, Aspect, Change, Rate, alike
from core.narrative.claims.names import alternate
from core.narrative.claims.say import ERROR, HINT, WARNING, amount_text, bare, finding, num, percent, rate_num

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.book import Book
    from core.rules import Finding

_FAR = 5
_FIX = "核对后改正"


def check_change(change: Change, book: Book) -> Iterator[Finding]:
    """Every fault of one claimed change."""
    yield from _even(change, book) if change.even else _moved(change, book)


def _moved(change: Change, book: Book) -> Iterator[Finding]:
    slipped = _slip(change)
    if slipped is not None:
        yield _unit(change, slipped)
        change = replace_amount(change, slipped)
    if _clash(change):
        yield _clashing(change)
        yield from _outsized(change, book)
        return
    subject = subject_of(change, book)
    if subject is None and change.stated is not None and change.rate is not None and change.amount is not None:
        yield from _rate(change, change.stated, change.stated)
    if subject is None or subject.rough:
        return
    if change.amount is not None and change.amount.number == 0:
        yield from _nothing(change)
        return
    base = base_of(change, subject, book)
    if _of_another(change, base) or _from_another(change, subject) or _far(change, subject, base):
        return
    if base is not None:
        faults = list(_against(change, subject, base))
        if faults:
            yield from faults
            return
    if change.rate is not None:
        yield from _rate(change, subject, base)


def _even(change: Change, book: Book) -> Iterator[Finding]:
    """C4: 与上年持平, and yet another amount."""
    subject = change.subject
    base = base_of(change, subject, book) if subject is not None and not subject.rough else None
    if subject is None or base is None or base.rough:
        return
    moved = num(subject) - num(base)
    if abs(moved.value) > moved.env:
        yield finding(
            "C4", ERROR, subject.paragraph, (subject.start, subject.end),
            f"{amount_text(subject)} 比 {amount_text(base)} {'少' if moved.value < 0 else '多'}，文中写持平", _FIX,
        )  # fmt: skip


def _far(change: Change, subject: Amount, base: Amount | None) -> bool:
    """Whether a base that is told elsewhere makes another change altogether: it is that of something else."""
    amount = change.amount
    if base is None or base is change.stated or amount is None:
        return False
    return abs(subject.number - base.number) > _FAR * amount.number


def replace_amount(change: Change, amount: Amount) -> Change:
    """The same change with its amount in the unit that was meant."""
    return Change(
        change.subject, change.candidates, amount, change.rate, change.falls, change.rate_falls, change.base,
        change.base_year, change.name, change.stated, change.sentence,
    )  # fmt: skip


def meant(change: Change) -> Amount | None:
    """The amount of a change in the unit that was meant."""
    return _slip(change) or change.amount


# -- units and words -------------------------------------------------------------------------------


def _slip(change: Change) -> Amount | None:
    """The amount in 万元 where 元 was written for it."""
    amount, subject = change.amount, change.subject
    if amount is None or subject is None or amount.held.unit != "元" or subject.held.unit != "万元":
        return None
    printed = amount.number / UNITS["元"]
    if not printed or printed >= 10_000 or (amount.held.decimals == 0 and printed >= 100):
        return None
    held = Held(State.VALUE, amount.number * 10_000, "", "万元", amount.held.decimals)
    return Amount(
        amount.start, amount.end, amount.kind, held, amount.name, amount.own, amount.year, amount.aspect,
        amount.sentence, amount.paragraph,
    )  # fmt: skip


def _unit(change: Change, meant: Amount) -> Finding:
    amount = change.amount
    assert amount is not None
    text = amount_text(amount)
    return finding(
        "C7", ERROR, amount.paragraph, (amount.start, amount.end),
        f"单位写成了元：{_said(change.subject)}，增减却写 {text}元，应为 {text}万元", "把元改为万元",
        claimed=f"{text}元", expected=f"{amount_text(meant)}万元",
    )  # fmt: skip


def _said(amount: Amount | None) -> str:
    return f"{amount.name or '数额'} {amount_text(amount)}{amount.held.unit}" if amount else ""


def _clash(change: Change) -> bool:
    zero = (change.amount and not change.amount.number) or (change.rate and not change.rate.ratio)
    return bool(change.amount and change.rate and change.falls != change.rate_falls and not zero)


def _clashing(change: Change) -> Finding:
    amount, rate = change.amount, change.rate
    assert amount is not None and rate is not None  # noqa: PT018  they clash
    first, second = ("减少", "增长") if change.falls else ("增加", "下降")
    return finding(
        "C4", ERROR, amount.paragraph, (amount.start, rate.end),
        f"方向矛盾：前面是{first} {amount_text(amount)}{amount.held.unit}，"
        f"后面却是{second} {percent(rate.ratio, rate.held.decimals)}",
        "改成同一方向，并核对数字",
    )  # fmt: skip


def _outsized(change: Change, book: Book) -> Iterator[Finding]:
    """A15: a change many times the amount itself and larger than all that was spent."""
    amount, subject = change.amount, change.subject
    if amount is None or subject is None or amount.number <= 5 * subject.number:
        return
    whole = max((one.number for one in book.actual("支出", book.year)), default=Fraction(0))
    if 0 < whole < amount.number:
        yield finding(
            "A15", WARNING, amount.paragraph, (amount.start, amount.end),
            f"增减 {amount_text(amount)}{amount.held.unit} 超过全部支出 {bare(whole, '万元')}万元，请核对小数点和单位",
            _FIX, claimed=f"{amount_text(amount)}{amount.held.unit}",
        )  # fmt: skip


def _nothing(change: Change) -> Iterator[Finding]:
    amount, rate = change.amount, change.rate
    if amount is None or rate is None:
        return
    span = (amount.start, rate.end)
    if rate.ratio == 0:
        yield finding("C6", HINT, amount.paragraph, span, "没有增减的写「持平」更清楚", "改为：与上年持平")
    else:
        yield finding(
            "C2", ERROR, amount.paragraph, span, f"增减 0，增减率却写 {percent(rate.ratio, rate.held.decimals)}", _FIX,
            claimed=percent(rate.ratio, rate.held.decimals), expected="0%",
        )  # fmt: skip


# -- the base -----------------------------------------------------------------------------------


def subject_of(change: Change, book: Book) -> Amount | None:
    """What changed, also where its amount stands in another paragraph."""
    return change.subject or _elsewhere(change, book)


def base_of(change: Change, subject: Amount, book: Book) -> Amount | None:
    """What a change is measured against, as far as text or cells say it."""
    return change.stated or _base(change, subject, book)


def _elsewhere(change: Change, book: Book) -> Amount | None:
    """The amount of the quantity named at the change, from another paragraph."""
    if not change.name:
        return None
    names = (change.name, alternate(change.name))
    found = next((one for name in names if (one := book.actual(name, book.year))), [])
    found = [one for one in found or book.inherited(change.name, book.year) if change.is_of(one)]
    return found[-1] if found and len({one.number for one in found}) == 1 else None


def _base(change: Change, subject: Amount, book: Book) -> Amount | None:
    """The base from other paragraphs, where the document says one thing only."""
    if not subject.name or not subject.own or subject.aspect.planned or subject.kind is not Kind.MONEY:
        return None
    current = subject.year == book.year
    if change.base.planned:
        named = "final_budget" if change.base is Aspect.FINAL else "initial_budget"
        same = current and change.base is not Aspect.BUDGET and change.base_year in {0, book.year}
        return book.told(subject, named, book.year) if same else None
    if change.base_year == subject.year:
        return None
    found = [one for one in book.actual(subject.name, change.base_year) if change.base_year and one is not subject]
    if found:
        return found[0] if len({one.number for one in found}) == 1 else None
    return book.told(subject, "prior", book.year - 1) if current and change.base_year == book.year - 1 else None


def _against(change: Change, subject: Amount, base: Amount) -> Iterator[Finding]:
    """The base is said: direction and difference follow."""
    real = num(subject) - num(base)
    amount = change.amount
    if real.value and (real.value < 0) != change.falls and abs(real.value) > real.env:
        at = amount or change.rate or subject
        if _between(subject, at):
            return
        yield finding(
            "C4", ERROR, at.paragraph, (at.start, at.end),
            f"方向不对：{amount_text(subject)} 比 {amount_text(base)} {'少' if real.value < 0 else '多'}，"
            f"文中写{'减少' if change.falls else '增加'}",
            _FIX,
        )  # fmt: skip
        return
    if amount is None:
        return
    gap = abs(num(amount).value - abs(real.value))
    if gap <= real.env + num(amount).env:
        return
    unit = amount.held.unit
    expected = bare(abs(real.value), unit, amount.held.decimals)
    yield finding(
        "C2", ERROR, amount.paragraph, (amount.start, amount.end),
        f"{amount_text(subject)} − {amount_text(base)} = {bare(real.value, unit, amount.held.decimals)}{unit}，"
        f"文中增减为 {amount_text(amount)}{unit}",
        _FIX, claimed=f"{amount_text(amount)}{unit}", expected=f"{expected}{unit}",
    )  # fmt: skip


_OWN = re.compile(r"[^，。；：）\d]{2,}$")
_THEN = re.compile(r"上年|去年|同期|20\d\d年|上年末|年初")
_NEAR = 16


def _between(subject: Amount, at: Amount | Rate) -> bool:
    """购车支出47万元，比上年增加47万元: whether an amount with its own name stands between what changed and how."""
    text, paragraph = at.paragraph.text.text, at.paragraph
    if subject.paragraph is not paragraph:
        return False
    near = [one for one in paragraph.amounts if subject.end <= one.start and one.end <= at.start and not one.base]
    last = near[-1] if near else None
    return (
        last is not None
        and alike(last, subject)
        and last.number != subject.number
        and text[last.end : last.end + 1] == "，"
        and not re.search(r"[\d。；]", re.sub(r"20\d\d年", "", text[last.end : at.start]))
        and _OWN.search(text, 0, last.start) is not None
        and _THEN.search(text, max(last.start - _NEAR, 0), last.start) is None
    )


def _rate(change: Change, subject: Amount, base: Amount | None) -> Iterator[Finding]:
    rate = change.rate
    assert rate is not None
    delta = num(change.amount) if change.amount else None
    if delta is None and base is None:
        return
    before = _before(change, subject, base, delta)
    if before.value == 0:
        yield _from_zero(change, subject)
        return
    if before.value < 0:
        return
    moved = delta if delta is not None else _size(num(subject) - before)
    printed = rate_num(rate)
    if rate.ratio < 0 and change.rate_falls:
        printed = _size(printed)  # 压缩0.75万元（-9.26%）
    verdict = agree_rate(printed, moved / before, rate.held.decimals)
    if verdict is Agreement.EQUAL or (base is not None and _follows(rate, num(subject), num(base))):
        return
    yield finding(
        "C2", WARNING if verdict is Agreement.NEAR else ERROR, rate.paragraph, (rate.start, rate.end),
        f"{_sum(change, subject, base)} = {percent(moved.value / before.value)}，"
        f"文中为 {percent(rate.ratio, rate.held.decimals)}",
        "改为算出的百分比，或核对增减额",
        claimed=percent(rate.ratio, rate.held.decimals), expected=percent(moved.value / before.value),
    )  # fmt: skip


def _size(moved: Num) -> Num:
    return Num(abs(moved.value), moved.env)


def _before(change: Change, subject: Amount, base: Amount | None, delta: Num | None) -> Num:
    if base is not None:
        return num(base)
    assert delta is not None
    return num(subject) + delta if change.falls else num(subject) - delta


def _sum(change: Change, subject: Amount, base: Amount | None) -> str:
    amount, now = change.amount, amount_text(subject)
    if amount is None:
        assert base is not None
        return f"（{now} − {amount_text(base)}） ÷ {amount_text(base)}"
    if base is not None:
        return f"{amount_text(amount)} ÷ {amount_text(base)}"
    return f"{amount_text(amount)} ÷ （{now} {'+' if change.falls else '−'} {amount_text(amount)}）"


def _follows(rate: Rate, now: Num, before: Num) -> bool:
    """Whether a percent is that of two stated amounts; the printed difference may be the coarser one."""
    if before.value <= 0:
        return False
    moved = now - before
    return agree_rate(rate_num(rate), _size(moved) / before, rate.held.decimals) is Agreement.EQUAL


def _of_another(change: Change, base: Amount | None) -> bool:
    """Whether a change that names no quantity is right for another amount near it: then it is that one's."""
    if change.name or change.rate is None or change.amount is None:
        return False
    delta, rate = num(change.amount), rate_num(change.rate)
    for one in change.candidates:
        before = num(one) + delta if change.falls else num(one) - delta
        if before.value > 0 and agree_rate(rate, delta / before, 2) is Agreement.EQUAL:
            return (
                base is None or change.stated is None or abs(before.value - base.number) <= before.env + num(base).env
            )
    return False


def _from_another(change: Change, subject: Amount) -> bool:
    """Whether the percent of a change without a name or a stated base is right from another amount beside it."""
    if change.name or change.stated is not None or change.rate is None or change.amount is not None:
        return False
    rate = rate_num(change.rate)
    for one in subject.paragraph.amounts:
        if (
            one is subject
            or one.sentence != change.sentence
            or one.rough
            or one.kind is not subject.kind
            or not one.number
        ):
            continue
        moved = num(subject) - num(one)
        if moved.value and agree_rate(rate, _size(moved) / num(one), change.rate.held.decimals) is Agreement.EQUAL:
            return True
    return False


def _from_zero(change: Change, subject: Amount) -> Finding:
    rate = change.rate
    assert rate is not None
    text = percent(rate.ratio, rate.held.decimals)
    size = f" − {amount_text(change.amount)}" if change.amount else ""
    why = f"{amount_text(subject)}{size} = 0，" if size else ""
    return finding(
        "C5", ERROR, rate.paragraph, (rate.start, rate.end),
        f"{why}上年为 0，不能计算增长率，文中为 {text}", "删去增长率，说明上年为 0 的原因",
        claimed=text,
    )  # fmt: skip
