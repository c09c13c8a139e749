"""Whatever a file is, reading ends in blocks or in one clear sentence."""

import io
import random
import time
import zipfile

import docx
import openpyxl
import pytest

from core.errors import Cancelled, ReadingError
from core.reading import read

CHINESE = "一、基本情况\n示例县总工会2024年支出51.32万元。\n" * 5


def refused(path):
    started = time.monotonic()
    with pytest.raises(ReadingError) as caught:
        read(path)
    assert time.monotonic() - started < 10
    error = caught.value
    assert path.name in error.message
    assert error.remedy
    assert any("一" <= char <= "鿿" for char in error.message)
    assert "\n" not in error.line
    return error


def made(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def zipped(tmp_path, name, **members):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member.replace("__", "/").replace("_DOT_", "."), data)
    return path


def docx_bytes():
    document = docx.Document()
    document.add_paragraph("一、基本情况")
    document.add_table(2, 2).cell(0, 0).text = "合计"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def xlsx_bytes():
    book = openpyxl.Workbook()
    book.active.append(["项目", "金额"])
    book.active.append(["合计", 51.32])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def pdf_bytes(draw=True, password=None):
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption(password) if password else None)
    if draw:
        canvas.drawString(72, 700, "Juebao 51.32")
        canvas.grid([72, 172, 272], [600, 620, 640])
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_missing_and_empty_files(tmp_path):
    assert refused(tmp_path / "没有.docx").code == "missing"
    assert refused(made(tmp_path, "空.docx", b"")).code == "empty"
    refused(tmp_path)
    assert refused(made(tmp_path, "空白.txt", b"  \n\n\t\n")).code == "empty"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("图片.docx", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("数据.docx", b"SQLite format 3\x00" + bytes(100)),
        ("旧.doc", b"{\\rtf1 abc}"),
        ("网页.xls", b"<html><table><tr><td>1</td></tr></table></html>"),
        ("网页.doc", b"\xef\xbb\xbf<!DOCTYPE html><html></html>"),
        ("压缩.txt", b"Rar!\x1a\x07\x00" + bytes(50)),
        ("乱码.txt", random.Random(7).randbytes(5000)),
        ("程序.txt", b"\x7fELF" + bytes(200)),
    ],
)
def test_files_of_other_kinds(tmp_path, name, data):
    assert refused(made(tmp_path, name, data)).code == "kind"


def test_archives_of_other_kinds(tmp_path):
    assert refused(zipped(tmp_path, "改名.docx", 报告_DOT_txt=CHINESE)).code == "kind"
    assert refused(zipped(tmp_path, "演示.docx", ppt__presentation_DOT_xml="<a/>")).code == "kind"
    assert refused(zipped(tmp_path, "版式.pdf", OFD_DOT_xml="<a/>")).code == "kind"
    assert refused(made(tmp_path, "残.docx", docx_bytes()[:800])).code == "damaged"


def test_the_content_decides_and_not_the_name(tmp_path):
    assert read(made(tmp_path, "其实是word.txt", docx_bytes())).kind == "docx"
    assert read(made(tmp_path, "其实是文本.docx", CHINESE.encode())).kind == "txt"
    assert read(made(tmp_path, "其实是表格.docx", xlsx_bytes())).kind == "xlsx"


def test_an_encrypted_word_file(tmp_path, monkeypatch):
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
    path = made(tmp_path, "加密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert refused(path).code == "encrypted"


def test_a_broken_ole_file(tmp_path):
    refused(made(tmp_path, "坏.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))
    refused(made(tmp_path, "坏.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(3).randbytes(4000)))


def test_pdf_refusals(tmp_path):
    assert refused(made(tmp_path, "密码.pdf", pdf_bytes(password="secret"))).code == "encrypted"
    assert refused(made(tmp_path, "空白.pdf", pdf_bytes(draw=False))).code == "scanned"
    assert refused(made(tmp_path, "坏.pdf", b"%PDF-1.4\nrubbish")).code == "damaged"


def test_a_scan(tmp_path):
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "扫描.pdf"
    canvas = Canvas(str(path))
    for _ in range(2):
        canvas.drawImage(ImageReader(Image.new("RGB", (200, 200), "gray")), 0, 0, 500, 700)
        canvas.showPage()
    canvas.save()
    error = refused(path)
    assert error.code == "scanned"
    assert "扫描" in error.message


def test_files_that_are_too_large(tmp_path):
    for name, head, size in (("大.txt", "一".encode(), 200), ("大.pdf", b"%PDF-1.4\n", 101)):
        path = tmp_path / name
        with path.open("wb") as file:
            file.write(head)
            file.truncate(size << 20)
        assert refused(path).code == "too_large"


def test_zip_bombs(tmp_path):
    bomb = zipped(tmp_path, "炸弹.docx", word__document_DOT_xml=b"<a/>" + b" " * (80 << 20))
    assert refused(bomb).code == "bomb"
    sheet = zipped(tmp_path, "炸弹.xlsx", xl__workbook_DOT_xml=b"<a/>" + b" " * (80 << 20))
    assert refused(sheet).code == "bomb"


ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><a>&y;</a>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_declarations(tmp_path, encoding):
    data = ENTITY.replace('"1.0"', f'"1.0" encoding="{encoding}"').encode(encoding)
    assert refused(zipped(tmp_path, "实体.docx", word__document_DOT_xml=data)).code == "entities"
    assert refused(zipped(tmp_path, "实体.xlsx", xl__workbook_DOT_xml=data)).code == "entities"


def test_cancelling(tmp_path):
    path = made(tmp_path, "a.docx", docx_bytes())
    with pytest.raises(Cancelled):
        read(path, cancelled=lambda: True)
    asked = iter([False, True, True, True])
    with pytest.raises(Cancelled):
        read(path, cancelled=lambda: next(asked))


def test_progress_ends_full(tmp_path):
    seen = []
    read(made(tmp_path, "a.txt", CHINESE.encode()), progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("make", [docx_bytes, xlsx_bytes, pdf_bytes], ids=["docx", "xlsx", "pdf"])
def test_mutations_end_in_blocks_or_a_sentence(tmp_path, make, seed):
    chance = random.Random(seed)
    data = bytearray(make())
    for _ in range(chance.choice([1, 5, 50])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if seed % 4 == 0:
        del data[chance.randrange(len(data)) :]
    path = made(tmp_path, "变异.bin", bytes(data))
    try:
        outcome = read(path).file
    except ReadingError as error:
        outcome = error.message
    assert path.name in outcome
