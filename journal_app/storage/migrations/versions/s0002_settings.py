"""What is settled for one journal and would tell something of its owner elsewhere."""

from alembic import op

revision = "0002"
down_revision = "0001"

STEP = """
    CREATE TABLE setting (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL,
        changed_ms INTEGER NOT NULL
    ) STRICT
    """


def upgrade() -> None:
    """Make the table."""
    op.execute(STEP)
