from pathlib import Path

import pytest

from core.blocks import Heading, Paragraph, Table
from core.reading import read

FONT = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "SongTi.ttf"
SIZE = 12
LEFT, RIGHT, TOP = 72, 72 + 36 * SIZE, 770

LONG = (
    "2024年度“三公”经费财政拨款支出预算为4.33万元，支出决算为4.33万元，其中：因公出国（境）费预算和支出决算数均为0元；"
    "公务招待费预算为4.33万元，支出决算为4.33万元，比上年决算数减少1.08万元，主要是进一步将厉行节约工作抓实。"
)


@pytest.fixture(scope="module")
def font():
    if not FONT.exists():
        pytest.skip("the bundled fonts are not there (build/fonts makes them)")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("Song", str(FONT)))
    return "Song"


class Page:
    """Writes lines and ruled grids as a typesetter does."""

    def __init__(self, path, font):
        from reportlab.pdfgen.canvas import Canvas

        self.canvas = Canvas(str(path), pagesize=(595, 842))
        self.font = font
        self.new()

    def new(self):
        self.y = TOP
        self.canvas.setFont(self.font, SIZE)

    def next(self, number):
        self.canvas.drawCentredString(297, 40, f"— {number} —")
        self.canvas.showPage()
        self.new()

    def line(self, text, indent=0.0, size=SIZE, centred=False):
        self.canvas.setFont(self.font, size)
        if centred:
            self.canvas.drawCentredString(297, self.y, text)
        else:
            self.canvas.drawString(LEFT + indent * SIZE, self.y, text)
        self.canvas.setFont(self.font, SIZE)
        self.y -= 20

    def paragraph(self, text, indent=2):
        width = self.canvas.stringWidth
        line, room = "", RIGHT - LEFT - indent * SIZE
        first = True
        for char in text:
            if width(line + char, self.font, SIZE) > room and char not in "，。；：）":
                self.line(line, indent if first else 0)
                line, room, first = "", RIGHT - LEFT, False
            line += char
        self.line(line, indent if first else 0)

    def grid(self, rows, widths, skip=(), height=22):
        """`skip` has the (row, column, side) of borders that are not drawn: right or below."""
        xs = [LEFT]
        for one in widths:
            xs.append(xs[-1] + one)
        self.canvas.setLineWidth(0.5)
        top = self.y + 14
        bottom = top - height * len(rows)
        self.canvas.rect(xs[0], bottom, xs[-1] - xs[0], top - bottom)
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                y = top - height * r
                if (r, c, "right") not in skip and c + 1 < len(widths):
                    self.canvas.line(xs[c + 1], y, xs[c + 1], y - height)
                if (r, c, "below") not in skip and r + 1 < len(rows):
                    self.canvas.line(xs[c], y - height, xs[c + 1], y - height)
                self.canvas.drawString(xs[c] + 3, y - 15, text)
        self.y = bottom - 20


@pytest.fixture
def page(tmp_path, font):
    return Page(tmp_path / "a.pdf", font)


def done(page, tmp_path):
    page.canvas.save()
    return read(tmp_path / "a.pdf")


def test_lines_become_paragraphs(page, tmp_path):
    page.line("示例县总工会2024年度", size=22, centred=True)
    page.y -= 10
    page.line("部门整体支出绩效自评报告", size=22, centred=True)
    page.line("一、一般公共预算支出情况", indent=2)
    page.paragraph(LONG)
    page.line("（一）基本支出情况", indent=2)
    page.paragraph("1.2024 年我单位预算支出执行按时按质按量完成，与绩效目标没有偏离，全年资金都用在工会工作上了。")
    page.next(1)
    page.paragraph("3.65万元用于乡村振兴。")
    page.next(2)
    document = done(page, tmp_path)
    assert document.pages == 2
    assert [block.block for block in document.blocks] == [
        Heading(0, "示例县总工会2024年度部门整体支出绩效自评报告"),
        Heading(1, "一般公共预算支出情况", "一、"),
        Paragraph(LONG),
        Heading(2, "基本支出情况", "（一）"),
        Paragraph("1.2024年我单位预算支出执行按时按质按量完成，与绩效目标没有偏离，全年资金都用在工会工作上了。"),
        Paragraph("3.65万元用于乡村振兴。"),
    ]


