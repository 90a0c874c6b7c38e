"""What a disk or a file can do to a transaction, as the errors a person reads."""

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from journal_app.domain.errors import DiskFull, JournalError, NotKept, VaultDamaged

Sentences = Mapping[type[JournalError], str]

_CODES: dict[int, type[JournalError]] = {
    5: NotKept,  # busy
    6: NotKept,  # locked
    8: NotKept,  # read-only
    9: NotKept,  # interrupted, because somebody asked for that
    10: NotKept,  # input or output error
    11: VaultDamaged,  # corrupt
    13: DiskFull,
    14: NotKept,  # cannot open
    26: VaultDamaged,  # not a database: damaged, since the key was checked before
}


@contextmanager
def plain(sentences: Sentences) -> Iterator[None]:
    """Turn what the disk or the file did into a sentence; what we did wrong stays a bug."""
    try:
        yield
    except (DBAPIError, sqlcipher.Error) as error:
        origin = error.orig if isinstance(error, DBAPIError) else error
        kind = _CODES.get(getattr(origin, "sqlite_errorcode", 0) & 0xFF)
        if kind is None:
            raise
        raise kind(sentences[kind]) from None
    except OSError as error:
        kind = DiskFull if error.errno == errno.ENOSPC else NotKept
        raise kind(sentences[kind]) from None


@contextmanager
def saying(sentences: Sentences) -> Iterator[None]:
    """Say what went wrong in the words of one room, also where another noticed it first."""
    try:
        with plain(sentences):
            yield
    except JournalError as error:
        raise type(error)(sentences.get(type(error), str(error))) from None
