"""A journal with something of everything in it, and the ways to each screen that shows it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from journal_app.devices.opus import OpusStream
from journal_app.domain import transcript
from journal_app.domain.entry import Kind, Seal
from journal_app.domain.ink.codec import pack
from journal_app.domain.ink.marks import Extent, Sample, Stroke
from journal_app.domain.ink.records import Add
from journal_app.domain.spot import Phrase, Spot
from journal_app.services.openentry import OpenEntry
from journal_app.services.session import Session
from journal_app.services.voice.recorder import Recorder
from journal_app.ui.editors.voice import VoiceEditor
from journal_app.ui.house import House
from journal_app.ui.pages.entry import EntryPage
from journal_app.ui.widgets.voicing.saving import SoundSaving
from journal_app.ui.workspace import Workspace
from tests.domain.test_transcript import spoken
from tests.fakes import FakeClock
from tests.fakes_sound import FakeMicrophone, tone
from tests.mixed import Script, keep
from tests.pictures import saved, scene

WORDS = """# Afterwards

warm. *slow water* over stones, and a door that was **only light**

- the music
- apricot

> nothing to do"""
WEATHER, EDGE = "Draw the weather inside you, as if it were a sky.", "Only the edge of something."
LATER = "It was the river again, I think. Slow water."


def fill(session: Session, clock: FakeClock) -> OpenEntry:
    """Make a few entries over three months, and return the fullest."""
    for days, text in ((-70, "a very quiet day"), (-40, "before a session"), (-39, "water " * 30)):
        clock.go_on(days * 86_400)
        _write(OpenEntry(session.journal, clock), text)
        clock.go_on(-days * 86_400)
    entry = OpenEntry(session.journal, clock)
    words = entry.new_part(Kind.WORDS)
    words.answer("Begin anywhere.")
    words.put(WORDS.encode())
    _draw(entry)
    _speak(entry, clock)
    photo = entry.new_part(Kind.PHOTO)
    photo.put(saved(scene(1200, 900)))
    photo.describe("the page from Friday")
    entry.entitle("Slow water")
    entry.set_aside()
    clock.go_on(86_400)
    words.put(f"{WORDS}, for now".encode())
    _write(entry, LATER)
    clock.go_on(60)
    session.journal.ask(lambda _db: None).result(20)
    return entry


def _write(entry: OpenEntry, text: str) -> None:
    entry.new_part(Kind.WORDS).put(text.encode())
    entry.set_aside()


def _draw(entry: OpenEntry, prompt: str = "") -> None:
    part = entry.new_part(Kind.INK)
    part.answer(prompt)
    for number in range(1, 5):
        samples = tuple(
            Sample(60.0 + 20 * t, 90.0 * number + 30 * (t % 5), 0.5, 8.0 * t) for t in range(40)
        )
        colour = ("text", "clay", "sage", "plum")[number - 1]
        stroke = Stroke.of(number, "pen", colour, 6.0, number, samples)
        part.append(pack(Add(stroke, Extent(1000, 600))))
    part.describe("the river")
    part.finish()


def _speak(entry: OpenEntry, clock: FakeClock) -> None:
    part, microphone = entry.new_part(Kind.VOICE), FakeMicrophone(clock)
    recorder = Recorder(part.append, microphone, OpusStream, clock)
    recorder.start()
    microphone.say(tone(3.0))
    recorder.stop()
    part.put(transcript.pack(spoken("It was the river again,", "slow water over stones.")))
    part.finish()


class Ways:
    """Leads to a screen of a journal that was filled."""

    def __init__(self, house: House, clock: FakeClock) -> None:
        session, workspace = house.threshold._session, house.threshold.workspace
        assert session is not None
        assert workspace is not None
        while session.journal._waiting is not None:  # until it is open, whatever is asked waits
            QTest.qWait(20)
        self.house = house
        self.session: Session = session
        self.workspace: Workspace = workspace
        self.entry = fill(session, clock)
        self.words = self.entry.parts[0]

    def settle(self) -> None:
        """Wait until everything that was asked has come, and is painted."""
        for _round in range(4):
            self.session.journal.ask(lambda _db: None).result(20)
            for work in (self.session.work, self.session.pictures):
                work.do(lambda: None).result(20)
            QTest.qWait(30)
            QApplication.processEvents()

    def go(self, screen: str) -> None:
        """Show a screen."""
        ways: dict[str, Callable[[], object]] = {
            "entry": self._entry,
            "entry sealing": self._sealing,
            "journal filled": self.workspace.show_journal,
            "search": self._search,
            "themes": self._themes,
            "thread": self._thread,
            "versions": lambda: self.workspace.go("versions", self.words.id),
            "bin filled": self._bin,
            "sealed filled": self._sealed,
            "one word": lambda: self.workspace.go("one word"),
            "photo": lambda: self._open(3),
            "series": self._series,
            "replay": lambda: self.workspace.go("replay", self.entry.parts[1].id),
            "picture": self._picture,
            "together": self._together,
            "sound": self._sound,
            "sound being saved": self._sound_being_saved,
            "sound while listening": self._sound_while_listening,
        }
        ways[screen]()
        self.settle()

    def _entry(self) -> None:
        self.workspace.show_entry(self.entry.id)
        self.settle()

    def _open(self, part: int) -> None:
        self._entry()
        self.workspace._open_part(self.entry.parts[part].id)

    def _series(self) -> None:
        """Draw the weather a second time, and a third, and something else twice."""
        drawn = self.entry.parts[1]
        for prompt in () if drawn.content.prompt else (WEATHER, EDGE, EDGE):
            other = OpenEntry(self.session.journal, self.entry.clock)
            _draw(other, prompt)
            other.set_aside()
        drawn.answer(WEATHER)
        self.workspace.go("series", WEATHER)

    def _picture(self) -> None:
        """Unfold what can be done with a drawing, and begin to save a picture of it."""
        self._series()
        self._ask_for_saving(1)

    def _sound(self) -> None:
        self._ask_for_saving(2)

    def _sound_being_saved(self) -> None:
        """Show how far a long recording is."""
        self._sound()
        saving = next(s for s in self.house.window.findChildren(SoundSaving) if s.isVisible())
        saving._show_making(on=True)
        saving._told(3_700.0, 4 * 3_600.0)
        QApplication.processEvents()

    def _sound_while_listening(self) -> None:
        self._open(2)
        self.settle()
        editor = next(e for e in self.house.window.findChildren(VoiceEditor) if e.isVisible())
        editor._ask_where_to_save()
        self.settle()

    def _ask_for_saving(self, part: int) -> None:
        self._entry()
        page = self.workspace._stack.currentWidget()
        assert isinstance(page, EntryPage)
        card = page._cards[self.entry.parts[part].id]
        if not card._more.isChecked():
            card._more.click()
        card._ask_for_saving()
        self.settle()

    def _together(self) -> None:
        kept = keep(self.session.journal, Script(8.0, before="Something that stood here. "))
        self.workspace.go("together", kept.voice)

    def _sealing(self) -> None:
        self.workspace._desk.seal_when_shown()
        self._entry()

    def _search(self) -> None:
        self.workspace.go("search")
        self.settle()
        page = self.workspace._stack.currentWidget()
        assert page is not None
        page.findChildren(QLineEdit)[0].setText("water")

    def _name(self) -> str:
        themes = self.workspace.places.themes()
        start = WORDS.index("slow water")
        spot = Spot(self.entry.id, self.words.id, Phrase(start, start + 10))
        themes.give("the river", spot=spot, quote="slow water").reply.result(20)
        themes.give("apricot", spot=Spot(self.entry.id), quote="").reply.result(20)
        return next(one.id for one in themes.known().result(20) if one.name == "the river")

    def _themes(self) -> None:
        self._name()
        self.workspace.go("themes")

    def _thread(self) -> None:
        self.workspace.go("thread", self._name())

    def _bin(self) -> None:
        self.workspace.places.shelving().bin(self.entry.id).result(20)
        self.workspace.go("bin")

    def _sealed(self) -> None:
        seal = Seal(date(2027, 1, 1))
        self.workspace.places.shelving().seal(self.entry.id, seal).result(20)
        self.workspace.go("sealed")
