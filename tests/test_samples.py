"""The sample unit: last year's report is made as shipped, this year's is complete and prints in every format."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from core.commands import run
from core.report import Report
from core.rules import State, counts

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "resources" / "samples"
OLDER = "示例县总工会2023年度部门整体支出绩效自评报告"
NEWER = "示例县总工会2024年度部门整体支出绩效自评.jbao"


@pytest.fixture
def made(tmp_path, monkeypatch):
    """The samples made anew in a folder of the test."""
    monkeypatch.syspath_prepend(ROOT / "build" / "samples")
    importlib.import_module("make").make(tmp_path)
    return tmp_path


def findings(path):
    report = Report.open(path, read_only=True)
    try:
        return report.findings()
    finally:
        report.close()


def test_last_years_report_is_shipped_as_it_is_made(made):
    for suffix in (".docx", ".txt"):
        assert (made / f"{OLDER}{suffix}").read_bytes() == (SAMPLES / f"{OLDER}{suffix}").read_bytes(), (
            "run build/samples/make.py"
        )


def test_word_and_text_say_the_same(made):
    from core.reading import read

    word, text = (read(made / f"{OLDER}{suffix}") for suffix in (".docx", ".txt"))

    def prose(document):
        return [one.block.text for one in document.blocks if hasattr(one.block, "text")]

    assert prose(word) == prose(text)


@pytest.mark.parametrize("place", ["made", "shipped"])
def test_this_years_report_has_nothing_left_to_do(made, place):
    found = findings(made / NEWER if place == "made" else SAMPLES / NEWER)
    assert [one for one in found if one.state is State.FAIL and not one.rounding] == []
    assert [one for one in found if one.state is State.NOT_CHECKABLE] == []
    assert counts(found)["error"] == 0
    assert any(one.state is State.PASS for one in found)


def test_this_years_report_prints_formally_in_every_format(made):
    out = {suffix: made / f"out.{suffix}" for suffix in ("pdf", "xlsx", "docx")}
    asked = [part for suffix, path in out.items() for part in (f"--{suffix}", str(path))]
    assert run(["export", str(made / NEWER), *asked]) == 0
    assert all(path.stat().st_size > 5_000 for path in out.values())


def test_the_shipped_report_names_nobodys_account_and_is_small():
    report = Report.open(SAMPLES / NEWER, read_only=True)
    try:
        assert {one.who for one in report.file.history()} == {"示例"}
    finally:
        report.close()
    assert (SAMPLES / NEWER).stat().st_size < 400_000
