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
from core.prefill import recognise, understand  # noqa: E402
from core.reading import read  # noqa: E402
from core.template import template_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.prefill import Import
    from core.template import Template

SOURCES = (
    "seeds/000_*.docx",
    "seeds/001_*.pdf",
    "seeds/002_*.docx",
    "seeds/003_*.docx",
    "seeds/004_*.pdf",
    "shanghai/社会工作部*.pdf",
)
HEAD = """# 样本里的每一节、每一个数，在决报里的位置

由 `python build/docs/samples.py 样本文件夹` 生成。每份公开的真实报告一张表：原文的标题对应报表包里的哪一节，
原文的数对应哪个数据项。未对应的标题，其文字归入它上面最近的一节。
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
    yield f"\n## {path.stem}\n"
    yield f"报表包：{'、'.join(packs)}；年度 {guess.year}\n"
    yield from _sections(found, template)
    yield from _tables(found)
    yield from _figures(found)


def _sections(found: Import, template: Template) -> Iterator[str]:
    yield "| 原文标题 | 决报的节 |\n|---|---|"
    for section in found.sections:
        target = template.sections.get(section.target)
        place = f"{section.target} {target.title}" if target else "（归入上一节）" if section.number else "（标题）"
        yield f"| {section.number}{section.title} | {place} |"
    yield ""


def _tables(found: Import) -> Iterator[str]:
    if not found.tables:
        return
    yield "| 原文的表 | 决报的表 |\n|---|---|"
    for table in found.tables:
        yield f"| {table.title or '（无标题）'} | {table.target or '（没有对应的表）'} |"
    yield ""


def _figures(found: Import) -> Iterator[str]:
    yield "| 数据项 | 口径 | 值 | 键 |\n|---|---|---|---|"
    for proposal in found.proposals:
        if proposal.held.number is not None:
            value = f"{plain(proposal.held)}{proposal.held.unit}"
            yield f"| {proposal.label} | {proposal.aspect} | {value} | `{proposal.key}` |"
    yield ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
