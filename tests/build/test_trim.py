"""What stays in a bundle and what is left out, by the place a file would have."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from trim import EXCLUDED_MODULES, QT_LIBRARIES, kept

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/QtWidgets.abi3.so",
        "PySide6/QtWidgets.pyd",
        "PySide6/Qt6Widgets.dll",
        "PySide6/QtNetwork.abi3.so",
        "PySide6/Qt/lib/libQt6XcbQpa.so.6",
        "PySide6/Qt/lib/libicudata.so.73",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6\\plugins\\styles\\qmodernwindowsstyle.dll",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6/libpyside6.abi3.so.6.9",
        "PySide6/pyside6.abi3.dll",
        "shiboken6/Shiboken.abi3.so",
        "libQt6Core.so.6",
        "libpython3.11.so.1.0",
        "libxcb-cursor.so.0",
        "docx/templates/default.docx",
        "docx/templates/default-footer.xml",
        "pypdfium2_raw/libpdfium.so",
        "resources/fonts/FangSong.ttf",
        "resources/fonts/LICENSES/OFL-1.1.txt",
        "docs/手册/01.md",
    ],
)
def test_stays(place: str) -> None:
    assert kept(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/QtQml.abi3.so",
        "PySide6/QtOpenGL.pyd",
        "PySide6/Qt6Quick.dll",
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "libQt6WaylandClient.so.6",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/platforms/libqwayland-egl.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/plugins/imageformats/qpdf.dll",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/translations/qt_help_zh_CN.qm",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/opengl32sw.dll",
        "libcrypto-3.dll",
        "libfontconfig.so.1",
        "libX11.so.6",
        "docx/templates/default-docx-template/word/styles.xml",
        "reportlab/fonts/Vera.ttf",
        "tzdata/zoneinfo/Asia/Shanghai",
    ],
)
def test_is_left_out(place: str) -> None:
    assert not kept(place)


def imported() -> set[str]:
    """Every module the program's sources import, inside functions too."""
    found = set()
    for file in [ROOT / "main.py", *(ROOT / "core").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
    return found


def test_nothing_the_program_imports_is_excluded() -> None:
    assert not imported() & set(EXCLUDED_MODULES)


def test_every_qt_module_the_program_imports_stays() -> None:
    used = {name.removeprefix("PySide6.Qt") for name in imported() if name.startswith("PySide6.Qt")}

    assert used
    assert used <= QT_LIBRARIES
