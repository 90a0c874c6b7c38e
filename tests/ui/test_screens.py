"""Every screen at every look: nothing clipped, nothing nameless, nothing too small to hit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from journal_app import app, storage
from journal_app.devices.memory import MemoryKeychain
from journal_app.devices.settings_file import SettingsFile
from journal_app.domain.entry import Kind
from journal_app.domain.rotation import Backup, Occasion
from journal_app.domain.settings import THEMES
from journal_app.services.kit import NewKit
from journal_app.storage import slots, words
from journal_app.ui.house import House
from journal_app.ui.widgets.backupcard import BackupCard
from journal_app.ui.widgets.scroller import Scroller
from tests.fakes import KEY, SUNDAY_EVENING, FakeClock
from tests.fakes_sound import fake_sound

KIT = ("kit", "kit words", "kit check")
BACKUPS = ("backups", "backups asking", "backups inside")
LOCKED = ("locked", "offer", "key gone", "words", "damaged")
SCREENS = ("home", "write", "draw", "speak", "journal", "look", "support", *KIT, *BACKUPS, *LOCKED)


@pytest.fixture
def house(qtbot: QtBot, qapp: QApplication, folder: Path, clock: FakeClock) -> Iterator[House]:
    outside = app.Outside(
        MemoryKeychain(), fake_sound(clock).sound, clock, SettingsFile(folder.parent)
    )
    made = app.build(outside, folder, qapp)
    qtbot.addWidget(made.window)
    made.open()
    made.window.resize(1240, 752)
    journal = made.threshold._journal
    assert journal is not None
    qtbot.waitUntil((folder / "journal.db").exists, timeout=20_000)
    journal.ask(storage.entries.newest, 1).result(20)
    yield made
    made.threshold.close_now()


def _show(house: House, screen: str) -> QWidget:
    workspace = house.threshold.workspace
    assert workspace is not None
    doors = {"write": Kind.WORDS, "draw": Kind.INK, "speak": Kind.VOICE}
    if screen in doors:
        workspace.open_door(doors[screen])
    elif screen in KIT:
        _show_kit(house, screen)
    elif screen in BACKUPS:
        _show_backups(house, screen)
    elif screen in LOCKED:
        _show_locked(house, screen)
    else:
        go = {
            "home": workspace.go_home,
            "journal": workspace.show_journal,
            "look": workspace.show_look,
            "support": house.show_support,
        }
        go[screen]()
    page = house.window.page
    assert page is not None
    return page


def _show_kit(house: House, screen: str) -> None:
    workspace, journal = house.threshold.workspace, house.threshold._journal
    assert workspace is not None
    assert journal is not None
    workspace.show_kit()
    journal.ask(storage.entries.newest, 1).result(20)
    QApplication.processEvents()  # so that the page knows what this journal has
    page = workspace._kit_page
    assert page is not None
    if screen != "kit":
        secret = bytes(16)
        slot = slots.wrap_for_words(KEY, secret, "0" * 32)
        page._made(NewKit(("mountain",) * words.COUNT, slot, "3f2a9c01"))
    if screen == "kit check":
        page._show_check()


def _show_backups(house: House, screen: str) -> None:
    workspace, safekeeping = house.threshold.workspace, house.threshold._safekeeping
    assert workspace is not None
    assert safekeeping is not None
    workspace.show_backups()
    safekeeping.every().result(20)
    QApplication.processEvents()
    page = workspace._backups
    assert page is not None
    made_ms = SUNDAY_EVENING.utc_ms
    kinds = zip(Occasion, (True, True, True, False), strict=True)
    page._show(tuple(Backup(made_ms, 4_200_000, kind, verified) for kind, verified in kinds))
    QApplication.processEvents()  # so that the new cards have their place
    if screen == "backups asking":
        card = next(card for card in page.findChildren(BackupCard) if card.isVisible())
        card._explain()
        QApplication.processEvents()
    elif screen == "backups inside":
        page._show_inside("Sunday 22 November 2026, 20:30", ())


def _show_locked(house: House, screen: str) -> None:
    locked = house.threshold._locked
    if screen == "offer":
        locked.offer("There is no keyring here that we could trust with a key.")
    elif screen == "locked":
        locked.locked()
    elif screen == "damaged":
        locked.offer_copy("Sunday 22 November 2026, 20:30")
    else:
        locked.ask("The key isn’t where we left it.", again=True, or_words=True)
    if screen == "words":
        locked._type_words()
    house.window.show_page(locked)


def _seen(page: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in page.findChildren(kind) if widget.isVisible()]


def _needed(label: QLabel) -> QSize:
    if label.wordWrap():
        return QSize(label.width(), label.heightForWidth(label.width()))
    return label.sizeHint()


def _scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is not None and (isinstance(parent, Scroller) or _scrolls(parent))


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_clipped(
    house: House, qapp: QApplication, screen: str, theme: str, size: float
) -> None:
    house.use(house.preferences.with_theme(theme).with_text_size(size))
    page = _show(house, screen)
    qapp.processEvents()
    for label in _seen(page, QLabel):
        assert isinstance(label, QLabel)
        needed = _needed(label)
        assert label.height() >= needed.height() - 1, label.text()
        assert label.width() >= needed.width() - 1, label.text()
    for button in _seen(page, QPushButton):
        assert isinstance(button, QPushButton)
        assert button.width() >= button.minimumSizeHint().width(), button.text()
        corner = button.mapTo(page, button.rect().bottomRight())
        assert corner.x() < page.width(), button.text()
        assert corner.y() < page.height() or _scrolls(button), button.text()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("screen", SCREENS)
def test_everything_one_clicks_is_large_enough(
    house: House, qapp: QApplication, screen: str, theme: str
) -> None:
    house.use(house.preferences.with_theme(theme))
    page = _show(house, screen)
    qapp.processEvents()
    least = 64 if theme == "afterglow" else 48
    for kind in (QAbstractButton, QLineEdit):
        for widget in _seen(page, kind):
            assert min(widget.width(), widget.height()) >= least, widget.accessibleName()


@pytest.mark.parametrize("screen", SCREENS)
def test_everything_the_keyboard_reaches_has_a_name(
    house: House, qapp: QApplication, screen: str
) -> None:
    page = _show(house, screen)
    qapp.processEvents()
    reached = [w for w in _seen(page, QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert reached
    for widget in reached:
        said = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert said, f"{type(widget).__name__} has no name"


def test_a_newcomer_finds_the_keyboard_on_the_first_door(house: House, qapp: QApplication) -> None:
    house.window.activateWindow()
    page = _show(house, "home")
    qapp.processEvents()
    assert page.focusWidget().accessibleDescription() == "words, any order"
