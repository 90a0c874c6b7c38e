"""The page of one entry: read in place, rearranged by keys and by mouse, every step taken back."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app import storage
from journal_app.domain.day import Calendar
from journal_app.domain.entry import Entry, EntryId, Kind, PartId
from journal_app.domain.ink import codec as inkcodec
from journal_app.domain.ink.marks import Sample, Stroke
from journal_app.domain.ink.records import Add
from journal_app.domain.settings import THEMES, Preferences
from journal_app.domain.spot import Phrase, Spot, Stretch
from journal_app.services.journal import Journal
from journal_app.services.openentry import KeepState, OpenEntry
from journal_app.ui.icons import Icons
from journal_app.ui.pages.entry import EntryPage
from journal_app.ui.photos import pictures
from journal_app.ui.theme import Theme
from journal_app.ui.tools import Tools
from journal_app.ui.widgets.partcard import PartCard
from journal_app.ui.widgets.partface import Picture
from journal_app.ui.widgets.writing.reading import Reading
from tests.fakes import FakeClock, Post
from tests.fakes_sound import fake_sound

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
HOUR = 3600


@dataclass
class Desk:
    """An entry on its page, and what the page asked for."""

    page: EntryPage
    journal: Journal
    clock: FakeClock
    post: Post
    tools: Tools
    asked: list[tuple[object, ...]] = field(default_factory=list)

    def make(self, *bodies: bytes) -> OpenEntry:
        """Make an entry of words that was set aside."""
        entry = OpenEntry(self.journal, self.clock, day=self.clock.now().day)
        for body in bodies:
            entry.new_part(Kind.WORDS).put(body)
        entry.set_aside()
        self.wait(entry)
        return entry

    def wait(self, entry: OpenEntry) -> None:
        self.post.run_until(lambda: entry.state is KeepState.KEPT, 20)

    def kept(self, entry_id: EntryId) -> Entry:
        return self.journal.ask(storage.entries.load, entry_id).result(20)

    def open(self, entry_id: EntryId) -> OpenEntry:
        """Show an entry as the vault has it, as one comes to it and back to it."""
        content = self.kept(entry_id)
        entry = OpenEntry(self.journal, self.clock, content)
        self.page.show_entry(entry, content)
        self.page.show()
        for _ in range(3):  # until everything has found its place
            QApplication.processEvents()
        return entry

    def three(self) -> OpenEntry:
        return self.open(self.make(b"one", b"two", b"three").id)

    @property
    def cards(self) -> list[PartCard]:
        """The cards as they stand, from top to bottom."""
        found = [c for c in self.page.findChildren(PartCard) if c.isVisible()]
        return sorted(found, key=_top)

    @property
    def read(self) -> list[str]:
        return [_text(card) for card in self.cards]

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.page.focusWidget(), key, held)
        QApplication.processEvents()

    def button(self, name: str, within: QWidget | None = None) -> QPushButton:
        for found in (within or self.page).findChildren(QPushButton):
            if found.isVisible() and name in {found.text(), found.accessibleName()}:
                return found
        raise AssertionError(name)

    def click(self, name: str, within: QWidget | None = None) -> None:
        self.button(name, within).click()
        QApplication.processEvents()

    def lines(self) -> list[str]:
        return [
            label.text()
            for label in self.page.findChildren(QLabel)
            if label.isVisible() and label.property("role") == "layer"
        ]


def _top(widget: QWidget) -> int:
    return widget.mapToGlobal(QPoint()).y()


def _text(card: PartCard) -> str:
    return card.findChildren(Reading)[-1].toPlainText()


@pytest.fixture
def desk(
    qtbot: QtBot, qapp: QApplication, journal: Journal, clock: FakeClock, post: Post
) -> Iterator[Desk]:
    theme = Theme(qapp, Preferences())
    tools = Tools(theme, Icons(theme), clock, fake_sound(clock).sound, Calendar(clock))
    page = EntryPage(tools)
    qtbot.addWidget(page)
    made = Desk(page, journal, clock, post, tools)
    page.chosen.connect(lambda part_id: made.asked.append(("open", part_id)))
    page.add.connect(lambda kind: made.asked.append(("add", kind)))
    page.place_asked.connect(lambda name, about: made.asked.append((name, about)))
    page.said.connect(lambda sentence, actions: made.asked.append((sentence, actions)))
    page.seal_asked.connect(lambda: made.asked.append(("seal",)))
    page.bin_asked.connect(lambda: made.asked.append(("bin",)))
    page.resize(1000, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=20_000)
    yield made
    page.clear()


def test_parts_are_moved_by_keys_and_the_keyboard_stays_with_them(desk: Desk) -> None:
    entry = desk.three()
    desk.page.focus_first()
    desk.press(Qt.Key.Key_Down, ALT)
    assert desk.read == ["two", "one", "three"]
    desk.press(Qt.Key.Key_Down, ALT)
    desk.press(Qt.Key.Key_Down, ALT)
    assert desk.read == ["two", "three", "one"]
    assert desk.page.focusWidget() is desk.cards[2]
    desk.press(Qt.Key.Key_Up, ALT)
    desk.wait(entry)
    assert [part.body for part in desk.kept(entry.id).parts] == [b"two", b"one", b"three"]


def test_parts_are_moved_by_mouse(desk: Desk) -> None:
    desk.three()
    last = desk.cards[2]
    desk.click("Move it, take it out, see it as it was", last)
    desk.click("Move up", last)
    desk.click("Move up", last)
    assert desk.read == ["three", "one", "two"]
    desk.click("Move down", last)
    assert desk.read == ["one", "three", "two"]


def test_a_part_goes_to_the_bin_at_once_and_comes_back_from_the_strip_or_by_undo(
    desk: Desk,
) -> None:
    entry = desk.three()
    desk.cards[1].setFocus()
    desk.press(Qt.Key.Key_Delete)
    assert desk.read == ["one", "three"]
    assert desk.page.focusWidget() is desk.cards[1]
    sentence, actions = desk.asked[-1]
    assert sentence == "Moved to the bin. Kept in the bin for 30 days."
    desk.wait(entry)
    assert len(desk.kept(entry.id).parts) == 2

    assert isinstance(actions, tuple)
    ((name, undo),) = actions
    assert name == "Undo"
    undo()
    QApplication.processEvents()
    assert desk.read == ["one", "two", "three"]
    undo()
    assert desk.read == ["one", "two", "three"], "what is there stays"
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.read == ["one", "three"]
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.read == ["one", "two", "three"]
    desk.wait(entry)
    assert [p.body for p in desk.kept(entry.id).parts] == [b"one", b"two", b"three"]


def test_the_last_part_can_go_and_come_back(desk: Desk) -> None:
    desk.open(desk.make(b"only").id)
    desk.page.focus_first()
    desk.press(Qt.Key.Key_Delete)
    assert desk.read == []
    assert desk.page.focusWidget() is desk.button("Add: Write")
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.read == ["only"]


def test_the_undo_of_the_strip_works_when_another_entry_is_shown(desk: Desk) -> None:
    first = desk.three()
    desk.page.focus_first()
    desk.press(Qt.Key.Key_Delete)
    _sentence, actions = desk.asked[-1]
    assert isinstance(actions, tuple)
    desk.open(desk.make(b"another").id)
    actions[0][1]()
    desk.wait(first)
    assert [part.body for part in desk.kept(first.id).parts] == [b"one", b"two", b"three"]
    assert desk.read == ["another"]


def test_the_undo_of_the_strip_works_when_the_entry_was_left_and_opened_again(desk: Desk) -> None:
    entry = desk.three()
    desk.page.focus_first()
    desk.press(Qt.Key.Key_Delete)
    _sentence, actions = desk.asked[-1]
    assert isinstance(actions, tuple)
    desk.wait(entry)
    desk.page.forget()
    again = desk.open(entry.id)
    actions[0][1]()
    QApplication.processEvents()
    assert desk.read == ["one", "two", "three"]
    desk.wait(again)
    assert [part.body for part in desk.kept(entry.id).parts] == [b"one", b"two", b"three"]


def test_every_step_is_undone_and_redone_in_order(desk: Desk) -> None:
    entry = desk.three()
    start = entry.arrangement
    desk.page.focus_first()
    desk.press(Qt.Key.Key_Down, ALT)
    desk.press(Qt.Key.Key_Delete)
    desk.press(Qt.Key.Key_S, CTRL | SHIFT)
    _entitle(desk, "Stones")
    _happened(desk, "20 nov 2026")
    end = entry.arrangement
    assert (end.title, end.shared, len(end.parts)) == ("Stones", True, 2)
    assert f"{end.day}" == "2026-11-20"

    desk.cards[0].setFocus()
    for _ in range(5):
        desk.press(Qt.Key.Key_Z, CTRL)
    assert entry.arrangement == start
    desk.press(Qt.Key.Key_Z, CTRL)
    assert entry.arrangement == start
    desk.click("Undo, seal it, move it to the bin")
    assert not desk.button("Undo").isEnabled()
    for _ in range(5):
        desk.click("Redo")
    assert entry.arrangement == end
    assert not desk.button("Redo").isEnabled()
    desk.wait(entry)
    kept = desk.kept(entry.id)
    assert (kept.title, kept.shared, kept.day) == ("Stones", True, end.day)


def _entitle(desk: Desk, title: str) -> None:
    at = _line(desk, "Title")
    at.setFocus()
    QTest.keyClicks(at, title)
    QTest.keyClick(at, Qt.Key.Key_Return)


def _happened(desk: Desk, typed: str) -> None:
    desk.button("When it happened: Sunday 22 November, evening").click()
    at = _line(desk, "Day")
    at.setText(typed)
    QTest.keyClick(at, Qt.Key.Key_Return)
    QApplication.processEvents()


def _line(desk: Desk, name: str) -> QLineEdit:
    lines = desk.page.findChildren(QLineEdit)
    return next(line for line in lines if line.isVisible() and line.accessibleName() == name)


def test_the_day_it_happened_is_said_where_it_is_shown(desk: Desk) -> None:
    entry = desk.three()
    made = [part.made for part in entry.parts]
    _happened(desk, "friday")
    assert desk.button("Friday 20 November, evening").isVisible()
    assert not any(line.isVisible() for line in desk.page.findChildren(QLineEdit) if _is_day(line))
    desk.wait(entry)
    kept = desk.kept(entry.id)
    assert (f"{kept.day}", f"{kept.made.civil:%d %H:%M}") == ("2026-11-20", "20 20:30")
    assert [part.made for part in kept.parts] == made, "its parts were made when they were made"


def test_esc_closes_the_day_before_anything_else(desk: Desk, qtbot: QtBot) -> None:
    desk.three()
    desk.button("When it happened: Sunday 22 November, evening").click()
    desk.press(Qt.Key.Key_Escape)
    assert not any(line.isVisible() for line in desk.page.findChildren(QLineEdit) if _is_day(line))
    assert desk.page.focusWidget() is desk.button("Sunday 22 November, evening")


def _is_day(line: QLineEdit) -> bool:
    return line.accessibleName() == "Day"


def test_set_to_share_is_told_by_word_and_shape_and_by_key(desk: Desk) -> None:
    entry = desk.three()
    toggle = desk.button("Mark to share")
    assert (toggle.isChecked(), toggle.icon().isNull()) == (False, True)
    desk.page.focus_first()
    desk.press(Qt.Key.Key_S, CTRL | SHIFT)
    assert (toggle.text(), toggle.isChecked()) == ("Set to share", True)
    assert not toggle.icon().isNull()
    assert str(desk.asked[-1][0]).startswith("Set to share. Nothing leaves the journal")
    toggle.click()
    assert (toggle.text(), entry.arrangement.shared) == ("Mark to share", False)
    desk.wait(entry)
    assert not desk.kept(entry.id).shared


def test_later_thoughts_are_set_apart_and_what_came_first_is_reached_as_it_came(
    desk: Desk,
) -> None:
    made = desk.make(b"raw")
    desk.clock.go_on(HOUR)
    entry = desk.open(made.id)
    assert desk.lines() == []
    assert desk.button("Add: Write").text() == "Add a later thought"
    desk.clock.go_on(33 * HOUR)
    entry.new_part(Kind.WORDS).put(b"later")
    entry.part(made.parts[0].id).put(b"raw, and changed")
    entry.set_aside()
    desk.wait(entry)
    desk.open(made.id)
    assert desk.lines() == ["Later thoughts · Tuesday 24 November, morning"]
    assert desk.read == ["raw, and changed", "later"]
    desk.click("As it came", desk.cards[0])
    assert desk.asked[-1] == ("versions", made.parts[0].id)
    assert not [b for b in desk.cards[1].findChildren(QPushButton) if b.text() == "As it came"]
    desk.click("Move it, take it out, see it as it was", desk.cards[1])
    desk.click("Earlier versions", desk.cards[1])
    assert desk.asked[-1] == ("versions", desk.cards[1].part.id)


def test_a_part_is_opened_by_enter_by_its_button_and_by_a_press_on_it(desk: Desk) -> None:
    entry = desk.three()
    desk.cards[1].setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.click("Open these words", desk.cards[1])
    viewport = desk.cards[1].findChildren(Reading)[0].viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert desk.asked == [("open", entry.parts[1].id)] * 3


def test_sliding_off_or_marking_words_opens_nothing(desk: Desk) -> None:
    desk.open(desk.make(b"some words that stand in a line").id)
    viewport = desk.cards[0].findChildren(Reading)[0].viewport()
    for end in (QPoint(200, 10), QPoint(20, -200)):
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
        QTest.mouseMove(viewport, end)
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    assert desk.asked == []


def test_coming_back_from_a_part_stands_where_it_stood(desk: Desk) -> None:
    entry = desk.open(desk.make(*(b"%d\n\nline" % n for n in range(30))).id)
    desk.cards[20].setFocus()
    bar = desk.page._scroll.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = desk.cards
    desk.press(Qt.Key.Key_Return)
    desk.page.stop()
    desk.page.hide()
    desk.open(entry.id)
    desk.page.focus_first()
    assert bar.value() == bar.maximum() // 2
    assert desk.page.focusWidget() is desk.cards[20]
    assert desk.cards == before, "what didn’t change isn’t made again"
    desk.open(desk.make(b"another").id)
    assert bar.value() == 0


def test_the_way_back_outlasts_a_sitting_and_what_was_added_is_a_step_too(desk: Desk) -> None:
    made = desk.three()
    desk.page.focus_first()
    desk.press(Qt.Key.Key_Delete)
    made.new_part(Kind.WORDS).put(b"four")
    made.set_aside()
    desk.wait(made)
    again = desk.open(made.id)
    assert desk.read == ["two", "three", "four"]
    assert desk.page.focusWidget() is desk.cards[2], "what is new is shown"
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.read == ["one", "two", "three"]
    desk.press(Qt.Key.Key_Z, CTRL | SHIFT)
    desk.press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert desk.read == ["two", "three", "four"]
    desk.wait(again)
    assert [p.body for p in desk.kept(made.id).parts] == [b"two", b"three", b"four"]


def test_the_way_back_is_forgotten_when_the_page_is_left_for_good(desk: Desk) -> None:
    made = desk.three()
    desk.page.focus_first()
    desk.press(Qt.Key.Key_Delete)
    desk.wait(made)
    desk.page.forget()
    again = desk.open(made.id)
    desk.page.focus_first()
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.read == ["two", "three"]
    assert again.taken_out == ()


def test_the_page_goes_to_a_spot_and_underlines_it_even_far_down(desk: Desk) -> None:
    long = ("nothing here " * 2_000 + "\n\nthe apricot door\n\n" + "more " * 200).encode()
    entry = desk.open(desk.make(b"first", long).id)
    desk.page.show_spot(Spot(entry.id, entry.parts[1].id, words=("apricot",)))
    QApplication.processEvents()
    (reading,) = (r for r in desk.cards[1].findChildren(Reading) if r.isVisible())
    (found,) = reading.extraSelections()
    assert found.cursor.selectedText() == "apricot"
    at = reading.viewport().mapTo(desk.page, reading.cursorRect(found.cursor).center())
    assert 0 < at.y() < desk.page.height(), "it can be seen"
    assert desk.page.focusWidget() is desk.cards[1]


def test_coming_back_from_a_part_to_an_entry_that_was_found_stands_where_it_stood(
    desk: Desk,
) -> None:
    made = desk.make(*(b"%d stones\n\nline" % n for n in range(30)))
    spot = Spot(made.id, made.parts[2].id, words=("stones",))

    def come() -> QWidget:
        desk.open(made.id)
        desk.page.show_spot(spot)
        QApplication.processEvents()
        return desk.page.focusWidget()

    assert come() is desk.cards[2]
    desk.cards[20].setFocus()
    desk.page.stop()
    assert come() is desk.cards[20]
    desk.page.forget()
    assert come() is desk.cards[2], "it was looked for again"


def test_a_spot_may_be_a_phrase_or_some_seconds_of_sound(desk: Desk) -> None:
    made = desk.make(b"slow *water* over stones")
    made.new_part(Kind.VOICE).append(b"from a newer version")
    desk.wait(made)
    entry = desk.open(made.id)
    words, voice = (part.id for part in entry.parts)
    desk.page.show_spot(Spot(entry.id, words, Phrase(5, 17)))
    QApplication.processEvents()
    (found,) = desk.cards[0].findChildren(Reading)[0].extraSelections()
    assert found.cursor.selectedText() == "water over"
    desk.page.show_spot(Spot(entry.id, voice, Stretch(0.0, 2.0)))
    QApplication.processEvents()
    assert desk.page.focusWidget() is desk.cards[1]
    gone = PartId("taken out since")
    desk.page.show_spot(Spot(entry.id, gone, words=("water",)))
    QApplication.processEvents()
    assert desk.page.focusWidget() is desk.cards[1], "nothing else happens"


def test_the_wording_that_a_part_answers_is_shown_above_it(desk: Desk) -> None:
    made = desk.make(b"long " * 5_000)
    part = made.parts[0]
    part.answer("What stayed with you?")
    desk.wait(made)
    desk.open(made.id)
    desk.click("Read on here")
    (prompt,) = (
        label
        for label in desk.cards[0].findChildren(QLabel)
        if label.text() == "What stayed with you?"
    )
    (reading,) = (r for r in desk.cards[0].findChildren(Reading) if r.isVisible())
    assert prompt.geometry().bottom() < reading.geometry().top()


def test_a_very_long_text_begins_and_is_read_on_when_asked_for(desk: Desk) -> None:
    text = "slow water " * 5_000
    desk.open(desk.make(text.encode()).id)
    assert 0 < len(desk.read[0]) < len(text)
    desk.click("Read on here", desk.cards[0])
    assert desk.read[0].strip() == text.strip()


def test_a_drawing_and_a_photograph_appear_when_there_is_leisure(desk: Desk, qtbot: QtBot) -> None:
    entry = desk.make(b"words")
    stroke = Stroke.of(1, "pen", "text", 6.0, 0, tuple(Sample(x, x / 2) for x in range(10, 200)))
    entry.new_part(Kind.INK).append(inkcodec.pack(Add(stroke)))
    image = QImage(QSize(300, 400), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    entry.new_part(Kind.PHOTO).put(pictures.encode(image))
    desk.wait(entry)
    desk.open(entry.id)
    qtbot.waitUntil(lambda: desk.page._leisure.idle, timeout=20_000)
    drawing, photo = (card.findChildren(Picture)[0] for card in desk.cards[1:])
    assert drawing.developed
    assert photo.developed
    assert photo.width() * 4 == photo.height() * 3, "as it is"
    assert _reds(photo)
    assert not _reds(drawing)
    desk.tools.theme.use(Preferences(theme="evening"))
    qtbot.waitUntil(lambda: desk.page._leisure.idle, timeout=20_000)
    assert drawing.grab().toImage() != photo.grab().toImage()


def _reds(widget: QWidget) -> bool:
    colour = widget.grab().toImage().pixelColor(widget.width() // 2, widget.height() // 2)
    return colour.red() > 200 and colour.green() < 60


def test_a_drawing_that_is_taken_out_before_it_appears_costs_nothing(
    desk: Desk, qtbot: QtBot
) -> None:
    entry = desk.make(b"words")
    drawing = entry.new_part(Kind.INK)
    for number in range(200):
        samples = tuple(Sample(x, x / 2) for x in range(10, 200))
        drawing.append(inkcodec.pack(Add(Stroke.of(number + 1, "pen", "text", 6.0, 0, samples))))
    desk.wait(entry)
    content = desk.kept(entry.id)
    desk.page.show_entry(OpenEntry(desk.journal, desk.clock, content), content)
    desk.page._take_out(drawing.id)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not desk.page._leisure.idle
    qtbot.waitUntil(lambda: desk.page._leisure.idle, timeout=20_000)
    assert desk.read == ["words"]


def test_a_caption_is_kept_and_makes_no_step(desk: Desk) -> None:
    entry = desk.make(b"words")
    entry.new_part(Kind.INK).append(b"from a newer version")
    desk.wait(entry)
    again = desk.open(entry.id)
    QTest.keyClicks(_line(desk, "Caption"), "weather")
    desk.wait(again)
    assert desk.kept(entry.id).parts[1].caption == "weather"
    assert not desk.page._history or not desk.page._history.can_undo


def test_things_are_added_and_the_whole_is_sealed_or_binned_by_button_and_key(desk: Desk) -> None:
    desk.three()
    for name in ("Write", "Draw", "Speak", "Paper page"):
        desk.click(f"Add: {name}")
    desk.click("Undo, seal it, move it to the bin")
    desk.click("Seal it until…")
    desk.click("Move all of it to the bin")
    desk.page.focus_first()
    desk.press(Qt.Key.Key_A, CTRL | SHIFT)
    assert [what for _add, what in desk.asked[:4]] == [
        Kind.WORDS,
        Kind.INK,
        Kind.VOICE,
        Kind.PHOTO,
    ]
    assert desk.asked[4:] == [("seal",), ("bin",), ("seal",)]


def test_what_is_asked_under_the_date_is_seen_and_left_for_where_one_was(desk: Desk) -> None:
    entry = desk.open(desk.make(*(b"%d\n\nline" % n for n in range(30))).id)
    desk.page.show_spot(Spot(entry.id, entry.parts[25].id))
    QApplication.processEvents()
    bar = desk.page._scroll.verticalScrollBar()
    assert bar.value() > 0
    question = QPushButton("Until when?")
    desk.page.show_under(question)
    QApplication.processEvents()
    assert question.isVisible()
    assert bar.value() == 0
    desk.page.show_under(None)
    desk.page.focus_first()
    QApplication.processEvents()
    card = desk.cards[25]
    assert desk.page.focusWidget() is card
    assert 0 <= _top(card) - _top(desk.page) <= desk.page.height() - card.height()


def test_tab_goes_through_the_page_as_it_reads_after_a_move(desk: Desk) -> None:
    desk.three()
    desk.page.focus_first()
    desk.press(Qt.Key.Key_Down, ALT)
    seen: list[QWidget] = []
    desk.cards[0].setFocus()
    while desk.page.focusWidget() is not desk.button("Add: Write"):
        seen.append(desk.page.focusWidget())
        desk.press(Qt.Key.Key_Tab)
        assert len(seen) < 20
    assert [w for w in seen if isinstance(w, PartCard)] == desk.cards


def test_words_stay_as_they_are_when_they_are_measured_for_another_width(desk: Desk) -> None:
    desk.open(desk.make(b"slow water over stones " * 20).id)
    (reading,) = desk.cards[0].findChildren(Reading)
    shown = reading.document().textWidth()
    assert reading.heightForWidth(200) > reading.height()
    assert reading.document().textWidth() == shown


def test_every_card_says_what_it_is_and_when_it_was_made(desk: Desk) -> None:
    entry = desk.make(b"words")
    for kind in (Kind.INK, Kind.VOICE):
        entry.new_part(kind).append(b"from a newer version")
    desk.wait(entry)
    desk.open(entry.id)
    assert [card.accessibleName() for card in desk.cards] == [
        "Words, made Sunday evening",
        "Drawing, made Sunday evening",
        "Voice, made Sunday evening",
    ]


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("theme", THEMES)
def test_nothing_is_clipped_or_too_small_with_everything_open(
    desk: Desk, theme: str, size: float
) -> None:
    entry = desk.make(b"# slow\n\n- water over stones and nobody asking for anything at all", b"2")
    for kind in (Kind.INK, Kind.VOICE):
        entry.new_part(kind).append(b"from a newer version")
    desk.wait(entry)
    desk.open(entry.id)
    desk.tools.theme.use(Preferences(theme=theme).with_text_size(size))
    desk.click("When it happened: Sunday 22 November, evening")
    desk.click("Undo, seal it, move it to the bin")
    for card in desk.cards:
        desk.click("Move it, take it out, see it as it was", card)
    QApplication.processEvents()
    least = 64 if theme == "afterglow" else 48
    for button in _seen(desk.page, QPushButton):
        assert isinstance(button, QPushButton)
        assert min(button.width(), button.height()) >= least, button.accessibleName()
        assert button.width() >= button.minimumSizeHint().width(), button.text()
        assert button.mapTo(desk.page, button.rect().bottomRight()).x() < desk.page.width()
    for label in _seen(desk.page, QLabel):
        assert isinstance(label, QLabel)
        assert label.height() >= label.heightForWidth(label.width()) - 1, label.text()
    for reading in _seen(desk.page, Reading):
        assert reading.height() >= reading.heightForWidth(reading.width())
    for one, other in zip(desk.cards, desk.cards[1:], strict=False):
        assert one.geometry().bottom() < other.geometry().top()


def _seen(page: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in page.findChildren(kind) if widget.isVisible()]
