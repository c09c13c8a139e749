from hypothesis import given
from hypothesis import strategies as st

from core.reportfile import FigureChange, MarkChange, RowChange, SectionChange, inverse
from tests.reportfile.examples import entries, texts

changes = st.one_of(
    st.builds(FigureChange, texts, texts, st.none() | entries, st.none() | entries),
    st.builds(SectionChange, texts, st.none() | texts, st.none() | texts),
    st.builds(RowChange, texts, texts, st.none() | st.integers(), st.none() | st.integers()),
    st.builds(MarkChange, texts, st.none() | texts, st.none() | texts),
)


@given(changes)
def test_taking_back_swaps_before_and_after_and_nothing_else(change):
    back = inverse(change)
    assert (back.before, back.after) == (change.after, change.before)
    assert inverse(back) == change
