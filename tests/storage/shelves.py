"""Entries for tests of what lies out of sight: with words, and with everything that hangs on."""

from dataclasses import replace

from sqlalchemy import Connection, insert, select

from journal_app.domain.clock import Moment
from journal_app.domain.entry import (
    MARKDOWN,
    Entry,
    EntryId,
    Kind,
    Part,
    PartId,
    Record,
)
from journal_app.storage import entries, parts
from journal_app.storage.schema import glimpse, mark, part, search_doc, theme, version
from tests.fakes import SUNDAY_EVENING


def at(minute: int) -> Moment:
    return replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms + 60_000 * minute)


def make(db: Connection, name: str, words: str, strokes: int = 0, minute: int = 0) -> EntryId:
    """Make an entry of words, and of a drawing with so many strokes."""
    entry = Entry(EntryId(name), at(minute))
    entries.begin(db, entry)
    written = Part(PartId(f"{name} words"), Kind.WORDS, 0, at(minute), body=words.encode())
    parts.begin(db, entry.id, replace(written, form=MARKDOWN))
    if strokes:
        drawn = Part(PartId(f"{name} drawing"), Kind.INK, 1, at(minute), caption="a door")
        parts.begin(db, entry.id, drawn)
        for seq in range(strokes):
            parts.append(db, drawn.id, Record(seq, 0, words.encode() + bytes(500)))
    entries.set_aside(db, entry.id, at(minute).utc_ms)
    return entry.id


def hang_on(db: Connection, entry_id: EntryId) -> None:
    """Hang on each part of an entry whatever can hang on one, as the rooms above do."""
    owner = entries.key_of(db, entry_id)
    rows = db.execute(select(part.c.id, part.c.body).where(part.c.entry_id == owner)).all()
    kept = db.execute(insert(theme).values(uid=owner, name="w", folded=f"{owner}", made_ms=0))
    assert kept.inserted_primary_key is not None
    for key, body in rows:
        whose = {"entry_id": owner, "part_id": key}
        marked = {"uid": f"{owner} {key}", "theme_id": kept.inserted_primary_key[0], "made_ms": 0}
        db.execute(insert(version).values(part_id=key, kept_ms=0, form="whole", body=body))
        db.execute(insert(glimpse).values(part_id=key, body=body))
        db.execute(insert(mark).values(**marked, **whose, quote=body.decode()))
        db.execute(insert(search_doc).values(**whose, kind="words", body=body.decode()))
    db.execute(insert(search_doc).values(entry_id=owner, kind="title", body="a title"))
