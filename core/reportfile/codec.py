"""Entries and changes as they are stored: columns of `figure`, JSON text in `change_item`.

A stored value that cannot be read back raises DamagedValueError, which the file turns into
its one sentence about damage; nothing else may come out of here.
"""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from core.figures import Held, State
from core.reportfile.changes import (
    Change,
    Entry,
    FigureChange,
    MarkChange,
    Origin,
    RowChange,
    SectionChange,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Value = Entry | str | int | None
"""What stands before or after a change."""

T = TypeVar("T")

FIGURE_COLUMNS = ("state", "number", "text", "unit", "decimals", "origin", "evidence")

_NUMBER = re.compile(r"-?\d{1,1000}(/\d{1,1000})?", re.ASCII)


class DamagedValueError(Exception):
    """A stored value that this program cannot have written."""


def columns(entry: Entry) -> tuple[str | int | None, ...]:
    """`entry` in the order of FIGURE_COLUMNS; the number as canonical "3" or "1/3"."""
    held = entry.held
    number = None if held.number is None else str(held.number)
    return (held.state.value, number, held.text, held.unit, held.decimals, entry.origin.value, entry.evidence)


def entry(stored: Mapping[str, Any]) -> Entry:
    """The entry with these FIGURE_COLUMNS.  Raises DamagedValueError."""
    try:
        held = Held(
            State(stored["state"]),
            _number(stored["number"]),
            _checked(stored["text"], str),
            _checked(stored["unit"], str),
            _checked(stored["decimals"], int),
        )
        evidence = stored["evidence"]
        return Entry(held, Origin(stored["origin"]), None if evidence is None else _checked(evidence, int))
    except (KeyError, IndexError, ValueError, ZeroDivisionError) as error:
        raise DamagedValueError(str(error)) from error


def _number(text: object) -> Fraction | None:
    if text is None:
        return None
    # The pattern keeps exponents out: Fraction("1e999999999") would fill the memory.
    if not isinstance(text, str) or not _NUMBER.fullmatch(text):
        raise ValueError("not a canonical number")
    return Fraction(text)


def _checked(value: object, kind: type[T]) -> T:
    if not isinstance(value, kind):
        raise DamagedValueError(f"{value!r} is not {kind.__name__}")
    return value


def encode(value: Value) -> str | None:
    """A value before or after as JSON text; None stays None."""
    if value is None:
        return None
    plain = dict(zip(FIGURE_COLUMNS, columns(value), strict=True)) if isinstance(value, Entry) else value
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def item(change: Change) -> tuple[str, str, str, str | None, str | None]:
    """`change` as (kind, name, part, before, after) of `change_item`."""
    before, after = encode(change.before), encode(change.after)
    match change:
        case FigureChange():
            return ("figure", change.key, change.aspect, before, after)
        case SectionChange():
            return ("section", change.section, "", before, after)
        case RowChange():
            return ("row", change.family, change.row, before, after)
        case MarkChange():
            return ("mark", change.name, "", before, after)


def change(kind: str, name: str, part: str, before: str | None, after: str | None) -> Change:
    """The change stored in a `change_item`.  Raises DamagedValueError."""
    match kind:
        case "figure":
            return FigureChange(name, part, _decode(before, _entry), _decode(after, _entry))
        case "section":
            return SectionChange(name, _decode(before, _text), _decode(after, _text))
        case "row":
            return RowChange(name, part, _decode(before, _position), _decode(after, _position))
        case "mark":
            return MarkChange(name, _decode(before, _text), _decode(after, _text))
    raise DamagedValueError(f"no such kind of change: {kind!r}")


def _decode(text: str | None, shape: Callable[[object], T]) -> T | None:
    if text is None:
        return None
    try:
        return shape(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise DamagedValueError(str(error)) from error


def _entry(value: object) -> Entry:
    return entry(_checked(value, dict))


def _text(value: object) -> str:
    return _checked(value, str)


def _position(value: object) -> int:
    return _checked(value, int)


def encode_rows(rows: tuple[int, ...] | None) -> str | None:
    """Row numbers of packs as JSON text."""
    return None if rows is None else json.dumps(rows, separators=(",", ":"))


def decode_rows(text: str | None) -> tuple[int, ...] | None:
    """Row numbers of packs from JSON text.  Raises DamagedValueError."""
    rows = _decode(text, lambda value: _checked(value, list))
    return None if rows is None else tuple(_position(row) for row in rows)
