"""Below a recording: having it written down, and then reading, changing and hearing the words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from journal_app import storage
from journal_app.devices.opus import OpusReader
from journal_app.domain import transcript
from journal_app.domain.entry import Entry, Kind
from journal_app.domain.transcript import Transcript
from journal_app.services.voice.transcribing import models
from journal_app.services.voice.transcribing.models import Shelf
from journal_app.services.voice.transcribing.transcription import Transcription
from journal_app.storage import parts
from journal_app.ui import opendialog
from journal_app.ui.pages.entry import EntryPage
from journal_app.ui.widgets.partcard import PartCard
from journal_app.ui.widgets.transcript.panel import TranscriptPanel
from journal_app.ui.widgets.transcript.written import Written
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from tests.domain.test_transcript import spoken as written
from tests.fake_transcriber import engine, model, shelf_with_a_model
from tests.fakes import FakeClock
from tests.fakes_sound import FakeSound, fake_sound
from tests.guest import Enter, enter, keychain
from tests.ui.named import Namer, spoken

__all__ = ["enter", "keychain"]


@dataclass
class Machine:
    """What would write things down: how it does, and whether there is one at all."""

    shelf: Shelf
    clock: FakeClock
    how: str = "well"
    there: bool = True

    def __call__(self) -> Transcription | None:
        if not self.there:
            return None
        return Transcription(engine(self.how), self.shelf, OpusReader, bool, self.clock)


@pytest.fixture
def machine(tmp_path: Path, clock: FakeClock) -> Machine:
    return Machine(shelf_with_a_model(tmp_path), clock)


@pytest.fixture
def fakes(clock: FakeClock, machine: Machine) -> FakeSound:
    made = fake_sound(clock)
    return replace(made, sound=replace(made.sound, transcription=machine))


@pytest.fixture(scope="module")
def records() -> list[bytes]:
    return spoken(4)


class Reader:
    """Someone who has a voice before them, on the page of its entry."""

    def __init__(self, namer: Namer, records: list[bytes], body: bytes = b"") -> None:
        self.namer = namer
        self.entry: Entry = namer.write(2, (Kind.VOICE, records))
        self.part = self.entry.parts[0].id
        if body:
            namer.guest.session.journal.do(parts.put, self.part, body, 1).result(20)
        self.come()

    def come(self) -> None:
        self.namer.guest.workspace.show_entry(self.entry.id)
        self.namer.wait(lambda: bool(self.page.findChildren(VoiceStrip)))

    @property
    def page(self) -> EntryPage:
        self.namer.guest.wait_for(EntryPage)
        return self.namer.guest.see(EntryPage)

    @property
    def panel(self) -> TranscriptPanel:
        return self.page.findChildren(TranscriptPanel)[0]

    @property
    def text(self) -> Written:
        return self.panel.findChildren(Written)[0]

    @property
    def strip(self) -> VoiceStrip:
        return self.page.findChildren(VoiceStrip)[0]

    def offered(self) -> list[str]:
        return [one.text() for one in self.panel.findChildren(QPushButton) if one.isVisible()]

    def said(self) -> str:
        return " ".join(one.text() for one in self.panel.findChildren(QLabel) if one.isVisible())

    def press(self, name: str) -> None:
        found = (one for one in self.panel.findChildren(QPushButton) if one.text() == name)
        next(one for one in found if one.isVisible()).click()

    def until_offered(self, name: str) -> None:
        self.namer.wait(lambda: name in self.offered())

    def kept(self) -> Transcript | None:
        journal = self.namer.guest.session.journal
        entry = journal.ask(storage.entries.load, self.entry.id).result(20)
        return transcript.unpack(entry.parts[0].body)

    def until_kept(self, met: Callable[[Transcript | None], bool]) -> None:
        self.namer.wait(lambda: met(self.kept()))

    def chooses(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Answer the next question for a file with this one."""

        def ask(_parent: QWidget, _title: str, _kinds: str, chosen: Callable[[str], None]) -> None:
            chosen(str(path))

        monkeypatch.setattr(opendialog, "ask_file", ask)


