"""Verbs for glimpses: what one is made of, piece by piece, and where it is kept."""

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from journal_app.domain.changes import Changed
from journal_app.storage.schema import glimpse, part, record

NONE = -1  # the number before that of the first record


def records(
    db: Connection, key: int, after: int, most: int, first: int | None = None
) -> tuple[tuple[int, bytes], ...]:
    """Return numbers and bodies of at most so many records of a part, those behind ``after``.

    With ``first``, of each body only so many bytes.
    """
    body = record.c.body if first is None else func.substr(record.c.body, 1, first)
    query = select(record.c.seq, body).where(record.c.part_id == key, record.c.seq > after)
    rows = db.execute(query.order_by(record.c.seq).limit(most))
    return tuple((seq, body) for seq, body in rows)


def whole(db: Connection, key: int) -> bytes:
    """Return the value of a part that doesn't grow; nothing if it is gone."""
    return db.execute(select(part.c.body).where(part.c.id == key)).scalar() or b""


def put(db: Connection, key: int, made: bytes, last: int = NONE) -> Changed:
    """Keep the glimpse of a part, unless that went on after the record numbered ``last``."""
    newest = select(func.coalesce(func.max(record.c.seq), NONE)).where(record.c.part_id == key)
    still = select(part.c.id).where(part.c.id == key, newest.scalar_subquery() == last)
    if db.execute(still).scalar() is not None:
        row = insert(glimpse).values(part_id=key, body=made)
        db.execute(row.on_conflict_do_update(index_elements=["part_id"], set_={"body": made}))
    return Changed(None)
