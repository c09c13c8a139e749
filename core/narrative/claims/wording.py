"""Words that the figures or the rest of the document contradict: C15, C16, C17, E5, E6, E12, E13, H7."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from core.catalog import economic
from core.catalog.names import key as name_key
from core.narrative.claims.names import spelling
from core.narrative.claims.say import ERROR, HINT, WARNING, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.book import Book
    from core.narrative.claims.model import Paragraph
    from core.rules import Finding

_REASON = re.compile(r"原因(?:是|为)?：?(?P<why>[^。；，“”]{2,40}[^。；]{0,80})")
_CIRCLE = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{2})(?:变动|变化|增减)其?(?:主要)?原因(?:是|为)(?P=what)(?:变动|变化|增减|调整)"
)
_INCLUDED = re.compile(r"(?P<head>人员经费|公用经费)[^。；]{0,20}?主要(?:包括|用于)：?(?P<list>[^。；：]{4,900})")
_CHAIN = re.compile(
    r"(?P<top>[\u4e00-\u9fff]{2,16})（类）(?P<middle>[\u4e00-\u9fff、（）]{2,20}?)（款）(?P<item>[\u4e00-\u9fff（）]{2,30}?)（项）"
)
_RELATIVE = re.compile(r"今年(?=\d{1,2}月)|截[至止](?:目前)?(?=\d{1,2}月)(?!\d{1,2}月\d{1,2}日，?20)")
_STALE = re.compile(r"统筹推进疫情防控|疫情防控和经济社会发展|“六稳”|“六保”|复工复产")
_LEVEL = re.compile(r"指省级财政|纳入省级财政预决算|是指省直部门|省直部门用财政拨款")
_CAPITAL = re.compile(
    r"商品和?服务支出[^。；]{0,30}?(?:包括|用于)[^。；]*?(?P<item>办公设备购置|专用设备购置|公务用车购置|房屋建筑物购建|信息网络及软件购置更新)"
)
_MARK = re.compile(r"[“”]")
_POINTS = "·，。；：、"
_PROBLEMS = re.compile(r"(?:存在|主要|突出)的?(?:主要|突出)?(?:问题|不足)(?:及原因(?:分析)?|是|有|：|和原因)")
_FULL_MARKS = re.compile(r"(?:自评|评价|综合|最终)(?:综合|总)?(?:得分|评分|总分|分数|分)(?:为|是|：)?100(?:\.0+)?分")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴"
    "贾韦夏邱侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万覃武钱严赖洪莫孔"
)
_IN_NEED = re.compile(
    rf"(?P<who>困难职工|困难群众|困难党员|患病职工|大病职工|特困职工|低保户|受助学生|困难学生|劳动模范|劳模)(?:家庭)?(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})"
    r"(?=(?:同志|等\d|、[\u4e00-\u9fff]{2,3}等|发放|送上|慰问金|救助金)[^。]{0,12}\d)"
)
_DOUBLED = re.compile(r"[；，、：。][；，、：]|、。")
_HALF = re.compile(r"(?<=[\u4e00-\u9fff])[,;:](?=[\u4e00-\u9fff])")
_SHORTEST = 5
"""A name of fewer letters is too short to tell a slip from another word."""
_DROPPABLE = "省市县区总"
_UNPRUNED = 20
_MANY = 3


def check_wording(book: Book) -> Iterator[Finding]:
    """Every fault of wording that only the whole document shows."""
    yield from _repeated_reasons(book)
    yield from _chains(book)
    yield from _half_width(book)
    yield from _perfect(book)


def check_words(paragraph: Paragraph, book: Book) -> Iterator[Finding]:
    """Every fault of wording of one paragraph, which may need the figures and the year."""
    yield from _circular(paragraph)
    yield from _included(paragraph, book)
    yield from _dates(paragraph, book)
    yield from _unit(paragraph, book)
    yield from _level(paragraph, book)
    yield from _capital(paragraph)
    yield from _named(paragraph)
    yield from _writing(paragraph)


def _repeated_reasons(book: Book) -> Iterator[Finding]:
    """C15: the same general reason three times or more; one that names a year or a number is no set phrase."""
    first: dict[str, tuple[Paragraph, tuple[int, int]]] = {}
    times: Counter[str] = Counter()
    for paragraph in book.paragraphs:
        for match in _REASON.finditer(paragraph.text.text) if "原因" in paragraph.text.text else ():
            why = match["why"]
            if not re.search(r"\d", why):
                times[why] += 1
                first.setdefault(why, (paragraph, match.span("why")))
    for why, count in times.items():
        if count >= _MANY:
            paragraph, span = first[why]
            shown = why if len(why) <= 24 else why[:23] + "…"
            yield finding(
                "C15",
                WARNING,
                paragraph,
                span,
                f"原因「{shown}」用了 {count} 次，没有说明各项的实际情况",
                "逐项写明具体原因",
            )


def _circular(paragraph: Paragraph) -> Iterator[Finding]:
    for match in _CIRCLE.finditer(paragraph.text.text):
        yield finding(
            "C15", WARNING, paragraph, match.span(), "原因只是重复了变动本身", "写明具体原因，例如几人调入、几人退休"
        )


# -- lists of economic items ------------------------------------------------------------------------


def _included(paragraph: Paragraph, book: Book) -> Iterator[Finding]:
    """C16: 主要包括 lists the items that have an amount, and no others."""
    text = paragraph.text.text
    for match in _INCLUDED.finditer(text):
        names = [name for name in match["list"].split("、") if name]
        codes = _codes(names, book.year)
        wrong = _without_amount(codes, book)
        if wrong:
            name = wrong[0]
            start = text.find(name, match.start("list"))
            yield finding(
                "C16", WARNING, paragraph, (start, start + len(name)),
                f"{match['head']}的「主要包括」列了没有金额的科目：{'、'.join(wrong[:6])}", "只列有金额的科目",
            )  # fmt: skip
        elif len(codes) >= _UNPRUNED and not _has_cells(book):
            yield finding(
                "C16", WARNING, paragraph, (match.start("list"), match.start("list") + len(names[0])),
                f"{match['head']}的「主要包括」列了 {len(codes)} 个科目，像是没有删减的样表", "只列有金额的科目",
            )  # fmt: skip


def _codes(names: list[str], year: int) -> dict[str, str]:
    """The economic codes of listed names."""
    catalog = economic(year or 2023)
    known = {
        name_key(catalog.name(code)): code
        for top in ("301", "302", "303", "307", "310")
        for code in catalog.children(top)
    }
    found = {}
    for name in names:
        code = known.get(name_key(name))
        if code is not None:
            found[name] = code
    return found


def _has_cells(book: Book) -> bool:
    """Whether the file has the details of 基本支出."""
    return any(_value(f"T06.{code}", book) is not None for code in ("30101", "30102", "30201", "30107"))


def _value(key: str, book: Book) -> bool | None:
    held = book.ground.cell(key, "actual")
    return None if held is None or held.number is None else held.number != 0


_TRIPS = {
    "30212": "T09.abroad",
    "30217": "T09.reception",
    "30231": "T09.vehicle_running",
    "31013": "T09.vehicle_purchase",
}


def _without_amount(codes: dict[str, str], book: Book) -> list[str]:
    details = _has_cells(book)
    if details:
        return [name for name, code in codes.items() if _value(f"T06.{code}", book) is False]
    return [name for name, code in codes.items() if code in _TRIPS and _value(_TRIPS[code], book) is False]


# -- names -------------------------------------------------------------------------------------------


def _chains(book: Book) -> Iterator[Finding]:
    """C17: an item under two different 款 in one document."""
    seen: dict[tuple[str, str], str] = {}
    for paragraph in book.paragraphs:
        for match in _CHAIN.finditer(paragraph.text.text) if "（款）" in paragraph.text.text else ():
            item = (name_key(match["top"]), name_key(match["item"]))
            middle = name_key(match["middle"])
            other = seen.setdefault(item, middle)
            if other != middle and (item[0], middle) not in {(top, m) for (top, _), m in seen.items()}:
                yield finding(
                    "C17", ERROR, paragraph, match.span(),
                    f"「{match['item']}」在前文属于「{other}」，这里写「{match['middle']}」",
                    "按功能分类科目的名称改正",
                )  # fmt: skip


@lru_cache(maxsize=16)
def _shortened(unit: str) -> re.Pattern[str] | None:
    """The unit's name with one of its small words missing."""
    shorts = [
        unit[:at] + unit[at + 1 :]
        for at, char in enumerate(unit)
        if at >= 2 and char in _DROPPABLE and len(unit) > _SHORTEST
    ]
    return re.compile("|".join(map(re.escape, shorts))) if shorts else None


