"""The entry under someone's hands: makes itself in the vault at the first mark, keeps every mark.

Nothing handed over here is ever dropped: what could not be kept waits here, and all that came after
it behind it, until ``retry`` finds that the vault takes it.
"""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto
from functools import partial
from threading import Lock

from journal_app import storage
from journal_app.domain.changes import Changed
from journal_app.domain.clock import Clock, Moment
from journal_app.domain.entry import (
    Entry,
    EntryId,
    EntryState,
    Kind,
    Part,
    PartId,
    PartState,
    Record,
    new_entry_id,
    new_part_id,
)
from journal_app.domain.errors import JournalError
from journal_app.services.journal import Journal, Reply
from journal_app.services.line import Hand, Line


class KeepState(Enum):
    """How far what was made has come."""

    NOTHING = auto()
    KEEPING = auto()
    KEPT = auto()
    NOT_KEPT = auto()


class OpenEntry:
    """An entry being made or come back to, new (``entry`` is None) or loaded."""

    def __init__(self, journal: Journal, clock: Clock, entry: Entry | None = None) -> None:
        self._journal = journal
        self.clock = clock
        made = clock.now() if entry is None else entry.made
        self._entry = entry or Entry(new_entry_id(), made)
        self._parts = {part.id: OpenPart(self, part, begun=True) for part in self._entry.parts}
        self._begun = entry is not None
        self._opened = entry is not None and entry.state is EntryState.OPEN
        self._title = self._entry.title
        self._touched: set[PartId] = set()
        self._lock = Lock()
        self._line = Line(self._tell)
        self._watchers: list[Callable[[], None]] = []

    @property
    def id(self) -> EntryId:
        """The entry's id, the same for ever."""
        return self._entry.id

    @property
    def made(self) -> Moment:
        """When the entry was begun."""
        return self._entry.made

    @property
    def state(self) -> KeepState:
        """How far everything in this entry has come."""
        if self.trouble is not None:
            return KeepState.NOT_KEPT
        if self._touched or self._line:
            return KeepState.KEEPING
        return KeepState.KEPT if self._begun else KeepState.NOTHING

    @property
    def trouble(self) -> JournalError | None:
        """Why the vault can't have it all just now."""
        return self._line.trouble

    @property
    def waiting(self) -> int:
        """How many bytes of records were refused, or stand behind what was, and wait here."""
        return 0 if self.trouble is None else self._line.size

    @property
    def parts(self) -> tuple["OpenPart", ...]:
        """The entry's parts in their order."""
        return tuple(self._parts.values())

    def watch(self, callback: Callable[[], None]) -> None:
        """Call ``callback`` on the window's thread whenever ``state`` may have changed."""
        self._watchers.append(callback)

    def unwatch(self, callback: Callable[[], None]) -> None:
        """Stop calling ``callback``."""
        self._watchers.remove(callback)

    def part(self, part_id: PartId) -> "OpenPart":
        """Return one of the entry's parts."""
        return self._parts[part_id]

    def new_part(self, kind: Kind) -> "OpenPart":
        """Return a new last part, which reaches the vault with its first mark."""
        position = 1 + max((p.content.position for p in self._parts.values()), default=-1)
        part = OpenPart(self, Part(new_part_id(), kind, position, self.clock.now()), begun=False)
        self._parts[part.id] = part
        return part

    def drop_unbegun(self) -> None:
        """Forget parts that never got a mark."""
        self._parts = {key: part for key, part in self._parts.items() if part.begun}

    def touch(self, part: "OpenPart") -> None:
        """Say that something was made in ``part`` which has not been handed over yet."""
        self._touched.add(part.id)
        self._tell()

    def entitle(self, title: str) -> None:
        """Keep the entry's title."""
        self._title = title
        self._line.add(Hand(self._do_entitle, "title"))

    def set_aside(self) -> None:
        """Mark the entry as finished for now."""
        self.drop_unbegun()
        if self._begun and self._opened:
            self._opened = False
            now = self.clock.now().utc_ms
            self.hand(lambda: self._journal.do(storage.entries.set_aside, self.id, now))

    def come_back(self, kept: Entry) -> Entry:
        """Open the entry again while some of it isn't kept yet; return it whole.

        ``kept`` is what the vault has by now. What waits here is laid over it.
        """
        theirs = {part.id: part for part in kept.parts}
        for part in self.parts:
            part.come_back(theirs.get(part.id, part.content), self._line.records(part.id))
        contents = tuple(part.content for part in self.parts)
        self._entry = replace(kept, title=self._title, parts=contents)
        return self._entry

    def retry(self) -> None:
        """See if the vault takes by now what it has refused, in order."""
        self._line.again()

    def hand(self, send: Callable[[], Reply[Changed]]) -> None:
        """Hand a write to the vault; if it is refused, it waits here. Any thread."""
        self._line.add(Hand(send))

    def write(self, part: "OpenPart", hand: Hand) -> None:
        """Hand over a mark made in ``part``, preceded by the rows it needs. Any thread."""
        with self._lock:
            entry, content = self._entry, part.content
            if not self._opened:
                self._begun = self._opened = True
                self.hand(lambda: self._journal.do(storage.entries.begin, entry))
            if not part.begun:
                part.begun = True
                self.hand(lambda: self._journal.do(storage.parts.begin, entry.id, content))
            self._touched.discard(part.id)
            self._line.add(hand)

    def do_put(self, part_id: PartId, body: bytes) -> Reply[Changed]:
        """Write ``body`` as the whole value of a part."""
        return self._journal.do(storage.parts.put, part_id, body, self.clock.now().utc_ms)

    def do_append(self, part_id: PartId, record: Record) -> Reply[Changed]:
        """Add ``record`` to a part."""
        return self._journal.do(storage.parts.append, part_id, record)

    def do_finish(self, part_id: PartId) -> Reply[Changed]:
        """Mark a part as whole."""
        return self._journal.do(storage.parts.finish, part_id, PartState.WHOLE)

    def do_caption(self, part_id: PartId, caption: str) -> Reply[Changed]:
        """Write the caption of a part."""
        return self._journal.do(storage.parts.describe, part_id, caption)

    def _do_entitle(self) -> Reply[Changed]:
        return self._journal.do(storage.entries.entitle, self.id, self._title)

    def _tell(self) -> None:
        for callback in tuple(self._watchers):
            callback()


