"""What an amount of an account is by the words before it: what was there, what came or went, what is left.

A verb rules the nouns behind it (发放补助 goes out, 上级补助 comes in), a noun that ends the clause rules all
(代偿支出).  Where the verbs of a clause go both ways it is open which way the amount went.
"""

from __future__ import annotations

import re
from enum import Enum


class Role(Enum):
    """What an amount of an account is."""

    OPENING = "opening"
    CLOSING = "closing"
    LEFT = "left"
    """What is left, at no day told: the end of the account, if no other is told."""
    PERIOD = "period"
    """What came less what went: no flow of its own."""
    TOTAL = "total"
    """All that came, which may hold what was there."""
    CAME = "came"
    WENT = "went"
    EITHER = "either"
    """It came or went."""
    GRANTED = "granted"
    """What a budget gave, which came unless something else did."""
    ASIDE = "aside"
    """What was due or planned, or how far two years lie apart."""
    OPEN = "open"


_CLAUSE = re.compile(r"[，。；：、（）]|[①-⑳]")
_WHOLE = re.compile(r"(?:收入|来源|资金来源)(?:合计|总计|总额|总量|方)(?:为|共|达|是)*$|总收入(?:为|共|达|是)*$")
_ALL_SPENT = re.compile(r"支出(?:总计|方)(?:亦|均|为|共|达|是)*$")
_STOCK = r"(?:结转|结余|结存|余额|库存|存栏|挂账|待发放?|待[付支拨兑]|未[^，。；\d]{1,4}|在[^，。；\d]{1,3})"
_OPENING = re.compile(
    r"(?:年初|期初|月初|学期初|学年初)(?!(?:批复|下达|安排|部门)?的?(?:预算|计划|目标|任务|指标|批复))|旧存|原有|上期(?!同)|(?:上年|去年|以前年度|历年)(?:末|底|度|的|累计|滚存|滚动|账面|财政拨款)*"
    r"(?:结转|结余|结存|滚存|未结|余额|库存|存栏|留存|挂账|留下)|(?:上年|去年)(?:末|底)|上年(?:滚存|留存)"
)
_OF_YEAR = re.compile(r"20\d\d年(?:度|末|底)?(?:累计|滚存|账面)*(?:结转|结余|结存|余额|留存)[^，。；\d]{0,4}$")
"""2022年结转: what was there where an account begins, else what is left."""
_TOLD = re.compile(
    rf"{_OPENING.pattern}|上年末|去年末|20\d\d年(?:度|末|底)?(?:累计|滚存|账面)*(?:结转|结余|结存|余额|留存)"
)
_NEXT = r"(?:下年|次年|下一年|下年度|次年度|翌年|20\d\d年|以后年度)"
_CLOSING = re.compile(
    rf"(?:结转|滚存|滚入|转入|转到|转至|留转|转)(?:至|到|入)?{_NEXT}|年末|期末|月末|年底|学期末|学年末|年终|20\d\d年(?:末|底)"
)
_BEHIND = re.compile(
    rf"(?:的?(?:资金|余额|结余|指标))?(?:已|均|全部|全额|将)*(?:结转|滚存|滚入|转入|转到|转至|留转|转)(?:至|到|入)?{_NEXT}"
)
"""剩余50.9万元结转2024年: after the amount that is left."""
_LEFT = re.compile(r"(?:结存|剩余|余额|未结|尚余|尚有|余款|节余|结余|结转|余)(?:资金|款|额)?(?:为|共|约|：)*$")
_ENDS_AT = re.compile(r"(?:年末|期末|年底)，[^，。；\d]*(?:结转|结余|余额|库存)[^，。；\d]{0,4}$")
_STOOD = re.compile(r"(?:(?P<opening>年初|期初|上年末|去年末)|(?P<closing>年末|期末|年底))，[^，。；、\d]*$")
"""年初，社区矫正对象98人: nothing came or went."""
_PERIOD = re.compile(
    r"收支(?:相抵|轧差|差额|结余)|收大于支|支大于收|收不抵支"
    r"|(?:当年|当期|本年|本期|全年)(?:收支)?(?:净)?(?:结余|缺口|赤字|亏损|盈余|短缺|超支|净增|净减)(?!分配)"
)
_ASIDE = re.compile(
    r"[比较](?:上年|去年|年初|期初|上期|同期|20\d\d|预算|计划|增|减|多|少)|同比|(?:^|[本全应])应[缴付收支发退还]|应当?(?:上缴|发放|支付|归还)"
    r"|计划|预计|预期|目标|拟|尚需|还需|不纳入|不计入|不含|人均|户均|每[^，。；\d]{1,4}$|标准|平均|按.{0,4}比例$"
)
_GRANTED = re.compile(r"预算|批复|安排|核定|追加|调增|指标|限额")
_RESERVE = re.compile(
    r"(?P<came>(?:动用|使用|调入)[^，。；\d]{0,12}(?:调节基金|结余|周转金|事业基金|专用基金)|(?:调节基金|结余)调入)"
    r"|(?P<went>(?:安排|补充|设置|建立|转入)[^，。；\d]{0,8}(?:调节基金|周转金|事业基金|专用基金)|结余分配)"
)
"""What is taken from another fund, or put into one."""
_CUT = re.compile(r"(?:调减|压减|核减|追减|扣减)[^，。；\d]{0,6}$")
_BACK = re.compile(
    r"(?:财政|国库|上级|统筹|主管部门|国资)[^，。；\d]{0,6}收回|收回[^，。；\d]{0,6}(?:存量|财政|国库|统筹)|被收回"
)
_PAID_IN = re.compile(
    r"(?:财政|中央|省|市|区|县|上级|政府|主管部门|街道|总会|党委|工会)[^，。；\d]{0,6}(?:拨付|返还|划拨|注资|安排|补[助拨充贴]|核拨|配套)(?:资金|经费|专款)?(?:为|共|了|合计)*$"
)
_GIVES = re.compile(
    r"^(?:当年|本年|全年|年内|当期|本期|已|其中)?(?:补助|补贴|奖励|补偿|救济)(?!收入|资金|款|经费|下达|合计)[\u4e00-\u9fff]{2,8}$"
)
"""补助基层: the verb before whom it goes to."""
_OPEN_WAY = re.compile(
    r"(?:^|[^，。；\d])(?:拨付|划拨|返还)(?:资金|经费)?(?:为|共|了)*$|(?:户|企业|单位|公司|商|学生|人)(?:归还|退回|退还|返还|缴回)|提取|清理|清算|调整|返还$|划转|[调划转]入[^，。；\d]*预算$"
)
_HEAD = re.compile(
    r"(?:(?P<came>收入|入账|进账|到账|收益|收款|来款)|(?P<went>支出|支付|支用|出账|开支|列支|付款|退费|退款))"
    r"(?:资金|款项?|合计|共计?|总额|总量|数|小计|决算|金额)*(?:为|共|是|达|约|了|：)*$"
)
_BARE = re.compile(r"(?:(?P<came>收)|(?P<went>支|付|用去?|花去?|耗))(?:了|为)*$")
_CAME = (
    "收入|拨款|拨入|下达|到账|到位|入院|收治|招录|招聘|录用|聘用|考入|调入|转入|新进|新增|增加|购置|购入|采购|新购|接收|接受|入库|计提"
    "|归集|募集|募得|出生|迁入|招生|入学|入园|新招|补充|转正|新收|新立|净增|收大于支|建成|续存|存入|划入|上级返还|上级补助|招收"
    "|纳入|吸纳|收缴|征缴|征收|收取|收到|取得|筹集|筹得|留用|追回|追偿|收回|回收|注资|注入|入账|进账|引进|更新|复学|购进|转贷|补拨"
    "|入[住矫会职党伍编户学库]"
)
_WENT = (
    "支出|使用|支用|支付|列支|开支|出院|退休|调出|调离|转出|转走|辞职|离职|辞退|解聘|死亡|病故|去世|毕业|结业|报废|核销|下发|发放|发出|调拨|出库"
    "|领用|处置|消耗|耗用|注销|迁出|减少|核减|结案|办结|审结|执结|归还|偿还|上缴|上解|缴回|缴入|缴纳|缴存|出售|出栏|淘汰|分配|销毁|净减|支大于收"
    "|划出|拨出|退款|退回|退还|退付|动用|投放|毁损|损耗|过期|退学|转学|流出|下拨|剔旧|下架|解除|收监|用于|兑现|兑付|汇往|汇缴|用去|花去|付出"
    "|资助|救助|慰问|列销|冲销|出账|拨付|解困|脱困|清退|退出|返还|汇出|转付|垫付|代付|[离退出解][住院矫会校园职党伍编户库]"
)
_VERB = re.compile(f"(?P<came>{_CAME})|(?P<went>{_WENT})")
_NOUN = re.compile(
    "(?P<came>补助|配套|结息|利息|募捐|捐赠|捐款|盈余|自筹|上划)|(?P<went>代偿|手续费|还本|付息|退费|偿债|消费)"
)


