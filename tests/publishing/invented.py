"""Complete invented units of tests/data/complete, typed through the doors and the report as a clerk would."""

from __future__ import annotations

import contextlib
import io
import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.commands import run
from core.narrative import Ref, Span, StatementSpan, Text
from core.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DATA = Path(__file__).resolve().parent.parent / "data" / "complete"
_INDICATOR = ("level1", "level2", "level3", "value@target", "value", "weight")
_KEY = re.compile(r"\[([a-z0-9_.]+)\]", re.IGNORECASE)


def door(*arguments: object) -> dict[str, Any]:
    """A verb that must succeed, with its JSON."""
    out, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        status = run([*map(str, arguments), "--json"])
    assert status == 0, error.getvalue()
    return dict(json.loads(out.getvalue()))


def typed(name: str, path: Path) -> Path:
    """The unit of DATA/NAME.toml in a new report file: figures by one `set`, then tables, reasons, sections."""
    unit = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    door("new", path, "--template", ",".join(unit["packs"]), "--unit", unit["unit"], "--year", unit["year"])
    door("set", path, *_assignments(unit))
    report = Report.open(path)
    for table in unit["rest_zero"]:
        report.confirm_rest_zero(table)
    for table in unit["empty"]:
        report.declare_empty(table)
    for section, text in unit["sections"].items():
        report.set_section(section, list(_spans(text.strip())))
    for section, spans in list(report.spans.items()):
        given = [_reasoned(span, unit["reasons"]) for span in spans]
        if given != spans:
            report.set_section(section, given)
    report.close()
    return path


def _assignments(unit: Mapping[str, Any]) -> Iterator[str]:
    for key, value in unit["figures"].items():
        for aspect, text in value.items() if isinstance(value, dict) else [("actual", value)]:
            yield f"{key}@{aspect}={text}"
    for row, values in unit["indicators"].items():
        yield from (f"{row}.{field}={text}" for field, text in zip(_INDICATOR, values, strict=True))


def _spans(text: str) -> Iterator[Span]:
    """Paragraphs; `= id` is a sentence of the pack, `[key]` a figure."""
    for number, line in enumerate(text.splitlines()):
        if number:
            yield Text("\n")
        if line.startswith("= "):
            yield StatementSpan(line[2:])
            continue
        for place, part in enumerate(_KEY.split(line)):
            if part:
                yield Ref(part) if place % 2 else Text(part)


def _reasoned(span: Span, reasons: Mapping[str, Mapping[str, str]]) -> Span:
    if isinstance(span, StatementSpan):
        for name, words in reasons.get(span.id, {}).items():
            span = span.with_reason(name, words)
    return span
