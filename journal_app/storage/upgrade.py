"""Brings a file to the newest form. Alembic is imported only when there is something to do."""

from pathlib import Path

from sqlalchemy import Connection

from journal_app.domain.errors import VaultTooNew

HEAD = "0004"
EARLIER = ("0001", "0002", "0003")
MIGRATIONS = Path(__file__).parent / "migrations"


def version(db: Connection) -> str | None:
    """Return the revision a file is at, or None for a file without tables."""
    known = db.exec_driver_sql(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    ).scalar()
    if known is None:
        return None
    found = db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def needed(db: Connection) -> bool:
    """Whether steps are missing. A file of a revision nobody here knows raises ``VaultTooNew``."""
    found = version(db)
    if found is not None and found not in {HEAD, *EARLIER}:
        raise VaultTooNew(
            "This journal was made by a newer version of Afterpage. It is unharmed and was left"
            " closed. Please open it with the newer version."
        )
    return found != HEAD


def upgrade(db: Connection) -> None:
    """Run the missing steps in the transaction of ``db``. Foreign keys must be off by now."""
    from alembic import command, config  # noqa: PLC0415 - 0.2 s, and needed once a release

    settings = config.Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["connection"] = db
    command.upgrade(settings, "head")
