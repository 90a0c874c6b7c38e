"""The page of the bin: what is in it, put back with one press, let go only with a typed word."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from sqlalchemy import Connection

from journal_app.domain.changes import Changed
from journal_app.domain.entry import EntryId, PartId, Seal
from journal_app.domain.errors import DiskFull
from journal_app.services.shelving import Shelving
from journal_app.storage import binned, entries, parts
from journal_app.ui.pages.bin import AT_ONCE, BinPage
from journal_app.ui.pages.entry import EntryPage
from tests.fakes import FakeClock
from tests.guest import Enter, Guest, enter, fakes, keychain
from tests.storage import shelves

__all__ = ["enter", "fakes", "keychain"]

DAY = 86_400


@pytest.fixture
def guest(enter: Enter) -> Guest:
    made = enter()
    made.wait_until_open()
    return made


@pytest.fixture
def shelving(guest: Guest) -> Shelving:
    return guest.workspace.places.shelving()


def _make(guest: Guest, *names: str, strokes: int = 0) -> None:
    def make(db: Connection) -> Changed:
        for name in names:
            shelves.make(db, name, f"# {name}\n**slow** water", strokes)
        return Changed(None, line=True)

    guest.session.journal.do(make).result(20)


def _wait(guest: Guest, met: Callable[[], bool]) -> None:
    guest.qtbot.waitUntil(met, timeout=20_000)


def _go(guest: Guest, cards: int) -> BinPage:
    guest.workspace.go("bin")
    page = guest.see(BinPage)
    _wait(guest, lambda: len(page.cards) == cards and all(c.isVisible() for c in page.cards))
    return page


def _wait_to_read(guest: Guest, page: QWidget, words: str) -> None:
    _wait(guest, lambda: words in _read(page))


def _read(page: QWidget) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def _names(page: QWidget) -> list[str]:
    return [button.text() for button in page.findChildren(QPushButton) if button.isVisible()]


def _focused(guest: Guest) -> QWidget | None:
    return guest.house.window.focusWidget()


def test_the_bin_tells_what_is_in_it_and_when_it_was_put_there(
    guest: Guest, shelving: Shelving, clock: FakeClock
) -> None:
    _make(guest, "a", strokes=1)
    _make(guest, "b", strokes=1)
    shelving.bin(EntryId("a")).result(20)
    clock.go_on(DAY)
    guest.session.journal.do(parts.take_out, PartId("b drawing"), clock.now().utc_ms).result(20)
    page = _go(guest, 2)
    drawing, entry = page.cards
    assert _read(drawing) == "A drawing from Sunday 22 November a door In the bin since today"
    assert _read(entry) == (
        "Sunday 22 November a slow water In the bin since yesterday · words · drawing"
    )
    assert drawing.button.accessibleDescription() == "A drawing from Sunday 22 November"
    assert "Kept in the bin for 30 days. After that, too, it stays" in _read(page)


def test_an_empty_bin_says_so_and_offers_nothing(guest: Guest) -> None:
    page = _go(guest, 0)
    _wait(guest, lambda: "The bin is empty." in _read(page))
    assert _names(page) == ["Back", "Hide", "Support"]
    assert _focused(guest) is page.area


def test_what_is_put_back_leaves_the_list_and_can_be_opened(
    guest: Guest, shelving: Shelving
) -> None:
    _make(guest, "a", "b", "c")
    for name in "abc":
        shelving.bin(EntryId(name)).result(20)
    page = _go(guest, 3)
    _wait(guest, lambda: _focused(guest) is page.cards[0].button)
    guest.press("Down")
    assert _focused(guest) is page.cards[1].button
    gone = page.cards[1].thing.entry
    guest.press("Space")
    _wait(guest, lambda: len(page.cards) == 2)
    _wait(guest, lambda: guest.workspace.notices.text == "Put back where it was.")
    assert gone not in {card.thing.entry for card in page.cards}
    assert _focused(guest) is page.cards[1].button, "what took its place"
    guest.button(guest.workspace.notices, "Open it").click()
    guest.wait_for(EntryPage)
    guest.press("Esc")
    guest.wait_for(BinPage)


def test_what_comes_while_one_looks_is_shown_and_the_keyboard_stays(
    guest: Guest, shelving: Shelving
) -> None:
    _make(guest, "a", "b")
    shelving.bin(EntryId("a")).result(20)
    page = _go(guest, 1)
    page.header._hide.setFocus(Qt.FocusReason.OtherFocusReason)
    shelving.bin(EntryId("b"))
    _wait(guest, lambda: len(page.cards) == 2)
    assert _focused(guest) is page.header._hide


def test_a_great_many_are_shown_some_at_a_time(guest: Guest, shelving: Shelving) -> None:
    names = [f"{number}" for number in range(AT_ONCE + 2)]
    _make(guest, *names)
    for name in names:
        shelving.bin(EntryId(name)).result(20)
    page = _go(guest, AT_ONCE)
    guest.button(page, "Show more").click()
    assert len(page.cards) == AT_ONCE + 2
    assert "Show more" not in _names(page)
    assert _focused(guest) is page.cards[AT_ONCE].button


def test_emptying_takes_a_typed_word(guest: Guest, shelving: Shelving) -> None:
    _make(guest, "a", "b", strokes=3)
    shelving.bin(EntryId("a")).result(20)
    page = _go(guest, 1)
    assert "Let go of what has been here for 30 days…" not in _names(page), "nothing has"
    guest.button(page, "Empty the bin…").click()
    _wait_to_read(guest, page, "One thing is in the bin.")
    assert "Backups that were made earlier still hold it" in _read(page)
    line = page._letting_go._word
    assert line is not None
    _wait(guest, lambda: _focused(guest) is line.line)
    guest.qtbot.keyClicks(line.line, "delete")
    guest.press("Return")
    assert len(page.cards) == 1
    line.line.clear()
    guest.qtbot.keyClicks(line.line, "DELETE")
    guest.press("Return")
    _wait(guest, lambda: not page.cards)
    _wait(guest, lambda: guest.workspace.notices.text == "It is gone for good.")
    assert _focused(guest) is page.area
    session = guest.session
    session.work.do(lambda: None).result(20)
    assert not session.journal.ask(binned.unswept).result(20)
    assert [line.id for line in session.journal.ask(entries.newest, 9).result(20)] == ["b"]


def test_what_has_been_there_for_30_days_can_go_alone(
    guest: Guest, shelving: Shelving, clock: FakeClock
) -> None:
    _make(guest, "old", "new")
    shelving.bin(EntryId("old")).result(20)
    clock.go_on(30 * DAY)
    shelving.bin(EntryId("new")).result(20)
    page = _go(guest, 2)
    guest.button(page, "Let go of what has been here for 30 days…").click()
    _wait_to_read(guest, page, "One thing has been here for 30 days or longer.")
    word = page._letting_go._word
    assert word is not None
    guest.qtbot.keyClicks(word.line, "DELETE")
    guest.button(page, "Let go").click()
    _wait(guest, lambda: [card.thing.entry for card in page.cards] == ["new"])
    _wait(guest, lambda: "Empty the bin…" in _names(page))


def test_one_can_think_better_of_it(guest: Guest, shelving: Shelving) -> None:
    _make(guest, "a", "b")
    for name in "ab":
        shelving.bin(EntryId(name)).result(20)
    page = _go(guest, 2)
    guest.button(page, "Empty the bin…").click()
    _wait_to_read(guest, page, "2 things are in the bin.")
    guest.button(page, "Leave it here").click()
    assert "Type DELETE" not in _read(page)
    assert _focused(guest) is page._letting_go._all_button
    guest.button(page, "Empty the bin…").click()
    guest.press("Esc")
    _go(guest, 2)
    assert "Empty the bin…" in _names(page), "nobody is asked who comes back"


def test_in_afterglow_nothing_is_let_go(guest: Guest, shelving: Shelving) -> None:
    _make(guest, "a")
    shelving.bin(EntryId("a")).result(20)
    guest.house.use(guest.house.preferences.with_theme("afterglow"))
    page = _go(guest, 1)
    guest.button(page, "Empty the bin…").click()
    _wait_to_read(guest, page, "It waits for a clearer day")
    assert "Empty the bin" not in _names(page)
    assert _focused(guest) is guest.button(page, "Leave it here")
    word = page._letting_go._word
    assert word is not None
    word.line.setText("DELETE")
    QTest.keyClick(word.line, Qt.Key.Key_Return)
    assert len(shelving.in_bin().result(20)) == 1


def test_something_sealed_stays_unsaid_and_goes_back_under_its_seal(
    guest: Guest, shelving: Shelving
) -> None:
    _make(guest, "a")
    guest.session.journal.do(parts.take_out, PartId("a words"), 1).result(20)
    shelving.seal(EntryId("a"), Seal(date(2026, 11, 30))).result(20)
    page = _go(guest, 1)
    assert "Something sealed" in _read(page)
    assert "water" not in _read(page)
    page.cards[0].button.click()
    _wait(guest, lambda: guest.workspace.notices.text == "Put back, under its seal.")
    _wait(guest, lambda: not page.cards)
    assert shelving.counts().result(20) == (0, 1)


def test_what_is_not_in_the_bin_any_more_is_said_calmly(guest: Guest, shelving: Shelving) -> None:
    _make(guest, "a")
    shelving.bin(EntryId("a")).result(20)
    page = _go(guest, 1)
    shelving.unbin(EntryId("a"))
    page.cards[0].button.click()  # before the page has heard of it
    _wait(guest, lambda: "isn’t in the bin any more" in guest.workspace.notices.text)
    _wait(guest, lambda: not page.cards)


def test_a_full_disk_changes_nothing_and_is_said_calmly(guest: Guest, shelving: Shelving) -> None:
    _make(guest, "a")
    shelving.bin(EntryId("a")).result(20)
    page = _go(guest, 1)
    page.refuse(DiskFull("Not kept yet — disk is full. Your words are still on screen."))
    assert guest.workspace.notices.text.endswith("so this was left as it is. Nothing is lost.")
    assert len(page.cards) == 1


def test_a_locked_journal_leaves_nothing_on_the_page(guest: Guest, shelving: Shelving) -> None:
    _make(guest, "a")
    shelving.bin(EntryId("a")).result(20)
    page = _go(guest, 1)
    page.forget()
    assert page.cards == []
    assert "water" not in _read(page)
    page.look()
    guest.wait_until_open()  # by then, the answer came
    assert page.cards == []
