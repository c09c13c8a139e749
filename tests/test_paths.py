"""resource() finds the shipped files from source and in a bundle, and nothing outside resources/."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.paths import resource, root


def test_from_source_it_is_beside_core() -> None:
    assert root() == Path(__file__).resolve().parents[1]
    assert resource("fonts", "HeiTi.ttf").is_file()
    assert resource("icons", "juebao.svg").is_file()


def test_no_parts_give_the_folder_itself() -> None:
    assert resource() == root() / "resources"


def test_it_does_not_depend_on_the_working_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = resource("fonts")
    monkeypatch.chdir(tmp_path)
    assert resource("fonts") == before
    assert before.is_absolute()


def test_in_a_bundle_it_is_below_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bundle = tmp_path / "决报" / "_internal"
    monkeypatch.setattr(sys, "_MEIPASS", str(bundle), raising=False)
    assert resource("fonts", "HeiTi.ttf") == bundle / "resources" / "fonts" / "HeiTi.ttf"


@pytest.mark.parametrize("parts", [("..", "core"), ("fonts", "..", "..", "core"), ("/etc",)])
def test_it_does_not_lead_out_of_resources(parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="not within resources"):
        resource(*parts)


def test_it_imports_nothing_of_qt() -> None:
    code = "import sys, core.paths; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=root(), check=False)
    assert done.returncode == 0
