"""The second folder: each backup once more, on a stick, another disk, or a synced folder.

The copies lie in a folder of their own in there, which is made once, when the folder is chosen.
Where it is missing, the stick isn't plugged in; then nothing is written, so that nothing fills the
disk under a mount point.
"""

from pathlib import Path

from journal_app.domain import rotation
from journal_app.domain.errors import DiskFull, JournalError, NotKept, VaultDamaged, VaultMissing
from journal_app.domain.rotation import Backup
from journal_app.storage import backup, copying, files
from journal_app.storage.backup import Room
from journal_app.storage.copying import Breathe
from journal_app.storage.sentences import Sentences, saying

FOLDER = "Afterpage backups"

_COPYING: Sentences = {
    DiskFull: "There isn’t room in the second folder for another copy. The backups on this computer"
    " are as they were.",
    NotKept: "The second folder couldn’t be written just now. The backups on this computer are as"
    " they were.",
    VaultDamaged: "A copy in the second folder wasn’t right when it was read back, so it doesn’t"
    " count. The backups on this computer are as they were.",
    VaultMissing: "The backup isn’t where we left it, so it wasn’t copied.",
}
_CHOOSING: Sentences = {
    DiskFull: "There isn’t room in that folder. Nothing was changed.",
    NotKept: "We couldn’t write in that folder. Nothing was changed; you can choose another.",
}
_INSIDE = "That folder belongs to the journal itself. Please choose one somewhere else."


def begin(folder: Path, chosen: Path) -> None:
    """Make the place for copies of the journal in ``folder`` in a folder somebody chose."""
    if chosen.resolve().is_relative_to(folder.resolve()):
        raise JournalError(_INSIDE)
    with saying(_CHOOSING):
        (chosen / FOLDER).mkdir(mode=0o700, exist_ok=True)


def is_there(chosen: Path) -> bool:
    """Tell whether the place for copies can be reached now."""
    return (chosen / FOLDER).is_dir()


def within(chosen: Path) -> tuple[Backup, ...]:
    """Return the copies in a second folder, newest first, of whatever journal and key."""
    with saying(_COPYING):
        return backup.within(chosen / FOLDER)


def add(
    chosen: Path,
    one: Backup,
    key: bytes | bytearray,
    breathe: Breathe = lambda: None,
    room: Room = backup.free,
) -> None:
    """Copy a backup into a second folder and read it back there; then let the oldest ones go.

    Copies of another journal or key are not counted and not touched.
    """
    with saying(_COPYING):
        place = chosen / FOLDER
        if room(place) < one.file.stat().st_size:
            raise DiskFull
        file, header = place / one.file.name, one.file.with_suffix(".json")
        part = file.with_name(f"{file.name}.part")
        try:
            files.write(place / header.name, header.read_bytes())
            files.copy(one.file, part, breathe)
            copying.verify(part, key, breathe)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
        files.settle(place)
        ours = (made for made in backup.within(place) if made.opens_with == one.opens_with)
        backup.remove(rotation.leaving(ours))
