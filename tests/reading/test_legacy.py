"""Word 97-2003 and Excel 97-2003; the files in data/ were made with LibreOffice from invented content."""

import random
from pathlib import Path

import pytest

from core.blocks import Heading, Paragraph, Table
from core.errors import ReadingError
from core.reading import read

DATA = Path(__file__).parent / "data"


def texts(table):
    return [[cell.text if cell else None for cell in row] for row in table.cells]


def test_a_word_file():
    document = read(DATA / "sample.doc")
    title, heading, paragraph, table, other, none = document.blocks
    assert document.kind == "doc"
    assert title.block == Heading(0, "示例县总工会2024年度整体支出绩效自评报告")
    assert heading.block == Heading(1, "基本情况", "一、")
    assert paragraph.block == Paragraph("示例县总工会2024年支出51.32万元，English words too。")
    assert isinstance(table.block, Table)
    assert (table.block.number, table.block.title) == ("附件1", "基础数据表")
    assert texts(table.block) == [
        ["项目", "2023年", "2024年"],
        ["在职人数（人）其中：女", "11", "12"],
        ["合计", "", "12"],
    ]
    assert table.cells[1, 2].cell == "R2C3"
    assert [one.block for one in (other, none)] == [Heading(1, "其他", "二、"), Paragraph("无。")]
    assert [one.evidence.line for one in (title, heading, paragraph)] == [1, 2, 3]


def test_an_excel_file():
    (found,) = read(DATA / "sample.xls").blocks
    table = found.block
    assert isinstance(table, Table)
    assert (table.title, table.number) == ("收入决算表", "公开02表")
    assert (table.unit, table.owner) == ("万元", "示例县总工会")
    assert texts(table) == [
        ["项目", None, "决算数"],
        ["201", "一般公共服务支出", "51.32"],
        ["合计", None, "163.546"],
        ["2024年3月12日", "是", "注"],
    ]
    assert found.cells[1, 2].cell == "公开02表!C5"


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("name", ["sample.doc", "sample.xls"])
def test_mutations_end_in_blocks_or_a_sentence(tmp_path, name, seed):
    chance = random.Random(f"{name} {seed}")
    data = bytearray((DATA / name).read_bytes())
    for _ in range(chance.choice([5, 100, 1000])):
        data[chance.randrange(512, len(data))] = chance.randrange(256)
    path = tmp_path / f"变异{name}"
    path.write_bytes(bytes(data))
    try:
        outcome = read(path).file
    except ReadingError as error:
        outcome = error.message
    assert path.name in outcome
