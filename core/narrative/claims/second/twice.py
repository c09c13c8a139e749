"""One thing told twice: C3."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.closed import slipped
from core.narrative.claims.model import PEOPLE
from core.narrative.claims.names import aliases, canonical, clean
from core.narrative.claims.say import ERROR, amount_text, finding
from core.narrative.claims.second.adding import fits, makes_with_one, sums_elsewhere
from core.narrative.claims.told import BASE, DONE, EACH, alike, aside, planned, taken, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

_STEADY = re.compile(r"(?:在职|在编|在校|退休|离退休)(?:人员|职工|干部职工|教职工|学生|生|的|人数|数)*")
_BEHIND = re.compile(r"在校学生|在职(?:人员|职工)|在编人员")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_POSTS = re.compile(
    r"(?P<whose>[^，。；]{1,14}(?:局|委|会|联|院|校|馆|办|府))?(?:本?单位|部门|人员)?(?:核定|共有|总)*编制(?:人数|总数|数)?为?"
)
_ENDING = re.compile(r"(?:人员|职工|干部职工|教职工|学生|生|的|人数|数)+$")
_IS = re.compile(r"(?:为|共)+$")
_SINCE = re.compile(r"^.*?(?:年末|年底|实有|现有|共有|期末|按|对|列示|显示|填列|填报|载明|反映|表[中内])+")
_GENERIC = re.compile(r"支出|经费|资金|金额|决算|总额|工作|活动|项目")
_WORDS = 4
_LONG = 6
"""So many characters in common make two names one."""


def differing(told: Told, first: Amount, second: Amount) -> Finding:
    """C3: what was told before is told otherwise."""
    one, other = written(first), written(second)
    return finding(
        "C3", ERROR, told.paragraph, (second.start, second.end),
        f"前面是 {one}，这里是 {other}", "核实后统一成一个数", claimed=other, expected=one,
    )  # fmt: skip


def check_twice(told: Told) -> Iterator[Finding]:
    """C3: one thing told twice, the second time with two digits that changed places."""
    named = [one for one in told.amounts if one.kind is Kind.MONEY or one.held.unit in PEOPLE | {"人次"}]
    named = [one for one in named if not aside(told, one)]
    for at, second in enumerate(named):
        for first in named[:at]:
            people = first.kind is Kind.COUNT
            if first.kind is not second.kind or not alike(first, second) or taken(told, second):
                continue
            one, other = told.printed(first), told.printed(second)
            if one == other or (not people and len(one) != len(other)):
                continue
            if not people and (sorted(one) != sorted(other) or not _swapped(told, first, second)):
                continue
            if people:
                same = _same_people(_words(told, first), _words(told, second)) or _named_behind(told, first, second)
            else:
                same = _same_words(told.lead(first), _of_now(told, told.lead(second)))
            if same and not _accounted(told, second) and not _parallel(told, first, second):
                yield differing(told, first, second)
                return


_PERMUTED = 2
"""So many different digits in another order: hardly by chance, where the same words stand around."""
_SURE, _OFTEN = 6, 4
"""Digits of a number whose neighbours seldom change places by chance; of one that is told again and again."""
_AROUND_BEFORE, _AROUND_BEHIND = 22, 8
_NO_NAME = re.compile(
    r"支出|经费|资金|金额|决算|总额|工作|活动|项目|其中|全年|本年|年度|单位|部门|开展|完成|使用|安排|预算|实际|主要|累计|合计|共计|以上|上述|年末|年初|人员|人次|万元|情况|数量|面积"
    r"|[的了为是共和与及各均已在由按对]"
)
_STATE = re.compile(r"[一二三四]季度|[上下]半年|[春秋]季|[甲乙丙丁东西南北]|变更|调整后|扣除|新增|追加")
_SCOPE = re.compile(r"城区|农村|城[市镇]|本级|[所下]属|农户|企业|\d{1,2}月份?")
_OTHER_TIME = re.compile(r"上年|去年|上期|同期|20\d\d年|计划|目标|预算|任务|预计|拟|核定|编制|应|指标|批复|到位|预案")


_ABOVE = re.compile(r"(?:上述|前述)$|(?:^|[，。；])(?:以上|这)$")


def check_above(told: Told) -> Iterator[Finding]:
    """C3: 公用车6辆，其中…。…用于上述7辆车: what is above is as many as were told above."""
    for at, one in enumerate(told.amounts):
        if one.kind is not Kind.COUNT or not _ABOVE.search(told.lead(one)) or taken(told, one):
            continue
        before = [other for other in told.amounts[:at] if alike(one, other)]
        known = {other.number for other in before}
        if not before or one.number in known or one.number == sum(known) or one.number <= 1:
            continue
        total = max(before, key=lambda other: other.number)
        if sums_elsewhere(told, total) or len(known) == 1:
            yield differing(told, total, one)


def check_permuted(told: Told) -> Iterator[Finding]:
    """C3: 赔付438人次…，本年度医疗互助赔付348人次: the same digits in another order, at the same words."""
    for at, second in enumerate(told.amounts):
        digits = sorted(told.printed(second))
        if taken(told, second) or _digits(told, second) < _PERMUTED:
            continue
        for first in told.amounts[:at]:
            one, other = told.printed(first), told.printed(second)
            if len(one) != len(other) or one == other or not alike(first, second):
                continue
            swapped = sorted(one) == digits
            long = len(one) > _LONG and slipped(one, other)
            if not (long or swapped):
                continue
            if _parallel(told, first, second):
                continue
            surely = swapped and _surely(told, first, second)
            if (surely or _about_one(told, first, second, long=long)) and not _accounted(told, second):
                yield differing(told, first, second)
                return


def _digits(told: Told, one: Amount) -> int:
    """How many different digits a number has."""
    return len(set(told.printed(one)) - {"0", "."})


_ONE_WORD = 3
"""In so many characters two clauses of one shape differ: 甲校, 乙校."""


def _differing(one: str, other: str) -> int:
    """In how many places two clauses of one length differ; 0 for those of different length."""
    return sum(a != b for a, b in zip(one, other, strict=True)) if len(one) == len(other) else 0


def _parallel(told: Told, first: Amount, second: Amount) -> bool:
    """Whether two clauses tell of two things in one way, 甲校学生…、乙校学生…, or one is of another time or state."""
    one, other = (re.split(r"[，。；：、（）]", told.lead(each))[-1] for each in (first, second))
    if (0 < _differing(one, other) <= _ONE_WORD and one[-2:] == other[-2:]) or set(_STATE.findall(one)) != set(
        _STATE.findall(other)
    ):
        return True
    scopes = [set(_SCOPE.findall(clause)) for clause in (one, other)]
    if len({order(told, each) for each in (first, second)} - {""}) > 1 or (all(scopes) and scopes[0] != scopes[1]):
        return True
    moved = told.is_moved(first) and told.is_moved(second)
    return not moved and any(BASE.search(clause) for clause in (one, other))


_ORDER = re.compile(r"第[一二三四五六七八九十]+|[一二三四五六七八九]是|首[次批期]")


def order(told: Told, one: Amount) -> str:
    """一是…, 第二期…: what a sentence says it is of several."""
    text = told.paragraph.text.text
    found = _ORDER.findall(text, max(text.rfind(mark, 0, one.start) for mark in "。；") + 1, one.start)
    return found[-1] if found else ""


def _surely(told: Told, first: Amount, second: Amount) -> bool:
    """Whether two neighbouring digits changed places in a number so long, or told so often, that chance is out."""
    one, other = told.printed(first), told.printed(second)
    if not slipped(one, other, 1) or told.is_moved(first) != told.is_moved(second):
        return False
    if any(EACH.search(told.lead(each)) for each in (first, second)):
        return False  # so much for each of these, so much for each of those
    text = told.paragraph.text.text
    if not re.search("[。；]", text[first.end : second.start]):
        return False
    digits = sum(char.isdigit() for char in one)
    often = sum(each.number == first.number and alike(each, first) for each in told.amounts) > 1
    return digits >= _SURE or (often and digits >= _OFTEN)


def _about_one(told: Told, first: Amount, second: Amount, *, long: bool) -> bool:
    """Whether a word stands at both numbers that is no general one, and neither is of another time or planned alone."""
    text = told.paragraph.text.text
    moved = told.is_moved(first) and told.is_moved(second)
    near = slipped(told.printed(first), told.printed(second), 1) and (moved or _digits(told, second) > _PERMUTED)
    between = text[first.end : second.start]
    if "，即" in between and "。" not in between and _digits(told, second) > _PERMUTED:
        return True  # 年末结转16.48万元，全部为项目结转，即尚未支付的尾款16.84万元
    if not re.search("[。；]" if long or near else "。", between):
        return False  # parts of one list
    clauses = [re.split(r"[。；]", text[max(one.start - _AROUND_BEFORE, 0) : one.start])[-1] for one in (first, second)]
    years = re.findall(r"20\d\d年", text)
    own = ["" if moved else re.split("，", clause)[-1] for clause in clauses]
    times = [set(_OTHER_TIME.findall(clause)) - {max(years, default="")} for clause in own]
    if times[0] != times[1] or re.search(r"[、和及与]$", clauses[1]):
        return False
    around = [
        clause + "，" + re.split(r"[，。；：、（）]", text[one.end : one.end + _AROUND_BEHIND])[0]
        for clause, one in zip(clauses, (first, second), strict=True)
    ]
    words = [
        {run[at : at + 2] for run in _HAN.findall(_NO_NAME.sub("，", part)) for at in range(len(run) - 1)}
        for part in around
    ]
    return bool(words[0] & words[1]) or _one_figure(*(told.lead(one) for one in (first, second)))


_FIGURE = re.compile(r"(?:基本|项目|人员|公用|三公|机关运行)[\u4e00-\u9fff”]{2,4}(?:决算)?(?:为)?$")


def _one_figure(one: str, other: str) -> bool:
    """Whether both leads end in one main figure's name: 2023年项目支出, 全部项目支出."""
    first, second = _FIGURE.search(one), _FIGURE.search(other)
    return first is not None and second is not None and first[0] == second[0]


