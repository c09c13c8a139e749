"""Labelled texts, paragraph by paragraph, for learning from them."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from core.narrative.claims import Ground  # noqa: E402
from core.narrative.claims.check import read_text  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Paragraph

FOLDER = ROOT / "tests" / "data" / "claims"
VARIED = (
    "own",
    "last_looked",
    "sober_looked",
    "modelled",
    *(f"hands_{hand}" for hand in range(1, 17)),
    "dealt_looked",
    *(f"asked_{number}" for number in range(1, 6)),
)
PLAIN = ("looked", "looked2", "written", "provinces", "fresh", "examined_a", "variants")
"""Texts of one mould: each counts less."""
LESS = 0.3


class Labelled(NamedTuple):
    """A paragraph with the mistakes in its text, and how much it counts."""

    paragraph: Paragraph
    expect: list[dict[str, Any]]
    counts: float


def read(name: str) -> Iterator[Labelled]:
    """The paragraphs of one file of labelled texts; the held ones are never read."""
    if "held" in name:
        raise ValueError(f"held for a closing figure only: {name}")
    counts = LESS if name in PLAIN else 1.0
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        for paragraph in read_text(label["text"], "t", Ground("", label.get("year", 0))):
            yield Labelled(paragraph, label["expect"], counts)


def digits(text: str) -> str:
    """A printed number without sign and commas."""
    return text.lstrip("+-").replace(",", "")


def in_digits(text: str) -> str:
    """A percentage in words as digits: 三成 as 30%; anything else as it is."""
    found = re.fullmatch(r"([一二两三四五六七八九])成([一二三四五六七八九半])?", text)
    if found:
        tail = 5 if found[2] == "半" else _WORDS.get(found[2] or "", 0)
        return f"{_WORDS[found[1]] * 10 + tail}%"
    found = re.fullmatch(r"([二三四五六七八九十])分之([一二两三四五六七八九])", text)
    if found:
        return f"{100 * _WORDS[found[2]] / _WORDS[found[1]]:.2f}%"
    return {"一半": "50%", "半数": "50%", "一倍": "100%", "翻一番": "100%"}.get(text, text)


_WORDS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"两": 2}


def number(text: str) -> float | None:
    """The first number in a text."""
    found = re.search(r"-?\d+(?:\.\d+)?", text.replace(",", ""))
    return float(found[0]) if found else None


__all__ = ["FOLDER", "PLAIN", "VARIED", "Labelled", "digits", "in_digits", "number", "read"]
