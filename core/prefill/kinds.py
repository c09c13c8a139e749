"""Reading a source as a report of one kind: through the forms of one pack, also of one that the file does not have."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from core.narrative import StatementSpan, Text
from core.prefill.fitting import Forms
from core.prefill.homes import Homes
from core.prefill.model import Draft, SectionProposal, TableProposal
from core.prefill.outline import match_outline
from core.prefill.patterns import Patterns
from core.template import Template, dictionary, load_pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.blocks import ReadBlock
    from core.prefill.outline import Titled
    from core.template import Dictionary, Pack


@dataclass(frozen=True, slots=True)
class Tools:
    """What a source is read with; `foreign` where the pack is none of the report file's."""

    template: Template
    homes: Homes
    patterns: Patterns
    forms: Forms
    foreign: bool = False


class Kinds:
    """The tools for each kind of report that sources are read as, made when first asked for."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self._made: dict[str, Tools] = {"": _tools(_Packs(template.dictionary, template.packs))}

    def of(self, kind: str = "") -> Tools:
        """The tools for the pack of that id; for all packs of the report file where none is said.

        Raises TemplateError for a pack that is not known.
        """
        if kind not in self._made:
            own = next((pack for pack in self.template.packs if pack.id == kind), None)
            pack = own or load_pack(kind)
            self._made[kind] = replace(_tools(_Packs(dictionary(), (pack,))), foreign=own is None)
        return self._made[kind]

    # -- what was read through forms that the report file does not have ----------------------

    def at_home(self, blocks: Sequence[ReadBlock], titled: dict[int, Titled], unit: str) -> dict[int, Titled]:
        """Headings with the sections of the report file's own forms."""
        sections = [section for pack in self.template.packs for section in pack.sections]
        sure = frozenset(index for index, one in titled.items() if one.section is not None)
        return {one.index: one for one in match_outline(blocks, sections, unit, sure)}

    def section(self, found: SectionProposal) -> SectionProposal:
        """A section's text, in which sentences the report file does not know stay words and figures."""
        return replace(found, spans=tuple(self._known(found.spans)))

    def _known(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        for draft in drafts:
            if isinstance(draft.span, StatementSpan) and draft.span.id not in self.template.statements:
                yield from draft.parts or (Draft(Text(draft.text), draft.text),)
            else:
                yield draft

    def table(self, found: TableProposal) -> TableProposal:
        """A table; another form's rows say nothing about how this file's own form is laid out or filled."""
        target = found.target if found.target in self.template.tables else ""
        return replace(found, target=target, layout="", whole=False)


class _Packs:
    """Packs with their dictionary: the same again only where they are the very same objects."""

    def __init__(self, known: Dictionary, packs: tuple[Pack, ...]) -> None:
        self.dictionary, self.packs = known, packs
        self._identity = (id(known), *map(id, packs))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Packs) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)


@lru_cache(maxsize=6)
def _tools(packs: _Packs) -> Tools:
    """What sources are read with.  It is of the packs alone, so one import makes it for the next.

    The template is its own: imports run beside each other and beside the window, whose reports have theirs.
    """
    template = Template(packs.dictionary, packs.packs)
    return Tools(template, Homes(template), Patterns(template), Forms(template))
