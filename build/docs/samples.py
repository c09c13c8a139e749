"""Writes docs/样本对照.md: per real report, its sections and figures and where they stand in ours.

    python build/docs/samples.py SAMPLES

SAMPLES is the folder of real reports.  Only headings, labels, values and keys are written, no sentences.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from core.figures import plain  # noqa: E402  (the path above comes first)
from core.prefill import accept, recognise, understand  # noqa: E402
from core.publishing import compose  # noqa: E402
from core.publishing.compose import headings  # noqa: E402
from core.reading import read  # noqa: E402
from core.report import Report  # noqa: E402
from core.template import template_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.prefill import Import

SOURCES = (
    "seeds/000_*.docx",
    "seeds/001_*.pdf",
    "seeds/002_*.docx",
    "seeds/003_*.docx",
    "seeds/004_*.pdf",
    "shanghai/社会工作部*.pdf",
)
HEAD = """# 样本里的每一节、每一个数，在决报里的位置

由 `python build/docs/samples.py 样本文件夹` 生成。每份公开的真实报告导入后：原文的标题印在我们的哪一节，
原文的表印成哪张表，原文的数是哪个数据项、印在我们的哪些表和哪些节里（三种导出文件出自同一份排版，位置相同）。
未对应的标题连同文字归入它上面最近的一节。原文写成文字的数（两个、十五场次，“无”所表示的零）保留原来的词句。
表里没有使用的“……”空行不印出；指标值“无”“无非税”印作不适用（/）。`tests/real/test_outputs_samples.py` 逐份核对。
"""


def main(samples: Path) -> None:
    """Write the page."""
    parts = [HEAD]
    for pattern in SOURCES:
        for path in sorted(samples.glob(pattern)):
            parts += _report(path)
    (ROOT / "docs" / "样本对照.md").write_text("\n".join(parts) + "\n", encoding="utf-8")


def _report(path: Path) -> Iterator[str]:
    document = read(path)
    guess = recognise([document])
    packs = guess.packs
    template = template_of(packs, guess.year)
    found = understand([document], template, guess.year)
    report = Report.scratch(packs, found.unit or guess.unit, guess.year, begin=True)
    accept(report, found, "all")
    yield f"\n## {path.stem}\n"
    yield f"报表包：{'、'.join(packs)}；年度 {guess.year}\n"
    yield from _sections(found, report)
    yield from _tables(found, report)
    yield from _figures(found, report)
    report.close()


def _printed(report: Report) -> dict[str, str]:
    """The headings of ours as printed, by section."""
    return {section.id: one.line for pack in report.template.packs for section, one in headings(report, pack)}


def _sections(found: Import, report: Report) -> Iterator[str]:
    printed = _printed(report)
    yield "| 原文标题 | 我们的标题 | 节 |\n|---|---|---|"
    for section in found.sections:
        line = printed.get(section.target)
        place = f"{line} | `{section.target}`" if line else "（归入上一节） | " if section.number else "（标题） | "
        yield f"| {section.number}{section.title} | {place} |"
    yield ""


def _tables(found: Import, report: Report) -> Iterator[str]:
    if not found.tables:
        return
    yield "| 原文的表 | 我们的表 |\n|---|---|"
    before = ""
    for table in found.tables:
        titles = [report.table_title(one) for one in report.instances(table.target)] if table.target else []
        ours = titles[0] if titles else f"（接上表）{before}" if not table.title and before else "（没有对应的表）"
        before = titles[0] if titles else before
        yield f"| {table.title or '（无标题）'} | {ours} |"
    yield ""


def _places(report: Report) -> dict[tuple[str, str], list[str]]:
    """Where each cell is printed: numbers of tables and titles of sections, each once."""
    printed = _printed(report)
    found: dict[tuple[str, str], list[str]] = {}
    for publication in compose(report):
        for placed in publication.blocks:
            name = placed.section
            table = report.table_number(name) or report.table_title(name) if placed.cells else ""
            words = table or printed.get(name, name)
            for one in (*placed.marks, *placed.cells.values()):
                known = found.setdefault((one.key, one.aspect), [])
                if words not in known:
                    known.append(words)
    return found


def _figures(found: Import, report: Report) -> Iterator[str]:
    yield "| 数据项 | 口径 | 值 | 键 | 印在 |\n|---|---|---|---|---|"
    places = _places(report)
    for proposal in found.proposals:
        if proposal.held.number is not None:
            value = f"{plain(proposal.held)}{proposal.held.unit}"
            where = "；".join(places.get((proposal.key, proposal.aspect), ())) or "（原文写成文字）"
            yield f"| {proposal.label} | {proposal.aspect} | {value} | `{proposal.key}` | {where} |"
    yield ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
