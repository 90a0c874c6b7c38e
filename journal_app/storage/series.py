"""Reading series: drawings that answer the same invitation, in entries that may be shown."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from journal_app.domain.day import day_of
from journal_app.domain.entry import EntryId, Kind, PartId
from journal_app.domain.series import Drawn
from journal_app.storage import lines
from journal_app.storage.schema import entry, part

LEAST = 2  # drawings that make a series

_OWNED = part.join(entry, part.c.entry_id == entry.c.id)
_COLUMNS = (
    entry.c.uid.label("entry_uid"),
    entry.c.day,
    entry.c.settled_ms,
    part.c.uid,
    part.c.caption,
    part.c.made_ms,
    part.c.offset_minutes,
    part.c.zone,
)


def prompts(db: Connection, today: date) -> tuple[str, ...]:
    """Return the invitations that were drawn more than once, the last drawn first."""
    query = select(part.c.prompt).select_from(_OWNED).where(_drawn(today), part.c.prompt != "")
    several = query.group_by(part.c.prompt).having(func.count() >= LEAST)
    return tuple(db.execute(several.order_by(func.max(part.c.made_ms).desc())).scalars())


def drawings(db: Connection, prompt: str, today: date, begins: int) -> tuple[Drawn, ...]:
    """Return the drawings of one invitation, oldest first; days begin at ``begins`` o'clock."""
    query = select(*_COLUMNS).select_from(_OWNED).where(_drawn(today), part.c.prompt == prompt)
    found = (_told(row, begins) for row in db.execute(query.order_by(part.c.id)))
    return tuple(sorted(found, key=lambda one: (one.day, one.made.utc_ms)))


def _drawn(today: date) -> ColumnElement[bool]:
    """Return the condition for drawings that may be shown; an entry's line knows if it has any."""
    here = and_(part.c.kind == Kind.INK.value, part.c.binned_ms.is_(None))
    return and_(lines.shown(today), entry.c.kinds.contains(Kind.INK.value), here)


def _told(row: Any, begins: int) -> Drawn:  # noqa: ANN401 - a row of the columns above
    """Say of which day a drawing is: its entry's, unless it came later."""
    made = lines.moment(row)
    later = row.settled_ms is not None and row.made_ms > row.settled_ms
    day = day_of(made, begins) if later else date.fromisoformat(row.day)
    return Drawn(EntryId(row.entry_uid), PartId(row.uid), made, day, row.caption)
