import pytest

from core.blocks import Cell, Evidence, Heading, Paragraph, ReadBlock, Table
from core.reading.captions import Caption, attach_captions, caption_of, count_header_rows, finished_table

HERE = Evidence("a")


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("收入支出决算总表", Caption(title="收入支出决算总表")),
        ("公开03表", Caption(number="公开03表")),
        ("附件4：", Caption(number="附件4")),
        ("附件2 部门整体支出绩效自评表", Caption(title="部门整体支出绩效自评表", number="附件2")),
        ("单位：万元", Caption(unit="万元")),
        ("金额单位：元", Caption(unit="元")),
        ("部门：示例县总工会", Caption(owner="示例县总工会")),
        ("公开部门：示例县总工会  金额单位：万元", Caption(unit="万元", owner="示例县总工会")),
        ("部门：示例县总工会金额单位：万元", Caption(unit="万元", owner="示例县总工会")),
        ("单位名称：示例县总工会       填报日期：  年 月 日", Caption(owner="示例县总工会")),
        ("2024年度支出25.3万元。", Caption()),
        ("一、收入支出决算总表", Caption()),
        ("附件：2023年度示例县总工会自评表（附后，格式参见附2）", Caption()),
    ],
)
def test_caption_lines(line, caption):
    assert caption_of(line) == caption


def grid(*rows):
    return finished_table(tuple(tuple(Cell(text) if isinstance(text, str) else text for text in row) for row in rows))


def test_lines_around_a_table_belong_to_it():
    table = ReadBlock(grid(["项目", "决算数"], ["合计", "51.32"]), HERE)
    lines = [
        ReadBlock(Paragraph(text), HERE)
        for text in ("正文。", "收入决算表", "公开02表", "部门：示例县总工会", "单位：万元")
    ]
    below = [ReadBlock(Paragraph(text), HERE) for text in ("注：本表反映收入情况。", "正文继续。")]
    first, found, last = attach_captions([*lines, table, *below])
    assert first.block == Paragraph("正文。")
    assert isinstance(found.block, Table)
    assert (found.block.title, found.block.number) == ("收入决算表", "公开02表")
    assert (found.block.unit, found.block.owner) == ("万元", "示例县总工会")
    assert found.block.notes == ("注：本表反映收入情况。",)
    assert last.block == Paragraph("正文继续。")


def test_a_numbered_heading_above_a_table_stays_and_gives_the_title():
    heading = ReadBlock(Heading(1, "收入支出决算总表", "一、"), HERE)
    found = attach_captions([heading, ReadBlock(grid(["项目", "决算数"], ["合计", "1"]), HERE)])
    assert found[0] is heading
    assert found[1].block.title == "收入支出决算总表"


def test_title_rows_of_the_grid_are_lifted():
    rows = (
        [Cell("支出决算表", cols=3), None, None],
        ["部门：示例县总工会", "", "单位：万元"],
        ["科目编码", "科目名称", "合计"],
        ["201", "一般公共服务支出", "51.32"],
    )
    read = ReadBlock(grid(*rows), HERE, cells={(r, 0): Evidence("a", cell=f"R{r}") for r in range(4)})
    (found,) = attach_captions([read])
    assert (found.block.title, found.block.unit, found.block.owner) == ("支出决算表", "万元", "示例县总工会")
    assert found.block.cells[0][0].text == "科目编码"
    assert found.block.cells[0][0].header
    assert found.cells[0, 0].cell == "R2"


def test_header_rows():
    wide = [Cell("项目", cols=2), None, Cell("合计", rows=2)]
    assert count_header_rows(grid(wide, ["编码", "名称", None], ["201", "一般公共服务", "5"]).cells) == 2
    assert count_header_rows(grid(["项目", "金额"], ["栏次", "1"], ["合计", "5"]).cells) == 2
    assert count_header_rows(grid(["项目", "金额", "备注"], ["1", "2", "3"], ["合计", "5", ""]).cells) == 2
    form = grid(["单位名称", Cell("示例县总工会", cols=3), None, None], ["主管部门", "县委", "电话", "无"])
    assert count_header_rows(form.cells) == 1
    assert count_header_rows(()) == 1
