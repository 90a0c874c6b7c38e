"""The entry under someone's hands: makes itself in the vault at the first mark, keeps every mark.

Nothing handed over here is ever dropped: what could not be kept waits here, and all that came after
it behind it, until ``retry`` finds that the vault takes it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum, auto
from functools import partial
from threading import Lock

from journal_app import storage
from journal_app.domain.arrangement import Arrangement
from journal_app.domain.changes import Changed
from journal_app.domain.clock import Clock, Moment
from journal_app.domain.entry import (
    MARKDOWN,
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
    """An entry being made or come back to.

    It was loaded, or (``entry`` is None) is new: of a ``day``, made with a ``guide``.
    """

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        entry: Entry | None = None,
        day: date | None = None,
        guide: str = "",
    ) -> None:
        self.journal = journal
        self.clock = clock
        made = clock.now() if entry is None else entry.made
        self._entry = entry or Entry(new_entry_id(), made, day=day, guide=guide)
        self._known = {part.id: OpenPart(self, part, begun=True) for part in self._entry.parts}
        self._now = _arrangement(self._entry)
        self._begun = entry is not None
        self._opened = entry is not None and entry.state is EntryState.OPEN
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
        """When it happened: when it was begun, unless somebody said otherwise."""
        return self._now.happened

    @property
    def content(self) -> Entry:
        """The entry as it is now, as far as it is known here."""
        now = self._now
        contents = tuple(part.content for part in self.parts)
        return replace(
            self._entry,
            title=now.title,
            made=now.happened,
            day=now.day,
            shared=now.shared,
            parts=contents,
        )

    @property
    def arrangement(self) -> Arrangement:
        """How the entry is arranged now."""
        return self._now

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

    def waiting_records(self, part: PartId) -> list[Record]:
        """Return the records of a part that the vault doesn't have yet. Any thread."""
        return self._line.records(part)

    @property
    def parts(self) -> tuple["OpenPart", ...]:
        """The entry's parts in their order."""
        return tuple(self._known[part] for part in self._now.parts)

    @property
    def taken_out(self) -> tuple["OpenPart", ...]:
        """The parts that were taken out of it, and can be put back."""
        return tuple(p for key, p in self._known.items() if key not in self._now.parts)

    def watch(self, callback: Callable[[], None]) -> None:
        """Call ``callback`` on the window's thread whenever ``state`` may have changed."""
        self._watchers.append(callback)

    def unwatch(self, callback: Callable[[], None]) -> None:
        """Stop calling ``callback``."""
        self._watchers.remove(callback)

    def part(self, part_id: PartId) -> "OpenPart":
        """Return one of the entry's parts."""
        return self._known[part_id]

    def new_part(self, kind: Kind, asked: str = "", prompt: str = "") -> "OpenPart":
        """Return a new last part, which reaches the vault with its first mark.

        ``prompt`` is what it answers as it was read, ``asked`` the id of that question.
        """
        position = 1 + max((p.content.position for p in self._known.values()), default=-1)
        form = MARKDOWN if kind is Kind.WORDS else ""
        made = Part(new_part_id(), kind, position, self.clock.now(), form=form)
        content = replace(made, asked=asked, prompt=prompt)
        part = OpenPart(self, content, begun=False)
        self._know(part)
        return part

    def drop_unbegun(self) -> None:
        """Forget parts that never got a mark."""
        begun = tuple(part.id for part in self.parts if part.begun)
        self._known = {key: part for key, part in self._known.items() if part.begun}
        self._now = replace(self._now, parts=begun)

    def touch(self, part: "OpenPart") -> None:
        """Say that something was made in ``part`` which has not been handed over yet."""
        self._touched.add(part.id)
        self._tell()

    def entitle(self, title: str) -> None:
        """Keep the entry's title."""
        self.arrange(replace(self._now, title=title))

    def arrange(self, wanted: Arrangement) -> None:
        """Keep the entry arranged like this: whatever differs from how it is now is handed over.

        Parts that aren't ``wanted`` go to the bin; those that were taken out are put back.
        """
        before, parts = self._now, tuple(part for part in wanted.parts if part in self._known)
        self._now = replace(wanted, parts=parts)
        if wanted.title != before.title:
            self._line.add(Hand(self._do_entitle, "title"))
        if (wanted.happened, wanted.day) != (before.happened, before.day):
            self._line.add(Hand(self._do_redate, "happened"))
        if wanted.shared != before.shared:
            self._line.add(Hand(self._do_share, "shared"))
        for part in set(before.parts) ^ set(parts):
            self._known[part].move(out=part not in parts)
        if parts != tuple(part for part in before.parts if part in parts):
            for position, moved in enumerate(self.parts):
                moved.content = replace(moved.content, position=position)
            self._line.add(Hand(self._do_order, "order"))

    def remember(self, parts: Iterable["OpenPart"]) -> None:
        """Know parts that were taken out while the entry was open before."""
        for part in parts:
            if part.id not in self._known:
                self._known[part.id] = OpenPart(self, part.content, begun=True)

    def set_aside(self) -> None:
        """Mark the entry as finished for now."""
        self.drop_unbegun()
        if self._begun and self._opened:
            self._opened = False
            now = self.clock.now().utc_ms
            self.hand(lambda: self.journal.do(storage.entries.set_aside, self.id, now))

    def come_back(self, kept: Entry) -> Entry:
        """Open the entry again while some of it isn't kept yet; return it whole.

        ``kept`` is what the vault has by now. What waits here is laid over it.
        """
        theirs = {part.id: part for part in kept.parts}
        for part in self._known.values():
            part.come_back(theirs.pop(part.id, part.content), self._line.records(part.id))
        for content in theirs.values():
            self._know(OpenPart(self, content, begun=True))
        self._entry = kept
        return self.content

    def retry(self) -> None:
        """See if the vault takes by now what it has refused, in order."""
        self._line.again()

    def hand(self, send: Callable[[], Reply[Changed]]) -> None:
        """Hand a write to the vault; if it is refused, it waits here. Any thread."""
        self._line.add(Hand(send))

    def write(self, part: "OpenPart", hand: Hand) -> None:
        """Hand over a mark made in ``part``, preceded by the rows it needs. Any thread."""
        with self._lock:
            # What it holds comes with the mark, and only then: one thing is written once.
            entry, bare = self._entry, replace(part.content, body=b"", caption="")
            if not self._opened:
                self._begun = self._opened = True
                self.hand(lambda: self.journal.do(storage.entries.begin, entry))
            if not part.begun:
                part.begun = True
                self.hand(lambda: self.journal.do(storage.parts.begin, entry.id, bare))
            self._touched.discard(part.id)
            self._line.add(hand)

    def _know(self, part: "OpenPart") -> None:
        """Have one part more, behind all others."""
        self._known[part.id] = part
        self._now = self._now.with_part(part.id, len(self._now.parts))

    def _do_entitle(self) -> Reply[Changed]:
        return self.journal.do(storage.entries.entitle, self.id, self._now.title)

    def _do_redate(self) -> Reply[Changed]:
        now = self._now
        return self.journal.do(storage.entries.redate, self.id, now.happened, now.day)

    def _do_share(self) -> Reply[Changed]:
        return self.journal.do(storage.entries.share, self.id, on=self._now.shared)

    def _do_order(self) -> Reply[Changed]:
        return self.journal.do(storage.parts.order, self.id, self._now.parts)

    def _tell(self) -> None:
        for callback in tuple(self._watchers):
            callback()