def test_a_paragraph_goes_on_over_the_page(page, tmp_path):
    page.line("一、收入情况", indent=2)
    half = LONG + LONG
    page.paragraph(half)
    page.line("二、支出情况", indent=2)
    page.line("2024年度支出决算为51.32万元，与上年相比增加了不少，主要原因是人员增加，经费", indent=2)
    page.next(1)
    page.line("标准也提高了。")
    page.next(2)
    last = done(page, tmp_path).blocks[-1]
    assert last.block.text.endswith("主要原因是人员增加，经费标准也提高了。")
    assert last.evidence.page == 1
    assert last.at(len(last.block.text) - 2).page == 2


def test_a_quote_is_found_on_its_line(page, tmp_path):
    page.line("一、三公经费", indent=2)
    page.paragraph(LONG)
    block = done(page, tmp_path).blocks[1]
    first, last = block.at(3), block.at(block.block.text.index("1.08"))
    assert (first.page, first.line) == (1, 2)
    assert last.line > first.line
    assert last.box.top > first.box.bottom - 1
    assert 0 < first.box.left < first.box.right < 595
    assert [block.block.text[one.start : one.end][-1] for one in block.segments][-1] == "。"


def test_a_ruled_grid_with_merged_cells(page, tmp_path):
    page.line("收入决算表", centred=True)
    page.line("公开02表", indent=30)
    page.line("部门：示例县总工会            金额单位：万元")
    rows = [["项目", "", "本年收入"], ["编码", "名称", ""], ["201", "一般公共服务支出", "51.32"], ["合计", "", "51.32"]]
    page.grid(rows, [80, 200, 100], skip={(0, 0, "right"), (0, 2, "below"), (3, 0, "right")})
    page.line("注：本表反映收入情况。")
    document = done(page, tmp_path)
    (found,) = document.blocks
    table = found.block
    assert isinstance(table, Table)
    assert (table.title, table.number) == ("收入决算表", "公开02表")
    assert (table.unit, table.owner) == ("万元", "示例县总工会")
    assert table.notes == ("注：本表反映收入情况。",)
    assert table.header_rows == 2
    shape = [[(cell.text, cell.rows, cell.cols) if cell else None for cell in row] for row in table.cells]
    assert shape == [
        [("项目", 1, 2), None, ("本年收入", 2, 1)],
        [("编码", 1, 1), ("名称", 1, 1), None],
        [("201", 1, 1), ("一般公共服务支出", 1, 1), ("51.32", 1, 1)],
        [("合计", 1, 2), None, ("51.32", 1, 1)],
    ]
    assert [round(one) for one in table.widths] == [80, 200, 100]
    place = found.cells[2, 2]
    assert (place.page, place.cell) == (1, "R3C3")
    assert round(place.box.right - place.box.left) == 100


def test_a_table_over_two_pages_is_one(page, tmp_path):
    header = ["科目编码", "科目名称", "决算数"]
    page.line("支出决算表", centred=True)
    page.grid([header, ["201", "一般公共服务支出", "40.00"], ["20129", "群众团体事务", "40.00"]], [80, 200, 100])
    page.next(1)
    page.grid([header, ["208", "社会保障和就业支出", "11.32"], ["合计", "", "51.32"]], [80, 200, 100])
    page.line("一、说明", indent=2)
    document = done(page, tmp_path)
    table, heading = document.blocks
    assert [row[0].text for row in table.block.cells] == ["科目编码", "201", "20129", "208", "合计"]
    assert table.cells[3, 1].page == 2
    assert table.evidence.page == 1
    assert heading.block == Heading(1, "说明", "一、")


def test_two_tables_with_text_between_stay_two(page, tmp_path):
    rows = [["项目", "金额"], ["基本支出", "1.00"]]
    page.grid(rows, [100, 100])
    page.line("三公经费支出表", centred=True)
    page.grid(rows, [100, 100])
    tables = [block.block for block in done(page, tmp_path).blocks]
    assert [table.title for table in tables] == ["", "三公经费支出表"]


