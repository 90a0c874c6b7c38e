"""Backups on real vaults: whole or not there, checked, private, and never in the writer's way."""

import os
import signal
import stat
import subprocess
import sys
from collections import namedtuple
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Connection

from journal_app.domain.changes import Changed
from journal_app.domain.entry import Entry, Kind, Part, PartId, Record, new_entry_id, new_part_id
from journal_app.domain.errors import (
    DiskFull,
    KeyMismatch,
    NotKept,
    VaultDamaged,
    VaultMissing,
    VaultTooNew,
)
from journal_app.domain.rotation import Backup, Occasion
from journal_app.services.journal import Journal, Reply
from journal_app.storage import backup, copying, entries, exchange, parts, upgrade, vault
from journal_app.storage import engine as engines
from journal_app.storage.engine import Access
from journal_app.storage.exchange import End
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header, OpensWith, State
from tests.fakes import KEY, SUNDAY_EVENING, Post

NOW_MS = SUNDAY_EVENING.utc_ms
NAME = "2026-11-22T193000Z-by-hand"
VAULT_ID, LATER_ID = "5" * 32, "6" * 32
LATER_KEY = bytes(range(32, 64))
PRIVATE_WORDS = b"apricot and slow water "


@pytest.fixture
def opened(folder: Path) -> Iterator[vault.Vault]:
    """An open vault with its header."""
    mark = header.fingerprint(KEY, VAULT_ID)
    header.save(folder, Header(VAULT_ID, NOW_MS, mark, OpensWith.KEYRING, State.READY))
    made = vault.create(folder, KEY)
    yield made
    made.close()


def _begin(db: Connection, text: bytes = b"") -> PartId:
    entry = Entry(new_entry_id(), SUNDAY_EVENING)
    part = Part(new_part_id(), Kind.WORDS, 0, SUNDAY_EVENING, body=text)
    entries.begin(db, entry)
    parts.begin(db, entry.id, part)
    return part.id


def _keep(opened: vault.Vault, text: bytes) -> None:
    with opened.writing() as db:
        _begin(db, text)


def _words(opened: vault.Vault) -> list[str]:
    with opened.reading() as db:
        return [line.first_words for line in entries.newest(db, 10)]


def _by_hand(folder: Path, at_ms: int = NOW_MS) -> Backup:
    return backup.make(folder, KEY, Occasion.BY_HAND, at_ms)


def _flip(file: Path, *places: float) -> None:
    """Flip one bit at each of these parts (0 to 1) of a file."""
    content = bytearray(file.read_bytes())
    for place in places:
        content[int(place * len(content))] ^= 0x10
    file.write_bytes(content)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_a_backup_is_whole_private_and_has_its_header_beside_it(
    folder: Path, opened: vault.Vault
) -> None:
    _keep(opened, PRIVATE_WORDS * 1000)
    made = _by_hand(folder)

    place = folder / "backups"
    assert {file.name for file in place.iterdir()} == {f"{NAME}.db", f"{NAME}.json"}
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in place.iterdir()} == {0o600}
    assert (place / f"{NAME}.json").read_bytes() == (folder / "vault.json").read_bytes()
    content = (place / f"{NAME}.db").read_bytes()
    assert b"apricot" not in content
    assert b"SQLite format" not in content
    assert made == Backup(NOW_MS, len(content), Occasion.BY_HAND)
    assert backup.every(folder) == (made,)


def test_looking_inside_shows_the_lines_and_changes_nothing(
    folder: Path, opened: vault.Vault
) -> None:
    _keep(opened, b"then")
    made = _by_hand(folder)
    _keep(opened, b"since")
    before = _bytes(folder / "backups")
    with backup.inside(made, KEY) as db:
        assert [line.first_words for line in entries.newest(db, 10)] == ["then"]
    assert _bytes(folder / "backups") == before


class _Recording:
    """Someone who goes on recording: a record is committed every 20 ms, until ``stop``."""

    def __init__(self, journal: Journal, part_id: PartId) -> None:
        self.over = Event()
        self.told: list[Reply[Changed]] = []
        self._journal = journal
        self._part_id = part_id
        self._thread = Thread(target=self._write)
        self._thread.start()

    def stop(self) -> int:
        """Return how many records were committed."""
        self.over.set()
        self._thread.join()
        for reply in self.told:
            reply.result(20)
        return len(self.told)

    def _write(self) -> None:
        while not self.over.wait(0.02):
            record = Record(len(self.told), NOW_MS, b"a stroke")
            self.told.append(self._journal.do(parts.append, self._part_id, record))


