"""Every row of the table of damage: what SQLCipher says of it, and what we do.

The key is never in doubt here: it fits the fingerprint in ``vault.json`` before a file is opened,
so whatever doesn't open with it is damaged. The first columns are what SQLCipher itself says (its
code, or "ok"), the last ones what we do: whether the journal opens, and whether a check of it finds
the damage.
"""

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from journal_app.domain.entry import Entry
from journal_app.domain.errors import NotKept, VaultDamaged
from journal_app.domain.rotation import Occasion
from journal_app.storage import backup, checking, engine, rescue, vault, wal
from journal_app.storage.engine import Access
from journal_app.storage.exchange import End
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header, OpensWith, State
from tests.fakes import KEY, SUNDAY_EVENING
from tests.storage import damaging
from tests.storage.damaging import Damage, cut, flip, flip_frame, swap, zero

COUNT, KEPT_IN_LOG = 60, 50
OTHER_KEY = bytes(range(32, 64))
VAULT_ID = "5" * 32
BOTH = "quick_check cipher_integrity_check"
NOTADB, CORRUPT, NO_TABLE = "26", "11", "1"


@dataclass(frozen=True)
class Row:
    """One fault: what is damaged and how, and what SQLCipher says."""

    name: str
    damage: Damage
    opens: str = "ok"
    reads: str = "ok"
    checks: str = ""  # which of its two checks find something


def _in(what: str, more: int = 0) -> Damage:
    """Flip a bit on a page of a table or an index."""

    def damage(content: bytearray) -> bytearray:
        page = _page_of(bytes(content), what) + more
        return flip(page)(content)

    return damage


def _page_of(content: bytes, what: str) -> int:
    place = Path(_PROBE[0]) / "journal.db"
    place.write_bytes(content)
    with closing(engine.keyed(place, KEY, Access.READ_STILL)) as raw:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        return int(raw.execute(query, (what,)).fetchone()[0])


_PROBE: list[str] = []

