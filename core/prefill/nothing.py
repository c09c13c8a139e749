"""无。 and 2023年度本单位无政府性基金预算支出: words that state a zero."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Held, Kind
from core.prefill.model import Mention, Reading, Yield
from core.prefill.quoting import before
from core.rules.nothing import NOTHING

if TYPE_CHECKING:
    from core.prefill.context import Context
    from core.prefill.fold import Folded
    from core.template import Figure

_NONE = re.compile(r"(?:无|没有|未发生|未安排|未产生|不涉及|不存在)(?P<what>[^，。；：、（]{2,30})")
_REST = re.compile(r"(?:支出|预算|收支|经费|资金|情况|事项|安排|财政拨款|收入|和|与|及|、)*")


def read_nothing(text: Folded, start: int, context: Context, none: str, figure: Figure | None) -> Yield:
    """Zeros that a paragraph states in words; `none` is the key that 无 means in its section."""
    out = Yield()
    if none and figure is not None and NOTHING.fullmatch(text.text, start):
        out.readings.append(_zero(text, start, len(text.text), figure, none, context, "写明为无"))
        return out
    for match in _NONE.finditer(text.text, start):
        names = context.lexicon.find(match["what"])
        if names and names[0].start == 0 and _REST.fullmatch(match["what"], names[0].end):
            begin = max(text.text.rfind(stop, start, match.start()) for stop in "，。；：") + 1
            begin = max(begin, start)
            named = figure or names[0].figure
            out.readings.append(_zero(text, begin, match.end(), named, none or named.key, context, "写明没有"))
    return out


def zero(figure: Figure) -> Held:
    """Nothing, in the unit of the figure."""
    match figure.kind:
        case Kind.MONEY:
            return Held.money(0, figure.unit or "万元", 0)
        case Kind.RATE:
            return Held.rate(Fraction(0), 0)
    return Held.count(0, figure.unit)


def _zero(text: Folded, start: int, end: int, figure: Figure, key: str, context: Context, why: str) -> Reading:
    mention = Mention(text.quote(start, end), context.evidence(text.place(start)), context.section, before(text, start))
    year = context.year
    return Reading(key, "actual", year, zero(figure), mention, "certain", why)
