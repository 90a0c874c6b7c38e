"""Where a folder is: on a share, on a stick, or in the hands of a program that syncs it."""

import sys
from pathlib import Path

import pytest

from journal_app.devices import places
from journal_app.devices.places import Mount, look, mounted_at, mounts, synced_by
from journal_app.domain.errors import NotKept
from journal_app.services.surroundings import Place

TABLE = """\
27 1 253:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,discard
24 27 0:6 / /dev rw,relatime shared:2 - devtmpfs devtmpfs rw,size=4k
41 27 0:50 / /home/robin rw,relatime shared:9 - nfs4 keep:/home/robin rw,vers=4.2
42 27 0:51 / /media/My\\040Share rw - cifs //keep/share rw,username=robin
43 27 0:52 / /mnt/far rw - fuse.sshfs robin@keep:/srv rw
44 27 0:53 / /mnt/web rw - fuse https://dav.example.org/ rw
45 27 0:54 / /mnt/own rw - fuse.encfs encfs rw
46 27 8:17 / /media/stick rw - vfat /dev/sdb1 rw
47 41 253:2 / /home/robin/local rw - ext4 /dev/vda2 rw
48 27 253:3 / /srv rw - ext4 /dev/vda3 rw
49 27 0:60 / /srv rw - nfs keep:/srv rw
broken line
50 27 0:61 / /mnt/wsl rw - 9p drvfs rw
"""


@pytest.mark.parametrize(
    ("folder", "is_share"),
    [
        ("/var/lib/journal", False),
        ("/home/robin/.local/share/afterpage/journal", True),
        ("/home/robin/local/journal", False),
        ("/home/robinson/journal", False),
        ("/media/My Share/journal", True),
        ("/mnt/far", True),
        ("/mnt/web/journal", True),
        ("/mnt/own/journal", False),
        ("/media/stick/journal", False),
        ("/srv/journal", True),
        ("/mnt/wsl/journal", True),
    ],
)
def test_a_share_is_told_from_a_disk_by_what_is_mounted(folder: str, *, is_share: bool) -> None:
    mount = mounted_at(Path(folder), mounts(TABLE))
    assert mount is not None
    assert mount.is_share is is_share


def test_where_nothing_is_mounted_nothing_is_said() -> None:
    assert mounted_at(Path("/x"), mounts("")) is None
    assert mounts("1 2 3 - ") == []


def test_a_mount_point_with_a_space_is_read_as_it_is_written() -> None:
    assert Mount(Path("/media/My Share"), "cifs", "//keep/share", "0:51") in mounts(TABLE)


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("Dropbox/journal", "Dropbox"),
        ("Dropbox (Personal)/a/b/journal", "Dropbox"),
        ("OneDrive - Clinic/journal", "OneDrive"),
        ("OneDrive-Personal/journal", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/journal", "iCloud Drive"),
        ("Library/CloudStorage/GoogleDrive-robin@example.org/My Drive", "Google Drive"),
        ("Nextcloud2/journal", "Nextcloud"),
        ("pCloudDrive/journal", "pCloud"),
        ("MEGA/journal", "MEGA"),
        ("Documents/journal", ""),
        ("About Dropbox/journal", ""),
        ("mega/journal", ""),
    ],
)
def test_a_synced_folder_is_known_by_its_name(folder: str, program: str) -> None:
    assert synced_by(Path("/home/robin") / folder) == program


@pytest.mark.parametrize(
    ("marker", "program"),
    [
        (".stfolder", "Syncthing"),
        (".sync_3f2a.db", "Nextcloud"),
        (".dropbox.cache", "Dropbox"),
        (".megaignore", "MEGA"),
    ],
)
def test_a_synced_folder_is_known_by_what_lies_in_it(
    tmp_path: Path, marker: str, program: str
) -> None:
    inner = tmp_path / "one" / "two"
    inner.mkdir(parents=True)
    assert synced_by(inner) == ""
    (tmp_path / marker).mkdir()
    assert synced_by(inner) == program


@pytest.mark.skipif(sys.platform != "linux", reason="this machine's own disk, as Linux has it")
def test_a_folder_on_this_machine_is_nowhere_special(tmp_path: Path) -> None:
    assert look(tmp_path / "not" / "made" / "yet") == Place()
    places.see_that_a_journal_may_begin(tmp_path)


def test_on_a_share_no_journal_may_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_SHARES", {*places._SHARES, _kind_of(tmp_path)})
    assert look(tmp_path).network
    with pytest.raises(NotKept, match="Nothing was begun"):
        places.see_that_a_journal_may_begin(tmp_path)


def _kind_of(folder: Path) -> str:
    table = Path("/proc/self/mountinfo").read_text("utf-8")
    mount = mounted_at(folder.resolve(), mounts(table))
    assert mount is not None
    return mount.kind
