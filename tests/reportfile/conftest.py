from collections.abc import Iterator
from pathlib import Path

import pytest

from core.reportfile import ReportFile
from tests.reportfile.examples import PACK


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "县总工会 2024.jbao"


@pytest.fixture
def file(path: Path) -> Iterator[ReportFile]:
    with ReportFile.create(path, unit="县总工会", year=2024, region="湖北", packs=[PACK]) as made:
        yield made
