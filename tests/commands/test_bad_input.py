"""Bad input through the doors: one clear Chinese sentence, the right status, nothing changed."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import olefile
import pytest

from core.commands import run
from core.paths import resource

PACK = "zhengti-hunan-2023"


def _empty(folder: Path) -> Path:
    path = folder / "空.docx"
    path.write_bytes(b"")
    return path


def _scanned(folder: Path) -> Path:
    """A PDF whose only page is a picture."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    path = folder / "扫描.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.rect(40, 40, 500, 700, fill=1)
    canvas.showPage()
    canvas.save()
    return path


def _renamed_zip(folder: Path) -> Path:
    path = folder / "改名.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "text")
    return path


def _huge(folder: Path) -> Path:
    """200 MB of nothing, sparse on the disk."""
    path = folder / "太大.txt"
    with path.open("wb") as file:
        file.write("一、基本情况\n".encode())
        file.truncate(200 * 1024 * 1024)
    return path


def _garbage(folder: Path) -> Path:
    path = folder / "乱码.pdf"
    path.write_bytes(bytes(range(256)) * 20)
    return path


def _missing(folder: Path) -> Path:
    return folder / "没有.docx"


BAD = [_empty, _scanned, _renamed_zip, _huge, _garbage, _missing]


def _one_sentence(capsys: pytest.CaptureFixture[str], named: str) -> str:
    out = capsys.readouterr()
    assert out.out == ""
    lines = out.err.splitlines()
    assert len(lines) == 1
    assert named in lines[0]
    assert lines[0].endswith("。")
    return lines[0]


@pytest.mark.parametrize("make", BAD, ids=[make.__name__[1:] for make in BAD])
def test_import_of_a_bad_file_says_so_and_makes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make: object
) -> None:
    source = make(tmp_path)  # type: ignore[operator]
    out = tmp_path / "新.jbao"
    assert run(["import", str(source), "--new", str(out), "--year", "2024", "--json", "-"]) == 1
    _one_sentence(capsys, source.name)
    assert not out.exists()


@pytest.mark.parametrize("make", BAD, ids=[make.__name__[1:] for make in BAD])
def test_check_and_import_into_leave_the_open_report_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make: object
) -> None:
    file = tmp_path / "报告.jbao"
    assert run(["new", str(file), "--template", PACK, "--unit", "示例县总工会", "--year", "2024"]) == 0
    assert run(["set", str(file), "T09.reception=4.33"]) == 0
    capsys.readouterr()
    run(["show", str(file), "--json"])
    before = capsys.readouterr().out
    source = make(tmp_path)  # type: ignore[operator]
    assert run(["import", str(source), "--into", str(file), "--accept", "all"]) == 1
    _one_sentence(capsys, source.name)
    assert run(["check", str(source)]) == 1
    _one_sentence(capsys, source.name)
    run(["show", str(file), "--json"])
    assert capsys.readouterr().out == before


def test_an_encrypted_word_file_is_named_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An encrypted docx is an OLE container; ours is made by office programs only, so a stand-in serves."""
    source = Path(__file__).parent.parent / "reading" / "data"
    stand_ins = [path for path in source.rglob("*") if path.is_file() and olefile.isOleFile(path)]
    if not stand_ins:
        pytest.skip("no OLE stand-in beside the reading tests")
    for path in stand_ins:
        copy = tmp_path / "加密.docx"
        shutil.copyfile(path, copy)
        assert run(["check", str(copy)]) in {0, 1}
        assert len(capsys.readouterr().err.splitlines()) <= 1


def test_a_pack_with_an_unknown_key_names_file_line_and_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pack author's slip ends in one sentence that leads to the line."""
    pack = tmp_path / "我的报表包"
    shutil.copytree(resource("packs", PACK), pack)
    rules = pack / "rules.toml"
    text = rules.read_text(encoding="utf-8").replace("[T09.total]", "[T09.no_such]", 1)
    rules.write_text(text, encoding="utf-8")
    line = next(n for n, words in enumerate(text.splitlines(), 1) if "T09.no_such" in words)
    out = tmp_path / "新.jbao"
    assert run(["new", str(out), "--template", str(pack), "--unit", "示例县总工会", "--year", "2024"]) == 1
    message = _one_sentence(capsys, "rules.toml")
    assert f"第 {line} 行" in message
    assert "T09.no_such" in message
    assert "G9" in message
    assert not out.exists()


def test_a_pack_folder_of_an_author_works_like_a_shipped_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--template may name a folder, so a province can be tried before it ships."""
    pack = tmp_path / "我的报表包"
    shutil.copytree(resource("packs", PACK), pack)
    out = tmp_path / "新.jbao"
    assert run(["new", str(out), "--template", str(pack), "--unit", "示例县总工会", "--year", "2024"]) == 0
    assert run(["set", str(out), "T09.reception=1"]) == 0
    capsys.readouterr()
