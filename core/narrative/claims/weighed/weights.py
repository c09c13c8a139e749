"""Learned weights: tables of what each trait, cue or sign is worth.

Written by build/accuracy/learn.py as JSON, which is read ten times as fast as TOML; thousands of them are read when the
first text is checked.
"""

from __future__ import annotations

import json

from core.paths import resource


def read_weights(name: str) -> dict[str, dict[str, float]]:
    """The tables of resources/rules/NAME.json."""
    tables: dict[str, dict[str, float]] = json.loads(resource("rules", f"{name}.json").read_text(encoding="utf-8"))
    tables.pop("about", None)
    return tables


__all__ = ["read_weights"]
