"""The vault on a real SQLCipher file: it keeps, it opens, and it refuses in plain sentences."""

from pathlib import Path
from typing import Any

import apsw
import pytest
from sqlalchemy import Connection

from journal_app.domain.entry import Entry, Kind, Part, PartId, Record, new_entry_id, new_part_id
from journal_app.domain.errors import (
    DiskFull,
    JournalError,
    NotKept,
    VaultDamaged,
    VaultMissing,
    VaultTooNew,
)
from journal_app.storage import engine, entries, parts, upgrade, vault
from tests.fakes import KEY, SUNDAY_EVENING

OTHER_KEY = bytes(reversed(KEY))


def _keep(opened: vault.Vault, text: bytes) -> PartId:
    entry = Entry(new_entry_id(), SUNDAY_EVENING)
    part = Part(new_part_id(), Kind.WORDS, 0, SUNDAY_EVENING, body=text)
    with opened.writing() as db:
        entries.begin(db, entry)
        parts.begin(db, entry.id, part)
    return part.id


def _words(opened: vault.Vault) -> list[str]:
    with opened.reading() as db:
        return [line.first_words for line in entries.newest(db, 10)]


def _bytes(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_what_was_kept_is_there_after_closing_and_opening(folder: Path) -> None:
    opened = vault.create(folder, KEY)
    _keep(opened, b"warm")
    opened.close()

    again = vault.unlock(folder, KEY)
    assert _words(again) == ["warm"]
    again.close()


def test_no_word_is_in_the_files_in_clear(folder: Path) -> None:
    opened = vault.create(folder, KEY)
    _keep(opened, b"apricot and slow water")
    while_open = _bytes(folder)
    opened.close()
    for content in (*while_open.values(), *_bytes(folder).values()):
        assert b"apricot" not in content
        assert b"SQLite format" not in content


def test_a_new_vault_is_never_made_over_an_old_one(folder: Path) -> None:
    vault.create(folder, KEY).close()
    before = _bytes(folder)
    with pytest.raises(VaultDamaged, match="no new one was made"):
        vault.create(folder, OTHER_KEY)
    assert _bytes(folder) == before


def test_what_an_interrupted_first_start_left_is_in_nobodys_way(folder: Path) -> None:
    (folder / "journal.db.new").write_bytes(b"half a file")
    vault.create(folder, KEY).close()
    assert [file.name for file in folder.iterdir()] == ["journal.db"]


@pytest.mark.parametrize("content", [None, b"", b"short", bytes(8192)], ids=str)
def test_a_missing_emptied_or_foreign_file_is_refused_and_left_alone(
    folder: Path, content: bytes | None
) -> None:
    if content is not None:
        (folder / "journal.db").write_bytes(content)
    before = _bytes(folder)
    with pytest.raises(VaultMissing if content is None else VaultDamaged):
        vault.unlock(folder, KEY)
    assert _bytes(folder) == before


def test_a_wrong_key_opens_nothing_and_changes_nothing(folder: Path) -> None:
    vault.create(folder, KEY).close()
    before = _bytes(folder)
    with pytest.raises(VaultDamaged):
        vault.unlock(folder, OTHER_KEY)
    assert _bytes(folder) == before


def test_a_key_of_the_wrong_length_never_becomes_a_passphrase(folder: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        engine.make(folder / "journal.db", KEY[:31], engine.Access.CREATE)
    assert not list(folder.iterdir())


def test_a_wiped_key_encrypts_nothing(folder: Path) -> None:
    with pytest.raises(ValueError, match="wiped"):
        engine.keyed(folder / "journal.db", bytearray(32), engine.Access.CREATE)
    assert not list(folder.iterdir())


def test_a_journal_of_a_newer_version_is_left_closed(folder: Path) -> None:
    opened = vault.create(folder, KEY)
    with opened.writing() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    opened.close()
    before = _bytes(folder)
    with pytest.raises(VaultTooNew, match="newer version"):
        vault.unlock(folder, KEY)
    assert _bytes(folder) == before


def test_a_verb_that_fails_leaves_nothing_behind(folder: Path) -> None:
    opened = vault.create(folder, KEY)

    def half(db: Connection) -> None:
        entries.begin(db, Entry(new_entry_id(), SUNDAY_EVENING))
        parts.put(db, PartId("nobody"), b"lost", 0)

    with pytest.raises(NotKept), opened.writing() as db:
        half(db)
    assert _words(opened) == []
    opened.close()


def test_a_full_disk_is_said_and_what_was_kept_stays(folder: Path) -> None:
    opened = vault.create(folder, KEY)
    part_id = _keep(opened, b"kept before")
    with opened.reading() as db:
        pages = int(db.exec_driver_sql("PRAGMA page_count").scalar() or 0)
        db.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull, match="disk is full"), opened.writing() as db:
        parts.put(db, part_id, bytes(200_000), 0)
    with opened.reading() as db:
        db.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert _words(opened) == ["kept before"]
    with opened.writing() as db:
        parts.put(db, part_id, b"kept after", 0)
    assert _words(opened) == ["kept after"]
    opened.close()


def test_a_failing_statement_never_quotes_what_was_written(folder: Path) -> None:
    opened = vault.create(folder, KEY)
    with pytest.raises(Exception) as caught, opened.writing() as db:  # noqa: PT011
        db.exec_driver_sql("INSERT INTO nowhere VALUES (?)", ("apricot",))
    assert not isinstance(caught.value, JournalError)
    assert "apricot" not in f"{caught.value!r} {caught.value}"
    opened.close()


def test_a_record_handed_over_twice_is_kept_once(folder: Path) -> None:
    opened = vault.create(folder, KEY)
    part_id = _keep(opened, b"")
    for _time in range(2):
        with opened.writing() as db:
            parts.append(db, part_id, Record(0, 5, b"stroke"))
    with opened.reading() as db:
        entry = entries.load(db, entries.newest(db, 1)[0].id)
    assert entry.parts[0].records == (Record(0, 5, b"stroke"),)
    opened.close()


def test_the_migrations_make_the_tables_the_verbs_are_written_for(folder: Path) -> None:
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415
    from alembic.migration import MigrationContext  # noqa: PLC0415

    from journal_app.storage.schema import metadata  # noqa: PLC0415

    opened = vault.create(folder, KEY)
    with opened.reading() as db:
        assert upgrade.version(db) == upgrade.HEAD
        options = {"include_name": _is_ours}
        found = compare_metadata(MigrationContext.configure(db, opts=options), metadata)
        real = [change for change in found if not _is_rowid(change)]
    assert real == []
    opened.close()


def _is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """Leave out the index of the search: it is a virtual table, and keeps itself."""
    return (
        kind != "table"
        or name is None
        or name.partition("_")[0] != "search"
        or name == "search_doc"
    )


def _is_rowid(change: Any) -> bool:
    """SQLite says of an INTEGER PRIMARY KEY that it may be null; it never is."""
    if not isinstance(change, list) or change[0][0] != "modify_nullable":
        return False
    return change[0][2:4] in {("glimpse", "part_id"), ("unsearched", "entry_id")} or (
        change[0][3] == "id"
    )


def test_a_failing_migration_rolls_everything_back_and_keeps_children(folder: Path) -> None:
    opened = vault.create(folder, KEY)
    _keep(opened, b"a child of its entry")

    def change(db: Connection) -> None:
        db.exec_driver_sql("CREATE TABLE half (id INTEGER)")
        db.exec_driver_sql("DELETE FROM entry")  # would cascade, were foreign keys on

    with pytest.raises(VaultDamaged), opened.migrating() as db:
        change(db)
    assert _words(opened) == ["a child of its entry"]
    with opened.reading() as db:
        assert db.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        names = db.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert "half" not in names
    opened.close()


def test_a_second_implementation_reads_the_file(folder: Path) -> None:
    opened = vault.create(folder, KEY)
    _keep(opened, b"read by another program")
    opened.close()

    other = apsw.Connection(str(folder / "journal.db"))
    for pragma in ("cipher='sqlcipher'", "legacy=4", f"key=\"x'{KEY.hex()}'\""):
        other.execute(f"PRAGMA {pragma}")
    assert other.execute("SELECT body FROM part").fetchall() == [(b"read by another program",)]
    other.close()
