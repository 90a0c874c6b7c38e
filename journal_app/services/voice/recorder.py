"""Records a voice: sound goes from the microphone into the vault while it is being spoken.

One thread, ``recorder``, measures, encodes and keeps what the ear hears. A pause, or a microphone
that went away, ends an unbroken stretch of sound, and all of it is handed over by then. While the
disk is full it waits in memory; when no more may wait there, the recording ends by itself. What a
page shows is plain attributes, to be read as often as one likes.
"""

from array import array
from collections.abc import Callable
from enum import Enum, auto
from math import inf
from threading import Lock, Thread

from journal_app.domain.clock import Clock
from journal_app.domain.entry import Record
from journal_app.domain.errors import DiskFull, JournalError, MicrophoneLost
from journal_app.domain.level import BLOCK, Hearing, Level, Meter
from journal_app.domain.soundcards import Match
from journal_app.domain.voice import (
    LEAD_BYTES,
    RATE,
    Bookmark,
    Event,
    EventKind,
    Tick,
    VoiceNote,
    clock_face,
    fold,
    pack,
    whole_peaks,
)
from journal_app.services.voice.ear import LOST, Ear, Heard, Lost, Microphone, Press, Wish
from journal_app.services.voice.room import Left, Room
from journal_app.services.voice.take import Encoder, Take
from journal_app.services.voice.ticking import Ticking

ENDED = (
    "Recording stopped here. Everything up to {time} waits in memory and is kept as soon as there"
    " is room."
)
LOOK_S = 60.0  # from one look at the disk to the next

_LONGEST_HOLE = RATE  # a lost microphone is heard as silence later, but not for minutes
_STOP_S = 5.0
_SLEPT_S = 1.0


class State(Enum):
    """What a recorder is doing."""

    READY = auto()
    WARMING = auto()
    RECORDING = auto()
    PAUSED = auto()
    LOST = auto()
    MISSING = auto()
    STOPPED = auto()


_STATES = {
    Wish.LISTEN: State.READY,
    Wish.RECORD: State.RECORDING,
    Wish.PAUSE: State.PAUSED,
    Wish.STOP: State.STOPPED,
}


