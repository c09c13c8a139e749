"""Sources as pages: what is drawn, how much of it is kept, and where quotes stand."""

from __future__ import annotations

import gc
import itertools
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
import pytest
import shiboken6
from PySide6.QtCore import Qt

from core.blocks import Cell, Evidence, Heading, Paragraph, PlacedBlock, Publication, ReadBlock, SourceDocument, Table
from core.errors import Cancelled, ReadingError
from core.prefill import understand
from core.publishing.pdf import write_pdf
from core.reading import read
from core.template import Template, dictionary, known
from ui.pages.source import SourcePanel, paper_of
from ui.pages.sourceview import PagesView, Part, Spot
from ui.pages.sourceview.desk import BUDGET, Desk, Sheaf
from ui.pages.sourceview.laid import LaidPaper
from ui.pages.sourceview.pagescroll import COMFORT, GAP
from ui.pages.sourceview.paper import occurrences
from ui.pages.sourceview.pdfpaper import PIXELS, PdfPaper
from ui.runner import Runner

K = Qt.Key
LONG = "本年度收入合计12.34万元，其中财政拨款收入11.00万元。" + "工作正常开展。" * 6 + "另有公务接待费0.31万元。"
SCROLLED = """
import os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.pages.sourceview import PagesView
from ui.pages.sourceview.pdfpaper import PdfPaper
from ui.runner import Runner
app, runner = QApplication([]), Runner()
view = PagesView(runner)
view.devicePixelRatioF = lambda: 3.0  # 13 MB a page
view.resize(620, 700)
view.show()
view.show_paper(PdfPaper(Path(sys.argv[1])), ())
def busy():
    return view.sheaf is None or view.desk.busy or view._rest.isActive()
for page in range(0, 40, 2):
    while busy():
        app.processEvents()
    view.verticalScrollBar().setValue(int(view._tops[page]))
while busy():
    app.processEvents()
view.stop()
runner.wait()
status = Path("/proc/self/status").read_text()
print(view.desk.pictures_made, status.partition("VmHWM:")[2].split()[0], flush=True)
os._exit(0)  # Qt's objects are not taken down in their order here
"""
TWICE = "公务接待费0.31万元，比上年持平；公务接待费0.31万元。"


def never():
    return False


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "去年.pdf"
    table = Table(((Cell("项目"), Cell("决算数")), (Cell("基本支出"), Cell("88.10"))), title="支出决算表", unit="万元")
    blocks = (Heading(1, "收入情况", "一、"), Paragraph(LONG), Paragraph(TWICE), table)
    write_pdf(Publication("决算公开", "示例县总工会", 2023, tuple(PlacedBlock(one) for one in blocks)), path)
    return path


@pytest.fixture(scope="module")
def thick(pdf, tmp_path_factory):
    """300 pages."""
    path = tmp_path_factory.mktemp("pdf") / "三百页.pdf"
    with pypdfium2.PdfDocument(pdf) as one, pypdfium2.PdfDocument.new() as many:
        for _ in range(300):
            many.import_pages(one, [len(one) - 1])
        many.save(path)
    return path


@pytest.fixture(scope="module")
def heavy(tmp_path_factory):
    """One page that takes seconds to draw."""
    path = tmp_path_factory.mktemp("pdf") / "密.pdf"
    with pypdfium2.PdfDocument.new() as document:
        page = document.new_page(595, 842)
        for number in range(8_000):
            item = raw.FPDFPageObj_CreateNewPath(10, 10)
            raw.FPDFPath_BezierTo(item, 500, number % 800, 20, 700, number % 590, 830)
            raw.FPDFPath_SetDrawMode(item, raw.FPDF_FILLMODE_WINDING, True)
            raw.FPDFPageObj_SetFillColor(item, number % 255, 90, 90, 30)
            raw.FPDFPage_InsertObject(page.raw, item)
        raw.FPDFPage_GenerateContent(page.raw)
        document.save(path)
    return path


