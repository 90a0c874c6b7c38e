"""The open entry: made at the first mark, kept in order, never dropped."""

from pathlib import Path

from journal_app.domain.entry import Entry, EntryState, Kind, PartState
from journal_app.domain.errors import DiskFull
from journal_app.services.journal import Journal
from journal_app.services.openentry import KeepState, OpenEntry
from journal_app.storage import entries, vault
from journal_app.storage.vault import Vault
from tests.fakes import KEY, FakeClock, Post


def _only(journal: Journal) -> Entry:
    (line,) = journal.ask(entries.newest, 10).result(10)
    return journal.ask(entries.load, line.id).result(10)


def _wait(post: Post, entry: OpenEntry, state: KeepState) -> None:
    post.run_until(lambda: entry.state is state)


def test_looking_at_a_page_makes_nothing(journal: Journal, clock: FakeClock) -> None:
    entry = OpenEntry(journal, clock)
    entry.new_part(Kind.WORDS).finish()
    entry.set_aside()
    assert entry.state is KeepState.NOTHING
    assert journal.ask(entries.newest, 10).result(10) == ()


def test_the_first_mark_makes_the_entry_and_its_part(
    journal: Journal, clock: FakeClock, post: Post
) -> None:
    entry = OpenEntry(journal, clock)
    part = entry.new_part(Kind.WORDS)
    part.put(b"warm")
    _wait(post, entry, KeepState.KEPT)

    kept = _only(journal)
    assert (kept.id, kept.made, kept.state) == (entry.id, clock.moment, EntryState.OPEN)
    assert [(p.id, p.kind, p.body) for p in kept.parts] == [(part.id, Kind.WORDS, b"warm")]


def test_parts_of_every_kind_keep_their_order_and_number(
    journal: Journal, clock: FakeClock, post: Post
) -> None:
    entry = OpenEntry(journal, clock)
    kinds = [Kind.VOICE, Kind.WORDS, Kind.INK, Kind.WORDS]
    for kind in kinds:
        entry.new_part(kind).append(b"mark")
        clock.go_on(60)
    _wait(post, entry, KeepState.KEPT)

    kept = _only(journal)
    assert [part.kind for part in kept.parts] == kinds
    made = [part.made.utc_ms for part in kept.parts]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_records_count_on_from_what_was_loaded(
    journal: Journal, clock: FakeClock, post: Post
) -> None:
    entry = OpenEntry(journal, clock)
    part = entry.new_part(Kind.INK)
    assert [part.append(b"one"), part.append(b"two")] == [0, 1]
    entry.set_aside()
    _wait(post, entry, KeepState.KEPT)

    again = OpenEntry(journal, clock, _only(journal))
    again.part(part.id).append(b"three")
    _wait(post, again, KeepState.KEPT)
    kept = _only(journal)
    assert [record.body for record in kept.parts[0].records] == [b"one", b"two", b"three"]
    assert kept.state is EntryState.OPEN


def test_setting_aside_and_finishing_are_kept(
    journal: Journal, clock: FakeClock, post: Post
) -> None:
    entry = OpenEntry(journal, clock)
    part = entry.new_part(Kind.WORDS)
    part.put(b"done")
    part.finish()
    part.describe("a caption")
    entry.entitle("a title")
    entry.set_aside()
    _wait(post, entry, KeepState.KEPT)
    kept = _only(journal)
    assert (kept.state, kept.title) == (EntryState.ASIDE, "a title")
    assert (kept.parts[0].state, kept.parts[0].caption) == (PartState.WHOLE, "a caption")


def _shrink(opened: Vault, *, pages: int | None) -> None:
    with opened.reading() as db:
        found = int(db.exec_driver_sql("PRAGMA page_count").scalar() or 0)
        db.exec_driver_sql(f"PRAGMA max_page_count = {found if pages is None else pages}")


def test_a_full_disk_keeps_everything_here_until_there_is_room(
    folder: Path, clock: FakeClock, post: Post
) -> None:
    made: list[Vault] = []

    def opening() -> Vault:
        made.append(vault.create(folder, KEY))
        _shrink(made[0], pages=None)
        return made[0]

    journal = Journal(post.deliver, post.failures.append, post.changes.append)
    journal.open(opening).result(20)
    entry = OpenEntry(journal, clock)
    part, ink = entry.new_part(Kind.WORDS), entry.new_part(Kind.INK)
    for length in (60_000, 60_001):
        part.put(b"w" * length)
    ink.append(b"stroke" * 9_000)
    _wait(post, entry, KeepState.NOT_KEPT)
    assert type(entry.trouble) is DiskFull

    part.put(b"the newest words")
    journal.ask(lambda db: db.exec_driver_sql("PRAGMA max_page_count = 1000000")).result(10)
    for _try in range(3):
        entry.retry()
        post.run_until(lambda: entry.state is not KeepState.KEEPING)
    _wait(post, entry, KeepState.KEPT)

    kept = _only(journal)
    assert [p.body for p in kept.parts if p.kind is Kind.WORDS] == [b"the newest words"]
    assert [r.body for p in kept.parts for r in p.records] == [b"stroke" * 9_000]
    journal.close()


def test_words_touched_are_not_called_kept_before_they_are(
    journal: Journal, clock: FakeClock, post: Post
) -> None:
    entry = OpenEntry(journal, clock)
    part = entry.new_part(Kind.WORDS)
    part.put(b"one")
    _wait(post, entry, KeepState.KEPT)
    part.touch()
    assert entry.state is KeepState.KEEPING
    part.put(b"one two")
    assert entry.state is KeepState.KEEPING
    _wait(post, entry, KeepState.KEPT)
