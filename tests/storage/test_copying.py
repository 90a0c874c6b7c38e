"""Whole copies: the same in every row and mark, ciphertext under one key only, and seen if not."""

import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from journal_app.domain.entry import Entry, Kind, Part, new_entry_id, new_part_id
from journal_app.domain.errors import JournalError, NotKept, VaultDamaged
from journal_app.storage import copying, entries, parts, vault
from journal_app.storage import engine as engines
from journal_app.storage.engine import Access
from tests.fakes import KEY, SUNDAY_EVENING

OTHER = bytes(range(32, 64))
WORDS = b"apricot and slow water " * 2000


@pytest.fixture
def live(folder: Path) -> Iterator[Any]:
    """The driver's connection to a journal with something in it."""
    with closing(vault.create(folder, KEY)) as opened, opened.writing() as db:
        entry = Entry(new_entry_id(), SUNDAY_EVENING)
        entries.begin(db, entry)
        part = Part(new_part_id(), Kind.WORDS, 0, SUNDAY_EVENING, body=WORDS)
        parts.begin(db, entry.id, part)
    with closing(engines.keyed(folder / "journal.db", KEY, Access.WRITE)) as connection:
        yield connection


def _marks(file: Path, key: bytes) -> list[object]:
    with closing(engines.keyed(file, key, Access.READ_STILL)) as raw:
        asked = ("application_id", "user_version", "auto_vacuum", "page_size")
        return [raw.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]


@pytest.mark.parametrize("key", [KEY, OTHER])
def test_a_copy_is_the_same_in_every_row_and_mark(folder: Path, live: Any, key: bytes) -> None:
    target = folder / "copy.db"
    copying.copy(live, target, key, lambda: None)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with closing(engines.keyed(target, key, Access.READ_STILL)) as raw:
        assert copying.rows(raw) == copying.rows(live)
    assert copying.rows(live)["part"] == 1
    assert _marks(target, key) == _marks(folder / "journal.db", KEY)
    assert _marks(target, key)[:2] == [engines.APPLICATION_ID, 1]
    with closing(vault.look(target, key)) as copy, copy.reading() as db:
        (line,) = entries.newest(db, 10)
        assert entries.load(db, line.id).parts[0].body == WORDS


def test_a_copy_under_another_key_has_nothing_in_common_with_the_original(
    folder: Path, live: Any
) -> None:
    target = folder / "copy.db"
    copying.copy(live, target, OTHER, lambda: None)
    with pytest.raises(JournalError), closing(vault.look(target, KEY)):
        pass
    content, original = target.read_bytes(), (folder / "journal.db").read_bytes()
    pages = {original[at : at + 4096] for at in range(0, len(original), 4096)}
    assert not pages & {content[at : at + 4096] for at in range(0, len(content), 4096)}
    assert b"apricot" not in content


def test_a_copy_never_takes_the_place_of_a_file(folder: Path, live: Any) -> None:
    target = folder / "copy.db"
    target.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        copying.copy(live, target, KEY, lambda: None)
    assert target.read_bytes() == b"mine"


def test_a_copy_can_be_stopped(folder: Path, live: Any) -> None:
    def stop() -> None:
        raise NotKept("closing")

    with pytest.raises(NotKept, match="closing"):
        copying.copy(live, folder / "copy.db", KEY, stop)


@pytest.mark.parametrize("place", [0.0, 0.2, 0.5, 0.8, 0.999])
def test_verifying_sees_one_flipped_bit_and_a_missing_row(
    folder: Path, live: Any, place: float
) -> None:
    target = folder / "copy.db"
    copying.copy(live, target, OTHER, lambda: None)
    counted = copying.rows(live)
    copying.verify(target, OTHER, lambda: None, counted)
    with pytest.raises(VaultDamaged):
        copying.verify(target, OTHER, lambda: None, {**counted, "part": 2})
    content = bytearray(target.read_bytes())
    content[int(place * len(content))] ^= 1
    target.write_bytes(content)
    with pytest.raises(VaultDamaged):
        copying.verify(target, OTHER, lambda: None)


def test_an_original_with_a_damaged_page_is_not_copied_under_another_key(
    folder: Path, live: Any
) -> None:
    live.close()
    file = folder / "journal.db"
    content = file.read_bytes()
    for page in range(1, len(content) // 4096):
        damaged = bytearray(content)
        damaged[page * 4096 + 2000] ^= 1
        file.write_bytes(damaged)
        target = folder / f"{page}.db"
        with (
            pytest.raises(Exception) as seen,  # noqa: PT011 - which one is said by "saying"
            closing(engines.keyed(file, KEY, Access.READ_STILL)) as raw,
        ):
            copying.copy(raw, target, OTHER, lambda: None)
        assert not isinstance(seen.value, NotKept), "the copy was blamed for it"


def test_an_empty_file_is_no_original(folder: Path) -> None:
    (folder / "empty.db").write_bytes(b"")
    with (
        closing(engines.keyed(folder / "empty.db", KEY, Access.READ)) as raw,
        pytest.raises(VaultDamaged),
    ):
        copying.copy(raw, folder / "copy.db", OTHER, lambda: None)
    assert (folder / "empty.db").stat().st_size == 0


def test_an_original_with_an_emptied_page_is_told_from_a_copy_that_went_wrong(
    folder: Path, live: Any
) -> None:
    live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    root = live.execute("SELECT rootpage FROM sqlite_master WHERE name = 'part'").fetchone()[0]
    file = folder / "journal.db"
    pages = file.read_bytes()
    at = 4096 * (root + 2)  # pages of the long text follow the table's own
    file.write_bytes(pages[:at] + bytes(4096) + pages[at + 4096 :])
    live.execute("PRAGMA shrink_memory")
    with pytest.raises(Exception) as seen:  # noqa: PT011 - which one is said by "saying"
        copying.copy(live, folder / "copy.db", KEY, lambda: None)
    assert not isinstance(seen.value, NotKept), "the copy was blamed for it"
