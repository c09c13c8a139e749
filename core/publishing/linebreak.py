"""Where lines of mixed Chinese text end, and how the space on each is spread.

Pure geometry: the caller measures the characters, this module chooses the line
ends and says how much room to add or take away after each character.

Rules: no line begins with a closing mark or ends with an opening one (GB/T 15834);
a number stays with its separators and unit (1,234.56万元, 25.49%, 2023年); Latin words
stay whole.  A full-width mark takes half a width next to another mark, may give up
to half a width to let one more character in, and hangs its blank half over the end
of a line.  Only where a line cannot hold one such unit is the unit itself broken.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_START = "，。、；：？！）》〉”’】〕］｝」』〗…—～·％‰℃%,.;:?!)]}>°′″¨々〞﹞"
"""Marks that never begin a line."""

NO_END = "（《〈“‘【〔［｛「『〖([{<￥¥$＄#＃№〝﹝≥≤"
"""Marks that never end a line."""

_UNIT = (
    "[％‰℃%]|个百分点|[十百千万亿]*(?:美元|港元|欧元|元|人次|辆次|车次|平方米|平方公里|公顷|公里|千米|公斤|千克|立方米"
    "|年度|年级|月份|季度|学年|小时|分钟|批次|课时|个月|岁|人|名|位|个|年|月|日|天|辆|台|套|批|次|户|家|项|件|所|座|亩|米|吨|倍|分"
    "|号|条|场|期|届|份|间|处|班|组|册|本|类|款|张|只|栋|幢|村|镇|县|区|站|点|周|折|成|表)?"
)
_DIGITS = "[0-9０-９]"
# A label or sign, digits with their separators (also of dates and ranges), then a unit.
_NUMBER = (
    rf"(?P<figure>(?:附件|附表|公开|表|图|第)?[-+−±＋－]?{_DIGITS}+(?:[,.．:/~～\-–—－]+{_DIGITS}+)*)"
    rf"(?:[A-Za-z²³㎡]+|{_UNIT})"
)
_WORD = r"[A-Za-z\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f_.@&'+/\-]*"
_ATOM = re.compile(f"{_NUMBER}|{_WORD}")
_CLOSED = re.compile(f"[{re.escape(NO_START)}\\s]")
_OPEN = re.compile(f"[{re.escape(NO_END)}]")
_LATIN_JOIN = re.compile(r"(?<=[!-~])(?=[!-~])")

# Full-width marks whose ink fills one half only: the right half, or the left half, is blank.
BLANK_RIGHT = "，。、；：）》〉”’】〕］｝」』〗"
_BLANK_LEFT = "（《〈“‘【〔［｛「『〖"
_HALF = re.compile(f"[{BLANK_RIGHT}{_BLANK_LEFT}]")
_IS_RIGHT = frozenset(BLANK_RIGHT)
_IS_LEFT = frozenset(_BLANK_LEFT)

_NEVER, _EMERGENCY, _BEFORE_UNIT, _ALLOWED = 0, 1, 2, 3
_SHRINK_COST = 0.55  # giving all room away looks as bad as adding this share of an em between all characters
_LOOSEST = 0.1  # of an em: no more is added after a character, the rest of a loose line stays free; wider gaps
# look like a list of words, and other programs read them as spaces (poppler from 0.1 em on, PDFium from 1/6)
_EDGE = 0.08  # the same beside a number, where fonts change
_FULL = 0.97  # of an em: a narrower character belongs to a number or a word (% is wide in some fonts)
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """The characters [start, end) of one line; `slack` is what is left over (below 0: what must be given up)."""

    start: int
    end: int
    slack: float
    last: bool


@dataclass(slots=True)
class Measured:
    """A text with the advance of each character, ready to be broken at any width.

    `em` is the width of a full-width character.  `kern` (at most 0) is the room that two
    adjoining marks give up always, `room` what may be given up after a character besides.
    """

    text: str
    advances: Sequence[float]
    em: float
    kern: dict[int, float] = field(default_factory=dict)
    room: dict[int, float] = field(default_factory=dict)
    _breaks: bytearray = field(default_factory=bytearray)
    _natural: list[float] = field(default_factory=list)
    _tight: list[float] = field(default_factory=list)
    _solid: list[int] = field(default_factory=list)
    _edges: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._breaks = _break_places(self.text)
        self._find_room()
        self._natural = list(accumulate(self._kerned(self.kern), initial=0.0))
        self._tight = self._natural
        if self.room:
            both = dict(self.kern)
            for at, room in self.room.items():
                both[at] = both.get(at, 0.0) - room
            self._tight = list(accumulate(self._kerned(both), initial=0.0))
        self._find_narrow()

    @property
    def width(self) -> float:
        """The width of the whole text on one line."""
        return self._natural[-1]

    def lines(self, width: float, *, indent: float = 0.0) -> list[Line]:
        """Break the text into lines of `width`; the first is shorter by `indent`."""
        lines: list[Line] = []
        start, size = 0, len(self.text)
        while start < size:
            available = width - (0.0 if lines else indent)
            end = self._line_end(start, available)
            slack = available - self._set_width(start, end, self._natural)
            lines.append(Line(start, end, slack, end == size))
            start = end
        return lines or [Line(0, 0, width - indent, True)]

    def unbreakable(self) -> float:
        """The width of the widest piece that may not be broken."""
        if not self.text:
            return 0.0
        ends = [at for at in range(1, len(self.text)) if self._breaks[at] == _ALLOWED] + [len(self.text)]
        starts = [0, *ends[:-1]]
        return max(self._tight_width(a, b) for a, b in zip(starts, ends, strict=True))

    def spacing(self, line: Line, *, justify: bool) -> tuple[float, dict[int, float]]:
        """The room to add after every character of the line, and the places (by index) where it differs."""
        own = {at: self.kern[at] for at in range(line.start, line.end - 1) if at in self.kern} if self.kern else {}
        if line.slack < 0:
            self._shrink(line, own)
            return 0.0, own
        if not justify or line.last:
            return 0.0, own
        solid, edges = _within(self._solid, line), _within(self._edges, line)
        each, edge = self._stretch(line, len(solid), len(edges))
        if each <= 0:
            return 0.0, own
        special = dict.fromkeys(solid, 0.0)
        if edge < each:
            special.update(dict.fromkeys(edges, edge))
        for at, kern in own.items():
            special[at] = kern + special.get(at, each)
        return each, special

    def _stretch(self, line: Line, solid: int, edges: int) -> tuple[float, float]:
        """The room to add between characters, and at the edges of numbers and words, where it is kept small."""
        gaps = line.end - 1 - line.start - solid
        if not gaps:
            return 0.0, 0.0
        each, most = line.slack / gaps, _EDGE * self.em
        if each <= most or gaps == edges:
            return min(each, most), min(each, most)
        return min((line.slack - most * edges) / (gaps - edges), _LOOSEST * self.em), most

    def _shrink(self, line: Line, own: dict[int, float]) -> None:
        """Take what is missing from the line out of the room of its marks."""
        missing = -line.slack - self._hang(line.end - 1)
        rooms = self._rooms(line.start, line.end)
        total = sum(rooms.values())
        if missing <= 0 or not total:
            return
        share = min(missing / total, 1.0)
        for at, room in rooms.items():
            own[at] = own.get(at, 0.0) - room * share

    def _rooms(self, start: int, end: int) -> dict[int, float]:
        """The room within the line [start, end), by place."""
        return {at: self.room[at] for at in range(start, end - 1) if at in self.room} if self.room else {}

    def _find_narrow(self) -> None:
        """Find the insides of numbers and words, and their edges against full-width characters."""
        limit, text = _FULL * self.em, self.text
        narrow = [at for at, advance in enumerate(self.advances) if advance < limit and not text[at].isspace()]
        self._solid = [at for at, after in pairwise(narrow) if after == at + 1]
        inside, size = set(narrow), len(text) - 1
        starts = {at - 1 for at in narrow if at and at - 1 not in inside}
        ends = {at for at in narrow if at < size and at + 1 not in inside}
        self._edges = sorted(at for at in starts | ends if not text[at].isspace() and not text[at + 1].isspace())

    def _kerned(self, kern: dict[int, float]) -> list[float]:
        advances = list(self.advances)
        for at, value in kern.items():
            advances[at] += value
        return advances

    def _find_room(self) -> None:
        """Find the blank halves of full-width marks; what lies between two marks is given up at once."""
        text, half, last = self.text, self.em / 2, len(self.text) - 1
        for match in _HALF.finditer(text):
            at = match.start()
            if self.advances[at] < 0.9 * self.em:
                continue
            if text[at] in _IS_RIGHT and at < last:
                beside = text[at + 1]
                doubled = beside in _IS_RIGHT or beside in _IS_LEFT
                (self.kern if doubled else self.room)[at] = -half if doubled else half
            elif text[at] in _IS_LEFT and at > 0:
                before = text[at - 1]
                if before in _IS_LEFT:
                    self.kern[at - 1] = -half
                elif before not in _IS_RIGHT:
                    self.room[at - 1] = half

    def _hang(self, at: int) -> float:
        """How far the character may stand over the end of a line: blank halves and spaces."""
        char = self.text[at]
        if char in _IS_RIGHT and self.advances[at] >= 0.9 * self.em:
            return self.em / 2
        return 0.0

    def _set_width(self, start: int, end: int, sums: list[float]) -> float:
        """The width of a line by one of the two running sums, without the spaces at its end."""
        while end > start + 1 and self.text[end - 1].isspace():
            end -= 1
        return sums[end - 1] - sums[start] + self.advances[end - 1]

    def _tight_width(self, start: int, end: int) -> float:
        visible = end
        while visible > start + 1 and self.text[visible - 1].isspace():
            visible -= 1
        return self._set_width(start, end, self._tight) - self._hang(visible - 1)

    def _line_end(self, start: int, available: float) -> int:
        """The best place to end the line that begins at `start`."""
        size = len(self.text)
        fits = available + _ROUNDING
        reach = self._reach(start, fits)
        tight = self._last_break(start, reach, _ALLOWED)
        if not tight:
            return self._last_break(start, reach, _BEFORE_UNIT) or self._last_break(start, reach, _EMERGENCY) or reach
        loose = tight
        while loose and self._over(start, loose, fits) > 0:
            loose = self._last_break(start, loose - 1, _ALLOWED)
        if loose == tight or not loose:
            return tight
        over = self._over(start, tight, fits)
        room = sum(self._rooms(start, tight).values()) or _ROUNDING
        spare = (available - self._set_width(start, loose, self._natural)) / max(loose - start - 1, 1)
        bonus = 2.0 if tight == size else 1.0
        return tight if _SHRINK_COST * over / room < bonus * spare / self.em else loose

    def _over(self, start: int, end: int, available: float) -> float:
        """By how much a line without any shrinking is too wide."""
        return self._set_width(start, end, self._natural) - self._hang(end - 1) - available

    def _reach(self, start: int, available: float) -> int:
        """The furthest end at which the line, set as tight as may be, fits; at least one character."""
        size = len(self.text)
        end = min(bisect_right(self._tight, self._tight[start] + available + self.em / 2), size)
        while end < size and self.text[end].isspace():
            end += 1
        while end > start + 1 and self._tight_width(start, end) > available:
            end -= 1
        return max(end, start + 1)

    def _last_break(self, start: int, end: int, kind: int) -> int:
        """The last place in (start, end] where the text may be broken, or 0."""
        while end > start:
            if end == len(self.text) or self._breaks[end] >= kind:
                return end
            end -= 1
        return 0


def _within(places: list[int], line: Line) -> list[int]:
    """Those of the sorted places that have a character of the line on both sides."""
    return places[bisect_left(places, line.start) : bisect_left(places, line.end - 1)]


def _break_places(text: str) -> bytearray:
    """For each position whether a line may begin there: never, in an emergency, rather before a unit, or freely."""
    places = bytearray([_ALLOWED]) * (len(text) + 1)
    for match in _LATIN_JOIN.finditer(text):
        places[match.start()] = _EMERGENCY
    for match in _ATOM.finditer(text):
        start, end = match.span()
        places[start + 1 : end] = bytes([_EMERGENCY]) * (end - start - 1)
        if start < match.end("figure") < end:
            places[match.end("figure")] = _BEFORE_UNIT
    for match in _CLOSED.finditer(text):
        places[match.start()] = _NEVER
    for match in _OPEN.finditer(text):
        places[match.end()] = _NEVER
    return places
