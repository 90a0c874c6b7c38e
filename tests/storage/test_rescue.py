"""Rescues of real damaged vaults: what comes over is what was there, and the rest is said."""

import errno
import io
import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Table

from journal_app.domain.entry import Entry, Kind, PartState, Record
from journal_app.domain.errors import DiskFull, NotKept, VaultDamaged, VaultTooNew
from journal_app.domain.ink.drawing import Drawing
from journal_app.domain.rescued import Rescued
from journal_app.domain.wording import Edit, Noted, pack
from journal_app.media import ink, voice, words
from journal_app.storage import engine, exchange, parts, rescue, settings, vault, wal
from journal_app.storage.engine import Access
from journal_app.storage.exchange import End
from journal_app.storage.salvage import Salvage
from journal_app.storage.schema import part, record
from tests.fakes import KEY
from tests.storage import damaging
from tests.storage.damaging import PAGE, Damage, cut, flip, flip_frame
from tests.vaults import sample

COUNT = 64


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a vault nothing is wrong with; copy it."""
    folder = tmp_path_factory.mktemp("whole")
    damaging.make(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def before(whole: Path) -> list[Entry]:
    return damaging.contents(whole)


@pytest.fixture
def damaged(whole: Path, folder: Path) -> Path:
    """A folder with a vault to damage."""
    shutil.copy(whole / "journal.db", folder)
    return folder


def _rescue(folder: Path) -> tuple[Rescued, list[Entry]]:
    """Rescue, and see that not a byte of what was there changed."""
    there = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    rescued = rescue.prepare(folder, KEY)
    target = folder / End.ASIDE
    assert [file.name for file in target.iterdir()] == ["journal.db"]
    assert {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()} == there
    return rescued, damaging.contents(target)


def _roots(folder: Path) -> dict[str, int]:
    with closing(engine.keyed(folder / "journal.db", KEY, Access.READ_STILL)) as raw:
        return dict(raw.execute("SELECT name, rootpage FROM sqlite_master").fetchall())


def _see_that_the_whole_are_whole(
    rescued: Rescued, found: list[Entry], before: list[Entry]
) -> None:
    """Whatever isn't said to have lost something is exactly as it was."""
    harmed = {moment.utc_ms for moment in rescued.harmed}
    was = {entry.made.utc_ms: entry for entry in before}
    same = [entry for entry in found if entry.made.utc_ms not in harmed]
    assert [was[entry.made.utc_ms] for entry in same] == same
    assert len(same) == rescued.whole
    assert len(found) == rescued.whole + len(rescued.harmed)


def test_a_journal_nothing_is_wrong_with_comes_over_as_it_was(
    damaged: Path, before: list[Entry]
) -> None:
    rescued, found = _rescue(damaged)
    assert found == before
    assert (rescued.whole, rescued.harmed, rescued.gone) == (COUNT, (), 0)
    assert rescued.parts.missing == rescued.records.missing == 0
    assert rescued.certain


@pytest.mark.parametrize("table", ["entry", "part", "record", "setting", "alembic_version"])
def test_a_table_whose_root_is_unreadable_comes_over_whole(
    damaged: Path, before: list[Entry], table: str
) -> None:
    root = _roots(damaged)[table]
    damaging.to(damaged / "journal.db", flip(root))
    _rescued, found = _rescue(damaged)
    assert found == before


@pytest.mark.parametrize(
    "index",
    [
        "sqlite_autoindex_entry_1", "ix_entry_made", "sqlite_autoindex_part_1", "ix_part_entry",
        "sqlite_autoindex_record_1",
    ],
)  # fmt: skip
def test_an_unreadable_index_costs_nothing(damaged: Path, before: list[Entry], index: str) -> None:
    damaging.to(damaged / "journal.db", flip(_roots(damaged)[index]))
    rescued, found = _rescue(damaged)
    assert found == before
    assert rescued.whole == COUNT


