"""PDFium knows no threads: whoever calls it, to read, to draw or to show, holds this lock meanwhile."""

from __future__ import annotations

import threading

LOCK = threading.RLock()
