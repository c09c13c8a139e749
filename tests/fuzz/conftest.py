"""A workbook to damage: the sample of the reading tests for .xls, a made one for .xlsx."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

LEGACY = Path(__file__).resolve().parent.parent / "reading" / "data" / "sample.xls"


@pytest.fixture
def book():
    """`book(kind)` gives the bytes of a small official table."""
    return lambda kind: LEGACY.read_bytes() if kind == "xls" else _made()


def _made() -> bytes:
    import openpyxl

    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["收入支出决算总表"])
    sheet.append(["项目", "决算数", "项目", "决算数"])
    for number in range(40):
        sheet.append([f"项目{number}", number / 4, f"支出{number}", f"={number}+1"])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()
