"""import LAST.jbao --into THIS.jbao / --new: the JSON of the door for our own report file."""

import shutil
import sqlite3

import pytest

from core.report import Report
from tests.commands.conftest import PACK

PROPOSAL = {"key", "label", "aspect", "year", "value", "unit", "origin", "quote", "source", "page", "confidence"}


@pytest.fixture
def last(file, door):
    assert door("set", file, "T09.reception=4.33", "staff.on_duty=11", "T09.reception@initial_budget=5")[0] == 0
    return file


def figures(document):
    return {(one["key"], one["aspect"], one["year"]): one for one in document["figures"]}


def test_a_new_file_from_it(asked, last, tmp_path):
    out = tmp_path / "2024.jbao"
    document = asked("import", last, "--new", out)
    assert document["documents"] == [{"source": last.name, "kind": "jbao", "unit": "县总工会", "year": 2023}]
    assert (document["file"], document["template"]) == (str(out), PACK)
    assert document["accepted"] > 0
    assert all(one.keys() == PROPOSAL for one in document["figures"])
    reception = figures(document)["T09.reception", "prior", 2023]
    assert (reception["value"], reception["unit"], reception["confidence"]) == ("4.33", "万元", "certain")
    assert reception["source"] == last.name
    assert "4.33" in reception["quote"]
    assert figures(document)["staff.on_duty", "actual", 2024]["origin"] == "carried_over"
    held = {(one["key"], one["aspect"]): one for one in asked("show", out)["figures"]}
    assert held["T09.reception", "prior"]["value"] == "4.33"
    assert held["T09.reception", "prior"]["quote"] == reception["quote"]
    assert ("staff.on_duty", "actual") not in held  # likely, so not taken unseen
    assert document["sections"]
    assert document["tables"]


def test_into_a_file_of_the_next_year_and_of_the_same(asked, door, last, tmp_path):
    for year, aspect in ((2024, "prior"), (2023, "actual")):
        this = tmp_path / f"本年{year}.jbao"
        assert door("new", this, "--template", PACK, "--unit", "县总工会", "--year", year)[0] == 0
        assert asked("import", last, "--into", this)["accepted"] == 0
        assert asked("import", last, "--into", this, "--accept", "certain")["accepted"] > 0
        held = {(one["key"], one["aspect"]): one["value"] for one in asked("show", this)["figures"]}
        assert held["T09.reception", aspect] == "4.33"
        assert asked("undo", this)["changes"]
        assert asked("import", last, "--into", this, "--accept", "all")["accepted"] > 0


def test_refusals_leave_no_file(refused, last, tmp_path):
    out = tmp_path / "2024.jbao"
    broken = tmp_path / "坏.jbao"
    broken.write_bytes(last.read_bytes()[:3000])
    assert broken.name in refused(1, "import", broken, "--new", out)
    newer = tmp_path / "新.jbao"
    shutil.copy(last, newer)
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 9001")
    connection.close()
    assert newer.name in refused(1, "import", newer, "--new", out)
    assert last.name in refused(2, "import", last, "--into", last)
    assert not out.exists()


def test_it_is_read_while_it_is_open_elsewhere(asked, last, tmp_path):
    writing = Report.open(last)
    try:
        assert asked("import", last, "--new", tmp_path / "2024.jbao")["accepted"] > 0
    finally:
        writing.close()


def test_the_rule_of_years_is_not_bent(asked, refused, last, tmp_path):
    refused(2, "import", last, "--into", last, "--year", 2022)
    document = asked("import", last, "--new", tmp_path / "2026.jbao", "--year", 2026)
    assert document["accepted"] == 0  # nothing of 2023 has a cell in a file of 2026
