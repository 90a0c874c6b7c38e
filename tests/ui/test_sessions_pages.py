"""Sessions as a list and one by one, and the entries that say where they lie around one."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app import app
from journal_app.devices.memory import MemoryKeychain
from journal_app.devices.settings_file import SettingsFile
from journal_app.domain import placing, sessionlog
from journal_app.domain.entry import EntryId, Kind
from journal_app.domain.sessionlog import SessionLog
from journal_app.domain.settings import THEMES, Preferences
from journal_app.services.openentry import OpenEntry
from journal_app.ui.editors.session import SessionEditor
from journal_app.ui.house import House
from journal_app.ui.pages.aroundsession import AroundSessionPage
from journal_app.ui.pages.entry import EntryPage
from journal_app.ui.pages.sessions import SessionsPage
from journal_app.ui.pages.sitting import SittingPage
from journal_app.ui.widgets.logbook.line import Line
from journal_app.ui.widgets.logbook.section import Section
from journal_app.ui.widgets.logbook.widechoice import WideChoice
from journal_app.ui.workspace import Workspace
from tests.fakes import SUNDAY_EVENING, FakeClock
from tests.fakes_sound import fake_sound
from tests.ui import checks

SUNDAY = SUNDAY_EVENING.day
FRIDAY = SUNDAY - timedelta(days=2)

INTENTION = "a little room for quiet, and for whatever comes then " * 2 + "or not"


class Desk:
    """The whole house, with a session of Friday, one of a course, one to come, and some words."""

    def __init__(self, house: House, workspace: Workspace, qtbot: QtBot, clock: FakeClock) -> None:
        self.house, self.workspace, self.qtbot, self.clock = house, workspace, qtbot, clock
        self.session = self.note(FRIDAY, route="lozenge", qualities=("vivid",))
        self.note(
            FRIDAY - timedelta(days=60),
            course="Spring",
            number=2,
            who="R " * 40,
            provider="The clinic by the river " * 4,
        )
        self.note(SUNDAY + timedelta(days=5))
        words = OpenEntry(workspace.places.session.journal, clock, day=SUNDAY)
        words.new_part(Kind.WORDS).put(b"warm")
        words.set_aside()
        self.words = words.id
        before = OpenEntry(
            workspace.places.session.journal, clock, day=FRIDAY, guide=placing.BEFORE
        )
        before.new_part(Kind.WORDS).put(INTENTION.encode())
        before.set_aside()

    def note(self, on: date, **said: object) -> EntryId:
        entry = OpenEntry(self.workspace.places.session.journal, self.clock, day=on)
        log = SessionLog(day=on)
        for name, value in said.items():
            log = sessionlog.with_value(log, name, value)
        entry.new_part(Kind.SESSION).put(sessionlog.body(log))
        entry.set_aside()
        return entry.id

    @property
    def page(self) -> QWidget:
        page = self.workspace._stack.currentWidget()
        assert page is not None
        return page

    def lines(self) -> list[tuple[str, str]]:
        shown = [line for line in self.page.findChildren(Line) if line.isVisible()]
        return [(line.accessibleName(), line.accessibleDescription()) for line in shown]

    def wait_for(self, *titles: str) -> None:
        self.qtbot.waitUntil(
            lambda: [one for one, _about in self.lines()] == [*titles], timeout=20_000
        )

    def press(self, name: str) -> None:
        def there() -> bool:
            return any(b.text() == name and b.isVisible() for b in self.buttons())

        self.qtbot.waitUntil(there, timeout=20_000)
        next(b for b in self.buttons() if b.text() == name and b.isVisible()).click()

    def buttons(self) -> list[QPushButton]:
        return self.workspace.findChildren(QPushButton)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, folder: Path, clock: FakeClock) -> Iterator[Desk]:
    settings = SettingsFile(folder.parent)
    settings.save(Preferences(welcomed=True))
    outside = app.Outside(MemoryKeychain(), fake_sound(clock).sound, clock, settings)
    made = app.build(outside, folder, qapp)
    qtbot.addWidget(made.window)
    made.window.resize(1240, 752)
    made.open()
    workspace = made.threshold.workspace
    assert workspace is not None
    yield Desk(made, workspace, qtbot, clock)
    made.threshold.close_now()


def test_sessions_are_listed_by_course_those_to_come_first(desk: Desk) -> None:
    desk.workspace.go("sessions")
    assert isinstance(desk.page, SessionsPage)
    desk.wait_for("Friday 27 November 2026", "Friday 20 November 2026", "Monday 21 September 2026")
    assert [about for _title, about in desk.lines()] == ["", "lozenge · vivid", "session 2"]
    desk.press("Note a session")
    assert isinstance(desk.page, SittingPage)


def test_a_session_leads_to_what_was_made_after_it_and_may_go_without_that(desk: Desk) -> None:
    desk.workspace.go("session", desk.session)
    assert isinstance(desk.page, AroundSessionPage)
    desk.wait_for(INTENTION, "warm")
    assert desk.lines()[-1][1] == "day 2 after · Sunday evening · words"
    desk.press("Move to the bin")
    desk.wait_for()
    desk.press("Undo")
    desk.wait_for(INTENTION, "warm")
    desk.page.findChildren(Line)[-1].click()
    desk.qtbot.waitUntil(lambda: isinstance(desk.page, EntryPage), timeout=20_000)


def test_an_entry_says_where_it_lies_and_leads_there(desk: Desk) -> None:
    desk.workspace.show_entry(desk.words)
    desk.press("day 2 after Friday’s session")
    assert isinstance(desk.page, AroundSessionPage)
    desk.wait_for(INTENTION, "warm")
    desk.press("Open what you noted")
    desk.press("What lies around it")
    desk.wait_for(INTENTION, "warm")


def test_all_of_it_can_be_read_hit_named_and_walked_through_at_every_look(desk: Desk) -> None:
    for name, about in (("sessions", None), ("session", desk.session), ("begin", Kind.SESSION)):
        desk.workspace.go(name, about)
        if name == "session":
            desk.wait_for(INTENTION, "warm")
        for editor in desk.page.findChildren(SessionEditor):
            editor._unfold()
        for section in desk.page.findChildren(Section):
            section.unfold()
        if name == "begin":
            desk.qtbot.waitUntil(lambda: len(desk.page.findChildren(WideChoice)) == 1)
        for theme, size in product(THEMES, (1.0, 2.0)):
            desk.house.use(desk.house.preferences.with_theme(theme).with_text_size(size))
            for _round in range(4):
                QApplication.processEvents()
            checks.nothing_is_clipped(desk.page)
            checks.all_is_large_enough(desk.page, dim=theme == "afterglow")
        checks.all_has_a_name(desk.page)
        desk.house.window.activateWindow()
        checks.tab_reaches_everything(desk.page)