def test_a_backup_made_while_another_thread_commits_is_one_moment_and_loses_nothing(
    folder: Path, post: Post, opened: vault.Vault
) -> None:
    for _time in range(40):
        _keep(opened, os.urandom(200_000))
    with opened.writing() as db:
        part_id = _begin(db)
    opened.close()
    journal = Journal(post.deliver, post.failures.append, post.changes.append)
    journal.open(lambda: vault.unlock(folder, KEY)).result(20)
    recording = _Recording(journal, part_id)
    steps: list[bool] = []

    def breathe() -> None:
        steps.append(recording.over.wait(0.03))

    try:
        made = backup.make(folder, KEY, Occasion.DAILY, NOW_MS, breathe)
    finally:
        committed = recording.stop()
        journal.close()

    count = "SELECT seq FROM record ORDER BY seq"
    with closing(vault.unlock(folder, KEY)) as live, live.reading() as db:
        assert db.exec_driver_sql(count).scalars().all() == list(range(committed))
    with backup.inside(made, KEY) as copy:
        copied = copy.exec_driver_sql(count).scalars().all()
    assert copied == list(range(len(copied)))
    assert len(copied) < committed
    assert len(steps) < 20, "the copy was begun anew"


@pytest.mark.parametrize("place", [0.0, 0.3, 0.6, 0.99])
def test_one_flipped_bit_is_seen(folder: Path, opened: vault.Vault, place: float) -> None:
    _keep(opened, os.urandom(100_000))
    made = _by_hand(folder)
    backup.check(made, KEY)
    _flip(folder / "backups" / f"{NAME}.db", place)
    with pytest.raises(VaultDamaged, match="it wasn’t used"):
        backup.check(made, KEY)


def test_the_last_good_backup_is_the_newest_one_nothing_is_wrong_with(
    folder: Path, opened: vault.Vault
) -> None:
    _keep(opened, b"kept")
    good, _bad = _by_hand(folder), _by_hand(folder, NOW_MS + 5000)
    assert len(backup.every(folder)) == 2
    _flip(folder / "backups" / "2026-11-22T193005Z-by-hand.db", 0.5)
    assert backup.last_good(folder, KEY) == good

    good.file.rename(good.file.with_suffix(".db.part"))  # as if stopped just before it was named
    assert backup.last_good(folder, KEY) is None


