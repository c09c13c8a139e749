"""Engines over small templates, filled as a clerk types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.figures import BLANK, Held, parse
from core.rules import Engine
from tests.template.examples import template_from

if TYPE_CHECKING:
    from core.rules.graph import CellId
    from core.template import Template


def cell(name: str) -> CellId:
    """(key, aspect) of KEY or KEY@ASPECT."""
    key, _, aspect = name.partition("@")
    return key, aspect or "actual"


def read(template: Template, name: str, text: str) -> Held:
    """What `text` typed into the cell holds."""
    figure = template.figure(cell(name)[0])
    return parse(text, figure.kind, "万元" if figure.kind.value == "money" else figure.unit)


def engine_of(
    template: Template, typed: dict[str, str] | None = None, rows: dict[str, list[str]] | None = None
) -> Engine:
    """A loaded engine; `typed` by KEY[@ASPECT]."""
    engine = Engine(template)
    given = {cell(name): read(template, name, text) for name, text in (typed or {}).items()}
    engine.load({where: held for where, held in given.items() if held != BLANK}, rows or {})
    return engine


def tiny(text: str = "", typed: dict[str, str] | None = None, rows: dict[str, list[str]] | None = None) -> Engine:
    """An engine over the tiny dictionary with a pack of `text`."""
    return engine_of(template_from(text), typed, rows)


def put(engine: Engine, typed: dict[str, str]):
    """Type into an open engine; returns what moved."""
    for name, text in typed.items():
        held = read(engine.template, name, text)
        if held == BLANK:
            engine.given.pop(cell(name), None)
        else:
            engine.given[cell(name)] = held
    return engine.update([cell(name) for name in typed])
