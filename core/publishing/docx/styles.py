"""The styles of official papers (GB/T 9704): which font, size and spacing each kind of line has.

Every style names its East Asian font; no theme fonts are used.  The font table
gives each font the names under which other computers hold it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.publishing.docx.markup import NAMESPACE, twips

FANG = "仿宋_GB2312"
KAI = "楷体_GB2312"
HEI = "黑体"
SONG = "宋体"
TITLE = "方正小标宋简体"
LATIN = "Times New Roman"
_ALSO = {FANG: "仿宋", KAI: "楷体", HEI: "SimHei", SONG: "SimSun", TITLE: "华文中宋", LATIN: ""}
_GREY = "7F7F7F"
# No line grid, and no space slipped in between Chinese and digits: 公开03表 prints as one word.
_TIGHT = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'

Align = Literal["left", "center", "right", "both"]


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; sizes and distances in points, `line` 0 is single spacing, `outline` 0 is the first level."""

    key: str
    name: str
    font: str = FANG
    size: float = 16
    line: float = 28
    align: Align = "both"
    bold: bool = False
    indent: int = 0
    left: float = 0
    before: float = 0
    after: float = 0
    keep: bool = False
    outline: int | None = None
    colour: str = ""
    tab: float = 0
    base: str = "Normal"


STYLES = (
    Style("Normal", "Normal", base=""),
    Style("BodyText", "Body Text", indent=2),
    Style("Title", "Title", TITLE, 22, 36, "center", before=10, after=20, keep=True, outline=0),
    Style("CoverTitle", "封面标题", TITLE, 26, 44, "center", before=150),
    Style("CoverLine", "封面文字", KAI, 18, 36, "center"),
    Style("DraftNote", "草稿提示", HEI, 14, 28, "center", colour=_GREY),
    Style("Heading1", "heading 1", HEI, indent=2, keep=True, outline=0, align="left"),
    Style("Heading2", "heading 2", KAI, indent=2, keep=True, outline=1, align="left"),
    Style("Heading3", "heading 3", FANG, bold=True, indent=2, keep=True, outline=2, align="left"),
    Style("Heading4", "heading 4", FANG, indent=2, keep=True, outline=3, align="left"),
    Style("TOCHeading", "TOC Heading", HEI, 22, 40, "center", after=16),
    Style("TOC1", "toc 1", FANG, 14, 28, "left", tab=442),
    Style("TOC2", "toc 2", FANG, 14, 28, "left", left=28, tab=442),
    Style("Caption", "caption", HEI, 14, 28, "center", keep=True),
    Style("Figure", "图", SONG, 10.5, 0, "center", after=10),
    Style("AnnexNumber", "附件号", HEI, 16, 28, "left", keep=True),
    Style("TableTitle", "表题", HEI, 16, 28, "center", keep=True),
    Style("TableLine", "表头行", SONG, 10.5, 18, "left", keep=True),
    Style("TableText", "表格文字", SONG, 10.5, 0, "left"),
    Style("TableHead", "表格栏目", HEI, 10.5, 0, "center"),
    Style("TableNote", "表注", SONG, 10.5, 18, "left"),
    Style("Note", "附注", FANG, 12, 22, indent=2),
    Style("Signature", "Signature", align="right", before=28),
    Style("Date", "Date", align="right"),
    Style("TableEnd", "表后间隔", SONG, 6, 10, "left"),
    Style("Spacer", "间隔", SONG, 1, 1, "left"),
    Style("Header", "header", HEI, 14, 0, "center", colour=_GREY),
    Style("Footer", "footer", SONG, 14, 0, "center"),
)


def styles_xml() -> bytes:
    """The whole styles part."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANG)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    return _part("styles", defaults + "".join(map(_style, STYLES)) + table)


def fonts_xml() -> bytes:
    """The font table: the name each font also goes by."""
    fonts = ""
    for name, also in _ALSO.items():
        alias = f'<w:altName w:val="{also}"/>' if also else ""
        fonts += f'<w:font w:name="{name}">{alias}<w:charset w:val="{"00" if name == LATIN else "86"}"/></w:font>'
    return _part("fonts", fonts)


def settings_xml() -> bytes:
    """Settings: no compatibility mode, Chinese punctuation, fields are not forced to update."""
    uri = "http://schemas.microsoft.com/office/word"
    return _part(
        "settings",
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
    )


def _part(root: str, content: str) -> bytes:
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{declaration}<w:{root} xmlns:w="{NAMESPACE}">{content}</w:{root}>'.encode()


def _style(style: Style) -> str:
    default = "" if style.base else ' w:default="1"'
    builtin = style.name.isascii()
    custom = "" if builtin else ' w:customStyle="1"'
    based = f'<w:basedOn w:val="{style.base}"/>' if style.base else ""
    following = '<w:next w:val="BodyText"/>' if style.outline is not None else ""
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{style.key}"><w:name w:val="{style.name}"/>{based}'
        f"{following}<w:qFormat/><w:pPr>{_paragraph(style)}</w:pPr><w:rPr>{_characters(style)}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    """The paragraph properties, in the order that the schema asks for."""
    keep = "<w:keepNext/>" if style.keep else ""
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(style.tab)}"/></w:tabs>' if style.tab else ""
    line = f'w:line="{twips(style.line)}" w:lineRule="exact"' if style.line else 'w:line="240" w:lineRule="auto"'
    spacing = f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}" {line}/>'
    first = f' w:firstLineChars="{style.indent * 100}" w:firstLine="{twips(style.indent * style.size)}"'
    indent = f'<w:ind w:left="{twips(style.left)}"{first if style.indent else ""}/>'
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else ""
    return f'{keep}{tab}{_TIGHT}{spacing}{indent}<w:jc w:val="{style.align}"/>{outline}'


def _characters(style: Style) -> str:
    bold = "<w:b/>" if style.bold else ""
    colour = f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    half = round(style.size * 2)
    return f'{_fonts(style.font)}{bold}{colour}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _fonts(east_asian: str) -> str:
    return f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{east_asian}" w:cs="{LATIN}"/>'