def _swapped(told: Told, first: Amount, second: Amount) -> bool:
    """Whether two digits that stand beside each other changed places; in one long name, any two."""
    one, other = amount_text(first), amount_text(second)
    leads = told.lead(first), told.lead(second)
    return slipped(one, other) or (len(one) > _LONG - 1 and (_common(*leads, _LONG) or _main(leads[0]) != ""))


def _words(told: Told, one: Amount) -> str:
    """The words before a number of people; those behind it where they name them: 1846名在校学生."""
    behind = _BEHIND.match(told.paragraph.text.text, one.end)
    return behind[0] if behind else told.lead(one)


def _steady(lead: str) -> str:
    """The count that a lead names and that has one value in a report."""
    name = _SINCE.sub("", re.split(r"[，。；：、]|其中", lead)[-1])
    name = _IS.sub("", name)
    return _ENDING.sub("", name) if _STEADY.fullmatch(name) else ""


def _named_behind(told: Told, first: Amount, second: Amount) -> bool:
    """设置村级水管员136名…，对163名村级水管员逐一考核: the digits of one number in another order."""
    if sorted(amount_text(first)) != sorted(amount_text(second)):
        return False
    if _common(told.lead(first), told.lead(second), _WORDS + 1):
        return True  # 共培训基层网格员1260人次…，全年培训基层网格员1620人次
    text = told.paragraph.text.text
    behind = text[second.end : second.end + _WORDS]
    return len(behind) == _WORDS and _HAN.fullmatch(behind) is not None and behind in told.lead(first)[-8:]


