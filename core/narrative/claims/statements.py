"""What one paragraph says of itself: shares, goals, heads, years (C9, C10, C26, G10, E4)."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from core.figures import Agreement, Held, Kind
from core.figures.tolerance import agree_rate
from core.narrative.claims import words
from core.narrative.claims.closed import complete_names
from core.narrative.claims.model import Aspect, Change, Rate, Share
from core.narrative.claims.say import ERROR, HINT, WARNING, amount_text, bare, finding, num, percent, rate_num
from core.narrative.claims.scan import Quantity, scan
from core.narrative.claims.unsigned import lead_of, unsigned_rates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.book import Book
    from core.narrative.claims.model import Amount, Paragraph
    from core.rules import Finding

_WHY = re.compile(r"原因|因为|由于|因|受|系|尚未|未能|推迟|延期|取消|结转|调减|压减|改为")


def check_statements(paragraph: Paragraph, book: Book) -> Iterator[Finding]:
    """Every fault that a paragraph shows without the rest of the document."""
    if not paragraph.amounts and not paragraph.claims and not any(map(str.isdigit, paragraph.text.text)):
        return
    yield from _hundred(paragraph)
    yield from _signs(paragraph)
    yield from _targets(paragraph)
    yield from _goal_rates(paragraph)
    yield from _staff(paragraph)
    yield from _years(paragraph, book)


# -- C9: shares of one list --------------------------------------------------------------------------

_LIST_OPENS = re.compile(r"其中|投向|去向|流向|构成|结构|分布|组成|按[^，。；]{1,8}分|支出中|收入中|来源|用途|分类")
_ALL_OPENS = re.compile(r"结构|构成|分布|组成|投向|去向|流向")
_OF_MONEY = re.compile(r"(?:支出|收入|经费|费|资金|拨款|货物|工程|服务)$")


def _hundred(paragraph: Paragraph) -> Iterator[Finding]:
    """A list of shares alone that names all there is, or makes more than there is, and not 100%."""
    text = paragraph.text.text
    row: list[Share] = []
    for claim in [*(one for one in paragraph.claims if isinstance(one, Share)), None]:
        if claim is not None and claim.part is None and _goes_on(row, claim, text):
            row.append(claim)
            continue
        yield from _row(row, paragraph)
        row = [claim] if claim is not None and claim.part is None else []


def _goes_on(row: list[Share], claim: Share, text: str) -> bool:
    if not row:
        return True
    between = text[row[-1].rate.end : claim.rate.start]
    return row[-1].whole == claim.whole and not re.search(r"其中|。|；其中|（", between)


def _row(row: list[Share], paragraph: Paragraph) -> Iterator[Finding]:
    if len(row) < 2:
        return
    first, last = row[0].rate, row[-1].rate
    lead = paragraph.text.text[max(first.start - 60, 0) : first.start]
    total = sum((one.rate.ratio for one in row), Fraction(0))
    named = row[-1].part_name.startswith(("其他", "其余")) and all(_OF_MONEY.search(one.part_name) for one in row)
    ended = named or _ALL_OPENS.search(lead) is not None or (total > 1 and len(row) > 2)
    every = complete_names([one.part_name for one in row])
    if not every and not (_LIST_OPENS.search(lead) and ended):
        return
    if abs(total - 1) <= sum((one.rate.held.half_step for one in row), Fraction(0)):
        return
    terms = " + ".join(percent(one.rate.ratio, one.rate.held.decimals) for one in row)
    yield finding(
        "C9", WARNING, paragraph, (first.start, last.end), f"{terms} = {percent(total)}，各项占比之和不是 100%",
        "核对各项占比", claimed=percent(total), expected="100%",
    )  # fmt: skip


# -- C10: a percentage without its sign --------------------------------------------------------------


def _signs(paragraph: Paragraph) -> Iterator[Finding]:
    text = paragraph.text.text
    for start, end in unsigned_rates(text):
        number, lead = text[start:end], lead_of(text, start, end)
        yield finding(
            "C10", HINT, paragraph, (start, end), f"「{lead}{number}」后面少了百分号", "补上 %",
            claimed=number, expected=f"{number}%",
        )  # fmt: skip


# -- C26: what was set and what was reached -----------------------------------------------------------

_GOAL = re.compile(r"(?:目标值?|计划|指标值|预期目标)(?!生育)[^，。；：\d]{0,12}$")
_REACHED = re.compile(
    r"^，(?:全年|年末|实际|已|累计|共)*(?:完成|实现|达到|慰问|走访|举办|培训|开展|组织|服务|帮扶)*(?:值|了|数)?(?:为|：)?$"
)
_LIMIT = re.compile(r"不超过|不高于|控制在|以内|≤|<|以下|不多于|不少于|压减")
_ACTUALLY = re.compile(r"实际|完成|实现|达到")


def _targets(paragraph: Paragraph) -> Iterator[Finding]:
    text = paragraph.text.text
    counts = [one for one in paragraph.amounts if one.kind is Kind.COUNT and not one.rough]
    for goal, reached in pairwise(counts):
        lead = text[max(goal.start - 20, 0) : goal.start]
        between = text[goal.end : reached.start]
        if not (_GOAL.search(lead) and _is_outcome(between)) or goal.held.unit != reached.held.unit:
            continue
        if _LIMIT.search(lead) or _LIMIT.search(between) or reached.number >= goal.number or goal.year != reached.year:
            continue
        if _RATE_TOLD.match(text, reached.end):
            continue  # how much is missing is told
        end = text.find("。", reached.end)
        if _WHY.search(text[reached.end : end if end >= 0 else len(text)]):
            continue
        unit = goal.held.unit
        yield finding(
            "C26", WARNING, paragraph, (reached.start, reached.end),
            f"目标 {amount_text(goal)}{unit}，实际 {amount_text(reached)}{unit}，少 "
            f"{bare(goal.number - reached.number, '', 0)}{unit}，没有说明原因",
            "核对完成数，或写明没有完成的原因",
            claimed=amount_text(reached), expected=amount_text(goal),
        )  # fmt: skip


_OF_GOAL = re.compile(r"[^。；\d]{0,16}(?:完成|达到|占)(?:年度|全年)?(?:目标|计划|任务)(?:值|任务|数|人数)?(?:的)?")
_THEN_RATE = re.compile(r"，(?:目标|任务|计划)?完成率(?:为|达到?|是)*(?P<rate>\d+(?:\.(?P<places>\d+))?)%")
_RATE_TOLD = re.compile(r"，[^，。；\d]{0,12}\d+(?:\.\d+)?%")
_RATE_OF = re.compile(r"的?(?P<rate>\d+(?:\.(?P<places>\d+))?)%")


def _goal_rates(paragraph: Paragraph) -> Iterator[Finding]:
    """C11: 选派64名，完成目标60名的106.67%."""
    text = paragraph.text.text
    counts = [one for one in paragraph.amounts if one.kind is Kind.COUNT and not one.rough]
    for first, second in pairwise(counts):
        reached, goal = first, second
        behind = _THEN_RATE.match(text, second.end)
        if (
            behind
            and _GOAL.search(text[max(first.start - 20, 0) : first.start])
            and _is_outcome(text[first.end : second.start])
        ):
            yield from _goal_rate(paragraph, second, first, behind)
            continue
        match = _RATE_OF.match(text, goal.end)
        if match is None or not goal.number or reached.held.unit != goal.held.unit:
            continue
        if _OF_GOAL.fullmatch(text, reached.end, goal.start) is None:
            continue
        yield from _goal_rate(paragraph, reached, goal, match)


def _goal_rate(paragraph: Paragraph, reached: Amount, goal: Amount, match: re.Match[str]) -> Iterator[Finding]:
    if not goal.number or reached.held.unit != goal.held.unit:
        return
    due = num(reached) / num(goal)
    rate = Rate(
        match.start("rate"),
        match.end(),
        Held.rate(Fraction(match["rate"]) / 100, len(match["places"] or "")),
        paragraph,
    )
    if agree_rate(rate_num(rate), due, rate.held.decimals) is Agreement.WRONG:
        said = percent(rate.ratio, rate.held.decimals)
        yield finding(
                "C11", ERROR, paragraph, (rate.start, rate.end),
                f"{amount_text(reached)} ÷ {amount_text(goal)} = {percent(due.value)}，文中为 {said}",
                "改为算出的百分比，或核对目标和完成数", claimed=said, expected=percent(due.value),
            )  # fmt: skip


def _is_outcome(between: str) -> bool:
    return _REACHED.match(between) is not None and _ACTUALLY.search(between) is not None


# -- G10: heads -------------------------------------------------------------------------------------

_CONTROL = re.compile(r"控制率(?:=（[^（）]*）×100%=?|=[^，。；]{0,30}=|为|达|：|是)*$")
_HEADS_BEFORE = re.compile(
    r"(?:编制|在职|在编)[^，。；\d]{0,8}\d+[人名个]，(?:人员|编制)?(?P<rate>控制率(?:为|达|是)*)$"
)
_OTHER_RATE = re.compile(r"经费|三公|预算|支出|。")
_ON_DUTY = re.compile(r"(?:在职|实有|在岗|在编)(?:在编|在职)?(?:人员|职工|干部)?(?:总?数|人数)?(?:共|共有|有|为|：)*$")
_POSTS = re.compile(r"编制(?:总?数|人数|人员)?(?:共|为|：)*$")
_KIND_OF_POST = re.compile(r"(?:行政|事业|工勤|参公|机关|政法|专项)编制")


def _staff(paragraph: Paragraph) -> Iterator[Finding]:
    text = paragraph.text.text
    if not ("在职" in text or "在编" in text) or "控制率" not in text:
        return
    heads = [one for one in paragraph.amounts if one.kind is Kind.COUNT and one.held.unit in {"人", "名", "个"}]
    on_duty = [one for one in heads if _ON_DUTY.search(text[max(one.start - 14, 0) : one.start])]
    posts = [one for one in heads if _is_posts(text[max(one.start - 14, 0) : one.start])]
    if len(on_duty) != 1 or len(posts) != 1 or posts[0].number == 0:
        return
    ratio = num(on_duty[0]) / num(posts[0])
    for rate in _control_rates(paragraph):
        verdict = agree_rate(rate_num(rate), ratio, rate.held.decimals)
        sum_ = f"{amount_text(on_duty[0])} ÷ {amount_text(posts[0])} = {percent(ratio.value)}"
        text_rate = percent(rate.ratio, rate.held.decimals)
        if verdict is not Agreement.EQUAL:
            yield finding(
                "G10", WARNING, paragraph, (rate.start, rate.end), f"{sum_}，文中为 {text_rate}",
                "改为算出的控制率，或核对编制数和在职人数", claimed=text_rate, expected=percent(ratio.value),
            )  # fmt: skip
        elif ratio.value > 1 and not _WHY.search(text):
            yield finding(
                "G10", WARNING, paragraph, (rate.start, rate.end), f"{sum_}，超过 100%，没有说明原因", "写明超编的原因",
                claimed=text_rate, expected="100%",
            )  # fmt: skip


def _is_posts(lead: str) -> bool:
    return _POSTS.search(lead) is not None and _KIND_OF_POST.search(lead) is None


def _control_rates(paragraph: Paragraph) -> Iterator[Rate]:
    """在职人员控制率95%; 公用经费控制率 is another."""
    text = paragraph.text.text
    for one in scan(text, unsigned=True):
        if not isinstance(one, Quantity) or one.kind is not Kind.RATE:
            continue
        at = text.rfind("在职人员控制率", 0, one.start)
        if at < 0 and (near := _HEADS_BEFORE.search(text, max(one.start - 40, 0), one.start)):
            at = near.start("rate")
        lead = text[at : one.start]
        if at >= 0 and _CONTROL.search(lead) and not _OTHER_RATE.search(lead):
            yield Rate(one.start, one.end, one.held, paragraph)


# -- E4: last year's text ------------------------------------------------------------------------------

_UNTIL = re.compile(
    r"截[至止]到?(?P<year>20\d\d)年(?:12月31日|年?末|底)，?(?=[^。；]{0,20}(?:共有|资产|车辆|拥有|保有))"
)


def _years(paragraph: Paragraph, book: Book) -> Iterator[Finding]:
    """A year told as the report's own that is not: it is compared with the one before, or is the day of the balance."""
    year, text = book.ground.year, paragraph.text.text
    if not year or f"{year}年" in text or "本年" in text:
        return
    said = {int(one) for one in words.YEAR.findall(text)}
    for match in _UNTIL.finditer(text):
        if int(match["year"]) == year - 1 and "年初" not in text and not book.plans:
            yield _stale(paragraph, match.start("year"), year, int(match["year"]))
            return
    for claim in paragraph.claims:
        if not isinstance(claim, Change):
            continue
        subject = claim.subject
        if subject is None or not book.key(subject.name) or claim.base is not Aspect.ACTUAL:
            continue
        other = subject.year
        at = text.rfind(f"{other}年", 0, subject.start)
        bases = {claim.base_year, other - 1, other}
        if other in {year - 1, year + 1} and at >= 0 and said <= bases and claim.base_year in {other - 1, year - 1}:
            yield _stale(paragraph, at, year, other)
            return


def _stale(paragraph: Paragraph, at: int, year: int, said: int) -> Finding:
    return finding(
        "E4", WARNING, paragraph, (at, at + 5), f"写的是 {said} 年，本报告是 {year} 年度", f"核实后改为 {year} 年",
        claimed=f"{said}年", expected=f"{year}年",
    )  # fmt: skip
