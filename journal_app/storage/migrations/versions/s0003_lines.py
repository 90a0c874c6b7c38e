"""Days, lines that need no look at a part, the bin, seals, versions, themes and the search."""

from itertools import groupby

from alembic import op
from sqlalchemy import Connection, text

revision = "0003"
down_revision = "0002"

_FIRST_BYTES, _FIRST_WORDS = 640, 160

COLUMNS = {
    "entry": (
        "day TEXT NOT NULL DEFAULT ''",
        "settled_ms INTEGER",
        "binned_ms INTEGER",
        "sealed INTEGER NOT NULL DEFAULT 0",
        "opens_day TEXT NOT NULL DEFAULT ''",
        "shared INTEGER NOT NULL DEFAULT 0",
        "kinds TEXT NOT NULL DEFAULT ''",
        "first_words TEXT NOT NULL DEFAULT ''",
    ),
    "part": (
        "prompt TEXT NOT NULL DEFAULT ''",
        "form TEXT NOT NULL DEFAULT ''",
        "binned_ms INTEGER",
    ),
}

TABLES = (
    """
    CREATE TABLE version (
        id INTEGER PRIMARY KEY,
        part_id INTEGER NOT NULL,
        kept_ms INTEGER NOT NULL,
        first INTEGER NOT NULL DEFAULT 0,
        form TEXT NOT NULL,
        body BLOB NOT NULL,
        FOREIGN KEY (part_id) REFERENCES part (id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ix_version_part ON version (part_id, kept_ms)",
    """
    CREATE TABLE glimpse (
        part_id INTEGER PRIMARY KEY,
        body BLOB NOT NULL,
        FOREIGN KEY (part_id) REFERENCES part (id) ON DELETE CASCADE
    ) STRICT
    """,
    """
    CREATE TABLE theme (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        folded TEXT NOT NULL UNIQUE,
        made_ms INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE mark (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        theme_id INTEGER NOT NULL,
        entry_id INTEGER NOT NULL,
        part_id INTEGER,
        place TEXT NOT NULL DEFAULT '',
        quote TEXT NOT NULL DEFAULT '',
        made_ms INTEGER NOT NULL,
        FOREIGN KEY (theme_id) REFERENCES theme (id) ON DELETE CASCADE,
        FOREIGN KEY (entry_id) REFERENCES entry (id) ON DELETE CASCADE,
        FOREIGN KEY (part_id) REFERENCES part (id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ix_mark_theme ON mark (theme_id)",
    "CREATE INDEX ix_mark_entry ON mark (entry_id)",
    "CREATE INDEX ix_mark_part ON mark (part_id)",
)

SEARCH = (
    """
    CREATE TABLE search_doc (
        id INTEGER PRIMARY KEY,
        entry_id INTEGER NOT NULL,
        part_id INTEGER,
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        FOREIGN KEY (entry_id) REFERENCES entry (id) ON DELETE CASCADE,
        FOREIGN KEY (part_id) REFERENCES part (id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ix_search_doc_entry ON search_doc (entry_id)",
    "CREATE INDEX ix_search_doc_part ON search_doc (part_id)",
    # Words come folded (see ``domain.searching``); here they only are told from each other.
    """
    CREATE VIRTUAL TABLE search USING fts5 (
        body, content = 'search_doc', content_rowid = 'id',
        tokenize = 'ascii', prefix = '2 3', columnsize = 0
    )
    """,
    # A page of the encrypted file is 80 bytes shorter than the index takes it for.
    "INSERT INTO search (search, rank) VALUES ('pgsz', 3960)",
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
    """
    CREATE TRIGGER search_doc_added AFTER INSERT ON search_doc BEGIN
        INSERT INTO search (rowid, body) VALUES (new.id, new.body);
    END
    """,
    """
    CREATE TRIGGER search_doc_gone AFTER DELETE ON search_doc BEGIN
        INSERT INTO search (search, rowid, body) VALUES ('delete', old.id, old.body);
    END
    """,
    """
    CREATE TABLE unsearched (
        entry_id INTEGER PRIMARY KEY,
        FOREIGN KEY (entry_id) REFERENCES entry (id) ON DELETE CASCADE
    ) STRICT
    """,
)

FILLED = (
    # The day that was shown until now; it never changes.
    "UPDATE entry SET day = date(made_ms / 1000 + 60 * offset_minutes, 'unixepoch')",
    "UPDATE entry SET settled_ms = changed_ms WHERE state = 'aside'",
    "UPDATE part SET form = 'md1' WHERE kind = 'words'",
    "INSERT INTO unsearched SELECT id FROM entry",
    """
    CREATE INDEX ix_entry_day ON entry
        (day, made_ms, id, binned_ms, sealed, opens_day, kinds, shared)
    """,
    "DROP INDEX ix_part_entry",
    "CREATE INDEX ix_part_entry ON part (entry_id, position, kind, binned_ms)",
    # What is in the bin is found without a look at the pages that hold whole texts.
    "CREATE INDEX ix_part_binned ON part (binned_ms) WHERE binned_ms IS NOT NULL",
)


def upgrade() -> None:
    """Make the columns and tables, and fill in what the entries there are need."""
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    for step in (*TABLES, *SEARCH, *FILLED):
        op.execute(step)
    _write_lines(op.get_bind())


def _write_lines(db: Connection) -> None:
    """Keep with every entry what its line shows."""
    query = text(
        "SELECT entry_id, kind, CASE kind WHEN 'words' THEN substr(body, 1, :most) ELSE x'' END"
        " FROM part ORDER BY entry_id, position"
    )
    rows = db.execute(query, {"most": _FIRST_BYTES}).all()
    for entry_id, parts in groupby(rows, key=lambda row: row[0]):
        those = list(parts)
        words = next((body for _id, kind, body in those if kind == "words" and body.strip()), b"")
        db.execute(
            text("UPDATE entry SET kinds = :kinds, first_words = :words WHERE id = :id"),
            {
                "id": entry_id,
                "kinds": " ".join(dict.fromkeys(kind for _id, kind, _body in those)),
                "words": words.decode("utf-8", "ignore")[:_FIRST_WORDS],
            },
        )
