"""Preferences in a small plain file, because they are needed before the vault is open."""

import contextlib
import json
from dataclasses import asdict
from pathlib import Path

from journal_app.domain import settings
from journal_app.domain.settings import Preferences

NAME = "settings.json"


class SettingsFile:
    """Reads and writes ``settings.json`` in ``folder``; a file that can't be read is no trouble."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME

    def load(self) -> Preferences:
        """Return what was chosen, or the defaults."""
        try:
            stored = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return Preferences()
        return settings.read(stored if isinstance(stored, dict) else {})

    def save(self, preferences: Preferences) -> None:
        """Write ``preferences`` whole or not at all; a full disk only means they are not kept."""
        beside = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside.write_text(json.dumps(asdict(preferences), indent=1), "utf-8")
            beside.replace(self._file)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink()
