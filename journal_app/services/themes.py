"""Naming what returns, and following it: the themes of a session's journal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from journal_app import storage
from journal_app.domain import cutting
from journal_app.domain.changes import Changed
from journal_app.domain.cutting import Cutting
from journal_app.domain.day import Calendar
from journal_app.domain.entry import EntryId, PartId
from journal_app.domain.ink import codec
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.ink.marks import Extent
from journal_app.domain.ink.records import InkRecord
from journal_app.domain.spot import Region, Spot
from journal_app.domain.themes import (
    Mark,
    NamedTheme,
    ThemeId,
    Thread,
    new_mark,
    new_theme_id,
    tidy,
)
from journal_app.services.journal import Reply
from journal_app.services.session import Session
from journal_app.services.voice import recording
from journal_app.services.voice.recording import Recording

AT_ONCE = 50  # strokes read before others may go first

Whole = tuple[NamedTheme, tuple[Mark, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """A write on its way, and the way back from it."""

    reply: Reply[Changed]
    undo: Callable[[], object]


class Themes:
    """Knows the themes, their marks and their threads. Nothing is read to suggest one."""

    def __init__(self, session: Session, calendar: Calendar) -> None:
        self._journal = session.journal
        self._work = session.work
        self._clock = session.clock
        self._calendar = calendar

    def known(self) -> Reply[tuple[NamedTheme, ...]]:
        """Ask for all themes, the last used first."""
        return self._journal.ask(storage.themes.known, self._calendar.today())

    def of_entry(self, entry_id: EntryId) -> Reply[tuple[Whole, ...]]:
        """Ask for the themes of an entry, each with its marks there."""
        return self._journal.ask(storage.themes.of_entry, entry_id)

    def thread(self, theme_id: ThemeId) -> Reply[Thread | None]:
        """Ask for every return of a theme."""
        return self._journal.ask(storage.threads.read, theme_id, self._calendar.today())

    def called(self, name: str) -> Reply[ThemeId | None]:
        """Ask which theme has a name."""
        return self._journal.ask(storage.themes.named, name)

    def give(self, name: str, spot: Spot, quote: str = "") -> Step:
        """Name a spot; ``quote`` holds the words of a phrase as they are now."""
        now = self._clock.now().utc_ms
        theme, mark = NamedTheme(new_theme_id(), tidy(name), 0, now), new_mark(spot, quote, now)
        reply = self._journal.do(storage.themes.give, theme, mark)
        return Step(reply, partial(self._journal.do, storage.themes.take_back, mark))

    def take_off(self, theme: NamedTheme, marks: tuple[Mark, ...]) -> Step:
        """Take marks of a theme off; what was marked stays as it is."""
        reply = self._journal.do(storage.themes.take_off, marks)
        return Step(reply, partial(self._journal.do, storage.themes.put_back, theme, marks))

    def rename(self, theme_id: ThemeId, name: str) -> Step:
        """Give a theme another name; with the name of another, the two become one."""
        before = self._journal.ask(storage.themes.whole, theme_id)
        reply = self._journal.do(storage.themes.rename, theme_id, name)
        return Step(reply, partial(before.then, self._put_back))

    def let_go(self, theme_id: ThemeId) -> Step:
        """Let a theme go with all its marks."""
        before = self._journal.ask(storage.themes.whole, theme_id)
        reply = self._journal.do(storage.themes.let_go, theme_id)
        return Step(reply, partial(before.then, self._put_back))

    def cutting(
        self, part_id: PartId, region: Region | None, room: Extent, most: float
    ) -> Reply[Cutting]:
        """Ask for a region of a drawing; it is cut out where nobody waits for it."""

        def cut() -> Cutting:
            drawing = Drawing(self._read(part_id))
            return cutting.cut(drawing, region, room, most)

        return self._work.do(cut)

    def voice(self, part_id: PartId) -> Reply[Recording]:
        """Ask for a recording."""
        return self._work.do(lambda: recording.of_part(self._journal, part_id))

    def _read(self, part_id: PartId) -> Iterator[InkRecord]:
        for number, record in enumerate(codec.stream(self._bodies(part_id))):
            if number % AT_ONCE == 0:
                self._work.breathe()
            yield record

    def _bodies(self, part_id: PartId) -> tuple[bytes, ...]:
        records = self._journal.ask(storage.threads.records, part_id).result()
        return tuple(record.body for record in records)

    def _put_back(self, before: Whole | None) -> None:
        if before is not None:
            self._journal.do(storage.themes.put_back, *before)
