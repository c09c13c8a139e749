"""A PDF of 300 pages: bounded memory, and cancelled at once."""

from __future__ import annotations

import itertools
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.errors import Cancelled
from core.reading import read

pytestmark = pytest.mark.slow

PAGES = 300
GIBIBYTE = 1 << 20  # in kilobytes
_READ = """
import sys
from core.reading import read
assert read(sys.argv[1]).pages == 300
print(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
"""


@pytest.fixture(scope="module")
def long_pdf(tmp_path_factory):
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path_factory.mktemp("long") / "三百页.pdf"
    canvas = Canvas(str(path))
    for page in range(PAGES):
        canvas.drawString(72, 800, f"Page {page} of the accounts of a county union")
        canvas.grid([60 + 60 * n for n in range(9)], [60 + 18 * n for n in range(40)])
        for row in range(39):
            for column in range(8):
                canvas.drawString(64 + 60 * column, 65 + 18 * row, f"{page * row + column}.{row:02d}")
        canvas.showPage()
    canvas.save()
    return path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the peak of a process is read from /proc")
def test_memory_stays_under_a_gibibyte(long_pdf):
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", _READ, long_pdf], capture_output=True, text=True, check=True, cwd=root)
    assert int(done.stdout) < GIBIBYTE


def test_cancelling_takes_half_a_second(long_pdf):
    """It is asked at least that often, in processor time, which other tests beside this one do not lengthen."""
    asked = [time.thread_time()]

    def cancelled():
        asked.append(time.thread_time())
        return False

    read(long_pdf, cancelled=cancelled)
    assert len(asked) > PAGES
    assert max(b - a for a, b in itertools.pairwise(asked)) < 0.5


def test_cancelled_is_not_asked_again(long_pdf):
    seen = []

    def cancelled():
        seen.append(None)
        return len(seen) == 20

    with pytest.raises(Cancelled):
        read(long_pdf, cancelled=cancelled)
    assert len(seen) == 20
