"""Posts and those who hold them, and the two sides of a report: C19, C24.

A total told for both sides is what each comes to: 收入总计 = 本年收入 + 年初结转, 支出总计 = 本年支出 + 年末结转.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.model import PEOPLE
from core.narrative.claims.say import amount_text, num
from core.narrative.claims.second.accounts import is_bracketed, wrong_rest
from core.narrative.claims.told import alike, taken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

_WHEN = re.compile(r"年初|期初|年末|期末|年底|上年|去年|旧存|原有")
_CLAUSE = re.compile(r"[，。；：、（）]")
_LARGEST = Fraction(2, 3)
"""A slip is no larger a part of what is left; more shows that something was not read."""


# -- posts and those who hold them --------------------------------------------------------------

_VACANT = re.compile(r"(?:空编|缺编|缺额|空缺|缺员|超编)(?:人员|人数)?(?:为|共|了)*$")
_POSTS, _STAFF = re.compile(r"编制|核定|控制数"), re.compile(r"实有|在职|在编|在岗|实际|共")
_FEW = 5
"""More people than a slip of the pen adds to those who are missing."""


def check_vacant(told: Told) -> Iterator[Finding]:
    """C19: 编制66名，其中…；实有民警28名、辅警36名，共64名，缺额3名."""
    if not re.search("空编|缺编|缺额|空缺|缺员|超编", told.paragraph.text.text):
        return
    for gap in told.amounts:
        if gap.kind is not Kind.COUNT or gap.held.unit not in PEOPLE or not _VACANT.search(told.lead(gap)):
            continue
        before = [one for one in told.before(gap) if alike(one, gap)]
        posts = [one for one in before if _POSTS.search(_CLAUSE.split(told.lead(one))[-1])]
        staff = [one for one in before if _STAFF.search(_CLAUSE.split(told.lead(one))[-1]) and one not in posts]
        if not posts or not staff or taken(told, gap):
            continue
        whole, there = max(posts, key=lambda one: one.number), staff[-1]
        due = abs(whole.number - there.number)
        if "其中" in told.paragraph.text.text[staff[-1].end : gap.start]:
            continue  # of some of them
        if any(abs(one.number - other.number) == gap.number for one in before for other in before):
            continue
        if due and (abs(due - gap.number) <= _FEW or len(before) == 2):
            high, low = max(whole.number, there.number), min(whole.number, there.number)
            yield wrong_rest(told, gap, due, f"{high} − {low}")


# -- the two sides of a report -----------------------------------------------------------------

_PART = re.compile(r"[，。；：、（）由为＝=＋+与和及加]|扣除|减去|其中|包括|包含")
_SIDES = (
    ("total", re.compile(r"(?:(?:收入|支出|收支|收入支出)总计|(?:收入|支出)方)(?:均|各|都|亦)*")),
    ("income", re.compile(r"(?:本年|当年|全年)?收入(?:合计|决算)?")),
    ("used", re.compile(r"(?:使用|动用)(?:以前年度)?(?:非财政拨款)?(?:专用)?结余")),
    ("opening", re.compile(r"(?:年初|期初|上年)(?:财政拨款)?(?:结转|结余|余额)+")),
    ("spent", re.compile(r"(?:本年|当年|全年)?支出(?:合计|决算)?")),
    ("given", re.compile(r"结余分配")),
    ("closing", re.compile(r"(?:年末|期末|年底)(?:财政拨款)?(?:结转|结余|余额)+")),
)
_BOTH = re.compile(r"(?:总计|总表|两端|两边|左右)[^。；\d]{0,12}(?:均|各|都|同)(?:为|是)*$")
_FILL = re.compile(r"(?:为|是|共|后|的)+$")
_OF = (("income", "opening", "used"), ("spent", "closing", "given"))


def check_sides(told: Told) -> Iterator[Finding]:
    """C24: 收入总计、支出总计 1487.30万元…由本年支出1402.55万元、结余分配6.00万元、年末结转和结余87.75万元组成."""
    text = told.paragraph.text.text
    if not re.search("总计|总表|[收支][入出]方", text) or not _WHEN.search(text):
        return
    roles = _roles(told)
    total = roles.get("total")
    for first, last, besides in _OF if total is not None else ():
        if total is None or first not in roles or last not in roles:
            continue
        parts = [roles[name] for name in (first, last, besides) if name in roles]
        gap = total.number - sum((one.number for one in parts), Fraction(0))
        env = num(total).env + sum(num(one).env for one in parts)
        due = roles[last].number + gap
        if abs(gap) <= env or due < 0 or any(taken(told, one) for one in (*parts, total)):
            continue
        if any(abs(one.number - abs(gap)) <= env for one in told.amounts):
            continue  # what is missing is told besides
        if abs(gap) <= _LARGEST * max(due, roles[last].number):
            terms = amount_text(total) + "".join(f" − {amount_text(one)}" for one in parts if one is not roles[last])
            yield wrong_rest(told, roles[last], due, terms)


def _roles(told: Told) -> dict[str, Amount]:
    """Which amount is what; a name that has two values is none."""
    roles: dict[str, Amount] = {}
    twice = set()
    for one in told.amounts:
        if one.kind is not Kind.MONEY or is_bracketed(told.paragraph.text.text, one):
            continue
        name = _side(told.lead(one))
        if name is not None and roles.setdefault(name, one).number != one.number:
            twice.add(name)
    return {name: one for name, one in roles.items() if name not in twice}


def _side(lead: str) -> str | None:
    if _BOTH.search(lead):
        return "total"
    name = _PART.split(_FILL.sub("", lead.replace("结转和结余", "结转结余")))[-1]
    name = re.sub(r"^.*20\d\d年(?!末|初)度?", "", name)
    return next((role for role, pattern in _SIDES if pattern.fullmatch(name)), None)


__all__ = ["check_sides", "check_vacant"]
