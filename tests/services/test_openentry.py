"""The open entry: made at the first mark, kept in order, never dropped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from journal_app.domain.entry import Entry, EntryState, Kind, PartState
from journal_app.domain.errors import DiskFull
from journal_app.services.journal import Journal
from journal_app.services.openentry import KeepState, OpenEntry
from journal_app.storage import entries, vault
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


class _Full:
    """A journal whose file may not grow by a page until ``make_room``."""

    def __init__(self, folder: Path, post: Post) -> None:
        self.post = post
        self.journal = Journal(post.deliver, post.failures.append, post.changes.append)
        self.journal.open(lambda: vault.create(folder, KEY)).result(20)

    def fill(self) -> None:
        self.journal.ask(_let_it_grow_to, None).result(20)

    def make_room(self) -> None:
        self.journal.ask(_let_it_grow_to, 1_000_000).result(20)

    def load(self, entry: OpenEntry) -> Entry:
        return self.journal.ask(entries.load, entry.id).result(20)

    def retry_until_kept(self, entry: OpenEntry) -> None:
        def look() -> bool:
            entry.retry()
            return entry.state is KeepState.KEPT

        self.post.run_until(look)


def _let_it_grow_to(db: Connection, pages: int | None) -> None:
    found = int(db.exec_driver_sql("PRAGMA page_count").scalar() or 0)
    db.exec_driver_sql(f"PRAGMA max_page_count = {pages or found}")


@pytest.fixture
def full(folder: Path, post: Post) -> Iterator[_Full]:
    made = _Full(folder, post)
    yield made
    made.journal.close()


def test_a_full_disk_keeps_everything_here_until_there_is_room(
    full: _Full, clock: FakeClock, post: Post
) -> None:
    full.fill()
    entry = OpenEntry(full.journal, clock)
    part, ink = entry.new_part(Kind.WORDS), entry.new_part(Kind.INK)
    for length in (60_000, 60_001):
        part.put(b"w" * length)
    ink.append(b"stroke" * 9_000)
    _wait(post, entry, KeepState.NOT_KEPT)
    assert type(entry.trouble) is DiskFull

    part.put(b"the newest words")
    full.make_room()
    full.retry_until_kept(entry)
    kept = full.load(entry)
    assert [p.body for p in kept.parts if p.kind is Kind.WORDS] == [b"the newest words"]
    assert [r.body for p in kept.parts for r in p.records] == [b"stroke" * 9_000]


def test_a_caption_and_a_title_are_kept_as_they_were_written_last(
    full: _Full, clock: FakeClock, post: Post
) -> None:
    entry = OpenEntry(full.journal, clock)
    part = entry.new_part(Kind.INK)
    part.append(b"stroke")
    _wait(post, entry, KeepState.KEPT)
    full.fill()
    for length in (50_000, 50_001, 1):
        part.describe("c" * length)
        entry.entitle("t" * length)
    _wait(post, entry, KeepState.NOT_KEPT)
    full.make_room()
    full.retry_until_kept(entry)
    assert (full.load(entry).title, full.load(entry).parts[0].caption) == ("t", "c")


def test_what_waits_is_counted_in_bytes_and_comes_back_with_what_is_kept(
    full: _Full, clock: FakeClock, post: Post
) -> None:
    entry = OpenEntry(full.journal, clock)
    ink, words = entry.new_part(Kind.INK), entry.new_part(Kind.WORDS)
    ink.append(b"kept")
    words.put(b"kept, too")
    _wait(post, entry, KeepState.KEPT)
    assert (entry.waiting, ink.waiting()) == (0, 0)
    full.fill()
    ink.append(bytes(50_000))
    ink.append(bytes(7))
    words.put(b"only here")
    entry.entitle("a title")
    entry.set_aside()
    _wait(post, entry, KeepState.NOT_KEPT)
    assert (entry.waiting, ink.waiting()) == (50_007, 50_007)

    whole = entry.come_back(full.load(entry))
    assert (whole.id, whole.title) == (entry.id, "a title")
    assert [len(record.body) for record in whole.parts[0].records] == [4, 50_000, 7]
    assert whole.parts[1].body == b"only here"
    assert [part.content for part in entry.parts] == list(whole.parts)
    assert entry.part(ink.id).append(b"more") == 3

    full.make_room()
    full.retry_until_kept(entry)
    kept = full.load(entry)
    assert [len(record.body) for record in kept.parts[0].records] == [4, 50_000, 7, 4]
    assert (kept.parts[1].body, kept.title, kept.state) == (
        b"only here",
        "a title",
        EntryState.OPEN,
    )


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
