"""Where in a recording somebody may be speaking: what a machine is given to write down.

Silence is never given to one, because it invents words there.
"""

from array import array
from collections.abc import Iterator

from journal_app.domain.voice import PEAK_FRAMES, RATE

LONGEST_S = 30  # of a window: what a model listens to at once

_COUNTED = 20  # pairs of peaks in a step
_STEP = _COUNTED * PEAK_FRAMES  # a fifth of a second, in frames
_QUIET_SHARE = 10  # the quietest tenth of a recording is what its room sounds like
_ABOVE = 2.0  # times as loud as the room
_AROUND = 2  # steps before and behind, for the softest sounds of a word
_LEAST = 1  # steps; what is shorter is a click
_GAP = 10  # steps of silence that end a window
_LONGEST = LONGEST_S * RATE // _STEP
_LAST_THIRD = _LONGEST * 2 // 3

Span = tuple[int, int]


def windows(peaks: bytes, begins: int, ends: int) -> tuple[Span, ...]:
    """Return the frames to listen to, from one up to another, none longer than ``LONGEST_S``.

    ``peaks`` are int8 (lowest, highest) for each 10 ms of the note, which is heard from ``begins``
    up to ``ends``.
    """
    first, last = begins // _STEP, -(-ends // _STEP)
    levels = _levels(peaks)[first:last]
    spans = _packed(_cut(levels, _spoken(levels)))
    found = (((first + start) * _STEP, (first + stop) * _STEP) for start, stop in spans)
    return tuple((max(begins, start), min(ends, stop)) for start, stop in found)


def _levels(peaks: bytes) -> list[int]:
    """Return how loud each step is, from 0 to 127."""
    values = array("b", peaks)
    steps = (values[at : at + 2 * _COUNTED] for at in range(0, len(values), 2 * _COUNTED))
    return [max(*step, -1 - min(step)) for step in steps]


def _spoken(levels: list[int]) -> Iterator[Span]:
    """Yield the steps that stand out from the room, with a little around them; some touch."""
    if not levels:
        return
    room = sorted(levels)[len(levels) // _QUIET_SHARE]
    least = min(1 + _ABOVE * room, max(levels) / 2) if room else 1
    begun = None
    for place, level in enumerate((*levels, -1)):
        if level >= least:
            begun = place if begun is None else begun
        elif begun is not None:
            if place - begun > _LEAST:
                yield max(0, begun - _AROUND), min(len(levels), place + _AROUND)
            begun = None


def _cut(levels: list[int], spans: Iterator[Span]) -> Iterator[Span]:
    """Cut what is too long where it is quietest, as late as that may be."""
    for start, stop in spans:
        at = start
        while stop - at > _LONGEST:
            within = range(at + _LAST_THIRD, at + _LONGEST)
            cut = min(within, key=levels.__getitem__) + 1
            yield at, cut
            at = cut
        yield at, stop


def _packed(spans: Iterator[Span]) -> Iterator[Span]:
    """Put what lies close together into one window, as long as it fits."""
    held: Span | None = None
    for start, stop in spans:
        if held is None:
            held = start, stop
        elif start - held[1] < _GAP and stop - held[0] <= _LONGEST:
            held = held[0], stop
        else:
            yield held
            held = max(start, held[1]), stop
    if held is not None:
        yield held
