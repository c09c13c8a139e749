"""Lists and their totals, things at a price, changes and their parts: C18, C19, C21, C22, C23, G12."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Kind, Num
from core.narrative.claims.closed import enclosed, is_whole, mistyped, mixed, overfull, told_once
from core.narrative.claims.model import PEOPLE
from core.narrative.claims.say import ERROR, HINT, amount_text, bare, finding, loose, num, running_sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount, Listing, Product
    from core.rules import Finding


def check_listing(listing: Listing) -> Iterator[Finding]:
    """Parts against their head; a list that may go on is only looked at for rounding."""
    if listing.head.rough or any(part.rough for part in listing.parts) or mixed(listing):
        return
    parts = told_once(listing.parts)
    if len(parts) < 2:
        return
    sums = running_sums(parts)[1:]  # what follows the last part may belong to something else
    head = loose(listing.head)
    full = (enclosed(listing) or _is_row_of_counts(listing)) and sums[-1].value > head.value
    if full or (listing.closed and is_whole(listing, parts)):
        sums = sums[-1:]
    if any(one.value == head.value for one in sums) or (listing.tail and _of_the_last(listing, parts)):
        return
    yield from _off(listing, parts, sums, full=full)


_ENDS = re.compile(r"[^，。；、\d]{0,12}(?:[。；）]|$)")


_UNCOUNTED = re.compile(r"(?:机关|本级|本部|本院|本校|本局)[，、]")
"""共56个，包括：部机关，驻35个省…: one of them has no number."""


def _is_row_of_counts(listing: Listing) -> bool:
    """31个指标，包括23个数量指标、2个质量指标…。: one row to its sentence's end, and none in another."""
    last = listing.parts[-1]
    return (
        listing.row
        and listing.head.kind is Kind.COUNT
        and len(listing.parts) >= _FAR
        and not _exempt(listing)
        and _ENDS.match(last.paragraph.text.text, last.end) is not None
        and not _UNCOUNTED.search(last.paragraph.text.text, listing.head.end, listing.parts[0].start)
    )


def _of_the_last(listing: Listing, parts: Sequence[Amount]) -> bool:
    """Whether a total behind its parts is that of the last of them, or far below all of them."""
    head, sums = listing.head.number, running_sums(parts[::-1])
    return any(one.value == head for one in sums[1:]) or sums[-1].value > _FAR * head


_MAINLY = re.compile(r"主要[是为]|主要包括|其中")


def _nested(listing: Listing, total: Num) -> bool:
    """返还性收入52万元，一般性转移支付1937万元，主要是补助150万元、结算1745万元: parts of parts among the parts."""
    text, head = listing.head.paragraph.text.text, listing.head.number
    between = text[listing.parts[0].end : listing.parts[-1].start]
    return 2 * total.value > 3 * head and _MAINLY.search(between) is not None


def _off(listing: Listing, parts: Sequence[Amount], sums: Sequence[Num], *, full: bool) -> Iterator[Finding]:
    """Sums that are not the head: by rounding, by what the list leaves out, or by a fault."""
    head = loose(listing.head)
    exact = all(_is_round(one) for one in (listing.head, *parts))
    if abs(sums[-1].value - head.value) <= sums[-1].env + head.env and not exact:
        yield _total(listing, parts, sums[-1], rounding=True)
    elif not exact and any(abs(one.value - head.value) <= one.env + head.env for one in sums):
        return  # what follows the last part is of something else
    elif _of_nearer(listing, sums[-1]) or _nested(listing, sums[-1]):
        return
    elif (listing.closed or full or _exceeds(listing, sums[-1])) and not _distinct(listing, parts):
        yield _total(listing, parts, sums[-1], rounding=False)
    elif (slip := _mistyped(listing, sums)) is not None and not _distinct(listing, parts):
        yield _total(listing, parts[: slip + 2], sums[slip], rounding=False)


def _of_nearer(listing: Listing, total: Num) -> bool:
    """Whether the parts make an amount that stands between them and the head: then they are that one's."""
    first = listing.parts[0]
    return any(
        listing.head.end <= one.start < first.start and one.kind is first.kind and one.number == total.value
        for one in first.paragraph.amounts
    )


def _mistyped(listing: Listing, sums: Sequence[Num]) -> int | None:
    """The sum that the head is but for a digit: of all parts, or of those up to where something else begins."""
    last = len(sums) - 1
    if mistyped(listing, sums[last].value):
        return last
    return next((at for at in range(1, last) if mistyped(listing, sums[at].value)), None)


def _exceeds(listing: Listing, total: Num) -> bool:
    """Whether parts in one row come to more than their head; people may be counted twice, as women and as members."""
    head = listing.head
    if overfull(listing, total.value):
        return True
    if not listing.row or _exempt(listing):
        return False
    return total.value - head.number > (0 if _is_round(head) else total.env + loose(head).env)


def _exempt(listing: Listing) -> bool:
    """Whether people are counted, who may be told twice, as women and as members."""
    return listing.head.kind is Kind.COUNT and listing.head.held.unit in PEOPLE | {"人次"}


