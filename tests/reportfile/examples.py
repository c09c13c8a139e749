"""Values that the tests of the report file share."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from core.figures import Held, State
from core.reportfile import Entry, FigureChange, MarkChange, Origin, StoredPack

PACK = StoredPack(
    "juesuan-hubei-2023", "1.0", 1, {"pack.toml": 'id = "juesuan-hubei-2023"\n', "rules.toml": "# 审核\n"}
)
NEWER = StoredPack("juesuan-hubei-2023", "1.1", 1, {"pack.toml": 'id = "juesuan-hubei-2023"\nversion = "1.1"\n'})

KEY = "T03.2012901.basic"


def money(fen: int) -> Entry:
    return Entry(Held.money(fen))


def figure(before: Entry | None, after: Entry | None, key: str = KEY) -> FigureChange:
    return FigureChange(key, "actual", before, after)


def reason(before: str | None, after: str | None) -> MarkChange:
    return MarkChange("reason:X12", before, after)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.one_of(st.integers().map(Fraction), st.fractions())
helds = st.one_of(
    st.just(Held()),
    st.just(Held(State.NOT_APPLICABLE)),
    st.builds(Held, st.just(State.VALUE), numbers, st.just(""), texts, st.integers(0, 12)),
    st.builds(Held, st.just(State.VALUE), st.none(), texts),
)
entries = st.builds(Entry, helds, st.sampled_from(Origin))
