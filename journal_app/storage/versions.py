"""Verbs for what parts held before. Nothing a person made is ever replaced without a version of it.

A version is kept as the patch that leads back to it from the next newer one, or from what the part
holds now. The first of each hour, what came first, and all that stay for longer than an hour or two
are kept whole, so that whatever happens to one row, no more than an hour's saves hang on it.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from journal_app.domain import versions
from journal_app.domain.changes import Changed
from journal_app.domain.clock import Moment
from journal_app.domain.entry import Kind, PartId
from journal_app.domain.versions import HOUR_MS, History, Version
from journal_app.storage import settings
from journal_app.storage.schema import entry, part, version

WHOLE, PATCH = "whole", "patch"
PARTS = 8  # thinned at once

_THINNED = "versions thinned"  # up to which row there is nothing left to thin
_NOTABLE = 160  # bytes of a patch: a few lines were taken away or changed then


def note(db: Connection, part_id: PartId, body: bytes, at_ms: int) -> int:
    """Keep what a part holds as a version, if ``body`` is about to replace it by something else.

    Returns since when the part holds what it will hold then.
    """
    columns = (part.c.id, part.c.body, part.c.changed_ms, entry.c.settled_ms)
    query = select(*columns).join(entry, entry.c.id == part.c.entry_id)
    held = db.execute(query.where(part.c.uid == part_id)).one_or_none()
    if held is None:
        return at_ms
    if held.body == body:
        return int(held.changed_ms)
    if held.body:
        first = _came_first(db, held)
        whole = first or _begins_hour(db, held)
        kept = versions.pack(held.body) if whole else versions.patch(body, held.body)
        row = {"part_id": held.id, "kept_ms": held.changed_ms, "first": int(first)}
        db.execute(insert(version).values(**row, form=WHOLE if whole else PATCH, body=kept))
    return at_ms


def of_part(db: Connection, part_id: PartId) -> History | None:
    """Return what a part holds and which versions of it there are, or None if it is gone."""
    held = db.execute(select(part).where(part.c.uid == part_id)).one_or_none()
    if held is None:
        return None
    stands_out = and_(version.c.form == PATCH, func.length(version.c.body) > _NOTABLE)
    columns = (version.c.id, version.c.kept_ms, version.c.first, stands_out.label("stands_out"))
    rows = db.execute(
        select(*columns).where(version.c.part_id == held.id).order_by(version.c.id.desc())
    )
    return History(
        Kind(held.kind),
        Moment(held.made_ms, held.offset_minutes, held.zone),
        held.body,
        tuple(Version(r.id, r.kept_ms, bool(r.first), bool(r.stands_out)) for r in rows),
    )


def read(db: Connection, version_id: int) -> bytes | None:
    """Return what a part held, or None where damage keeps that from being told."""
    found = db.execute(select(version.c.part_id).where(version.c.id == version_id)).scalar()
    return None if found is None else _read(db, found, version_id)


def thin(db: Connection, now_ms: int, most: int = PARTS) -> Changed:
    """Let go of versions that time has made too many (see ``domain.versions.to_keep``).

    Only what was noted by itself is thinned, never what a part holds, and never what came first.
    What can't be read stays as it is. At most so many parts are seen to; it may be called often.
    """
    done = int(settings.get(db, _THINNED) or 0)
    waiting = select(version.c.part_id).where(version.c.id > done).distinct()
    for part_key in db.execute(waiting).scalars().all():
        most -= _thin(db, part_key, now_ms)
        if not most:
            return Changed(None)
    last = db.execute(select(func.coalesce(func.max(version.c.id), 0))).scalar_one()
    unsettled = version.c.kept_ms.between(versions.day_before(now_ms), now_ms)
    first = select(func.min(version.c.id)).where(version.c.id > done, unsettled)
    reached = (
        db.execute(first).scalar() or last + 1
    ) - 1  # less than before, if parts were removed
    return settings.put(db, _THINNED, str(reached), now_ms) if reached != done else Changed(None)


def _came_first(db: Connection, held: Row[*tuple[Any, ...]]) -> bool:
    """Whether a part still holds what it did when its entry was first set aside."""
    if held.settled_ms is None or held.changed_ms > held.settled_ms:
        return False
    return _none(db, version.c.part_id == held.id, version.c.first == 1)


def _begins_hour(db: Connection, held: Row[*tuple[Any, ...]]) -> bool:
    """Whether no version of a part is of the hour in which it came to hold what it holds."""
    hour = held.changed_ms // HOUR_MS * HOUR_MS
    its_hour = version.c.kept_ms.between(hour, hour + HOUR_MS - 1)
    return _none(db, version.c.part_id == held.id, its_hour)


def _none(db: Connection, *conditions: ColumnElement[bool]) -> bool:
    return db.execute(select(version.c.id).where(*conditions).limit(1)).first() is None


def _read(db: Connection, part_key: int, version_id: int) -> bytes | None:
    """Go back to a version from the next newer one that is whole, or from what the part holds."""
    since = and_(version.c.part_id == part_key, version.c.id >= version_id)
    whole = select(func.min(version.c.id)).where(since, version.c.form == WHOLE)
    begin = db.execute(whole).scalar()
    way = select(version.c.body).where(since).order_by(version.c.id.desc())
    if begin is None:
        body: bytes | None = db.execute(select(part.c.body).where(part.c.id == part_key)).scalar()
        patches = db.execute(way).scalars().all()
    else:
        packed, *patches = db.execute(way.where(version.c.id <= begin)).scalars()
        body = versions.unpack(packed)
    return None if body is None else versions.undo(body, *patches)


def _thin(db: Connection, part_key: int, now_ms: int) -> bool:
    """Thin the versions of a part; False if there was nothing to do, or nothing could be done."""
    columns = (version.c.id, version.c.kept_ms, version.c.first, version.c.form)
    its = select(*columns).where(version.c.part_id == part_key).order_by(version.c.id)
    rows = db.execute(its).all()
    chosen = versions.to_keep([row.kept_ms for row in rows], now_ms)
    staying = {row.id for place, row in enumerate(rows) if place in chosen or row.first}
    leaving = [{"gone": row.id} for row in rows if row.id not in staying]
    worked = hangs = False  # on a newer one that leaves
    for row in reversed(rows):
        stays, recent = row.id in staying, versions.is_recent(row.kept_ms, now_ms)
        if stays and row.form == PATCH and (hangs or not recent):
            if not _unfold(db, part_key, row.id):
                return False
            worked = True
        hangs = not stays
    if leaving:
        db.execute(delete(version).where(version.c.id == bindparam("gone")), leaving)
    return worked or bool(leaving)


def _unfold(db: Connection, part_key: int, version_id: int) -> bool:
    """Keep a version whole from now on, if it can be read."""
    body = _read(db, part_key, version_id)
    if body is None:
        return False
    whole = {"form": WHOLE, "body": versions.pack(body)}
    db.execute(update(version).where(version.c.id == version_id).values(whole))
    return True
