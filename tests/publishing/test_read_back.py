"""Publish, strip, read: what was printed is at its key again, in every pack and every format."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from core.figures import Kind, plain, show
from core.narrative import Text
from core.prefill import understand
from core.prefill.fold import compact
from core.publishing import compose
from core.reading import read
from core.report import Report
from core.template import shipped

_spec = importlib.util.spec_from_file_location("complete", Path(__file__).with_name("complete.py"))
complete = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(complete)

PACKS = [pack.id for pack in shipped()]
SEEDS = range(2)


def written(publications, folder, kind):
    """The files of one format."""
    if kind == "xlsx":
        from core.publishing.xlsx import write_xlsx

        write_xlsx(publications, folder / "报表.xlsx")
        complete.stripped(folder / "报表.xlsx")
        return [folder / "报表.xlsx"]
    paths = []
    for number, publication in enumerate(publications):
        path = folder / f"报告{number}.{kind}"
        if kind == "pdf":
            from core.publishing.pdf import write_pdf

            write_pdf(publication, path)
        else:
            from core.publishing.docx import write_docx

            write_docx(publication, path)
            complete.stripped(path)
        paths.append(path)
    return paths


def printed(report, publications):
    """Every printed figure: (key, aspect, text) of cells and marks."""
    for publication in publications:
        for placed in publication.blocks:
            for mark in placed.marks:
                if report.template.figure(mark.key).kind.numeric:
                    yield mark.key, mark.aspect, placed.block.text[mark.start : mark.end]
            for (row, column), place in placed.cells.items():
                cell = placed.block.cells[row][column]
                if cell.text and report.template.figure(place.key).kind.numeric:
                    yield place.key, place.aspect, cell.text


def rows_by_name(report, found):
    """The ids of the report's own rows for those of the import."""
    ids = {}
    for one in found.proposals:
        if one.row is not None:
            label = report.template.named(one.row.family).label
            for row in report.rows(one.row.family) if label else ():
                if compact(report.value(f"{one.row.family}.{row}.{label}").text) == compact(one.row.name):
                    ids[one.row.family, one.row.id] = row
    return ids


def values(report, found):
    """What the import holds by the report's keys, as printed."""
    ids = rows_by_name(report, found)
    read_back = {}
    for one in found.proposals:
        figure = report.template.figure(one.key)
        key = one.key
        if one.row is not None and (one.row.family, one.row.id) in ids:
            key = key.replace(f".{one.row.id}.", f".{ids[one.row.family, one.row.id]}.", 1)
        if figure.kind.numeric:
            read_back[key, one.aspect] = one.held
    return read_back


def lost(report, publications, found):
    """The printed figures that are not at their key again, with value, unit and decimals as printed."""
    back = values(report, found)
    missing = []
    for key, aspect, text in printed(report, publications):
        held, figure = back.get((key, aspect)), report.template.figure(key)
        unit = "万元" if figure.kind is Kind.MONEY else figure.unit
        again = show(held, figure.kind, unit, figure.decimals) if held is not None else "nothing"
        if compact(again) != compact(text).rstrip("%"):
            missing.append((key, aspect, text, again))
    return missing


WORDS = (
    "本单位按照三定方案履行职责，内设机构没有变化。\n各项制度健全，执行中没有发现违规问题。",
    "存在的主要问题是预算编制还不够细致。\n一是测算依据不够充分；二是年中调整偏多。\n下一步加强管理。",
)


def written_through(report):
    """Every section says something: where no sentence of the pack stands, the clerk's own paragraphs do."""
    for number, (name, section) in enumerate(report.template.sections.items()):
        if not section.statements and not report.text(name):
            report.set_section(name, [Text(f"{section.text}{WORDS[number % len(WORDS)]}")])


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
@pytest.mark.parametrize("pack", PACKS)
def test_the_words_of_every_section_come_back(tmp_path, pack, kind):
    """Paragraph by paragraph, the clerk's own words as well as those of the pack's sentences."""
    report = complete.complete(pack, 5)
    written_through(report)
    found = understand([read(path) for path in written(compose(report), tmp_path, kind)], report.template, report.year)
    texts = {one.target: [compact(line) for line in one.text.split("\n")] for one in found.sections if one.text}
    printed_texts = {
        name: [compact(line.text) for line in report.lines(name)]
        for name in report.template.sections
        if report.lines(name)
    }
    assert len(printed_texts) == len(report.template.sections)
    assert {name: texts.get(name) for name in printed_texts} == printed_texts
    report.close()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
@pytest.mark.parametrize("pack", PACKS)
def test_every_printed_figure_and_section_comes_back(tmp_path, pack, kind, seed):
    report = complete.complete(pack, seed)
    publications = compose(report)
    found = understand([read(path) for path in written(publications, tmp_path, kind)], report.template, report.year)
    assert lost(report, publications, found) == []
    assert [(one.key, one.aspect) for one in found.conflicts] == []
    texts = {one.target: compact(one.text) for one in found.sections}
    printed_texts = {name: compact(report.text(name)) for name in report.template.sections}
    assert {name: texts.get(name, "") for name in printed_texts} == printed_texts
    report.close()


SHEET = "收入支出决算总表"
COLLECTED = {
    "T01.general_budget_income": ("一般公共预算财政拨款收入", "84.25"),
    "T01.other_income": ("其他收入", "9.68"),
    "T01.201": ("一般公共服务支出", "82.16"),
}


def test_a_blank_form_filled_by_a_colleague_is_read(tmp_path):
    """The nine tables go out blank as a workbook and come back with numbers in their cells."""
    import openpyxl

    report = Report.scratch(["juesuan-hubei-2023"], complete.UNIT, complete.YEAR)
    publications = compose(report)
    (path,) = written(publications, tmp_path, "xlsx")
    assert understand([read(path)], report.template, report.year).proposals == ()
    book = openpyxl.load_workbook(path)
    for label, number in COLLECTED.values():
        (cell,) = [one for row in book[SHEET].iter_rows() for one in row if str(one.value).endswith(f"、{label}")]
        book[SHEET].cell(cell.row, cell.column + 2, float(number))
    book.save(path)
    found = understand([read(path)], report.template, report.year)
    back = {one.key: one for one in found.proposals if one.aspect == "actual"}
    for key, (_, number) in COLLECTED.items():
        assert plain(back[key].held) == number
        assert back[key].confidence == "certain"
    assert len(found.proposals) == len(COLLECTED)
    report.close()
