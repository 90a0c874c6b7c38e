"""What one may want to see on the day of a session: last time's intention, what is still open."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from journal_app import storage
from journal_app.domain import noted, steps
from journal_app.domain.changes import Changed
from journal_app.domain.day import Calendar
from journal_app.domain.entry import EntryId, EntryLine, Kind, Part, PartId, Seal
from journal_app.domain.guides import BEFORE, LETTER
from journal_app.domain.lines import Wanted
from journal_app.domain.placing import Around
from journal_app.domain.steps import StepState
from journal_app.domain.themes import NamedTheme
from journal_app.domain.voice import fold
from journal_app.media import markdown
from journal_app.services.journal import Reply
from journal_app.services.session import Session
from journal_app.services.voice import recording
from journal_app.services.voice.recording import Recording

if TYPE_CHECKING:
    from sqlalchemy import Connection

LETTER_DAYS = 30  # after which it opens by itself
MINUTE = "minute"  # the setting that says which minute of sound was chosen
INTENTIONS = ("before.3", "before.4")  # questions whose answers are one
SHOWN = (Kind.WORDS, Kind.INK, Kind.PHOTO, Kind.VOICE)  # of the two sides of a session
FEW = 5


@dataclass(frozen=True, slots=True)
class Heard:
    """A recording one may choose a minute of: where it is, and how long (seconds)."""

    part: PartId
    day: date
    seconds: float


@dataclass(frozen=True, slots=True)
class Minute:
    """A place in a recording, in seconds from its beginning."""

    part: PartId
    start: float


@dataclass(frozen=True, slots=True)
class Ready:
    """All there is for the day of a session; much of it may be missing."""

    intention: tuple[str, ...] = field(default=(), repr=False)
    intended: date | None = None
    threads: tuple[NamedTheme, ...] = field(default=(), repr=False)
    steps: tuple[str, ...] = field(default=(), repr=False)
    drawing: Part | None = field(default=None, repr=False)
    heard: tuple[Heard, ...] = ()
    minute: Minute | None = None
    letters: tuple[EntryId, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """What was meant before a session, and what was made first after it, each with its entries."""

    before: tuple[Part, ...] = field(default=(), repr=False)
    after: tuple[Part, ...] = field(default=(), repr=False)
    meant_in: tuple[EntryId, ...] = ()
    made_in: tuple[EntryId, ...] = ()


class Preparing:
    """Reads what is there; nothing is looked for in what somebody made."""

    def __init__(self, session: Session, calendar: Calendar) -> None:
        self._session = session
        self._journal = session.journal
        self._calendar = calendar

    def read(self) -> Reply[Ready]:
        """Ask for everything that may be shown before a session."""
        return self._journal.ask(_ready, self._calendar.today())

    def pair(self, session: EntryId) -> Reply[Pair]:
        """Ask for what was meant before a session, and what came of it."""
        return self._journal.ask(_pair, session, self._calendar.today())

    def choose(self, minute: Minute | None) -> Reply[Changed]:
        """Remember a minute of sound for such a day, or none."""
        if minute is None:
            return self._journal.do(storage.settings.drop, MINUTE)
        value = json.dumps({"part": minute.part, "ms": round(1000 * minute.start)})
        return self._journal.do(storage.settings.put, MINUTE, value, self._now_ms)

    def recording(self, part: PartId) -> Reply[Recording]:
        """Ask for a recording."""
        return self._session.work.do(lambda: recording.of_part(self._journal, part))

    def sealed_until(self) -> date:
        """Return the day on which a letter that is sealed today opens by itself."""
        return self._calendar.today() + timedelta(days=LETTER_DAYS)

    def seal_letter(self, entry: EntryId) -> Reply[Changed]:
        """Put a letter away until it is opened before a session, or for so many days."""
        until = Seal(self.sealed_until())
        return self._journal.do(storage.seals.put_on, entry, until, self._now_ms)

    def open_letter(self, entry: EntryId) -> Reply[Changed]:
        """Take the seal off a letter."""
        return self._journal.do(storage.seals.take_off, entry)

    @property
    def _now_ms(self) -> int:
        return self._session.clock.now().utc_ms


def _ready(db: "Connection", today: date) -> Ready:
    meant = storage.noted.answers(db, INTENTIONS, today)
    last = [one for one in meant if one.entry == meant[-1].entry]
    open_steps = [
        steps.said(step)
        for step in (steps.read(one.body) for one in storage.noted.of_kind(db, Kind.STEP, today))
        if step.state is StepState.OPEN
    ]
    threads = [theme for theme in storage.themes.known(db, today) if theme.times > 1]
    heard = tuple(_heard(db, today))
    return Ready(
        intention=tuple(filter(None, (_text(one.body) for one in last))),
        intended=last[-1].day if last else None,
        threads=tuple(threads[:FEW]),
        steps=tuple(open_steps[-FEW:]),
        drawing=_drawing(db, today),
        heard=heard,
        minute=_minute(db, {one.part for one in heard}),
        letters=storage.seals.of_guide(db, LETTER, today),
    )


def _drawing(db: "Connection", today: date) -> Part | None:
    """Return the last drawing."""
    for told in storage.lines.first(db, Wanted(kind=Kind.INK), 1, today).values():
        parts = storage.entries.load(db, told.line.id, sound=False).parts
        return next((part for part in reversed(parts) if part.kind is Kind.INK), None)
    return None


def _heard(db: "Connection", today: date) -> Iterator[Heard]:
    """Yield the last recordings, the newest first."""
    for told in storage.lines.first(db, Wanted(kind=Kind.VOICE), FEW, today).values():
        for part in storage.entries.load(db, told.line.id, sound=False).parts:
            if part.kind is Kind.VOICE:
                yield Heard(part.id, told.line.day, fold(part.records).seconds)


def _minute(db: "Connection", there: set[PartId]) -> Minute | None:
    values: dict[str, Any] = noted.unpack((storage.settings.get(db, MINUTE) or "").encode())
    part, ms = PartId(noted.text(values, "part")), noted.number(values, "ms", 0, 2**40)
    return None if ms is None or part not in there else Minute(part, ms / 1000)


def _pair(db: "Connection", session: EntryId, today: date) -> Pair:
    around: Around | None = storage.sessions.around(db, session, today)
    if around is None:
        return Pair()
    before = [line.id for line in around.before if line.guide == BEFORE][-1:]
    after = [line.id for _since, line in around.after if _arrives(line)][:1]
    meant = tuple(part for entry in before for part in _made(db, entry))
    intended = tuple(part for part in meant if part.asked in INTENTIONS)
    return Pair(
        before=intended or meant,
        after=tuple(part for entry in after for part in _made(db, entry)),
        meant_in=tuple(before),
        made_in=tuple(after),
    )


def _arrives(line: EntryLine) -> bool:
    return line.guide != LETTER and not set(SHOWN).isdisjoint(line.kinds)


def _made(db: "Connection", entry: EntryId) -> Iterator[Part]:
    """Yield what was written, drawn or spoken in an entry."""
    for part in storage.entries.load(db, entry, sound=False).parts:
        if part.kind in SHOWN and (part.kind is not Kind.WORDS or _text(part.body)):
            yield part


def _text(body: bytes) -> str:
    return markdown.plain(body.decode("utf-8", "replace")).strip()
