"""Lines that the width of a page cut inside a sentence, as text copied out of a PDF has them: which go on in the next.

A line is cut where it cannot end (，, a number without its unit, 占), where the next cannot begin (万元, ）), or where
it is as full as others that are cut.  Headings, items, captions and rows of tables are no sentences and end as they do.
Widths count half a Chinese character as 1.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 20_000
"""No paragraph of a report has more characters; what has, is no prose."""
_EDGE = " \t\r\n\u3000\xa0\ufeff\u200b"
# Never first on a printed line; with the character before them they move to the next line.
_NO_START = "，。；：、！？）》〉”’】〕％%,.;:!?)"


def width(text: str) -> int:
    """The printed width, a Chinese character counting 2."""
    return sum(map(_width, text))


@lru_cache(maxsize=1 << 14)
def _width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def first_token(text: str) -> str:
    """What could not have been broken off a line's start: a word or number, or a character, with its punctuation."""
    match = re.match(r"[0-9A-Za-z.,%％/\-+&~:]+|.", text, re.DOTALL)
    end = match.end() if match else 0
    while end < len(text) and text[end] in _NO_START:
        end += 1
    return text[:end]


class _Line(NamedTuple):
    at: int
    text: str
    """Without the blanks around it."""
    indent: int
    cell: bool
    """It begins with a TAB, as a cell of a flattened table does."""


def runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """[first, last) of the lines of each paragraph, in order; blank ones are in none, but where a page ended inside it.

    Linear in the length of the text; the lines of one paragraph are never longer than `LONGEST` together.
    """
    shown = [
        _Line(at, text, _indent(line), line[0] == "\t") for at, line in enumerate(lines) if (text := line.strip(_EDGE))
    ]
    cut = _cuts(shown)
    first, length = 0, 0
    for at, line in enumerate(shown):
        length += len(lines[line.at]) + 1
        goes_on = at in cut and length + len(lines[shown[at + 1].at]) <= LONGEST
        if not goes_on:
            yield shown[first].at, line.at + 1
            first, length = at + 1, 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(_EDGE))


# -- where a line is cut -------------------------------------------------------------------------

_ENDED = re.compile(r"[。；：！？;:!?…]”?$|[。；！？]）$")
_ORDINAL = (
    r"第[一二三四五六七八九十百\d]{1,4}[部章节条]分?[、：\s]?|[（(][一二三四五六七八九十\d]{1,3}[）)][、.．]?|[一二三四五六七八九十]{1,3}[、.．]"
    r"|\d{1,2}(?:[）)、]|[.．](?!\d(?!\d{3}年)))|[①-⑳㈠-㈩⒈-⒛⑴-⒇]"
)
_ITEM = re.compile(
    rf"(?:{_ORDINAL})|[一二三四五六七八九十]是|附[件表录注]|[（(]?[图表]\s*[\d一二三四五六七八九十]|[•·●■◆○]|[-－]\s*\D|其中[：:]?$|注[：:]"
)
_MARKED = re.compile(r"[—“《（(]")
"""What may begin a line of its own as well as one that goes on."""
_ALONE = re.compile(rf"(?:{_ORDINAL})$")
"""A number that stands on a line without its heading."""
_HEADING = re.compile(rf"(?:{_ORDINAL})[^，,。；：:\d]*$")
_TITLE = re.compile(r"[^，,。；：]*(?:表|图|情况|说明|报告|公开|目录|决算|预算)")
_ROW = re.compile(r"\t|\S[ \u3000]{2,}\S|[\d.%] +[-\d]|[|│┃]")
"""Cells side by side."""