class OpenPart:
    """One part of an open entry; editors hand their marks over here."""

    def __init__(self, entry: OpenEntry, content: Part, *, begun: bool) -> None:
        self.entry = entry
        self.content = content
        self.begun = begun
        self._out_ms: int | None = None
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
        self.content = replace(self.content, body=body)
        self.entry.write(self, Hand(self._do_put, f"body of {self.id}"))

    def append(self, body: bytes, made_ms: int | None = None) -> int:
        """Keep ``body`` as the part's next record and return its number. Any thread."""
        when = self.entry.clock.now().utc_ms if made_ms is None else made_ms
        with self._lock:
            record = Record(self._next_seq, when, body)
            self._next_seq += 1
            send = partial(self.entry.journal.do, storage.parts.append, self.id, record)
            self.entry.write(self, Hand(send, part=self.id, record=record))
        return record.seq

    def tell(self, body: bytes) -> int:
        """Keep a small record that tells of the others, and know it here from now on."""
        when = self.entry.clock.now().utc_ms
        seq = self.append(body, when)
        self.content = replace(
            self.content, records=(*self.content.records, Record(seq, when, body))
        )
        return seq

    def describe(self, caption: str) -> None:
        """Keep the part's caption."""
        self.content = replace(self.content, caption=caption)
        self.entry.write(self, Hand(self._do_describe, f"caption of {self.id}"))

    def answer(self, prompt: str) -> None:
        """Keep the wording that this part answers, as it was read."""
        self.content = replace(self.content, prompt=prompt)
        if self.begun:
            self.entry.write(self, Hand(self._do_answer, f"prompt of {self.id}"))

    def move(self, *, out: bool) -> None:
        """Take the part out of its entry into the bin, or put it back."""
        self._out_ms = self.entry.clock.now().utc_ms if out else None
        if self.begun:
            self.entry.hand(self._do_move)

    def waiting(self) -> int:
        """Return how many bytes wait here because the vault can't have them."""
        return self.entry.waiting

    def come_back(self, kept: Part, waiting: list[Record]) -> None:
        """Be what the vault has, and over it what it hasn't yet."""
        records = {record.seq: record for record in (*kept.records, *waiting)}
        in_order = tuple(records[seq] for seq in sorted(records))
        here = self.content
        self.content = replace(
            kept, body=here.body, caption=here.caption, prompt=here.prompt, records=in_order
        )

    def fetch(self, seqs: Sequence[int]) -> tuple[Record, ...]:
        """Read some records by their numbers, also those that wait here. Not on the window."""
        kept = self.entry.journal.ask(storage.parts.records, self.id, seqs).result()
        waiting = (one for one in self.entry.waiting_records(self.id) if one.seq in set(seqs))
        return (*kept, *waiting)

    def finish(self) -> None:
        """Mark the part as whole, if it ever got a mark."""
        if self.begun:
            self.entry.hand(self._do_finish)

    def all_kept(self) -> bool:
        """Whether the vault has everything that was handed over or touched."""
        return self.entry.state in {KeepState.NOTHING, KeepState.KEPT}

    def _do_put(self) -> Reply[Changed]:
        now = self.entry.clock.now().utc_ms
        return self.entry.journal.do(storage.parts.put, self.id, self.content.body, now)

    def _do_answer(self) -> Reply[Changed]:
        return self.entry.journal.do(storage.parts.answer, self.id, self.content.prompt)

    def _do_describe(self) -> Reply[Changed]:
        return self.entry.journal.do(storage.parts.describe, self.id, self.content.caption)

    def _do_finish(self) -> Reply[Changed]:
        return self.entry.journal.do(storage.parts.finish, self.id, PartState.WHOLE)

    def _do_move(self) -> Reply[Changed]:
        return self.entry.journal.do(storage.parts.take_out, self.id, self._out_ms)


def _arrangement(entry: Entry) -> Arrangement:
    parts = tuple(part.id for part in entry.parts)
    return Arrangement(entry.title, entry.made, entry.day or entry.made.day, entry.shared, parts)