CLOSED = [
    Row("the salt", damaging.salt, NOTADB),
    Row("the first page", flip(1), NOTADB),
    Row("a bit of a page", flip(50), "ok", CORRUPT, BOTH),
    Row("a bit of an index", _in("ix_entry_made"), "ok", "ok", BOTH),
    Row("a bit of a table's root", _in("part"), "ok", CORRUPT, BOTH),
    Row("cut to half", cut(0.5), CORRUPT),
    Row("cut within a page", cut(0.5, 1000), CORRUPT),
    Row("three pages zeroed", zero(55, 3), "ok", CORRUPT, BOTH),
    Row("two pages swapped", swap(50, 60), "ok", CORRUPT, BOTH),
    Row("nothing left", damaging.empty, "ok", NO_TABLE),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed journal with a backup of it; copy it."""
    folder = tmp_path_factory.mktemp("whole")
    _PROBE[:] = [str(tmp_path_factory.mktemp("probe"))]
    mark = header.fingerprint(KEY, VAULT_ID)
    header.save(folder, Header(VAULT_ID, 0, mark, OpensWith.KEYRING, State.READY))
    damaging.make(folder, COUNT)
    backup.make(folder, KEY, Occasion.BY_HAND, SUNDAY_EVENING.utc_ms)
    for end in ("-wal", "-shm"):
        (folder / f"journal.db{end}").unlink(missing_ok=True)
    return folder


@pytest.fixture(scope="module")
def before(whole: Path) -> list[Entry]:
    return damaging.contents(whole)


@pytest.fixture(scope="module")
def cut_off(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal as a power cut leaves it: fifty entries, all of them in the log; copy it."""
    folder = tmp_path_factory.mktemp("cut off")
    live = tmp_path_factory.mktemp("live")
    mark = header.fingerprint(KEY, VAULT_ID)
    header.save(live, Header(VAULT_ID, 0, mark, OpensWith.KEYRING, State.READY))
    vault.create(live, KEY).close()
    opened = vault.unlock(live, KEY)
    for number in range(KEPT_IN_LOG):
        damaging.write(opened, 8 * number + 1)
    for file in live.iterdir():
        shutil.copy(file, folder)
    opened.close()
    return folder


def _says(file: Path, query: str) -> Any:
    """Return what SQLCipher's own answer is, or its code."""
    try:
        with closing(engine.keyed(file, KEY, Access.READ)) as raw:
            return raw.execute(query).fetchall()
    except sqlcipher.Error as error:
        return str(error.sqlite_errorcode & 0xFF)


def _first(file: Path, query: str) -> str:
    answer = _says(file, query)
    return answer if isinstance(answer, str) else "ok"


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


@pytest.mark.parametrize("row", CLOSED, ids=lambda row: row.name)
def test_what_sqlcipher_says(whole: Path, folder: Path, row: Row) -> None:
    shutil.copy(whole / "journal.db", folder)
    file = folder / "journal.db"
    damaging.to(file, row.damage)
    assert _first(file, "SELECT count(*) FROM sqlite_master") == row.opens
    if row.opens != "ok":
        return
    read = "SELECT body FROM part", "SELECT body FROM record", "SELECT title FROM entry"
    assert row.reads in {_first(file, query) for query in read}
    fine = {"quick_check": [("ok",)], "cipher_integrity_check": []}
    found = [check for check in fine if _says(file, f"PRAGMA {check}") != fine[check]]
    assert found == row.checks.split()


@pytest.mark.parametrize("row", CLOSED, ids=lambda row: row.name)
def test_it_is_noticed_left_untouched_and_the_copy_offered(
    whole: Path, folder: Path, row: Row
) -> None:
    shutil.copytree(whole, folder, dirs_exist_ok=True)
    damaging.to(folder / "journal.db", row.damage)
    there = _bytes(folder)
    try:
        opened = vault.unlock(folder, KEY)
    except VaultDamaged:
        assert row.opens != "ok" or row.reads == NO_TABLE
    else:
        with pytest.raises(VaultDamaged, match="nothing was changed"):
            checking.check(folder, KEY, lambda: None)
        with pytest.raises((VaultDamaged, NotKept)):
            backup.make(folder, KEY, Occasion.DAILY, SUNDAY_EVENING.utc_ms + 10**8)
        opened.close()
    assert _bytes(folder) == there
    assert backup.last_good(folder, KEY) == backup.every(folder)[0]


@pytest.mark.parametrize("row", CLOSED, ids=lambda row: row.name)
def test_what_can_be_read_is_rescued_and_the_rest_said(
    whole: Path, folder: Path, before: list[Entry], row: Row
) -> None:
    shutil.copy(whole / "journal.db", folder)
    damaging.to(folder / "journal.db", row.damage)
    there = _bytes(folder)
    try:
        rescued = rescue.prepare(folder, KEY)
    except VaultDamaged:
        assert row.opens == NOTADB or row.reads == NO_TABLE
        assert _bytes(folder) == there
        return
    found = damaging.contents(folder / End.ASIDE)
    harmed = {moment.utc_ms for moment in rescued.harmed}
    same = [entry for entry in found if entry.made.utc_ms not in harmed]
    assert all(entry in before for entry in same)
    assert found
    assert rescued.whole == len(same)
    assert (rescued.whole < COUNT) is (
        row.name not in {"a bit of an index", "a bit of a table's root"}
    )
    shutil.rmtree(folder / End.ASIDE)
    assert _bytes(folder) == there


def test_a_wrong_key_is_told_apart_from_damage(whole: Path) -> None:
    """SQLCipher can't: it says the same of both."""
    file = whole / "journal.db"
    with (
        closing(engine.keyed(file, OTHER_KEY, Access.READ_STILL)) as raw,
        pytest.raises(sqlcipher.DatabaseError) as said,
    ):
        raw.execute("SELECT count(*) FROM sqlite_master")
    assert str(said.value.sqlite_errorcode) == NOTADB
    ours = header.load(whole)
    assert ours is not None
    assert header.matches(ours, KEY)
    assert not header.matches(ours, OTHER_KEY)


# The log


def test_a_bit_in_the_log_is_noticed_and_rescued_where_sqlite_drops_what_follows(
    cut_off: Path, folder: Path
) -> None:
    shutil.copytree(cut_off, folder, dirs_exist_ok=True)
    frames = (folder / "journal.db-wal").stat().st_size // damaging.FRAME
    damaging.to(folder / "journal.db-wal", flip_frame(frames // 2))
    there = _bytes(folder)

    with pytest.raises(VaultDamaged, match="written last"):
        vault.unlock(folder, KEY)
    rescued = rescue.prepare(folder, KEY)
    assert rescued.entries >= KEPT_IN_LOG - 1
    assert rescued.whole >= KEPT_IN_LOG - 2
    shutil.rmtree(folder / End.ASIDE)
    assert _bytes(folder) == there

    file = folder / "journal.db"
    ((dropped,),) = _says(file, "SELECT count(*) FROM entry")
    assert dropped < KEPT_IN_LOG, "SQLite itself says nothing of it"
    assert _says(file, "PRAGMA quick_check") == [("ok",)]
    assert _says(file, "PRAGMA cipher_integrity_check") == []


@pytest.mark.parametrize("number", [-1, -2])
def test_a_torn_end_of_the_log_is_what_a_power_cut_leaves(
    cut_off: Path, folder: Path, number: int
) -> None:
    """Only the last transaction can be torn by one, and nobody was told that it is kept."""
    shutil.copytree(cut_off, folder, dirs_exist_ok=True)
    frames = (folder / "journal.db-wal").stat().st_size // damaging.FRAME
    damaging.to(folder / "journal.db-wal", flip_frame(frames + number))
    vault.unlock(folder, KEY).close()
    assert len(damaging.contents(folder)) == KEPT_IN_LOG - 1


def test_a_log_cut_short_can_not_be_told_from_one_that_ended_there(
    cut_off: Path, folder: Path
) -> None:
    shutil.copytree(cut_off, folder, dirs_exist_ok=True)
    log = folder / "journal.db-wal"
    log.write_bytes(log.read_bytes()[: log.stat().st_size // 2])
    assert not wal.damaged(folder)
    vault.unlock(folder, KEY).close()
    assert 0 < len(damaging.contents(folder)) < KEPT_IN_LOG


def test_a_log_taken_away_is_noticed_by_what_is_left_beside_it(cut_off: Path, folder: Path) -> None:
    shutil.copytree(cut_off, folder, dirs_exist_ok=True)
    (folder / "journal.db-wal").unlink()
    there = _bytes(folder)
    with pytest.raises(VaultDamaged, match="is missing"):
        vault.unlock(folder, KEY)
    assert _bytes(folder) == there
    assert rescue.prepare(folder, KEY).entries == 0


def test_a_journal_copied_without_its_log_can_not_be_told_from_an_older_one(
    cut_off: Path, folder: Path
) -> None:
    shutil.copy(cut_off / "journal.db", folder)
    vault.unlock(folder, KEY).close()
    assert damaging.contents(folder) == []


def test_an_unreadable_page_at_the_end_of_a_text_is_never_shown_as_zeros(
    whole: Path, folder: Path, before: list[Entry]
) -> None:
    """SQLCipher gives it as zeros, and SQLite says nothing of them where a long value ends."""
    shutil.copy(whole / "journal.db", folder)
    content = (folder / "journal.db").read_bytes()
    silent = []
    for page in range(3, 60):
        (folder / "journal.db").write_bytes(flip(page)(bytearray(content)))
        said = _says(folder / "journal.db", "SELECT body FROM part WHERE id = 1")
        if isinstance(said, list) and b"\0\0\0" in said[0][0]:
            silent.append(page)
            opened = vault.look(folder / "journal.db", KEY)
            with (
                pytest.raises(VaultDamaged, match="can’t be read any more"),
                opened.reading() as db,
            ):
                db.exec_driver_sql("SELECT body FROM part WHERE id = 1").all()
            opened.close()
    assert len(silent) == 1


def test_a_zeroed_page_at_the_end_of_a_text_is_found_by_the_check_and_cut_off_by_the_rescue(
    whole: Path, folder: Path, before: list[Entry]
) -> None:
    """Nothing but SQLCipher's own check tells it from a page that was never written."""
    shutil.copy(whole / "journal.db", folder)
    content = (folder / "journal.db").read_bytes()
    silent = []
    for page in range(3, 60):
        (folder / "journal.db").write_bytes(zero(page, 1)(bytearray(content)))
        said = _says(folder / "journal.db", "SELECT body FROM part WHERE id = 1")
        if isinstance(said, list) and b"\0\0\0" in said[0][0]:
            silent.append(page)
            assert _says(folder / "journal.db", "PRAGMA quick_check") == [("ok",)]
            with pytest.raises(VaultDamaged):
                checking.check(folder, KEY, lambda: None)
            rescued = rescue.prepare(folder, KEY)
            now = damaging.contents(folder / End.ASIDE)[0]
            assert rescued.harmed == (now.made,)
            assert b"\0" not in now.parts[0].body
            assert before[0].parts[0].body.startswith(now.parts[0].body)
    assert len(silent) == 1
