"""Keys of figures and references to them.

A key is `segment('.'segment)*`, a segment is `[a-z0-9_]+` or T01…T09.  A reference
adds `@aspect` and may hold `*` (any rest of a segment) and `?` (one character),
which makes it a set of cells: `[T03.201*.total]`, `[T03.20129??.basic@prior]`.  In
packs and families `$` stands for the row that a formula is repeated for.
Source: DESIGN.md §4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from core.errors import ExpressionError

ASPECTS = ("prior", "initial_budget", "final_budget", "actual", "target")
"""上年数、年初预算数、全年预算数、决算数（实际完成）、年度指标值."""

_SEGMENT = r"(?:[a-z0-9_]+|T0[1-9])"
_KEY = re.compile(rf"{_SEGMENT}(?:\.{_SEGMENT})*")
_PATTERN = re.compile(r"(?:[a-z0-9_*?$]+|T0[1-9])(?:\.(?:[a-z0-9_*?$]+))*")


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell or a set of cells; `aspect` is empty where the formula left it out."""

    key: str
    aspect: str = ""

    @property
    def is_set(self) -> bool:
        """Whether the key holds a wildcard."""
        return "*" in self.key or "?" in self.key

    def at(self, default: str) -> tuple[str, str]:
        """(key, aspect) with `default` for a left-out aspect."""
        return self.key, self.aspect or default

    def __str__(self) -> str:
        return f"{self.key}@{self.aspect}" if self.aspect else self.key


def is_key(text: str) -> bool:
    """Whether `text` is a well-formed key without wildcards."""
    return _KEY.fullmatch(text) is not None


@lru_cache(maxsize=16_384)
def parse_reference(text: str) -> Reference:
    """Read `KEY` or `KEY@ASPECT`.  Raises ExpressionError when malformed."""
    key, at, aspect = text.strip().partition("@")
    if _PATTERN.fullmatch(key) is None:
        raise ExpressionError(f"「{text}」不是数据项的键", "键由小写字母、数字、下划线和点组成，例如 T03.total.basic")
    if at and aspect not in ASPECTS:
        raise ExpressionError(f"「{text}」的口径「{aspect}」不存在", f"可用 {'、'.join(ASPECTS)}")
    return Reference(key, aspect)


@lru_cache(maxsize=4096)
def _matcher(pattern: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in re.split(r"([*?])", pattern)]
    body = "".join("[^.]*" if part == r"\*" else "[^.]" if part == r"\?" else part for part in parts)
    return re.compile(body)


def matches(pattern: str, key: str) -> bool:
    """Whether `key` belongs to the set `pattern`; a key without wildcards is a set of itself."""
    if "*" not in pattern and "?" not in pattern:
        return pattern == key
    return _matcher(pattern).fullmatch(key) is not None
