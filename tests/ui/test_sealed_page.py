"""The page of the seals: when each opens, nothing of what is in it, and a warning first."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from sqlalchemy import Connection

from journal_app.domain.changes import Changed
from journal_app.domain.entry import EntryId, Seal
from journal_app.services.shelving import Shelving
from journal_app.storage import entries
from journal_app.ui.pages.entry import EntryPage
from journal_app.ui.pages.sealed import SealCard, SealedPage
from tests.fakes import FakeClock
from tests.guest import Enter, Guest, enter, fakes, keychain
from tests.storage import shelves

__all__ = ["enter", "fakes", "keychain"]


@pytest.fixture
def guest(enter: Enter) -> Guest:
    made = enter()
    made.wait_until_open()
    return made


@pytest.fixture
def shelving(guest: Guest) -> Shelving:
    return guest.workspace.places.shelving()


def _seal(guest: Guest, name: str, until: date | None) -> None:
    def make(db: Connection) -> Changed:
        return Changed(shelves.make(db, name, "slow water"))

    guest.session.journal.do(make).result(20)
    guest.workspace.places.shelving().seal(EntryId(name), Seal(until)).result(20)


def _wait(guest: Guest, met: Callable[[], bool]) -> None:
    guest.qtbot.waitUntil(met, timeout=20_000)


def _go(guest: Guest, cards: int) -> SealedPage:
    guest.workspace.go("sealed")
    page = guest.see(SealedPage)
    _wait(guest, lambda: len(page.cards) == cards and all(c.isVisible() for c in page.cards))
    return page


def _read(page: QWidget) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def _asked(guest: Guest, card: SealCard) -> None:
    card.button.click()
    _wait(guest, lambda: "You put this away for later. Open it now?" in _read(card))


def _focused(guest: Guest) -> QWidget | None:
    return guest.house.window.focusWidget()


def test_a_seal_tells_when_it_opens_and_nothing_else(guest: Guest) -> None:
    _seal(guest, "a", None)
    _seal(guest, "b", date(2026, 11, 27))
    _seal(guest, "c", date(2027, 2, 22))
    page = _go(guest, 3)
    said = [_read(card).strip() for card in page.cards]
    assert said == [
        "Opens on Friday 27 November Sealed on Sunday 22 November",
        "Opens on Monday 22 February 2027 Sealed on Sunday 22 November",
        "Opens when you choose Sealed on Sunday 22 November",
    ]
    assert page.cards[0].button.accessibleDescription() == "Opens on Friday 27 November"
    assert "water" not in _read(page)
    _wait(guest, lambda: _focused(guest) is page.cards[0].button)


def test_without_seals_it_says_so(guest: Guest) -> None:
    page = _go(guest, 0)
    _wait(guest, lambda: "Nothing is sealed." in _read(page))
    assert _focused(guest) is page.area


def test_one_is_warned_and_may_leave_it(guest: Guest, shelving: Shelving) -> None:
    _seal(guest, "a", None)
    page = _go(guest, 1)
    (card,) = page.cards
    _asked(guest, card)
    assert _focused(guest) is guest.button(card, "Leave it")
    guest.press("Space")
    assert "Open it now?" not in _read(card)
    assert _focused(guest) is card.button
    assert shelving.counts().result(20) == (0, 1)


def test_opened_it_is_there_again_with_the_way_back(guest: Guest, shelving: Shelving) -> None:
    _seal(guest, "a", date(2027, 1, 1))
    page = _go(guest, 1)
    _asked(guest, page.cards[0])
    guest.button(page.cards[0], "Open it").click()
    guest.wait_for(EntryPage)
    assert shelving.counts().result(20) == (0, 0)
    entry = guest.workspace._entry
    assert entry is not None
    assert entry.id == "a"
    guest.press("Esc")
    guest.wait_for(SealedPage)
    _wait(guest, lambda: "Nothing is sealed." in _read(page))


def test_whoever_comes_back_was_not_asked(guest: Guest) -> None:
    _seal(guest, "a", None)
    page = _go(guest, 1)
    _asked(guest, page.cards[0])
    guest.press("Esc")
    page = _go(guest, 1)
    _wait(guest, lambda: bool(page.cards) and not page.cards[0].asking)


def test_another_write_leaves_the_question_open(guest: Guest) -> None:
    _seal(guest, "a", None)
    page = _go(guest, 1)
    _asked(guest, page.cards[0])
    page.changed(Changed(EntryId("b"), line=True))
    guest.wait_until_open()
    assert page.cards[0].asking


def test_a_day_that_has_come_is_no_seal(guest: Guest, clock: FakeClock) -> None:
    _seal(guest, "a", date(2026, 11, 24))
    _go(guest, 1)
    clock.go_on(2 * 86_400)
    page = _go(guest, 0)
    assert "Opens" not in _read(page)
    found = guest.session.journal.ask(entries.newest, 9, date(2026, 11, 24)).result(20)
    assert [line.id for line in found] == ["a"]


def test_what_cannot_be_opened_is_said_calmly(guest: Guest) -> None:
    def remove(db: Connection) -> Changed:
        db.exec_driver_sql("DELETE FROM entry")
        return Changed(None)

    _seal(guest, "a", None)
    page = _go(guest, 1)
    _asked(guest, page.cards[0])
    guest.session.journal.do(remove).result(20)
    guest.button(page.cards[0], "Open it").click()
    _wait(guest, lambda: guest.workspace.notices.text.startswith("Not kept yet."))
    _wait(guest, lambda: not page.cards)


def test_a_locked_journal_leaves_nothing_on_the_page(guest: Guest) -> None:
    _seal(guest, "a", None)
    page = _go(guest, 1)
    page.forget()
    assert page.cards == []
    assert "Opens" not in _read(page)


def test_every_button_says_what_it_is_about(guest: Guest) -> None:
    _seal(guest, "a", None)
    page = _go(guest, 1)
    for button in page.cards[0].findChildren(QPushButton):
        assert button.accessibleDescription() == "Opens when you choose"
