"""INK1: how the points of a mark are written. Nothing follows them in what holds them.

::

    u8 version = 1 | u8 flags | style reference = 0 (the style stands before it) | u8 qexp | count
    flags   1 pressure, 2 time, 32 body is raw DEFLATE, 128 residuals have 32 bits instead of 16
    body    per channel: first value, then (x, y, time) first difference, signed
            then all residuals, zig-zag, as byte planes: all low bytes, then the next higher ones

x and y are counted in 1/2**qexp, pressure in 1/255, time in milliseconds. Residuals are second
differences, or first ones for pressure: a hand moves smoothly, so they are small and pack well.

A page has thousands of marks, and an array of a hundred numbers is hardly quicker than a list of
them. So payloads are only looked through one by one (``Payload``) and then decoded together.
"""

import zlib
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from journal_app.domain.ink.marks import EVEN, FAR, LONG_MS, Box, Points
from journal_app.domain.ink.varints import Reader, number, signed

_VERSION = 1
_QEXP = 6
_PRESSURE, _TIME, _DEFLATED, _WIDE = 1, 2, 32, 128
_READABLE = _PRESSURE | _TIME | _DEFLATED | _WIDE
_MOST_SAMPLES = 1_000_000
_MOST_QEXP = 16
_LARGEST = 1 << 48
_X, _Y, _T, _P = range(4)

Numbers = NDArray[np.int64]


class Payload(NamedTuple):
    """What was found in the bytes of a mark's points, before they are decoded."""

    size: int
    unit: int
    bits: int
    channels: tuple[int, ...]
    heads: tuple[tuple[int, ...], ...]
    planes: bytes


class Found(NamedTuple):
    """Points, and the smallest box around them."""

    points: Points
    box: Box


def encode(points: Points) -> bytes:
    """Write points."""
    flags, unit = _TIME, 1 << _QEXP
    channels = [
        _differences(points[:, 0] * unit, 2),
        _differences(points[:, 1] * unit, 2),
        _differences(points[:, 3], 2),
    ]
    if (points[:, 2] != EVEN).any():
        flags |= _PRESSURE
        channels.append(_differences(points[:, 2] * 255, 1))
    residuals = np.concatenate([rest for _, rest in channels])
    if len(residuals) and int(residuals.max()) >> 16:
        flags |= _WIDE
    heads = b"".join(signed(head) for heads, _ in channels for head in heads)
    body = heads + _planes(residuals, 4 if flags & _WIDE else 2)
    deflated = deflate(body)
    if len(deflated) < len(body):
        flags |= _DEFLATED
        body = deflated
    return bytes((_VERSION, flags, 0, _QEXP)) + number(len(points)) + body