_LIST = tuple("，、,﹐")
_UNIT = re.compile(
    r"[\d,.]*\d?(?:[万亿]?元(?!旦)|[万亿]|[%％‰]|个(?!人|体|别)(?:百分点)?|人(?!员|均|大|民|力|才|社|工|口|事)|年(?!末|初|终|均|底)|月(?!均|末|初)"
    r"|日(?!常)|[名位辆批家户次项台件套期场所张亩]|人次|批次|平方米|公里|倍|分(?!别|配|析))"
)
_CLOSES = tuple("，。、；）)%％》”〉】〕")
_WORD = re.compile(
    r"[为达至到约占](?=\d)|的|了(?!解)|等(?!级)|及(?!时)|和(?!谐)|与(?!上年|去年|年初|预算|20|此)|向|并|而|元(?!旦)|亿|年(?!末|初|终|均|底)|月(?!均|末|初)|日(?!常)"
    r"|个(?!人|体|别)|人(?!员|均|大|民|力|才|社|工|口|事)"
)
"""What begins no sentence, or seldom."""
_HANGS = re.compile(r"[的是较比占由于因对按其该将被把从至且或但与及和系]")
"""What ends no sentence."""
_DUE = re.compile(r"(?:增长|下降|增加|减少|上升|降低|提高|完成|共计|合计|总计|为|达)[了约到]?$")
_COUNT = re.compile(r"\d[\d,.]*\s*(?:[万亿]|个|人|[名辆批家户次项台件])")
"""What is due behind those words."""
_AMOUNT = re.compile(r"\d[\d,.]*\s*(?:[万亿]?元|[%％])")
"""No paragraph begins with an amount."""
_CUT_NUMBER = re.compile(r"[\u4e00-\u9fff]{3}(?<!附件)(?<!附表)(?<![第表图])\d{1,3}(?:,\d{0,3})*$")
_WITH_UNIT = re.compile(r"\d{1,3}(?:\.\d+)?(?:[万亿]?元(?!旦)|[%％]|[人名辆批家户](?:[，。；、次]|$))")
"""在职职工1 and 26人，: a number cut in two."""
_OPENS = tuple("（(《“〈")
_PAIRS = re.compile(
    r"支出|收入|预算|决算|增[加长]|减少|下降|上升|提高|降低|拨款|经费|资金|[万亿]元|年度|占比|比上|主要|原因|其中|项目|基本|财政|单位|[合共总]计|完成|同比|执行|编制"
)
"""Words of every report; one that is cut in two shows it."""
_LONG = 14
"""A line that a page's width cut has more characters than most headings."""
_LEAST = 6
_BRACKETED = 40


def _cuts(shown: Sequence[_Line]) -> set[int]:
    """Numbers of the lines that go on in the next."""
    pairs = list(itertools.pairwise(shown))
    parted = [_parted(one, after) for one, after in pairs]
    cut = {at for at, pair in enumerate(pairs) if not parted[at] and _sure(*pair)}
    return cut | _full(shown, parted, cut)


def _parted(line: _Line, after: _Line) -> bool:
    """Whether a line is plainly over, or the next plainly a beginning."""
    if after.cell or _ITEM.match(after.text) or _ENDED.search(line.text[-2:]):
        return True
    if len(line.text) > LONGEST or len(after.text) > LONGEST:
        return True
    return _row(line.text) or _row(after.text)


def _row(text: str) -> bool:
    return len(text) < _MOST_OF_ROW and _ROW.search(text) is not None


_MOST_OF_ROW = 400


def _sure(line: _Line, after: _Line) -> bool:
    """Whether the words themselves show that the sentence goes on."""
    one, following = line.text, after.text
    if _ALONE.match(one):
        return len(one) <= _LEAST and not one[-1].isdigit()
    if one.endswith(_OPENS):
        return True
    if one.endswith(_LIST):
        return following[0] not in "（(—"
    if _MARKED.match(following):
        return False
    if after.indent > line.indent + 1:  # the first line of a paragraph
        return False
    if one[-1].isdigit() or one.endswith("."):
        return _number_goes_on(one, following)
    if len(one) < _LONG:
        return False
    return _word_goes_on(one, following)


