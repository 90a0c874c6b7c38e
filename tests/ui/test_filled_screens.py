"""The screens that show what somebody made, at every look."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from journal_app import app
from journal_app.devices.memory import MemoryKeychain
from journal_app.devices.settings_file import SettingsFile
from journal_app.domain.settings import THEMES, Preferences
from tests.fakes import FakeClock
from tests.fakes_sound import fake_sound
from tests.ui import checks
from tests.ui.filled import Ways

SCREENS = (
    "entry",
    "entry sealing",
    "journal filled",
    "search",
    "themes",
    "thread",
    "versions",
    "bin filled",
    "sealed filled",
    "one word",
    "photo",
    "series",
    "replay",
    "picture",
    "together",
    "sound",
    "sound being saved",
    "sound while listening",
)


@pytest.fixture
def ways(qtbot: QtBot, qapp: QApplication, folder: Path, clock: FakeClock) -> Iterator[Ways]:
    """A house with a journal that was filled, no larger than a small laptop's screen."""
    settings = SettingsFile(folder.parent)
    settings.save(Preferences(welcomed=True))
    outside = app.Outside(MemoryKeychain(), fake_sound(clock).sound, clock, settings)
    made = app.build(outside, folder, qapp)
    qtbot.addWidget(made.window)
    made.window.resize(1240, 752)
    made.open()
    yield Ways(made, clock)
    made.threshold.close_now()


def _show(ways: Ways, screen: str) -> QWidget:
    ways.go(screen)
    page = ways.workspace._stack.currentWidget()
    assert page is not None
    return page


@pytest.mark.parametrize("screen", SCREENS)
def test_it_can_be_read_hit_named_and_walked_through(ways: Ways, screen: str) -> None:
    house = ways.house
    for theme, size in product(THEMES, (1.0, 2.0)):
        house.use(house.preferences.with_theme(theme).with_text_size(size))
        page = _show(ways, screen)
        checks.nothing_is_clipped(page)
        checks.all_is_large_enough(page, dim=theme == "afterglow")
    house.window.activateWindow()
    page = _show(ways, screen)
    checks.all_has_a_name(page)
    checks.tab_reaches_everything(page)
