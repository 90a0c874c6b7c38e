"""Verbs for folding: many small records of a drawing become one row, and lose nothing by it.

What the rows hold is not known here; ``media.ink`` puts it together.
"""

from sqlalchemy import Connection, and_, delete, func, insert, select

from journal_app.domain.changes import Changed
from journal_app.domain.entry import Kind, Record
from journal_app.domain.errors import NotKept
from journal_app.storage import settings
from journal_app.storage.schema import part, record

_FOLDED = "ink folded"  # up to which row every drawing was looked at

_NOT_AS_IT_WAS = "This drawing is as it was; it can’t be put together just now."


def drawn_on(db: Connection) -> tuple[int, ...]:
    """Return the drawings that grew since the last look."""
    done = int(settings.get(db, _FOLDED) or 0)
    query = select(record.c.part_id).join(part, part.c.id == record.c.part_id)
    grown = and_(record.c.id > done, part.c.kind == Kind.INK.value)
    return tuple(db.execute(query.where(grown).distinct()).scalars())


def looked(db: Connection, now_ms: int) -> Changed:
    """Note that every drawing was looked at.

    Where rows were deleted, SQLite gives their numbers again, and a drawing may be passed over
    until it grows once more. That costs nothing but a little time when it is opened.
    """
    reached = db.execute(select(func.coalesce(func.max(record.c.id), 0))).scalar_one()
    return settings.put(db, _FOLDED, str(reached), now_ms)


def loose(db: Connection, key: int, folded: bytes, most: int) -> tuple[Record, ...]:
    """Return the oldest records of a drawing, at most so many, that don't begin as ``folded``."""
    begins = func.substr(record.c.body, 1, len(folded))
    query = select(record).where(record.c.part_id == key, begins != folded)
    rows = db.execute(query.order_by(record.c.seq).limit(most))
    return tuple(Record(row.seq, row.made_ms, row.body) for row in rows)


def fold(db: Connection, key: int, first: int, count: int, folded: Record) -> Changed:
    """Put one record in the place of ``count``, from number ``first`` to its own."""
    those = and_(record.c.part_id == key, record.c.seq.between(first, folded.seq))
    if db.execute(delete(record).where(those)).rowcount != count:
        raise NotKept(_NOT_AS_IT_WAS)
    row = {"part_id": key, "seq": folded.seq, "made_ms": folded.made_ms, "body": folded.body}
    db.execute(insert(record).values(row))
    return Changed(None)
