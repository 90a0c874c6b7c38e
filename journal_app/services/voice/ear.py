"""An open ear: sound and presses in one line, and a microphone that is opened again when lost.

PortAudio never says that a microphone is gone, or that sound was dropped, so both are measured:
silence on the wire against the time this loop really ran, and frames against the clock.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import partial
from math import inf
from threading import Condition
from typing import Protocol

from journal_app.domain.clock import Clock
from journal_app.domain.errors import JournalError, MicrophoneLost, MicrophoneMissing
from journal_app.domain.soundcards import Match
from journal_app.domain.voice import RATE

MISSING = "No microphone found. You can write or draw instead, and nothing is lost."
LOST = "The microphone went quiet. Everything up to {time} is kept."

_TURN_S = 0.1
_WAKING_S = 4.0  # a headset may need seconds before its first sound
_QUIET_S = 1.5
_BACK_OFF_S = (0.3, 0.5, 1.0, 2.0)
_MOST_WAITING = 120 * 2 * RATE  # two minutes, should everything else stand still
_WINDOW_S = 3.0
_NOTICED_S = 0.5
_DRIFT = 0.002  # a sound card's clock may be so far off before it counts as loss


class Microphone(Protocol):
    """Something that hears.

    ``late_s`` is how long after it was spoken sound is handed over, at the soonest.
    """

    late_s: float

    @property
    def match(self) -> Match | None:
        """The device that hears, as far as that is known; on any thread."""
        ...

    def start(self, hear: Callable[[bytes], None], ended: Callable[[JournalError], None]) -> None:
        """Begin to hand 16-bit mono PCM at 48 kHz to ``hear``, on another thread, and return.

        ``ended`` is called once if the microphone can't be opened or goes away.
        """
        ...

    def stop(self) -> None:
        """Hand over what was heard until now and let go; afterwards nothing is called."""
        ...


class Wish(Enum):
    """What the person wants of a recorder."""

    LISTEN = auto()
    RECORD = auto()
    PAUSE = auto()
    STOP = auto()


@dataclass(frozen=True, slots=True)
class Press:
    """A wish, and when it was made."""

    wish: Wish
    at: float


@dataclass(frozen=True, slots=True)
class Heard:
    """Sound, the moment its end was spoken, and how many seconds are missing before it."""

    pcm: bytes = field(repr=False)
    at: float
    utc_ms: int
    missing_s: float = 0.0

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.pcm) / 2 / RATE


@dataclass(frozen=True, slots=True)
class Lost:
    """Nothing is heard any more; the ear goes on trying by itself.

    Without an error it was wished so, to hear with another device.
    """

    error: JournalError | None


@dataclass(frozen=True, slots=True)
class _Afresh:
    pass


@dataclass(frozen=True, slots=True)
class _Ended:
    session: int
    error: JournalError


_Item = Heard | Press | Lost | _Afresh | _Ended


class Ear:
    """Listens with ``microphone``; ``next`` says what comes.

    All but ``press`` and ``begin_afresh`` happens on one thread.
    """

    def __init__(self, microphone: Microphone, clock: Clock) -> None:
        self.hears = False
        self.ever_heard = False
        self.changing = False  # from one device to another, until that one is heard
        self._microphone = microphone
        self._clock = clock
        self._line = _Line()
        self._pace = _Pace()
        self._session = 0
        self._open = False
        self._tries = 0
        self._idle_s = 0.0  # since the last sound or the last attempt, while this loop ran
        self._looked = clock.monotonic()
        self._heard_at = 0.0

    def press(self, wish: Wish) -> None:
        """Put a wish in its place among the sound. Any thread."""
        self._line.put(Press(wish, self._clock.monotonic()))

    def begin_afresh(self) -> None:
        """Close the microphone and open it again, to use another device. Any thread."""
        self._line.put(_Afresh())

    @property
    def match(self) -> Match | None:
        """The device that hears, as far as that is known. Any thread."""
        return self._microphone.match

    def open(self) -> None:
        """Begin to listen."""
        self._session += 1
        self._open = True
        self._idle_s = 0.0
        self._looked = self._clock.monotonic()
        self._pace = _Pace()
        self._microphone.start(self._hear, partial(self._gone, self._session))

    def next(self) -> Heard | Press | Lost | None:
        """Wait a moment for what comes next, and look after the microphone meanwhile."""
        item = self._line.take(_TURN_S)
        now = self._clock.monotonic()
        step = min(now - self._looked, _TURN_S)  # a loop that stood still has waited for nothing
        self._looked = now
        self._idle_s += step
        match item:
            case Heard():
                return self._sound(item, step)
            case Lost():
                self.hears = False
                self._pace = _Pace()  # what is missing until the next sound is told with that
                return item
            case Press():
                return item
            case _Afresh():
                self._change()
            case _Ended() if item.session == self._session:
                self._let_go(item.error)
            case _:
                self._look_after()
        return None

    def hush(self) -> None:
        """Stop listening."""
        self._let_go(MicrophoneLost(LOST))

    def close(self) -> Iterator[Heard]:
        """Stop listening, and hand over what was still on its way."""
        self.hush()
        while (item := self._line.take(0)) is not None:
            if isinstance(item, Heard):
                yield item
        self.hears = False

    def _sound(self, sound: Heard, step: float) -> Heard:
        missing = self._pace.hear(sound, step)
        if self.ever_heard and not self.hears:
            missing = max(0.0, sound.at - self._heard_at - sound.seconds)
        self.hears = self.ever_heard = True
        self.changing = False
        self._heard_at = sound.at
        self._idle_s, self._tries = 0.0, 0
        return replace(sound, missing_s=missing)

    def _hear(self, pcm: bytes) -> None:
        """Note when sound came, on the microphone's thread: ours may be late."""
        late_s = self._microphone.late_s
        utc_ms = self._clock.now().utc_ms - round(1000 * late_s)
        self._line.put(Heard(pcm, self._clock.monotonic() - late_s, utc_ms))

    def _gone(self, session: int, error: JournalError) -> None:
        self._line.put(_Ended(session, error))

    def _look_after(self) -> None:
        if not self._open:
            if self._idle_s >= _BACK_OFF_S[min(self._tries, len(_BACK_OFF_S) - 1)]:
                self._tries += 1
                self.open()
        elif self._idle_s > (_QUIET_S if self.hears else _WAKING_S):
            self._let_go(MicrophoneLost(LOST) if self.hears else MicrophoneMissing(MISSING))

    def _change(self) -> None:
        """Use another device at once, if one is used at all."""
        self._let_go(None)
        self._tries = 0
        self.open()

    def _let_go(self, error: JournalError | None) -> None:
        """Close the microphone; its last sound, and then the news, are in the line by then."""
        if self._open:
            self._microphone.stop()
            self._open = False
            self._idle_s = 0.0
            if self.hears or self.changing or not self.ever_heard:
                self._line.put(Lost(error))
            self.changing = error is None


