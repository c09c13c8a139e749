"""The looks of the workbook, as named styles that the clerk can change in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

if TYPE_CHECKING:
    from openpyxl import Workbook

SONG = "宋体"
HEI = "黑体"
_GREY = "FF7F7F7F"
_LINE = Side(style="thin", color="FF595959")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FILL = PatternFill("solid", fgColor="FFEAF0F7")


@dataclass(frozen=True, slots=True)
class Look:
    """One named style: `height` is the row height of one line in points."""

    name: str
    size: float
    height: float
    font: str = SONG
    bold: bool = False
    align: str = "left"
    vertical: str = "center"
    colour: str = ""
    boxed: bool = False
    filled: bool = False
    number: bool = False
    indent: int = 0


TITLE = Look("决报标题", 16, 24, HEI, align="center")
LABEL_RIGHT = Look("决报表头右", 10.5, 16, align="right")
LABEL_LEFT = Look("决报表头左", 10.5, 16)
DRAFT = Look("决报草稿", 10.5, 16, colour=_GREY)
HEADER = Look("决报栏目", 10.5, 14, bold=True, align="center", boxed=True, filled=True)
TEXT = {
    "left": Look("决报文字", 10.5, 14, boxed=True, indent=1),
    "center": Look("决报文字居中", 10.5, 14, align="center", boxed=True),
    "right": Look("决报文字居右", 10.5, 14, align="right", boxed=True),
}
NUMBER = Look("决报数字", 10.5, 14, align="right", boxed=True, number=True)
NOTE = Look("决报附注", 10, 14, vertical="top")

BODY = Look("决报正文", 12, 16.5, vertical="top")
BODY_NOTE = Look("决报正文附注", 10.5, 15, vertical="top")
CAPTION = Look("决报正文图题", 12, 20, HEI, align="center")
SIGNATURE = Look("决报落款", 12, 20, align="right")
SUBTITLE = Look("决报副题", 12, 20, align="center")
HEADINGS = (
    Look("决报总标题", 18, 30, HEI, align="center"),
    Look("决报一级标题", 14, 24, HEI, bold=True),
    Look("决报二级标题", 12, 22, "楷体", bold=True),
    Look("决报三级标题", 12, 20, bold=True),
    Look("决报四级标题", 12, 20, bold=True),
)

_ALL = (
    TITLE, LABEL_RIGHT, LABEL_LEFT, DRAFT, HEADER, *TEXT.values(), NUMBER, NOTE, BODY, BODY_NOTE, CAPTION, SIGNATURE,
    SUBTITLE, *HEADINGS,
)  # fmt: skip


def register(workbook: Workbook) -> None:
    """Add the named styles, and make 宋体 11 the font that column widths are counted in."""
    normal = Font(name=SONG, size=11)
    # openpyxl has no public door to the default font; Calibri would make Chinese columns too narrow.
    workbook._fonts[0] = normal  # type: ignore[attr-defined]  # noqa: SLF001
    workbook._named_styles["Normal"].font = normal  # type: ignore[attr-defined]  # noqa: SLF001
    for look in _ALL:
        workbook.add_named_style(_named(look))


def _named(look: Look) -> NamedStyle:
    style = NamedStyle(name=look.name)
    style.font = Font(name=look.font, size=look.size, bold=look.bold, color=look.colour or "FF000000")
    style.alignment = Alignment(look.align, look.vertical, wrap_text=not look.number, indent=look.indent)
    if look.boxed:
        style.border = _BOX
    if look.filled:
        style.fill = _FILL
    return style


def number_format(decimals: int, suffix: str, *, thousands: bool) -> str:
    """The format that shows a number as printed: 0.00, #,##0.00, 0.00"%" (the number is not divided by 100)."""
    pattern = "#,##0" if thousands else "0"
    if decimals > 0:
        pattern += "." + "0" * decimals
    if suffix:
        pattern += '"' + suffix.replace('"', "") + '"'
    return pattern
