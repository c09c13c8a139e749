"""What the reading of prose may cost: sums as they are meant, a budget for what no report has, tables left alone."""

import json
import random
from fractions import Fraction
from pathlib import Path

import pytest

from core.figures import Held, Kind
from core.narrative.claims import Book, Ground, Prose, check_whole, read_text
from core.narrative.claims.model import Amount, Aspect
from core.narrative.claims.second import adding
from core.narrative.claims.second import effort as efforts
from core.narrative.claims.second.effort import Effort, is_table
from core.narrative.claims.told import Told, read_told
from core.narrative.claims.undecided import undecided
from core.narrative.claims.weighed.amounts import choices, way_weights
from core.narrative.claims.weighed.operands import Row
from core.narrative.claims.weighed.pieces import shipped
from core.narrative.claims.weighed.ways import Derived

FOLDER = Path(__file__).parents[2] / "data" / "claims"
LABELLED = [
    json.loads(line)["text"]
    for path in sorted(FOLDER.glob("*.jsonl"))
    if "held" not in path.stem
    for line in path.read_text(encoding="utf-8").splitlines()
]
NOBODY = Ground("", 2023)
WRONG = "水电费上年40.00万元，今年52.00万元，增长五成。"


def judged(text):
    return check_whole(Book(read_text(text, "t", NOBODY), NOBODY))


def test_ways_are_worth_the_sum_of_their_cues():
    """On every nineteenth labelled text: pieces that are looked up make what all names of cues make one by one."""
    worth = way_weights()
    for text in LABELLED[::19]:
        for paragraph in read_text(text, "t", NOBODY):
            row = Row(read_told(paragraph, []))
            for place in range(len(row.numbers)):
                if row.is_amount(place) and row.values[place] > 0:
                    derived = Derived(row, place)
                    named = [sum(worth.get(name, 0.0) for name in names) for names in choices(derived)]
                    assert shipped().scores(derived) == pytest.approx(named)


def amounts(values, paragraph):
    """Amounts of money, so many 分, in a row."""
    return [
        Amount(at, at + 1, Kind.MONEY, Held.money(value), "", False, 0, Aspect.ACTUAL, 0, paragraph)
        for at, value in enumerate(values)
    ]


def plainly_makes(row, total, known):
    """Whether two or more neighbours make a total, looked for run by run."""
    for first in range(len(row)):
        for last in range(first + 2, len(row) + 1):
            run = row[first:last]
            env = sum((adding.num(one).env for one in run), Fraction(0))
            if abs(sum(one.number for one in run) - total.number) <= env and not {*map(id, run)} <= known:
                return True
    return False


@pytest.mark.parametrize("seed", range(40))
def test_neighbours_that_make_a_total_are_found_as_by_trying_every_run(seed):
    choose = random.Random(seed)
    (paragraph,) = read_text(WRONG, "t", NOBODY)
    low = -5 if seed % 4 == 0 else 0
    row = amounts([choose.randint(low, 30) * 10_000 for _ in range(choose.randint(3, 12))], paragraph)
    told = Told(paragraph, row, [], set(), set())
    for at, total in enumerate(row):
        parts = row[:at][-2:]
        sides = [row[:at], row[at + 1 :]]
        runs = [run for side in sides for run in (side, side[::2], side[1::2])]
        due = any(plainly_makes(run, total, {*map(id, parts)}) for run in runs)
        assert adding.sums_elsewhere(told, total, parts) == due


def test_a_row_of_a_table_is_no_prose():
    assert is_table("人员经费1.00 2.00 3.00 " * 10)
    assert is_table("1.00万元、" * 16)
    assert not is_table("1.00万元、" * 15)
    assert not any(is_table(line) for text in LABELLED for line in text.split("\n"))


def test_no_labelled_text_reaches_a_twentieth_of_the_effort():
    for text in LABELLED[::5]:
        read = read_text(text, "t", NOBODY)
        check_whole(Book(read, NOBODY))
        assert sum(one.effort for one in read) < Effort().left / 20


def test_what_stands_behind_the_effort_is_read_once_only(monkeypatch):
    """From the beginning on: the first two of three paragraphs."""
    rules = [one.place for one in judged("\n".join([WRONG] * 3))]
    assert len(rules) == 3
    (paragraph,) = read_text(WRONG, "t", NOBODY)
    check_whole(Book([paragraph], NOBODY))
    monkeypatch.setattr(efforts, "_MOST", paragraph.effort + 1)
    assert [one.place for one in judged("\n".join([WRONG] * 3))] == rules[:2]


def test_from_where_on_a_document_is_read_once_is_told(monkeypatch):
    text = "\n".join([WRONG] * 3)
    book = Book(read_text(text, "t", NOBODY), NOBODY)
    check_whole(book)
    assert not [one for one in undecided(book) if "只核对一遍" in one.message]
    monkeypatch.setattr(efforts, "_MOST", book.paragraphs[0].effort + 1)
    book = Book(read_text(text, "t", NOBODY), NOBODY)
    check_whole(book)
    (told,) = [one for one in undecided(book) if "只核对一遍" in one.message]
    assert int(told.place.rpartition(":")[2].partition("-")[0]) > 2 * len(WRONG)


def test_an_edit_before_it_moves_how_far_a_document_is_read_again(monkeypatch):
    (paragraph,) = read_text(WRONG, "t", NOBODY)
    check_whole(Book([paragraph], NOBODY))
    monkeypatch.setattr(efforts, "_MOST", paragraph.effort)
    prose = Prose(NOBODY, ["1", "2"])
    for first in ("", WRONG, "没有数字。", WRONG):
        prose.update("1", first)
        prose.update("2", WRONG)
        read = [*read_text(first, "1", NOBODY), *read_text(WRONG, "2", NOBODY)]
        assert prose.findings == {one.id: one for one in check_whole(Book(read, NOBODY))}
