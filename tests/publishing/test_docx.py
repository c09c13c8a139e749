from __future__ import annotations

import re
import subprocess
import zipfile
from decimal import Decimal

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.image.image import Image
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from core.blocks import Cell, CellPlace, Chart, Heading, PageBreak, Paragraph, PlacedBlock, Publication, Table
from core.errors import Cancelled, PublishingError
from core.publishing.chart_picture import picture, size
from core.publishing.docx import write_docx
from core.publishing.docx.contents import entries
from core.publishing.docx.flow import turned
from core.publishing.pdf import write_pdf
from core.publishing.pdf.layout import first_pages
from tests.publishing.test_xlsx_sample import LONG, UNIT, convert, evaluation, final_accounts, wide_publication


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    target = tmp_path_factory.mktemp("docx") / "决算公开.docx"
    write_docx(final_accounts(), target)
    return target


@pytest.fixture(scope="module")
def document(path):
    return docx.Document(path)


def written(tmp_path, *blocks, **options):
    placed = tuple(block if isinstance(block, PlacedBlock) else PlacedBlock(block) for block in blocks)
    write_docx(Publication("题", UNIT, 2024, placed, **options), tmp_path / "a.docx")
    return docx.Document(tmp_path / "a.docx")


def headings(publication):
    return [
        (placed.block.level, placed.block.line) for placed in publication.blocks if isinstance(placed.block, Heading)
    ]


def test_headings_are_real_and_carry_their_typed_numbers(document):
    found = [
        (int(each.style.name[-1]), each.text)
        for each in document.paragraphs
        if re.fullmatch(r"Heading \d", each.style.name)
    ]
    assert found == headings(final_accounts())
    levels = {
        name: document.styles[name].element.find(f".//{qn('w:outlineLvl')}") for name in ("Heading 1", "Heading 4")
    }
    assert [level.get(qn("w:val")) for level in levels.values()] == ["0", "3"]
    assert not document.element.findall(f".//{qn('w:numPr')}")


def test_the_title_inside_is_a_title(tmp_path):
    found = written(tmp_path, Heading(0, "自评报告"))
    assert [each.style.name for each in found.paragraphs if each.text == "自评报告"] == ["Title"]


def test_body_text_has_its_font_size_indent_and_spacing(document):
    body = next(each for each in document.paragraphs if each.text == LONG)
    assert body.style.name == "Body Text"
    normal = document.styles["Normal"]
    assert normal.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert (normal.font.size, normal.paragraph_format.line_spacing) == (Pt(16), Pt(28))
    assert body.style.element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    title = document.styles["Title"]
    assert (title.font.size, title.element.rPr.rFonts.get(qn("w:eastAsia"))) == (Pt(22), "方正小标宋简体")


def test_every_style_names_its_chinese_font_and_no_theme(path):
    with zipfile.ZipFile(path) as archive:
        styles = archive.read("word/styles.xml").decode()
        assert not [name for name in archive.namelist() if "theme" in name or "thumbnail" in name]
        assert '<w:altName w:val="仿宋"/>' in archive.read("word/fontTable.xml").decode()
        assert "updateFields" not in archive.read("word/settings.xml").decode()
    assert styles.count('<w:style w:type="paragraph"') == styles.count("w:eastAsia=") - 2
    assert "Theme" not in styles


