"""Drawings looked at again: those of one invitation beside each other, and how one was made."""

from collections.abc import Iterator

from journal_app import storage
from journal_app.domain.day import Calendar
from journal_app.domain.entry import PartId, Record
from journal_app.domain.ink import codec as inkcodec
from journal_app.domain.ink import replay
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.flat import frame
from journal_app.domain.ink.marks import Box
from journal_app.domain.ink.records import InkRecord
from journal_app.domain.ink.replay import Replay
from journal_app.domain.series import Drawn
from journal_app.services.journal import Reply
from journal_app.services.session import Session

AT_ONCE = 50  # records read before others may go first


class Drawings:
    """Reads the drawings of a session's journal; nothing is kept of them, and nothing counted."""

    def __init__(self, session: Session, calendar: Calendar) -> None:
        self._journal = session.journal
        self._work = session.pictures
        self._calendar = calendar

    def invitations(self) -> Reply[tuple[str, ...]]:
        """Ask which invitations were drawn more than once, the last drawn first."""
        return self._journal.ask(storage.series.prompts, self._calendar.today())

    def of(self, prompt: str) -> Reply[tuple[Drawn, ...]]:
        """Ask for the drawings of one invitation, oldest first."""
        today, begins = self._calendar.today(), self._calendar.begins
        return self._journal.ask(storage.series.drawings, prompt, today, begins)

    def frames(self, parts: tuple[PartId, ...]) -> Reply[tuple[Box, ...]]:
        """Ask which part of its page each drawing is on, so that all can be shown at one scale."""
        return self._work.do(lambda: tuple(map(self._frame, parts)))

    def drawing(self, part_id: PartId) -> Reply[Drawing]:
        """Ask for a drawing as it is now."""
        return self._work.do(lambda: Drawing(self._unpacked(part_id)))

    def replay(self, part_id: PartId) -> Reply[Replay]:
        """Ask for how a drawing came about."""
        return self._work.do(lambda: replay.of(self._records(part_id)))

    def _frame(self, part_id: PartId) -> Box:
        return frame(Drawing(self._unpacked(part_id)))

    def _records(self, part_id: PartId) -> tuple[Record, ...]:
        return self._journal.ask(storage.threads.records, part_id).result()

    def _unpacked(self, part_id: PartId) -> Iterator[InkRecord]:
        """Give the records of a drawing, and way to others now and then."""
        kept = self._records(part_id)
        for start in range(0, len(kept), AT_ONCE):
            self._work.breathe()
            some = kept[start : start + AT_ONCE]
            yield from inkcodec.unpack_all(record.body for record in some)
