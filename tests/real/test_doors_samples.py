"""The main job through the doors, on the real reports: what import finds and what check says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from core.commands import run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.real

ANHUA = "seeds/001_安化县总工会2023年度整体支出绩效自评"
LINGLING = "seeds/000_零陵区总工会2023年度整体支出绩效自评"
NANYUE = "seeds/004_南岳区总工会2023年度整体支出绩效自评"
TEN = [
    "部门(单位)基本情况",
    "一般公共预算支出情况",
    "政府性基金预算支出情况",
    "国有资本经营预算支出情况",
    "社会保险基金预算支出情况",
    "部门整体支出绩效情况",
    "存在的问题及原因分析",
    "下一步改进措施",
    "绩效自评结果拟应用和公开情况",
    "其他需要说明的情况",
]
CELLS = {
    "T04.total_expenditure.total": "314.12",
    "T03.total.total": "314.12",
    "T03.total.basic": "298.18",
    "T03.total.project": "15.95",
    "T05.total.basic": "298.18",
    "T06.personnel_total": "265.5",
    "T06.public_total": "32.67",
    "T06.301": "232.18",
    "T06.302": "20.67",
    "T06.303": "45.32",
    "T06.30215": "0.53",
    "T09.total": "4.33",
    "T09.reception": "4.33",
}


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    status = run([*arguments, "--json", "-"])
    out = capsys.readouterr()
    return status, json.loads(out.out) if out.out else {"error": out.err}


@pytest.mark.parametrize("suffix", [".pdf", ".txt"])
@pytest.mark.parametrize(("year", "aspect"), [("2024", "prior"), ("2023", "actual")])
def test_import_finds_the_ten_sections_and_the_budget(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str, year: str, aspect: str
) -> None:
    """Last year's figures are `prior` of the next year's file, `actual` of their own."""
    status, found = _json(
        capsys, "import", f"{samples / ANHUA}{suffix}", "--new", str(tmp_path / "a.jbao"), "--year", year
    )
    assert status == 0
    assert [one["title"] for one in found["sections"] if one["level"] == 1] == TEN
    cells = {one["key"]: one for one in found["figures"] if one["aspect"] == aspect}
    assert {key: cells[key]["value"] for key in CELLS} == CELLS
    assert {cells[key]["year"] for key in CELLS} == {2023}
    assert {cells[key]["unit"] for key in CELLS} == {"万元"}


def test_import_lists_every_change_and_share(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Changes and shares follow from figures; they are listed with their words, not kept."""
    _, found = _json(capsys, "import", f"{samples / ANHUA}.pdf", "--new", str(tmp_path / "a.jbao"), "--year", "2024")
    relations = [(one["relation"], one["value"], one["unit"]) for one in found["relations"]]
    assert relations == [
        ("share", "95", "%"),
        ("share", "5", "%"),
        ("change", "11.26", "万元"),
        ("change", "3.64", "%"),
        ("share", "89.04", "%"),
        ("change", "17.31", "万元"),
        ("change", "6.12", "%"),
        ("share", "10.96", "%"),
        ("change", "6.06", "万元"),
        ("change", "1.08", "万元"),
        ("change", "0.07", "万元"),
        ("change", "4.15", "万元"),
        ("change", "20.65", "%"),
    ]


def test_import_writes_nothing_before_it_is_accepted(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--into with the default --accept none leaves the file as it was; accepting is one change set, one undo."""
    file = str(tmp_path / "a.jbao")
    _json(capsys, "new", file, "--template", "zhengti-hunan-2023", "--unit", "安化县总工会", "--year", "2024")
    _, before = _json(capsys, "show", file)
    source = f"{samples / ANHUA}.txt"
    _, found = _json(capsys, "import", source, "--into", file)
    assert found["accepted"] == 0
    assert _json(capsys, "show", file)[1] == before
    _, found = _json(capsys, "import", source, "--into", file, "--accept", "certain")
    assert found["accepted"] > 20
    _, history = _json(capsys, "history", file)
    assert len(history["changes"]) == 2
    _, shown = _json(capsys, "show", file, "T06.personnel_total")
    assert shown["figures"][0]["quote"] == "人员经费支出265.5万元"
    _json(capsys, "undo", file)
    assert _json(capsys, "show", file)[1] == before


def _failures(found: dict[str, Any], rule: str) -> list[dict[str, Any]]:
    return [one for one in found["findings"] if one["rule"] == rule]


@pytest.mark.parametrize("suffix", [".pdf", ".txt"])
def test_check_of_anhua(samples: Path, capsys: pytest.CaptureFixture[str], suffix: str) -> None:
    """The golden list of 001: the 12.00 that moved, the prompts, the rounding differences, and nothing else."""
    status, found = _json(capsys, "check", f"{samples / ANHUA}{suffix}")
    assert status == 1
    moved = {(one["claimed"], one["expected"]) for one in _failures(found, "B15")}
    assert moved == {("265.50万元", "277.50万元"), ("32.67万元", "20.67万元")}
    assert any("偏离绩效目标" in one["quote"] for one in _failures(found, "E1"))
    rounding = [one for one in found["findings"] if one["severity"] == "hint"]
    assert {one["rule"] for one in rounding} >= {"C23", "A9"}
    assert ("314.12万元", "314.13万元") in {(one["claimed"], one["expected"]) for one in rounding}
    assert {one["rule"] for one in found["findings"] if one["severity"] == "error"} == {"B15", "E1"}
    assert {one["rule"] for one in found["findings"] if one["severity"] == "warning"} == {"E10", "C20"}


@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_check_of_lingling(samples: Path, capsys: pytest.CaptureFixture[str], suffix: str) -> None:
    """The golden list of 000 without its prose: a mobile number, a missing 元, the number 6、, an address."""
    status, found = _json(capsys, "check", f"{samples / LINGLING}{suffix}")
    assert status == 1
    assert {one["rule"] for one in found["findings"] if one["severity"] == "error"} == {"F1"}
    assert {one["rule"] for one in found["findings"] if one["severity"] == "warning"} == {
        "C7",
        "C15",
        "E8",
        "E10",
        "F2",
        "F5",
    }
    assert [one["quote"] for one in _failures(found, "C7")] == ["442.68万"]
    assert any("442.68" in one["message"] and "442.69" in one["message"] for one in _failures(found, "A9"))


def test_check_of_nanyue_names_what_is_missing(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """004 lacks sections, mixes decimals, and its parts add up within rounding."""
    _, found = _json(capsys, "check", f"{samples / NANYUE}.pdf")
    missing = " ".join(one["message"] for one in _failures(found, "E7"))
    assert all(title in missing for title in TEN[6:])
    assert {one["quote"] for one in _failures(found, "A13")} >= {"日常公用经费28.279万元"}
    assert [one["severity"] for one in _failures(found, "B6")] == ["hint"]


def test_check_of_a_folder_reads_every_sample(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder gives one document a file; none of the real ones is unreadable."""
    _, found = _json(capsys, "check", str(samples / "seeds"))
    assert len(found["files"]) == len([p for p in (samples / "seeds").iterdir() if not p.name.startswith(".")])
    assert all(one["year"] for one in found["files"])
