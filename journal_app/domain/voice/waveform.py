"""The shape of a sound, and its times as people read them."""

from itertools import pairwise

from journal_app.domain.voice.records import PEAK_FRAMES


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
