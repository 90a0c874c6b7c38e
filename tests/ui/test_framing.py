"""Naming a part of a drawing: framed by a way, by two presses, or by keys; nothing is drawn."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from journal_app import storage
from journal_app.domain.entry import Entry, Kind
from journal_app.domain.spot import Region
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.pages.sitting import SittingPage
from journal_app.ui.widgets.naming import Naming
from tests.guest import Enter, enter, fakes, keychain
from tests.ui.named import Namer, drawn
from tests.ui.pens import Mouse, Pen, line, picture, unlike

__all__ = ["enter", "fakes", "keychain"]


class Studio:
    """Someone who looks at a drawing, large."""

    def __init__(self, namer: Namer) -> None:
        self.namer = namer
        self.entry = namer.write(2, (Kind.INK, drawn()))
        self.page: SittingPage = namer.sit_down(self.entry.id, self.entry.parts[0].id)
        self.canvas = self.page.findChildren(InkCanvas)[0]
        self.scale = self.canvas.zoom

    @property
    def framing(self) -> bool:
        return self.canvas._framing is not None

    def begin(self) -> None:
        QTest.keyClick(self.canvas, Qt.Key.Key_N)
        QApplication.processEvents()
        self.scale = self.canvas.zoom

    def kept(self) -> Entry:
        return self.namer.guest.session.journal.ask(storage.entries.load, self.entry.id).result(20)

    def name_it(self, name: str) -> Region:
        """Give the name that is asked for, and return what got it."""
        self.namer.asked()
        self.namer.type(name)
        self.namer.key(Qt.Key.Key_Return)
        self.namer.wait_to_hear(name)
        (met,) = self.namer.thread(name).returns
        assert isinstance(met.place, Region)
        assert met.mark.part == self.entry.parts[0].id
        return met.place


@pytest.fixture
def studio(enter: Enter) -> Studio:
    namer = Namer(enter())
    namer.guest.wait_until_open()
    return Studio(namer)


def click(widget: QWidget, x: int, y: int) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(x, y))


@pytest.mark.parametrize("device", [Pen, Mouse])
def test_a_way_from_corner_to_corner_frames_a_part(studio: Studio, device: type[Pen]) -> None:
    studio.begin()
    device(studio.canvas, studio.canvas).draw(line((300, 200), (80, 60)))
    scale = studio.scale
    at = studio.name_it("the river")
    assert (at.x, at.y) == pytest.approx((80 / scale, 60 / scale), abs=1)
    assert (at.width, at.height) == pytest.approx((220 / scale, 140 / scale), abs=1)


def test_two_presses_frame_a_part_for_hands_that_can_not_draw_a_way(studio: Studio) -> None:
    studio.begin()
    click(studio.canvas, 80, 60)
    assert not studio.page.findChildren(Naming)
    click(studio.canvas, 300, 200)
    scale = studio.scale
    at = studio.name_it("the river")
    assert (at.width, at.height) == pytest.approx((220 / scale, 140 / scale), abs=1)


def test_the_keyboard_frames_a_part(studio: Studio) -> None:
    studio.namer.wait(studio.canvas.hasFocus)
    studio.namer.key(Qt.Key.Key_N)
    assert studio.framing
    QApplication.processEvents()
    studio.scale = studio.canvas.zoom
    studio.namer.key(Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        for _ in range(5):
            studio.namer.key(key)
    studio.namer.key(Qt.Key.Key_Return)
    at = studio.name_it("a corner")
    scale = studio.scale
    assert (at.width, at.height) == pytest.approx((60 / scale, 60 / scale), abs=1)


def test_a_frame_never_reaches_beyond_the_page(studio: Studio) -> None:
    studio.begin()
    Mouse(studio.canvas, studio.canvas).draw(line((100, 100), (-50, -70)))
    at = studio.name_it("the edge")
    assert (at.x, at.y) == (0, 0)


def test_framing_draws_nothing_and_one_draws_on_afterwards(studio: Studio) -> None:
    before = studio.kept()
    studio.begin()
    Mouse(studio.canvas, studio.canvas).draw(line((80, 60), (300, 200)))
    studio.name_it("the river")
    assert studio.kept().parts[0].records == before.parts[0].records
    assert not studio.framing
    studio.namer.wait(studio.canvas.hasFocus)
    Mouse(studio.canvas, studio.canvas).draw(line((80, 60), (300, 200)))
    assert len(studio.kept().parts[0].records) == 3


def test_what_is_framed_stands_out_and_the_rest_is_faint(studio: Studio) -> None:
    studio.begin()
    plain = picture(studio.canvas.grab())
    pen = Pen(studio.canvas, studio.canvas)
    pen.down((60, 60))
    pen.move((250, 200))
    framed = picture(studio.canvas.grab())
    inside, beside = slice(70, 240), slice(400, 650)
    assert unlike(plain[70:190, inside], framed[70:190, inside], 10) == 0
    assert unlike(plain[70:190, beside], framed[70:190, beside], 40) > 100
    pen.up((250, 200))


def test_escape_leaves_the_framing_first_and_then_the_page(studio: Studio) -> None:
    studio.begin()
    click(studio.canvas, 80, 60)
    studio.namer.key(Qt.Key.Key_Escape)
    assert not studio.framing
    assert studio.page.isVisible()
    click(studio.canvas, 300, 200)
    assert not studio.page.findChildren(Naming)
    assert len(studio.kept().parts[0].records) == 3  # a dot


def test_choosing_the_pen_leaves_the_framing(studio: Studio) -> None:
    for key in (Qt.Key.Key_B, Qt.Key.Key_E, Qt.Key.Key_C):
        studio.begin()
        assert studio.framing
        studio.namer.key(key)
        assert not studio.framing


def test_not_now_forgets_the_frame(studio: Studio) -> None:
    studio.begin()
    Mouse(studio.canvas, studio.canvas).draw(line((80, 60), (300, 200)))
    naming = studio.namer.asked()
    naming._leave.click()
    assert studio.namer.known() == []
    assert not studio.framing
    assert studio.canvas._framing is None


def test_there_is_nothing_to_name_on_an_empty_page(enter: Enter) -> None:
    namer = Namer(enter())
    namer.guest.press("2")
    page = namer.guest.see(SittingPage)
    namer.press("N")
    assert page.findChildren(InkCanvas)[0]._framing is None
    (more,) = (b for b in page.findChildren(QPushButton) if b.accessibleName() == "More")
    more.click()
    (button,) = (b for b in page.findChildren(QPushButton) if b.accessibleName() == "Name a part")
    assert not button.isEnabled()
