"""Which way an amount goes by the words at it: up or down, in or out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.narrative.claims.weighed.operands import Row
    from core.narrative.claims.weighed.ways import Way

_DOWN = re.compile(r"减|降|少|缩|压|省|节|跌|落|下调|收回")
_UP = re.compile(r"增|升|涨|多|追加|提高|上调|扩")
_OUT = re.compile(
    r"支出|支付|使用|拨付|缴回|收回|上缴|报废|处置|核销|调出|退休|分配|提取|减|领用|消耗|发放|调拨|下拨|偿还|归还|"
    r"出院|离职|流出|去世|辞职|转出|用于|用去|(?<!未)结案|办结|支用|兑付|转[增入]固定|出库"
)
_IN = re.compile(
    r"年初|期初|上年|上期|去年|原有|旧存|收入|到位|下达|拨款|拨入|购入|购置|采购|新增|招录|招考|录用|调入|转入|归集|"
    r"取得|利息|筹集|入库|入院|新收|弥补|安排|注册|追加|补充|回笼|预算|入学|在册|接收|安置|增加|留有|额度|补助|到账|"
    r"存|结余|结转"
)


def signs_of(row: Row, way: Way) -> list[int]:
    """The sign that each term of a difference, a net change or a balance has, so that what they make is positive."""
    values = [row.values[place] for place in way.terms]
    match way.kind:
        case "net":
            signs = [-1 if turn(row, place) < 0 else 1 for place in way.terms]
        case "flow":
            signs = [sign_at(row, place) for place in way.terms]
        case "close":
            signs = [1, 1, -1]
        case _:
            signs = [1, -1]
    positive = sum(sign * value for sign, value in zip(signs, values, strict=True)) > 0
    return signs if positive else [-sign for sign in signs]


def turn(row: Row, place: int) -> int:
    """-1 where the words at an amount say that something fell by it, 1 where it rose."""
    return row.once("turn", place, _tell_turn)


def _tell_turn(row: Row, place: int) -> int:
    return _last(re.split(r"[，：]", row.near(place))[-1][-12:], _UP, _DOWN)


def sign_at(row: Row, place: int) -> int:
    """1 where an amount came or was there, -1 where it went."""
    return row.once("sign", place, _tell_sign)


def _tell_sign(row: Row, place: int) -> int:
    own = re.split(r"[。；]", row.told.lead(row.numbers[place]))[-1]
    return _last(own[-14:], _IN, _OUT)


def _last(words: str, more: re.Pattern[str], less: re.Pattern[str]) -> int:
    """1 or -1 for the kind of word that stands last, 0 where there is none."""
    ups, downs = (max((found.end() for found in kind.finditer(words)), default=0) for kind in (more, less))
    return 0 if ups == downs else 1 if ups > downs else -1


__all__ = ["sign_at", "signs_of", "turn"]
