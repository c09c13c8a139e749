"""What the tests of whole reports share: the doors run once a source, its outputs read back, and cells compared."""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from core.blocks import Heading, Paragraph, Table
from core.commands import run
from core.prefill.fold import compact
from core.reading import read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from core.blocks import SourceDocument

KINDS = ("pdf", "docx", "xlsx")


@dataclass(frozen=True)
class Made:
    """A source taken into a file of its own year, and the three outputs of that."""

    source: SourceDocument
    file: Path
    found: dict[str, Any]
    outputs: dict[str, list[SourceDocument]]

    def lines(self, kind: str) -> list[str]:
        """Headings and paragraphs of an output, folded, in order."""
        blocks = [one.block for document in self.outputs[kind] for one in document.blocks]
        texts = [one.line if isinstance(one, Heading) else one.text for one in blocks if not isinstance(one, Table)]
        return [compact(text) for text in texts]

    def tables(self, kind: str) -> list[Table]:
        """The tables of an output in order."""
        return [one.block for doc in self.outputs[kind] for one in doc.blocks if isinstance(one.block, Table)]


def door(*arguments: str) -> dict[str, Any]:
    """A verb that must succeed, with its JSON."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert run([*arguments, "--json", "-"]) == 0, arguments
    document: dict[str, Any] = json.loads(out.getvalue())
    return document


def exported(file: Path, folder: Path) -> dict[str, list[SourceDocument]]:
    """The three outputs, read by the ordinary readers."""
    names = [f"--{kind}={folder / f'out.{kind}'}" for kind in KINDS]
    written = door("export", str(file), *names, "--draft")["written"]
    return {
        kind: [read(folder / path["path"].rsplit("/", 1)[-1]) for path in written if path["format"] == kind]
        for kind in KINDS
    }


def make(source: Path, folder: Path, year: int) -> Made:
    """Import and export, as a clerk would."""
    file = folder / "file.jbao"
    found = door("import", str(source), f"--new={file}", f"--year={year}", "--accept", "all")
    return Made(read(source), file, found, exported(file, folder))


# -- tables ------------------------------------------------------------------------


def whole_tables(document: SourceDocument) -> list[list[str]]:
    """The non-empty cells of every table; one without a title goes on with the table before it."""
    found: list[list[str]] = []
    for one in document.blocks:
        if isinstance(one.block, Table):
            if one.block.title or not found:
                found.append([])
            found[-1] += [
                cell.text for row in one.block.cells for cell in row if cell is not None and cell.text.strip()
            ]
    return found


def missing_cells(cells: Sequence[str], ours: Table, other: Sequence[str] = ()) -> list[str]:
    """The cells of a source that a table of ours does not print; `other` are cells printed differently on purpose."""
    printed = [compact(cell.text) for row in ours.cells for cell in row if cell is not None]
    numbers = {number for text in printed if (number := _number(text)) is not None}
    ticks = {tick for text in printed for tick in _ticks(text)}
    words = [re.sub(r"\d+$", "", text) for text in printed]
    lost = []
    for cell in map(compact, cells):
        number = _number(cell)
        if cell in other or cell in printed:
            continue
        if number is not None and (number in numbers or _rounded(number) in numbers):
            continue
        if _ticks(cell) and set(_ticks(cell)) <= ticks:
            continue
        plain = re.sub(r"\d+$", "", cell)
        if number is None and len(plain) > 1 and any(plain in text for text in words):
            continue  # half of a label that was torn over two rows
        lost.append(cell)
    return lost


def _number(text: str) -> Decimal | None:
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)[%&]?", text)
    return Decimal(match[1]) if match else None


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _ticks(text: str) -> list[str]:
    """The choices that are ticked, whichever side their boxes stand on."""
    parts = [part for part in re.split(r"([□☐☑√■☒])|\d、", compact(text)) if part]
    if parts and not re.fullmatch("[□☐☑√■☒]", parts[0]):
        parts.reverse()
    return [word for box, word in itertools.pairwise(parts) if box in "☑√■☒" and word not in "□☐☑√■☒"]


def paragraphs(document: SourceDocument) -> list[str]:
    """The body text of a source, folded."""
    return [
        compact(one.block.text)
        for one in document.blocks
        if isinstance(one.block, Paragraph) and one.block.role == "body"
    ]
