"""Checks of wording that are patterns: left-over instructions, placeholders, private numbers (rules.md E, F, H).

The patterns are data (resources/rules/text.toml); a pack adds the prompts of its
own form to each section.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from core.paths import resource
from core.rules.finding import Finding, State
from core.template import Severity
from core.template.toml import TomlFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BEFORE = 40
"""Characters before a match that may say that it is none."""


@dataclass(frozen=True, slots=True)
class PatternRule:
    """One rule of wording: any of `patterns` in a text fails it, unless the words before say otherwise.

    `message` may use {quote}; `unless` ends where the quote begins.
    """

    id: str
    name: str
    severity: Severity
    patterns: tuple[re.Pattern[str], ...]
    message: str
    fix: str
    variant: str = ""
    unless: re.Pattern[str] | None = None
    once: bool = False
    """Whether a line that breaks it again and again, as a list does, is told once."""

    def allows(self, text: str, start: int) -> bool:
        """Whether the words right before a place make a match there no fault."""
        return self.unless is not None and self.unless.search(text, max(start - _BEFORE, 0), start) is not None


@cache
def pattern_rules() -> tuple[PatternRule, ...]:
    """The shipped rules.  Raises TemplateError for a wrong file."""
    path = resource("rules", "text.toml")
    file = TomlFile(path.name, path.read_text(encoding="utf-8"))
    rules = []
    for item in file.items("pattern", "key"):
        item.text("key")
        rules.append(
            PatternRule(
                id=item.text("id"),
                name=item.text("name"),
                severity=Severity(item.text("severity", "error")),
                patterns=tuple(re.compile(text) for text in item.texts("patterns")),
                message=item.text("message"),
                fix=item.text("fix", ""),
                variant=item.name,
                unless=re.compile(item.text("unless")) if item.has("unless") else None,
                once=item.flag("once"),
            )
        )
        item.done()
    return tuple(rules)


def prompt_rule(prompts: Iterable[str]) -> PatternRule | None:
    """The E1 rule for the instructions that a section's official form prints; spaces and commas may differ."""
    patterns = tuple(_loose(prompt) for prompt in prompts)
    if not patterns:
        return None
    return PatternRule(
        "E1",
        "填写说明未删除",
        Severity.ERROR,
        patterns,
        "「{quote}」是填写说明，不应留在正文里",
        "删去这句说明，写上本单位的内容",
        "section",
    )


@cache
def _loose(prompt: str) -> re.Pattern[str]:
    letters = [char for char in prompt if char not in " ，,。、；;（）()"]
    return re.compile(r"[\s，,。、；;（）()]{0,2}".join(map(re.escape, letters)))


def check_text(text: str, where: str, extra: Iterable[PatternRule] = (), offset: int = 0) -> Iterator[Finding]:
    """Every wording fault in `text`; `where` is the section number, positions count from `offset`."""
    taken: list[tuple[int, int]] = []
    seen: Counter[tuple[str, str, str]] = Counter()
    for rule in (*extra, *pattern_rules()):
        for quote, start, many in _told_once(rule, text, _matches(rule, text, taken)):
            words = (rule.id, rule.variant, quote)
            seen[words] += 1
            # Named by its words, not its position: a reason given for it survives edits before it.
            name = f"{rule.id}/{rule.variant}={where}:{quote[:40]}#{seen[words]}"
            yield _finding(rule, name, quote, f"{where}:{offset + start}-{offset + start + len(quote)}", many)


def _matches(rule: PatternRule, text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[str, int]]:
    """Where a rule is broken and no other was told to be, with the words."""
    for pattern in rule.patterns:
        for found in pattern.finditer(text):
            start, end = found.span()
            overlaps = any(start < other_end and end > other_start for other_start, other_end in taken)
            if not overlaps and not rule.allows(text, start):
                taken.append((start, end))
                yield found[0], start


def _told_once(rule: PatternRule, text: str, matches: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int, int]]:
    """The matches with how many each stands for: of a rule that is told once, those of its line."""
    if not rule.once:
        yield from ((quote, start, 1) for quote, start in matches)
        return
    for _, line in groupby(matches, key=lambda match: text.count("\n", 0, match[1])):
        many = list(line)
        yield *many[0], len(many)


def _finding(rule: PatternRule, name: str, quote: str, place: str, many: int) -> Finding:
    shown = quote if len(quote) <= 40 else quote[:39] + "…"
    others = f"，本段共 {many} 处" if many > 1 else ""
    return Finding(
        id=name,
        rule=rule.id,
        name=rule.name,
        state=State.FAIL,
        severity=rule.severity,
        message=rule.message.replace("{quote}", shown) + others,
        remedy=rule.fix,
        place=place,
        quote=quote,
    )
