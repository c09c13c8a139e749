"""The words around a number that say what it is: a change, a share, a completion rate, a budget, a part of a list."""

from __future__ import annotations

import re

from core.narrative.claims.model import Aspect

UP = (
    "净增加|净增|增加|(?<!负)增长|上升|提高|提升|上涨|增幅|涨幅|升幅|增速|增收|增支|多(?:收入?|支出?|出|花|用|安排|投入|发放|完成|采购|列支)|超支|超出|升高|上浮|攀升|扩大"
    "|递增|增多|多|增|升"
)
DOWN = (
    "净减少|净减|负增长|减少|下降|降低|压减|缩减|压缩|节约|节省|减幅|降幅|减收|减支|少(?:收入?|支出?|花|用|安排|投入|发放|完成|采购|列支)|回落|下滑|下浮|递减|压降|调减|缩小"
    "|减低|跌幅|少|减|降"
)
_TAIL = "(?:支出|收入|幅度|比例|比率|率|额|数|金额|幅)?(?:了|的|达到?|为|约|近|是|-|：)*"
CHANGE = re.compile(rf"(?:(?P<up>{UP})|(?P<down>{DOWN})){_TAIL}$")
EVEN = re.compile(
    r"(?:与|同|和|较|比)(?:(?:上年|去年|上一年)|(?P<year>20\d\d)年)(?:度)?(?:同期)?(?:决算|支出|实际|执行)*(?:数|额|水平)?"
    r"(?:持平|一致|相同|相等)"
)
"""与上年持平; 基本持平 leaves room."""
SIGNED = re.compile(r"(?:增减|变动|变化|升降)(?:率|幅度|幅|比例)(?:为|是|：)*$")
NOT_CHANGE = re.compile(
    r"新增|净增(?!加?(?:了|额|长)?$)|追加|增设|增配|不少|至少|多少|扩增|招增|最多$|至多$|增加值|增值税|相抵|固定资产|增加到|增至|[升增降减]到|不超"
)
COMPARE = re.compile(
    r"(?:[较比与同]|相比|对比)[^，。；]{0,12}?"
    r"(?:(?:(?P<prior>上年|去年|上一年|前一年|往年|上期|同期)|(?P<year>20\d\d)年)(?P<planned>[度的初]{0,2}(?:年初|全年|调整后?)?预算(?!执行|收入|支出|拨款|内))?"
    r"|(?P<initial>年初)|(?P<final>全年预算|调整)|(?P<budget>预算|采购计划))|(?P<same>同比)"
)
SHARE = re.compile(
    r"(?:占比|占|比重)(?P<whole>[^，。；占]{0,40}?)(?:的?(?:比例|比重|比率|份额))?(?:的|为|达到?|约|近|是|：)*$"
)
COMPLETION = re.compile(
    r"(?:(?:完成|占|达到?|为|执行)[^，。；]{0,10}(?:预算|计划|年初安排|年初数|调整后?数|调整后安排)[^，。；]{0,4}"
    r"|^[、，]?(?:和|与|及)?(?:年初|全年|调整后?的?)(?:预算数?|安排|数)的"
    r"|(?P<rate>执行率|支付进度|拨付率|拨付进度|兑付率|完成率|支付率|(?:资金|预算|经费)使用率|支出进度|执行进度|支出率|(?P<control>控制率))[^，。；率]{0,4})$"
)
RATE_NAME = re.compile(r"(?P<name>[\u4e00-\u9fff“”]{2,16}?)(?:的|支出|预算|经费)?控制率[^，。；率]{0,4}$")
COMPARISON = re.compile(
    r"(?P<within>(?:未|没有|不)超(?:出|过)?(?:年初|全年)?预算(?!的)|控制在(?:年初|全年)?预算(?:数|范围|额度)?(?:之|以)?内)|"
    r"(?:决算|执行|支出)数?(?:(?P<up>大于|高于|多于|超过|超出)|(?P<down>小于|低于|少于)|(?P<even>等于|持平于))"
    r"(?P<which>年初|全年|调整后?)?预算数?|(?P<flat>预决算(?:数)?持平|与(?P<named>年初|全年|调整后?)?预算数?(?:一致|持平))"
    r"|(?:决算|执行|支出)数?与(?P<named2>年初|全年|调整后?)?预算数?(?P<flat2>持平|一致)"
)
GAP = re.compile(
    r"(?:(?P<over>超支|超收|超出预算|超预算|超出)|(?P<under>结余|节余|剩余|余下|短收|节约|节省|节支))(?:资金|金额|经费)?(?:了|为|达)*$"
)
BEYOND = re.compile(
    r"(?:(?P<over>大于|高于|多于|超过|超出|超)|(?P<under>小于|低于|少于))(?:年初|全年|调整后?)?预算(?:数|安排)?(?:了|为|达)*$"
)
AGAINST = re.compile(
    r"^[，、]?(?:(?P<over>大于|高于|多于|超过|超出)|(?P<under>小于|低于|少于|不及))(?:年初|全年|调整后?)?预算(?:数|安排)?的$"
)
"""低于预算安排的93.0万元: the number is the budget."""
LISTED = re.compile(r"其中|主要用于|用于以下|包括|分别为|分别是|构成|如下|：$")
TOTAL = re.compile(
    r"^(?:[，、；：]|(?P<above>以上|上述)|(?:这|上述|以上)?(?P<many>[两二三四五六七八九十])(?P<of>项|类|者|部分|笔|块|个部分|个方面|年)"
    r"|(?:项目)?(?:支出|收入|资金|经费|采购|决算|预算|金额|投入)|累计|总共|共计|合计|总计|总额|相加|加总|之和|共|为|是|均?已)*"
    r"(?:(?<=[项类者分])(?:共同)?构成了?[^，。；\d]{0,12})?$"
)
_MATTER = re.compile(r"支出|收入|资金|经费|采购|决算|预算|金额|投入")
_SUM = re.compile(r"相加|加总|之和|累计|共|合计|总|以上|上述|构成")
SPENT = re.compile(
    r"^[^，。；\d]{0,8}(?:累计|总共|共计|合计|总计|共|总额|资金|金额|支出|经费|投入|发放|支付|需要?|约?为)"
    r"(?:发放|支付|支出|拨付|下拨|投入|使用|补助|补贴|慰问|帮扶|资助|奖励|花费|需要?|资金|经费|金额|总额|费用|款|金|了|为)*$"
)
"""So many at so much each: the total is what was handed out."""
EACH = re.compile(
    r"(?:平均)?每(?P<of>[人户名个家位辆批次场期件台间村镇乡校所班组项册亩吨份座套条口棵株床头只架盏])(?:[^，。；]{0,8})$|(?P<all>各)(?:自)?(?:拨付|补助|补贴|发放|安排|奖励|支持|下达|给予)$|(?P<mean>单价|[人户批次场期车村亩生班校件册]均)(?:[^，。；\d]{0,6})$"
)
PRIOR = re.compile(r"上年|去年|上一年")
YEAR = re.compile(r"(20\d\d)年")
_FUNDS = re.compile(
    r"一般公共预算|政府性基金预算|国有资本经营预算|社会保险基金预算|财政预算|预算拨款|预算内|预算单位|预算调整|追加预算"
)
_BOTH = re.compile(r"预算数?(?:和|与|及|、)(?:支出)?(?:决算|执行)|决算数?(?:和|与|及|、)(?:年初|全年)?预算")
_INITIAL = re.compile(r"年初(?:[^，。；]{0,8})(?:预算|安排)")
_FINAL = re.compile(r"全年预算|调整(?:后)?(?:的)?预算|调整预算")
_ADJUSTED_TO = re.compile(r"调整后(?:为|的|共)*$")
_DONE = ("决算", "执行", "实际", "到位", "支付")


