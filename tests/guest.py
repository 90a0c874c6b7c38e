"""Someone at the keyboard of a whole house, on a real vault, with a machine of fakes around it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app import app, storage
from journal_app.devices.memory import MemoryKeychain
from journal_app.devices.settings_file import SettingsFile
from journal_app.domain.entry import Entry
from journal_app.services.keys.unlocking import Keychain
from journal_app.services.session import Session
from journal_app.storage import vault
from journal_app.ui.house import House
from journal_app.ui.pages.settings import SettingsPage
from journal_app.ui.sidepage import SidePage
from journal_app.ui.widgets.page import Page
from journal_app.ui.workspace import Workspace
from tests.fakes import FakeClock
from tests.fakes_sound import FakeSound, fake_sound

Shown = TypeVar("Shown", bound=QWidget)


@dataclass
class Guest:
    """Someone at the keyboard of a house."""

    house: House
    qtbot: QtBot

    @property
    def session(self) -> Session:
        """What lives behind the door that is open."""
        found = self.house.threshold._session
        assert found is not None
        return found

    @property
    def workspace(self) -> Workspace:
        found = self.house.threshold.workspace
        assert found is not None
        return found

    def go_aside(self, name: str) -> SidePage:
        """Go to a side page by way of the settings, and return it."""
        self.press("Ctrl+,")
        page = self.see(SettingsPage)
        (button,) = (
            found for found in page.findChildren(QPushButton) if found.property("aside") == name
        )
        button.click()
        return self.see(SidePage)

    def see(self, kind: type[Shown]) -> Shown:
        """Return the page of that kind that is shown."""
        found = [page for page in self.house.window.findChildren(kind) if page.isVisible()]
        assert found, f"no {kind.__name__} is shown"
        return found[0]

    def wait_for(self, kind: type[QWidget]) -> None:
        window = self.house.window
        self.qtbot.waitUntil(
            lambda: any(page.isVisible() for page in window.findChildren(kind)), timeout=20_000
        )

    def press(self, keys: str) -> None:
        """Press a key of the map, wherever the keyboard is."""
        window = self.house.window
        at: QWidget | None = window.focusWidget()
        QTest.keySequence(window if at is None else at, QKeySequence(keys))

    def fill(self, text: str) -> None:
        """Type into the line where the keyboard is."""
        at = self.house.window.focusWidget()
        assert at is not None
        self.qtbot.keyClicks(at, text)

    def type(self, text: str) -> None:
        page = self.see(Page)
        self.qtbot.keyClicks(page, text)
        self.qtbot.waitUntil(lambda: not page._telling.isActive(), timeout=20_000)

    def button(self, page: QWidget, name: str) -> QPushButton:
        """Return the button that is shown with this text or accessible name."""
        for found in page.findChildren(QPushButton):
            if found.isVisible() and name in {found.text(), found.accessibleName()}:
                return found
        raise AssertionError(name)

    def wait_until_kept(self) -> None:
        workspace = self.workspace
        self.qtbot.waitUntil(lambda: workspace.keeping.at_rest, timeout=20_000)

    def wait_until_open(self) -> None:
        answered: list[object] = []
        self.session.journal.ask(storage.entries.newest, 1).then(answered.append)
        self.qtbot.waitUntil(lambda: bool(answered), timeout=20_000)

    def leave(self) -> None:
        """Close the window as anybody does."""
        with self.qtbot.waitSignal(self.house.closed, timeout=20_000):
            self.house.window.close()


Enter = Callable[..., Guest]


@pytest.fixture
def keychain() -> MemoryKeychain:
    return MemoryKeychain()


@pytest.fixture
def fakes(clock: FakeClock) -> FakeSound:
    return fake_sound(clock)


@pytest.fixture
def enter(
    qtbot: QtBot,
    qapp: QApplication,
    folder: Path,
    clock: FakeClock,
    keychain: MemoryKeychain,
    fakes: FakeSound,
) -> Iterator[Enter]:
    """Open the house, as often as one likes; every house still open is closed at the end."""
    houses: list[House] = []

    def open_house(chain: Keychain = keychain, at: Path = folder) -> Guest:
        settings = SettingsFile(folder.parent)
        settings.save(settings.load().greeted())
        outside = app.Outside(chain, fakes.sound, clock, settings)
        house = app.build(outside, at, qapp)
        houses.append(house)
        qtbot.addWidget(house.window)
        house.open()
        house.window.activateWindow()
        qtbot.waitUntil(house.window.isActiveWindow, timeout=20_000)
        return Guest(house, qtbot)

    yield open_house
    for house in houses:
        if house.window.isVisible():
            house.threshold.close_now()


def kept(folder: Path, keychain: MemoryKeychain) -> list[Entry]:
    """Read the vault as another program with the key would."""
    header = storage.keys.header.load(folder)
    assert header is not None
    key = keychain.read(header.vault_id)
    assert key is not None
    opened = vault.unlock(folder, key)
    with opened.reading() as db:
        lines = storage.entries.newest(db, 100)
        found = [storage.entries.load(db, line.id) for line in lines]
    opened.close()
    return found