@pytest.fixture
def reads(enter: Enter, records: list[bytes]) -> Callable[..., Reader]:
    namer = Namer(enter())
    namer.guest.wait_until_open()

    def made(body: bytes = b"") -> Reader:
        return Reader(namer, records, body)

    return made


Reads = Callable[..., Reader]
MADE = transcript.pack(written("slow water over stones"))


def test_a_recording_is_written_down_and_kept(reads: Reads) -> None:
    reader = reads()
    assert reader.offered() == ["Write it down"]
    reader.press("Write it down")
    assert reader.offered() == ["Stop"]
    reader.until_offered("Write it down again")
    assert reader.text.text() == "slow water."
    assert "by a machine" in reader.said()
    reader.until_kept(lambda kept: kept is not None and kept.text == "slow water.")
    card = reader.page.findChildren(PartCard)[0]
    reader.come()
    assert reader.page.findChildren(PartCard)[0] is card  # it looked as it does now


def test_without_the_optional_part_nothing_of_it_is_seen(reads: Reads, machine: Machine) -> None:
    machine.there = False
    assert not reads().page.findChildren(TranscriptPanel)


def test_without_it_a_transcript_is_still_read_and_changed(reads: Reads, machine: Machine) -> None:
    machine.there = False
    reader = reads(MADE)
    assert reader.offered() == ["Take these words away"]
    QTest.keyClicks(reader.text, "So ")
    reader.page.stop()
    reader.until_kept(lambda kept: kept is not None and kept.text == "So slow water over stones")


