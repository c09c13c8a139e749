"""Sources made in the test: paragraphs and headings as a reader would give them."""

from __future__ import annotations

import pytest

from core.blocks import Evidence, Heading, Paragraph, ReadBlock, SourceDocument, Table
from core.prefill import understand
from core.template import template_of

PACK = "zhengti-hunan-2023"


def made(blocks, file="来源.txt") -> SourceDocument:
    read = []
    for line, block in enumerate(blocks, 1):
        cells = {}
        if isinstance(block, Table):
            cells = {
                (r, c): Evidence(file, line=line, cell=f"R{r + 1}C{c + 1}")
                for r, row in enumerate(block.cells)
                for c, cell in enumerate(row)
                if cell is not None
            }
        read.append(ReadBlock(block, Evidence(file, line=line), cells=cells))
    return SourceDocument(file, "txt", tuple(read))


@pytest.fixture(scope="session")
def template():
    return template_of([PACK])


@pytest.fixture
def document():
    """A source of these blocks; text that begins with # is a heading (## of level 2 …), with its title year."""

    def build(*lines, year=2023, unit="甲县总工会"):
        blocks = [Heading(0, f"{year}年度{unit}整体支出绩效自评报告")]
        for line in lines:
            if isinstance(line, str) and line.startswith("#"):
                level = len(line) - len(line.lstrip("#"))
                number, _, text = line.lstrip("#").strip().partition(" ")
                blocks.append(Heading(level, text, number))
            else:
                blocks.append(Paragraph(line) if isinstance(line, str) else line)
        return made(blocks)

    return build


@pytest.fixture
def found(document, template):
    """What is understood of such a source for a file of `year`."""

    def build(*lines, source=2023, year=2023):
        return understand([document(*lines, year=source)], template, year)

    return build


@pytest.fixture
def remade():
    """A source that holds what a publication prints."""

    def build(publication):
        blocks = [Heading(0, publication.title.replace("\n", "")), *(placed.block for placed in publication.blocks)]
        return made(blocks)

    return build
