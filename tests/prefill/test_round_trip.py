"""Our own exports, read again: sentences, tables and section texts give back what was printed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.figures import Held, Kind, plain, show
from core.narrative import StatementSpan
from core.prefill import understand
from core.publishing import compose
from core.report import LAYOUT, Report

PACK = "zhengti-hunan-2023"
UNIT = "甲县总工会"
FIGURES = {
    ("staff.establishment", "actual"): Held.count(14, "人"),
    ("staff.on_duty", "actual"): Held.count(11, "人"),
    ("staff.retired", "actual"): Held.count(7, "人"),
    ("T05.total.basic", "actual"): "298.18",
    ("T05.total.basic", "prior"): "309.44",
    ("T03.total.basic", "actual"): "298.18",
    ("T03.total.project", "actual"): "15.95",
    ("T06.personnel_total", "actual"): "265.50",
    ("T06.personnel_total", "prior"): "282.81",
    ("T06.public_total", "actual"): "32.67",
    ("T06.public_total", "prior"): "32.67",
    ("T05.total.project", "actual"): "15.95",
    ("T05.total.project", "prior"): "20.10",
    ("T09.total", "final_budget"): "4.33",
    ("T09.abroad", "actual"): "0.00",
    ("T09.vehicle_purchase", "actual"): "0.00",
    ("T09.vehicle_running", "actual"): "0.00",
    ("T09.reception", "actual"): "4.33",
    ("T07.total.total", "actual"): "0.00",
    ("T08.total.total", "actual"): "3.00",
    ("social_insurance.expenditure", "actual"): "0.00",
}
PROJECTS = {"困难职工救助基金": "5.00", "劳动竞赛工作经费": "10.95"}


def money(text: str) -> Held:
    from core.figures import parse

    return parse(text, Kind.MONEY, "万元")


@pytest.fixture
def report():
    made = Report.scratch([PACK], UNIT, 2023, begin=True)
    made.set_figures({cell: value if isinstance(value, Held) else money(value) for cell, value in FIGURES.items()})
    for name, amount in PROJECTS.items():
        made.add_row("project", {"name": Held.words(name), "amount": money(amount)})
    for section, reasons in {
        "zt.2.1": {"zt.basic_total": ("basic", "人员减少"), "zt.basic_personnel": ("personnel", "退休 1 人，调出 1 人")}
    }.items():
        spans = [
            span.with_reason(*reasons[span.id]) if isinstance(span, StatementSpan) and span.id in reasons else span
            for span in made.spans[section]
        ]
        made.set_section(section, spans)
    yield made
    made.close()


@pytest.fixture
def again(report, remade, template):
    (publication,) = compose(report)
    return understand([remade(publication)], template, 2023)


def by_cell(found):
    return {(one.key, one.aspect): one for one in found.proposals if one.row is None}


def test_every_printed_figure_comes_back(report, again):
    read = by_cell(again)
    told = {
        (mark.key, mark.aspect): line.text[mark.start : mark.end]
        for section in report.template.sections
        for line in report.lines(section)
        for mark in line.marks
        if not mark.key.startswith("project.")
    }
    assert len(told) > 10
    assert {cell: plain(read[cell].held) for cell in told} == told
    assert {read[cell].confidence for cell in told} == {"certain"}


def test_rows_of_a_list_come_back(again):
    amounts = {one.row.name: plain(one.held) for one in again.proposals if one.row and one.key.endswith(".amount")}
    assert amounts == PROJECTS


def test_zero_sentences_are_zeros(again):
    read = by_cell(again)
    assert read["T07.total.total", "actual"].held.is_zero
    assert read["social_insurance.expenditure", "actual"].held.is_zero
    assert plain(read["T08.total.total", "actual"].held) == "3.00"


def test_changes_and_shares_come_back_as_relations(again):
    told = {(one.relation, one.quote) for one in again.relations}
    assert ("change", "减少11.26万元") in told
    assert ("change", "下降3.64%") in told
    assert ("share", "89.04%") in told
    assert again.conflicts == ()


def test_statements_are_offered_live_with_their_reasons(again):
    (section,) = [one for one in again.sections if one.target == "zt.2.1"]
    live = {draft.span.id: dict(draft.span.reasons) for draft in section.spans if isinstance(draft.span, StatementSpan)}
    assert live["zt.basic_total"] == {"basic": "人员减少"}
    assert live["zt.basic_personnel"] == {"personnel": "退休 1 人，调出 1 人"}
    assert set(live) == {"zt.basic_total", "zt.basic_personnel", "zt.basic_public", "zt.sangong"}


def test_every_section_text_comes_back(report, again):
    read = {one.target: one.text for one in again.sections}
    for section in report.template.sections:
        assert read.get(section, "") == report.text(section), section


def test_a_report_taken_into_an_empty_one_prints_the_same(report, again):
    from core.prefill import accept

    empty = Report.scratch([PACK], UNIT, 2023, begin=True)
    accept(empty, again, "all")
    for section in report.template.sections:
        assert empty.text(section) == report.text(section), section
    assert any(isinstance(span, StatementSpan) for span in empty.spans["zt.2.1"])
    empty.close()


# -- tables ----------------------------------------------------------------------

CELLS = {
    "T03.total.basic": "298.18",
    "T03.total.project": "15.95",
    "T06.public_total": "32.67",
    "T09.vehicle_running": "1.20",
    "T09.abroad": "0.00",
    "T09.reception": "4.33",
}


@pytest.fixture(params=["A", "B"])
def filled(request):
    made = Report.scratch([PACK], UNIT, 2023)
    values = {}
    keys = [key for key in CELLS if request.param == "A" or key != "T03.total.basic"]
    for offset, aspect in enumerate(("prior", "final_budget", "actual")):
        values |= {(key, aspect): money(f"{float(CELLS[key]) + offset / 100:.2f}") for key in keys}
    values[("staff.establishment", "actual")] = Held.count(14, "人")
    values[("staff.on_duty", "actual")] = Held.count(11, "人")
    values[("procurement.goods", "actual")] = money("2.50")
    values[("building.approved_area", "actual")] = Held.count(800, "㎡")
    values[("building.budget", "actual")] = money("90.00")
    values[("base.saving_measures", "actual")] = Held.words("厉行节约，压减一般性支出 5%")
    values[("form.date", "actual")] = Held.words("2024-03-31")
    values[("form.phone", "actual")] = Held.words("0743-123456")
    made.set_figures(values)
    for name, amount in PROJECTS.items():
        made.add_row("project", {"name": Held.words(name), "amount": money(amount)})
    made.add_row(
        "disclosure", {"unit_name": Held.words(UNIT), "published": Held.words("是"), "unit_code": Held.words("116001")}
    )
    made.set_mark(f"{LAYOUT}zt.base_data", request.param, what="版式")
    yield made
    made.close()


def test_every_cell_of_a_printed_table_comes_back(filled, remade, template):
    (publication,) = compose(filled)
    found = understand([remade(publication)], template, 2023)
    names = {one.row.id: one.row.name for one in found.proposals if one.row}
    read = {(one.key, one.aspect): one for one in found.proposals}
    for placed in publication.blocks:
        for position, place in placed.cells.items():
            text = placed.block.cells[position[0]][position[1]].text
            if not text:
                continue
            key = place.key
            if key.split(".")[0] in {"project", "disclosure"}:
                family, row, field = key.split(".", 2)
                label = {"project": "name", "disclosure": "unit_name"}[family]
                name = filled.value(f"{family}.{row}.{label}").text
                (row,) = [identity for identity, known in names.items() if known == name]
                key = f"{family}.{row}.{field}"
            held = read[key, place.aspect].held
            figure = filled.template.figure(place.key)
            assert show(held, figure.kind, "万元" if figure.kind is Kind.MONEY else figure.unit, figure.decimals) == (
                text.rstrip("%") if figure.kind is Kind.RATE else text
            )
            assert read[key, place.aspect].confidence == "certain"
    assert [one.quote for one in found.unplaced] == []
    assert {table.target for table in found.tables} == {
        "zt.base_data",
        "zt.overall_self",
        "zt.project_self",
        "zt.disclosure",
    }
    assert next(t.layout for t in found.tables if t.target == "zt.base_data") == filled.marks[f"{LAYOUT}zt.base_data"]


def test_columns_are_found_by_their_headers(filled, remade, template):
    """With the year columns in another order each value still finds its own."""
    from dataclasses import replace

    from core.blocks import Table

    if filled.marks[f"{LAYOUT}zt.base_data"] == "B":
        pytest.skip("one layout tells")
    (publication,) = compose(filled)
    blocks = []
    for placed in publication.blocks:
        block = placed.block
        if isinstance(block, Table) and block.number == "附件1":
            rows = []
            for row in block.cells:
                swap = len(row) == 7 and row[2] is None and row[6] is None and row[5] is not None and row[3] is not None
                rows.append((row[0], row[5], None, row[3], None, row[1], None) if swap else row)
            block = replace(block, cells=tuple(rows))
        blocks.append(replace(placed, block=block))
    found = understand([remade(replace(publication, blocks=tuple(blocks)))], template, 2023)
    read = {(one.key, one.aspect): plain(one.held) for one in found.proposals}
    assert (
        read["T03.total.basic", "prior"],
        read["T03.total.basic", "final_budget"],
        read["T03.total.basic", "actual"],
    ) == (
        "298.18",
        "298.19",
        "298.20",
    )


def test_an_unknown_table_is_told(found):
    from core.blocks import Cell, Table

    table = Table((tuple(map(Cell, ("甲", "乙"))), tuple(map(Cell, ("x", "12.5")))), title="别的表")
    result = found(table)
    assert [(one.title, one.target) for one in result.tables] == [("别的表", "")]
    assert [(one.quote, one.why) for one in result.unplaced] == [("12.5", "认不出是哪张表")]


amounts = st.integers(0, 10**8).map(lambda hundred: Held.money(hundred * 10_000))


@settings(max_examples=25)
@given(now=amounts, before=amounts, personnel=amounts, budget=amounts, reception=amounts)
def test_any_figures_survive_the_round_trip(now, before, personnel, budget, reception):
    from core.prefill.patterns import Patterns

    report = Report.scratch([PACK], UNIT, 2023, begin=True)
    given_cells = {
        ("T05.total.basic", "actual"): now,
        ("T05.total.basic", "prior"): before,
        ("T06.personnel_total", "actual"): personnel,
        ("T09.total", "final_budget"): budget,
        ("T09.abroad", "actual"): Held.money(0),
        ("T09.vehicle_running", "actual"): Held.money(0),
        ("T09.vehicle_purchase", "actual"): Held.money(0),
        ("T09.reception", "actual"): reception,
    }
    report.set_figures(given_cells)
    for line in report.lines("zt.2.1"):
        found = Patterns(report.template).find(line.text, report.template.sections["zt.2.1"].statements)
        read = {one.reference.at("actual"): plain(one.held) for sentence in found for one in sentence.amounts}
        printed = {(mark.key, mark.aspect): line.text[mark.start : mark.end] for mark in line.marks}
        zeros = {reference.at("actual") for sentence in found for reference in sentence.zeros}
        assert len(found) == 1
        assert read == printed
        assert all(report.value(*cell).is_zero for cell in zeros - read.keys())
    report.close()


def test_a_counted_list_is_read_back():
    """{n} is no figure: the rows' own numbers are read, whatever count stands before them."""
    from core.prefill.patterns import Patterns
    from tests.template.examples import template_from

    words = "其中：{each item | ；}{n}.{[item.$.name]}{[item.$.amount]}{/each}。"
    template = template_from(
        f'[[section]]\nid = "1"\ntitle = "第一"\n[[statement]]\nid = "s"\nsection = "1"\ntext = "{words}"\n'
    )
    (found,) = Patterns(template).find("其中：1.体检4.00万元；2.慰问0.28万元。", ["s"])
    assert [(one.row, plain(one.held)) for one in found.amounts if one.held.number is not None] == [
        ("体检", "4.00"),
        ("慰问", "0.28"),
    ]


def test_a_wording_is_tried_only_where_its_fixed_words_stand_in_their_order():
    from core.prefill.slots import Pattern
    from core.template.statement import parse_statement

    pattern = Pattern(parse_statement("{year}年基本支出{[T03.total.basic]}，项目支出{[T03.total.project]}。"), ())
    for text in ("2023年基本支出5万元。", "项目支出3万元。2023年基本支出5万元，另有2万元。"):
        assert pattern.search(text, 0) is None
        assert "_regex" not in vars(pattern)
    text = "其中：2023年基本支出5万元，项目支出3万元。"
    found = pattern.search(text, 0)
    assert found is not None
    assert found[0] == text.removeprefix("其中：")
    assert pattern.search(text, 4) is None