def test_a_frame_round_text_is_no_table(page, tmp_path):
    page.canvas.rect(60, 700, 400, 100)
    page.line("示例县总工会维护职工合法权益。", indent=2)
    assert [block.block for block in done(page, tmp_path).blocks] == [Paragraph("示例县总工会维护职工合法权益。")]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_read_alike(tmp_path, font, turn):
    page = Page(tmp_path / "a.pdf", font)
    page.canvas.setPageRotation(turn)
    width, height = 595, 842
    matrices = {
        0: (1, 0, 0, 1, 0, 0),
        90: (0, 1, -1, 0, width, 0),
        180: (-1, 0, 0, -1, width, height),
        270: (0, -1, 1, 0, 0, height),
    }
    page.canvas.transform(*matrices[turn])
    page.line("收入决算表", indent=10)
    page.grid([["项目", "金额"], ["合计", "51.32"]], [100, 100])
    (found,) = done(page, tmp_path).blocks
    assert found.block.title == "收入决算表"
    assert [[cell.text for cell in row] for row in found.block.cells] == [["项目", "金额"], ["合计", "51.32"]]
    assert found.cells[0, 0].box.top < found.cells[1, 0].box.top


def test_grids_of_thin_rectangles(page, tmp_path):
    for y in (700, 680, 660):
        page.canvas.rect(72, y, 200, 0.5, stroke=0, fill=1)
    for x in (72, 172, 271.5):
        page.canvas.rect(x, 660, 0.5, 40, stroke=0, fill=1)
    for x, y, text in ((80, 685, "项目"), (180, 685, "金额"), (80, 665, "合计"), (180, 665, "51.32")):
        page.canvas.drawString(x, y, text)
    (found,) = done(page, tmp_path).blocks
    assert [[cell.text for cell in row] for row in found.block.cells] == [["项目", "金额"], ["合计", "51.32"]]


def test_a_slanted_watermark_is_not_text(page, tmp_path):
    page.canvas.saveState()
    page.canvas.translate(200, 600)
    page.canvas.rotate(45)
    page.canvas.setFont(page.font, 120)
    page.canvas.drawString(0, 0, "草稿")
    page.canvas.restoreState()
    page.canvas.setFont(page.font, SIZE)
    for _ in range(8):
        page.line("示例县总工会维护职工合法权益。", indent=2)
    found = [block.block for block in done(page, tmp_path).blocks]
    assert found == [Paragraph("示例县总工会维护职工合法权益。")] * 8


def test_running_heads_and_page_numbers_go(page, tmp_path):
    for number in range(1, 5):
        page.canvas.drawCentredString(297, 800, "示例县总工会2024年度部门决算")
        page.line(f"{'一二三四'[number - 1]}、第{number}项情况", indent=2)
        page.canvas.drawCentredString(297, 60, f"第{number}页 共4页")
        page.next(number)
    found = [block.block for block in done(page, tmp_path).blocks]
    assert [block.number for block in found] == ["一、", "二、", "三、", "四、"]


def test_radicals_become_characters(tmp_path, font):
    from core.reading.pdf_glyphs import _char

    assert _char(0x2F00) == "一"
    assert _char(0x2F08) == "人"
    assert _char(0xF900) == "豈"
    assert _char(0x3000) == ""


def test_rules_inside_forms_count(page, tmp_path):
    page.canvas.beginForm("frame")
    page.canvas.grid([72, 172, 272], [600, 620, 640])
    page.canvas.endForm()
    page.canvas.saveState()
    page.canvas.translate(10, -20)
    page.canvas.doForm("frame")
    page.canvas.restoreState()
    for x, y, text in ((90, 605, "项目"), (190, 605, "金额"), (90, 585, "合计"), (190, 585, "51.32")):
        page.canvas.drawString(x, y, text)
    (found,) = done(page, tmp_path).blocks
    assert [[cell.text for cell in row] for row in found.block.cells] == [["项目", "金额"], ["合计", "51.32"]]
