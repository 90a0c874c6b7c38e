"""The tables, as they stand at the newest migration.

Times are UTC milliseconds since 1970. A civil time is kept beside them as it was written: the
offset in minutes and the zone's name. A civil day is text, as in "2026-11-22".

What a line of the journal shows (``kinds``, ``first_words``) is kept with its entry, so that a list
never touches the pages that hold whole texts.
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
    text,
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
    Column("day", Text, nullable=False, server_default=""),
    Column("settled_ms", Integer),
    Column("binned_ms", Integer),
    Column("sealed", Integer, nullable=False, server_default="0"),
    Column("opens_day", Text, nullable=False, server_default=""),
    Column("shared", Integer, nullable=False, server_default="0"),
    Column("kinds", Text, nullable=False, server_default=""),
    Column("first_words", Text, nullable=False, server_default=""),
    Column("guide", Text, nullable=False, server_default=""),
    Index("ix_entry_made", "made_ms"),
    # All the journal's order is told by, and in that order: no row is read for it, and none sorted.
    Index(
        "ix_entry_day",
        *("day", "made_ms", "id", "binned_ms", "sealed", "opens_day", "kinds", "shared"),
    ),
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
    Column("prompt", Text, nullable=False, server_default=""),
    Column("form", Text, nullable=False, server_default=""),
    Column("binned_ms", Integer),
    Column("asked", Text, nullable=False, server_default=""),
    Index("ix_part_entry", "entry_id", "position", "kind", "binned_ms"),  # bodies may be large
    Index("ix_part_binned", "binned_ms", sqlite_where=text("binned_ms IS NOT NULL")),
    # What is noted, and what answers a question, is found without a look at anything else.
    Index("ix_part_kind", "kind", "asked"),
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

version = Table(
    "version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("part_id", Integer, ForeignKey("part.id", ondelete="CASCADE"), nullable=False),
    Column("kept_ms", Integer, nullable=False),  # when this was what the part held
    Column("first", Integer, nullable=False, server_default="0"),  # what came, before it was edited
    Column("form", Text, nullable=False),
    Column("body", BLOB, nullable=False),
    Index("ix_version_part", "part_id", "kept_ms"),
    sqlite_strict=True,
)

glimpse = Table(
    "glimpse",
    metadata,
    Column("part_id", Integer, ForeignKey("part.id", ondelete="CASCADE"), primary_key=True),
    Column("body", BLOB, nullable=False),
    sqlite_strict=True,
)

theme = Table(
    "theme",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),  # so that "Water" is "water"
    Column("made_ms", Integer, nullable=False),
    sqlite_strict=True,
)

mark = Table(
    "mark",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("theme_id", Integer, ForeignKey("theme.id", ondelete="CASCADE"), nullable=False),
    Column("entry_id", Integer, ForeignKey("entry.id", ondelete="CASCADE"), nullable=False),
    Column("part_id", Integer, ForeignKey("part.id", ondelete="CASCADE")),
    Column("place", Text, nullable=False, server_default=""),
    Column("quote", Text, nullable=False, server_default=""),
    Column("made_ms", Integer, nullable=False),
    Index("ix_mark_theme", "theme_id"),
    Index("ix_mark_entry", "entry_id"),
    Index("ix_mark_part", "part_id"),
    sqlite_strict=True,
)

search_doc = Table(
    "search_doc",
    metadata,
    Column("id", Integer, primary_key=True),  # rises with the time of the entry
    Column("entry_id", Integer, ForeignKey("entry.id", ondelete="CASCADE"), nullable=False),
    Column("part_id", Integer, ForeignKey("part.id", ondelete="CASCADE")),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_search_doc_entry", "entry_id"),
    Index("ix_search_doc_part", "part_id"),
    sqlite_strict=True,
)

unsearched = Table(
    "unsearched",
    metadata,
    Column("entry_id", Integer, ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True),
    sqlite_strict=True,
)