def read(reader: Reader) -> Payload:
    """Look through a payload that ends where the reader does; ``ValueError`` if it is none."""
    count, flags, unit, body = _open(reader)
    channels = (_X, _Y, *[_T] * bool(flags & _TIME), *[_P] * bool(flags & _PRESSURE))
    heads = tuple(
        tuple(_head(body) for _ in range(min(1 if channel == _P else 2, count)))
        for channel in channels
    )
    bits = 32 if flags & _WIDE else 16
    left = len(channels) * count - sum(map(len, heads))
    planes = body.take(left * bits // 8)
    body.expect_end()
    return Payload(count, unit, bits, channels, heads, planes)


def loosened(reader: Reader) -> bytes:
    """Return the same payload without a compression of its own."""
    start = reader.at
    _, flags, _, body = _open(reader)
    head = bytearray(reader.data[start : reader.at])
    if not flags & _DEFLATED:
        return bytes(head) + body.rest()
    head[1] = flags & ~_DEFLATED
    return bytes(head) + body.rest()


def decode(payloads: Sequence[Payload]) -> list[Found]:
    """Return the points of many payloads, which are all decoded at once."""
    decoded: dict[int, Found] = {}
    order = sorted(range(len(payloads)), key=lambda at: payloads[at].bits)
    for _, some in groupby(order, key=lambda at: payloads[at].bits):
        places = list(some)
        decoded.update(zip(places, _decode([payloads[at] for at in places]), strict=True))
    return [decoded[place] for place in range(len(payloads))]


def deflate(body: bytes) -> bytes:
    """Compress bytes, without a header."""
    deflater = zlib.compressobj(wbits=-15)
    return deflater.compress(body) + deflater.flush()


def inflate(data: bytes, most: int) -> bytes:
    """Decompress one whole stream; ``ValueError`` if it is none or has more than ``most`` bytes."""
    inflater = zlib.decompressobj(wbits=-15)
    whole = inflater.decompress(data, most)
    if not inflater.eof or inflater.unused_data:
        raise ValueError("not one whole DEFLATE stream")
    return whole


def _open(reader: Reader) -> tuple[int, int, int, Reader]:
    """Read the fixed part; return count, flags, unit, and a reader of the bare body."""
    version, flags, style, qexp = reader.take(4)
    if version != _VERSION or flags & ~_READABLE or style or qexp > _MOST_QEXP:
        raise ValueError("an INK1 payload of another kind")
    count = reader.count(_MOST_SAMPLES)
    if not count:
        raise ValueError("no samples")
    rest = reader.data[reader.at :]
    return count, flags, 1 << qexp, Reader(_bare(rest, flags, count))


def _bare(body: bytes, flags: int, count: int) -> bytes:
    return inflate(body, 16 * count + 80) if flags & _DEFLATED else body


def _head(reader: Reader) -> int:
    value = reader.signed()
    if not -_LARGEST < value < _LARGEST:
        raise ValueError("further away than anything is")
    return value


def _differences(values: NDArray[np.float64], order: int) -> tuple[list[int], Numbers]:
    row: Numbers = np.rint(values).astype(np.int64)
    heads: list[int] = []
    for _ in range(order):
        heads += row[:1].tolist()
        row = np.diff(row)
    return heads, (row << 1) ^ (row >> 63)


def _planes(values: Numbers, width: int) -> bytes:
    words = values.astype("<u4" if width == 4 else "<u2")  # noqa: PLR2004
    return words.view(np.uint8).reshape(-1, width).T.tobytes()


def _decode(payloads: Sequence[Payload]) -> list[Found]:
    """Decode payloads whose residuals all have the same number of bits."""
    counts = np.array([one.size for one in payloads])
    kinds = np.array([kind for one in payloads for kind in one.channels])
    owners = np.repeat(np.arange(len(payloads)), [len(one.channels) for one in payloads])
    lengths = counts[owners]
    rows = _sums(_laid_out(payloads, lengths), lengths, kinds)
    points = np.zeros((int(counts.sum()), 4))
    points[:, 2] = EVEN
    units = np.repeat([float(one.unit) for one in payloads], counts)
    kind_of = np.repeat(kinds, lengths)
    has = np.zeros((4, len(payloads)), bool)
    has[kinds, owners] = True
    for channel, column, limit in ((_X, 0, FAR), (_Y, 1, FAR), (_T, 3, LONG_MS), (_P, 2, 1.0)):
        values = rows[kind_of == channel].astype(np.float64)
        there = np.repeat(has[channel], counts)
        scale = units if column < _T else 255.0 if channel == _P else 1.0
        lowest = -limit if column < _T else 0.0
        values /= scale[there] if isinstance(scale, np.ndarray) else scale
        points[there, column] = np.clip(values, lowest, limit)
    points.flags.writeable = False
    return _parted(points, counts)


def _parted(points: Points, counts: NDArray[np.intp]) -> list[Found]:
    """Cut the points of many marks apart."""
    ends = np.cumsum(counts)
    starts = ends - counts
    least = np.minimum.reduceat(points[:, :2], starts).tolist()
    most = np.maximum.reduceat(points[:, :2], starts).tolist()
    return [
        Found(points[start:end], Box(*low, *high))
        for start, end, low, high in zip(starts.tolist(), ends.tolist(), least, most, strict=True)
    ]


def _laid_out(payloads: Sequence[Payload], lengths: NDArray[np.intp]) -> Numbers:
    """Return every channel as the differences it is summed up from, one behind the other."""
    starts = np.cumsum(lengths) - lengths
    out = np.zeros(int(lengths.sum()), np.int64)
    residual = np.ones(len(out), bool)
    for nth in (0, 1):
        heads = [head for one in payloads for head in one.heads]
        has = np.array([len(head) > nth for head in heads])
        at = starts[has] + nth
        out[at] = [head[nth] - (head[0] if nth else 0) for head in heads if len(head) > nth]
        residual[at] = False
    zigzag = _joined(payloads)
    out[residual] = (zigzag >> 1) ^ -(zigzag & 1)
    return out


def _joined(payloads: Sequence[Payload]) -> Numbers:
    """Return the residuals of all payloads, put together from their byte planes."""
    width = payloads[0].bits // 8
    out: Numbers = np.zeros(sum(len(one.planes) for one in payloads) // width, np.int64)
    for plane in range(width):
        parts = []
        for one in payloads:
            size = len(one.planes) // width
            parts.append(one.planes[plane * size : (plane + 1) * size])
        out |= np.frombuffer(b"".join(parts), np.uint8).astype(np.int64) << (8 * plane)
    return out


def _sums(values: Numbers, lengths: NDArray[np.intp], kinds: NDArray[np.intp]) -> Numbers:
    """Sum each channel up by itself: twice, and pressures once."""
    starts = np.cumsum(lengths) - lengths
    once = _running(values, starts, lengths)
    twice = _running(once, starts, lengths)
    whole: Numbers = np.where(np.repeat(kinds == _P, lengths), once, twice)
    return whole


def _running(values: Numbers, starts: NDArray[np.intp], lengths: NDArray[np.intp]) -> Numbers:
    sums: Numbers = np.cumsum(values)
    return sums - np.repeat(sums[starts] - values[starts], lengths)