def test_what_is_changed_is_kept_beside_what_the_machine_wrote(reads: Reads) -> None:
    reader = reads(MADE)
    reader.text.setFocus()
    reader.text.moveCursor(QTextCursor.MoveOperation.End)
    reader.text.insertPlainText(" and 😊")
    QTest.keyClick(reader.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(reader.text, "still")
    reader.strip.setFocus()
    reader.until_kept(
        lambda kept: kept is not None and kept.edited == "slow water over stones and 😊\nstill"
    )
    kept = reader.kept()
    assert kept is not None
    assert kept.written == "slow water over stones"


def test_enter_on_a_word_and_a_press_on_it_go_to_its_sound(reads: Reads) -> None:
    reader = reads(MADE)
    text = reader.text
    text.setFocus()
    for _ in range(len("slow wa")):
        QTest.keyClick(text, Qt.Key.Key_Right)
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert reader.strip.position == pytest.approx(1.3, abs=0.01)
    assert text.text() == "slow water over stones"
    cursor = text.textCursor()
    cursor.setPosition(len("slow water over st"))
    QTest.mouseClick(
        text.viewport(), Qt.MouseButton.LeftButton, pos=text.cursorRect(cursor).center()
    )
    assert reader.strip.position == pytest.approx(2.3, abs=0.01)


def test_behind_a_picture_a_word_is_found_too(reads: Reads) -> None:
    edited = replace(written("slow water over stones"), edited="😊😊😊 slow water over stones")
    reader = reads(transcript.pack(edited))
    for _ in range(len("😊😊😊 slow wat")):
        QTest.keyClick(reader.text, Qt.Key.Key_Right)
    QTest.keyClick(reader.text, Qt.Key.Key_Enter)
    assert reader.strip.position == pytest.approx(1.3, abs=0.01)


def test_marking_some_words_goes_nowhere(reads: Reads) -> None:
    reader = reads(MADE)
    text = reader.text
    QTest.mousePress(text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
    QTest.mouseMove(text.viewport(), QPoint(60, 12))
    text.selectAll()
    QTest.mouseRelease(text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 12))
    assert reader.strip.position == 0.0


def test_it_can_be_stopped_and_nothing_is_kept(reads: Reads, machine: Machine) -> None:
    machine.how = "slow"
    reader = reads()
    reader.press("Write it down")
    assert "Writing it down: 0 %" in reader.said()
    reader.press("Stop")
    assert reader.offered() == ["Write it down"]
    assert reader.kept() is None


def test_a_slow_computer_is_waited_for(reads: Reads, machine: Machine, clock: FakeClock) -> None:
    machine.how = "slow"
    reader = reads()
    reader.press("Write it down")

    def waits() -> bool:
        clock.go_on(60)  # again and again: it may give a last sign of life meanwhile
        return "Waiting for the computer" in reader.said()

    reader.namer.wait(waits)
    reader.press("Stop")


def test_what_goes_wrong_is_said_and_can_be_tried_again(reads: Reads, machine: Machine) -> None:
    machine.how = "crashing"
    reader = reads()
    reader.press("Write it down")
    reader.until_offered("Write it down")
    assert "ended by itself" in reader.said()
    assert "recording is as it was" in reader.said()
    machine.how = "well"


def test_where_there_is_no_model_one_is_asked_for(
    reads: Reads, machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.shelf = Shelf(tmp_path / "other")
    reader = reads()
    reader.press("Write it down")
    assert reader.offered() == ["Choose a model…", "Not now"]
    assert "nothing leaves it" in reader.said()
    reader.press("Not now")
    assert reader.offered() == ["Write it down"]

    reader.press("Write it down")
    reader.chooses(tmp_path, monkeypatch)
    reader.press("Choose a model…")
    reader.until_offered("Choose a model…")
    assert reader.said() == models.FOLDER

    reader.chooses(model(tmp_path / "ggml-mine.bin"), monkeypatch)
    reader.press("Choose a model…")
    reader.until_offered("Use it anyway")
    assert reader.said() == models.UNKNOWN
    reader.press("Use it anyway")
    reader.until_offered("Write it down again")


def test_what_was_changed_is_not_replaced_without_a_word(reads: Reads) -> None:
    reader = reads(transcript.pack(replace(written("slow water"), edited="still water")))
    reader.press("Write it down again")
    assert reader.offered() == ["Write it down again", "Not now"]
    assert "would be replaced" in reader.said()
    reader.press("Not now")
    assert reader.text.text() == "still water"
    reader.press("Write it down again")
    reader.press("Write it down again")
    reader.until_kept(lambda kept: kept is not None and kept.edited is None)


def test_the_words_can_be_taken_away(reads: Reads) -> None:
    reader = reads(MADE)
    QTest.keyClicks(reader.text, "unwanted")
    reader.press("Take these words away")
    reader.until_kept(lambda kept: kept is None)
    assert reader.offered() == ["Write it down"]
    assert not reader.text.isVisible()


def test_the_keyboard_stays_where_it_was(reads: Reads) -> None:
    reader = reads()
    (button,) = (b for b in reader.panel.findChildren(QPushButton) if b.isVisible())
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is next(
        b for b in reader.panel.findChildren(QPushButton) if b.text() == "Stop"
    )
    reader.until_offered("Write it down again")
    assert QApplication.focusWidget() is reader.text


def test_a_lock_ends_what_is_under_way(reads: Reads, machine: Machine) -> None:
    machine.how = "slow"
    reader = reads()
    reader.press("Write it down")
    (task,) = reader.panel._running
    reader.namer.guest.house.threshold.lock()
    reader.namer.wait(lambda: task.over)


def test_it_is_offered_where_a_recording_is_heard_large(reads: Reads) -> None:
    reader = reads()
    page = reader.namer.sit_down(reader.entry.id, reader.part)
    (panel,) = page.findChildren(TranscriptPanel)
    (button,) = (b for b in panel.findChildren(QPushButton) if b.isVisible())
    button.click()
    (text,) = panel.findChildren(Written)
    reader.namer.wait(text.isVisible)
    QTest.keyClicks(text, "So ")
    reader.namer.guest.workspace.flush()
    reader.until_kept(lambda kept: kept is not None and kept.text == "So slow water.")
