"""What a section of the forms says about the text that stands in it, worked out once for all its paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.prefill.items import Listed, listed
from core.prefill.lexicon import Lexicon, Lexicons, lineage
from core.template import RowKind
from core.template.statement import Each, parse_statement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.template import Figure, Section, Template

_PLANS = ("重点工作", "绩效目标", "工作计划", "工作打算")
_DONE = ("完成", "情况")


@dataclass(frozen=True, slots=True)
class Home:
    """A section ("" for none) with its parents: the names that count in it, the sentences, what it lists."""

    section: str
    lexicon: Lexicon
    follows: Mapping[str, Figure]
    statements: Sequence[str]
    """Those of the section and its parents; of all sections where it is not known."""
    listed: Listed | None
    listing: str
    """The family whose rows it lists."""
    output: str
    plan: bool
    """Whether it tells what is meant to be done."""
    none: str
    """The figure that 无 says."""


class Homes:
    """The sections of the forms that documents are read through."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._lexicons = Lexicons(template)
        self._made: dict[str, Home] = {}

    def of(self, section: str) -> Home:
        """What a section says."""
        if section not in self._made:
            self._made[section] = self._make(section)
        return self._made[section]

    def _make(self, section: str) -> Home:
        template = self._template
        sections = lineage(template, section)
        named = [name for one in sections for name in one.statements]
        return Home(
            section,
            self._lexicons.of(section),
            self._lexicons.follows(section),
            named if sections else list(template.statements),
            listed(template, sections),
            _listing(sections, template),
            next((one.output for one in sections if one.output), ""),
            any(_tells_goals(one.title) for one in sections),
            next((one.none for one in sections if one.none), ""),
        )


def _tells_goals(title: str) -> bool:
    """Whether a section tells what is meant to be done, not what was."""
    return any(word in title for word in _PLANS) and not any(word in title for word in _DONE)


def _listing(sections: Sequence[Section], template: Template) -> str:
    """The family whose rows a section lists: that of the repetition in its statements."""
    for section in sections:
        for name in section.statements:
            for variant in template.statements[name].variants:
                for part in parse_statement(variant.text):
                    if isinstance(part, Each) and template.named(part.family).rows is RowKind.ADDED:
                        return part.family
    return ""
