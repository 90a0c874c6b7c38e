"""Verbs that find parts by what they are, whatever entry they are in. Nothing here writes.

What is in the bin, or under a seal that holds, is left out.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, select

from journal_app.domain.clock import Moment
from journal_app.domain.entry import NOTED, EntryId, Kind, PartId
from journal_app.domain.noted import Noted
from journal_app.storage import lines
from journal_app.storage.schema import entry, part


def of_kind(db: Connection, kind: Kind, today: date) -> tuple[Noted, ...]:
    """Return all parts of a kind that is noted, those that happened first first."""
    return _found(db, part.c.kind == kind.value, today)


def one(db: Connection, part_id: PartId, today: date) -> Noted | None:
    """Return a part, or None if it is gone or out of sight."""
    return next(iter(_found(db, part.c.uid == part_id, today)), None)


def answers(db: Connection, asked: tuple[str, ...], today: date) -> tuple[Noted, ...]:
    """Return the parts that answer one of some questions, those that happened first first."""
    return _found(db, part.c.asked.in_(asked), today)


def of_guide(db: Connection, guide: str, today: date) -> tuple[Noted, ...]:
    """Return all parts of the entries that were made with a guide."""
    return _found(db, entry.c.guide == guide, today)


def _found(db: Connection, wanted: ColumnElement[bool], today: date) -> tuple[Noted, ...]:
    small = part.c.kind.in_([kind.value for kind in (*NOTED, Kind.WORDS)])
    body = case((small, part.c.body), else_=b"")  # a picture's is not asked for here
    query = (
        select(
            entry.c.uid.label("entry_uid"),
            entry.c.made_ms.label("happened_ms"),
            entry.c.offset_minutes.label("happened_offset"),
            entry.c.zone.label("happened_zone"),
            entry.c.day,
            entry.c.guide,
            part.c.uid,
            part.c.kind,
            part.c.made_ms,
            part.c.offset_minutes,
            part.c.zone,
            part.c.asked,
            body.label("body"),
        )
        .join_from(part, entry, entry.c.id == part.c.entry_id)
        .where(wanted, part.c.binned_ms.is_(None), lines.shown(today))
        .order_by(entry.c.day, entry.c.made_ms, entry.c.id, part.c.position, part.c.id)
    )
    return tuple(map(_noted, db.execute(query)))


def _noted(row: Any) -> Noted:  # noqa: ANN401 - a row of the columns above
    return Noted(
        entry=EntryId(row.entry_uid),
        part=PartId(row.uid),
        kind=Kind(row.kind),
        happened=Moment(row.happened_ms, row.happened_offset, row.happened_zone),
        day=date.fromisoformat(row.day),
        made=Moment(row.made_ms, row.offset_minutes, row.zone),
        body=row.body,
        guide=row.guide,
        asked=row.asked,
    )
