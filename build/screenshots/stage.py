"""A window on a stage: a home of its own, the sample beside it, and a camera."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "resources" / "samples"
UNIT = "示例县总工会"
REPORT = SAMPLES / f"{UNIT}2024年度部门整体支出绩效自评.jbao"
LAST_YEAR = SAMPLES / f"{UNIT}2023年度部门整体支出绩效自评报告.docx"
SIZE = (1366, 768)
"""The office PC."""
_PATIENCE = 60


def set_up(home: Path, scale: float) -> None:
    """Point everything the program remembers at `home`; called before Qt is imported."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        os.environ[variable] = str(home / variable.lower())
        Path(os.environ[variable]).mkdir(parents=True, exist_ok=True)
    shutil.copy(REPORT, home / REPORT.name)


class Stage:
    """The main window of a fresh home; `shoot` writes a picture of what is seen."""

    def __init__(self, home: Path, out: Path, *, dark: bool, size: tuple[int, int] = SIZE) -> None:
        """`size` in logical pixels."""
        from ui.app import make_application
        from ui.theme import Choice
        from ui.windows.main import MainWindow
        from ui.windows.memory import Memory

        self.home, self.out = home, out
        self.faults: dict[str, list[str]] = {}
        self.app = make_application()
        self.window = MainWindow(Memory())
        self.window.set_theme(Choice.DARK if dark else Choice.LIGHT)
        self.window.resize(*size)
        self.window.show()
        self.settle()

    @property
    def report(self) -> Path:
        """The sample report, in the home."""
        return self.home / REPORT.name

    def settle(self, seconds: float = 0.2) -> None:
        """Let the window do what it has to."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.app.processEvents()
            time.sleep(0.005)

    def wait(self, done: Callable[[], object]) -> None:
        """Until something is so."""
        until = time.monotonic() + _PATIENCE
        while not done():
            if time.monotonic() > until:
                raise TimeoutError(done)
            self.settle(0.02)
        self.settle()

    def shoot(self, name: str) -> Path:
        """Write a picture in the theme's and its most frequent colours: what is lost are shades at edges of letters."""
        from looks import faults
        from PIL import Image
        from PySide6.QtGui import QColor

        from ui import theme

        self.settle(0.4)
        self.faults[name] = faults(self.window)
        path = self.out / f"{name}.png"
        self.window.grab().save(str(path))
        with Image.open(path) as picture:
            plain = picture.convert("RGB")
        tokens = [QColor(getattr(theme.current(), name)).getRgb()[:3] for name in theme.TOKENS]
        counted = sorted(plain.getcolors(plain.width * plain.height) or [], reverse=True)
        colors = list(dict.fromkeys([*tokens, *(color for _, color in counted)]))[:256]
        palette = Image.new("P", (1, 1))
        palette.putpalette([part for color in colors for part in color])
        plain.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)
        return path
