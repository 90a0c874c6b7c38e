"""Verbs for parts: replace a whole value, add one record to a growing one, or move them about."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from journal_app.domain.changes import Changed
from journal_app.domain.clock import Moment
from journal_app.domain.entry import EntryId, Kind, Part, PartId, PartState, Record
from journal_app.domain.errors import NotKept
from journal_app.domain.voice import LEAD_BYTES
from journal_app.storage import lines, versions
from journal_app.storage.schema import entry, glimpse, part, record


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
        prompt=made.prompt,
        asked=made.asked,
        form=made.form,
    )
    db.execute(row.on_conflict_do_nothing(index_elements=["uid"]))
    return lines.retell(db, owner)


def put(db: Connection, part_id: PartId, body: bytes, at_ms: int) -> Changed:
    """Replace the whole value of a part; what it held stays as a version of it."""
    since_ms = versions.note(db, part_id, body, at_ms)
    here = select(part.c.id).where(part.c.uid == part_id)
    db.execute(delete(glimpse).where(glimpse.c.part_id.in_(here)))
    return _change(db, part_id, {"body": body, "changed_ms": since_ms})


def describe(db: Connection, part_id: PartId, caption: str) -> Changed:
    """Give a part a caption."""
    return _change(db, part_id, {"caption": caption})


def answer(db: Connection, part_id: PartId, prompt: str) -> Changed:
    """Keep the wording that a part answers."""
    return _change(db, part_id, {"prompt": prompt})


def append(db: Connection, part_id: PartId, added: Record) -> Changed:
    """Add one record to a part. Adding the same record twice adds it once."""
    owner = db.execute(select(part.c.id).where(part.c.uid == part_id)).scalar()
    if owner is None:
        raise _not_kept()
    row = insert(record).values(
        part_id=owner, seq=added.seq, made_ms=added.made_ms, body=added.body
    )
    db.execute(row.on_conflict_do_nothing(index_elements=["part_id", "seq"]))
    db.execute(delete(glimpse).where(glimpse.c.part_id == owner))
    return Changed(_entry_of(db, part_id))


def finish(db: Connection, part_id: PartId, state: PartState) -> Changed:
    """Say that a part no longer grows."""
    return _change(db, part_id, {"state": state.value})


def order(db: Connection, entry_id: EntryId, wanted: Sequence[PartId]) -> Changed:
    """Put the parts of an entry into an order; those not named stay behind all others."""
    for position, part_id in enumerate(wanted):
        db.execute(update(part).where(part.c.uid == part_id).values(position=position))
    owner = select(entry.c.id).where(entry.c.uid == entry_id).scalar_subquery()
    rest = (part.c.entry_id == owner) & part.c.uid.not_in(wanted)
    db.execute(update(part).where(rest).values(position=part.c.position + len(wanted)))
    return lines.retell(db, db.execute(select(owner)).scalar_one())


def take_out(db: Connection, part_id: PartId, at_ms: int | None) -> Changed:
    """Take a part out of its entry into the bin, or (None) put it back."""
    here = part.c.uid == part_id
    if at_ms is None:  # what was let go of for good is not put back
        here &= part.c.binned_ms > 0
    values = {"binned_ms": at_ms}
    query = update(part).where(here).values(values).returning(part.c.entry_id)
    owner = db.execute(query).scalar_one_or_none()
    return Changed(None) if owner is None else lines.retell(db, owner)


def records(db: Connection, part_id: PartId, seqs: Sequence[int]) -> tuple[Record, ...]:
    """Return some records of a part by their numbers; those that are gone are left out."""
    owner = select(part.c.id).where(part.c.uid == part_id).scalar_subquery()
    query = select(record).where(record.c.part_id == owner, record.c.seq.in_(seqs))
    return tuple(Record(row.seq, row.made_ms, row.body) for row in db.execute(query))


def beginnings(
    db: Connection, part_id: PartId, most: int, after: int = -1, count: int | None = None
) -> tuple[Record, ...]:
    """Return the records of a part behind the number ``after``, in their order.

    Of each there are at most ``most`` bytes; with ``count``, there are at most so many records.
    """
    owner = select(part.c.id).where(part.c.uid == part_id).scalar_subquery()
    theirs = (record.c.part_id == owner) & (record.c.seq > after)
    return _records(db, theirs, most, count)


def of_entry(db: Connection, entry_key: int, *, sound: bool = True) -> tuple[Part, ...]:
    """Return the parts of the entry with that row id, in their order, whole.

    Without ``sound``, only what one sees of a voice is read, however long it is.
    """
    return _parts(db, part.c.entry_id == entry_key, sound=sound)


def around(db: Connection, part_id: PartId) -> tuple[Part, ...]:
    """Return the parts of the entry a part is in, without the sound and the pictures there."""
    owner = select(part.c.entry_id).where(part.c.uid == part_id).scalar_subquery()
    here = (part.c.entry_id == owner) & (part.c.kind != Kind.PHOTO.value)
    return _parts(db, here, sound=False)


def _parts(db: Connection, theirs: ColumnElement[bool], *, sound: bool) -> tuple[Part, ...]:
    here = theirs & part.c.binned_ms.is_(None)
    rows = db.execute(select(part).where(here).order_by(part.c.position, part.c.id))
    return tuple(
        Part(
            id=PartId(row.uid),
            kind=Kind(row.kind),
            position=row.position,
            made=Moment(row.made_ms, row.offset_minutes, row.zone),
            state=PartState(row.state),
            caption=row.caption,
            body=row.body,
            records=_records(db, record.c.part_id == row.id, _bytes_read(row.kind, sound=sound)),
            prompt=row.prompt,
            asked=row.asked,
            form=row.form,
            changed_ms=row.changed_ms,
        )
        for row in rows.all()
    )


def _bytes_read(kind: str, *, sound: bool) -> int | None:
    return LEAD_BYTES if kind == Kind.VOICE and not sound else None


def _records(
    db: Connection, theirs: ColumnElement[bool], most: int | None, count: int | None = None
) -> tuple[Record, ...]:
    """Return (some) records in their order: whole, or at most so many bytes of each."""
    length = func.length(record.c.body)
    body = record.c.body if most is None else func.substr(record.c.body, 1, most)
    query = select(record.c.seq, record.c.made_ms, body, length).where(theirs)
    rows = db.execute(query.order_by(record.c.seq).limit(count))
    return tuple(Record(seq, ms, body, long - len(body)) for seq, ms, body, long in rows)


def _change(db: Connection, part_id: PartId, values: dict[str, Any]) -> Changed:
    query = update(part).where(part.c.uid == part_id).values(values).returning(part.c.entry_id)
    owner = db.execute(query).scalar_one_or_none()
    if owner is None:
        raise _not_kept()
    return lines.retell(db, owner)


def _entry_of(db: Connection, part_id: PartId) -> EntryId:
    query = select(entry.c.uid).join(part, part.c.entry_id == entry.c.id)
    return EntryId(db.execute(query.where(part.c.uid == part_id)).scalar_one())


def _not_kept() -> NotKept:
    return NotKept("Not kept yet. Your words are still on screen.")
