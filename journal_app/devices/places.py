"""What kind of place a folder is in: on a network share, on a stick, or copied about by a program.

A database that several computers write at once, or that is copied while it is written, can lose
what was written last. So a journal is not begun on a network share, and somebody whose folder is
synced is told.
"""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from journal_app.domain.errors import NotKept
from journal_app.services.surroundings import Place

_NETWORK = (
    "This folder is on a network share, where a journal can lose what is written last. Nothing was"
    " begun there, and nothing is lost. Start Afterpage with --vault and a folder on this"
    " computer’s own disk, and it begins there; the share is a good place for copies of backups."
)

_SHARES = {
    "9p", "afpfs", "afs", "ceph", "cifs", "coda", "davfs", "ftp", "fuse.ceph", "fuse.curlftpfs",
    "fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs",
    "fuse.smbnetfs", "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
    "webdav",
}  # fmt: skip
_REMOTE_SOURCE = re.compile(r"\w+://|//|[\w.@-]+:/")  # what a file system named only "fuse" shows

# Names of folders, and of what lies in them, by which syncing programs are known.
_FOLDER_NAMES = {
    "Dropbox": r"Dropbox( \(.+\))?",
    "OneDrive": r"OneDrive([ -].+)?",
    "iCloud Drive": r"Mobile Documents|iCloudDrive",
    "Google Drive": r"Google ?Drive(-.+)?|My Drive",
    "Nextcloud": r"Nextcloud\d*",
    "ownCloud": r"ownCloud",
    "pCloud": r"pCloud ?(Drive|Sync)",
    "MEGA": r"MEGA(sync)?",
}
_MARKERS = {
    "Syncthing": (".stfolder",),
    "Dropbox": (".dropbox.cache",),
    "Nextcloud": (".nextcloudsync.log", ".sync_*.db", "._sync_*.db"),
    "ownCloud": (".owncloudsync.log",),
    "MEGA": (".megaignore",),
    "Google Drive": (".tmp.drivedownload",),
}


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system that is mounted somewhere."""

    point: Path
    kind: str
    source: str
    device: str

    @property
    def is_share(self) -> bool:
        """Whether another computer keeps it."""
        remote = bool(_REMOTE_SOURCE.match(self.source))
        return self.kind in _SHARES or (self.kind.startswith("fuse") and remote)


def look(folder: Path) -> Place:
    """Return what kind of place a folder is in, or will be in once it is made."""
    folder = _nearest(folder.absolute())
    look_here = {"linux": _on_linux, "darwin": _on_macos, "win32": _on_windows}
    network, removable = look_here.get(sys.platform, _anywhere_else)(folder)
    return Place(network, removable, synced_by(folder))


def see_that_a_journal_may_begin(folder: Path) -> None:
    """Raise ``NotKept`` where a journal would not be safe: on a network share."""
    if look(folder).network:
        raise NotKept(_NETWORK)


def synced_by(folder: Path) -> str:
    """Return the name of the program that keeps copies of this folder elsewhere, or ""."""
    for place in (folder, *folder.parents):
        for program, name in _FOLDER_NAMES.items():
            if re.fullmatch(name, place.name):
                return program
        for program, markers in _MARKERS.items():
            if any(_holds(place, marker) for marker in markers):
                return program
    return ""


def mounts(table: str) -> list[Mount]:
    """Return what Linux says is mounted, from the text of ``/proc/self/mountinfo``."""
    found = []
    for row in table.splitlines():
        before, _dash, after = row.partition(" - ")
        about, what = before.split(" "), after.split(" ")
        if len(about) > 4 and len(what) > 1:  # noqa: PLR2004 - the fields up to the mount point
            found.append(Mount(Path(_plain(about[4])), what[0], _plain(what[1]), about[2]))
    return found


def mounted_at(folder: Path, found: list[Mount]) -> Mount | None:
    """Return the file system a folder is on; of two at one point, the later hides the earlier."""
    around = [mount for mount in reversed(found) if mount.point in (folder, *folder.parents)]
    return max(around, key=lambda mount: len(mount.point.parts), default=None)


def _on_linux(folder: Path) -> tuple[bool, bool]:
    try:
        table = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        return _anywhere_else(folder)
    mount = mounted_at(folder.resolve(), mounts(table))
    if mount is None:
        return _anywhere_else(folder)
    device = os.path.realpath(f"/sys/dev/block/{mount.device}")
    return mount.is_share, "/usb" in device


def _on_macos(folder: Path) -> tuple[bool, bool]:
    """Ask the C library; the two flags are MNT_LOCAL and MNT_REMOVABLE of sys/mount.h."""
    import ctypes  # noqa: PLC0415

    library = ctypes.CDLL(None, use_errno=True)
    statfs = getattr(library, "statfs$INODE64", None) or library.statfs
    answer = ctypes.create_string_buffer(4096)
    if statfs(os.fsencode(folder), answer) != 0:
        return _anywhere_else(folder)
    flags = int.from_bytes(answer.raw[64:68], "little")
    return not flags & 0x1000, bool(flags & 0x200)


def _on_windows(folder: Path) -> tuple[bool, bool]:
    """Ask Windows; 4 is a drive of another computer, 2 one that can be taken out."""
    import ctypes  # noqa: PLC0415

    anchor = folder.resolve().anchor
    if anchor.startswith("\\\\") and not anchor.startswith("\\\\?\\"):
        return True, False
    windll = vars(ctypes)["windll"]  # there is none elsewhere
    kind: int = windll.kernel32.GetDriveTypeW(anchor)
    return kind == 4, kind == 2  # noqa: PLR2004


def _anywhere_else(_folder: Path) -> tuple[bool, bool]:
    return False, False


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest around it that is there already."""
    return next((place for place in (folder, *folder.parents) if place.exists()), folder)


def _holds(place: Path, marker: str) -> bool:
    try:
        return next(place.glob(marker), None) is not None
    except OSError:
        return False


def _plain(text: str) -> str:
    """Undo how a space in a mount point is written: as a number in base eight."""
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), text)