def test_no_backup_is_made_of_a_journal_with_one_damaged_page(
    folder: Path, opened: vault.Vault
) -> None:
    """SQLite's backup alone says nothing: it copies such a page as zeros."""
    for _time in range(4):
        _keep(opened, os.urandom(20_000))
    opened.close()
    content = (folder / "journal.db").read_bytes()
    for page in range(1, len(content) // 4096):
        (folder / "journal.db").write_bytes(content)
        _flip(folder / "journal.db", (page + 0.5) * 4096 / len(content))
        with pytest.raises(VaultDamaged), closing(vault.unlock(folder, KEY)):
            _by_hand(folder)
        assert backup.every(folder) == ()


def test_a_backup_that_is_stopped_leaves_nothing(folder: Path, opened: vault.Vault) -> None:
    _keep(opened, os.urandom(3_000_000))

    def stop() -> None:
        raise NotKept("closing")

    with pytest.raises(NotKept):
        backup.make(folder, KEY, Occasion.DAILY, NOW_MS, stop)
    assert list((folder / "backups").iterdir()) == []


def test_where_there_is_no_room_none_is_begun(folder: Path, opened: vault.Vault) -> None:
    _keep(opened, b"kept")
    size = backup._size(folder)
    with pytest.raises(DiskFull, match="Your journal itself is safe"):
        backup.make(folder, KEY, Occasion.DAILY, NOW_MS, room=lambda place: 2 * size - 1)
    assert list((folder / "backups").iterdir()) == []
    backup.make(folder, KEY, Occasion.DAILY, NOW_MS, room=lambda place: 2 * size)


def test_two_in_one_second_are_two(folder: Path, opened: vault.Vault) -> None:
    assert {_by_hand(folder).made_ms, _by_hand(folder).made_ms} == {NOW_MS, NOW_MS + 1000}


def test_only_what_was_written_since_asks_for_another(folder: Path, opened: vault.Vault) -> None:
    assert not backup.changed(folder, KEY), "there is nothing in it yet"
    _keep(opened, b"warm")
    assert backup.changed(folder, KEY)
    _by_hand(folder)
    assert not backup.changed(folder, KEY)
    with opened.reading() as db:
        line = entries.newest(db, 1)[0]
    with opened.writing() as db:
        entries.entitle(db, line.id, "Stones")
    assert backup.changed(folder, KEY)


def test_opening_and_closing_alone_asks_for_no_backup(folder: Path, opened: vault.Vault) -> None:
    _keep(opened, b"warm")
    opened.close()
    with closing(vault.unlock(folder, KEY)):
        _by_hand(folder)
    with closing(vault.unlock(folder, KEY)):
        assert not backup.changed(folder, KEY)


def test_tidying_removes_leftovers_and_nothing_that_is_not_ours(
    folder: Path, opened: vault.Vault
) -> None:
    made = [_by_hand(folder, NOW_MS + 60_000 * minute) for minute in range(7)]
    place = folder / "backups"
    ours = (
        "2026-11-21T080000Z-daily.db.part",
        "2026-11-21T080000Z-daily.json",
        "2026-11-21T080000Z-daily.json.new",
    )
    theirs = ("copy of my journal.db", "notes.json", "2026-11-20T080000Z-daily.db", "a.json.new")
    for name in ours + theirs:
        (place / name).write_bytes(b"x")
    assert [one.verified for one in backup.every(folder)] == [True] * 7 + [False]

    backup.tidy(folder)

    assert backup.every(folder) == tuple(reversed(made[-5:]))
    left = {file.name for file in place.iterdir() if not file.name.startswith("2026-11-22")}
    assert left == set(theirs)


_CHILD = """
import sys
from pathlib import Path
from journal_app.domain.rotation import Occasion
from journal_app.storage import backup
from tests.fakes import KEY, SUNDAY_EVENING

left = int(sys.argv[2])

def breathe():
    global left
    left -= 1
    if left == 0:
        print("now", flush=True)
        sys.stdin.read()

backup.make(Path(sys.argv[1]), KEY, Occasion.DAILY, SUNDAY_EVENING.utc_ms, breathe)
print("made", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("breath", [1, 2, 4, 6, 10_000])
def test_a_kill_in_the_middle_leaves_no_half_backup_that_counts(
    folder: Path, opened: vault.Vault, breath: int
) -> None:
    _keep(opened, os.urandom(4_000_000))
    older = _by_hand(folder)
    with subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(folder), str(breath)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    ) as child:  # fmt: skip
        assert child.stdout is not None
        reached = child.stdout.readline().strip()
        os.kill(child.pid, signal.SIGKILL)

    whole = [one for one in backup.every(folder) if one.verified]
    assert len(whole) == (2 if reached == "made" else 1)
    for one in whole:
        backup.check(one, KEY)
    backup.tidy(folder)
    assert backup.every(folder) == tuple(whole)
    assert older in whole


def test_putting_an_older_backup_in_place_brings_its_rows_and_keeps_what_was_there(
    folder: Path, opened: vault.Vault
) -> None:
    _keep(opened, b"then")
    made = _by_hand(folder)
    _keep(opened, b"since")
    opened.close()
    before = _bytes(folder)

    backup.prepare(folder, made, KEY)
    exchange.put_in_place(folder)

    with closing(vault.unlock(folder, KEY)) as again:
        assert _words(again) == ["then"]
    (aside,) = folder.glob("replaced-*")
    assert stat.S_IMODE(aside.stat().st_mode) == 0o700
    assert (aside / "journal.db").read_bytes() == before["journal.db"]
    assert stat.S_IMODE((folder / "journal.db").stat().st_mode) == 0o600
    assert backup.every(folder) == (made,)


def test_a_newer_wal_is_never_replayed_into_a_restored_journal(
    folder: Path, opened: vault.Vault
) -> None:
    _keep(opened, b"then")
    made = _by_hand(folder)
    for _time in range(30):
        _keep(opened, b"since")
    while_open = _bytes(folder)  # as a crash leaves them
    assert len(while_open["journal.db-wal"]) > 30 * 4096
    opened.close()
    for end in ("", "-wal", "-shm"):
        (folder / f"journal.db{end}").write_bytes(while_open[f"journal.db{end}"])

    backup.prepare(folder, made, KEY)
    exchange.put_in_place(folder)

    assert [file.name for file in folder.glob("journal.db*")] == ["journal.db"]
    with closing(vault.unlock(folder, KEY)) as again:
        assert _words(again) == ["then"]
    (aside,) = folder.glob("replaced-*")
    assert {file.name: file.read_bytes() for file in aside.iterdir()} == {
        name: while_open[name] for name in ("journal.db", "journal.db-wal", "journal.db-shm")
    }
    with closing(vault.unlock(aside, KEY)) as old:
        assert len(_words(old)) == 10


def test_what_was_prepared_and_not_chosen_changes_nothing(
    folder: Path, opened: vault.Vault
) -> None:
    made = _by_hand(folder)
    _keep(opened, b"since")
    backup.prepare(folder, made, KEY)
    exchange.finish(folder)
    assert _words(opened) == ["since"]
    assert not (folder / End.ASIDE).exists()


def test_what_does_not_fit_is_not_put_in_place(folder: Path, opened: vault.Vault) -> None:
    _keep(opened, b"then")
    made = _by_hand(folder)
    beside = folder / "backups" / f"{NAME}.json"
    fitting = beside.read_bytes()
    before = _bytes(folder)

    with pytest.raises(DiskFull, match="Nothing was changed"):
        backup.prepare(folder, made, KEY, room=lambda place: 0)
    beside.write_bytes(fitting.replace(b"5555", b"6666"))
    with pytest.raises(KeyMismatch, match="another key"):
        backup.prepare(folder, made, KEY)
    beside.unlink()
    with pytest.raises(VaultMissing, match="isn’t where we left it"):
        backup.prepare(folder, made, KEY)
    beside.write_bytes(fitting)
    assert _bytes(folder) == before


def _copy_under_an_earlier_key(folder: Path, opened: vault.Vault) -> Backup:
    """Make a backup, and then give the journal another key, as a rotation does."""
    _keep(opened, b"then")
    made = _by_hand(folder)
    _keep(opened, b"since")
    opened.close()
    place = exchange.prepare(folder, End.ERASE)
    with closing(engines.keyed(folder / "journal.db", KEY, Access.WRITE)) as live:
        copying.copy(live, place / "journal.db", LATER_KEY, lambda: None)
    mark = header.fingerprint(LATER_KEY, LATER_ID)
    header.save(place, Header(LATER_ID, NOW_MS, mark, OpensWith.KEYRING, State.READY))
    exchange.put_in_place(folder, End.ERASE)
    return made


def test_a_backup_under_an_earlier_key_is_put_in_place_under_the_present_one(
    folder: Path, opened: vault.Vault
) -> None:
    made = _copy_under_an_earlier_key(folder, opened)
    (listed,) = backup.every(folder)
    assert listed == made
    assert listed.opens_with == VAULT_ID
    before = _bytes(folder)

    with pytest.raises(KeyMismatch, match="opens with another key"):
        backup.prepare(folder, listed, LATER_KEY)
    with pytest.raises(KeyMismatch):
        backup.prepare(folder, listed, LATER_KEY, its_key=LATER_KEY)
    assert _bytes(folder) == before
    with backup.inside(listed, KEY) as db:
        assert [line.first_words for line in entries.newest(db, 10)] == ["then"]

    backup.prepare(folder, listed, LATER_KEY, its_key=KEY)
    exchange.put_in_place(folder)
    assert (folder / "vault.json").read_bytes() == before["vault.json"]
    with closing(vault.unlock(folder, LATER_KEY)) as again:
        assert _words(again) == ["then"]


def test_backups_under_an_earlier_key_take_no_place_from_the_new_ones(
    folder: Path, opened: vault.Vault
) -> None:
    earlier = _copy_under_an_earlier_key(folder, opened)
    assert backup.present(folder) == ()
    with closing(vault.unlock(folder, LATER_KEY)):
        assert backup.changed(folder, LATER_KEY)
        later = [
            backup.make(folder, LATER_KEY, Occasion.BY_HAND, NOW_MS + 60_000 * minute)
            for minute in range(1, 8)
        ]
    backup.tidy(folder)
    assert backup.present(folder) == tuple(reversed(later[-5:]))
    assert backup.every(folder)[-1] == earlier
    assert backup.last_good(folder, LATER_KEY) == later[-1]
    assert backup.last_good(folder, KEY) == earlier


def test_the_last_good_backup_is_found_where_the_journal_itself_is_gone(
    folder: Path, opened: vault.Vault
) -> None:
    _keep(opened, b"kept")
    made = _by_hand(folder)
    opened.close()
    for file in folder.glob("journal.db*"):
        file.unlink()
    assert backup.last_good(folder, KEY) == made
    backup.prepare(folder, made, KEY)
    exchange.put_in_place(folder)
    with closing(vault.unlock(folder, KEY)) as again:
        assert _words(again) == ["kept"]
    assert not list(folder.glob("replaced-*"))


Form = namedtuple("Form", "head earlier")


def _at(monkeypatch: pytest.MonkeyPatch, form: Form) -> None:
    monkeypatch.setattr(upgrade, "HEAD", form.head)
    monkeypatch.setattr(upgrade, "EARLIER", form.earlier)


def test_a_backup_of_a_newer_version_is_refused(
    folder: Path, opened: vault.Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = _by_hand(folder)
    _at(monkeypatch, Form("0000", ()))
    with pytest.raises(VaultTooNew, match="newer version"):
        backup.prepare(folder, made, KEY)
    assert not (folder / End.ASIDE).exists()


def test_a_journal_is_copied_before_it_changes_its_form_and_only_then(
    folder: Path, opened: vault.Vault, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _keep(opened, b"kept")
    opened.close()

    def first() -> Backup:
        return backup.make(folder, KEY, Occasion.PRE_MIGRATION, NOW_MS)

    vault.unlock(folder, KEY, first).close()
    assert backup.every(folder) == ()

    steps = tmp_path / "steps"
    (steps / "versions").mkdir(parents=True)
    for file in upgrade.MIGRATIONS.rglob("*.py"):
        (steps / file.relative_to(upgrade.MIGRATIONS)).write_bytes(file.read_bytes())
    (steps / "versions" / "s9999_next.py").write_text(
        "from alembic import op\nrevision = '9999'\n"
        f"down_revision = '{upgrade.HEAD}'\n"
        "def upgrade():\n    op.execute('CREATE TABLE later (id INTEGER) STRICT')\n",
        "utf-8",
    )
    monkeypatch.setattr(upgrade, "MIGRATIONS", steps)
    _at(monkeypatch, Form("9999", (*upgrade.EARLIER, upgrade.HEAD)))

    def no_room() -> Backup:
        return backup.make(folder, KEY, Occasion.PRE_MIGRATION, NOW_MS, room=lambda place: 0)

    before = _bytes(folder)
    with pytest.raises(DiskFull):
        vault.unlock(folder, KEY, no_room)
    assert _bytes(folder) == before

    with closing(vault.unlock(folder, KEY, first)) as again, again.reading() as db:
        assert upgrade.version(db) == "9999"
    (made,) = backup.every(folder)
    assert made.occasion is Occasion.PRE_MIGRATION
    with pytest.raises(Exception, match="earlier version"), backup.inside(made, KEY):
        pass


def test_every_step_is_known_without_loading_what_runs_it() -> None:
    from alembic import config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    settings = config.Config()
    settings.set_main_option("script_location", str(upgrade.MIGRATIONS))
    scripts = ScriptDirectory.from_config(settings)
    assert scripts.get_current_head() == upgrade.HEAD
    known = {step.revision for step in scripts.walk_revisions()}
    assert known == {upgrade.HEAD, *upgrade.EARLIER}
