"""The page that says how a journal opens and locks, and changes that step by step."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app.domain.day import Calendar
from journal_app.domain.errors import KeyringAbsent, KeyringLocked
from journal_app.domain.settings import LOCK_AFTER, THEMES, Preferences
from journal_app.services.access import Access
from journal_app.services.journal import Journal
from journal_app.services.session import Session
from journal_app.services.work import Work
from journal_app.storage import vault
from journal_app.storage.keys import header, slots, ways
from journal_app.storage.keys.header import Header, OpensWith
from journal_app.ui import capture
from journal_app.ui.bridge import Bridge
from journal_app.ui.icons import Icons
from journal_app.ui.pages.access import AccessPage
from journal_app.ui.theme import Theme
from journal_app.ui.tools import Tools
from journal_app.ui.widgets.choices import ChoiceCard, Switch
from tests.fakes import KEY, FakeClock
from tests.fakes_sound import fake_sound
from tests.keyrings import FakeKeychain
from tests.services.attempts import QUICK, WORDS

ID = "5" * 32
NEW = "a lamp in the corridor"
PLAIN = Header(ID, 0, header.fingerprint(KEY, ID), OpensWith.KEYRING)
PASSPHRASE = slots.wrap(KEY, WORDS, ID, QUICK)
KIT = slots.wrap_for_words(KEY, bytes(16), ID)
ASKING = replace(PLAIN, opens_with=OpensWith.PASSPHRASE, slots=(PASSPHRASE,))

Open = Callable[[Header], AccessPage]


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Preferences())


@pytest.fixture
def keychain() -> FakeKeychain:
    made = FakeKeychain()
    made.keys[ID] = KEY
    return made


@pytest.fixture
def session(folder: Path, clock: FakeClock, keychain: FakeKeychain) -> Iterator[Session]:
    bridge = Bridge()
    journal = Journal(bridge.post, lambda _: None, lambda _: None)
    journal.open(lambda: vault.create(folder, KEY)).result(20)
    made = Session(folder, keychain, clock, bridge.post, journal, Work(bridge.post))
    made.key.trust(KEY)
    yield made
    made.close()


@pytest.fixture
def show(qtbot: QtBot, folder: Path, session: Session, clock: FakeClock, theme: Theme) -> Open:
    """Show the page of a journal with this header."""

    def show_page(found: Header) -> AccessPage:
        header.save(folder, found)
        tools = Tools(theme, Icons(theme), clock, fake_sound(clock).sound, Calendar(clock))
        page = AccessPage(Access(session, QUICK), tools, Preferences())
        qtbot.addWidget(page)
        page.resize(1240, 752)
        page.show()
        page.begin()
        qtbot.waitUntil(lambda: page._standing is not None, timeout=20_000)
        return page

    return show_page


def _there(folder: Path) -> Header:
    found = header.load(folder)
    assert found is not None
    return found


def _read(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def _buttons(page: QWidget) -> list[str]:
    return [found.text() for found in page.findChildren(QPushButton) if found.isVisible()]


def _press(page: QWidget, name: str) -> None:
    (button,) = (
        found
        for found in page.findChildren(QPushButton)
        if found.isVisible() and name in {found.text(), found.accessibleName()}
    )
    button.click()


def _type(qtbot: QtBot, page: QWidget, *texts: str) -> None:
    lines = [line for line in page.findChildren(QLineEdit) if line.isVisible()]
    for line, text in zip(lines, texts, strict=True):
        assert line.echoMode() is QLineEdit.EchoMode.Password
        line.clear()
        qtbot.keyClicks(line, text)


def _wait_for(qtbot: QtBot, page: QWidget, said: str) -> None:
    qtbot.waitUntil(lambda: any(said in text for text in _read(page)), timeout=20_000)


def _present(page: QWidget) -> list[str]:
    """Return the titles of the cards that say that it is so now."""
    cards = [card for card in page.findChildren(ChoiceCard) if card.isVisible()]
    return [_read(card)[1] for card in cards if "As it is now" in _read(card)]


# How it is now


def test_the_present_way_is_marked_with_a_word_and_a_shape(show: Open) -> None:
    page = show(PLAIN)
    assert _present(page) == ["Opens while you’re signed in"]
    said = " ".join(_read(page))
    assert "Anyone at your unlocked screen can open it, too." in said
    assert "Lock only keeps honest people out." in said
    assert "Ask me each time" in _buttons(page)
    assert "Open while I’m signed in" not in _buttons(page)


def test_a_journal_that_asks_says_what_that_is_worth(show: Open) -> None:
    page = show(ASKING)
    assert _present(page) == ["Asks each time"]
    said = " ".join(_read(page))
    assert "Nothing is in the keyring." in said
    assert "If it’s forgotten, only the recovery kit opens it." in said
    assert "Remove it" not in _buttons(page), "the passphrase it asks for stays"


def test_a_kit_is_offered_where_there_is_none_and_never_forced(qtbot: QtBot, show: Open) -> None:
    page = show(PLAIN)
    with qtbot.waitSignal(page.elsewhere) as gone:
        _press(page, "Make a recovery kit")
    assert gone.args == ["kit"]
    assert "Make a recovery kit" not in _buttons(show(replace(PLAIN, slots=(KIT,))))


def test_whoever_fears_for_the_key_is_led_to_a_new_one(qtbot: QtBot, show: Open) -> None:
    page = show(PLAIN)
    assert "Someone may have my key" in _read(page)
    with qtbot.waitSignal(page.elsewhere) as gone:
        _press(page, "Give it a new key…")
    assert gone.args == ["rotation"]


# The passphrase


def test_a_passphrase_is_added_and_no_rules_are_made_for_it(
    qtbot: QtBot, show: Open, folder: Path
) -> None:
    page = show(PLAIN)
    _press(page, "Add a passphrase")
    assert "A few words that only you would put together are best." in _read(page)
    _type(qtbot, page, "x", "y")
    _press(page, "Use this passphrase")
    assert "The two aren’t the same yet." in _read(page)
    _type(qtbot, page, "  ", "  ")
    _press(page, "Use this passphrase")
    assert "A passphrase needs a word or two." in _read(page)
    _type(qtbot, page, "x", "x")
    _press(page, "Use this passphrase")
    _wait_for(qtbot, page, "The new passphrase opens your journal from now on.")
    assert ways.by_passphrase(_there(folder), "x") == KEY
    assert _present(page) == ["Opens while you’re signed in"]
    assert {"Change the passphrase", "Remove it"} <= set(_buttons(page))


def test_changing_it_asks_for_the_present_one_and_speaks_of_older_backups(
    qtbot: QtBot, show: Open, folder: Path
) -> None:
    page = show(ASKING)
    _press(page, "Change the passphrase")
    assert "Older backups still open with the old passphrase." in _read(page)
    _type(qtbot, page, "", NEW, NEW)
    _press(page, "Use this passphrase")
    assert "Type the passphrase it has now first." in _read(page)
    _type(qtbot, page, "not this", NEW, NEW)
    _press(page, "Use this passphrase")
    _wait_for(qtbot, page, "That didn’t open it. Take your time — nothing is deleted.")
    assert _there(folder) == ASKING
    _type(qtbot, page, WORDS, NEW, NEW)
    _press(page, "Use this passphrase")
    _wait_for(qtbot, page, "The new passphrase opens your journal")
    assert ways.by_passphrase(_there(folder), NEW) == KEY


def test_it_is_removed_after_a_second_deliberate_press(
    qtbot: QtBot, show: Open, folder: Path
) -> None:
    page = show(replace(PLAIN, slots=(PASSPHRASE,)))
    _press(page, "Remove it")
    assert "Older backups still open with the passphrase." in _read(page)
    _press(page, "Keep it")
    _press(page, "Remove it")
    _press(page, "Remove the passphrase")
    _wait_for(qtbot, page, "The passphrase opens your journal no longer.")
    assert _there(folder) == PLAIN


def test_the_last_way_in_stays_and_that_is_said(
    qtbot: QtBot, show: Open, folder: Path, keychain: FakeKeychain
) -> None:
    keychain.keys.clear()
    page = show(found := replace(PLAIN, slots=(PASSPHRASE,)))
    _press(page, "Remove it")
    _press(page, "Remove the passphrase")
    _wait_for(qtbot, page, "it is the only way into your journal just now.")
    assert _there(folder) == found


# From one way to the other


def test_asking_each_time_begins_with_a_passphrase_and_leaves_the_keyring(
    qtbot: QtBot, show: Open, folder: Path, keychain: FakeKeychain
) -> None:
    page = show(PLAIN)
    _press(page, "Ask me each time")
    _wait_for(qtbot, page, "only a recovery kit opens your journal, and there is none yet.")
    assert "Make a recovery kit" in _buttons(page)
    _type(qtbot, page, WORDS, WORDS)
    _press(page, "Use this passphrase")
    _wait_for(qtbot, page, "It asks each time now. Nothing is in the keyring.")
    assert _present(page) == ["Asks each time"]
    assert _there(folder).opens_with is OpensWith.PASSPHRASE
    assert keychain.keys == {}


def test_whoever_has_a_passphrase_shows_that_it_is_not_forgotten(
    qtbot: QtBot, show: Open, folder: Path, keychain: FakeKeychain
) -> None:
    page = show(replace(PLAIN, slots=(PASSPHRASE, KIT)))
    _press(page, "Ask me each time")
    assert "Make a recovery kit" not in _buttons(page)
    _press(page, "Ask me each time")
    assert "Type the passphrase first." in _read(page)
    _type(qtbot, page, "not this")
    _press(page, "Ask me each time")
    _wait_for(qtbot, page, "That didn’t open it.")
    assert (_there(folder).opens_with, keychain.keys) == (OpensWith.KEYRING, {ID: KEY})
    _press(page, "Choose a new one")
    _type(qtbot, page, NEW, NEW)
    _press(page, "Use this passphrase")
    _wait_for(qtbot, page, "Nothing is in the keyring.")
    assert ways.by_passphrase(_there(folder), NEW) == KEY


def test_a_key_that_stays_in_the_keyring_is_said_until_it_is_out(
    qtbot: QtBot, show: Open, folder: Path, keychain: FakeKeychain
) -> None:
    page = show(replace(PLAIN, slots=(PASSPHRASE,)))
    keychain.trouble = KeyringLocked("Your computer’s keyring is closed.")
    _press(page, "Ask me each time")
    _type(qtbot, page, WORDS)
    _press(page, "Ask me each time")
    _wait_for(qtbot, page, "It asks each time now. Your computer’s keyring is closed.")
    said = " ".join(_read(page))
    assert "The key may still be in this computer’s keyring." in said
    assert "Nothing is in the keyring." not in said
    page.begin()
    _wait_for(qtbot, page, "The key may still be")
    keychain.trouble = None
    _press(page, "Take it out")
    _wait_for(qtbot, page, "It asks each time now. Nothing is in the keyring.")
    assert "Take it out" not in _buttons(page)
    assert keychain.keys == {}


def test_looking_at_the_page_asks_the_keyring_nothing(
    qtbot: QtBot, show: Open, keychain: FakeKeychain
) -> None:
    show(ASKING)
    show(PLAIN)
    assert keychain.asked == 0


def test_opening_while_signed_in_asks_for_the_passphrase_first(
    qtbot: QtBot, show: Open, folder: Path, keychain: FakeKeychain
) -> None:
    keychain.keys.clear()
    page = show(ASKING)
    _press(page, "Open while I’m signed in")
    assert "Anyone at your unlocked screen can open your journal then." in _read(page)
    _type(qtbot, page, "not this")
    _press(page, "Open while I’m signed in")
    _wait_for(qtbot, page, "That didn’t open it.")
    assert keychain.asked == 0
    _type(qtbot, page, WORDS)
    _press(page, "Open while I’m signed in")
    _wait_for(qtbot, page, "It opens while you’re signed in now.")
    assert keychain.keys == {ID: KEY}
    assert _there(folder).opens_with is OpensWith.KEYRING


def test_without_a_keyring_it_goes_on_asking(
    qtbot: QtBot, show: Open, folder: Path, keychain: FakeKeychain
) -> None:
    keychain.trouble = KeyringAbsent("No keyring answered on this computer. Nothing is lost.")
    page = show(ASKING)
    _press(page, "Open while I’m signed in")
    _type(qtbot, page, WORDS)
    _press(page, "Open while I’m signed in")
    _wait_for(qtbot, page, "No keyring answered on this computer. Nothing is lost.")
    assert _there(folder) == ASKING


def test_going_back_leaves_a_step_before_it_leaves_the_page(qtbot: QtBot, show: Open) -> None:
    page = show(PLAIN)
    _press(page, "Add a passphrase")
    _type(qtbot, page, WORDS, WORDS)
    assert page.back()
    assert _present(page)
    assert not page.back()
    _press(page, "Add a passphrase")
    assert all(not line.text() for line in page.findChildren(QLineEdit) if line.isVisible())


def test_a_page_that_is_left_holds_nothing_that_was_typed(qtbot: QtBot, show: Open) -> None:
    page = show(PLAIN)
    _press(page, "Add a passphrase")
    _type(qtbot, page, WORDS, WORDS)
    page.forget()
    qtbot.waitUntil(lambda: not page.findChildren(QLineEdit))


# Locking


def test_the_minutes_are_chosen_with_one_press(qtbot: QtBot, show: Open) -> None:
    page = show(PLAIN)
    for minutes in LOCK_AFTER:
        name = f"Lock after {minutes} minutes" if minutes else "Never lock by itself"
        with qtbot.waitSignal(page.preferences_chosen) as chosen:
            _press(page, name)
        assert chosen.args == [Preferences(lock_after_minutes=minutes)]
        checked = [b for b in page.findChildren(QPushButton) if b.property("minutes") is not None]
        assert [b.property("minutes") for b in checked if b.isChecked()] == [minutes]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Also in the first half hour of Afterglow", "lock_in_afterglow"),
        ("When the screen locks or the computer sleeps", "lock_with_screen"),
        ("Go on recording while the window is hidden", "record_when_hidden"),
    ],
)
def test_a_switch_says_what_holds(qtbot: QtBot, show: Open, sentence: str, name: str) -> None:
    page = show(PLAIN)
    usual = getattr(Preferences(), name)
    (switch,) = (s for s in page.findChildren(Switch) if s.button.accessibleName() == sentence)
    assert switch.button.text() == ("On" if usual else "Off")
    with qtbot.waitSignal(page.preferences_chosen) as chosen:
        switch.button.click()
    assert getattr(chosen.args[0], name) is not usual
    assert switch.button.text() == ("Off" if usual else "On")


def test_what_was_chosen_elsewhere_meanwhile_is_not_undone(qtbot: QtBot, show: Open) -> None:
    page = show(PLAIN)
    page.show_preferences(Preferences(country="DE", lock_with_screen=False))
    with qtbot.waitSignal(page.preferences_chosen) as chosen:
        _press(page, "Lock after 2 minutes")
    assert chosen.args == [Preferences(country="DE", lock_with_screen=False, lock_after_minutes=2)]


def test_what_this_desktop_cannot_do_is_said_instead_of_offered(show: Open) -> None:
    page = show(PLAIN)
    said = "This desktop can’t keep a window out of screen pictures." in _read(page)
    assert said is not capture.can_hide()


# How it looks

STEPS = {
    "front": lambda page: None,
    "adding": lambda page: page._show_choosing(),
    "asking": lambda page: page._show_asking(),
    "removing": lambda page: page._show_removing(),
    "signed in": lambda page: page._show_keyring(),
}


LOOKS = [Preferences(theme=name, text_size=size) for name in THEMES for size in (1.0, 2.0)]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.theme} {look.text_size}")
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("found", [replace(PLAIN, slots=(PASSPHRASE,)), ASKING])
def test_nothing_is_clipped_or_too_small_to_hit(
    show: Open, theme: Theme, qapp: QApplication, found: Header, step: str, look: Preferences
) -> None:
    theme.use(look)
    page = show(found)
    STEPS[step](page)
    qapp.processEvents()
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text():
            wide = label.width() if label.wordWrap() else label.sizeHint().width()
            tall = label.heightForWidth(wide) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= tall - 1, label.text()
            assert label.width() >= wide - 1, label.text()
    for button in page.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width(), button.text()
            corner = button.mapTo(page, button.rect().bottomRight())
            assert corner.x() < page.width(), button.text()
            assert min(button.width(), button.height()) >= (64 if theme.dim else 48)
            assert button.focusPolicy() != Qt.FocusPolicy.NoFocus
