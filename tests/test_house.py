"""The house's own promises: clean lock files, isolated tests, documents that name tasks which exist."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(lock: str) -> dict[str, str]:
    """Package -> version, as a lock file pins them."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ ;\\]+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_packages_and_hashes_only(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"\S*(?:://|--\w*index|--find-links)\S*", text) == []


def test_development_set_holds_the_runtime_set_at_the_same_versions():
    runtime, development = map(pins, LOCKS)
    assert runtime.items() <= development.items()


def test_qt_is_the_version_that_works():
    assert pins("requirements.lock")["pyside6-essentials"] == "6.9.3"


def test_what_is_required_is_locked():
    required = re.findall(r"^([A-Za-z][\w.-]*)", (ROOT / "requirements.in").read_text(encoding="utf-8"), re.MULTILINE)
    assert {name.lower() for name in required} <= pins("requirements.lock").keys()


def test_documents_name_only_tasks_that_exist():
    tasks = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in ("README.md", "CONTRIBUTING.md", ".ci/run", ".pre-commit-config.yaml"):
        named = set(
            re.findall(r"(?:`|entry: |^)make ([a-z]+)", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
        )
        assert named <= tasks, page


def test_every_ignored_lint_states_its_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    ruff = text[text.index("[tool.ruff.lint]") : text.index("[tool.mypy]")]
    ignored = [line for line in ruff.splitlines() if re.match(r'\s+"[A-Z]+\d*",(?!\s*")', line)]
    assert ignored
    assert [line.strip() for line in ignored if "# " not in line] == []


def test_every_room_is_a_package():
    """A folder without `__init__.py` would be invisible to the contract on layers."""
    rooms = {source.parent for top in ("core", "ui") for source in (ROOT / top).rglob("*.py")}
    assert [str(room.relative_to(ROOT)) for room in rooms if not (room / "__init__.py").is_file()] == []


def test_each_test_has_a_home_of_its_own(isolated):
    assert Path.home() == isolated
    assert Path(tempfile.gettempdir()).parent == isolated
    assert all(str(isolated) in os.environ[name] for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"))


@settings(max_examples=5)
@given(st.integers())
def test_hypothesis_works_beside_the_isolated_home(number):
    assert Path.home().name.startswith("jb-")
    assert int(str(number)) == number


@pytest.mark.ui
def test_qt_keeps_its_settings_in_the_isolated_home(qapp, isolated):
    from PySide6.QtCore import QStandardPaths

    assert qapp.platformName() in {"offscreen", "xcb"}
    config = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.ConfigLocation)
    assert Path(config).is_relative_to(isolated)


def test_samples_that_are_named_but_absent_fail(pytester, monkeypatch):
    monkeypatch.setenv("JUEBAO_SAMPLES", str(pytester.path / "nowhere"))
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile("def test_it(samples): pass")
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(errors=1)


def test_samples_that_are_absent_skip_and_name_the_folder(pytester, monkeypatch):
    monkeypatch.delenv("JUEBAO_SAMPLES", raising=False)
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile("def test_it(samples): pass")
    result = pytester.runpytest_subprocess("-rs", "-p", "no:cacheprovider")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["*shared*samples*JUEBAO_SAMPLES*"])
