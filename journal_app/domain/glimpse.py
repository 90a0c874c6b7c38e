"""A glimpse: what a part looks like from far away, in a few bytes and in no colours of its own.

A drawing becomes a few simple lines on a grid, with the names of their inks; a voice becomes the
heights of some bars. Every glimpse begins with its form, so that a later one can replace it.
"""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from math import hypot

import numpy as np

from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import EVEN, Box, Points, Stroke
from journal_app.domain.ink.records import Add, InkRecord
from journal_app.domain.voice import VoiceNote, shape

Spot = tuple[int, int]

BARS = 48
GRID = 255  # the longer side of a drawing
MOST_LINES = 200
MOST_SPOTS = 600

_INK, _VOICE = 1, 2
_HEAD = struct.Struct("<BBBf")  # form, width, height, page units to a step of the grid
_LINE = struct.Struct("<BBH")  # number of the ink, width in eighths of a step, number of spots
_APART = 1.5  # page units between the samples that are looked at, and twice that
_MANY = 8_000  # for each so many of them: the more there is, the less of it can be seen
_LONGEST = 2_000  # samples of a stroke that are looked at
_LONGEST_NAME = 40
_EIGHTHS = 8
_BYTE = 255


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sketch: the name of its ink, how wide it is, and where it goes, on the grid."""

    ink: str
    width: float
    spots: tuple[Spot, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A drawing as a few simple lines; ``unit`` is how much of the page a step of the grid is."""

    width: int
    height: int
    unit: float
    lines: tuple[Line, ...] = field(repr=False)


def of_ink(records: Iterable[InkRecord]) -> bytes:
    """Return the glimpse of a drawing, from its records; never holds all its samples at once."""
    drawing, held = Drawing(), 0
    for record in records:
        if isinstance(record, Add):
            record = _thinned(record, _APART * 2 ** (held / _MANY))  # noqa: PLW2901 - the same
            held += len(record.stroke.points)
        drawing.apply(record)
    bounds = drawing.bounds
    return b"" if bounds is None else _pack(_sketch(list(drawing.visible()), bounds))


def read_ink(body: bytes) -> Sketch | None:
    """Return the sketch in a glimpse; None if there is nothing on it, or it can't be read."""
    try:
        return _unpack(body)
    except (struct.error, IndexError, UnicodeDecodeError):
        return None


