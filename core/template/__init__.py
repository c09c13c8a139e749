"""What a report is, as data: the figure dictionary, packs, tables, statements, rules, outlines."""

from core.template.dictionary import dictionary, read_dictionary
from core.template.library import folder_texts, known, load_pack, pack_texts, shipped, template_of
from core.template.model import (
    CellRole,
    Dictionary,
    Family,
    Figure,
    LayoutCell,
    LayoutRow,
    Pack,
    ReportForm,
    RowKind,
    RuleForm,
    Section,
    Severity,
    StatementForm,
    TableForm,
    Variant,
)
from core.template.pack import LANGUAGE, read_pack
from core.template.sheet import Sheet, SheetCell, build_sheet
from core.template.template import TOTAL, Template
from core.template.validation import validate

__all__ = [
    "LANGUAGE",
    "TOTAL",
    "CellRole",
    "Dictionary",
    "Family",
    "Figure",
    "LayoutCell",
    "LayoutRow",
    "Pack",
    "ReportForm",
    "RowKind",
    "RuleForm",
    "Section",
    "Severity",
    "Sheet",
    "SheetCell",
    "StatementForm",
    "TableForm",
    "Template",
    "Variant",
    "build_sheet",
    "dictionary",
    "folder_texts",
    "known",
    "load_pack",
    "pack_texts",
    "read_dictionary",
    "read_pack",
    "shipped",
    "template_of",
    "validate",
]
