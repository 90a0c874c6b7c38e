"""A vault that is open: transactions on the encrypted file, and its errors in plain sentences."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from journal_app.domain.errors import (
    DiskFull,
    NotKept,
    VaultDamaged,
    VaultMissing,
    VaultTooNew,
)
from journal_app.storage import engine as engines
from journal_app.storage import files, upgrade, wal
from journal_app.storage.engine import Access
from journal_app.storage.keys.header import DATABASE
from journal_app.storage.sentences import Sentences, plain

FORMAT = 1

_SENTENCES: Sentences = {
    DiskFull: "Not kept yet — disk is full. Your words are still on screen.",
    NotKept: "Not kept yet — the journal’s file can’t be written. Your words are still on screen.",
    VaultDamaged: "A part of the journal’s file can’t be read any more. Everything else in it is"
    " safe, and what is on screen stays there.",
}
_DAMAGED = "This file doesn’t look right, so we’ve left it untouched."
_NEWEST_DAMAGED = (
    "What was written last, in journal.db-wal, is missing or can’t all be read. We’ve left the"
    " journal’s files untouched."
)


class Vault:
    """The open file. All of it belongs to the thread that opened it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection inside a transaction that only reads."""
        with self._connected() as db:
            db.execution_options(reading=True)
            with db.begin():
                yield db
                _see_that_all_was_read(db)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection inside a transaction; leaving the block commits it."""
        with self._connected() as db, db.begin():
            yield db
            _see_that_all_was_read(db)

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """Give a connection for changing tables: foreign keys rest, and are checked at the end.

        SQLite would otherwise follow a dropped table's cascades and delete the rows it refers to.
        """
        with self._connected() as db:
            raw = db.connection
            raw.cursor().execute("PRAGMA foreign_keys = OFF")
            try:
                with db.begin():
                    yield db
                    if db.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                        raise VaultDamaged(_SENTENCES[VaultDamaged])
            finally:
                raw.cursor().execute("PRAGMA foreign_keys = ON")

    def close(self) -> None:
        """Close the file and forget the key."""
        self._engine.dispose()

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        with plain(_SENTENCES), self._engine.connect() as db:
            try:
                with plain(_SENTENCES):
                    yield db
            except VaultDamaged:
                # The connection gives no other page either from now on; the next one will.
                db.invalidate()
                raise


def _see_that_all_was_read(db: Connection) -> None:
    """Raise ``VaultDamaged`` before zeros in the place of a page are believed, or kept."""
    if not engines.reads(db.connection.driver_connection):
        raise VaultDamaged(_SENTENCES[VaultDamaged])


def create(folder: Path, key: bytes | bytearray) -> Vault:
    """Make a new encrypted file in ``folder`` and open it. Never over a file that is there.

    The file gets its name when it is whole; what an interrupted attempt left beside it held
    nothing yet.
    """
    file, beside = folder / DATABASE, folder / f"{DATABASE}.new"
    if any(Path(f"{file}{end}").exists() for end in files.ENDINGS):
        raise VaultDamaged("A journal is already here, so no new one was made.")
    with plain(_SENTENCES):
        for end in files.ENDINGS:
            Path(f"{beside}{end}").unlink(missing_ok=True)
        made = Vault(engines.make(beside, key, Access.CREATE))
        try:
            _bring_up_to_date(made, _nothing_to_copy)
        finally:
            made.close()
        beside.chmod(0o600)
        beside.rename(file)
    return unlock(folder, key)


def _nothing_to_copy() -> None:
    """Stand for the copy that is made before a file changes its form, where there is none."""


def unlock(
    folder: Path, key: bytes | bytearray, copy_first: Callable[[], object] = _nothing_to_copy
) -> Vault:
    """Open the file in ``folder``, bringing it to the newest form if it is older.

    Only then, ``copy_first`` is called before; if that raises, the file stays closed as it is.
    Raises ``VaultMissing``, ``VaultDamaged`` or ``VaultTooNew``; the file is then left as it was.
    """
    file = folder / DATABASE
    if not file.exists():
        raise VaultMissing("The journal’s file isn’t where we left it. No new one was made.")
    if file.stat().st_size == 0:  # SQLite would take it for a new database
        raise VaultDamaged(_DAMAGED)
    if wal.damaged(folder):
        raise VaultDamaged(_NEWEST_DAMAGED)
    vault = Vault(engines.make(file, key))
    try:
        _recognise(vault)
        _bring_up_to_date(vault, copy_first)
    except BaseException:
        vault.close()
        raise
    return vault


def look(file: Path, key: bytes | bytearray) -> Vault:
    """Open a file nobody writes, to read it only; nothing in it or beside it changes."""
    vault = Vault(engines.make(file, key, Access.READ_STILL))
    try:
        _recognise(vault)
        with vault.reading() as db:
            upgrade.needed(db)
    except BaseException:
        vault.close()
        raise
    return vault


def _recognise(vault: Vault) -> None:
    try:
        with vault.reading() as db:
            application = db.exec_driver_sql("PRAGMA application_id").scalar()
            form = int(db.exec_driver_sql("PRAGMA user_version").scalar() or 0)
    except VaultDamaged:
        raise VaultDamaged(_DAMAGED) from None
    if application != engines.APPLICATION_ID:  # an emptied file opens as an empty database
        raise VaultDamaged(_DAMAGED)
    if form > FORMAT:
        raise VaultTooNew(
            "This journal was made by a newer version of Afterpage. It is unharmed and was left"
            " closed."
        )


def _bring_up_to_date(vault: Vault, copy_first: Callable[[], object]) -> None:
    with vault.reading() as db:
        if not upgrade.needed(db):
            return
    copy_first()
    with vault.migrating() as db:
        upgrade.upgrade(db)