def role_of(lead: str, behind: str = "", *, begins: bool = False) -> Role:
    """What an amount is by the words before and behind it; `begins` where nothing of an account was told yet."""
    clause = _CLAUSE.split(lead)[-1]
    if _ASIDE.search(clause):
        return Role.ASIDE
    if _ALL_SPENT.search(clause):
        return Role.OPEN
    if _WHOLE.search(clause):
        return Role.TOTAL
    end = _end(lead, clause, behind, begins=begins)
    flow = end if end is not None else _flow(clause)
    if flow is Role.OPEN and (stood := _STOOD.search(lead)):
        return Role.OPENING if stood["opening"] else Role.CLOSING
    return flow


def begins_any(text: str) -> bool:
    """Whether a text tells anywhere what was there."""
    return _TOLD.search(text) is not None


def _end(lead: str, clause: str, behind: str, *, begins: bool) -> Role | None:
    """Whether an amount is what was there, is left, or is left of one year's flows."""
    if _RESERVE.search(clause):
        return None  # 使用非财政拨款结余
    if _PERIOD.search(clause):
        return Role.PERIOD
    if (_OF_YEAR.search(clause) and begins) or (_OPENING.search(clause) and not _moved(clause, _OPENING)):
        return Role.OPENING
    if _BEHIND.match(behind) or _ENDS_AT.search(lead) or (_CLOSING.search(clause) and not _moved(clause, _CLOSING)):
        return Role.CLOSING
    return Role.LEFT if _LEFT.search(clause) or _OF_YEAR.search(clause) else None


