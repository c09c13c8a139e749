from hypothesis import given
from hypothesis import strategies as st

from core.reportfile import Contents, ReportFile, difference
from tests.reportfile.examples import PACK, entries, texts

names = st.sampled_from(["a", "b", "T03.total"])


@st.composite
def contents(draw):
    made = Contents(
        figures=draw(st.dictionaries(st.tuples(names, names), entries, max_size=3)),
        sections=draw(st.dictionaries(names, st.just("[]") | st.just('["文"]'), max_size=3)),
        marks=draw(st.dictionaries(names, texts, max_size=3)),
        positions=draw(st.dictionaries(st.tuples(names, names), st.integers(0, 9), max_size=3)),
    )
    for _, family, row in sorted((position, *place) for place, position in made.positions.items()):
        made.rows.setdefault(family, []).append(row)
    return made


@given(contents(), contents())
def test_the_difference_leads_from_one_to_the_other(old, new):
    with ReportFile.memory(unit="县总工会", year=2024, packs=[PACK]) as file:
        for content in (old, new):
            changes = difference(file.load(), content)
            if changes:
                file.commit("改", changes)
            assert file.load() == content
        assert difference(new, new) == ()
