"""The canonical id of a rule: the letter and number of rules.md, of which X.. (formats_juesuan.md §9) are aliases."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from core.paths import resource
from core.template.toml import TomlFile

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def aliases() -> Mapping[str, str]:
    """X01 -> B1 …, from resources/rules/aliases.toml.  Raises TemplateError for a wrong file."""
    path = resource("rules", "aliases.toml")
    found = TomlFile(path.name, path.read_text(encoding="utf-8")).data["alias"]
    return {name: str(canon) for name, canon in found.items()}


def canonical(rule: str) -> str:
    """The id that people and the doors are told."""
    return aliases().get(rule, rule)
