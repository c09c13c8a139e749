"""What was prepared while bundling is what a start would work out itself; a damaged or foreign file is ignored."""

from __future__ import annotations

import marshal
import os
import subprocess
import sys

import pytest

from core.paths import resource

ROOT = resource("figures").parents[1]
HOOK = ROOT / "build" / "bundle" / "prepared.py"

CHECK = """
import dataclasses, re, sys, tomllib
from pathlib import Path
plain_compile, plain_loads = re._compiler.compile, tomllib.loads
sys._MEIPASS = sys.argv[2]
sys.path.append(str(Path(sys.argv[1]).parent))
exec(compile(Path(sys.argv[1]).read_text("utf-8"), sys.argv[1], "exec"), {})
used = re._compiler.compile is not plain_compile
if used:
    import marshal
    _, patterns, tables, classes, enums = marshal.loads(Path(sys._MEIPASS, "prepared.bin").read_bytes())
    for pattern, flags in patterns:
        ours, plain = re._compiler.compile(pattern, flags), plain_compile(pattern, flags)
        assert ours == plain and ours.groupindex == plain.groupindex and ours.groups == plain.groups, pattern
    files = sorted(Path(sys.argv[3]).rglob("*.toml"))
    for file in files:
        text = file.read_text("utf-8")
        assert tomllib.loads(text) == plain_loads(text), file
        tomllib.loads(text).clear()
        assert tomllib.loads(text) == plain_loads(text), file
    assert len(patterns) > 200 and len(classes) > 100 and len(enums) > 150 and len(tables) == len(files) > 30
    del sys._MEIPASS  # the rest of the program lies where it lies
    import recipes
    made = []
    make = recipes.make
    recipes.make = lambda cls, recipe: made.append(cls) or make(cls, recipe)
    from core.figures import Held
    assert "Held" in {cls.__name__ for cls in made}
    assert Held.money(7) == Held.money(7) != Held.money(8) and hash(Held.money(7)) == hash(Held.money(7))
    assert re.compile("never|compiled|before").fullmatch("before")
    assert tomllib.loads("a = 1") == {"a": 1}
print("used" if used else "not used")
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("prepared")
    command = [sys.executable, str(ROOT / "build" / "bundle" / "prepare.py"), str(made / "prepared.bin")]
    subprocess.run(command, check=True, timeout=100, capture_output=True)
    return made


def hooked(folder):
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", CHECK, str(HOOK), str(folder), str(ROOT / "resources")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_prepared_results_are_those_of_a_plain_start(folder):
    assert hooked(folder) == "used"


def test_no_file_no_use(tmp_path):
    assert hooked(tmp_path) == "not used"


def test_a_damaged_file_is_not_used(tmp_path):
    (tmp_path / "prepared.bin").write_bytes(b"\xff\x00")
    assert hooked(tmp_path) == "not used"


def test_what_another_python_made_is_not_used(folder, tmp_path):
    made_by, *results = marshal.loads((folder / "prepared.bin").read_bytes())
    (tmp_path / "prepared.bin").write_bytes(marshal.dumps((("3.11.0", *made_by[1:]), *results)))
    assert hooked(tmp_path) == "not used"
