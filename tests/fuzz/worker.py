"""Read damaged copies of one file, one after the other: worker.py FILE FOLDER COUNT.

Prints a line of what it did, then one for every copy that did not end as it must.
"""

from __future__ import annotations

import faulthandler
import resource
import sys
import time
from pathlib import Path

from mutations import mutated

from core.errors import JuebaoError
from core.prefill import read_source, recognise, understand
from core.template import template_of

LIMIT = 10.0
"""Seconds of the processor; a copy that hangs is ended by faulthandler."""
MEMORY = 3 << 30
EVERY = 10
"""Understanding takes longer than reading: every so many-th copy that can be read is understood too."""

LONG = 5_000
"""What is longer is read in time, but understood with progress and a way out, at about a millisecond a paragraph."""


def outcome(path: Path, *, whole: bool) -> str:
    """What is wrong with the way reading this file ends; empty for nothing."""
    started = time.process_time()
    try:
        document = read_source(path)
        if whole and len(document.blocks) < LONG:
            guess = recognise([document])
            understand([document], template_of(guess.packs), guess.year)
        fault = "" if document.blocks else "no blocks and no sentence"
    except JuebaoError as error:
        fault = _sentence(error, path)
    except Exception as error:  # what a test must name
        fault = f"{type(error).__name__}: {error}"
    took = time.process_time() - started
    return fault or (f"took {took:.1f} s" if took > LIMIT else "")


def _sentence(error: JuebaoError, path: Path) -> str:
    if "\n" in error.line or path.name not in error.message or not error.remedy:
        return f"not one sentence with a remedy: {error.line!r}"
    return ""


def main(file: str, folder: str, count: str) -> int:
    """0 when every copy ended well."""
    faulthandler.enable()
    faulthandler.dump_traceback_later(120, exit=True)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    data, suffix = Path(file).read_bytes(), Path(file).suffix
    print(f"{Path(file).name}: {count} copies", flush=True)
    faults = 0
    for seed in range(int(count)):
        faulthandler.cancel_dump_traceback_later()
        faulthandler.dump_traceback_later(60, exit=True)
        damaged, ending = mutated(data, suffix, seed)
        path = Path(folder) / f"坏{seed}{ending}"
        path.write_bytes(damaged)
        print(f"seed {seed}", file=sys.stderr, flush=True)
        if fault := outcome(path, whole=seed % EVERY == 0):
            print(f"seed {seed} ({path.suffix}): {fault}", flush=True)
            faults += 1
        path.unlink()
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:4]))
