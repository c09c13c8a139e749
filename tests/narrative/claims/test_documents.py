"""Whole explanations in the phrasing of several provinces, with right numbers: nothing is said against them.

The numbers are invented; one printed 0.00% on a budget of nothing is the only fault.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.narrative.claims import Book, Ground, check_whole, read_text

FOLDER = Path(__file__).parents[2] / "data" / "claims" / "documents"
FAULTS = {"yunnan": [("C12", "0.00%")]}
RATE = re.compile(r"(?<=[长降的占])(\d+\.\d+)%")


def found(text):
    ground = Ground("县林业局", 2023)
    every = check_whole(Book(read_text(text, "1", ground), ground))
    return [(one.rule, one.quote) for one in every if one.severity != "hint"]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_right_documents_stay_silent(path):
    assert found(path.read_text(encoding="utf-8")) == FAULTS.get(path.stem, [])


def test_nearly_every_rate_that_is_made_wrong_is_found_and_nothing_else():
    """Each percentage is falsified alone; a few have nothing in the text to be held against."""
    missed, every = [], 0
    for path in sorted(FOLDER.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        right = set(found(text))
        for match in RATE.finditer(text):
            if float(match[1]) in {0.0, 100.0}:
                continue
            wrong = f"{float(match[1]) + 11.37:.2f}%"
            fresh = [one for one in found(text[: match.start()] + wrong + text[match.end() :]) if one not in right]
            assert all(quote == wrong or rule == "C3" for rule, quote in fresh), (match[0], fresh)
            every += 1
            missed += [] if fresh else [match[0]]
    assert every > 50
    assert len(missed) <= 0.05 * every, missed
