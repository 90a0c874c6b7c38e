"""The open entry: made at the first mark, kept in order, never dropped."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from journal_app.domain.arrangement import History
from journal_app.domain.clock import Moment
from journal_app.domain.day import day_of
from journal_app.domain.entry import Entry, EntryState, Kind, PartState, new_part_id
from journal_app.domain.errors import DiskFull
from journal_app.services.journal import Journal
from journal_app.services.openentry import KeepState, OpenEntry
from journal_app.storage import entries, parts, vault
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


def _three(journal: Journal, clock: FakeClock, post: Post) -> OpenEntry:
    """Return an entry of three parts, set aside and opened again."""
    entry = OpenEntry(journal, clock, day=clock.now().day)
    for number in range(3):
        entry.new_part(Kind.WORDS).put(b"%d" % number)
    entry.set_aside()
    _wait(post, entry, KeepState.KEPT)
    return OpenEntry(journal, clock, _only(journal))


def _bodies(entry: Entry) -> list[bytes]:
    return [part.body for part in entry.parts]


def test_an_entry_is_kept_as_it_is_arranged(journal: Journal, clock: FakeClock, post: Post) -> None:
    entry = _three(journal, clock, post)
    now = entry.arrangement
    before = Moment(now.happened.utc_ms - 10**9, 120, "CEST")
    entry.arrange(
        replace(
            now.moved(now.parts[0], 2),
            title="Stones",
            shared=True,
            happened=before,
            day=date(2026, 11, 11),
        )
    )
    _wait(post, entry, KeepState.KEPT)
    kept = _only(journal)
    assert (kept.title, kept.shared, kept.made) == ("Stones", True, before)
    assert kept.day == date(2026, 11, 11)
    assert _bodies(kept) == _bodies(entry.content) == [b"1", b"2", b"0"]
    assert kept.state is EntryState.ASIDE, "nobody writes in it"
    assert kept == entry.content


def test_a_part_goes_to_the_bin_and_comes_back_where_it_was(
    journal: Journal, clock: FakeClock, post: Post
) -> None:
    entry = _three(journal, clock, post)
    whole, middle = entry.arrangement, entry.parts[1]
    entry.arrange(whole.without(middle.id))
    _wait(post, entry, KeepState.KEPT)
    assert _bodies(_only(journal)) == [b"0", b"2"]
    assert entry.taken_out == (middle,)

    again = OpenEntry(journal, clock, _only(journal))
    again.remember(entry.taken_out)
    again.new_part(Kind.WORDS).put(b"3")
    again.arrange(again.arrangement.with_part(middle.id, 1))
    _wait(post, again, KeepState.KEPT)
    assert _bodies(_only(journal)) == _bodies(again.content) == [b"0", b"1", b"2", b"3"]
    assert again.taken_out == ()


def test_a_part_nobody_knows_is_not_put_back(
    journal: Journal, clock: FakeClock, post: Post
) -> None:
    entry = _three(journal, clock, post)
    entry.arrange(entry.arrangement.with_part(new_part_id(), 0))
    assert entry.state is KeepState.KEPT
    assert _bodies(entry.content) == [b"0", b"1", b"2"]


def test_a_full_disk_keeps_the_arrangement_here_and_lays_it_over_what_is_kept(
    full: _Full, clock: FakeClock, post: Post
) -> None:
    made = OpenEntry(full.journal, clock)
    for number in range(3):
        made.new_part(Kind.WORDS).put(b"%d" % number)
    made.set_aside()
    _wait(post, made, KeepState.KEPT)
    entry = OpenEntry(full.journal, clock, full.load(made))
    full.fill()
    entry.parts[0].put(b"w" * 60_000)
    _wait(post, entry, KeepState.NOT_KEPT)
    first, second, third = (part.id for part in entry.parts)
    wanted = replace(entry.arrangement, parts=(third, first), shared=True, day=date(2026, 11, 1))
    entry.arrange(wanted)

    whole = entry.come_back(full.load(entry))
    assert [part.id for part in whole.parts] == [third, first]
    assert (whole.shared, whole.day) == (True, date(2026, 11, 1))
    assert [part.id for part in entry.taken_out] == [second]

    full.make_room()
    full.retry_until_kept(entry)
    kept = full.load(entry)
    assert [part.id for part in kept.parts] == [third, first]
    assert (kept.shared, kept.day) == (True, date(2026, 11, 1))


def test_what_came_back_into_an_entry_meanwhile_is_there_when_it_is_opened_again(
    journal: Journal, clock: FakeClock, post: Post
) -> None:
    whole = _three(journal, clock, post)
    part = whole.parts[0].id
    journal.do(parts.take_out, part, 1).result(10)
    entry = OpenEntry(journal, clock, _only(journal))
    journal.do(parts.take_out, part, None).result(10)
    assert part in {found.id for found in entry.come_back(_only(journal)).parts}
    assert part in entry.arrangement.parts


@pytest.fixture(scope="module")
def shared_journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """One journal for many examples; nobody waits for what it delivers."""
    folder = tmp_path_factory.mktemp("shared") / "journal"
    folder.mkdir(mode=0o700)
    door = Journal(lambda work: work(), lambda error: None, lambda changed: None)
    door.open(lambda: vault.create(folder, KEY)).result(20)
    yield door
    door.close()


@given(data=st.data())
@settings(max_examples=25)
def test_whatever_is_done_to_the_order_the_vault_has_the_same(
    shared_journal: Journal, data: st.DataObject
) -> None:
    clock = FakeClock()
    entry = OpenEntry(shared_journal, clock)
    ids = [entry.new_part(Kind.WORDS).id for _ in range(4)]
    for part_id in ids:
        entry.part(part_id).put(part_id.encode())
    history = History(entry.arrangement)
    for wanted in data.draw(st.lists(st.permutations(ids), max_size=5)):
        some = tuple(wanted[: data.draw(st.integers(0, 4))])
        history.go_on(replace(history.now, parts=some))
        entry.arrange(history.now)
        if data.draw(st.booleans()):
            entry.arrange(history.undo())
    load = shared_journal.ask(entries.load, entry.id).result(10)
    assert tuple(part.id for part in load.parts) == history.now.parts
    while history.can_undo:
        entry.arrange(history.undo())
    load = shared_journal.ask(entries.load, entry.id).result(10)
    assert [part.id for part in load.parts] == ids


_OFFSETS = st.integers(-14 * 60, 14 * 60)


@given(
    moments=st.lists(
        st.builds(Moment, st.integers(0, 4 * 10**12), _OFFSETS, st.just("there")),
        min_size=2,
        max_size=4,
    ),
    begins=st.integers(0, 12),
)
@settings(max_examples=25)
def test_no_entry_changes_its_civil_day_wherever_and_whenever_it_is_opened_again(
    shared_journal: Journal, moments: list[Moment], begins: int
) -> None:
    first, *later = moments
    clock = FakeClock(first)
    on = day_of(first, begins)
    entry = OpenEntry(shared_journal, clock, day=on)
    entry.new_part(Kind.WORDS).put(b"here")
    entry.set_aside()
    for moment in later:
        clock.moment = moment
        entry = OpenEntry(
            shared_journal, clock, shared_journal.ask(entries.load, entry.id).result(10)
        )
        entry.entitle("there")
        entry.parts[0].put(f"there, {moment.utc_ms}".encode())
        entry.new_part(Kind.WORDS).put(b"more")
        entry.arrange(replace(entry.arrangement.moved(entry.parts[0].id, 1), shared=True))
        entry.set_aside()
        kept = entry.come_back(shared_journal.ask(entries.load, entry.id).result(10))
        assert (kept.day, kept.made) == (on, first)
    kept = shared_journal.ask(entries.load, entry.id).result(10)
    assert (kept.day, kept.made) == (on, first)
