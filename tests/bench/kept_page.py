"""A page in a whole house on a real vault, and how long its thread is held up meanwhile."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from journal_app import app
from journal_app.devices.clock import SystemClock
from journal_app.devices.memory import MemoryKeychain
from journal_app.devices.settings_file import SettingsFile
from journal_app.domain.entry import Kind
from journal_app.domain.settings import Preferences
from journal_app.services.openentry import KeepState
from journal_app.ui.editors.words import WordsEditor
from journal_app.ui.widgets.page import Page
from tests.fakes import FakeClock
from tests.fakes_sound import fake_sound

PATIENCE_S, WATCH_S = 20.0, 0.3


@dataclass(frozen=True)
class Desk:
    """What is watched."""

    application: QApplication
    editor: WordsEditor
    page: Page


@contextmanager
def open_page(root: Path) -> Iterator[Desk]:
    """Open a house and its page."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    folder = root / "journal"
    folder.mkdir(mode=0o700)
    sound = fake_sound(FakeClock()).sound
    settings = SettingsFile(root)
    settings.save(Preferences(welcomed=True))
    outside = app.Outside(MemoryKeychain(), sound, SystemClock(), settings)
    house = app.build(outside, folder, application)
    house.open()
    workspace = house.threshold.workspace
    assert workspace is not None
    workspace.open_door(Kind.WORDS)
    (page,) = house.window.findChildren(Page)
    (editor,) = house.window.findChildren(WordsEditor)
    yield Desk(application, editor, page)
    house.threshold.close_now()


def passes(desk: Desk, *, keep: bool) -> list[float]:
    """Go round the event loop for a while and say how many milliseconds each round took.

    With ``keep``, a letter has been typed before, and is handed over in the first round.
    """
    if keep:
        desk.page.insertPlainText("a")
        desk.application.processEvents()
    times: list[float] = []
    began = last = time.perf_counter()
    while True:
        if keep and not times:
            desk.editor.flush()
        desk.application.processEvents()
        now = time.perf_counter()
        times.append(1000 * (now - last))
        last = now
        kept = desk.editor.part.entry.state in {KeepState.KEPT, KeepState.NOTHING}
        if now - began > WATCH_S and kept:
            return times
        assert now - began < PATIENCE_S, "it was never kept"
