"""Drawing into a real vault: every stroke is kept the moment the pen lifts."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app import storage
from journal_app.domain.day import Calendar
from journal_app.domain.entry import Kind, Part, PartState
from journal_app.domain.ink.hand import HandSettings
from journal_app.domain.ink.marks import Stroke
from journal_app.domain.ink.records import Add, Change, Hide, InkRecord, Paper, Show
from journal_app.domain.settings import THEMES, Preferences
from journal_app.media import ink
from journal_app.services.journal import Journal
from journal_app.services.openentry import OpenEntry
from journal_app.services.voice.sound import Sound
from journal_app.ui.editors.ink import InkEditor
from journal_app.ui.icons import Icons
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.ink.desk.inkchoice import InkChoice
from journal_app.ui.ink.desk.panels.starts import Starts
from journal_app.ui.ink.seeing.replay import ReplayView
from journal_app.ui.theme import Theme
from journal_app.ui.tools import Tools
from tests.fakes import FakeClock, Post
from tests.ui import checks
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

    def fit(self, room: tuple[int, int]) -> None:
        self.editor.resize(*room)
        for _ in range(3):  # what is inside asks for another place, and again
            QApplication.processEvents()

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.canvas, key, held)

    def button(self, name: str) -> QPushButton:
        buttons = self.editor.findChildren(QPushButton)
        return next(b for b in reversed(buttons) if name in {b.accessibleName(), b.text()})

    def typing(self) -> QLineEdit:
        """Return the line that is there to type in."""
        return self.editor.findChildren(QLineEdit)[-1]

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
    assert desk.choice("middle").isChecked()
    desk.press(Qt.Key.Key_E)
    assert desk.button("Erase").isChecked()
    desk.press(Qt.Key.Key_B)
    assert not desk.button("Erase").isChecked()
    desk.press(Qt.Key.Key_BracketLeft)
    assert desk.choice("thin").isChecked()
    for _ in range(5):
        desk.press(Qt.Key.Key_C)
    assert desk.choice("ink").isChecked()


def test_choosing_an_ink_puts_the_rubber_away(desk: Desk) -> None:
    desk.pen().draw(LONG)
    desk.button("Erase").click()
    desk.choice("plum").click()
    desk.pen().draw(LONG)
    assert stroke(desk.log()[-1]).colour == "plum"


def test_pens_lie_one_press_further_and_keep_their_own_ink(desk: Desk) -> None:
    desk.button("Pen").click()
    desk.button("Brush").click()
    desk.choice("plum").click()
    desk.pen().draw(LONG)
    desk.press(Qt.Key.Key_P)
    desk.pen().draw(LONG)
    desk.press(Qt.Key.Key_H)
    desk.pen().draw(LONG)
    desk.button("Pen").click()
    desk.button("Brush").click()
    desk.pen().draw(LONG)
    made = [(stroke(one).tool, stroke(one).colour, stroke(one).width) for one in desk.log()]
    assert made[0] == made[3] == ("brush", "plum", 28.0)
    assert made[1] == ("pencil", "text_muted", 4.0)
    assert made[2][0] == "highlighter"


def test_the_rubber_takes_whole_lines_or_only_what_it_touches(desk: Desk) -> None:
    desk.pen().draw(LONG)
    desk.press(Qt.Key.Key_E)
    desk.press(Qt.Key.Key_E)
    Mouse(desk.canvas, desk.canvas).draw([LONG[15]])
    cut = desk.log()[-1]
    assert isinstance(cut, Change)
    assert [how.source for how in cut.derived] == [1, 1]
    desk.button("Erase").click()
    desk.button("Whole lines").click()
    Mouse(desk.canvas, desk.canvas).draw([LONG[3]])
    assert len(desk.canvas.drawing) == 1


def test_a_shape_is_put_down_with_one_press_or_by_keys(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F)
    desk.button("Heart").click()
    Mouse(desk.canvas, desk.canvas).draw([(200, 200)])
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    assert len([one for one in desk.log() if isinstance(one, Change)]) == 2


def test_what_is_chosen_can_be_changed_by_pressing(desk: Desk) -> None:
    desk.pen().draw(LONG)
    desk.press(Qt.Key.Key_L)
    Mouse(desk.canvas, desk.canvas).draw([LONG[15]])
    for deed in ("Bigger", "Turn", "Copy"):
        desk.button(deed).click()
    desk.choice("sage").click()
    assert {mark.colour for mark in desk.canvas.drawing.visible()} == {"text", "sage"}
    desk.press(Qt.Key.Key_Delete)
    (left,) = desk.canvas.drawing.visible()
    assert left.width > 4.0
    assert desk.editor._drawer.panel is None
    desk.press(Qt.Key.Key_Escape)
    assert desk.button("Pen").isChecked()


def test_words_are_put_where_the_page_is_pressed(desk: Desk) -> None:
    desk.press(Qt.Key.Key_T)
    Mouse(desk.canvas, desk.canvas).draw([(100, 100)])
    typing = desk.typing()
    QTest.keyClicks(typing, "low tide")
    QTest.keyClick(typing, Qt.Key.Key_Return)
    (mark,) = desk.canvas.drawing.visible()
    assert (mark.tool, mark.text) == ("label", "low tide")


def test_words_that_are_being_typed_are_kept_when_one_leaves(desk: Desk) -> None:
    desk.press(Qt.Key.Key_T)
    Mouse(desk.canvas, desk.canvas).draw([(100, 100)])
    QTest.keyClicks(desk.typing(), "low")
    desk.editor.close_part()
    assert len(ink.read(desk.kept())) == 1


def test_an_empty_page_is_nothing_to_keep_whatever_its_paper(desk: Desk) -> None:
    desk.editor.papers()
    desk.button("Dots").click()
    desk.press(Qt.Key.Key_M)
    assert not desk.editor.part.begun
    desk.pen().draw(LONG)
    paper, first = desk.log()
    assert isinstance(paper, Paper)
    assert (paper.pattern, paper.arms) == ("dots", 8)
    assert isinstance(first, Change)
    assert len(first.derived) == 7


def test_an_invitation_is_kept_with_the_drawing_and_brings_its_paper(desk: Desk) -> None:
    desk.editor.another_start()
    desk.button("Body outline").click()
    assert desk.canvas.drawing.paper.outline == "body"
    desk.pen().draw(LONG)
    assert desk.kept().prompt == "Body outline"
    desk.press(Qt.Key.Key_S)
    desk.press(Qt.Key.Key_S)
    line = desk.editor.findChildren(Starts)[-1].line
    desk.button("Draw this").click()
    assert desk.kept().prompt == line


def test_a_few_words_about_it_are_kept_as_they_are_typed(desk: Desk) -> None:
    desk.pen().draw(LONG)
    desk.press(Qt.Key.Key_A)
    QTest.keyClicks(desk.typing(), "a slow river")
    desk.press(Qt.Key.Key_Escape)
    desk.editor.flush()
    assert desk.kept().caption == "a slow river"
    assert desk.canvas.hasFocus()


def test_what_is_chosen_about_a_hand_holds_at_once_and_is_handed_on(desk: Desk) -> None:
    chosen: list[Preferences] = []
    desk.editor.preferences_chosen.connect(chosen.append)
    desk.editor.more()
    desk.editor.show_preferences(Preferences(theme="evening"))  # another key did that meanwhile
    desk.button("Steadier").click()
    desk.button("Wider where I press").click()
    assert chosen[-1] == Preferences(theme="evening", steadiness=4, pressure=False)
    desk.editor.show_preferences(chosen[-1])
    assert desk.canvas.hand == HandSettings(4, pressure=False, settles=True)


def test_a_drawing_can_be_watched_where_it_is_made(desk: Desk) -> None:
    desk.pen().draw(LONG)
    desk.press(Qt.Key.Key_W)
    (view,) = desk.editor.findChildren(ReplayView)
    assert view._replay.duration_ms > 0
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert desk.canvas.hasFocus()


def test_touching_the_page_puts_a_panel_away(desk: Desk) -> None:
    desk.editor.papers()
    desk.pen().draw(LONG)
    assert desk.editor._drawer.panel is None
    assert len(desk.canvas.drawing) == 1


ROOMS = ((912, 390), (1190, 560), (1880, 900))
OPEN = ("pen", "shapes", "words", "papers", "more", "another_start", "caption")


def targets(desk: Desk) -> list[QWidget]:
    """Return what can be pressed now."""
    kinds = (InkChoice, QPushButton, QLineEdit)
    found = [widget for kind in kinds for widget in desk.editor.findChildren(kind)]
    return [widget for widget in found if widget.isVisible()]


def all_are_apart(desk: Desk, *, dim: bool) -> None:
    """See that everything is in the editor, large enough, and not beside its neighbour."""
    least, apart = (64, 20) if dim else (48, 12)
    places: list[QRect] = []
    for target in targets(desk):
        place = target.rect().translated(target.mapTo(desk.editor, QPoint()))
        assert min(place.width(), place.height()) >= least, target.accessibleName()
        assert target.width() >= target.minimumSizeHint().width(), target.accessibleName()
        if not checks.scrolls(target):
            assert desk.editor.rect().contains(place), target.accessibleName()
        near = place.adjusted(-apart, -apart, apart, apart)
        assert not any(near.intersects(other) for other in places), target.accessibleName()
        places.append(place)


def test_everything_is_in_reach_and_large_enough_at_any_size(desk: Desk, theme: Theme) -> None:
    for name, size, room in product(THEMES, (1.0, 1.5, 2.0), ROOMS):
        theme.use(Preferences(theme=name, text_size=size))
        desk.fit(room)
        assert desk.editor.size().toTuple() == room
        all_are_apart(desk, dim=theme.dim)
        assert {"Pen", "Erase", "Undo", "Redo", "More"} <= {
            t.accessibleName() for t in targets(desk)
        }
        assert desk.canvas.width() > room[0] * 0.55
        assert desk.canvas.height() > room[1] * 0.6


def test_every_panel_can_be_hit_at_any_size_and_moves_nothing(desk: Desk, theme: Theme) -> None:
    desk.pen().draw(LONG)
    looks = (("paper", 1.0, ROOMS[1]), ("evening", 2.0, ROOMS[0]), ("afterglow", 2.0, ROOMS[0]))
    for name, size, room in looks:
        theme.use(Preferences(theme=name, text_size=size))
        desk.fit(room)
        before = desk.canvas.geometry()
        for way in OPEN:
            (getattr(desk.editor, way, None) or getattr(desk.editor._bench, way))()
            QApplication.processEvents()
            all_are_apart(desk, dim=theme.dim)
            checks.all_has_a_name(desk.editor)
            desk.press(Qt.Key.Key_Escape)
            assert desk.canvas.geometry() == before
            desk.editor._bench.draw()


def test_everything_has_a_name_and_the_keyboard_reaches_it(desk: Desk) -> None:
    desk.pen().draw(LONG)
    reached: list[str] = []
    for _ in range(14):
        QTest.keyClick(cast("QWidget", QApplication.focusWidget()), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        reached.append(focused.accessibleName())
    assert {"Undo", "Erase", "Draw in ink", "Draw thin lines", "Drawing, 1 stroke"} <= set(reached)
