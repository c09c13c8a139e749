"""The real reports: the same content reads alike from every format, and nothing of the outline is lost."""

import random
import re
import time

import pytest

from core.blocks import Heading, Paragraph, Table
from core.errors import ReadingError
from core.reading import read

pytestmark = pytest.mark.real

TEN = ["一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、", "九、", "十、"]


def sample(samples, pattern):
    return next(iter(sorted(samples.glob(pattern))))


@pytest.fixture
def load(samples):
    return lambda pattern: read(sample(samples, pattern))


def text_of(document):
    """All the text, without spaces."""
    parts = []
    for read_block in document.blocks:
        block = read_block.block
        if isinstance(block, Heading):
            parts.append(block.line)
        elif isinstance(block, Paragraph):
            parts.append(block.text)
        elif isinstance(block, Table):
            parts += [block.number, block.title, block.owner]
            parts += [cell.text for row in block.cells for cell in row if cell is not None]
            parts += block.notes
    return re.sub(r"\s", "", "".join(parts))


def sameness(one, other):
    """The share of characters that both texts have in common, by the longest matching blocks."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return 2 * sum(block.size for block in matcher.get_matching_blocks()) / (len(one) + len(other))


def headings(document, level=None):
    found = [block.block for block in document.blocks if isinstance(block.block, Heading)]
    return [one for one in found if level is None or one.level == level]


def tables(document):
    return [block.block for block in document.blocks if isinstance(block.block, Table)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("seeds/000*.txt", "seeds/000*.docx"),
        ("seeds/000*.doc", "seeds/000*.docx"),
        ("seeds/001*.txt", "seeds/001*.pdf"),
        ("seeds/002*.docx", "seeds/002*.txt"),
        ("seeds/002*.doc", "seeds/002*.docx"),
        ("seeds/003*.docx", "seeds/003*.txt"),
        ("seeds/004*.pdf", "seeds/004*.txt"),
    ],
)
def test_formats_agree(load, one, other):
    assert sameness(text_of(load(one)), text_of(load(other))) >= 0.995


@pytest.mark.parametrize("pattern", ["seeds/001*.txt", "seeds/001*.pdf"])
def test_the_ten_sections(load, pattern):
    document = load(pattern)
    assert [one.number for one in headings(document, 1)] == TEN
    assert headings(document, 0) == [Heading(0, "2023年度安化县总工会整体支出绩效自评报告")]
    lines = [one.line for one in headings(document)]
    assert "(二)部门整体支出规模、使用方向、主要内容和涉及范围。" in lines
    assert "1.项目资金（包括财政资金、自筹资金等）安排落实、总投入等情况分析。" in lines
    assert "（二）绩效评价工作过程，主要包括前期准备、组织实施和分析评价以及自评结果等内容。" in lines
    assert "(一)基本支出情况" in lines


@pytest.mark.parametrize("pattern", ["seeds/000*.txt", "seeds/000*.docx", "seeds/000*.doc"])
def test_a_wrong_number_is_reported_as_printed(load, pattern):
    document = load(pattern)
    lines = [(one.number, one.text) for one in headings(document)]
    assert ("6、", "部门整体支出绩效情况") in lines
    assert [one.number for one in headings(document, 1)] == [number for number in TEN if number != "六、"]
    (table,) = tables(document)
    assert (table.number, table.title) == ("附件4", "单位（部门）绩效自评公开网址统计表")
    assert [cell.text for cell in table.cells[1]][:2] == ["116001", "零陵区总工会"]


@pytest.mark.parametrize("pattern", ["seeds/001*.txt", "seeds/001*.pdf", "seeds/004*.pdf"])
def test_wrapped_sentences_are_whole(load, pattern):
    for read_block in load(pattern).blocks:
        block = read_block.block
        if isinstance(block, Paragraph):
            assert re.search(r"[。：；:;]$|多人次$", block.text), block.text
            assert not block.text.startswith("3.65")


@pytest.mark.parametrize("pattern", ["seeds/002*.txt", "seeds/002*.docx", "seeds/002*.doc"])
def test_the_parts_of_final_accounts(load, pattern):
    document = load(pattern)
    parts = [one.number for one in headings(document, 0)]
    assert parts == ["", "第一部分", "第二部分", "第三部分", "第四部分", "第五部分", "第六部分"]
    first, second = tables(document)[:2]
    assert (first.title, len(first.cells), first.width) == ("2023年度部门整体绩效目标表", 43, 5)
    assert (second.title, second.owner) == ("2023年度鄂城区总工会项目自评表", "鄂城区总工会")


def test_evidence_points_at_the_words(samples):
    """Each line of a PDF paragraph stands where its segment says."""
    document = read(sample(samples, "seeds/001*.pdf"))
    figures = [
        block for block in document.blocks if isinstance(block.block, Paragraph) and "4.33万元" in block.block.text
    ]
    block = figures[0]
    place = block.at(block.block.text.index("4.33万元"))
    assert place.page == 2
    assert place.box is not None
    assert 90 < place.box.left < place.box.right < 522
    source = sample(samples, "seeds/001*.txt")
    lines = source.read_text(encoding="utf-8").split("\n")
    for one in read(source).blocks:
        for segment in one.segments:
            quote = (one.block.line if isinstance(one.block, Heading) else one.block.text)[segment.start : segment.end]
            assert re.sub(r"\s", "", quote) == re.sub(r"\s", "", lines[segment.evidence.line - 1])


NINE = [
    ("收入支出决算总表", 32, 4, 2),
    ("收入决算表", 20, 9, 2),
    ("支出决算表", 20, 8, 2),
    ("财政拨款收入支出决算总表", 34, 7, 2),
    ("一般公共预算财政拨款支出决算表", 20, 5, 2),
    ("一般公共预算财政拨款基本支出决算表", 40, 6, 1),
    ("财政拨款“三公”经费支出决算表", 5, 12, 4),
    ("政府性基金预算财政拨款收入支出决算表", 6, 8, 3),
    ("国有资本经营预算财政拨款收入支出决算表", 6, 8, 3),
]


def test_the_nine_tables_of_a_pdf(load):
    document = load("shanghai/社会工作部*.pdf")
    found = tables(document)[1:]
    assert [(one.title, len(one.cells), one.width, one.header_rows) for one in found] == NINE
    assert {one.unit for one in found} == {"万元"}
    third = {row[0].text: [cell.text for cell in row if cell] for row in found[2].cells if row[0]}
    assert third["2013901"] == ["2013901", "行政运行", "51.32", "51.32", "", "", "", ""]
    assert third["2210203"][:3] == ["2210203", "购房补贴", "11.72"]  # on the second page of the table
    assert "故本表无数据" in found[7].notes[-1]


def test_the_outline_of_a_pdf(load):
    document = load("shanghai/社会工作部*.pdf")
    lines = [one.line for one in headings(document)]
    assert lines[0] == "中共上海市普陀区委社会工作部2024年度部门决算"
    assert "第三部分中共上海市普陀区委社会工作部2024年度部门决算情况说明" in lines
    assert lines.count("一、收入支出决算总体情况说明") == 1  # the contents page is no outline
    assert [one.number for one in headings(document, 0)] == ["", "第一部分", "第三部分", "第四部分"]


def test_the_figures_of_a_table_are_the_printed_ones(load):
    """The rows of 支出决算表 add up, so no figure was lost or moved to another column."""
    table = tables(load("shanghai/社会工作部*.pdf"))[3]
    rows = [[cell.text for cell in row if cell] for row in table.cells[2:]]
    classes = [row for row in rows if re.fullmatch(r"\d{3}", row[0])]
    for column in (2, 3, 4):
        total = float(rows[0][column - 1])
        assert sum(float(row[column] or 0) for row in classes) == pytest.approx(total, abs=0.011)


def test_reading_is_not_slower_than_a_few_extractions(samples):
    import pypdfium2

    path = sample(samples, "shanghai/社会工作部*.pdf")

    def bare():
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                page.get_textpage().get_text_range()

    def best(work):
        times = []
        for _ in range(3):
            started = time.perf_counter()
            work()
            times.append(time.perf_counter() - started)
        return min(times)

    assert best(lambda: read(path)) < 30 * best(bare) + 1


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "pattern", ["000*.txt", "000*.docx", "000*.doc", "001*.pdf", "002*.docx", "002*.doc", "004*.pdf"]
)
def test_mutations_end_in_blocks_or_a_sentence(samples, tmp_path, pattern, seed):
    chance = random.Random(f"{pattern} {seed}")
    source = sample(samples, f"seeds/{pattern}")
    data = bytearray(source.read_bytes())
    for _ in range(chance.choice([1, 20, 400])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if seed == 4:
        del data[chance.randrange(len(data)) :]
    path = tmp_path / f"变异{source.suffix}"
    path.write_bytes(bytes(data))
    try:
        outcome = read(path).file
    except ReadingError as error:
        outcome = error.message
    assert path.name in outcome
