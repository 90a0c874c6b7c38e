"""A note of hours in a vault, made in seconds: a minute of pages, again and again, as one stream.

Every page gets the place, the number and the checksum it would have had; where the minutes meet,
the decoder hears a click, and nothing else differs from hours that were spoken.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sqlalchemy import Connection

from journal_app.devices.opus import PAGE_MS, OpusStream
from journal_app.domain.changes import Changed
from journal_app.domain.entry import PartId, Record
from journal_app.domain.voice import RATE, Header, Page, pack
from journal_app.storage import parts
from tests import voices

_GRANULE, _NUMBER, _CHECKSUM = 6, 18, 22  # where they stand in an Ogg page
_CHECKSUM_POLYNOMIAL = 0x04C11DB7
_AT_ONCE = 2_000
_FRAMES = round(PAGE_MS * RATE / 1000)  # of a page


def make(folder: Path, hours: float, pcm: bytes) -> None:
    """Make a journal in an empty folder with a note of so many hours in it."""
    stream = OpusStream()
    pages = stream.write(pcm)
    even = [
        data
        for (end, data), (before, _) in zip(pages[1:], pages, strict=False)
        if end - before == _FRAMES
    ]
    first_granule = struct.unpack_from("<q", pages[0][1], _GRANULE)[0]
    count = round(hours * 3600 * RATE / _FRAMES)
    start, seq = pages[0][0], 2
    with voices.new_part(folder) as part:
        began_ms = part.made.utc_ms
        part.append(pack(Header(1, 0, began_ms, stream.header)))
        part.append(pack(Page(1, 0, start, pages[0][1], bytes(100))))
        for batch in _batches(even, count, first_granule):
            records = []
            for data in batch:
                body = pack(Page(1, start, start + _FRAMES, data, bytes(100)))
                records.append(Record(seq, began_ms, body))
                start, seq = start + _FRAMES, seq + 1
            part.entry.journal.do(_append, part.id, records).result(120)


def _append(db: Connection, part_id: PartId, records: list[Record]) -> Changed:
    return [parts.append(db, part_id, record) for record in records][-1]


def _batches(even: list[bytes], count: int, granule: int) -> Iterator[list[bytes]]:
    made: list[bytes] = []
    for number in range(count):
        page = bytearray(even[number % len(even)])
        struct.pack_into("<q", page, _GRANULE, granule + (number + 1) * _FRAMES)
        struct.pack_into("<I", page, _NUMBER, number + 3)
        struct.pack_into("<I", page, _CHECKSUM, 0)
        made.append(bytes(page))
        if len(made) == _AT_ONCE or number == count - 1:
            yield [
                page[:_CHECKSUM] + struct.pack("<I", checksum) + page[_CHECKSUM + 4 :]
                for page, checksum in zip(made, checksums(made), strict=True)
            ]
            made = []


def checksums(pages: list[bytes]) -> list[int]:
    """Return the checksum of each page, all worked out side by side."""
    longest = max(map(len, pages))
    rows = np.frombuffer(b"".join(page.rjust(longest, b"\0") for page in pages), np.uint8)
    columns = np.ascontiguousarray(rows.reshape(len(pages), longest).T).astype(np.uint32)
    table = _table()
    found = np.zeros(len(pages), np.uint32)
    for column in columns:  # zeros in front change nothing
        found = (found << np.uint32(8)) ^ table[(found >> np.uint32(24)) ^ column]
    return [int(one) for one in found]


def _table() -> "np.typing.NDArray[np.uint32]":
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1) ^ (_CHECKSUM_POLYNOMIAL if value & 1 << 31 else 0)
        table.append(value & 0xFFFFFFFF)
    return np.array(table, np.uint32)
