"""What parts held before, in a real encrypted file: noted, read back, thinned, and never wrong."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, func, select, update

from journal_app.domain.changes import Changed
from journal_app.domain.clock import Moment
from journal_app.domain.entry import Entry, EntryId, Kind, Part, PartId, new_entry_id, new_part_id
from journal_app.domain.errors import NotKept
from journal_app.domain.versions import DAY_MS, HOUR_MS, MINUTE_MS, History, to_keep
from journal_app.services.journal import Journal
from journal_app.storage import entries, parts, rescue, vault, versions
from journal_app.storage.exchange import End
from journal_app.storage.schema import part, version
from journal_app.storage.vault import Vault
from journal_app.storage.versions import PATCH, WHOLE
from tests.fakes import KEY, SUNDAY_EVENING

ENTRY, WORDS = EntryId("e"), PartId("w")
BEGAN = 20_780 * DAY_MS + 9 * HOUR_MS


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """One vault for all tests that make a part of their own in it."""
    with closing(vault.create(tmp_path_factory.mktemp("versions"), KEY)) as made:
        yield made


@pytest.fixture
def opened(folder: Path) -> Iterator[Vault]:
    with closing(vault.create(folder, KEY)) as made:
        begin(made, ENTRY, WORDS)
        yield made


def begin(opened: Vault, entry_id: EntryId, part_id: PartId, at_ms: int = BEGAN) -> None:
    at = Moment(at_ms, 60, "CET")
    with opened.writing() as db:
        entries.begin(db, Entry(entry_id, at))
        parts.begin(db, entry_id, Part(part_id, Kind.WORDS, 0, at))


def put(opened: Vault, text: str, at_ms: int, part_id: PartId = WORDS) -> None:
    with opened.writing() as db:
        parts.put(db, part_id, text.encode(), at_ms)


def history(db: Connection, part_id: PartId = WORDS) -> History:
    found = versions.of_part(db, part_id)
    assert found is not None
    return found


def held(opened: Vault, part_id: PartId = WORDS) -> dict[int, str | None]:
    """Return what there is by when it was kept, the newest first."""
    with opened.reading() as db:
        found = history(db, part_id).versions
        bodies = {one.kept_ms: versions.read(db, one.id) for one in found}
    return {at: None if body is None else body.decode() for at, body in bodies.items()}


def forms(opened: Vault) -> list[str]:
    with opened.reading() as db:
        return list(db.execute(select(version.c.form).order_by(version.c.id)).scalars())


def first_of(opened: Vault) -> list[int]:
    with opened.reading() as db:
        return [one.kept_ms for one in history(db).versions if one.first]


def thin(opened: Vault, now_ms: int, most: int = versions.PARTS) -> None:
    with opened.writing() as db:
        versions.thin(db, now_ms, most)


def write(opened: Vault, count: int, every_ms: int = MINUTE_MS) -> dict[int, str]:
    """Write on for a while; return what was kept, by when, without what stands there now."""
    chance, text, told = Random(count), "", {}  # noqa: S311
    for number in range(count + 1):
        cut = chance.randrange(len(text) + 1)
        text = f"{text[:cut]}word {number} {text[cut + chance.choice((0, 0, 9)) :]}"
        put(opened, text, BEGAN + number * every_ms)
        told[BEGAN + number * every_ms] = text
    told.popitem()
    return told


def test_every_value_that_is_replaced_can_be_read_again(opened: Vault) -> None:
    told = write(opened, 150)
    found = held(opened)
    assert found == told
    assert list(found) == sorted(found, reverse=True)
    assert forms(opened).count(WHOLE) == 3  # hours
    assert forms(opened).count(PATCH) == 147


def test_neither_nothing_nor_the_same_again_is_a_version(opened: Vault) -> None:
    for minute, text in enumerate(("", "slow", "slow", "", "water", "water")):
        put(opened, text, BEGAN + minute * MINUTE_MS)
    assert held(opened) == {BEGAN + MINUTE_MS: "slow"}
    with opened.reading() as db:
        since = db.execute(select(part.c.changed_ms)).scalar_one()
    assert since == BEGAN + 4 * MINUTE_MS


def test_a_part_that_is_not_there_gets_no_version(opened: Vault) -> None:
    with pytest.raises(NotKept), opened.writing() as db:
        parts.put(db, PartId("none"), b"words", BEGAN)
    with opened.reading() as db:
        assert db.execute(select(version.c.id)).first() is None


def test_what_came_is_what_stood_there_when_it_was_first_set_aside(opened: Vault) -> None:
    put(opened, "slow", BEGAN)
    put(opened, "slow water", BEGAN + 5000)
    with opened.writing() as db:
        entries.set_aside(db, ENTRY, BEGAN + 6000)
    put(opened, "slow water", BEGAN + 60_000)  # nothing was changed yet
    put(opened, "slow water, I think", BEGAN + 70_000)
    with opened.writing() as db:
        entries.set_aside(db, ENTRY, BEGAN + 80_000)
    put(opened, "something else", BEGAN + 90_000)
    assert first_of(opened) == [BEGAN + 5000]
    assert held(opened)[BEGAN + 5000] == "slow water"
    assert forms(opened) == [WHOLE, WHOLE, PATCH]


def test_what_came_is_one_thing_also_when_the_clock_is_set_back(opened: Vault) -> None:
    put(opened, "slow", BEGAN)
    with opened.writing() as db:
        entries.set_aside(db, ENTRY, BEGAN + 60_000)
    for second in (10, 20, 30):
        put(opened, f"slow water {second}", BEGAN + 1000 * second)
    assert first_of(opened) == [BEGAN]


def test_a_later_thought_has_nothing_that_came_first(opened: Vault) -> None:
    with opened.writing() as db:
        entries.set_aside(db, ENTRY, BEGAN + 1000)
    for second in (5, 6, 7):
        put(opened, f"a thought {second}", BEGAN + 1000 * second)
    assert first_of(opened) == []


def test_what_came_first_and_what_is_there_now_outlive_all_thinning(opened: Vault) -> None:
    put(opened, "what came", BEGAN)
    with opened.writing() as db:
        entries.set_aside(db, ENTRY, BEGAN)
    for minute in range(1, 120):
        put(opened, f"what I make of it {minute}", BEGAN + minute * MINUTE_MS)
    for days in (1, 2, 3, 400):
        thin(opened, BEGAN + days * DAY_MS)
    assert held(opened) == {
        BEGAN: "what came",
        BEGAN + 118 * MINUTE_MS: "what I make of it 118",
    }
    with opened.reading() as db:
        assert history(db).body == b"what I make of it 119"


@pytest.mark.parametrize("now_ms", [BEGAN + n * HOUR_MS for n in (1, 4, 6, 14, 30, 70)])
def test_thinning_keeps_what_the_rule_says_and_each_is_what_it_was(
    opened: Vault, now_ms: int
) -> None:
    told = write(opened, 300)
    thin(opened, now_ms)
    times = list(told)
    assert held(opened) == {times[place]: told[times[place]] for place in to_keep(times, now_ms)}
    with opened.reading() as db:
        old = version.c.kept_ms < (now_ms // HOUR_MS - 1) * HOUR_MS
        assert set(db.execute(select(version.c.form).where(old)).scalars()) <= {WHOLE}


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.sampled_from(["put", "thin"]), st.integers(-3 * HOUR_MS, 30 * HOUR_MS)),
        max_size=30,
    ),
    st.integers(1, 3),
)
def test_whatever_the_clock_does_no_version_is_ever_wrong(
    shared: Vault, steps: list[tuple[str, int]], most: int
) -> None:
    mine, now_ms, told = new_part_id(), BEGAN, dict[int, set[str]]()
    begin(shared, new_entry_id(), mine)
    for number, (what, later) in enumerate(steps):
        now_ms += later
        if what == "put":
            put(shared, f"{'slow water ' * (number % 5)}{number}", now_ms, mine)
            told.setdefault(now_ms, set()).add(f"{'slow water ' * (number % 5)}{number}")
        else:
            thin(shared, now_ms, most)
        for at, text in held(shared, mine).items():
            assert text in told[at]


def test_what_hangs_on_a_version_that_leaves_is_kept_whole(opened: Vault) -> None:
    late, early = BEGAN + 10 * HOUR_MS, BEGAN
    told = {
        late: "slow",
        late + 1: "slow water",
        late + 2: "slow water over stones",
        early: "slow water over sand",  # the clock was set back
        early + 1: "music",
        early + 2: "apricot",
    }
    for at, text in told.items():
        put(opened, text, at)
    put(opened, "a door", late + 3)
    thin(opened, late + 10 * MINUTE_MS)
    stay = (late, late + 1, late + 2, early + 2)
    assert held(opened) == {at: told[at] for at in stay}


def test_a_call_thins_no_more_parts_than_it_may_and_the_next_goes_on(opened: Vault) -> None:
    for number in range(5):
        begin(opened, EntryId(f"e{number}"), PartId(f"p{number}"))
        for minute in range(3):
            put(opened, f"words {minute}", BEGAN + minute * MINUTE_MS, PartId(f"p{number}"))
    left = []
    for _ in range(4):
        thin(opened, BEGAN + 5 * DAY_MS, most=2)
        with opened.reading() as db:
            left.append(db.execute(select(func.count()).select_from(version)).scalar_one())
    assert left == [8, 6, 5, 5]


def test_what_is_thin_is_not_looked_at_again(opened: Vault) -> None:
    write(opened, 10)
    for _ in range(2):
        thin(opened, BEGAN + 5 * DAY_MS)
    asked: list[str] = []
    with opened.writing() as db:
        raw: Any = db.connection.driver_connection
        before = raw.total_changes
        raw.set_trace_callback(asked.append)
        versions.thin(db, BEGAN + 9 * DAY_MS)
        raw.set_trace_callback(None)
        assert raw.total_changes == before
    assert not [query for query in asked if "version.form" in query]


def test_ids_given_back_by_what_was_removed_are_thinned_too(opened: Vault) -> None:
    write(opened, 10)
    thin(opened, BEGAN + 5 * DAY_MS)
    with opened.writing() as db:
        db.execute(delete(part))
    begin(opened, EntryId("other"), PartId("other"))
    thin(opened, BEGAN + 5 * DAY_MS)
    for minute in range(4):
        put(opened, f"words {minute}", BEGAN + minute * MINUTE_MS, PartId("other"))
    thin(opened, BEGAN + 9 * DAY_MS)
    assert list(held(opened, PartId("other")).values()) == ["words 2"]


def test_damage_to_one_row_costs_an_hour_at_most_and_never_gives_a_wrong_text(
    opened: Vault,
) -> None:
    told = write(opened, 240)
    with opened.writing() as db:
        ids = db.execute(select(version.c.id).order_by(version.c.id)).scalars().all()
        db.execute(update(version).where(version.c.id == ids[150]).values(body=b"\0" * 30))
    found = held(opened)
    missing = [at for at, text in found.items() if text is None]
    assert 0 < len(missing) <= 60
    assert {at: text for at, text in found.items() if text is not None} == {
        at: text for at, text in told.items() if at not in missing
    }


def test_thinning_leaves_alone_what_it_cant_read(opened: Vault) -> None:
    told = write(opened, 20)
    with opened.writing() as db:
        newest = select(func.max(version.c.id)).scalar_subquery()
        db.execute(update(version).where(version.c.id == newest).values(body=b"spoiled"))
    thin(opened, BEGAN + 5 * DAY_MS)
    found = held(opened)
    assert found.keys() == told.keys()
    assert [text for text in found.values() if text is not None] == [told[BEGAN]]


def test_a_version_and_what_replaces_it_are_kept_together_or_not_at_all(opened: Vault) -> None:
    put(opened, "slow", BEGAN)

    def cut_short() -> None:
        with opened.writing() as db:
            parts.put(db, WORDS, b"slow water", BEGAN + 1000)
            assert len(history(db).versions) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cut_short()
    assert held(opened) == {}
    with opened.reading() as db:
        assert history(db).body == b"slow"


def test_thinning_that_is_cut_short_changes_nothing(opened: Vault) -> None:
    told = write(opened, 100)

    def cut_short() -> None:
        with opened.writing() as db:
            versions.thin(db, BEGAN + 5 * DAY_MS)
            assert len(history(db).versions) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cut_short()
    assert held(opened) == told


def test_versions_go_with_their_part_and_are_nobody_elses(opened: Vault) -> None:
    write(opened, 5)
    begin(opened, EntryId("other"), PartId("other"))
    for minute in range(3):
        put(opened, f"words {minute}", BEGAN + minute * MINUTE_MS, PartId("other"))
    assert list(held(opened, PartId("other")).values()) == ["words 1", "words 0"]
    with opened.writing() as db:
        db.execute(delete(part).where(part.c.uid == WORDS))
    with opened.reading() as db:
        assert db.execute(select(func.count()).select_from(version)).scalar_one() == 2


def test_a_version_that_is_gone_reads_as_nothing(opened: Vault) -> None:
    with opened.reading() as db:
        assert versions.read(db, 77) is None
        assert versions.of_part(db, PartId("none")) is None


def test_a_version_before_much_was_taken_away_stands_out(opened: Vault) -> None:
    much = "".join(map(chr, Random(1).choices(range(97, 123), k=400)))  # noqa: S311
    for second, text in enumerate(("a", f"a{much}", "a", "ab", "abc")):
        put(opened, text, BEGAN + 1000 * second)
    with opened.reading() as db:
        found = history(db).versions
    assert [one.kept_ms - BEGAN for one in found if one.stands_out] == [1000]


def test_a_rescue_brings_every_version_over(folder: Path, opened: Vault) -> None:
    told = write(opened, 150)
    thin(opened, BEGAN + 4 * HOUR_MS)
    before = held(opened)
    opened.close()
    rescue.prepare(folder, KEY)
    with closing(vault.unlock(folder / End.ASIDE, KEY)) as rescued:
        assert held(rescued) == before
        assert before.items() <= told.items()
        assert len(before) > 2


def test_through_the_door_a_version_is_kept_and_said(journal: Journal) -> None:
    at = SUNDAY_EVENING
    journal.do(entries.begin, Entry(ENTRY, at)).result(20)
    journal.do(parts.begin, ENTRY, Part(WORDS, Kind.WORDS, 0, at)).result(20)
    for number in range(3):
        said = journal.do(parts.put, WORDS, b"%d" % number, at.utc_ms + number).result(20)
        assert said.entry == ENTRY
    found = journal.ask(history, WORDS).result(20)
    assert (found.kind, found.made, found.body) == (Kind.WORDS, at, b"2")
    bodies = [journal.ask(versions.read, one.id).result(20) for one in found.versions]
    assert bodies == [b"1", b"0"]
    assert journal.do(versions.thin, at.utc_ms).result(20) == Changed(None)
