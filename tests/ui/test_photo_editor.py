"""Looking at a photo in a real vault: large, turned, and with a line of words about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app import storage
from journal_app.domain.day import Calendar
from journal_app.domain.entry import Kind, Part, PartState
from journal_app.domain.settings import Preferences
from journal_app.services.journal import Journal
from journal_app.services.openentry import OpenEntry
from journal_app.services.voice.sound import Sound
from journal_app.ui.editors.photo import PhotoEditor
from journal_app.ui.icons import Icons
from journal_app.ui.photos import pictures
from journal_app.ui.theme import Theme
from journal_app.ui.tools import Tools
from journal_app.ui.widgets.photoview import PhotoView
from tests import pictures as made
from tests.fakes import FakeClock

NONE = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@dataclass
class Table:
    """An entry with a photo in it, open, and what the vault holds of it."""

    journal: Journal
    tools: Tools
    entry: OpenEntry
    window: QWidget
    editor: PhotoEditor
    qtbot: QtBot

    @property
    def view(self) -> PhotoView:
        return self.editor.findChildren(PhotoView)[0]

    @property
    def caption(self) -> QLineEdit:
        return self.editor.findChildren(QLineEdit)[0]

    def kept(self) -> Part:
        return self.journal.ask(storage.entries.load, self.entry.id).result(20).parts[0]

    def kept_size(self) -> tuple[int, int]:
        image = pictures.of_body(self.kept().body)
        return image.width(), image.height()

    def button(self, name: str) -> QPushButton:
        buttons = self.editor.findChildren(QPushButton)
        return next(button for button in buttons if button.accessibleName() == name)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.window.focusWidget(), key, held)

    def seen(self) -> QImage:
        return self.view.grab().toImage()


@dataclass
class Lay:
    """Lays pictures on the table."""

    journal: Journal
    clock: FakeClock
    tools: Tools
    qtbot: QtBot

    def __call__(self, body: bytes, room: tuple[int, int] = (1000, 600)) -> Table:
        entry = OpenEntry(self.journal, self.clock)
        entry.new_part(Kind.PHOTO).put(body)
        content = self.journal.ask(storage.entries.load, entry.id).result(20)
        entry = OpenEntry(self.journal, self.clock, content)
        window = QWidget()
        self.qtbot.addWidget(window)
        editor = PhotoEditor(entry.parts[0], self.tools, window)
        editor.resize(*room)
        window.resize(*room)
        window.show()
        with self.qtbot.waitActive(window, timeout=20_000):
            window.activateWindow()
        editor.setFocus()
        return Table(self.journal, self.tools, entry, window, editor, self.qtbot)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    worn = Theme(qapp, Preferences())
    yield worn
    worn.deleteLater()


@pytest.fixture
def lay(journal: Journal, clock: FakeClock, theme: Theme, qtbot: QtBot) -> Lay:
    tools = Tools(theme, Icons(theme), clock, cast("Sound", None), Calendar(clock))
    return Lay(journal, clock, tools, qtbot)


@pytest.fixture
def table(lay: Lay) -> Table:
    return lay(pictures.encode(made.scene(1600, 800)))


def test_the_whole_picture_is_seen_to_begin_with(table: Table) -> None:
    shown = table.view.shown()
    assert QRectF(table.view.rect()).contains(shown)
    assert shown.width() / shown.height() == pytest.approx(2.0)
    assert shown.width() > table.view.width() * 0.9


def test_a_small_picture_is_not_blown_up(lay: Lay) -> None:
    assert lay(pictures.encode(made.scene(80, 60))).view.shown().size().toSize().width() == 80


def test_looking_writes_nothing(table: Table) -> None:
    before = table.kept()
    table.press(Qt.Key.Key_Plus)
    table.editor.flush()
    assert table.kept() == before
    table.editor.close_part()
    assert table.kept().state is PartState.WHOLE


@pytest.mark.parametrize(
    ("larger", "smaller", "all_of_it"),
    [("Larger", "Smaller", "All of it"), (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0)],
    ids=["mouse", "keys"],
)
def test_it_is_made_larger_and_smaller(
    larger: str | Qt.Key, smaller: str | Qt.Key, all_of_it: str | Qt.Key, table: Table
) -> None:
    def do(what: str | Qt.Key) -> float:
        if isinstance(what, str):
            QTest.mouseClick(table.button(what), LEFT)
        else:
            table.press(what)
        return table.view.shown().width()

    fitted = table.view.shown().width()
    assert do(larger) == pytest.approx(1.25 * fitted)
    for button in table.editor.findChildren(QPushButton):
        button._since.invalidate()  # type: ignore[attr-defined]  # a moment later
    assert do(larger) > 1.5 * fitted
    assert do(smaller) == pytest.approx(1.25 * fitted)
    assert do(all_of_it) == pytest.approx(fitted)


def test_larger_and_smaller_have_an_end(table: Table) -> None:
    for _ in range(40):
        table.view.larger()
    assert table.view.shown().width() == pytest.approx(4 * 1600)
    assert not table.button("Larger").isEnabled()
    for _ in range(40):
        table.view.smaller()
    assert not table.button("Smaller").isEnabled()
    assert not table.button("All of it").isEnabled()
    assert QRectF(table.view.rect()).contains(table.view.shown())


def test_the_keyboard_never_stays_on_a_button_that_went_grey(table: Table) -> None:
    table.view.larger()
    table.button("All of it").setFocus()
    table.button("All of it").click()
    assert table.view.hasFocus()


def test_arrows_move_a_large_picture_as_far_as_its_edge(table: Table) -> None:
    table.view.larger()
    before = table.view.shown()
    table.press(Qt.Key.Key_Right)
    assert table.view.shown().x() < before.x()
    for _ in range(60):
        table.press(Qt.Key.Key_Left)
        table.press(Qt.Key.Key_Up)
    corner = table.view.shown().topLeft()
    assert 0 < corner.x() < 10
    assert 0 < corner.y() < table.view.height()


def test_a_picture_that_fits_stays_where_it_is(table: Table) -> None:
    before = table.view.shown()
    table.press(Qt.Key.Key_Down)
    QTest.mouseClick(table.view, LEFT, pos=QPoint(30, 30))
    assert table.view.shown() == before


def test_a_drag_moves_it_with_the_hand(table: Table) -> None:
    for _ in range(4):
        table.view.larger()
    before = table.view.shown().topLeft()
    middle = table.view.rect().center()
    QTest.mousePress(table.view, LEFT, pos=middle)
    for step in range(1, 5):
        QTest.mouseMove(table.view, middle + QPoint(20 * step, 10 * step))
    QTest.mouseRelease(table.view, LEFT, pos=middle + QPoint(80, 40))
    moved = table.view.shown().topLeft() - before
    assert (moved.x(), moved.y()) == pytest.approx((80, 40), abs=1)


def test_a_click_brings_a_place_to_the_middle_for_hands_that_cannot_drag(table: Table) -> None:
    for _ in range(6):
        table.view.larger()
    before = table.view.shown().topLeft()
    QTest.mouseClick(table.view, LEFT, pos=table.view.rect().center() + QPoint(90, 50))
    moved = table.view.shown().topLeft() - before
    assert (moved.x(), moved.y()) == pytest.approx((-90, -50), abs=1)


def _wheel(view: PhotoView, held: Qt.KeyboardModifier) -> None:
    place, no_button = QPointF(view.rect().center()), Qt.MouseButton.NoButton
    phase, inverted = Qt.ScrollPhase.NoScrollPhase, False
    globally, turned = view.mapToGlobal(place), QPoint(0, 120)
    event = QWheelEvent(place, globally, QPoint(), turned, no_button, held, phase, inverted)
    QApplication.sendEvent(view, event)


def test_the_wheel_moves_it_and_with_control_makes_it_larger(table: Table) -> None:
    fitted = table.view.shown().width()
    for _ in range(6):
        _wheel(table.view, CONTROL)
    assert table.view.shown().width() == pytest.approx(fitted * 1.25**6)
    before = table.view.shown().y()
    _wheel(table.view, NONE)
    assert table.view.shown().y() == pytest.approx(before + 120)


def test_a_turned_picture_is_kept_turned(table: Table) -> None:
    table.press(Qt.Key.Key_R)
    table.editor.flush()
    assert table.kept_size() == (800, 1600)
    image = pictures.of_body(table.kept().body)
    assert image.pixelColor(790, 9).red() > 200  # what was above on the left
    assert table.view.shown().height() > table.view.shown().width()


def test_turning_is_kept_by_itself_a_moment_later(table: Table) -> None:
    table.button("Turn left").click()
    table.qtbot.waitUntil(lambda: table.kept_size() == (800, 1600), timeout=20_000)


def test_turned_all_the_way_round_it_is_the_same_byte_by_byte(table: Table) -> None:
    before = table.kept().body
    for _ in range(4):
        table.press(Qt.Key.Key_L)
        table.editor.flush()
    assert table.kept().body == before


def test_turning_often_takes_no_more_than_turning_once(table: Table) -> None:
    table.press(Qt.Key.Key_R)
    table.editor.flush()
    once = table.kept().body
    for _ in range(8):
        table.press(Qt.Key.Key_R)
        table.editor.flush()
    assert table.kept().body == once


def test_a_turn_is_undone_and_done_again(table: Table) -> None:
    before = table.kept().body
    table.press(Qt.Key.Key_R)
    table.press(Qt.Key.Key_R)
    table.press(Qt.Key.Key_Z, CONTROL)
    table.editor.flush()
    assert table.kept_size() == (800, 1600)
    table.press(Qt.Key.Key_Z, CONTROL)
    table.press(Qt.Key.Key_Z, CONTROL)
    table.editor.flush()
    assert table.kept().body == before
    table.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    table.press(Qt.Key.Key_Y, CONTROL)
    table.press(Qt.Key.Key_Y, CONTROL)
    table.editor.flush()
    assert table.kept_size() == (1600, 800)
    assert table.kept().body != before


def test_a_line_about_it_is_kept_and_its_letters_turn_nothing(table: Table) -> None:
    before = table.kept().body
    table.caption.setFocus()
    QTest.keyClicks(table.caption, "Lower right, 0 + 1")
    table.editor.close_part()
    assert table.kept().caption == "Lower right, 0 + 1"
    assert table.kept().body == before
    assert table.view.accessibleName() == "Photo: Lower right, 0 + 1"


@pytest.mark.qt_log_ignore("JPEG")
@pytest.mark.parametrize("body", [b"", b"\xff\xd8 of a later version"])
def test_what_cannot_be_shown_is_kept_as_it_is(body: bytes, lay: Lay) -> None:
    table = lay(body)
    for key in (Qt.Key.Key_R, Qt.Key.Key_Plus):
        table.press(key)
    table.editor.close_part()
    assert table.kept().body == body
    assert not any(b.isVisible() for b in table.editor.findChildren(QPushButton))
    assert table.caption.isVisible()


def test_in_afterglow_white_paper_does_not_glare(lay: Lay, theme: Theme) -> None:
    white = QImage(400, 300, QImage.Format.Format_RGB32)
    white.fill(QColor("white"))
    table = lay(pictures.encode(white))
    middle = table.view.rect().center()
    assert table.seen().pixelColor(middle).lightness() > 250
    theme.use(Preferences(theme="afterglow"))
    assert 140 < table.seen().pixelColor(middle).lightness() < 190


@pytest.mark.parametrize("name", ["paper", "evening", "afterglow"])
def test_a_dark_line_on_nothing_can_be_seen_in_every_theme(
    name: str, lay: Lay, theme: Theme
) -> None:
    theme.use(Preferences(theme=name))
    clear = QImage(400, 300, QImage.Format.Format_ARGB32)
    clear.fill(QColor(0, 0, 0, 0))
    table = lay(pictures.encode(clear))
    assert table.seen().pixelColor(table.view.rect().center()).lightness() > 90


def test_a_ring_stands_around_it_when_the_keyboard_came_there(table: Table, theme: Theme) -> None:
    edge = QPoint(table.view.width() // 2, 1)
    assert table.seen().pixelColor(edge) != theme.colour("focus")
    table.caption.setFocus()
    table.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.seen().pixelColor(edge) == theme.colour("focus")


def test_everything_has_a_name_and_the_keyboard_reaches_it(table: Table) -> None:
    table.view.larger()
    reached: set[str] = set()
    for _ in range(8):
        focused = table.window.focusWidget()
        reached.add(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    names = {"Turn left", "Turn right", "Larger", "Smaller", "All of it"}
    assert reached == {"Photo", "Caption", *names}
    assert table.view.accessibleDescription()


@pytest.mark.parametrize("name", ["paper", "evening", "afterglow"])
@pytest.mark.parametrize("size", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("room", [(912, 390), (1190, 560), (1880, 900)], ids=str)
def test_everything_is_in_reach_and_large_enough_at_any_size(
    name: str, size: float, room: tuple[int, int], table: Table, theme: Theme
) -> None:
    theme.use(Preferences(theme=name, text_size=size))
    table.editor.resize(*room)
    QApplication.processEvents()
    assert table.editor.size().toTuple() == room
    least, apart = (64, 20) if name == "afterglow" else (48, 12)
    places = []
    for target in (*table.editor.findChildren(QPushButton), table.caption):
        corner = target.mapTo(table.editor, QPoint())
        place = target.rect().translated(corner)
        assert table.editor.rect().contains(place)
        assert min(place.width(), place.height()) >= least
        assert target is table.caption or target.width() >= target.sizeHint().width()
        if target is not table.caption:
            places.append(place)
    for n, place in enumerate(places):
        near = place.adjusted(1 - apart, 1 - apart, apart - 1, apart - 1)
        assert not any(near.intersects(other) for other in places[n + 1 :])
    assert table.view.width() > room[0] * 0.5
    assert table.view.height() > room[1] * 0.5
