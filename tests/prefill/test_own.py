"""Our own report file as a source: by the rule of years, with its places, without guessing."""

from __future__ import annotations

import pytest

from core.commands.carry import carry_over
from core.errors import JuebaoError, ReportFileError
from core.figures import Held, plain
from core.narrative import Ref, StatementSpan, Text
from core.prefill import OwnReport, accept, read_source, recognise, understand
from core.prefill.placing import opening_of
from core.report import Report
from core.report.aside import Shown
from core.reportfile import Origin
from core.template import template_of

PACKS = ("juesuan-hunan-2023", "zhengti-hunan-2023")
FIGURES = {
    "T01.opening_balance": "3.00",
    "T01.closing_balance": "7.25",
    "T04.closing_balance.general": "6.50",
    "T05.2012901.basic": "79.97",
    "T09.reception": "4.33",
    "staff.on_duty": "16",
    "procurement.goods": "2.00",
    "T07.2082201.opening": "2.00",
    "T07.2082201.income": "1.50",
    "T07.2082201.project": "3.00",
}
DUTY = "我会成立于1998年。2023年组织会员3200人，慰问困难职工12户。"


def filled(path, packs=PACKS):
    report = Report.create(path, packs, "示例县总工会", 2023)
    if "juesuan-hunan-2023" in packs:
        for row in ("T05.2012901", "T07.2082201"):
            report.apply("行", report.row_changes(*row.split(".")))
    for key, text in FIGURES.items():
        if "juesuan-hunan-2023" in packs or not key.startswith("T0") or key.startswith("T09"):
            report.type(key, "actual", text)
    report.type("T09.reception", "prior", "5.10")
    report.type("T09.reception", "initial_budget", "5.00")
    row, _ = report.add_row("project", {"name": Held.words("劳模慰问")})
    report.type(f"project.{row}.amount", "actual", "7.00")
    return report


@pytest.fixture
def last(tmp_path):
    path = tmp_path / "示例2023.jbao"
    report = filled(path)
    report.set_section("js.about.duty", [Text(DUTY)])
    report.close()
    return path


@pytest.fixture
def now():
    report = Report.scratch(PACKS, "示例县总工会", 2024, begin=True)
    yield report
    report.close()


def offered(path, report):
    return understand([read_source(path)], report.template, report.year)


def number(report, key, aspect="actual"):
    entry = report.entries.get((key, aspect))
    return plain(entry.held) if entry else None


def test_the_file_says_itself_what_it_is(last):
    document = read_source(last)
    assert isinstance(document, OwnReport)
    guess = recognise([document])
    assert (guess.packs, guess.year, guess.unit) == (list(PACKS), 2023, "示例县总工会")
    assert read_source(last.rename(last.with_suffix(".bak"))).kind == "jbao"


def test_last_years_file_goes_by_the_rule_of_years(last, now):
    found = offered(last, now)
    accept(now, found, "all")
    assert number(now, "T09.reception", "prior") == "4.33"
    assert number(now, "T09.reception") is None
    assert number(now, "T01.opening_balance") == number(now, "T01.closing_balance", "prior") == "7.25"
    assert number(now, "T04.opening_general") == "6.50"
    assert number(now, "T07.2082201.opening") == "0.50"
    assert number(now, "staff.on_duty") == number(now, "staff.on_duty", "prior") == "16"
    assert now.entries["staff.on_duty", "actual"].origin is Origin.CARRIED_OVER
    assert now.entries["T09.reception", "prior"].origin is Origin.IMPORTED
    budgets = [one for one in found.proposals if one.key == "T09.reception" and one.aspect == "initial_budget"]
    assert [one.target for one in budgets] == [None]
    (row,) = now.rows("project")
    assert now.row_name("project", row) == "劳模慰问"


def test_it_gives_what_a_new_file_from_it_would_hold(last, now, tmp_path):
    """Import and `new --from` follow one rule: every cell of last year and every opening balance agree."""
    carried = carry_over(last, tmp_path / "2024.jbao")
    accept(now, offered(last, now), "all")
    shown = Shown(now.template)
    openings = {opening_of(key) for key, _ in carried.entries}
    held = {
        cell: entry.held.number
        for cell, entry in carried.entries.items()
        if cell[0] in shown and entry.held.number and (cell[1] == "prior" or cell[0] in openings)
    }
    assert len(held) > 30
    assert {cell: now.value(*cell).number for cell in held} == held
    carried.close()


