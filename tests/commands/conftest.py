"""The doors, called as scripts call them, within this process."""

from __future__ import annotations

import json

import pytest

from core.commands import run

PACK = "zhengti-hunan-2023"


@pytest.fixture
def door(capsys):
    """`door(*arguments)` gives (status, what was printed, what was said on standard error)."""

    def call(*arguments):
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture
def asked(door):
    """The JSON document of a door that must succeed."""

    def call(*arguments):
        status, out, err = door(*arguments, "--json")
        assert (status, err) == (0, "")
        return json.loads(out)

    return call


@pytest.fixture
def refused(door):
    """The one line of a door that must refuse with `status`; nothing is printed."""

    def call(status, *arguments):
        for more in ((), ("--json",)):
            got, out, err = door(*arguments, *more)
            assert (got, out) == (status, "")
            assert err.endswith("。\n")
            assert err.count("\n") == 1
            assert any("\u4e00" <= char <= "\u9fff" for char in err)
        return err

    return call


@pytest.fixture
def file(tmp_path, door):
    path = tmp_path / "县总工会 2023.jbao"
    assert door("new", path, "--template", PACK, "--unit", "县总工会", "--year", 2023)[0] == 0
    return path