def _moved(clause: str, day: re.Pattern[str]) -> bool:
    """Whether the words behind a day tell a flow: 年初调减, but 年末未支出."""
    found = list(day.finditer(clause))[-1]
    behind = clause[found.end() :]
    return not re.search(_STOCK, found[0] + behind) and _way(behind) is not None


def _flow(clause: str) -> Role:
    if _CUT.search(clause) or _BACK.search(clause):
        return Role.WENT
    if _PAID_IN.search(clause):
        return Role.CAME
    if reserve := _RESERVE.search(clause):
        return Role.CAME if reserve["came"] else Role.WENT
    if head := _HEAD.search(clause):
        return Role.CAME if head["came"] else Role.WENT
    if _GIVES.search(clause):
        return Role.WENT
    if _OPEN_WAY.search(clause):
        return Role.EITHER
    way = _way(clause)
    if way is not None:
        return way
    if bare := _BARE.search(clause):
        return Role.CAME if bare["came"] else Role.WENT
    return Role.GRANTED if _GRANTED.search(clause) else Role.OPEN


def _way(clause: str) -> Role | None:
    """By the verbs, else by the last noun."""
    ways = {match.lastgroup for match in _VERB.finditer(clause)}
    if len(ways) > 1:
        return Role.EITHER
    nouns = [match.lastgroup for match in _NOUN.finditer(clause)]
    way = next(iter(ways), nouns[-1] if nouns else None)
    return None if way is None else Role.CAME if way == "came" else Role.WENT


__all__ = ["Role", "begins_any", "role_of"]
