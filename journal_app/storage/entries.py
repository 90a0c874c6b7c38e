"""Verbs for entries. Each takes the connection first and returns plain values; none commits."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.dialects.sqlite import insert

from journal_app.domain.changes import Changed
from journal_app.domain.clock import Moment
from journal_app.domain.entry import Entry, EntryId, EntryLine, EntryState, PartState, Seal
from journal_app.domain.errors import NotKept
from journal_app.storage import lines, parts
from journal_app.storage.lines import newest
from journal_app.storage.schema import entry, part

__all__ = [
    "begin",
    "entitle",
    "key_of",
    "load",
    "newest",
    "recover",
    "redate",
    "set_aside",
    "share",
]


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
        day=f"{made.day or made.made.day}",
        guide=made.guide,
    )
    db.execute(
        row.on_conflict_do_update(index_elements=["uid"], set_={"state": row.excluded.state})
    )
    lines.retell(db, key_of(db, made.id))
    return Changed(made.id, line=True)


def set_aside(db: Connection, entry_id: EntryId, at_ms: int) -> Changed:
    """Mark an entry as finished for now; what it holds the first time is its first layer."""
    settled = func.coalesce(entry.c.settled_ms, at_ms)
    values = {"state": EntryState.ASIDE.value, "changed_ms": at_ms, "settled_ms": settled}
    return _change(db, entry_id, values)


def entitle(db: Connection, entry_id: EntryId, title: str) -> Changed:
    """Give an entry a title."""
    lines.retell(db, key_of(db, entry_id))
    return _change(db, entry_id, {"title": title})


def redate(db: Connection, entry_id: EntryId, happened: Moment, day: date) -> Changed:
    """Say when it happened, and which day it belongs to; its parts keep when they were made."""
    lines.retell(db, key_of(db, entry_id))
    values = {
        "made_ms": happened.utc_ms,
        "offset_minutes": happened.offset_minutes,
        "zone": happened.zone,
        "day": f"{day}",
    }
    return _change(db, entry_id, values)


def share(db: Connection, entry_id: EntryId, *, on: bool) -> Changed:
    """Set an entry to share, or not; nothing leaves the journal by that."""
    lines.retell(db, key_of(db, entry_id))
    return _change(db, entry_id, {"shared": int(on)})


def load(db: Connection, entry_id: EntryId, *, sound: bool = True) -> Entry:
    """Return an entry with all its parts and their records; ``sound`` as in ``parts.of_entry``."""
    row = db.execute(select(entry).where(entry.c.uid == entry_id)).one()
    return Entry(
        id=entry_id,
        made=lines.moment(row),
        state=EntryState(row.state),
        title=row.title,
        parts=parts.of_entry(db, row.id, sound=sound),
        day=date.fromisoformat(row.day),
        settled_ms=row.settled_ms,
        binned_ms=row.binned_ms,
        seal=_seal(row),
        shared=bool(row.shared),
        guide=row.guide,
    )


def recover(db: Connection) -> tuple[EntryLine, ...]:
    """Put back what was open when the journal last stopped, and return its lines, newest first."""
    unfinished = entry.c.state == EntryState.OPEN.value
    found = lines.of(db, unfinished, entry.c.changed_ms.desc(), entry.c.id.desc())
    theirs = part.c.entry_id.in_(select(entry.c.id).where(unfinished))
    growing = theirs & (part.c.state == PartState.OPEN.value)
    db.execute(update(part).where(growing).values(state=PartState.RECOVERED.value))
    # What was open when it was cut short is the first layer, up to the last change in it.
    last = (
        select(func.max(part.c.changed_ms)).where(part.c.entry_id == entry.c.id).scalar_subquery()
    )
    settled = func.coalesce(entry.c.settled_ms, last, entry.c.changed_ms)
    values = {"state": EntryState.ASIDE.value, "settled_ms": settled}
    db.execute(update(entry).where(unfinished).values(values))
    return found


def key_of(db: Connection, entry_id: EntryId) -> int:
    """Return the row id of an entry."""
    found = db.execute(select(entry.c.id).where(entry.c.uid == entry_id)).scalar_one_or_none()
    if found is None:
        raise not_kept()
    return int(found)


def not_kept() -> NotKept:
    """Return what is raised where a write finds nothing to be written to."""
    return NotKept("Not kept yet. Your words are still on screen.")


def _seal(row: Row[Any]) -> Seal | None:
    if not row.sealed:
        return None
    return Seal(date.fromisoformat(row.opens_day) if row.opens_day else None)


def _change(db: Connection, entry_id: EntryId, values: dict[str, Any]) -> Changed:
    if db.execute(update(entry).where(entry.c.uid == entry_id).values(values)).rowcount != 1:
        raise not_kept()
    return Changed(entry_id, line=True)
