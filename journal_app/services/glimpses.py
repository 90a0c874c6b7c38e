"""Makes the glimpses that are missing, behind whatever somebody does, and keeps them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from journal_app import storage
from journal_app.domain.lines import Piece
from journal_app.services.journal import Reply
from journal_app.services.session import Session

PIECE = 32  # records read at a time: some hundred kilobytes of sound

Shrink = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Glimpses:
    """Makes the glimpses of a session's journal; ``shrink`` makes that of a photo, on any thread.

    What a part is made of is read a little at a time, and never held whole.
    """

    session: Session
    shrink: Shrink

    def make(self, piece: Piece) -> Reply[None]:
        """Make the glimpse of a part; the reply comes when it is kept."""
        return self.session.work.do(lambda: self._make(piece))

    def _make(self, piece: Piece) -> None:
        from journal_app.media.table import MEDIA  # noqa: PLC0415 - here nobody waits for it

        journal, of_records = self.session.journal, MEDIA[piece.kind].glimpse
        if of_records is None:
            body = journal.ask(storage.glimpses.whole, piece.key).result()
            made, last = self.shrink(body), storage.glimpses.NONE
        else:
            read = _Read(storage.glimpses.NONE)
            made = of_records(self._bodies(piece.key, read))
            last = read.last
        journal.do(storage.glimpses.put, piece.key, made, last).result()

    def _bodies(self, key: int, read: "_Read") -> Iterator[bytes]:
        journal = self.session.journal
        while some := journal.ask(storage.glimpses.records, key, read.last, PIECE).result():
            for read.last, body in some:
                yield body
                self.session.work.breathe()  # often: while this thinks, no line can be painted


@dataclass
class _Read:
    """How far the records of a part were read."""

    last: int
