"""What is wrong with the wording of one section, as findings."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from core.narrative.pieces import PieceKind
from core.narrative.render import MISSING
from core.rules import Finding, State
from core.rules.text import check_text, prompt_rule
from core.template import Section, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.pieces import Line, Piece


def review_section(section: Section, lines: Sequence[Line], title: str) -> list[Finding]:
    """Findings of a section's text: E1-E3, F1 …, blank slots, last year's numbers (E17), and E7 where it is empty.

    Places are SECTION:START-END over its paragraphs joined by line breaks.
    """
    if not lines:
        return [_empty(section, title)] if section.required else []
    text = "\n".join(line.text for line in lines)
    rule = prompt_rule(section.prompts)
    findings = [*_blanks(section, lines), *check_text(text, section.id, [rule] if rule else [])]
    gaps = [finding for finding in findings if finding.rule == "E3"]
    spans = {finding.place for finding in gaps}
    found = [finding for finding in findings if finding.rule != "E2" or not _within(finding.place, spans)]
    return [*found, *_outdated(section, lines)]


def _within(place: str, spans: set[str]) -> bool:
    return any(_overlap(place, other) for other in spans)


def _overlap(one: str, other: str) -> bool:
    a, b = (tuple(map(int, place.rsplit(":", 1)[1].split("-"))) for place in (one, other))
    return a[0] < b[1] and a[1] > b[0]


def _empty(section: Section, title: str) -> Finding:
    return Finding(
        id=f"E7={section.id}",
        rule="E7",
        name="必备内容齐全",
        state=State.FAIL,
        severity=Severity.ERROR,
        message=f"「{title}」还没有内容",
        remedy="写上内容；确实没有的写「无」",
        place=f"{section.id}:0-0",
    )


def undrawn(section: str, chart: str, message: str, cells: Sequence[str]) -> Finding:
    """A drawing that leaves out a year; a hint, for the blank cell itself is told where it is printed."""
    return Finding(
        id=f"E3={section}:{chart}:{cells[0]}",
        rule="E3",
        name="空着没填",
        state=State.FAIL,
        severity=Severity.HINT,
        message=message,
        remedy="填上后这一年就画进图里；没有的填 0",
        place=f"{section}:0-0",
        cells=tuple(cells),
    )


def _blanks(section: Section, lines: Sequence[Line]) -> list[Finding]:
    return [
        _blank(section, piece.text, piece.key, piece.aspect, place)
        for piece, place in _placed(section, lines, PieceKind.MISSING)
    ]


def _placed(section: Section, lines: Sequence[Line], kind: PieceKind) -> Iterator[tuple[Piece, str]]:
    """The pieces of a kind, each with its place in the section's text."""
    position = 0
    for line in lines:
        for piece in line.pieces:
            end = position + len(piece.text)
            if piece.kind is kind:
                yield piece, f"{section.id}:{position}-{end}"
            position = end
        position += 1


def _outdated(section: Section, lines: Sequence[Line]) -> Iterator[Finding]:
    """E17: numbers and years of last year's text, each at its place until it is renewed or confirmed."""
    seen: Counter[str] = Counter()
    for piece, place in _placed(section, lines, PieceKind.OUTDATED):
        seen[piece.text] += 1
        yield Finding(
            # Named by its words, not its position, as the findings of wording are.
            id=f"E17={section.id}:{piece.text}#{seen[piece.text]}",
            rule="E17",
            name="沿用的上年数字已更新",
            state=State.FAIL,
            severity=Severity.ERROR,
            message=f"「{piece.text}」是上年文字里的，还没有更新",
            remedy="改为今年的；今年不变的，在它上面按右键选「今年不变」",
            place=place,
            quote=piece.text,
        )


def _blank(section: Section, text: str, key: str, aspect: str, place: str) -> Finding:
    figure = text.endswith(MISSING)
    what = "句子里的数字还没有填" if figure else f"{text.strip('〔〕')}还没有写"
    finding = Finding(
        id=f"E3={section.id}:{key}@{aspect}:{place}",
        rule="E3",
        name="空着没填",
        state=State.FAIL,
        severity=Severity.ERROR,
        message=what,
        remedy="填上数字" if figure else "写上原因",
        place=place,
        quote=text,
    )
    return replace(finding, cells=(f"{key}@{aspect}",)) if figure and key else finding
