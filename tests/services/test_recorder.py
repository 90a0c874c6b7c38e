from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pytest

from journal_app import resources
from journal_app.devices.opus import OpusStream
from journal_app.domain.entry import Kind
from journal_app.domain.errors import MicrophoneLost, MicrophoneMissing
from journal_app.domain.level import Hearing
from journal_app.domain.voice import RATE, EventKind, Page, fold, unpack
from journal_app.services.journal import Journal
from journal_app.services.openentry import KeepState, OpenEntry
from journal_app.services.voice import ear
from journal_app.services.voice.recorder import Recorder, State
from journal_app.services.voice.recording import Recording
from journal_app.services.voice.room import HOUR_S, IN_MEMORY, SECOND, Left, Place, Room
from journal_app.storage import entries
from tests.desktop.waiting import until
from tests.fakes import FakeClock, Post
from tests.fakes_sound import FakeMicrophone, Shelf, decoded, tone
from tests.sound import likeness

Make = Callable[[FakeMicrophone], Recorder]


@pytest.fixture
def kept() -> Shelf:
    return Shelf()


@pytest.fixture
def make(kept: Shelf, clock: FakeClock) -> Iterator[Make]:
    made: list[Recorder] = []

    def recorder(microphone: FakeMicrophone) -> Recorder:
        made.append(Recorder(kept.keep, microphone, OpusStream, clock))
        return made[-1]

    yield recorder
    for one in made:
        one.stop()


@pytest.fixture
def microphone(clock: FakeClock) -> FakeMicrophone:
    return FakeMicrophone(clock)


@pytest.fixture
def recorder(make: Make, microphone: FakeMicrophone) -> Recorder:
    return make(microphone)


def _wait(recorder: Recorder, state: State) -> None:
    until(lambda: recorder.state is state, f"the recorder to be {state.name}", patience=10)


def _wait_open(microphone: FakeMicrophone) -> None:
    until(lambda: microphone.starts > 0, "the microphone to be opened", patience=10)


def test_one_press_records_and_all_of_it_is_kept(
    recorder: Recorder, microphone: FakeMicrophone, kept: Shelf
) -> None:
    recorder.start()
    microphone.say(said := tone(3.0))
    _wait(recorder, State.RECORDING)
    recorder.stop()
    note = kept.note
    assert note.frames == 3 * RATE
    assert likeness(said, decoded(kept.recording), window_s=2.5) > 0.98
    assert note.peaks == recorder.note().peaks
    assert len(note.peaks) == 600
    assert recorder.state is State.STOPPED
    assert [event.kind for event in note.events] == [EventKind.STOP]


def test_sound_that_comes_late_was_spoken_earlier_than_it_came(
    recorder: Recorder, microphone: FakeMicrophone, kept: Shelf, clock: FakeClock
) -> None:
    began_ms = clock.now().utc_ms
    microphone.late_s = 0.08
    recorder.start()
    microphone.say(tone(1.0))
    recorder.stop()
    assert kept.note.frames == round(0.92 * RATE)  # the rest was spoken before the press
    assert kept.note.utc_ms_at(0) == began_ms


