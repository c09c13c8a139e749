"""check of a document whose sentences are broken into lines, as one pasted out of a PDF is."""

from __future__ import annotations

import json

import docx

from core.commands import run

LINES = [
    "2023年度部门决算情况",
    "2023年度支出合计93.93",
    "万元，比上年增加19.08万元，增长",
    "21%，原因是人员增加。",
]


def checked(capsys, path, *options):
    run(["check", str(path), "--json", "-", *options])
    return json.loads(capsys.readouterr().out)["findings"]


def test_a_word_file_of_broken_paragraphs(tmp_path, capsys):
    """The number is found over its breaks, and its comment stands in the paragraph that holds it."""
    source, out = tmp_path / "报告.docx", tmp_path / "批注.docx"
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(source))
    found = checked(capsys, source, "--annotate", str(out))
    assert [(one["quote"], one["expected"]) for one in found if one["rule"] == "C2"] == [("21%", "25.49%")]
    assert sum(one["rule"] == "H6" for one in found) == 1
    marked = docx.Document(str(out))
    assert any("25.49%" in comment.text for comment in marked.comments)
    (holder,) = [one for one in marked.paragraphs if one.text.startswith("21%")]
    assert "commentRangeStart" in holder._p.xml


def test_a_text_file_of_broken_lines(tmp_path, capsys):
    """Its lines are put together while it is read, so that there is no break to tell of."""
    source = tmp_path / "报告.txt"
    source.write_text("\n".join(LINES), encoding="utf-8")
    found = checked(capsys, source)
    assert [(one["quote"], one["expected"]) for one in found if one["rule"] == "C2"] == [("21%", "25.49%")]
