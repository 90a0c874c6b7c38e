"""Entries, their parts, and the records of growing parts."""

from alembic import op

revision = "0001"
down_revision = None

STEPS = (
    """
    CREATE TABLE entry (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL,
        title TEXT NOT NULL DEFAULT '',
        made_ms INTEGER NOT NULL,
        offset_minutes INTEGER NOT NULL,
        zone TEXT NOT NULL,
        changed_ms INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX ix_entry_made ON entry (made_ms)",
    """
    CREATE TABLE part (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        entry_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        position INTEGER NOT NULL,
        state TEXT NOT NULL,
        caption TEXT NOT NULL DEFAULT '',
        body BLOB NOT NULL DEFAULT x'',
        made_ms INTEGER NOT NULL,
        offset_minutes INTEGER NOT NULL,
        zone TEXT NOT NULL,
        changed_ms INTEGER NOT NULL,
        FOREIGN KEY (entry_id) REFERENCES entry (id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ix_part_entry ON part (entry_id, position)",
    """
    CREATE TABLE record (
        id INTEGER PRIMARY KEY,
        part_id INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        made_ms INTEGER NOT NULL,
        body BLOB NOT NULL,
        UNIQUE (part_id, seq),
        FOREIGN KEY (part_id) REFERENCES part (id) ON DELETE CASCADE
    ) STRICT
    """,
)


def upgrade() -> None:
    """Make the tables."""
    for step in STEPS:
        op.execute(step)
