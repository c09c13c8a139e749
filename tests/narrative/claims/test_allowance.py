"""How many numbers of a document are read: what no report has is left, and that is told."""

import json
from pathlib import Path

import pytest

from core.narrative.claims import Book, Ground, check_whole, read_text
from core.narrative.claims import allowance as allowances
from core.narrative.claims.allowance import Allowance
from core.narrative.claims.undecided import undecided
from core.wrapped import LONGEST

NOBODY = Ground("", 2023)
WRONG = "水电费上年40.00万元，今年52.00万元，增长五成。"
FOLDER = Path(__file__).parents[2] / "data" / "claims"


def places(text):
    return [one.place for one in check_whole(Book(read_text(text, "t", NOBODY), NOBODY))]


def unread(read):
    """Where it is told that numbers were not read."""
    return [one.place for one in undecided(Book(read, NOBODY)) if "没有核对" in one.message]


def test_what_stands_behind_the_allowance_is_not_read_and_told(monkeypatch):
    text = "\n".join([WRONG] * 3)
    assert len(places(text)) == 3
    assert not unread(read_text(text, "t", NOBODY))
    monkeypatch.setattr(allowances, "_MOST", 4)
    assert places(text) == places("\n".join([WRONG] * 2))
    (place,) = unread(read_text(text, "t", NOBODY))
    start = int(place.rpartition(":")[2].partition("-")[0])
    assert text[start:].startswith("40.00")
    assert start > 2 * len(WRONG)


def test_the_allowance_is_the_documents_not_a_sections(monkeypatch):
    monkeypatch.setattr(allowances, "_MOST", 2)
    allowance = Allowance()
    first, second = (read_text(WRONG, name, NOBODY, allowance=allowance) for name in ("1", "2"))
    assert [one.unread for one in (*first, *second)] == [False, True]


@pytest.mark.parametrize("line", ["甲1.00万元、" * 501, "，".join(["维修费1.00万元"] * (LONGEST // 8))])
def test_a_line_that_is_a_table_is_told_as_not_read(line):
    (paragraph,) = read_text(line, "t", NOBODY)
    assert paragraph.unread
    assert not paragraph.amounts
    assert unread([paragraph]) == [paragraph.place(1 if line[0] == "甲" else 3, 5 if line[0] == "甲" else 7)]


def test_all_labelled_texts_together_have_no_more_numbers_than_are_read():
    """No text of the labels is left, though one document of all of them would be left half read."""
    for path in sorted(FOLDER.glob("*.jsonl")):
        if "held" not in path.stem:
            for line in path.read_text(encoding="utf-8").splitlines():
                assert not any(one.unread for one in read_text(json.loads(line)["text"], "t", NOBODY))
