"""The bin: what is in it is out of sight and comes back whole; what is let go leaves nothing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from journal_app.domain.changes import Changed
from journal_app.domain.entry import EntryId, Kind, PartId, Seal
from journal_app.domain.errors import NotKept
from journal_app.domain.shelved import Binned
from journal_app.storage import binned, entries, lines, parts, seals, vault
from journal_app.storage.schema import metadata, search_doc, theme
from journal_app.storage.vault import Vault
from tests.fakes import KEY
from tests.storage.shelves import hang_on, make

TODAY = date(2026, 11, 22)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Vault]:
    made = vault.create(tmp_path, KEY)
    yield made
    made.close()


def _shown(db: Connection) -> list[EntryId]:
    return [line.id for line in entries.newest(db, 10, TODAY)]


def _rows(opened: Vault) -> dict[str, int]:
    """Count the rows of every table a person's things are in; themes belong to nothing else."""
    with opened.reading() as db:
        tables = [table for table in metadata.tables.values() if table is not theme]
        counts = {
            table.name: db.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables
        }
    return {name: count for name, count in counts.items() if count}


def _sweep(opened: Vault, most: int = 7) -> int:
    """Sweep until nothing is left; return in how many steps."""
    steps = 0
    while True:
        with opened.writing() as db:
            if not binned.unswept(db):
                return steps
            binned.sweep(db, most)
            steps += 1


def test_an_entry_goes_out_of_sight_and_comes_back_as_it_was(opened: Vault) -> None:
    with opened.writing() as db:
        first, second = make(db, "a", "slow water", 2), make(db, "b", "over stones", minute=1)
        before = entries.load(db, first), lines.newest(db, 10, TODAY)
        assert binned.put(db, first, 1000) == Changed(first, line=True)
        assert _shown(db) == [second]
        assert entries.load(db, first).binned_ms == 1000
        assert binned.put_back(db, first) == Changed(first, line=True)
        assert (entries.load(db, first), lines.newest(db, 10, TODAY)) == before


def test_a_part_is_listed_by_what_it_is_and_comes_back_to_its_place(opened: Vault) -> None:
    with opened.writing() as db:
        name = make(db, "a", "slow water", 2)
        before = entries.load(db, name)
        drawing, words = PartId("a drawing"), PartId("a words")
        parts.take_out(db, drawing, 1000)
        parts.take_out(db, words, 2000)
        assert binned.count(db) == 2
        assert binned.contents(db, TODAY) == (
            Binned(name, 2000, TODAY, words, (Kind.WORDS,), "slow water"),
            Binned(name, 1000, TODAY, drawing, (Kind.INK,), "a door"),
        )
        for part_id in (words, drawing):
            binned.put_back(db, name, part_id)
        assert entries.load(db, name) == before
        assert binned.contents(db, TODAY) == ()
        assert entries.newest(db, 1, TODAY)[0].kinds == (Kind.WORDS, Kind.INK)


def test_with_a_part_its_entry_comes_back(opened: Vault) -> None:
    with opened.writing() as db:
        name = make(db, "a", "slow water", 2)
        parts.take_out(db, PartId("a drawing"), 1000)
        binned.put(db, name, 2000)
        assert [one.part for one in binned.contents(db, TODAY)] == [None, PartId("a drawing")]
        binned.put_back(db, name, PartId("a drawing"))
        assert _shown(db) == [name]
        assert len(entries.load(db, name).parts) == 2


def test_nothing_is_told_of_what_a_seal_holds(opened: Vault) -> None:
    with opened.writing() as db:
        name = make(db, "a", "slow water", 2)
        parts.take_out(db, PartId("a words"), 1000)
        seals.put_on(db, name, Seal(date(2026, 11, 23)), 0)
        held = Binned(name, 1000, TODAY, PartId("a words"), sealed=True)
        assert binned.contents(db, TODAY) == (held,)
        (seen,) = binned.contents(db, date(2026, 11, 23))
        assert seen.words == "slow water"
        entries.entitle(db, name, "a door")
        binned.put(db, name, 2000)
        assert binned.contents(db, TODAY) == (Binned(name, 2000, TODAY, sealed=True), held)
        assert seals.count(db, TODAY) == 0, "it is counted in the bin"


def test_what_is_kept_in_the_bin_is_not_in_what_it_prints(opened: Vault) -> None:
    with opened.writing() as db:
        binned.put(db, make(db, "a", "slow water"), 1000)
        assert "water" not in repr(binned.contents(db, TODAY))


