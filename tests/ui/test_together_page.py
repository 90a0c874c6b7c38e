"""Hearing a voice with what was drawn and written while it was spoken."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app.storage import parts
from journal_app.ui import motion
from journal_app.ui.ink.seeing.drawnview import DrawnView
from journal_app.ui.pages.entry import EntryPage
from journal_app.ui.pages.sitting import SittingPage
from journal_app.ui.pages.together import TogetherPage
from journal_app.ui.widgets.writing.writtenview import WrittenView
from tests.fakes import FakeClock
from tests.fakes_sound import FakeSound, fake_sound
from tests.guest import Enter, Guest, enter, keychain
from tests.mixed import Kept, Script, keep
from tests.ui.pens import Picture, picture, unlike

__all__ = ["enter", "keychain"]

SCRIPT = Script(30.0, before="Already there. ")
HINT = "What stands out was there by then. Press a stroke or a sentence to hear that moment."


@pytest.fixture
def fakes(clock: FakeClock) -> FakeSound:
    """Return sound that goes on only while a test listens."""
    return fake_sound(clock, patient=False)


class Hearer:
    """Someone on the page."""

    def __init__(self, guest: Guest, fakes: FakeSound, script: Script = SCRIPT) -> None:
        self.guest, self.fakes = guest, fakes
        guest.wait_until_open()
        self.kept: Kept = keep(guest.session.journal, script)

    def go(self) -> TogetherPage:
        self.guest.workspace.go("together", self.kept.voice)
        page = self.guest.see(TogetherPage)
        self.guest.qtbot.waitUntil(lambda: page._strip is not None, timeout=20_000)
        return page

    def listen(self, page: TogetherPage, seconds: float) -> None:
        """Hear so much, and see the page follow."""
        assert page._strip is not None
        strip, end = page._strip, page._strip.position + seconds

        def on() -> bool:
            left = end - strip.position
            self.fakes.speaker.listen(min(0.2, max(0.0, left)))
            return left < 1e-3 and page._shown == strip.position

        self.guest.qtbot.waitUntil(on, timeout=20_000)


@pytest.fixture
def hearer(enter: Enter, fakes: FakeSound) -> Hearer:
    return Hearer(enter(), fakes)


def plays(page: TogetherPage) -> bool:
    return page.playing


def drawing(page: TogetherPage) -> DrawnView:
    (found,) = page.findChildren(DrawnView)
    return found


def words(page: TogetherPage) -> WrittenView:
    (found,) = page.findChildren(WrittenView)
    return found


def there(page: TogetherPage) -> str:
    """Return the words that stand out, as the page shows them."""
    view = words(page)
    text, muted = view.toPlainText(), view.extraSelections()
    return text[: muted[0].cursor.selectionStart()] if muted else text


def seen(qtbot: QtBot, view: DrawnView) -> Picture:
    qtbot.waitUntil(lambda: not view.busy, timeout=20_000)
    return picture(view.grab())


def test_it_rests_at_the_beginning_with_what_was_there_and_what_comes(hearer: Hearer) -> None:
    page = hearer.go()
    assert page._strip is not None
    QTest.qWait(100)
    assert (page.playing, page._strip.position) == (False, 0.0)
    assert there(page) == "Already there. "
    assert words(page).toPlainText() == SCRIPT.text
    assert drawing(page)._seen.done == 0
    assert HINT in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_strokes_and_words_come_with_the_sound(hearer: Hearer) -> None:
    page, qtbot = hearer.go(), hearer.guest.qtbot
    view = drawing(page)
    empty = seen(qtbot, view)
    assert page._strip is not None
    page._strip.toggle()
    hearer.listen(page, 7.0 + 0.24)
    assert plays(page)
    shown = page._shown
    assert shown is not None
    assert view._seen.done == 0
    assert 15 < view._seen.points < 40  # half a stroke
    written = [word for at, word in SCRIPT.words if at <= shown]
    assert there(page) == "Already there. " + " ".join(written) + " "
    hearer.listen(page, 8.0)
    assert view._seen.done == 2
    page._strip.toggle()
    assert not plays(page)
    assert unlike(seen(qtbot, view), empty, 60) > 100


def test_going_to_another_place_shows_what_was_there_then(hearer: Hearer) -> None:
    page, qtbot = hearer.go(), hearer.guest.qtbot
    assert page._strip is not None
    empty = seen(qtbot, drawing(page))
    page._strip.seek(29.0)
    qtbot.waitUntil(lambda: drawing(page)._seen.done == 4, timeout=20_000)
    assert unlike(seen(qtbot, drawing(page)), empty, 60) > 400
    QTest.keyClick(page._strip, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: drawing(page)._seen.done == 3, timeout=20_000)
    page._strip.seek(0.0)
    qtbot.waitUntil(lambda: drawing(page)._seen.done == 0, timeout=20_000)
    assert unlike(seen(qtbot, drawing(page)), empty, 2) == 0


def test_a_press_on_a_stroke_plays_from_its_moment(hearer: Hearer) -> None:
    page, qtbot = hearer.go(), hearer.guest.qtbot
    view = drawing(page)
    seen(qtbot, view)
    mark = view._drawn.now.mark(3)
    place = view._to_page().map(QPointF(*mark.points[20, :2].tolist())).toPoint()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert plays(page)
    assert page._strip is not None
    assert page._strip.position == pytest.approx(21.0, abs=0.01)
    page._strip.seek(2.0)
    corner = QPoint(12, 12)  # where there is nothing
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=corner)
    assert page._strip.position == pytest.approx(2.0, abs=0.01)


def test_a_press_on_a_sentence_plays_from_its_moment(hearer: Hearer) -> None:
    page = hearer.go()
    view = words(page)
    at = view.toPlainText().index("then the music")
    cursor = view.textCursor()
    cursor.setPosition(at + 2)
    place = view.cursorRect(cursor).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    nth = [word for _, word in SCRIPT.words].index("then")
    assert page._strip is not None
    assert page._strip.position == pytest.approx(SCRIPT.words[nth][0], abs=0.01)
    assert plays(page)


def test_the_keyboard_goes_from_sentence_to_sentence_and_from_stroke_to_stroke(
    hearer: Hearer,
) -> None:
    page = hearer.go()
    view, canvas, strip = words(page), drawing(page), page._strip
    assert strip is not None
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert not plays(page)  # no sentence is chosen yet
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.textCursor().selectedText().startswith("slow water over stones")
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.textCursor().selectedText() == "then the music went on."
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert plays(page)
    assert strip.position == pytest.approx(4.8, abs=0.01)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert not plays(page)
    canvas.setFocus()
    for _ in range(9):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.accessibleDescription() == "Stroke 3 of 4, at 0:21"
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert strip.position == pytest.approx(21.0, abs=0.01)


def test_where_movement_isnt_wanted_it_follows_by_steps(
    monkeypatch: pytest.MonkeyPatch, hearer: Hearer
) -> None:
    monkeypatch.setattr(motion, "wanted", lambda: False)
    page = hearer.go()
    assert page._strip is not None
    page._strip.seek(7.2)
    hearer.guest.qtbot.waitUntil(lambda: page._shown == pytest.approx(7.2), timeout=20_000)
    assert drawing(page)._seen.points == 0
    page._strip.toggle()
    page._look()
    assert page._timer.interval() == 1000
    page._strip.seek(7.6)
    hearer.guest.qtbot.waitUntil(lambda: drawing(page)._seen.done == 1, timeout=20_000)


def test_it_is_reached_from_the_card_and_leads_back(hearer: Hearer) -> None:
    guest, kept = hearer.guest, hearer.kept
    guest.workspace.show_entry(kept.entry)
    guest.wait_for(EntryPage)
    cards = guest.see(EntryPage)._cards
    cards[kept.voice]._more.click()
    button = cards[kept.voice]._together
    guest.qtbot.waitUntil(button.isVisible, timeout=20_000)
    assert not cards[kept.words]._together.isVisibleTo(cards[kept.words])
    button.click()
    page = guest.see(TogetherPage)
    guest.qtbot.waitUntil(lambda: page._strip is not None, timeout=20_000)
    assert not plays(page)
    assert page._strip is not None
    page._strip.toggle()
    assert guest.workspace.listening
    guest.press("Esc")
    guest.wait_for(EntryPage)
    assert not plays(page)
    guest.workspace.go("together", kept.voice)
    guest.qtbot.waitUntil(page.isVisible, timeout=20_000)
    page.forget()
    guest.qtbot.waitUntil(lambda: not page._inside.findChildren(QWidget), timeout=20_000)


def test_a_voice_alone_offers_nothing(enter: Enter, fakes: FakeSound) -> None:
    hearer = Hearer(enter(), fakes, Script(3.0))  # too short for a stroke
    guest, kept = hearer.guest, hearer.kept
    for part in (kept.words, kept.ink):
        guest.session.journal.do(parts.take_out, part, 1).result(20)
    page = hearer.go()
    sentence = "Nothing was written or drawn while this was recorded."
    assert page._line.text() == sentence
    guest.workspace.go("together", "gone")
    guest.qtbot.waitUntil(
        lambda: page._line.text() == "This recording isn’t here any more.", timeout=20_000
    )


def test_it_is_reached_from_where_one_listens_and_leads_back_to_the_entry(hearer: Hearer) -> None:
    guest, kept = hearer.guest, hearer.kept
    guest.workspace.show_entry(kept.entry)
    guest.wait_for(EntryPage)
    guest.workspace._open_part(kept.voice)
    sitting = guest.see(SittingPage)
    guest.qtbot.waitUntil(
        lambda: any(
            one.isVisible() and one.text() == "Hear it with what you made"
            for one in sitting.findChildren(QPushButton)
        ),
        timeout=20_000,
    )
    guest.button(sitting, "Hear it with what you made").click()
    guest.wait_for(TogetherPage)
    guest.press("Esc")
    guest.wait_for(EntryPage)
