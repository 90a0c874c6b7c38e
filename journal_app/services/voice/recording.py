"""A recording: its note, and its sound, of which only as much is read as somebody hears."""

import io
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from itertools import accumulate

from typing_extensions import override

from journal_app import storage
from journal_app.domain.entry import PartId, Record
from journal_app.domain.errors import JournalError, SoundUnreadable
from journal_app.domain.voice import (
    LEAD_BYTES,
    Header,
    Page,
    Piece,
    Stretch,
    VoiceNote,
    fold,
    numbered,
    unpack,
)
from journal_app.services.journal import Journal

Fetch = Callable[[Sequence[int]], Sequence[Record]]

AT_ONCE = 16  # records read at a time: eight seconds
_AHEAD = 12  # of them, those behind the one that is asked for
_REMEMBERED = 128

_UNREADABLE = "This recording can’t be played here. It stays kept as it is."


@dataclass(frozen=True, slots=True)
class Recording:
    """A note whose sound can be heard; ``fetch`` returns records by their numbers, not on a window.

    Records that are gone are left out of what it returns.
    """

    note: VoiceNote
    fetch: Fetch = field(repr=False)

    def open(self, stretch: Stretch) -> "Tape":
        """Return a stretch as a file of its Ogg stream, which is read as far as it is asked for."""
        return Tape(stretch.pieces, self.fetch)


def of_part(journal: Journal, part: PartId) -> Recording:
    """Return the recording a part of a journal holds. Not on the window: it waits for the vault."""
    read = journal.ask(storage.parts.beginnings, part, LEAD_BYTES)

    def fetch(seqs: Sequence[int]) -> tuple[Record, ...]:
        return journal.ask(storage.parts.records, part, seqs).result()

    return Recording(fold(read.result()), fetch)


def in_memory(bodies: Iterable[bytes]) -> Recording:
    """Return the recording that whole bodies make."""
    records = numbered(bodies)
    return Recording(fold(records), lambda seqs: [records[seq] for seq in seqs])


class Tape(io.RawIOBase):
    """The bytes of some pieces, one after the other.

    Where one can't be read, it ends there, and ``trouble`` says so: what is raised in here would be
    lost in the decoder.
    """

    def __init__(self, pieces: Sequence[Piece], fetch: Fetch) -> None:
        self._pieces = pieces
        self._starts = [0, *accumulate(piece.size for piece in pieces)]
        self._fetch = fetch
        self.trouble: SoundUnreadable | None = None
        self._read: OrderedDict[int, bytes] = OrderedDict()
        self._at = 0

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._starts[-1]}[whence]
        self._at = max(0, base + offset)
        return self._at

    @override
    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        if self._at >= self._starts[-1]:
            return 0
        number = bisect_right(self._starts, self._at) - 1
        within = self._at - self._starts[number]
        some = self._data(number)[within : within + len(buffer)]
        if not some:
            self.trouble = SoundUnreadable(_UNREADABLE)
        buffer[: len(some)] = some
        self._at += len(some)
        return len(some)

    def _data(self, number: int) -> bytes:
        """Return the bytes of a piece; none if it can't be read."""
        if number not in self._read:
            self._read_on(number)
        if number not in self._read:
            return b""
        self._read.move_to_end(number)
        return self._read[number]

    def _read_on(self, number: int) -> None:
        """Read a piece, and some behind it: that is where a listener goes."""
        first = max(0, number - (AT_ONCE - _AHEAD))
        wanted = self._pieces[first : number + _AHEAD]
        try:
            found = {record.seq: _sound(record) for record in self._fetch([p.seq for p in wanted])}
        except (JournalError, CancelledError):  # the journal was closed, or its file is damaged
            found = {}
        for at, piece in enumerate(wanted, first):
            data = found.get(piece.seq)
            if data is not None and len(data) == piece.size:
                self._read[at] = data
        while len(self._read) > _REMEMBERED:
            self._read.popitem(last=False)


def _sound(record: Record) -> bytes:
    read = unpack(record.body)
    return read.data if isinstance(read, Header | Page) else b""
