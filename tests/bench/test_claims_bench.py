"""Numbers in prose: a whole report, a paragraph, an edit, growth with length; beside one search for digits."""

from __future__ import annotations

import random
import re
from functools import partial

import pytest

from core.narrative.claims import Book, Ground, Prose, check_section, check_whole, read_text

pytestmark = pytest.mark.bench

GROUND = Ground("临泽县总工会", 2023)
PARAGRAPH = (
    "2023年度本年支出合计1936.40万元，比上年增加190.80万元，增长10.93%，主要原因是正常晋级和政策性调资。其中：基本支出"
    "1489.65万元，占76.93%；项目支出446.75万元，占23.07%。基本支出年初预算1500.00万元，支出决算1489.65万元，完成年初预算的"
    "99.31%，决算数小于预算数的主要原因是厉行节约，严格控制一般性支出。“三公”经费支出6.40万元，其中因公出国（境）费0万元，"
    "公务用车运行维护费4.00万元，公务接待费2.40万元，较上年减少0.60万元，下降20%，全年接待35批次、280人次。"
)
PLAIN = "坚持以职工为中心的工作导向，广泛开展劳动和技能竞赛，推动工会改革创新，切实维护职工合法权益，不断提升服务水平。"
PAGE = 700
"""Characters on a page of a report."""


def report(pages: int) -> str:
    """Prose of so many pages, one paragraph in three without a number."""
    lines, size = [], 0
    while size < pages * PAGE:
        lines += [PARAGRAPH, PLAIN * 3, f"（{len(lines)}）完成情况良好，覆盖率达到98%。"]
        size = sum(map(len, lines))
    return "\n".join(lines)


def crammed(size: int) -> str:
    """Lines of 5 to 78 numbers, no two alike, as a table makes that lost its cells; so many bytes."""
    lines, number = [], 0
    while size > 0:
        many = (5, 10, 20, 39, 60, 78)[len(lines) % 6]
        number += many
        lines.append("".join(f"办公楼维修{(number + at) * 37 % 9973 / 100:.2f}万元、" for at in range(many)))
        size -= len(lines[-1].encode()) + 1
    return "\n".join(lines)


def equal(piece: str, size: int) -> str:
    """Lines of ten pieces alike but for their numbers; so many bytes."""
    choose = random.Random(1)
    line = piece * 10 + "。\n"
    text = line * (size // len(line.encode()))
    return re.sub(r"\d+\.\d\d", lambda _: f"{choose.random() * 10 ** choose.randint(1, 3):.2f}", text)


def digits(text: str) -> list[str]:
    """The floor: one pass that finds every run of digits."""
    return [match[0] for match in re.finditer(r"\d+", text)]


def whole(text: str) -> object:
    return check_whole(Book(read_text(text, "1", GROUND), GROUND))


def is_read(text: str) -> bool:
    """Whether every paragraph is read, so that what is measured is all of the work."""
    return not any(one.unread for one in read_text(text, "1", GROUND))


def test_a_report_of_forty_pages(bench):
    text = report(40)
    assert is_read(text)
    mine, floor = bench.in_turns(lambda: whole(text), lambda: digits(text), times=5)
    bench.record("claims of 40 pages, whole", mine, goal=1000)
    bench.record("claims of 40 pages (floor: finding digits)", mine, floor=floor)


def test_a_megabyte(bench):
    """Of prose, and of lines crammed with numbers: no text of a megabyte should take more than 5 s."""
    texts = {
        "prose": report(540),
        "crammed lines": crammed(1_000_000),
        "totals in tens": equal("合计1.00万元，", 1_000_000),
        "open brackets": equal("（1.00万元", 1_000_000),
        "shares in tens": equal("维修费1.00万元，占10%，", 1_000_000),
    }
    assert is_read(texts["prose"])
    for name, text in texts.items():
        bench.record(f"claims of a megabyte, {name}", bench.median(partial(whole, text), times=1), goal=5000)


def test_one_paragraph(bench):
    mine, floor = bench.in_turns(lambda: check_section(PARAGRAPH, "1", GROUND), lambda: digits(PARAGRAPH), times=25)
    bench.record("claims of one paragraph", mine, goal=10)
    bench.record("claims of one paragraph (floor: finding digits)", mine, floor=floor)


def test_an_edit_in_forty_pages(bench):
    """One keystroke in one section of a report whose sections are known; contradictions between them included."""
    prose = Prose(GROUND)
    for number in range(20):
        prose.update(str(number), report(2))
    texts = [report(2).replace("1936.40", f"1936.4{last}", 1) for last in range(10)]
    turn = iter(range(1000))
    assert prose.update("7", report(2).replace("1936.40", "9136.40", 1)), "an edit changes what is found"
    bench.record(
        "an edit in 40 pages, judged anew", bench.median(lambda: prose.update("7", texts[next(turn) % 10])), goal=10
    )


@pytest.mark.parametrize("times", [1, 10, 100])
def test_growth(bench, times):
    """Per page the same at 1x, 10x and 100x."""
    text = report(4 * times)
    assert is_read(text)
    taken = bench.median(lambda: whole(text), times=3)
    bench.record(f"claims, {times}x of 4 pages, a page", taken / (4 * times))
