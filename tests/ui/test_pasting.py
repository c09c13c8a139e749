"""Words from other programs, cleaned."""

from __future__ import annotations

import time

import pytest

from ui.models.pasting import FULL, cleaned, from_rtf, words

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>
<!-- p.MsoNormal {mso-style-unhide:no;} --></style><xml><o:Words>99</o:Words></xml></head><body lang=ZH-CN>
<!--StartFragment-->
<p class=MsoNormal style='text-indent:32pt'><span lang=EN-US>2024</span><span>年度
支出<b>93.93</b>万元<o:p></o:p></span></p>
<p class=MsoListParagraph><span style='mso-list:Ignore'>1.<span style='font:7pt'>&nbsp;&nbsp;</span></span>开展送温暖
活动。</p>
<p>第一行<br>第二行&amp;末</p>
<!--EndFragment--></body></html>"""


def test_word_gives_its_words_only():
    assert words(WORD, "never read") == "2024年度支出93.93万元\n开展送温暖活动。\n第一行\n第二行&末"


def test_plain_words_stand_where_the_html_holds_none():
    assert words("<p></p>", "预算编制") == "预算编制"
    assert words("", "　　第一段\r\n　　第二段\r\n") == "第一段\n第二段"


def test_what_is_in_one_line_keeps_its_spaces():
    assert cleaned(" A 类 ") == " A 类 "
    assert words("<b>共 3</b> 人", "") == "共 3 人"


def test_lines_broken_within_a_sentence_are_joined():
    line = "本单位全年财政拨款支出共计一百零五点五八万元"
    assert len(line) >= FULL
    assert cleaned(f"{line}\n比上年增加\n\n另起一段") == f"{line}比上年增加\n另起一段"
    assert cleaned(f"{line}。\n比上年增加") == f"{line}。\n比上年增加"
    assert cleaned(f"{line}\n　　比上年增加") == f"{line}\n比上年增加"


@pytest.mark.parametrize("head", ["（一）基本支出", "1.基本支出", "一是加强管理", "第二，完善制度", "●要点"])
def test_a_new_item_is_no_broken_line(head):
    line = "本单位全年财政拨款支出共计一百零五点五八万元"
    assert cleaned(f"{line}\n{head}") == f"{line}\n{head}"


def test_a_decimal_at_the_beginning_of_a_line_goes_on():
    line = "本单位全年财政拨款支出比上年增加的金额合计为"
    assert cleaned(f"{line}\n19.08万元") == f"{line}19.08万元"


def test_a_heading_is_a_paragraph():
    assert cleaned("存在的问题\n预算编制不细\n执行偏慢") == "存在的问题\n预算编制不细\n执行偏慢"


def test_characters_that_print_nothing_are_dropped():
    assert cleaned("预\u200b算\ufeff编\u00ad制\ufffc") == "预算编制"
    assert cleaned("在职 \u00a0 人员\n共 13 人") == "在职人员\n共13人"


def test_rich_text_alone_is_read():
    rtf = r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}\f0\u39044 ?\'cb\'e3 12\par \b\'d6\'a7\'b3\'f6\b0 5%}"
    assert words("", rtf) == "预算 12\n支出 5%".replace(" ", "")
    assert from_rtf(r"{\*\generator X;}a\{b\}") == "a{b}"


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("<b> </b>" * 60_000, ""),
        ("<span style='mso-list:Ignore'>" * 30_000 + "末", ""),
        ("<p>" * 200_000, ""),
        ("<" * 400_000, ""),
        ("", "本单位全年财政拨款支出共计一百零五点五八万元比上年\n" * 20_000),
        ("", " " * 500_000 + "\n"),
        ("", "{\\rtf1" + "{" * 200_000 + r"\'cb\'e3" * 50_000),
    ],
)
def test_a_large_clipboard_takes_no_long_time(html, plain):
    started = time.perf_counter()
    words(html, plain)
    assert time.perf_counter() - started < 5