class _Line:
    """Sound and news in the order they came; sound beyond the bound is let go."""

    def __init__(self) -> None:
        self._items: deque[_Item] = deque()
        self._bytes = 0
        self._came = Condition()

    def put(self, item: _Item) -> None:
        with self._came:
            if isinstance(item, Heard):
                if self._bytes > _MOST_WAITING:
                    return  # noticed as missing, later
                self._bytes += len(item.pcm)
            self._items.append(item)
            self._came.notify()

    def take(self, patience_s: float) -> _Item | None:
        with self._came:
            if not self._items:
                self._came.wait(patience_s)
            if not self._items:
                return None
            item = self._items.popleft()
            if isinstance(item, Heard):
                self._bytes -= len(item.pcm)
            return item


@dataclass(slots=True)
class _Pace:
    """Compares sound with the clock, and tells when more of it is missing than drift explains.

    Sound often comes late and then all at once; what counts is how far behind it is at best.
    """

    _began: float | None = None
    _seconds: float = 0.0
    _usual: float | None = None
    _least: float = inf
    _window: float = 0.0

    def hear(self, sound: Heard, step: float) -> float:
        """Take note of sound; return the seconds that were lost lately."""
        if self._began is None:
            self._began = sound.at
        self._seconds += sound.seconds
        self._window += step
        self._least = min(self._least, sound.at - self._began - self._seconds)
        return self._judge() if self._window >= _WINDOW_S else 0.0

    def _judge(self) -> float:
        least, self._least, self._window = self._least, inf, 0.0
        if self._usual is None:
            self._usual = least
        lost = least - self._usual
        if lost > _NOTICED_S:
            self._usual = least
            return lost
        self._usual = min(least, self._usual + _DRIFT * _WINDOW_S)
        return 0.0
