"""A folder is checked as a whole: each file of it stands in the summary with its way from the folder."""

from __future__ import annotations

import csv

from openpyxl import load_workbook

from core.commands import run

TEXT = "2023年度本年支出合计936.40万元，比上年增加90.80万元，增长20.93%。"


def _folder(tmp_path):
    for name in ("甲局", "乙局/本级"):
        place = tmp_path / "报送" / name
        place.mkdir(parents=True)
        (place / "说明.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "报送"


def test_files_of_one_name_are_told_apart(tmp_path, capsys):
    folder = _folder(tmp_path)
    for suffix in ("csv", "xlsx"):
        assert run(["check", str(folder), "--summary", str(tmp_path / f"汇总.{suffix}")]) == 1
    with (tmp_path / "汇总.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert {row[0] for row in rows[1:]} == {"甲局/说明.txt", "乙局/本级/说明.txt"}
    assert [row[0] for row in rows if row[7] == "20.93%"] == ["乙局/本级/说明.txt", "甲局/说明.txt"]
    sheet = load_workbook(tmp_path / "汇总.xlsx").active
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == rows
    assert "乙局/本级/说明.txt：错误" in capsys.readouterr().out


def test_a_file_alone_bears_its_name(tmp_path):
    path = _folder(tmp_path) / "甲局" / "说明.txt"
    run(["check", str(path), "--summary", str(tmp_path / "汇总.csv")])
    text = (tmp_path / "汇总.csv").read_text(encoding="utf-8-sig")
    assert "\r\n说明.txt," in text or "\n说明.txt," in text