def of_voice(note: VoiceNote) -> bytes:
    """Return the glimpse of a recording."""
    heights = [high - low for low, high in shape(note.peaks, BARS)]
    if not heights:
        return b""
    loudest = max(heights) or 1
    return bytes((_VOICE, *(_BYTE * height // loudest for height in heights)))


def read_voice(body: bytes) -> tuple[float, ...]:
    """Return the heights of the bars in a glimpse, from 0 to 1; none if it can't be read."""
    return tuple(height / _BYTE for height in body[1:]) if body[:1] == bytes((_VOICE,)) else ()


def simplified(spots: Sequence[Spot], tolerance: float) -> list[Spot]:
    """Return the fewest of the spots that a line through them strays no further than that from.

    Ramer's way: what is furthest from the straight line between two spots stays, or nothing does.
    """
    if not spots:
        return []
    stays = {0, len(spots) - 1}
    spans = [(0, len(spots) - 1)]
    while spans:
        first, last = spans.pop()
        far, where = max(
            ((_away(spots[at], spots[first], spots[last]), at) for at in range(first + 1, last)),
            default=(0.0, 0),
        )
        if far > tolerance:
            stays.add(where)
            spans += [(first, where), (where, last)]
    return [spots[at] for at in sorted(stays)]


def _thinned(record: Add, apart: float) -> Add:
    """Leave out what is hard to see from far away: samples near the one before, and pressure."""
    points = record.stroke.points
    steps = np.hypot(*np.diff(points[:, :2], axis=0).T)
    stretches = np.concatenate(([0.0], np.cumsum(steps))) // apart
    begins = np.concatenate(([True], np.diff(stretches) > 0))
    begins[-1] = True
    few = points[begins]
    few = few[:: max(1, len(few) // _LONGEST)].copy()
    few[:, 2:] = EVEN, 0.0
    return replace(record, stroke=replace(record.stroke, points=few))


def _sketch(strokes: list[Stroke], bounds: Box) -> Sketch:
    wide, tall = bounds.right - bounds.left, bounds.bottom - bounds.top
    unit = max(wide, tall) / GRID
    raw = [
        Line(
            stroke.colour.partition("\n")[0][:_LONGEST_NAME],
            min(stroke.width / unit, _BYTE / _EIGHTHS),
            tuple(_on_grid(stroke.points, bounds, unit)),
        )
        for stroke in _largest(strokes)
    ]
    lines, tolerance = raw, 1.0
    while tolerance < GRID:
        lines = [replace(line, spots=tuple(simplified(line.spots, tolerance))) for line in raw]
        if sum(len(line.spots) for line in lines) <= MOST_SPOTS:
            break
        tolerance *= 1.6
    return Sketch(round(wide / unit), round(tall / unit), unit, tuple(lines))


def _largest(strokes: list[Stroke]) -> list[Stroke]:
    """Return the strokes one would see from far away, still in their order."""
    if len(strokes) <= MOST_LINES:
        return strokes
    by_size = sorted(range(len(strokes)), key=lambda at: _size(strokes[at].box), reverse=True)
    return [strokes[at] for at in sorted(by_size[:MOST_LINES])]


def _size(box: Box) -> float:
    return hypot(box.right - box.left, box.bottom - box.top)


def _on_grid(points: Points, bounds: Box, unit: float) -> list[Spot]:
    steps = np.rint((points[:, :2] - (bounds.left, bounds.top)) / unit).astype(int)
    return [(x, y) for (x, y), _same in groupby(map(tuple, steps.tolist()))]


def _away(spot: Spot, start: Spot, end: Spot) -> float:
    """Return how far a spot is from the straight line between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    x, y = spot[0] - start[0], spot[1] - start[1]
    length = dx * dx + dy * dy
    along = min(1.0, max(0.0, (x * dx + y * dy) / length)) if length else 0.0
    return hypot(x - along * dx, y - along * dy)


def _pack(sketch: Sketch) -> bytes:
    inks = list(dict.fromkeys(line.ink for line in sketch.lines))[:_BYTE]
    numbers = {ink: number for number, ink in enumerate(inks)}
    names = "\n".join(inks).encode()
    out = [_HEAD.pack(_INK, sketch.width, sketch.height, sketch.unit)]
    out += [struct.pack("<H", len(names)), names]
    for line in sketch.lines:
        wide = max(1, min(_BYTE, round(line.width * _EIGHTHS)))
        out.append(_LINE.pack(numbers.get(line.ink, 0), wide, len(line.spots)))
        out.append(bytes(step for spot in line.spots for step in spot))
    return b"".join(out)


def _unpack(body: bytes) -> Sketch | None:
    if body[:1] != bytes((_INK,)):
        return None
    _form, width, height, unit = _HEAD.unpack_from(body)
    (length,) = struct.unpack_from("<H", body, _HEAD.size)
    at = _HEAD.size + 2 + length
    inks = body[at - length : at].decode().split("\n")
    lines: list[Line] = []
    while at < len(body):
        number, wide, count = _LINE.unpack_from(body, at)
        at += _LINE.size
        steps = body[at : at + 2 * count]
        if len(steps) < 2 * count:
            raise IndexError("a line without its end")
        lines.append(
            Line(inks[number], wide / _EIGHTHS, tuple(zip(steps[::2], steps[1::2], strict=True)))
        )
        at += 2 * count
    return Sketch(width, height, unit, tuple(lines))
