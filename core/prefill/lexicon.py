"""Which figure a phrase of prose names: words of the section first, then names and aliases of the dictionary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.figures import Kind
from core.prefill.fold import compact
from core.template import CellRole, Figure, Section, Template
from core.template.statement import Amount, Literal, parse_statement, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from core.template.statement import Part

_QUOTES = str.maketrans("", "", '“”"‘’')
# 人, 名 and 位 count people; a figure counted in one of a group may be given in another.
_GROUPS = (
    {"人", "名", "位"}, {"个", "家", "所", "处"}, {"辆", "台"}, {"台（套）", "台", "套"}, {"人次"},
    {"批次", "批", "个", "团组"}, {"㎡", "平方米", "m²"},
)  # fmt: skip
_BESIDE = re.compile(r"[，、；]?\s*(?:累计|共计|共)?")


@dataclass(frozen=True, slots=True)
class Named:
    """A figure named at [start, end) of a text; `sure` is false where several figures share the name."""

    start: int
    end: int
    figure: Figure
    aspect: str = ""
    of_section: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Entry:
    figure: Figure
    aspect: str
    of_section: bool
    sure: bool


class Lexicon:
    """The names that figures go by in one section."""

    def __init__(self, words: Mapping[str, Sequence[_Entry]]) -> None:
        self._words = words
        self._lengths = sorted({len(word) for word in words}, reverse=True)
        self._heads = {word[0] for word in words}

    def find(self, text: str, kind: Kind | None = None, unit: str = "") -> list[Named]:
        """Every longest name in `text` of a figure of that kind and unit, in order; shorter ones inside are dropped."""
        found: list[Named] = []
        reach = 0
        for start, char in enumerate(text):
            if char not in self._heads:
                continue
            named = self._at(text, start, kind, unit)
            if named is not None and named.end > reach:
                found.append(named)
                reach = named.end
        return found

    def _at(self, text: str, start: int, kind: Kind | None, unit: str) -> Named | None:
        room = len(text) - start
        for length in self._lengths:
            if length > room:
                continue
            for entry in self._words.get(text[start : start + length], ()):
                if fits(entry.figure, kind, unit):
                    end = start + length
                    return Named(start, end, entry.figure, entry.aspect, entry.of_section, entry.sure)
        return None


def fits(figure: Figure, kind: Kind | None, unit: str) -> bool:
    """Whether a number of that kind and unit can be a value of the figure."""
    if kind is None:
        return figure.kind.numeric
    if figure.kind is not kind:
        return False
    if kind is not Kind.COUNT or not unit or unit == figure.unit:
        return True
    return any(unit in group and figure.unit in group for group in _GROUPS)


class Lexicons:
    """The lexicon of each section of a template, made when first asked for."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._common = _dictionary_words(template)
        self._made: dict[str, Lexicon] = {}

    def follows(self, section: str) -> dict[str, Figure]:
        """For a figure the one that the section's sentences give right behind it: 团组0个，累计0人次."""
        found: dict[str, Figure] = {}
        for one in lineage(self._template, section):
            for parts in _statements(self._template, one):
                for before, between, after in zip(parts, parts[1:], parts[2:], strict=False):
                    match before, between, after:
                        case Amount(first), Literal(text), Amount(second) if _BESIDE.fullmatch(text):
                            found.setdefault(first.key, self._template.figure(second.key))
        return found

    def of(self, section: str) -> Lexicon:
        """The names that count in a section ("" for none): its own `reads` and its parents', then the dictionary's."""
        if section not in self._made:
            words = dict(self._common)
            for one in reversed(lineage(self._template, section)):
                for word, entries in _stated(self._template, one).items():
                    words[word] = [*entries, *words.get(word, ())]
                for word, target in one.reads.items():
                    key, _, aspect = target.partition("@")
                    words[compact(word)] = [_Entry(self._template.figure(key), aspect, True, True)]
            self._made[section] = Lexicon(words)
        return self._made[section]


def lineage(template: Template, section: str) -> list[Section]:
    """The section and its parents, nearest first."""
    parts = section.split(".")
    ids = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return [template.sections[name] for name in ids if name in template.sections]


def _statements(template: Template, section: Section) -> Iterator[tuple[Part, ...]]:
    for name in section.statements:
        for variant in template.statements[name].variants:
            yield parse_statement(variant.text)


def _stated(template: Template, section: Section) -> dict[str, list[_Entry]]:
    """The names of the figures that the section's own sentences print: here they mean those."""
    keys = dict.fromkeys(
        reference.key
        for parts in _statements(template, section)
        for reference in references(parts)
        if "$" not in reference.key and "*" not in reference.key and "?" not in reference.key
    )
    words: dict[str, list[Figure]] = {}
    for key in keys:
        figure = template.find(key)
        if figure is None or not figure.kind.numeric:
            continue
        for name in _names(figure):
            words.setdefault(name, []).append(figure)
    return {
        word: [_Entry(figures[0], "", False, len({figure.key for figure in figures}) == 1)]
        for word, figures in words.items()
    }


def _dictionary_words(template: Template) -> dict[str, list[_Entry]]:
    shown = _shown(template)
    ranked = sorted(template.base_keys, key=lambda key: key not in shown)  # stable: then the dictionary's own order
    words: dict[str, list[Figure]] = {}
    for key in ranked:
        figure = template.figure(key)
        if not figure.kind.numeric:
            continue
        for name in _names(figure):
            words.setdefault(name, []).append(figure)
    return {word: _entries(figures, shown) for word, figures in words.items()}


def _entries(figures: Sequence[Figure], shown: set[str]) -> list[_Entry]:
    """One entry a kind; the name is sure where only one figure has it, or only one that the packs show."""
    entries: list[_Entry] = []
    for kind in dict.fromkeys(figure.kind for figure in figures):
        of_kind = [figure for figure in figures if figure.kind is kind]
        placed = [figure for figure in of_kind if figure.key in shown]
        entries.append(_Entry(of_kind[0], "", False, len(of_kind) == 1 or len(placed) == 1))
    return entries


def _names(figure: Figure) -> Iterable[str]:
    names = {compact(name) for name in (figure.name, *figure.aliases)}
    names |= {name.translate(_QUOTES) for name in names}
    return sorted(name for name in names if len(name) > 1)


def _shown(template: Template) -> set[str]:
    """The keys that the packs place in tables, sentences and sections, or let be typed."""
    keys = set(template.typed)
    for table in template.tables.values():
        keys |= {
            cell.key for row in table.rows for cell in row.cells if cell is not None and cell.role is CellRole.FIGURE
        }
    for form in template.statements.values():
        for variant in form.variants:
            keys |= {reference.key for reference in references(parse_statement(variant.text))}
    for section in template.sections.values():
        keys |= {key.partition("@")[0] for key in section.reads.values()}
    return keys