def aspect_of(phrase: str) -> Aspect | None:
    """Which value the words before an amount mean; None for both at once (预算和决算均为)."""
    plain = _FUNDS.sub("", phrase)
    if _BOTH.search(plain):
        return None
    if _ADJUSTED_TO.search(plain):
        return Aspect.FINAL
    planned = max(plain.rfind("预算"), plain.rfind("安排"), plain.rfind("预计"), plain.rfind("计划投"))
    done = max(plain.rfind(word) for word in _DONE)
    if planned < 0 or done > planned or ("安排" in plain and "预算" not in plain and "年初" not in plain):
        return Aspect.ACTUAL
    if _INITIAL.search(plain):
        return Aspect.INITIAL
    return Aspect.FINAL if _FINAL.search(plain) else Aspect.BUDGET


def named_budget(words: str) -> Aspect:
    """The budget that a completion rate or a comparison names."""
    if "年初" in words:
        return Aspect.INITIAL
    return Aspect.FINAL if "全年" in words or "调整" in words else Aspect.BUDGET


def total_of(phrase: str) -> re.Match[str] | None:
    """Whether words make the number behind them a total of those before; `many` says of how many."""
    match = TOTAL.match(phrase) if _SUM.search(phrase) else None
    if match and match["of"] == "年" and not re.search(r"累计|共|合计|总", phrase):
        return None
    if match and not (match["above"] or match["many"]) and _MATTER.search(phrase):
        return None  # 支出合计 is a quantity of its own
    return match


def without_funds(phrase: str) -> str:
    """The phrase without the names of funds, in which 预算 is no budget figure."""
    return _FUNDS.sub("", phrase)
