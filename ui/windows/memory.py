"""What the window remembers between two runs: sizes, the theme, and the files opened last."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from ui.theme import Choice

KEPT = 12
"""How many files the start page lists."""
KEPT_SOURCES = 100
"""How many imported files' places are remembered."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A file as its card shows it; `share` is how far it is, in percent."""

    path: str
    unit: str
    year: int
    edited: str = ""
    share: int = 0
    errors: int = 0
    warnings: int = 0

    @property
    def there(self) -> bool:
        """Whether the file is still where it was."""
        return Path(self.path).is_file()


def folder() -> Path:
    """The program's folder for settings, asked anew each time: tests move it."""
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(base) / "juebao"


class Memory:
    """Reads and writes the settings file."""

    def __init__(self) -> None:
        self._settings = QSettings(str(folder() / "juebao.ini"), QSettings.Format.IniFormat)

    # -- window -------------------------------------------------------------------

    @property
    def theme(self) -> Choice:
        """The chosen appearance."""
        stored = str(self._settings.value("theme", Choice.SYSTEM.value))
        return Choice(stored) if stored in set(Choice) else Choice.SYSTEM

    @theme.setter
    def theme(self, choice: Choice) -> None:
        self._settings.setValue("theme", choice.value)

    def bytes(self, name: str) -> QByteArray:
        """A remembered size or state; empty where there is none."""
        stored = self._settings.value(f"window/{name}")
        return stored if isinstance(stored, QByteArray) else QByteArray()

    def remember(self, name: str, state: QByteArray) -> None:
        """Remember a size or state."""
        self._settings.setValue(f"window/{name}", state)

    def flag(self, name: str, *, default: bool) -> bool:
        """A remembered yes or no."""
        return str(self._settings.value(f"window/{name}", default)).lower() == "true"

    def set_flag(self, name: str, *, on: bool) -> None:
        """Remember a yes or no."""
        self._settings.setValue(f"window/{name}", on)

    # -- places of files --------------------------------------------------------------

    def place(self, what: str) -> str:
        """The folder last used for `what`, else the documents folder."""
        stored = str(self._settings.value(f"folders/{what}", ""))
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return stored if stored and Path(stored).is_dir() else documents

    def remember_place(self, what: str, path: Path) -> None:
        """Remember the folder for `what`."""
        self._settings.setValue(f"folders/{what}", str(path))

    def remember_source(self, path: Path) -> None:
        """Remember where a file that was imported lies, by its name."""
        known = self._sources()
        known.pop(path.name, None)
        kept = dict([*known.items(), (path.name, str(path))][-KEPT_SOURCES:])
        self._settings.setValue("sources", json.dumps(kept, ensure_ascii=False))

    def source(self, name: str, beside: Path | None = None) -> Path | None:
        """An imported file: where it was, beside the report, or where files were last imported; None if it is gone."""
        known = self._sources().get(name)
        folders = [Path(known).parent] if known else []
        folders += [beside.parent] if beside is not None else []
        for folder in (*folders, Path(self.place("sources"))):
            if name and Path(name).name == name and (folder / name).is_file():
                return folder / name
        return None

    def _sources(self) -> dict[str, str]:
        try:
            stored = json.loads(str(self._settings.value("sources", "{}")))
        except ValueError:
            return {}
        return {str(name): str(path) for name, path in stored.items()} if isinstance(stored, dict) else {}

    def word(self, name: str) -> str:
        """A remembered word, such as the unit of the report made last; empty where there is none."""
        return str(self._settings.value(f"last/{name}", ""))

    def remember_word(self, name: str, word: str) -> None:
        """Remember a word."""
        self._settings.setValue(f"last/{name}", word)

    @property
    def packs(self) -> tuple[str, ...]:
        """The packs of the report made last."""
        return tuple(filter(None, str(self._settings.value("packs", "")).split(" ")))

    @packs.setter
    def packs(self, names: tuple[str, ...]) -> None:
        self._settings.setValue("packs", " ".join(names))

    # -- recent files ------------------------------------------------------------------

    def recent(self) -> list[Recent]:
        """The files opened last, newest first; a damaged list is an empty one."""
        try:
            stored = json.loads(str(self._settings.value("recent", "[]")))
            return [Recent(**entry) for entry in stored]
        except (ValueError, TypeError):
            return []

    def add_recent(self, entry: Recent) -> None:
        """Put a file on top of the list."""
        self._store([entry, *(other for other in self.recent() if other.path != entry.path)][:KEPT])

    def forget(self, path: str) -> None:
        """Take a file off the list; the file itself stays."""
        self._store([entry for entry in self.recent() if entry.path != path])

    def _store(self, entries: list[Recent]) -> None:
        self._settings.setValue("recent", json.dumps([asdict(entry) for entry in entries], ensure_ascii=False))
        self._settings.sync()
