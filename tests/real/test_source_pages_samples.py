"""The evidence of every proposal read from the real files is found on the pages that the review shows."""

from __future__ import annotations

import pytest

from core.prefill import recognise, understand
from core.reading import read
from core.template import Template, dictionary, known
from ui.pages.source import paper_of
from ui.pages.sourceview import Part
from ui.pages.sourceview.paper import folded

SOURCES = (
    "seeds/000_零陵区总工会2023年度整体支出绩效自评.doc",
    "seeds/000_零陵区总工会2023年度整体支出绩效自评.docx",
    "seeds/001_安化县总工会2023年度整体支出绩效自评.pdf",
    "seeds/002_鄂城区总工会2023年度部门决算.docx",
    "seeds/002_鄂城区总工会2023年度部门决算.txt",
    "seeds/003_北塔区总工会2022年度整体支出绩效评价.docx",
    "seeds/004_南岳区总工会2023年度整体支出绩效自评.pdf",
    "shanghai/社会工作部_2024年度部门决算.pdf",
)


def _found(document):
    guess = recognise([document])
    packs = [pack for pack in known() if pack.id in guess.packs]
    return understand([document], Template(dictionary(), packs), guess.year + 1)


def _inside(paper, page, boxes):
    """The characters of a PDF page that stand in rectangles."""
    glyphs = paper._characters(page)
    middles = [((one.box.left + one.box.right) / 2, (one.box.top + one.box.bottom) / 2, one.char) for one in glyphs]
    return "".join(
        char for box in boxes for x, y, char in middles if box.left <= x <= box.right and box.top <= y <= box.bottom
    )


@pytest.mark.parametrize("name", SOURCES)
def test_every_proposal_is_framed_where_its_words_stand(qapp, samples, name):
    path = samples / name
    document = read(path)
    found = _found(document)
    paper = paper_of(document, path)
    paper.open(lambda: False)
    assert found.proposals
    lost, wrong = [], []
    for proposal in found.proposals:
        part = Part(proposal.evidence, proposal.quote)
        boxes = paper.boxes(part)
        if not boxes:
            lost.append(proposal.quote)
        elif document.kind == "pdf":
            shown = "".join(folded(_inside(paper, page, [box]))[0] for page, box in boxes)
            wanted = folded(proposal.quote)[0]
            if wanted not in shown and sorted(shown) != sorted(wanted):
                wrong.append((proposal.quote, shown))
    paper.close()
    assert not lost
    assert not wrong


@pytest.mark.parametrize("name", SOURCES)
def test_every_section_says_where_it_stands(qapp, samples, name):
    document = read(samples / name)
    paper = paper_of(document, samples / name)
    paper.open(lambda: False)
    texts = [section for section in _found(document).sections if section.target]
    assert texts
    assert all(paper.boxes(Part(place)) for section in texts for place in section.places)
    assert all(section.places for section in texts)
    paper.close()