class Recorder:
    """Keeps what ``microphone`` hears by handing records to ``keep``. Good for one note.

    ``keep`` returns the number of the record; sound that was handed over is held here no longer.
    ``left`` says what room there is as soon as that is worth saying; ``switched``, that another
    device hears since the last press; ``slept``, that the computer did, which paused it.
    """

    def __init__(
        self,
        keep: Callable[[bytes], int],
        microphone: Microphone,
        encoder: Callable[[], Encoder],
        clock: Clock,
        room: Room | None = None,
    ) -> None:
        self.state = State.READY
        self.seconds = 0.0
        self.level = Level()
        self.hearing = Hearing.NOTHING_YET
        self.trouble: JournalError | None = None
        self.left: Left | None = None
        self.switched = False
        self.slept = False
        self._keep_record = keep
        self._encoder = encoder
        self._ear = Ear(microphone, clock)
        self._clock = clock
        self._room = room
        self._looked = -inf
        self._meter = Meter()
        self._kept: list[Record] = []  # without their sound
        self._keeping = Lock()
        self._marks = 0
        self._thread: Thread | None = None
        self._wish = Wish.LISTEN
        self._pressed: Press | None = None  # made within the next sound, which is cut there
        self._take: Take | None = None
        self._ticking: Ticking | None = None
        self._takes = 0
        self._end = 0
        self._torn = False
        self._with: Match | None = None
        self._asleep_s = 0.0

    @property
    def hears_with(self) -> Match | None:
        """The device that hears, and which one doesn't because it isn't there."""
        return self._ear.match

    def arm(self) -> None:
        """Open the microphone, to know whether anything is heard; nothing is kept."""
        if self._thread is not None and self.state is State.MISSING:
            self._thread.join(_STOP_S)
            self._thread = None
        if self._thread is None:
            self.trouble = None
            self.state = State.READY
            self._thread = Thread(target=self._run, name="recorder", daemon=True)
            self._thread.start()

    def start(self) -> None:
        """Record from now on. A microphone that was missing is looked for again."""
        self.arm()
        self._press(Wish.RECORD)

    def pause(self) -> None:
        """Keep what was said until now, and nothing more until ``resume``."""
        self._press(Wish.PAUSE)

    def resume(self) -> None:
        """Record again from now on."""
        self._press(Wish.RECORD)

    def listen_afresh(self) -> None:
        """Open the microphone again, since another one was chosen; a recording goes on."""
        self._ear.begin_afresh()

    def mark(self, name: str = "") -> Bookmark | None:
        """Mark the place up to which sound was taken in; None where there is none. Any thread."""
        frame = round(self.seconds * RATE)
        if not frame:
            return None
        self._marks += 1
        made = Bookmark(self._marks, frame, name)
        self._keep(pack(made))
        return made

    def stop(self) -> None:
        """End the recording; when this returns, all of it has been handed over."""
        if self._thread is not None:
            self._ear.press(Wish.STOP)
            self._thread.join(_STOP_S)
        self.state = State.STOPPED

    def note(self) -> VoiceNote:
        """Return the note as far as it has been handed over."""
        return fold(tuple(self._kept))

    def _press(self, wish: Wish) -> None:
        self.switched = self.slept = False
        self._ear.press(wish)

    def _run(self) -> None:
        try:
            self._record()
        except BaseException:
            self.state = State.STOPPED  # nobody shall go on speaking to a broken recorder
            self._ear.hush()
            raise

    def _record(self) -> None:
        self._wish = Wish.LISTEN
        self._asleep_s = self._clock.asleep()
        self._ear.open()
        self._encoder().close()  # loads what is needed while the microphone wakes
        Meter().hear(array("h", bytes(2 * BLOCK)))
        while (there_is_room := self._look_around()) and self._act(self._ear.next()):
            self._notice_sleep()
            self._show()
        for sound in self._ear.close():
            self._hear(sound)
        self._cut(EventKind.STOP)
        if not there_is_room:
            self.trouble = DiskFull(ENDED.format(time=clock_face(self.seconds)))
            self.state = State.STOPPED

    def _look_around(self) -> bool:
        """See what room is left; return whether the recording can go on."""
        if self._room is None:
            return True
        in_memory = self._room.in_memory()
        if in_memory is not None:
            self.left, self._looked = in_memory, -inf
        elif self._clock.monotonic() - self._looked >= LOOK_S:
            self.left, self._looked = self._room.on_disk(), self._clock.monotonic()
        return in_memory is None or in_memory.seconds > 0

    def _act(self, item: Heard | Press | Lost | None) -> bool:
        """Do what comes next; return whether there is more to do."""
        match item:
            case Heard():
                self._hear(item)
            case Lost():
                return self._lose(item.error)
            case Press(wish=Wish.STOP):
                return False
            case Press():
                self._wish, self._pressed = item.wish, item
            case None:
                pass
        return True

    def _notice_sleep(self) -> None:
        """Pause where the computer slept: somebody may have said things it couldn't hear."""
        asleep_s = self._clock.asleep()
        if asleep_s - self._asleep_s >= _SLEPT_S:
            self.slept = self._end > 0 or self._take is not None
            if self._wish is Wish.RECORD:
                self._ear.press(Wish.PAUSE)
        self._asleep_s = asleep_s

    def _show(self) -> None:
        if self._wish is Wish.RECORD and not self._ear.hears:
            waking = self._ear.changing or not self._ear.ever_heard
            self.state = State.WARMING if waking else State.LOST
        else:
            self.state = _STATES[self._wish]

    def _hear(self, sound: Heard) -> None:
        self.trouble = None
        self._notice_device()
        if sound.missing_s:
            self._leave_gap(sound.missing_s)
        early, rest = self._split(sound)
        if self._take is not None:
            self._write(self._take, early)
            if self._wish is Wish.PAUSE:
                self._cut(EventKind.PAUSE)
        if self._wish is Wish.RECORD and rest:
            self._write(self._take or self._begin(sound, rest), rest)
            self._tick(sound)
        self._meter.hear(array("h", sound.pcm))
        self.level, self.hearing = self._meter.level, self._meter.hearing

    def _notice_device(self) -> None:
        now, before = self._ear.match, self._with
        if now is not None and now != before:
            same = before is None or before.device.id == now.device.id
            self.switched = self.switched or not same
            self._with = now

    def _split(self, sound: Heard) -> tuple[bytes, bytes]:
        """Cut sound where the last press was made: what was said before it, and from it on."""
        press, self._pressed = self._pressed, None
        if press is None:
            return b"", sound.pcm
        since = max(0, round((sound.at - press.at) * RATE))
        at = len(sound.pcm) - 2 * min(len(sound.pcm) // 2, since)
        return sound.pcm[:at], sound.pcm[at:]

    def _begin(self, sound: Heard, rest: bytes) -> Take:
        began_ms = sound.utc_ms - len(rest) // 2 * 1000 // RATE
        self._takes += 1
        self._take = Take(self._takes, self._end, began_ms, self._encoder(), self._keep)
        self._ticking = Ticking(self._end, began_ms)
        return self._take

    def _write(self, take: Take, pcm: bytes) -> None:
        if pcm:
            take.write(pcm)
            self.seconds = take.end / RATE

    def _tick(self, sound: Heard) -> None:
        """Note when what was just written was spoken, where that isn't what one would expect."""
        if self._take is not None and self._ticking is not None:
            self._keep_tick(self._ticking.hear(self._take.end, sound.utc_ms))

    def _keep_tick(self, tick: Tick | None) -> None:
        if tick is not None:
            self._keep(pack(tick))

    def _cut(self, why: EventKind, detail_ms: int = 0) -> None:
        """End the unbroken stretch, so that everything said so far is kept."""
        if self._take is not None:
            self._end = self._take.close()
            self._take = None
            if self._ticking is not None:
                self._keep_tick(self._ticking.rest())
            self._keep(pack(Event(self._end, why, detail_ms)))

    def _lose(self, error: JournalError | None) -> bool:
        if error is None:
            self._cut(EventKind.DEVICE_CHANGED)
            self._torn = self._wish is Wish.RECORD
            return True
        self._cut(EventKind.DEVICE_LOST)
        if not self._ear.ever_heard:
            self.trouble, self.state = error, State.MISSING
            return False
        self._torn = self._wish is Wish.RECORD
        self.trouble = MicrophoneLost(LOST.format(time=clock_face(self.seconds)))
        return True

    def _leave_gap(self, missing_s: float) -> None:
        """Note that sound is missing here; where it broke off, leave a silence to hear it by."""
        missing_ms = round(1000 * missing_s)
        self._cut(EventKind.GAP, missing_ms)
        if self._torn:
            self._torn = False
            self._keep(pack(Event(self._end, EventKind.GAP, missing_ms)))
            self._end += min(whole_peaks(round(missing_s * RATE)), _LONGEST_HOLE)

    def _keep(self, body: bytes) -> None:
        begins = body[:LEAD_BYTES]
        with self._keeping:
            seq = self._keep_record(body)
            self._kept.append(Record(seq, 0, begins, len(body) - len(begins)))
