"""The whole reading of a PDF against what cannot be saved: its text, and the lines of its tables."""

from __future__ import annotations

import time

import pypdfium2
import pypdfium2.raw as raw
import pytest

from core.reading import pdf_page, read
from core.reading.pdf_grid import find_grids

pytestmark = [pytest.mark.bench, pytest.mark.real]

TIMES = 2.0
ROUNDS = 7


def text(path):
    """Text and character boxes of all pages."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        found = page.get_textpage()
        found.get_text_range()
        for index in range(found.count_chars()):
            found.get_charbox(index, loose=True)
        found.close()
        page.close()
    document.close()


def tables(path):
    """The ruling lines of all pages and the grids they make."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        place, _, _ = pdf_page._placer(page, raw)
        horizontal, vertical = [], []
        for kind, points in pdf_page._shapes(page, raw):
            if kind != "image":
                pdf_page._add_rules([place(x, y) for x, y in points], horizontal, vertical)
        find_grids(tuple(horizontal), tuple(vertical))
        page.close()
    document.close()


def test_a_pdf_takes_at_most_twice_its_bare_extraction(samples):
    (path,) = (samples / "shanghai").glob("社会工作部*.pdf")
    best = {read: 9.0, text: 9.0, tables: 9.0}
    for _ in range(ROUNDS):  # in turns, so that a busy machine is busy for all
        for job in best:
            started = time.perf_counter()
            job(path)
            best[job] = min(best[job], time.perf_counter() - started)
    bare = best[text] + best[tables]
    print(f"\nread {best[read] * 1000:.0f} ms, bare {bare * 1000:.0f} ms, {best[read] / bare:.2f} times")
    assert best[read] <= TIMES * bare
