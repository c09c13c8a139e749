"""The golden list of rules.md on the real reports, as far as it concerns the numbers in text."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from core.commands import run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.real

ECHENG = "seeds/002_鄂城区总工会2023年度部门决算"
BEITA = "seeds/003_北塔区总工会2022年度整体支出绩效评价"
NANYUE = "seeds/004_南岳区总工会2023年度整体支出绩效自评"
SHANGHAI = "shanghai/社会工作部_2024年度部门决算"


def _check(capsys: pytest.CaptureFixture[str], path: str) -> list[dict[str, Any]]:
    run(["check", path, "--json", "-"])
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["findings"]
    return found


def _facts(findings: list[dict[str, Any]], rule: str) -> Counter[tuple[str, str | None]]:
    return Counter((one["quote"].replace(" ", ""), one["expected"]) for one in findings if one["rule"] == rule)


@pytest.mark.parametrize("suffix", [".txt", ".docx", ".doc"])
def test_echeng(samples: Path, capsys: pytest.CaptureFixture[str], suffix: str) -> None:
    """002: every growth rate, share and completion rate that is wrong, with the right one."""
    found = _check(capsys, f"{samples / ECHENG}{suffix}")
    assert _facts(found, "C2") == Counter(
        {
            ("21%", "25.49%"): 1,
            ("23%", "40.21%"): 1,
            ("16%", "25.49%"): 1,
            ("9%", "17.72%"): 1,
            ("20%", "13.04%"): 1,
            ("8%", "3.37%"): 1,
            ("8%", "13.04%"): 1,
            ("8%", "5.59%"): 1,
        }
    )
    assert _facts(found, "C8") == Counter({("93%", "89.69%"): 1, ("99%", "97.52%"): 1, ("1%", "2.48%"): 1})
    completions = ["111.42%", "25.24%", "70.39%", "70.39%", "97.00%"]
    assert sorted(one["expected"] for one in found if one["rule"] == "C11") == completions
    assert _facts(found, "C7") == Counter({("26.94元", "26.94万元"): 1})
    rules = Counter(one["rule"] for one in found)
    assert (rules["C12"], rules["C13"], rules["C4"], rules["A15"]) == (5, 4, 1, 1)
    pairs = {(one["claimed"], one["expected"]) for one in found if one["rule"] == "C3"}
    assert pairs >= {("26.94元", "14.14万元"), ("20%", "8%"), ("2.68万元", "4.46万元")}
    assert _facts(found, "G15") == Counter({("100%", "142.06%"): 1})
    assert sorted(one["claimed"] for one in found if one["rule"] == "B13") == ["15.87万元", "20.16万元"]
    bound = {(one["rule"], one["place"]) for one in found}  # the 绩效自评 that is bound into it
    assert ("G7", "fund.total@actual") in bound
    assert "E11" not in rules
    assert {"B4", "B11", "C15", "C16", "C17", "E12", "E13"} <= set(rules)
    assert not rules["C1"] + rules["C19"] + rules["C22"] + rules["C23"]
    assert [one["quote"] for one in found if one["rule"] == "E2"] == ["……"] * 6
    assert (rules["A14"], rules["G5"]) == (3, 1)


def test_beita(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """003: control rates on a budget of nothing, a rate on a part of the budget, budgets that do not add up."""
    found = _check(capsys, f"{samples / BEITA}.docx")
    errors = Counter(one["rule"] for one in found if one["severity"] == "error")
    assert errors == Counter({"G9": 2, "G2": 1, "B16": 1, "E7": 1})
    assert _facts(found, "G2") == Counter({("444%", "100.00%"): 1})
    assert _facts(found, "B16") == Counter({("43.84万元", "36.58万元"): 1})
    assert "C25" in {one["rule"] for one in found}


def test_nanyue(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """004: a large change without a reason, the unit's name without 区; its shares and sums are right."""
    found = _check(capsys, f"{samples / NANYUE}.pdf")
    assert {one["rule"] for one in found if one["severity"] == "error"} == {"E7"}
    assert {one["rule"] for one in found if one["severity"] == "warning"} == {"A13", "C14", "E8", "E10", "E12"}
    assert _facts(found, "E12") == Counter({("南岳总工会", None): 1})
    assert _facts(found, "C14") == Counter({("27.32万元", None): 1})


def test_shanghai(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """社会工作部: exactly the known errors, one warning, rounding as hints."""
    found = _check(capsys, f"{samples / SHANGHAI}.pdf")
    errors = Counter(one["rule"] for one in found if one["severity"] == "error")
    assert errors == Counter({"C5": 4, "E1": 2, "C12": 1, "C21": 1})
    assert [(one["rule"], one["quote"]) for one in found if one["severity"] == "warning"] == [("C16", "邮电费")]
    assert _facts(found, "C21") == Counter({("21.07万元", "42.14万元"): 1})


HINTS = {
    "seeds/000_零陵区总工会2023年度整体支出绩效自评.txt": {"A9", "H7", "E5"},
    "seeds/001_安化县总工会2023年度整体支出绩效自评.pdf": {"C23", "C18", "H4", "E6"},
    f"{ECHENG}.txt": {"B6", "C6", "H3", "H4"},
    f"{BEITA}.txt": {"C25", "H2", "H3"},
    f"{NANYUE}.pdf": {"B6", "H1", "H2", "H3", "E5"},
}


@pytest.mark.parametrize("path", HINTS)
def test_hints_of_the_golden_list(samples: Path, capsys: pytest.CaptureFixture[str], path: str) -> None:
    """Rounding differences, terms, quotation marks and dates are hints."""
    found = _check(capsys, str(samples / path))
    assert {one["rule"] for one in found if one["severity"] == "hint"} >= HINTS[path]
