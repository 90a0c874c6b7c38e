"""Seals: nothing of what they hold is shown or found before its day, and nothing is lost."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select

from journal_app.domain.changes import Changed
from journal_app.domain.clock import Moment
from journal_app.domain.day import Calendar
from journal_app.domain.entry import EntryId, Seal
from journal_app.domain.errors import NotKept
from journal_app.domain.shelved import Sealed
from journal_app.storage import binned, entries, lines, seals, vault
from journal_app.storage.schema import entry, search_doc
from journal_app.storage.vault import Vault
from tests.fakes import KEY, FakeClock
from tests.storage.shelves import make

TODAY = date(2026, 11, 22)
WORD = "apricot"
ZONES = ("Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Niue", "UTC")
FEW = examples(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Vault]:
    made = vault.create(tmp_path, KEY)
    with made.writing() as db:
        name = make(db, "a", WORD)
        row = {"entry_id": entries.key_of(db, name), "kind": "words", "body": WORD}
        db.execute(insert(search_doc).values(row))
    yield made
    made.close()


def _seen(db: Connection, today: date | None) -> set[bool]:
    """Ask in every way for the entry "a" and return whether it was seen."""
    shown = {line.id for line in entries.newest(db, 10, today)}
    docs = select(search_doc.c.body).join(entry, search_doc.c.entry_id == entry.c.id)
    found = set(db.execute(docs.where(lines.shown(today))).scalars())
    return {EntryId("a") in shown, WORD in found}


def _moment(utc_ms: int, zone: str) -> Moment:
    at = FakeClock(Moment(utc_ms, 0, "UTC")).now().civil.astimezone(ZoneInfo(zone))
    offset = at.utcoffset()
    assert offset is not None
    return Moment(utc_ms, int(offset.total_seconds() // 60), zone)


@FEW
@given(until=st.none() | st.dates(), today=st.dates() | st.none(), off=st.integers(-2, 2))
def test_a_seal_holds_until_its_day_and_not_a_day_longer(
    opened: Vault, until: date | None, today: date | None, off: int
) -> None:
    if until is not None and today is not None and date(2000, 1, 1) < until < date(3000, 1, 1):
        today = until + timedelta(days=off)  # close to the edge
    seal = Seal(until)
    with opened.writing() as db:
        seals.put_on(db, EntryId("a"), seal, 5)
        held = today is None or seal.holds(today)
        assert _seen(db, today) == {not held}
        if today is not None:
            assert bool(seals.count(db, today)) is held
            assert seals.holding(db, today) == ((Sealed(EntryId("a"), 5, until),) if held else ())
        assert entries.load(db, EntryId("a")).seal == seal


@FEW
@given(
    until=st.dates(date(1980, 1, 1), date(2100, 1, 1)),
    zone=st.sampled_from(ZONES),
    minutes=st.integers(-4000, 4000),
    begins=st.integers(0, 6),
)
def test_it_opens_in_the_morning_of_its_day_wherever_one_is(
    opened: Vault, until: date, zone: str, minutes: int, begins: int
) -> None:
    noon_ms = 1000 * 86_400 * (until - date(1970, 1, 1)).days + 43_200_000
    now = _moment(noon_ms + 60_000 * minutes, zone)
    morning = f"{until}T{begins:02}:00"
    with opened.writing() as db:
        seals.put_on(db, EntryId("a"), Seal(until), 0)
        today = Calendar(FakeClock(now), begins).today()
        assert _seen(db, today) == {f"{now.civil:%Y-%m-%dT%H:%M}" >= morning}


def test_a_clock_that_is_put_back_puts_it_out_of_sight_and_nothing_is_lost(opened: Vault) -> None:
    clock = FakeClock()
    calendar = Calendar(clock)
    with opened.writing() as db:
        before = entries.load(db, EntryId("a"))
        seals.put_on(db, EntryId("a"), Seal(date(2026, 11, 24)), 0)
        seen = []
        for hours in (0, 48, -48, 48):
            clock.go_on(3600 * hours)
            seen.append(_seen(db, calendar.today()))
        assert seen == [{False}, {True}, {False}, {True}]
        seals.take_off(db, EntryId("a"))
        assert entries.load(db, EntryId("a")) == before


def test_what_opens_first_comes_first_and_what_waits_for_somebody_last(opened: Vault) -> None:
    soon, later = date(2026, 11, 27), date(2027, 2, 22)
    with opened.writing() as db:
        for name, until in (("never", None), ("later", later), ("come", TODAY), ("soon", soon)):
            seals.put_on(db, make(db, name, "words"), Seal(until), 7)
        found = seals.holding(db, TODAY)
        assert [one.until for one in found] == [soon, later, None]
        assert {one.since_ms for one in found} == {7}
        assert seals.count(db, TODAY) == 3


def test_taken_off_it_is_there_again_and_one_seal_takes_the_place_of_another(opened: Vault) -> None:
    with opened.writing() as db:
        assert seals.put_on(db, EntryId("a"), Seal(), 0) == Changed(EntryId("a"), line=True)
        seals.put_on(db, EntryId("a"), Seal(TODAY), 0)
        assert _seen(db, TODAY) == {True}
        seals.put_on(db, EntryId("a"), Seal(), 0)
        assert _seen(db, date.max) == {False}
        assert seals.take_off(db, EntryId("a")) == Changed(EntryId("a"), line=True)
        assert _seen(db, TODAY) == {True}
        assert entries.load(db, EntryId("a")).seal is None


def test_what_is_in_the_bin_is_no_seal_to_open(opened: Vault) -> None:
    with opened.writing() as db:
        seals.put_on(db, EntryId("a"), Seal(), 0)
        binned.put(db, EntryId("a"), 1)
        assert seals.holding(db, TODAY) == ()
        binned.put_back(db, EntryId("a"))
        assert seals.count(db, TODAY) == 1
        assert _seen(db, TODAY) == {False}, "it comes back under its seal"


def test_a_seal_needs_an_entry(opened: Vault) -> None:
    with pytest.raises(NotKept), opened.writing() as db:
        seals.put_on(db, EntryId("nobody's"), Seal(), 0)
    with pytest.raises(NotKept), opened.writing() as db:
        seals.take_off(db, EntryId("nobody's"))
