"""Verbs for entries. Each takes the connection first and returns plain values; none commits."""

from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, update
from sqlalchemy.dialects.sqlite import insert

from journal_app.domain.changes import Changed
from journal_app.domain.clock import Moment
from journal_app.domain.entry import (
    Entry,
    EntryId,
    EntryLine,
    EntryState,
    Kind,
    PartState,
)
from journal_app.domain.errors import NotKept
from journal_app.storage import parts
from journal_app.storage.schema import entry, part

FIRST_WORDS = 160


def begin(db: Connection, made: Entry) -> Changed:
    """Make the row of an entry, or open an entry that was set aside."""
    row = insert(entry).values(
        uid=made.id,
        state=EntryState.OPEN.value,
        title=made.title,
        made_ms=made.made.utc_ms,
        offset_minutes=made.made.offset_minutes,
        zone=made.made.zone,
        changed_ms=made.made.utc_ms,
    )
    db.execute(
        row.on_conflict_do_update(index_elements=["uid"], set_={"state": row.excluded.state})
    )
    return Changed(made.id, line=True)


def set_aside(db: Connection, entry_id: EntryId, at_ms: int) -> Changed:
    """Mark an entry as finished for now."""
    return _change(db, entry_id, {"state": EntryState.ASIDE.value, "changed_ms": at_ms})


def entitle(db: Connection, entry_id: EntryId, title: str) -> Changed:
    """Give an entry a title."""
    return _change(db, entry_id, {"title": title})


def load(db: Connection, entry_id: EntryId) -> Entry:
    """Return an entry with all its parts and their records."""
    row = db.execute(select(entry).where(entry.c.uid == entry_id)).one()
    return Entry(
        id=entry_id,
        made=Moment(row.made_ms, row.offset_minutes, row.zone),
        state=EntryState(row.state),
        title=row.title,
        parts=parts.of_entry(db, row.id),
    )


def newest(db: Connection, limit: int) -> tuple[EntryLine, ...]:
    """Return the journal's lines, newest first, at most ``limit``."""
    chosen = select(entry).order_by(entry.c.made_ms.desc(), entry.c.id.desc()).limit(limit)
    return _lines(db, chosen, "made_ms")


def recover(db: Connection) -> tuple[EntryLine, ...]:
    """Put back what was open when the journal last stopped, and return its lines, newest first."""
    unfinished = entry.c.state == EntryState.OPEN.value
    lines = _lines(db, select(entry).where(unfinished), "changed_ms")
    theirs = part.c.entry_id.in_(select(entry.c.id).where(unfinished))
    growing = theirs & (part.c.state == PartState.OPEN.value)
    db.execute(update(part).where(growing).values(state=PartState.RECOVERED.value))
    db.execute(update(entry).where(unfinished).values(state=EntryState.ASIDE.value))
    return lines


def _change(db: Connection, entry_id: EntryId, values: dict[str, str | int]) -> Changed:
    result = db.execute(update(entry).where(entry.c.uid == entry_id).values(values))
    if result.rowcount != 1:
        raise NotKept("Not kept yet. Your words are still on screen.")
    return Changed(entry_id, line=True)


def _lines(db: Connection, chosen: Select[Any], by: str) -> tuple[EntryLine, ...]:
    """Return the lines of the chosen entries, the latest first, in one question to the file."""
    one = chosen.subquery()
    start = func.substr(part.c.body, 1, 4 * FIRST_WORDS).label("start")
    query = select(one, part.c.kind, start).outerjoin(part, part.c.entry_id == one.c.id)
    rows = db.execute(query.order_by(one.c[by].desc(), one.c.id.desc(), part.c.position))
    return tuple(_line(list(group)) for _id, group in groupby(rows, key=attrgetter("id")))


def _line(rows: list[Row[Any]]) -> EntryLine:
    """Return the line of one entry from its rows: one for each part, or one without any."""
    row = rows[0]
    bodies = (found.start or b"" for found in rows if found.kind == Kind.WORDS)
    words = next((body for body in bodies if body.strip()), b"")
    return EntryLine(
        id=EntryId(row.uid),
        made=Moment(row.made_ms, row.offset_minutes, row.zone),
        state=EntryState(row.state),
        kinds=tuple(dict.fromkeys(Kind(found.kind) for found in rows if found.kind is not None)),
        title=row.title,
        first_words=words.decode("utf-8", "ignore")[:FIRST_WORDS],
    )
