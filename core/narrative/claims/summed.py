"""Totals behind their parts: 共计, 以上合计, 三项合计, 三年累计."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from core.figures import Kind
from core.figures.chinese import chinese_value
from core.narrative.claims import words
from core.narrative.claims.closed import complete_names
from core.narrative.claims.model import Listing, alike
from core.narrative.claims.names import related
from core.narrative.claims.runs import listing_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.narrative.claims.model import Amount, Paragraph

_YEARLY = re.compile(
    r"^[，；]?(?:(?:完成|实际|达|支出|收入)*(?:全年|合计|共|总计|累计)(?:全年|合计|共|总计|累计|支出|收入|完成|实际|达)*|(?:支出|收入)+)$"
)
"""第二批17个，完成15个 tells what became of the last part: 完成 alone sums nothing."""
_YEARS = re.compile(r"^[，；]?(?P<many>[两二三四五])年(?:累计|共|合计|总共)[^，。；\d]{0,6}$")
_WHOLE = re.compile(r"^[，；]?总(?:投资|投入|资金|金额|规模|额)(?:共|为|达)*$")
_MOST_CHOSEN = 9
_MOST, _MOST_PARTS = 4, 30
"""More totals behind their parts than a paragraph of prose has, and more parts than a list of prose."""


def read_total(paragraph: Paragraph, total: Amount, phrase: str) -> bool:
    """Take an amount that sums those before it; whether it does."""
    if sum(isinstance(one, Listing) and one.tail for one in paragraph.claims) >= _MOST:
        return False
    parts = _parts(paragraph, total, phrase)
    if not parts or len(parts) > _MOST_PARTS:
        return False
    if not total.own:
        total.name = ""
    paragraph.claims.append(Listing(total, list(parts), tail=True, closed=True, bracket=total.bracket))
    return True


def _parts(paragraph: Paragraph, total: Amount, phrase: str) -> Sequence[Amount]:
    said = words.total_of(phrase)
    if said is None and not any(cue.search(phrase) for cue in (_TOGETHER, _YEARS, _WHOLE, _YEARLY)):
        return ()
    if any(
        one.sentence == total.sentence and _is_price(one) and one.end > _from(total) for one in paragraph.amounts[:-1]
    ):
        return ()  # so many at so much each are among what is summed
    before = [
        one
        for one in paragraph.amounts[:-1]
        if alike(total, one) and one.bracket == total.bracket and not one.base and not _is_price(one)
    ]
    here = [one for one in before if one.sentence == total.sentence]
    if (named := _named(paragraph, total, phrase)) is not None:
        return named
    if (years := _YEARS.match(phrase)) is not None:
        return _by_year(here or before, chinese_value(years["many"]) or 0)
    if _WHOLE.match(phrase):
        return _row(here)
    if said is None:
        return _known_set(here, total) if _YEARLY.match(phrase) else ()
    many = chinese_value(said["many"]) if said["many"] else None
    if many and said["of"] == "年":
        return _by_year(here or before, many)
    parts = here
    if said["above"] or many:
        parts = [one for one in here or _sentence_before(before, total) if one.year == total.year]
    parts = [one for one in parts if one.aspect is total.aspect]
    if many:
        parts = _so_many([one for one in parts if one.head is None], many, total)
    unfit = len(parts) < (many or 2) or any(one.head is not None or one.rough for one in parts)
    return () if unfit or any(one.year != total.year for one in parts) else parts


_TOGETHER = re.compile(r"[两二三四五]?(?:项|者|类)?(?:合计|共计|总计|之和|总和|相加)(?:为|共|达|是)*$")


def _named(paragraph: Paragraph, total: Amount, phrase: str) -> list[Amount] | None:
    """医疗收入与财政补助收入合计23505.75万元: the things that the total itself names, each told before."""
    match = _TOGETHER.search(phrase)
    names = listing_of(phrase[: match.start()]) if match else []
    found = []
    for name in names:
        of = [one for one in paragraph.amounts[:-1] if one.name == name and _fits(one, total)]
        if not of:
            return None
        found.append(of[-1])
    return found or None


def _fits(one: Amount, total: Amount) -> bool:
    told = one.aspect is total.aspect and one.year == total.year
    return told and alike(one, total) and not one.rough and not one.base


def _from(total: Amount) -> int:
    return total.paragraph.text.text.rfind("；", 0, total.start)


def _is_price(one: Amount) -> bool:
    text = one.paragraph.text.text
    return one.rough and words.EACH.search(text[max(one.start - 12, 0) : one.start]) is not None


def _sentence_before(amounts: list[Amount], total: Amount) -> list[Amount]:
    """The amounts of the last sentence that has any."""
    now = [one for one in amounts if one.year == total.year]
    return [one for one in now if one.sentence == now[-1].sentence]


def _row(amounts: list[Amount]) -> list[Amount]:
    """中央300万元、省级120万元、县级80万元，总投资500万元: what 、 joins right before."""
    row: list[Amount] = []
    for one in amounts:
        text = one.paragraph.text.text
        joined = row and text[row[-1].end] == "、" and not any(map(str.isdigit, text[row[-1].end : one.start]))
        row = [*row, one] if joined else [one]
    unfit = len(row) < 2 or any(one.head or one.rough or one.aspect.planned for one in row)
    return [] if unfit else row


def _known_set(amounts: list[Amount], total: Amount) -> list[Amount]:
    """上半年210万元，下半年250万元，全年460万元: the amounts before are all there are."""
    parts = [one for one in amounts if one.aspect is total.aspect][-2:]
    unfit = len(parts) < 2 or any(one.head or one.rough for one in parts)
    return [] if unfit or not complete_names([one.name for one in parts]) else parts


def _by_year(amounts: list[Amount], many: int) -> list[Amount]:
    """The amounts of the last so many years, one each: 2021年投入500万元，2022年投入600万元，两年累计1100万元."""
    found = {one.year: one for one in amounts if one.kind is Kind.MONEY and not one.aspect.planned and not one.rough}
    years = sorted(found)[-many:]
    if len(years) != many or years[-1] - years[0] != many - 1 or years[0] <= 0:
        return []
    parts = [found[year] for year in years]
    return parts if all(related(one.name, parts[0].name) for one in parts) else []


def _so_many(amounts: list[Amount], many: int, total: Amount) -> list[Amount]:
    """Which amounts 三项合计 sums: those that make it, where some do; else the last ones."""
    if many < len(amounts) <= _MOST_CHOSEN:
        for chosen in combinations(amounts, many):
            if sum(one.number for one in chosen) == total.number:
                return list(chosen)
        return amounts[-many:] if all(one.own for one in amounts[-many:]) else []
    return amounts[-many:]
