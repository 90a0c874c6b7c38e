"""Speech made slower or faster with its pitch kept: waveform-similarity overlap-add (WSOLA).

Windows of sound are laid over each other half by half. Each next one is taken from where the
clock would have it, or up to 10 ms away, wherever it goes on best from what was laid before.
Sound is 16-bit mono PCM at 48 kHz; correlations are sums of whole numbers below 2**53, so the
result doesn't depend on how the sound was cut into blocks.
"""

import numpy as np
from numpy.typing import NDArray

from journal_app.domain.voice import RATE

_WINDOW = RATE * 30 // 1000
_HOP = _WINDOW // 2
_SEARCH = RATE // 100
_COARSE = 4  # look at every fourth place first
_FADE_IN = np.sin(np.pi * np.arange(_HOP) / _WINDOW) ** 2
_FADE_OUT = 1.0 - _FADE_IN

_Samples = NDArray[np.float64]


class Stretcher:
    """Takes sound piece by piece and returns it ``speed`` times as fast.

    At speed 1 every byte comes back as it went in.
    """

    def __init__(self, speed: float) -> None:
        if not speed > 0:
            raise ValueError("a speed is above zero")
        self.speed = speed
        self._sound = np.zeros(_SEARCH)  # what is still needed, begun with room to search
        self._first = -_SEARCH  # where in the input ``_sound`` begins
        self._taken = 0
        self._given = 0
        self._laid = 0
        self._place = -_HOP  # where in the input the last window was taken
        self._fading = np.zeros(_HOP)

    def push(self, pcm: bytes) -> bytes:
        """Take whole frames, as many as there are; return what can be heard by now."""
        if self.speed == 1.0:
            return pcm
        samples = np.frombuffer(pcm, "<i2")
        self._taken += len(samples)
        self._sound = np.concatenate([self._sound, samples])
        return self._lay()

    def rest(self) -> bytes:
        """Return the end, after which nothing more may come.

        The whole then lasts what went in, divided by ``speed``.
        """
        wanted = round(self._taken / self.speed) - self._given
        if wanted <= 0:
            return b""
        self._sound = np.concatenate([self._sound, np.zeros(self._far(wanted))])
        return self._lay()[: 2 * wanted]

    def _far(self, wanted: int) -> int:
        """Return how much silence is needed behind the sound for ``wanted`` more frames."""
        windows = wanted // _HOP + 2
        return round(windows * _HOP * self.speed) + 2 * (_SEARCH + _WINDOW)

    def _lay(self) -> bytes:
        """Lay every window for which there is sound enough."""
        laid: list[_Samples] = []
        while (clock := round(self._laid * _HOP * self.speed)) + self._reach <= self._end:
            self._place = self._best(clock) if self._laid else 0
            window = self._cut(self._place, _WINDOW)
            fresh = self._fading + window[:_HOP] * _FADE_IN if self._laid else window[:_HOP]
            laid.append(fresh)
            self._fading = window[_HOP:] * _FADE_OUT
            self._laid += 1
        self._forget()
        self._given += _HOP * len(laid)
        return np.rint(np.concatenate(laid)).astype("<i2").tobytes() if laid else b""

    @property
    def _reach(self) -> int:
        """How far behind a window's place by the clock sound is needed."""
        ahead = max(0, round((1.0 - self.speed) * _HOP) + 1)  # the last window goes on this far
        return max(ahead + _SEARCH + _WINDOW, round(self.speed * _HOP) + 1)

    @property
    def _end(self) -> int:
        return self._first + len(self._sound)

    def _cut(self, start: int, count: int) -> _Samples:
        at = start - self._first
        return self._sound[at : at + count]

    def _best(self, clock: int) -> int:
        """Return the place near ``clock`` that goes on best from the last window."""
        wanted = self._cut(self._place + _HOP, _WINDOW)
        around = self._cut(clock - _SEARCH, 2 * _SEARCH + _WINDOW)
        rough = _COARSE * _alike(_thin(wanted), _thin(around))
        low = max(0, rough - _COARSE)
        high = min(2 * _SEARCH, rough + _COARSE)
        fine = low + _alike(wanted, around[low : high + _WINDOW])
        return max(0, clock - _SEARCH + fine)

    def _forget(self) -> None:
        """Let go of sound that no window can need any more."""
        clock = round(self._laid * _HOP * self.speed)
        needed = min(clock - _SEARCH, self._place + _HOP)
        count = min(max(0, needed - self._first), len(self._sound))
        self._sound = self._sound[count:]
        self._first += count


def _thin(samples: _Samples) -> _Samples:
    """Sum neighbours, so that rough similarity costs little."""
    summed: _Samples = samples.reshape(-1, _COARSE).sum(axis=1)
    return summed


def _alike(wanted: _Samples, around: _Samples) -> int:
    """Return where in ``around`` a stretch is most like ``wanted``; in silence, in the middle."""
    products = np.correlate(around, wanted, "valid")
    energies = np.concatenate([[0.0], np.cumsum(around * around)])
    energies = energies[len(wanted) :] - energies[: -len(wanted)]
    scores = products / np.sqrt(np.maximum(energies, 1.0))
    return int(np.argmax(scores)) if products.any() else len(products) // 2
