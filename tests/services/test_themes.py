"""Themes through the door: what a person does with names, and the way back from each step."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from journal_app.domain.day import Calendar
from journal_app.domain.entry import Entry, EntryId, Kind, Part, PartId, Record
from journal_app.domain.errors import JournalError
from journal_app.domain.ink.codec import pack
from journal_app.domain.ink.marks import Extent, Sample, Stroke
from journal_app.domain.ink.records import Add
from journal_app.domain.spot import Phrase, Region, Spot
from journal_app.domain.themes import ThemeId
from journal_app.services.session import Session
from journal_app.services.themes import Step, Themes
from journal_app.storage import entries, parts
from tests.fakes import SUNDAY_EVENING, FakeClock
from tests.services.sessions import Opener, opener

__all__ = ["opener"]

ENTRY, WORDS, INK = EntryId("e"), PartId("w"), PartId("i")


@pytest.fixture
def session(opener: Opener, folder: Path) -> Session:
    opener.begin(folder)
    made = opener.open(folder)
    journal = made.journal
    journal.do(entries.begin, Entry(ENTRY, SUNDAY_EVENING, day=date(2026, 11, 22))).result(20)
    for part in (
        Part(WORDS, Kind.WORDS, 0, SUNDAY_EVENING, body=b"slow water", form="md1"),
        Part(INK, Kind.INK, 1, SUNDAY_EVENING),
    ):
        journal.do(parts.begin, ENTRY, part).result(20)
    stroke = Stroke.of(1, "pen", "sage", 4.0, 0, (Sample(10, 10), Sample(40, 30)))
    journal.do(parts.append, INK, Record(0, 0, pack(Add(stroke, Extent(200, 100))))).result(20)
    return made


@pytest.fixture
def themes(session: Session, clock: FakeClock) -> Themes:
    return Themes(session, Calendar(clock))


def names(themes: Themes) -> list[tuple[str, int]]:
    return [(met.name, met.times) for met in themes.known().result(20)]


def done(step: Step) -> Step:
    step.reply.result(20)
    return step


def undo(step: Step, opener: Opener) -> None:
    """Go back, as the window does: what waits for an answer goes on when that was delivered."""
    step.undo()
    answers = opener.opened[0].journal.ask(entries.newest, 1)
    answered: list[object] = []
    answers.then(answered.append)
    opener.post.run_until(lambda: bool(answered))


def test_a_spot_is_named_and_the_name_taken_back(themes: Themes, opener: Opener) -> None:
    step = done(themes.give("  Water ", Spot(ENTRY, WORDS, Phrase(5, 10)), "water"))
    assert names(themes) == [("Water", 1)]
    thread = themes.thread(themes.known().result(20)[0].id).result(20)
    assert thread is not None
    (met,) = thread.returns
    assert met.spot == Spot(ENTRY, WORDS, Phrase(5, 10), ("water",))
    undo(step, opener)
    assert names(themes) == []


def test_a_name_taken_off_an_entry_comes_back(themes: Themes, opener: Opener) -> None:
    done(themes.give("water", Spot(ENTRY, WORDS, Phrase(5, 10)), "water"))
    done(themes.give("water", Spot(ENTRY)))
    ((met, marks),) = themes.of_entry(ENTRY).result(20)
    step = done(themes.take_off(met, marks))
    assert names(themes) == [("water", 0)]
    undo(step, opener)
    assert themes.of_entry(ENTRY).result(20) == ((met, marks),)


def test_a_theme_is_renamed_and_made_one_with_another_and_each_undone(
    themes: Themes, opener: Opener, clock: FakeClock
) -> None:
    for name in ("water", "stream"):
        clock.go_on(1)
        done(themes.give(name, Spot(ENTRY, INK)))
    water = themes.called("WATER").result(20)
    assert water is not None
    step = done(themes.rename(water, "the water"))
    assert names(themes) == [("stream", 1), ("the water", 1)]
    undo(step, opener)
    assert names(themes) == [("stream", 1), ("water", 1)]
    step = done(themes.rename(water, "Stream"))
    assert names(themes) == [("stream", 1)]
    undo(step, opener)
    assert names(themes) == [("stream", 1), ("water", 1)]


def test_a_theme_is_let_go_and_comes_back(themes: Themes, opener: Opener) -> None:
    done(themes.give("water", Spot(ENTRY, INK, Region(1, 2, 3, 4))))
    water = themes.known().result(20)[0]
    step = done(themes.let_go(water.id))
    assert names(themes) == []
    assert themes.thread(water.id).result(20) is None
    undo(step, opener)
    assert themes.known().result(20) == (water,)


def test_going_back_from_what_was_never_there_does_nothing(themes: Themes, opener: Opener) -> None:
    undo(done(themes.let_go(ThemeId("gone"))), opener)
    assert names(themes) == []


def test_what_cannot_be_kept_says_so(themes: Themes) -> None:
    with pytest.raises(JournalError):
        done(themes.give("water", Spot(EntryId("nowhere"))))
    assert names(themes) == []


def test_a_sealed_entry_opens_by_the_calendar_of_the_one_who_looks(
    themes: Themes, session: Session, clock: FakeClock
) -> None:
    from sqlalchemy import Connection  # noqa: PLC0415

    from journal_app.domain.changes import Changed  # noqa: PLC0415
    from journal_app.storage.schema import entry  # noqa: PLC0415

    done(themes.give("water", Spot(ENTRY)))

    def seal(db: Connection) -> Changed:
        db.execute(entry.update().values(sealed=1, opens_day="2026-11-23"))
        return Changed(None)

    session.journal.do(seal).result(20)
    assert names(themes) == []
    clock.moment = replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms + 7 * 3_600_000)  # 03:30
    assert names(themes) == []
    clock.moment = replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms + 8 * 3_600_000)  # 04:30
    assert names(themes) == [("water", 1)]


def test_a_piece_of_a_drawing_is_cut_out_away_from_the_window(themes: Themes) -> None:
    cutting = themes.cutting(INK, Region(0, 0, 50, 40), Extent(100, 100), 9.0).result(20)
    assert cutting.size == Extent(100, 80)
    (inked,) = cutting.ink
    assert inked.colour == "sage"
    assert inked.shapes


def test_a_recording_that_holds_nothing_is_a_silent_one(themes: Themes) -> None:
    assert themes.voice(PartId("nowhere")).result(20).note.seconds == 0
