"""What of Qt and of the libraries goes into the bundle: lists that name what stays, and one filter.

PyInstaller takes every plug-in and translation of the Qt modules we import, with the libraries those need.  `excludes`
leaves out Python modules only, so files are filtered here by the place they would have in the bundle.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import PurePosixPath

Entry = tuple[str, str, str]
"""A file of the bundle as PyInstaller lists it: place, source, kind."""

QT_LIBRARIES = {"Core", "DBus", "Gui", "Network", "PrintSupport", "Svg", "Widgets", "XcbQpa"}
"""DBus carries ibus and file dialogs of the desktop; XcbQpa is the X11 window; Network has the local socket by which a
second start hands its file to the first (its TLS and its plug-ins stay out)."""

QT_PLUGINS = {
    "iconengines/qsvgicon",
    "imageformats/qico",
    "imageformats/qsvg",
    "platforminputcontexts/composeplatforminputcontextplugin",
    "platforminputcontexts/ibusplatforminputcontextplugin",
    "platforms/qoffscreen",
    "platforms/qwindows",
    "platforms/qxcb",
    "platformthemes/qxdgdesktopportal",
    "printsupport/cupsprintersupport",
    "styles/qmodernwindowsstyle",
    "styles/qwindowsvistastyle",
}

TRANSLATIONS = {"qtbase_zh_CN.qm"}

EXCLUDED_MODULES = [
    # Installers, tests and other windows: found by following imports that never happen here.
    "IPython",
    "_tkinter",
    "doctest",
    "lib2to3",
    "numpy",
    "pandas",
    "pdb",
    "pip",
    "pydoc",
    "pytest",
    "readline",
    "setuptools",
    "test",
    "tkinter",
    "unittest",
    "xmlrpc",
    # The network is never used; hashlib has its own digests.
    "_ssl",
    "ssl",
    "_hashlib",
    "ftplib",
    "smtplib",
    # One process does all; loading this and its sockets is a step of every start.
    "multiprocessing",
    # Kinds of pictures that no report holds.
    "PIL._avif",
    "PIL._imagingcms",
    "PIL._imagingtk",
    "PIL._webp",
    "PIL.ImageQt",
    "PIL.ImageTk",
    # XML tools that neither docx nor openpyxl asks for.
    "lxml._difflib",
    "lxml.builder",
    "lxml.html",
    "lxml.isoschematron",
    "lxml.objectify",
    # Charts and barcodes of reportlab; ours are drawn from shapes.
    "reportlab.graphics.barcode",
]

SYSTEM_LIBRARIES = {
    *(
        "libEGL",
        "libGL",
        "libGLX",
        "libGLdispatch",
        "libOpenGL",
        "libX11",
        "libX11-xcb",
        "libxcb",
        "libcups",
        "libdbus-1",
        "libexpat",
    ),
    *("libfontconfig", "libfreetype", "libgssapi_krb5", "libglib-2.0", "libgobject-2.0", "libgthread-2.0"),
}
"""Left out of a Linux bundle: the system's own read its configuration and speak to its services.  The .deb depends on
their packages."""

WINDOWS_LEFT_OUT = {"opengl32sw.dll", "d3dcompiler_47.dll", "libcrypto-3.dll", "libssl-3.dll"}
"""Software OpenGL (widgets are painted without it) and what TLS needs."""

DATA_LEFT_OUT = re.compile(
    r"(^|/)(tests?|testing)/"
    r"|^tzdata/|^dateutil/zoneinfo/"
    r"|^reportlab/(fonts|graphics)/"  # its own Latin fonts: ours are embedded in every file
    r"|^docx/templates/default-docx-template/"  # the parts of default.docx, unpacked
    r"|\.(pyi|c|h|pyx|pxd|cpp)$"
)


def kept(place: str) -> bool:
    """Whether the file that would lie at this place belongs into the bundle."""
    path = PurePosixPath(place.replace("\\", "/"))
    if path.parts[0] == "PySide6" or _is_qt_library(path.name):
        return _kept_of_qt(path)
    if _stem(path.name) in SYSTEM_LIBRARIES or path.name.lower() in WINDOWS_LEFT_OUT:
        return False
    return not DATA_LEFT_OUT.search(str(path))


def trim(entries: list[Entry]) -> list[Entry]:
    """The files that stay."""
    left = [entry for entry in entries if kept(entry[0])]
    return _reachable(left) if sys.platform == "linux" else left


def _reachable(entries: list[Entry]) -> list[Entry]:
    """Without the libraries that only files left out needed: PyInstaller looks for them before we drop those."""
    loose = {PurePosixPath(place).name: place for place, _, kind in entries if kind == "BINARY" and _is_loose(place)}
    wanted = [
        source for place, source, kind in entries if kind in {"BINARY", "EXTENSION"} and place not in loose.values()
    ]
    found: set[str] = set()
    sources = {place: source for place, source, _ in entries}
    while wanted:
        new = {loose[name] for name in _needed(wanted) if name in loose} - found
        found |= new
        wanted = [sources[place] for place in new]
    gone = set(loose.values()) - found
    return [entry for entry in entries if entry[0] not in gone and not (entry[2] == "SYMLINK" and entry[1] in gone)]


def _is_loose(place: str) -> bool:
    """A library that is there because another file needs it; libpython is loaded by name."""
    path = PurePosixPath(place)
    return (
        ".so" in path.name
        and not path.name.startswith("libpython")
        and (len(path.parts) == 1 or path.parts[0].endswith(".libs"))
    )


def _needed(files: list[str]) -> set[str]:
    done = subprocess.run(["objdump", "-p", *files], capture_output=True, text=True, check=False)
    return set(re.findall(r"NEEDED\s+(\S+)", done.stdout))


def _is_qt_library(name: str) -> bool:
    return re.match(r"(lib)?Qt6\w+\.(so|dll)", name) is not None


def _kept_of_qt(path: PurePosixPath) -> bool:
    if path.name.lower() in WINDOWS_LEFT_OUT:
        return False
    if "translations" in path.parts:
        return path.name in TRANSLATIONS
    if "qml" in path.parts:
        return False
    if "plugins" in path.parts:
        return f"{path.parent.name}/{_stem(path.name).removeprefix('lib')}" in QT_PLUGINS
    library = re.match(r"(?:lib)?Qt6?(\w+?)\.(?:so|dll|abi3\.so|pyd)", path.name)
    return library is None or library[1] in QT_LIBRARIES


def _stem(name: str) -> str:
    """libxcb.so.1 -> libxcb, qsvg.dll -> qsvg."""
    return re.sub(r"(\.so(\.[\d.]+)?|\.dll)$", "", name)
