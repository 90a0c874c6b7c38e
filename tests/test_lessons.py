"""What other journals lost, once: each of these cost somebody something."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import Connection, select

from journal_app.devices.memory import MemoryKeychain
from journal_app.domain.clock import Moment
from journal_app.domain.entry import EntryId, Kind
from journal_app.storage import schema
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.pages.entry import EntryPage
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.widgets.page import Page
from journal_app.ui.workspace import Workspace
from tests.fakes import SUNDAY_EVENING, FakeClock
from tests.fakes_sound import FakeSound, tone
from tests.guest import Enter, Guest, enter, fakes, kept, keychain
from tests.ui.pens import Pen, line

__all__ = ["enter", "fakes", "keychain"]

HALF_PAST_ONE = replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms + 5 * 3_600_000)
SUNDAY = date(2026, 11, 22)


def _open_the_newest(guest: Guest) -> EntryPage:
    found = guest.session.journal.ask(_newest).result(20)
    guest.workspace.show_entry(found)
    guest.wait_for(EntryPage)
    return guest.see(EntryPage)


def _newest(db: Connection) -> EntryId:
    uid = db.exec_driver_sql("SELECT uid FROM entry ORDER BY id DESC LIMIT 1").scalar_one()
    return EntryId(uid)


def _everything(db: Connection) -> list[tuple[object, ...]]:
    tables = (schema.entry, schema.part, schema.record, schema.version)
    return [tuple(row) for table in tables for row in db.execute(select(table))]


def test_text_typed_just_before_going_to_another_day_is_there_when_one_comes_back(
    enter: Enter, clock: FakeClock
) -> None:
    guest = enter()
    guest.press("1")
    guest.type("not yet kept")
    guest.press("Ctrl+J")
    clock.go_on(86_400)
    guest.press("Ctrl+1")
    guest.type("the next day")
    guest.press("Esc")
    guest.wait_until_kept()
    bodies = guest.session.journal.ask(
        lambda db: db.exec_driver_sql("SELECT body FROM part ORDER BY id").scalars().all()
    ).result(20)
    assert bodies == [b"not yet kept", b"the next day"]


def test_the_first_letters_of_a_new_entry_outlive_a_lock_that_comes_before_they_were_saved(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    guest.wait_until_open()
    guest.press("1")
    guest.type("n")
    guest.press("Ctrl+L")
    guest.wait_for(LockedPage)
    guest.qtbot.waitUntil(lambda: not guest.house.window.findChildren(Workspace), timeout=20_000)
    (entry,) = kept(folder, keychain)
    assert entry.parts[0].body == b"n"


def test_an_entry_that_is_only_a_drawing_survives_closing(
    enter: Enter, folder: Path, keychain: MemoryKeychain
) -> None:
    guest = enter()
    guest.press("2")
    canvas = guest.see(InkCanvas)
    Pen(canvas, canvas).draw(line((100, 100), (240, 180)))
    guest.leave()
    (entry,) = kept(folder, keychain)
    assert [(part.kind, len(part.records)) for part in entry.parts] == [(Kind.INK, 1)]


def test_an_entry_that_is_only_a_voice_survives_closing(
    enter: Enter, folder: Path, keychain: MemoryKeychain, fakes: FakeSound
) -> None:
    guest = enter()
    guest.press("3")
    fakes.microphone.say(tone(3.0))
    guest.leave()
    (entry,) = kept(folder, keychain)
    assert [part.kind for part in entry.parts] == [Kind.VOICE]
    assert entry.parts[0].records


@pytest.mark.parametrize("wait_s", [0.0, 0.3, 0.5])
def test_a_new_page_is_not_taken_away_before_its_first_letter(
    enter: Enter, folder: Path, keychain: MemoryKeychain, clock: FakeClock, wait_s: float
) -> None:
    guest = enter()
    guest.wait_until_open()
    guest.press("1")
    page = guest.see(Page)
    clock.go_on(wait_s)
    guest.qtbot.keyClick(page, Qt.Key.Key_W)
    guest.wait_until_kept()
    assert guest.see(Page) is page
    guest.leave()
    (entry,) = kept(folder, keychain)
    assert entry.parts[0].body == b"w"


def test_looking_at_what_was_made_changes_nothing(enter: Enter, clock: FakeClock) -> None:
    guest = enter()
    guest.press("1")
    guest.type("as it is")
    guest.press("Ctrl+Return")
    guest.wait_until_kept()
    before = guest.session.journal.ask(_everything).result(20)
    clock.go_on(3_600)
    page: QWidget = _open_the_newest(guest)
    guest.button(page, "Open these words").click()
    guest.see(Page)
    guest.press("Esc")
    guest.wait_for(EntryPage)
    guest.press("Ctrl+J")
    assert guest.session.journal.ask(_everything).result(20) == before


def test_an_entry_stays_on_its_day_wherever_it_is_opened_and_gone_on_with(
    enter: Enter, folder: Path, clock: FakeClock, keychain: MemoryKeychain
) -> None:
    clock.moment = HALF_PAST_ONE
    guest = enter()
    guest.press("1")
    guest.type("in the small hours")
    guest.leave()
    for hours, zone in ((9, "JST"), (-10, "HST"), (14, "LINT")):
        later = clock.moment.utc_ms + 40 * 3_600_000
        clock.moment = Moment(later, hours * 60, zone)
        again = enter()
        again.wait_until_open()
        page: QWidget = _open_the_newest(again)
        again.button(page, "Open these words").click()
        again.type(".")
        again.leave()
        (entry,) = kept(folder, keychain)
        assert (entry.day, entry.made) == (SUNDAY, HALF_PAST_ONE)


def test_home_says_the_day_it_is_for_somebody_who_is_still_up(
    enter: Enter, clock: FakeClock
) -> None:
    clock.moment = HALF_PAST_ONE
    guest = enter()
    assert guest.see(HomePage)._when.text() == "Sunday night"
