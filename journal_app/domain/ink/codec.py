"""How the records of a drawing are written as bytes.

A record is one tag byte and its payload; numbers are LEB128 varints, signed ones zig-zag::

    1 ADD    id, made_ms (signed), page width, page height, tool, colour, width x 64, INK1
    2 HIDE   count, ids
    3 SHOW   count, ids
    4 CHANGE page width, page height; counted each: ids that go, ids that come back,
             marks (id, rank, made_ms signed, tool, colour, width x 64, text, size, INK1),
             derived (id, source, u8 flags, then what they name, in this order)
             flags 1 in place, 2 colour, 4 span (2 x f32), 8 affine (6 x f32)
    5 PAPER  pattern, outline, arms, mirrored (0 or 1), centre (2 x f32)
    6 BLOCK  count, size, raw DEFLATE of: each record's number and made_ms (both signed, as
             differences from the one before) and 0, or 1 more than its size; then the bytes of
             those that have a size, and the others, as columns (``domain.ink.columns``)

Texts are UTF-8 behind their size, floats little endian. INK1 (``domain.ink.ink1``) holds points.

Whatever can't be read completely comes back as ``Unknown``, with its bytes untouched.
"""

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from journal_app.domain.ink import columns, ink1
from journal_app.domain.ink.ink1 import Found, Payload
from journal_app.domain.ink.marks import Derived, Extent, Stroke, inked
from journal_app.domain.ink.records import Add, Block, Change, Hide, InkRecord, Paper, Show, Unknown
from journal_app.domain.ink.varints import Reader, number, signed, sized, text

_ADD, _HIDE, _SHOW, _CHANGE, _PAPER, _BLOCK = range(1, 7)
_IN_PLACE, _COLOUR, _SPAN, _AFFINE = 1, 2, 4, 8
_MOST = 1_000_000
_LARGEST_BLOCK = 64 * 1024 * 1024
_AT_ONCE = 500  # records decoded together: that bounds what is held meanwhile
BLOCK = bytes((_BLOCK,))
"""What a block begins with."""

_TWO, _SIX = struct.Struct("<2f"), struct.Struct("<6f")
_NOT_READABLE = (IndexError, ValueError, OverflowError, struct.error, zlib.error)


def pack(record: InkRecord) -> bytes:
    """Write a record; one that could not be read goes out as it came in."""
    match record:
        case Add():
            return _pack_add(record)
        case Hide(ids) | Show(ids):
            tag = _HIDE if isinstance(record, Hide) else _SHOW
            return bytes((tag,)) + _pack_ids(ids)
        case Change():
            return _pack_change(record)
        case Unknown(blob):
            return blob
    return _pack_paper(record) if isinstance(record, Paper) else _pack_block(record.parts)


def unpack(blob: bytes) -> InkRecord:
    """Read a record; never fails, whatever the bytes."""
    if is_block(blob):
        parts = _opened(blob)
        return Unknown(blob) if parts is None else Block(tuple(map(_told, parts)))
    draft = _drafted(blob)
    return draft.record(ink1.decode(draft.payloads))


def unpack_all(blobs: Iterable[bytes]) -> list[InkRecord]:
    """Read many records, much quicker than one by one; blocks come back as what is in them."""
    return list(stream(blobs, _AT_ONCE))


def stream(blobs: Iterable[bytes], at_once: int = 1) -> Iterator[InkRecord]:
    """Read records one after the other; a block comes as what is in it."""
    waiting: list[_Draft] = []
    for blob in blobs:
        if not is_block(blob):
            waiting.append(_drafted(blob))
        if is_block(blob) or len(waiting) >= at_once:
            yield from _finished(waiting)
            waiting = []
        if is_block(blob):
            yield from _records(blob)
    yield from _finished(waiting)


def is_block(blob: bytes) -> bool:
    """Say whether this may be a block, without reading it."""
    return blob[:1] == BLOCK


def loosened(blob: bytes) -> bytes:
    """Return a record as it stands in a block: an ``Add`` without a compression of its own."""
    if blob[:1] != bytes((_ADD,)) or isinstance(unpack(blob), Unknown):
        return blob
    reader = Reader(blob, 1)
    _read_style(reader)
    return blob[: reader.at] + ink1.loosened(reader)


_Part = tuple[int, int, Add | bytes]
"""A record of a block: its number, when it was kept, and what it is, or its bytes."""


class _Draft(NamedTuple):
    """A record whose points are still to be decoded; ``record`` is told them."""

    record: Callable[[list[Found]], InkRecord]
    payloads: Sequence[Payload] = ()


