"""A narrative section as a list of spans: words, figure references, statements.

A line break in a Text span starts a new paragraph.  Spans are kept in the file
as JSON: {"text": …}, {"ref": KEY, "aspect": …, "words": …, "also": …}, {"statement": ID, "row": …, "reasons": {…}};
an edited statement becomes text that remembers its id: {"text": …, "was": ID}; a number or year of
last year's text that is still to be renewed stands in a span of its own: {"text": …, "old": the same}.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Text:
    """Words as typed; `was` is the statement they were before someone edited it.

    `old` is the number or year of last year's text that the words were taken over with: while they
    still are exactly that they ask to be renewed, so any edit of them takes the mark off.
    """

    text: str
    was: str = ""
    old: str = ""

    @property
    def outdated(self) -> bool:
        """Whether it is last year's number or year as it was, not renewed or confirmed yet (see renewal.py)."""
        return bool(self.old) and self.text == self.old


@dataclass(frozen=True, slots=True)
class Ref:
    """A figure shown in the text; it follows its cell.

    `words` are printed behind the number as an imported text has them (元, 名, 余人; they say the unit of
    money too), with at least `decimals`; without them it is printed as in the pack's sentences.
    `also` is a further aspect that the same words state (预算和决算均为0万元): where the two differ both are printed.
    """

    key: str
    aspect: str = "actual"
    words: str = ""
    decimals: int = 0
    also: str = ""


@dataclass(frozen=True, slots=True)
class StatementSpan:
    """A live statement with the reasons the clerk typed, by name."""

    id: str
    row: str = ""
    reasons: tuple[tuple[str, str], ...] = ()

    def reason(self, name: str) -> str:
        """The reason typed for that slot, empty where none."""
        return dict(self.reasons).get(name, "")

    def with_reason(self, name: str, text: str) -> StatementSpan:
        """The same statement with another reason."""
        reasons = {**dict(self.reasons), name: text}
        return StatementSpan(self.id, self.row, tuple(sorted((k, v) for k, v in reasons.items() if v)))


Span = Text | Ref | StatementSpan


def dump(spans: Sequence[Span]) -> str:
    """Spans as the JSON text kept in the file; empty spans give empty text."""
    merged = merge(spans)
    return json.dumps([_encode(span) for span in merged], ensure_ascii=False) if merged else ""


def load(text: str | None) -> list[Span]:
    """Spans from their JSON text.  Raises ValueError when damaged."""
    return [_decode(data) for data in json.loads(text)] if text else []


def _encode(span: Span) -> dict[str, Any]:
    match span:
        case Text(text, was, old):
            return {"text": text} | ({"was": was} if was else {}) | ({"old": old} if old else {})
        case Ref(key, aspect, words, decimals, also):
            written = {"words": words, "decimals": decimals} if words else {}
            return {"ref": key, "aspect": aspect} | written | ({"also": also} if also else {})
        case StatementSpan(identity, row, reasons):
            return {"statement": identity, "row": row, "reasons": dict(reasons)}


def _decode(data: dict[str, Any]) -> Span:
    if "ref" in data:
        words, decimals = data.get("words", ""), data.get("decimals", 0)
        return Ref(data["ref"], data.get("aspect", "actual"), words, decimals, data.get("also", ""))
    if "statement" in data:
        return StatementSpan(data["statement"], data.get("row", ""), tuple(sorted(data.get("reasons", {}).items())))
    return Text(data["text"], data.get("was", ""), data.get("old", ""))


def merge(spans: Sequence[Span]) -> list[Span]:
    """Neighbouring plain texts joined and empty ones dropped; a mark that an edit broke is gone."""
    merged: list[Span] = []
    for span in spans:
        if isinstance(span, Text):
            if not span.text:
                continue
            if span.old and not span.outdated:
                span = Text(span.text, span.was)
        last = merged[-1] if merged else None
        if isinstance(span, Text) and isinstance(last, Text) and not (span.was or last.was or span.old or last.old):
            merged[-1] = Text(last.text + span.text)
        else:
            merged.append(span)
    return merged
