"""A made-up year of a made-up county union, and what must hold for it before any writer sees it."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from core.blocks import Cell, CellPlace, Chart, Heading, PageBreak, Paragraph, PlacedBlock, Publication, Table

if TYPE_CHECKING:
    from pathlib import Path

UNIT = "示例县总工会"
LONG = (
    "2024年，示例县总工会围绕中心、服务大局，扎实开展职工帮扶、技能竞赛、劳模管理等工作，"
    "全年完成“送温暖”慰问326人次（其中：困难职工128人次），发放慰问金51.32万元，完成年初目标的102.64%。"
)


def head(text: str, rows: int = 1, cols: int = 1) -> Cell:
    return Cell(text, rows, cols, "center", header=True)


def text(value: str, align: str = "left") -> Cell:
    return Cell(value, align=align)


LAW = "群众团体事务（含工会事务、妇联事务以及其他群众团体的各项事务支出）"


NONE = text("/", "right")


class Figures:
    """Collects cells and places row by row."""

    def __init__(self) -> None:
        self.rows: list[tuple[Cell | None, ...]] = []
        self.places: dict[tuple[int, int], CellPlace] = {}

    def row(self, *items: Cell | tuple | None) -> None:
        cells: list[Cell | None] = []
        for column, item in enumerate(items):
            if isinstance(item, tuple):
                key, printed, *rest = item
                self.places[len(self.rows), column] = self.place(key, printed, *rest)
                cells.append(Cell(printed, align="right"))
            else:
                cells.append(item)
        self.rows.append(tuple(cells))

    @staticmethod
    def place(key: str, printed: str, formula: str = "", stated: bool = False) -> CellPlace:
        name, _, aspect = key.partition("@")
        bare = printed.replace(",", "").removesuffix("%")
        try:
            number = Decimal(bare)
        except ArithmeticError:
            number = None
        decimals = len(bare.partition(".")[2])
        terms = tuple(
            (-1 if term.startswith("-") else 1, *(term.lstrip("+-") + "@actual").split("@")[:2])
            for term in formula.split()
        )
        return CellPlace(name, aspect or "actual", number, decimals, "%" if "%" in printed else "", terms, stated)

    def table(self, **options) -> PlacedBlock:
        return PlacedBlock(Table(tuple(self.rows), **options), cells=self.places)


def income_table() -> PlacedBlock:
    f = Figures()
    f.row(head("收入", cols=2), None, head("支出", cols=2), None)
    f.row(head("项目"), head("决算数"), head("项目"), head("决算数"))
    f.row(
        text("一、一般公共预算财政拨款收入"),
        ("T01.general", "1,163.55"),
        text("一、一般公共服务支出"),
        ("T01.201", "1,098.21"),
    )
    f.row(
        text("二、政府性基金预算财政拨款收入"), ("T01.fund", ""), text("二、社会保障和就业支出"), ("T01.208", "60.11")
    )
    f.row(text("三、其他收入"), ("T01.other", "0.30"), text("三、住房保障支出"), ("T01.221", "12.03"))
    f.row(
        text("本年收入合计"), ("T01.total_income", "1,163.85", "T01.general T01.fund T01.other"),
        text("本年支出合计"), ("T01.total_exp", "1,170.35", "T01.201 T01.208 T01.221"),
    )  # fmt: skip
    f.row(text("年初结转和结余"), ("T01.opening", "8.00"), text("年末结转和结余"), ("T01.closing", "1.50"))
    f.row(
        text("总计"), ("T01.grand_in", "1,171.85", "T01.total_income T01.opening"),
        text("总计"), ("T01.grand_exp", "1,171.85", "T01.total_exp T01.closing"),
    )  # fmt: skip
    return f.table(
        title="收入支出决算总表", number="公开01表", unit="万元", owner=UNIT, header_rows=2,
        notes=("注：本表反映部门本年度的总收支和年末结转结余情况。",),
    )  # fmt: skip


def spending_table() -> PlacedBlock:
    f = Figures()
    f.row(head("项目", cols=2), None, head("本年支出合计", rows=2), head("基本支出", rows=2), head("项目支出", rows=2),
          head("上缴上级支出", rows=2), head("占比", rows=2))  # fmt: skip
    f.row(head("功能分类科目编码"), head("科目名称"), None, None, None, None, None)
    whole = Cell("合计", cols=2, align="center")
    f.row(whole, None, ("T03.total.total", "1170.35", "T03.total.basic T03.total.project"),
          ("T03.total.basic", "870.35", "T03.201.basic T03.208.basic T03.221.basic"),
          ("T03.total.project", "300.01", "T03.201.project T03.208.project", True),
          NONE, ("share.total", "100.00%"))  # fmt: skip
    f.row(text("201"), text("一般公共服务支出"), ("T03.201.total", "1098.21", "T03.201.basic T03.201.project"),
          ("T03.201.basic", "798.21"), ("T03.201.project", "300.00"), NONE,
          ("share.201", "93.84%"))  # fmt: skip
    f.row(text("20129"), text(LAW), ("T03.20129.total", "1098.21"),
          ("T03.20129.basic", "798.21"), ("T03.20129.project", "300.00"), NONE, text(""))  # fmt: skip
    f.row(text("208"), text("社会保障和就业支出"), ("T03.208.total", "60.11", "T03.208.basic T03.208.project"),
          ("T03.208.basic", "60.11"), ("T03.208.project", ""), NONE, ("share.208", "5.14%"))  # fmt: skip
    f.row(text("221"), text("住房保障支出"), ("T03.221.total", "12.03", "T03.221.basic -T03.221.back"),
          ("T03.221.basic", "12.03"), ("T03.221.back", "-0.00"), ("T03.minus", "-5.20"),
          ("share.221", "1.03%"))  # fmt: skip
    return f.table(title="支出决算表", number="公开03表", unit="万元", owner=UNIT, header_rows=2, landscape=True)


def cross_table() -> PlacedBlock:
    """Totals over other sheets, over 不适用 cells, over figures that are nowhere, and from finer parts."""
    f = Figures()
    f.row(head("项目"), head("上年数"), head("决算数"), head("增减率"))
    f.row(
        text("收支差额"),
        ("X.balance@prior", "-3.10"),
        ("X.balance", "-6.50", "T01.total_income -T01.total_exp"),
        ("X.rate", "109.68%"),
    )
    f.row(text("公务接待费"), ("T09.reception@prior", "0.80"), ("T09.reception", "/"), NONE)
    f.row(text("公务用车运行维护费"), ("T09.vehicle@prior", "2.10"), ("T09.vehicle", "2.345"), text(""))
    f.row(text("“三公”经费合计"), ("T09.total@prior", "2.90", "T09.reception@prior T09.vehicle@prior"),
          ("T09.total", "2.35", "T09.reception T09.vehicle"), text(""))  # fmt: skip
    f.row(text("没有来源的合计"), text(""), ("X.lost", "7.00", "T09.nowhere T09.total"), text(""))
    return f.table(title="附表[1]：*三公*经费/其他?", number="附件1", unit="万元", owner=UNIT, widths=(3, 2, 2, 1))


def text_table() -> PlacedBlock:
    f = Figures()
    f.row(head("一级指标"), head("二级指标"), head("指标值"), head("完成情况", cols=2), None)
    f.row(Cell("产出指标", rows=3, align="center"), text("数量指标"), text("=1+1"), Cell(LONG * 2, cols=2), None)
    f.row(None, text("质量指标"), text("-5%说明"), text("@x"), text("+86"))
    f.row(None, text("时效指标"), text("\t制表符"), text("#N/A"), text("'单引号"))
    f.row(Cell("年度总体目标", align="center"), Cell(LONG * 3, cols=4), None, None, None)
    return f.table(
        title="部门整体支出绩效自评表", number="附件2", owner=UNIT, notes=("注：1.得分保留两位小数。", "2." + LONG)
    )


def charts() -> tuple[PlacedBlock, ...]:
    values = (Decimal("798.21"), Decimal("60.11"), Decimal("12.03"))
    labels = ("一般公共服务支出", "社会保障和就业支出", "住房保障支出")
    before = tuple(value - 10 for value in values)
    return (
        PlacedBlock(Chart("bar", "图1 基本支出两年对比", labels, (("2023年", before), ("2024年", values)), "万元")),
        PlacedBlock(Chart("pie", "图2 基本支出构成", labels, (("2024年", values),), "万元")),
    )


def final_accounts(*, draft: bool = False) -> Publication:
    chart, pie = charts()
    blocks = [
        Heading(1, "部门概况", "一、"),
        Heading(2, "主要职能", "（一）"),
        Paragraph(LONG + LONG),
        Heading(3, "机构设置", "1."),
        Paragraph("=内设办公室、组织部、经济部等5个职能部门。"),
        Heading(4, "所属单位", "（1）"),
        Paragraph(LONG),
        PageBreak(),
        Heading(1, "部门决算表", "二、"),
    ]
    after = [Heading(1, "决算情况说明", "三、"), Heading(2, "支出总体情况", "（一）"), Paragraph(LONG * 3)]
    end = [
        Paragraph("注：本说明金额单位为万元。", "note"),
        Paragraph(UNIT, "signature"),
        Paragraph("2025年8月20日", "date"),
    ]
    placed = [
        *map(PlacedBlock, blocks), income_table(), spending_table(), cross_table(),
        *map(PlacedBlock, after), chart, pie, *map(PlacedBlock, end),
    ]  # fmt: skip
    return Publication(f"{UNIT}\n2024年度部门决算", UNIT, 2024, tuple(placed), "2025年8月", draft)


def evaluation(*, draft: bool = False) -> Publication:
    blocks = (
        PlacedBlock(Heading(0, f"{UNIT}2024年度部门整体支出绩效自评报告")),
        PlacedBlock(Heading(1, "基本情况", "一、")),
        PlacedBlock(Paragraph(LONG)),
        text_table(),
    )
    return Publication(f"{UNIT}2024年度\n部门整体支出绩效自评报告", UNIT, 2024, blocks, "2025年6月", draft)


def wide_publication(sheets: int = 12, rows: int = 60, columns: int = 12) -> Publication:
    """Many full tables, each row ending in a total."""
    blocks = []
    for sheet in range(sheets):
        f = Figures()
        f.row(*(head(f"栏目{column}") for column in range(columns)))
        for row in range(1, rows):
            keys = [f"W{sheet}.r{row}.c{column}" for column in range(1, columns)]
            figures = [(key, f"{row * 1.25 + column:.2f}") for column, key in enumerate(keys[:-1])]
            whole = f"{sum(Decimal(printed) for _, printed in figures):.2f}"
            f.row(text(f"科目{row}"), *figures, (keys[-1], whole, " ".join(keys[:-1])))
        blocks.append(
            f.table(title=f"宽表{sheet + 1}", number=f"公开{sheet + 1:02}表", unit="万元", owner=UNIT, landscape=True)
        )
    return Publication("宽表", UNIT, 2024, tuple(blocks))


def test_every_printed_number_of_the_sample_is_its_number():
    for placed in (*final_accounts().blocks, *evaluation().blocks):
        for (row, column), place in placed.cells.items():
            cell = placed.block.cells[row][column]
            assert (place.number is None) == (cell.text in ("", "/"))


def test_the_sample_tables_are_full_grids():
    for placed in (*final_accounts().blocks, *evaluation().blocks):
        if isinstance(placed.block, Table):
            assert {len(row) for row in placed.block.cells} == {placed.block.width}


def convert(path: Path, kind: str, folder: Path) -> Path:
    """`path` as LibreOffice writes it; skips the test, saying so, where there is no LibreOffice."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=110)
    return folder / f"{path.stem}.{kind.split(':')[0]}"
