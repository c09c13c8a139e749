"""What a PDF export says when it is read again: text, order, fonts, bookmarks, contents, page numbers, draft mark."""

from __future__ import annotations

import ctypes
import re
from contextlib import closing
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.blocks import Cell, Chart, Heading, PageBreak, Paragraph, PlacedBlock, Publication, Table
from core.errors import Cancelled, PublishingError
from core.publishing import fonts as fonts_module
from core.publishing.fonts import missing_glyphs
from core.publishing.pdf import render, write_pdf
from core.publishing.pdf.layout import Setting

TITLE = "鄂城区总工会\n2023年度部门决算公开"
BODY = (
    "2023年度，鄂城区总工会（本级）财政拨款收入1,234.56万元，比上年增加19.08万元，增长25.49%；“三公”经费支出0.00万元，"
    "其中：公务接待费“零支出”。共有职工20000人。按照《中华人民共和国工会法》（鄂财绩发〔2021〕12号）——自评98.50分，为“优”……"
)
PAGE_NUMBER = re.compile(r"\r?\n?— (\d+) —")


def publication(*blocks, **options):
    placed = tuple(PlacedBlock(block) for block in blocks)
    return Publication(TITLE, "鄂城区总工会", 2023, placed, **{"date": "2024年9月12日", **options})


def report(**options):
    parts = [
        block
        for number, name in zip("一二三四五六", ("基本情况", "决算说明", "绩效", "采购", "资产", "名词"), strict=True)
        for block in (
            Heading(1, name, f"{number}、"),
            *[Paragraph(BODY)] * 5,
            Heading(2, f"其中{name}", "（一）"),
            Paragraph(BODY),
        )
    ]
    return publication(Heading(0, TITLE), *parts, **options)


@pytest.fixture
def written(tmp_path):
    def write(source):
        path = tmp_path / "out.pdf"
        write_pdf(source, path)
        return path

    return write


def page_texts(path):
    with closing(pypdfium2.PdfDocument(path)) as document:
        return [document[at].get_textpage().get_text_bounded() for at in range(len(document))]


def flat(path):
    """All text in reading order without line ends and page numbers."""
    return "".join(PAGE_NUMBER.sub("", text).replace("\r\n", "") for text in page_texts(path))


def outline(path):
    with closing(pypdfium2.PdfDocument(path)) as document:
        return [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]


def fonts(path):
    """Each font's name and whether it is embedded, from the text objects of all pages."""
    found = set()
    with closing(pypdfium2.PdfDocument(path)) as document:
        for page in document:
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                font = pdfium.FPDFTextObj_GetFont(item.raw)
                name = ctypes.create_string_buffer(100)
                pdfium.FPDFFont_GetBaseFontName(font, name, 100)
                found.add((name.value.decode(), bool(pdfium.FPDFFont_GetIsEmbedded(font))))
    return found


def test_copied_text_is_the_text_of_the_blocks(written):
    text = flat(written(report()))
    assert text.count(BODY) == 36
    assert "一、基本情况" in text
    assert " " not in text.replace("鄂城区总工会 2023", "").partition(BODY)[2].partition("二、")[0]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="总工会决算收入支出，。；（）“”《》1234567890.,%万元ABCxyz", min_size=5, max_size=400))
def test_any_paragraph_survives_justification(tmp_path, text):
    path = tmp_path / "out.pdf"
    write_pdf(publication(Paragraph(f"始{text}终"), contents=False), path)
    assert re.sub(r"\s", "", f"始{text}终") in re.sub(r"\s", "", flat(path))


@pytest.mark.parametrize("length", range(1, 40, 3))
def test_justified_lines_gain_no_spaces(written, length):
    text = ("总" * length + "收入1,234.56万元，比上年增长25.49%；") * 3
    assert text in flat(written(publication(Paragraph(text), contents=False)))


def test_rare_characters_come_from_other_fonts_and_copy_rightly(written):
    source = publication(Paragraph("职工镕堃赟与\U00020164"), contents=False)
    path = written(source)
    assert "职工镕堃赟" in flat(path)
    assert len(fonts(path)) > 2


def test_characters_no_font_has_are_reported_and_still_copied(written):
    source = publication(Paragraph("前\U0002a6d6后"), Table(((Cell("\U0002a6d6"),),), title="表"))
    assert missing_glyphs(source) == {"\U0002a6d6": ("前\U0002a6d6后", "表")}
    assert "前\U0002a6d6后" in flat(written(source))
    assert missing_glyphs(report()) == {}


