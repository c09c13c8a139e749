"""What a document tells the parts of over its paragraphs (resources/rules/accounts.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from core.paths import resource
from core.template.toml import Item, TomlFile


@dataclass(frozen=True, slots=True)
class Term:
    """A quantity: `names` end the words before its amount, `nothing` says that there was none of it."""

    key: str
    names: re.Pattern[str]
    nothing: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Account:
    """A whole that is the sum of its parts; `terms` are all of them, with the sign that each counts with.

    `extra` are those that may be left untold, `without` those whose telling makes another account of it.
    `broad` names are those of every fund; `said` and `unless` are words that the paragraph of the whole must and may
    not have.  A `loose` one is not always kept.
    """

    rule: str
    whole: str
    terms: tuple[tuple[str, int], ...]
    extra: frozenset[str]
    without: tuple[str, ...]
    said: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    broad: bool
    loose: bool


@cache
def terms() -> tuple[Term, ...]:
    """The shipped terms.  Raises TemplateError for a wrong file."""
    found = []
    for item in _file().items("term", "key"):
        names, nothing = item.texts("names"), item.texts("nothing")
        found.append(Term(item.text("key"), re.compile("|".join(names)), _maybe(nothing)))
        item.done()
    return tuple(found)


@cache
def accounts() -> tuple[Account, ...]:
    """The shipped accounts.  Raises TemplateError for a wrong file, or one that names an unknown term."""
    known = {one.key for one in terms()}
    found = []
    for item in _file().items("account", "key"):
        item.text("key")
        account = _account(item)
        item.done()
        unknown = {account.whole, *account.without, *(name for name, _ in account.terms)} - known
        if unknown:
            raise item.error(f"没有名为 {'、'.join(sorted(unknown))} 的项")
        found.append(account)
    return tuple(found)


def _account(item: Item) -> Account:
    parts, less = item.texts("parts"), item.texts("less")
    extra, extra_less = item.texts("extra"), item.texts("extra_less")
    signed = [*((name, 1) for name in (*parts, *extra)), *((name, -1) for name in (*less, *extra_less))]
    return Account(
        item.text("rule"),
        item.text("whole"),
        tuple(signed),
        frozenset((*extra, *extra_less)),
        item.texts("without"),
        _maybe(item.texts("said")),
        _maybe(item.texts("unless")),
        item.flag("broad"),
        item.flag("loose"),
    )


def _file() -> TomlFile:
    path = resource("rules", "accounts.toml")
    return TomlFile(path.name, path.read_text(encoding="utf-8"))


def _maybe(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns)) if patterns else None


@lru_cache(maxsize=4096)
def terms_of(words: str) -> tuple[str, ...]:
    """The terms that the words before an amount name; 收支总计 is that of both sides."""
    short = words.removesuffix("合计")
    return tuple(one.key for one in terms() if one.names.search(words) or (short != words and one.names.search(short)))
