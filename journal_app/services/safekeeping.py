"""Sees to the backups while the journal is open, on a thread of its own, "work".

It has a copy of the data key from the moment the journal is opened, also if that fails because the
file is damaged: then a good backup is looked for. ``close`` ends the work and wipes the key.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock
from typing import TypeVar

from journal_app import storage
from journal_app.domain import rotation
from journal_app.domain.clock import Clock, Moment
from journal_app.domain.entry import EntryLine
from journal_app.domain.errors import NotKept
from journal_app.domain.rotation import Backup, Occasion
from journal_app.services.journal import Deliver, Reply
from journal_app.storage import slots

BREATH_S = 0.004  # between two pieces, so that whoever writes is never far from the disk

_NOT_OPEN = "The journal isn’t open yet."
_STOPPED = "The journal was closed before this was finished. Nothing was changed."

T = TypeVar("T")


class Safekeeping:
    """Makes, lists, checks and prepares backups of the journal in ``folder``, one at a time."""

    def __init__(self, folder: Path, clock: Clock, deliver: Deliver) -> None:
        self._folder = folder
        self._clock = clock
        self._deliver = deliver
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="work")
        self._stop = Event()
        self._lock = Lock()
        self._key = bytearray()

    def trust(self, key: bytearray) -> None:
        """Take a copy of the data key, unless this is closed already. Any thread."""
        with self._lock:
            if not self._stop.is_set():
                slots.wipe(self._key)
                self._key = bytearray(key)

    def before_migration(self) -> Backup:
        """Make a backup now, on the calling thread; the journal waits for it."""
        return self._make(Occasion.PRE_MIGRATION)

    def daily(self) -> Reply[Backup | None]:
        """Make the backup of this day, if something was written since the last one."""
        return self._do(self._daily)

    def back_up(self) -> Reply[Backup]:
        """Make a backup because somebody asked for one."""
        return self._do(lambda: self._make(Occasion.BY_HAND))

    def every(self) -> Reply[tuple[Backup, ...]]:
        """List the backups, newest first."""
        return self._do(lambda: storage.backup.every(self._folder))

    def look_inside(self, backup: Backup, limit: int) -> Reply[tuple[EntryLine, ...]]:
        """Read the newest lines of a backup."""

        def look() -> tuple[EntryLine, ...]:
            with (
                self._held() as key,
                storage.backup.inside(self._folder, backup, key) as db,
            ):
                return storage.entries.newest(db, limit)

        return self._do(look)

    def when(self, backup: Backup) -> Moment:
        """Return when a backup was made, on the clock that hangs here now."""
        return replace(self._clock.now(), utc_ms=backup.made_ms)

    def last_good(self) -> Reply[Backup | None]:
        """Find the newest backup nothing is wrong with; all of it is read."""

        def find() -> Backup | None:
            with self._held() as key:
                return storage.backup.last_good(self._folder, key, self._breathe)

        return self._do(find)

    def prepare(self, backup: Backup) -> Reply[None]:
        """Check a backup and lay a copy of it beside the journal, to be put in place."""

        def prepare() -> None:
            with self._held() as key:
                storage.backup.prepare(self._folder, backup, key, self._breathe)

        return self._do(prepare)

    def close(self) -> None:
        """Stop what is being done, wait for it to end, and forget the key."""
        with self._lock:
            self._stop.set()
        self._thread.shutdown(wait=True, cancel_futures=True)
        with self._lock:
            slots.wipe(self._key)

    def _daily(self) -> Backup | None:
        storage.backup.tidy(self._folder)
        occasion = rotation.due(storage.backup.every(self._folder), self._clock.now().utc_ms)
        if occasion is None:
            return None
        with self._held() as key:
            changed = storage.backup.changed(self._folder, key)
        return self._make(occasion) if changed else None

    def _make(self, occasion: Occasion) -> Backup:
        now_ms = self._clock.now().utc_ms
        with self._held() as key:
            made = storage.backup.make(self._folder, key, occasion, now_ms, self._breathe)
        storage.backup.tidy(self._folder)
        return made

    @contextmanager
    def _held(self) -> Iterator[bytearray]:
        """Give a copy of the key for one piece of work: ``close`` may wipe the other meanwhile."""
        with self._lock:
            key = bytearray(self._key)
        if not any(key):
            raise NotKept(_NOT_OPEN)
        try:
            yield key
        finally:
            slots.wipe(key)

    def _breathe(self) -> None:
        if self._stop.wait(BREATH_S):
            raise NotKept(_STOPPED)

    def _do(self, work: Callable[[], T]) -> Reply[T]:
        try:
            future = self._thread.submit(work)
        except RuntimeError:  # closed for good
            future = Future()
            future.cancel()
            future.set_running_or_notify_cancel()
        return Reply(future, self._deliver)
