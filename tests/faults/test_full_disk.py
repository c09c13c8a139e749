"""A disk that takes no more: each output ends in one sentence, and what was there before is still there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="no limits of file size here")

ROOT = Path(__file__).resolve().parents[2]
CHILD = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
from core.commands.run import run
sys.exit(run(sys.argv[1:]))
"""


def under_limit(*arguments):
    """Call a door in a process that may write no file of more than 4 KiB."""
    command = [sys.executable, "-c", CHILD, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)


def told(ended, name):
    """Whether one whole sentence names the file; openpyxl may complain of its temporary files besides."""
    return any(name in line and line.endswith("。") for line in ended.stderr.splitlines())


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    from core.report import Report

    path = tmp_path_factory.mktemp("full") / "a.jbao"
    Report.create(path, ["juesuan-hunan-2023"], "示例县总工会", 2023).close()
    return path


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "docx"])
def test_an_export(file, tmp_path, kind):
    target = tmp_path / f"决算.{kind}"
    target.write_bytes(b"old")
    ended = under_limit("export", file, f"--{kind}", target, "--draft")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert f"无法写出“决算.{kind}”：磁盘空间不足。请清理磁盘，或另选保存位置。" in ended.stderr
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_summary_a_pack_and_a_new_report(file, tmp_path):
    for arguments, name in (
        (("check", file, "--summary", tmp_path / "汇总.csv"), "汇总.csv"),
        (("check", file, "--summary", tmp_path / "汇总.xlsx"), "汇总.xlsx"),
        (("templates", "--pack", "juesuan-hunan-2023", "--out", tmp_path / "包.zip"), "包.zip"),
        (("new", tmp_path / "b.jbao", "--template", "juesuan-hunan-2023", "--unit", "甲", "--year", 2023), "b.jbao"),
    ):
        ended = under_limit(*arguments)
        assert ended.returncode == 1, arguments
        assert told(ended, name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_marked_copy(file, tmp_path, kind):
    """Marked for good or not at all: half a file would be taken for a report without faults."""
    from core.publishing import compose
    from core.publishing.docx import write_docx
    from core.publishing.pdf import write_pdf
    from core.report import Report

    report = Report.open(file, read_only=True)
    source, target = tmp_path / f"报告.{kind}", tmp_path / f"批注.{kind}"
    (write_pdf if kind == "pdf" else write_docx)(compose(report, draft=True)[0], source)
    report.close()
    ended = under_limit("check", source, "--annotate", target)
    assert ended.returncode == 1
    assert told(ended, target.name)
    assert list(tmp_path.iterdir()) == [source]