def _finished(drafts: Sequence[_Draft]) -> list[InkRecord]:
    payloads = [payload for draft in drafts for payload in draft.payloads]
    points = ink1.decode(payloads)
    found, at = [], 0
    for draft in drafts:
        end = at + len(draft.payloads)
        found.append(draft.record(points[at:end]))
        at = end
    return found


def _drafted(blob: bytes) -> _Draft:
    try:
        reader = Reader(blob)
        draft = _READERS[reader.byte()](reader)
        reader.expect_end()
    except (*_NOT_READABLE, KeyError):
        return _Draft(lambda _: Unknown(blob))
    return draft


def _read_style(reader: Reader) -> tuple[int, int, Extent, str, str, float]:
    """Read what stands before the points of an ADD."""
    id_, made_ms = reader.number(), reader.signed()
    page = Extent(reader.number(), reader.number())
    tool, colour = reader.text(), reader.text()
    return id_, made_ms, page, tool, colour, _width(reader)


def _read_add(reader: Reader) -> _Draft:
    id_, made_ms, page, tool, colour, width = _read_style(reader)
    payload = ink1.read(reader)
    reader.at = len(reader.data)

    def record(found: list[Found]) -> InkRecord:
        points, box = found[0]
        mark = Stroke(id_, tool, colour, width, made_ms, points, box=inked(box, width))
        return Add(mark, page)

    return _Draft(record, (payload,))


def _read_ids(reader: Reader) -> tuple[int, ...]:
    return tuple(reader.number() for _ in range(reader.count(_MOST)))


def _read_hide(reader: Reader) -> _Draft:
    ids = _read_ids(reader)
    return _Draft(lambda _: Hide(ids))


def _read_show(reader: Reader) -> _Draft:
    ids = _read_ids(reader)
    return _Draft(lambda _: Show(ids))


def _read_change(reader: Reader) -> _Draft:
    page = Extent(reader.number(), reader.number())
    hide, show = _read_ids(reader), _read_ids(reader)
    styles, payloads = [], []
    for _ in range(reader.count(_MOST)):
        styles.append(_read_mark(reader))
        payloads.append(ink1.read(Reader(reader.sized())))
    derived = tuple(_read_derived(reader) for _ in range(reader.count(_MOST)))

    def record(found: list[Found]) -> InkRecord:
        added = tuple(
            Stroke(id_, tool, colour, width, made_ms, points, words, rank)
            for (id_, rank, made_ms, tool, colour, width, words), (points, _) in zip(
                styles, found, strict=True
            )
        )
        return Change(hide, show, added, derived, page)

    return _Draft(record, payloads)


def _read_mark(reader: Reader) -> tuple[int, int, int, str, str, float, str]:
    id_, rank, made_ms = reader.number(), reader.number(), reader.signed()
    tool, colour, width = reader.text(), reader.text(), _width(reader)
    return id_, rank, made_ms, tool, colour, width, reader.text()


def _read_derived(reader: Reader) -> Derived:
    id_, source, flags = reader.number(), reader.number(), reader.byte()
    if flags & ~(_IN_PLACE | _COLOUR | _SPAN | _AFFINE):
        raise ValueError("made in a way of a later version")
    colour = reader.text() if flags & _COLOUR else ""
    span = _TWO.unpack(reader.take(_TWO.size)) if flags & _SPAN else None
    affine = _SIX.unpack(reader.take(_SIX.size)) if flags & _AFFINE else None
    numbers = (*(span or ()), *(affine or ()))
    if not np.isfinite(numbers).all():
        raise ValueError("not a number")
    return Derived(id_, source, bool(flags & _IN_PLACE), colour, span, affine)


def _read_paper(reader: Reader) -> _Draft:
    pattern, outline, arms = reader.text(), reader.text(), reader.number()
    mirrored, centre = bool(reader.byte()), _TWO.unpack(reader.take(_TWO.size))
    if not np.isfinite(centre).all():
        raise ValueError("not a number")
    return _Draft(lambda _: Paper(pattern, outline, arms, mirrored, centre))


def _records(blob: bytes) -> Iterator[InkRecord]:
    """Go through what is in a block; if it can't be read, that is one unknown record."""
    parts = _opened(blob)
    if parts is None:
        yield Unknown(blob)
    for _, _, record in parts or ():
        yield unpack(record) if isinstance(record, bytes) else record


