"""Support in a whole house: the right numbers, own people, and back to the very same caret."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from journal_app import storage
from journal_app.devices.settings_file import SettingsFile
from journal_app.domain.people import Person
from journal_app.domain.settings import ELSEWHERE, THEMES
from journal_app.services.people import People
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.pages.people import PeoplePage
from journal_app.ui.pages.support import SupportPage
from journal_app.ui.pages.welcome import WelcomePage
from journal_app.ui.widgets.page import Page
from journal_app.ui.widgets.supporting.countrychoice import CountryChoice, OwnNumber
from journal_app.ui.widgets.supporting.peoplelines import PeopleLines
from tests.guest import Enter, Guest, enter, fakes, keychain
from tests.ui import checks

__all__ = ["enter", "fakes", "keychain"]

SAM = Person("Sam", "my sister", "0151 2345", "a message first")
NOVAK = Person("Dr Novak", "therapist", "030 555 0199", "")


@pytest.fixture
def guest(enter: Enter) -> Iterator[Guest]:
    made = enter()
    made.wait_until_open()
    made.house.use(made.house.preferences.living_in("GB"))
    yield made
    QGuiApplication.clipboard().clear()


def keep(guest: Guest, *whom: Person) -> None:
    People(guest.session.journal, guest.session.clock).keep(whom).result(20)


def kept(guest: Guest) -> tuple[Person, ...]:
    return People(guest.session.journal, guest.session.clock).read().result(20)


def read(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def support(guest: Guest) -> SupportPage:
    guest.press("F1")
    page = guest.see(SupportPage)
    guest.wait_until_open()
    return page


def choose(page: QWidget, country: str) -> None:
    choice = page.findChildren(CountryChoice)[0]
    choice.setCurrentIndex(choice.findData(country))
    choice.activated.emit(choice.currentIndex())


def test_the_numbers_are_those_of_the_country_and_can_be_copied(guest: Guest) -> None:
    page = support(guest)
    assert "Emergency: 999 or 112" in read(page)
    assert "116 123" in read(page)
    assert any("Numbers checked November 2026" in text for text in read(page))
    large = [one for one in page.findChildren(QLabel) if one.text() == "116 123"]
    assert large[0].fontInfo().pixelSize() >= 32
    guest.button(page, "Copy 112").click()
    assert QGuiApplication.clipboard().text() == "112"
    guest.button(page, "Copy number: 85258").click()
    assert QGuiApplication.clipboard().text() == "85258"
    guest.button(page, "Copy address: samaritans.org").click()
    assert QGuiApplication.clipboard().text() == "samaritans.org"


def test_a_country_that_is_not_listed_has_a_number_of_ones_own_and_nobody_elses(
    guest: Guest, folder: Path
) -> None:
    page = support(guest)
    choose(page, ELSEWHERE)
    assert guest.house.preferences.country == ELSEWHERE, "whatever the system says"
    assert "Emergency: your local emergency number" in read(page)
    assert not any("116" in text or "999" in text for text in read(page))
    line = page.findChildren(OwnNumber)[0].findChildren(QLineEdit)[0]
    line.setFocus()
    guest.fill("7119")
    guest.press("Return")
    assert "Emergency: 7119" in read(page)
    stored = SettingsFile(folder.parent).load()
    assert (stored.country, stored.emergency) == (ELSEWHERE, "7119")
    choose(page, "AU")
    assert "Emergency: 000" in read(page)
    assert not any("7119" in text for text in read(page))


def test_people_are_written_down_moved_taken_off_and_put_back(guest: Guest) -> None:
    aside = guest.go_aside("support")
    assert isinstance(aside, PeoplePage)
    guest.qtbot.waitUntil(lambda: bool(aside.findChildren(PeopleLines)), timeout=20_000)
    (lines,) = aside.findChildren(PeopleLines)
    for text in (SAM.name, SAM.relation, SAM.phone, SAM.best):
        guest.fill(text)
        guest.press("Tab")
    guest.button(aside, "Someone else").click()
    guest.fill("Dr Novak")
    guest.qtbot.waitUntil(lambda: len(kept(guest)) == 2, timeout=20_000)
    guest.press("Alt+Up")
    guest.qtbot.waitUntil(lambda: [one.name for one in kept(guest)] == ["Dr Novak", "Sam"])
    guest.button(lines.lines[0], "Take them off").click()
    guest.qtbot.waitUntil(lambda: kept(guest) == (SAM,), timeout=20_000)
    guest.button(lines, "Undo").click()
    guest.press("Esc")  # what isn't kept yet is handed over on leaving
    guest.qtbot.waitUntil(lambda: len(kept(guest)) == 2, timeout=20_000)


def test_people_can_be_changed_on_support_itself_without_losing_ones_place(guest: Guest) -> None:
    guest.press("1")
    guest.type("half a wor")
    page = support(guest)
    guest.button(page, "Add someone").click()
    guest.fill("Sam")
    guest.button(page, "Done").click()
    assert "Sam" in read(page)
    guest.qtbot.waitUntil(lambda: [one.name for one in kept(guest)] == ["Sam"], timeout=20_000)
    guest.press("Esc")
    guest.fill("d")
    assert guest.see(Page).toPlainText() == "half a word"


def test_what_was_typed_about_somebody_is_kept_before_the_lock(guest: Guest) -> None:
    page = support(guest)
    guest.button(page, "Add someone").click()
    guest.fill("Sam")
    guest.press("Ctrl+L")
    guest.wait_for(LockedPage)
    guest.button(guest.see(LockedPage), "Unlock").click()
    guest.qtbot.waitUntil(lambda: guest.house.threshold.workspace is not None, timeout=20_000)
    guest.wait_until_open()
    assert [one.name for one in kept(guest)] == ["Sam"]


def test_going_back_leads_to_the_line_one_typed_in(guest: Guest) -> None:
    guest.press("Ctrl+F")
    guest.fill("river")
    at = guest.house.window.focusWidget()
    support(guest)
    guest.press("Esc")
    assert guest.house.window.focusWidget() is at
    assert isinstance(at, QLineEdit)
    assert at.selectedText() == ""


def test_people_are_shown_while_it_is_open_and_gone_with_the_lock(guest: Guest) -> None:
    keep(guest, SAM, NOVAK)
    page = support(guest)
    guest.qtbot.waitUntil(lambda: SAM.phone in read(page), timeout=20_000)
    assert NOVAK.phone in read(page)
    guest.press("Ctrl+L")
    guest.wait_for(LockedPage)
    guest.press("F1")
    assert "Emergency: 999 or 112" in read(page)
    assert not {SAM.phone, NOVAK.phone, "Your people"} & set(read(page))


def test_a_copy_for_the_lock_screen_is_made_and_unmade_by_choice(
    guest: Guest, folder: Path
) -> None:
    keep(guest, SAM)
    settings = SettingsFile(folder.parent)
    page = support(guest)
    guest.qtbot.waitUntil(lambda: SAM.phone in read(page), timeout=20_000)
    assert settings.load().people_shown == ()
    guest.button(page, "Change your people").click()
    switch = guest.button(page, "Show these on the lock screen (they won’t be encrypted)")
    switch.click()
    assert settings.load().people_shown == (SAM,)
    guest.press("Ctrl+L")
    guest.wait_for(LockedPage)
    locked = guest.see(LockedPage)
    assert "Emergency: 999 or 112 · Sam 0151 2345" in read(locked)
    guest.press("F1")
    assert SAM.phone in read(page)
    guest.press("Esc")
    guest.button(locked, "Unlock").click()
    guest.qtbot.waitUntil(lambda: guest.house.threshold.workspace is not None, timeout=20_000)
    guest.wait_until_open()
    guest.house.use(guest.house.preferences.showing((), when_locked=False))
    assert settings.load().people_shown == ()
    assert b"Sam" not in (folder.parent / "settings.json").read_bytes()


def test_the_first_pages_lead_to_someone_to_call_and_back(enter: Enter, guest: Guest) -> None:
    guest.workspace.show_aside("welcome to people")
    welcome = guest.see(WelcomePage)
    guest.button(welcome, "Add someone").click()
    guest.see(PeoplePage)


def test_where_no_number_is_known_the_first_pages_do_not_say_it_twice(guest: Guest) -> None:
    guest.house.use(replace(guest.house.preferences, country=ELSEWHERE))
    guest.workspace.show_aside("welcome to people")
    said = " ".join(read(guest.see(WelcomePage)))
    assert said.count("your local emergency number") == 1


@pytest.mark.parametrize("theme", THEMES)
def test_all_of_it_can_be_read_hit_and_named(guest: Guest, theme: str) -> None:
    keep(guest, replace(SAM, name="Alexandra-Maria " * 4), NOVAK)
    guest.house.window.resize(960, 640)
    preferences = guest.house.preferences.with_theme(theme).with_text_size(2.0)
    guest.house.use(preferences.showing((SAM, NOVAK), when_locked=True))
    page = support(guest)
    guest.qtbot.waitUntil(lambda: NOVAK.phone in read(page), timeout=20_000)
    _look_over(page, theme)
    guest.button(page, "Change your people").click()
    guest.qtbot.wait(0)
    _look_over(page, theme)
    guest.press("Esc")
    guest.workspace.show_aside("support")
    guest.session.journal.ask(storage.entries.newest, 1).result(20)
    guest.qtbot.wait(0)
    _look_over(guest.see(PeoplePage), theme)
    guest.press("Ctrl+L")
    guest.wait_for(LockedPage)
    guest.qtbot.wait(0)
    _look_over(guest.see(LockedPage), theme)


def _look_over(page: QWidget, theme: str) -> None:
    checks.nothing_is_clipped(page)
    checks.all_is_large_enough(page, dim=theme == "afterglow")
    checks.all_has_a_name(page)
