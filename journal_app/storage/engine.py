"""The one place where a key meets a file: SQLCipher behind SQLAlchemy.

Facts this rests on: the raw key is given with ``set_key`` so that no trace or log of statements
ever shows it; a file is opened ``mode=rw`` because SQLite would otherwise make a missing one; and
statement parameters are hidden, because SQLAlchemy would quote them in its error texts.
"""

from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, StaticPool, create_engine, event

KEY_BYTES = 32
APPLICATION_ID = 0x41465047  # "AFPG"

_AT_CREATION = (
    "auto_vacuum = INCREMENTAL",
    f"application_id = {APPLICATION_ID}",
    "user_version = 1",
)
_ALWAYS = (
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
)
_WRITING = (
    "secure_delete = ON",
    "journal_size_limit = 67108864",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "synchronous = FULL",
    "journal_mode = WAL",
)


class Access(StrEnum):
    """How a file is opened."""

    WRITE = "mode=rw"
    CREATE = "mode=rwc"
    READ = "mode=ro"
    READ_STILL = "mode=ro&immutable=1"  # a file nobody writes: nothing is made beside it


def make(file: Path, key: bytes | bytearray, access: Access = Access.WRITE) -> Engine:
    """Return an engine of one connection, to be used by the calling thread alone.

    ``key`` is the 32-byte data key; a shorter one would silently become a passphrase, so it is
    refused with ``ValueError``, as is one that was wiped.
    """
    _see_that_it_is_one(key)
    held = bytearray(key)

    def connect() -> Any:  # noqa: ANN401 - the driver is untyped
        return _connect(file, held, access)

    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=connect,
        poolclass=StaticPool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "engine_disposed", lambda _engine: _wipe(held))
    return engine


def keyed(file: Path, key: bytes | bytearray, access: Access) -> Any:  # noqa: ANN401
    """Return the driver's own connection, with its key and nothing else; the caller closes it."""
    _see_that_it_is_one(key)
    where = f"{file.absolute().as_uri()}?{access}"
    connection = sqlcipher.connect(where, uri=True, isolation_level=None)
    text = _spelt(key)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.set_key(text)
    except BaseException:
        connection.close()
        raise
    finally:
        _wipe(text)
    return connection


def reads(connection: Any) -> bool:  # noqa: ANN401
    """Whether every page a driver's connection asked for so far could be authenticated.

    One that couldn't is given as zeros, and at the end of a long value SQLite doesn't notice.
    """
    return bool(connection.execute("PRAGMA cipher_status").fetchone() == ("1",))


def _connect(file: Path, key: bytearray, access: Access) -> Any:  # noqa: ANN401
    connection = keyed(file, key, access)
    try:
        if access is Access.CREATE:
            _run(connection, _AT_CREATION)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _run(connection, _ALWAYS)
        if access in {Access.CREATE, Access.WRITE}:
            _run(connection, _WRITING)
    except BaseException:
        connection.close()
        raise
    return connection


def _see_that_it_is_one(key: bytes | bytearray) -> None:
    if len(key) != KEY_BYTES:
        raise ValueError("the data key has 32 bytes")
    if not any(key):  # it would encrypt, too, and anybody could read that
        raise ValueError("the data key was wiped")


def _spelt(key: bytes | bytearray) -> bytearray:
    """Return the key as SQLCipher takes a raw one, in a buffer that can be wiped."""
    text = bytearray(b"x'") + bytes(2 * KEY_BYTES) + b"'"
    for at, byte in enumerate(key):
        text[2 + 2 * at : 4 + 2 * at] = b"%02x" % byte
    return text


def _run(connection: Any, pragmas: tuple[str, ...]) -> None:  # noqa: ANN401
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event hands over a Connection
    kind = "BEGIN" if connection.get_execution_options().get("reading") else "BEGIN IMMEDIATE"
    connection.exec_driver_sql(kind)


def _wipe(text: bytearray) -> None:
    text[:] = bytes(len(text))
