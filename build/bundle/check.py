"""What a bundle must be: closed over its libraries, with its data where the program looks.

Usage: check.py FOLDER [--glibc 2.28].  Linux bundles are read with objdump, Windows bundles with pefile.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

SYSTEM = re.compile(
    r"^(ld-linux-x86-64|libc|libm|libdl|libpthread|librt|libutil|libresolv"  # glibc
    r"|libEGL|libGL|libGLX|libGLdispatch|libOpenGL|libX11|libX11-xcb|libxcb|libdbus-1|libfontconfig|libfreetype"
    r"|libglib-2\.0|libgobject-2\.0|libgthread-2\.0|libcups|libexpat|libgssapi_krb5|libz)\.so"
)
"""What a Linux desktop has; the .deb depends on the packages of these."""

WINDOWS_10 = re.compile(
    r"^(api-ms-win-|ext-ms-"
    r"|(advapi32|authz|bcrypt|bcryptprimitives|comctl32|comdlg32|crypt32|d2d1|d3d11|d3d12|d3d9|dbghelp|dcomp|dnsapi|dwmapi|dwrite|dxgi|dxva2|gdi32|icu|icuin|icuuc"
    r"|imm32|iphlpapi|kernel32|mpr|msi|msvcrt|netapi32|ntdll|ole32|oleaut32|opengl32|powrprof|propsys|psapi|rpcrt4|secur32"
    r"|setupapi|shcore|shell32|shlwapi|ucrtbase|uiautomationcore|user32|userenv|usp10|uxtheme|version|winhttp|winmm|winspool\.drv|ws2_32|wtsapi32)"
    r"(\.dll|\.drv)?$)",
    re.IGNORECASE,
)

AMD64 = 0x8664

NEEDED_DATA = (
    "resources/fonts/FangSong.ttf",
    "resources/icons/juebao.png",
    "resources/figures",
    "resources/packs/_shared",
    "resources/catalogs",
    "resources/rules",
    "resources/samples",
    "docs/手册",
    "docs/screenshots",
    "licences/LGPL-3.0.txt",
    "licences/reportlab",
    "LICENSE",
)


def objdump(option: str, file: Path) -> str:
    return subprocess.run(["objdump", option, file], capture_output=True, text=True, check=True).stdout


def linux(folder: Path, ceiling: tuple[int, ...] | None) -> list[str]:
    """Faults of a Linux bundle."""
    files = [file for file in folder.rglob("*") if file.is_file() and not file.is_symlink() and _is_elf(file)]
    names = {file.name for file in files}
    faults, worst = [], (0,)
    for file in files:
        place = file.relative_to(folder)
        lacking = {
            name for name in re.findall(r"NEEDED\s+(\S+)", objdump("-p", file)) if not SYSTEM.match(name)
        } - names
        faults += [f"{place} needs {name}, which is neither in the bundle nor on every desktop" for name in lacking]
        versions = {tuple(map(int, found.split("."))) for found in re.findall(r"GLIBC_([\d.]+)", objdump("-T", file))}
        faults += [f"{place} needs glibc {version}" for version in versions if ceiling and version > ceiling]
        worst = max(worst, *versions, (0,))
    print(f"check: {len(files)} programs and libraries, newest symbol GLIBC_{'.'.join(map(str, worst))}")
    return sorted(faults)


def _is_elf(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def windows(folder: Path) -> list[str]:
    """Faults of a Windows bundle."""
    files = [file for file in folder.rglob("*") if file.suffix.lower() in {".exe", ".dll", ".pyd"}]
    names = {file.name.lower() for file in files}
    faults, system = [], set()
    for file in files:
        place = file.relative_to(folder)
        machine, needed = _portable_executable(file)
        outside = needed - names
        system |= {name for name in outside if WINDOWS_10.match(name)}
        faults += [
            f"{place} needs {name}, which is neither in the bundle nor in Windows 10" for name in outside - system
        ]
        if machine != AMD64:
            faults.append(f"{place} is not a 64 bit file")
        if b"Wine builtin DLL" in file.read_bytes()[:512]:
            faults.append(f"{place} was built by wine")
    print(f"check: {len(files)} programs and libraries; of Windows itself: {' '.join(sorted(system))}")
    return sorted(faults)


def _portable_executable(file: Path) -> tuple[int, set[str]]:
    """Machine and the libraries loaded at start or on first use."""
    import pefile  # type: ignore[import-untyped, import-not-found, unused-ignore]

    image = pefile.PE(str(file), fast_load=True)
    kinds = ("IMPORT", "DELAY_IMPORT")
    image.parse_data_directories([pefile.DIRECTORY_ENTRY[f"IMAGE_DIRECTORY_ENTRY_{kind}"] for kind in kinds])
    entries = [entry for kind in kinds for entry in getattr(image, f"DIRECTORY_ENTRY_{kind}", [])]
    found = image.FILE_HEADER.Machine, {entry.dll.decode().lower() for entry in entries}
    image.close()
    return found


def data(folder: Path) -> list[str]:
    """Files the program would miss."""
    inner = folder / "_internal"
    faults = [f"{place} is missing" for place in NEEDED_DATA if not (inner / place).exists()]
    if not list(inner.rglob("qtbase_zh_CN.qm")):
        faults.append("qtbase_zh_CN.qm is missing: buttons would be English")
    if list(inner.rglob("*.qml")):
        faults.append("there is QML in it")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--glibc")
    options = parser.parse_args()
    ceiling = tuple(int(part) for part in options.glibc.split(".")) if options.glibc else None
    bundle: Path = options.folder
    faults = windows(bundle) if list(bundle.glob("*.exe")) else linux(bundle, ceiling)
    faults += data(bundle)
    for fault in faults:
        print(f"check: {fault}", file=sys.stderr)
    size = sum(file.stat().st_size for file in bundle.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"check: {size / 1e6:.1f} MB installed, {'fine' if not faults else f'{len(faults)} faults'}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