def test_a_place_is_marked_where_one_speaks(
    recorder: Recorder, microphone: FakeMicrophone, kept: Shelf
) -> None:
    recorder.start()
    _wait_open(microphone)
    assert recorder.mark() is None
    for said in (1, 2):
        microphone.say(tone(1.0))
        until(lambda said=said: recorder.seconds == said, "the sound to be taken in")  # type: ignore[misc]
        assert recorder.mark("apricot" if said == 1 else "") == kept.note.bookmarks[-1]
    recorder.pause()
    _wait(recorder, State.PAUSED)
    recorder.mark("quince")
    recorder.stop()
    marks = [(one.number, one.frame // RATE, one.name) for one in kept.note.bookmarks]
    assert marks == [(1, 1, "apricot"), (2, 2, ""), (3, 2, "quince")]
    assert recorder.note() == kept.note


def test_sound_is_kept_while_it_is_spoken(
    recorder: Recorder, microphone: FakeMicrophone, kept: Shelf
) -> None:
    recorder.start()
    for spoken in range(1, 6):
        microphone.say(tone(1.0))
        until(
            lambda spoken=spoken: kept.note.seconds > spoken - 0.66,  # type: ignore[misc]
            "the last second to be kept",
            patience=10,
        )
    assert all(record.end - record.start <= RATE // 2 for record in _pages(kept))


def _pages(kept: Shelf) -> list[Page]:
    return [record for record in map(unpack, kept) if isinstance(record, Page)]


def test_nothing_is_kept_before_the_press(
    recorder: Recorder, microphone: FakeMicrophone, kept: Shelf, clock: FakeClock
) -> None:
    recorder.arm()
    _wait_open(microphone)
    microphone.say(tone(1.0))
    until(lambda: recorder.hearing is Hearing.HEARD, "the level", patience=10)
    assert recorder.state is State.READY
    assert kept == []

    recorder.start()
    clock.go_on(-0.06)  # the press came in the middle of the next tenth of a second
    microphone.say(tone(0.1))
    clock.go_on(0.06)
    recorder.stop()
    assert 0 < kept.note.seconds < 0.1


def test_a_pause_keeps_what_was_said_and_begins_a_new_segment(
    recorder: Recorder, microphone: FakeMicrophone, kept: Shelf, clock: FakeClock
) -> None:
    recorder.start()
    microphone.say(tone(1.3))
    recorder.pause()
    microphone.say(tone(0.1))
    _wait(recorder, State.PAUSED)
    until(lambda: len(kept.note.events) > 0, "the pause to be kept", patience=10)
    before = kept.note
    assert before.seconds == pytest.approx(1.3, abs=0.02)
    clock.go_on(60)
    microphone.say(tone(2.0))
    assert kept.note.frames == before.frames

    recorder.resume()
    microphone.say(tone(1.0))
    _wait(recorder, State.RECORDING)
    recorder.stop()
    note = kept.note
    assert note.seconds == pytest.approx(2.3, abs=0.02)
    first, second = note.stretches
    assert second.utc_ms - first.utc_ms == pytest.approx(1_300 + 100 + 60_000 + 2_000, abs=20)
    assert [event.kind for event in note.events] == [EventKind.PAUSE, EventKind.STOP]


def test_a_microphone_that_goes_away_is_opened_again_in_the_same_note(
    recorder: Recorder, microphone: FakeMicrophone, kept: Shelf, clock: FakeClock
) -> None:
    recorder.start()
    microphone.say(tone(2.0))
    microphone.unplug()
    _wait(recorder, State.LOST)
    trouble = recorder.trouble
    assert isinstance(trouble, MicrophoneLost)
    assert str(trouble) == "The microphone went quiet. Everything up to 0:02 is kept."
    assert kept.note.seconds == pytest.approx(2.0, abs=0.02)

    _let_time_pass(clock, lambda: microphone.starts == 2)
    microphone.say(tone(1.0))
    _wait(recorder, State.RECORDING)
    assert recorder.trouble is None
    recorder.stop()
    note = kept.note
    one, two = note.stretches
    hole = (two.start - one.end) / RATE
    assert 0.3 <= hole <= 1.0
    gap = next(event for event in note.events if event.kind == EventKind.GAP)
    assert gap.detail_ms == pytest.approx(1000 * hole, abs=150)
    assert note.peaks[2 * one.end // 480 : 2 * two.start // 480].strip(b"\0") == b""


def _let_time_pass(clock: FakeClock, met: Callable[[], bool]) -> None:
    def look() -> bool:
        clock.go_on(0.02)
        return met()

    until(look, "something to happen as time passes", patience=20)


def test_a_microphone_that_only_falls_silent_is_noticed(
    recorder: Recorder, microphone: FakeMicrophone, clock: FakeClock
) -> None:
    recorder.start()
    microphone.say(tone(0.5))
    _wait(recorder, State.RECORDING)
    began = clock.monotonic()
    _let_time_pass(clock, lambda: recorder.state is State.LOST)
    assert clock.monotonic() - began > 1.4
    _let_time_pass(clock, lambda: microphone.starts == 2)


def test_an_app_that_stood_still_does_not_blame_the_microphone(
    recorder: Recorder, microphone: FakeMicrophone, clock: FakeClock
) -> None:
    recorder.start()
    microphone.say(tone(0.5))
    _wait(recorder, State.RECORDING)
    clock.go_on(30)
    microphone.say(tone(0.5))
    assert recorder.state is State.RECORDING
    assert microphone.starts == 1


def test_without_a_microphone_the_sentence_is_calm(make: Make, clock: FakeClock) -> None:
    microphone = FakeMicrophone(clock, missing=True)
    recorder = make(microphone)
    recorder.start()
    _wait(recorder, State.MISSING)
    assert isinstance(recorder.trouble, MicrophoneMissing)

    microphone.missing = False
    recorder.start()
    microphone.say(tone(0.5))
    _wait(recorder, State.RECORDING)
    recorder.stop()
    assert recorder.note().seconds == pytest.approx(0.5, abs=0.11)


def test_a_microphone_that_never_speaks_is_missing(
    recorder: Recorder, microphone: FakeMicrophone, clock: FakeClock
) -> None:
    recorder.start()
    _wait_open(microphone)
    _let_time_pass(clock, lambda: recorder.state is State.MISSING)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_broken_recorder_does_not_pretend_to_record(clock: FakeClock) -> None:
    microphone = FakeMicrophone(clock)

    def broken(_body: bytes) -> int:
        raise ZeroDivisionError

    recorder = Recorder(broken, microphone, OpusStream, clock)
    recorder.start()
    microphone.say(tone(0.5))
    _wait(recorder, State.STOPPED)
    until(lambda: microphone._thread is None, "the microphone to be let go", patience=10)
    recorder.stop()


def test_the_sentences_are_those_of_the_copy() -> None:
    small = resources.text("copy")["small"]
    assert isinstance(small, dict)
    assert small["mic_missing"] == ear.MISSING
    assert small["mic_lost"] == ear.LOST


def test_sound_that_was_dropped_on_the_way_is_noticed_by_the_clock(
    recorder: Recorder, microphone: FakeMicrophone, kept: Shelf, clock: FakeClock
) -> None:
    recorder.start()
    for block in range(120):
        if block == 60:
            clock.go_on(2.0)  # two seconds pass of which nothing arrives
        microphone.say(tone(0.1))
        until(lambda at=block: recorder.seconds > at / 10, "the sound to be taken in")  # type: ignore[misc]
    recorder.stop()
    note = kept.note
    (gap,) = [event for event in note.events if event.kind == EventKind.GAP]
    assert gap.detail_ms == pytest.approx(2_000, abs=100)
    assert note.seconds == pytest.approx(12, abs=0.1)
    assert len(note.stretches) == 2


def _sound(seconds: float, clock: FakeClock) -> ear.Heard:
    return ear.Heard(bytes(2 * round(seconds * RATE)), clock.monotonic(), clock.now().utc_ms)


def test_sound_that_comes_late_and_all_at_once_is_not_missing(clock: FakeClock) -> None:
    pace = ear._Pace()
    lost = 0.0
    for turn in range(300):
        late = turn % 50 == 30
        clock.go_on(2.0 if late else 0.1)
        lost += pace.hear(_sound(2.0 if late else 0.1, clock), 0.1)
    assert lost == 0.0


def test_a_sound_card_that_runs_slow_loses_nothing(clock: FakeClock) -> None:
    pace = ear._Pace()
    lost = 0.0
    for _ in range(36_000):
        clock.go_on(0.1)
        lost += pace.hear(_sound(0.1 * 0.9995, clock), 0.1)
    assert lost == 0.0


def test_the_line_is_bounded(clock: FakeClock) -> None:
    line = ear._Line()
    for _ in range(200):
        line.put(_sound(1.0, clock))
    line.put(ear.Lost(MicrophoneLost("")))
    taken = iter(lambda: line.take(0), None)
    assert 120 <= sum(isinstance(item, ear.Heard) for item in taken) <= 122


def test_silence_is_noticed_within_two_seconds(
    recorder: Recorder, microphone: FakeMicrophone
) -> None:
    recorder.start()
    microphone.say(bytes(2 * 2 * RATE + 20_000))
    until(lambda: recorder.hearing is Hearing.NO_SOUND, "the silence to be noticed", patience=10)


def test_a_recording_reaches_the_vault_page_by_page(
    journal: Journal, post: Post, clock: FakeClock, microphone: FakeMicrophone
) -> None:
    entry = OpenEntry(journal, clock)
    part = entry.new_part(Kind.VOICE)
    recorder = Recorder(part.append, microphone, OpusStream, clock)
    recorder.start()
    _wait_open(microphone)
    assert entry.state is KeepState.NOTHING
    microphone.say(said := tone(2.0))
    until(lambda: recorder.note().seconds > 1.3, "pages", patience=10)
    while_speaking = fold(journal.ask(entries.load, entry.id).result(10).parts[0].records)
    assert while_speaking.seconds >= 2.0 - 0.66
    recorder.stop()
    part.finish()
    post.run_until(lambda: entry.state is KeepState.KEPT)
    (stored,) = journal.ask(partial(entries.load, sound=False), entry.id).result(10).parts
    assert sum(len(record.body) for record in stored.records) < 2_000
    recording = Recording(fold(stored.records), part.fetch)
    assert recording.note.peaks == recorder.note().peaks
    assert likeness(said, decoded(recording), window_s=1.5) > 0.98


@dataclass
class _Disk:
    """So many bytes free, and so many waiting in memory."""

    free: int = 1 << 40
    waiting: int = 0
    looks: int = 0

    def room(self, bound: int = IN_MEMORY) -> Room:
        return Room(self._free, lambda: self.waiting, bound)

    def _free(self) -> int:
        self.looks += 1
        return self.free


@pytest.fixture
def on(clock: FakeClock, microphone: FakeMicrophone) -> Iterator[Callable[[Room], Recorder]]:
    made: list[Recorder] = []

    def recorder(room: Room) -> Recorder:
        made.append(Recorder(Shelf().keep, microphone, OpusStream, clock, room))
        made[-1].arm()
        _wait_open(microphone)
        return made[-1]

    yield recorder
    for one in made:
        one.stop()


On = Callable[[Room], Recorder]


def test_an_hour_in_memory_is_what_was_measured_and_the_bound_is_four() -> None:
    an_hour = SECOND * HOUR_S
    assert an_hour == pytest.approx(14.9 * (1 << 20), rel=0.05)
    left = Room(lambda: 0, lambda: 1).in_memory()
    assert left is not None
    assert 4 * HOUR_S < left.seconds < 5 * HOUR_S


def test_a_disk_with_an_hour_of_room_is_not_worth_a_word(on: On) -> None:
    disk = _Disk(free=33_000_000)
    recorder = on(disk.room())
    until(lambda: disk.looks > 0, "a look")
    assert recorder.left is None


def test_a_disk_with_less_is_known_before_the_press_and_looked_at_each_minute(
    on: On, microphone: FakeMicrophone, clock: FakeClock
) -> None:
    disk = _Disk(free=16_000_000)
    recorder = on(disk.room())
    until(lambda: recorder.left == Left(Place.DISK, HOUR_S / 2), "half an hour")
    assert recorder.state is State.READY
    recorder.start()
    for _second in range(50):
        microphone.say(tone(0.1))
        clock.go_on(0.9)
    assert disk.looks == 1
    disk.free = 1 << 40
    clock.go_on(10)
    until(lambda: recorder.left is None, "the next look")
    assert disk.looks == 2


def test_a_disk_that_cannot_be_asked_is_no_reason_not_to_record(
    on: On, microphone: FakeMicrophone
) -> None:
    def gone() -> int:
        raise OSError

    recorder = on(Room(gone, lambda: 0))
    recorder.start()
    microphone.say(tone(1.0))
    _wait(recorder, State.RECORDING)
    assert recorder.left is None


def test_in_memory_it_goes_on_and_on_the_disk_again_when_there_is_room(
    on: On, microphone: FakeMicrophone
) -> None:
    disk = _Disk(free=0, waiting=500_000)
    recorder = on(disk.room(bound=1_000_000))
    recorder.start()
    microphone.say(tone(1.0))
    _wait(recorder, State.RECORDING)
    assert recorder.left == Left(Place.MEMORY, 500_000 / SECOND)
    disk.free, disk.waiting = 1 << 40, 0
    until(lambda: recorder.left is None, "the disk to be found roomy again")
    assert recorder.state is State.RECORDING


def test_at_the_bound_it_ends_by_itself_and_all_it_heard_is_in_it(
    clock: FakeClock, microphone: FakeMicrophone, kept: Shelf
) -> None:
    disk = _Disk()
    recorder = Recorder(kept.keep, microphone, OpusStream, clock, disk.room(bound=1_000))
    recorder.start()
    microphone.say(said := tone(65.0))
    until(lambda: recorder.seconds > 64.9, "all of it to be taken in", patience=20)
    disk.waiting = 1_001
    _wait(recorder, State.STOPPED)
    assert str(recorder.trouble) == (
        "Recording stopped here. Everything up to 1:05 waits in memory and is kept as soon as there"
        " is room."
    )
    until(lambda: microphone._thread is None, "the microphone to be let go")
    note = kept.note
    assert note.frames == 65 * RATE
    assert likeness(said, decoded(kept.recording)) > 0.98
    assert [event.kind for event in note.events] == [EventKind.STOP]
    recorder.stop()
    assert "1:05" in str(recorder.trouble)
