"""A portable copy: one file that holds a whole journal, encrypted as it is.

It is a ZIP file of two stored members, in this order: ``vault.json``, the header, and
``journal.db``. What it holds is described in SECURITY.md; nothing in it is readable without its
passphrase or its recovery words. A file that is anything else is refused before it is unpacked.
"""

import hashlib
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, BinaryIO
from zipfile import ZipFile, ZipInfo

from journal_app.domain.errors import VaultDamaged

ENDING = ".afterpage"
HEADER, DATABASE = "vault.json", "journal.db"

_PIECE = 1024 * 1024
_MOST_HEADER = 64 * 1024
_LEAST_DATABASE = 4096
_PRIVATE = 0o100600 << 16

_STRANGE = (
    "This file isn’t a portable copy, or it isn’t whole any more. It was left as it is, and nothing"
    " was changed here."
)
# Everything the reader of ZIP files raises at a file that only looks like one.
_ODD = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, MemoryError, NotImplementedError,
    OverflowError, RuntimeError, ValueError,
)  # fmt: skip

Breathe = Callable[[], None]
_private = partial(os.open, mode=0o600)


def pack(file: Path, folder: Path, breathe: Breathe = lambda: None) -> None:
    """Write the header and the database in ``folder`` into ``file``, which appears when whole.

    What was written is read back first. Raises ``VaultDamaged`` if it isn't the same, and
    ``OSError`` as the disk does.
    """
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        with open(part, "xb", opener=_private) as out:
            with ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
                written = [_put(packed, folder / name, breathe) for name in (HEADER, DATABASE)]
            out.flush()
            os.fsync(out.fileno())
        with _opened(part) as packed:
            if [_digest(packed, info, breathe) for info in packed.infolist()] != written:
                raise VaultDamaged(_STRANGE)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def unpack(file: Path, name: str, folder: Path, breathe: Breathe = lambda: None) -> None:
    """Write one of the two members of ``file`` into ``folder``; raises ``VaultDamaged``."""
    with (
        _opened(file) as packed,
        packed.open(name) as inside,
        open(folder / name, "xb", opener=_private) as out,
    ):
        _pour(inside, out.write, breathe)
        out.flush()
        os.fsync(out.fileno())


def size(file: Path) -> int:
    """Return how much room the journal in ``file`` takes; raises ``VaultDamaged``."""
    with _opened(file) as packed:
        return packed.getinfo(DATABASE).file_size


@contextmanager
def _opened(file: Path) -> Iterator[ZipFile]:
    """Give a portable copy to read from, if its two members are what they should be."""
    try:
        with file.open("rb") as raw, ZipFile(raw) as packed:
            _look_over(packed, raw)
            yield packed
    except _ODD:
        raise VaultDamaged(_STRANGE) from None


def _look_over(packed: ZipFile, raw: BinaryIO) -> None:
    """Refuse other names, packed or encrypted members, and sizes that can't be."""
    there = packed.infolist()
    if [info.filename for info in there] != [HEADER, DATABASE]:
        raise VaultDamaged(_STRANGE)
    header, database = there
    whole = os.fstat(raw.fileno()).st_size
    plain = all(
        info.compress_type == zipfile.ZIP_STORED
        and info.compress_size == info.file_size <= whole
        and not info.flag_bits & 0x1
        for info in there
    )
    if not plain or header.file_size > _MOST_HEADER or database.file_size < _LEAST_DATABASE:
        raise VaultDamaged(_STRANGE)


def _put(packed: ZipFile, source: Path, breathe: Breathe) -> bytes:
    """Add a file under its own name and no date; return its digest."""
    info = ZipInfo(source.name)
    info.external_attr = _PRIVATE
    found = hashlib.sha256()

    def write(piece: bytes) -> None:
        out.write(piece)
        found.update(piece)

    with source.open("rb") as inside, packed.open(info, "w", force_zip64=True) as out:
        _pour(inside, write, breathe)
    return found.digest()


def _digest(packed: ZipFile, info: ZipInfo, breathe: Breathe) -> bytes:
    found = hashlib.sha256()
    with packed.open(info) as inside:
        _pour(inside, found.update, breathe)
    return found.digest()


def _pour(inside: IO[bytes], take: Callable[[bytes], object], breathe: Breathe) -> None:
    while piece := inside.read(_PIECE):
        breathe()
        take(piece)
