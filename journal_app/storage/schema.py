"""The tables, as they stand at the newest migration.

Times are UTC milliseconds since 1970. A civil time is kept beside them as it was written: the
offset in minutes and the zone's name.
"""

from sqlalchemy import (
    BLOB,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

entry = Table(
    "entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("title", Text, nullable=False, server_default=""),
    Column("made_ms", Integer, nullable=False),
    Column("offset_minutes", Integer, nullable=False),
    Column("zone", Text, nullable=False),
    Column("changed_ms", Integer, nullable=False),
    Index("ix_entry_made", "made_ms"),
    sqlite_strict=True,
)

part = Table(
    "part",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("entry_id", Integer, ForeignKey("entry.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("caption", Text, nullable=False, server_default=""),
    Column("body", BLOB, nullable=False, server_default=""),
    Column("made_ms", Integer, nullable=False),
    Column("offset_minutes", Integer, nullable=False),
    Column("zone", Text, nullable=False),
    Column("changed_ms", Integer, nullable=False),
    Index("ix_part_entry", "entry_id", "position"),
    sqlite_strict=True,
)

record = Table(
    "record",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("part_id", Integer, ForeignKey("part.id", ondelete="CASCADE"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("made_ms", Integer, nullable=False),
    Column("body", BLOB, nullable=False),
    UniqueConstraint("part_id", "seq"),
    sqlite_strict=True,
)

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("changed_ms", Integer, nullable=False),
    sqlite_strict=True,
)
