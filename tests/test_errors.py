"""What the system refuses is told in Chinese."""

from __future__ import annotations

import errno
import os

import pytest

from core.errors import reason


@pytest.mark.parametrize("name", ["ENOSPC", "EACCES", "EROFS", "ENAMETOOLONG", "EIO", "ENOENT", "ESTALE"])
def test_the_usual_refusals_have_words_of_ours(name):
    number = getattr(errno, name)
    assert not any(letter.isascii() and letter.isalpha() for letter in reason(OSError(number, os.strerror(number))))


def test_the_system_s_own_words_stand_where_there_are_none_of_ours():
    assert reason(OSError(errno.ELOOP, "Too many links")) == "Too many links"
    assert reason(ValueError("so")) == "so"