@pytest.fixture
def runner(qapp):
    made = Runner()
    yield made
    assert made.wait()


@pytest.fixture
def view(qtbot, runner):
    made = PagesView(runner)
    qtbot.addWidget(made)
    made.resize(620, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.stop()


def show(qtbot, view, paper, spots=()):
    view.show_paper(paper, spots)
    rest(qtbot, view)


def rest(qtbot, view):
    qtbot.waitUntil(lambda: view.sheaf is not None and not view.desk.busy and not view._rest.isActive(), timeout=20000)


def opened(paper):
    paper.open(never)
    return paper


def part_of(document, quote, nth=0):
    """A quote with the evidence of its line, as prefill gives it."""
    for block in document.blocks:
        if isinstance(block.block, Paragraph) and (found := occurrences(block.block.text, quote)):
            return Part(block.at(found[nth][0]), quote)
    raise AssertionError(quote)


def text_in(path, where):
    page, box = where
    with pypdfium2.PdfDocument(path) as document:
        height = document.get_page_size(page)[1]
        words = document[page].get_textpage()
        return words.get_text_bounded(box.left - 0.5, height - box.bottom, box.right + 0.5, height - box.top).strip()


# -- where quotes stand -------------------------------------------------------------------


def test_a_quote_is_framed_by_its_characters(pdf):
    paper = opened(PdfPaper(pdf))
    (where,) = paper.boxes(part_of(read(pdf), "财政拨款收入11.00万元"))
    assert text_in(pdf, where) == "财政拨款收入11.00万元"
    paper.close()


def test_of_the_same_words_twice_on_a_page_those_of_its_line_are_framed(pdf):
    paper = opened(PdfPaper(pdf))
    quote = "公务接待费0.31万元"
    blocks = [one for one in read(pdf).blocks if isinstance(one.block, Paragraph) and quote in one.block.text]
    parts = [Part(one.at(one.block.text.index(quote)), quote) for one in blocks]
    assert len(parts) == 2
    found = [paper.boxes(part) for part in parts]
    assert found[0] != found[1]
    for part, boxes in zip(parts, found, strict=True):
        assert "".join(text_in(pdf, where) for where in boxes) == quote
        assert abs(boxes[0][1].top - part.evidence.box.top) < 20
    paper.close()


def test_of_the_same_words_in_one_line_those_behind_their_lead_are_framed(tmp_path, qapp):
    path = tmp_path / "零.pdf"
    text = "年初结转和结余0万元，本年收入0万元，年末结转0万元。"
    write_pdf(Publication("报告", "示例县总工会", 2023, (PlacedBlock(Paragraph(text)),), contents=False), path)
    template = Template(dictionary(), [pack for pack in known() if pack.id == "juesuan-hubei-2023"])
    for document in (read(path), laid(Paragraph(text))):
        paper = opened(paper_of(document, path))
        block = next(one for one in document.blocks if isinstance(one.block, Paragraph) and "结余" in one.block.text)
        found = [paper.boxes(Part(block.at(7), "0万元", lead)) for lead in ("年初结转和结余", "本年收入", "年末结转")]
        lefts = [boxes[0][1].left for boxes in found]
        assert lefts == sorted(set(lefts))
        paper.close()
    found = understand(
        [laid(Heading(1, "政府性基金预算财政拨款收入支出决算情况说明", "七、"), Paragraph(text))], template, 2023
    )
    assert {(one.quote, one.lead[-4:]) for one in found.proposals if one.quote == "0万元"} <= {
        ("0万元", "转和结余"),
        ("0万元", "本年收入"),
        ("0万元", "年末结转"),
    }
    assert all(one.lead in text or not one.lead for one in found.proposals)


def test_a_quote_over_two_lines_has_a_frame_on_each(pdf):
    document = read(pdf)
    block = next(one for one in document.blocks if isinstance(one.block, Paragraph) and len(one.segments) > 1)
    end = block.segments[0].end
    quote = block.block.text[end - 4 : end + 4]
    paper = opened(PdfPaper(pdf))
    boxes = paper.boxes(Part(block.at(end - 4), quote))
    assert "".join(text_in(pdf, where) for where in boxes) == quote
    assert len(boxes) == 2
    paper.close()


def test_a_quote_over_two_pages_is_found_on_both(tmp_path):
    path = tmp_path / "长.pdf"
    text = "开展劳动竞赛。" * 400
    write_pdf(Publication("报告", "示例县总工会", 2023, (PlacedBlock(Paragraph(text)),), contents=False), path)
    document = read(path)
    block = next(one for one in document.blocks if isinstance(one.block, Paragraph) and len(one.block.text) > 900)
    end = next(
        one.end
        for one, on in zip(block.segments, block.segments[1:], strict=False)
        if one.evidence.page != on.evidence.page
    )
    words = "".join(str(number % 10) for number in range(8))
    changed = f"{text[: end - 4]}{words}{text[end + 4 :]}"
    write_pdf(Publication("报告", "示例县总工会", 2023, (PlacedBlock(Paragraph(changed)),), contents=False), path)
    paper = opened(PdfPaper(path))
    part = part_of(read(path), words)
    boxes = paper.boxes(part)
    assert {page for page, _ in boxes} in ({part.evidence.page - 1}, {part.evidence.page - 1, part.evidence.page})
    assert "".join(text_in(path, where) for where in boxes) == words
    paper.close()


def test_a_cell_is_framed_as_the_table_has_it(pdf):
    document = read(pdf)
    table = next(one for one in document.blocks if isinstance(one.block, Table))
    place = next(table.cells[r, c] for r, c in table.cells if table.block.cells[r][c].text == "88.10")
    paper = opened(PdfPaper(pdf))
    (where,) = paper.boxes(Part(place, "88.10"))
    assert where[1] == place.box
    assert text_in(pdf, where) == "88.10"
    paper.close()


# -- laid out -----------------------------------------------------------------------------


def laid(*blocks, kind="docx"):
    made = []
    for line, block in enumerate(blocks, 1):
        cells = {}
        if isinstance(block, Table):
            spots = [(r, c) for r, row in enumerate(block.cells) for c, cell in enumerate(row) if cell is not None]
            cells = {(r, c): Evidence("甲", line=line, cell=f"R{r + 1}C{c + 1}") for r, c in spots}
        made.append(ReadBlock(block, Evidence("甲", line=line), cells=cells))
    return SourceDocument("甲", kind, tuple(made))


def test_a_long_table_goes_on_over_pages_and_a_merged_cell_with_it(qapp):
    rows = [(Cell("合并", rows=120), Cell("0"))] + [(None, Cell(str(n))) for n in range(1, 120)]
    paper = opened(LaidPaper(laid(Heading(0, "标题"), Table(tuple(rows), header_rows=0))))
    assert len(paper.sizes) > 2
    merged = paper.boxes(Part(Evidence("甲", line=2, cell="R1C1")))
    assert [page for page, _ in merged] == list(range(len(paper.sizes)))
    ((page, box),) = paper.boxes(Part(Evidence("甲", line=2, cell="R120C2"), "119"))
    assert page == len(paper.sizes) - 1
    assert box.bottom <= paper.sizes[page][1]


def test_all_rows_stand_on_their_pages_in_order(qapp):
    table = Table(tuple((Cell(f"项目{n}"), Cell("1,234.50")) for n in range(200)))
    paper = opened(LaidPaper(laid(table)))
    tops = [
        (where[0], where[1].top)
        for n in range(200)
        for where in paper.boxes(Part(Evidence("甲", line=1, cell=f"R{n + 1}C2")))
    ]
    assert len(tops) == 200
    assert tops == sorted(tops)


def test_a_table_of_many_columns_makes_its_page_wider(qapp):
    paper = opened(LaidPaper(laid(Table((tuple(Cell(f"第{n}列的名称") for n in range(60)),)))))
    assert paper.sizes[0][0] > 1000
    ((_, box),) = paper.boxes(Part(Evidence("甲", line=1, cell="R1C60")))
    assert box.right < paper.sizes[0][0]


def test_what_is_laid_out_is_drawn(qapp):
    paper = opened(LaidPaper(laid(Heading(1, "标题", "一、"), Paragraph("正文" * 200), Table(((Cell("格"),),)))))
    image = paper.draw(0, 1.0, never)
    dark = sum(image.pixelColor(x, y).lightness() < 128 for x in range(0, 540, 3) for y in range(40, 400, 3))
    assert dark > 200


def test_a_sheet_of_a_hundred_thousand_rows_is_laid_out_and_can_be_stopped(qapp):
    rows = tuple((Cell(f"{n}"), Cell("一般公共服务支出")) for n in range(20_000))
    document = laid(*[Table(rows)] * 5, kind="xlsx")
    began = time.monotonic()
    asked = []

    def stop():
        asked.append(time.monotonic())
        return len(asked) > 30

    with pytest.raises(Cancelled):
        LaidPaper(document).open(stop)
    assert max(b - a for a, b in itertools.pairwise([began, *asked])) < 5  # it stops; how soon is for the bench


# -- the view -----------------------------------------------------------------------------


def test_three_hundred_pages_are_scrolled_and_few_are_drawn(qtbot, view, thick):
    show(qtbot, view, PdfPaper(thick))
    assert view.pages == 300
    for _ in range(5):
        qtbot.keyClick(view, K.Key_PageDown)
        rest(qtbot, view)
    qtbot.keyClick(view, K.Key_End)
    rest(qtbot, view)
    assert view.page == 299
    assert view.desk.pictures_made < 20
    assert {298, 299} <= set(view.sheaf.pictures)


def test_pictures_stay_within_their_budget(qtbot, view, thick, monkeypatch):
    monkeypatch.setattr(view, "devicePixelRatioF", lambda: 3.0)  # 13 MB a page
    show(qtbot, view, PdfPaper(thick))
    for page in range(0, 40, 2):
        view.verticalScrollBar().setValue(int(view._tops[page]))
        rest(qtbot, view)
    assert view.desk.pictures_made > 20
    assert view.sheaf.kept() <= BUDGET
    assert set(view.seen()) <= set(view.sheaf.pictures)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the peak of a process is read from /proc")
def test_three_hundred_pages_stay_under_a_gibibyte(thick):
    """In a process of its own, asked for its own peak: ru_maxrss is handed on from the process that started it."""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", SCROLLED, thick], capture_output=True, text=True, check=True, cwd=root)
    pictures, peak = map(int, done.stdout.split())
    assert pictures > 20
    assert peak < 1 << 20  # kilobytes: 1 GiB


def test_pages_are_as_sharp_as_the_screen(qtbot, view, pdf, monkeypatch):
    monkeypatch.setattr(view, "devicePixelRatioF", lambda: 1.5)
    show(qtbot, view, PdfPaper(pdf))
    assert abs(view.sheaf.pictures[0][1].width() - 1.5 * view.place(0).width()) <= 2
    view.set_zoom(2.0)
    rest(qtbot, view)
    page = view.page
    assert abs(view.sheaf.pictures[page][1].width() - 1.5 * view.place(page).width()) <= 2


def test_a_page_of_poster_size_is_drawn_coarser(tmp_path):
    path = tmp_path / "大.pdf"
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(50, 14000)
        document.save(path)
    image = opened(PdfPaper(path)).draw(0, 20.0, never)
    assert image.width() * image.height() <= PIXELS * 1.01


def test_drawing_stops_in_the_middle_of_a_page(qtbot, view, runner, heavy):
    paper = PdfPaper(heavy)
    view.set_zoom(4.0)
    view.show_paper(paper, ())
    qtbot.waitUntil(lambda: view.desk._doing is not None, timeout=20000)
    began = time.monotonic()
    view.stop()
    qtbot.waitUntil(lambda: not runner.busy, timeout=5000)
    assert time.monotonic() - began < 5  # it stops; how soon is for the bench
    assert paper._document is None


def test_pages_fill_the_view_but_are_not_blown_up(qtbot, view, pdf):
    show(qtbot, view, PdfPaper(pdf))
    assert view.place(0).width() == pytest.approx(view.viewport().width() - 2 * GAP, abs=1)
    view.resize(1800, 700)
    rest(qtbot, view)
    assert view.place(0).width() == pytest.approx(COMFORT * view.sheaf.paper.sizes[0][0], abs=1)
    assert view.place(0).center().x() == pytest.approx(view.viewport().width() / 2, abs=1)
    assert view.horizontalScrollBar().maximum() == 0


def test_a_panel_that_is_dropped_leaves_no_pictures(qtbot, runner, pdf):
    def kinds():
        gc.collect()
        return Counter(type(one).__name__ for one in gc.get_objects() if type(one) in {Desk, Sheaf})

    before = kinds()
    for _ in range(4):
        panel = SourcePanel([paper_of(read(pdf), pdf)], runner)
        panel.resize(500, 500)
        panel.show()
        panel.start([])
        rest(qtbot, panel.view)
        panel.stop()
        qtbot.waitUntil(lambda: not runner.busy)
        shiboken6.delete(panel)
        del panel
    qtbot.wait(50)
    assert not kinds() - before


def test_resizing_keeps_the_page_and_zooming_the_place(qtbot, view, thick):
    show(qtbot, view, PdfPaper(thick))
    view.verticalScrollBar().setValue(int(view._tops[100]))
    view.resize(400, 500)
    rest(qtbot, view)
    assert view.page == 100
    view.set_zoom(2.0)
    assert view.page == 100


def test_files_are_switched_and_a_proposals_file_is_shown(qtbot, runner, pdf, qapp):
    document = read(pdf)
    other = laid(Paragraph("另一份文件里的公务接待费0.31万元。"))
    part = Part(Evidence("甲", line=1), "公务接待费0.31万元")
    spot = Spot("甲的", (part,))
    panel = SourcePanel([paper_of(document, pdf), paper_of(other, None)], runner)
    qtbot.addWidget(panel)
    panel.resize(600, 600)
    panel.show()
    panel.start([spot])
    rest(qtbot, panel.view)
    panel.show_spot(spot)
    qtbot.waitUntil(lambda: panel.view.sheaf is not None and panel.view.sheaf.paper.file == "甲", timeout=20000)
    rest(qtbot, panel.view)
    assert [one for one, _ in panel.view.sheaf.marks[0]] == [spot]
    qtbot.keyClick(panel.files, K.Key_Up)
    rest(qtbot, panel.view)
    assert panel.view.sheaf.paper.file == pdf.name
    panel.stop()


def test_a_pdf_that_is_gone_is_laid_out_from_what_was_read(pdf, tmp_path, qapp):
    document = read(pdf)
    paper = opened(paper_of(document, tmp_path / "没有.pdf"))
    assert isinstance(paper, LaidPaper)
    assert paper.boxes(part_of(document, "财政拨款收入11.00万元"))


def test_a_damaged_pdf_ends_in_one_sentence_on_the_page(qtbot, view, tmp_path):
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(ReadingError):
        PdfPaper(path).open(never)
    with qtbot.waitSignal(view.failed) as told:
        view.show_paper(PdfPaper(path), ())
    assert "打不开" in told.args[1]
    assert view.grab().width() == view.width()
