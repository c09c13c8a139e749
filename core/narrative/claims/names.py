"""The name of a quantity made comparable, and the cells that carry it (resources/rules/claims.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from core.paths import resource
from core.template.toml import TomlFile

_GONE = re.compile(
    r"截[至止][^，。；\d]{0,4}(?:年末|月末|底|目前)|20\d\d年(?:度|末|初)?|\d{1,2}月(?:\d{1,2}日)?|(?:上|去|本|当|今|全|上一)年(?:度|末|初|期)?|截[至止]|同期|上期|本期"
    r"|[\"“”‘’《》\"：、，；（）【】 ]|[⑴-⒇①-⑳]|\d+|其中|以及|其他的|同时|另外|主要|由|从|较|与.{0,4}相比|相比|相$"
)
_LEAD = re.compile(
    r"^(?:加上|减去|扣除|全(?:中心|院|校|局|县|市|区|镇|乡|街道|系统|单位|馆|所|站)|投入(?=[^，。；]{2,}(?:经费|资金|费)$)|[该此](?=项目|专项|资金|经费|单位)|比(?![例重率赛照])|(?:年初|全年|调整后?的?)?预算(?![外单内编调执管绩])|决算(?!公开|说明|报表|编)|我单位|我会|我局|我委|我校|我部门|我中心|本单位|本部门|本级|单位|部门|区级|县级|市级|完成|实现|实际|累计|共计|合计|总计|发生|安排|年中|年内|执行中|的|和|及|为|是|共|在(?![职编岗建册校籍])|则|并|且|因此|虽然|尽管|但是?|而|因(?!公)|不过|只有|仅有)+"
)
_TAIL = re.compile(
    r"(?:年初预算|全年预算|调整后?预算|预算安排|预算执行|预算|决算|实际|实现|执行|完成|安排|支付|到位|使用|并|并且|总额|总计|总数|总量|合计|共计"
    r"|累计|金额|数额|规模|情况|总体|数|额|均|都|各|为|是|有|达到?|共|计|约|近|的|了|也|仅|只|到|至|后|本级|增加|减少"
    r"|成交价格?|成交金?额?|中标价格?|中标金?额?|合同价款?|反而|却|仍|则|又|再|净|略有|有所|大幅度?|小幅|同步|相应|进一步|逐年|明显|同比|环比|分别|依次|反映)+$"
)
_OF_UNIT = re.compile(
    r"^[\u4e00-\u9fff]*?[省市县区镇乡州旗库][\u4e00-\u9fff]{0,16}?"
    r"(?:局|委|院|中心|小学|中学|学校|大学|[一二三]中|所|站|办|厅|馆|会|政府|法院|街道|办事处|队|部|处)"
    r"(?=(?:机关|本级|部门)?(?:总?收入|总支出|支出|财政拨款|一般公共|政府性基金|三公|机关运行|公用经费|日常公用|人员经费|基本支出|项目支出"
    r"|政府采购|公务接待|公务用车|因公出国|资产|培训费|会议费|在职|编制|经营|事业收入|其他收入))"
)
"""The unit before its quantity: 青溪县水利局收入总计."""
_GENERIC = frozenset(
    {"", "费用", "费用支出",
     "实际支出", "决算支出", "支出决算", "资金", "经费", "预算", "年初", "全年", "年度", "本年", "项目", "总",
     "发生",     "实际到位并支出", "年度支出", "总支出", "预算支出"}
)  # fmt: skip
_GRAND = re.compile(r"(收入|支出)总计")
_ASIDE = re.compile(r"（[^（）]{0,40}）")
_SPENDING = re.compile(r"(?!(?:支出|收入)$)(?:到位|并|支出|使用|支付|拨付|执行|资金|经费|已|当年|年度|预算|实际|安排)*")
_FUND = (("一般公共预算", "一般公共"), ("政府性基金预算", "政府性基金"), ("国有资本经营预算", "国有资本经营"))


@lru_cache(maxsize=4096)
def clean(phrase: str) -> str:
    """The quantity that a phrase names, without years, units of speech and the words of budget and outcome."""
    text = _ASIDE.sub("", re.sub(r"（(?:类|款|项|境)）", "", phrase))
    for long, short in _FUND:
        text = text.replace(long, short)
    text = _OF_UNIT.sub("", _GONE.sub("", text))
    text = _GRAND.sub(r"\1总计〇", text)  # with what was carried over: another quantity than 合计
    before = ""
    while text != before:
        before = text
        text = _TAIL.sub("", _LEAD.sub("", text))
    text = text.replace("〇", "")
    if text.endswith("支出") and re.search(r"(?:经费|费)支出$", text):
        text = text[:-2]
    return text


def generic(name: str) -> bool:
    """Whether a name says nothing by itself: what was spoken of before is meant."""
    return name in _GENERIC or _SPENDING.fullmatch(name) is not None


@lru_cache(maxsize=64)
def own_names(unit: str) -> re.Pattern[str]:
    """The unit by its full name or the end of it: 区总工会 of 鄂城区总工会."""
    ends = [unit[at:] for at in range(1, len(unit) - 2) if unit[at] in "省市县区"]
    return re.compile("|".join(map(re.escape, [unit, *ends] if unit else ["\0"])))


def alternate(name: str) -> str:
    """收入 for 收入总计 and the other way round: where the text says only one of them, it means that one."""
    return name.removesuffix("总计") if name.endswith("总计") else f"{name}总计"


def related(one: str, other: str) -> bool:
    """Whether two names may be of one quantity: the longer one says more of it."""
    return not one or not other or one in other or other in one


@dataclass(frozen=True, slots=True)
class Identity:
    """A quantity that is the sum of others, less some: 净值 = 原值 − 累计折旧.

    `rule` is the id of its check; `unless` are words that add further parts.
    """

    whole: re.Pattern[str]
    parts: tuple[re.Pattern[str], ...]
    less: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    rule: str


@dataclass(frozen=True, slots=True)
class Aliases:
    """Names of quantities: `cells` to the cell that carries them, `same` to one name, `closed` sets of parts.

    `families` are kinds that do not overlap: a list of nothing else names all there are.
    """

    cells: dict[str, str]
    same: dict[str, str]
    closed: tuple[tuple[re.Pattern[str], ...], ...]
    families: tuple[re.Pattern[str], ...]
    identities: tuple[Identity, ...]
    apart: re.Pattern[str]
    rest: re.Pattern[str]
    not_rest: re.Pattern[str]
    overlapping: re.Pattern[str]
    steady: re.Pattern[str]


@cache
def aliases() -> Aliases:
    """The shipped aliases.  Raises TemplateError for a wrong file."""
    path = resource("rules", "claims.toml")
    file = TomlFile(path.name, path.read_text(encoding="utf-8"))
    cells: dict[str, str] = {}
    for item in file.items("quantity", "key"):
        cells |= dict.fromkeys(item.texts("names"), item.text("key"))
        item.done()
    same: dict[str, str] = {}
    for item in file.items("same", "name"):
        same |= dict.fromkeys(item.texts("names"), item.text("name"))
        item.done()
    closed = []
    for item in file.items("partition", "key"):
        item.text("key")
        closed.append(tuple(re.compile(text) for text in item.texts("parts")))
        item.done()
    families = []
    for item in file.items("family", "key"):
        item.text("key")
        families.append(re.compile("|".join(item.texts("patterns"))))
        item.done()
    identities = []
    for item in file.items("identity", "key"):
        item.text("key")
        parts, less, unless = (item.texts(name) for name in ("parts", "less", "unless"))
        identities.append(
            Identity(
                re.compile("|".join(item.texts("whole"))),
                tuple(map(re.compile, parts)),
                tuple(map(re.compile, less)),
                re.compile("|".join(unless)) if unless else None,
                item.text("rule"),
            )
        )
        item.done()
    words = {}
    for item in file.items("words", "key"):
        words[item.text("key")] = re.compile("|".join(item.texts("patterns")))
        item.done()
    return Aliases(cells, same, tuple(closed), tuple(families), tuple(identities), **words)


@cache
def spelling() -> dict[str, tuple[str, str]]:
    """Words that are written wrong, with the rule (H3 a slip, H4 a term) and what is right."""
    path = resource("rules", "claims.toml")
    file = TomlFile(path.name, path.read_text(encoding="utf-8"))
    return {one.text("wrong"): (one.text("rule"), one.text("right")) for one in file.items("spelling", "wrong")}


def canonical(name: str) -> str:
    """One name for the names of one quantity."""
    return aliases().same.get(name, name)
