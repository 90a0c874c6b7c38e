"""Where a recording is silent for so long that a listener may pass over it.

What counts as silence is judged against the room it was recorded in, a stretch of 20 s at a time:
a humming room is silent when nobody speaks, and a whisper is not silence where it is the loudest.
"""

import numpy as np
from numpy.typing import NDArray

from journal_app.domain.voice import PEAK_FRAMES, RATE

Span = tuple[int, int]  # from one frame of a note up to another

_PEAKS_A_SECOND = RATE // PEAK_FRAMES
_LEAST = _PEAKS_A_SECOND * 12 // 10
_MARGIN = _PEAKS_A_SECOND * 3 // 10  # a breath stays before and after what is said
_BLOCK = 20 * _PEAKS_A_SECOND
_LOUDEST = 128
_QUIET = 1  # a loudness: under -42 dB of the loudest there is
_MOST = 4  # under -30 dB: no room is so loud that speech should be taken for it
_ROOM_PERCENT = 15  # of the time nobody speaks, or takes a breath between two words
_ABOVE_ROOM = 1.5
_VOICE_PEAKS = _PEAKS_A_SECOND // 2  # a door may be louder than the voice, but not for long
_UNDER_VOICE = 5  # silence is at least 14 dB below the voice

_Peaks = NDArray[np.int16]


def silences(peaks: bytes) -> tuple[Span, ...]:
    """Return what may be skipped of a note with these int8 pairs (lowest, highest) for each 10 ms.

    Spans are in order and apart from each other. Each is within a silence of at least 1.2 s and
    leaves 0.3 s of it at both sides.
    """
    loudness = _loudness(peaks)
    if len(loudness) < _LEAST:
        return ()
    quiet = np.concatenate([[False], loudness <= _limits(loudness), [False]])
    edges = np.flatnonzero(quiet[1:] != quiet[:-1]).reshape(-1, 2)
    long = edges[edges[:, 1] - edges[:, 0] >= _LEAST]
    return tuple(
        ((first + _MARGIN) * PEAK_FRAMES, (last - _MARGIN) * PEAK_FRAMES)
        for first, last in long.tolist()
    )


def _loudness(peaks: bytes) -> _Peaks:
    """Return the loudness of each 10 ms, from 0 (exact silence) to 128 (the loudest there is)."""
    pairs = np.frombuffer(peaks[: len(peaks) // 2 * 2], np.int8).reshape(-1, 2).astype(np.int16)
    low, high = pairs[:, 0], pairs[:, 1]
    heard = (low != 0) | (high != 0)
    found: _Peaks = np.maximum(np.maximum(high + 1, -low), 0) * heard
    return found


def _limits(loudness: _Peaks) -> _Peaks:
    """Return for each 10 ms the loudness up to which it is silence."""
    counts = _counts(loudness)
    wanted = counts.sum(axis=1) * _ROOM_PERCENT // 100
    rooms = _reached(counts, wanted)
    edges = np.concatenate([rooms[:1], rooms, rooms[-1:]])
    rooms = np.minimum(np.minimum(edges[:-2], edges[2:]), rooms)  # the stillest that is near
    limits = np.clip(_ABOVE_ROOM * rooms, _QUIET, _MOST).astype(np.int16)
    limits = np.minimum(limits, _voice(counts.sum(axis=0)) // _UNDER_VOICE)
    return np.repeat(limits, _BLOCK)[: len(loudness)]


def _counts(loudness: _Peaks) -> NDArray[np.int64]:
    """Return, for each block and each loudness, how often there is such a peak."""
    blocks = np.arange(len(loudness)) // _BLOCK
    shape = (int(blocks[-1]) + 1, _LOUDEST + 1)
    return np.bincount(blocks * shape[1] + loudness, minlength=shape[0] * shape[1]).reshape(shape)


def _voice(counts: NDArray[np.int64]) -> int:
    """Return how loud the loudest half second of it is, all told."""
    count = int(counts.sum())
    wanted = np.array([count - 1 - min(_VOICE_PEAKS, count // 10)])
    return int(_reached(counts[None], wanted)[0])


def _reached(counts: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each row the loudness that more than ``wanted`` of its peaks don't exceed."""
    found: NDArray[np.int64] = (counts.cumsum(axis=1) > wanted[:, None]).argmax(axis=1)
    return found
