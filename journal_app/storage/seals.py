"""Verbs for seals: what keeps an entry out of sight until a day comes, or until one opens it.

A seal whose day has come holds nothing any more, and stays written down: should somebody's clock
have been wrong, it holds again.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from journal_app.domain.changes import Changed
from journal_app.domain.entry import EntryId, Seal
from journal_app.domain.shelved import Sealed
from journal_app.storage import entries
from journal_app.storage.schema import entry


def holds(today: date) -> ColumnElement[bool]:
    """Return the condition for entries that a seal keeps out of sight; see ``lines.shown``."""
    closed = or_(entry.c.opens_day == "", entry.c.opens_day > f"{today}")
    return and_(entry.c.sealed == 1, closed)


def put_on(db: Connection, entry_id: EntryId, seal: Seal, at_ms: int) -> Changed:
    """Put a seal on an entry, in the place of an earlier one."""
    opens = "" if seal.until is None else f"{seal.until}"
    return _change(db, entry_id, {"sealed": 1, "opens_day": opens, "changed_ms": at_ms})


def take_off(db: Connection, entry_id: EntryId) -> Changed:
    """Take the seal off an entry."""
    return _change(db, entry_id, {"sealed": 0, "opens_day": ""})


def holding(db: Connection, today: date) -> tuple[Sealed, ...]:
    """Return what seals hold outside the bin: what opens first comes first, what has no day last.

    Nobody can change an entry under a seal, so it was last changed when that was put on.
    """
    chosen = select(entry.c.uid, entry.c.changed_ms, entry.c.opens_day).where(_kept_by(today))
    nearest = (entry.c.opens_day == ""), entry.c.opens_day, entry.c.changed_ms.desc()
    return tuple(
        Sealed(EntryId(uid), since_ms, date.fromisoformat(opens) if opens else None)
        for uid, since_ms, opens in db.execute(chosen.order_by(*nearest))
    )


def of_guide(db: Connection, guide: str, today: date) -> tuple[EntryId, ...]:
    """Return what seals hold of entries that were made with a guide, the oldest first."""
    chosen = select(entry.c.uid).where(_kept_by(today), entry.c.guide == guide)
    return tuple(map(EntryId, db.execute(chosen.order_by(entry.c.made_ms)).scalars()))


def count(db: Connection, today: date) -> int:
    """Count what seals hold outside the bin."""
    return db.execute(select(func.count(entry.c.id)).where(_kept_by(today))).scalar_one()


def _kept_by(today: date) -> ColumnElement[bool]:
    return holds(today) & entry.c.binned_ms.is_(None)


def _change(db: Connection, entry_id: EntryId, values: dict[str, Any]) -> Changed:
    if db.execute(update(entry).where(entry.c.uid == entry_id).values(values)).rowcount != 1:
        raise entries.not_kept()
    return Changed(entry_id, line=True)