def test_every_value_tells_where_it_was_printed(last, now):
    found = offered(last, now)
    by_key = {one.key: one for one in found.proposals if one.aspect == "prior"}
    reception = by_key["T09.reception"]
    assert reception.evidence.file == last.name
    assert "4.33" in reception.quote
    assert reception.evidence.cell
    assert reception.confidence == "certain"
    document = read_source(last)
    places = {place for block in document.blocks for place in (block.evidence, *block.cells.values())}
    assert {one.evidence for one in found.proposals} <= places
    cells = [place for block in document.blocks for place in block.cells.values()]
    assert len(cells) == len(set(cells))
    accept(now, found, "all")
    kept = now.evidence("T09.reception", "prior")
    assert (kept.source, kept.quote, kept.cell, kept.year) == (
        last.name,
        reception.quote,
        reception.evidence.cell,
        2023,
    )


def test_last_years_words_come_to_be_renewed_and_known_sentences_live(last, now):
    before = Report.open(last)
    before.set_section(
        "zt.2.1",
        [
            Text("2023年会费12户。", was=""),
            Ref("T09.reception"),
            *[
                span.with_reason("basic", "人员减少") if isinstance(span, StatementSpan) else span
                for span in before.spans["zt.2.1"]
            ],
        ],
    )
    before.close()
    found = offered(last, now)
    accept(now, found, "none", sections=lambda one: one.target in {"js.about.duty", "zt.2.1"})
    assert [span.text for span in now.spans["js.about.duty"] if span.outdated] == ["2023年", "3200人", "12户"]
    assert now.text("js.about.duty") == DUTY
    spans = now.spans["zt.2.1"]
    assert Ref("T09.reception") in spans
    live = [span for span in spans if isinstance(span, StatementSpan)]
    assert live
    assert not any(span.reasons for span in live)
    untouched = {one.target for one in found.sections if not one.spans}
    assert "zt.2.2" in untouched


def test_a_file_of_the_same_year_with_another_pack_is_merged(tmp_path):
    other = filled(tmp_path / "自评.jbao", ("zhengti-hunan-2023",))
    other.set_section("zt.8", [Text("加强预算管理。")])
    other.close()
    this = Report.scratch(PACKS, "示例县总工会", 2023, begin=True)
    found = offered(tmp_path / "自评.jbao", this)
    accept(this, found, "certain")
    assert number(this, "T09.reception") == "4.33"
    assert number(this, "T09.reception", "prior") == "5.10"
    assert number(this, "T09.reception", "initial_budget") == "5.00"
    assert this.text("zt.8") == "加强预算管理。"
    assert {one.origin for one in found.proposals} == {Origin.IMPORTED}
    (row,) = this.rows("project")
    assert number(this, f"project.{row}.amount") == "7.00"
    before = (dict(this.entries), dict(this.spans))
    assert accept(this, found, "certain").change_set is None
    this.undo()
    this.redo()
    assert (dict(this.entries), dict(this.spans)) == before
    this.close()


def test_totals_serve_a_file_without_the_tables_and_the_rest_is_listed(last):
    """The nine tables are not shown by the other pack: their totals are typed there, their rows have no place."""
    this = Report.scratch(["zhengti-hunan-2023"], "示例县总工会", 2023, begin=True)
    found = offered(last, this)
    accept(this, found, "all")
    assert number(this, "T05.total.basic") == "79.97"
    assert not this.rows("T05")
    assert any(one.quote.endswith("79.97") and one.evidence.file == last.name for one in found.unplaced)
    this.close()


def test_it_is_read_while_another_window_writes_it_and_never_changed(last, now):
    before = last.read_bytes()
    with_lock = Report.open(last)
    found = offered(last, now)
    assert found.proposals
    with_lock.close()
    assert last.read_bytes() == before


def damaged(path):
    path.write_bytes(path.read_bytes()[:5000])


def newer(path):
    import sqlite3

    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 9001")
    connection.close()


def no_report(path):
    path.write_text("这不是填报文件", encoding="utf-8")


def missing(path):
    path.unlink()


@pytest.mark.parametrize("spoil", [damaged, newer, no_report, missing])
def test_what_cannot_be_read_is_one_sentence(last, spoil):
    spoil(last)
    with pytest.raises(JuebaoError) as refused:
        read_source(last)
    assert isinstance(refused.value, ReportFileError)
    assert last.name in refused.value.message
    assert refused.value.remedy
    assert "\n" not in refused.value.line


def test_the_kind_of_a_report_that_is_not_its_own_still_finds_its_sections(tmp_path):
    """Another province's outline: sections by their words, values by their keys."""
    filled(tmp_path / "a.jbao", ("zhengti-hunan-2023",)).close()
    template = template_of(["zhengti-hubei-2023"])
    found = understand([read_source(tmp_path / "a.jbao")], template, 2024)
    assert {one.target for one in found.sections} - {""} <= template.sections.keys()
    assert any(one.key.endswith(".amount") and plain(one.held) == "7.00" for one in found.proposals)
