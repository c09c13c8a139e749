"""check --annotate and --summary on the real reports: the marks stand at their words."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from core.commands import run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.real


def test_word_comments(samples: Path, tmp_path: Path) -> None:
    """Each finding of 002 becomes a comment with its arithmetic."""
    from docx import Document

    out = tmp_path / "a.docx"
    source = samples / "seeds/002_鄂城区总工会2023年度部门决算.docx"
    assert run(["check", str(source), "--annotate", str(out)]) == 1
    comments = [one.text for one in Document(str(out)).comments]
    assert any("19.08 ÷ （93.93 − 19.08） = 25.49%，文中为 21%" in text for text in comments)
    assert len(comments) > 40


def test_pdf_annotations(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each finding of 社会工作部 becomes a highlight."""
    import pypdfium2
    import pypdfium2.raw as raw

    out = tmp_path / "a.pdf"
    source = samples / "shanghai/社会工作部_2024年度部门决算.pdf"
    assert run(["check", str(source), "--annotate", str(out), "--json", "-"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    before, after = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument(out)
    counts = [sum(raw.FPDFPage_GetAnnotCount(page) for page in pdf) for pdf in (before, after)]
    assert counts[1] - counts[0] == len(findings)
    before.close()
    after.close()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_summary_of_a_folder(samples: Path, tmp_path: Path, suffix: str) -> None:
    """One row a finding, for every file of the folder."""
    out = tmp_path / f"s{suffix}"
    run(["check", str(samples / "seeds"), "--summary", str(out)])
    if suffix == ".csv":
        rows = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))
    else:
        from openpyxl import load_workbook

        rows = [[str(cell.value) for cell in row] for row in load_workbook(out).active.rows]
    assert len(rows) > 100
    assert {row[0] for row in rows[1:]} == {one.name for one in (samples / "seeds").iterdir()}


def test_other_kinds_are_refused_in_one_line(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A txt cannot carry comments."""
    source = samples / "seeds/002_鄂城区总工会2023年度部门决算.txt"
    assert run(["check", str(source), "--annotate", str(tmp_path / "a.pdf")]) == 2
    assert "批注" in capsys.readouterr().err


def test_a_comment_stands_at_just_its_words(samples: Path, tmp_path: Path) -> None:
    """Runs are divided at the words, the text stays as it was, and cells are found by row and column."""
    from docx import Document

    out = tmp_path / "a.docx"
    source = samples / "seeds/002_鄂城区总工会2023年度部门决算.docx"
    run(["check", str(source), "--annotate", str(out)])
    marked, plain = Document(str(out)), Document(str(source))
    assert [one.text for one in marked.paragraphs] == [one.text for one in plain.paragraphs]
    words = {one.comment_id: "" for one in marked.comments}
    inside: set[int] = set()
    for element in marked.element.body.iter():
        tag = element.tag.rpartition("}")[2]
        name = next((int(value) for key, value in element.attrib.items() if key.endswith("}id") and value.isdigit()), 0)
        if tag == "commentRangeStart":
            inside.add(name)
        elif tag == "commentRangeEnd":
            inside.discard(name)
        elif tag == "t":
            for one in inside:
                words[one] += element.text or ""
    said = [(one.text.split("：", 1), words[one.comment_id]) for one in marked.comments]
    assert sorted(text for (rule, _), text in said if rule.endswith("C2")) == sorted(
        ["21%", "23 %", "16%", "9%", "20%", "8%", "8%", "8%"]
    )
    assert {text for (rule, _), text in said if rule.endswith("A14")} == {"3", "100&", "100%"}
    assert {text for (rule, _), text in said if rule.endswith("E4")} == {"2022年"}
