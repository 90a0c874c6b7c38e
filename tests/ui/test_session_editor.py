"""The log of a session: only its day is needed, and what is noted is kept as it is noted."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from journal_app import storage
from journal_app.domain import placing, sessionlog
from journal_app.domain.day import Calendar
from journal_app.domain.entry import Entry, Kind
from journal_app.domain.sessionlog import Felt, SessionLog
from journal_app.domain.settings import Preferences
from journal_app.media import session
from journal_app.services.journal import Journal
from journal_app.services.openentry import OpenEntry
from journal_app.services.voice.sound import Sound
from journal_app.ui.editors.session import SessionEditor
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.tools import Tools
from journal_app.ui.widgets.logbook.widechoice import WideChoice
from tests.fakes import SUNDAY_EVENING, FakeClock, Post

SUNDAY = SUNDAY_EVENING.day
Make = Callable[[OpenEntry], SessionEditor]


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, Preferences())
    yield made
    made.deleteLater()


@pytest.fixture
def make(clock: FakeClock, theme: Theme, qtbot: QtBot) -> Make:
    tools = Tools(theme, Icons(theme), clock, cast("Sound", None), Calendar(clock))

    def make(entry: OpenEntry, asked: str = "") -> SessionEditor:
        there = next(iter(entry.parts), None)
        made = SessionEditor(there or entry.new_part(Kind.SESSION, asked=asked), tools)
        qtbot.addWidget(made)
        made.resize(900, 700)
        made.show()
        return made

    return make


@pytest.fixture
def entry(journal: Journal, clock: FakeClock) -> OpenEntry:
    return OpenEntry(journal, clock, day=SUNDAY)


def kept(entry: OpenEntry) -> Entry:
    return entry.journal.ask(storage.entries.load, entry.id).result(20)


def log(entry: OpenEntry) -> SessionLog:
    return session.read(kept(entry).parts[0])


def press(editor: SessionEditor, *names: str) -> None:
    for name in names:
        next(b for b in editor.findChildren(QPushButton) if b.text() == name).click()


def write(editor: SessionEditor, name: str, text: str) -> None:
    line = next(one for one in editor.findChildren(QLineEdit) if one.accessibleName() == name)
    line.selectAll()
    line.setFocus()
    QTest.keyClicks(line, text)


def test_nothing_is_kept_until_something_is_noted(make: Make, entry: OpenEntry) -> None:
    editor = make(entry)
    press(editor, "When it began and ended")
    editor.close_part()
    assert not editor.part.begun


def test_a_day_is_a_session(make: Make, entry: OpenEntry) -> None:
    editor = make(entry)
    press(editor, "Today")
    assert log(entry) == SessionLog(day=SUNDAY)
    press(editor, "Yesterday")
    assert log(entry) == SessionLog(day=SUNDAY - timedelta(days=1))
    assert kept(entry).day == SUNDAY - timedelta(days=1)


def test_what_is_pressed_first_makes_it_a_session_of_today(make: Make, entry: OpenEntry) -> None:
    press(make(entry), "peaceful", "vivid", "peaceful", "nothing much")
    assert log(entry) == SessionLog(day=SUNDAY, qualities=("vivid", "nothing_much"))


def test_who_has_just_come_back_need_not_say_when_that_was(make: Make, entry: OpenEntry) -> None:
    cast("Callable[[OpenEntry, str], SessionEditor]", make)(entry, sessionlog.JUST)
    assert log(entry) == SessionLog(day=SUNDAY)


def test_times_are_understood_and_the_entry_lies_where_it_began(
    make: Make, entry: OpenEntry
) -> None:
    editor = make(entry)
    press(editor, "When it began and ended")
    write(editor, "From", "about 22:00")
    write(editor, "Until", "0:30")
    editor.flush()
    noted = log(entry)
    assert session.lines(noted)["times"] == "about 22:00 to 00:30"
    assert noted.ends is not None
    assert noted.ends.moment.day == SUNDAY + timedelta(days=1)
    assert kept(entry).made == (noted.begins or noted.ends).moment
    write(editor, "Until", "later")
    editor.flush()
    assert log(entry) == noted


def test_a_backdated_session_takes_its_times_along(make: Make, entry: OpenEntry) -> None:
    editor = make(entry)
    press(editor, "Today", "When it began and ended")
    write(editor, "From", "14:00")
    press(editor, "Another day")
    write(editor, "Day", "Friday")
    friday = date(2026, 11, 20)
    assert kept(entry).day == friday
    assert f"{kept(entry).made.civil:%A %H:%M}" == "Friday 14:00"
    loaded = OpenEntry(entry.journal, entry.clock, kept(entry))
    monday = SUNDAY + timedelta(days=1)
    loaded.arrange(replace(loaded.arrangement, day=monday))  # as the head of the page does
    press(make(loaded), "hard")
    begins = log(entry).begins
    assert begins is not None
    assert f"{begins.moment.civil:%A %H:%M}" == "Monday 14:00"


def test_who_is_in_afterglow_is_asked_for_little_until_they_want_more(
    make: Make, entry: OpenEntry, theme: Theme
) -> None:
    editor = make(entry)

    def asked() -> set[str]:
        return {b.text() for b in editor.findChildren(QPushButton) if b.isVisible()}

    assert "How and where" in asked()
    theme.use(Preferences().with_theme("afterglow"))
    assert {"Today", "peaceful"} <= asked()
    assert "How and where" not in asked()
    press(editor, "More, if you like")
    assert "How and where" in asked()
    theme.use(Preferences())


def test_of_a_session_to_come_nothing_is_asked_that_only_comes_after(
    make: Make, entry: OpenEntry
) -> None:
    editor = make(entry)
    press(editor, "Another day")
    write(editor, "Day", "next Friday")
    assert log(entry).day == date(2026, 11, 27)
    seen = {b.text() for b in editor.findChildren(QPushButton) if b.isVisible()}
    assert "Before it" in seen
    assert not {"peaceful", "Body and after-effects", "How hard, how meaningful"} & seen


def test_everything_can_be_noted(make: Make, entry: OpenEntry) -> None:
    editor = make(entry)
    press(editor, "How and where", "lozenge or under the tongue", "home", "eye mask")
    press(editor, "IV", "IV", "IM", "Who was with you", "yes")
    write(editor, "Who", "Ana")
    press(editor, "How hard, how meaningful", "a little")
    press(editor, "Body and after-effects", "nausea")
    write(editor, "nausea: when, for how long", "an hour")
    press(editor, "A course it belongs to")
    write(editor, "Number of the session", "4")
    press(editor, "Add: dose, other medicines, vitals")
    write(editor, "Dose", "as on the sheet")
    editor.close_part()
    assert log(entry) == SessionLog(
        day=SUNDAY,
        route="im",
        place="home",
        setting=("eye_mask",),
        company="yes",
        who="Ana",
        hard=2,
        felt=(Felt("nausea", "an hour"),),
        number=4,
        dose="as on the sheet",
    )
    assert session.told(editor.part.content)[0] == "Session (IM, home)"


def test_every_step_can_be_taken_back_and_again(make: Make, entry: OpenEntry) -> None:
    editor = make(entry)
    press(editor, "Today", "vivid", "vivid", "hard", "Who was with you")
    write(editor, "Who", "Ana")
    press(editor, "Yesterday")
    steps = [log(entry)]
    for _step in range(3):
        editor.undo()
        steps.append(log(entry))
    assert [(one.day == SUNDAY, one.who, one.qualities) for one in steps] == [
        (False, "Ana", ("hard",)),
        (True, "Ana", ("hard",)),
        (True, "", ("hard",)),
        (True, "", ()),
    ]
    for _step in range(3):
        editor.redo()
    assert log(entry) == steps[0]
    assert kept(entry).day == SUNDAY - timedelta(days=1)


def test_what_was_noted_before_is_taken_with_a_press(
    make: Make, entry: OpenEntry, post: Post, qtbot: QtBot
) -> None:
    for who in ("Robin", "Ana", "Robin"):
        earlier = OpenEntry(entry.journal, entry.clock, day=SUNDAY - timedelta(days=9))
        earlier.new_part(Kind.SESSION).put(sessionlog.body(SessionLog(who=who)))
    editor = make(entry)
    press(editor, "Who was with you")
    offered = wait_for(editor, post, qtbot, "Ana")
    assert offered.count("Robin") == 1
    press(editor, "Ana")
    assert log(entry).who == "Ana"


def wait_for(editor: SessionEditor, post: Post, qtbot: QtBot, name: str) -> list[str]:
    """Wait until a button is there; return all that are."""

    def there() -> list[str]:
        while not post.queue.empty():
            post.queue.get()()
        buttons = editor.findChildren(QAbstractButton)
        return [button.text() or button.accessibleName() for button in buttons]

    qtbot.waitUntil(lambda: name in there(), timeout=20_000)
    return there()


def test_what_was_made_before_can_be_its_intention(
    make: Make, entry: OpenEntry, post: Post, qtbot: QtBot
) -> None:
    before = OpenEntry(entry.journal, entry.clock, day=SUNDAY, guide=placing.BEFORE)
    before.new_part(Kind.WORDS, asked="before.1").put(b"tired")
    before.new_part(Kind.WORDS, asked="before.4").put(b"a little room for *quiet*")
    editor = make(entry)
    press(editor, "Before it")
    wait_for(editor, post, qtbot, "“a little room for quiet” · Sunday 22 November")
    choice = editor.findChildren(WideChoice)[0]
    choice.click()
    assert log(entry).intention == before.id
    choice.click()
    assert log(entry).intention is None


def test_what_the_care_team_is_to_be_told_can_be_set_to_share(make: Make, entry: OpenEntry) -> None:
    editor = make(entry)
    press(editor, "Today", "To tell my care team")
    QTest.keyClicks(editor.findChildren(QPlainTextEdit)[0], "the headache")
    editor.flush()
    assert log(entry).team == "the headache"
    press(editor, "Off")
    assert kept(entry).shared
