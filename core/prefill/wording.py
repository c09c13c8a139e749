"""The small words around figures: what leads to a name, what stands between it and its number, what a rate says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.figures import Kind

if TYPE_CHECKING:
    from core.prefill.model import RelationKind


def _filler(words: str) -> re.Pattern[str]:
    """Any run of these words, the longest first; possessive, so that no text makes it try every division."""
    known = sorted(words.split(), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(known)})*+")


# Between a figure's name and its number.
_BETWEEN = _filler(
    r"20\d\d年度?末? 一般公共预算 财政拨款 支出 决算 预算 年初 全年 调整后? 实际 安排 执行 拨款 总额 总数 数额 总计"
    r" 合计 共计 金额 经费 费用 资金 人数 人员 数量 数 额 分别 累计 发生 完成 均 都 为 是 有 共 计 约 近 超 达到? 和"
    r" 与 及 、 ： ” “ 了 仅 只 的 总 则 本年度? 当年 本单位 我单位 我会 单位 部门"
)
# Before a figure's name: who and when, and what introduces a list.
_BEFORE = _filler(
    r"(?:20\d\d|[本当全今去上])年(?:年末|度|末|初)? 年末 年初 截[至止] 底 \d{1,2}月\d{1,2}日 其中 其 主要 包括 为 是"
    r" 共有 共 有 我会 我局 我委 我校 我单位 本单位 本部门 部门 单位 本级 实际 安排 总的 全部 全区 全县 全市 实有 现有"
    r" 拥有 各类 核定 经?编办 根据 按照 财政拨款 的 和 与 及 完成 执行 发生 开支 支出 决算 预算 一般公共预算 调整后? “"
    r" ” 涉及 接待 安排 ： 、 ， 在 里 内 (?:基本|项目|总|整体)支出中 （\d{1,2}） [⑴-⒇①-⑳]"
)
_BODY = re.compile(
    r"[\u4e00-\u9fff]{1,16}(?:会|局|委|办|院|校|厅|部|中心|所|站|镇|乡|街道|政府|学|团|队|馆)(?:本级|机关)?"
)
_FUNDS = re.compile(r"一般公共预算|政府性基金预算|国有资本经营预算|社会保险基金预算|财政预算|预算拨款|预算内|预算单位")
_BOTH = re.compile(r"预算数?(?:和|与|及|、)(?:支出)?(?:决算|执行)|决算数?(?:和|与|及|、)(?:年初|全年)?预算")
_UP = r"增加|增长|上升|提高|提升|上涨|增幅|涨幅|增速|增收|多支出|超支|超出|多|增|升"
_DOWN = r"减少|下降|降低|压减|缩减|节约|节省|减幅|降幅|减收|少支出|少|减|降"
_CHANGE = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:支出|幅度|比例|比率|率|额|数)?(?:了|达到?|为|约|近|-|：)*$"
)
_NEW = re.compile(r"新增|净增|追加|增设|增配|不少|至少|多少|扩增|招增|最多$|至多$")
_SHARE = re.compile(r"(?:占|占比|比重|占全部)[^，。；]{0,30}?(?:的|比例?|比重|比率)?(?:为|达到?|约|近|：|的)*$")
_COMPLETION = re.compile(
    r"(?:(?:完成|占|达到?|为|执行)[^，。；]{0,12}(?:预算|计划|目标|任务)(?:数|的)*|(?:执行|完成|控制|到位|支付|使用)率[^，。；]{0,4})(?:为|达到?|约|近|：|的|了)*$"
)
_AGAINST = re.compile(
    r"(?:[较比与同]|相比|对比)(?:(?P<prior>上年|去年|上一年|同期|20\d\d年)|(?P<initial>年初预算|年初)|(?P<budget>全年预算|调整预算|预算))"
)


def is_between(text: str) -> bool:
    """Whether nothing but filler stands between a name and its number."""
    return _BETWEEN.fullmatch(text) is not None


def is_before(text: str, unit: str = "") -> bool:
    """Whether what stands before a name only says who, when and how much of it is meant."""
    rest = text.replace(unit, "") if unit else text
    if _BEFORE.fullmatch(rest):
        return True
    match = _BODY.match(rest) or _BODY.match(rest[_longest(rest) :])
    body = match.end() + (0 if _BODY.match(rest) else _longest(rest)) if match else 0
    return match is not None and _BEFORE.fullmatch(rest[body:]) is not None


def _longest(text: str) -> int:
    match = _BEFORE.match(text)
    return match.end() if match else 0


def aspects(phrase: str) -> tuple[str, ...]:
    """The aspects that the words around a name state: both for 预算和支出决算数均为."""
    plain = _FUNDS.sub("", phrase)
    if _BOTH.search(plain):
        return (_budget(plain), "actual")
    if "预算" not in plain or plain.rfind("决算") > plain.rfind("预算") or plain.rfind("执行") > plain.rfind("预算"):
        return ("actual",)
    return (_budget(plain),)


def _budget(phrase: str) -> str:
    return (
        "initial_budget"
        if re.search(r"年初(?:部门)?(?:安排)?(?:预算|.{0,4}预算)|年初.{0,8}安排", phrase)
        else "final_budget"
    )


@dataclass(frozen=True, slots=True)
class Says:
    """What a number is when it is no figure: a change, a share or a completion rate; `falls` for a decrease."""

    relation: RelationKind
    falls: bool = False


def relation_of(phrase: str, kind: Kind, *, points: bool = False) -> Says | None:
    """Whether the phrase before a number makes it a relation between figures."""
    change = _CHANGE.search(phrase)
    if change is not None and not _NEW.search(phrase[max(change.start() - 1, 0) :]) and not _is_noun(phrase, change):
        return Says("change", change["down"] is not None)
    if points:
        return Says("change")
    if kind is not Kind.RATE:
        return None
    if _COMPLETION.search(phrase) and ("预算" in phrase or "率" in phrase or "计划" in phrase or "目标" in phrase):
        return Says("completion")
    return Says("share") if _SHARE.search(phrase) else None


def _is_noun(phrase: str, change: re.Match[str]) -> bool:
    """多, 少, 增 … alone are too common: they count only where a comparison is opened."""
    word = change["up"] or change["down"] or ""
    return len(word) == 1 and _AGAINST.search(phrase) is None


def stated_year(phrase: str, default: int) -> int:
    """The year that the words before a number give, those of a comparison left aside."""
    plain = re.sub(r"[较比与同](?:20\d\d年度?|上年|去年)[^，。；]*", "", phrase)
    found = re.findall(r"(20\d\d)年", plain)
    if found:
        return int(found[-1])
    return default - 1 if re.search(r"(?:上年|去年)(?!度?(?:结转|结余))", plain) else default
