"""The system's file dialogs, one function each, so that a test replaces one function."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

SOURCES = ("docx", "doc", "pdf", "xlsx", "xls", "txt")
"""What an import reads besides our own report files."""

_REPORT = "填报文件 (*.jbao)"
_KINDS = " ".join(f"*.{kind}" for kind in (*SOURCES, "jbao"))
_SOURCES = f"旧报告 ({_KINDS})"
_OWN_SOURCES = "作为来源导入的填报文件 (*.jbao)"
_LAST_YEAR = f"去年的文件 ({_KINDS})"


def report_file(parent: QWidget, folder: str) -> Path | None:
    """Which report file to open."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "打开填报文件", folder, _REPORT)
    return Path(chosen) if chosen else None


def source_files(parent: QWidget, folder: str) -> list[Path]:
    """Which files to import."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, "导入旧报告", folder, f"{_SOURCES};;{_OWN_SOURCES}")
    return [Path(path) for path in chosen]


def last_year_files(parent: QWidget, folder: str) -> list[Path]:
    """Last year's file: its .jbao, or what was published."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, "选择去年的文件", folder, _LAST_YEAR)
    return [Path(path) for path in chosen]


def new_file(parent: QWidget, suggested: str) -> Path | None:
    """Where a new report file goes."""
    chosen, _ = QFileDialog.getSaveFileName(parent, "填报文件保存到", suggested, _REPORT)
    return _with_suffix(Path(chosen)) if chosen else None


def copy_file(parent: QWidget, suggested: str) -> Path | None:
    """Where a copy of the report file goes; the system asks before it replaces one."""
    chosen, _ = QFileDialog.getSaveFileName(parent, "另存为", suggested, _REPORT)
    return _with_suffix(Path(chosen)) if chosen else None


def folder(parent: QWidget, suggested: str) -> Path | None:
    """Which folder to write to."""
    chosen = QFileDialog.getExistingDirectory(parent, "导出到文件夹", suggested)
    return Path(chosen) if chosen else None


def _with_suffix(path: Path) -> Path:
    return path if path.suffix.lower() == ".jbao" else path.with_name(f"{path.name}.jbao")
