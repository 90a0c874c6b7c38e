"""The second folder: a copy there is whole and was read back, or it isn't there."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from journal_app.domain.entry import Entry, new_entry_id
from journal_app.domain.errors import DiskFull, JournalError, NotKept, VaultDamaged
from journal_app.domain.rotation import Backup, Occasion
from journal_app.storage import backup, elsewhere, entries, vault
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header, OpensWith, State
from tests.fakes import KEY, SUNDAY_EVENING

VAULT_ID = "5" * 32


@pytest.fixture
def made(folder: Path) -> Backup:
    """A backup of a journal with an entry."""
    mark = header.fingerprint(KEY, VAULT_ID)
    header.save(folder, Header(VAULT_ID, 0, mark, OpensWith.KEYRING, State.READY))
    with closing(vault.create(folder, KEY)) as opened:
        with opened.writing() as db:
            entries.begin(db, Entry(new_entry_id(), SUNDAY_EVENING))
        return backup.make(folder, KEY, Occasion.DAILY, SUNDAY_EVENING.utc_ms)


@pytest.fixture
def stick(folder: Path, tmp_path: Path) -> Path:
    chosen = tmp_path / "stick"
    chosen.mkdir()
    elsewhere.begin(folder, chosen)
    return chosen


def _names(stick: Path) -> set[str]:
    return {file.name for file in (stick / elsewhere.FOLDER).iterdir()}


def test_a_copy_is_the_backup_with_its_header(made: Backup, stick: Path) -> None:
    elsewhere.add(stick, made, KEY)
    (copied,) = elsewhere.within(stick)
    assert copied == made
    assert copied.opens_with == VAULT_ID
    assert copied.file.read_bytes() == made.file.read_bytes()
    backup.check(copied, KEY)
    elsewhere.add(stick, made, KEY)  # once more does no harm
    assert elsewhere.within(stick) == (copied,)


def test_a_copy_that_is_not_right_when_it_is_read_back_does_not_count(
    made: Backup, stick: Path
) -> None:
    part = stick / elsewhere.FOLDER / f"{made.file.name}.part"

    def spoil() -> None:
        """Spoil what a bad stick took, once all of it is there."""
        if part.stat().st_size == made.size:
            content = bytearray(part.read_bytes())
            content[-100] ^= 1
            part.write_bytes(content)

    with pytest.raises(VaultDamaged, match="doesn’t count"):
        elsewhere.add(stick, made, KEY, spoil)
    assert elsewhere.within(stick) == ()


def _stop() -> None:
    raise NotKept("closing")


@pytest.mark.parametrize(
    ("breathe", "room", "kind"),
    [(_stop, backup.free, NotKept), (lambda: None, lambda _: 100, DiskFull)],
)
def test_one_that_is_stopped_or_has_no_room_leaves_no_half_copy(
    made: Backup,
    stick: Path,
    breathe: Callable[[], None],
    room: Callable[[Path], int],
    kind: type[JournalError],
) -> None:
    with pytest.raises(kind, match="as they were"):
        elsewhere.add(stick, made, KEY, breathe, room)
    assert elsewhere.within(stick) == ()
    assert not any(name.endswith(".part") for name in _names(stick))
    assert backup.every(made.file.parent.parent) == (made,)


def test_nothing_is_made_where_the_stick_is_not(made: Backup, stick: Path) -> None:
    stick.rename(stick.with_name("unplugged"))  # its mount point goes
    stick.mkdir()  # and comes back empty, as one without its stick
    assert not elsewhere.is_there(stick)
    with pytest.raises(JournalError, match="as they were"):
        elsewhere.add(stick, made, KEY)
    assert list(stick.iterdir()) == []


def test_half_a_copy_from_a_stick_pulled_out_is_gone_after_the_next_one(
    made: Backup, stick: Path
) -> None:
    place = stick / elsewhere.FOLDER
    half = place / "2026-11-20T080000Z-daily.db.part"
    half.write_bytes(b"half")
    half.with_name("2026-11-20T080000Z-daily.json").write_bytes(
        made.file.with_suffix(".json").read_bytes()
    )
    elsewhere.add(stick, made, KEY)
    assert half.name not in _names(stick)
