"""export: with errors standing only as a draft, and then all files asked for."""

import pytest

from core.report import Report
from core.rules import counts


@pytest.fixture
def outputs(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return {name: folder / f"自评.{name}" for name in ("pdf", "xlsx", "docx")}


def options(outputs):
    return [part for name, path in outputs.items() for part in (f"--{name}", path)]


def test_errors_need_a_draft_and_write_nothing_otherwise(refused, file, outputs):
    said = refused(1, "export", file, *options(outputs))
    assert file.name in said
    assert "个错误" in said
    assert "--draft" in said
    assert [path for path in outputs.values() if path.exists()] == []


def test_a_draft_is_written_in_every_format(asked, file, outputs):
    document = asked("export", file, *options(outputs), "--draft")
    assert document.keys() == {"file", "written"}
    assert document["file"] == str(file)
    assert [one["format"] for one in document["written"]] == ["pdf", "xlsx", "docx"]
    assert {one["path"] for one in document["written"]} == {str(path) for path in outputs.values()}
    assert document["written"][0]["pages"] >= 1
    assert all("pages" not in one for one in document["written"][1:])
    assert all(path.stat().st_size > 1000 for path in outputs.values())


def test_export_changes_nothing_in_the_file(asked, file, outputs):
    before = asked("show", file), asked("history", file), file.read_bytes()
    asked("export", file, "--xlsx", outputs["xlsx"], "--draft")
    assert (asked("show", file), asked("history", file), file.read_bytes()) == before


def test_without_errors_no_draft_is_needed(asked, file, outputs, monkeypatch):
    findings = Report.findings
    monkeypatch.setattr(Report, "findings", lambda self: [one for one in findings(self) if one.severity != "error"])
    report = Report.open(file, read_only=True)
    assert counts(report.findings())["error"] == 0
    report.close()
    document = asked("export", file, "--docx", outputs["docx"])
    assert [one["format"] for one in document["written"]] == ["docx"]


def test_wrong_use(refused, file, outputs):
    assert "--pdf" in refused(2, "export", file)
    assert "zhengti" in refused(2, "export", file, "--xlsx", outputs["xlsx"], "--draft", "--report", "x")
    refused(2, "export", file, "--xlsx", outputs["xlsx"], "--audience", "everyone")
    assert not outputs["xlsx"].exists()


def test_a_name_of_several_lines_becomes_one(asked, door, tmp_path):
    path = tmp_path / "b.jbao"
    assert door("new", path, "--template", "zhengti-hunan-2023", "--unit", "示例县\n 总工会\t", "--year", 2023)[0] == 0
    assert asked("show", path)["unit"] == "示例县 总工会"


def test_no_output_is_written_over_a_report_file(refused, file, outputs, tmp_path):
    """The same name typed twice must not cost a year's work."""
    before = file.read_bytes()
    assert "填报文件" in refused(1, "export", file, "--pdf", file, "--draft")
    assert "填报文件" in refused(1, "export", file, "--xlsx", file, "--draft")
    hidden = tmp_path / "汇总.csv"
    hidden.write_bytes(before)
    assert "填报文件" in refused(1, "check", file, "--summary", hidden)
    assert ".zip" in refused(2, "templates", "--pack", "zhengti-hunan-2023", "--out", file)
    assert file.read_bytes() == hidden.read_bytes() == before


def test_a_folder_that_is_not_there(refused, file, tmp_path):
    said = refused(1, "export", file, "--xlsx", tmp_path / "nowhere" / "a.xlsx", "--draft")
    assert "a.xlsx" in said or "nowhere" in said


def test_one_file_a_report_where_there_are_several(asked, tmp_path):
    file = tmp_path / "a.jbao"
    asked("new", file, "--template", "zhengti-hunan-2023,juesuan-hunan-2023", "--unit", "县总工会", "--year", 2023)
    document = asked("export", file, "--docx", tmp_path / "a.docx", "--draft")
    assert [one["path"] for one in document["written"]] == [str(tmp_path / "a.docx"), str(tmp_path / "a-2.docx")]
    document = asked("export", file, "--docx", tmp_path / "b.docx", "--draft", "--report", "zhengti")
    assert [one["path"] for one in document["written"]] == [str(tmp_path / "b.docx")]


def test_a_character_without_a_glyph_is_told_where_it_stands(asked, door, outputs, tmp_path):
    """The export is made all the same; the finding names the character, its place and what to do."""
    file = tmp_path / "生僻字.jbao"
    asked("new", file, "--template", "zhengti-hunan-2023", "--unit", "示例\U0002a6d6总工会", "--year", "2024")
    document = asked("export", file, "--pdf", outputs["pdf"], "--draft")
    (finding,) = document["findings"]
    assert (finding["rule"], finding["severity"], finding["quote"]) == ("P1", "warning", "\U0002a6d6")
    assert "U+2A6D6" in finding["message"]
    assert "Word" in finding["message"]
    assert outputs["pdf"].is_file()
    assert "没有字形" in door("export", file, "--pdf", outputs["pdf"], "--draft")[1]
    assert "findings" not in asked("export", file, "--docx", outputs["docx"], "--draft")
