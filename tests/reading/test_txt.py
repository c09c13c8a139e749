import pytest

from core.blocks import Heading, Paragraph, Table
from core.reading import read

WRAPPED = """

2024年度示例县总工会整体支出
绩效自评报告

一、部门(单位)基本情况

(二) 部门整体支出规模、使用方向、主要内容和涉及

范围。

2024 年度我会财政拨款支出 314.12 万元，其中：基本

支出 298.18 万元（主要为工资福利支出 232.18 万元，商品

服务支出 20.67 万元，对个人和家庭的补助 45.32 万元），

占总收入的 95%；驻村帮扶队员经费合计只有人民币整整

3.65 万元，占总收入的 5%。

— 1 —



二、一般公共预算支出情况

1.2024 年我单位预算支出执行按时按质按量完成，与绩

效目标无偏离。

2.资金使用效益有待进一步提高。
"""

TABLE = """附件4：
单位（部门）绩效自评公开网址统计表
\t单位代码
\t单 位 名 称
\t备注

\t116001
\t示例县
总工会
\t

\t合计


一、其他
无。
"""


def write(tmp_path, data, name="a.txt"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_wrapped_lines_become_paragraphs(tmp_path):
    found = [block.block for block in read(write(tmp_path, WRAPPED)).blocks]
    assert found == [
        Heading(0, "2024年度示例县总工会整体支出绩效自评报告"),
        Heading(1, "部门(单位)基本情况", "一、"),
        Heading(2, "部门整体支出规模、使用方向、主要内容和涉及范围。", "(二)"),
        Paragraph(
            "2024年度我会财政拨款支出314.12万元，其中：基本支出298.18万元（主要为工资福利支出232.18万元，"
            "商品服务支出20.67万元，对个人和家庭的补助45.32万元），占总收入的95%；"
            "驻村帮扶队员经费合计只有人民币整整3.65万元，占总收入的5%。"
        ),
        Heading(1, "一般公共预算支出情况", "二、"),
        Paragraph("1.2024年我单位预算支出执行按时按质按量完成，与绩效目标无偏离。"),
        Paragraph("2.资金使用效益有待进一步提高。"),
    ]


def test_each_character_knows_its_line(tmp_path):
    long = read(write(tmp_path, WRAPPED)).blocks[3]
    text = long.block.text
    lines = WRAPPED.split("\n")
    for quote in ("314.12", "232.18", "45.32", "3.65"):
        line = long.at(text.index(quote)).line
        assert quote in lines[line - 1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path, encoding):
    found = read(write(tmp_path, "一、基本情况\r\n示例县总工会2024年支出51.32万元。\r\n".encode(encoding))).blocks
    assert [block.block for block in found] == [
        Heading(1, "基本情况", "一、"),
        Paragraph("示例县总工会2024年支出51.32万元。"),
    ]
    assert found[1].evidence.line == 2


def test_a_flattened_table(tmp_path):
    table, heading, _ = read(write(tmp_path, TABLE)).blocks
    assert isinstance(table.block, Table)
    assert (table.block.title, table.block.number) == ("单位（部门）绩效自评公开网址统计表", "附件4")
    texts = [[cell.text if cell else None for cell in row] for row in table.block.cells]
    assert texts == [["单位代码", "单 位 名 称", "备注"], ["116001", "示例县总工会", ""], ["合计", None, None]]
    assert table.block.cells[2][0].cols == 3
    assert table.cells[1, 1].line == 8
    assert table.cells[1, 1].cell == "R2C2"
    assert heading.block == Heading(1, "其他", "一、")


def test_an_indented_line_is_no_table(tmp_path):
    found = read(write(tmp_path, "一、基本情况\n\t示例县总工会负责维护职工权益。\n二、其他\n无。\n")).blocks
    assert found[1].block == Paragraph("示例县总工会负责维护职工权益。")


def test_a_few_broken_lines_among_whole_paragraphs_are_joined(tmp_path):
    """Too few for the file to be one of printed lines."""
    text = "一、支出情况\n全年支出合计93.93\n万元，其中基本支出89.65万元。\n二、其他\n无。\n"
    found = read(write(tmp_path, text)).blocks
    assert [block.block for block in found] == [
        Heading(1, "支出情况", "一、"),
        Paragraph("全年支出合计93.93万元，其中基本支出89.65万元。"),
        Heading(1, "其他", "二、"),
        Paragraph("无。"),
    ]
    assert [found[1].at(at).line for at in (0, 8, 13)] == [2, 2, 3]
