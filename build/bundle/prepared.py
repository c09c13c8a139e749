"""A runtime hook: what every start would work out again from the same texts was worked out while bundling.

Three kinds of results lie in `prepared.bin`, written by prepare.py with the very Python of the bundle: the codes of
regular expressions, the recipes of dataclasses (recipes.py), and the parsed texts of shipped TOML files.  Each is found
by its whole input; what is not there is worked out as ever.  It is data for marshal: as trusted as the program's own
byte code, which lies in the same folder.
"""

from __future__ import annotations

# Hooks and the program share one namespace in a bundle: all names are kept inside.


def _use_prepared() -> None:
    import _sre
    import marshal
    import os
    import re
    import sys

    import enums
    import recipes

    try:
        with open(os.path.join(sys._MEIPASS, "prepared.bin"), "rb") as file:  # type: ignore[attr-defined]  # noqa: SLF001
            made_by, patterns, tables, known_classes, known_enums = marshal.loads(file.read())
    except (OSError, ValueError, EOFError, TypeError):
        return
    if made_by != (sys.version, _sre.MAGIC, _sre.CODESIZE):
        return
    compiler = re._compiler  # type: ignore[attr-defined]  # noqa: SLF001
    work_out = compiler.compile

    def compile_pattern(pattern: object, flags: int = 0) -> object:
        known = patterns.get((pattern, int(flags))) if isinstance(pattern, str | bytes) else None
        if known is None:
            return work_out(pattern, flags)
        all_flags, code, groups, names, by_number = known
        return _sre.compile(pattern, all_flags, list(memoryview(code).cast("I")), groups, dict(names), by_number)

    compiler.compile = compile_pattern

    recipes.install(known_classes)
    enums.install(known_enums)

    def loads(text: str) -> dict[str, object]:
        import hashlib
        import tomllib._parser as parser

        known = tables.get(hashlib.sha256(text.encode(errors="surrogatepass")).digest())
        # Made anew each time: whoever parses may change what it gets.
        return marshal.loads(known) if known is not None else parser.loads(text)  # type: ignore[no-any-return]

    import tomllib

    tomllib.loads = loads  # type: ignore[assignment]


_use_prepared()
