"""Where in a recording somebody may be speaking: what a machine is given to write down.

Silence is never given to one, because it invents words there.
"""

from collections.abc import Iterator
from itertools import chain

from journal_app.domain.silences import Span, silences
from journal_app.domain.voice import PEAK_FRAMES, RATE

LONGEST_S = 30  # of a window: what a model listens to at once

_LONGEST = LONGEST_S * RATE
_PAUSE = 2 * RATE  # what is further apart is listened to by itself
_LEAST = RATE // 2
_LEAST_LOUD = 15  # hundredths of a second; what is louder for less is a click
_STEP = RATE // 5


def windows(peaks: bytes, begins: int, ends: int) -> tuple[Span, ...]:
    """Return the frames to listen to, from one up to another, none longer than ``LONGEST_S``.

    ``peaks`` are int8 (lowest, highest) for each 10 ms of the note, which is heard from ``begins``
    up to ``ends``.
    """
    spans = _cut(peaks, _between_silences(peaks, begins, ends))
    return tuple(_packed(span for span in spans if _loud(peaks, *span) >= _LEAST_LOUD))


def _between_silences(peaks: bytes, begins: int, ends: int) -> Iterator[Span]:
    """Yield what is no silence, and no mere end of one."""
    edges = [begins, *chain.from_iterable(silences(peaks)), ends]
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        start_in, stop_in = max(begins, start), min(ends, stop)
        if stop_in - start_in >= _LEAST:
            yield start_in, stop_in


def _loud(peaks: bytes, start: int, stop: int) -> int:
    """Count the hundredths of a second that are louder than a quiet room."""
    within = memoryview(peaks).cast("b")[2 * (start // PEAK_FRAMES) : 2 * (stop // PEAK_FRAMES)]
    return sum(low < -1 or high > 0 for low, high in zip(within[::2], within[1::2], strict=True))


def _cut(peaks: bytes, spans: Iterator[Span]) -> Iterator[Span]:
    """Cut what is too long where it is quietest, as late as that may be."""
    values = memoryview(peaks).cast("b")

    def loudest(step: int) -> int:
        first = 2 * (step // PEAK_FRAMES)
        return max(map(abs, values[first : first + 2 * (_STEP // PEAK_FRAMES)]), default=0)

    for start, stop in spans:
        at = start
        while stop - at > _LONGEST:
            late = range(at + _LONGEST * 2 // 3, at + _LONGEST - _STEP, _STEP)
            cut = min(late, key=loudest) + _STEP // 2
            yield at, cut
            at = cut
        yield at, stop


def _packed(spans: Iterator[Span]) -> Iterator[Span]:
    """Put what lies close together into one window, as long as it fits."""
    held: Span | None = None
    for start, stop in spans:
        if held is None:
            held = start, stop
        elif start - held[1] < _PAUSE and stop - held[0] <= _LONGEST:
            held = held[0], stop
        else:
            yield held
            held = start, stop
    if held is not None:
        yield held
