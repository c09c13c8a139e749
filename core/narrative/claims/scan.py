"""Finding every amount, count and rate in Chinese financial prose, and nothing else.

Years, dates, ordinals, item and document numbers are no quantities.  Works on
folded text (fold.py); positions are of that text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from core.figures import Held, Kind, State
from core.figures.chinese import chinese_value
from core.figures.held import UNITS
from core.figures.parse import exact, in_fen
from core.narrative.claims.numerals import AMOUNT, numeral
from core.narrative.claims.unsigned import lead_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# A measure word, with what must not follow it (32支代表队 is a count, 32支出 is not).
_MEASURES = (
    "台（套）",
    "人次", "场次", "批次", "户次", "件次", "团组", "平方米", "公里", "学时", "课时", "小时", "公斤", "㎡", "m²",
    "个(?!月|百分点)", "名(?!称|义|单)", "位(?!置)",
    "人(?!民|大代表|社局|均(?!已|按|参加|通过|取得|完成|签|为|获|达|纳入|到|持|在))",
    "家(?!庭|长|具)", "次(?!日|年|月)",
    "场(?!所|地)", "批(?!准|复|评)", "户(?!外)", "件", "份(?!额)", "册", "套", "台(?!账)", "辆", "项(?!目)",
    "期(?!间|末|初|限)", "支(?!出|付|部|持)", "座", "处(?!理|置)", "所(?!有|属)", "间(?!接)", "条(?!例|件|款)",
    "篇", "张", "枚", "组(?!织|建|成)", "类(?!别)", "起(?!来|步)", "亩", "吨", "米", "箱", "瓶", "袋", "盒", "幅",
    "页", "顶", "棵", "卷(?!入)", "桶", "羽", "剂", "度(?!假)", "千瓦时",
    "床(?!位)", "株", "头(?!部)", "公顷", "立方米", "千克", "例(?!如|外|行)", "架(?!构|设|空)", "盏", "延米",
    "平方公里", "平方千米", "千米", "画幅", "工日", "台班", "车次", "村次", "宗", "笔",
    "只(?!有|是|能|要|占)", "具(?!备|体|有)",
    "单(?!位|价|独|一|笔|元|个|项|次|件)", "对(?!比|照|应|于|口|外|上|下|个)", "路(?!灯|面|段|径|程)",
    "首(?!届|次|要)", "部(?!门|分|署)", "本(?!年|级|单位|科|部门)", "艘", "栋", "幢", "块(?!钱)", "天",
    "分(?!之|别|钟|校|会|类|管)",
)  # fmt: skip
_MEASURE = "|".join(_MEASURES)
_AFTER_NUMBER = re.compile(
    rf"""(?P<more>余|多|来)?(?:
          (?P<money>(?:百万|亿|万|千)?[余多]?元)(?!月|旦|宝)
        | (?P<rate>%|个百分点)
        | (?P<scale>万|亿)(?P<more2>余|多)?(?P<scaled>{_MEASURE})
        | (?P<bare>万|亿)(?P<more3>余|多)?
        | (?P<count>{_MEASURE})
    )(?P<tail>以上|左右|以内|以下|余|多(?!元|名|个|样|\d|出|收|支|于))?""",
    re.VERBOSE,
)
_NUMBER = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\d.])[1-9]\d{0,2}(?:\.\d{3})+\.\d{2}(?=[万亿]?元)|\d+(?:\.\d+)?"
)
"""34.568.64万元 is written with a point for its comma."""
_MIXED = re.compile(
    r"(?P<high>\d{1,6})(?P<group>亿|万)(?P<low>\d{1,8}(?:\.\d{1,6})?)(?P<scale>亿|万|千)?元(?!月|旦|宝)"
)
_SPELLED = re.compile(
    r"(?<![一二三四五六七八九十百千第初半])(?P<number>[二两三四五六七八九十][一二三四五六七八九十百]{0,3})(?P<more>余|多)?"
    r"(?P<unit>人次|场次|名|人(?!民|大)|个(?!月|方面|层面|阶段|环节|维护|确立|意识|自信|聚焦|文明|务必|结合)|家|场|次(?!会议|全会)|期|台|辆)"
)
_THRESHOLD = re.compile(r"(?:（含）)?(?:以上|以下)的?(?=设备|通用设备|专用设备|大型|项目|资产)")
_QUOTED = re.compile(r"“[^”]{0,80}”|‘[^’]{0,80}’|《[^》]{0,80}》")
_NOT_A_QUANTITY_AFTER = re.compile(r"年|月|日|号|时|分|届|次会议|点|[-—~～至]\d")
_BOUNDARY = re.compile(r"[，。；：、）！？\n]|$|其中")
_NOTHING = re.compile(r"(?:预算|决算|支出|安排|收入|经费|费)(?:数|额|金额)?(?:均|都)?(?:为|是)$")
_STOP = re.compile(r"[，。；、）]")
"""预算数为0，: nothing needs no unit."""
_MOST = 20
"""More digits than any amount has."""
_TO_THE_FEN, _FEW = 2, 2
"""So many 万元 with so many decimals, and the others of their paragraph are told as exactly."""
_HALF_A_STEP = UNITS["万元"] / 200
_LONG = 7
"""Digits without a unit from this length on are telephone, account or code numbers."""


class Quantity(NamedTuple):
    """A number with its unit at [start, end); `rough` for 余, 近, 以上; `spelled` for 两个; `points` for 个百分点."""

    start: int
    end: int
    kind: Kind
    held: Held
    rough: bool = False
    spelled: bool = False
    points: bool = False


@dataclass(frozen=True, slots=True)
class Stray:
    """A number that is no quantity and yet no date, ordinal or item number either."""

    start: int
    end: int


def scan(
    text: str, start: int = 0, *, spelled: bool = False, numerals: bool = False, unsigned: bool = False
) -> list[Quantity | Stray]:
    """Every quantity of folded `text` from `start` on, in order.

    `spelled` also reads 两个, 十五场次; `numerals` also reads 三万五千元; `unsigned` percentages without their sign.
    """
    found: list[Quantity | Stray] = [*_digits(text, start)]
    if unsigned and any(isinstance(one, Stray) for one in found):
        found = [_signed(text, one) if isinstance(one, Stray) else one for one in found]
    if numerals:
        found += _amounts(text, start)
        found.sort(key=lambda one: one.start)
    if spelled:
        taken = {place for one in found for place in range(one.start, one.end)}
        found += [one for one in _words(text, start) if one.start not in taken]
        found.sort(key=lambda one: one.start)
    return _exact(found)


def _exact(found: list[Quantity | Stray]) -> list[Quantity | Stray]:
    """8万元 beside 12.53万元 and 4.35万元: told as exactly as they are, its zeros were left out."""
    fine = sum(
        isinstance(one, Quantity) and one.held.unit == "万元" and one.held.decimals >= _TO_THE_FEN for one in found
    )
    if fine < _FEW:
        return found
    return [
        one._replace(held=replace(one.held, slack=_HALF_A_STEP))
        if isinstance(one, Quantity) and one.held.unit == "万元" and one.held.decimals < _TO_THE_FEN and not one.rough
        else one
        for one in found
    ]


def _signed(text: str, stray: Stray) -> Quantity | Stray:
    """A number without a unit as the percentage that its words make it."""
    if not lead_of(text, stray.start, stray.end):
        return stray
    number, decimals = _number(text[stray.start : stray.end])
    return Quantity(stray.start, stray.end, Kind.RATE, Held.rate(number / 100, decimals))


def _digits(text: str, start: int) -> Iterator[Quantity | Stray]:
    position = start
    while match := _NUMBER.search(text, position):
        position = match.end()
        if _is_identifier(text, match.start()) or len(match[0]) > _MOST:
            continue
        mixed = _mixed(text, match)
        if mixed is not None:
            position = mixed.end
            yield mixed
            continue
        after = _AFTER_NUMBER.match(text, match.end())
        if after and _THRESHOLD.match(text, after.start("tail") if after["tail"] else after.end()):
            continue  # 单价100万元以上设备 is the name of what is counted
        quantity = _quantity(text, match, after) if after else None
        if quantity is not None:
            position = quantity.end
            yield quantity
        elif (
            match[0] == "0"
            and _NOTHING.search(text, max(match.start() - 12, 0), match.start())
            and _STOP.match(text, match.end())
        ):
            yield Quantity(match.start(), match.end(), Kind.MONEY, Held(State.VALUE, Fraction(0), "", "万元", 2))
        elif not _is_no_figure(text, match):
            yield Stray(match.start(), match.end())


def _mixed(text: str, match: re.Match[str]) -> Quantity | None:
    """3万4993.1亿元, 1亿2000万元."""
    found = _MIXED.match(text, match.start())
    if found is None:
        return None
    group, scale = found["group"], found["scale"] or ""
    low, decimals = _number(found["low"])
    steps = {"": Fraction(1), "千": Fraction(1000), "万": Fraction(10_000), "亿": Fraction(100_000_000)}
    high = Fraction(found["high"]) * steps[group] * (steps["亿"] if scale == "亿" and group == "万" else 1)
    unit = f"{scale}元" if scale in {"万", "亿"} else "元"
    held = _money((high + low * steps[scale]) / (UNITS[unit] / UNITS["元"]), decimals, unit, False)
    return Quantity(found.start(), found.end(), *held[:2]) if held else None


def _amounts(text: str, start: int) -> Iterator[Quantity]:
    for match in AMOUNT.finditer(text, start):
        value = numeral(match["number"])
        if not value or _THRESHOLD.match(text, match.end()):
            continue
        rough = bool(match["more"]) or is_about(text, match.start())
        whole = Fraction(value, 10_000)
        held = Held(State.VALUE, Fraction(value) * UNITS["元"], "", "元", 0)
        if value >= 10_000 or value % 1000 == 0:  # 三万五千元 stands beside other 万元
            decimals = next(places for places in range(2, 5) if (whole * 10**places).denominator == 1)
            held = Held(State.VALUE, Fraction(value) * UNITS["元"], "", "万元", decimals)
        yield Quantity(match.start(), match.end(), Kind.MONEY, held, rough, spelled=True)


_NOT_ABOUT = {"彩超", "赶超", "节约", "制约", "签约", "履约", "违约", "预约", "合约", "附近"}


def is_about(text: str, start: int) -> bool:
    """Whether the word before a number makes it a rough one: 约, 近, 超; 节约 does not."""
    before = text[max(start - 2, 0) : start]
    if before == "突破":
        return True
    return before[-1:] in {"近", "约", "超"} and before not in _NOT_ABOUT


def _is_identifier(text: str, place: int) -> bool:
    """第3, 〔2024, A4, 1+N: the number is part of a name."""
    before = text[place - 1 : place]
    return before in {"第", "〔", "[", "+", "."} or (before.isascii() and before.isalpha())


def _is_no_figure(text: str, match: re.Match[str]) -> bool:
    digits = match[0]
    if _NOT_A_QUANTITY_AFTER.match(text, match.end()) or len(digits) >= _LONG:
        return True
    year = len(digits) == 4 and digits[:2] in {"19", "20"}
    following = text[match.end() : match.end() + 1]
    item = following in {"、", "）", ".", "+"} or text[match.start() - 1 : match.start()] == "（"
    return year or item or (following.isalpha() and following.isascii())


def _number(digits: str) -> tuple[Fraction, int]:
    whole, point, rest = digits.replace(",", "").rpartition(".")
    return exact(f"{whole.replace('.', '')}{point}{rest}")


def _quantity(text: str, match: re.Match[str], after: re.Match[str]) -> Quantity | None:
    number, decimals = _number(match[0])
    start = match.start()
    if text[start - 1 : start] == "-" and re.match(r"[\u4e00-\u9fff：，（]|$", text[start - 2 : start - 1]):
        number, start = -number, start - 1
    rough = any(after.group("more", "more2", "more3", "tail")) or is_about(text, start)
    if decimals > 1 and text[start - 2 : start] in {"，超", "、超"}:
        rough = False  # 预算10.00万元，超2.35万元: by so much, not more than
    made = _held(number, decimals, after, text)
    if made is None:
        return None
    kind, held, more = made
    return Quantity(start, after.end(), kind, held, rough or more, points=after["rate"] == "个百分点")


def _held(number: Fraction, decimals: int, after: re.Match[str], text: str) -> tuple[Kind, Held, bool] | None:
    if money := after["money"]:
        unit = money.replace("余", "").replace("多", "")
        return _money(number, decimals, unit, unit != money)
    if after["rate"]:
        return Kind.RATE, Held.rate(number / 100, decimals), False
    if after["bare"]:
        return _bare(number, decimals, after, text)
    scale = {"万": 10_000, "亿": 100_000_000}.get(after["scale"] or "", 1)
    unit = after["scaled"] or after["count"]
    if unit == "分" and text[after.start() - 8 : after.start()].rstrip("0123456789").endswith(("时", "点")):
        return None
    kind = Kind.SCORE if unit == "分" else Kind.COUNT
    return kind, Held(State.VALUE, number * scale, "", unit, 0 if scale > 1 else decimals), False


def _money(number: Fraction, decimals: int, unit: str, rough: bool) -> tuple[Kind, Held, bool] | None:
    fen = in_fen(number, unit)
    return (Kind.MONEY, Held(State.VALUE, fen, "", unit, decimals), rough) if fen is not None else None


def _bare(number: Fraction, decimals: int, after: re.Match[str], text: str) -> tuple[Kind, Held, bool] | None:
    """442.68万 before a stop is money without its 元; 3万职工 is a count."""
    if _BOUNDARY.match(text, after.end()):
        unit = f"{after['bare']}元"
        return _money(number, decimals, unit, True)
    scale = 10_000 if after["bare"] == "万" else 100_000_000
    return Kind.COUNT, Held(State.VALUE, number * scale, "", "", 0), True


def _words(text: str, start: int) -> Iterator[Quantity]:
    quoted = {place for match in _QUOTED.finditer(text) for place in range(match.start(), match.end())}
    for match in _SPELLED.finditer(text, start):
        value = chinese_value(match["number"])
        if value is None or match.start() in quoted:
            continue
        held = Held.count(value, match["unit"])
        yield Quantity(match.start(), match.end(), Kind.COUNT, held, bool(match["more"]), spelled=True)