_FAR = 3
_ROUND = Fraction(100_000_000)
"""100万元: a sum below it told without decimals was granted so, and is not a rounded one."""


def _is_round(amount: Amount) -> bool:
    held = amount.held
    return amount.kind is Kind.MONEY and held.unit == "万元" and held.decimals == 0 and amount.number < _ROUND


def _distinct(listing: Listing, parts: Sequence[Amount]) -> bool:
    """Whether a part repeats the head: the list then says something else."""
    return any(part.number == listing.head.number and part.number for part in parts)


def _rule(listing: Listing, parts: Sequence[Amount]) -> str:
    names = " ".join([listing.head.name, *(part.name for part in parts)])
    if "采购" in names or listing.head.held.unit == "辆":
        return "C21"
    if listing.head.kind is Kind.COUNT:
        return "C19" if listing.head.held.unit in PEOPLE else "C22"
    if "资产" in listing.head.name:
        return "G12"
    return "C23" if "基本支出" in names or "人员经费" in names else "C22"


def _total(listing: Listing, parts: Sequence[Amount], total: Num, *, rounding: bool) -> Finding:
    head, unit = listing.head, listing.head.held.unit
    due = bare(total.value, unit, 0 if head.kind is Kind.COUNT else head.held.decimals)
    terms = " + ".join(amount_text(part) for part in parts[:8]) + (" + …" if len(parts) > 8 else "")
    text = f"{terms} = {due}{unit}，文中合计为 {amount_text(head)}{unit}"
    return finding(
        _rule(listing, parts), HINT if rounding else ERROR, head.paragraph, (head.start, head.end),
        f"尾差：{text}" if rounding else text, "四舍五入造成，无须修改" if rounding else "核对各项和合计",
        claimed=f"{amount_text(head)}{unit}", expected=f"{due}{unit}", rounding=rounding,
    )  # fmt: skip


def check_parts_of_change(listing: Listing) -> Iterator[Finding]:
    """C18: the change of a whole and the changes of all its parts."""
    whole = listing.head.change
    if whole is None or whole.amount is None or not listing.closed or len(listing.parts) < 2:
        return
    total, env = Fraction(0), num(whole.amount).env
    terms: list[str] = []
    for part in listing.parts:
        change = part.change
        if change is None or change.amount is None or (change.base, change.base_year) != (whole.base, whole.base_year):
            return
        total += -change.amount.number if change.falls else change.amount.number
        terms.append(f"{'−' if change.falls else '+'} {amount_text(change.amount)}")
        env += num(change.amount).env
    real = -whole.amount.number if whole.falls else whole.amount.number
    gap = abs(total - real)
    if gap == 0:
        return
    unit, rounding = whole.amount.held.unit, gap <= env
    text = f"{' '.join(terms).removeprefix('+ ')} = {bare(total, unit)}{unit}，文中总的增减为 {bare(real, unit)}{unit}"
    yield finding(
        "C18", HINT, whole.amount.paragraph, (whole.amount.start, whole.amount.end),
        f"尾差：{text}" if rounding else text, "四舍五入造成，无须修改" if rounding else "核对各部分的增减额",
        claimed=f"{bare(abs(real), unit)}{unit}", expected=f"{bare(abs(total), unit)}{unit}", rounding=rounding,
    )  # fmt: skip


def check_product(product: Product) -> Iterator[Finding]:
    """So many at so much each."""
    if product.average:
        yield from _check_average(product)
        return
    right = product.count.number * product.each.number
    total = num(product.total)
    step = num(product.each).env if product.each.held.decimals else 0  # 每村5万元 is exact
    if abs(right - total.value) <= total.env + product.count.number * step:
        return
    unit = product.total.held.unit
    yield finding(
        "C22", ERROR, product.total.paragraph, (product.total.start, product.total.end),
        f"{amount_text(product.count)} × {amount_text(product.each)}{product.each.held.unit} = "
        f"{bare(right, unit)}{unit}，"
        f"文中为 {amount_text(product.total)}{unit}", "核对人数、标准和合计",
        claimed=f"{amount_text(product.total)}{unit}", expected=f"{bare(right, unit)}{unit}",
    )  # fmt: skip


def _check_average(product: Product) -> Iterator[Finding]:
    """人均80元 against what was spent on so many."""
    total, each, count = product.total, product.each, product.count
    if (
        count.number == 0
        or abs(total.number / count.number - each.number) <= num(each).env + num(total).env / count.number
    ):
        return
    unit = each.held.unit
    due = bare(total.number / count.number, unit)
    yield finding(
        "C22", ERROR, each.paragraph, (each.start, each.end),
        f"{amount_text(total)}{total.held.unit} ÷ {amount_text(count)} = {due}{unit}，文中为 {amount_text(each)}{unit}",
        "核对人数、合计和平均数", claimed=f"{amount_text(each)}{unit}", expected=f"{due}{unit}",
    )  # fmt: skip
