"""The finished file: computed values put beside their formulas, no metadata, the same bytes each time.

openpyxl writes a formula without its value, so a reader that does not calculate
would see nothing; the values are filled into the sheet XML here.
"""

from __future__ import annotations

import errno
import io
import re
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from lxml.etree import SerialisationError
from openpyxl.writer.excel import ExcelWriter

from core.publishing.files import NO_PROPERTIES, write_zip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from core.publishing.xlsx.workbook import Built

_FORMULA = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v ?(?:/>|></v>)')
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


def save(built: Built, stream: BinaryIO) -> None:
    """Write the workbook to `stream`.  Raises OSError, for the temporary files of openpyxl too."""
    buffer = io.BytesIO()
    with disk_errors(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        ExcelWriter(built.workbook, archive).save()
    with zipfile.ZipFile(buffer) as archive:
        write_zip(stream, _finished(archive, built.values))


@contextmanager
def disk_errors() -> Iterator[None]:
    """Raise what the disk refuses to openpyxl as OSError: where lxml writes, a full disk is called IO_ENOSPC."""
    try:
        yield
    except SerialisationError as error:
        raise OSError(getattr(errno, str(error).removeprefix("IO_"), errno.EIO), str(error)) from error


def _finished(archive: zipfile.ZipFile, values: Mapping[int, Mapping[str, Decimal]]) -> Iterator[tuple[str, bytes]]:
    """The parts in the order that readers expect, the list of contents first."""
    for name in sorted(archive.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
        content = archive.read(name)
        sheet = _SHEET.fullmatch(name)
        if name == "docProps/core.xml":
            content = NO_PROPERTIES
        elif sheet:
            content = quiet(fill_values(content, values.get(int(sheet[1]) - 1, {})))
        yield name, content


def fill_values(xml: bytes, values: Mapping[str, Decimal]) -> bytes:
    """`xml` with a value in every formula cell.  Raises ValueError when a formula and its value do not meet."""
    if not values:
        return xml
    left = dict(values)

    def put(match: re.Match[bytes]) -> bytes:
        value = left.pop(match[2].decode(), None)
        if value is None:
            raise ValueError(f"no value for the formula in {match[2].decode()}")
        return match[1] + f"<v>{value:f}</v>".encode()

    filled = _FORMULA.sub(put, xml)
    if left:
        raise ValueError(f"no formula for the values of {sorted(left)}")
    return filled


def quiet(xml: bytes) -> bytes:
    """`xml` without Excel's green corners on codes kept as text and on totals that skip a row."""
    area = re.search(rb'<dimension ref="([A-Z0-9:]+)"', xml)
    end = xml.find(b"</headerFooter>")
    if area is None or end < 0:
        return xml
    end += len(b"</headerFooter>")
    rule = b'<ignoredError sqref="' + area[1] + b'" numberStoredAsText="1" formula="1" formulaRange="1"/>'
    return xml[:end] + b"<ignoredErrors>" + rule + b"</ignoredErrors>" + xml[end:]