def _same_people(one: str, other: str) -> bool:
    """在职 and 在职人员 are the same people, where neither lead speaks of another year."""
    if re.search(r"上年|去年|20\d\d年(?!末)", other):
        return False
    posts = [_POSTS.fullmatch(re.split(r"[，。；：、（]|其中", lead)[-1]) for lead in (one, other)]
    if posts[0] and posts[1] and not posts[1]["whose"]:
        return True
    return _steady(one) == _steady(other) != ""


def _of_now(told: Told, lead: str) -> str:
    """A lead without the year that its paragraph is of."""
    years = re.findall(r"20\d\d年", told.paragraph.text.text)
    return lead.replace(f"{max(years)}度", "").replace(max(years), "") if years else lead


def _same_words(one: str, other: str) -> bool:
    """Whether two numbers are told with the same name, and neither as a budget or as that of another year."""
    years = [re.findall(r"20\d\d(?=年)|上年|去年", lead) for lead in (one, other)]
    years_differ = years[1] and years[0] != years[1]
    long = _common(one, other, _LONG)
    if planned(one) and not planned(other) and DONE.search(_last(other)):
        return False  # “三公”经费预算168.53万元…，“三公”经费支出163.58万元
    if (planned(one) != planned(other) and not long) or years_differ or any(not year.isdigit() for year in years[0]):
        return False
    return _common(one, other, _WORDS) or _main(one) == _main(other) != ""


def _last(lead: str) -> str:
    """The clause that a lead ends in."""
    return re.split(r"[，。；：]", lead)[-1]


def _main(lead: str) -> str:
    """The main figure that a lead names, empty for none."""
    name = canonical(clean(re.split(r"[，。；：、（）]|其中|20\d\d年度?", lead)[-1]))
    return name if name in aliases().cells else ""


def _common(one: str, other: str, length: int) -> bool:
    """Whether two leads end in clauses that share so many characters, and not only general words."""
    first, second = (re.split(r"[，。；：）]", lead)[-1] for lead in (one, other))
    common = (first[at : at + length] for at in range(len(first) - length + 1))
    return any(len(_GENERIC.sub("", words)) > 1 for words in common if words in second)


def _accounted(told: Told, amount: Amount) -> bool:
    """Whether neighbours make the amount, or it makes another with one of them."""
    return sums_elsewhere(told, amount) or fits(told.like(amount), amount) or makes_with_one(told.like(amount), amount)
