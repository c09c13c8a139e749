"""Which figure a phrase of prose names: words of the section first, then names and aliases of the dictionary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from core.figures import Kind
from core.prefill.fold import compact
from core.template import TOTAL, CellRole, Figure, RowKind, Section, Template
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


class Named(NamedTuple):
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
    """The names that figures go by in one section: its own, before those of the dictionary."""

    def __init__(self, words: Mapping[str, Sequence[_Entry]], common: _Common) -> None:
        self._words, self._common = words, common
        self._lengths = {**common.lengths, **_lengths(words, common.lengths)}

    def find(self, text: str, kind: Kind | None = None, unit: str = "") -> list[Named]:
        """Every longest name in `text` of a figure of that kind and unit, in order; shorter ones inside are dropped."""
        found: list[Named] = []
        reach = 0
        for start, char in enumerate(text):
            lengths = self._lengths.get(char)
            if lengths is None:
                continue
            named = self._at(text, start, lengths, kind, unit)
            if named is not None and named.end > reach:
                found.append(named)
                reach = named.end
        return found

    def _at(self, text: str, start: int, lengths: Sequence[int], kind: Kind | None, unit: str) -> Named | None:
        room = len(text) - start
        for length in lengths:
            if length > room:
                continue
            word = text[start : start + length]
            for entry in self._words.get(word) or self._common.of(word):
                if fits(entry.figure, kind, unit):
                    end = start + length
                    return Named(start, end, entry.figure, entry.aspect, entry.of_section, entry.sure)
        return None


def _lengths(words: Iterable[str], also: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    """How long the words are that begin with a character, and those known `also`, longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[0], set()).add(len(word))
    return {char: sorted(lengths.union(also.get(char, ())), reverse=True) for char, lengths in found.items()}


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
        self._common = _Common(template)
        self._stated = cache(self._names_stated)

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
        words: dict[str, Sequence[_Entry]] = {}
        for one in reversed(lineage(self._template, section)):
            for word, entry in self._stated(one.id).items():
                words[word] = [entry, *(words.get(word) or self._common.of(word))]
            for word, target in one.reads.items():
                key, _, aspect = target.partition("@")
                words[compact(word)] = [_Entry(self._template.figure(key), aspect, True, True)]
        return Lexicon(words, self._common)

    def _names_stated(self, section: str) -> dict[str, _Entry]:
        """The names of the figures that the section's own sentences print: here they mean those."""
        keys = dict.fromkeys(
            reference.key
            for parts in _statements(self._template, self._template.sections[section])
            for reference in references(parts)
            if "$" not in reference.key and "*" not in reference.key and "?" not in reference.key
        )
        words: dict[str, list[Figure]] = {}
        for key in keys:
            figure = self._template.find(key)
            if figure is None or not figure.kind.numeric:
                continue
            for name in _names(figure):
                words.setdefault(name, []).append(figure)
        return {
            word: _Entry(figures[0], "", False, len({figure.key for figure in figures}) == 1)
            for word, figures in words.items()
        }


def lineage(template: Template, section: str) -> list[Section]:
    """The section and its parents, nearest first."""
    parts = section.split(".")
    ids = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return [template.sections[name] for name in ids if name in template.sections]


def _statements(template: Template, section: Section) -> Iterator[tuple[Part, ...]]:
    for name in section.statements:
        for variant in template.statements[name].variants:
            yield parse_statement(variant.text)


class _Common:
    """The names of all figures of the dictionary; what a name means is told when it is met, for most never are."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._keys: dict[str, list[str]] = {}
        for key, figure in _numeric(template):
            for name in _names(figure):
                self._keys.setdefault(name, []).append(key)
        self._made: dict[str, list[_Entry]] = {}
        self.lengths = _lengths(self._keys, {})

    def of(self, word: str) -> Sequence[_Entry]:
        """The figures that a name may mean, those first that the packs show; empty where it is no name."""
        if word not in self._keys:
            return ()
        if word not in self._made:
            self._made[word] = self._entries(self._keys[word])
        return self._made[word]

    def _entries(self, keys: Sequence[str]) -> list[_Entry]:
        """One entry a kind; the name is sure where only one figure has it, or only one that the packs show."""
        if len(keys) > 1:
            keys = sorted(keys, key=lambda key: key not in self._shown)  # stable: then the dictionary's own order
        figures = [self._template.figure(key) for key in keys]
        entries: list[_Entry] = []
        for kind in dict.fromkeys(figure.kind for figure in figures):
            of_kind = [figure for figure in figures if figure.kind is kind]
            alone = len(of_kind) == 1 or sum(figure.key in self._shown for figure in of_kind) == 1
            entries.append(_Entry(of_kind[0], "", False, alone))
        return entries

    @cached_property
    def _shown(self) -> set[str]:
        return _shown(self._template)


def _numeric(template: Template) -> Iterator[tuple[str, Figure]]:
    """The keys of `base_keys` that are of numbers, each with a figure of its names."""
    yield from ((key, figure) for key, figure in template.dictionary.figures.items() if figure.kind.numeric)
    for family in template.dictionary.families.values():
        if family.rows is RowKind.FUNCTIONAL:
            for field, figure in family.figures.items():
                if figure.kind.numeric:
                    yield f"{family.key}.{TOTAL}.{field}", figure


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
