"""Drawing into a real vault: every stroke is kept the moment the pen lifts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app import storage
from journal_app.domain.day import Calendar
from journal_app.domain.entry import Kind, Part, PartState
from journal_app.domain.ink.marks import Stroke
from journal_app.domain.ink.records import Add, Hide, InkRecord, Show
from journal_app.domain.settings import Preferences
from journal_app.media import ink
from journal_app.services.journal import Journal
from journal_app.services.openentry import OpenEntry
from journal_app.services.voice.sound import Sound
from journal_app.ui.editors.ink import InkEditor
from journal_app.ui.icons import Icons
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.theme import Theme
from journal_app.ui.tools import Tools
from journal_app.ui.ink.inkchoice import InkChoice
from tests.fakes import FakeClock, Post
from tests.ui.pens import Mouse, Pen, line

LONG = line((60, 60), (300, 160), 30)


@dataclass
class Desk:
    """An open entry with a drawing in it, and what the vault holds of it."""

    journal: Journal
    clock: FakeClock
    tools: Tools
    entry: OpenEntry
    window: QWidget
    editor: InkEditor
    qtbot: QtBot

    @property
    def canvas(self) -> InkCanvas:
        return self.editor.findChildren(InkCanvas)[0]

    def pen(self) -> Pen:
        return Pen(self.canvas, self.canvas)

    def kept(self) -> Part:
        """Return the part as the vault has it."""
        return self.journal.ask(storage.entries.load, self.entry.id).result(10).parts[0]

    def log(self) -> list[InkRecord]:
        return ink.records(self.kept())

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.canvas, key, held)

    def button(self, name: str) -> QPushButton:
        buttons = self.editor.findChildren(QPushButton)
        return next(button for button in buttons if button.accessibleName() == name)

    def choice(self, name: str) -> InkChoice:
        return next(c for c in self.editor.findChildren(InkChoice) if c.text() == name)

    def reopen(self) -> "Desk":
        """Close the drawing and open what the vault has kept of it."""
        self.editor.close_part()
        self.window.hide()
        content = self.journal.ask(storage.entries.load, self.entry.id).result(10)
        entry = OpenEntry(self.journal, self.clock, content)
        return open_desk(self.journal, self.clock, self.tools, entry, self.qtbot)


def open_desk(
    journal: Journal, clock: FakeClock, tools: Tools, entry: OpenEntry, qtbot: QtBot
) -> Desk:
    part = entry.parts[0] if entry.parts else entry.new_part(Kind.INK)
    window = QWidget()
    qtbot.addWidget(window)
    editor = InkEditor(part, tools, window)
    editor.resize(900, 600)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    editor.setFocus()
    return Desk(journal, clock, tools, entry, window, editor, qtbot)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, Preferences())
    yield made
    made.deleteLater()


@pytest.fixture
def desk(journal: Journal, clock: FakeClock, theme: Theme, qtbot: QtBot) -> Desk:
    tools = Tools(theme, Icons(theme), clock, cast("Sound", None), Calendar(clock))
    return open_desk(journal, clock, tools, OpenEntry(journal, clock), qtbot)


def stroke(record: InkRecord) -> Stroke:
    assert isinstance(record, Add)
    return record.stroke


def test_a_stroke_is_stored_when_the_pen_lifts(desk: Desk) -> None:
    pen = desk.pen()
    began = desk.clock.moment.utc_ms
    pen.down(LONG[0])
    desk.clock.go_on(2)
    for place in LONG:
        pen.move(place)
    assert not desk.editor.part.begun
    pen.up(LONG[-1])
    (kept,) = desk.kept().records
    assert kept.made_ms == stroke(desk.log()[0]).made_ms == began
    assert len(ink.read(desk.kept())) == 1


def test_three_strokes_are_three_records_in_their_order(desk: Desk) -> None:
    for y in (50, 150, 250):
        desk.pen().draw(line((50, y), (300, y)))
        desk.clock.go_on(1)
    records = desk.kept().records
    assert [record.seq for record in records] == [0, 1, 2]
    assert [stroke(record).id for record in desk.log()] == [1, 2, 3]
    assert records[2].made_ms - records[0].made_ms == 2000


def test_leaving_keeps_the_stroke_under_the_pen(desk: Desk) -> None:
    pen = desk.pen()
    pen.down(LONG[0])
    pen.move(LONG[-1])
    desk.editor.close_part()
    assert len(ink.read(desk.kept())) == 1
    assert desk.kept().state is PartState.WHOLE


def test_leaving_an_empty_page_makes_no_part(desk: Desk, post: Post) -> None:
    desk.editor.close_part()
    assert not desk.editor.part.begun
    assert post.failures == []


def test_undo_redo_and_the_rubber_only_ever_add_records(desk: Desk) -> None:
    desk.pen().draw(LONG)
    desk.button("Undo").click()
    desk.button("Redo").click()
    desk.button("Erase").click()
    Mouse(desk.canvas, desk.canvas).draw([LONG[15]])
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    first, *rest = desk.log()
    assert isinstance(first, Add)
    assert rest == [Hide((1,)), Show((1,)), Hide((1,)), Show((1,))]


def test_undo_and_redo_have_their_keys(desk: Desk) -> None:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    desk.pen().draw(LONG)
    desk.press(Qt.Key.Key_Z, control)
    assert len(desk.canvas.drawing) == 0
    desk.press(Qt.Key.Key_Z, control | shift)
    assert len(desk.canvas.drawing) == 1
    desk.press(Qt.Key.Key_Z, control)
    desk.press(Qt.Key.Key_Y, control)
    assert len(desk.canvas.drawing) == 1


def test_undo_waits_while_a_stroke_is_being_drawn(desk: Desk) -> None:
    pen = desk.pen()
    pen.draw(LONG)
    pen.down((200, 300))
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    pen.up((200, 300))
    assert len(desk.canvas.drawing) == 2


def test_only_possible_steps_are_offered(desk: Desk) -> None:
    undo, redo = desk.button("Undo"), desk.button("Redo")
    assert (undo.isEnabled(), redo.isEnabled()) == (False, False)
    desk.pen().draw(LONG)
    assert (undo.isEnabled(), redo.isEnabled()) == (True, False)
    undo.setFocus()
    undo.click()
    assert (undo.isEnabled(), redo.isEnabled()) == (False, True)
    assert desk.canvas.hasFocus()


def test_a_drawing_opened_again_is_whole_and_can_be_drawn_on(desk: Desk) -> None:
    desk.pen().draw(LONG)
    desk.pen().draw(line((50, 300), (300, 300)))
    again = desk.reopen()
    assert len(again.canvas.drawing) == 2
    again.pen().draw(line((50, 350), (300, 350)))
    assert [stroke(record).id for record in again.log()] == [1, 2, 3]


def test_opening_a_drawing_writes_nothing(desk: Desk) -> None:
    desk.pen().draw(LONG)
    before = desk.kept().records
    again = desk.reopen()
    again.editor.flush()
    assert again.kept().records == before


def test_what_was_done_in_an_earlier_sitting_can_be_undone(desk: Desk) -> None:
    desk.pen().draw(LONG)
    desk.pen().draw(line((50, 300), (300, 300)))
    desk.editor.undo()
    again = desk.reopen()
    again.editor.redo()
    assert len(again.canvas.drawing) == 2
    again.editor.undo()
    again.editor.undo()
    assert len(again.canvas.drawing) == 0


def test_a_record_of_a_later_version_stays_in_the_vault_as_it_is(desk: Desk) -> None:
    desk.pen().draw(LONG)
    desk.editor.part.append(b"\x7fsomething new")
    again = desk.reopen()
    again.pen().draw(LONG)
    assert [record.body for record in again.kept().records][1] == b"\x7fsomething new"
    assert len(again.canvas.drawing) == 2


@pytest.mark.parametrize(
    ("name", "token"),
    [("ink", "text"), ("clay", "accent"), ("sage", "sage"), ("plum", "plum"), ("sky", "chart4")],
)
def test_one_press_chooses_an_ink(name: str, token: str, desk: Desk) -> None:
    QTest.mouseClick(desk.choice(name), Qt.MouseButton.LeftButton)
    desk.pen().draw(LONG)
    assert stroke(desk.log()[0]).colour == token


def test_one_press_chooses_a_nib(desk: Desk) -> None:
    desk.pen().draw(LONG)
    QTest.mouseClick(desk.choice("thick"), Qt.MouseButton.LeftButton)
    desk.pen().draw(LONG)
    thin, thick = (stroke(record).width for record in desk.log())
    assert thick == 3 * thin


def test_inks_nibs_pen_and_rubber_have_their_keys(desk: Desk) -> None:
    desk.press(Qt.Key.Key_C)
    desk.press(Qt.Key.Key_BracketRight)
    assert desk.choice("clay").isChecked()
    assert desk.choice("thick").isChecked()
    desk.press(Qt.Key.Key_E)
    assert desk.button("Erase").isChecked()
    desk.press(Qt.Key.Key_B)
    assert not desk.button("Erase").isChecked()
    desk.press(Qt.Key.Key_BracketLeft)
    assert desk.choice("thin").isChecked()
    for _ in range(4):
        desk.press(Qt.Key.Key_C)
    assert desk.choice("ink").isChecked()


def test_choosing_an_ink_puts_the_rubber_away(desk: Desk) -> None:
    desk.pen().draw(LONG)
    desk.button("Erase").click()
    desk.choice("plum").click()
    desk.pen().draw(LONG)
    assert stroke(desk.log()[-1]).colour == "plum"


@pytest.mark.parametrize("name", ["paper", "evening", "afterglow"])
@pytest.mark.parametrize("size", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("room", [(912, 390), (1190, 560), (1880, 900)], ids=str)
def test_everything_is_in_reach_and_large_enough_at_any_size(
    name: str, size: float, room: tuple[int, int], desk: Desk, theme: Theme
) -> None:
    theme.use(Preferences(theme=name, text_size=size))
    desk.editor.resize(*room)
    QApplication.processEvents()
    assert desk.editor.size().toTuple() == room
    least, apart = (64, 20) if name == "afterglow" else (48, 12)
    targets: list[QWidget] = [
        *desk.editor.findChildren(InkChoice),
        *desk.editor.findChildren(QPushButton),
    ]
    places = []
    for target in targets:
        corner = target.mapTo(desk.editor, target.rect().topLeft())
        place = target.rect().translated(corner)
        assert desk.editor.rect().contains(place)
        assert min(place.width(), place.height()) >= least
        assert target.width() >= target.sizeHint().width()
        places.append(place)
    for n, place in enumerate(places):
        near = place.adjusted(-apart, -apart, apart, apart)
        assert not any(near.intersects(other) for other in places[n + 1 :])
    assert desk.canvas.width() > room[0] * 0.55


def test_everything_has_a_name_and_the_keyboard_reaches_it(desk: Desk) -> None:
    desk.pen().draw(LONG)
    reached: list[str] = []
    for _ in range(8):
        QTest.keyClick(cast("QWidget", QApplication.focusWidget()), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        reached.append(focused.accessibleName())
    assert {"Undo", "Erase", "Draw in ink", "Draw thin lines", "Drawing, 1 stroke"} <= set(reached)
