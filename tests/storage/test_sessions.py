"""What lies around a session is found by its days; a session that goes takes nothing else along."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from journal_app.domain import placing, sessionlog
from journal_app.domain.entry import Entry, EntryId, Kind, Part, PartId, Seal
from journal_app.domain.placing import Around
from journal_app.domain.sessionlog import SessionLog
from journal_app.storage import binned, entries, lines, parts, seals, sessions, vault
from journal_app.storage.vault import Vault
from tests.fakes import KEY
from tests.zones import Wall

FRIDAY = date(2026, 11, 20)
TODAY = FRIDAY + timedelta(days=30)
WALL = Wall("Europe/Berlin").at


class Shelf:
    """A vault, and what is made in it at some time."""

    def __init__(self, made: Vault) -> None:
        self.vault = made

    def make(self, name: str, at: str, *kinds: Kind, guide: str = "", body: bytes = b"x") -> None:
        moment = WALL(datetime.fromisoformat(at))
        with self.vault.writing() as db:
            entries.begin(db, Entry(EntryId(name), moment, day=moment.day, guide=guide))
            for place, kind in enumerate(kinds):
                part = Part(PartId(f"{name}{place}"), kind, place, moment, body=body)
                parts.begin(db, EntryId(name), part)

    def note(self, name: str, on: date, begins: str = "", *kinds: Kind) -> None:
        said = {"begins": sessionlog.read_time(begins)} if begins else {}
        log = sessionlog.placed_on(SessionLog(), on, said, WALL, 4)
        body = sessionlog.body(log)
        self.make(name, f"{on} 12:00", Kind.SESSION, *kinds, body=body)

    def around(self, name: str) -> Around | None:
        with self.vault.reading() as db:
            return sessions.around(db, EntryId(name), TODAY)

    def known(self) -> list[str]:
        with self.vault.reading() as db:
            return [one.entry for one in sessions.known(db, TODAY)]

    def all(self) -> list[str]:
        with self.vault.reading() as db:
            return sorted(line.id for line in lines.newest(db, 20, TODAY))


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(vault.create(tmp_path, KEY))
    made.note("session", FRIDAY, "about 14:00")
    made.note("later", FRIDAY + timedelta(days=14))
    made.make("before", "2026-11-18 20:00", Kind.WORDS, guide=placing.BEFORE)
    made.make("unasked", "2026-11-18 21:00", Kind.WORDS)
    made.make("evening", "2026-11-20 18:30", Kind.WORDS)
    made.make("sunday", "2026-11-22 20:30", Kind.INK)
    made.make("after", "2026-12-05 10:00", Kind.WORDS)
    yield made
    made.vault.close()


def said(around: Around | None) -> tuple[list[str], dict[str, str]]:
    assert around is not None
    after: dict[str, str] = {line.id: placing.how_far(since) for since, line in around.after}
    return [line.id for line in around.before], after


def test_all_that_was_made_around_a_session_lies_with_it(shelf: Shelf) -> None:
    assert shelf.known() == ["session", "later"]
    assert said(shelf.around("session")) == (
        ["before"],
        {"evening": "4 h after", "sunday": "day 2 after"},
    )
    assert said(shelf.around("later")) == ([], {"after": "day 1 after"})
    assert shelf.around("sunday") is None


def test_what_is_sealed_or_in_the_bin_lies_nowhere(shelf: Shelf) -> None:
    with shelf.vault.writing() as db:
        seals.put_on(db, EntryId("evening"), Seal(), 1)
        binned.put(db, EntryId("later"), 1)
    assert shelf.known() == ["session"]
    after = said(shelf.around("session"))[1]
    assert after == {"sunday": "day 2 after", "after": "2 weeks after"}


def test_a_session_that_goes_leaves_all_else_where_it_is(shelf: Shelf) -> None:
    shelf.note("mixed", FRIDAY + timedelta(days=20), "", Kind.WORDS)
    before = shelf.all()

    def put_away(db: Connection, name: str) -> None:
        sessions.put_away(db, EntryId(name), PartId(f"{name}0"), 5)

    with shelf.vault.writing() as db:
        for name in ("session", "mixed"):
            put_away(db, name)
    assert shelf.known() == ["later"]
    assert shelf.all() == [name for name in before if name != "session"]
    with shelf.vault.writing() as db:
        for name in ("session", "mixed"):
            sessions.put_back(db, EntryId(name), PartId(f"{name}0"))
    assert shelf.known() == ["session", "later", "mixed"]
    assert shelf.all() == before


def test_what_is_still_to_come_was_not_the_last_thing_made(shelf: Shelf) -> None:
    with shelf.vault.reading() as db:
        (last,) = lines.last(db, 1, FRIDAY + timedelta(days=3))
    assert last.id == "sunday"