def test_only_what_is_old_enough_is_let_go(opened: Vault) -> None:
    with opened.writing() as db:
        old, new = make(db, "old", "slow water", 3), make(db, "new", "over stones", 3)
        piece = make(db, "piece", "apricot", 3)
        binned.put(db, old, 1000)
        binned.put(db, new, 1001)
        parts.take_out(db, PartId("piece drawing"), 1000)
        binned.let_go(db, 1000)
        assert [one.entry for one in binned.contents(db, TODAY)] == [new]
        assert binned.count(db) == 1
    _sweep(opened)
    with opened.reading() as db:
        assert _shown(db) == [piece]
        assert [part.id for part in entries.load(db, piece).parts] == [PartId("piece words")]
        assert len(entries.load(db, new).parts) == 2
        with pytest.raises(NotKept):
            entries.key_of(db, old)


def test_what_was_let_go_leaves_no_row_and_no_word(opened: Vault) -> None:
    with opened.writing() as db:
        name = make(db, "a", "apricot", 20)
        hang_on(db, name)
        kept = make(db, "b", "plum", 2)
        hang_on(db, kept)
        before = len(entries.load(db, kept).parts)
    alone = _rows(opened)
    with opened.writing() as db:
        binned.put(db, name, 1000)
        binned.let_go(db, None)
    assert _sweep(opened) > 4
    left = _rows(opened)
    assert left == {
        "entry": 1, "part": 2, "record": 2, "version": 2, "glimpse": 2, "mark": 2,
        "search_doc": 3, "unsearched": 1,
    }  # fmt: skip
    assert left != alone
    with opened.reading() as db:
        assert len(entries.load(db, kept).parts) == before
        for word, found in (("apricot", 0), ("plum", 1)):
            query = "SELECT count(*) FROM search WHERE search MATCH ?"
            assert db.exec_driver_sql(query, (f'"{word}"',)).scalar() == found
        blocks = b"".join(db.exec_driver_sql("SELECT block FROM search_data").scalars())
        assert b"pricot" not in blocks
        assert b"plum" in blocks
        assert "apricot" not in str(db.execute(select(search_doc.c.body)).all())


def test_a_sweep_that_was_cut_short_goes_on_and_shows_nothing_meanwhile(opened: Vault) -> None:
    with opened.writing() as db:
        name = make(db, "a", "apricot", 20)
        binned.put(db, name, 1000)
        binned.let_go(db, None)
        binned.sweep(db, 5)
    with opened.reading() as db:
        assert binned.unswept(db)
        assert binned.contents(db, TODAY) == ()
        assert binned.count(db) == 0
        assert _shown(db) == []
    for part_id in (None, PartId("a words")):
        with pytest.raises(NotKept, match="isn’t in the bin"), opened.writing() as db:
            binned.put_back(db, name, part_id)
    _sweep(opened)
    assert _rows(opened) == {}


def test_a_step_of_the_sweep_is_a_small_one(opened: Vault) -> None:
    with opened.writing() as db:
        for number in range(10):
            binned.put(db, make(db, f"{number}", "slow water", 3), 1000)
        binned.let_go(db, None)
    before = sum(_rows(opened).values())
    while True:
        with opened.writing() as db:
            binned.sweep(db, 7)
            if not binned.unswept(db):
                break
        after = sum(_rows(opened).values())
        assert 0 < before - after <= 2 * 7, "of a part, at most what hangs on it goes as well"
        before = after


def test_the_room_goes_back_to_the_disk_a_little_at_a_time(opened: Vault, tmp_path: Path) -> None:
    with opened.writing() as db:
        binned.put(db, make(db, "a", "slow water" * 100, 400), 1000)
        binned.let_go(db, None)
    _sweep(opened, 100)
    with opened.reading() as db:
        unused = binned.unused(db)
        pages = db.exec_driver_sql("PRAGMA page_count").scalar_one()
    assert unused > 60
    with opened.writing() as db:
        assert binned.give_back(db, 50) == Changed(None)
    with opened.reading() as db:
        assert binned.unused(db) == unused - 50
        assert db.exec_driver_sql("PRAGMA page_count").scalar_one() == pages - 50


def test_what_is_not_there_cannot_be_put_in_or_back(opened: Vault) -> None:
    with pytest.raises(NotKept), opened.writing() as db:
        binned.put(db, EntryId("nobody's"), 1000)
    with pytest.raises(NotKept, match="Nothing else was changed"), opened.writing() as db:
        binned.put_back(db, EntryId("nobody's"))


def test_what_is_in_the_bin_is_found_without_reading_every_part(opened: Vault) -> None:
    with opened.reading() as db:
        query = "EXPLAIN QUERY PLAN SELECT count(*) FROM part WHERE binned_ms > 0"
        assert "ix_part_binned" in str(db.exec_driver_sql(query).all())
