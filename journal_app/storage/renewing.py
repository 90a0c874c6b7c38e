"""The whole journal, written once more under another key: to be put in place, or carried away."""

from contextlib import closing
from pathlib import Path

from journal_app.domain.errors import DiskFull, NotKept, VaultDamaged
from journal_app.storage import copying
from journal_app.storage import engine as engines
from journal_app.storage.copying import Breathe
from journal_app.storage.engine import Access
from journal_app.storage.keys import header
from journal_app.storage.keys.header import DATABASE, Header
from journal_app.storage.sentences import Sentences, saying

_WRITING: Sentences = {
    DiskFull: "There isn’t enough room on the disk for this. Your journal is as it was.",
    NotKept: "The journal couldn’t be written anew just now. It is as it was; you can try again.",
    VaultDamaged: "A part of the journal’s file can’t be read, so it wasn’t written anew. Nothing"
    " was changed. The backups may have what is missing.",
}


def write_anew(
    folder: Path,
    key: bytes | bytearray,
    place: Path,
    new: tuple[Header, bytes | bytearray],
    breathe: Breathe = lambda: None,
) -> None:
    """Write the journal in ``folder`` into the empty folder ``place``, with its ``new`` header.

    The journal may be open meanwhile; what is written is as it was at one moment, and was read back
    and found right.
    """
    its_header, its_key = new
    with saying(_WRITING):
        with closing(engines.keyed(folder / DATABASE, key, Access.READ)) as live:
            copying.copy(live, place / DATABASE, its_key, breathe)
        header.save(place, its_header)


def opens(file: Path, key: bytes | bytearray) -> bool:
    """Tell whether a file nobody writes opens with ``key``."""
    try:
        with saying(_WRITING), closing(engines.keyed(file, key, Access.READ_STILL)) as found:
            return bool(copying.rows(found))
    except VaultDamaged:
        return False
