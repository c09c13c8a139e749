"""What a text is found to say wrong, as pairs of the words and what is due."""

from __future__ import annotations

import pytest

from core.narrative.claims import Ground, check_section


@pytest.fixture
def found():
    def look(text, year=2023):
        every = check_section(text, "1", Ground("", year))
        return [(one.rule, one.quote, one.expected) for one in every if not one.rounding]

    return look
