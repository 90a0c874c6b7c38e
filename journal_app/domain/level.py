"""How loud it is, and whether anything is heard: what makes a microphone trustworthy."""

import math
from array import array
from dataclasses import dataclass, field
from enum import Enum, auto

from journal_app.domain.voice import PEAK_FRAMES, RATE

FLOOR_DB = -96.0
BLOCK = RATE // 10  # a level is the level of a tenth of a second

_FULL = 32_768.0
_SILENT_S = 2.0  # exact zeros for so long: nothing is connected, or it is not allowed to listen
_FAINT = 0.002  # a muted headset stays below, a quiet room with an open microphone above
_FAINT_S = 5.0
_CLIPPED, _CLIPPED_SAMPLES = 32_700, 3
_HOLD_S = 1.5


class Hearing(Enum):
    """What can be said about the sound that comes in."""

    NOTHING_YET = auto()
    HEARD = auto()
    NO_SOUND = auto()
    TOO_LOUD = auto()


@dataclass(frozen=True, slots=True)
class Level:
    """The loudness of a moment, in decibels below the loudest there is."""

    rms_db: float = FLOOR_DB
    peak_db: float = FLOOR_DB


@dataclass(slots=True)
class Meter:
    """Follows a sound, a block of samples at a time."""

    level: Level = Level()
    _waiting: "array[int]" = field(default_factory=lambda: array("h"))
    _seconds: float = 0.0
    _zeros_s: float = 0.0
    _loudest: float = 0.0
    _loud_until: float = 0.0

    def hear(self, samples: "array[int]") -> None:
        """Take the next samples; the level is that of the last whole block."""
        self._waiting.extend(samples)
        whole = len(self._waiting) // BLOCK * BLOCK
        for at in range(0, whole, BLOCK):
            self._measure(self._waiting[at : at + BLOCK])
        del self._waiting[:whole]

    @property
    def hearing(self) -> Hearing:
        """What can be said by now."""
        if self._seconds == 0.0:
            return Hearing.NOTHING_YET
        if self._seconds <= self._loud_until:
            return Hearing.TOO_LOUD
        faint = self._loudest < _FAINT
        if self._zeros_s >= _SILENT_S or (faint and self._seconds >= _FAINT_S):
            return Hearing.NO_SOUND
        return Hearing.NOTHING_YET if faint else Hearing.HEARD

    def _measure(self, block: "array[int]") -> None:
        import numpy as np  # noqa: PLC0415 - not before there is sound

        self._seconds += BLOCK / RATE
        values = np.abs(np.frombuffer(block, np.int16).astype(np.float64))
        peak = float(values.max())
        rms = math.sqrt(float(values @ values) / BLOCK)
        self.level = Level(_decibels(rms / _FULL), _decibels(peak / _FULL))
        self._loudest = max(self._loudest, peak / _FULL)
        self._zeros_s = 0.0 if peak else self._zeros_s + BLOCK / RATE
        if int((values >= _CLIPPED).sum()) >= _CLIPPED_SAMPLES:
            self._loud_until = self._seconds + _HOLD_S


@dataclass(slots=True)
class Peaks:
    """Gathers the waveform of a sound: the lowest and highest value of each 10 ms."""

    _waiting: "array[int]" = field(default_factory=lambda: array("h"))

    def hear(self, samples: "array[int]") -> bytes:
        """Take the next samples; return the peaks that are complete by now."""
        self._waiting.extend(samples)
        whole = len(self._waiting) // PEAK_FRAMES * PEAK_FRAMES
        found = _peaks(self._waiting[:whole], PEAK_FRAMES)
        del self._waiting[:whole]
        return found

    def rest(self) -> bytes:
        """Return the peaks of the last, shorter piece."""
        rest, self._waiting = self._waiting, array("h")
        return _peaks(rest, len(rest)) if rest else b""


def _peaks(samples: "array[int]", each: int) -> bytes:
    import numpy as np  # noqa: PLC0415 - not before there is sound

    blocks = np.frombuffer(samples, np.int16).reshape(-1, each)
    found = np.stack((blocks.min(axis=1), blocks.max(axis=1)), axis=1)
    return (found >> 8).astype(np.int8).tobytes()


def _decibels(ratio: float) -> float:
    return max(FLOOR_DB, 20 * math.log10(ratio)) if ratio > 0 else FLOOR_DB