def test_the_pages_are_those_of_official_papers(document):
    section = document.sections[0]
    sizes = (section.page_width, section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(size / Mm(1)) for size in sizes] == [210, 37, 35, 28, 26]
    assert [each.orientation for each in document.sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip
    assert document.sections[2].page_width > document.sections[2].page_height


def test_page_numbers_begin_after_the_contents(document):
    first, second, third = document.sections[0], document.sections[1], document.sections[2]
    assert first.footer.is_linked_to_previous
    assert second.footer.paragraphs[0].text == "— 1 —"
    assert " PAGE " in [each.text for each in second.footer.paragraphs[0]._p.iter(qn("w:instrText"))]
    assert third.footer.is_linked_to_previous


def test_the_cover_says_title_unit_and_date(document):
    assert [each.text for each in document.paragraphs[:3]] == ["示例县总工会\n2024年度部门决算", UNIT, "2025年8月"]


def test_the_contents_are_a_field_already_filled(document):
    content = document.element.body.find(qn("w:sdt"))
    lines = ["".join(t.text for t in p.iter(qn("w:t"))) for p in content.iter(qn("w:p"))]
    assert lines == [
        "目　录",
        "一、部门概况1",
        "（一）主要职能1",
        "二、部门决算表2",
        "公开01表 收入支出决算总表2",
        "公开03表 支出决算表3",
        "附件1 附表[1]：*三公*经费/其他?4",
        "三、决算情况说明4",
        "（一）支出总体情况4",
        "",
    ]
    fields = [each.text.strip() for each in content.iter(qn("w:instrText"))]
    assert fields[0].startswith("TOC")
    kinds = [each.get(qn("w:fldCharType")) for each in content.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("end") == len(fields)
    anchors = {each.get(qn("w:anchor")) for each in content.iter(qn("w:hyperlink"))}
    names = {each.get(qn("w:name")) for each in document.element.body.iter(qn("w:bookmarkStart"))}
    assert anchors <= names
    marks = [each.text.strip() for each in document.element.body.iter(qn("w:instrText")) if "TC " in each.text]
    assert marks[0] == 'TC "公开01表 收入支出决算总表" \\f t \\l 2'


def test_the_page_numbers_of_the_contents_are_those_of_the_pdf(tmp_path):
    publication = final_accounts()
    write_pdf(publication, tmp_path / "a.pdf")
    text = subprocess.run(["pdftotext", "-f", "2", "-l", "2", tmp_path / "a.pdf", "-"], check=True, capture_output=True)
    printed = [int(number) for number in re.findall(r"[ .]{4,}(\d+)$", text.stdout.decode(), re.MULTILINE)]
    pages = first_pages(publication)
    assert [pages[entry.index] + 2 for entry in entries(publication)] == printed


@pytest.mark.slow
def test_the_page_numbers_of_the_contents_are_those_of_libreoffice(tmp_path):
    write_docx(final_accounts(), tmp_path / "w.docx")
    pdf = convert(tmp_path / "w.docx", "pdf", tmp_path)
    text = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True).stdout.decode()
    pages = ["".join(page.split()) for page in text.split("\f")]
    starts = first_pages(final_accounts())
    for entry in entries(final_accounts()):
        assert "".join(entry.text.split()[-1:]) in pages[starts[entry.index] + 1], entry


def test_a_part_whose_title_is_too_long_breaks_after_its_number(tmp_path):
    document = written(
        tmp_path, Heading(0, "某某市某某区总工会2024年度部门决算表", "第二部分　"), Heading(0, "附件", "第三部分　")
    )
    titles = [each.text for each in document.paragraphs if each.style.name == "Title"]
    assert titles == ["第二部分\n某某市某某区总工会2024年度部门决算表", "第三部分　附件"]


def test_a_table_for_one_page_is_set_closer(tmp_path):
    cells = tuple((Cell(f"第{row}行的科目名称"), Cell("12.34", align="right")) for row in range(40))
    usual, close = (
        written(tmp_path, Table(cells, title="表", landscape=True, one_page=one_page)).tables[0]
        for one_page in (False, True)
    )
    assert usual.rows[5].height > 0
    assert close.rows[5].height is None
    spacing = close.cell(5, 0).paragraphs[0].paragraph_format.line_spacing
    assert spacing.pt * 40 < 448
    assert close.cell(5, 0).paragraphs[0].runs[0].font.size < Pt(10.5)


def test_no_contents_where_none_are_asked_for_or_there_is_nothing_to_list(tmp_path):
    assert written(tmp_path, Heading(1, "甲"), contents=False).element.body.find(qn("w:sdt")) is None
    assert written(tmp_path, Paragraph("甲")).element.body.find(qn("w:sdt")) is None


def grid(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_tables_are_the_printed_grids(document):
    spending = document.tables[1]
    rows = grid(spending)
    assert rows[0] == ["项目", "项目", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "占比"]
    assert rows[1] == ["功能分类科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "占比"]
    assert rows[2][:6] == ["合计", "合计", "1170.35", "870.35", "300.01", "/"]
    assert rows[5][4] == ""
    assert spending.cell(0, 2)._tc is spending.cell(1, 2)._tc
    assert spending.cell(0, 0)._tc is spending.cell(0, 1)._tc


def test_header_rows_repeat_and_rows_are_not_torn(document):
    rows = [each._tr for each in document.tables[1].rows]
    assert [each.find(f".//{qn('w:tblHeader')}") is not None for each in rows] == [True, True] + [False] * 5
    assert all(each.find(f".//{qn('w:cantSplit')}") is not None for each in rows)
    alignments = [cell.paragraphs[0].alignment for cell in document.tables[1].rows[3].cells]
    assert [int(each) for each in alignments] == [0, 0, 2, 2, 2, 2, 2]


def test_the_lines_above_and_below_a_table(document):
    texts = [each.text for each in document.paragraphs]
    at = texts.index("收入支出决算总表")
    assert texts[at + 1 : at + 4] == [
        "\t公开01表", "部门：示例县总工会\t金额单位：万元", "注：本表反映部门本年度的总收支和年末结转结余情况。",
    ]  # fmt: skip


def test_a_table_stays_apart_from_the_next(tmp_path):
    one = Table(((Cell("a"),),), header_rows=0)
    kinds = [child.tag.split("}")[1] for child in written(tmp_path, one, one).element.body]
    assert kinds[-5:] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_an_odd_grid_is_filled_up(tmp_path):
    table = Table(((Cell("a", rows=9, cols=9), None), (None, None), (Cell("b"),)), header_rows=0)
    assert grid(written(tmp_path, table).tables[0]) == [["a", "a"], ["a", "a"], ["b", ""]]
    short = Table(((Cell("a"), Cell("b")), (Cell("c"),)), header_rows=0)
    assert grid(written(tmp_path, short).tables[0]) == [["a", "b"], ["c", ""]]


def test_numbers_too_many_for_the_page_are_printed_smaller(tmp_path):
    number = Decimal("1234567890.12")
    cells = {(0, column): CellPlace(f"k{column}", number=number) for column in range(9)}
    table = Table((tuple(Cell(str(number)) for _ in range(9)),), header_rows=0)
    found = written(tmp_path, PlacedBlock(table, cells=cells)).tables[0]
    assert found.cell(0, 0).paragraphs[0].runs[0].font.size < Pt(7)


def test_charts_are_a_caption_and_the_drawing_of_the_pdf(document):
    captions = [at for at, each in enumerate(document.paragraphs) if each.style.name == "Caption"]
    assert [document.paragraphs[at].text for at in captions] == ["图1 基本支出两年对比", "图2 基本支出构成"]
    charts = [placed.block for placed in final_accounts().blocks if isinstance(placed.block, Chart)]
    for at, chart in zip(captions, charts, strict=True):
        (inline,) = document.paragraphs[at + 1]._p.findall(f".//{qn('wp:inline')}")
        name = inline.find(f".//{qn('a:blip')}").get(qn("r:embed"))
        assert document.part.related_parts[name].blob == picture(chart)
        words = inline.find(qn("wp:docPr")).get("descr")
        assert all(label in words for label in chart.labels)
        assert all(f"{value:f}" in words for _, values in chart.series for value in values)


def test_a_chart_alone_takes_the_page_break(tmp_path):
    chart = Chart("bar", "", ("甲",), (("", (Decimal(3),)),))
    found = written(tmp_path, Paragraph("前"), PageBreak(), chart)
    assert [each.style.name for each in found.paragraphs if each.paragraph_format.page_break_before] == ["图"]


def test_a_picture_of_a_chart_is_drawn_in_the_size_it_is_shown(tmp_path):
    data = picture(Chart("pie", "", ("甲", "乙"), (("", (Decimal(3), Decimal(0))),)))
    found = Image.from_blob(data)
    assert (found.horz_dpi, found.vert_dpi) == (300, 300)
    assert (found.width.pt, found.height.pt) == pytest.approx(size(), abs=0.5)


def test_a_heading_turns_with_the_table_below_it():
    wide, narrow = Table(((Cell("a"),),), landscape=True), Table(((Cell("a"),),))
    blocks = [Paragraph("p"), PageBreak(), Heading(1, "h"), Heading(2, "h"), wide, wide, Heading(1, "h"), narrow]
    assert turned(list(map(PlacedBlock, blocks))) == [False, True, True, True, True, True, False, False]


def test_a_page_break_breaks_before_the_next_block_and_never_twice(tmp_path):
    wide = Table(((Cell("a"),),), landscape=True)
    found = written(
        tmp_path, PageBreak(), Paragraph("甲"), PageBreak(), Paragraph("乙"), PageBreak(), wide, PageBreak()
    )
    breaks = [each.text for each in found.paragraphs if each.paragraph_format.page_break_before]
    assert breaks == ["乙"]


def test_a_page_break_before_a_table_without_lines(tmp_path):
    found = written(tmp_path, Paragraph("甲"), PageBreak(), Table(((Cell("a"),),)))
    assert [each.style.name for each in found.paragraphs if each.paragraph_format.page_break_before] == ["间隔"]


def test_a_draft_says_so_on_every_page_and_on_the_cover(tmp_path, document):
    write_docx(evaluation(draft=True), tmp_path / "a.docx")
    draft = docx.Document(tmp_path / "a.docx")
    assert draft.sections[0].header.paragraphs[0].text == "草　稿"
    assert all(each.header.is_linked_to_previous for each in list(draft.sections)[1:])
    assert draft.paragraphs[1].text == "草稿：尚未定稿，不得公开"
    assert document.sections[0].header.is_linked_to_previous


def test_text_is_kept_as_it_stands(tmp_path):
    found = written(tmp_path, Paragraph("a<b>&\x00“引号” {footer} =1+1\n第二行"))
    assert "a<b>&“引号” {footer} =1+1\n第二行" in [each.text for each in found.paragraphs]


def test_nobody_is_named_and_the_bytes_repeat(path, tmp_path):
    write_docx(final_accounts(), tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == path.read_bytes()
    properties = docx.Document(path).core_properties
    assert (properties.author, properties.last_modified_by, properties.title) == ("", "", "")
    assert properties.created == properties.modified
    with zipfile.ZipFile(path) as archive:
        assert b"python" not in b"".join(map(archive.read, archive.namelist()))


def test_a_missing_folder_is_refused_and_a_cancel_leaves_nothing(tmp_path):
    with pytest.raises(PublishingError, match="不存在"):
        write_docx(final_accounts(), tmp_path / "没有" / "a.docx")
    with pytest.raises(Cancelled):
        write_docx(final_accounts(), tmp_path / "a.docx", cancelled=lambda: True)
    assert not list(tmp_path.iterdir())


def test_progress_ends_at_its_total(tmp_path):
    seen = []
    write_docx(evaluation(), tmp_path / "a.docx", progress=lambda *step: seen.append(step))
    assert seen == [(done, 5) for done in range(1, 6)]


@pytest.mark.slow
def test_libreoffice_finds_the_headings_as_outline(path, tmp_path):
    text = convert(path, "fodt", tmp_path).read_text(encoding="utf-8")
    found = re.findall(r'<text:h [^>]*text:outline-level="(\d)"[^>]*>(.*?)</text:h>', text)
    plain = [(int(level), re.sub(r"<[^>]+>", "", line)) for level, line in found]
    assert plain == headings(final_accounts())


@pytest.mark.slow
def test_libreoffice_prints_pages_numbers_and_repeated_headers(tmp_path):
    write_docx(wide_publication(1, 60, 12), tmp_path / "w.docx")
    pdf = convert(tmp_path / "w.docx", "pdf", tmp_path)
    pages = (
        subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True).stdout.decode().split("\f")
    )
    assert len(pages) == 6
    for number, page in enumerate(pages[2:5], start=1):
        assert "栏目11" in page.replace(" ", "")
        assert f"—{number}—" in page.replace(" ", "")


def test_an_annex_begins_a_page(tmp_path):
    annex = Table(((Cell("一"),),), title="表", number="附件2")
    blocks = (PlacedBlock(Paragraph("正文")), PlacedBlock(annex), PlacedBlock(Table(((Cell("二"),),), title="别的表")))
    path = tmp_path / "文.docx"
    write_docx(Publication("题", "单位", 2024, blocks, contents=False), path)
    breaks = [one.text for one in docx.Document(str(path)).paragraphs if one.paragraph_format.page_break_before]
    assert breaks == ["附件2"]