def test_one_flipped_bit_anywhere_but_on_the_first_page_costs_a_page_at_most(
    damaged: Path, whole: Path, before: list[Entry]
) -> None:
    content = (whole / "journal.db").read_bytes()
    for page in range(2, len(content) // PAGE + 1, 23):
        (damaged / "journal.db").write_bytes(flip(page)(bytearray(content)))
        rescued, found = _rescue(damaged)
        _see_that_the_whole_are_whole(rescued, found, before)
        assert len(found) == COUNT
        assert (rescued.gone, rescued.certain) == (0, True)
        assert rescued.parts.missing + rescued.records.missing < PAGE // 100


def test_no_row_is_ever_believed_that_isnt_as_it_was(damaged: Path) -> None:
    """Of a page it can't authenticate SQLCipher gives zeros, and SQLite may not notice."""
    content = (damaged / "journal.db").read_bytes()
    was = {table: _rows(damaged / "journal.db", table) for table in (part, record)}
    met = 0
    for page in range(20, len(content) // PAGE + 1, 5):
        (damaged / "journal.db").write_bytes(flip(page)(bytearray(content)))
        for table, before in was.items():
            found = _rows(damaged / "journal.db", table)
            met += len(found) < len(before)
            assert all(before[key] == row for key, row in found.items())
    assert met


def _rows(file: Path, table: Table) -> dict[int, object]:
    with closing(Salvage(file, KEY, lambda: None)) as salvage:
        return {row["id"]: row for row in salvage.rows(table, {})}


def test_many_unreadable_pages_cost_what_was_on_them(damaged: Path, before: list[Entry]) -> None:
    pages = (damaged / "journal.db").stat().st_size // PAGE
    damaging.to(damaged / "journal.db", flip(*range(7, pages, 9)))
    rescued, found = _rescue(damaged)
    _see_that_the_whole_are_whole(rescued, found, before)
    assert 0 < rescued.whole < COUNT
    assert rescued.harmed


@pytest.mark.parametrize("more", [0, 1000])
def test_of_a_file_cut_short_comes_over_what_is_left(
    damaged: Path, before: list[Entry], more: int
) -> None:
    damaging.to(damaged / "journal.db", cut(0.5, more))
    rescued, found = _rescue(damaged)
    _see_that_the_whole_are_whole(rescued, found, before)
    assert found
    assert rescued.whole < COUNT


def test_a_long_text_keeps_its_beginning(damaged: Path, before: list[Entry]) -> None:
    """Each of its pages in turn is unreadable: there is more left of it the later that page is."""
    pages = _pages_of_a_long_text(damaged)
    whole = (damaged / "journal.db").read_bytes()
    lengths = []
    for page in pages:
        (damaged / "journal.db").write_bytes(flip(page)(bytearray(whole)))
        rescued, found = _rescue(damaged)
        ((now, then),) = [pair for pair in zip(found, before, strict=True) if pair[0] != pair[1]]
        text, was = words.read(now.parts[0]), words.read(then.parts[0])
        assert was.startswith(text)
        assert rescued.harmed == (now.made,)
        assert (now.title, now.parts[0].state) == (then.title, then.parts[0].state)
        lengths.append(len(text))
    assert lengths == sorted(lengths)
    assert len(set(lengths)) == len(pages) > 2
    assert 0 < lengths[0] < lengths[-1] < len(damaging.LONG)


def _pages_of_a_long_text(folder: Path) -> list[int]:
    """Return the pages the first text goes on to, in their order."""
    content = (folder / "journal.db").read_bytes()
    probe, found = folder.parent / "probe.db", {}
    for page in range(3, len(content) // PAGE + 1):
        probe.write_bytes(flip(page)(bytearray(content)))
        with closing(Salvage(probe, KEY, lambda: None)) as salvage:
            known = part.name in salvage.tables()
            length = len(salvage.beginning(part, 1, "body")) if known else 0
        if 0 < length < len(damaging.LONG.encode()):
            found[length] = page
    return [found[length] for length in sorted(found)]


def test_without_the_page_that_names_the_tables_nothing_is_read_and_nothing_changed(
    damaged: Path,
) -> None:
    whole = (damaged / "journal.db").read_bytes()
    blind = 0
    for page in range(2, 60):
        spoilt = flip(page)(bytearray(whole))
        (damaged / "journal.db").write_bytes(spoilt)
        with closing(Salvage(damaged / "journal.db", KEY, lambda: None)) as salvage:
            if part.name in salvage.tables():
                continue
        blind += 1
        with pytest.raises(VaultDamaged, match="Nothing in this file could be read"):
            rescue.prepare(damaged, KEY)
        assert (damaged / "journal.db").read_bytes() == spoilt
        assert not (damaged / End.ASIDE).exists()
    assert 0 < blind < 4


def _lose_records(folder: Path, kind: Kind) -> None:
    """Damage a page so that some records of such parts are gone, but not the first of any."""
    file = folder / "journal.db"
    content = file.read_bytes()
    with closing(engine.keyed(file, KEY, Access.READ_STILL)) as raw:
        kinds = dict(raw.execute("SELECT id, kind FROM part").fetchall())
        rows = raw.execute("SELECT id, part_id, seq FROM record").fetchall()
    for page in range(len(content) // PAGE, 3, -1):
        file.write_bytes(flip(page)(bytearray(content)))
        with closing(Salvage(file, KEY, lambda: None)) as salvage:
            there = {row[0] for row in rows if salvage.fields(record, row[0], ["body"])}
        gone = [(kinds[of], seq) for key, of, seq in rows if key not in there]
        if 0 < len(gone) < 20 and all(what == kind and seq for what, seq in gone):
            return
    raise AssertionError("no such page")


def test_a_voice_with_a_hole_is_a_voice_with_a_gap(damaged: Path, before: list[Entry]) -> None:
    _lose_records(damaged, Kind.VOICE)
    rescued, found = _rescue(damaged)
    _see_that_the_whole_are_whole(rescued, found, before)
    ((now, then),) = [pair for pair in zip(found, before, strict=True) if pair[0] != pair[1]]
    note, was = voice.read(now.parts[2]), voice.read(then.parts[2])
    assert len(now.parts[2].records) == len(then.parts[2].records) - rescued.records.missing
    assert note.stretches
    assert sum(one.end - one.start for one in note.stretches) < was.frames
    assert now.parts[:2] == then.parts[:2]


def test_a_drawing_with_a_stroke_missing_keeps_the_others(
    damaged: Path, before: list[Entry]
) -> None:
    _lose_records(damaged, Kind.INK)
    rescued, found = _rescue(damaged)
    harmed = [pair for pair in zip(found, before, strict=True) if pair[0] != pair[1]]
    assert harmed
    for now, then in harmed:
        drawing, was = ink.read(now.parts[1]), ink.read(then.parts[1])
        assert isinstance(drawing, Drawing)
        assert 0 < len(drawing) < len(was)
        assert set(drawing.visible()) < set(was.visible())
    assert rescued.records.missing == sum(
        len(then.parts[1].records) - len(now.parts[1].records) for now, then in harmed
    )


def _begin_badly(content: bytearray) -> bytearray:
    content[17] ^= 1
    return content


def _without(folder: Path, *statements: str) -> None:
    """Take rows away as a damaged page would, together with what an index says of them."""
    with closing(engine.keyed(folder / "journal.db", KEY, Access.WRITE)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            raw.execute(statement)


def test_parts_and_records_nobody_owns_get_an_entry_of_their_own(
    damaged: Path, before: list[Entry]
) -> None:
    _without(damaged, "DELETE FROM entry WHERE id = 2", "DELETE FROM part WHERE entry_id = 9")
    rescued, found = _rescue(damaged)
    orphans = [entry for entry in found if entry.title == rescue.FOUND]
    by_kind = {entry.parts[0].kind: entry.parts for entry in orphans}
    assert len(orphans) == len(by_kind) == 3
    assert by_kind[Kind.WORDS] == before[1].parts
    _words, drawing, sound = before[8].parts
    for was in (drawing, sound):
        (now,) = by_kind[was.kind]
        assert (now.records, now.state) == (was.records, PartState.RECOVERED)
    others = [entry for entry in before if entry not in {before[1], before[8]}]
    assert [entry for entry in found if entry in others] == others
    assert rescued.whole == len(others) + 1, "of the ninth, nobody knows that it had more"
    assert len(rescued.harmed) == 3


def test_words_come_back_from_their_course_where_nothing_else_is_left(damaged: Path) -> None:
    (entry,) = [one for one in damaging.contents(damaged) if one.title == "number 3"]
    course = (
        Record(0, 1000, pack(Noted((Edit(0, 4, 0, " wat"),), 4, "slow"))),
        Record(1, 2000, pack(Noted((Edit(0, 8, 0, "er 🌊"),), 8))),
    )
    opened = vault.unlock(damaged, KEY)
    with opened.writing() as db:
        for noted in course:
            parts.append(db, entry.parts[0].id, noted)
    opened.close()
    _without(damaged, "DELETE FROM part WHERE entry_id = 4")
    _rescued, found = _rescue(damaged)
    (orphan,) = [one for one in found if one.title == rescue.FOUND]
    (now,) = orphan.parts
    assert (now.kind, words.read(now), now.records) == (Kind.WORDS, "slow water 🌊", course)


def test_what_was_written_last_comes_over_from_the_log(folder: Path) -> None:
    opened = vault.create(folder, KEY)
    for number in range(30):
        damaging.write(opened, number)
    left = folder.parent / "left"
    shutil.copytree(folder, left)  # as a power cut leaves it
    opened.close()
    before = damaging.contents(folder)
    rescued, found = _rescue(left)
    assert found == before
    assert rescued.whole == 30


@pytest.mark.parametrize(
    "damage",
    [flip_frame(40), flip_frame(3, at=9), _begin_badly],
    ids=["a page", "a salt", "the beginning"],
)
def test_a_log_that_went_bad_in_the_middle_costs_nothing_that_was_written_again(
    folder: Path, damage: Damage
) -> None:
    opened = vault.create(folder, KEY)
    for number in range(1, 40):
        if number % 5:
            damaging.write(opened, number)
    left = folder.parent / "left"
    shutil.copytree(folder, left)
    opened.close()
    before = damaging.contents(folder)
    damaging.to(left / "journal.db-wal", damage)
    assert wal.damaged(left)
    with pytest.raises(VaultDamaged, match="written last"):
        vault.unlock(left, KEY)
    rescued, found = _rescue(left)
    _see_that_the_whole_are_whole(rescued, found, before)
    assert len(found) >= len(before) - 1


def test_a_first_page_that_is_also_in_the_log_is_taken_from_there(folder: Path) -> None:
    opened = vault.create(folder, KEY)
    damaging.write(opened, 0)
    left = folder.parent / "left"
    shutil.copytree(folder, left)
    opened.close()
    damaging.to(left / "journal.db", damaging.zero(1, 1))
    _rescued, found = _rescue(left)
    assert found == damaging.contents(folder)


def test_settings_of_the_journal_come_over(damaged: Path) -> None:
    opened = vault.unlock(damaged, KEY)
    with opened.writing() as db:
        settings.put(db, "something", "chosen", 7)
    opened.close()
    _rescue(damaged)
    made = vault.look(damaged / End.ASIDE / "journal.db", KEY)
    with made.reading() as db:
        assert settings.get(db, "something") == "chosen"
    made.close()


@pytest.mark.parametrize("index", ["", "ix_part_entry", "sqlite_autoindex_record_1"])
def test_a_vault_of_the_first_schema_comes_over_into_the_newest(folder: Path, index: str) -> None:
    kept = sample.HERE / "0001" / "journal.db"
    (folder / "journal.db").write_bytes(kept.read_bytes())
    if index:
        damaging.to(folder / "journal.db", flip(_roots(folder)[index]))
    _rescued, found = _rescue(folder)
    shutil.copy(kept, folder / "journal.db")
    vault.unlock(folder, KEY).close()
    assert found == damaging.contents(folder)


def test_a_journal_of_a_newer_version_is_left_alone(damaged: Path) -> None:
    _without(damaged, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(VaultTooNew):
        _rescue(damaged)
    assert not (damaged / End.ASIDE).exists()


@pytest.mark.parametrize(
    "damage",
    [damaging.salt, flip(1), damaging.empty, cut(0.01)],
    ids=["no salt", "first page", "empty", "cut off"],
)
def test_where_nothing_can_be_read_that_is_said_and_nothing_is_left_behind(
    damaged: Path, damage: Damage
) -> None:
    damaging.to(damaged / "journal.db", damage)
    before = (damaged / "journal.db").read_bytes()
    with pytest.raises(VaultDamaged, match="Nothing in this file could be read"):
        rescue.prepare(damaged, KEY)
    assert [file.name for file in damaged.iterdir()] == ["journal.db"]
    assert (damaged / "journal.db").read_bytes() == before


def test_without_room_for_it_nothing_is_begun(damaged: Path) -> None:
    with pytest.raises(DiskFull, match="Nothing was changed"):
        rescue.prepare(damaged, KEY, room=lambda _folder: 100_000)
    assert [file.name for file in damaged.iterdir()] == ["journal.db"]


def test_a_rescue_can_be_ended_and_leaves_nothing_behind(damaged: Path) -> None:
    breaths = iter(range(2))

    def breathe() -> None:
        if next(breaths, None) is None:
            raise NotKept

    with pytest.raises(NotKept, match="Nothing was changed"):
        rescue.prepare(damaged, KEY, breathe)
    assert [file.name for file in damaged.iterdir()] == ["journal.db"]


def test_what_was_rescued_goes_in_the_place_of_the_damaged_files(
    damaged: Path, before: list[Entry]
) -> None:
    content = damaging.to(damaged / "journal.db", flip(_roots(damaged)["part"]))
    rescue.prepare(damaged, KEY)
    exchange.put_in_place(damaged)
    assert damaging.contents(damaged) == before
    (aside,) = damaged.glob("replaced-*")
    assert (aside / "journal.db").read_bytes() == content
    vault.unlock(damaged, KEY).close()


class _BadSectors(io.BytesIO):
    """A disk that gives nothing where some of its sectors are."""

    def __init__(self, content: bytes, bad: set[int]) -> None:
        super().__init__(content)
        self._bad = bad

    def read(self, size: int | None = -1) -> bytes:
        pages = range(self.tell() // PAGE, -(-(self.tell() + (size or 0)) // PAGE))
        if self._bad & set(pages):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return super().read(size)


def test_around_bad_sectors_a_file_is_still_copied() -> None:
    content = os.urandom(600 * PAGE + 100)
    bad = {0, 300, 301, 600}
    copied = b"".join(rescue.readable_pieces(_BadSectors(content, bad), lambda: None))
    assert len(copied) >= len(content)
    for page in range(601):
        here = slice(page * PAGE, min((page + 1) * PAGE, len(content)))
        assert copied[here] == (bytes(len(content[here])) if page in bad else content[here])
