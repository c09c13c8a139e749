import zipfile

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.shared import Pt

from core.blocks import Heading, Paragraph, Table
from core.reading import read
from core.reading.docx_numbers import format_number

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def document():
    return docx.Document()


def blocks(document, tmp_path):
    path = tmp_path / "a.docx"
    document.save(path)
    return read(path).blocks


def contents(document, tmp_path):
    return [block.block for block in blocks(document, tmp_path)]


def add_list(document, *levels):
    """A list with (format, text) for each level; its number id."""
    numbering = document.part.numbering_part.element
    xml = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{xml}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering.append(parse_xml(f'<w:num {W} w:numId="78"><w:abstractNumId w:val="77"/>{restart}</w:num>'))


def numbered(document, text, level=0, number=77):
    paragraph = document.add_paragraph(text)
    xml = f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(xml))


def test_paragraphs_headings_and_title(document, tmp_path):
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("示例县总工会2024年度").font.size = Pt(22)
    second = document.add_paragraph()
    second.alignment = WD_ALIGN_PARAGRAPH.CENTER
    second.add_run("部门整体支出绩效自评报告").font.size = Pt(22)
    document.add_paragraph()
    document.add_heading("一、基本情况", level=1)
    document.add_heading("自评结论", level=2)
    document.add_paragraph("示例县总工会2024年支出51.32万元。")
    found = blocks(document, tmp_path)
    assert [block.block for block in found] == [
        Heading(0, "示例县总工会2024年度部门整体支出绩效自评报告"),
        Heading(1, "基本情况", "一、"),
        Heading(2, "自评结论"),
        Paragraph("示例县总工会2024年支出51.32万元。"),
    ]
    assert [block.evidence.line for block in found] == [1, 4, 5, 6]


