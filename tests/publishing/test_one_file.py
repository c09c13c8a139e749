"""湖南 决算公开 and 整体支出绩效自评 in one file: every figure typed once, no error left, exported for good."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from core.blocks import Heading, Table
from core.prefill.fold import compact
from core.reading import read
from core.report import Report
from tests.publishing.invented import door, typed

if TYPE_CHECKING:
    from pathlib import Path

    from core.blocks import SourceDocument

KINDS = ("pdf", "docx", "xlsx")


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return typed("hunan-2023", tmp_path_factory.mktemp("unit") / "示例县总工会2023年度.jbao")


def outputs(file: Path, folder: Path, *options: str) -> dict[str, list[SourceDocument]]:
    """The files of each format as the ordinary readers read them; one a report in PDF and Word."""
    folder.mkdir(exist_ok=True)
    names = [f"--{kind}={folder / f'公开.{kind}'}" for kind in KINDS]
    written = door("export", file, *names, *options)["written"]
    found: dict[str, list[SourceDocument]] = {kind: [] for kind in KINDS}
    for one in written:
        found[one["format"]].append(read(one["path"]))
    assert [len([one for one in written if one["format"] == kind]) for kind in KINDS] == [2, 2, 1]
    return found


def tables(documents: list[SourceDocument]) -> dict[str, Table]:
    """The tables by their titles."""
    blocks = [one.block for document in documents for one in document.blocks]
    return {compact(one.title): one for one in blocks if isinstance(one, Table)}


def words(documents: list[SourceDocument]) -> str:
    """All headings and paragraphs, folded."""
    blocks = [one.block for document in documents for one in document.blocks]
    return "\n".join(
        compact(one.line if isinstance(one, Heading) else one.text)
        for one in blocks
        if not isinstance(one, Table) and hasattr(one, "text")
    )


def beside(table: Table, label: str) -> list[str]:
    """The cells behind a label in its row, without the empty ones."""
    for row in table.cells:
        texts = [compact(cell.text) for cell in row if cell is not None]
        if label in texts:
            return [text for text in texts[texts.index(label) + 1 :] if text]
    return []


def test_nothing_is_left_to_mend_in_a_complete_unit(file):
    """No error and no warning, and no table of either report is empty but those that are declared so."""
    assert door("check", file)["counts"]["error"] == 0
    report = Report.open(file, read_only=True)
    assert [(one.id, one.message) for one in report.findings() if one.open and one.severity != "hint"] == []
    declared = {table for table in report.table_ids() if report.declared_empty(table)}
    assert declared == {"T07", "T08"}
    assert {table for table in report.table_ids() if not report.has_amounts(table)} <= declared | {"zt.disclosure"}
    report.close()


@pytest.mark.parametrize("audience", ["public", "filing"])
def test_it_is_exported_for_good(file, tmp_path, audience):
    """Formal, in three formats, for both audiences; the public edition leaves people and 附件4 out."""
    found = outputs(file, tmp_path, "--audience", audience)
    private = audience == "filing"
    report = Report.open(file, read_only=True)
    kept = [one for one in report.table_ids() if private or not report.template.table(one).private]
    expected = {compact(report.table_title(table)) for table in kept}
    report.close()
    assert len(kept) == 9 + 1 + 1 + 3 + private
    for kind in KINDS:
        assert expected - tables(found[kind]).keys() == set(), kind
        every = words(found[kind]) + "".join(
            title + "".join(compact(cell.text) for row in table.cells for cell in row if cell)
            for title, table in tables(found[kind]).items()
        )
        assert ("0000-6600123" in every) == private, kind
        assert ("公开网址统计表" in every) == private, kind
        assert not [mark for mark in ("草稿", "未填", "〔") if mark in every], kind


def shown(documents: list[SourceDocument]) -> dict[str, str]:
    """Where 项目支出 of the whole stands: 公开03表, 附件1, 附件2 and a sentence of each report."""
    found = tables(documents)
    text = words(documents)
    spent = next(table for title, table in found.items() if title.endswith("支出决算表") and "公共" not in title)
    base = next(table for title, table in found.items() if "基础数据表" in title)
    marks = next(table for title, table in found.items() if "整体支出绩效自评表" in title)
    expenditure = text[text.index("2023年度支出合计") :]
    scale = text[text.index("总工会整体支出") :]
    return {
        "公开03表": beside(spent, "合计")[2],
        "附件1": beside(base, "项目支出")[-1],
        "附件2": beside(marks, "项目支出")[-1],
        "第三部分": expenditure[expenditure.index("项目支出") + 4 :].partition("万元")[0],
        "自评报告": scale[scale.index("项目支出") + 4 :].partition("万元")[0],
    }


def test_a_figure_typed_once_moves_wherever_it_is_shown(file, tmp_path):
    """One item of 公开03表 is one more: table, annexes and both texts say so, in all three formats."""
    before = outputs(file, tmp_path / "before")
    changed = shutil.copy(file, tmp_path / "改.jbao")
    door("set", changed, "T03.2012902.project=43.50")
    after = outputs(changed, tmp_path / "after", "--draft")
    for kind in KINDS:
        assert set(shown(before[kind]).values()) == {"70.30"}, (kind, shown(before[kind]))
        assert set(shown(after[kind]).values()) == {"71.30"}, (kind, shown(after[kind]))
