"""Every screen at every look: nothing clipped, nothing nameless, nothing too small to hit."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QWidget,
)
from pytestqt.qtbot import QtBot

from journal_app import app, storage
from journal_app.devices.memory import MemoryKeychain
from journal_app.devices.settings_file import SettingsFile
from journal_app.domain.entry import EntryId, Kind, PartId
from journal_app.domain.errors import VaultDamaged
from journal_app.domain.rescued import Rescued, Tally
from journal_app.domain.rotation import Backup, Occasion
from journal_app.domain.settings import THEMES, Preferences
from journal_app.domain.shelved import Binned, Sealed
from journal_app.services.access import Standing
from journal_app.services.copies import Copy, Overview
from journal_app.services.kit import NewKit
from journal_app.services.portable import Found
from journal_app.services.rekeying import Older
from journal_app.services.secondfolder import Second
from journal_app.storage.keys import header, slots, words
from journal_app.storage.keys.header import Header, OpensWith
from journal_app.storage.keys.ways import Way
from journal_app.ui.house import House
from journal_app.ui.mending import told
from journal_app.ui.pages.arrival import ArrivalPage
from journal_app.ui.pages.backups import BackupsPage
from journal_app.ui.pages.bin import BinPage
from journal_app.ui.pages.kit import KitPage
from journal_app.ui.pages.portable import PortablePage
from journal_app.ui.pages.rotation import RotationPage
from journal_app.ui.pages.sealed import SealedPage
from journal_app.ui.pages.welcome import WelcomePage
from journal_app.ui.sidepage import SidePage
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.backupcard import BackupCard
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.sealing import Sealing
from journal_app.ui.widgets.unfolding import Unfolding
from tests.fakes import KEY, SUNDAY_EVENING, FakeClock
from tests.fakes_sound import fake_sound
from tests.ui import checks

PLACES = ("home", "write", "draw", "speak", "journal", "settings", "support")
KIT = ("kit", "kit words", "kit check")
BACKUPS = ("backups", "backups asking", "backups typing", "backups second", "backups inside")
CARRYING = ("portable", "portable passphrase", "portable words", "rotation", "rotation passphrase")
ARRIVING = ("arrival", "arrival passphrase", "arrival words", "arrival happens")
LOCKED = ("locked", "offer", "key gone", "words", "damaged", "no header")
SAID = ("rescued", "damage met")
SEALING = ("sealing", "sealing day")
SHELVES = ("bin", "bin emptying", "sealed", "sealed opening")
READING = ("arc", "welcome", "welcome kept", "welcome someone", "guidance", "evidence")
WHEN = "Sunday 22 November 2026, 20:30"


@pytest.fixture
def house(qtbot: QtBot, qapp: QApplication, folder: Path, clock: FakeClock) -> Iterator[House]:
    settings = SettingsFile(folder.parent)
    settings.save(Preferences(welcomed=True))
    outside = app.Outside(MemoryKeychain(), fake_sound(clock).sound, clock, settings)
    made = app.build(outside, folder, qapp)
    qtbot.addWidget(made.window)
    made.open()
    made.window.resize(1240, 752)
    session = made.threshold._session
    assert session is not None
    qtbot.waitUntil((folder / "journal.db").exists, timeout=20_000)
    session.journal.ask(storage.entries.newest, 1).result(20)
    yield made
    made.threshold.close_now()


def _show(house: House, screen: str) -> QWidget:
    (show,) = (show for screens, show in GROUPS if screen in screens)
    show(house, screen)
    page = house.window.page
    assert page is not None
    return page


def _show_place(house: House, screen: str) -> None:
    workspace = house.threshold.workspace
    assert workspace is not None
    workspace.go_home()  # a door leads into the entry that is open
    go: dict[str, Callable[[], None]] = {
        "home": workspace.go_home,
        "write": partial(workspace.open_door, Kind.WORDS),
        "draw": partial(workspace.open_door, Kind.INK),
        "speak": partial(workspace.open_door, Kind.VOICE),
        "journal": workspace.show_journal,
        "settings": workspace.show_settings,
        "support": house.show_support,
    }
    go[screen]()


def _aside(house: House, name: str) -> SidePage:
    """Return a side page that knows what there is."""
    workspace, session = house.threshold.workspace, house.threshold._session
    assert workspace is not None
    assert session is not None
    workspace.show_aside(name)
    session.journal.ask(storage.entries.newest, 1).result(20)
    session.work.do(lambda: None).result(20)
    QApplication.processEvents()
    page = workspace._beside.page
    assert page is not None
    return page


def _show_kit(house: House, screen: str) -> None:
    page = _aside(house, "kit")
    assert isinstance(page, KitPage)
    if screen != "kit":
        secret = bytes(16)
        slot = slots.wrap_for_words(KEY, secret, "0" * 32)
        page._made(NewKit(("mountain",) * words.COUNT, slot, "3f2a9c01"))
    if screen == "kit check":
        page._show_check()


def _show_backups(house: House, screen: str) -> None:
    page = _aside(house, "backups")
    assert isinstance(page, BackupsPage)
    made_ms = SUNDAY_EVENING.utc_ms
    kinds = zip(Occasion, (True, True, True, False), strict=True)
    backups = (Backup(made_ms, 4_200_000, kind, verified) for kind, verified in kinds)
    copies = tuple(Copy(one, is_here=True, is_there=True, earlier=True) for one in backups)
    chosen = Path("/media/somebody/a stick with a long name")
    second = Second(chosen, is_there=screen != "backups second", copied_ms=made_ms)
    page._show(Overview(copies, second))
    QApplication.processEvents()  # so that the new cards have their place
    card = next(card for card in page.findChildren(BackupCard) if card.isVisible())
    if screen == "backups asking":
        card._explain()
    elif screen == "backups typing":
        card.ask()
    elif screen == "backups second":
        page._show_all()
        page._earlier._ask()
    elif screen == "backups inside":
        page._show_inside("Sunday 22 November 2026, 20:30", ())
    QApplication.processEvents()


def _show_carrying(house: House, screen: str) -> None:
    page = _aside(house, screen.split(maxsplit=1)[0])
    if isinstance(page, PortablePage):
        page._show_offer(has_kit=True)
        steps = {"portable passphrase": page._show_passphrase, "portable words": page._show_words}
        if screen in steps:
            steps[screen]()
    else:
        assert isinstance(page, RotationPage)
        session = house.threshold._session
        assert session is not None
        session.work.do(lambda: None).result(20)
        QApplication.processEvents()  # it asks twice; what it shows next is to stay
        opens = frozenset(Way) if screen != "rotation" else frozenset({Way.KEYRING, Way.WORDS})
        page._standing = Standing("3f2a9c01", OpensWith.KEYRING, opens)
        page._show(Older(12, 4_200_000_000, 0, Second(Path("/media/somebody/stick"))))


def _show_arriving(house: House, screen: str) -> None:
    page = _aside(house, "arrival")
    assert isinstance(page, ArrivalPage)
    slot = slots.wrap_for_words(KEY, bytes(16), "0" * 32)
    chosen = Header("0" * 32, SUNDAY_EVENING.utc_ms, b"", OpensWith.PASSPHRASE, slots=(slot,))
    found = Found(Path("a.afterpage"), chosen)
    steps = {
        "arrival passphrase": page._show_passphrase,
        "arrival words": page._show_words,
        "arrival happens": page._show_what_happens,
    }
    if screen in steps:
        steps[screen](found)


def _show_shelf(house: House, screen: str) -> None:
    workspace = house.threshold.workspace
    assert workspace is not None
    workspace.go(screen.split(maxsplit=1)[0])
    session = house.threshold._session
    assert session is not None
    session.journal.ask(storage.entries.newest, 1).result(20)
    QApplication.processEvents()
    page = workspace._stack.currentWidget()
    now_ms, today = SUNDAY_EVENING.utc_ms, SUNDAY_EVENING.day
    if isinstance(page, BinPage):
        whole = Binned(EntryId("a"), now_ms, today, None, tuple(Kind), "slow water " * 20)
        pieces = (Binned(EntryId("b"), 1, today, PartId(kind), (kind,), "a door") for kind in Kind)
        page._show((whole, *pieces, replace(whole, sealed=True)))
        if screen == "bin emptying":
            page._letting_go._ask_for_old()
    else:
        assert isinstance(page, SealedPage)
        untils = (None, date(2026, 11, 27), date(2027, 9, 29))
        page._show(tuple(Sealed(EntryId("a"), now_ms, until) for until in untils))
        if screen == "sealed opening":
            page.cards[1]._ask()
    QApplication.processEvents()


def _show_sealing(house: House, screen: str) -> None:
    workspace = house.threshold.workspace
    assert workspace is not None
    box, inside = QWidget(), QWidget()
    layout, column = plain.column(box, margin=24), plain.column(inside)
    sealing = Sealing(workspace._tools.calendar)
    column.addWidget(sealing)
    column.addStretch(1)
    layout.addLayout(plain.middle(Scroller(inside)))
    workspace._stack.addWidget(box)
    workspace._stack.setCurrentWidget(box)
    if screen == "sealing day":
        sealing._choose_day()
    QApplication.processEvents()


def _show_reading(house: House, screen: str) -> None:
    page = _aside(house, screen.split(maxsplit=1)[0])
    if isinstance(page, WelcomePage):
        page._go(1 + ("welcome", "welcome kept", "welcome someone").index(screen))
    for card in page.findChildren(Unfolding):
        card._title.click()


def _say(house: House, screen: str) -> None:
    workspace = house.threshold.workspace
    assert workspace is not None
    workspace.go_home()
    if screen == "rescued":
        other = replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms - 10**9)
        some = Tally(1, 1)
        rescued = Rescued(
            1022, (other, SUNDAY_EVENING), 128, certain=False, parts=some, records=some
        )
        workspace.notices.stay(told(rescued))
    else:
        assert house.threshold._upkeep is not None
        error = VaultDamaged(
            "A part of the journal’s file can’t be read any more. Everything else in it is safe,"
            " and what is on screen stays there."
        )
        house.threshold._upkeep.say_damage(error)


def _show_locked(house: House, screen: str) -> None:
    locked = house.threshold._locked
    if screen == "offer":
        locked.offer("There is no keyring here that we could trust with a key.")
    elif screen == "locked":
        locked.locked()
    elif screen == "damaged":
        sentence = "This file doesn’t look right, so we’ve left it untouched."
        locked.mend(sentence, copy_from=WHEN, rescue=True)
    elif screen == "no header":
        locked.offer_header(header.MISSING, WHEN)
    else:
        locked.ask("The key isn’t where we left it.", again=True, or_words=True)
    if screen == "words":
        locked._type_words()
    house.window.show_page(locked)


GROUPS = (
    (PLACES, _show_place),
    (KIT, _show_kit),
    (BACKUPS, _show_backups),
    (CARRYING, _show_carrying),
    (ARRIVING, _show_arriving),
    (SHELVES, _show_shelf),
    (SEALING, _show_sealing),
    (SAID, _say),
    (READING, _show_reading),
    (LOCKED, _show_locked),
)


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "screens", [screens for screens, _show in GROUPS], ids=lambda screens: screens[0]
)
def test_it_can_be_read_hit_and_named(
    house: House, qapp: QApplication, screens: tuple[str, ...], theme: str, size: float
) -> None:
    """One house for screens that are kin, and a new one for each look: pages are made at it."""
    house.use(house.preferences.with_theme(theme).with_text_size(size))
    for screen in screens:
        page = _show(house, screen)
        qapp.processEvents()
        checks.nothing_is_clipped(page)
        checks.all_is_large_enough(page, dim=theme == "afterglow")
        checks.all_has_a_name(page)


def test_a_newcomer_finds_the_keyboard_on_the_first_door(house: House, qapp: QApplication) -> None:
    house.window.activateWindow()
    page = _show(house, "home")
    qapp.processEvents()
    assert page.focusWidget().accessibleDescription() == "words, any order"
