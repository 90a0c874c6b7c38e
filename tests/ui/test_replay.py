"""Watching a drawing come about again, by itself or step by step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from journal_app.domain.day import Calendar
from journal_app.domain.entry import Kind
from journal_app.domain.ink.codec import pack
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Extent, Sample, Stroke
from journal_app.domain.ink.records import Add, Hide, InkRecord
from journal_app.domain.ink.replay import Replay
from journal_app.domain.settings import Preferences
from journal_app.ui import motion
from journal_app.ui.icons import Icons
from journal_app.ui.ink.seeing.replay import ReplayView
from journal_app.ui.pages.entry import EntryPage
from journal_app.ui.pages.replay import ReplayPage
from journal_app.ui.theme import Theme
from journal_app.ui.tools import Tools
from tests.fakes import FakeClock
from tests.fakes_sound import fake_sound
from tests.guest import Enter, enter, fakes, keychain
from tests.ui.named import Namer
from tests.ui.pens import Picture, picture, unlike

__all__ = ["enter", "fakes", "keychain"]


def line(id_: int, tool: str = "pen", every: float = 4.0) -> Stroke:
    places = ((20.0 + 9 * n, 40.0 * id_ + 6 * (n % 3)) for n in range(40))
    samples = (Sample(x, y, 0.5, every * n) for n, (x, y) in enumerate(places))
    return Stroke.of(id_, tool, "text", 8.0, 0, samples)


RECORDS: tuple[InkRecord, ...] = (
    Add(line(1), Extent(400, 300)),
    Add(line(2, "highlighter")),
    Add(line(3, "brush")),
    Hide((1,)),
)


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication, clock: FakeClock) -> ReplayView:
    theme = Theme(qapp, Preferences())
    sound = fake_sound(clock).sound
    made = ReplayView(Tools(theme, Icons(theme), clock, sound, Calendar(clock)))
    qtbot.addWidget(made)
    made.resize(640, 520)
    made.show()
    made.show_replay(Replay(RECORDS, range(0, 2000, 500)))
    return made


def seen(qtbot: QtBot, view: ReplayView) -> Picture:
    qtbot.waitUntil(lambda: not view._course.busy, timeout=20_000)
    return picture(view._course.grab())


def test_it_rests_at_the_beginning_until_it_is_asked_to_go_on(
    qtbot: QtBot, view: ReplayView
) -> None:
    QTest.qWait(40)
    assert (view.ms, view.playing) == (0.0, False)
    QTest.keyClick(view._slider, Qt.Key.Key_Space)
    assert view.playing
    qtbot.waitUntil(lambda: view.ms > 50, timeout=20_000)
    QTest.keyClick(view._slider, Qt.Key.Key_Space)
    assert not view.playing


def test_it_ends_with_the_drawing_as_it_is_whichever_way_one_gets_there(
    qtbot: QtBot, view: ReplayView
) -> None:
    view.show_replay(Replay(RECORDS, range(4)))
    view.hurry()
    view.hurry()
    assert view._pace.text() == "Four times as fast"
    view.toggle()
    qtbot.waitUntil(lambda: not view.playing, timeout=20_000)
    played = seen(qtbot, view)
    view.start_again()
    empty = seen(qtbot, view)
    for _ in RECORDS:
        view.step_on()
        seen(qtbot, view)
    stepped = seen(qtbot, view)
    view._slider.setValue(0)
    view._slider.setValue(view._slider.maximum())
    slid = seen(qtbot, view)
    assert unlike(played, stepped, 2) == 0
    assert unlike(played, slid, 2) < 30  # where the rubbed out line crossed nothing is left of it
    assert unlike(played, empty, 30) > 1000


def test_a_growing_line_lies_where_it_will_stay(qtbot: QtBot, view: ReplayView) -> None:
    last = line(1).points[-1, 3]
    view._go_to(last * 0.5)
    half = seen(qtbot, view)
    view._go_to(last - 0.5)
    almost = seen(qtbot, view)
    view._go_to(last)
    whole = seen(qtbot, view)
    assert unlike(half, whole, 60) > 5 * unlike(almost, whole, 60) > 0


def test_a_line_that_was_growing_is_gone_before_it_was_begun(
    qtbot: QtBot, view: ReplayView
) -> None:
    empty = seen(qtbot, view)
    view._go_to(100.0)
    assert unlike(seen(qtbot, view), empty, 60) > 30
    view._go_to(0.0)
    assert unlike(seen(qtbot, view), empty, 2) == 0


def test_a_line_that_is_growing_stays_when_the_page_gets_another_shape(
    qtbot: QtBot, view: ReplayView
) -> None:
    view._go_to(100.0)
    before = seen(qtbot, view)
    view._course._again()
    assert unlike(seen(qtbot, view), before, 2) == 0


def test_steps_go_back_too_and_home_is_the_beginning(qtbot: QtBot, view: ReplayView) -> None:
    empty = seen(qtbot, view)
    for _ in range(3):
        QTest.keyClick(view._course, Qt.Key.Key_Right)
    QTest.keyClick(view._course, Qt.Key.Key_Left)
    assert view._course._seen.done == 2
    QTest.keyClick(view._course, Qt.Key.Key_Home)
    assert view.ms == 0.0
    assert unlike(seen(qtbot, view), empty, 2) == 0


def test_where_movement_isnt_wanted_it_goes_on_by_steps(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, clock: FakeClock, view: ReplayView
) -> None:
    monkeypatch.setattr(motion, "wanted", lambda: False)
    theme, sound = view._theme, fake_sound(clock).sound
    still = ReplayView(Tools(theme, Icons(theme), clock, sound, Calendar(clock)))
    qtbot.addWidget(still)
    still.show()
    still.show_replay(Replay(RECORDS, range(4)))
    assert not still._play.isVisible()
    QTest.keyClick(still._slider, Qt.Key.Key_Space)
    assert not still.playing
    assert still._course._seen.done == 1


def test_it_rests_while_nobody_looks(view: ReplayView) -> None:
    view.toggle()
    view.hide()
    assert not view.playing


def test_a_drawing_in_its_entry_leads_there_and_back(enter: Enter) -> None:
    namer = Namer(guest := enter())
    guest.wait_until_open()
    made = namer.write(0, (Kind.INK, [pack(record) for record in RECORDS]))
    guest.workspace.show_entry(made.id)
    guest.wait_for(EntryPage)
    card = guest.see(EntryPage)._cards[made.parts[0].id]
    card._more.click()
    guest.button(card, "See it being drawn").click()
    page = guest.see(ReplayPage)
    namer.wait(lambda: len(page._view._replay.records) == len(RECORDS))
    assert not page._view.playing
    namer.wait(page._view._course.hasFocus)
    slider = page.findChildren(QSlider)[0]
    assert slider.accessibleName() == "How far the drawing has come"
    assert all(b.text() for b in page._view.findChildren(QPushButton))
    page._view.step_on()
    guest.press("Esc")
    guest.wait_for(EntryPage)
    page.forget()
    assert page._view._replay.records == ()


def test_the_page_is_the_drawing_in_the_end(view: ReplayView) -> None:
    view._go_to(view._replay.duration_ms)
    there = [mark.id for mark in view._course._drawing.visible()]
    assert there == [mark.id for mark in Drawing(RECORDS).visible()]
