"""Opus through libsndfile: one continuous Ogg stream, handed on page by page, never to a file."""

import struct
from collections.abc import Iterator
from io import IOBase
from typing import Any

from journal_app.domain.errors import SoundUnreadable
from journal_app.domain.voice import RATE

BITS_PER_SECOND = 32_000
PAGE_MS = 400.0  # how much sound one page holds, and so what a crash costs; two fill a page on disk

_SET_PAGE_LATENCY_MS = 0x1303  # SFC_SET_OGG_PAGE_LATENCY_MS, not wrapped by soundfile
_OGG_PAGE = struct.Struct("<4sBBqIIIB")
_PRE_SKIP_AT = 10  # in the OpusHead packet
_UNREADABLE = "This recording can’t be played here. It stays kept as it is."


class OpusStream:
    """Encodes 16-bit mono PCM at 48 kHz into one Ogg stream, in pages.

    ``header`` is what the stream begins with; it is there after the first sound was written.
    """

    def __init__(self) -> None:
        import soundfile  # noqa: PLC0415 - a tenth of a second nobody pays before the first recording

        self._sink = _Sink()
        self._file = soundfile.SoundFile(
            self._sink,
            "w",
            RATE,
            1,
            format="OGG",
            subtype="OPUS",
            compression_level=level(BITS_PER_SECOND),
        )
        latency = soundfile._ffi.new("double[1]", [PAGE_MS])  # noqa: SLF001 - no public way
        soundfile._snd.sf_command(self._file._file, _SET_PAGE_LATENCY_MS, latency, 8)  # noqa: SLF001
        self.header = b""
        self._pre_skip = 0

    def write(self, pcm: bytes) -> list[tuple[int, bytes]]:
        """Take the next sound; return the pages it completes, each with the frame it ends at."""
        self._file.buffer_write(pcm, "int16")
        return list(self._pages())

    def close(self) -> list[tuple[int, bytes]]:
        """End the stream and return what was still on the way."""
        self._file.close()
        return list(self._pages())

    def _pages(self) -> Iterator[tuple[int, bytes]]:
        for granule, page in split_pages(self._sink.drain()):
            if granule:
                yield granule - self._pre_skip, page
            else:  # OpusHead and OpusTags
                self.header += page
                self._pre_skip = self._pre_skip or _pre_skip(page)


class OpusReader:
    """Reads any part of a stream, decoding only what is asked for."""

    def __init__(self, stream: IOBase) -> None:
        import soundfile  # noqa: PLC0415

        try:
            self._file: Any = soundfile.SoundFile(stream)
        except soundfile.LibsndfileError as error:
            raise SoundUnreadable(_UNREADABLE) from error
        self.frames: int = self._file.frames

    def read(self, start: int, count: int) -> bytes:
        """Return frames ``start`` to ``start + count`` as 16-bit PCM; less at the end."""
        if start >= self.frames:
            return b""
        self._file.seek(start)
        # not ``buffer_read``, which insists on every frame where a page can't be read
        pcm = self._file.read(min(count, self.frames - start), "int16")
        return bytes(pcm.tobytes())

    def close(self) -> None:
        """Let go of the decoder."""
        self._file.close()


def level(bits_per_second: int) -> float:
    """Return the "compression level" at which libsndfile encodes Opus with so many bits."""
    return 1 - (bits_per_second - 6_000) / 250_000


def split_pages(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Cut a run of whole Ogg pages apart; yield each with its granule position."""
    at = 0
    while at < len(stream):
        (*_, granule, _serial, _number, _crc, segments) = _OGG_PAGE.unpack_from(stream, at)
        body = at + _OGG_PAGE.size
        end = body + segments + sum(stream[body : body + segments])
        yield granule, stream[at:end]
        at = end


def _pre_skip(opus_head: bytes) -> int:
    """Return how many frames a decoder drops at the beginning of the stream."""
    (frames,) = struct.unpack_from("<H", opus_head, opus_head.index(b"OpusHead") + _PRE_SKIP_AT)
    return int(frames)


class _Sink:
    """A file to libsndfile; to us, the bytes that came since the last look."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._end = 0

    def write(self, data: bytes) -> int:
        self._waiting += data
        self._end += len(data)
        return len(data)

    def seek(self, _offset: int, _whence: int = 0) -> int:
        return self._end  # Ogg is only ever appended to

    def tell(self) -> int:
        return self._end

    def flush(self) -> None:
        pass

    def drain(self) -> bytes:
        data = bytes(self._waiting)
        self._waiting.clear()
        return data
