"""A second reading, of what the first made nothing of: by the words right at a number and the numbers beside it.

The first reading names what it reads and finds operands by their names.  This one takes numbers that nothing in their
paragraph explains (explained.py) and that stand at a plain word (执行率, 占, 合计, 节约): the operands are their
neighbours, and only where no other neighbours would do.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.second.accounts import check_accounts
from core.narrative.claims.second.again import check_again as check_told_again
from core.narrative.claims.second.bounds import check_bounds
from core.narrative.claims.second.derived import check_derived
from core.narrative.claims.second.directions import check_directions, check_signs
from core.narrative.claims.second.effort import effort_of, is_table
from core.narrative.claims.second.frames import check_frames
from core.narrative.claims.second.identities import check_balanced, check_budget, check_identities
from core.narrative.claims.second.limits import check_limits
from core.narrative.claims.second.multiplied import check_multiplied
from core.narrative.claims.second.named import check_named
from core.narrative.claims.second.nearly import check_nearly
from core.narrative.claims.second.net import check_net, check_thus
from core.narrative.claims.second.nothing import check_nothing
from core.narrative.claims.second.plain import plain_rates
from core.narrative.claims.second.products import check_products
from core.narrative.claims.second.rates import check_formulas, check_plain, check_rate
from core.narrative.claims.second.remains import check_remains
from core.narrative.claims.second.rests import (
    check_compared,
    check_direction,
    check_each,
    check_gap,
    check_over,
    check_rest,
    check_within,
    check_words,
)
from core.narrative.claims.second.retold import check_retold, settle_shares
from core.narrative.claims.second.said import check_said
from core.narrative.claims.second.scores import (
    check_deductions,
    check_proportional,
    check_scores,
    check_total_score,
    check_weights,
)
from core.narrative.claims.second.series import check_series, check_years
from core.narrative.claims.second.shares import check_hundred
from core.narrative.claims.second.slips import check_large, check_slips, check_that_is
from core.narrative.claims.second.staff import check_staff
from core.narrative.claims.second.stocks import check_sides, check_vacant
from core.narrative.claims.second.sums import (
    LISTS,
    MANY,
    TOTAL,
    check_list,
    check_main,
    check_moves,
    check_row,
    check_total,
)
from core.narrative.claims.second.trios import check_trios
from core.narrative.claims.second.twice import check_above, check_permuted, check_twice
from core.narrative.claims.second.wholes import check_wholes
from core.narrative.claims.told import FILL, GROWTH, read_told, taken
from core.narrative.claims.weighed.amounts import Amounts
from core.narrative.claims.weighed.blamed import blame
from core.narrative.claims.weighed.ends import parts_of
from core.narrative.claims.weighed.ratios import Ratios

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount, Paragraph
    from core.narrative.claims.second.effort import Effort
    from core.narrative.claims.told import Told
    from core.rules import Finding

_WORDS = {"C4", "C13", "C5", "C12"}
_OF_SUMS = {"C18", "C19", "C22", "C23", "C24", "G12"}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MOST = 80
"""More numbers than a paragraph of prose has."""
_LONGEST = 4_000
_COMPARED = re.compile(
    r"(?:的|）)*(?P<word>持平|一致|相当(?!于)|有所(?:提高|增加|增长|上升)|有所(?:下降|减少|降低|压缩|回落)|(?:增长|上升|增加)(?:较快|较多|较大|明显)|(?:下降|减少|降低)(?:较快|较多|较大|明显))(?=[，。；、])"
)
_CHANGED = re.compile(rf"(?:{GROWTH.pattern}){FILL}")
_GAP = re.compile(
    r"(?:节约|节省|超支|超出|超预算(?:支出)?|超计划|差[额值]|少支|多支|少支出|多支出|空编|缺编|超编|短收|超收|相差|[尚还]差|差距|缺额|缺口|缺员|[尚还]缺|核减|超额完成|多完成|少完成|欠收|欠缴|审减)(?:财政|采购|预算)?(?:额|资金|金额|经费)?"
    + FILL
)
_UNSPENT = re.compile(r"(?:资金|预算|指标)?(?:[尚还仍]?未)(?:执行|支付|使用|支出|拨付|形成支出|完成|到位)")
_OVER = re.compile(
    r"(?<![未不没])(?<!没有)(?P<word>低于|小于|少于|高于|大于|超过|多于|等于)(?:(?:年初|全年|调整后?)?(?:预算|计划)(?:数)?|(?:20\d\d年度?|上年)的?)$"
)
_OF_LAST_YEAR = re.compile(r"同比|[比较]上年|[比较]20")
_EACH_OF = re.compile(r"(?P<of>[人车户生场])均(?P<name>[^，。；\d]{2,6}?)(?:支出|为|约)*$")
_LEFT = re.compile(r"(?:年末|期末|年底|剩余|尚余|尚有|还有|尚结|余款|结余|余额|结转)[^，。；\d]{0,8}" + FILL)
_NOT_LEFT = re.compile(r"分配|缴回|上缴|(?:年初|上年|期初|以前年度)[^，。；\d]*$")
_WHOLE = re.compile(r"(?:总计|合计|总额|总数)(?:为|共)*$")


def check_again(
    paragraph: Paragraph, found: Sequence[Finding], repeated: Sequence[Finding], effort: Effort
) -> tuple[list[Finding], set[str]]:
    """The faults of numbers that the first reading has neither judged wrong nor could explain.

    With the places of percentages whose operands stand right at them, whatever the first reading said of those.
    `repeated` are numbers that were told before otherwise; `effort` is what the document's second reading may cost.
    """
    text = paragraph.text.text
    if len(text) > _LONGEST or not ("分别" not in text) < len(_NUMBER.findall(text)) <= _MOST:
        return [], set()
    if effort.left <= 0 or is_table(text):
        return [], set()
    beside = frozenset(f"{one.rule} {one.place} {one.severity}" for one in (*found, *repeated))
    if paragraph.again is None or paragraph.again[0] != beside:  # it rests on nothing else, so it is asked once
        paragraph.again = beside, _again(paragraph, found, repeated)
    effort.spend(paragraph)
    return paragraph.again[1]


def _again(
    paragraph: Paragraph, found: Sequence[Finding], repeated: Sequence[Finding]
) -> tuple[list[Finding], set[str]]:
    told = read_told(paragraph, found)
    told.plain = plain_rates(told)
    left = list(_left(told, found))
    places = {one.place for one in left}
    left += [one for one in _by_numbers(told) if one.place not in places]
    settle_shares(told, [*repeated, *left])
    turned = [one for one in (*found, *left) if one.rule in _WORDS]
    words = [one for one in _by_words(told) if not any(_beside(told, one, other) for other in turned)]
    spoken = told.turned | {one.place for one in words}
    left = [one for one in left if one.place not in spoken] + words
    ratios = Ratios(told)
    fine, better = ratios.judge([*found, *left])
    plain, wrong = check_said(told)
    fine |= plain
    left = [one for one in left if one.place not in fine]
    left += [one for one in better if one.place not in plain] + wrong
    wholes = list(check_wholes(told))
    sums = {one.place for one in wholes}
    left = [*wholes, *(one for one in left if one.place not in sums)]
    amounts = Amounts(ratios)
    silent, more = amounts.judge([*found, *repeated, *left])
    silent -= sums | told.unbalanced
    left = [one for one in left if one.place not in silent]
    left += [one for one in more if one.place not in told.unbalanced]
    left = [one for one in left if one.rule not in _OF_SUMS or one.place not in told.balanced]
    settled = told.settled | told.turned | fine | silent
    blamed = blame(ratios, amounts, [*(one for one in found if one.place not in settled), *left])
    blamed.findings.extend(parts_of(amounts, [*(one for one in found if one.place not in settled), *left]))
    left = [one for one in left if one.place not in blamed.places] + blamed.findings
    paragraph.effort = effort_of(told)
    return left, settled | blamed.places


def _by_words(told: Told) -> Iterator[Finding]:
    """Words of direction against the numbers they are said of."""
    yield from check_directions(told)
    yield from check_signs(told)
    yield from check_series(told)
    yield from check_years(told)
    yield from check_limits(told)
    yield from check_bounds(told)
    yield from check_nothing(told)


def _beside(told: Told, one: Finding, other: Finding) -> bool:
    """Whether two findings of one paragraph stand in one clause: they are one fault."""
    source = told.paragraph.text.source
    first, second = (int(each.place.rpartition(":")[2].partition("-")[0]) for each in (one, other))
    low, high = (place - told.paragraph.offset for place in sorted((first, second)))
    return one.rule == other.rule and not re.search("[。；;]", source[low:high])


def _by_numbers(told: Told) -> Iterator[Finding]:
    """What the numbers show whatever the words are, each place once."""
    places: set[str] = set()
    ways = (
        check_sides,
        check_accounts,
        check_remains,
        check_vacant,
        check_trios,
        check_frames,
        check_named,
        check_nearly,
        check_identities,
        check_balanced,
        check_budget,
        check_net,
        check_staff,
        check_thus,
        check_products,
        check_multiplied,
        check_derived,
        check_permuted,
        check_above,
        check_told_again,
        check_retold,
        check_scores,
        check_total_score,
        check_proportional,
        check_weights,
        check_deductions,
    )
    for one in chain.from_iterable(way(told) for way in ways):
        if one.place not in places:
            places.add(one.place)
            yield one


def _left(told: Told, found: Sequence[Finding]) -> Iterator[Finding]:
    for rate in told.rates:
        if not taken(told, rate) and rate.start not in told.plain:
            yield from check_plain(told, rate) if (rate.start, rate.end) in told.wrong else check_rate(told, rate)
    for amount in told.amounts:
        if amount.number and not taken(told, amount):
            yield from _amount(told, amount)
    if all(one.rule != "C9" for one in found):
        yield from check_hundred(told)
    yield from check_main(told)
    yield from check_moves(told)
    if all(one.rule != "C13" for one in found):
        yield from check_words(told)
        yield from check_within(told)
    yield from check_formulas(told)
    yield from check_twice(told)
    if all(one.rule != "C7" for one in found):
        yield from check_slips(told)
        yield from check_large(told)
    yield from check_that_is(told)


def _amount(told: Told, amount: Amount) -> Iterator[Finding]:
    lead = told.lead(amount)
    near = re.split(r"[。；]", lead)[-1]
    text = told.paragraph.text.text
    if LISTS.match(text, amount.end) or _WHOLE.search(near):
        yield from check_list(told, amount)
    if (compared := _COMPARED.match(text, amount.end)) and not told.directed:
        yield from check_compared(told, amount, compared)
    elif (over := _OVER.search(near)) and "决算数" not in near:
        yield from check_over(told, amount, over)
        yield from check_gap(told, amount)
    elif re.search(r"(?:合计|共计|共|整体|总体)(?:净)?(?:增加|减少|增|减|多支|少支)$", near):
        yield from check_total(told, amount, TOTAL.search("合计"))  # type: ignore[arg-type]
    elif (match := _CHANGED.search(near)) and not told.directed:
        yield from check_direction(told, amount, falls=match["down"] is not None)
    elif (_GAP.search(near) or _UNSPENT.match(text, amount.end)) and not _OF_LAST_YEAR.search(near):
        yield from check_gap(told, amount)
    elif (found := TOTAL.search(near) or MANY.search(near)) is not None:
        yield from check_total(told, amount, found)
    elif amount.kind is Kind.MONEY and (each := _EACH_OF.search(near)) is not None:
        yield from check_each(told, amount, each)
    elif _LEFT.search(near) and not _NOT_LEFT.search(near):
        yield from check_rest(told, amount)
    else:
        yield from check_row(told, amount)


__all__ = ["check_again"]
