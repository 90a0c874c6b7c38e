"""What the Speak page says when the disk is nearly full, full, and roomy again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from journal_app import storage
from journal_app.devices.opus import OpusReader, OpusStream
from journal_app.domain.day import Calendar
from journal_app.domain.entry import Kind
from journal_app.domain.settings import Preferences
from journal_app.media import voice
from journal_app.services.journal import Journal
from journal_app.services.openentry import KeepState, OpenEntry, OpenPart
from journal_app.services.voice.player import Player
from journal_app.services.voice.recorder import Recorder
from journal_app.services.voice.room import Room
from journal_app.services.voice.sound import Sound
from journal_app.ui.editors.voice import VoiceEditor
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.tools import Tools
from tests.fakes import FakeClock, Post
from tests.fakes_sound import FakeMicrophone, FakeSpeaker, file, tone
from tests.ui.test_keeping import _let_it_grow_to

PLENTY = 1 << 40


@dataclass
class Desk:
    """Someone at the Speak page, and the disk under it."""

    journal: Journal
    post: Post
    clock: FakeClock
    theme: Theme
    qtbot: QtBot
    free: int = PLENTY
    bound: int = 1 << 20

    def speak(self) -> None:
        self.microphone = FakeMicrophone(self.clock)
        sound = Sound(self._recorder, lambda one: Player(one, OpusReader, FakeSpeaker()), file)
        tools = Tools(self.theme, Icons(self.theme), self.clock, sound, Calendar(self.clock))
        self.entry = OpenEntry(self.journal, self.clock)
        self.editor = VoiceEditor(self.entry.new_part(Kind.VOICE), tools)
        self.qtbot.addWidget(self.editor)
        self.editor.resize(900, 600)
        self.editor.show()
        self.microphone.say(tone(1.0))

    def fill(self) -> None:
        """Speak until the file can't grow any more."""
        self.free = 0
        self.journal.ask(_let_it_grow_to).result(20)
        while self.entry.state is not KeepState.NOT_KEPT:
            self.microphone.say(tone(1.0))
            self.post.run_until(lambda: not self.entry._line._out)

    def make_room(self) -> None:
        self.free = PLENTY
        self.journal.ask(_let_it_grow_to, 1_000_000).result(20)

    def wait_to_read(self, words: str) -> None:
        def read() -> bool:
            shown = [one.text() for one in self.editor.findChildren(QLabel) if one.isVisible()]
            return any(words in text for text in shown)

        self._wait(read)

    def keep_all(self) -> None:
        def look() -> bool:
            self.entry.retry()
            return self.entry.state is KeepState.KEPT

        self.post.run_until(look)

    def _wait(self, met: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(met, timeout=10_000)

    def _recorder(self, part: OpenPart) -> Recorder:
        room = Room(lambda: self.free, part.waiting, self.bound)
        return Recorder(part.append, self.microphone, OpusStream, self.clock, room)


@pytest.fixture
def desk(
    journal: Journal, post: Post, clock: FakeClock, qapp: QApplication, qtbot: QtBot
) -> Iterator[Desk]:
    made = Desk(journal, post, clock, Theme(qapp, Preferences()), qtbot)
    yield made
    made.editor.close_part()
    post.run_until(post.queue.empty)


def test_a_roomy_disk_is_not_spoken_of(desk: Desk) -> None:
    desk.speak()
    desk.wait_to_read("Nothing listens for words. Kept as you speak.")


@pytest.mark.parametrize(
    ("free", "said"),
    [
        (24_000_000, "45 minutes"),
        (5_800_000, "10 minutes"),
        (4_000_000, "5 minutes"),
        (2_000_000, "3 minutes"),
        (9, "a min"),
    ],
)
def test_a_disk_with_little_room_is_spoken_of_quietly(desk: Desk, free: int, said: str) -> None:
    desk.free = free
    desk.speak()
    desk.wait_to_read(f"The disk has room for about {said}")
    desk.wait_to_read("Kept as you speak.")


def test_a_full_disk_is_said_with_what_goes_on_and_unsaid_when_there_is_room(desk: Desk) -> None:
    desk.speak()
    desk.fill()
    desk.wait_to_read("The disk is full. Recording goes on in memory; there is room for about 3")
    desk.editor.toggle()
    desk.wait_to_read("The disk is full. What you said waits in memory")
    desk.make_room()
    desk.keep_all()
    desk.wait_to_read("All of it is kept.")


def test_four_hours_are_said_in_hours(desk: Desk) -> None:
    desk.bound = 64 << 20
    desk.speak()
    desk.fill()
    desk.wait_to_read("there is room for about 4 hours.")


def test_a_recording_that_ended_by_itself_says_so_until_it_is_kept(desk: Desk) -> None:
    desk.bound = 1
    desk.speak()
    desk.fill()
    desk.wait_to_read("Recording stopped here. Everything up to 0:")
    desk.wait_to_read("waits in memory and is kept as soon as there is room.")
    desk.make_room()
    desk.keep_all()
    desk.wait_to_read("P plays and pauses.")
    assert not desk.editor._timer.isActive()
    (part,) = desk.journal.ask(storage.entries.load, desk.entry.id).result(20).parts
    assert voice.read(part).seconds >= 1.0