def _unit(paragraph: Paragraph, book: Book) -> Iterator[Finding]:
    """E12: the unit's name with a letter missing."""
    unit = book.ground.unit
    pattern = _shortened(unit)
    match = pattern.search(paragraph.text.text) if pattern else None
    if match is not None:
        yield finding(
            "E12", WARNING, paragraph, match.span(), f"单位名称写成了「{match[0]}」，全称是「{unit}」", "改为全称"
        )


def _level(paragraph: Paragraph, book: Book) -> Iterator[Finding]:
    """E13: words of the province in the report of a district."""
    unit = book.ground.unit
    if not re.search(r"[区县]", unit) or unit.startswith("省") or "省" in unit[:6]:
        return
    for match in _LEVEL.finditer(paragraph.text.text):
        yield finding(
            "E13", WARNING, paragraph, match.span(), f"「{match[0]}」与本单位的层级不符", "改为本级，如区级、县级"
        )


def _dates(paragraph: Paragraph, book: Book) -> Iterator[Finding]:
    text = paragraph.text.text
    for match in _RELATIVE.finditer(text):
        yield finding(
            "E5",
            HINT,
            paragraph,
            match.span(),
            f"「{match[0]}」没有写年份，隔年再看会不清楚",
            f"写明 {book.year or '哪一'} 年",
        )
    if book.year >= 2023:
        stale = _STALE.search(text)
        if stale is not None:
            yield finding(
                "E6", HINT, paragraph, stale.span(), f"「{stale[0]}」是往年的提法", "核实是否沿用了往年的文字"
            )