def _number_goes_on(one: str, following: str) -> bool:
    """Whether a number has its unit, or its decimals, on the next line."""
    if one.endswith("."):
        return one[-2:-1].isdigit() and re.match(r"\d+(?:[万亿]?元|[%％])", following) is not None
    if following[0] == ".":
        return following[1:2].isdigit()
    if following[0].isdigit():
        return _CUT_NUMBER.search(one) is not None and _WITH_UNIT.match(following) is not None
    return following.startswith(_CLOSES) or _UNIT.match(following) is not None


def _word_goes_on(one: str, following: str) -> bool:
    if following.startswith(_CLOSES):
        return _opened(one, following)
    if one[-1] in "万亿" and following[0] == "元":
        return one[-2:-1].isdigit()
    if not _is_prose(one):
        return False
    if _AMOUNT.match(following) or (_DUE.search(one[-3:]) and _COUNT.match(following)):
        return True
    if len(following) < _LEAST:
        return False
    if _HANGS.match(one[-1]) or _PAIRS.match(one[-1] + following[0]) or _closes(one, following):
        return True
    return "\u4e00" <= one[-1] <= "\u9fff" and _WORD.match(following) is not None


def _closes(one: str, following: str) -> bool:
    """Whether a bracket is closed on the next line."""
    closing = re.search(r"[（）()]", following[:_BRACKETED])
    return closing is not None and closing[0] in "）)" and _opened(one, closing[0])


def _opened(one: str, following: str) -> bool:
    """A closing bracket closes what the line before opened; other marks begin no line."""
    if following[0] not in "）)":
        return True
    return max(one.rfind("（"), one.rfind("(")) > max(one.rfind("）"), one.rfind(")"))


def _is_prose(text: str) -> bool:
    """Whether a line has a clause, or says a number; a heading does not."""
    return re.search(r"[，,。；：]|\d[万亿]?元|\d[%％]", text) is not None


# -- full lines ----------------------------------------------------------------------------------

_NARROW = 36
"""No page is as narrow."""
_WIDE = 120
_SLACK = 3
_FIRST = 4
"""By so much the first line of a paragraph is indented."""


def _full(shown: Sequence[_Line], parted: Sequence[bool], cut: set[int]) -> set[int]:
    """Lines that reach the margin which at least two of a paragraph have, or a sure one of a text that has it."""
    blocks = list(_blocks(shown, parted))
    margins: set[int] = set()
    found: set[int] = set()
    for first, last in blocks:
        full = max(width(shown[at].text) for at in range(first, last))
        unfit = [at for at in range(first, last) if not _reaches(shown, at, full, first)]
        reach = set(range(unfit[-1] + 1 if unfit else first, last))
        if (len(reach) > 1 or reach & cut) and any(_is_prose(shown[at].text) for at in reach):
            margins.add(full)
            found |= reach
    for first, last in blocks:
        for at in range(first, last):
            own = width(shown[at].text)
            near = (full for full in range(own, own + _WIDEST_TOKEN) if full in margins)
            if any(_reaches(shown, at, full, first) for full in near):
                found.add(at)
    return found


_WIDEST_TOKEN = 24


def _blocks(shown: Sequence[_Line], parted: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and last line of stretches that may be one paragraph: they end as a sentence does."""
    first = 0
    for at in range(len(shown)):
        if at < len(parted) and not parted[at] and _may(shown[at], shown[at + 1], begins=at == first):
            continue
        if at > first and _ENDED.search(shown[at].text[-2:]) and width(shown[at].text[: _WIDE + 1]) <= _WIDE:
            yield first, at
        first = at + 1


def _may(line: _Line, after: _Line, *, begins: bool) -> bool:
    if after.at != line.at + 1 or after.indent > line.indent + 1:
        return False
    if not _NARROW <= width(line.text[: _WIDE + 1]) <= _WIDE:
        return False
    return not (begins and (_HEADING.match(line.text) or _TITLE.fullmatch(line.text)))


def _reaches(shown: Sequence[_Line], at: int, full: int, first: int) -> bool:
    """Whether the next line's first word had no room left in a line; `first` may be an indented one."""
    room = full - width(shown[at].text) - width(first_token(shown[at + 1].text))
    return room < _SLACK + (_FIRST if at == first else 0)
