"""Story 15, leaving: what the app made goes, what was saved stays, and a start is the first."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from journal_app import storage
from journal_app.devices.keychain import SERVICE, OsKeychain
from journal_app.devices.settings_file import SettingsFile
from journal_app.domain.entry import Kind
from journal_app.services import savedfiles
from journal_app.services.keys.unlocking import Keychain
from journal_app.services.kit import Kit, save_page
from journal_app.services.safekeeping import Safekeeping
from journal_app.services.savedfiles import Saved
from journal_app.services.surroundings import Surroundings
from journal_app.storage import ballast
from journal_app.storage.keys import header
from journal_app.ui import kitpdf
from journal_app.ui.pages.leaving import LeavingPage
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.widgets.typedword import WORD, TypedWord
from tests.guest import Enter, Guest, enter, fakes, keychain
from tests.keyrings import RealKeyring, real_keyring

__all__ = ["enter", "fakes", "keychain"]

Furnish = Callable[..., Guest]


@pytest.fixture
def keyring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealKeyring]:
    with real_keyring(tmp_path_factory.mktemp("keyring")) as started:
        yield started


@pytest.fixture
def real(keyring: RealKeyring, monkeypatch: pytest.MonkeyPatch) -> Keychain:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", keyring.address)
    return OsKeychain()


@pytest.fixture
def around(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Surroundings:
    cache = tmp_path_factory.mktemp("cache") / "afterpage"
    cache.mkdir()
    (cache / "shapes").write_bytes(b"shapes")
    return Surroundings(settings=folder.parent, cache=cache, keyring=SERVICE)


@pytest.fixture
def furnish(enter: Enter, folder: Path, around: Surroundings) -> Furnish:
    """Begin a journal that has one of everything."""

    def go(chain: Keychain) -> Guest:
        guest = enter(chain)
        guest.wait_until_open()
        guest.workspace.open_door(Kind.WORDS)
        guest.type("to be gone one day")
        guest.press("Ctrl+Return")
        guest.press("Ctrl+=")
        Safekeeping(guest.session).back_up().result(20)
        ballast.lay(folder)
        guest.workspace._beside._asides = replace(guest.workspace._beside._asides, around=around)
        return guest

    return go


def visit(guest: Guest) -> tuple[LeavingPage, TypedWord]:
    page = guest.go_aside("leaving")
    assert isinstance(page, LeavingPage)
    guest.qtbot.waitUntil(lambda: page.findChild(TypedWord) is not None, timeout=20_000)
    word = page.findChild(TypedWord)
    assert word is not None
    QApplication.processEvents()  # what was just laid out is shown in the next round
    return page, word


def said(page: QWidget) -> str:
    texts = (label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))
    return "\n".join(texts).replace("\u200b", "")


def save_a_kit(guest: Guest, file: Path) -> None:
    """Make a kit and save its page, as the kit's page does."""
    kit = Kit(guest.session).make().result(20)
    save_page(file, kitpdf.render(kit, "22 November 2026"))
    savedfiles.note(guest.session, file, Saved.KIT).result(20)


def test_leaving(
    furnish: Furnish,
    enter: Enter,
    folder: Path,
    around: Surroundings,
    real: Keychain,
    keyring: RealKeyring,
) -> None:
    guest = furnish(real)
    paper = folder.parent / "Recovery kit.pdf"
    save_a_kit(guest, paper)
    before = header.load(folder)
    assert before is not None
    assert list(keyring.texts()) == [f"vault-{before.vault_id}"]
    page, word = visit(guest)
    for line in ("Everything you made", "1 backup", "The key", str(paper), "A recovery kit"):
        assert line in said(page)
    remove = guest.button(page, "Remove everything")
    guest.qtbot.keyClicks(word.line, "delete")
    assert not remove.isEnabled()
    word.line.clear()
    guest.qtbot.keyClicks(word.line, WORD)
    with guest.qtbot.waitSignal(guest.house.closed, timeout=20_000):
        remove.click()

    assert list(folder.iterdir()) == []
    assert keyring.texts() == {}
    assert around.cache is not None
    assert not around.cache.exists()
    assert {path.name for path in folder.parent.iterdir()} == {folder.name, paper.name}

    assert not SettingsFile(folder.parent).load().welcomed  # the first pages come again
    again = enter(real)
    again.wait_until_open()
    assert again.house.preferences.text_size == 1.0
    assert again.session.journal.ask(storage.entries.newest, 1).result(20) == ()
    now = header.load(folder)
    assert now is not None
    assert now.vault_id != before.vault_id


def test_with_the_keyring_closed_the_files_go_and_it_is_said_what_stays(
    furnish: Furnish, folder: Path, real: Keychain, keyring: RealKeyring
) -> None:
    guest = furnish(real)
    page, word = visit(guest)
    keyring.lock()
    guest.qtbot.keyClicks(word.line, WORD)
    guest.button(page, "Remove everything").click()
    guest.wait_for(LockedPage)
    locked = guest.see(LockedPage)
    guest.qtbot.waitUntil(lambda: "the key is still in it" in locked.sentence, timeout=20_000)
    assert list(folder.iterdir()) == []
    guest.leave()


def test_in_afterglow_the_word_cannot_be_typed(furnish: Furnish, real: Keychain) -> None:
    guest = furnish(real)
    guest.press("Ctrl+D")
    page, word = visit(guest)
    assert not word.line.isVisible()
    assert "Afterglow is on" in said(page)
    word.line.setText(WORD)
    word._mean()
    guest.press("Ctrl+D")
    assert word.line.isVisible()
    guest.button(page, "Leave everything as it is").click()
    guest.leave()
    assert "Afterglow" not in said(page)


def test_nothing_is_removed_by_looking(furnish: Furnish, folder: Path, real: Keychain) -> None:
    guest = furnish(real)
    guest.wait_until_kept()
    before = {path.name for path in folder.rglob("*")}
    visit(guest)
    guest.press("Esc")
    assert {path.name for path in folder.rglob("*")} == before
    guest.leave()
