"""Reads the lines one looks at, and a few around them, and has their glimpses made."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from journal_app.domain import placing
from journal_app.domain.clock import Moment
from journal_app.domain.entry import EntryId, EntryLine
from journal_app.domain.errors import JournalError
from journal_app.domain.lines import Piece, Told
from journal_app.domain.sessionlog import Logged
from journal_app.services.glimpses import Glimpses
from journal_app.services.lines import Lines

MOST_KEPT = 600
AT_ONCE = 120


class Reader(QObject):
    """Knows what lines show; ``came`` says that it knows more than before.

    One question is under way at a time, and the next is about what is looked at by then: however
    fast somebody scrolls, nothing queues up. What was read stays shown until it was read again.
    """

    came = Signal()

    def __init__(self, lines: Lines, glimpses: Glimpses) -> None:
        super().__init__()
        self._lines = lines
        self._glimpses = glimpses
        self._told: dict[int, Told] = {}
        self._fresh: set[int] = set()
        self._tried: set[int] = set()
        self._sessions: tuple[Logged, ...] = ()
        self._where: dict[tuple[EntryId, Moment, date], str] = {}
        self._asking = False
        self._making = False
        self._here = True

    def told(self, key: int) -> Told | None:
        """Return what a line shows, if that is known."""
        return self._told.get(key)

    def know(self, told: Mapping[int, Told]) -> None:
        """Know these lines as of now."""
        for key, one in told.items():
            self._told.pop(key, None)
            self._told[key] = one
        for key in tuple(self._told)[: max(0, len(self._told) - MOST_KEPT)]:
            del self._told[key]
            self._fresh.discard(key)
        self._fresh |= told.keys() & self._told.keys()

    def surround(self, sessions: tuple[Logged, ...]) -> None:
        """Know the sessions around which entries lie."""
        if self._here and sessions != self._sessions:
            self._sessions = sessions
            self._where.clear()
            self.came.emit()

    def is_timed(self, line: EntryLine) -> bool:
        """Whether it is known when on its day an entry happened; of a session, it may not be."""
        return not any(one.entry == line.id and one.over is None for one in self._sessions)

    def where(self, line: EntryLine, to_come: str) -> str:
        """Say where an entry lies around a session, or that it is a session ``to_come``."""
        key = line.id, line.made, line.day
        if key not in self._where and self._sessions:
            self._where[key] = self._placed(line, to_come)
        return self._where.get(key, "")

    def doubt(self) -> None:
        """Take nothing for certain any more: something was changed."""
        self._fresh.clear()
        self._tried.clear()
        self._where.clear()

    def look(self, seen: tuple[int, ...], near: tuple[int, ...]) -> None:
        """Read what isn't known of the lines that are seen, and of those near them."""
        unknown = [key for key in (*seen, *near) if key not in self._fresh][:AT_ONCE]
        if unknown and self._here and not self._asking:
            self._asking = True
            asked = tuple(dict.fromkeys(unknown))
            self._lines.told(asked).then(partial(self._read, asked), self._rest)

    def glimpse(self, seen: tuple[int, ...]) -> None:
        """Have the first glimpse made that is missing among what is seen, and not two at once."""
        if self._making or not self._here:
            return
        for key in seen:
            told = self._told.get(key)
            for piece in () if told is None or key not in self._fresh else told.pieces:
                if piece.glimpse is None and piece.key not in self._tried:
                    self._make(key, piece)
                    return

    def forget(self) -> None:
        """Let go of everything: nobody is here any more."""
        self._here = False
        self._told.clear()
        self._fresh.clear()
        self._sessions = ()

    def _placed(self, line: EntryLine, to_come: str) -> str:
        if any(one.entry == line.id for one in self._sessions):
            return to_come if line.day > self._lines.calendar.today() else ""
        found = placing.placed(self._sessions, line.id, line.guide, line.made, line.day)
        return placing.said(found, line.day)

    def _read(self, asked: tuple[int, ...], told: dict[int, Told]) -> None:
        self._asking = False
        if self._here:
            self.know(told)
            self._fresh.update(asked)  # also those that are gone: nothing more can be read of them
            self.came.emit()

    def _rest(self, _error: JournalError) -> None:
        self._asking = False

    def _make(self, key: int, piece: Piece) -> None:
        self._making = True
        self._tried.add(piece.key)
        self._glimpses.make(piece).then(partial(self._made, key), self._unmade)

    def _made(self, key: int, _nothing: None) -> None:
        self._fresh.discard(key)  # so that it is read with what was made
        self._go_on()

    def _unmade(self, _error: JournalError) -> None:
        """Leave it unseen: a glimpse is nothing anybody would miss."""
        self._go_on()

    def _go_on(self) -> None:
        self._making = False
        if self._here:
            self.came.emit()
