import json

import pytest
from hypothesis import given

from core.figures import Held
from core.reportfile import Entry, Origin, codec
from core.reportfile.codec import DamagedValueError
from tests.reportfile.examples import entries, money
from tests.reportfile.test_changes import changes


@given(entries)
def test_an_entry_comes_back_from_its_columns(entry):
    assert codec.entry(dict(zip(codec.FIGURE_COLUMNS, codec.columns(entry), strict=True))) == entry


@given(changes)
def test_a_change_comes_back_from_its_item(change):
    assert codec.change(*codec.item(change)) == change


def test_numbers_are_stored_as_canonical_text():
    assert codec.columns(money(51_320_000))[1] == "51320000"
    assert codec.columns(Entry(Held.rate(money(2).held.number / 6)))[1] == "1/3"


def stored(**fields):
    return json.dumps(dict(zip(codec.FIGURE_COLUMNS, codec.columns(money(1)), strict=True)) | fields)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "[" * 100_000,
        "{}",
        stored(state="full"),
        stored(number="1e999999999"),
        stored(number="1/0"),
        stored(number="9" * 5000),
        stored(number=1.5),
        stored(text=3),
        stored(decimals="2"),
        stored(origin="guessed"),
        stored(evidence="first"),
    ],
)
def test_what_cannot_have_been_written_is_damage(text):
    with pytest.raises(DamagedValueError):
        codec.change("figure", "T03.total.basic", "actual", None, text)


@pytest.mark.parametrize(("kind", "text"), [("row", '"first"'), ("mark", "1"), ("section", "null"), ("pack", "1")])
def test_each_kind_has_its_type(kind, text):
    with pytest.raises(DamagedValueError):
        codec.change(kind, "name", "part", text, None)


def test_imported_entries_keep_their_evidence():
    entry = Entry(Held.money(5), Origin.IMPORTED, 7)
    assert codec.entry(dict(zip(codec.FIGURE_COLUMNS, codec.columns(entry), strict=True))).evidence == 7
