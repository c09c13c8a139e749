"""A section's text as runs: what stands in the editor, and back from the editor to spans."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from core.narrative import MISSING, PieceKind, Ref, StatementSpan, Text, merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.narrative import Piece, Renderer, Span

Atom = Ref | StatementSpan
"""A span that is not edited character by character."""
PLAIN = -1


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one nature.

    `atom` is the number of the live span it belongs to, or PLAIN; `slot` names the reason it
    is or asks for; `was` the statement a plain text once was, `old` last year's number that it
    was taken over as (see core/narrative/renewal.py).
    """

    text: str
    atom: int = PLAIN
    kind: PieceKind = PieceKind.WORDS
    key: str = ""
    aspect: str = "actual"
    slot: str = ""
    was: str = ""
    old: str = ""

    @property
    def outdated(self) -> bool:
        """Whether it is last year's number as it was."""
        return bool(self.old) and self.text == self.old

    @property
    def asks(self) -> bool:
        """Whether it is the placeholder of a reason that is not written yet."""
        return bool(self.slot) and self.kind is PieceKind.MISSING

    @property
    def fixed(self) -> bool:
        """Whether its characters cannot be edited."""
        return self.atom != PLAIN and not self.slot


@dataclass(slots=True)
class Atoms:
    """The live spans of a text by number, with the reasons each shows."""

    spans: list[Atom] = field(default_factory=list)
    slots: list[set[str]] = field(default_factory=list)

    def add(self, span: Atom) -> int:
        """Number a span."""
        self.spans.append(span)
        self.slots.append(set())
        return len(self.spans) - 1


def runs_of(renderer: Renderer, spans: Sequence[Span], atoms: Atoms) -> list[Run]:
    """The text of the spans, live ones numbered into `atoms`."""
    runs: list[Run] = []
    for span in spans:
        if isinstance(span, Text):
            runs.append(Run(span.text, was=span.was, old=span.old))
        else:
            runs += atom_runs(renderer, span, atoms)
    return runs


def atom_runs(renderer: Renderer, span: Atom, atoms: Atoms) -> list[Run]:
    """The text of one live span."""
    number = atoms.add(span)
    runs = []
    for piece in renderer.pieces(span):
        slot = piece.key if _is_slot(piece) else ""
        if slot:
            atoms.slots[number].add(slot)
        key = "" if slot else piece.key
        runs.append(Run(piece.text, number, piece.kind, key, piece.aspect, slot))
    return [run for run in runs if run.text]


def _is_slot(piece: Piece) -> bool:
    """Whether it is a reason or asks for one; 〔未填〕 asks for a figure, which is typed into its cell."""
    asks = piece.kind is PieceKind.MISSING and bool(piece.key) and not piece.text.endswith(MISSING)
    return piece.kind is PieceKind.REASON or asks


def placeholder(renderer: Renderer, span: Atom, slot: str) -> str:
    """What a reason's slot says while it is empty."""
    if isinstance(span, StatementSpan):
        for piece in renderer.pieces(span.with_reason(slot, "")):
            if piece.key == slot:
                return piece.text
    return "〔原因〕"


def spans_of(runs: Iterable[Run], atoms: Atoms) -> list[Span]:
    """The spans that the runs stand for, with the reasons as they are written now."""
    spans: list[Span] = []
    for (number, was, old), group in groupby(runs, key=lambda run: (run.atom, run.was, run.old)):
        held = list(group)
        if number == PLAIN:
            spans.append(Text("".join(run.text for run in held), was, old))
        else:
            spans.append(_with_reasons(atoms.spans[number], held, atoms.slots[number]))
    return merge(_joined(spans))


def _with_reasons(span: Atom, runs: Sequence[Run], slots: set[str]) -> Atom:
    if not isinstance(span, StatementSpan):
        return span
    for slot in slots:
        written = "".join(run.text for run in runs if run.slot == slot and not run.asks)
        span = span.with_reason(slot, written.replace("\n", "").strip())
    return span


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Line breaks before and after the whole text say nothing."""
    kept = list(spans)
    if kept and isinstance(kept[0], Text):
        kept[0] = replace(kept[0], text=kept[0].text.lstrip("\n"))
    if kept and isinstance(kept[-1], Text):
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip("\n"))
    return kept


def natures(runs: Iterable[Run]) -> list[tuple[tuple[object, ...], str]]:
    """What the runs show, with neighbours of one nature joined: two texts with equal natures look and act alike."""

    def nature(run: Run) -> tuple[object, ...]:
        return run.atom != PLAIN, run.kind, run.key, run.aspect, run.slot, run.was, run.old

    broken = [Run("\n") if piece == "\n" else replace(run, text=piece) for run in runs for piece in _pieces(run.text)]
    return [(what, "".join(run.text for run in group)) for what, group in groupby(broken, key=nature)]


def _pieces(text: str) -> list[str]:
    return [piece for piece in re.split("(\n)", text) if piece]