def _unpaired(text: str) -> int:
    """Where a quotation mark opens inside another, closes what is not open, or stays open; -1 where all is well."""
    opened = -1
    for match in _MARK.finditer(text):
        if match[0] == "“":
            if opened >= 0 or text[match.end() : match.end() + 1] in set(_POINTS):
                return match.start()
            opened = match.start()
        elif opened < 0:
            return match.start()
        else:
            opened = -1
    return opened


def _half_width(book: Book) -> Iterator[Finding]:
    """H2, once a document: half-width marks between Chinese words."""
    found = [(paragraph, match) for paragraph in book.paragraphs for match in _HALF.finditer(paragraph.text.source)]
    if not found:
        return
    paragraph, match = found[0]
    at = bisect_left(paragraph.text.places, match.start())
    count = f"，共 {len(found)} 处" if len(found) > 1 else ""
    yield finding("H2", HINT, paragraph, (at, at + 1), f"中文里用了半角标点{count}", "改为全角标点")


def _perfect(book: Book) -> Iterator[Finding]:
    """G14: full marks in a report that lists problems."""
    problems = any(_PROBLEMS.search(paragraph.text.text) for paragraph in book.paragraphs)
    for paragraph in book.paragraphs if problems else ():
        match = _FULL_MARKS.search(paragraph.text.text)
        if match is not None:
            yield finding(
                "G14", HINT, paragraph, match.span(), "自评得了满分，报告里又列了存在的问题", "核对得分，或按问题扣分"
            )
            return


def _named(paragraph: Paragraph) -> Iterator[Finding]:
    """F4: people in need by name; model workers are public and only a hint."""
    for match in _IN_NEED.finditer(paragraph.text.text):
        public = match["who"] in {"劳模", "劳动模范"}
        yield finding(
            "F4", HINT if public else WARNING, paragraph, match.span("name"),
            f"写了{match['who']}的姓名「{match['name']}」", "公开前隐去姓名，如写「张某某」",
        )  # fmt: skip
        return


def _capital(paragraph: Paragraph) -> Iterator[Finding]:
    match = _CAPITAL.search(paragraph.text.text)
    if match is not None:
        yield finding(
            "H7",
            HINT,
            paragraph,
            match.span("item"),
            f"「{match['item']}」属于资本性支出，不在商品和服务支出之内",
            "核对列支科目",
        )


def _writing(paragraph: Paragraph) -> Iterator[Finding]:
    """H1-H4: quotation marks, punctuation, words that are written wrong; once a paragraph each."""
    text = paragraph.text.text
    at = _unpaired(text)
    if at >= 0:
        yield finding("H1", HINT, paragraph, (at, min(at + 2, len(text))), "引号没有成对", "改正标点")
    match = _DOUBLED.search(text)
    if match is not None:
        yield finding("H2", HINT, paragraph, match.span(), "标点重复或混用", "改正标点")
    seen: set[str] = set()
    for match in _misspelt().finditer(text):
        wrong = match[0]
        rule, right = spelling()[wrong]
        if wrong not in seen:
            seen.add(wrong)
            yield finding(rule, HINT, paragraph, match.span(), f"「{wrong}」应为「{right}」", f"改为{right}")


@cache
def _misspelt() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, spelling())))