class OpenPart:
    """One part of an open entry; editors hand their marks over here."""

    def __init__(self, entry: OpenEntry, content: Part, *, begun: bool) -> None:
        self.entry = entry
        self.content = content
        self.begun = begun
        self._body = content.body
        self._caption = content.caption
        self._next_seq = 1 + max((record.seq for record in content.records), default=-1)
        self._lock = Lock()

    @property
    def id(self) -> PartId:
        """The part's id, the same for ever."""
        return self.content.id

    @property
    def kind(self) -> Kind:
        """What the part is made of."""
        return self.content.kind

    @property
    def made(self) -> Moment:
        """When the part was begun."""
        return self.content.made

    def touch(self) -> None:
        """Say that something was made here which has not been handed over yet."""
        self.entry.touch(self)

    def put(self, body: bytes) -> None:
        """Keep ``body`` as the part's whole value; an older body is never written over a newer."""
        self._body = body
        self.entry.write(self, Hand(self._do_put, f"body of {self.id}"))

    def append(self, body: bytes, made_ms: int | None = None) -> int:
        """Keep ``body`` as the part's next record and return its number. Any thread."""
        when = self.entry.clock.now().utc_ms if made_ms is None else made_ms
        with self._lock:
            record = Record(self._next_seq, when, body)
            self._next_seq += 1
            send = partial(self.entry.do_append, self.id, record)
            self.entry.write(self, Hand(send, part=self.id, record=record))
        return record.seq

    def describe(self, caption: str) -> None:
        """Keep the part's caption."""
        self._caption = caption
        self.entry.write(self, Hand(self._do_describe, f"caption of {self.id}"))

    def waiting(self) -> int:
        """Return how many bytes wait here because the vault can't have them."""
        return self.entry.waiting

    def come_back(self, kept: Part, waiting: list[Record]) -> None:
        """Be what the vault has, and over it what it hasn't yet."""
        records = {record.seq: record for record in (*kept.records, *waiting)}
        in_order = tuple(records[seq] for seq in sorted(records))
        self.content = replace(kept, body=self._body, caption=self._caption, records=in_order)

    def finish(self) -> None:
        """Mark the part as whole, if it ever got a mark."""
        if self.begun:
            self.entry.hand(lambda: self.entry.do_finish(self.id))

    def all_kept(self) -> bool:
        """Whether the vault has everything that was handed over or touched."""
        return self.entry.state in {KeepState.NOTHING, KeepState.KEPT}

    def _do_put(self) -> Reply[Changed]:
        return self.entry.do_put(self.id, self._body)

    def _do_describe(self) -> Reply[Changed]:
        return self.entry.do_caption(self.id, self._caption)
