"""Verbs for what is settled for this journal alone, and kept inside it."""

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from journal_app.domain.changes import Changed
from journal_app.storage.schema import setting


def get(db: Connection, name: str) -> str | None:
    """Return what was put under ``name``, or None."""
    found: str | None = db.execute(
        select(setting.c.value).where(setting.c.name == name)
    ).scalar_one_or_none()
    return found


def put(db: Connection, name: str, value: str, at_ms: int) -> Changed:
    """Keep ``value`` under ``name``, in the place of an older one."""
    row = insert(setting).values(name=name, value=value, changed_ms=at_ms)
    newer = {"value": row.excluded.value, "changed_ms": row.excluded.changed_ms}
    db.execute(row.on_conflict_do_update(index_elements=["name"], set_=newer))
    return Changed(None)


def drop(db: Connection, name: str) -> Changed:
    """Forget what is kept under ``name``, if anything is."""
    db.execute(delete(setting).where(setting.c.name == name))
    return Changed(None)
