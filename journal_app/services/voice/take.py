"""A take: sound without a break, on its way through the encoder into records."""

from array import array
from collections.abc import Callable
from typing import Protocol

from journal_app.domain.level import Peaks
from journal_app.domain.voice import PEAK_FRAMES, Header, Page, pack, whole_peaks


class Encoder(Protocol):
    """Turns 16-bit mono PCM into a stream that is whole after every page."""

    @property
    def header(self) -> bytes:
        """What the stream begins with; there once something was written."""
        ...

    def write(self, pcm: bytes) -> list[tuple[int, bytes]]:
        """Take sound; return the pages it completes, each with the frame it ends at."""
        ...

    def close(self) -> list[tuple[int, bytes]]:
        """Return the last pages."""
        ...


class Take:
    """Writes one segment of a note, beginning at frame ``start``; ``keep`` gets its records."""

    def __init__(
        self,
        number: int,
        start: int,
        began_ms: int,
        encoder: Encoder,
        keep: Callable[[bytes], object],
    ) -> None:
        self._number = number
        self._start = start
        self._began_ms = began_ms
        self._encoder = encoder
        self._keep = keep
        self._peaks = Peaks()
        self._peaks_waiting = bytearray()
        self._written = 0
        self._kept = 0
        self._begun = False

    @property
    def end(self) -> int:
        """The frame of the note up to which sound was taken in."""
        return self._start + self._written

    def write(self, pcm: bytes) -> None:
        """Take the next sound in, and keep whatever pages it completes."""
        self._written += len(pcm) // 2
        self._peaks_waiting += self._peaks.hear(array("h", pcm))
        pages = self._encoder.write(pcm)
        if not self._begun:
            self._begun = True
            header = Header(self._number, self._start, self._began_ms, self._encoder.header)
            self._keep(pack(header))
        for end, data in pages:
            self._keep_page(end, data, 2 * (end // PEAK_FRAMES - self._kept // PEAK_FRAMES))

    def close(self) -> int:
        """Keep the rest; return the frame at which whatever follows begins."""
        self._peaks_waiting += self._peaks.rest()
        for end, data in self._encoder.close():
            self._keep_page(end, data, len(self._peaks_waiting))
        return whole_peaks(self.end)  # so that the peaks of all takes line up

    def _keep_page(self, end: int, data: bytes, peak_bytes: int) -> None:
        peaks = bytes(self._peaks_waiting[:peak_bytes])
        del self._peaks_waiting[:peak_bytes]
        start, stop = self._start + self._kept, self._start + end
        self._keep(pack(Page(self._number, start, stop, data, peaks)))
        self._kept = end
