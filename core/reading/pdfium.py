"""PDFium knows no threads: whoever calls it, to read or to draw, holds this lock meanwhile."""

from __future__ import annotations

import threading

LOCK = threading.RLock()