def _opened(blob: bytes) -> list[_Part] | None:
    """Open a block; None if it can't be read."""
    try:
        reader = Reader(blob, 1)
        count, size = reader.count(_MOST), reader.count(_LARGEST_BLOCK)
        return _read_block(Reader(ink1.inflate(reader.rest(), size)), count)
    except _NOT_READABLE:
        return None


def _read_block(body: Reader, count: int) -> list[_Part]:
    heads = body.numbers(3 * count)
    steps = [(value >> 1) ^ -(value & 1) for value in heads]
    seqs, times = accumulate(steps[::3]), accumulate(steps[1::3])
    sizes = heads[2::3]
    blobs = [body.take(size - 1) if size else None for size in sizes]
    strokes = iter(columns.unpack(body, sizes.count(0)))
    body.expect_end()
    return [
        (seq, made_ms, next(strokes) if blob is None else blob)
        for seq, made_ms, blob in zip(seqs, times, blobs, strict=True)
    ]


def _told(part: _Part) -> tuple[int, int, bytes]:
    seq, made_ms, record = part
    blob = record if isinstance(record, bytes) else loosened(_pack_add(record))
    return seq, made_ms, blob


def _width(reader: Reader) -> float:
    width = reader.number() / 64
    if not 0.0 < width <= 1_000.0:  # noqa: PLR2004 - as ``Stroke`` has it
        raise ValueError("a line nobody could see")
    return width


_READERS: dict[int, Callable[[Reader], _Draft]] = {
    _ADD: _read_add,
    _HIDE: _read_hide,
    _SHOW: _read_show,
    _CHANGE: _read_change,
    _PAPER: _read_paper,
}


def _pack_ids(ids: tuple[int, ...]) -> bytes:
    return b"".join(map(number, (len(ids), *ids)))


def _pack_width(width: float) -> bytes:
    return number(max(1, round(width * 64)))


def _pack_add(record: Add) -> bytes:
    stroke, page = record.stroke, record.page
    head = (bytes((_ADD,)), number(stroke.id), signed(stroke.made_ms), *map(number, page))
    style = (text(stroke.tool), text(stroke.colour), _pack_width(stroke.width))
    return b"".join((*head, *style, ink1.encode(stroke.points)))


def _pack_change(record: Change) -> bytes:
    out = [bytes((_CHANGE,)), *map(number, record.page)]
    out += [_pack_ids(record.hide), _pack_ids(record.show), number(len(record.added))]
    for mark in record.added:
        out += [number(mark.id), number(mark.rank), signed(mark.made_ms), text(mark.tool)]
        out += [text(mark.colour), _pack_width(mark.width), text(mark.text)]
        out.append(sized(ink1.encode(mark.points)))
    out.append(number(len(record.derived)))
    return b"".join((*out, *map(_pack_derived, record.derived)))


def _pack_derived(how: Derived) -> bytes:
    flags = _IN_PLACE * how.in_place | _COLOUR * bool(how.colour)
    flags |= _SPAN * (how.span is not None) | _AFFINE * (how.affine is not None)
    out = [number(how.id), number(how.source), bytes((flags,))]
    if how.colour:
        out.append(text(how.colour))
    if how.span is not None:
        out.append(_TWO.pack(*how.span))
    if how.affine is not None:
        out.append(_SIX.pack(*how.affine))
    return b"".join(out)


def _pack_paper(paper: Paper) -> bytes:
    names = text(paper.pattern) + text(paper.outline)
    arms = number(paper.arms) + bytes((paper.mirrored,))
    return bytes((_PAPER,)) + names + arms + _TWO.pack(*paper.centre)


def _pack_block(parts: Sequence[tuple[int, int, bytes]]) -> bytes:
    heads, blobs, strokes, before = [], [], [], (0, 0)
    for seq, made_ms, blob in parts:
        heads += [signed(seq - before[0]), signed(made_ms - before[1])]
        before = seq, made_ms
        record = unpack(blob)
        if isinstance(record, Add) and _stands_in_columns(record, blob):
            strokes.append(record)
            heads.append(number(0))
        else:
            heads.append(number(len(blob) + 1))
            blobs.append(blob)
    body = b"".join((*heads, *blobs, columns.pack(strokes)))
    return BLOCK + number(len(parts)) + number(len(body)) + ink1.deflate(body)


def _stands_in_columns(add: Add, blob: bytes) -> bool:
    """Say whether a stroke comes back from columns as it was written, to the last bit."""
    return columns.fits(add) and loosened(_pack_add(add)) == loosened(blob)
