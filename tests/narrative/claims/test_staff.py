"""People who came and left against by how many there are more or fewer."""

import pytest

from core.narrative.claims import Ground, check_section

NOBODY = Ground("", 2023)
HEAD = "年末在职48人，与上年相比减少2人，原因是"


def told(text):
    return [(one.rule, one.claimed, one.expected) for one in check_section(text, "t", NOBODY)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本年退休3人、调入2人、调出1人。", []),
        ("本年退休3人、调入2人，调出1人，总数减少2人。", []),
        ("本年退休5人、调入2人、调出1人。", [("C18", "2人", "4人")]),
        ("本年退休3人、调入2人，调出1人，总数增加2人。", [("C4", "2人", "")]),
        ("本年退休3人。", []),
        ("本年退休3人、调入2人，借用6人。", []),
    ],
)
def test_who_came_and_left(text, found):
    assert told(HEAD + text) == found
