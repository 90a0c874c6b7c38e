"""Makes the glimpses that are missing, behind whatever somebody does, and keeps them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from journal_app import storage
from journal_app.domain.lines import Piece
from journal_app.services.journal import Reply
from journal_app.services.session import Session

PIECE = 32  # records read at a time
A_BREATH = 4096  # bytes looked at between two breaths

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

        journal, medium = self.session.journal, MEDIA[piece.kind]
        if medium.glimpse is None:
            body = journal.ask(storage.glimpses.whole, piece.key).result()
            made, last = self.shrink(body), storage.glimpses.NONE
        else:
            read = _Read(storage.glimpses.NONE)
            made = medium.glimpse(self._bodies(piece.key, read, medium.seen))
            last = read.last
        journal.do(storage.glimpses.put, piece.key, made, last).result()

    def _bodies(self, key: int, read: "_Read", seen: int | None) -> Iterator[bytes]:
        """Give the bodies of a part, of each at most what is ``seen`` of it."""
        ask, since = self.session.journal.ask, 0
        while some := ask(storage.glimpses.records, key, read.last, PIECE, seen).result():
            for read.last, body in some:
                yield body
                since += len(body)
                if since >= A_BREATH:  # often: while this thinks, no line can be painted
                    since = 0
                    self.session.work.breathe()


@dataclass
class _Read:
    """How far the records of a part were read."""

    last: int
