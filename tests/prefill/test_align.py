from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.prefill.align import Pool, align
from core.prefill.grid import alike, label_words
from core.prefill.outline import _FLOOR, _alike, _core

WORDS = st.lists(st.text("支出预算情况说明年<1>（", min_size=1, max_size=8), max_size=12)
SCORES = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(-1, 8).map(lambda eighths: eighths / 8), max_size=14
)


def pairings(scores):
    """The sums of all choices of pairs that do not cross."""
    good = [(place, score) for place, score in scores.items() if score > 0]
    for count in range(len(good) + 1):
        for chosen in combinations(sorted(good), count):
            places = [place for place, _ in chosen]
            if all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(places)):
                yield sum(score for _, score in chosen)


@given(SCORES)
def test_no_pairing_that_keeps_the_order_is_better(scores):
    found = [(row, column) for row, column in enumerate(align(5, 5, scores)) if column is not None]
    assert found == sorted(found, key=lambda pair: pair[1])
    assert sum(scores[pair] for pair in found) == max(pairings(scores))


@given(WORDS, st.text("支出预算情况说明年<1>（", min_size=1, max_size=8))
def test_a_pool_leaves_out_only_what_is_less_alike(words, wanted):
    for liked, core in ((alike, str), (_alike, _core)):
        expected = {word: like for word in words if (like := liked(wanted, word)) >= _FLOOR}
        assert Pool(words, liked, _FLOOR, core).like(wanted) == expected


def test_words_of_labels():
    assert label_words("（一）其中：基本支出（万元）") == "基本支出"
