"""Many strokes written side by side, as columns: read at once, they cost little more than one.

Every column is little endian, in byte planes (all low bytes, then all next higher ones)::

    styles   count; each tool, colour (texts), width x 64
    8 bytes  id, made_ms (zig-zag)
    4 bytes  page width, page height, number of points; style, and 1 more if it has pressures
    4 bytes  of each point x, y, time and pressure, as in INK1 (``domain.ink.ink1``): zig-zag, what
             is left of each after two differences (one for pressure), the first ones too

A point's first differences are taken from 0, so that a stroke needs nothing but its own numbers.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from journal_app.domain.ink import ink1
from journal_app.domain.ink.marks import EVEN, FAR, LONG_MS, Extent, Points, Stroke, radius
from journal_app.domain.ink.records import Add
from journal_app.domain.ink.varints import Reader, number, text

Numbers = NDArray[np.int64]

_UNIT = 1 << ink1.QEXP
_CHANNELS = ((0, _UNIT, 2), (1, _UNIT, 2), (3, 1, 2), (2, 255, 1))
_MOST = 1_000_000
_REACH = radius(1.0, 1.0)
_LARGEST = 1 << 31


def pack(adds: Sequence[Add]) -> bytes:
    """Write strokes as columns; none take no room."""
    if not adds:
        return b""
    marks = [add.stroke for add in adds]
    styles = list(dict.fromkeys((mark.tool, mark.colour, mark.width) for mark in marks))
    out = [number(len(styles))]
    for tool, colour, width in styles:
        out += [text(tool), text(colour), number(max(1, round(width * 64)))]
    pressed = [bool((mark.points[:, 2] != EVEN).any()) for mark in marks]
    chosen = [styles.index((mark.tool, mark.colour, mark.width)) for mark in marks]
    faces = [2 * style + firm for style, firm in zip(chosen, pressed, strict=True)]
    out += [_planes([mark.id for mark in marks], 8)]
    out += [_planes(_zigzag([mark.made_ms for mark in marks]), 8)]
    pages = [add.page.width for add in adds], [add.page.height for add in adds]
    out += [_planes(row, 4) for row in (*pages, [len(mark.points) for mark in marks], faces)]
    for column, unit, order in _CHANNELS:
        rows = [np.rint(mark.points[:, column] * unit).astype(np.int64) for mark in marks]
        if unit == 255:  # noqa: PLR2004 - pressures, where there are any
            rows = [row * firm for row, firm in zip(rows, pressed, strict=True)]
        left = np.concatenate([_differences(row, order) for row in rows])
        out.append(_planes(_zigzag(left), 4))
    return b"".join(out)


def fits(add: Add) -> bool:
    """Say whether a stroke can be written in columns without losing anything."""
    return (
        add.stroke.id < _LARGEST
        and max(add.page) < _LARGEST
        and add.stroke.rank == add.stroke.id
        and not add.stroke.text
    )


def unpack(reader: Reader, count: int) -> list[Add]:
    """Read so many strokes; ``ValueError`` or ``IndexError`` if they can't be there."""
    if not count:
        return []
    styles = []
    for _ in range(reader.count(_MOST)):
        tool, colour, width = reader.text(), reader.text(), reader.number() / 64
        if not 0.0 < width <= 1_000.0:  # noqa: PLR2004 - as ``Stroke`` has it
            raise ValueError("a line nobody could see")
        styles.append((tool, colour, width))
    ids, made = _column(reader, count, 8), _unzigzag(_column(reader, count, 8))
    wide, tall, sizes, chosen = (_column(reader, count, 4) for _ in range(4))
    if sizes.min() < 1 or sizes.sum() > _MOST or chosen.max() // 2 >= len(styles):
        raise ValueError("strokes of no points, of too many, or of no style")
    points = _points(reader, sizes, chosen & 1)
    widths = np.array([width for _, _, width in styles])[chosen // 2]
    rows = zip(ids.tolist(), made.tolist(), (chosen // 2).tolist(), strict=True)
    pages = map(Extent, wide.tolist(), tall.tolist())
    found = []
    for (id_, made_ms, style), page, (own, box) in zip(
        rows, pages, ink1.parted(points, sizes, _REACH * widths), strict=True
    ):
        tool, colour, width = styles[style]
        found.append(Add(Stroke(id_, tool, colour, width, made_ms, own, "", id_, box), page))
    return found


def _points(reader: Reader, sizes: Numbers, pressed: Numbers) -> Points:
    total = int(sizes.sum())
    starts = np.cumsum(sizes) - sizes
    points = np.empty((total, 4))
    for column, unit, order in _CHANNELS:
        values = _unzigzag(_column(reader, total, 4))
        for _ in range(order):
            values = ink1.running(values, starts)
        np.divide(values, unit, out=points[:, column])
    np.clip(points[:, :2], -FAR, FAR, out=points[:, :2])
    np.clip(points[:, 2], 0.0, 1.0, out=points[:, 2])
    np.clip(points[:, 3], 0.0, LONG_MS, out=points[:, 3])
    points[np.repeat(pressed == 0, sizes), 2] = EVEN
    points.flags.writeable = False
    return points


def _differences(row: Numbers, order: int) -> Numbers:
    for _ in range(order):
        row = np.diff(row, prepend=0)
    return row


def _zigzag(values: Numbers | list[int]) -> Numbers:
    row: Numbers = np.asarray(values, np.int64)
    return (row << 1) ^ (row >> 63)


def _unzigzag(values: Numbers) -> Numbers:
    return (values >> 1) ^ -(values & 1)


def _planes(values: Numbers | list[int], width: int) -> bytes:
    words = np.asarray(values, np.int64).astype(f"<u{width}")
    return words.view(np.uint8).reshape(-1, width).T.tobytes()


def _column(reader: Reader, count: int, width: int) -> Numbers:
    raw = np.frombuffer(reader.take(count * width), np.uint8)
    words = np.ascontiguousarray(raw.reshape(width, count).T).view(f"<u{width}")
    column: Numbers = words.reshape(count).astype(np.int64)
    return column
