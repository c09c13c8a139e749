"""Short names for what a free number counts: 困难职工救助基金, 两节送温暖筹资, 就业率."""

from __future__ import annotations

import hashlib
import re
from difflib import SequenceMatcher
from functools import lru_cache

from core.figures import Kind

_LEAD = re.compile(
    r"^(?:(?:主要)?原因(?:是|为)|(?:20\d\d|本|当|全|今|去)年(?:度|末|初)?|\d{1,2}月(?:份|\d{1,2}日)?|元月|元旦|至|截[至止]|其中|其(?!他|余|它)|并|共计|累计|共|总计|全[区县市国](?!性)"
    r"|我会|我局|我单位|本单位|单位|主要(?:为|是|用于|有|包括)?|包括|还|再|已|将|为|对|有|由|以|的|了|和|与|及|等|中"
    r"|先后|成功|积极|认真|大力|深入|广泛|分别|协同|联合|完善了|一是|二是|三是|四是|五是|用于|安排|、|-|：|”)"
)
_TAIL = re.compile(
    r"(?:共计|总计|合计|累计|共|达到|达|超过|超|近|约|各|为|是|有|了|金额|资金额|人数|总数|数量|数|的|在|于|、|：|“|分别|大约|计)$"
)
# What somebody does with the thing counted: left out of its name.
_DOING = re.compile(
    r"^(?:评比表彰|推荐表彰|表彰奖励|推荐获评|推荐选树|选树推荐|积极推进|推荐|选树|获评|荣获|获得|获|评选|评比|表彰|培养|开展|组织|举办|完成|实现|推进|实施|引导|邀请|吸引"
    r"|带领|发动|落实|达成|创建|打造|申报|承办|召开|发展|参与|选派)+(?:了|出|到)*"
)
# Verbs that say what the money is; they stay in the name.
_MONEY_VERBS = (
    "筹资",
    "投入",
    "发放",
    "募集",
    "筹集",
    "下拨",
    "拨付",
    "支付",
    "筹措",
    "争取",
    "报账",
    "报销",
    "补助",
    "慰问",
)
_VERB_ONLY = re.compile(rf"^(?:{'|'.join(_MONEY_VERBS)}|参加|帮助|覆盖|服务|惠及|受理|接待|走访|新建|建成)?$")
_AFTER = re.compile(r"[^，。；：、（）！？…\d]{0,24}")
_AFTER_LEAD = re.compile(r"^(?:以上|左右|余|多|的|用于|开展|为|对|给)+")
_LONGEST = 30
_EACH_AMOUNT = re.compile(r"(?:支出|开支|花费)$")


@lru_cache(maxsize=1 << 12)
def row_id(family: str, name: str) -> str:
    """The id of the row of that name: the same name has the same id in every import."""
    return f"p_{hashlib.sha256(f'{family}{chr(10)}{name}'.encode()).hexdigest()[:8]}"


def project_name(phrase: str) -> str:
    """The name of an item of a list of amounts: the words before its number."""
    name = _trim(_balanced(phrase))
    name = name.rpartition("主要")[2] or name
    return _EACH_AMOUNT.sub("", name) if len(name) > 4 else name


def output_name(before: str, after: str, kind: Kind) -> str:
    """The name of a free quantity from the words before and behind it; empty where neither says anything."""
    lead = _trim(_balanced(before))
    shorter = _DOING.sub("", lead)
    lead = _trim(shorter) or (lead if kind is Kind.MONEY else "")
    counted = _counted(after)
    if not _VERB_ONLY.match(lead):
        return _cut(lead + counted if kind is Kind.COUNT else lead)
    if not counted:
        return _cut(lead or _trim(before))
    return _cut(counted + lead if lead in _MONEY_VERBS else counted)


def _counted(after: str) -> str:
    """What stands behind a number as the thing it counts: 名困难职工得到帮扶."""
    match = _AFTER.match(after)
    words = _DOING.sub("", _AFTER_LEAD.sub("", match[0] if match else ""))
    return _AFTER_LEAD.sub("", words)


def behind(after: str) -> int:
    """How many characters behind a number still belong to its clause."""
    match = _AFTER.match(after)
    return match.end() if match else 0


def _cut(name: str) -> str:
    if len(name) <= _LONGEST:
        return name
    tail = name[-_LONGEST:]
    parts = re.split(r"[、的]", tail)
    kept = "".join(parts[1:]) if len(parts) > 1 and len("".join(parts[1:])) > 3 else tail
    return _balanced(kept)


def _trim(text: str) -> str:
    before = None
    while before != text:
        before = text
        text = _LEAD.sub("", text)
        text = _TAIL.sub("", text)
    return text


def _balanced(text: str) -> str:
    """Without what a quotation mark or bracket that was opened elsewhere leaves in front."""
    for opening, closing in ("“”", "‘’", "《》", "（）"):
        first = text.find(closing)
        if first >= 0 and text.rfind(opening, 0, first) < 0:
            text = text[first + 1 :].removeprefix("为主题的").removeprefix("等")
        if text.count(opening) > text.count(closing):
            text = text[text.rfind(opening) + 1 :]
    return text


def alike(one: str, other: str) -> bool:
    """Whether two names of equal amounts are likely one project: 劳模管理工作经费, 劳模管理资金."""
    if one == other or one in other or other in one:
        return True
    prefix = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if prefix >= 4:
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
    return same * 5 >= min(len(one), len(other)) * 4
