"""What was there, what came and went, and what is there now, of money and of things: C24, of people C19.

年初3260床，采购1500床，调拨下发2185床，年末结存2575床: the verb at a number says which way it went.  A total told for
both sides of a report is what each of them comes to: 收入总计 = 本年收入 + 年初结转, 支出总计 = 本年支出 + 年末结转.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import groupby, product
from typing import TYPE_CHECKING, NamedTuple

from core.figures import Kind
from core.narrative.claims.model import PEOPLE
from core.narrative.claims.say import ERROR, amount_text, finding, num
from core.narrative.claims.told import BASE, alike, taken, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

_OPENING = re.compile(
    r"(?:年初|期初|月初|学期初|学年初|旧存|原有|(?:上年|去年|以前年度)(?:末|底|度|的)*(?:结转|结余|结存|未结|余额|库存|存栏))"
    r"|(?:上年|去年|上期)(?:末|底)"
)
_CLOSING = re.compile(r"年末|期末|月末|年底|学期末|学年末|(?:结存|剩余|余额|未结|尚余|尚有|结余)(?:为|共|约)*$")
_ENDS_AT = re.compile(r"(?:年末|期末|年底)，[^，。；\d]*(?:结转|结余|余额|库存)[^，。；\d]{0,4}$")
_STOOD = re.compile(r"(?:(?P<opening>年初|期初|上年末|去年末)|(?P<closing>年末|期末|年底))，[^，。；、\d]*$")
"""年初，社区矫正对象98人: nothing came or went."""
_CAME = (
    "收入|拨款|拨入|下达|到账|到位|入院|收治|招录|招聘|录用|聘用|考入|调入|转入|新进|新增|增加|购置|购入|采购|新购|接收|接受|入库|计提"
    "|结息|利息|归集|募集|捐赠|出生|迁入|招生|入学|入园|新招|补充|转正|新收|新立|净增|收大于支|盈余|建成|续存|存入|划入|上级返还|上级补助|招收|纳入|吸纳|收缴|征缴|引进|更新|复学|购进|转贷|入[住矫会职党伍编户学库]"
)
_WENT = (
    "支出|使用|支付|列支|开支|出院|退休|调出|调离|转出|转走|辞职|离职|辞退|解聘|死亡|病故|去世|毕业|结业|报废|核销|下发|发放|发出|调拨|出库"
    "|领用|处置|消耗|耗用|注销|迁出|减少|核减|结案|办结|审结|执结|归还|偿还|上缴|缴回|出售|出栏|淘汰|分配|手续费|销毁|净减|支大于收|划出|拨出|退款|动用|投放|毁损|损耗|过期|退学|转学|流出|下拨|剔旧|下架|[离退出解][住院矫会校园职党伍编户库]"
)
_VERB = re.compile(f"(?P<came>{_CAME})|(?P<went>{_WENT})")
_CLAUSE = re.compile(r"[，。；：、（）]")
_WHEN = re.compile(r"年初|期初|年末|期末|年底|上年|去年|旧存|原有")
_MOVED = re.compile(r"(?:净增|净减|增加|减少)(?:了)?$")
_BREAKS = re.compile(r"其中|包括|分别")
_NO_FLOW = re.compile(r"[比较]|总计")
_IN_ALL = re.compile(r"(?:合计|共计?|总)(?:使用|支出|支付|列支)$")
"""两部分合计支出246.50万元: of what was there, too."""
_MOST = 7
_LARGEST = Fraction(2, 3)
"""A slip is no larger a part of what is left; more shows that something was not read."""


class _Stock(NamedTuple):
    opening: Amount
    flows: list[tuple[Amount, int]]
    closing: Amount


def check_stocks(told: Told) -> Iterator[Finding]:
    """C24: each sentence that tells what was there, what came and went and what is left, of one kind."""
    for stock in _stocks(told):
        yield from _check(told, stock)


def is_account(told: Told, left: Amount) -> bool:
    """Whether an amount is what is left of a stock whose flows are all told."""
    return any(stock.closing is left for stock in _stocks(told))


def _stocks(told: Told) -> Iterator[_Stock]:
    text = told.paragraph.text.text
    if len(told.amounts) < 3 or not _WHEN.search(text):
        return
    for _, many in groupby(told.amounts, key=lambda one: one.sentence):
        sentence = [one for one in many if not _bracketed(text, one)]
        for kind in _kinds(sentence):
            stock = _stock(told, kind)
            if stock is not None:
                yield stock


def _bracketed(text: str, one: Amount) -> bool:
    return text.rfind("（", 0, one.start) > text.rfind("）", 0, one.start)


def _kinds(amounts: Sequence[Amount]) -> Iterator[list[Amount]]:
    """The amounts that can be added up, at least an opening, a flow and a closing."""
    left = list(amounts)
    while left:
        kind = [one for one in left if alike(one, left[0])]
        left = [one for one in left if one not in kind]
        if 3 <= len(kind) <= _MOST:
            yield kind


_WHOLE = re.compile(r"(?:收入|支出|来源)(?:合计|总计)(?:为|共|达)*$")


def _stock(told: Told, amounts: Sequence[Amount]) -> _Stock | None:
    """The roles of all of them by their verbs; None where a word leaves one open, or two are of one end."""
    text = told.paragraph.text.text
    ends: dict[str, Amount] = {}
    flows = []
    for one in amounts:
        role = _role(told.lead(one))
        if _WHOLE.search(told.lead(one)):
            return None  # 收入合计52.5亿元 holds the opening and what came
        if isinstance(role, int):
            flows.append((one, role))
        elif role is None or role in ends:
            return None
        else:
            ends[role] = one
    if len(ends) != 2 or not flows:
        return None
    first, last = amounts[0], amounts[-1]
    if _BREAKS.search(text, max(first.start - 8, 0), last.start) or any(BASE.search(told.lead(one)) for one in amounts):
        return None
    return _Stock(ends["opening"], flows, ends["closing"])


def _role(lead: str) -> int | str | None:
    """opening, closing, or the way a flow went."""
    clause = _CLAUSE.split(lead)[-1]
    if _NO_FLOW.search(clause):
        return None
    if _OPENING.search(clause):
        return "opening"
    if _CLOSING.search(clause) or _ENDS_AT.search(lead):
        return "closing"
    verbs = [match.lastgroup for match in _VERB.finditer(clause)]
    if not verbs:
        stood = _STOOD.search(lead)
        return stood.lastgroup if stood else None
    return 1 if verbs[-1] == "came" else -1


def _check(told: Told, stock: _Stock) -> Iterator[Finding]:
    opening, flows, closing = stock
    env = sum((_env(one) for one in (opening, closing, *(one for one, _ in flows))), Fraction(0))
    moved = [sign * one.number for one, sign in flows]
    if any(abs(opening.number + sum(left) - closing.number) <= env for left in _without_parts(moved)):
        _settle(told, stock)
        return
    due = opening.number + sum(moved)
    turned = (
        len(flows) == 1
        and _MOVED.search(told.lead(flows[0][0]))
        and abs(closing.number - opening.number) == abs(moved[0])
    )
    if turned or any(taken(told, one) for one, _ in flows[:-1]):
        return  # 由455.60万元变动为430.20万元，净增25.40万元: what is wrong is the direction
    forgotten = due - closing.number == opening.number and _IN_ALL.search(told.lead(flows[-1][0])) is not None
    if due <= 0 or (abs(due - closing.number) > _LARGEST * max(opening.number, closing.number, due) and not forgotten):
        return
    terms = amount_text(opening) + "".join(f" {'+' if sign > 0 else '−'} {amount_text(one)}" for one, sign in flows)
    _settle(told, stock)
    yield _wrong(told, closing, due, terms)


def _settle(told: Told, stock: _Stock) -> None:
    """Whatever sum or balance the first reading made of some of them, the account is of all."""
    text = told.paragraph.text.text
    for one in (stock.closing, *(one for one, _ in stock.flows)):
        if text[one.end : one.end + 1] != "（":
            told.settle(one)


def _env(one: Amount) -> Fraction:
    """How far an amount may be off: things that are counted one by one are exact."""
    return Fraction(0) if one.kind is Kind.COUNT and not one.held.decimals else num(one).env


def _without_parts(moved: Sequence[Fraction]) -> Iterator[list[Fraction]]:
    """The flows, and what remains of them where some are told as the parts of another."""
    yield list(moved)
    for kept in product((True, False), repeat=len(moved)):
        inside = [value for value, keep in zip(moved, kept, strict=True) if not keep]
        left = [value for value, keep in zip(moved, kept, strict=True) if keep]
        if inside and sum(inside) in left and all(value * inside[0] > 0 for value in inside):
            yield left


def _wrong(told: Told, closing: Amount, due: Fraction, terms: str) -> Finding:
    said, right = written(closing), written(closing, due)
    return finding(
        "C19" if closing.held.unit in PEOPLE else "C24", ERROR, told.paragraph, (closing.start, closing.end),
        f"{terms} = {right}，文中为 {said}", "核对期初、期末数和期间的增减", claimed=said, expected=right,
    )  # fmt: skip


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
            yield _wrong(told, gap, due, f"{high} − {low}")


# -- the two sides of a report -----------------------------------------------------------------

_PART = re.compile(r"[，。；：、（）由为＝=＋+与和及加]|扣除|减去|其中|包括|包含")
_SIDES = (
    ("total", re.compile(r"(?:收入|支出|收支|收入支出)总计(?:均|各|都)?")),
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
    if not ("总计" in text or "总表" in text) or not _WHEN.search(text):
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
            yield _wrong(told, roles[last], due, terms)


def _roles(told: Told) -> dict[str, Amount]:
    """Which amount is what; a name that has two values is none."""
    roles: dict[str, Amount] = {}
    twice = set()
    for one in told.amounts:
        if one.kind is not Kind.MONEY or _bracketed(told.paragraph.text.text, one):
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


__all__ = ["check_sides", "check_stocks", "check_vacant", "is_account"]
