"""How the records of a drawing are written as bytes.

A record is one tag byte and its payload; numbers are LEB128 varints, signed ones zig-zag::

    1 ADD    id, made_ms (signed), page width, page height, tool, colour, width x 64, INK1
    2 HIDE   count, ids
    3 SHOW   count, ids

INK1 holds the samples, and nothing follows it::

    u8 version = 1 | u8 flags | style reference = 0 (the style stands before it) | u8 qexp | count
    flags   1 pressure, 2 time, 32 body is raw DEFLATE, 128 residuals have 32 bits instead of 16
    body    per channel: first value, then (x, y, time) first difference, signed
            then all residuals, zig-zag, as byte planes: all low bytes, then the next higher ones

x and y are counted in 1/2**qexp, pressure in 1/255, time in milliseconds. Residuals are second
differences, or first ones for pressure: a hand moves smoothly, so they are small and pack well.

Whatever can't be read completely comes back as ``Unknown``, with its bytes untouched.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from journal_app.domain.ink import EVEN, Add, Extent, Hide, InkRecord, Sample, Show, Stroke, Unknown

_ADD, _HIDE, _SHOW = 1, 2, 3
_VERSION = 1
_QEXP = 6
_PRESSURE, _TIME, _DEFLATED, _WIDE = 1, 2, 32, 128
_READABLE = _PRESSURE | _TIME | _DEFLATED | _WIDE
_MOST_SAMPLES = 1_000_000
_MOST_IDS = 1_000_000
_LONGEST_VARINT = 70


def pack(record: InkRecord) -> bytes:
    """Write a record; one that could not be read goes out as it came in."""
    match record:
        case Add():
            return _pack_add(record)
        case Hide(ids):
            return bytes((_HIDE,)) + _pack_ids(ids)
        case Show(ids):
            return bytes((_SHOW,)) + _pack_ids(ids)
        case Unknown(blob):
            return blob


def unpack(blob: bytes) -> InkRecord:
    """Read a record; never fails, whatever the bytes."""
    try:
        reader = _Reader(blob)
        record = _unpack(reader)
        reader.expect_end()
    except (IndexError, ValueError, OverflowError, zlib.error):
        return Unknown(blob)
    return record


def _unpack(reader: "_Reader") -> InkRecord:
    tag = reader.byte()
    if tag == _ADD:
        return _unpack_add(reader)
    if tag in {_HIDE, _SHOW}:
        count = reader.number()
        if count > _MOST_IDS:
            raise ValueError("too many ids")
        ids = tuple(reader.number() for _ in range(count))
        return Hide(ids) if tag == _HIDE else Show(ids)
    raise ValueError("unknown tag")


def _pack_ids(ids: tuple[int, ...]) -> bytes:
    return b"".join(map(_number, (len(ids), *ids)))


def _pack_add(record: Add) -> bytes:
    stroke, page = record.stroke, record.page
    return b"".join(
        (
            bytes((_ADD,)),
            _number(stroke.id),
            _signed(stroke.made_ms),
            _number(page.width),
            _number(page.height),
            _text(stroke.tool),
            _text(stroke.colour),
            _number(max(1, round(stroke.width * 64))),
            _pack_samples(stroke.samples),
        )
    )


def _unpack_add(reader: "_Reader") -> Add:
    id_, made_ms = reader.number(), reader.signed()
    page = Extent(reader.number(), reader.number())
    tool, colour, width = reader.text(), reader.text(), reader.number() / 64
    return Add(Stroke(id_, tool, colour, width, made_ms, _unpack_samples(reader)), page)


@dataclass(frozen=True, slots=True)
class _Channel:
    """One row of numbers: its first values, and what each later one adds to the forecast."""

    order: int
    heads: tuple[int, ...]
    residuals: list[int]


def _differences(values: Sequence[int], order: int) -> _Channel:
    heads: list[int] = []
    row = list(values)
    for _ in range(order):
        heads += row[:1]
        row = [after - before for before, after in pairwise(row)]
    return _Channel(order, tuple(heads), [(r << 1) ^ (r >> 63) for r in row])


def _sums(channel: _Channel) -> list[int]:
    row = [(r >> 1) ^ -(r & 1) for r in channel.residuals]
    for head in reversed(channel.heads):
        row = list(accumulate(row, initial=head))
    return row


def _pack_samples(samples: tuple[Sample, ...]) -> bytes:
    unit = 1 << _QEXP
    flags = _TIME
    channels = [
        _differences([round(s.x * unit) for s in samples], 2),
        _differences([round(s.y * unit) for s in samples], 2),
        _differences([round(s.t_ms) for s in samples], 2),
    ]
    if any(s.pressure != EVEN for s in samples):
        flags |= _PRESSURE
        channels.append(_differences([round(s.pressure * 255) for s in samples], 1))
    residuals = [r for channel in channels for r in channel.residuals]
    if max(residuals, default=0) >> 16:
        flags |= _WIDE
    heads = b"".join(_signed(head) for channel in channels for head in channel.heads)
    body = heads + _planes(residuals, 4 if flags & _WIDE else 2)
    deflater = zlib.compressobj(wbits=-15)
    deflated = deflater.compress(body) + deflater.flush()
    if len(deflated) < len(body):
        flags |= _DEFLATED
        body = deflated
    return bytes((_VERSION, flags, 0, _QEXP)) + _number(len(samples)) + body


def _unpack_samples(reader: "_Reader") -> tuple[Sample, ...]:
    version, flags, style, qexp = (reader.byte() for _ in range(4))
    count = reader.number()
    if version != _VERSION or flags & ~_READABLE or style or qexp > 16:  # noqa: PLR2004
        raise ValueError("an INK1 payload of another kind")
    if not 0 < count <= _MOST_SAMPLES:
        raise ValueError("no samples, or too many")
    body = _Reader(_inflated(reader.rest(), 16 * count + 80)) if flags & _DEFLATED else reader
    orders = [2, 2, *[2] * bool(flags & _TIME), *[1] * bool(flags & _PRESSURE)]
    heads = [tuple(body.signed() for _ in range(min(order, count))) for order in orders]
    counts = [max(0, count - order) for order in orders]
    residuals = body.planes(sum(counts), 4 if flags & _WIDE else 2)
    body.expect_end()
    rows = []
    for order, head, size in zip(orders, heads, counts, strict=True):
        rows.append(_sums(_Channel(order, head, residuals[:size])))
        residuals = residuals[size:]
    unit = 1 << qexp
    times = rows[2] if flags & _TIME else [0] * count
    pressures = [p / 255 for p in rows[-1]] if flags & _PRESSURE else [EVEN] * count
    xs, ys = [x / unit for x in rows[0]], [y / unit for y in rows[1]]
    return tuple(map(Sample, xs, ys, pressures, times))


def _inflated(data: bytes, most: int) -> bytes:
    inflater = zlib.decompressobj(wbits=-15)
    whole = inflater.decompress(data, most)
    if not inflater.eof or inflater.unused_data:
        raise ValueError("not one whole DEFLATE stream")
    return whole


def _planes(values: list[int], width: int) -> bytes:
    words = struct.pack(f"<{len(values)}{'I' if width == 4 else 'H'}", *values)  # noqa: PLR2004
    return b"".join(words[plane::width] for plane in range(width))


def _number(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:  # noqa: PLR2004
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _signed(value: int) -> bytes:
    return _number((value << 1) ^ (value >> 63))


def _text(value: str) -> bytes:
    raw = value.encode()
    return _number(len(raw)) + raw


class _Reader:
    """Reads on from where it stopped; going past the end is an error."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def byte(self) -> int:
        value = self._data[self._at]
        self._at += 1
        return value

    def number(self) -> int:
        value = 0
        for shift in range(0, _LONGEST_VARINT, 7):
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:  # noqa: PLR2004
                return value
        raise ValueError("a number without an end")

    def signed(self) -> int:
        value = self.number()
        return (value >> 1) ^ -(value & 1)

    def take(self, size: int) -> bytes:
        if size > len(self._data) - self._at:
            raise IndexError("past the end")
        self._at += size
        return self._data[self._at - size : self._at]

    def rest(self) -> bytes:
        return self.take(len(self._data) - self._at)

    def text(self) -> str:
        return self.take(self.number()).decode()

    def planes(self, count: int, width: int) -> list[int]:
        raw = self.take(count * width)
        words = bytearray(len(raw))
        for plane in range(width):
            words[plane::width] = raw[plane * count : (plane + 1) * count]
        return list(struct.unpack(f"<{count}{'I' if width == 4 else 'H'}", words))  # noqa: PLR2004

    def expect_end(self) -> None:
        if self._at != len(self._data):
            raise ValueError("more bytes than a record has")
