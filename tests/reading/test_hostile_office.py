"""Office files with more in them than a report: macros, a hundred thousand rows, nesting, a password."""

from __future__ import annotations

import io
import re
import time
import zipfile

import docx
import openpyxl
import pytest

from core.blocks import Paragraph, Table
from core.errors import ReadingError
from core.prefill import recognise, understand
from core.reading import read
from core.template import template_of

MACRO = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b'Attribute VB_Name = "ThisDocument"\r\nSub AutoOpen()\r\n' * 200
ROWS = 100_000


def with_macros(data: bytes, folder: str) -> bytes:
    """The file as its macro-enabled kind: a VBA project beside the content, the main part of another type."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            part = source.read(name)
            if name == "[Content_Types].xml":
                part = re.sub(
                    rb"openxmlformats-officedocument\.\w+ml\.(document|sheet)\.main",
                    rb"ms-office.\1.macroEnabled.main",
                    part,
                )
                part = part.replace(
                    b"<Default ",
                    b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default ',
                    1,
                )
            out.writestr(name, part)
        out.writestr(f"{folder}/vbaProject.bin", MACRO)
    return stream.getvalue()


@pytest.mark.parametrize("suffix", ["docm", "docx"])
def test_a_document_with_macros_is_read_for_its_words(tmp_path, suffix):
    document = docx.Document()
    document.add_paragraph("基本支出51.32万元。")
    stream = io.BytesIO()
    document.save(stream)
    path = tmp_path / f"宏.{suffix}"
    path.write_bytes(with_macros(stream.getvalue(), "word"))
    assert [one.block for one in read(path).blocks] == [Paragraph("基本支出51.32万元。")]


@pytest.mark.parametrize("suffix", ["xlsm", "xlsx"])
def test_a_workbook_with_macros_is_read_for_its_cells(tmp_path, suffix):
    book = openpyxl.Workbook()
    book.active.append(["项目", "金额"])
    book.active.append(["合计", 51.32])
    stream = io.BytesIO()
    book.save(stream)
    path = tmp_path / f"宏.{suffix}"
    path.write_bytes(with_macros(stream.getvalue(), "xl"))
    (table,) = [one.block for one in read(path).blocks if isinstance(one.block, Table)]
    assert [cell.text for cell in table.cells[1]] == ["合计", "51.32"]


def workbook(path, rows: int):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("明细")
    for number in range(rows):
        sheet.append([f"第{number}笔", number % 97, "备注"])
    book.save(path)
    return path


def test_a_hundred_thousand_rows_are_refused_in_time(tmp_path):
    path = workbook(tmp_path / "明细.xlsx", ROWS)
    started = time.monotonic()
    with pytest.raises(ReadingError) as caught:
        read(path)
    assert time.monotonic() - started < 20  # about two seconds alone; tests share the machine
    assert caught.value.code == "too_large"
    assert path.name in caught.value.message
    assert caught.value.remedy


def test_a_hundred_thousand_paragraphs_are_refused_in_time(tmp_path):
    path = tmp_path / "流水.txt"
    path.write_text("（一）基本支出51.32万元。\n" * ROWS, encoding="utf-8")
    started = time.process_time()
    with pytest.raises(ReadingError) as caught:
        read(path)
    assert time.process_time() - started < 10
    assert (caught.value.code, path.name in caught.value.message) == ("too_large", True)


def test_a_report_of_three_hundred_pages_is_understood_in_time(tmp_path):
    """Time grows with the length, not with its square: the same sentence and heading over and over."""
    path = tmp_path / "长.txt"
    said = "2023年度一般公共预算基本支出10.00万元，比上年减少2.00万元，下降17.00%，主要原因是节约。\n"
    path.write_text(("（一）基本支出情况\n" + said) * 3_000, encoding="utf-8")
    document = read(path)
    started = time.process_time()
    guess = recognise([document])
    found = understand([document], template_of(guess.packs), guess.year)
    assert time.process_time() - started < 30  # some six alone; minutes when it grew with the square
    assert found.proposals


def test_a_ledger_is_no_form(tmp_path):
    """More rows than any form has are not held against the forms; its numbers are told, as many as one can look at."""
    document = read(workbook(tmp_path / "明细.xlsx", 5_000))
    guess = recognise([document])
    started = time.monotonic()
    found = understand([document], template_of(guess.packs), guess.year)
    assert time.monotonic() - started < 20
    assert [table.target for table in found.tables] == [""]
    assert found.proposals == ()
    assert 0 < len(found.unplaced) < 2_000


@pytest.mark.parametrize("tag", ["w:tbl", "w:sdt", "w:p"])
def test_deep_nesting_ends_in_blocks_or_a_sentence(tmp_path, tag):
    stream = io.BytesIO()
    docx.Document().save(stream)
    path = tmp_path / "深.docx"
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = part.replace(
                    b"<w:body>", b"<w:body>" + f"<{tag}>".encode() * 50_000 + f"</{tag}>".encode() * 50_000
                )
            out.writestr(name, part)
    started = time.monotonic()
    try:
        outcome = read(path).file
    except ReadingError as error:
        outcome = error.line
    assert path.name in outcome
    assert "\n" not in outcome
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("name", ["加密.xlsx", "加密.docx", "加密.xls"])
def test_a_file_with_a_password_is_refused(tmp_path, monkeypatch, name):
    import olefile

    class Container:
        def __init__(self, _path):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def listdir(self):
            return [["EncryptionInfo"], ["EncryptedPackage"]]

    monkeypatch.setattr(olefile, "OleFileIO", Container)
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(ReadingError) as caught:
        read(path)
    assert caught.value.code == "encrypted"
    assert name in caught.value.message
