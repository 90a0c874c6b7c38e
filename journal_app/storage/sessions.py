"""Verbs for sessions: all there are, what lies around one, and letting one go but not the rest."""

from datetime import date, timedelta

from sqlalchemy import Connection, select

from journal_app.domain import placing, sessionlog
from journal_app.domain.changes import Changed
from journal_app.domain.entry import EntryId, Kind, PartId
from journal_app.domain.placing import Around
from journal_app.domain.sessionlog import Logged
from journal_app.storage import binned, lines, noted, parts
from journal_app.storage.schema import entry, part


def known(db: Connection, today: date) -> tuple[Logged, ...]:
    """Return all sessions that may be shown, in the order they were in."""
    found = noted.of_kind(db, Kind.SESSION, today)
    return sessionlog.in_order(tuple(map(sessionlog.logged, found)))


def around(db: Connection, entry_id: EntryId, today: date) -> Around | None:
    """Return a session with the lines of all that lies around it; None if it is out of sight."""
    sessions = known(db, today)
    session = next((one for one in sessions if one.entry == entry_id), None)
    if session is None:
        return None
    first = session.day - timedelta(days=placing.AHEAD)
    last = session.day + timedelta(days=placing.FAR)
    near = entry.c.day.between(f"{first}", f"{last}") | (entry.c.uid == session.log.intention)
    in_order = entry.c.day, entry.c.made_ms, entry.c.id
    found = lines.of(db, near & lines.shown(today), *in_order)
    return placing.around(session, sessions, found)


def put_away(db: Connection, entry_id: EntryId, part_id: PartId, at_ms: int) -> Changed:
    """Put a session into the bin: its entry, unless that holds more than the session."""
    here = part.c.entry_id == select(entry.c.id).where(entry.c.uid == entry_id).scalar_subquery()
    others = here & part.c.binned_ms.is_(None) & (part.c.uid != part_id)
    if db.execute(select(part.c.id).where(others).limit(1)).first() is None:
        return binned.put(db, entry_id, at_ms)
    return parts.take_out(db, part_id, at_ms)


def put_back(db: Connection, entry_id: EntryId, part_id: PartId) -> Changed:
    """Take a session out of the bin again, however it came there."""
    whole = db.execute(select(entry.c.binned_ms).where(entry.c.uid == entry_id)).scalar()
    if whole is not None:
        return binned.put_back(db, entry_id)
    return parts.take_out(db, part_id, None)
