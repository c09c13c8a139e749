"""Complete reports of any pack, filled at random from a seed, and files stripped of all that is not printed."""

from __future__ import annotations

import io
import random
import re
import zipfile
from typing import TYPE_CHECKING

from core.figures import Held, Kind, parse
from core.narrative import StatementSpan
from core.report import Report
from core.template import RowKind
from core.template.statement import parse_statement, references

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.template import Figure, Template

UNIT = "甲县总工会"
YEAR = 2023
CODES = ("2012901", "2012902", "2080505", "2101101", "2210201")
NAMES = ("困难职工救助基金", "劳动竞赛工作经费", "职工书屋建设专项", "送温暖活动经费")
REASONS = ("人员减少", "压减一般性支出", "上年有一次性项目", "政策性调资")


def complete(pack: str, seed: int) -> Report:
    """A report of a pack with every typed cell of its tables and sentences filled."""
    rng = random.Random(f"{pack} {seed}")
    report = Report.scratch([pack], UNIT, YEAR, begin=True)
    for family in sorted(_families(report.template)):
        _add_rows(report, family, rng)
    values = {
        cell: _value(report.template.figure(cell[0]), rng)
        for cell in dict.fromkeys(_cells(report))
        if report.can_type(*cell) and not report.value(*cell).filled
    }
    report.set_figures(values)
    _give_reasons(report, rng)
    return report


def _families(template: Template) -> set[str]:
    keys = [reference.key for name in template.tables for reference in template.figures_of_table(name)]
    for form in template.statements.values():
        keys += [one.key for variant in form.variants for one in references(parse_statement(variant.text))]
    return {key.split(".")[0] for key in keys if ".$." in key}


def _add_rows(report: Report, family: str, rng: random.Random) -> None:
    form = report.template.named(family)
    if form.rows is RowKind.FUNCTIONAL:
        for code in rng.sample(CODES, 3):
            for length in (3, 5, 7):
                if code[:length] not in report.rows(family):
                    report.add_row(family, row=code[:length])
        return
    parents = report.rows(form.parent) if form.parent else [""]
    for number, parent in enumerate(parents):
        for name in rng.sample(NAMES, 2):
            report.add_row(family, {form.label: Held.words(f"{name}{number}" if number else name)}, parent=parent)


def _cells(report: Report) -> Iterator[tuple[str, str]]:
    for name in report.template.tables:
        for table in report.instances(name):
            for row in report.sheet(table).cells:
                yield from ((cell.key, cell.aspect) for cell in row if cell is not None and cell.key)
    for form in report.template.statements.values():
        for variant in form.variants:
            for one in references(parse_statement(variant.text)):
                if not set("$*?") & set(one.key):
                    yield one.at("actual")


def _value(figure: Figure, rng: random.Random) -> Held:
    match figure.kind:
        case Kind.MONEY:
            return parse(f"{rng.choice((0, rng.randrange(10**4), rng.randrange(10**6))) / 100:.2f}", Kind.MONEY, "万元")
        case Kind.RATE:
            return parse(f"{rng.randrange(10_000) / 100:.2f}", Kind.RATE, "%")
        case Kind.COUNT:
            return parse(str(rng.randrange(400)), Kind.COUNT, figure.unit)
        case Kind.SCORE:
            return parse(f"{rng.randrange(200) / 2:.1f}", Kind.SCORE, figure.unit)
        case Kind.CHOICE:
            return Held.words(rng.choice(figure.choices))
        case Kind.DATE:
            return Held.words("2024-03-31")
    return Held.words(f"按规定执行，见第{rng.randrange(2, 9)}号说明")


def _give_reasons(report: Report, rng: random.Random) -> None:
    """Every place where the clerk types words gets some."""
    for section, spans in report.spans.items():
        filled = [
            _reasoned(report, span, rng) if isinstance(span, StatementSpan) else span for span in spans
        ]  # fmt: skip
        if filled != spans:
            report.set_section(section, filled)


def _reasoned(report: Report, span: StatementSpan, rng: random.Random) -> StatementSpan:
    for name in sorted(set(_reasons(report, span.id))):
        span = span.with_reason(name, rng.choice(REASONS))
    return span


def _reasons(report: Report, statement: str) -> Iterator[str]:
    for variant in report.template.statements[statement].variants:
        yield from re.findall(r"\{reason (\w+)", variant.text)


def stripped(path: Path) -> None:
    """Take out of a .docx or .xlsx what is not printed: properties, custom parts, hidden sheets."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            if name.startswith(("docProps/", "customXml/")):
                continue
            if name == "xl/workbook.xml":
                part = re.sub(rb'<sheet [^>]*state="(?:very)?[hH]idden"[^>]*/>', b"", part)
                part = re.sub(rb"<definedNames>.*?</definedNames>", b"", part, flags=re.DOTALL)
            archive.writestr(name, part)
    path.write_bytes(stream.getvalue())
