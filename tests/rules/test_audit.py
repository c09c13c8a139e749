"""Every rule of rules.md has what implements it, in every pack that needs it, or a reason why not."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from core.rules.canon import aliases, canonical
from core.template import shipped

ROOT = Path(__file__).resolve().parent.parent.parent
RULES = {"A": 16, "B": 16, "D": 5, "E": 16, "F": 8, "G": 15}
"""How many rules each group of rules.md has."""


@pytest.fixture(scope="module")
def audit():
    sys.path.insert(0, str(ROOT / "build" / "docs"))
    try:
        yield importlib.import_module("audit")
    finally:
        sys.path.remove(str(ROOT / "build" / "docs"))


def test_each_rule_stands_in_the_audit_once(audit):
    held = [entry.id for entry in audit.entries()]
    assert len(held) == len(set(held))
    wanted = {f"{letter}{number}" for letter, count in RULES.items() for number in range(1, count + 1)}
    assert wanted - set(held) == set()
    assert {identity for identity in set(held) - wanted if identity[0] not in "CX"} == set()


def test_the_audit_and_what_ships_agree(audit):
    assert list(audit.faults()) == []


def test_a_missing_rule_a_missing_pack_and_another_severity_are_told(audit, monkeypatch):
    """The audit itself can fail."""
    (_, second, *rest) = audit.entries()
    wrong = audit.Entry(
        "A1", "x", "hint", {"juesuan": ["A1/none"], "nowhere": []}, ("T01.total_income", "T99.x"), ("Z9",)
    )
    monkeypatch.setattr(audit, "entries", lambda: (wrong, *rest))
    told = "\n".join(audit.faults())
    for words in (
        "juesuan-hubei-2023 lacks A1/none",
        "no pack begins with nowhere",
        "T01.total_income is error, rules.md says hint",
        "no computed figure T99.x",
        "no check Z9",
        f"juesuan-hunan-2023 {second.id}/balance is not in the audit",
        "T01.grand_total_income answers to A2 and is not in the audit",
    ):
        assert words in told, words


def test_what_is_not_implemented_says_why(audit):
    bare = {entry.id for entry in audit.entries() if not (entry.rules or entry.figures or entry.code)}
    assert bare == {"D4", "F7", "F8"}
    assert all(len(entry.note) > 15 for entry in audit.entries() if entry.id in bare)


def test_each_x_rule_is_shipped_under_its_own_id_or_belongs_to_one_that_is_code(audit):
    ids = {rule.id for pack in shipped() for rule in pack.rules} | {one.rule for one in audit.computed().values()}
    wanted = {f"X{number:02}" for number in range(1, 24)}
    assert wanted - ids == {"X22", "X23"}
    assert {canonical(one) for one in ("X22", "X23")} <= audit.code_ids()
    assert set(aliases()) == wanted - {"X16"}
    assert {aliases()[one] for one in aliases()} <= {entry.id for entry in audit.entries()} | {"C1"}
