"""The golden pictures. ``python -m tests.ui.ink.golden`` makes them anew: look at them then."""

import os
from dataclasses import replace
from pathlib import Path

from journal_app.domain.settings import Preferences
from journal_app.ui.theme import Theme

HERE = Path(__file__).parent
THEMES = ("paper", "evening")


def path_of(name: str, theme: str) -> Path:
    """Return where a picture is kept."""
    return HERE / f"{name}-{theme}.png"


def make() -> None:
    """Paint all of them, and keep them as they are now."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the platform is chosen first

    from tests.ui.ink.scenes import scenes  # noqa: PLC0415

    app = QApplication([])
    theme = Theme(app, Preferences())
    for worn in THEMES:
        theme.use(replace(Preferences(), theme=worn))
        for name, show in scenes().items():
            show(theme, 1.0).save(str(path_of(name, worn)))
