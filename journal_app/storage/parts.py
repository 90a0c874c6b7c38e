"""Verbs for parts: replace a whole value, or add one record to a growing one."""

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from journal_app.domain.changes import Changed
from journal_app.domain.clock import Moment
from journal_app.domain.entry import EntryId, Kind, Part, PartId, PartState, Record
from journal_app.domain.errors import NotKept
from journal_app.storage.schema import entry, part, record


def begin(db: Connection, entry_id: EntryId, made: Part) -> Changed:
    """Make the row of a new part of an entry."""
    owner = db.execute(select(entry.c.id).where(entry.c.uid == entry_id)).scalar()
    if owner is None:
        raise _not_kept()
    row = insert(part).values(
        uid=made.id,
        entry_id=owner,
        kind=made.kind.value,
        position=made.position,
        state=made.state.value,
        caption=made.caption,
        body=made.body,
        made_ms=made.made.utc_ms,
        offset_minutes=made.made.offset_minutes,
        zone=made.made.zone,
        changed_ms=made.made.utc_ms,
    )
    db.execute(row.on_conflict_do_nothing(index_elements=["uid"]))
    return Changed(entry_id, line=True)


def put(db: Connection, part_id: PartId, body: bytes, at_ms: int) -> Changed:
    """Replace the whole value of a part."""
    return _change(db, part_id, {"body": body, "changed_ms": at_ms})


def describe(db: Connection, part_id: PartId, caption: str) -> Changed:
    """Give a part a caption."""
    return _change(db, part_id, {"caption": caption})


def append(db: Connection, part_id: PartId, added: Record) -> Changed:
    """Add one record to a part. Adding the same record twice adds it once."""
    owner = db.execute(select(part.c.id).where(part.c.uid == part_id)).scalar()
    if owner is None:
        raise _not_kept()
    row = insert(record).values(
        part_id=owner, seq=added.seq, made_ms=added.made_ms, body=added.body
    )
    db.execute(row.on_conflict_do_nothing(index_elements=["part_id", "seq"]))
    return Changed(_entry_of(db, part_id))


def finish(db: Connection, part_id: PartId, state: PartState) -> Changed:
    """Say that a part no longer grows."""
    return _change(db, part_id, {"state": state.value})


def of_entry(db: Connection, entry_key: int) -> tuple[Part, ...]:
    """Return the parts of the entry with that row id, in their order, whole."""
    rows = db.execute(select(part).where(part.c.entry_id == entry_key).order_by(part.c.position))
    return tuple(
        Part(
            id=PartId(row.uid),
            kind=Kind(row.kind),
            position=row.position,
            made=Moment(row.made_ms, row.offset_minutes, row.zone),
            state=PartState(row.state),
            caption=row.caption,
            body=row.body,
            records=_records(db, row.id),
        )
        for row in rows.all()
    )


def _records(db: Connection, part_key: int) -> tuple[Record, ...]:
    query = select(record).where(record.c.part_id == part_key).order_by(record.c.seq)
    return tuple(Record(row.seq, row.made_ms, row.body) for row in db.execute(query))


def _change(db: Connection, part_id: PartId, values: dict[str, bytes | str | int]) -> Changed:
    result = db.execute(update(part).where(part.c.uid == part_id).values(values))
    if result.rowcount != 1:
        raise _not_kept()
    return Changed(_entry_of(db, part_id), line=True)


def _entry_of(db: Connection, part_id: PartId) -> EntryId:
    query = select(entry.c.uid).join(part, part.c.entry_id == entry.c.id)
    return EntryId(db.execute(query.where(part.c.uid == part_id)).scalar_one())


def _not_kept() -> NotKept:
    return NotKept("Not kept yet. Your words are still on screen.")
