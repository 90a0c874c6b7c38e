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
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from journal_app.domain.ink.marks import EVEN, FAR, LONG_MS, Box, Points
from journal_app.domain.ink.varints import Reader, number, signed

_VERSION = 1
QEXP = 6
_PRESSURE, _TIME, _DEFLATED, _WIDE = 1, 2, 32, 128
_READABLE = _PRESSURE | _TIME | _DEFLATED | _WIDE
_MOST_SAMPLES = 1_000_000
_MOST_QEXP = 16
_LARGEST = 1 << 48

Numbers = NDArray[np.int64]


class Payload(NamedTuple):
    """What was found in the bytes of a mark's points, before they are decoded.

    ``heads`` has the first values of all channels, one behind the other; ``planes`` the residuals.
    """

    size: int
    form: "Form"
    heads: list[int]
    planes: bytes


class Form(NamedTuple):
    """What payloads must share to be decoded together."""

    unit: int
    width: int
    timed: bool
    pressed: bool


class Found(NamedTuple):
    """Points, and the smallest box around them."""

    points: Points
    box: Box


def encode(points: Points) -> bytes:
    """Write points."""
    flags, unit = _TIME, 1 << QEXP
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
    return bytes((_VERSION, flags, 0, QEXP)) + number(len(points)) + body


def read(reader: Reader) -> Payload:
    """Look through a payload that ends where the reader does; ``ValueError`` if it is none."""
    size, flags, unit, body = _open(reader)
    form = Form(unit, 4 if flags & _WIDE else 2, bool(flags & _TIME), bool(flags & _PRESSURE))
    orders = _orders(form)
    heads = body.signeds(sum(orders) if size > 1 else len(orders))
    if max(heads) > _LARGEST or min(heads) < -_LARGEST:
        raise ValueError("further away than anything is")
    planes = body.take((len(orders) * size - len(heads)) * form.width)
    body.expect_end()
    return Payload(size, form, heads, planes)


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
    """Return the points of many payloads; those of one form are decoded at once."""
    places: dict[Form, list[int]] = {}
    for place, one in enumerate(payloads):
        places.setdefault(one.form, []).append(place)
    decoded: dict[int, Found] = {}
    for form, some in places.items():
        points = _decode([payloads[place] for place in some], form)
        decoded.update(zip(some, points, strict=True))
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
    """Read the fixed part; return size, flags, unit, and a reader of the bare body."""
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


def _orders(form: Form) -> tuple[int, ...]:
    """Return how many first values each channel has: x, y, and then time and pressure, if any."""
    return (2, 2, *[2] * form.timed, *[1] * form.pressed)


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


def _decode(payloads: Sequence[Payload], form: Form) -> list[Found]:
    """Decode payloads of one form."""
    sizes = np.array([one.size for one in payloads])
    points = np.zeros((int(sizes.sum()), 4))
    points[:, 2] = EVEN
    columns = [(0, form.unit, FAR), (1, form.unit, FAR)]
    columns += [(3, 1, LONG_MS)] * form.timed + [(2, 255, 1.0)] * form.pressed
    head, residuals = 0, _residuals(payloads, sizes, form)
    for order, (column, unit, limit) in zip(_orders(form), columns, strict=True):
        values = _Channel(payloads, sizes, head, order).values(next(residuals))
        np.divide(values, unit, out=points[:, column])
        lowest = -limit if limit == FAR else 0.0
        np.clip(points[:, column], lowest, limit, out=points[:, column])
        head += order
    points.flags.writeable = False
    return parted(points, sizes)


class _Channel:
    """Where the first values and the others of one channel stand, mark behind mark."""

    def __init__(
        self, payloads: Sequence[Payload], sizes: NDArray[np.intp], head: int, order: int
    ) -> None:
        # A mark of one point has one head a channel: then the channels' numbers are those of heads.
        firsts = [one.heads[head if one.size > 1 else (head + 1) // 2] for one in payloads]
        self._starts = np.cumsum(sizes) - sizes
        self._order = order
        self._out = np.zeros(int(sizes.sum()), np.int64)
        self._rest = np.ones(len(self._out), bool)
        self._rest[self._starts] = False
        self._out[self._starts] = firsts
        if order > 1:
            seconds = self._starts[sizes > 1] + 1
            self._rest[seconds] = False
            self._out[seconds] = [one.heads[head + 1] for one in payloads if one.size > 1]
            self._out[seconds] -= self._out[seconds - 1]

    def values(self, residuals: Numbers) -> Numbers:
        """Return what the residuals add up to."""
        self._out[self._rest] = residuals
        sums = self._out
        for _ in range(self._order):
            sums = running(sums, self._starts)
        return sums


def running(values: Numbers, starts: NDArray[np.intp]) -> Numbers:
    """Add values up, anew from each of the ``starts`` on. The values are used up by it."""
    # What a stretch adds up to is taken away where the next one begins.
    totals = np.add.reduceat(values, starts)
    values[starts[1:]] -= totals[:-1]
    sums: Numbers = np.cumsum(values)
    return sums


def _residuals(
    payloads: Sequence[Payload], sizes: NDArray[np.intp], form: Form
) -> Iterator[Numbers]:
    """Put the residuals together from the byte planes of all payloads, channel by channel."""
    lengths = [len(one.planes) // form.width for one in payloads]
    out: Numbers = np.zeros(sum(lengths), np.int64)
    for plane in range(form.width):
        some = zip(payloads, lengths, strict=True)
        joined = b"".join(one.planes[plane * size : (plane + 1) * size] for one, size in some)
        out |= np.frombuffer(joined, np.uint8).astype(np.int64) << (8 * plane)
    zigzag = (out >> 1) ^ -(out & 1)
    orders = _orders(form)
    counts = np.maximum(sizes[:, None] - orders, 0)
    channels = np.repeat(np.tile(np.arange(len(orders), dtype=np.int8), len(sizes)), counts.ravel())
    for channel in range(len(orders)):
        yield zigzag[channels == channel]


def parted(
    points: Points, sizes: NDArray[np.intp], reach: NDArray[np.float64] | None = None
) -> list[Found]:
    """Cut the points of many marks apart; their boxes are larger by how far each ``reach``es."""
    ends = np.cumsum(sizes)
    starts = ends - sizes
    more = np.zeros((len(sizes), 1)) if reach is None else reach[:, None]
    least = np.minimum.reduceat(points[:, :2], starts) - more
    most = np.maximum.reduceat(points[:, :2], starts) + more
    boxes = map(Box._make, np.hstack((least, most)).tolist())
    return [
        Found(points[start:end], box)
        for start, end, box in zip(starts.tolist(), ends.tolist(), boxes, strict=True)
    ]
