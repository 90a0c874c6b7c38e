"""A note of many hours in a second: pages of half a minute, again and again, renumbered."""

import struct
import zlib
from dataclasses import replace

from journal_app.devices.opus import OpusStream
from journal_app.domain.voice import RATE, Page, pack, unpack
from journal_app.services.voice.take import Take
from tests.fakes_sound import tone

_PLACE = struct.Struct("<qII")  # granule, serial, number of an Ogg page
_PLACE_AT, _SUM_AT = 6, 22
_TURNED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))


def long_note(hours: float) -> list[bytes]:
    """Return the records of one take of so many hours; it sounds the same every half minute."""
    kept: list[bytes] = []
    take = Take(1, 0, 0, OpusStream(), kept.append)
    take.write(tone(30.0))
    pages = [page for page in map(unpack, kept[1:]) if isinstance(page, Page)]
    records, end, (length, *_) = [kept[0]], 0, _PLACE.unpack_from(pages[-1].data, _PLACE_AT)
    for turn in range(round(hours * 3600 * RATE / length)):
        for page in pages:
            data = _later(page.data, turn * length, turn * len(pages))
            later = replace(page, start=end, end=page.end + turn * length, data=data)
            records.append(pack(later))
            end = later.end
    return records


def _later(page: bytes, frames: int, pages: int) -> bytes:
    """Return an Ogg page as it is so many frames and pages later."""
    data = bytearray(page)
    granule, serial, number = _PLACE.unpack_from(data, _PLACE_AT)
    _PLACE.pack_into(data, _PLACE_AT, granule + frames, serial, number + pages)
    struct.pack_into("<I", data, _SUM_AT, 0)
    struct.pack_into("<I", data, _SUM_AT, _checksum(bytes(data)))
    return bytes(data)


def _checksum(page: bytes) -> int:
    """Return Ogg's checksum: that of zip, with every bit the other way round."""
    turned = zlib.crc32(page.translate(_TURNED), 0xFFFF_FFFF) ^ 0xFFFF_FFFF
    return int(f"{turned:032b}"[::-1], 2)
