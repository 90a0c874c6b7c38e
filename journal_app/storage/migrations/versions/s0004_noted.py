"""With which questions an entry was made, which of them a part answers; finding parts by kind."""

from alembic import op

revision = "0004"
down_revision = "0003"

STEPS = (
    "ALTER TABLE entry ADD COLUMN guide TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE part ADD COLUMN asked TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX ix_part_kind ON part (kind, asked)",
)


def upgrade() -> None:
    """Make the columns and the index; nothing there is changed."""
    for step in STEPS:
        op.execute(step)
