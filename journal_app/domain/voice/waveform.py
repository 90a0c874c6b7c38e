"""The shape of a sound, and its times as people read them."""

from itertools import pairwise

from journal_app.domain.voice.records import PEAK_FRAMES

_FEWER = 4  # pairs of a level make one of the next
_NEAR = 8  # pairs for each column that are quickly looked at
_WORTH_IT = 2 * 30_000  # bytes: five minutes are drawn as they are


def whole_peaks(frames: int) -> int:
    """Round frames up to a whole number of peaks."""
    return -(-frames // PEAK_FRAMES) * PEAK_FRAMES


def clock_face(seconds: float) -> str:
    """Show a time as people read it: 0:42, 12:05, 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def shape(peaks: bytes, columns: int) -> list[tuple[int, int]]:
    """Draw a whole waveform into ``columns`` pairs (lowest, highest), each from -128 to 127."""
    pairs = len(peaks) // 2
    if not pairs or columns < 1:
        return []
    lows = memoryview(peaks)[: 2 * pairs].cast("b")[0::2]
    highs = memoryview(peaks)[: 2 * pairs].cast("b")[1::2]
    edges = [column * pairs // columns for column in range(columns + 1)]
    spans = [(left, max(left + 1, right)) for left, right in pairwise(edges)]
    return [(min(lows[left:right]), max(highs[left:right])) for left, right in spans]


class Outline:
    """What a sound of ``peaks`` looks like, from afar or near.

    Each of its levels holds a quarter of what the one before holds, and is made when somebody looks
    from so far away: a day of sound is drawn as quickly as a minute.
    """

    def __init__(self, peaks: bytes) -> None:
        self._levels = [peaks[: len(peaks) // 2 * 2]]

    def shape(self, start: int, end: int, columns: int) -> list[tuple[int, int]]:
        """Draw frames ``start`` to ``end`` into ``columns`` pairs (lowest, highest)."""
        first, last = start // PEAK_FRAMES, -(-end // PEAK_FRAMES)
        level = 0
        while last - first > _NEAR * max(1, columns) and self._has(level + 1):
            first, last, level = first // _FEWER, -(-last // _FEWER), level + 1
        return shape(self._levels[level][2 * first : 2 * last], columns)

    def _has(self, level: int) -> bool:
        """Make a level if it isn't there yet and is worth it; tell whether it is there."""
        if level == len(self._levels) and len(self._levels[-1]) > _WORTH_IT:
            self._levels.append(_coarser(self._levels[-1]))
        return level < len(self._levels)


def _coarser(peaks: bytes) -> bytes:
    """Return the peaks of four times as long, a pair of them for each four pairs."""
    import numpy as np  # noqa: PLC0415 - takes as long as a window, and short notes do without

    pairs = np.frombuffer(peaks, np.int8).reshape(-1, 2)
    short = -len(pairs) % _FEWER
    whole = np.pad(pairs, ((0, short), (0, 0)), mode="edge").reshape(-1, _FEWER, 2)
    found = np.empty((len(whole), 2), np.int8)
    whole[:, :, 0].min(axis=1, out=found[:, 0])
    whole[:, :, 1].max(axis=1, out=found[:, 1])
    return found.tobytes()
