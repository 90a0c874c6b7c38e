"""Verbs for the bin: put in, put back, and let go for good.

What was let go is gone at once: nothing lists it and nothing puts it back. Its rows are deleted
after that, a few at a time (``sweep``), since an hour of sound is a long write; where that was cut
short, it goes on another day.
"""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, case, delete, exists, func, select, update

from journal_app.domain.changes import Changed
from journal_app.domain.entry import NOTED, EntryId, Kind, PartId
from journal_app.domain.errors import NotKept
from journal_app.domain.shelved import Binned
from journal_app.storage import entries, lines, seals
from journal_app.storage.schema import entry, part, record, version

_LET_GO = 0  # in the place of when it was put in
_FEW = 4  # parts or entries at a time: a part may hold a whole photo

_GONE = "That isn’t in the bin any more. Nothing else was changed."


def put(db: Connection, entry_id: EntryId, at_ms: int) -> Changed:
    """Put an entry into the bin, with all it holds; a part is put there by ``parts.take_out``."""
    binned = update(entry).where(entry.c.uid == entry_id).values(binned_ms=at_ms)
    if db.execute(binned).rowcount != 1:
        raise entries.not_kept()
    return Changed(entry_id, line=True)


def put_back(db: Connection, entry_id: EntryId, part_id: PartId | None = None) -> Changed:
    """Put an entry back where it was, or a part of it; with a part, its entry comes back, too."""
    whole = entry.c.uid == entry_id, entry.c.binned_ms > _LET_GO
    piece = part.c.uid == part_id, part.c.binned_ms > _LET_GO
    wanted = update(entry).where(*whole) if part_id is None else update(part).where(*piece)
    if db.execute(wanted.values(binned_ms=None)).rowcount != 1:
        raise NotKept(_GONE)
    db.execute(update(entry).where(*whole).values(binned_ms=None))
    lines.retell(db, entries.key_of(db, entry_id))
    return Changed(entry_id, line=True)


def contents(db: Connection, today: date) -> tuple[Binned, ...]:
    """Return what is in the bin, what was put there last first."""
    wholes = select(entry, seals.holds(today).label("held")).where(entry.c.binned_ms > _LET_GO)
    noted = part.c.kind.in_([kind.value for kind in NOTED])
    begins = func.substr(part.c.body, 1, 4 * lines.FIRST_WORDS)
    first = case((noted, part.c.body), else_=begins).label("first")
    columns = part.c.uid.label("part"), part.c.kind, part.c.caption, first, part.c.binned_ms
    pieces = (
        select(*columns, entry.c.uid, entry.c.day, seals.holds(today).label("held"))
        .join(entry, part.c.entry_id == entry.c.id)
        .where(part.c.binned_ms > _LET_GO)
    )
    found = [*map(_whole, db.execute(wholes)), *map(_piece, db.execute(pieces))]
    return tuple(sorted(found, key=lambda one: one.since_ms, reverse=True))


def count(db: Connection) -> int:
    """Count what is in the bin."""
    tables = (entry, part)
    counts = (select(func.count()).where(table.c.binned_ms > _LET_GO) for table in tables)
    return sum(db.execute(one).scalar_one() for one in counts)


def let_go(db: Connection, until_ms: int | None) -> Changed:
    """Let go of what was put in up to then, or (None) of all; nothing puts it back any more."""
    for table in (entry, part):
        old = table.c.binned_ms > _LET_GO
        if until_ms is not None:
            old &= table.c.binned_ms <= until_ms
        db.execute(update(table).where(old).values(binned_ms=_LET_GO))
    theirs = part.c.entry_id.in_(select(entry.c.id).where(entry.c.binned_ms == _LET_GO))
    db.execute(update(part).where(theirs).values(binned_ms=_LET_GO))
    return Changed(None, line=True)


def unswept(db: Connection) -> bool:
    """Whether there are still rows of what was let go."""
    return any(
        db.execute(select(exists().where(table.c.binned_ms == _LET_GO))).scalar_one()
        for table in (part, entry)
    )


def sweep(db: Connection, most: int) -> Changed:
    """Delete some rows of what was let go, at most so many, and an entry only after its parts.

    Marks, glimpses and what the search knew of it go with them.
    """
    gone = select(part.c.id).where(part.c.binned_ms == _LET_GO)
    steps = (
        (record, record.c.part_id.in_(gone), most),
        (version, version.c.part_id.in_(gone), most),
        (part, part.c.binned_ms == _LET_GO, _FEW),
        (entry, entry.c.binned_ms == _LET_GO, _FEW),
    )
    for table, theirs, few in steps:
        some = select(table.c.id).where(theirs).limit(few)
        if db.execute(delete(table).where(table.c.id.in_(some))).rowcount:
            break
    return Changed(None)


def unused(db: Connection) -> int:
    """Return how many pages of the file hold nothing."""
    return int(db.exec_driver_sql("PRAGMA freelist_count").scalar_one())


def give_back(db: Connection, pages: int) -> Changed:
    """Give up to so many pages that hold nothing back to the disk."""
    # Each page is a step of the statement; the driver takes only the first unless it is asked.
    driver: Any = db.connection.driver_connection
    driver.execute(f"PRAGMA incremental_vacuum({pages})").fetchall()
    return Changed(None)


def _whole(row: Row[Any]) -> Binned:
    told: dict[str, Any] = {
        "kinds": tuple(map(Kind, row.kinds.split())),
        "words": row.title or row.first_words,
    }
    return Binned(
        EntryId(row.uid),
        row.binned_ms,
        date.fromisoformat(row.day),
        sealed=bool(row.held),
        **({} if row.held else told),
    )


def _piece(row: Row[Any]) -> Binned:
    first = lines.begins([(row.kind, row.first)])
    told: dict[str, Any] = {
        "kinds": (Kind(row.kind),),
        "words": row.caption or first[: lines.FIRST_WORDS],
    }
    return Binned(
        EntryId(row.uid),
        row.binned_ms,
        date.fromisoformat(row.day),
        PartId(row.part),
        sealed=bool(row.held),
        **({} if row.held else told),
    )