def test_every_font_is_embedded_and_only_used_ones(written):
    path = written(report())
    assert all(embedded for _, embedded in fonts(path))
    assert b"Helvetica" not in path.read_bytes()
    assert b"HeiTi" not in written(publication(Paragraph("职工"), contents=False)).read_bytes()


def test_the_number_of_pages_is_returned_and_right(tmp_path):
    path = tmp_path / "out.pdf"
    pages = write_pdf(report(), path)
    assert pages == len(page_texts(path)) > 8


def test_bookmarks_lead_to_headings_and_tables(written):
    table = Table(((Cell("一"),),), title="收入表", number="公开01表")
    headings = (Heading(0, TITLE), Heading(1, "情况", "一、"), Heading(2, "职责", "（一）"), Heading(3, "细节", "1."))
    path = written(publication(*headings, PageBreak(), table))
    marks = outline(path)
    assert [mark[:2] for mark in marks] == [
        (0, TITLE.replace("\n", "")),
        (1, "一、情况"),
        (2, "（一）职责"),
        (3, "公开01表 收入表"),
    ]
    texts = page_texts(path)
    assert all(name.split()[-1] in texts[at].replace("\r\n", "") for _, name, at in marks)


def test_the_contents_name_the_true_pages(written):
    path = written(report())
    texts = page_texts(path)
    entries = re.findall(r"^([^\r\n]*?) ?\.{3,} ?(\d+)", texts[1], re.MULTILINE)
    assert len(entries) == 12
    pages = {name: at + 1 for _, name, at in outline(path)}
    assert {name: int(number) for name, number in entries} == {name: pages[name] for name, _ in entries}
    for name, number in entries:
        assert name in texts[int(number) - 1]
        assert PAGE_NUMBER.search(texts[int(number) - 1]).group(1) == number


def test_contents_of_several_pages_still_count_right(written):
    path = written(publication(*[Heading(1, f"第{number}项", f"{number}、") for number in range(70)]))
    texts = page_texts(path)
    entries = [found for text in texts[1:5] for found in re.findall(r"(\d+、第\d+项) ?\.{3,} ?(\d+)", text)]
    assert len(entries) == 70
    assert all(name in texts[int(number) - 1] for name, number in entries)


def test_the_contents_are_links(written):
    with closing(pypdfium2.PdfDocument(written(report()))) as document:
        page, position, link = document[1], ctypes.c_int(0), pdfium.FPDF_LINK()
        targets = []
        while pdfium.FPDFLink_Enumerate(page.raw, position, link):
            targets.append(pdfium.FPDFDest_GetDestPageIndex(document.raw, pdfium.FPDFLink_GetDest(document.raw, link)))
    assert len(targets) == 12
    assert targets == sorted(targets)
    assert targets[0] == 2


def test_page_numbers_stand_outside_and_not_on_the_cover(written):
    path = written(report())
    with closing(pypdfium2.PdfDocument(path)) as document:
        for at, page in enumerate(document, start=1):
            text = page.get_textpage()
            found = text.search(f"— {at} —").get_next()
            if at == 1:
                assert found is None
                continue
            left = text.get_charbox(found[0])[0]
            assert left > 420 if at % 2 else left < 120


def test_no_contents_page_when_none_is_asked_for(written):
    assert "目　录" not in flat(written(report(contents=False)))


def test_a_draft_is_marked_on_every_page_and_a_final_one_nowhere(written):
    assert all(text.count("草稿") == 2 for text in page_texts(written(report(draft=True))))
    assert "草稿" not in flat(written(report()))


def test_metadata_names_the_title_and_nobody(written):
    with closing(pypdfium2.PdfDocument(written(report()))) as document:
        data = {name: value for name, value in document.get_metadata_dict().items() if value}
    assert data == {"Title": TITLE.replace("\n", " "), "Producer": "决报"}


def test_the_same_publication_gives_the_same_bytes(tmp_path):
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    write_pdf(report(draft=True), first)
    write_pdf(report(draft=True), second)
    assert first.read_bytes() == second.read_bytes()


def test_a_report_that_is_written_again_is_as_one_written_anew():
    """Of what stayed nothing is set again, also where blocks came, went or moved to another page."""
    setting, first = Setting(), report()
    blocks = list(first.blocks)
    changed = [*blocks[:3], PlacedBlock(Paragraph("另加的一段。")), *blocks[5:9], *blocks[8:]]
    for source in (first, replace(first, blocks=tuple(changed)), replace(first, draft=True), first):
        assert texts_of(render(source, setting)[0]) == texts_of(render(source)[0])


