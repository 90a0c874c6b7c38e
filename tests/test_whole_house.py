"""The whole house on a real vault, with a machine of fakes around it."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from journal_app.devices.memory import MemoryKeychain
from journal_app.domain.entry import EntryState, Kind
from journal_app.domain.errors import KeyringAbsent, KeyringLocked
from journal_app.media import voice
from journal_app.ui.editors.voice import VoiceEditor
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.pages.entry import EntryPage
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.journal import JournalPage
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.pages.support import SupportPage
from journal_app.ui.widgets.page import Page
from journal_app.ui.workspace import Workspace
from tests.fakes import FakeClock, Post, Unhurried
from tests.fakes_sound import FakeSound, tone
from tests.guest import Enter, Guest, enter, fakes, kept, keychain

__all__ = ["enter", "fakes", "keychain"]


def test_the_first_word_takes_one_press_and_survives_closing(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    guest.press("1")
    guest.type("warm")
    guest.leave()

    (entry,) = kept(folder, keychain)
    assert [part.body for part in entry.parts] == [b"warm"]
    assert entry.made.day.isoformat() == "2026-11-22"
    assert entry.state is EntryState.ASIDE

    again = enter()
    again.press("Ctrl+J")
    journal = again.see(JournalPage)
    again.qtbot.waitUntil(lambda: journal.count == 1, timeout=20_000)


def test_opening_a_door_and_leaving_makes_no_entry(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    for key in ("1", "Esc", "2", "Esc"):
        guest.press(key)
    guest.wait_until_open()
    guest.leave()
    assert kept(folder, keychain) == []


def test_words_and_a_drawing_share_one_entry(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    guest.press("1")
    guest.type("slow water")
    guest.press("Ctrl+2")
    canvas = guest.see(InkCanvas)
    guest.qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    guest.qtbot.mouseMove(canvas, QPoint(180, 120))
    guest.qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(180, 120))
    guest.press("Ctrl+1")
    guest.type(" over stones")
    guest.press("Ctrl+Return")
    guest.see(HomePage)
    guest.leave()

    (entry,) = kept(folder, keychain)
    assert [part.body for part in entry.parts if part.kind is Kind.WORDS] == [
        b"slow water over stones"
    ]
    assert [len(part.records) for part in entry.parts if part.kind is Kind.INK] == [1]


def test_a_voice_joins_the_entry_and_is_kept_while_it_is_spoken(
    enter: Enter, folder: Path, keychain: MemoryKeychain, fakes: FakeSound
) -> None:
    guest = enter()
    guest.press("1")
    guest.type("before I say it")
    guest.press("Ctrl+3")
    fakes.microphone.say(tone(3.0))
    editor = guest.see(VoiceEditor)
    guest.qtbot.waitUntil(lambda: editor.standing.seconds > 2.8, timeout=20_000)
    guest.press("Return")
    guest.press("Ctrl+1")
    guest.type(". after")
    guest.press("Ctrl+3")
    fakes.microphone.say(tone(2.0))
    guest.leave()

    (entry,) = kept(folder, keychain)
    assert [part.kind for part in entry.parts] == [Kind.WORDS, Kind.VOICE, Kind.VOICE]
    assert entry.parts[0].body == b"before I say it. after"
    first, second = (voice.read(part) for part in entry.parts[1:])
    assert first.seconds == pytest.approx(3.0, abs=0.2)
    assert second.seconds == pytest.approx(2.0, abs=0.2)


def test_nothing_is_lost_between_two_keys_and_the_lock(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    guest.press("1")
    guest.type("half a wor")
    guest.press("Ctrl+L")
    guest.wait_for(LockedPage)
    guest.qtbot.waitUntil(lambda: not guest.house.window.findChildren(Workspace), timeout=20_000)
    assert [part.body for part in kept(folder, keychain)[0].parts] == [b"half a wor"]

    locked = guest.see(LockedPage)
    guest.button(locked, "Unlock").click()
    guest.wait_for(HomePage)


def test_an_entry_opens_from_the_journal_with_its_parts_and_goes_on(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    guest.press("1")
    guest.type("first")
    guest.press("Ctrl+J")
    journal = guest.see(JournalPage)
    guest.qtbot.waitUntil(lambda: journal.count == 1, timeout=20_000)
    journal.open_line(0)
    guest.wait_for(EntryPage)

    page = guest.see(EntryPage)
    title = next(line for line in page.findChildren(QLineEdit) if line.accessibleName() == "Title")
    guest.qtbot.keyClicks(title, "Stones")
    guest.button(page, "Open these words").click()
    guest.type(" and then")
    guest.press("Esc")
    guest.wait_for(EntryPage)
    guest.leave()

    (entry,) = kept(folder, keychain)
    assert entry.title == "Stones"
    assert [part.body for part in entry.parts] == [b"first and then"]


def test_what_was_unfinished_is_put_back_at_the_next_start(
    enter: Enter, folder: Path, clock: FakeClock, keychain: MemoryKeychain, post: Post
) -> None:
    guest = enter()
    guest.press("1")
    guest.type("unfinish")
    guest.wait_until_kept()
    _crash(guest)

    again = enter()
    again.wait_for(EntryPage)
    workspace = again.house.threshold.workspace
    assert workspace is not None
    assert workspace.notices.text.startswith("We found an unfinished entry from 20:30")


def _crash(guest: Guest) -> None:
    """Stop the journal under the app, so that nothing is set aside, as SIGKILL would."""
    threshold = guest.house.threshold
    assert threshold._session is not None
    threshold._session.journal.close()
    assert threshold._unlocking is not None
    threshold._unlocking.close()
    threshold.workspace = None
    guest.house.window.really_close()


def test_support_is_one_press_away_and_leads_back_to_the_same_word(enter: Enter) -> None:
    guest = enter()
    guest.press("1")
    guest.type("hard")
    guest.press("F1")
    guest.see(SupportPage)
    guest.press("Esc")
    assert guest.see(Page).toPlainText() == "hard"


def test_hiding_blanks_the_window_and_coming_back_shows_the_same_page(enter: Enter) -> None:
    guest = enter()
    guest.press("1")
    guest.type("private")
    guest.press("F9")
    assert not any(page.isVisible() for page in guest.house.window.findChildren(Page))
    assert guest.house.window.windowTitle() == "Afterpage"
    guest.house.window.showNormal()
    guest.house.window.unblank()
    assert guest.see(Page).toPlainText() == "private"


class _Refusing:
    """A keychain that answers everything with one error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def read(self, vault_id: str) -> bytes | None:
        raise self.error

    def write(self, vault_id: str, key: bytes) -> None:
        raise self.error

    def forget(self, vault_id: str) -> None:
        raise self.error


