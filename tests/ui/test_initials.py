"""Names found by the initials of their pinyin."""

from __future__ import annotations

import pytest

from core.catalog import functional
from ui.models.initials import NO_MATCH, letters, rank


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("公务接待费", "公务", 0),
        ("三公经费合计 · 公务接待费", "接待费", 1),
        ("公务接待费", "gwjd", 2),
        ("公务接待费", "GWJDF", 2),
        ("三公经费 · 公务接待费", "gwjdf", 3),
        ("会议费", "hyf", 2),
        ("会计服务", "kjfw", 2),
        ("行政运行", "xzyx", 2),
        ("银行存款", "yhck", 2),
        ("一般公共预算 2024", "2024", 1),
        ("殡葬", "bz", 2),
        ("公务接待费", "jdw", NO_MATCH),
        ("公务接待费", "招待", NO_MATCH),
        ("公务接待费", "gwjdfx", NO_MATCH),
    ],
)
def test_how_well_a_word_meets_a_name(name, typed, expected):
    assert rank(name, typed) == expected


def test_the_letters_are_those_of_the_catalogue():
    for item in functional(2024).items.values():
        spelled = letters(item.name)
        if len(spelled) == len(item.initials):
            wrong = [(one, may) for one, may in zip(item.initials, spelled, strict=True) if may and one not in may]
            assert not wrong, (item.name, item.initials, wrong)
