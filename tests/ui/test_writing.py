"""The files that the export page writes: their names."""

from __future__ import annotations

from core.report import Report
from ui.runner import Progress
from ui.windows.writing import Order, write


def test_a_very_long_unit_is_exported_under_names_that_fit(tmp_path):
    unit = "示例省示例市示例县示例镇农业农村和生态环境保护综合服务中心" * 4
    report = Report.scratch(["juesuan-hunan-2023", "zhengti-hunan-2023"], unit, 2023, begin=True)
    work = write(report, Order(tmp_path, ("docx",), draft=True))
    report.close()
    paths = work(Progress(lambda _step: None)).paths
    assert len({path.name for path in paths}) == len(paths) == 2
    for path in paths:
        assert path.is_file()
        assert "示例省" in path.name
        assert "…" in path.name
        assert len(path.name.encode()) < 255
