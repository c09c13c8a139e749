"""This year's report of the sample unit, typed through the program's own report as a clerk would."""

from __future__ import annotations

import os
import re
import shutil
import tomllib
from typing import TYPE_CHECKING, Any

from core.figures import BLANK
from core.narrative import Ref, Span, StatementSpan, Text, dump
from core.report import Report
from core.reportfile import Change, Entry, FigureChange, Origin, SectionChange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

WHO = "示例"
_REFERENCE = re.compile(r"\[([A-Za-z0-9_.]+)(?:@([a-z_]+))?\]")


def write_report(values: Path, path: Path) -> None:
    """Type what `values` holds into a new report file at `path`, block by block."""
    found = tomllib.loads(values.read_text(encoding="utf-8"))
    path.unlink(missing_ok=True)
    account = {name: os.environ.get(name) for name in ("LOGNAME", "USER", "LNAME", "USERNAME")}
    os.environ.update(dict.fromkeys(account, WHO))  # the history names a clerk, not who ran this script
    try:
        report = Report.create(path, found["packs"], found["unit"], found["year"])
        for block in found["block"]:
            report.apply(block["what"], list(_block(report, block)))
        report.apply("写文字说明", [_section(report, section) for section in found["section"]])
        report.close()
    finally:
        for name, value in account.items():
            _restore(name, value)
    shutil.rmtree(path.with_name(f"{path.name}.snapshots"), ignore_errors=True)


def _restore(name: str, value: str | None) -> None:
    if value is None:
        del os.environ[name]
    else:
        os.environ[name] = value


def _block(report: Report, block: Mapping[str, Any]) -> Iterator[Change]:
    yield from _figures(report, block.get("figures", {}), Origin.TYPED)
    yield from _figures(report, block.get("stated", {}), Origin.STATED)
    for number, row in enumerate(block.get("row", [])):
        family, _, identity = row["id"].partition(".")
        place = report.row_change(family, identity)
        yield type(place)(family, identity, None, (place.after or 0) + number)
        fields = {name: value for name, value in row.items() if name != "id"}
        yield from _figures(report, {f"{row['id']}.{name}": value for name, value in fields.items()}, Origin.TYPED)


def _figures(report: Report, values: Mapping[str, Any], origin: Origin) -> Iterator[FigureChange]:
    """One change for each value; a bare text is the actual."""
    for key, given in values.items():
        for aspect, text in given.items() if isinstance(given, dict) else [("actual", given)]:
            if aspect not in report.template.figure(key).aspects:
                raise KeyError(f"{key}@{aspect}")
            held = report.read(key, text)
            yield FigureChange(key, aspect, None, None if held == BLANK else Entry(held, origin))


# -- text -----------------------------------------------------------------------


def _section(report: Report, section: Mapping[str, Any]) -> SectionChange:
    identity = section["id"]
    before = report.spans.get(identity)
    spans = list(_spans(section["text"].strip(), section.get("reasons", {})))
    return SectionChange(identity, dump(before) if before else None, dump(spans))


def _spans(text: str, reasons: Mapping[str, Mapping[str, str]]) -> Iterator[Span]:
    for number, line in enumerate(text.splitlines()):
        if number:
            yield Text("\n")
        if line.startswith("= "):
            name = line[2:]
            given = reasons.get(name.replace(".", "_"), {})
            yield StatementSpan(name, "", tuple(sorted(given.items())))
        else:
            yield from _paragraph(line)


def _paragraph(line: str) -> Iterator[Span]:
    position = 0
    for found in _REFERENCE.finditer(line):
        yield Text(line[position : found.start()])
        yield Ref(found[1], found[2] or "actual")
        position = found.end()
    yield Text(line[position:])
