"""The search answers only what was asked last, and catches up without being in anybody's way."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from journal_app import storage
from journal_app.domain import searching, transcript
from journal_app.domain.changes import Changed
from journal_app.domain.day import Calendar
from journal_app.domain.entry import Entry, EntryId, Kind, Part, PartId, Seal
from journal_app.domain.searching import Hit, Query, Where
from journal_app.domain.spot import Phrase, Spot, Stretch
from journal_app.services import search as looking
from journal_app.services.journal import Journal, Reply
from journal_app.services.search import Search
from journal_app.services.session import Session
from journal_app.storage import entries, parts
from tests.domain.test_transcript import spoken
from tests.fakes import SUNDAY_EVENING, FakeClock, Post
from tests.services.sessions import Opener, opener

__all__ = ["opener"]

PATIENCE = 20.0


class Someone:
    """Someone who searches, and remembers every answer."""

    def __init__(self, session: Session, post: Post) -> None:
        self.session = session
        self.post = post
        self.search = Search(session, Calendar(session.clock))
        self.answers: list[tuple[Hit, ...]] = []

    def write(self, name: str, text: str, minute: int = 0) -> None:
        at = replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms + 60_000 * minute)
        part = Part(PartId(f"{name} part"), Kind.WORDS, 0, at, body=text.encode())
        self.session.journal.do(entries.begin, Entry(EntryId(name), at)).result(20)
        self.session.journal.do(parts.begin, EntryId(name), part).result(20)

    def speak(self, name: str, body: bytes) -> None:
        part = Part(PartId(f"{name} part"), Kind.VOICE, 0, SUNDAY_EVENING)
        self.session.journal.do(entries.begin, Entry(EntryId(name), SUNDAY_EVENING)).result(20)
        self.session.journal.do(parts.begin, EntryId(name), part).result(20)
        self.session.journal.do(parts.put, part.id, body, 1).result(20)

    def catch_up(self) -> None:
        done: list[int] = []
        self.search.catch_up(lambda: True, lambda: done.append(1))
        self.until(lambda: bool(done))

    def look(self, typed: str, **how: int) -> None:
        self.search.look(Query(searching.parse(typed)), self.answers.append, **how)

    def find(self, typed: str, **how: int) -> tuple[Hit, ...]:
        self.look(typed, **how)
        self.until(lambda: bool(self.answers))
        return self.answers.pop()

    def until(self, met: Callable[[], bool]) -> None:
        self.post.run_until(met, PATIENCE)


@pytest.fixture
def someone(opener: Opener, folder: Path, post: Post) -> Someone:
    opener.begin(folder)
    return Someone(opener.open(folder), post)


def test_a_word_that_was_written_down_of_a_voice_opens_where_it_is_heard(someone: Someone) -> None:
    someone.speak("v", transcript.pack(spoken("first the stones", "then slow water", gap_ms=2000)))
    someone.catch_up()
    (hit,) = someone.find("slow wat")
    spot = Spot(EntryId("v"), PartId("v part"), Stretch(4.8, 5.5), ("slow", "water"))
    assert (hit.spot, hit.where) == (spot, Where.TRANSCRIPT)
    assert hit.excerpt.text == "then slow water"
    assert someone.find("engine") == someone.find("tiny") == ()  # only its words are looked in


def test_what_was_changed_in_a_transcript_is_found_and_what_it_was_is_not(someone: Someone) -> None:
    written = spoken("the see was cold")
    someone.speak("v", transcript.pack(written))
    body = transcript.pack(replace(written, edited="the sea was cold"))
    someone.session.journal.do(parts.put, PartId("v part"), body, 2).result(20)
    someone.catch_up()
    assert someone.find("see ") == ()
    (hit,) = someone.find("cold")
    assert hit.spot.at == Stretch(2.3, 3.0)


def test_what_was_said_in_an_entry_that_is_sealed_or_in_the_bin_is_not_found(
    someone: Someone,
) -> None:
    someone.speak("v", transcript.pack(spoken("slow water")))
    someone.catch_up()
    assert len(someone.find("slow")) == 1
    do = someone.session.journal.do
    do(storage.seals.put_on, EntryId("v"), Seal(), 4).result(20)
    assert someone.find("slow") == ()
    do(storage.seals.take_off, EntryId("v")).result(20)
    do(parts.take_out, PartId("v part"), 5).result(20)
    assert someone.find("slow") == ()


def test_a_transcript_goes_with_the_voice_that_is_let_go_of(someone: Someone) -> None:
    someone.speak("v", transcript.pack(spoken("slow water")))
    someone.catch_up()
    do, ask = someone.session.journal.do, someone.session.journal.ask
    do(parts.take_out, PartId("v part"), 5).result(20)
    do(storage.binned.let_go, None).result(20)
    while ask(storage.binned.unswept).result(20):
        do(storage.binned.sweep, 100).result(20)
    rows = ask(lambda db: db.exec_driver_sql("SELECT body FROM search_doc").fetchall()).result(20)
    assert not [row for row in rows if "water" in row[0]]


def test_a_hit_opens_where_it_stands(someone: Someone) -> None:
    text = "# A day\n\nfirst the stones, then *slow Wäter*\nand a door"
    someone.write("e", text)
    someone.catch_up()
    (hit,) = someone.find("slow wat")
    at = text.index("slow")
    spot = Spot(EntryId("e"), PartId("e part"), Phrase(at, at + 4), ("slow", "Wäter"))
    assert (hit.spot, hit.where, hit.day) == (spot, Where.WORDS, SUNDAY_EVENING.day)
    assert hit.excerpt.text == "first the stones, then slow Wäter · and a door"
    assert [hit.excerpt.text[slice(*span)] for span in hit.excerpt.spans] == ["slow", "Wäter"]


@pytest.mark.parametrize(
    ("before", "said"), [("x" * 5000, "x"), ("dry stones " * 500, "stones "), ("石" * 5000, "石")]
)
def test_a_hit_far_into_a_long_line_is_shown_with_what_is_near(
    someone: Someone, before: str, said: str
) -> None:
    someone.write("e", f"{before} slow water {'over ' * 2000}")
    someone.catch_up()
    (hit,) = someone.find("wat")
    (start, stop) = hit.excerpt.spans[0]
    assert hit.excerpt.text[start:stop] == "water"
    assert hit.excerpt.text.startswith("… ")
    assert said in hit.excerpt.text or said == "x"
    assert start < 60


def test_only_what_was_asked_last_is_answered(someone: Someone) -> None:
    someone.write("e", "slow water")
    someone.catch_up()
    for typed in ("sl", "slo", "slow", "slow wa", "stones"):
        someone.look(typed)
    assert someone.find("slow water")[0].spot.words == ("slow", "water")
    assert someone.answers == []


class Counted(Journal):
    """The door of a session, and how often something was asked there."""

    def __init__(self, door: Journal) -> None:
        self.__dict__ = door.__dict__
        self.count: list[object] = []

    def ask(self, *args: Any, **kwargs: Any) -> Reply[Any]:
        self.count.append(args)
        return super().ask(*args, **kwargs)


def test_no_more_than_one_question_waits_behind_the_one_being_answered(someone: Someone) -> None:
    door = Counted(someone.session.journal)
    session = replace(someone.session, journal=door)
    someone.search = Search(session, Calendar(session.clock))
    for number in range(50):
        someone.look(f"wa{number}")
    someone.find("water")
    assert len(door.count) == 2


def test_what_was_written_last_is_found_and_the_rest_a_little_later(
    someone: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "A_STEP", 1)
    for minute in range(9):
        someone.write(f"{minute}", f"water {minute}", minute)
    someone.search.catch_up(lambda: True)
    assert someone.find("water")[0].spot.entry == "8"
    assert someone.search.behind
    someone.until(lambda: not someone.search.behind)
    assert len(someone.find("water")) == 9


def test_catching_up_stops_when_somebody_makes_something_and_goes_on_later(
    someone: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "A_STEP", 1)
    for minute in range(9):
        someone.write(f"{minute}", f"water {minute}", minute)
    free = [True, True]
    someone.search.catch_up(lambda: bool(free) and free.pop())
    someone.until(lambda: not someone.search._busy)
    assert len(someone.find("water")) == 2
    someone.catch_up()
    assert len(someone.find("water")) == 9


def test_older_hits_come_when_they_are_asked_for(someone: Someone) -> None:
    for minute in range(5):
        someone.write(f"{minute}", "water", minute)
    someone.catch_up()
    first = someone.find("water", limit=2)
    rest = someone.find("water", limit=9, before=first[-1].order)
    assert [hit.spot.entry for hit in (*first, *rest)] == ["4", "3", "2", "1", "0"]


def test_nothing_is_answered_to_who_has_gone(someone: Someone) -> None:
    someone.write("e", "water")
    someone.catch_up()
    someone.look("water")
    someone.search.forget()
    settled: list[object] = []
    someone.session.journal.ask(storage.search.waiting).then(settled.append)
    someone.until(lambda: bool(settled))
    assert someone.answers == []


def test_a_search_on_a_closed_journal_says_nothing(someone: Someone, post: Post) -> None:
    someone.write("e", "water")
    someone.session.journal.close()
    someone.look("water")
    someone.search.catch_up(lambda: True)
    while not post.queue.empty():
        post.queue.get()()
    assert someone.answers == []
    assert not someone.search.behind


def test_catching_up_rests_when_the_file_takes_nothing(someone: Someone) -> None:
    someone.write("e", "water")
    someone.session.journal.ask(_only_read, "ON").result(20)
    someone.search.catch_up(lambda: True)
    someone.until(lambda: bool(someone.post.failures) and not someone.search.behind)
    assert someone.find("water") == ()
    someone.session.journal.ask(_only_read, "OFF").result(20)
    someone.catch_up()
    assert len(someone.find("water")) == 1


def _only_read(db: Connection, how: str) -> None:
    db.exec_driver_sql(f"PRAGMA query_only = {how}")


def test_an_autosave_passes_between_two_steps(
    someone: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "A_STEP", 1)
    for minute in range(6):
        someone.write(f"{minute}", f"water {minute}", minute)
    done: list[int] = []
    someone.search.catch_up(lambda: True, lambda: done.append(1))
    kept: list[Changed] = []
    someone.session.journal.do(parts.put, PartId("0 part"), b"stones", 1).then(kept.append)
    someone.until(lambda: bool(kept))
    assert not done, "it was kept before all was caught up with"
    someone.until(lambda: bool(done))
    assert [hit.spot.entry for hit in someone.find("stones")] == ["0"]


def test_what_was_looked_for_is_in_no_word_a_machine_writes_down(someone: Someone) -> None:
    someone.write("e", "secretly slow")
    someone.catch_up()
    query = Query(searching.parse("secretly"))
    (hit,) = someone.find("secretly")
    assert "secret" not in repr(query) + repr(hit) + repr(looking._Asked(query, print, 1, None))


def test_the_clock_decides_what_is_still_sealed(someone: Someone, clock: FakeClock) -> None:
    someone.write("e", "water")
    someone.catch_up()
    tomorrow = "2026-11-23"
    someone.session.journal.do(_seal, tomorrow).result(20)
    assert someone.find("water") == ()
    clock.go_on(86_400)
    assert len(someone.find("water")) == 1


def _seal(db: Connection, day: str) -> Changed:
    db.exec_driver_sql("UPDATE entry SET sealed = 1, opens_day = ?", (day,))
    return Changed(None)