@pytest.mark.parametrize("clock", [Unhurried()], ids=["unhurried"])
def test_without_a_keyring_a_passphrase_is_offered_and_opens_the_journal_next_time(
    enter: Enter, folder: Path
) -> None:
    absent = _Refusing(KeyringAbsent("This computer has no keyring."))
    guest = enter(absent)
    guest.wait_for(LockedPage)
    locked = guest.see(LockedPage)
    for line in locked.findChildren(QLineEdit):
        guest.qtbot.keyClicks(line, "tea and stones")
    guest.qtbot.keyClick(locked.findChildren(QLineEdit)[1], Qt.Key.Key_Return)
    guest.wait_for(HomePage)
    guest.press("1")
    guest.type("kept without a keyring")
    guest.leave()

    again = enter(absent)
    again.wait_for(LockedPage)
    line = again.see(LockedPage).findChildren(QLineEdit)[0]
    again.qtbot.keyClicks(line, "not this")
    again.qtbot.keyClick(line, Qt.Key.Key_Return)
    again.qtbot.waitUntil(lambda: "didn’t open" in again.see(LockedPage).sentence, timeout=30_000)
    again.qtbot.keyClicks(line, "tea and stones")
    again.qtbot.keyClick(line, Qt.Key.Key_Return)
    again.wait_for(HomePage)
    again.press("Ctrl+J")
    journal = again.see(JournalPage)
    again.qtbot.waitUntil(lambda: journal.count == 1, timeout=20_000)


def test_a_locked_keyring_changes_no_byte_and_says_so(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    guest.press("1")
    guest.type("older")
    guest.leave()
    before = {file.name: file.read_bytes() for file in folder.glob("*.*")}

    locked_out = enter(_Refusing(KeyringLocked("Your keyring is locked.")))
    locked_out.wait_for(LockedPage)
    assert locked_out.see(LockedPage).sentence == "Your keyring is locked."
    locked_out.leave()
    assert {file.name: file.read_bytes() for file in folder.glob("*.*")} == before


class _Slow(_Refusing):
    """A keychain whose prompt stays open for a while, and is then declined."""

    def __init__(self) -> None:
        super().__init__(KeyringLocked("Your keyring is locked."))
        self.answered = Event()

    def read(self, vault_id: str) -> bytes | None:
        self.answered.wait(30)
        raise self.error


def test_words_typed_while_the_keyring_was_asking_are_not_left_behind(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    first = enter()
    first.press("1")
    first.type("older")
    first.leave()

    slow = _Slow()
    guest = enter(slow)
    guest.press("1")
    guest.type("typed too early")
    slow.answered.set()
    workspace = guest.house.threshold.workspace
    assert workspace is not None
    guest.qtbot.waitUntil(lambda: workspace.notices.text == "Your keyring is locked.")
    assert guest.see(Page).toPlainText() == "typed too early"

    guest.house.window.close()
    guest.qtbot.waitUntil(lambda: "isn’t kept yet" in workspace.notices.text, timeout=20_000)
    assert guest.house.window.isVisible()
    with guest.qtbot.waitSignal(guest.house.closed, timeout=20_000):
        guest.button(guest.house.window, "Close without it").click()
