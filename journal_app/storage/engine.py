"""The one place where a key meets a file: SQLCipher behind SQLAlchemy.

Facts this rests on: the raw key is given with ``set_key`` so that no trace or log of statements
ever shows it; a file is opened ``mode=rw`` because SQLite would otherwise make a missing one; and
statement parameters are hidden, because SQLAlchemy would quote them in its error texts.
"""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, StaticPool, create_engine, event

KEY_BYTES = 32
APPLICATION_ID = 0x41465047  # "AFPG"

_FIRST = ("cipher_log_level = NONE",)
_AT_CREATION = (
    "auto_vacuum = INCREMENTAL",
    f"application_id = {APPLICATION_ID}",
    "user_version = 1",
)
_ALWAYS = (
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "journal_size_limit = 67108864",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "synchronous = FULL",
    "journal_mode = WAL",
)


def make(file: Path, key: bytes | bytearray, *, create: bool = False) -> Engine:
    """Return an engine of one connection, to be used by the calling thread alone.

    ``key`` is the 32-byte data key; a shorter one would silently become a passphrase, so it is
    refused with ``ValueError``.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the data key has 32 bytes")
    held = bytearray(key)

    def connect() -> Any:  # noqa: ANN401 - the driver is untyped
        return _connect(file, held, create=create)

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


def _connect(file: Path, key: bytearray, *, create: bool) -> Any:  # noqa: ANN401
    mode = "rwc" if create else "rw"
    where = f"{file.absolute().as_uri()}?mode={mode}"
    connection = sqlcipher.connect(where, uri=True, isolation_level=None)
    try:
        _run(connection, _FIRST)
        text = bytearray(b"x'" + key.hex().encode() + b"'")
        connection.set_key(text)
        _wipe(text)
        if create:
            _run(connection, _AT_CREATION)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _run(connection, _ALWAYS)
    except BaseException:
        connection.close()
        raise
    return connection


def _run(connection: Any, pragmas: tuple[str, ...]) -> None:  # noqa: ANN401
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event hands over a Connection
    kind = "BEGIN" if connection.get_execution_options().get("reading") else "BEGIN IMMEDIATE"
    connection.exec_driver_sql(kind)


def _wipe(text: bytearray) -> None:
    text[:] = bytes(len(text))
