"""Places and edges in a recording, from the card in its entry to the page of its own, and back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from journal_app import storage
from journal_app.domain.entry import Entry, Kind
from journal_app.domain.voice import RATE, Trim, VoiceNote
from journal_app.media import voice
from journal_app.ui.pages.entry import EntryPage
from journal_app.ui.pages.sitting import SittingPage
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from tests.guest import Enter, enter, fakes, keychain
from tests.ui.named import Namer, spoken

__all__ = ["enter", "fakes", "keychain"]


@pytest.fixture
def namer(enter: Enter) -> Namer:
    namer = Namer(enter())
    namer.guest.wait_until_open()
    return namer


def _strip(page: QWidget) -> VoiceStrip:
    (strip,) = (one for one in page.findChildren(VoiceStrip) if one.isVisible())
    return strip


def _mark(namer: Namer, page: QWidget, at: float, name: str) -> None:
    strip = _strip(page)
    strip.seek(at)
    strip.setFocus()
    namer.key(Qt.Key.Key_M)
    namer.type(name)
    namer.key(Qt.Key.Key_Return)


def _kept(namer: Namer, entry: Entry) -> VoiceNote:
    journal = namer.guest.session.journal
    return voice.read(journal.ask(storage.entries.load, entry.id).result(20).parts[0])


def _names(note: VoiceNote) -> list[tuple[int, str]]:
    return [(one.frame // RATE, one.name) for one in note.bookmarks]


def test_what_is_marked_here_is_found_there(namer: Namer) -> None:
    entry = namer.write(2, (Kind.VOICE, spoken(8)))
    workspace = namer.guest.workspace
    workspace.show_entry(entry.id)
    namer.guest.wait_for(EntryPage)
    page = namer.guest.see(EntryPage)
    namer.wait(lambda: bool(page.findChildren(VoiceStrip)))
    _mark(namer, page, 2, "apricot")
    workspace._open_part(entry.parts[0].id)
    sitting = namer.guest.see(SittingPage)
    assert _names(_strip(sitting).listener.note) == [(2, "apricot")]
    _mark(namer, sitting, 5, "quince")
    namer.wait(lambda: _names(_kept(namer, entry)) == [(2, "apricot"), (5, "quince")])
    namer.guest.press("Esc")
    namer.guest.wait_for(EntryPage)
    page = namer.guest.see(EntryPage)
    namer.wait(lambda: _names(_strip(page).listener.note) == [(2, "apricot"), (5, "quince")])


def test_delete_on_a_place_takes_the_place_and_not_the_recording(namer: Namer) -> None:
    entry = namer.write(2, (Kind.VOICE, spoken(4)))
    namer.guest.workspace.show_entry(entry.id)
    namer.guest.wait_for(EntryPage)
    page = namer.guest.see(EntryPage)
    namer.wait(lambda: bool(page.findChildren(VoiceStrip)))
    _mark(namer, page, 2, "apricot")
    buttons = _strip(page).findChildren(QPushButton)
    next(one for one in buttons if one.text() == "0:02  apricot").setFocus()
    namer.key(Qt.Key.Key_Delete)
    namer.wait(lambda: _names(_kept(namer, entry)) == [])
    assert _strip(page).isVisible()


def test_an_edge_that_is_cut_off_stays_kept(namer: Namer) -> None:
    entry = namer.write(2, (Kind.VOICE, spoken(8)))
    page = namer.sit_down(entry.id, entry.parts[0].id)
    before = _kept(namer, entry)
    strip = _strip(page)
    for name, at in (("More", 0), ("Trim", 0), ("Begin here", 2), ("End here", 6)):
        strip.seek(at)
        next(one for one in strip.findChildren(QPushButton) if one.text() == name).click()
    namer.wait(lambda: _kept(namer, entry).trim == Trim(2 * RATE, 6 * RATE))
    after = _kept(namer, entry)
    assert (after.stretches, after.peaks) == (before.stretches, before.peaks)