def test_automatic_numbers_are_printed(document, tmp_path):
    add_list(document, ("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    numbered(document, "基本情况")
    numbered(document, "主要职能", 1)
    numbered(document, "机构情况", 1)
    numbered(document, "内设股室3个，编制12名。", 2)
    numbered(document, "收入支出情况")
    numbered(document, "收入情况", 1)
    numbered(document, "重新编号", number=78)
    found = contents(document, tmp_path)
    lines = [block.line if isinstance(block, Heading) else block.text for block in found]
    assert lines == [
        "一、基本情况",
        "（一）主要职能",
        "（二）机构情况",
        "1.内设股室3个，编制12名。",
        "二、收入支出情况",
        "（一）收入情况",
        "一、重新编号",
    ]


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [
        (12, "chineseCounting", "十二"),
        (3, "ideographTraditional", "丙"),
        (2, "decimalEnclosedCircle", "②"),
        (28, "lowerLetter", "bb"),
        (4, "upperRoman", "IV"),
        (7, "decimalZero", "07"),
        (5, "decimalFullWidth", "５"),
        (9, "somethingNew", "9"),
    ],
)
def test_number_formats(count, form, printed):
    assert format_number(count, form) == printed


def test_what_is_not_seen_is_not_read(document, tmp_path):
    section = document.sections[0]
    section.header.paragraphs[0].text = "页眉"
    section.footer.paragraphs[0].text = "— 1 —"
    paragraph = document.add_paragraph("看得见")
    paragraph.add_run("看不见").font.hidden = True
    deleted = f'<w:del {W} w:id="1" w:author="a"><w:r><w:delText>删去</w:delText></w:r></w:del>'
    inserted = f'<w:ins {W} w:id="2" w:author="a"><w:r><w:t>，补上。</w:t></w:r></w:ins>'
    paragraph._p.append(parse_xml(deleted))
    paragraph._p.append(parse_xml(inserted))
    assert contents(document, tmp_path) == [Paragraph("看得见，补上。")]


def test_breaks_and_tabs(document, tmp_path):
    paragraph = document.add_paragraph("一、基本情况")
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("示例县总工会\t2024年支出51.32万元。")
    assert contents(document, tmp_path) == [
        Heading(1, "基本情况", "一、"),
        Paragraph("示例县总工会 2024年支出51.32万元。"),
    ]


def test_a_text_box_is_read_once(document, tmp_path):
    box = "<w:txbxContent><w:p><w:r><w:t>框里的话。</w:t></w:r></w:p></w:txbxContent>"
    xml = (
        f'<w:r {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>'
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document.add_paragraph("正文。")._p.append(parse_xml(xml))
    assert contents(document, tmp_path) == [Paragraph("正文。"), Paragraph("框里的话。")]


def test_content_controls_are_looked_into(document, tmp_path):
    body = document.element.body
    xml = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件里的话。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    body.insert(0, parse_xml(xml))
    assert contents(document, tmp_path) == [Paragraph("控件里的话。")]


def test_merged_cells(document, tmp_path):
    document.add_paragraph("收入决算表")
    document.add_paragraph("单位：万元")
    table = document.add_table(4, 3)
    for row, texts in enumerate(
        [["项目", "", "决算数"], ["编码", "名称", ""], ["201", "一般公共服务支出", "51.32"], ["合计", "", "51.32"]]
    ):
        for column, text in enumerate(texts):
            if text:
                table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(0, 2).merge(table.cell(1, 2))
    table.cell(3, 0).merge(table.cell(3, 1))
    (found,) = blocks(document, tmp_path)
    block = found.block
    assert isinstance(block, Table)
    assert (block.title, block.unit, block.header_rows) == ("收入决算表", "万元", 2)
    shape = [[(cell.text, cell.rows, cell.cols) if cell else None for cell in row] for row in block.cells]
    assert shape == [
        [("项目", 1, 2), None, ("决算数", 2, 1)],
        [("编码", 1, 1), ("名称", 1, 1), None],
        [("201", 1, 1), ("一般公共服务支出", 1, 1), ("51.32", 1, 1)],
        [("合计", 1, 2), None, ("51.32", 1, 1)],
    ]
    assert found.cells[2, 2].cell == "R3C3"
    assert block.cells[0][0].header
    assert not block.cells[2][0].header


def test_strict_documents_are_read_too(document, tmp_path):
    document.add_paragraph("示例县总工会维护职工权益。")
    plain, strict = tmp_path / "plain.docx", tmp_path / "strict.docx"
    document.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(strict, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            data = data.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            target.writestr(name, data)
    assert read(strict).blocks[0].block == Paragraph("示例县总工会维护职工权益。")


def test_the_mark_of_a_draft_is_no_content(document, tmp_path):
    document.add_paragraph("草稿：尚未定稿，不得公开")
    document.add_paragraph("2024年度示例县总工会部门整体支出绩效自评报告")
    assert contents(document, tmp_path) == [Heading(0, "2024年度示例县总工会部门整体支出绩效自评报告")]


def test_a_title_style_and_numbers_by_style(document, tmp_path):
    document.add_heading("示例县总工会决算", level=0)
    add_list(document, ("chineseCounting", "%1、"))
    style = document.styles["Heading 2"]
    style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="77"/></w:numPr>'))
    document.add_heading("主要职能", level=2)
    document.add_heading("机构设置", level=2)
    assert contents(document, tmp_path) == [
        Heading(0, "示例县总工会决算"),
        Heading(1, "主要职能", "一、"),
        Heading(1, "机构设置", "二、"),
    ]


def test_bullets_and_unknown_lists_print_nothing(document, tmp_path):
    add_list(document, ("bullet", "●"))
    numbered(document, "开展劳动竞赛。")
    numbered(document, "开展医疗互助。", level=5)
    numbered(document, "走访慰问职工。", number=999)
    assert contents(document, tmp_path) == [
        Paragraph("开展劳动竞赛。"),
        Paragraph("开展医疗互助。"),
        Paragraph("走访慰问职工。"),
    ]


def test_nested_tables_and_check_boxes(document, tmp_path):
    table = document.add_table(1, 2)
    cell = table.cell(0, 0)
    cell.text = "项目类别"
    cell.add_table(1, 1).cell(0, 0).text = "内表"
    boxes = '<w:sym w:char="F0FE"/><w:t>部门项目</w:t><w:sym w:char="F0A8"/><w:t>专项</w:t>'
    table.cell(0, 1).paragraphs[0]._p.append(parse_xml(f"<w:r {W}>{boxes}</w:r>"))
    (found,) = contents(document, tmp_path)
    assert [cell.text for cell in found.cells[0]] == ["项目类别内表", "☑部门项目□专项"]