def texts_of(data):
    with closing(pypdfium2.PdfDocument(data)) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_roles_and_charts_are_printed(written):
    amounts = (Decimal("326.71"), Decimal("-8.60"), Decimal(0))
    source = publication(
        Chart("bar", "收支对比", ("拨款", "其他", "上年"), (("2022年", amounts), ("2023年", amounts)), "万元"),
        Paragraph("图1　收支", "caption"),
        Chart("pie", "构成", ("基本", "项目", "其他"), (("", amounts),), "万元"),
        Chart("bar", "空", (), ()),
        Chart("pie", "无", ("甲",), (("", (Decimal(0),)),)),
        Paragraph("注：尾差由四舍五入造成。", "note"),
        Paragraph("鄂城区总工会", "signature"),
        Paragraph("2024年9月12日", "date"),
    )
    text = flat(written(source))
    for part in (
        "收支对比",
        "326.71",
        "-8.60",
        "图1　收支",
        "基本 326.71万元 100.00%",
        "注：尾差由四舍五入造成。",
        "2024年9月12日",
    ):
        assert part in text


def test_headings_stay_with_what_they_introduce(written):
    for count in range(14, 24):
        source = publication(
            *[Paragraph("一行。")] * count, Heading(1, "标题", "一、"), Heading(2, "小标题", "（一）"), Paragraph(BODY)
        )
        pages = [text for text in page_texts(written(source))[2:] if "小标题" in text]
        assert "一、标题" in pages[0]
        assert BODY[:10] in pages[0]


def test_an_empty_publication_is_a_cover(tmp_path):
    assert write_pdf(publication(), tmp_path / "out.pdf") == 1


@pytest.mark.parametrize("text", ["", " ", "\n", "一\n二", "\x00\ud800\ufeff", "\t", "长" * 5000])
def test_odd_texts_are_printed(written, text):
    odd = (Heading(0, text), Heading(1, text), Paragraph(text), Paragraph(text, "caption"), Paragraph(text, "date"))
    pages = "".join(page_texts(written(publication(*odd, Paragraph("末段。")))))
    assert "末段。" in pages
    assert pages.count("长") >= len(odd) * text.count("长")


def test_a_target_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "报告.pdf").mkdir()
    with pytest.raises(PublishingError, match=r"报告\.pdf") as caught:
        write_pdf(report(), tmp_path / "报告.pdf")
    assert caught.value.remedy
    with pytest.raises(PublishingError, match=r"报告\.pdf"):
        write_pdf(report(), tmp_path / "无此文件夹" / "报告.pdf")


def test_a_cancelled_export_leaves_what_was_there(tmp_path):
    path = tmp_path / "out.pdf"
    path.write_bytes(b"old")
    calls = []
    with pytest.raises(Cancelled):
        write_pdf(report(), path, cancelled=lambda: len(calls) > 5 or calls.append(1))
    assert [item.name for item in tmp_path.iterdir()] == ["out.pdf"]
    assert path.read_bytes() == b"old"


def test_progress_reaches_its_end(tmp_path):
    seen = []
    write_pdf(report(), tmp_path / "out.pdf", progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1]
    assert seen == sorted(seen)


@pytest.mark.parametrize("content", [None, b"", b"\x00\x01\x00\x00 no font"])
def test_a_font_that_is_missing_or_damaged_is_named(tmp_path, monkeypatch, content):
    if content is not None:
        (tmp_path / "FangSong.ttf").write_bytes(content)
    monkeypatch.setattr(fonts_module, "resource", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(PublishingError, match=r"FangSong\.ttf") as caught:
        fonts_module.load.__wrapped__(fonts_module.Family.FANG_SONG)
    assert caught.value.code == "font"


def test_missing_characters_of_charts_are_reported_too():
    chart = Chart("pie", "构成", ("\U0002a6d6",), (("", (Decimal(1),)),))
    assert missing_glyphs(publication(chart)) == {"\U0002a6d6": ("构成",)}


def test_shares_of_a_pie_are_rounded_half_up(written):
    values = (Decimal("0.25"), Decimal("199.75"))
    assert "0.13%" in flat(written(publication(Chart("pie", "", ("甲", "乙"), (("", values),)))))
